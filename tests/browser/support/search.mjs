//! The search page as a reader uses it, and its index as a program reads it: takes an open page and asks, filters, reads
//! the results; takes a built site and decodes the files of its index without the page's own scripts.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { deflateSync, inflateSync } from "node:zlib";

export const PAGE = "tim-kiem.html";
export const BOX = "#tu-khoa";

/** Questions of every kind to the sample site: words, numbers, abbreviations, names, phrases, slips, and what is nowhere. */
export const QUESTIONS = [
  "cải cách hành chính", "cai cach hanh chinh", "CẢI CÁCH HÀNH CHÍNH", "1954/QĐ-UBND", "quyết định số 2120", "QĐ 1389", "4003",
  "CCHC", "tthc", "par index", "Cao Lãnh", "thành phố Cần Thơ năm 2021", "\"chỉ số hài lòng\"", "“tốp 5”", "hành chinhs", "caicach hanh chinh",
  "khao sat su hai long", "Mỹ Ngãi", "phường Mỹ", "100% văn bản", "ngày 06/10/2021", "quyền riêng tư", "hồ sơ đúng hẹn như thế nào", "zzzqqq",
];

// The page

/** The question has its answer; `asked` is false where nothing is asked for. */
export function settled(page, asked = true) {
  return page.waitForFunction((isAsked) => {
    const place = document.getElementById("tim");
    const told = place.querySelector("[role=status]").textContent;
    return told !== place.dataset.busy && (told !== "") === isAsked;
  }, asked);
}

/** Nothing comes any more: passages are there, too. */
export async function still(page) {
  await page.evaluate(() => { window.hitsBefore = null; });
  await page.waitForFunction(() => {
    const now = document.querySelector(".hits").innerHTML;
    const isStill = now === window.hitsBefore && !document.querySelector('head script[src*="tim-kiem/"]');
    window.hitsBefore = now;
    return isStill;
  }, null, { polling: 120 });
}

export async function ask(page, question) {
  await page.fill(BOX, question);
  await page.press(BOX, "Enter");
  await settled(page, question.trim() !== "");
}

/** What the page tells about a question, for comparisons. */
export function told(page) {
  return page.evaluate(() => {
    const base = new URL(document.getElementById("tim").dataset.root || ".", location.href).href;
    const one = (selector) => document.querySelector(`#tim ${selector}`).textContent;
    return {
      status: one("[role=status]"),
      missing: one(".search-missing"),
      note: one(".search-note"),
      narrowed: one(".search-narrowed"),
      hits: [...document.querySelectorAll(".hits > li")].map((line) => ({
        title: line.querySelector("h2")?.textContent ?? line.textContent,
        address: line.querySelector("a")?.href.replace(base, "") ?? "",
        facts: line.querySelector(".meta")?.textContent ?? "",
        passage: line.querySelector(".hit > p:not(.meta)")?.textContent ?? "",
        marks: [...line.querySelectorAll("mark")].map((mark) => mark.textContent),
      })),
    };
  });
}

export const statusOf = (page) => page.locator("#tim [role=status]").textContent();

/** The words of the page for one state, with what stands in braces: `{ n: "5" }`. */
export function phrase(page, name, values = {}) {
  return page.evaluate(([key, given]) => document.getElementById("tim").dataset[key]
    .replace(/\{(\w+)\}/g, (whole, one) => given[one] ?? whole), [name, values]);
}

export const titles = (page) => page.locator(".hits h2").allTextContents();

/** Opens the filters and waits until every column is there. */
export async function openFilters(page) {
  if (!(await page.locator(".search-filters").getAttribute("open") === null)) return;
  await page.locator(".search-filters summary").click();
  await filled(page);
}

/** Every filter has its values with counts, or is not offered. */
export async function filled(page) {
  await page.waitForFunction(() => [...document.querySelectorAll("[data-facet]")].every((select) =>
    select.closest("p").hidden || (select.options.length > 1 && [...select.options].slice(1).every((option) => /\([\d.]+\)$/.test(option.textContent)))));
  await still(page);
}

/** The values that a filter offers with their counts. */
export function offered(page, name) {
  return page.locator(`#loc-${name} option:not([value=""])`).evaluateAll((options) => options.map((option) => ({
    value: option.value, count: Number(/\(([\d.]+)\)$/.exec(option.textContent)[1].replaceAll(".", "")),
  })));
}

