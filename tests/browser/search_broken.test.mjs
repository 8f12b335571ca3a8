//! Nothing that a reader types and nothing that a server sends breaks the search: each file of the index in turn is
//! missing, cut, bent, swapped or never comes; questions and contents are hostile. The page says what is missing, shows
//! the rest, runs nothing foreign, and answers as before once the file is back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { ask, BOX, fileOfWord, indexBytes, indexPath, packed, PAGE, settled, still, titles, told } from "./support/search.mjs";
import { damaged, DAMAGES, foreign, kindsOfFiles } from "./support/search_damage.mjs";
import { serve } from "./support/server.mjs";
import { folderOf } from "./support/sites.mjs";
import { about, none } from "./support/verdict.mjs";

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await serve(folderOf("sample"));
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** What carries a right checksum may pass for content; then nothing may fail, and no more is asked. */
const CHECKED = new Set(["another content", "no content", "half of the content", "noise"]);

for (const [damage, content] of Object.entries(DAMAGES)) {
  const mustTell = !CHECKED.has(damage);
  test(`a file that is ${damage}: the page says so, shows the rest and recovers`, async () => {
    const page = await openPage(browser);
    page.setDefaultTimeout(10_000);
    const site = { server, folder: folderOf("sample") };
    const complaints = [];
    for (const name of kindsOfFiles(site.folder)) complaints.push(...about(name, await damaged(page, site, name, content, mustTell)));
    await page.context().close();
    none(complaints);
  });
}

const RARE = fileOfWord(folderOf("sample"), "citi");

for (const [name, question, later] of [[RARE, "citi", "sipas"], [fileOfWord(folderOf("sample"), "soat"), "soat", "hài lòng"], ["v", "caicach hanhchinh", "sipas"], ["f-unit", "sipas", "hài lòng"], ["x0", "cải cách hành chính", "sipas"]]) {
  test(`${name} never comes: the page stays usable, and a later question without it is answered`, async () => {
    const page = await openPage(browser);
    await page.goto(server.address(PAGE));
    const held = [];
    await page.route(`**/${indexPath(folderOf("sample"), name)}`, (route) => { held.push(route); });
    await page.fill(BOX, question);
    await page.press(BOX, "Enter");
    if (name.startsWith("f-")) await page.locator(".search-filters summary").click();
    for (let turn = 0; held.length === 0 && turn < 100; turn += 1) await page.waitForTimeout(50);
    assert.equal(held.length, 1, "the file is asked for");
    if (name.startsWith("f-")) await page.locator(".search-filters summary").click();
    await ask(page, later);
    const found = await titles(page);
    assert.ok(found.length > 0);
    // What comes after all must not take the place of the later answer.
    await held[0].continue();
    await still(page);
    assert.equal(await page.inputValue(BOX), later);
    assert.deepEqual(await titles(page), found);
    await ask(page, question);
    none(page.notes.complaints);
    await page.context().close();
  });
}

for (const [name, question] of [[RARE, "citi hành chính"], ["d0", "cải cách hành chính"], ["x0", "cải cách hành chính"], ["m", "sipas"]]) {
  test(`${name} never comes: the page does not wait for ever, says so and shows the rest`, async () => {
    const page = await openPage(browser);
    await page.goto(server.address(PAGE));
    const held = [];
    const file = `**/${indexPath(folderOf("sample"), name)}`;
    await page.route(file, (route) => { held.push(route); });
    await ask(page, question);
    await page.waitForFunction((isAll) => {
      const place = document.getElementById("tim");
      return isAll ? place.querySelector("[role=status]").textContent === place.dataset.broken
        : place.querySelector(".search-missing").textContent === place.dataset.part;
    }, name === "m");
    const found = await titles(page);
    assert.equal(found.length > 0, name !== "m");
    // Late, after the page has given up: nothing may fail. The browser may have given up, too.
    await Promise.all(held.map((route) => route.continue().catch(() => {})));
    await page.unroute(file);
    await ask(page, question);
    assert.ok((await titles(page)).length > 0);
    assert.equal(await page.locator(".search-missing").textContent(), "");
    none(page.notes.complaints);
    await page.context().close();
  });
}

