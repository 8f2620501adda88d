// The printable page of chosen muscles: reads the URL, loads each muscle's part, shows it.
(function () {
  "use strict";

  const find = (id) => document.getElementById(id);
  const messages = JSON.parse(find("handout-words").textContent);
  const inputs = [...document.querySelectorAll("#handout-form input")];
  const known = new Set(inputs.map((input) => input.value));
  // Ids that the guide does not have are left out; so nothing but its own files is ever loaded.
  const asked = new URLSearchParams(location.search).getAll("muscle");
  const chosen = [...new Set(asked)].filter((id) => known.has(id));
  const parts = new Map();

  // Each muscle's file calls this: files can be loaded from a folder, where requests are refused.
  window.mgHandout = (id, part) => parts.set(id, part);

  function load(id) {
    return new Promise((done) => {
      const script = document.createElement("script");
      script.src = `${id}.js`;
      script.onload = script.onerror = done;
      document.head.append(script);
    });
  }

  // Of one muscle all that it brings, of several the first of each: the list must stay short.
  const ticksOf = (found) => found.flatMap((id) => parts.get(id).ticks.slice(0, found.length > 1 ? 1 : undefined));

  const nameOf = (id) => inputs.find((input) => input.value === id).parentElement.textContent.trim();

  function statusOf(found) {
    const count = found.length === 1 ? messages.one : messages.other.replace("{count}", found.length);
    const missing = chosen.filter((id) => !parts.has(id)).map(nameOf);
    // A muscle that is left out without a word could be the one that matters.
    return missing.length ? `${count} ${messages.missing.replace("{names}", () => missing.join(", "))}` : count;
  }

  function show() {
    const found = chosen.filter((id) => parts.has(id));
    find("handout-ticks").prepend(
      ...Array.from(new Set(ticksOf(found)), (words) => {
        const item = document.createElement("li");
        item.textContent = words;
        return item;
      }),
    );
    for (const id of found) {
      // The part was escaped when the guide was built.
      find("handout-parts").insertAdjacentHTML("beforeend", parts.get(id).html);
      for (const sign of parts.get(id).signs) {
        const item = document.querySelector(`[data-sign="${sign}"]`);
        item.hidden = false;
        item.closest("[data-care]").hidden = false;
      }
    }
    find("handout-chosen").hidden = found.length === 0;
    find("handout-tools").hidden = found.length === 0;
    find("handout-status").textContent = statusOf(found);
  }

  find("handout-help").hidden = true;
  find("handout-print").addEventListener("click", () => window.print());
  find("handout-choice").hidden = false;
  find("handout-choice").open = chosen.length === 0;
  for (const input of inputs) input.checked = chosen.includes(input.value);
  if (chosen.length > 0) {
    Promise.all(chosen.map(load)).then(show);
  }
})();
