//! The interface words of the theme that English readers get and Vietnamese readers must not: read from the word
//! lists of the default theme, so that a new word is covered as soon as it is written.

import { readFileSync } from "node:fs";

const WORDS = new URL("../../../themes/default/i18n/", import.meta.url);

/** English interface words in lower case, without those that both languages share (Atom, CSV, names). */
export function englishWords() {
  return wordsOnlyIn("en", "vi");
}

/** Interface words of one language, in lower case, without those that the other one has too. */
export function wordsOnlyIn(lang, other) {
  const shared = new Set(values(`${other}.yaml`));
  return new Set(values(`${lang}.yaml`).filter((word) => !shared.has(word)));
}

/** The lists are flat, one `key: "text"` a line; anything richer would be refused by the theme loader too. */
function values(file) {
  const lines = readFileSync(new URL(file, WORDS), "utf8").split("\n");
  return lines
    .map((line) => /^[a-z0-9_]+:\s*"?(.*?)"?\s*$/u.exec(line)?.[1])
    .filter((word) => word !== undefined && word.length > 1)
    .map((word) => word.replace(/[\s:]+$/u, "").toLowerCase());
}
