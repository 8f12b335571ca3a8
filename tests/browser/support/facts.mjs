//! How figures, lists, states, charts and tables are shown: takes an open page, gives complaints. Lines 12 to 16 of the
//! bar; letters and lines are judged in `checks.mjs`.

/** What Vietnamese readers expect of text, dates and numbers; asked of pages in Vietnamese only. */
export function vietnamese(page) {
  return page.evaluate(() => {
    if (document.documentElement.lang !== "vi") return [];
    const complaints = [];
    const say = (what, text, place) => complaints.push(`${what}: "${text.slice(Math.max(0, place - 20), place + 25).trim()}"`);
    const patterns = [
      [/(?:^|[^\p{L}])(?:số|ngày|tháng|năm) (?=\d)/giu, "a plain space between a word and its number"],
      [/TP\. (?=\p{Lu})/gu, "a plain space after TP."],
      [/\d %/gu, "a plain space before the sign for percent"],
      [/(?<![\d/.-])\d{4}-\d{2}-\d{2}(?![\d/-])/gu, "a date that is not dd/mm/yyyy"],
      // Three digits after a point are thousands; a second point makes a version or a section.
      [/(?<![\d.,/])\d+\.\d{1,2}(?![\d.])(?=\s*(?:%|điểm|ngày))/gu, "a decimal point"],
    ];
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element.closest("script, style") || !node.data.trim()) continue;
      if (node.data !== node.data.normalize("NFC")) complaints.push(`text that is not NFC: "${node.data.trim().slice(0, 40)}"`);
      // The title of a tab is one line, and what is quoted as code stays as it was written.
      if (element.closest("head, code, pre, .print-address, .colophon") || element.closest("[lang]").lang !== "vi") continue;
      for (const [pattern, what] of patterns) {
        for (const match of node.data.matchAll(pattern)) say(what, node.data, match.index);
      }
    }
    for (const time of document.querySelectorAll("main time")) {
      const [year, month, day] = (time.getAttribute("datetime") ?? "").slice(0, 10).split("-");
      const words = time.textContent.replace(/\u2060/gu, "");
      if (day && /^[\d/]+$/u.test(words) && words !== `${day}/${month}/${year}`) complaints.push(`the day ${year}-${month}-${day} reads "${words}"`);
    }
    return [...new Set(complaints)];
  });
}

/**
 * Lists of names stand in the order of `Intl.Collator("vi")`, years and results newest first. Categories, areas and
 * indicators stand in the order that the site's settings give them.
 */
export function order(page) {
  return page.evaluate(() => {
    const collator = new Intl.Collator("vi");
    const complaints = [];
    const label = (item) => (item.querySelector("a") ?? item).textContent.replace(/[\u00a0\u2060]/gu, (gap) => (gap === "\u2060" ? "" : " ")).trim();
    for (const list of document.querySelectorAll("main ul.units, main ul.counted")) {
      if (list.querySelector("a[href*='chuyen-muc/'], a[href*='linh-vuc/'], a[href*='chi-so/']")) continue;
      const names = [...list.children].map(label);
      const years = names.every((name) => /^(?:năm|year)?\s*\d{4}$/iu.test(name));
      const parts = names.every((name) => /^tháng \d+/iu.test(name));
      const expected = years ? [...names].sort((one, other) => other.localeCompare(one)) : parts ? names : [...names].sort(collator.compare);
      const wrong = names.findIndex((name, place) => collator.compare(name, expected[place]) !== 0);
      if (wrong >= 0) complaints.push(`"${names[wrong]}" stands where "${expected[wrong]}" belongs in ul.${list.className}`);
    }
    for (const table of document.querySelectorAll("main table.results")) {
      const rows = [...table.querySelectorAll("tbody tr")].map((row) => ({
        head: row.querySelector("th")?.textContent,
        year: Number([...row.querySelectorAll("td")].find((cell) => /^\d{4}$/u.test(cell.textContent.trim()))?.textContent),
      }));
      const latest = new Map();
      for (const { head, year } of rows) {
        if (latest.has(head) && year > latest.get(head)) complaints.push(`results of ${head} do not stand newest first`);
        latest.set(head, year);
      }
    }
    return complaints;
  });
}

const SIGNS = { met: "✓", in_progress: "…", not_met: "✗", no_data: "–" };

/** A state is a sign, a word and a border, never colour alone, and no two states look alike without colour. */
export function states(page) {
  return page.evaluate((signs) => {
    const complaints = [];
    const looks = new Map();
    for (const element of document.querySelectorAll("main .status")) {
      const state = /status-([a-z_]+)/u.exec(element.className)?.[1];
      const words = element.textContent.trim();
      const style = getComputedStyle(element);
      if (!signs[state]) complaints.push(`a status of the class "${element.className}"`);
      else if (!words.startsWith(signs[state])) complaints.push(`${state} is shown without its sign: "${words}"`);
      if (!/\p{L}{3}/u.test(words)) complaints.push(`${state} is shown without a word`);
      if (parseFloat(style.borderInlineStartWidth) < 1 || style.borderInlineStartStyle === "none") complaints.push(`${state} is shown without a border`);
      if (state === "no_data" && /\b0(?:[,.]0+)?\s*%/u.test(words)) complaints.push("no data reads as 0 %");
      const look = style.borderInlineStartStyle;
      if (looks.has(look) && looks.get(look) !== state) complaints.push(`${state} and ${looks.get(look)} have the same border`);
      looks.set(look, state);
    }
    return [...new Set(complaints)];
  }, SIGNS);
}

