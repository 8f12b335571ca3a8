//! Linked data: every block of every page is JSON, speaks of known things with known properties, and names addresses
//! that the site has.

import assert from "node:assert/strict";
import { test } from "node:test";
import { filesOf, folderOf, isRedirect, pagesOf, PLACED_MOUNT, textOf } from "./support/sites.mjs";
import { none } from "./support/verdict.mjs";
import { blocksOf, thingsOf, vocabularyFaults } from "./support/vocabulary.mjs";

const SITES = ["sample", "placed", "complete"];

/** Every thing of a site with the page that speaks of it. */
function thingsOfSite(name) {
  const folder = folderOf(name);
  return pagesOf(folder).flatMap((page) =>
    blocksOf(textOf(folder, page)).flatMap(thingsOf).map((thing) => ({ page: `${name}/${page}`, thing })));
}

test("every thing has only properties and values of the vocabulary", () => {
  none(vocabularyFaults(SITES.flatMap(thingsOfSite)));
});

for (const name of SITES) {
  test(`site ${name}: every page that may be found says what it is, once`, () => {
    const folder = folderOf(name);
    const found = pagesOf(folder).filter((page) => !isRedirect(folder, page) && page !== "404.html");
    none(found.flatMap((page) => {
      const blocks = blocksOf(textOf(folder, page));
      if (blocks.length !== 1) return [`${page}: ${blocks.length} blocks`];
      const types = thingsOf(blocks[0]).map((thing) => thing["@type"]);
      return types.every((type) => type === "BreadcrumbList") ? [`${page}: nothing but ${types}`] : [];
    }));
  });

  test(`site ${name}: every address inside the site leads to a file`, () => {
    const folder = folderOf(name);
    const known = new Set(filesOf(folder));
    none(pagesOf(folder).flatMap((page) => blocksOf(textOf(folder, page)).flatMap(addressesIn)
      .map((address) => ({ address, target: targetOf(page, address) }))
      .filter(({ target }) => target !== null && !known.has(target))
      .map(({ address }) => `${page}: ${address} leads to no file`)));
  });
}

/** All addresses in a value: what stands under a name that holds one. */
function addressesIn(value) {
  if (Array.isArray(value)) return value.flatMap(addressesIn);
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    ["@id", "url", "item", "contentUrl", "image"].includes(name) && typeof inner === "string"
      ? [inner] : addressesIn(inner));
}

/** The file that an address means, or null for one outside the site. */
function targetOf(page, address) {
  const resolved = new URL(address, new URL(page, `http://127.0.0.1${PLACED_MOUNT}`));
  if (resolved.origin !== "http://127.0.0.1") return null;
  const file = decodeURIComponent(resolved.pathname).slice(PLACED_MOUNT.length);
  return file === "" || file.endsWith("/") ? `${file}index.html` : file;
}

test("the sites speak of every kind of thing that bantin knows", () => {
  const types = new Set(SITES.flatMap(thingsOfSite).map(({ thing }) => thing["@type"]));
  const expected = [
    "BreadcrumbList", "CollectionPage", "DataCatalog", "Dataset", "GovernmentOrganization", "Legislation",
    "NewsArticle", "WebPage", "WebSite",
  ];
  assert.deepEqual(expected.filter((type) => !types.has(type)), []);
});

test("a wrong property, a wrong kind of value and an unknown type are found, at the top and inside", () => {
  const things = thingsOfSite("placed").filter(({ page }) => page.startsWith("placed/tin/2021/"));
  const article = things.find(({ thing }) => thing["@type"] === "NewsArticle").thing;
  assert.deepEqual(vocabularyFaults([{ page: "x", thing: article }]), []);
  const wrong = [
    { ...article, headlin: "X" },
    { ...article, headline: { text: "X" } },
    { ...article, about: { "@type": "Legislation", legislationNumber: "1" } },
    { ...article, publisher: { "@type": "Person", legislationType: "X" } },
    { ...article, author: { "@type": "GovernmentOrganisation", name: "X" } },
    { ...article, datePublished: 2021 },
    { ...article, "@context": "http://schema.org" },
  ];
  const faults = vocabularyFaults(wrong.map((thing, index) => ({ page: `wrong ${index}`, thing })));
  const missed = wrong.filter((_, index) => !faults.some((fault) => fault.startsWith(`wrong ${index}:`)));
  assert.deepEqual(missed, []);
  assert.notDeepEqual(vocabularyFaults([{ page: "x", thing: { ...article, "@type": "NewsArtikel" } }]), []);
});
