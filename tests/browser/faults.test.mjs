//! Proof that the checks can fail: each is given a copy of a page with one fault put in, and must find that fault. That
//! they find nothing in pages that are in order is what all the other tests show.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { forget, launch, openPage } from "./support/browser.mjs";
import {
  accessibility, brokenNumbers, englishLabels, noteworthy, overflow, typography, widenSpacing,
} from "./support/checks.mjs";
import { skipLink, walk } from "./support/keyboard.mjs";
import { printSheet } from "./support/paper.mjs";
import { serve } from "./support/server.mjs";
import { filesOf, folderOf, textOf } from "./support/sites.mjs";
import { deadReferences, foreignResources, rootedReferences, structureFaults, survey } from "./support/survey.mjs";
import { englishWords } from "./support/words.mjs";

const PAGE = "tin/2026/11/day-du.html";

let browser;
let folder;
let server;
let page;
before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "bantin-faults-"));
  cpSync(folderOf("complete"), folder, { recursive: true });
  browser = await launch();
  server = await serve(folder);
  page = await openPage(browser, { viewport: { width: 320, height: 640 } });
});
after(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes the page anew with `from` replaced by `to`, and the style sheet with `style` appended. */
function plant({ from = "", to = "", style = "" }) {
  const original = textOf(folderOf("complete"), PAGE);
  assert.ok(from === "" || original.includes(from), `the page holds no ${from}`);
  writeFileSync(path.join(folder, PAGE), from === "" ? original : original.replace(from, to));
  const sheet = filesOf(folder).find((file) => /^theme\/style\..*css$/.test(file));
  writeFileSync(path.join(folder, sheet), textOf(folderOf("complete"), sheet) + style);
}

async function shown(check) {
  forget(page);
  await page.goto(server.address(PAGE), { waitUntil: "load" });
  return check(page);
}

/** One record of the altered page and the files beside it, for the checks that read without showing. */
async function surveyed(check) {
  const records = await survey(page, [{ page: PAGE, html: textOf(folder, PAGE) }]);
  return (await check(records)).map((complaint) => (typeof complaint === "string" ? complaint : complaint.what));
}

const END = "</main>";
const added = (html, style = "") => ({ from: END, to: html + END, style });
const swapped = (from, to) => ({ from, to });
const styled = (style) => ({ style });

const english = (shownPage) => englishLabels(shownPage, englishWords());
const noted = (shownPage) => noteworthy(shownPage, server.origin);
const spaced = async (shownPage) => {
  const before = await overflow(shownPage);
  await widenSpacing(shownPage);
  return (await overflow(shownPage)).filter((complaint) => !before.includes(complaint));
};
const narrow = (text, width) => added(`<p class="fault">${text}</p>`, `.fault { width: ${width}; }`);

const FAULTS = [
  ["an image without a text", accessibility, added('<img src="../../../theme/icon.svg">'), /image-alt/],
  ["pale letters", accessibility, styled(".lead { color: #ccc !important; background: #fff; }"), /color-contrast/],
  ["a field without a label", accessibility, swapped('<label for="q">', "<label>"), /label/],

  ["a wide element", overflow, narrow("x", "40rem"), /is \d+ px wide in 320 px.*fault/],
  ["a text cut off", overflow, styled("h1 { overflow: hidden; white-space: nowrap; }"), /<h1 .*cuts its text off/],
  ["a box that fits only narrow letters", spaced, styled(".brand-name { display: block; overflow: hidden; white-space: nowrap; inline-size: 14rem; }"), /cuts its text off/],

  ["a document number that breaks", brokenNumbers, narrow("văn bản 2120/QĐ-UBND-HC", "12rem"), /2120\/QĐ-UBND-HC" breaks/],
  ["a date torn from its word", brokenNumbers, narrow("ban hành ngày 06/10/2021", "8rem"), /"ngày 06" breaks/],
  ["a range torn at its dash", brokenNumbers, narrow("giai đoạn 2021&nbsp;–&nbsp;2030", "9rem"), /"2021\s–\s2030" breaks/],

  ["an English label", english, swapped('<button type="submit">Tìm<', '<button type="submit">Search<'), /"Search" in the text/],
  ["an English name for the ear", english, swapped('"Trình đơn chính"', '"Main menu"'), /"Main menu" in aria-label/],

  ["small letters", typography, styled("body { font-size: 14px !important; }"), /body text of 14 px/],
  ["another face first", typography, styled("body { font-family: Arial, system-ui; }"), /letters start with Arial/],
  ["hyphens set by the browser", typography, styled("main p { hyphens: auto; }"), /hyphens: auto/],
  ["lines too close", typography, styled("main p { line-height: 1.3; }"), /lines 1.30 high/],

  ["a style inside the page", noted, swapped("<h1", '<h1 style="color: red"'), /Content Security Policy|inline style/i],
  ["a script inside the page", noted, added("<script>1</script>"), /Content Security Policy|inline script/i],
  ["a picture from elsewhere", noted, added('<img alt="" src="http://example.org/a.png">'), /example\.org/],
  ["a missing picture", noted, added('<img alt="" src="khong-co.png">'), /answer 404.*khong-co\.png/],

  ["a skip link that stays hidden", skipLink, styled(".skip:focus { inset-block-start: -10rem; }"), /cannot be seen/],
  ["no skip link", skipLink, swapped('<a class="skip"', '<a hidden class="skip"'), /not a link to <main>/],
  ["a link that Tab passes by", walk, swapped("<main", '<a href="#noi-dung" tabindex="-1">x</a><main'), /Tab reaches \d+ of \d+/],
  ["a focus without a frame", walk, styled(".menu a:focus-visible { outline: none; }"), /shows no frame when focused/],
  ["a focus under something else", walk, styled("header.top { position: fixed; inset: 0; z-index: 9; background: #fff; }"), /is covered when focused/],

  ["a menu on paper", printSheet, styled("@media print { .menu { display: block !important; } }"), /<nav class="menu"> is printed/],
  ["dark paper", printSheet, styled("@media (prefers-color-scheme: dark) { body { background: #111 !important; } }"), /the ground is rgb\(17, 17, 17\)/],
  ["pale letters on paper", printSheet, styled("@media print { h1 { color: #999 !important; } }"), /<h1 .*is printed in rgb\(153/],
  ["a table head on one sheet only", printSheet, styled("@media print { main table thead { display: table-row-group !important; } }"), /a table head is a table-row-group/],
  ["no address on paper", printSheet, styled("@media print { .print-address { display: none !important; } }"), /address is not printed/],
];

for (const [name, check, fault, expected] of FAULTS) {
  test(`found: ${name}`, async () => {
    plant(fault);
    const complaints = await shown(check);
    assert.ok(complaints.some((complaint) => expected.test(complaint)), `found only: ${complaints.join("; ")}`);
  });
}

const dead = (records) => deadReferences(records, filesOf(folder));
const twice = (records) => structureFaults([...records, { ...records[0], page: "khac.html" }]);
const link = (target) => swapped('href="../../../chi-so/index.html"', `href="${target}"`);

const READ_FAULTS = [
  ["a link to no file", dead, link("../../../chi-so/khong-co.html"), /khong-co\.html leads to no file/],
  ["a link to a folder", dead, link("../../../chi-so/"), /leads to no file/],
  ["a fragment to nothing", dead, swapped('href="#chi-tieu"', 'href="#khong-co"'), /#khong-co leads to no element/],
  ["a rooted link", rootedReferences, link("/chi-so/index.html"), /starts at the server's root/],
  ["a script from elsewhere", foreignResources, added('<script src="https://example.org/a.js"></script>'), /<script> fetches/],
  ["two main headings", structureFaults, added("<h1>Hai</h1>"), /2 main headings/],
  ["a wrong language", structureFaults, swapped('<html lang="vi">', '<html lang="fr">'), /language "fr"/],
  ["an id twice", structureFaults, added('<p id="chi-tieu"></p>'), /the id chi-tieu stands twice/],
  ["a handler in an attribute", structureFaults, swapped("<h1", '<h1 onclick="x()"'), /onclick/],
  ["a style attribute", structureFaults, swapped("<h1", '<h1 style="x"'), /style="…" on <h1>/],
  ["a title twice", twice, {}, /several pages are titled/],
];

for (const [name, check, fault, expected] of READ_FAULTS) {
  test(`found: ${name}`, async () => {
    plant(fault);
    const complaints = await surveyed(check);
    assert.ok(complaints.some((complaint) => expected.test(complaint)), `found only: ${complaints.join("; ")}`);
  });
}
