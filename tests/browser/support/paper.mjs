//! The page on paper: takes an open page, gives complaints about its print sheet as the browser computes it, and about
//! the PDF that comes out, as poppler reads it. Screens are the matter of `checks.mjs`.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** The sheet of official papers: nothing to press, black on white, table heads on every page, the address at the end. */
export async function printSheet(page) {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const complaints = await page.evaluate(() => {
    const found = [];
    const shown = (element) => element.checkVisibility({ visibilityProperty: true });
    const expect = (holds, complaint) => holds || found.push(complaint);
    for (const control of document.querySelectorAll("form, header nav, button, input, .skip, nav.crumbs, audio, video")) {
      // A button may be the name of a column or the count of a state, and on paper it looks like that.
      const style = getComputedStyle(control);
      const plain = style.borderTopStyle === "none" && /^(?:rgba\(.*, 0\)|rgb\(255, 255, 255\))$/.test(style.backgroundColor);
      expect(!shown(control) || ((control.matches("thead th button") || control.querySelector(".status, .effect")) && plain), `<${control.localName} class="${control.className}"> is printed`);
    }
    const ground = getComputedStyle(document.body).backgroundColor;
    expect(["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].includes(ground), `the ground is ${ground}`);
    const dark = [...document.body.querySelectorAll("*")].filter((element) => shown(element) && !element.closest("svg"));
    for (const element of dark) {
      const style = getComputedStyle(element);
      const hasText = [...element.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
      const shade = style.color.match(/[\d.]+/g).slice(0, 3).map(Number);
      const pale = hasText && Math.max(...shade) > 110;
      expect(!pale, `<${element.localName} class="${element.className}"> is printed in ${style.color}`);
    }
    for (const head of document.querySelectorAll("main table thead")) {
      const display = getComputedStyle(head).display;
      expect(!shown(head) || display === "table-header-group", `a table head is a ${display}`);
    }
    for (const row of document.querySelectorAll("main tbody tr")) {
      expect(getComputedStyle(row).breakInside.startsWith("avoid"), "a row of a table may be split");
    }
    const family = getComputedStyle(document.body).fontFamily;
    expect(/serif/i.test(family) && !/sans-serif/i.test(family), `printed in ${family}`);
    expect(Math.abs(parseFloat(getComputedStyle(document.body).fontSize) - (13 * 96) / 72) < 0.5, "not printed in 13 pt");
    const box = document.querySelector(".decision");
    expect(!box || shown(box), "the decision box is not printed");
    for (const status of document.querySelectorAll("main .status")) {
      expect(shown(status) && status.textContent.trim().length > 2, "a status word is not printed");
    }
    const address = document.querySelector(".print-address");
    expect(address && shown(address) && address.textContent.length > 10, "the page's address is not printed");
    return [...new Set(found)];
  });
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
  return complaints;
}

const POINTS_PER_MM = 72 / 25.4;
/** Margins of official papers in points: top, right, bottom, left. */
const MARGINS = [20, 15, 20, 30].map((mm) => mm * POINTS_PER_MM);

/** The page's PDF as poppler reads it: sheets with their words and places, and the fonts. */
export async function printed(page) {
  const folder = mkdtempSync(path.join(tmpdir(), "bantin-paper-"));
  try {
    const file = path.join(folder, "page.pdf");
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    const read = (program, options) => execFileSync(program, options, { encoding: "utf8", maxBuffer: 256 * 1024 * 1024 });
    const fonts = read("pdffonts", [file]).split("\n").slice(2).filter((line) => line.trim()).map((line) => line.split(/\s+/)[0]);
    return { sheets: sheetsOf(read("pdftotext", ["-bbox", file, "-"])), fonts };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sheetsOf(text) {
  const entities = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };
  return text.split("<page ").slice(1).map((part) => {
    const [, width, height] = /^width="([\d.]+)" height="([\d.]+)"/.exec(part);
    const words = [...part.matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/g)];
    return {
      width: Number(width), height: Number(height),
      words: words.map(([, left, top, right, bottom, word]) => ({
        left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom),
        text: word.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities[entity]),
      })),
    };
  });
}

/** A4 with the margins of official papers, letters with serifs, and the page's address as the last words. */
export function sheetFaults({ sheets, fonts }, address) {
  const complaints = [];
  const [top, right, bottom, left] = MARGINS;
  for (const [place, { width, height, words }] of sheets.entries()) {
    if (Math.abs(width - 595.3) > 1 || Math.abs(height - 841.9) > 1) complaints.push(`sheet ${place + 1} measures ${width} by ${height} points`);
    const outside = words.find((word) =>
      word.left < left - 2 || word.right > width - right + 2 || word.top < top - 6 || word.bottom > height - bottom + 6);
    if (outside) complaints.push(`"${outside.text}" stands in the margin of sheet ${place + 1}`);
  }
  if (!/serif|times|roman|tinos|termes/i.test(fonts[0] ?? "") || /sans/i.test(fonts[0] ?? "")) complaints.push(`printed in ${fonts[0]}`);
  // In the file words of another font come last, wherever they stand, so they are read from top to bottom here.
  const lowest = Math.max(...sheets.at(-1).words.map((word) => word.bottom));
  const ending = sheets.at(-1).words.filter((word) => word.bottom > lowest - 60 && /[\p{L}\d]/u.test(word.text));
  ending.sort((one, other) => (Math.abs(one.bottom - other.bottom) > 4 ? one.bottom - other.bottom : one.left - other.left));
  const last = ending.map(({ text }) => text).join("");
  if (!last.endsWith(address)) complaints.push(`the last words are not the page's address ${address}`);
  return complaints;
}

/**
 * A long table: every sheet that begins with rows of it has the heads above them, and begins with the start of a row.
 * `row` holds the words with which each row starts, `head` the words of one column's head.
 */
export function tableFaults({ sheets }, row, head) {
  const complaints = [];
  let continued = 0;
  for (const [place, { words }] of sheets.entries()) {
    const starts = places(words, row);
    const earlier = sheets.slice(0, place).some((sheet) => places(sheet.words, row).length > 0);
    if (starts.length === 0 || !earlier) continue;
    continued += 1;
    const heads = places(words, head);
    if (heads.length === 0 || heads[0].top > starts[0].top) {
      complaints.push(`sheet ${place + 1} has rows without heads`);
      continue;
    }
    const below = words.filter((word) => word.top > heads[0].bottom + 2);
    const first = Math.min(...below.map((word) => word.top));
    if (Math.abs(first - Math.min(...starts.map((word) => word.top))) > 6) complaints.push(`sheet ${place + 1} begins within a row`);
  }
  if (continued === 0) complaints.push("no table goes on to a second sheet");
  return complaints;
}

/** The first word of each place where the words follow one another. */
function places(words, wanted) {
  return words.filter((_, at) => wanted.every((word, offset) => words[at + offset]?.text === word));
}
