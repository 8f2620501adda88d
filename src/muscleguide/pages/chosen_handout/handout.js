// The printable page of chosen muscles and exercises: reads the URL, loads the part of each, shows
// it. A dose can be changed; it is kept nowhere.
(function () {
  "use strict";

  const find = (id) => document.getElementById(id);
  const messages = JSON.parse(find("handout-words").textContent);
  const inputs = [...document.querySelectorAll("#handout-form input")];
  const asked = new URLSearchParams(location.search);
  // Ids that the guide does not have are left out; so nothing but its own files is ever loaded.
  const chosen = (name) => {
    const known = new Set(inputs.filter((input) => input.name === name).map((input) => input.value));
    return [...new Set(asked.getAll(name))].filter((id) => known.has(id));
  };
  const muscles = chosen("muscle");
  const exercises = chosen("exercise");
  const parts = { muscle: new Map(), exercise: new Map() };

  // Each part's file calls one of these: files can be loaded from a folder, where requests are
  // refused.
  window.mgHandout = (id, part) => parts.muscle.set(id, part);
  window.mgExercise = (id, part) => parts.exercise.set(id, part);

  function load(file) {
    return new Promise((done) => {
      const script = document.createElement("script");
      script.src = file;
      script.onload = script.onerror = done;
      document.head.append(script);
    });
  }

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  // ---- Doses -------------------------------------------------------------------------------

  // The same rules as in model/plan.py.
  const reading = messages.reading;
  const any = (words) => {
    const escaped = [...words].sort((a, b) => b.length - a.length);
    return `(?<![\\p{L}\\p{N}_])(?:${escaped.map((w) => w.replace(/[^\p{L}\p{N} ]/gu, "\\$&")).join("|")})(?![\\p{L}\\p{N}_])`;
  };

  function daysIn(text) {
    let most = 0;
    for (const [unit, size] of [["day", 1], ["week", 7], ["month", 30]]) {
      const pattern = new RegExp(`(\\d{1,4})[^\\p{L}\\p{N}_]{0,2}${any(reading[unit])}`, "giu");
      for (const found of text.matchAll(pattern)) most = Math.max(most, Number(found[1]) * size);
    }
    return most;
  }

  function timesADay(text) {
    const gap = "[^\\p{L}\\p{N}_]+";
    const day = any(reading.per_day);
    const number = new RegExp(`(\\d{1,4})${gap}${any(reading.times)}${gap}${day}`, "iu").exec(text);
    if (number) return Math.min(Math.max(Number(number[1]), 1), messages.limits.times);
    return new RegExp(`${any(reading.twice)}${gap}${day}`, "iu").test(text) ? 2 : 1;
  }

  function showChart(section, dose) {
    const table = section.querySelector(".mg-chart");
    const note = section.querySelector(".mg-chart__note");
    const days = daysIn(dose.for);
    const shown = Math.min(days || messages.limits.usual, messages.limits.most);
    const times = timesADay(dose.how_often);
    while (table.rows.length > 0) table.deleteRow(0);
    const head = table.createTHead().insertRow();
    head.append(element("td"));
    for (let day = 1; day <= 7; day += 1) {
      const cell = element("th", messages.day.replace("{number}", day));
      cell.scope = "col";
      head.append(cell);
    }
    const body = table.tBodies[0] || table.createTBody();
    for (let week = 0; week < shown / 7; week += 1) {
      const row = body.insertRow();
      const name = element("th", messages.week.replace("{number}", week + 1));
      name.scope = "row";
      row.append(name);
      for (let day = 1; day <= 7; day += 1) {
        row.append(element("td", week * 7 + day <= shown ? "☐".repeat(times) : ""));
      }
    }
    note.textContent = days === 0 ? messages.usual : messages.cut;
    note.hidden = days > 0 && days <= messages.limits.most;
  }

  function showDose(section, part, dose) {
    const list = section.querySelector(".mg-dose");
    list.replaceChildren();
    for (const [key, label, text] of part.dose) {
      if (!dose[key] && !text) continue;
      const box = element("div");
      box.append(element("dt", label), element("dd", dose[key] || "–"));
      if (dose[key] !== text) {
        const words = text ? messages.changed.replace("{dose}", () => text) : messages.added;
        box.append(element("dd", words, "mg-dose__changed"));
      }
      list.append(box);
    }
    showChart(section, dose);
  }

  // Fields for the dose of an exercise, above the page that is printed.
  function offerDose(id, part, section) {
    const dose = Object.fromEntries(part.dose.map(([key, , text]) => [key, text]));
    const group = element("details");
    const heading = section.querySelector("h2").textContent;
    group.append(element("summary", messages.dose.replace("{exercise}", () => heading)));
    for (const [key, label, text] of part.dose) {
      const field = element("label", `${label} `);
      const input = element("input");
      input.type = "text";
      input.maxLength = 80;
      input.value = text;
      input.dataset.dose = key;
      input.addEventListener("input", () => {
        dose[key] = input.value.trim();
        showDose(section, part, dose);
      });
      field.append(input);
      group.append(field);
    }
    find("handout-doses").append(group);
    showDose(section, part, dose);
  }

  // ---- The page ----------------------------------------------------------------------------

  // Of one muscle all that it brings, of several the first of each: the list must stay short.
  const ticksOf = (found) =>
    found.flatMap((id) => parts.muscle.get(id).ticks.slice(0, found.length > 1 ? 1 : undefined));

  const nameOf = (name, id) =>
    inputs.find((input) => input.name === name && input.value === id).parentElement.textContent.trim();

  const plurals = new Intl.PluralRules(document.documentElement.lang);
  const counted = (count, words) =>
    (words[plurals.select(count)] ?? words.other).replace("{count}", count);

  function statusOf(found) {
    const told = [];
    if (found.muscle.length > 0 || found.exercise.length === 0) {
      told.push(counted(found.muscle.length, messages.muscles));
    }
    if (found.exercise.length > 0) told.push(counted(found.exercise.length, messages.exercises));
    const missing = [
      ...muscles.filter((id) => !parts.muscle.has(id)).map((id) => nameOf("muscle", id)),
      ...exercises.filter((id) => !parts.exercise.has(id)).map((id) => nameOf("exercise", id)),
    ];
    // What is left out without a word could be the one that matters.
    if (missing.length) told.push(messages.missing.replace("{names}", () => missing.join(", ")));
    return told.join(" ");
  }

  function show() {
    const found = {
      muscle: muscles.filter((id) => parts.muscle.has(id)),
      exercise: exercises.filter((id) => parts.exercise.has(id)),
    };
    find("handout-ticks").prepend(
      ...Array.from(new Set(ticksOf(found.muscle)), (words) => element("li", words)),
    );
    const own = [
      ...found.muscle.map((id) => [parts.muscle.get(id), "handout-parts"]),
      ...found.exercise.map((id) => [parts.exercise.get(id), "handout-exercises"]),
    ];
    for (const [part, place] of own) {
      // The part was escaped when the guide was built.
      find(place).insertAdjacentHTML("beforeend", part.html);
      for (const sign of part.signs) {
        const item = document.querySelector(`[data-sign="${sign}"]`);
        item.hidden = false;
        item.closest("[data-care]").hidden = false;
      }
    }
    for (const id of found.exercise) {
      const section = find("handout-exercises").querySelector(`[data-exercise="${id}"]`);
      offerDose(id, parts.exercise.get(id), section);
    }
    find("handout-questions").hidden = found.exercise.length === 0;
    for (const section of document.querySelectorAll("[data-of-muscles]")) {
      section.hidden = found.muscle.length === 0;
    }
    find("handout-chosen").hidden = own.length === 0;
    find("handout-tools").hidden = own.length === 0;
    find("handout-status").textContent = statusOf(found);
  }

  find("handout-help").hidden = true;
  find("handout-print").addEventListener("click", () => window.print());
  find("handout-choice").hidden = false;
  find("handout-choice").open = muscles.length + exercises.length === 0;
  for (const input of inputs) {
    input.checked = (input.name === "muscle" ? muscles : exercises).includes(input.value);
  }
  if (muscles.length + exercises.length > 0) {
    const files = [...muscles.map((id) => `${id}.js`), ...exercises.map((id) => `exercises/${id}.js`)];
    Promise.all(files.map(load)).then(show);
  }
})();
