//! Accessibility: axe-core on every page, and on the pages that stand for each template in every way of showing them.

import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { accessibility } from "./support/checks.mjs";
import { serve } from "./support/server.mjs";
import { folderOf, isRedirect, pagesOf, representatives } from "./support/sites.mjs";
import { about, none } from "./support/verdict.mjs";

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 900 };

const USUAL = [
  { viewport: NARROW, colorScheme: "light" },
  { viewport: NARROW, colorScheme: "dark" },
  { viewport: WIDE, colorScheme: "light" },
  { viewport: WIDE, colorScheme: "dark" },
];
const ASSISTED = [
  { viewport: { width: 768, height: 1024 }, colorScheme: "light" },
  { viewport: WIDE, colorScheme: "light", contrast: "more" },
  { viewport: WIDE, colorScheme: "dark", contrast: "more" },
  { viewport: NARROW, colorScheme: "light", forcedColors: "active" },
  { viewport: WIDE, colorScheme: "dark", forcedColors: "active" },
];

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

test("every page of the sample site, wide and light", async () => {
  const folder = folderOf("sample");
  none(await complaintsAbout(folder, pagesOf(folder), [USUAL[2]]));
});

for (const name of ["sample", "complete"]) {
  test(`every template of the site ${name}, narrow and wide, light and dark`, async () => {
    const folder = folderOf(name);
    none(await complaintsAbout(folder, representatives(folder), USUAL));
  });

  test(`every template of the site ${name} with more contrast and with forced colours`, async () => {
    const folder = folderOf(name);
    none(await complaintsAbout(folder, representatives(folder), ASSISTED));
  });
}

test("every page of the complete site, narrow and dark", async () => {
  const folder = folderOf("complete");
  const pages = pagesOf(folder).filter((address) => !isRedirect(folder, address));
  none(await complaintsAbout(folder, pages, [USUAL[1]]));
});
