// In the live preview alone: loads the page again when something was saved, where it was scrolled to.
(() => {
  "use strict";

  let number = null;
  const events = new EventSource("/-/events");
  events.addEventListener("message", ({ data }) => {
    if (number !== null && number !== data) location.reload();
    number = data;
  });
  // A preview that was started again counts anew.
  events.addEventListener("error", () => (number = number === null ? null : ""));
})();