// Questions

const HOSTILE = [
  "a".repeat(10_000), "cải cách ".repeat(2_000), Array.from({ length: 200 }, (_, at) => `từ${"aeiou"[at % 5]}`).join(" "), "1".repeat(300), "1.".repeat(150),
  "😀👩\u200d👩\u200d👧🇻🇳", "\u0000", "a\u0000b", "\u001e\u001f", "\ud800", "\udc00 \ud800 sipas", "\u202e\u2066sipas\u2069", "e" + "\u0301".repeat(500), "\ufeff\u200b\u2060",
  ".*", "(", "[a-", "\\", "^$|?*+", "(?<x>", "%", "%00", "%E0%A4%A", "&q=x&loai=y", "#?q=x", "?q=", "<img src=x onerror=hacked=1>", "<script>hacked=1</script>", "\"><svg onload=hacked=1>",
  "javascript:hacked=1", "{q}", "{n} $& $1 $`", "${hacked=1}", "__proto__", "constructor", "hasOwnProperty toString valueOf", "__proto__ constructor prototype",
  "\"", "\"\"", "\"sipas", "sipas\"", "“”«»\"", "\"a\" \"b\" \"c", "   ", "\u00a0\u3000", "…!?.,;:", "#1954", "#", "1954 ", "\u0301", "đ".repeat(300), "ﷺ", "ΐ".repeat(100), "İ".repeat(200),
];

test("whatever is typed is answered: nothing fails, nothing runs, nothing foreign appears", async () => {
  const page = await openPage(browser);
  const complaints = [];
  await page.goto(server.address(PAGE));
  for (const question of HOSTILE) {
    page.notes.complaints.length = 0;
    const wrong = [];
    // As JSON, in which half a surrogate pair keeps its way to the browser.
    await page.evaluate((json) => {
      document.getElementById("tu-khoa").value = JSON.parse(json);
      document.querySelector("#tim form").requestSubmit();
    }, JSON.stringify(question));
    const isAsked = await page.inputValue(BOX).then((text) => text.trim() !== "");
    await settled(page, isAsked).catch((failure) => wrong.push(failure.message.split("\n")[0]));
    await still(page);
    wrong.push(...await foreign(page), ...page.notes.complaints);
    const known = page.url();
    // Servers take addresses of some thousand letters; nobody can type that many here.
    if (known.length < 8000) await page.reload();
    await settled(page, isAsked).catch((failure) => wrong.push(`again: ${failure.message.split("\n")[0]}`));
    if (page.url() !== known) wrong.push("the address changes by itself");
    complaints.push(...about(JSON.stringify(question).slice(0, 40), [...wrong, ...await foreign(page), ...page.notes.complaints]));
  }
  await ask(page, "sipas");
  assert.ok((await titles(page)).length > 0, "after all that the page answers");
  await page.context().close();
  none(complaints);
});

test("whatever stands in the address is read or left alone", async () => {
  const page = await openPage(browser);
  const complaints = [];
  for (const given of ["?q=%00", "?q=%ED%A0%80", "?q=%", "?q=a&q=b", "?q[]=sipas", "?xep=khac&q=sipas", "?q=sipas#?q=papi", "#?q=papi", "#q=papi", "#tim", "?q=" + "%3Cimg%20src%3Dx%20onerror%3Dhacked%3D1%3E", "?loai=%3Cb%3E", `?q=${"a".repeat(4000)}`, "?__proto__=x&constructor=y", "?q=sipas&loai=Ch%E1%BB%89%20ti%C3%AAu&nam=x"]) {
    page.notes.complaints.length = 0;
    await page.goto("about:blank");
    await page.goto(server.address(PAGE) + given);
    await still(page);
    await page.waitForFunction(() => document.querySelector("#tim [role=status]").textContent !== document.getElementById("tim").dataset.busy);
    complaints.push(...about(given.slice(0, 60), [...await foreign(page), ...page.notes.complaints]));
  }
  await page.context().close();
  none(complaints);
});

