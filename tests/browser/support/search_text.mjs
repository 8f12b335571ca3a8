//! Two readers of texts side by side: the rules of the search as its script has them and as Rust has them, the hand-made
//! vectors that hold both, and in what two readers differ.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));

/** The text of a script of the default theme as it is written. */
export function themeScript(name) {
  return readFileSync(path.join(PROJECT, "themes/default/static", `${name}.js`), "utf8");
}

/** The hand-made texts with the tokens that the rules of src/search/analysis.rs make of them. */
export function vectors() {
  const told = JSON.parse(readFileSync(path.join(PROJECT, "tests/search/vectors.json"), "utf8"));
  return [...told.vectors, ...told.script_only];
}

/** What `search_text.js`, or a copy of it, offers to the other scripts. */
export function textRules(source = themeScript("search_text")) {
  const room = createContext({});
  runInContext(source, room);
  return room.bantinSearch;
}

/** A token as the comparison sees it. */
export function plainTokens(tokens) {
  return tokens.map(({ folded, form, joined, start, end }) => [folded, form, joined, start, end]);
}

/** What Rust makes of each text. `tests/run` builds the program and names it in BANTIN_TOKENS. */
export function rustTokens(texts) {
  const program = process.env.BANTIN_TOKENS;
  if (!program) throw new Error("BANTIN_TOKENS is not set: start the browser tests with `tests/run browser`");
  if (!texts.length) return [];
  const input = texts.map((text) => JSON.stringify(text)).join("\n") + "\n";
  const output = execFileSync(program, { input, maxBuffer: 1024 * 1024 * 1024, encoding: "utf8" });
  return output.trimEnd().split("\n").map((line) => JSON.parse(line));
}

/** The shortest parts of texts on which two readers differ, at most `most` of them, in words. */
export async function differences(texts, one, other, most = 5) {
  const differing = await unequal(texts, one, other);
  const complaints = [];
  for (const text of differing.slice(0, most)) {
    const short = await shrunk(text, one, other);
    const [tokens, others] = [(await one([short]))[0], (await other([short]))[0]].map((found) => JSON.stringify(found));
    complaints.push(`${escaped(short)}: ${tokens} and ${others}`);
  }
  if (differing.length > most) complaints.push(`… and ${differing.length - most} more texts`);
  return complaints;
}

async function unequal(texts, one, other) {
  const [found, expected] = [await one(texts), await other(texts)];
  return texts.filter((_, place) => JSON.stringify(found[place]) !== JSON.stringify(expected[place]));
}

/** Leaves out characters for as long as the readers still differ. */
async function shrunk(text, one, other) {
  for (let size = Math.max(1, [...text].length >> 1); size >= 1; size = size === 1 ? 0 : size >> 1) {
    for (;;) {
      const letters = [...text];
      const shorter = letters.flatMap((_, at) => (at % size ? [] : [[...letters.slice(0, at), ...letters.slice(at + size)].join("")]));
      const [next] = await unequal(shorter.filter((rest) => rest.length < text.length), one, other);
      if (next === undefined) break;
      text = next;
    }
  }
  return text;
}

export function escaped(text) {
  return JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const TONES = ["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"];

/** The 32-bit FNV-1a hash of UTF-16 units, folded to 16 bits: what stands for a form in the index. */
function hashed(text) {
  let hash = 0x811c9dc5n;
  for (let at = 0; at < text.length; at += 1) hash = ((hash ^ BigInt(text.charCodeAt(at))) * 0x01000193n) & 0xffffffffn;
  return Number((hash >> 16n) ^ (hash & 0xffffn));
}

/** What is wrong with the tokens of one vector; `form` in a vector is a spelling, here it becomes its hash. */
export function vectorFaults({ about, text, tokens: expected }, { tokens, isMarked }) {
  const composed = text.normalize("NFC");
  const found = tokens(text);
  const shown = found.map((token) => [token.folded, token.form, token.joined, composed.slice(token.start, token.end), isMarked(token)]);
  const wanted = expected.map(([folded, form, joined, cut]) => {
    const [, letters, tone] = /^(.*?)([1-5]?)$/su.exec(form ?? "");
    return [folded, hashed(form === null ? folded : letters.normalize("NFD") + TONES[Number(tone)]), joined, cut, form !== null];
  });
  const inOrder = found.every((token, at) => token.start < token.end && (at === 0 || found[at - 1].end <= token.start));
  return [
    ...(JSON.stringify(shown) === JSON.stringify(wanted) ? [] : [`${about}: ${JSON.stringify(shown)} instead of ${JSON.stringify(wanted)}`]),
    ...(inOrder ? [] : [`${about}: tokens overlap`]),
  ];
}
