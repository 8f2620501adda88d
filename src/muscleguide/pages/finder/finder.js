// The finder: from "it hurts here" to the muscles. Everything it knows is in the page.
"use strict";

(() => {
  const SHOWN_AT_FIRST = 24;
  const MOST_ON_A_HANDOUT = 12; // more would be a book
  const QUIET_AFTER = 400; // milliseconds without a key before a count is announced
  const FACETS = ["region", "symptom", "activity"];

  // ---- Matching: pure functions ----------------------------------------------------------

  /** Split a text into words as the build does: lower case, without accents. */
  const wordsOf = (text) =>
    text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").match(/[\p{L}\p{N}]+/gu) || [];

  /** Turn the build's rows into muscles: options of each facet, and how typical each is. */
  const musclesOf = (data) =>
    data.muscles.map(([words, regions, symptoms, activities]) => {
      const inOrder = (options) => new Map(options.map((option, place) => [option, place]));
      return {
        words,
        options: { region: regions.map(([id]) => id), symptom: symptoms, activity: activities },
        ranks: { region: new Map(regions), symptom: inOrder(symptoms), activity: inOrder(activities) },
      };
    });

  /** Return whether every word of a search begins a word of the muscle or of its symptoms. */
  const isFound = (muscle, searched) =>
    searched.every(
      ({ start, symptoms }) =>
        muscle.words.includes(start) ||
        muscle.options.symptom.some((symptom) => symptoms.has(symptom)),
    );

  /** For each word of a search, look up once which symptoms hold a word that it begins. */
  const lookUp = (query, symptomWords) =>
    wordsOf(query).map((word) => {
      const start = ` ${word}`;
      const symptoms = new Set();
      symptomWords.forEach((text, index) => text.includes(start) && symptoms.add(index));
      return { start, symptoms };
    });

  /**
   * Find the muscles that fit a choice, best first, and what each option would leave.
   * A choice has a set of options for each facet, and the words searched for; `sizes` is how
   * many options each facet has.
   */
  const find = (muscles, choice, sizes) => {
    const left = {};
    for (const facet of FACETS) left[facet] = new Uint32Array(sizes[facet]);
    const matches = [];
    muscles.forEach((muscle, index) => {
      if (!isFound(muscle, choice.searched)) return;
      const met = [];
      const missing = [];
      let rank = 0;
      for (const facet of FACETS) {
        let fits = choice[facet].size === 0;
        for (const option of choice[facet]) {
          const place = muscle.ranks[facet].get(option);
          if (place === undefined) continue;
          fits = true;
          rank += place;
          met.push([facet, option]);
        }
        if (!fits) missing.push(facet);
      }
      // Options of a facet widen it, so they count what fits the other two.
      if (missing.length < 2) {
        for (const facet of missing.length ? missing : FACETS) {
          for (const option of muscle.options[facet]) left[facet][option] += 1;
        }
      }
      if (!missing.length) matches.push({ index, met, rank });
    });
    matches.sort((a, b) => b.met.length - a.met.length || a.rank - b.rank || a.index - b.index);
    return { matches, left };
  };

  /** Put values in place of the `{names}` of a text. */
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /** Write how many muscles match, and how many of them are shown. */
  const countInWords = (found, all, shown, isOpen, messages) => {
    if (found === 0) return messages.none;
    let text = found === 1 ? messages.one_fits : messages.some_fit;
    if (isOpen) text = all === 1 ? messages.just_one : messages.all_fit;
    const count = fill(text, { found, all });
    if (shown === found) return count;
    return `${count} ${fill(isOpen ? messages.first_shown : messages.best_shown, { shown })}`;
  };

  /** Write why a muscle matches. */
  const whyInWords = (met, chosen, query, labels, messages) => {
    if (!chosen) return query ? fill(messages.fits_search, { query }) : "";
    const names = met.map(([facet, option]) => labels[facet][option]).join(", ");
    return fill(chosen === 1 ? messages.one_sign : messages.some_signs, { met: met.length, chosen, names });
  };

  // ---- The page --------------------------------------------------------------------------

  const form = document.getElementById("finder");
  const source = document.getElementById("finder-data");
  if (!form || !source) return;
  const data = JSON.parse(source.textContent);
  const muscles = musclesOf(data);
  const list = document.getElementById("finder-cards");
  const cards = [...list.children];
  // Cards that are not displayed wait in a list that is not: no change in it costs a layout.
  const rest = document.createElement("ul");
  rest.hidden = true;
  list.after(rest);
  const sizes = Object.fromEntries(FACETS.map((facet) => [facet, data[facet].length]));
  let before = new Uint8Array(cards.length).fill(2);
  const whys = cards.map((card) => card.querySelector(".mg-why"));
  const status = document.getElementById("finder-status");
  const see = document.getElementById("finder-see");
  const chosen = document.getElementById("finder-chosen");
  const chips = chosen.querySelector("ul");
  const showAll = document.getElementById("finder-all");
  const printAll = document.getElementById("finder-print");
  const search = form.elements.q;
  const picks = [...form.querySelectorAll("[data-pick]")];
  const hint = document.getElementById("finder-place");
  const hintText = hint ? hint.textContent : "";

  // Each control with its facet, its place in the data, and its words.
  const controls = [...form.querySelectorAll("input[type=checkbox]")].map((box) => ({
    box,
    facet: box.name,
    option: data[box.name].indexOf(box.value),
    label: box.parentElement.querySelector(".mg-facet__label").textContent,
    count: box.parentElement.querySelector(".mg-facet__count"),
  }));
  const labels = Object.fromEntries(FACETS.map((facet) => [facet, {}]));
  for (const control of controls) labels[control.facet][control.option] = control.label;

  let isOpen = false; // whether "Show all" has been pressed for this choice
  let announcing = 0;

  const choiceNow = () => {
    const choice = { searched: lookUp(search.value, data.words) };
    for (const facet of FACETS) choice[facet] = new Set();
    for (const { box, facet, option } of controls) if (box.checked) choice[facet].add(option);
    return choice;
  };

  /** Touch an attribute only where it changes: that is what costs. */
  const setFlag = (element, name, on) => {
    if (element.hasAttribute(name) !== on) element.toggleAttribute(name, on);
  };
  const setText = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };

  const showCards = (matches, chosenCount) => {
    const shown = isOpen ? matches : matches.slice(0, SHOWN_AT_FIRST);
    const state = new Uint8Array(cards.length); // 0 no match, 1 held back, 2 displayed
    for (const { index } of matches) state[index] = 1;
    for (const { index } of shown) state[index] = 2;
    cards.forEach((card, index) => {
      if (state[index] === before[index]) return;
      setFlag(card, "hidden", state[index] === 0);
      setFlag(card, "data-held", state[index] === 1);
      if (before[index] === 2) rest.append(card);
    });
    before = state;
    const query = search.value.trim();
    let next = list.firstElementChild;
    for (const { index, met } of shown) {
      const why = whyInWords(met, chosenCount, query, labels, data.messages);
      setText(whys[index], why);
      setFlag(whys[index], "hidden", !why);
      // The order in the document is the order on the screen.
      if (cards[index] === next) next = next.nextElementSibling;
      else list.insertBefore(cards[index], next);
    }
    setFlag(showAll, "hidden", shown.length === matches.length);
    setText(showAll, fill(data.messages.show_all, { found: matches.length }));
    return shown.length;
  };

  const showHandout = (matches, none) => {
    const few = !none && matches.length > 1 && matches.length <= MOST_ON_A_HANDOUT;
    setFlag(printAll.parentElement, "hidden", !few);
    if (!few) return;
    const ids = matches.map(({ index }) => ["muscle", cards[index].dataset.muscle]);
    printAll.search = new URLSearchParams(ids).toString();
    setText(printAll, fill(data.messages.one_handout, { found: matches.length }));
  };

  const showOptions = (left) => {
    for (const { box, facet, option, count } of controls) {
      const number = left[facet][option];
      setText(count, `(${number})`);
      const isOff = number === 0 && !box.checked;
      // Off, and not disabled: a disabled box would drop the keyboard's focus.
      if (isOff !== (box.getAttribute("aria-disabled") === "true")) {
        box.setAttribute("aria-disabled", String(isOff));
        box.parentElement.toggleAttribute("data-off", isOff);
      }
    }
    for (const pick of picks) {
      const box = boxOf(pick);
      pick.setAttribute("aria-checked", String(box.checked));
      pick.setAttribute("aria-disabled", String(box.parentElement.hasAttribute("data-off")));
    }
  };

  const showChips = () => {
    const on = controls.filter(({ box }) => box.checked);
    chips.replaceChildren(
      ...on.map(({ box, label }) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.className = "mg-chip";
        button.textContent = label;
        button.setAttribute("aria-label", fill(data.messages.take_off, { label }));
        button.addEventListener("click", () => {
          const place = [...chips.children].indexOf(item);
          box.checked = false;
          changed();
          // Focus goes to what is nearest, so that the keyboard is not lost.
          const near = chips.children[Math.min(place, chips.children.length - 1)];
          (near ? near.firstElementChild : search).focus();
        });
        item.append(button);
        // A symptom that is a warning itself says how soon to get help.
        const act = box.closest("li").querySelector(".mg-act");
        if (act) item.append(" ", act.cloneNode(true));
        return item;
      }),
    );
    setFlag(chosen, "hidden", on.length === 0 && !search.value);
    return on.length;
  };

  const announce = (text, delay) => {
    clearTimeout(announcing);
    announcing = setTimeout(() => {
      setText(status, text);
      see.hidden = false; // with the words before it, so that it does not move
    }, delay);
  };

  const update = (delay) => {
    const choice = choiceNow();
    const { matches, left } = find(muscles, choice, sizes);
    const chosenCount = showChips();
    const shown = showCards(matches, chosenCount);
    showOptions(left);
    const none = chosenCount === 0 && choice.searched.length === 0;
    showHandout(matches, none);
    announce(countInWords(matches.length, muscles.length, shown, none, data.messages), delay);
  };

  // ---- The URL ---------------------------------------------------------------------------

  const urlNow = () => {
    const query = new URLSearchParams();
    for (const { box } of controls) if (box.checked) query.append(box.name, box.value);
    if (search.value.trim()) query.append("q", search.value.trim());
    const text = query.toString();
    return location.pathname + (text ? `?${text}` : "") + location.hash;
  };

  const write = (method) => {
    try {
      history[method](null, "", urlNow());
    } catch {
      // A page opened from a file may not change its URL; the choice holds all the same.
    }
  };

  const read = (asked) => {
    const query = new URLSearchParams(asked);
    for (const { box, facet } of controls) box.checked = query.getAll(facet).includes(box.value);
    search.value = (query.get("q") || "").slice(0, search.maxLength);
    isOpen = false;
    update(0);
  };

  const changed = () => {
    isOpen = false;
    write("pushState");
    update(0);
  };

  // ---- Events ----------------------------------------------------------------------------

  const boxOf = (pick) =>
    controls.find(({ box, facet }) => facet === "region" && box.value === pick.dataset.pick).box;

  const toggle = (pick) => {
    const box = boxOf(pick);
    if (pick.getAttribute("aria-disabled") === "true") return;
    box.checked = !box.checked;
    changed();
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", (event) => {
    if (event.target.type === "checkbox" && event.target.getAttribute("aria-disabled") === "true") {
      event.preventDefault();
    }
  });
  form.addEventListener("change", (event) => event.target.type === "checkbox" && changed());
  search.addEventListener("input", () => {
    isOpen = false;
    write("replaceState");
    update(QUIET_AFTER);
  });
  for (const pick of picks) {
    pick.addEventListener("click", () => toggle(pick));
    pick.addEventListener("keydown", (event) => {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      toggle(pick);
    });
    const name = () => setText(hint, pick.getAttribute("aria-label"));
    const unname = () => setText(hint, hintText);
    pick.addEventListener("pointerenter", name);
    pick.addEventListener("focus", name);
    pick.addEventListener("pointerleave", unname);
    pick.addEventListener("blur", unname);
  }
  chosen.querySelector(":scope > button").addEventListener("click", () => {
    for (const { box } of controls) box.checked = false;
    search.value = "";
    changed();
    search.focus();
  });
  showAll.addEventListener("click", () => {
    const place = list.children.length;
    isOpen = true;
    update(0);
    // The button goes away: go on with the first card that it has brought.
    list.children[place].querySelector("a").focus();
  });
  addEventListener("popstate", () => read(location.search));

  form.hidden = false;
  const asked = location.search;
  read(asked);
})();
