//! Line 3 of the bar: reading with the keyboard alone.

import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { focusContrast } from "./support/focus.mjs";
import { skipLink, walk } from "./support/keyboard.mjs";
import { serve } from "./support/server.mjs";
import { folderOf, longest, representatives } from "./support/sites.mjs";
import { PAGES } from "./support/stress.mjs";
import { about, none } from "./support/verdict.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function collect(name, options, pages, check) {
  const server = await serve(folderOf(name));
  const page = await openPage(browser, options);
  const complaints = [];
  for (const address of pages) {
    await page.goto(server.address(address));
    complaints.push(...about(address, await check(page)));
  }
  await page.context().close();
  await server.close();
  return complaints;
}

for (const [name, choose] of [["sample", representatives], ["complete", representatives], ["themed", longest], ["empty", longest]]) {
  test(`site ${name}: the first Tab reaches the skip link, which is seen and leads to the content`, async () => {
    none(await collect(name, { viewport: { width: 320, height: 640 } }, choose(folderOf(name)), skipLink));
  });
}

test("the keyboard reaches everything, nothing covers it, and everything shows that it has the focus", async () => {
  none([
    ...await collect("complete", {}, longest(folderOf("complete")), walk),
    ...await collect("complete", { viewport: { width: 320, height: 640 } }, ["index.html", "tin/2026/11/day-du.html", "chi-tieu/index.html"], walk),
    ...await collect("stress", {}, [PAGES.longTitle, PAGES.replaced], walk),
  ]);
});

const LIGHT = { colorScheme: "light" };
const DARK = { colorScheme: "dark" };
const FORCED = { forcedColors: "active" };

for (const [name, media] of [
  ["complete", LIGHT], ["complete", DARK], ["complete", { ...LIGHT, ...FORCED }], ["complete", { ...DARK, ...FORCED }],
  ["themed", LIGHT], ["themed", DARK],
]) {
  test(`site ${name}, ${Object.values(media).join(" and ")}: the focus stands out by 3:1 from what was there before`, async () => {
    const judge = await openPage(browser);
    const known = new Set();
    const complaints = await collect(name, media, longest(folderOf(name)), (page) => focusContrast(page, judge, known));
    await judge.context().close();
    none(known.size > 20 ? complaints : [...complaints, `only ${known.size} kinds of links and controls were seen`]);
  });
}
