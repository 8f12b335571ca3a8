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
const FAULTS = [
  ["an image without a text", accessibility, { from: END, to: '<img src="../../../theme/icon.svg"></main>' }, /image-alt/],
  ["pale letters", accessibility, { style: ".lead { color: #ccc !important; background: #fff; }" }, /color-contrast/],
  ["a field without a label", accessibility, { from: '<label for="q">', to: "<label>" }, /label/],
  ["a wide element", overflow, { from: END, to: '<p class="wide-fault">x</p></main>', style: ".wide-fault { width: 40rem; }" }, /is \d+ px wide in 320 px.*wide-fault/],
  ["a text cut off", overflow, { style: "h1 { overflow: hidden; white-space: nowrap; }" }, /<h1 .*cuts its text off/],
  ["a box too small for wider spacing", async (shownPage) => { await widenSpacing(shownPage); return overflow(shownPage); },
    { style: ".menu a { overflow: hidden; width: 3rem; white-space: nowrap; }" }, /cuts its text off/],
  ["a number that breaks", brokenNumbers, { from: END, to: "<p class='narrow-fault'>văn bản 2120/QĐ-UBND-HC</p></main>", style: ".narrow-fault { width: 12rem; }" }, /2120\/QĐ-UBND-HC" breaks/],
  ["a date torn from its word", brokenNumbers, { from: END, to: "<p class='narrow-fault'>ban hành ngày 06/10/2021</p></main>", style: ".narrow-fault { width: 8rem; }" }, /"ngày 06" breaks/],
  ["a range torn at its dash", brokenNumbers, { from: END, to: "<p class='narrow-fault'>giai đoạn 2021&nbsp;–&nbsp;2030</p></main>", style: ".narrow-fault { width: 9rem; }" }, /"2021\s–\s2030" breaks/],
  ["an English label", (shownPage) => englishLabels(shownPage, englishWords()), { from: '<button type="submit">Tìm<', to: '<button type="submit">Search<' }, /"Search" in the text/],
  ["an English name for the ear", (shownPage) => englishLabels(shownPage, englishWords()), { from: 'aria-label="Trình đơn chính"', to: 'aria-label="Main menu"' }, /"Main menu" in aria-label/],
  ["small letters", typography, { style: "body { font-size: 14px !important; }" }, /body text of 14 px/],
  ["another face first", typography, { style: "body { font-family: Arial, system-ui !important; }" }, /letters start with Arial/],
  ["hyphens set by the browser", typography, { style: "main p { hyphens: auto; }" }, /hyphens: auto/],
  ["lines too close", typography, { style: "main p { line-height: 1.3; }" }, /lines 1.30 high/],
  ["a style inside the page", (shownPage) => noteworthy(shownPage, server.origin), { from: "<h1", to: '<h1 style="color: red"' }, /Content Security Policy|inline style/i],
  ["a script inside the page", (shownPage) => noteworthy(shownPage, server.origin), { from: END, to: "<script>1</script></main>" }, /Content Security Policy|inline script/i],
  ["a picture from elsewhere", (shownPage) => noteworthy(shownPage, server.origin), { from: END, to: '<img alt="" src="http://example.org/a.png"></main>' }, /example\.org/],
  ["a missing picture", (shownPage) => noteworthy(shownPage, server.origin), { from: END, to: '<img alt="" src="khong-co.png"></main>' }, /answer 404.*khong-co\.png/],
  ["a skip link that stays hidden", skipLink, { style: ".skip:focus { inset-block-start: -10rem; }" }, /cannot be seen/],
  ["no skip link", skipLink, { from: '<a class="skip"', to: '<a hidden class="skip"' }, /not a link to <main>/],
  ["a link that Tab passes by", walk, { from: "<main", to: '<a href="#noi-dung" class="top" tabindex="-1">x</a><main' }, /Tab reaches \d+ of \d+/],
  ["a focus without a frame", walk, { style: ".menu a:focus-visible { outline: none; }" }, /shows no frame when focused/],
  ["a focus under something else", walk, { style: "header.top { position: fixed; inset: 0; z-index: 9; background: #fff; }" }, /is covered when focused/],
  ["a menu on paper", printSheet, { style: "@media print { .menu { display: block !important; } }" }, /<nav class="menu"> is printed/],
  ["dark paper", printSheet, { style: "@media (prefers-color-scheme: dark) { body { background: #111 !important; color: #eee; } }" }, /the ground is rgb\(17, 17, 17\)/],
  ["pale letters on paper", printSheet, { style: "@media print { h1 { color: #999 !important; } }" }, /<h1 .*is printed in rgb\(153/],
  ["a table head on the first sheet only", printSheet, { style: "@media print { main table thead { display: table-row-group !important; } }" }, /a table head is a table-row-group/],
  ["no address on paper", printSheet, { style: "@media print { .print-address { display: none !important; } }" }, /address is not printed/],
];

for (const [name, check, fault, expected] of FAULTS) {
  test(`found: ${name}`, async () => {
    plant(fault);
    const complaints = await shown(check);
    assert.ok(complaints.some((complaint) => expected.test(complaint)), `found only: ${complaints.join("; ")}`);
  });
}

const files = () => filesOf(folder);
const READ_FAULTS = [
  ["a link to no file", (records) => deadReferences(records, files()), { from: 'href="../../../chi-so/index.html"', to: 'href="../../../chi-so/khong-co.html"' }, /khong-co\.html leads to no file/],
  ["a link to a folder", (records) => deadReferences(records, files()), { from: 'href="../../../chi-so/index.html"', to: 'href="../../../chi-so/"' }, /leads to no file/],
  ["a fragment to nothing", (records) => deadReferences(records, files()), { from: 'href="#chi-tieu"', to: 'href="#khong-co"' }, /#khong-co leads to no element/],
  ["a rooted link", rootedReferences, { from: 'href="../../../index.html"', to: 'href="/index.html"' }, /starts at the server's root/],
  ["a script from elsewhere", foreignResources, { from: END, to: '<script src="https://example.org/a.js"></script></main>' }, /<script> fetches/],
  ["two main headings", structureFaults, { from: END, to: "<h1>Hai</h1></main>" }, /2 main headings/],
  ["a wrong language", structureFaults, { from: '<html lang="vi">', to: '<html lang="fr">' }, /language "fr"/],
  ["an id twice", structureFaults, { from: END, to: '<p id="chi-tieu"></p></main>' }, /the id chi-tieu stands twice/],
  ["a handler in an attribute", structureFaults, { from: "<h1", to: '<h1 onclick="x()"' }, /onclick/],
  ["a style attribute", structureFaults, { from: "<h1", to: '<h1 style="x"' }, /style="…" on <h1>/],
  ["a title twice", (records) => structureFaults([...records, { ...records[0], page: "khac.html" }]), {}, /several pages are titled/],
];

for (const [name, check, fault, expected] of READ_FAULTS) {
  test(`found: ${name}`, async () => {
    plant(fault);
    const complaints = await surveyed(check);
    assert.ok(complaints.some((complaint) => expected.test(complaint)), `found only: ${complaints.join("; ")}`);
  });
}
