//! What the search page looks like and weighs: accessible in every state and look, still while the answer comes, valid with
//! results in it, light, silent until asked, and whole without JavaScript.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { forget, launch, openPage } from "./support/browser.mjs";
import { accessibility, brokenNumbers, englishLabels, leftBehind, noteworthy, overflow, typography } from "./support/checks.mjs";
import { focusContrast } from "./support/focus.mjs";
import { walk } from "./support/keyboard.mjs";
import { checked } from "./support/markup.mjs";
import { ask, filled, noteShifts, openFilters, PAGE, settled, shifts, still } from "./support/search.mjs";
import { serve } from "./support/server.mjs";
import { folderOf, SITES } from "./support/sites.mjs";
import { about, none } from "./support/verdict.mjs";
import { tooHeavy, weigh } from "./support/weight.mjs";
import { englishWords } from "./support/words.mjs";

const PHONE = { width: 320, height: 640 };
const DESK = { width: 1280, height: 900 };

/** The states of the page, each reached as a reader would. */
const STATES = {
  "nothing asked": async () => {},
  results: (page) => ask(page, "cải cách hành chính"),
  "a number": (page) => ask(page, "1954/QĐ-UBND"),
  "a correction": (page) => ask(page, "caicach hanhchinh"),
  "filters open": async (page) => {
    await ask(page, "hành chính");
    await openFilters(page);
    await page.selectOption("#loc-loai", "Chỉ tiêu");
    await settled(page);
  },
  "nothing found": async (page) => {
    await ask(page, "\"chính cách\"");
    await page.goto(page.url() + "&loai=" + encodeURIComponent("Đơn vị"));
    await settled(page);
  },
};

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

async function shown(state, options = {}) {
  const page = await openPage(browser, options);
  await page.goto(server.address(PAGE));
  await STATES[state](page);
  await still(page);
  return page;
}

const LOOKS = [
  { colorScheme: "light" }, { colorScheme: "dark" }, { colorScheme: "light", contrast: "more" },
  { colorScheme: "light", forcedColors: "active" }, { colorScheme: "dark", forcedColors: "active" },
];

for (const state of Object.keys(STATES)) {
  test(`${state}: axe-core finds nothing, nothing reaches over the edge, in every look, on phone and desk`, async () => {
    const complaints = [];
    const page = await shown(state);
    const words = englishWords();
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport);
      for (const look of LOOKS) {
        await page.emulateMedia({ contrast: null, forcedColors: null, ...look });
        complaints.push(...about(`${viewport.width} px ${Object.values(look).join(" ")}`, await accessibility(page)));
      }
      complaints.push(...about(`${viewport.width} px`, [
        ...await overflow(page), ...await brokenNumbers(page), ...await typography(page), ...await englishLabels(page, words),
      ]));
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (sideways > 0) complaints.push(`${viewport.width} px: scrolls sideways by ${sideways} px`);
    }
    complaints.push(...noteworthy(page, server.origin));
    await page.context().close();
    none(complaints);
  });
}

test("Tab reaches everything among the results, and the focus is seen in every look", async () => {
  const complaints = [];
  const judge = await openPage(browser);
  for (const look of [LOOKS[0], LOOKS[1], LOOKS[3]]) {
    const page = await openPage(browser, { viewport: PHONE, ...look });
    await page.goto(server.address(`${PAGE}?q=${encodeURIComponent("hành chính")}&loai=${encodeURIComponent("Chỉ tiêu")}`));
    await settled(page);
    await page.locator(".search-filters").evaluate((details) => { details.open = true; });
    await filled(page);
    complaints.push(...await walk(page), ...await focusContrast(page, judge));
    await page.context().close();
  }
  await judge.context().close();
  none(complaints);
});

for (const viewport of [{ width: 360, height: 740 }, DESK]) {
  test(`opened with a question nothing moves, at ${viewport.width} px`, async () => {
    const complaints = [];
    for (const query of ["q=cai+cach+hanh+chinh", "q=1954", "q=zzzqqq", "q=caicach+hanhchinh", "q=sipas&loai=Ch%E1%BB%89+ti%C3%AAu", "nam=2021", ""]) {
      const page = await openPage(browser, { viewport });
      await page.addInitScript(noteShifts);
      await page.goto(server.address(`${PAGE}?${query}`), { waitUntil: "load" });
      await settled(page, query !== "");
      await still(page);
      complaints.push(...about(query, await shifts(page)));
      await page.context().close();
    }
    none(complaints);
  });
}

