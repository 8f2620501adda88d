// Within a frame on another website: sends that page the height of this one, and nothing else.
(function () {
  "use strict";

  if (parent === window) return;
  const main = document.getElementById("content");
  const MARGIN = 24; // px, so that no shadow or outline is cut

  // To any page: a height is no secret, and the guide does not know who shows it.
  const sendHeight = () => {
    const height = Math.ceil(main.getBoundingClientRect().bottom + scrollY) + MARGIN;
    parent.postMessage({ type: "muscle-guide:height", height }, "*");
  };
  new ResizeObserver(sendHeight).observe(main);
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data && data.type === "muscle-guide:ask") sendHeight();
  });

  // Links within the page stay in the frame; all others open outside of it, as its <base> sets.
  for (const link of document.querySelectorAll('a[href^="#"]')) link.target = "_self";
})();
