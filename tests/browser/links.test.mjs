//! Line 10 of the bar, beside markup.test.mjs: what the files say, before anything is shown: links and fragments lead somewhere, headings, titles, languages and
//! ids are in order, and nothing stands in a page that a strict policy would stop.

import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { filesOf, folderOf, isRedirect, pagesOf, PLACED_MOUNT, sampleOf, SITES, textOf } from "./support/sites.mjs";
import { deadReferences, foreignResources, rootedReferences, structureFaults, survey } from "./support/survey.mjs";
import { none } from "./support/verdict.mjs";

let browser;
let parser;
before(async () => {
  browser = await launch();
  parser = await openPage(browser);
});
after(() => browser?.close());

function recordsOf(folder, pages) {
  return survey(parser, pages.map((page) => ({ page, html: textOf(folder, page) })));
}

const LANGUAGES = { sample: ["vi"], single: ["vi"], empty: ["vi"] };

for (const name of SITES) {
  const languages = LANGUAGES[name] ?? ["vi", "en"];

  test(`site ${name}: every link and fragment leads somewhere, and nothing depends on the place of the site`, async () => {
    const folder = folderOf(name);
    const records = await recordsOf(folder, pagesOf(folder));
    none([...deadReferences(records, filesOf(folder)), ...foreignResources(records), ...rootedReferences(records)]);
  });

  test(`site ${name}: one main heading, titles of their own, languages, ids; nothing inline`, async () => {
    const folder = folderOf(name);
    const pages = pagesOf(folder).filter((page) => !isRedirect(folder, page));
    none(structureFaults(await recordsOf(folder, pages), languages));
  });
}

test("site placed: the rooted links of the 404 page lead into the folder of the site", async () => {
  const folder = folderOf("placed");
  const records = await recordsOf(folder, pagesOf(folder));
  none([...deadReferences(records, filesOf(folder), PLACED_MOUNT), ...rootedReferences(records)]);
});

test("site thousands: the long pages lead somewhere and are in order", async () => {
  const folder = folderOf("thousands");
  const records = await recordsOf(folder, sampleOf(folder));
  none([...deadReferences(records, filesOf(folder)), ...rootedReferences(records), ...structureFaults(records, ["vi"])]);
});