test("with results, a correction, filters and nothing found the page is valid", async () => {
  const complaints = [];
  for (const state of Object.keys(STATES)) {
    const page = await shown(state);
    const html = await page.evaluate(() => `<!DOCTYPE html>\n${document.documentElement.outerHTML}\n`);
    await page.context().close();
    // A browser writes `defer=""`, whatever stood in the file.
    complaints.push(...(await checked(state, html)).filter(({ what }) => !/^attribute-(?:boolean|empty)-style:/.test(what)));
  }
  none(complaints);
});

test("nothing of the index is asked for before the reader asks, and nothing is left behind", async () => {
  const page = await openPage(browser);
  await page.goto(server.address(PAGE), { waitUntil: "load" });
  await page.keyboard.press("Tab");
  await page.keyboard.press("/");
  await page.waitForLoadState("networkidle");
  const asked = () => page.notes.requested.filter((address) => address.includes("/tim-kiem/"));
  assert.deepEqual(asked(), []);
  await ask(page, "sipas");
  assert.ok(asked().length > 0);
  assert.equal(new Set(asked()).size, asked().length, "a file is asked for twice");
  none(await leftBehind(page));
  await page.context().close();
});

test("the scripts of the search page keep to 15 KB together, and the page fits its budget", async () => {
  const page = await openPage(browser);
  const complaints = [];
  for (const name of SITES) {
    const local = await serve(folderOf(name));
    const weight = await weigh(page, local, folderOf(name), PAGE);
    complaints.push(...about(name, tooHeavy(weight)));
    assert.ok(weight.js > 0 && weight.js <= 15 * 1024, `${name}: ${weight.js} bytes of scripts`);
    await local.close();
  }
  await page.context().close();
  none(complaints);
});

test("without JavaScript no search form is seen on the search page, the lists are, and every link leads somewhere", async () => {
  for (const name of ["sample", "complete", "empty"]) {
    const local = await serve(folderOf(name));
    const page = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(local.address(`${PAGE}?q=sipas`));
    assert.equal(await page.locator("form:visible").count(), 0, name);
    assert.equal(await page.locator("#tim :visible").count(), 0, name);
    assert.ok(await page.locator(".browse").isVisible(), name);
    assert.ok(await page.locator(".browse noscript p").isVisible(), `${name}: why nothing is searched`);
    const links = await page.locator("a[href]").evaluateAll((found) => [...new Set(found.map((link) => link.href))]);
    const dead = [];
    for (const link of links.filter((address) => address.startsWith(local.origin))) {
      const file = decodeURIComponent(new URL(link).pathname).slice(1);
      if (!existsSync(path.join(folderOf(name), file))) dead.push(`${link} leads to no file`);
    }
    none(about(name, dead));
    forget(page);
    await page.context().close();
    await local.close();
  }
});

test("a browser that cannot unpack says nothing of a search and keeps the lists", async () => {
  const page = await openPage(browser);
  await page.addInitScript(() => { delete window.DecompressionStream; });
  await page.goto(server.address(`${PAGE}?q=sipas`));
  assert.equal(await page.locator("#tim form").count(), 0);
  assert.ok(await page.locator(".browse").isVisible());
  none(noteworthy(page, server.origin));
  await page.context().close();
});

test("a site without bulletins has a search that finds nothing and fails at nothing", async () => {
  const local = await serve(folderOf("empty"));
  const page = await openPage(browser);
  await page.goto(local.address(PAGE));
  for (const question of ["sipas", "1954/QĐ-UBND", "\"a b\"", "zzz qqq"]) {
    await ask(page, question);
    assert.equal(await page.locator(".hits > li").count(), 0);
  }
  assert.ok(await page.locator(".browse").isVisible());
  none(noteworthy(page, local.origin));
  await page.context().close();
  await local.close();
});
