//! Lines 12 to 16 of the bar: Vietnamese text and numbers, the order of lists, states, charts and tables, on every
//! template, on a phone and on a desk.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { charts, forcedCharts, order, states, tables, vietnamese } from "./support/facts.mjs";
import { serve } from "./support/server.mjs";
import { folderOf, longest, representatives, sampleOf } from "./support/sites.mjs";
import { PAGES } from "./support/stress.mjs";
import { about, none } from "./support/verdict.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const CHOSEN = [
  ["sample", representatives],
  ["complete", representatives],
  ["stress", (folder) => [...new Set([...longest(folder), ...Object.values(PAGES)])]],
  ["single", longest],
  ["empty", longest],
  ["themed", longest],
  ["thousands", sampleOf],
];

for (const [name, choose] of CHOSEN) {
  test(`site ${name}: Vietnamese, order, states, charts and tables, narrow and wide`, async () => {
    const folder = folderOf(name);
    const server = await serve(folder);
    const page = await openPage(browser);
    const complaints = [];
    for (const address of choose(folder)) {
      await page.goto(server.address(address));
      complaints.push(...about(address, [...await vietnamese(page), ...await order(page), ...await forcedCharts(page)]));
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        complaints.push(...about(`${address} (${width} px)`, [...await states(page), ...await charts(page), ...await tables(page)]));
      }
    }
    await page.context().close();
    await server.close();
    none(complaints);
  });
}

test("what the checks look for is there: four states, charts, sorted lists, tables that scroll", async () => {
  const server = await serve(folderOf("stress"));
  const page = await openPage(browser);
  const count = async (address, selector) => {
    await page.goto(server.address(address));
    return page.locator(selector).count();
  };
  for (const state of ["met", "in_progress", "not_met", "no_data"]) {
    assert.notEqual(await count(PAGES.manyTargets, `main .status-${state}`), 0, `no target is ${state}`);
  }
  assert.notEqual(await count("chi-so/chi-so-mau.html", "main svg[role=img]"), 0, "no chart");
  assert.ok(await count("don-vi/index.html", "main ul.units li") > 200, "no long list of units");
  assert.notEqual(await count(PAGES.tables, "main .table-scroll table"), 0, "no table that scrolls");
  await page.context().close();
  await server.close();
});
