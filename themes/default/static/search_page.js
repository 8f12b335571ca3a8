// The search page: box, filters with counts, results with marked words, the state in the address. Nothing is loaded
// before the reader asks. A question in the address clears the lists below before the first paint (reader.js says that
// there is one), and results wait a moment for their passages, so that nothing moves.
"use strict";

if (typeof document === "object") document.addEventListener("DOMContentLoaded", () => {
  const page = document.getElementById("tim");
  if (!page) return;
  const search = window.bantinSearch;
  const form = page.querySelector("form");
  if (typeof DecompressionStream === "undefined") {
    page.remove();
    document.documentElement.removeAttribute("data-asked");
    return;
  }

  page.hidden = false;
  const box = form.elements.q, order = form.elements.xep;
  const selects = [...form.querySelectorAll("[data-facet]")], filters = form.querySelector("details");
  const part = (name) => page.querySelector("." + name);
  const status = part("search-status"), missing = part("search-missing"), narrowed = part("search-narrowed");
  const note = part("search-note"), list = part("hits"), more = part("more-hits");
  const root = document.documentElement;
  const STEP = 10, LONGEST = 300;
  /** How long a passage is, in characters, and how long a list waits for its passages, in milliseconds. */
  const PASSAGE = 220, MOMENT = 400;

  // The state: what is asked, in the fields and in the address.

  // A page from a disk may not change its address but for what follows "#".
  let inHash = location.protocol === "file:";

  function given() {
    return new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(1) : location.search);
  }

  function read() {
    const parameters = given();
    box.value = parameters.get("q") || "";
    order.value = parameters.get("xep") === "moi" ? "moi" : "";
    // The value is chosen once the facet is loaded; until then it stands here.
    for (const select of selects) choose(select, parameters.get(select.name) || "");
  }

  function choose(select, value) {
    if (value && ![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
    select.value = value;
  }

  function address() {
    const parameters = new URLSearchParams();
    if (box.value.trim()) parameters.set("q", box.value.trim().slice(0, LONGEST));
    for (const select of selects) if (select.value) parameters.set(select.name, select.value);
    if (order.value) parameters.set("xep", order.value);
    return "?" + parameters;
  }

  function keep(isNew) {
    const next = address();
    if (next === "?" + given()) return;
    if (!inHash) {
      try {
        history[isNew ? "pushState" : "replaceState"](null, "", next);
        return;
      } catch (refused) {
        inHash = true;
      }
    }
    if (isNew) location.hash = next;
    else location.replace("#" + next);
  }

  const chosen = () => Object.fromEntries(selects.map((select) => [select.dataset.facet, select.value]));
  const hasFilter = () => selects.some((select) => select.value);

  const word = (name, values) => page.dataset[name].replace(/\{(\w+)\}/g, (whole, key) => (values && key in values ? values[key] : whole));
  const number = (value) => value.toLocaleString(root.lang);

  const isAsked = () => Boolean(box.value.trim() || hasFilter());

  // Answers

  const index = search.open(page.dataset.index);
  // How many results are in the page, and the turn: an answer that comes after a later question is thrown away.
  let answer, shown = 0, turn = 0;

  async function run(options) {
    const mine = ++turn;
    root.toggleAttribute("data-asked", isAsked());
    index.failed.clear();
    narrow();
    if (!isAsked()) {
      answer = null;
      list.replaceChildren();
      note.textContent = status.textContent = "";
      more.hidden = true;
      if (filters.open) fillFilters(mine);
      return;
    }
    status.textContent = word("busy");
    const question = { text: box.value, filters: chosen(), newest: order.value === "moi", ...options };
    const next = await search.search(index, question);
    const count = (history.state && history.state.shown) || STEP;
    const rows = next.broken ? [] : await items(next, 0, count);
    if (mine !== turn) return;
    answer = next;
    list.replaceChildren(...rows);
    shown = count;
    more.hidden = shown >= next.hits.length;
    explain(question);
    root.toggleAttribute("data-asked", answer.hits.length > 0);
    if (filters.open) fillFilters(mine);
  }

  /** Says that files are missing, as soon as that is known. */
  function tellMissing() {
    missing.textContent = index.failed.size && !(answer && answer.broken) ? word("part") : "";
  }

  /** Says what was found, what was corrected, what is missing, and what else could be asked. */
  function explain(question) {
    const count = answer.hits.length;
    note.replaceChildren();
    if (answer.broken) {
      status.textContent = word("broken");
      return;
    }
    status.textContent = count ? word(answer.isCut ? "over" : "count", { n: number(count) }) : word("none", { q: question.text.trim() });
    tellMissing();
    if (answer.corrected) {
      note.append(word("corrected", { q: answer.corrected }), " ", button(word("literal", { q: question.text.trim() }), () => run({ literal: true })));
    }
    if (count) return;
    if (answer.all.length) note.append(button(word("unfilter", { n: number(answer.all.length) }), clear));
    if (/["“”«»]/.test(question.text)) {
      note.append(button(word("unquote"), () => {
        box.value = box.value.replace(/["“”«»]/g, " ").trim();
        ask(true);
      }));
    }
  }

  /** Names the chosen filters, each with a button that takes it back, also while the fields are folded in. */
  function narrow() {
    const taken = selects.filter((select) => select.value).map((select) => {
      const name = select.labels[0].textContent + ": " + select.value;
      const made = button(name + " ✕", () => {
        select.value = "";
        box.focus();
        ask(true);
      });
      made.setAttribute("aria-label", word("without", { filter: name }));
      return made;
    });
    narrowed.replaceChildren(...taken);
  }

  function button(text, act) {
    const made = element("button", text);
    made.type = "button";
    made.onclick = act;
    return made;
  }

  // Results

  /** Lines for `count` results of an answer. */
  async function items(given, from, count) {
    const hits = given.hits.slice(from, from + count);
    const marks = Marks(given, await index.manifest());
    const records = await Promise.all(hits.map((hit) => index.shown(hit.document)));
    const made = [], passages = [];
    hits.forEach((hit, place) => {
      const before = given.hits[from + place - 1];
      const isExact = Boolean(hit.exact), wasExact = Boolean(before && before.exact);
      if (!order.value && isExact && !before) made.push(label(word("exact")));
      if (!order.value && !isExact && wasExact) made.push(label(word("others")));
      if (records[place]) made.push(item(records[place], hit.document, marks, passages));
    });
    const all = Promise.all(passages).then(tellMissing);
    await Promise.race([all, new Promise((done) => setTimeout(done, MOMENT))]);
    return made;
  }

  function label(text) {
    const line = element("li", text);
    line.className = "hits-label";
    return line;
  }

  function element(name, text) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    return made;
  }

  function item(record, number, marks, passages) {
    const line = element("li"), head = element("h2"), link = element("a"), facts = element("p"), text = element("p");
    line.className = "hit";
    if (record.lang !== root.lang) line.lang = record.lang;
    link.href = inside(record.url);
    const known = marks.put(link, record.title);
    head.append(link);
    facts.className = "meta";
    const told = [page.dataset[record.kind], record.date, record.unit, record.kind === "decision" ? "" : record.number];
    for (const fact of told.filter(Boolean)) facts.append(element("span", fact), " ");
    line.append(head, facts);
    if (record.note) line.append(text);
    const isPartial = marks.missing(new Set([...known, ...marks.put(text, record.note)]));
    if (isPartial && /^(bulletin|page)$/.test(record.kind)) passages.push(passage(record, number, marks, line, text));
    return line;
  }

  /** Where title and summary lack words of the question, the passage that has most of them. */
  async function passage(record, number, marks, line, text) {
    const body = await index.text(number) || await ownText(record);
    const found = body && marks.window(body.replace(/\s*\n\s*/g, " · "), PASSAGE);
    if (!found) return;
    marks.put(text, found);
    if (!text.parentNode) line.append(text);
  }

  /** The index of a very large site has no texts; there the bulletin's own file has, where pages may read it. */
  async function ownText(record) {
    const { texts } = await index.manifest();
    if (texts || record.kind !== "bulletin" || location.protocol === "file:") return "";
    const file = await fetch(inside(record.url.replace(/html$/, "md"))).catch(() => 0);
    return file.ok ? (await file.text()).replace(/[*_\x60>#|[\] ]+/g, " ") : "";
  }

  /** The address of a page of this site, whatever a broken file says. */
  function inside(path) {
    const root = new URL(page.dataset.root || ".", location.href);
    try {
      const address = new URL(path, root);
      if (address.href.startsWith(root.href)) return address.href;
    } catch (broken) {
      // No address at all.
    }
    return root.href;
  }

  /** Finds the words of an answer in texts: pairs of neighbours first, a word alone where the text has no more. */
  function Marks(from, manifest) {
    const { tokens, isMarked } = search;
    const singles = new Map(from.asked.singles.map((unit) => [unit.key, unit]));
    const pairs = new Set(from.asked.pairs.map((pair) => pair.key));
    // An abbreviation is found by its words and the other way round.
    const asked = " " + from.asked.singles.map((unit) => unit.key).join(" ") + " ";
    for (const [short, long] of manifest.abbreviations) {
      const both = [short, long].map((text) => tokens(text).map((token) => token.folded));
      const has = both.map((words) => words.length > 0 && asked.includes(" " + words.join(" ") + " "));
      const other = has[0] ? both[1] : has[1] ? both[0] : [];
      other.forEach((key, at) => {
        if (!singles.has(key)) singles.set(key, { key, form: 0, pairs: other.length > 1 ? [key] : [], stands: true });
        if (at) pairs.add(other[at - 1] + " " + key);
      });
    }

    /** The tokens of a text that are to be marked. */
    function marked(text) {
      const all = tokens(text);
      // As it was typed; without marks only where the text has no such spelling.
      const same = new Set(all.filter((token) => singles.has(token.folded) && singles.get(token.folded).form === token.form)
        .map((token) => token.folded));
      const isWord = all.map((token) => {
        const unit = singles.get(token.folded);
        if (!unit || !unit.form || from.corrected || unit.form === token.form) return Boolean(unit);
        return !same.has(token.folded) && !isMarked(token);
      });
      const good = all.map((token, at) => {
        if (!isWord[at]) return false;
        const before = at > 0 && token.joined && pairs.has(all[at - 1].folded + " " + token.folded);
        const next = all[at + 1];
        const after = next && next.joined && pairs.has(token.folded + " " + next.folded);
        return before || after || !singles.get(token.folded).pairs.length;
      });
      const strict = all.filter((token, at) => good[at]);
      if (strict.length) return strict;
      // A part of what an abbreviation stands for says nothing alone: "ban" of "Ủy ban nhân dân".
      const own = (token) => singles.has(token.folded) && !singles.get(token.folded).stands;
      const words = all.filter((token, at) => isWord[at] && own(token));
      return words.length ? words : all.filter(own);
    }

    return {
      /** Puts a text into an element, its words marked; gives the words. */
      put(parent, given) {
        const text = given.normalize("NFC");
        const runs = [];
        const found = marked(text);
        for (const { start, end } of found) {
          const last = runs[runs.length - 1];
          if (last && /^\s*$/.test(text.slice(last.end, start))) last.end = end;
          else runs.push({ start, end });
        }
        const build = (into, from, to) => {
          let at = from;
          for (const { start, end } of runs) {
            if (end <= from || start >= to) continue;
            into.append(text.slice(at, Math.max(start, at)), element("mark", text.slice(Math.max(start, from), Math.min(end, to))));
            at = Math.min(end, to);
          }
          into.append(text.slice(at, to));
        };
        // Numbers with signs in them and dates stay on one line.
        let at = 0;
        parent.replaceChildren();
        for (const { 0: whole, index: start } of text.matchAll(/\d[\p{L}\d]*(?:[ \u00a0]?[/–-][ \u00a0]?[\p{L}\d]+)+/gu)) {
          if (whole.length > 30) continue;
          build(parent, at, start);
          const held = element("span");
          held.className = "nowrap";
          build(held, start, (at = start + whole.length));
          parent.append(held);
        }
        build(parent, at, text.length);
        return found.map((token) => token.folded);
      },

      /** Does the question have words besides these? */
      missing: (known) => from.asked.singles.some((unit) => !known.has(unit.key)),

      /** About `length` characters of a text where most different words stand together. */
      window(given, length) {
        const text = given.normalize("NFC");
        const found = marked(text);
        let start = -1, most = 0;
        found.forEach((token, place) => {
          const near = new Set();
          for (let at = place; at < found.length && found[at].end - token.start < length - 40; at++) near.add(found[at].folded);
          if (near.size > most) [start, most] = [token.start, near.size];
        });
        if (start < 0) return "";
        const from = start < 60 ? 0 : text.indexOf(" ", start - 50) + 1;
        const to = text.indexOf(" ", from + length);
        return (from ? "… " : "") + text.slice(from, to < 0 ? text.length : to) + (to < 0 ? "" : " …");
      },
    };
  }

  // Filters

  /** Offers of each facet the values that the results have, with their counts. */
  async function fillFilters(mine) {
    const current = answer && !answer.broken ? answer : await search.search(index, {});
    const collator = new Intl.Collator("vi");
    for (const select of selects) {
      const values = await search.counts(index, current, chosen(), select.dataset.facet);
      if (mine !== turn) return;
      const wanted = select.value;
      const offered = values.filter(({ name, count }) => count || name === wanted);
      if (wanted && !offered.some(({ name }) => name === wanted)) offered.push({ name: wanted, count: 0 });
      if (select.hasAttribute("data-sorted")) offered.sort((a, b) => collator.compare(a.name, b.name));
      const options = offered.map(({ name, count }) => new Option(`${name} (${number(count)})`, name));
      select.replaceChildren(new Option(word("any"), ""), ...options);
      select.value = wanted;
      select.closest("p").hidden = !offered.length;
    }
    tellMissing();
  }

  function clear() {
    for (const select of selects) select.value = "";
    ask(true);
  }

  function ask(isNew) {
    keep(isNew);
    run();
  }

  let timer = 0, isTyping = false;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // What is typed in one go is one step for the back button.
      ask(!isTyping);
      isTyping = true;
    }, 200);
  });
  const settle = () => {
    clearTimeout(timer);
    isTyping = false;
    ask(true);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    settle();
  });
  for (const select of selects.concat(order)) select.addEventListener("change", settle);
  form.querySelector(".clear").addEventListener("click", clear);
  filters.addEventListener("toggle", () => filters.open && fillFilters(turn));
  more.addEventListener("click", async () => {
    const mine = turn;
    const next = await items(answer, shown, STEP);
    if (mine !== turn) return;
    list.append(...next);
    shown += STEP;
    more.hidden = shown >= answer.hits.length;
    if (!inHash) history.replaceState({ shown }, "");
    const first = next[0] && next[0].querySelector("a");
    if (first) first.focus();
  });
  // Arrows lead from the box through the results and back.
  page.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [box, ...list.querySelectorAll("a")];
    const at = stops.indexOf(event.target);
    if (!step || at < 0 || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  });
  for (const event of ["popstate", "hashchange"]) {
    addEventListener(event, () => {
      const isOther = location.hash && !location.hash.startsWith("#?");
      if (isOther || address() === "?" + given()) return;
      read();
      run();
    });
  }
  read();
  root.toggleAttribute("data-asked", isAsked());
  if (isAsked()) run();
});
