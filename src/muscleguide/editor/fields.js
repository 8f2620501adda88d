// The fields of a form, from the description that the server makes of a record's schema. A field is
// an object: `element` on the page, `value()` for what is filled in, `at(step)` for the field below
// it, `tell(problems)` and `clear()`. One that asks for a new record tells the page by the event
// `newrecord`: its kind, the name to begin with, and `pick(id)` for the one that is made.
import { ask, guide, kindOf } from "/guide.js";

let count = 0;

export function make(name, given = {}, ...children) {
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

// Fields with one control.
export function simple(form, control, read) {
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

export const line = (form, value) =>
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
export function optionsOf(target) {
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
    const asked = () => control.dispatchEvent(new CustomEvent("newrecord", { bubbles: true, detail: { kind, name: control.value, pick } }));
    const button = { type: "button", text: `New ${kind.title.toLowerCase()} …`, onclick: asked };
    chosen.after(make("div", { class: "row" }, make("button", button)));
  }
  show();
  return field;
}

// Fields with fields in them.
export function group(form, value, isOptional = !form.required) {
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
