// The editor: builds a form from the description that the server makes of a record's schema, and
// sends back what stands in it. A field is an object: `element` on the page, `value()` for what is
// filled in, `at(step)` for the field below it, and `tell(problems)`.
const meta = (name) => document.querySelector(`meta[name=${name}]`).content;
const content = document.querySelector("#content");
let guide = { kinds: [], records: {} };
let count = 0;

async function ask(path, given) {
  const options = { headers: { "X-Token": meta("token") } };
  if (given) {
    options.method = "POST";
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(given);
  }
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

function make(name, given = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (key === "text") element.textContent = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

const later = (action, wait) => {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
};

// What is wrong with a field, below it.
function problems() {
  const element = make("div");
  return {
    element,
    tell: (list) =>
      element.replaceChildren(
        ...list.map(({ severity, message }) => make("p", { class: `told ${severity}`, text: `${severity}: ${message}` })),
      ),
  };
}

const kindOf = (name) => guide.kinds.find((kind) => kind.name === name);

// Fields with one control.
function simple(form, control, read) {
  const id = `field-${++count}`;
  const told = problems();
  const help = make("p", { class: "help", id: `${id}-help`, text: form.help || "" });
  control.id = id;
  if (form.help) control.setAttribute("aria-describedby", help.id);
  if (form.required) control.setAttribute("aria-required", "true");
  const label = make("label", { for: id, text: form.label });
  const element = make("div", { class: "field" }, label, ...(form.help ? [help] : []), control, told.element);
  const tell = (list) => {
    told.tell(list);
    control.setAttribute("aria-invalid", String(list.some((one) => one.severity === "error")));
  };
  return { element, control, value: read || (() => control.value), at: () => null, tell, clear: () => tell([]) };
}

const line = (form, value) =>
  simple(form, make("input", { value: value ?? "", autocomplete: "off", spellcheck: "true" }));

function text(form, value) {
  const control = make("textarea", { rows: 1 });
  control.value = value ?? "";
  if (form.kind === "text") {
    control.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  }
  return simple(form, control);
}

function rich(form, value) {
  const field = text({ ...form, help: [form.help, "*emphasis*, **strong**, [a link](https://…)"].filter(Boolean).join("; ") }, value);
  const shown = make("div", { class: "shown", "aria-hidden": "true" });
  const show = async () => {
    // What is typed needs no preview where it has no marks.
    const written = field.control.value;
    if (!/[*_[\]]|\n\s*\n/.test(written)) shown.replaceChildren();
    else shown.innerHTML = (await ask("/api/rich", { value: written })).html;
  };
  field.control.addEventListener("input", later(show, 300));
  field.element.append(shown);
  show();
  return field;
}

const number = (form, value) =>
  simple(form, make("input", { type: "number", step: "any", min: form.min, max: form.max, value: value ?? "" }));

const date = (form, value) => simple(form, make("input", { type: "date", value: value ?? "" }));

function choice(form, value) {
  const control = make("select");
  const known = form.choices.map(String);
  if (!form.required || !known.includes(String(value))) control.append(new Option("", ""));
  for (const option of known) control.append(new Option(option, option));
  control.value = value ?? "";
  return simple(form, control);
}

// A picker: what is typed is searched among ids and names by the browser.
const lists = new Map();
function optionsOf(target) {
  if (!lists.has(target)) {
    lists.set(target, make("datalist", { id: `ids-of-${target}` }));
    document.body.append(lists.get(target));
  }
  const records = guide.records[target] || [];
  lists.get(target).replaceChildren(...records.map(([id, name]) => make("option", { value: id, label: name, text: name })));
  return lists.get(target);
}

function reference(form, value) {
  const control = make("input", { value: value ?? "", list: optionsOf(form.target).id, autocomplete: "off", spellcheck: "false" });
  const chosen = make("p", { class: "chosen" });
  const show = () => {
    const known = (guide.records[form.target] || []).find(([id]) => id === control.value.trim());
    chosen.textContent = known ? known[1] : control.value.trim() && "no record has this id yet";
  };
  // A name that somebody types in full is the id that bears it.
  control.addEventListener("change", () => {
    const named = (guide.records[form.target] || []).find(([, name]) => name.toLowerCase() === control.value.trim().toLowerCase());
    if (named) control.value = named[0];
    show();
  });
  control.addEventListener("input", show);
  const field = simple(form, control, () => control.value.trim());
  control.after(chosen);
  const kind = kindOf(form.target);
  if (kind && kind.shape !== "file") {
    const pick = (id) => {
      control.value = id;
      control.dispatchEvent(new Event("input", { bubbles: true }));
      control.focus();
    };
    const button = { type: "button", text: `New ${kind.title.toLowerCase()} …`, onclick: () => addInDialog(kind, control.value, pick) };
    chosen.after(make("div", { class: "row" }, make("button", button)));
  }
  show();
  return field;
}

// Fields with fields in them.
function group(form, value, isOptional = !form.required) {
  const told = problems();
  const inner = make("div");
  const element = make("fieldset", {}, make("legend", { text: form.label || "Entry" }));
  if (form.help) element.append(make("p", { class: "help", text: form.help }));
  let fields = null;
  const isFigure = form.key === "figure";
  const open = (given) => {
    fields = new Map(form.fields.map((below) => [below.key, fieldOf(below, typeof given === "string" ? (below.key === form.short ? given : undefined) : given?.[below.key])]));
    inner.replaceChildren(...(isFigure ? [drawingOf(() => field.value(), inner)] : []), ...[...fields.values()].map((below) => below.element));
  };
  const close = () => {
    fields = null;
    inner.replaceChildren();
  };
  const field = {
    element,
    value: () => fields && Object.fromEntries([...fields].map(([key, below]) => [key, below.value()])),
    at: (key) => fields?.get(key) ?? null,
    tell: told.tell,
    clear: () => {
      told.tell([]);
      fields?.forEach((below) => below.clear());
    },
  };
  if (isOptional) {
    const name = (form.label || "entry").toLowerCase();
    const button = make("button", { type: "button" });
    const label = () => (button.textContent = fields ? `Take out: ${name}` : `Add: ${name}`);
    button.addEventListener("click", () => {
      if (fields) close();
      else open({});
      label();
      element.dispatchEvent(new Event("input", { bubbles: true }));
    });
    element.append(make("div", { class: "row" }, button));
    if (value !== undefined && value !== null) open(value);
    label();
  } else open(value ?? {});
  element.append(inner, told.element);
  return field;
}

// An exercise's figure as it will be drawn.
function drawingOf(value, around) {
  const picture = make("div", { class: "drawing" });
  const words = make("p", { class: "help", role: "status" });
  const draw = async () => {
    const { svg, message } = await ask("/api/figure", { value: value() });
    if (svg) picture.innerHTML = svg;
    words.textContent = message;
  };
  around.addEventListener("input", later(draw, 250));
  setTimeout(draw);
  return make("div", {}, picture, words);
}

function entriesOf(form, given, { add, read, label }) {
  const told = problems();
  const items = make("ol", { class: "items" });
  const element = make("fieldset", {}, make("legend", { text: form.label }));
  if (form.help) element.append(make("p", { class: "help", text: form.help }));
  const entries = new Map();
  const rows = () => [...items.children];
  const changed = () => {
    rows().forEach((row, index) => {
      row.querySelectorAll(":scope > .moves > button").forEach((button) => button.setAttribute("aria-label", `${button.textContent}: ${form.label} ${index + 1}`));
    });
    element.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const put = (value, key) => {
    const entry = add(value, key, entries.size + 1);
    const row = make("li", {}, entry.element);
    const move = (step) => () => {
      const at = rows().indexOf(row);
      const other = rows()[at + step];
      if (!other) return;
      if (step < 0) other.before(row);
      else other.after(row);
      changed();
    };
    const away = () => {
      entries.delete(row);
      const next = row.nextElementSibling || row.previousElementSibling;
      row.remove();
      (next?.querySelector("input, textarea, select") || button).focus();
      changed();
    };
    row.append(
      make(
        "div",
        { class: "moves" },
        make("button", { type: "button", text: "Up", onclick: move(-1) }),
        make("button", { type: "button", text: "Down", onclick: move(1) }),
        make("button", { type: "button", text: "Remove", onclick: away }),
      ),
    );
    entries.set(row, entry);
    items.append(row);
    return entry;
  };
  const button = make("button", {
    type: "button",
    text: `Add: ${label}`,
    onclick: () => {
      const entry = put(undefined, "");
      changed();
      entry.element.querySelector("input, textarea, select")?.focus();
    },
  });
  given.forEach(([key, value]) => put(value, key));
  element.append(items, make("div", { class: "row" }, button), told.element);
  changed();
  return {
    element,
    value: () => read(rows().map((row) => entries.get(row))),
    at: (step) => (typeof step === "number" ? entries.get(rows()[step]) : [...entries.values()].find((entry) => entry.key?.() === step)) ?? null,
    tell: told.tell,
    clear: () => {
      told.tell([]);
      entries.forEach((entry) => entry.clear());
    },
  };
}

const list = (form, value) =>
  entriesOf(form, (Array.isArray(value) ? value : []).map((entry) => ["", entry]), {
    label: form.label.toLowerCase(),
    add: (entry, _key, number) => {
      const name = form.item.kind === "group" ? "Entry" : `${form.label} ${number}`;
      return fieldOf({ ...form.item, label: name }, entry);
    },
    read: (entries) => entries.map((entry) => entry.value()),
  });

const map = (form, value) =>
  entriesOf(form, Object.entries(value ?? {}), {
    label: form.label.toLowerCase(),
    add: (entry, key) => {
      const id = line({ label: "Id", help: "lower-case letters, digits and hyphens", required: true }, key);
      const below = fieldOf({ ...form.item, label: "Entry" }, entry);
      return { ...below, key: () => id.value().trim(), element: make("div", {}, id.element, below.element) };
    },
    read: (entries) => Object.fromEntries(entries.map((entry) => [entry.key(), entry.value()])),
  });

const FIELDS = { line, text, rich, number, date, choice, reference, group, list, map };
const fieldOf = (form, value) => FIELDS[form.kind](form, value);

// The form of one record: the fields, and below them what saves it.
function formOf(kind, record, { isNew, onsaved }) {
  const root = group({ ...record.form, label: isNew ? `New ${kind.title.toLowerCase()}` : kind.title }, record.value ?? {}, false);
  const status = make("p", { role: "status" });
  const extra = [];
  let { digest } = record;
  let dirty = false;
  let id = null;
  if (isNew && record.shape !== "list") {
    id = line({ label: "Id", help: "part of the web address, and what other records call it; made from the name", required: true }, "");
    extra.push(id.element);
    const naming = root.at(record.named_by)?.control;
    let own = false;
    id.control.addEventListener("input", (event) => (own = event.isTrusted));
    naming?.addEventListener("input", () => {
      if (!own) id.control.value = slug(naming.value);
    });
  }
  const body = record.body === null || record.body === undefined ? null : simple({ label: "Text", help: "Markdown; {{ … }} puts in warning signs, muscles, relief, booking", required: true }, make("textarea", { class: "body" }));
  if (body) {
    body.control.value = record.body;
    extra.push(body.element);
  }
  const tell = (found) => {
    root.clear();
    const by = new Map();
    for (const problem of found) {
      let field = root;
      for (const step of problem.path) {
        const below = field.at(step);
        if (!below) break;
        field = below;
      }
      by.set(field, [...(by.get(field) ?? []), problem]);
    }
    by.forEach((some, field) => field.tell(some));
  };
  const save = async () => {
    status.className = "";
    status.textContent = "Saving …";
    try {
      const given = { kind: kind.name, id: id ? id.value().trim() : record.id, new: isNew, digest, value: root.value(), body: body?.value() };
      const saved = await ask("/api/save", given);
      digest = saved.digest;
      dirty = false;
      tell(saved.problems);
      const errors = saved.problems.filter((one) => one.severity === "error").length;
      status.textContent = errors ? `Saved. Before it can be published: ${errors} to fix, marked above.` : "Saved.";
      onsaved(saved);
    } catch (error) {
      status.className = "bad";
      status.textContent = error.message;
    }
  };
  const element = make("form", { onsubmit: (event) => (event.preventDefault(), save()) }, root.element, ...extra, make("div", { class: "bar" }, make("button", { class: "main", text: "Save" }), status));
  if (id) root.element.querySelector("legend").after(id.element);
  element.addEventListener("input", () => {
    dirty = true;
    status.textContent = "Not saved yet.";
  });
  tell(record.problems);
  status.textContent = "";
  dirty = false;
  return { element, isDirty: () => dirty };
}

function slug(name) {
  const plain = name.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").slice(0, 64).replace(/^-+|-+$/g, "");
}

async function addInDialog(kind, name, pick) {
  const record = await ask(`/api/record?kind=${kind.name}&new=1`);
  const dialog = make("dialog", { "aria-label": `New ${kind.title.toLowerCase()}` });
  const done = async (saved) => {
    guide = await ask("/api/guide");
    optionsOf(kind.name);
    dialog.close();
    pick(saved.id);
  };
  const form = formOf(kind, record, { isNew: true, onsaved: done });
  form.element.querySelector(".bar").append(make("button", { type: "button", text: "Cancel", onclick: () => dialog.close() }));
  dialog.append(form.element);
  // What happens in it is not typed into the form below.
  dialog.addEventListener("input", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("input, textarea")?.focus();
}

// The saved page and its handout, beside the form.
function showPreview({ page, handout }) {
  const panel = document.querySelector("#preview");
  const frame = panel.querySelector("iframe");
  const views = panel.querySelector("#views");
  const all = [["Page", page], ["Handout", handout]].filter(([, path]) => path !== null && path !== undefined);
  panel.hidden = !all.length;
  let shown = views.querySelector("[aria-pressed=true]")?.textContent ?? "Page";
  const show = (name) => {
    shown = name;
    const path = all.find(([title]) => title === name)?.[1] ?? page;
    // A new URL each time: the browser would keep an old handout.
    const [before, anchor] = path.split("#");
    frame.src = `${meta("preview")}${before}?saved=${Date.now()}${anchor ? `#${anchor}` : ""}`;
    views.querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", String(button.textContent === name)));
  };
  views.className = "row";
  views.replaceChildren(
    ...all.map(([name]) => make("button", { type: "button", text: name, onclick: () => show(name) })),
    make("a", { href: `${meta("preview")}${page}`, text: "Open the page" }),
  );
  show(all.some(([name]) => name === shown) ? shown : "Page");
}

function showAll(only) {
  document.title = "Edit the guide";
  const search = make("input", { type: "search", id: "search" });
  const sections = guide.kinds
    .filter((kind) => !only || kind.name === only)
    .map((kind) => {
      const records = guide.records[kind.name] ?? [];
      const links = records.map(([id, name]) => make("li", {}, make("a", { href: `/?${new URLSearchParams({ kind: kind.name, id })}`, text: name })));
      const add = kind.shape === "file" ? [] : [make("p", {}, make("a", { href: `/?new=${kind.name}`, text: `New ${kind.title.toLowerCase()}` }))];
      return make("section", {}, make("h3", { text: kind.plural }), ...add, make("ul", { class: "records" }, ...links));
    });
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    content.querySelectorAll(".records li").forEach((row) => (row.hidden = !row.textContent.toLowerCase().includes(wanted)));
  });
  content.replaceChildren(make("h2", { text: only ? kindOf(only).plural : "All records" }), make("label", { for: "search", text: "Search" }), search, ...sections);
}

async function start() {
  const query = new URLSearchParams(location.search);
  guide = await ask("/api/guide");
  const isNew = query.has("new");
  const kind = kindOf(query.get("new") ?? query.get("kind"));
  if (!kind || (!isNew && !query.has("id") && kind.shape !== "file")) {
    showAll(kind?.name);
    return;
  }
  const id = query.get("id") ?? "";
  const asked = new URLSearchParams({ kind: kind.name, ...(isNew ? { new: "1" } : { id }) });
  const record = { ...(await ask(`/api/record?${asked}`)), id };
  const name = isNew ? `New ${kind.title.toLowerCase()}` : ((guide.records[kind.name] ?? []).find(([one]) => one === id)?.[1] ?? kind.title);
  document.title = `${name} - Edit the guide`;
  const form = formOf(kind, record, {
    isNew,
    onsaved: (saved) => {
      // A new record is at its own address from now on, with the keys that it has then.
      if (isNew) location.replace(`/?${new URLSearchParams({ kind: kind.name, id: saved.id })}`);
      else showPreview(saved);
    },
  });
  content.replaceChildren(make("h2", { text: name }), make("p", { class: "help", text: record.file }), form.element);
  if (!isNew) showPreview(record);
  addEventListener("beforeunload", (event) => form.isDirty() && event.preventDefault());
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      form.element.requestSubmit();
    }
  });
}

start().catch((error) => content.replaceChildren(make("p", { class: "told", role: "alert", text: error.message })));
