//! Queries that are spelled in another way than the texts: without marks, with wrong ones, with slips of the keyboard.

import { otherTone, telex, toneEarly, toneLate, unaccented, vni } from "../generate/text.mjs";
import { changeOne, phrase, syllables } from "./phrases.mjs";

export function askSpelling(asker) {
  const { corpus, site } = asker;
  /** A query that is a phrase spelled by `spell`; `like` is the plain one, where both must find the same. */
  const spelled = (kind, count, spell, compare = false) =>
    asker.ask(kind, count, (random, turn) => {
      const words = phrase(random, site);
      const text = spell(words, random, turn);
      return text && text !== words ? { text, judged: corpus.grades(words), ...(compare ? { like: words } : {}) } : null;
    });

  spelled("plain words", 24, (words) => words.toLowerCase());
  spelled("without marks", 24, (words) => unaccented(words).toLowerCase());
  spelled("some marks", 16, (words, random) =>
    words
      .split(" ")
      .map((word) => (random.chance(50) ? unaccented(word) : word))
      .join(" "),
  );
  spelled("one wrong mark", 16, (words, random) =>
    changeOne(
      words,
      random,
      (word) => unaccented(word) !== word,
      (word) => otherTone(word, random),
    ),
  );
  spelled("tone on the other vowel", 14, (words) => (toneLate(words) === words ? null : toneLate(words)), true);
  tones(asker);
  spelled("decomposed", 14, (words) => words.normalize("NFD"), true);
  spelled("upper case", 14, (words) => words.toUpperCase(), true);
  spelled("typo", 30, typo);
  spelled("likely confusion", 20, confusion);
  spelled("telex left over", 16, (words, random, turn) =>
    turn % 2 ? telex(words) : changeOne(words, random, (word) => unaccented(word) !== word, telex),
  );
  spelled("vni left over", 16, (words, random, turn) => vni(words, turn % 2 === 0));
  spelled("glued syllables", 16, glued);
  spelled("while typing", 16, (words) => cutLast(words));
}

/** Names with such vowels, beyond the few that a phrase happens to have. */
function tones(asker) {
  const { corpus, site } = asker;
  asker.ask("tone on the other vowel", 10, (random) => {
    const { unit } = random.pick(site.bulletins);
    const early = toneEarly(unit.name),
      late = toneLate(unit.name);
    if (early === late) return null;
    return {
      text: random.chance(50) ? late : late.toUpperCase(),
      judged: { [`don-vi/${unit.id}.html`]: 3, ...corpus.grades(unit.name) },
      like: early,
    };
  });
}

const LETTERS = "abcdeghiklmnopqrstuvxy";

/** One letter left out, doubled, changed, put in, or two in the wrong order. */
function typo(words, random, turn) {
  const base = turn % 2 ? unaccented(words) : words;
  return changeOne(
    base,
    random,
    (word) => word.length > 3,
    (word) => {
      const at = 1 + random.below(word.length - 2);
      const [before, letter, after] = [word.slice(0, at), word[at], word.slice(at + 1)];
      switch (turn % 5) {
        case 0:
          return before + after;
        case 1:
          return before + letter + letter + after;
        case 2:
          return before + random.pick([...LETTERS]) + after;
        case 3:
          return before + random.pick([...LETTERS]) + letter + after;
        default:
          return before + after[0] + letter + after.slice(1);
      }
    },
  );
}

/** Sounds that many do not tell apart. */
const CONFUSED = [
  [/^s/, "x"],
  [/^x/, "s"],
  [/^ch/, "tr"],
  [/^tr/, "ch"],
  [/^l/, "n"],
  [/^n(?![gh])/, "l"],
  [/^d/, "gi"],
  [/^gi(?=\p{L})/u, "d"],
  [/^r/, "d"],
  [/(?<=[kmlths])y$/, "i"],
  [/(?<=[kmlths])i$/, "y"],
];

function confusion(words, random, turn) {
  const [pattern, other] = CONFUSED[turn % CONFUSED.length];
  return changeOne(
    words,
    random,
    (word) => pattern.test(word),
    (word) => word.replace(pattern, other),
  );
}

/** Two or three spaces that were not typed. */
function glued(words, random, turn) {
  const list = syllables(turn % 2 ? unaccented(words) : words);
  if (list.length < 3) return null;
  if (list.length >= 4 && random.chance(50)) return [list[0] + list[1], list[2] + list[3], ...list.slice(4)].join(" ");
  const at = random.below(list.length - 1);
  return [...list.slice(0, at), list[at] + list[at + 1], ...list.slice(at + 2)].join(" ");
}

/** The last word without its last letters. */
function cutLast(words) {
  const list = words.split(" "),
    last = list.at(-1);
  return last.length > 3 && list.length > 2 ? [...list.slice(0, -1), last.slice(0, -2)].join(" ") : null;
}
