// The finder: from "it hurts here" to the muscles. Everything it knows is in the page.
"use strict";

(() => {
  const SHOWN_AT_FIRST = 24;
  const OFFERED_AT_FIRST = 5; // options of a question: what one takes in at a glance
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

  /** Take the ending off a word, as `wording/word_forms.py` does. */
  const stemOf = (word, endings) => {
    const fitting = endings.filter((end) => word.endsWith(end) && word.length - end.length >= 3);
    const ending = fitting.reduce((longest, end) => (end.length > longest.length ? end : longest), "");
    if (!ending) return word;
    const left = word.slice(0, -ending.length);
    return left.length > 3 && left.at(-1) === left.at(-2) ? left.slice(0, -1) : left;
  };

  /** Return whether a text of the index holds a word that another begins, or another form of it. */
  const holds = (text, { word, stem }) =>
    text.includes(` ${word}`) || text.includes(` ${stem} `) || text.includes(` =${stem} `);

  /**
   * For each word of a search, look up once which options of each facet hold it. Short words of a
   * sentence ("my", "in") say nothing; the last one may still be typed.
   */
  const lookUp = (query, data) =>
    wordsOf(query)
      .filter((word, place, all) => word.length > 2 || place === all.length - 1)
      .map((word) => {
        const asked = { word, stem: stemOf(word, data.endings) };
        const options = {};
        for (const facet of FACETS) {
          const held = (options[facet] = new Set());
          data.words[facet].forEach((text, index) => holds(text, asked) && held.add(index));
        }
        return { asked, options };
      });

  /** Give the words of a search that a muscle lacks, in its own texts and its options'. */
  const lackedBy = (muscle, searched) =>
    searched.filter(
      ({ asked, options }) =>
        !holds(muscle.words, asked) &&
        !FACETS.some((facet) => muscle.options[facet].some((option) => options[facet].has(option))),
    );

  /**
   * Find the muscles that fit a choice, best first, and what each option would leave. Where none
   * fits, `near` are those that meet the most of what is chosen.
   * A choice has a set of options for each facet, and the words searched for; `sizes` is how
   * many options each facet has.
   */
  const find = (muscles, choice, sizes) => {
    const left = {};
    for (const facet of FACETS) left[facet] = new Uint32Array(sizes[facet]);
    const matches = [];
    const nearest = [];
    let most = 1;
    muscles.forEach((muscle, index) => {
      const lacking = lackedBy(muscle, choice.searched);
      const hasWords = lacking.length === 0;
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
      if (hasWords && missing.length < 2) {
        for (const facet of missing.length ? missing : FACETS) {
          for (const option of muscle.options[facet]) left[facet][option] += 1;
        }
      }
      const found = { index, met, rank, missing, lacking };
      if (hasWords && !missing.length) matches.push(found);
      const weight = met.length + choice.searched.length - lacking.length;
      if (weight < most) return;
      if (weight > most) nearest.length = 0;
      most = weight;
      nearest.push(found);
    });
    const best = (a, b) => b.met.length - a.met.length || a.rank - b.rank || a.index - b.index;
    const near = matches.length ? [] : nearest.sort(best);
    return { matches: matches.sort(best), near, left };
  };

  const plurals = new Intl.PluralRules(document.documentElement.lang);

  /**
   * Put values in place of the `{names}` of a text. Where the words depend on a number, there is a
   * text for each plural category of the language, and `count` chooses.
   */
  const fill = (words, values, count) => {
    const text = words.other ? (words[plurals.select(count)] ?? words.other) : words;
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };

  /** Write how many muscles match, and how many of them are shown. */
  const countInWords = (found, all, shown, isOpen, near, messages) => {
    if (near) return messages.near;
    if (found === 0) return messages.none;
    const count = fill(isOpen ? messages.all_fit_so_far : messages.fit, { found, all }, found);
    if (shown === found) return count;
    return `${count} ${fill(isOpen ? messages.first_shown : messages.best_shown, { shown }, shown)}`;
  };

  /** Write why a muscle matches. */
  const whyInWords = ({ met, missing, lacking }, choice, chosen, query, labels, messages) => {
    const named = (pairs) => pairs.map(([facet, option]) => labels[facet][option]).join(", ");
    const said = [];
    if (chosen && met.length) {
      const values = { met: met.length, chosen, names: named(met) };
      said.push(fill(messages.signs, values, chosen));
    } else if (query && !lacking.length) said.push(fill(messages.fits_search, { query }));
    const lacks = missing.flatMap((facet) => [...choice[facet]].map((option) => [facet, option]));
    const names = lacks.length ? [named(lacks)] : [];
    if (lacking.length) {
      const words = lacking.map(({ asked }) => asked.word).join(" ");
      names.push(fill(messages.search_words, { query: words }));
    }
    if (names.length) said.push(fill(messages.missing, { names: names.join(", ") }));
    return said.join(". ");
  };

  /**
   * Choose which options of a question to offer: those that tell the muscles apart, that is, that
   * some of them have and some have not; the ones that part them most evenly first.
   */
  const offered = (counts, found) => {
    const parting = [];
    counts.forEach((count, option) => count > 0 && count < found && parting.push(option));
    return parting.sort((a, b) => Math.abs(found - 2 * counts[a]) - Math.abs(found - 2 * counts[b]));
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
    item: box.closest("li"),
  }));
  const questions = [...form.querySelectorAll("[data-facet]")].map((details) => ({
    details,
    facet: details.dataset.facet,
    more: details.querySelector("[data-more]"),
    controls: controls.filter(({ facet }) => facet === details.dataset.facet),
    isWhole: false, // whether all options are shown
    isTouched: false, // whether it was opened or closed by hand
  }));
  const labels = Object.fromEntries(FACETS.map((facet) => [facet, {}]));
  for (const control of controls) labels[control.facet][control.option] = control.label;

  let isOpen = false; // whether "Show all" has been pressed for this choice
  let announcing = 0;

  const choiceNow = () => {
    const choice = { searched: lookUp(search.value, data) };
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

  const showCards = (matches, choice, chosenCount, isNear) => {
    const shown = isOpen ? matches : matches.slice(0, SHOWN_AT_FIRST);
    const state = new Uint8Array(cards.length); // 0 no match, 1 held back, 2 displayed
    for (const { index } of matches) state[index] = 1;
    for (const { index } of shown) state[index] = 2;
    cards.forEach((card, index) => {
      setFlag(card, "data-near", isNear && state[index] > 0);
      if (state[index] === before[index]) return;
      setFlag(card, "hidden", state[index] === 0);
      setFlag(card, "data-held", state[index] === 1);
      if (before[index] === 2) rest.append(card);
    });
    before = state;
    const query = search.value.trim();
    let next = list.firstElementChild;
    for (const found of shown) {
      const { index } = found;
      const why = whyInWords(found, choice, chosenCount, query, labels, data.messages);
      setText(whys[index], why);
      setFlag(whys[index], "hidden", !why);
      // The order in the document is the order on the screen.
      if (cards[index] === next) next = next.nextElementSibling;
      else list.insertBefore(cards[index], next);
    }
    setFlag(showAll, "hidden", shown.length === matches.length);
    setText(showAll, fill(data.messages.show_all, { found: matches.length }, matches.length));
    return shown.length;
  };

  const showHandout = (matches, none) => {
    const few = !none && matches.length > 1 && matches.length <= MOST_ON_A_HANDOUT;
    setFlag(printAll.parentElement, "hidden", !few);
    if (!few) return;
    const ids = matches.map(({ index }) => ["muscle", cards[index].dataset.muscle]);
    printAll.search = new URLSearchParams(ids).toString();
    setText(printAll, fill(data.messages.one_handout, { found: matches.length }, matches.length));
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

  /** Offer few options of each question, and open one that would tell the muscles apart. */
  const showQuestions = (left, found, chosenCount) => {
    let isAsking = false;
    for (const question of questions) {
      const { details, facet, more } = question;
      const counts = left[facet];
      const parting = offered(counts, found);
      const few = facet === "region" ? question.controls.map(({ option }) => option) : parting;
      const shown = new Set(few.slice(0, OFFERED_AT_FIRST));
      let hiddenOnes = 0;
      for (const { box, option, item } of question.controls) {
        const isShown = question.isWhole || box.checked || shown.has(option);
        setFlag(item, "hidden", !isShown);
        if (!isShown) hiddenOnes += 1;
      }
      setFlag(more, "hidden", hiddenOnes === 0);
      setText(more, fill(data.messages.more, { count: hiddenOnes }, hiddenOnes));
      if (facet === "region" || question.isTouched) continue;
      // One question at a time: the first that helps, once something is known.
      const isAnswered = question.controls.some(({ box }) => box.checked);
      const helps = chosenCount > 0 && found > 1 && parting.length > 0 && !isAnswered && !isAsking;
      isAsking = isAsking || helps;
      if (details.open !== helps) details.open = helps;
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

  const announce = (text, found, delay) => {
    clearTimeout(announcing);
    announcing = setTimeout(() => {
      setText(status, text);
      see.hidden = found === 0; // with the words before it, so that it does not move
    }, delay);
  };

  const update = (delay) => {
    const choice = choiceNow();
    const { matches, near, left } = find(muscles, choice, sizes);
    const isNear = matches.length === 0 && near.length > 0;
    const found = isNear ? near : matches;
    const chosenCount = showChips();
    const shown = showCards(found, choice, chosenCount, isNear);
    showOptions(left);
    showQuestions(left, matches.length, chosenCount);
    showMap();
    const none = chosenCount === 0 && choice.searched.length === 0;
    showHandout(matches, none);
    const { messages } = data;
    const count = countInWords(found.length, muscles.length, shown, none, isNear, messages);
    announce(count, found.length, delay);
  };

  // ---- The picture -------------------------------------------------------------------------

  const maps = [...form.querySelectorAll(".mg-finder__map")];
  const turn = document.getElementById("finder-turn");
  const whole = document.getElementById("finder-whole");
  const views = new Map(maps.map((map) => [map, map.firstElementChild.getAttribute("viewBox")]));
  let isWide = false; // whether the whole picture is asked for

  /** Show of the picture the part of the body in which a place is picked, with what is around. */
  function showMap() {
    let isPart = false;
    for (const map of maps) {
      const svg = map.firstElementChild;
      const own = picks.filter((pick) => svg.contains(pick));
      const partOf = (pick) => data.parts[data.region.indexOf(pick.dataset.pick)];
      const parts = new Set(own.filter((pick) => boxOf(pick).checked).map(partOf));
      const view = views.get(map);
      // Of a picture that is not displayed nothing can be measured.
      const shapes = map.hidden ? [] : own.filter((pick) => parts.has(partOf(pick)));
      let box = view;
      if (!isWide && shapes.length > 0 && shapes.length < own.length) {
        const edges = shapes.map((shape) => shape.getBBox());
        const [left, top] = ["x", "y"].map((key) => Math.min(...edges.map((edge) => edge[key])));
        const right = Math.max(...edges.map((edge) => edge.x + edge.width));
        const bottom = Math.max(...edges.map((edge) => edge.y + edge.height));
        const around = 0.4 * Math.max(right - left, bottom - top);
        const size = [right - left + 2 * around, bottom - top + 2 * around];
        box = [left - around, top - around, ...size].map((n) => Math.round(n)).join(" ");
        isPart = true;
      }
      if (svg.getAttribute("viewBox") !== box) svg.setAttribute("viewBox", box);
    }
    if (whole) whole.hidden = !isPart;
  }

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
    isWide = false;
    if (pick.getAttribute("aria-disabled") === "true") return;
    box.checked = !box.checked;
    changed();
  };

  if (turn) {
    turn.addEventListener("click", () => {
      const now = maps.findIndex((map) => !map.hidden);
      maps.forEach((map, place) => (map.hidden = place !== (now + 1) % maps.length));
      showMap();
    });
  }
  if (whole) {
    whole.addEventListener("click", () => {
      isWide = true;
      showMap();
      picks.find((pick) => boxOf(pick).checked && pick.getClientRects().length)?.focus();
    });
  }
  for (const question of questions) {
    question.details.querySelector("summary").addEventListener("click", () => {
      question.isTouched = true;
    });
    question.more.addEventListener("click", () => {
      const next = question.controls.find(({ item }) => item.hidden);
      question.isWhole = true;
      update(0);
      next.box.focus();
    });
  }
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
    for (const question of questions) question.isTouched = question.isWhole = false;
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
