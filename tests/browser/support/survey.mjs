//! What stands in the HTML of a page, read without running it: the browser's own parser makes a document that loads
//! nothing. Takes addresses and texts, gives plain records and the complaints about them. How pages look when they
//! are shown is judged in `checks.mjs`.

import path from "node:path/posix";
import { about } from "./verdict.mjs";

/** Parses pages (`[{ page, html }]`) in an open browser page and gives one record for each. */
export function survey(browserPage, pages) {
  return browserPage.evaluate((sources) => {
    const nameOf = (element) => `<${element.localName}>`;
    return sources.map(({ page, html }) => {
      const parsed = new DOMParser().parseFromString(html, "text/html");
      const all = [...parsed.querySelectorAll("*")];
      return {
        page,
        lang: parsed.documentElement.lang,
        title: parsed.title.trim(),
        description: parsed.querySelector('meta[name="description"]')?.content ?? "",
        headings: [...parsed.querySelectorAll("h1")].map((heading) => heading.textContent.trim()),
        ids: all.filter((element) => element.id).map((element) => element.id),
        references: all.flatMap((element) =>
          ["href", "src", "poster", "action"]
            .filter((name) => element.hasAttribute(name))
            .map((name) => ({ tag: element.localName, value: element.getAttribute(name) }))),
        inline: all.flatMap((element) => [
          ...(element.localName === "style" ? ["a style element"] : []),
          ...(element.localName === "script" && !element.src && element.type !== "application/ld+json"
            ? ["a script inside the page"] : []),
          ...[...element.attributes]
            .filter((attribute) => attribute.name === "style" || attribute.name.startsWith("on"))
            .map((attribute) => `${attribute.name}="…" on ${nameOf(element)}`),
          ...(/^\s*javascript:/i.test(element.getAttribute("href") ?? "") ? ["a javascript: address"] : []),
        ]),
      };
    });
  }, pages);
}

const OUTSIDE = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/** Every reference inside the site leads to a file, and every fragment to an element. `mount` is for rooted links. */
export function deadReferences(records, files, mount = "/") {
  const known = new Set(files);
  const idsOf = new Map(records.map((record) => [record.page, new Set(record.ids)]));
  return records.flatMap((record) => record.references
    .filter((reference) => !OUTSIDE.test(reference.value))
    .map((reference) => deadReference(record.page, reference.value, known, idsOf, mount))
    .filter((complaint) => complaint !== null));
}

function deadReference(page, value, known, idsOf, mount) {
  const [address, fragment] = value.split("#");
  const target = targetOf(page, decodeURIComponent(address.split("?")[0]), mount);
  if (!known.has(target)) {
    return { where: page, what: `${value} leads to no file` };
  }
  const ids = idsOf.get(target);
  if (fragment && ids && !ids.has(decodeURIComponent(fragment))) {
    return { where: page, what: `${value} leads to no element` };
  }
  return null;
}

/** Pages name the file itself, so a folder's address is a dead one here even where a server would forgive it. */
function targetOf(page, address, mount) {
  if (address === "") {
    return page;
  }
  if (address.startsWith("/")) {
    return address.startsWith(mount) ? address.slice(mount.length) : address;
  }
  return path.join(path.dirname(page), address);
}

/** Things that a page fetches by itself must lie in the site; links that a reader follows may lead outside. */
export function foreignResources(records) {
  const fetching = new Set(["img", "script", "source", "video", "audio", "track", "iframe", "embed"]);
  return records.flatMap((record) => record.references
    .filter(({ tag, value }) => fetching.has(tag) && OUTSIDE.test(value) && !value.startsWith("data:"))
    .map(({ tag, value }) => ({ where: record.page, what: `<${tag}> fetches ${value}` })));
}

/** Rooted links work at one place only; all pages but the 404 page, which is shown at any depth, must do without. */
export function rootedReferences(records) {
  return records.filter((record) => record.page !== "404.html").flatMap((record) => record.references
    .filter(({ value }) => value.startsWith("/"))
    .map(({ value }) => ({ where: record.page, what: `${value} starts at the server's root` })));
}

/** One main heading, a language, a title of its own, a description, no id twice, nothing that a strict policy stops. */
export function structureFaults(records, languages = ["vi"]) {
  const complaints = records.flatMap((record) => about(record.page, [
    ...(record.headings.length === 1 && record.headings[0] !== "" ? [] : [`${record.headings.length} main headings`]),
    ...(languages.includes(record.lang) ? [] : [`language "${record.lang}"`]),
    ...(record.title === "" ? ["no title"] : []),
    ...(record.description === "" ? ["no description"] : []),
    ...repeated(record.ids).map((id) => `the id ${id} stands twice`),
    ...record.inline,
  ]));
  const titles = repeated(records.map((record) => record.title));
  return [...complaints, ...titles.map((title) => `several pages are titled "${title}"`)];
}

function repeated(values) {
  const seen = new Set();
  return [...new Set(values.filter((value) => seen.has(value) || !seen.add(value)))];
}
