// What every page does: light and dark, the menu, the search. Without it the menu is simply open.
(function () {
  "use strict";

  const SHOWN = 20; // pages found
  const PARTS = 3; // parts of a page found
  const SNIPPET = 140; // letters
  const PAUSE = 250; // ms: a reader who types hears one answer, and not one for each key

  const find = (id) => document.getElementById(id);
  const root = document.documentElement;
  root.classList.replace("no-js", "js");

  // ---- Light and dark --------------------------------------------------------------------

  const KEY = "mg-scheme";
  const dark = find("dark");
  const bySystem = dark.media;
  const isDark = () => matchMedia(dark.media).matches;
  const dress = (scheme) => {
    dark.media = { dark: "screen", light: "not all" }[scheme] || bySystem;
  };
  // A browser may refuse to keep anything; then a choice lasts for one page.
  try {
    dress(localStorage.getItem(KEY));
  } catch {}

  const bindScheme = (button) => {
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
    button.addEventListener("click", () => {
      const scheme = isDark() ? "light" : "dark";
      dress(scheme);
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

  // Its answers hold marks around what was met; only their text is shown.
  const textOf = (html) => new DOMParser().parseFromString(html, "text/html").body;

  const snippet = (html) => {
    const body = textOf(html);
    const text = body.textContent.replace(/\s+/g, " ").trim();
    const mark = body.querySelector("mark");
    const met = mark ? text.indexOf(mark.textContent.trim()) : 0;
    const from = met < SNIPPET / 2 ? 0 : text.indexOf(" ", met - SNIPPET / 2) + 1;
    const cut = text.slice(from, from + SNIPPET);
    return (from ? "… " : "") + cut + (from + SNIPPET < text.length ? " …" : "");
  };

  const bindSearch = (panel, words) => {
    const field = find("search-words");
    const status = find("search-status");
    const found = find("search-found");
    const say = (text) => {
      if (status.textContent !== text) status.textContent = text;
    };
    let worker = null;
    let isReady = false;
    let waiting = 0;

    const link = ({ location: path, title }) => {
      const link = document.createElement("a");
      link.href = panel.dataset.root.replace(/\/?$/, "/") + path;
      link.textContent = textOf(title).textContent;
      return link;
    };

    const entry = (group) => {
      const page = group.find(({ location: path }) => !path.includes("#")) || group[0];
      const parts = group.filter((part) => part !== page);
      const item = document.createElement("li");
      const text = document.createElement("p");
      text.textContent = snippet(group[0].text || page.text || "");
      item.append(link(page), text);
      if (parts.length) {
        const list = document.createElement("ul");
        for (const part of parts.slice(0, PARTS)) {
          list.append(document.createElement("li"));
          list.lastChild.append(link(part));
        }
        item.append(list);
      }
      return item;
    };

    const show = (pages) => {
      found.replaceChildren(...pages.slice(0, SHOWN).map(entry));
      if (!field.value.trim()) say("");
      else if (pages.length === 0) say(words.none);
      else if (pages.length === 1) say(words.one);
      else say(words.other.replace("{count}", pages.length));
    };

    const ask = () => {
      clearTimeout(waiting);
      if (!field.value.trim()) show([]);
      else if (isReady) waiting = setTimeout(() => worker.postMessage({ type: 2, data: field.value }), PAUSE);
    };

    // The messages are those of the theme's worker: 0 set up, 1 ready, 2 query, 3 result.
    const start = async () => {
      if (worker) return;
      try {
        worker = new Worker(panel.dataset.worker);
        worker.onmessage = ({ data: message }) => {
          if (message.type === 1) {
            isReady = true;
            ask();
          } else if (message.type === 3) show(message.data.items);
        };
        const { config, docs } = await (await fetch(panel.dataset.index)).json();
        worker.postMessage({ type: 0, data: { config, docs, options: { suggest: false } } });
      } catch {
        worker = null;
        say(words.broken);
      }
    };

    field.addEventListener("input", ask);
    field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = found.querySelector("a");
      if (first) first.focus();
    });
    return start;
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
      let said = words.copied;
      try {
        await navigator.clipboard.writeText(url);
      } catch {
        said = words.not_copied.replace("{address}", () => url);
      }
      find("copied").textContent = said;
    });
    // A reader who closes the sheet without a choice has done nothing wrong.
    share.addEventListener("click", () => navigator.share({ title: document.title, url }).catch(() => {}));
  };

  // ---- The page --------------------------------------------------------------------------

  document.addEventListener("DOMContentLoaded", () => {
    const sharing = document.querySelector(".mg-share");
    // A frame in another website has no header, and no words for these.
    if (!find("page-words")) return;
    const words = JSON.parse(find("page-words").textContent);
    if (sharing) bindSharing(sharing, words);
    bindScheme(find("scheme"));
    bindPanel(find("menu-open"), find("menu"));
    const open = find("search-open");
    if (!open) return;
    // A page that was opened from a folder may not load the index.
    open.hidden = location.protocol === "file:";
    const start = bindSearch(find("search"), words);
    open.addEventListener("click", start);
    find("search-close").addEventListener("click", bindPanel(open, find("search"), find("search-words")));
  });
})();
