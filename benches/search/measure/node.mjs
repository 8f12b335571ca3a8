//! The site's own search scripts in Node, reading the index from the disk: the same answers as in a browser, at once.

import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { inflateSync } from "node:zlib";

/** `{ ask }` for a built site; `scripts` is a folder to take the scripts from instead of the site's own. */
export function openInNode(publicFolder, scripts) {
  const folder = scripts ?? path.join(publicFolder, "theme");
  const names = readdirSync(folder);
  // One file in a site, its parts in a theme.
  for (const name of names.filter((one) => /^search[._].*js$/.test(one))) {
    vm.runInThisContext(readFileSync(path.join(folder, name), "utf8"), { filename: name });
  }
  const page = readFileSync(path.join(publicFolder, "tim-kiem.html"), "utf8");
  const files = path.join(publicFolder, page.match(/data-index="([^"]+)"/)[1]);
  const load = async (name) =>
    inflateSync(Buffer.from(readFileSync(path.join(files, `${name}.js`), "utf8").match(/,\s*"([^"]*)"/)[1], "base64"));
  const { bantinSearch } = globalThis;
  const index = bantinSearch.open(files, load);
  return {
    async ask({ text, filters = {}, newest = false }) {
      const started = performance.now();
      const answer = await bantinSearch.search(index, { text, filters, newest });
      const shown = await Promise.all(answer.hits.slice(0, 10).map(({ document }) => index.shown(document)));
      return { milliseconds: performance.now() - started, shown, corrected: answer.corrected, count: answer.hits.length };
    },
  };
}
