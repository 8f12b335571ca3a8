//! Ways of reading: with the keyboard alone, and on paper.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { skipLink, walk } from "./support/keyboard.mjs";
import { printSheet, sheetSize } from "./support/paper.mjs";
import { serve } from "./support/server.mjs";
import { folderOf, representatives } from "./support/sites.mjs";
import { about, none } from "./support/verdict.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function collect(name, options, check) {
  const folder = folderOf(name);
  const server = await serve(folder);
  const page = await openPage(browser, options);
  const complaints = [];
  for (const address of representatives(folder)) {
    await page.goto(server.address(address));
    complaints.push(...about(address, await check(page)));
  }
  await page.context().close();
  await server.close();
  return complaints;
}

for (const name of ["sample", "complete"]) {
  test(`site ${name}: the first Tab reaches the skip link, which is seen and leads to the content`, async () => {
    none(await collect(name, { viewport: { width: 320, height: 640 } }, skipLink));
  });

  test(`site ${name}: on paper`, async () => {
    none(await collect(name, { colorScheme: "dark" }, printSheet));
  });
}

test("the keyboard reaches everything, and everything shows that it has the focus", async () => {
  none(await collect("complete", {}, walk));
});

test("a bulletin is printed on A4", async () => {
  const folder = folderOf("complete");
  const server = await serve(folder);
  const page = await openPage(browser);
  await page.goto(server.address("tin/2026/11/day-du.html"));
  assert.deepEqual(await sheetSize(page), [595, 842]);
  await page.context().close();
  await server.close();
});
