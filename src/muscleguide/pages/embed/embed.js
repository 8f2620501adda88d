// For the clinic's own website: keeps frames of the guide as high as what is in them, and nothing
// else. Put it once on a page, below `<iframe data-muscle-guide …>`.
(function () {
  "use strict";

  const LEAST = 100; // px
  const MOST = 100000; // px
  const frames = () => document.querySelectorAll("iframe[data-muscle-guide]");

  addEventListener("message", ({ source, origin, data }) => {
    if (!data || data.type !== "muscle-guide:height" || !Number.isFinite(data.height)) return;
    for (const frame of frames()) {
      // Only the frame itself may set its height, and only while it shows the guide.
      if (source !== frame.contentWindow || origin !== new URL(frame.src).origin) continue;
      frame.style.height = `${Math.min(Math.max(data.height, LEAST), MOST)}px`;
    }
  });

  // A frame that was ready before this script sends its height once more.
  for (const frame of frames()) {
    frame.contentWindow.postMessage({ type: "muscle-guide:ask" }, new URL(frame.src).origin);
  }
})();
