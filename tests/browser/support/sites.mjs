//! The built sites that the tests open. `tests/run` builds them and names their folder in BANTIN_SITES; this room
//! lists their pages and knows which page stands for which template. Building is left to `tests/run`.

import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/**
 * The sites whose every page is read: the project's own, every feature once, the extremes of `stress.mjs`, one bulletin,
 * none, and the second theme. Beside them lie `placed` (the sample at PLACED_MOUNT), `hosted` and `hosted-placed` (see
 * hosted_site.mjs) and `thousands` (ten thousand).
 */
export const SITES = ["sample", "complete", "stress", "single", "empty", "themed"];

/** Where a site lies. */
export function folderOf(name) {
  const sites = process.env.BANTIN_SITES;
  if (!sites) {
    throw new Error("BANTIN_SITES is not set: start the browser tests with `tests/run browser`");
  }
  return path.join(sites, name);
}

/** The path for which the site `placed` was built; see tests/run. */
export const PLACED_MOUNT = "/a/b/";

/** All files below a folder, as addresses with slashes, sorted. */
export function filesOf(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .map((file) => file.split(path.sep).join("/"))
    .sort();
}

/** All pages of a site, as addresses. */
export function pagesOf(folder) {
  return filesOf(folder).filter((file) => file.endsWith(".html"));
}

/** The text of one file of a site. */
export function textOf(folder, file) {
  return readFileSync(path.join(folder, file), "utf8");
}

/** The template that made a page, from the class of its body: `bulletin`, `archive`, `not_found`… */
export function kindOf(folder, page) {
  const found = /<body class="page-([a-z_]+)"/.exec(textOf(folder, page));
  if (!found) {
    throw new Error(`${page} has no body class that names its template`);
  }
  return found[1];
}

/** True for pages that only send the reader on. */
export function isRedirect(folder, page) {
  return kindOf(folder, page) === "redirect";
}

/**
 * Pages that stand for all: of every template the longest page and the shortest one, which is where layouts break.
 */
export function representatives(folder) {
  const chosen = pagesByKind(folder).flatMap((pages) => (pages.length > 1 ? [pages[0], pages.at(-1)] : [pages[0]]));
  return chosen.map(({ page }) => page).sort();
}

/** Of every template the longest page only, for checks that take long. */
export function longest(folder) {
  return pagesByKind(folder).map(([{ page }]) => page).sort();
}

/** Pages of each template but redirects, the longest first. */
function pagesByKind(folder) {
  const byKind = new Map();
  for (const page of pagesOf(folder)) {
    const kind = kindOf(folder, page);
    byKind.set(kind, [...(byKind.get(kind) ?? []), { page, length: textOf(folder, page).length }]);
  }
  byKind.delete("redirect");
  return [...byKind.values()].map((pages) => pages.sort((one, other) => other.length - one.length));
}

/**
 * Pages of a site too large to read whole, by address and size: of each kind of address the page with the most bytes.
 * An address is told by its first folder, its depth and whether it ends in `index`, a number or a name.
 */
export function sampleOf(folder) {
  const heaviest = new Map();
  for (const page of pagesOf(folder)) {
    const parts = page.split("/");
    const end = parts.at(-1) === "index.html" ? "index" : /^\d+\.html$/.test(parts.at(-1)) ? "number" : "name";
    const kind = parts.length === 1 ? page : [parts[0], parts.length, end].join(" ");
    const bytes = statSync(path.join(folder, page)).size;
    if (bytes > (heaviest.get(kind)?.bytes ?? -1)) heaviest.set(kind, { page, bytes });
  }
  return [...heaviest.values()].map(({ page }) => page).sort();
}
