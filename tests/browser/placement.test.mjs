//! Lines 4, 7, 8 and 9 of the bar: where the site lies and what the browser may do: under the strict policy, at the root, under a sub-path, from the
//! file system, without JavaScript, at an address that does not exist, and at an address that has moved.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { forget, launch, openPage } from "./support/browser.mjs";
import { leftBehind, noteworthy } from "./support/checks.mjs";
import { serve } from "./support/server.mjs";
import { filesOf, folderOf, isRedirect, longest, pagesOf, PLACED_MOUNT, representatives } from "./support/sites.mjs";
import { PAGES } from "./support/stress.mjs";
import { about, none } from "./support/verdict.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** The style sheet has arrived when the page has left the browser's own margins. */
function styled(page) {
  return page.evaluate(() => getComputedStyle(document.body).marginTop === "0px");
}

/** What the page says to its readers, without some of its elements; how it breaks into lines is no matter here. */
function wordsWithout(page, selectors) {
  return page.evaluate((unwanted) => {
    for (const selector of unwanted) document.querySelectorAll(selector).forEach((element) => element.remove());
    return document.body.innerText.replace(/\s+/gu, " ");
  }, selectors);
}

/** Opens pages one after another and collects what they complained about and what they asked outside for. */
async function visit(address, origin, pages) {
  const page = await openPage(browser);
  const complaints = [];
  for (const file of pages) {
    forget(page);
    await page.goto(address(file), { waitUntil: "load" });
    complaints.push(...about(file, noteworthy(page, origin)));
    complaints.push(...about(file, (await styled(page)) ? [] : ["the style sheet did not arrive"]));
  }
  const cookies = await page.context().cookies();
  complaints.push(...cookies.map((cookie) => `a cookie is set: ${cookie.name}`));
  await page.context().close();
  return complaints;
}

for (const [name, mount, choose] of [
  ["sample", "/", representatives],
  ["complete", "/", pagesOf],
  ["stress", "/", (folder) => [...new Set([...longest(folder), ...Object.values(PAGES)])]],
  ["themed", "/", longest],
  ["empty", "/", longest],
  ["sample", "/c/d/e/", (folder) => representatives(folder).filter((page) => page !== "404.html")],
  ["placed", PLACED_MOUNT, representatives],
]) {
  test(`site ${name} at ${mount}: the strict policy stops nothing, nothing fails, nothing leaves the site`, async () => {
    const folder = folderOf(name);
    const server = await serve(folder, mount);
    const pages = choose(folder).filter((page) => !isRedirect(folder, page));
    const complaints = await visit(server.address, server.origin + mount, pages);
    await server.close();
    none(complaints);
  });
}

test("every answer carries the strict policy, also that of a missing page", async () => {
  const server = await serve(folderOf("complete"));
  const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; media-src 'self'; " +
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  const sheet = filesOf(folderOf("complete")).find((file) => file.endsWith(".css"));
  for (const [address, status] of [["index.html", 200], [sheet, 200], ["feed.atom", 200], ["khong/co.html", 404]]) {
    const answer = await fetch(server.address(address));
    assert.equal(answer.status, status, address);
    assert.equal(answer.headers.get("content-security-policy"), policy, address);
    assert.equal(answer.headers.get("set-cookie"), null, address);
  }
  await server.close();
});

test("a reader who never touched a control leaves nothing behind: no cookie, nothing stored", async () => {
  const server = await serve(folderOf("complete"));
  const page = await openPage(browser);
  for (const file of ["index.html", "tin/2026/11/day-du.html", "chi-tieu/index.html", "tim-kiem.html"]) {
    await page.goto(server.address(file));
    none(about(file, await leftBehind(page)));
  }
  await page.context().close();
  await server.close();
});

