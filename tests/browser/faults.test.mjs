//! Proof that the checks can fail: each is given a copy of a page with one fault put in, and must find that fault. That
//! they find nothing in pages that are in order is what all the other tests show.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { forget, launch, openPage } from "./support/browser.mjs";
import {
  accessibility, brokenNumbers, englishLabels, leftBehind, noteworthy, overflow, typography, widenSpacing,
} from "./support/checks.mjs";
import { audit, auditFaults, freePort } from "./support/audit.mjs";
import { charts, forcedCharts, order, states, tables, vietnamese } from "./support/facts.mjs";
import { focusContrast } from "./support/focus.mjs";
import { skipLink, walk } from "./support/keyboard.mjs";
import { standards, validated } from "./support/markup.mjs";
import { printed, printSheet, sheetFaults, tableFaults } from "./support/paper.mjs";
import { serve } from "./support/server.mjs";
import { filesOf, folderOf, textOf } from "./support/sites.mjs";
import { deadReferences, foreignResources, rootedReferences, structureFaults, survey } from "./support/survey.mjs";
import { pressEach } from "./support/tools.mjs";
import { tooHeavy, weigh } from "./support/weight.mjs";
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

/** Writes the page anew with `from` replaced by `to`, the style sheet with `style` appended, and a script of its own. */
function plant({ from = "", to = "", style = "", script = "" }) {
  writeFileSync(path.join(folder, "theme/fault.js"), script);
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

const SCRIPT = '<script src="../../../theme/fault.js"></script>';
const scripted = (script, html = "") => ({ ...added(html + SCRIPT), script });
const chart = (inside, style = "") => added(`<svg role="img" aria-labelledby="ten" viewBox="0 0 100 20" width="100">${inside}</svg>`, style);
const TITLE = '<title id="ten">Biểu đồ</title>';
const LABEL = '<text x="1" y="15" font-size="14">x</text>';
const grid = (head, body, caption = "<caption>Bảng</caption>") => added(`<table>${caption}<thead>${head}</thead><tbody>${body}</tbody></table>`);
const HEAD = '<tr><th scope="col">Cột</th><th scope="col">Số</th></tr>';
const ROW = '<tr><th scope="row">Dòng</th><td>1</td></tr>';
const rows = (count) => `<tr><th scope="row">Dòng hàng thứ nhất</th><td>1</td></tr>`.repeat(count);

const focus = async (shownPage) => {
  const judge = await openPage(browser);
  const complaints = await focusContrast(shownPage, judge);
  await judge.context().close();
  return complaints;
};
const weight = async (shownPage) => tooHeavy(await weigh(shownPage, server, folder, PAGE));
const sheets = async (shownPage) => sheetFaults(await printed(shownPage), PAGE);
const longTable = async (shownPage) => tableFaults(await printed(shownPage), ["Dòng", "hàng"], ["Cột"]);
const pressed = async (shownPage) => {
  const complaints = [];
  await pressEach(shownPage, async () => { complaints.push(...await accessibility(shownPage)); });
  return complaints;
};
const validator = async () => (await validated(folder, [PAGE])).map(({ what }) => what);
const standard = async () => (await standards([[folder, [PAGE]]])).map(({ what }) => what);
// Compressed, repeated letters weigh nothing; these do not repeat.
const heavy = (bytes) => Array.from({ length: bytes / 8 }, (_, place) => ((place * 2654435761) >>> 0).toString(36)).join(" ");

const MORE_FAULTS = [
  ["a paragraph with a block inside", validator, added("<p><div>x</div></p>"), /element-permitted-content|close-order|parser-error|no-implicit/],
  ["a role that does not exist", standard, added('<p role="khong-co">x</p>'), /Bad value .*role/],

  ["a heavy style sheet", weight, styled(`/* ${heavy(40_000)} */`), /bulletin: css \d+ of 8192/],
  ["a heavy script", weight, scripted(`"${heavy(40_000)}"`), /bulletin: js \d+ of 5120/],
  ["a font file", weight, styled('@font-face { font-family: x; src: url("x.woff2"); } body { font-family: x; }'), /loads the font file .*x\.woff2/],
  ["a page of too many words", weight, added(`<p>${heavy(200_000)}</p>`), /bulletin: total \d+ of 30720/],

  ["a pale focus", focus, styled(".menu a:focus-visible { outline: 2px solid #e4ecee !important; outline-offset: -2px; box-shadow: none !important; }"), /in <nav>: \d+ pixels change/],

  ["narrow margins", sheets, styled("@page { margin: 5mm; }"), /stands in the margin/],
  ["another sheet", sheets, styled("@page { size: A5; }"), /sheet 1 measures 42\d/],
  ["letters without serifs", sheets, styled("@media print { * { font-family: sans-serif !important; } }"), /printed in .*Sans/i],
  ["an address that is not last", sheets, swapped("</body>", '<p class="print-address">x</p></body>'), /last words are not the page's address/],
  ["heads on the first sheet only", longTable, { ...grid(HEAD, rows(90)), style: "@media print { thead { display: table-row-group !important; } }" }, /has rows without heads/],
  ["rows split between sheets", longTable, { ...grid(HEAD, rows(3).replaceAll("<td>1", `<td>${"chữ ".repeat(700)}`)), style: "@media print { td { inline-size: 60mm; } tr { break-inside: auto !important; } }" }, /begins within a row|has rows without heads|no table goes on/],

  ["a plain space after số", vietnamese, added("<p>văn bản số 12</p>"), /plain space between a word and its number/],
  ["a plain space before %", vietnamese, added("<p>5 %</p>"), /before the sign for percent/],
  ["a date for machines", vietnamese, added("<p>2021-10-06</p>"), /not dd\/mm\/yyyy/],
  ["a day that reads otherwise", vietnamese, added('<p><time datetime="2021-10-06">10/06/2021</time></p>'), /the day 2021-10-06 reads/],
  ["a decimal point", vietnamese, added("<p>87.5%</p>"), /a decimal point/],
  ["letters taken apart", vietnamese, added("<p>tie\u0302\u0301ng</p>"), /not NFC/],

  ["a list out of order", order, added('<ul class="units"><li><a href="a">Đa</a></li><li><a href="a">Da</a></li></ul>'), /"Đa" stands where "Da" belongs/],
  ["years in the wrong order", order, added('<ul class="counted"><li><a href="a">2020</a></li><li><a href="a">2021</a></li></ul>'), /"2020" stands where "2021" belongs/],
  ["old results first", order, added('<table class="results"><tbody><tr><th>a</th><td>2020</td></tr><tr><th>a</th><td>2021</td></tr></tbody></table>'), /do not stand newest first/],

  ["a state without its sign", states, added('<p><span class="status status-met">Đạt</span></p>'), /met is shown without its sign/],
  ["a state without a word", states, added('<p><span class="status status-met">✓</span></p>'), /met is shown without a word/],
  ["a state without a border", states, styled(".status { border: 0 !important; }"), /is shown without a border/],
  ["two states that look alike", states, styled(".status { border-style: solid !important; }"), /have the same border/],
  ["no data as 0 %", states, added('<p><span class="status status-no_data">– Chưa có 0 %</span></p>'), /no data reads as 0 %/],

  ["a chart without a role", charts, added(`<svg aria-labelledby="ten" viewBox="0 0 100 20">${TITLE}<desc>1</desc>${LABEL}</svg>`), /no role=img/],
  ["a chart without a name", charts, chart(`<desc>1</desc>${LABEL}`), /a chart has no name/],
  ["a chart without its numbers", charts, chart(`${TITLE}<desc>Không số</desc>${LABEL}`), /no sentence with its numbers/],
  ["a chart without labels", charts, chart(`${TITLE}<desc>1</desc>`), /no labels of its own/],
  ["small letters in a chart", charts, chart(`${TITLE}<desc>1</desc><text y="9" font-size="6">x</text>`), /letters of 6\.0 px/],
  ["a number of a chart in no table", charts, chart(`${TITLE}<desc>987,65</desc>${LABEL}`), /987,65 stands in no table/],
  ["a chart that forced colours hide", forcedCharts, chart(`${TITLE}<desc>1</desc><path class="fault" d="M0 0H9"/>`, ".fault { forced-color-adjust: none; stroke: Canvas; fill: none; }"), /has the colour of the ground/],

  ["a table without a caption", tables, grid(HEAD, ROW, ""), /no caption/],
  ["column heads without scope", tables, grid("<tr><th>Cột</th><th>Số</th></tr>", ROW), /column heads without scope/],
  ["row heads without scope", tables, grid(HEAD, "<tr><th>Dòng</th><td>1</td></tr>"), /row heads without scope/],
  ["a row without a head", tables, grid(HEAD, "<tr><td>Dòng</td><td>1</td></tr>"), /a row without a head/],
  ["numbers to the left", tables, { ...grid(HEAD, '<tr><th scope="row">a</th><td class="number">1</td></tr>'), style: "td.number { text-align: left !important; }" }, /a number is aligned left/],
  ["dancing figures", tables, { ...grid(HEAD, '<tr><th scope="row">a</th><td class="number">1</td></tr>'), style: "* { font-variant-numeric: normal !important; }" }, /without tabular figures/],
  ["a table that only a mouse scrolls", tables, swapped('class="table-scroll"', 'class="table-scroll" data-x tabindex="-1"'), /cannot be reached with the keyboard/],
  ["a table wider than its place", tables, added(`<div class="fault"><table><caption>Bảng</caption><thead>${HEAD}</thead><tbody><tr><th scope="row">${"x".repeat(90)}</th><td>1</td></tr></tbody></table></div>`, ".fault th { white-space: nowrap; overflow-wrap: normal; }"), /wider than its place/],

  ["a cookie", leftBehind, scripted('document.cookie = "a=b";'), /leaves a cookie/],
  ["something stored unasked", leftBehind, scripted('localStorage.setItem("a", "b");'), /leaves something in localStorage/],
  ["a display button that breaks the page", pressed, scripted(
    'document.getElementById("nut").onclick = () => document.body.classList.add("fault");',
    '<div class="tools"><button type="button" id="nut" aria-pressed="false">Nút</button></div>'), /color-contrast/],
];
MORE_FAULTS.at(-1)[2].style = ".fault main { color: #ccc !important; background: #fff !important; }";

for (const [name, check, fault, expected] of MORE_FAULTS) {
  test(`found: ${name}`, async () => {
    plant(fault);
    const complaints = await shown(check);
    assert.ok(complaints.some((complaint) => expected.test(complaint)), `found only: ${complaints.join("; ")}`);
  });
}

test("found: what Lighthouse misses in a page without a description", async () => {
  plant({ from: '<meta name="description"', to: '<meta name="khac"' });
  const port = await freePort();
  const watched = await launch([`--remote-debugging-port=${port}`]);
  try {
    const complaints = auditFaults(await audit(server.address(PAGE), port));
    assert.ok(complaints.some((complaint) => /meta-description/.test(complaint)), `found only: ${complaints.join("; ")}`);
  } finally {
    await watched.close();
  }
});

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
  ["no description", structureFaults, swapped('<meta name="description"', '<meta name="khac"'), /no description/],
  ["a title twice", twice, {}, /several pages are titled/],
];

for (const [name, check, fault, expected] of READ_FAULTS) {
  test(`found: ${name}`, async () => {
    plant(fault);
    const complaints = await surveyed(check);
    assert.ok(complaints.some((complaint) => expected.test(complaint)), `found only: ${complaints.join("; ")}`);
  });
}
