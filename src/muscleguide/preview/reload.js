// In the live preview alone: loads the page again when something was saved, where it was scrolled to,
// and leads to the form in which the page is edited.
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

  const { edit } = document.currentScript.dataset;
  if (!edit || window.top !== window) return;
  const styles = new CSSStyleSheet();
  styles.replaceSync(
    ".mg-edit { position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: 99; padding: .6rem 1.2rem;" +
      " border-radius: .4rem; background: #222; color: #fff; font: bold 1rem/1.5 system-ui; border: 2px solid #fff; }" +
      " .mg-edit:focus-visible { outline: 3px solid #06c; } @media print { .mg-edit { display: none; } }",
  );
  document.adoptedStyleSheets.push(styles);
  const link = document.createElement("a");
  link.className = "mg-edit";
  link.href = edit;
  link.textContent = "Edit";
  document.body.append(link);
})();
