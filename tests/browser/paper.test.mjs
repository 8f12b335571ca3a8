//! Line 11 of the bar: every template on paper, as the browser computes it and as the PDF comes out.

import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { brokenNumbers } from "./support/checks.mjs";
import { printed, printSheet, sheetFaults, tableFaults } from "./support/paper.mjs";
import { serve } from "./support/server.mjs";
import { folderOf, longest, representatives } from "./support/sites.mjs";
import { PAGES } from "./support/stress.mjs";
import { about, none } from "./support/verdict.mjs";

/** What A4 leaves between margins of 30 and 15 mm, in pixels of the style sheet. */
const PAPER_WIDTH = Math.round((165 * 96) / 25.4);

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function collect(name, pages, check) {
  const server = await serve(folderOf(name));
  const page = await openPage(browser, { colorScheme: "dark" });
  const complaints = [];
  for (const address of pages) {
    await page.goto(server.address(address));
    complaints.push(...about(address, await check(page, address)));
  }
  await page.context().close();
  await server.close();
  return complaints;
}

for (const [name, choose] of [["sample", representatives], ["complete", representatives], ["stress", longest], ["themed", longest]]) {
  test(`site ${name}: nothing to press, black on white, the type of official papers`, async () => {
    none(await collect(name, choose(folderOf(name)), printSheet));
  });

  test(`site ${name}: numbers and dates stay whole on paper`, async () => {
    none(await collect(name, choose(folderOf(name)), async (page) => {
      await page.setViewportSize({ width: PAPER_WIDTH, height: 900 });
      await page.emulateMedia({ media: "print", colorScheme: "light" });
      const complaints = await brokenNumbers(page);
      await page.emulateMedia({ media: "screen", colorScheme: "dark" });
      return complaints;
    }));
  });
}

for (const name of ["complete", "stress"]) {
  test(`site ${name}: the sheets of every template are A4 with their margins, in a serif, with the address at the end`, async () => {
    none(await collect(name, longest(folderOf(name)), async (page, address) => sheetFaults(await printed(page), address)));
  });
}

test("tables of two hundred targets and forty tasks have their heads on every sheet and whole rows", async () => {
  none(await collect("stress", [PAGES.manyTargets], async (page) => {
    const paper = await printed(page);
    return [
      ...tableFaults(paper, ["Chỉ", "tiêu", "giả", "định", "số"], ["Điều", "kiện"]),
      ...tableFaults(paper, ["Nhiệm", "vụ", "giả", "định", "thứ"], ["Sản", "phẩm,"]).filter((fault) => fault.includes("second sheet")),
    ];
  }));
});
