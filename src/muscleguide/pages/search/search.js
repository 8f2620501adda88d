// The search of the whole guide: page.js loads it, and it loads its index, when it is first opened.

const SHOWN = 20; // pages found
const PARTS = 3; // parts of a page found
const SNIPPET = 140; // characters
const PAUSE = 250; // ms: a reader who types hears one answer, and not one for each key
const BOOST = { title: 8, names: 5, labels: 3, text: 1 };
const FORM = 0.25; // what another form of a word counts, against the word itself

// ---- Words -----------------------------------------------------------------------------------

// Scripts that put no space between words.
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

let segmenter = null;
const spaced = (text) => {
  if (!UNSPACED.test(text)) return text;
  segmenter ??= new Intl.Segmenter(document.documentElement.lang || "en", { granularity: "word" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment).join(" ");
};

/** Split a text into words: lower case, without accents, in any script. */
export const wordsOf = (text) => {
  const plain = spaced(text).normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  return plain.match(/[\p{L}\p{N}]+/gu) || [];
};

// A language-free guess at inflection and compounds: hurts and hurt, stairs and downstairs. What
// merely goes on after the word is found by its prefix.
const isForm = (word, other) =>
  (other.length > 2 && other.length + 4 >= word.length && word.startsWith(other)) ||
  (other.length > 3 && word.endsWith(other)) ||
  (word.length > 3 && other.endsWith(word));

// ---- Finding ---------------------------------------------------------------------------------

/**
 * Index the content of search.json (see search_index.py) with the library.
 * Resolves to a function from a query to the pages found, best first. Each has its `page`, the
 * `parts` of it that were hit, and of its best hit the text (`best`) and the words met (`terms`).
 */
export const searchOf = async (MiniSearch, { labels, entries }) => {
  const documents = entries.map(
    ([url, title, text = "", names = [], places = [], weight = 1], id) => ({
      id,
      url,
      title,
      text,
      names: names.join(" · "),
      labels: places.map((place) => labels[place]).join(" · "),
      weight,
    }),
  );
  const byUrl = new Map(documents.map((entry) => [entry.url, entry]));
  const vocabulary = new Set();
  const index = new MiniSearch({
    fields: Object.keys(BOOST),
    // How often a word occurs says little in texts this short; once is also quicker.
    tokenize: (text) => [...new Set(wordsOf(text))],
    processTerm: (word) => {
      vocabulary.add(word);
      return word;
    },
  });
  // In chunks, so that the page stays responsive on a slow phone.
  await index.addAllAsync(documents, { chunkSize: 100 });

  const hitsOf = (query) => {
    const words = new Set(wordsOf(query));
    const wordOf = new Map(); // of each form that is searched for as well
    for (const word of words) {
      for (const other of vocabulary) {
        if (!words.has(other) && isForm(word, other)) wordOf.set(other, word);
      }
    }
    const hits = index.search([...words, ...wordOf.keys()].join(" "), {
      tokenize: (text) => text.split(" "),
      processTerm: (word) => word,
      boost: BOOST,
      boostTerm: (word) => (words.has(word) ? 1 : FORM),
      prefix: (word) => words.has(word) && (word.length > 2 || words.size === 1),
      fuzzy: (word) => words.has(word) && word.length > 4 && 0.2,
    });
    // The library multiplies a score by the number of words met; a word and its form are one.
    for (const hit of hits) {
      const met = new Set(hit.queryTerms.map((word) => wordOf.get(word) ?? word));
      hit.score *= (met.size / hit.queryTerms.length) * documents[hit.id].weight;
    }
    return hits.sort((a, b) => b.score - a.score || a.id - b.id);
  };

  return (query) => {
    const pages = new Map();
    for (const { id, terms } of hitsOf(query)) {
      const entry = documents[id];
      const url = entry.url.split("#")[0];
      if (!pages.has(url)) {
        const best = [entry.text, entry.labels, entry.names].filter(Boolean).join(" · ");
        pages.set(url, { page: byUrl.get(url) ?? entry, parts: [], best, terms: new Set(terms) });
      }
      const { page, parts } = pages.get(url);
      if (entry !== page) parts.push(entry);
    }
    return [...pages.values()];
  };
};

/** Cut a text around the first place that holds the most of the words. */
export const snippet = (text, terms) => {
  const hits = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].flatMap(({ 0: written, index }) =>
    wordsOf(written).filter((word) => terms.has(word)).map((word) => ({ word, index })),
  );
  let start = 0;
  let most = 0;
  hits.forEach(({ index }, first) => {
    const near = new Set();
    for (let n = first; n < hits.length && hits[n].index < index + SNIPPET / 2; n++) {
      near.add(hits[n].word);
    }
    if (near.size > most) {
      most = near.size;
      start = index;
    }
  });
  let from = Math.max(0, start - SNIPPET / 2);
  const space = text.indexOf(" ", from);
  if (from && space >= 0 && space < start) from = space + 1;
  const cut = text.slice(from, from + SNIPPET);
  if (from + SNIPPET >= text.length) return (from ? "… " : "") + cut;
  return `${from ? "… " : ""}${cut.replace(/\s\S*$/, "")} …`;
};

// ---- The panel -------------------------------------------------------------------------------

const load = async (root) => {
  const [{ default: MiniSearch }, response] = await Promise.all([
    import("./minisearch/index.js"),
    fetch(`${root}assets/search.json`),
  ]);
  if (!response.ok) throw new Error(`search.json: ${response.status}`);
  return searchOf(MiniSearch, await response.json());
};

const bind = (panel, words, root, search) => {
  const field = panel.querySelector("#search-words");
  const status = panel.querySelector("#search-status");
  const found = panel.querySelector("#search-found");
  let waiting = 0;

  const link = ({ url, title }) => {
    const link = document.createElement("a");
    link.href = root + url;
    link.textContent = title;
    return link;
  };

  const item = ({ page, parts, best, terms }) => {
    const item = document.createElement("li");
    const text = document.createElement("p");
    text.textContent = snippet(best, terms);
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

  const plurals = new Intl.PluralRules(document.documentElement.lang);
  const statusOf = (count) =>
    count === 0
      ? words.none
      : (words.found[plurals.select(count)] ?? words.found.other).replace("{count}", count);

  const show = () => {
    clearTimeout(waiting);
    const isAsked = field.value.trim() !== "";
    const pages = isAsked ? search(field.value) : [];
    found.replaceChildren(...pages.slice(0, SHOWN).map(item));
    const text = isAsked ? statusOf(pages.length) : "";
    // Set only when it differs, so that a screen reader does not repeat itself.
    if (status.textContent !== text) status.textContent = text;
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, field.value.trim() ? PAUSE : 0);
  });
  field.form.addEventListener("submit", () => {
    show();
    found.querySelector("a")?.focus();
  });
  show();
};

let isStarted = false;

/**
 * Make the panel search; does nothing the second time.
 * `words` has the texts `none`, `one` and `other` of the status. Fails if the library or the index
 * cannot be loaded, and may then be called again.
 */
export const start = async (panel, words) => {
  if (isStarted) return;
  isStarted = true;
  const root = panel.dataset.root.replace(/\/?$/, "/");
  try {
    bind(panel, words, root, await load(root));
  } catch (error) {
    isStarted = false;
    throw error;
  }
};
