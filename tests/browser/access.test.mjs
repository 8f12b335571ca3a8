//! Line 1 of the bar: axe-core on the pages that stand for each template, at three widths, in light, dark, more contrast
//! and forced colours, and with each display button pressed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { accessibility, overflow } from "./support/checks.mjs";
import { PAGES } from "./support/stress.mjs";
import { pressEach } from "./support/tools.mjs";
import { serve } from "./support/server.mjs";
import { folderOf, longest, pagesOf, representatives, sampleOf } from "./support/sites.mjs";
import { about, none } from "./support/verdict.mjs";

const WIDTHS = [{ width: 320, height: 640 }, { width: 768, height: 1024 }, { width: 1280, height: 900 }];
const LOOKS = [
  { colorScheme: "light" },
  { colorScheme: "dark" },
  { colorScheme: "light", contrast: "more" },
  { colorScheme: "dark", contrast: "more" },
  { colorScheme: "light", forcedColors: "active" },
  { colorScheme: "dark", forcedColors: "active" },
];
/** Every width with every look, as the bar says; and the two ways that differ most. */
const ALL = WIDTHS.flatMap((viewport) => LOOKS.map((look) => ({ viewport, ...look })));
const TWO = [ALL[0], { viewport: WIDTHS[2], colorScheme: "dark" }];
const ONE = [{ viewport: WIDTHS[2], colorScheme: "light" }];

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** All complaints about the pages, each page loaded once and then shown in each of the ways. */
async function complaintsAbout(folder, pages, ways) {
  const server = await serve(folder);
  const page = await openPage(browser);
  const complaints = [];
  for (const address of pages) {
    await page.goto(server.address(address));
    for (const { viewport, ...media } of ways) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ contrast: null, forcedColors: null, ...media });
      const way = [`${viewport.width} px`, ...Object.values(media)].join(" ");
      complaints.push(...about(`${address} (${way})`, await accessibility(page)));
    }
  }
  await page.context().close();
  await server.close();
  return complaints;
}

/** One page of each template; some of the extremes; for the rest of the sites the ways that differ most. */
const PLAN = [
  ["complete", longest, ALL],
  ["sample", (folder) => [...new Set([...pagesOf(folder).filter((page) => page.startsWith("tin/2021/")), ...representatives(folder)])], TWO],
  ["stress", (folder) => [...new Set([...longest(folder), ...Object.values(PAGES)])], TWO],
  ["single", longest, ONE],
  ["empty", longest, TWO],
  ["themed", longest, [...TWO, { viewport: WIDTHS[1], colorScheme: "light", forcedColors: "active" }]],
  ["thousands", sampleOf, ONE],
];

for (const [name, choose, ways] of PLAN) {
  test(`site ${name}: axe-core finds nothing in ${ways.length} way(s) of showing it`, async () => {
    none(await complaintsAbout(folderOf(name), choose(folderOf(name)), ways));
  });
}

test("axe-core finds nothing with any of the display buttons pressed", async () => {
  const folder = folderOf("complete");
  const server = await serve(folder);
  const complaints = [];
  let pressed = 0;
  // Letters of double size have to fit from 640 px on.
  for (const viewport of [WIDTHS[0], { width: 640, height: 800 }, WIDTHS[2]]) {
    const page = await openPage(browser, { viewport });
    for (const address of ["tin/2026/11/day-du.html", "chi-tieu/index.html"]) {
      await page.goto(server.address(address));
      pressed += await pressEach(page, async (name) => {
        complaints.push(...about(`${address} (${viewport.width} px, ${name})`, [
          ...await accessibility(page), ...(viewport.width < 640 ? [] : await overflow(page)),
        ]));
      });
    }
    await page.context().close();
  }
  await server.close();
  none(complaints);
  assert.ok(pressed > 0, "no page has a display button");
});
