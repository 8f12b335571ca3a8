//! The search page as a reader uses it, and its index as a program reads it: takes an open page and asks, filters, reads
//! the results; takes a built site and decodes the files of its index without the page's own scripts.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { inflateSync } from "node:zlib";

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
    const one = (selector) => document.querySelector(`#tim ${selector}`).textContent;
    return {
      status: one("[role=status]"),
      note: one(".search-note"),
      narrowed: one(".search-narrowed"),
      hits: [...document.querySelectorAll(".hits > li")].map((line) => ({
        title: line.querySelector("h2")?.textContent ?? line.textContent,
        address: line.querySelector("a")?.getAttribute("href") ?? "",
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
  await page.waitForFunction(() => document.querySelector("#loc-loai").options.length > 1);
  await still(page);
}

/** The values that a filter offers with their counts. */
export function offered(page, name) {
  return page.locator(`#loc-${name} option:not([value=""])`).evaluateAll((options) => options.map((option) => ({
    value: option.value, count: Number(/\(([\d.]+)\)$/.exec(option.textContent)[1].replaceAll(".", "")),
  })));
}

// The index

/** The folder of the index of a site, below the site. */
export function indexFolder(folder) {
  const found = readdirSync(path.join(folder, "tim-kiem"), { withFileTypes: true });
  const names = found.filter((entry) => entry.isDirectory() && /^[0-9a-f]{10}$/.test(entry.name)).map((entry) => entry.name);
  if (names.length !== 1) throw new Error(`${folder} has ${names.length} indexes`);
  return `tim-kiem/${names[0]}`;
}

export function indexFiles(folder) {
  return readdirSync(path.join(folder, indexFolder(folder))).sort();
}

/** The bytes that a file of the index hands over. */
export function indexBytes(folder, name) {
  const script = readFileSync(path.join(folder, indexFolder(folder), `${name}.js`), "utf8");
  const [, told, data] = /^bantinSearch\.take\("([^"]+)","([A-Za-z0-9+/=]*)"\);\n$/.exec(script);
  if (told !== name) throw new Error(`${name}.js hands over ${told}`);
  return inflateSync(Buffer.from(data, "base64"));
}

/** What results show, by the number of the document. */
export function documents(folder) {
  const names = indexFiles(folder).filter((name) => /^d\d+\.js$/.test(name)).map((name) => name.slice(0, -3));
  names.sort((one, other) => Number(one.slice(1)) - Number(other.slice(1)));
  return names.flatMap((name) => indexBytes(folder, name).toString("utf8").split("\u001e").slice(0, -1)).map((record) => {
    const [kind, url, title, date, unit, number, note, lang] = record.split("\u001f");
    return { kind, url, title, date, unit, number, note, lang };
  });
}

/** A column of a facet: the names of the values, and those of each document. */
export function column(folder, id) {
  const bytes = indexBytes(folder, `f-${id}`);
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const length = number();
  const names = bytes.subarray(at, at + length).toString("utf8").split("\u001f");
  at += length;
  const values = [];
  while (at < bytes.length) values.push(Array.from({ length: number() }, () => names[number() - 1]));
  return { names, values };
}

/** A file of the index with other content, as bantin would write it. */
export function packed(name, bytes, deflate) {
  return `bantinSearch.take("${name}","${deflate(bytes).toString("base64")}");\n`;
}