test("moved after the build into a folder with blanks and marks, the site works as files", async () => {
  const parent = mkdtempSync(path.join(tmpdir(), "bantin-moved-"));
  try {
    const folder = path.join(parent, "Thư mục đã chuyển", "năm 2026 #1");
    cpSync(folderOf("complete"), folder, { recursive: true });
    const pages = longest(folder).filter((page) => page !== "404.html");
    none(await visit((file) => pathToFileURL(path.join(folder, file)).href, pathToFileURL(folder).href, pages));
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
});

test("opened as files, the menu leads from page to page", async () => {
  const folder = folderOf("sample");
  const page = await openPage(browser);
  await page.goto(pathToFileURL(path.join(folder, "index.html")).href);
  const complaints = [];
  for (const title of ["Bản tin", "Chỉ tiêu", "Chỉ số", "Văn bản", "Đơn vị", "Tìm kiếm"]) {
    await page.locator("header nav").getByRole("link", { name: title, exact: true }).click();
    await page.waitForLoadState("load");
    const current = page.locator("header nav [aria-current]");
    const place = decodeURI(page.url());
    complaints.push(...about(title, (await styled(page)) ? [] : [`${place} has no style sheet`]));
    complaints.push(...about(title, (await current.innerText()) === title ? [] : [`${place} does not mark its menu entry`]));
  }
  complaints.push(...noteworthy(page, pathToFileURL(folder).href));
  await page.context().close();
  none(complaints);
});

test("opened as files, every template shows its style sheet and asks for nothing else", async () => {
  const folder = folderOf("complete");
  // The 404 page has rooted links on purpose: only a server ever shows it.
  const pages = representatives(folder).filter((page) => page !== "404.html");
  none(await visit((file) => pathToFileURL(path.join(folder, file)).href, pathToFileURL(folder).href, pages));
});

for (const name of ["sample", "complete"]) {
  test(`site ${name}: without JavaScript every page says the same`, async () => {
    const folder = folderOf(name);
    const server = await serve(folder);
    const scripted = await openPage(browser);
    const plain = await openPage(browser, { javaScriptEnabled: false });
    const complaints = [];
    for (const file of representatives(folder)) {
      await Promise.all([scripted, plain].map((page) => page.goto(server.address(file), { waitUntil: "load" })));
      // Controls that only a script can serve stand hidden in the page; everything else must be there without.
      const controls = await plain.evaluate(() => [...document.querySelectorAll("body [hidden]")].map((element) =>
        [element.localName, ...element.classList].join(".") + (element.id && `#${element.id}`) +
        Object.keys(element.dataset).map((name) => `[data-${name}]`).join("")));
      // What is said of the missing script takes nothing away.
      controls.push("noscript");
      const [full, bare] = await Promise.all([scripted, plain].map((page) => wordsWithout(page, controls)));
      complaints.push(...about(file, full === bare ? [] : ["the text differs without JavaScript"]));
      complaints.push(...about(file, bare.length > 200 ? [] : ["almost no text without JavaScript"]));
    }
    await Promise.all([scripted, plain].map((page) => page.context().close()));
    await server.close();
    none(complaints);
  });
}

test("a missing address at any depth gets the 404 page with its styles and with links that work", async () => {
  const server = await serve(folderOf("placed"), PLACED_MOUNT);
  const page = await openPage(browser);
  for (const missing of ["khong-co.html", "tin/1999/khong/co/trang.html"]) {
    forget(page);
    const answer = await page.goto(server.address(missing));
    assert.equal(answer.status(), 404);
    assert.equal(await page.locator("h1").innerText(), "Không tìm thấy trang");
    assert.ok(await styled(page), `${missing}: the style sheet did not arrive`);
    // The browser reports the missing page itself as an error; that one is meant.
    none(noteworthy(page, server.origin).filter((complaint) => !complaint.includes("404 (Not Found)")));
    await page.getByRole("link", { name: "Về trang chủ" }).click();
    assert.equal(page.url(), server.address("index.html"));
  }
  await page.context().close();
  await server.close();
});

test("old addresses lead to the page that moved, also with a plain link", async () => {
  const folder = folderOf("complete");
  const server = await serve(folder);
  const page = await openPage(browser);
  for (const [old, target] of [["cu/gioi-thieu.html", "gioi-thieu.html"], ["tin/cu/day-du.html", "tin/2026/11/day-du.html"]]) {
    assert.ok(isRedirect(folder, old), `${old} is not a page that sends the reader on`);
    await page.goto(server.address(old));
    await page.waitForURL(server.address(target));
    none(about(old, noteworthy(page, server.origin)));
  }
  const redirects = pagesOf(folder).filter((file) => isRedirect(folder, file));
  assert.deepEqual(redirects, ["cu/gioi-thieu.html", "tin/cu/day-du.html"]);
  await page.context().close();
  await server.close();
});
