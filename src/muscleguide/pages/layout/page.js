// What every page does: light and dark, the menu, sharing, and opening the search. Without it the
// menu is simply open.
(function () {
  "use strict";

  const find = (id) => document.getElementById(id);
  const root = document.documentElement;
  root.classList.replace("no-js", "js");

  // ---- Light and dark --------------------------------------------------------------------

  const KEY = "mg-scheme";
  const dark = find("dark");
  const bySystem = dark.media;
  const isDark = () => matchMedia(dark.media).matches;
  const applyScheme = (scheme) => {
    dark.media = { dark: "screen", light: "not all" }[scheme] || bySystem;
  };
  // A browser may refuse to keep anything; then a choice lasts for one page.
  try {
    applyScheme(localStorage.getItem(KEY));
  } catch {}

  const bindScheme = (button) => {
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
    button.addEventListener("click", () => {
      const scheme = isDark() ? "light" : "dark";
      applyScheme(scheme);
      show();
      try {
        localStorage.setItem(KEY, scheme);
      } catch {}
    });
    show();
  };

  // ---- What a button opens ---------------------------------------------------------------

  const bindPanel = (button, panel, focus) => {
    const open = (on) => {
      button.setAttribute("aria-expanded", String(on));
      panel.toggleAttribute("data-open", on);
      if (on && focus) focus.focus();
    };
    const isOpen = () => panel.hasAttribute("data-open");
    button.addEventListener("click", () => open(!isOpen()));
    // Focus goes back to the button, as what had it is gone.
    const close = () => {
      open(false);
      button.focus();
    };
    for (const part of [button, panel]) {
      part.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && isOpen()) close();
      });
    }
    return close;
  };

  // ---- The search ------------------------------------------------------------------------

  // Loaded when it is first opened: most readers never search.
  const bindSearch = (button, panel, words) => {
    // A page that was opened from a folder may load neither modules nor the index.
    button.hidden = location.protocol === "file:";
    const field = find("search-words");
    const close = bindPanel(button, panel, field);
    find("search-close").addEventListener("click", close);
    field.form.addEventListener("submit", (event) => event.preventDefault());
    button.addEventListener("click", async () => {
      try {
        const { start } = await import("./search.js");
        await start(panel, words);
      } catch {
        find("search-status").textContent = words.broken;
      }
    });
  };

  // ---- Sharing ---------------------------------------------------------------------------

  // By the browser's own means; where it has none, there is no button.
  const bindSharing = (place, words) => {
    const canonical = document.querySelector("link[rel=canonical]");
    const url = canonical ? canonical.href : location.href;
    const copy = find("copy-link");
    const share = find("share-page");
    copy.hidden = !navigator.clipboard;
    share.hidden = !navigator.share;
    place.hidden = copy.hidden && share.hidden;
    copy.addEventListener("click", async () => {
      let status = words.copied;
      try {
        await navigator.clipboard.writeText(url);
      } catch {
        status = words.not_copied.replace("{address}", () => url);
      }
      find("copied").textContent = status;
    });
    // A reader who closes the sheet without a choice has done nothing wrong.
    share.addEventListener("click", () => navigator.share({ title: document.title, url }).catch(() => {}));
  };

  // ---- Paper -----------------------------------------------------------------------------

  // What is folded away on a screen is printed; afterwards it is folded again.
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details:not([open])")) {
      part.open = true;
      addEventListener("afterprint", () => (part.open = false), { once: true });
    }
  });

  // ---- What is folded, and a link leads to ----------------------------------------------------

  function unfold() {
    const target = location.hash.length > 1 && find(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const parts = [target.querySelector(":scope > details"), target.closest("details")];
    for (const part of parts) if (part) part.open = true;
  }
  addEventListener("hashchange", unfold);
  addEventListener("DOMContentLoaded", unfold);

  // ---- The page --------------------------------------------------------------------------

  document.addEventListener("DOMContentLoaded", () => {
    const sharing = document.querySelector(".mg-share");
    // A frame in another website has no header, and no words for these.
    if (!find("page-words")) return;
    const words = JSON.parse(find("page-words").textContent);
    if (sharing) bindSharing(sharing, words);
    // The other language shows the same choice of the finder.
    for (const link of document.querySelectorAll(".mg-language")) {
      link.addEventListener("click", () => Object.assign(link, { search: location.search, hash: location.hash }));
    }
    bindScheme(find("scheme"));
    bindPanel(find("menu-open"), find("menu"));
    const searchButton = find("search-open");
    if (searchButton) bindSearch(searchButton, find("search"), words);
  });
})();
