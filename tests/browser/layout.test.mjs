//! Lines 2 and 12 of the bar: nothing reaches over the edge or is cut off on phones, with doubled letters and with wider spacing; the
//! letters suit Vietnamese; numbers and dates stay whole; no label is in the wrong language.

import { after, before, test } from "node:test";
import { DOUBLE_TEXT, launch, openPage } from "./support/browser.mjs";
import { brokenNumbers, englishLabels, overflow, typography, widenSpacing } from "./support/checks.mjs";
import { serve } from "./support/server.mjs";
import { folderOf, isRedirect, longest, pagesOf, representatives, sampleOf } from "./support/sites.mjs";
import { PAGES } from "./support/stress.mjs";
import { englishWords } from "./support/words.mjs";
import { about, none } from "./support/verdict.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** Opens each page of a site at one width and collects what `check` says. */
async function collect(browserUsed, name, width, pages, check) {
  const server = await serve(folderOf(name));
  const page = await openPage(browserUsed, { viewport: { width, height: 800 } });
  const complaints = [];
  for (const address of pages) {
    await page.goto(server.address(address));
    complaints.push(...about(`${address} (${width} px)`, await check(page)));
  }
  await page.context().close();
  await server.close();
  return complaints;
}

const everyPage = (folder) => pagesOf(folder).filter((address) => !isRedirect(folder, address));
const extremes = (folder) => [...new Set([...longest(folder), ...Object.values(PAGES)])];

const PLAN = [
  ["sample", representatives], ["complete", everyPage], ["stress", extremes], ["single", longest], ["empty", longest],
  ["themed", longest], ["thousands", sampleOf],
];

for (const [name, choose] of PLAN) {
  test(`site ${name}: no page is wider than a phone of 320 px, and numbers stay whole on it`, async () => {
    const check = async (page) => [...await overflow(page), ...await brokenNumbers(page)];
    none(await collect(browser, name, 320, choose(folderOf(name)), check));
  });

  test(`site ${name}: at 1280 px nothing overflows, letters are right, numbers stay whole, labels are Vietnamese`, async () => {
    const words = englishWords();
    const check = async (page) => [
      ...await overflow(page), ...await brokenNumbers(page), ...await typography(page), ...await englishLabels(page, words),
    ];
    none(await collect(browser, name, 1280, choose(folderOf(name)), check));
  });
}

for (const [name, choose] of [["sample", longest], ["complete", longest], ["stress", extremes], ["themed", longest]]) {
  test(`site ${name}: letters of double size fit into 640 px, wider spacing into 320 px`, async () => {
    const doubled = await launch(DOUBLE_TEXT);
    try {
      const pages = choose(folderOf(name));
      const large = await collect(doubled, name, 640, pages, async (page) => {
        const size = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
        return [...(size >= 32 ? [] : [`letters of ${size} px do not follow the reader's setting`]), ...await overflow(page)];
      });
      const spaced = await collect(browser, name, 320, pages, async (page) => {
        await widenSpacing(page);
        return overflow(page);
      });
      none([...large, ...spaced]);
    } finally {
      await doubled.close();
    }
  });
}