/** A chart is a picture with a name, a sentence with numbers, letters that can be read, and a table beside it. */
export function charts(page) {
  return page.evaluate(() => {
    const complaints = [];
    const numbers = (text) => new Set((text ?? "").replace(/[\u00a0\u2060]/gu, " ").match(/\d+(?:[.,]\d+)*/gu) ?? []);
    for (const chart of document.querySelectorAll("main svg")) {
      if (chart.closest("[aria-hidden=true]") || !chart.checkVisibility()) continue;
      const named = (chart.getAttribute("aria-labelledby") ?? "").split(/\s+/u).map((id) => document.getElementById(id)).filter(Boolean);
      const title = chart.querySelector("title");
      const sentence = chart.querySelector("desc");
      if (chart.getAttribute("role") !== "img") complaints.push("a chart has no role=img");
      if (!title?.textContent.trim() || !(named.includes(title) || chart.getAttribute("aria-label") || chart.firstElementChild === title)) complaints.push("a chart has no name");
      if (numbers(sentence?.textContent).size === 0) complaints.push("a chart has no sentence with its numbers");
      const letters = [...chart.querySelectorAll("text")].filter((text) => text.checkVisibility());
      if (letters.length === 0) complaints.push("a chart has no labels of its own");
      for (const text of letters) {
        const size = parseFloat(getComputedStyle(text).fontSize) * Math.abs(text.getScreenCTM()?.a ?? 1);
        if (size < 10.9) complaints.push(`letters of ${size.toFixed(1)} px in a chart at ${innerWidth} px`);
      }
      const told = new Set([...document.querySelectorAll("main table :is(th, td)")].flatMap((cell) => [...numbers(cell.textContent)]));
      const missing = [...numbers(sentence?.textContent)].filter((number) => !told.has(number) && number.includes(","));
      if (missing.length > 0) complaints.push(`the chart's number ${missing[0]} stands in no table`);
    }
    return [...new Set(complaints)];
  });
}

/** In forced colours the lines and letters of a chart still stand out from its ground. */
export async function forcedCharts(page) {
  await page.emulateMedia({ forcedColors: "active" });
  const complaints = await page.evaluate(() => {
    const ground = getComputedStyle(document.body).backgroundColor;
    const found = [];
    for (const part of document.querySelectorAll("main svg :is(path, line, polyline, circle, text)")) {
      const style = getComputedStyle(part);
      const seen = [style.stroke, style.fill].filter((colour) => colour !== "none" && !/^rgba\(.*, 0\)$/u.test(colour));
      if (part.checkVisibility() && seen.length > 0 && seen.every((colour) => colour === ground)) found.push(`<${part.localName}> of a chart has the colour of the ground`);
    }
    return [...new Set(found)];
  });
  await page.emulateMedia({ forcedColors: null });
  return complaints;
}

/** Tables name themselves, their columns and their rows; numbers stand under each other; wide ones can be scrolled. */
export function tables(page) {
  return page.evaluate(() => {
    const complaints = [];
    const say = (table, what) => complaints.push(`table "${table.caption?.textContent.trim().slice(0, 40) ?? table.className}": ${what}`);
    for (const table of document.querySelectorAll("main table")) {
      if (!table.checkVisibility()) continue;
      // A table in a text has the caption that its author wrote, and a name for the ear where there is none.
      const spoken = table.closest(".prose") && table.parentElement.getAttribute("aria-label");
      if (!table.caption?.textContent.trim() && !spoken) say(table, "no caption");
      const heads = [...table.querySelectorAll("thead th")];
      if (heads.length === 0 || heads.some((head) => head.scope !== "col")) say(table, "column heads without scope");
      if ([...table.querySelectorAll("tbody th")].some((head) => !["row", "rowgroup"].includes(head.scope))) say(table, "row heads without scope");
      const rows = [...table.querySelectorAll("tbody tr")].filter((row) => row.checkVisibility());
      // A calendar's days have no common name, and in a text its author decides what the first column is.
      if (!table.matches(".calendar") && !table.closest(".prose") && rows.some((row) => !row.querySelector("th"))) say(table, "a row without a head");
      for (const cell of table.querySelectorAll("td.number")) {
        const style = getComputedStyle(cell);
        if (style.display === "table-cell" && !["end", "right"].includes(style.textAlign)) say(table, `a number is aligned ${style.textAlign}`);
        if (!/tabular-nums/u.test(style.fontVariantNumeric)) say(table, "numbers without tabular figures");
      }
      const frame = table.parentElement;
      if (["auto", "scroll"].includes(getComputedStyle(frame).overflowX)) {
        const named = document.getElementById(frame.getAttribute("aria-labelledby") ?? "")?.textContent.trim() || frame.getAttribute("aria-label");
        if (frame.tabIndex !== 0) say(table, "scrolls and cannot be reached with the keyboard");
        if (!named || !(frame.localName === "section" || frame.getAttribute("role") === "region")) say(table, "scrolls in a region without a name");
      } else if (frame.scrollWidth > frame.clientWidth + 1) {
        say(table, "is wider than its place and does not scroll");
      }
    }
    return [...new Set(complaints)];
  });
}
