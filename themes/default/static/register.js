// Registers: filter, sort, counts as filters, the state in the address, download of the view. The page is complete
// without this; the rows that it shows come from scripts that it loads on first use (src/render/filter_data.rs).
// Stands in the page right after the filter's fields and is not deferred, so that the fields and the counts above them
// have their places before the first paint; what needs the table below waits for it.
"use strict";

(function () {
  const box = document.querySelector(".filter");
  if (!box || !window.HTMLTemplateElement) return;

  const form = box.querySelector("form");
  const words = form.dataset;
  const download = form.querySelector(".download");
  const stateField = form.querySelector("[data-column=state]");
  const facets = [...form.querySelectorAll("[data-column]")];
  const states = [...document.querySelectorAll("li[data-state]")];
  const collator = new Intl.Collator("vi");
  const names = new Map(); // of each typed field the names that the rows loaded so far have
  const ROWS_AT_ONCE = 100;
  // More rows than this would keep a printer, and the browser before it, busy for too long.
  const ROWS_ON_PAPER = 3000;

  // Known when the whole page is read.
  let template, still, view, found;
  let heads = [];
  let model; // the row to fill

  let shown = []; // the rows of the view, as { table, at }, in the order shown
  let drawn = 0; // how many of them are in the page
  let turn = 0; // an answer that comes after a later question is thrown away

  // Texts

  /** Lower case without marks, "đ" as "d", every space a plain one: what the reader types and what the row says. */
  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/\s+/g, " ");
  }

  function filled(pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }

  function number(value) {
    return value.toLocaleString(document.documentElement.lang);
  }

  // Data: a column is a list of values, or different entries (d) and indexes into them (i). An entry is a text, or a
  // text with the key that it is chosen and sorted by.

  function entry(table, column, at) {
    const values = table[column];
    if (!values) return "";
    return values.d ? values.d[values.i[at]] : values[at];
  }

  const textOf = (value) => (Array.isArray(value) ? value[0] : value);
  const keyOf = (value) => (Array.isArray(value) ? value[1] : null);
  const text = (row, column) => textOf(entry(row.table, column, row.at));

  const loads = new Map();

  /** Asks for a file once; gives its table, or null where it is missing or broken, in which case it is asked again. */
  function load(path) {
    if (!loads.has(path)) {
      loads.set(path, new Promise((done) => {
        const script = document.createElement("script");
        script.onload = () => done(script.rows || null);
        script.onerror = () => done(null);
        script.src = words.root + path;
        document.head.append(script);
      }).then((table) => {
        if (table) learn(table);
        else loads.delete(path);
        return table;
      }));
    }
    return loads.get(path);
  }

  window.bantinRows = (table) => {
    let place = 0;
    table.places = table.order.map((distance) => (place += distance));
    document.currentScript.rows = table;
  };

  /** The files of the chosen year, or of all years, each with the years that it stands for. */
  function neededFiles() {
    const years = form.elements.nam;
    const files = new Map();
    for (const option of years.options) {
      if (!option.value || (years.value && option.value !== years.value)) continue;
      for (const path of option.dataset.files.split(" ")) {
        files.set(path, [...(files.get(path) || []), option.text]);
      }
    }
    return files;
  }

  // Filter

  /** A test of places in a table for one column: entries are judged once, however many rows have them. */
  function tester(table, column, judge) {
    const values = table[column];
    if (!values) return () => false;
    if (values.d) {
      const good = values.d.map(judge);
      return (at) => good[values.i[at]];
    }
    return (at) => judge(values[at]);
  }

  // States have buttons of their own: a word of theirs, such as "số liệu", would find every row.
  const SILENT = ["url", "anchor", "order", "places", "folded", "state"];

  /** The words of a text, each between spaces. */
  function spaced(text) {
    return " " + fold(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim() + " ";
  }

  function keywordTest(table, keyword) {
    // Folding is the slow part, so a table keeps its folded texts.
    table.folded = table.folded || {};
    const columns = Object.keys(table).filter((name) => !SILENT.includes(name));
    // The last word may be half typed; the others are whole, or "hồ sơ" would find "thành phố" and "chỉ số".
    const tests = spaced(keyword).trim().split(" ").filter(Boolean).map((word, place, all) => {
      const part = " " + word + (place + 1 < all.length ? " " : "");
      const any = columns.map((name) => {
        const values = table[name];
        const texts = table.folded[name] || (table.folded[name] = (values.d || values).map((value) => spaced(textOf(value))));
        const good = texts.map((known) => known.includes(part));
        return (at) => good[values.i ? values.i[at] : at];
      });
      return (at) => any.some((test) => test(at));
    });
    return (at) => tests.every((test) => test(at));
  }

  /** Is what was typed the whole name of something? Asked of all rows, or "Xã An" would be a part of names in some years. */
  function isWhole(field) {
    const typed = fold(field.value).trim();
    return Boolean(field.list) && [...names.get(field)].some((name) => fold(name) === typed);
  }

  function facetTest(table, field, exact) {
    const wanted = field.value;
    const column = field.dataset.column;
    if (column === words.dated) {
      return tester(table, column, (value) => (keyOf(value) ? keyOf(value).slice(0, 4) : "0") === wanted);
    }
    if (field.localName === "select" || field.type === "hidden") {
      return tester(table, column, (value) => keyOf(value) === wanted);
    }
    // Typed: a value chosen from the list means itself, anything else is a part of a name.
    const typed = fold(wanted).trim();
    return tester(table, column, (value) => {
      const known = fold(textOf(value));
      return exact ? known === typed : known.includes(typed);
    });
  }

  /** The rows that pass; the counts beside the states leave the chosen state aside, or the others would all be 0. */
  function filter(tables) {
    const rows = [];
    const counts = {};
    const used = facets.filter((field) => field !== stateField && field.value.trim());
    const whole = new Set(used.filter(isWhole));
    for (const table of tables) {
      const tests = used.map((field) => facetTest(table, field, whole.has(field)));
      const keyword = form.elements["tu-khoa"].value;
      if (keyword.trim()) tests.push(keywordTest(table, keyword));
      for (let at = 0; at < table.places.length; at++) {
        if (!tests.every((test) => test(at))) continue;
        const state = keyOf(entry(table, "state", at));
        counts[state] = (counts[state] || 0) + 1;
        if (!stateField.value || stateField.value === state) rows.push({ table, at, place: table.places[at] });
      }
    }
    return { rows: rows.sort((one, other) => one.place - other.place), counts };
  }

  // Sort

  const labelOf = (head) => head.dataset.label || (head.querySelector(".label") || head).textContent;

  /** The name of an order in the address: "thoi-han". */
  function orderName(head) {
    return fold(labelOf(head)).replace(/[^a-z0-9]+/g, "-");
  }

  function sortValue(head, row) {
    const value = entry(row.table, head.dataset.sort, row.at);
    if (head.dataset.sort === "state") return states.findIndex((item) => item.dataset.state === keyOf(value));
    return head.dataset.by === "key" ? keyOf(value) : textOf(value);
  }

  const compare = (one, other) =>
    (typeof one === "number" && typeof other === "number" ? one - other : collator.compare(String(one), String(other)));

  /** Stable, and rows without a value stay last in both directions. */
  function sorted(rows) {
    const order = form.elements.xep.value;
    const head = heads.find((candidate) => orderName(candidate) === order.replace(/^-/, ""));
    if (!head) return rows;
    const sign = order.startsWith("-") ? -1 : 1;
    const isEmpty = (value) => value === null || value === undefined || value === "";
    return rows.map((row) => ({ row, value: sortValue(head, row) })).sort((one, other) => {
      const gaps = isEmpty(one.value) - isEmpty(other.value);
      if (gaps || isEmpty(one.value)) return gaps || one.row.place - other.row.place;
      return sign * compare(one.value, other.value) || one.row.place - other.row.place;
    }).map((item) => item.row);
  }

  // Show

  /** Numbers of documents, dates and ranges stay on one line, as they do in the page's own rows. */
  function write(element, words) {
    for (const part of words.split(/([^ \n]+)/)) {
      const inner = part.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
      if (inner.length <= 40 && /[-–/]/.test(inner) && /\d/.test(inner)) {
        const whole = document.createElement("span");
        whole.className = "nowrap";
        whole.textContent = part;
        element.append(whole);
      } else {
        element.append(part);
      }
    }
  }

  function badge(row) {
    const value = entry(row.table, "state", row.at);
    const item = states.find((candidate) => candidate.dataset.state === keyOf(value));
    if (!item) return document.createTextNode(textOf(value));
    const copy = item.querySelector(".status, .effect").cloneNode(true);
    // The word may say more than the state: there are figures, but they do not answer the question.
    copy.lastChild.textContent = (copy.firstElementChild ? " " : "") + textOf(value);
    return copy;
  }

  function fill(slot, row) {
    const column = slot.dataset.fill;
    const value = text(row, column);
    slot.removeAttribute("data-fill");
    slot.removeAttribute("data-label");
    if (column === "state") {
      slot.replaceWith(badge(row));
    } else if (value && value.includes("\n")) {
      for (const line of value.split("\n")) {
        const piece = document.createElement("span");
        piece.className = "line";
        write(piece, line);
        slot.append(piece);
      }
    } else if (value) {
      write(slot, value);
    } else if (slot.dataset.nothing) {
      slot.className = "nothing";
      slot.textContent = slot.dataset.nothing;
    } else {
      // A label goes with what it labels.
      (slot.parentElement.matches(".with:not(.trail)") ? slot.parentElement : slot).remove();
    }
    slot.removeAttribute("data-nothing");
  }

  /** The row's page below the site's top folder. */
  function address(row) {
    const page = text(row, "url") || keyOf(entry(row.table, "bulletin", row.at));
    const anchor = text(row, "anchor");
    return anchor ? `${page}#${anchor}` : page;
  }

  function draw(model, row) {
    const drawnRow = model.cloneNode(true);
    drawnRow.querySelector("a").href = words.root + address(row);
    for (const slot of drawnRow.querySelectorAll("[data-fill]")) fill(slot, row);
    return drawnRow;
  }

  function drawMore(limit) {
    const body = view.querySelector("tbody");
    const rows = document.createDocumentFragment();
    const first = drawn;
    for (; drawn < shown.length && drawn < first + limit; drawn++) rows.append(draw(model, shown[drawn]));
    body.append(rows);
    const more = view.querySelector(".more");
    more.hidden = drawn >= shown.length;
    more.firstElementChild.textContent = filled(words.more, { n: number(shown.length - drawn) });
    return body.children[first];
  }

  function button(label, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.append(...[].concat(label));
    made.addEventListener("click", press);
    return made;
  }

  function showRows(rows) {
    shown = rows;
    drawn = 0;
    if (!view.firstChild) {
      view.append(template.content.cloneNode(true));
      addSortButtons(view);
      const more = document.createElement("p");
      more.className = "more";
      more.append(button("", () => {
        const first = drawMore(ROWS_AT_ONCE);
        if (first) first.querySelector("a").focus();
      }));
      view.append(more);
    }
    view.querySelector("tbody").textContent = "";
    drawMore(ROWS_AT_ONCE);
    markSort();
    view.firstElementChild.hidden = rows.length === 0;
    view.hidden = false;
    still.hidden = true;
    download.hidden = rows.length === 0;
  }

  function showStill() {
    shown = [];
    view.hidden = true;
    still.hidden = false;
    download.hidden = true;
    found.textContent = "";
    showCounts(null);
  }

  function showCounts(counts) {
    for (const item of states) {
      const count = item.querySelector("strong");
      count.textContent = counts ? number(counts[item.dataset.state] || 0) : item.dataset.count;
      item.firstElementChild.setAttribute("aria-pressed", String(stateField.value === item.dataset.state));
    }
  }

  function markSort() {
    const order = form.elements.xep.value;
    for (const head of view.querySelectorAll("thead [data-sort]")) {
      const isThis = orderName(head) === order.replace(/^-/, "");
      if (isThis) head.setAttribute("aria-sort", order.startsWith("-") ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  // State: what is chosen, in the address and back

  function chosen() {
    const values = new URLSearchParams();
    for (const field of form.elements) {
      if (field.name && field.value.trim()) values.append(field.name, field.value.trim());
    }
    return values;
  }

  let search = location.search; // the state that the page shows

  /** Under file:// a browser may refuse to change the address; the filter works on without it. */
  function keep(values, isTyping) {
    const query = values.toString();
    const url = query ? `?${query}` : location.pathname.split("/").pop() || ".";
    try {
      if (isTyping) history.replaceState(null, "", url);
      else if (location.search.slice(1) !== query) history.pushState(null, "", url);
      search = location.search;
    } catch (refused) {
      return;
    }
  }

  /** What the register does not have is left aside: an old link then simply filters less. */
  function restoreField(field) {
    const wanted = new URLSearchParams(location.search).get(field.name) || "";
    field.value = field !== stateField || states.some((item) => item.dataset.state === wanted) ? wanted : "";
    // A select has no value that is not among its choices.
    if (field.localName === "select" && field.selectedIndex < 0) field.value = "";
  }

  function restore() {
    for (const field of form.elements) if (field.name) restoreField(field);
  }

  async function update() {
    // Who is faster than the page gets the answer when it is read.
    if (!view) return undefined;
    const mine = ++turn;
    if (!chosen().toString()) return showStill();
    const files = neededFiles();
    let loaded = 0;
    const waiting = setTimeout(() => progress(), 150);
    function progress() {
      if (mine === turn) found.textContent = filled(words.loading, { n: loaded, total: files.size });
    }
    const tables = await Promise.all([...files.keys()].map((path) => load(path).then((table) => {
      loaded += 1;
      if (found.textContent && files.size > 1) progress();
      return table;
    })));
    clearTimeout(waiting);
    if (mine !== turn) return undefined;
    const { rows, counts } = filter(tables.filter(Boolean));
    const missing = [...files.values()].filter((years, index) => !tables[index]);
    showRows(sorted(rows));
    showCounts(counts);
    return announce(rows.length, [...new Set([].concat(...missing))]);
  }

  function announce(count, missing) {
    const sentences = [filled(words.found, { n: number(count), total: number(Number(words.total)) })];
    if (count === 0) sentences[0] = words.none;
    if (missing.length) sentences.push(filled(words.failed, { years: missing.join(", ") }));
    found.textContent = sentences.join(" ");
  }

  /** Names to choose from for fields that have too many of them for a list in the page; they grow with each load. */
  function learn(table) {
    for (const [field, known] of names) {
      const before = known.size;
      const values = table[field.dataset.column] || [];
      for (const value of values.d || values) if (textOf(value)) known.add(textOf(value));
      if (known.size === before) continue;
      field.list.textContent = "";
      for (const name of [...known].sort(collator.compare)) {
        const option = document.createElement("option");
        option.value = name;
        field.list.append(option);
      }
    }
  }

  function loadNeeded() {
    for (const path of neededFiles().keys()) load(path);
  }

  function changed(isTyping) {
    keep(chosen(), isTyping);
    update();
  }

  // Controls

  /** Where rows are blocks, heads are read but not seen, and a button there would be a trap: the label stays for them. */
  function addSortButtons(place) {
    for (const head of place.querySelectorAll("thead [data-sort]")) {
      head.classList.add("sortable");
      const label = document.createElement("span");
      label.className = "label";
      label.append(...head.childNodes);
      head.append(label, button(label.textContent, () => {
        const order = orderName(head);
        form.elements.xep.value = form.elements.xep.value === order ? `-${order}` : order;
        changed(false);
        // The page's own table gives way to the view; the reader stays at the same head.
        if (!view.contains(head)) focusHead(head.dataset.sort);
      }));
    }
  }

  async function focusHead(column) {
    await update();
    const head = view.querySelector(`[data-sort="${column}"] button`);
    if (head) head.focus();
  }

  function addSortChoices() {
    for (const head of heads) {
      for (const [sign, pattern] of [["", words.up], ["-", words.down]]) {
        form.elements.xep.append(new Option(filled(pattern, { column: labelOf(head) }), sign + orderName(head)));
      }
    }
  }

  function addStateButtons() {
    for (const item of states) {
      item.dataset.count = item.querySelector("strong").textContent;
      item.append(button([...item.childNodes], () => {
        stateField.value = stateField.value === item.dataset.state ? "" : item.dataset.state;
        changed(false);
      }));
    }
  }

  /** Where others can open the row; under file:// its place in the folder of the site, which is all there is. */
  function fullAddress(row) {
    return location.protocol.startsWith("http") ? new URL(words.root + address(row), location.href).href : address(row);
  }

  // Download: as the program's own data sets, so that a spreadsheet opens both alike

  function csv(rows) {
    const columns = words.columns.split("|").map((part) => part.split("="));
    const quoted = (value) => (/[",\r\n]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value);
    // A text that a spreadsheet would run as a formula gets an apostrophe in front.
    const guarded = (value) => quoted((/^[=+\-@\t\r]/.test(value) ? "'" : "") + value);
    const plain = (value) => String(value || "").replace(/\n/g, "; ").replace(/\u00a0/g, " ");
    const cell = (row, column) => (column === "address" ? fullAddress(row) : plain(text(row, column)));
    const lines = [columns.map(([, label]) => quoted(label))];
    for (const row of rows) lines.push(columns.map(([column]) => guarded(cell(row, column))));
    return `\ufeff${lines.map((line) => `${line.join(",")}\r\n`).join("")}`;
  }

  function save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv(shown)], { type: "text/csv;charset=utf-8" }));
    link.download = words.file;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  let typing = 0;
  form.addEventListener("input", (event) => {
    if (event.target.localName !== "input") return;
    clearTimeout(typing);
    typing = setTimeout(() => changed(true), 250);
  });
  form.addEventListener("change", (event) => {
    clearTimeout(typing);
    changed(event.target.localName === "input");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    changed(false);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    for (const field of form.elements) if (field.name) field.value = "";
    changed(false);
    form.elements["tu-khoa"].focus();
  });
  download.addEventListener("click", save);
  addEventListener("popstate", () => {
    // A link within the page is a step of the history too.
    if (location.search === search) return;
    search = location.search;
    restore();
    update();
  });
  addEventListener("beforeprint", () => {
    if (view && !view.hidden) drawMore(ROWS_ON_PAPER - drawn);
  });

  for (const field of facets) {
    if (!field.list) continue;
    names.set(field, new Set());
    field.addEventListener("focus", loadNeeded);
  }

  function start() {
    template = document.querySelector(".register-template");
    box.hidden = !template;
    if (!template) return;
    still = document.querySelector(".register-rows");
    view = document.querySelector(".register-view");
    found = document.querySelector(".found");
    heads = [...template.content.querySelectorAll("[data-sort]")];
    model = template.content.querySelector("tbody tr").cloneNode(true);
    for (const slot of model.querySelectorAll("[data-sort]")) slot.removeAttribute("data-sort");
    addSortChoices();
    restoreField(form.elements.xep);
    addSortButtons(still);
    update();
  }

  restore();
  addStateButtons();
  showCounts(null);
  // On a phone the fields would push the table out of sight.
  const isOrdered = new URLSearchParams(location.search).has("xep");
  box.open = isOrdered || Boolean(chosen().toString()) || matchMedia("(min-width: 48em)").matches;
  box.hidden = false;
  document.addEventListener("DOMContentLoaded", start);
})();
