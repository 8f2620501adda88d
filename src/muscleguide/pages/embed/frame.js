// Within a frame on another website: tells that page how high this one is, and nothing else.
(function () {
  "use strict";

  if (parent === window) return;
  const main = document.getElementById("content");
  const MARGIN = 24; // px, so that no shadow or outline is cut

  // To any page: a height is no secret, and the guide does not know who shows it.
  const tell = () => {
    const height = Math.ceil(main.getBoundingClientRect().bottom + scrollY) + MARGIN;
    parent.postMessage({ type: "muscle-guide:height", height }, "*");
  };
  new ResizeObserver(tell).observe(main);
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data && data.type === "muscle-guide:ask") tell();
  });

  // Links within the page stay in the frame; all others open outside of it, as its <base> says.
  for (const link of document.querySelectorAll('a[href^="#"]')) link.target = "_self";
})();
