//! The search page in Chromium, asked through its own scripts.

import { launch } from "../../../tests/browser/support/browser.mjs";
import { serve } from "../../../tests/browser/support/server.mjs";
import { openTab } from "./tab.mjs";

async function openSearch(browser, address) {
  const tab = await openTab(browser, address);
  await tab.page.evaluate(() => {
    const { bantinSearch } = globalThis;
    const index = bantinSearch.open(document.getElementById("tim").dataset.index);
    globalThis.askBantin = async ({ text, filters = {}, newest = false }) => {
      const started = performance.now();
      const answer = await bantinSearch.search(index, { text, filters, newest });
      const shown = await Promise.all(answer.hits.slice(0, 10).map(({ document: number }) => index.shown(number)));
      const milliseconds = performance.now() - started;
      return {
        milliseconds,
        shown: shown.map((one) => one && { url: one.url, date: one.date }),
        corrected: answer.corrected,
        count: answer.hits.length,
      };
    };
  });
  const page = await tab.loaded();
  return {
    page,
    async ask({ text, filters, newest }) {
      const answer = await tab.page.evaluate((query) => globalThis.askBantin(query), { text, filters, newest });
      return { ...answer, bytes: await tab.loaded() };
    },
    close: tab.close,
  };
}

/** `{ open, close }`: every `open()` is a reader who comes for the first time. */
export async function bantinInBrowser(publicFolder) {
  const server = await serve(publicFolder);
  const browser = await launch();
  return {
    name: "bantin",
    open: () => openSearch(browser, server.address("tim-kiem.html")),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
