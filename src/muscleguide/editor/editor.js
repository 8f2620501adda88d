// The editor's pages: all records, or the form of one with its preview beside it.
import { group, line, make, optionsOf, simple } from "/fields.js";
import { ask, guide, kindOf, loadGuide, meta } from "/guide.js";

const content = document.querySelector("#content");

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

async function addInDialog({ kind, name, pick }) {
  const record = await ask(`/api/record?kind=${kind.name}&new=1`);
  const dialog = make("dialog", { "aria-label": `New ${kind.title.toLowerCase()}` });
  const done = async (saved) => {
    await loadGuide();
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
  await loadGuide();
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

addEventListener("newrecord", (event) => addInDialog(event.detail));
start().catch((error) => content.replaceChildren(make("p", { class: "told", role: "alert", text: error.message })));
