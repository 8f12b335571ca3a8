//! One reading of texts in two languages: what `src/search/analysis.rs` makes of a text, the script of the search page
//! makes of it, too, in Node and in the browser, as it is written and as it is shipped. Hand-made texts say what is right;
//! random ones that both agree also where nobody thought of it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { differences, plainTokens, rustTokens, textRules, vectorFaults, vectors } from "./support/search_text.mjs";
import { serve } from "./support/server.mjs";
import { folderOf } from "./support/sites.mjs";
import { everyCharacter, randomTexts } from "./support/texts.mjs";
import { none } from "./support/verdict.mjs";

const SEED = 20261122;
const COUNT = 24_000;
/** How many texts go to the browser at once. */
const BATCH = 4_000;

let browser;
let server;
let page;
before(async () => {
  browser = await launch();
  server = await serve(folderOf("complete"));
  page = await openPage(browser);
  await page.goto(server.address("tim-kiem.html"), { waitUntil: "load" });
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const rules = textRules();
const { tokens } = rules;
const inNode = (texts) => texts.map((text) => plainTokens(tokens(text)));

async function inBrowser(texts) {
  const found = [];
  for (let start = 0; start < texts.length; start += BATCH) {
    found.push(...await page.evaluate((batch) => batch.map((text) => window.bantinSearch.tokens(text)
      .map(({ folded, form, joined, start, end }) => [folded, form, joined, start, end])), texts.slice(start, start + BATCH)));
  }
  return found;
}

test("the hand-made texts have the tokens that the rules tell, in Node and in the browser", async () => {
  none(vectors().flatMap((vector) => vectorFaults(vector, rules)));
  for (const vector of vectors()) {
    // As JSON, in which half a pair keeps its way to the browser.
    const read = await page.evaluate((json) => window.bantinSearch.tokens(JSON.parse(json))
      .map((token) => ({ ...token, isMarked: window.bantinSearch.isMarked(token) })), JSON.stringify(vector.text));
    none(vectorFaults(vector, { tokens: () => read, isMarked: (token) => token.isMarked }));
  }
});

test("random texts are read alike by Rust, by the script in Node and by the script in the browser", async () => {
  const texts = randomTexts(SEED, COUNT);
  assert.equal(texts.length, COUNT);
  none([
    ...(await differences(texts, inNode, rustTokens)).map((what) => `Node and Rust: ${what}`),
    ...(await differences(texts, inBrowser, rustTokens)).map((what) => `Chromium and Rust: ${what}`),
  ]);
});

test("every character of the basic plane is read alike by Rust, by the script in Node and in the browser", async () => {
  const texts = everyCharacter();
  none([
    ...(await differences(texts, inNode, rustTokens)).map((what) => `Node and Rust: ${what}`),
    ...(await differences(texts, inBrowser, rustTokens)).map((what) => `Chromium and Rust: ${what}`),
  ]);
});