/** The filters whose counts are not those of a count over all documents that the question finds. */
export async function wrongCounts(page, folder, question) {
  const hits = await page.evaluate(async (text) => {
    const index = window.bantinSearch.open(document.getElementById("tim").dataset.index);
    return (await window.bantinSearch.search(index, { text })).all.map(({ document: number }) => number);
  }, question);
  const facets = await page.locator("[data-facet]").evaluateAll((selects) => selects.map((select) => [select.name, select.dataset.facet]));
  const complaints = [];
  for (const [name, facet] of facets) {
    const { values } = column(folder, facet);
    const counted = new Map();
    for (const hit of hits) for (const value of values[hit]) counted.set(value, (counted.get(value) ?? 0) + 1);
    const shown = await offered(page, name);
    const [expected, found] = [[...counted], shown.map(({ value, count }) => [value, count])].map((list) => JSON.stringify(list.sort()));
    if (found !== expected) complaints.push(`${facet}: ${found} instead of ${expected}`);
  }
  return complaints;
}

/** Runs in the page before its scripts: notes what moves. */
export function noteShifts() {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (!entry.hadRecentInput) window.shifts.push({ value: entry.value, moved: entry.sources.map(({ node }) => node?.className || node?.nodeName) });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** What moved so far, once everything is painted. */
export async function shifts(page) {
  const noted = await page.evaluate(() => new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(window.shifts))));
  }));
  return noted.map(({ value, moved }) => `${moved.join(", ")} moved by ${value.toFixed(4)}`);
}

// The index

/** The files of the index of a site by their names, each as its path below the site: those of all, and those of the runs
 * of documents that the manifest names. */
function indexPaths(folder) {
  const place = path.join(folder, "tim-kiem");
  const folders = readdirSync(place).filter((name) => /^[0-9a-f]{10}$/.test(name));
  const listed = folders.map((name) => [name, readdirSync(path.join(place, name))]);
  const heads = listed.filter(([, files]) => files.includes("m.js"));
  if (heads.length !== 1) throw new Error(`${folder} has ${heads.length} indexes`);
  const paths = listed.flatMap(([name, files]) => files.map((file) => [file.slice(0, -3), `tim-kiem/${name}/${file}`]));
  if (new Set(paths.map(([name]) => name)).size !== paths.length) throw new Error(`${folder} has a file of its index twice`);
  return new Map(paths);
}

/** The path of a file of the index, below the site. */
export function indexPath(folder, name) {
  return indexPaths(folder).get(name);
}

export function indexFiles(folder) {
  return [...indexPaths(folder).keys()].sort();
}

/** The bytes that a file of the index hands over. */
export function indexBytes(folder, name) {
  const script = readFileSync(path.join(folder, indexPath(folder, name)), "utf8");
  const [, told, data] = /^bantinSearch\.take\("([^"]+)","([A-Za-z0-9+/=]*)"\);\n$/.exec(script);
  if (told !== name) throw new Error(`${name}.js hands over ${told}`);
  return inflateSync(Buffer.from(data, "base64"));
}

/** The file of terms that holds a word, by the first words that the manifest lists. */
export function fileOfWord(folder, word) {
  const firsts = indexBytes(folder, "m").toString("utf8").split("\u001e")[1].split("\n");
  return `t${firsts.findLastIndex((first) => first <= word)}`;
}

/** What results show, by the number of the document. */
export function documents(folder) {
  const names = indexFiles(folder).filter((name) => /^d\d+$/.test(name));
  names.sort((one, other) => Number(one.slice(1)) - Number(other.slice(1)));
  return names.flatMap((name) => indexBytes(folder, name).toString("utf8").split("\u001e").slice(0, -1)).map((record) => {
    const [kind, url, title, date, unit, number, note, lang] = record.split("\u001f");
    return { kind, url, title, date, unit, number, note, lang };
  });
}

/** A column of a facet: the names of the values, and those of each document. */
export function column(folder, id) {
  const read = reader(indexBytes(folder, `f-${id}`));
  const names = read.take(read.number()).toString("utf8").split("\u001f");
  const values = [];
  while (!read.ends()) values.push(Array.from({ length: read.number() }, () => names[read.number() - 1]));
  return { names, values };
}

/** A file of the index that hands over these bytes, as bantin would write it. */
export function packed(name, bytes) {
  return `bantinSearch.take("${name}","${deflateSync(bytes).toString("base64")}");\n`;
}

/** The single words that a file of terms lists. */
export function wordsIn(folder, name) {
  const read = reader(indexBytes(folder, name));
  let key = Buffer.alloc(0);
  const words = [];
  while (!read.ends()) {
    const [shared, more] = [read.byte(), read.byte()];
    key = Buffer.concat([key.subarray(0, shared), read.take(more)]);
    read.number();
    read.take(2 * read.byte());
    read.number();
    read.take(read.number());
    words.push(key.toString("utf8"));
  }
  return words.filter((word) => /^[a-z]+$/.test(word));
}

function reader(bytes) {
  let at = 0;
  const byte = () => bytes[at++];
  return {
    byte,
    number: () => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const next = byte();
        value += (next & 127) * 2 ** shift;
        if (next < 128) return value;
      }
    },
    take: (length) => bytes.subarray(at, (at += length)),
    ends: () => at >= bytes.length,
  };
}
