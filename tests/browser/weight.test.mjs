//! Line 5 of the bar: bytes and requests of every template, on ordinary pages and on the longest ones.

import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { serve } from "./support/server.mjs";
import { folderOf, longest, sampleOf } from "./support/sites.mjs";
import { none } from "./support/verdict.mjs";
import { table, tooHeavy, weigh } from "./support/weight.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

for (const [name, choose] of [["sample", longest], ["complete", longest], ["stress", longest], ["thousands", sampleOf]]) {
  test(`site ${name}: every template keeps its budget of bytes and requests and loads no font`, async (context) => {
    const folder = folderOf(name);
    const server = await serve(folder);
    const page = await openPage(browser);
    const weights = [];
    for (const address of choose(folder)) {
      weights.push(await weigh(page, server, folder, address));
    }
    await page.context().close();
    await server.close();
    for (const line of table(name, weights)) context.diagnostic(line);
    none(weights.flatMap((weight) => tooHeavy(weight).map((what) => ({ where: weight.page, what }))));
  });
}
