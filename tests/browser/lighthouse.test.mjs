//! Line 17 of the bar: Lighthouse as on a phone, over loopback, for four pages. Performance is a simulation that depends
//! on how busy the machine is, so it is only printed; what it is made from (bytes, requests, shifts of the layout, what
//! holds the first paint back) is measured here and in weight.test.mjs.

import { after, before, test } from "node:test";
import { audit, auditFaults, freePort, scores } from "./support/audit.mjs";
import { launch } from "./support/browser.mjs";
import { serve } from "./support/server.mjs";
import { folderOf, PLACED_MOUNT } from "./support/sites.mjs";
import { none } from "./support/verdict.mjs";

const PAGES = ["index.html", "tin/2021/11/can-tho-cai-thien-chi-so-2021.html", "chi-tieu/index.html", "tim-kiem.html"];

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

for (const address of PAGES) {
  test(`${address}: accessibility, best practices and findability are 100; nothing moves or waits`, async (context) => {
    const report = await audit(server.address(address), port);
    context.diagnostic(`${address}: ${scores(report)}`);
    none(auditFaults(report));
  });
}
