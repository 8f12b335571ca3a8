//! A site in two languages: every text says in which it is, no word of the interface is in the wrong one, and
//! translations lead to each other. The site `complete` is in Vietnamese and English.

import assert from "node:assert/strict";
import path from "node:path/posix";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { serve } from "./support/server.mjs";
import { folderOf, isRedirect, pagesOf, textOf } from "./support/sites.mjs";
import { about, none } from "./support/verdict.mjs";
import { wordsOnlyIn } from "./support/words.mjs";

const folder = () => folderOf("complete");
const pages = () => pagesOf(folder()).filter((page) => !isRedirect(folder(), page));
const langOf = (page) => /<html lang="([a-z]+)"/.exec(textOf(folder(), page))[1];

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** Runs `look` in every page with an argument made from the page's language, and fails with what it gives. */
async function everywhere(look, argument) {
  const server = await serve(folder());
  const page = await openPage(browser);
  const complaints = [];
  for (const address of pages()) {
    await page.goto(server.address(address));
    complaints.push(...about(address, await page.evaluate(look, argument(langOf(address)))));
  }
  await page.context().close();
  await server.close();
  none(complaints);
}

/** Runs in the page: labels of the other language where the nearest `lang` says the page's own. */
function strangeLabels({ lang, words }) {
  const known = new Set(words);
  const complaints = [];
  const look = (value, element, where) => {
    const label = (value ?? "").trim().replace(/[\s:]+$/u, "");
    const isOwn = element.closest("[lang]").lang === lang;
    if (isOwn && known.has(label.toLowerCase())) complaints.push(`"${label}" in ${where} of <${element.localName}>`);
  };
  for (const element of document.querySelectorAll("body, body *")) {
    for (const name of ["aria-label", "title", "placeholder", "alt", "data-label"]) {
      look(element.getAttribute(name), element, name);
    }
    // Values of options and radio buttons are keys for the script; only those of buttons are read.
    if (element.matches("input:is([type=submit], [type=button])")) look(element.value, element, "the value");
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE && !element.closest("code, pre, script")) look(child.data, element, "the text");
    }
  }
  return complaints;
}

test("no word of the interface is in the other language", async () => {
  const words = { vi: [...wordsOnlyIn("en", "vi")], en: [...wordsOnlyIn("vi", "en")] };
  await everywhere(strangeLabels, (lang) => ({ lang, words: words[lang] }));
});

/**
 * Runs in the page: texts whose letters or words tell another language than the nearest `lang`. Vietnamese is known by
 * its letters; English, which shares all of its own, by the texts of the one English bulletin.
 */
function unmarkedTexts({ english }) {
  const complaints = [];
  const isVietnamese = (text) => {
    // Numbers of documents have letters too, and are the same in every language.
    const words = text.split(/\s+/u).filter((word) => /\p{L}/u.test(word) && !/\d/u.test(word));
    return 2 * words.filter((word) => /[À-ɏḀ-ỿ]/u.test(word)).length > words.length;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const said = text.parentElement.closest("[lang]").lang;
    const words = text.data.trim();
    if (text.parentElement.closest("script")) continue;
    if (said === "en" && isVietnamese(words)) complaints.push(`"${words}" says that it is English`);
    if (said === "vi" && english.some((one) => words.includes(one))) complaints.push(`"${words}" says that it is Vietnamese`);
  }
  return complaints;
}

test("every text says in which language it is", async () => {
  const english = ["An English bulletin", "An assumed bulletin in English", "This site only serves tests"];
  await everywhere(unmarkedTexts, () => ({ english }));
});

const LINK = /<link rel="alternate" hreflang="([a-z]+)" href="([^"]+)"/g;

/** The pages that a page names as the same in other languages. */
function alternatesOf(page) {
  const links = [...textOf(folder(), page).matchAll(LINK)];
  return new Map(links.map(([, lang, href]) => [lang, path.join(path.dirname(page), href)]));
}

test("translations name each other", () => {
  const complaints = [];
  let pairs = 0;
  for (const page of pages()) {
    for (const [lang, other] of alternatesOf(page)) {
      if (other === page) continue;
      pairs += 1;
      if (langOf(other) !== lang) complaints.push(`${page} calls ${other} ${lang}`);
      if (alternatesOf(other).get(langOf(page)) !== page) complaints.push(`${other} does not name ${page}`);
    }
  }
  none(complaints);
  // Two home pages, two bulletins and two pages of text, each named by the other.
  assert.equal(pairs, 6);
});

test("the menu leads to the same page in the other language", () => {
  const complaints = pages().flatMap((page) => {
    const menu = /<nav class="menu"[\s\S]*?<\/nav>/.exec(textOf(folder(), page))[0];
    const shown = [...menu.matchAll(/<a href="([^"]+)" hreflang="([a-z]+)" lang="([a-z]+)"/g)];
    return [...alternatesOf(page)].filter(([, other]) => other !== page).flatMap(([lang, other]) => {
      const link = shown.find(([, , hreflang]) => hreflang === lang);
      const leads = link && link[3] === lang && path.join(path.dirname(page), link[1]) === other;
      return leads ? [] : [`${page} does not lead to ${other}`];
    });
  });
  none(complaints);
});
