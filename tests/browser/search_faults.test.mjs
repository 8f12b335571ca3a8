//! Proof that the checks of the search can fail: each is given a copy of a script with one fault put in, and must find it.
//! That they find nothing in scripts that are in order is what the other tests of the search show.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, openPage } from "./support/browser.mjs";
import { ask, noteShifts, openFilters, PAGE, settled, shifts, still, wrongCounts } from "./support/search.mjs";
import { damaged, DAMAGES, foreign } from "./support/search_damage.mjs";
import { differences, plainTokens, rustTokens, textRules, themeScript, vectorFaults, vectors } from "./support/search_text.mjs";
import { serve } from "./support/server.mjs";
import { filesOf, folderOf } from "./support/sites.mjs";
import { randomTexts } from "./support/texts.mjs";

/** A script of the theme with one place changed. */
function faulty(name, from, to) {
  const source = themeScript(name);
  assert.ok(source.includes(from), `${name} holds no ${from}`);
  return source.replace(from, to);
}

// A rule left out; what a browser does not tell from Rust's tokens stands in the vectors alone.
const RULES = [
  ["that letters lose case", "letter.toLowerCase()", "letter"],
  ["that texts are taken in NFC", 'given.normalize("NFC")', "given"],
  ["that letters lose marks", 'if (!MARK.test(part)) parts.folded', "parts.folded"],
  ["that đ becomes d", 'part === "đ" ? "d" : part', "part"],
  ["that ð is a đ", 'plain === "ð" || plain === "ɖ" ? "đ" : plain', "plain"],
  ["where the tone stands", "if (TONES.includes(part)) parts.tone", "if (false) parts.tone"],
  ["that the tone counts", "form(spelled + tone)", "form(spelled)"],
  ["that a closing y is an i", "y$/.test(folded)", "\\u0000$/.test(folded)"],
  ["that quy is qui", "|^qu)y$", ")y$"],
  ["that zeros in front go", 'replace(/^0+(?=\\d)/, "")', 'replace("", "")'],
  ["that points group digits", "if (grouped) return", "if (false) return"],
  ["that a separator is a decimal sign", "parts.length === 2", "parts.length === 99"],
  ["that letters and digits part", "if (now !== kind) {", "if (kind === OTHER) {"],
  ["that sentences end", "SENTENCE_ENDS.includes(letter)", "false"],
  ["which signs end sentences", '".!?;:…\\n\\r"', '".!?;:\\n\\r"'],
  ["that a sign needs a digit behind it", "/[0-9]/.test(text.charAt(next))", "true"],
  ["that marks go on with letters", "parts.isMark && kind === LETTERS ? LETTERS : parts.kind", "parts.kind"],
  ["where a token begins", "kind = now;\n          start = at;", "kind = now;\n          start = next;"],
  ["where a token ends", "end = next;\n        folded", "end = at;\n        folded"],
  ["that Greek and Cyrillic are written with letters", "\\u0388-\\u0481", ""],
];

for (const [rule, from, to] of RULES) {
  test(`found in the hand-made texts and in random ones: a script that forgets ${rule}`, async () => {
    const rules = textRules(faulty("search_text", from, to));
    assert.ok(vectors().some((vector) => vectorFaults(vector, rules).length > 0), "no hand-made text shows it");
    const [complaint] = await differences(randomTexts(7, 16_000), (texts) => texts.map((text) => plainTokens(rules.tokens(text))), rustTokens, 1);
    assert.ok(complaint, "no random text shows it");
    assert.ok(complaint.length < 400, `not made short: ${complaint}`);
  });
}

test("found in the hand-made texts: a script that takes plain words for marked ones", () => {
  const rules = textRules(faulty("search_text", "token.form !== form(token.folded)", "token.form === form(token.folded)"));
  assert.ok(vectors().some((vector) => vectorFaults(vector, rules).length > 0));
});

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** Serves a copy of a site whose script has one place changed; `then` gets an open page and the site. */
async function planted(site, [name, from, to], then) {
  const folder = mkdtempSync(path.join(tmpdir(), "bantin-search-"));
  cpSync(folderOf(site), folder, { recursive: true });
  const file = filesOf(folder).find((one) => /^theme\/search\.[0-9a-f]+\.js$/.test(one));
  // The parts in the order in which they are shipped as one file.
  const parts = ["search_index", "search_page", "search_query", "search_text"];
  writeFileSync(path.join(folder, file), parts.map((part) => (part === name ? faulty(name, from, to) : themeScript(part))).join(""));
  const server = await serve(folder);
  const page = await openPage(browser);
  page.setDefaultTimeout(10_000);
  try {
    return await then(page, { server, folder });
  } finally {
    await page.context().close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function asked(page, { server }, question) {
  await page.goto(server.address(PAGE));
  await ask(page, question);
  await still(page);
}

const PAGE_FAULTS = [
  ["a script that takes texts of bulletins for markup", "stress", ["search_page", "into.append(text.slice(at, to));", "into.insertAdjacentHTML(\"beforeend\", text.slice(at, to));"],
    async (page, site) => {
      await asked(page, site, "chữ khác b");
      return foreign(page);
    }, /<b> stands in the results|<img>|<script> stands/],
  ["a script that takes any address", "sample", ["search_page", "link.href = inside(record.url)", 'link.href = "javascript:" + record.url'],
    async (page, site) => {
      await asked(page, site, "sipas");
      return foreign(page);
    }, /a result leads to javascript:/],
  ["a script that miscounts the values of filters", "complete", ["search_query", "sums[column.values[at]]++", "sums[column.values[at]] += 2"],
    async (page, site) => {
      await asked(page, site, "par index");
      await openFilters(page);
      return wrongCounts(page, site.folder, "par index");
    }, /^kind: .* instead of/],
  ["a script that puts a line above the results late", "sample", ["search_page", "    explain(question);", "    setTimeout(() => narrowed.append(\"x\"), 300); explain(question);"],
    async (page, { server }) => {
      await page.addInitScript(noteShifts);
      await page.goto(server.address(`${PAGE}?q=sipas`));
      await settled(page);
      await page.waitForFunction(() => document.querySelector(".search-narrowed").textContent === "x");
      await still(page);
      return shifts(page);
    }, /moved by/],
  ["a script that keeps quiet about what is missing", "sample", ["search_index", "failed.add(name);", ""],
    (page, site) => damaged(page, site, "t0", DAMAGES.missing, true), /nothing is said of it/],
  ["a script that never asks again", "sample", ["search_index", "files.delete(name);", ""],
    (page, site) => damaged(page, site, "t0", DAMAGES.empty, true), /is said to be missing when it is back|nothing is found/],
  ["a script that waits for a file that cannot be read", "sample", ["search_index", "if (data === null) reject(new Error(name));", "if (data === null) return;"],
    (page, site) => damaged(page, site, "t0", DAMAGES.missing, true), /the page hangs/],
  ["a script that fails over what it reads", "sample", ["search_page", "status.textContent = word(\"busy\");", "status.textContent = word(\"busy\"); null.x;"],
    (page, site) => damaged(page, site, "t0", DAMAGES.missing, true), /script: .*null/],
];

for (const [name, site, change, check, expected] of PAGE_FAULTS) {
  test(`found: ${name}`, async () => {
    const complaints = await planted(site, change, check);
    assert.ok(complaints.some((complaint) => expected.test(complaint)), `found only: ${complaints.join("; ")}`);
  });
}
