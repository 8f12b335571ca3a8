//! Line 17 of the bar: Lighthouse as on a phone, over loopback, for four pages. Performance is a simulation that depends
//! on how busy the machine is, so it is only printed; what it is made from (bytes, requests, shifts of the layout, what
//! holds the first paint back) is measured here and in weight.test.mjs.

import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, before, test } from "node:test";
import lighthouse from "lighthouse";
import { launch } from "./support/browser.mjs";
import { serve } from "./support/server.mjs";
import { folderOf, PLACED_MOUNT } from "./support/sites.mjs";

const PAGES = ["index.html", "tin/2021/11/can-tho-cai-thien-chi-so-2021.html", "chi-tieu/index.html", "tim-kiem.html"];
const FULL = ["accessibility", "best-practices", "seo"];

let browser;
let server;
let port;
before(async () => {
  port = await freePort();
  browser = await launch([`--remote-debugging-port=${port}`]);
  server = await serve(folderOf("placed"), PLACED_MOUNT);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => { probe.listen(0, "127.0.0.1", resolve); });
  const { port: free } = probe.address();
  await new Promise((resolve) => { probe.close(resolve); });
  return free;
}

/** Audits of a category that count and are not passed. */
function failed(report, category) {
  return report.categories[category].auditRefs
    .filter(({ id, weight }) => weight > 0 && report.audits[id].score !== null && report.audits[id].score < 1)
    .map(({ id }) => `${id}: ${report.audits[id].title}`);
}

for (const address of PAGES) {
  test(`${address}: accessibility, best practices and findability are 100; nothing moves or waits`, async (context) => {
    const options = { port, logLevel: "silent", output: "json", onlyCategories: [...FULL, "performance"] };
    const { lhr: report } = await lighthouse(server.address(address), options);
    assert.equal(report.runtimeError, undefined);
    const scores = Object.values(report.categories).map(({ id, score }) => `${id} ${Math.round(score * 100)}`);
    context.diagnostic(`${address}: ${scores.join(", ")}`);
    for (const category of FULL) {
      assert.deepEqual(failed(report, category), [], category);
      assert.equal(report.categories[category].score, 1, category);
    }
    assert.equal(report.audits["cumulative-layout-shift"].numericValue, 0, "the layout shifts");
    const blocking = report.audits["render-blocking-resources"]?.details?.items ?? [];
    assert.ok(blocking.filter(({ url }) => url.endsWith(".js")).length <= 1, "more than one script holds the first paint back");
    assert.ok(blocking.filter(({ url }) => url.endsWith(".css")).length <= 1, "more than one style sheet holds the first paint back");
  });
}
