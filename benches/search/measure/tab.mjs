//! A page of a browser that counts what it loads, as the bytes that went over the wire: compressed, with their headers.

import { openPage } from "../../../tests/browser/support/browser.mjs";

/** Opens `address` in a context of its own; `{ page, loaded, close }`. */
export async function openTab(browser, address) {
  const page = await openPage(browser);
  let sizes = [],
    open = 0;
  // Playwright's events, for those of the protocol leave out what a worker loads.
  page.on("request", () => {
    open++;
  });
  page.on("requestfailed", () => {
    open--;
  });
  page.on("requestfinished", (request) => {
    open--;
    sizes.push(
      request.sizes().then(
        ({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize,
        () => 0,
      ),
    );
  });
  await page.goto(address, { waitUntil: "load" });
  return {
    page,
    /** Bytes since the last call, when nothing is on its way any more. */
    async loaded() {
      for (let turn = 0; open > 0 && turn < 500; turn++)
        await new Promise((resolve) => {
          setTimeout(resolve, 2);
        });
      const since = await Promise.all(sizes);
      sizes = [];
      return since.reduce((sum, bytes) => sum + bytes, 0);
    },
    close: () => page.context().close(),
  };
}
