//! Pagefind beside bantin: indexes the same pages, is asked the same queries. A tool of this benchmark only.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../../../tests/browser/support/browser.mjs";
import { CONTENT_POLICY, serve } from "../../../tests/browser/support/server.mjs";
import { openTab } from "./tab.mjs";

/** Bulletins, decisions, units and indicators: what bantin's own index has, and no lists of them. */
const PAGES = "{tin/*/*/b[0-9]*.html,van-ban/*/*/*.html,don-vi/[ptx]*.html,chi-so/[!i]*.html}";

/** Indexes `publicFolder` into `folder`; gives seconds, or why it could not be. */
export function indexPages(publicFolder, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "index.html"), '<!doctype html><html lang="vi"><title>Pagefind</title></html>');
  const program = fileURLToPath(
    new URL(`../node_modules/@pagefind/${process.platform}-${process.arch}/bin/pagefind_extended`, import.meta.url),
  );
  // Its package `pagefind` is a wrapper that asks for a package of every platform, and not all exist in every version.
  if (!existsSync(program)) return { missing: `there is no package of it for ${process.platform}-${process.arch} here` };
  const started = performance.now();
  const output = path.join(folder, "pagefind");
  const { status, stdout, stderr } = spawnSync(
    program,
    ["--site", publicFolder, "--glob", PAGES, "--root-selector", "main", "--output-path", output],
    { encoding: "utf8" },
  );
  if (status !== 0 || !existsSync(path.join(output, "pagefind.js")))
    return { missing: (stderr || stdout || "it cannot run on this platform").trim().split("\n").at(-1) };
  return { seconds: (performance.now() - started) / 1000, pages: Number(stdout.match(/Indexed (\d+) pages?/)?.[1]) };
}

/** It answers with pages: a target is right where its bulletin is. Kinds that ask by filters and dates are left out. */
export function queriesForPages(queries) {
  return queries
    .filter(({ filters, newest }) => !filters && !newest)
    .map((query) => {
      const judged = {};
      for (const [url, grade] of Object.entries(query.judged)) {
        const page = url.split("#")[0];
        judged[page] = Math.max(judged[page] ?? 0, grade);
      }
      return { ...query, judged };
    });
}

async function openSearch(browser, address) {
  const tab = await openTab(browser, address);
  const page = await tab.loaded();
  return {
    page,
    async ask({ text }) {
      const answer = await tab.page.evaluate(async (words) => {
        const started = performance.now();
        globalThis.pagefind ??= await import("/pagefind/pagefind.js");
        const { results } = await globalThis.pagefind.search(words);
        const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
        return {
          milliseconds: performance.now() - started,
          count: results.length,
          shown: shown.map(({ url }) => ({ url: url.replace(/^\//, "") })),
        };
      }, text);
      return { ...answer, bytes: await tab.loaded() };
    },
    close: tab.close,
  };
}

/** The policy of bantin's pages allows no WebAssembly. */
const POLICY = CONTENT_POLICY.replace("script-src", "script-src 'wasm-unsafe-eval'");

/** As `bantinInBrowser`. */
export async function pagefindInBrowser(folder) {
  const server = await serve(folder, "/", POLICY);
  const browser = await launch();
  return {
    name: "Pagefind",
    open: () => openSearch(browser, server.address("index.html")),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