// Contents

test("titles, summaries and bodies of hostile bulletins are text among the results", async () => {
  const local = await serve(folderOf("stress"));
  const page = await openPage(browser);
  await page.goto(local.address(PAGE));
  const complaints = [];
  for (const question of ["chữ khác", "script alert", "đậm b", "tag", "nháy"]) {
    await ask(page, question);
    await still(page);
    complaints.push(...about(question, [...await foreign(page), ...page.notes.complaints]));
  }
  await ask(page, "tóm tắt có script nháy");
  await still(page);
  assert.ok((await told(page)).hits.some(({ passage }) => passage.includes("<script>alert(1)</script>")), "the text is shown as it is");
  await page.context().close();
  await local.close();
  none(complaints);
});

const ADDRESSES = [
  "javascript:hacked=1", "JavaScript:hacked=1", " javascript:hacked=1", "java\nscript:hacked=1", "\tjavascript:hacked=1", "data:text/html,<script>hacked=1</script>", "javascript:javascript:hacked=1",
  "//evil.example", "///evil.example", "\\\\evil.example", "/\\evil.example", "https://evil.example/x", "https:evil.example", "https:/evil.example", "a://evil.example", " //evil.example", "\t//evil.example", "/\t/evil.example",
  "x:y://evil.example", "..//evil.example", "http://[", "", "\u0000", "blob:https://evil.example/1", "file:///etc/passwd", "?x", "#x", "../../../x",
];

test("an index that somebody changed leads nowhere else and runs nothing", async () => {
  const page = await openPage(browser);
  const count = indexBytes(folderOf("sample"), "d0").toString("utf8").split("\u001e").length - 1;
  const evil = "<img src=x onerror=hacked=1><mark>cải cách</mark> cải cách";
  const records = Array.from({ length: count }, (_, at) => [
    at % 7 === 3 ? "khong-co" : at % 7 === 5 ? "constructor" : "bulletin", ADDRESSES[at % ADDRESSES.length], `${evil} ${at}`, evil, evil, evil, evil, at % 2 ? "vi" : "\" onload=hacked=1",
  ].join("\u001f") + "\u001e").join("");
  await page.route("**/d0.js", (route) => route.fulfill({ contentType: "text/javascript", body: packed("d0", Buffer.from(records)) }));
  await page.route(/\/x\d+\.js$/, (route) => {
    const name = /x\d+/.exec(route.request().url().split("/").at(-1))[0];
    route.fulfill({ contentType: "text/javascript", body: packed(name, Buffer.from(`${evil} hành chính\u001e`.repeat(8))) });
  });
  await page.goto(server.address(`${PAGE}?q=${encodeURIComponent("cải cách hành chính")}`));
  await settled(page);
  while (await page.locator(".more-hits").isVisible()) {
    const before = await page.locator(".hits h2").count();
    await page.locator(".more-hits").click();
    await page.waitForFunction((known) => document.querySelectorAll(".hits h2").length > known, before);
  }
  await still(page);
  const complaints = [...await foreign(page), ...page.notes.complaints];
  assert.ok((await told(page)).hits.some(({ title }) => title.startsWith("<img src=x")), "the text is shown as it is");
  for (const at of [0, 1, 2, 3]) {
    await page.locator(".hits a").nth(at).click();
    await page.waitForLoadState();
    if (!page.url().startsWith(server.origin)) complaints.push(`a result led to ${page.url()}`);
    await page.goto(server.address(`${PAGE}?q=${encodeURIComponent("cải cách hành chính")}`));
    await settled(page);
  }
  await page.context().close();
  none(complaints);
});
