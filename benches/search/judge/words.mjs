//! Queries by words: known bulletins, topics, names, phrases, questions, long queries.

import { PERSON_PLACES } from "../generate/places.mjs";
import { ABBREVIATIONS, even } from "../generate/text.mjs";
import { ofYear } from "./places.mjs";
import { phrase, syllables } from "./phrases.mjs";

export function askWords(asker) {
  const { corpus, site } = asker;
  const { words } = site;
  known(asker);

  asker.ask("topic", 14, (random, turn) => ({
    text: words.topics[turn % words.topics.length].name,
    judged: corpus.grades(words.topics[turn % words.topics.length].name),
  }));
  asker.ask("words of the body", 14, (random) => {
    const text = random.pick(random.pick(words.topics)[random.chance(60) ? "things" : "acts"]);
    return { text, judged: corpus.grades(text) };
  });
  asker.ask("model", 14, (random) => {
    const text = random.pick(site.bulletins.filter(({ model }) => model)).model;
    return { text: random.chance(30) ? `mô hình ${text}` : text, judged: corpus.grades(text) };
  });
  asker.ask("person in a name", 14, (random, turn) => {
    const person = random.pick(words.persons);
    if (turn % 2 === 0) return { text: person, judged: flat(corpus.grades(person)) };
    const place = `${random.pick(PERSON_PLACES)} ${person}`;
    return { text: place, judged: { ...others(corpus.grades(person)), ...flat(corpus.grades(place)) } };
  });

  const quoted = (random, turn) => words.scattered[turn % words.scattered.length][0];
  asker.ask("phrase in quotes", 12, (random, turn) => ({
    text: `"${quoted(random, turn)}"`,
    judged: flat(corpus.grades(quoted(random, turn))),
  }));
  asker.ask("phrase without quotes", 12, (random, turn) => ({
    text: quoted(random, turn),
    judged: flat(corpus.grades(quoted(random, turn))),
  }));
  asker.ask("accent twins", 14, (random, turn) => {
    const twin = words.twins[turn % words.twins.length][turn >= words.twins.length ? 2 : 0];
    return { text: twin, judged: flat(corpus.grades(twin)) };
  });

  abbreviations(asker);
  questions(asker);
}

/** One grade for all: the body is as good a place as the title. */
const flat = (judged) => Object.fromEntries(Object.keys(judged).map((url) => [url, 3]));
/** What answers half of the query. */
const others = (judged) => Object.fromEntries(Object.keys(judged).map((url) => [url, 1]));

function known(asker) {
  const { corpus, site } = asker;
  asker.ask("known title", 16, (random, turn) => {
    const list = syllables(random.pick(site.bulletins).title);
    const text = list.slice(0, turn % 2 ? 9 : 16).join(" ");
    return { text, judged: knownGrades(text, corpus.holding(text, "bulletin")) };
  });
  asker.ask("known title, words left out", 16, (random) => {
    const list = syllables(random.pick(site.bulletins).title);
    if (list.length < 11) return null;
    const parts = [list.slice(0, 4).join(" "), list.slice(-5).join(" ")];
    return { text: parts.join(" "), judged: knownGrades("", corpus.holding(parts, "bulletin")) };
  });
  asker.ask("known sentence", 16, (random) => {
    // Not the first one: with its number and unit it is a query of another kind.
    const sentence = random.pick(random.pick(site.bulletins).body.paragraphs.flat().slice(1));
    // Nobody remembers a sentence by its counts.
    const clauses = sentence
      .split(/[,;:]/)
      .filter((clause) => !/\d/.test(clause))
      .map(syllables)
      .filter(({ length }) => length >= 8 && length <= 16);
    if (clauses.length === 0) return null;
    const text = random.pick(clauses).join(" ");
    const found = corpus.holding(text, "bulletin");
    return found.length <= KNOWN ? { text, judged: knownGrades(text, found) } : null;
  });
  asker.ask("long query", 12, (random, turn) => {
    const { paragraphs, last } = random.pick(site.bulletins).body;
    const sentences = [...paragraphs.flat(), ...last];
    // By turns one sentence, and as many as make two hundred syllables.
    const text = turn % 2 === 0 ? random.pick(sentences.filter((one) => syllables(one).length > 20)) : upTo(200, sentences);
    return text && { text, judged: knownGrades(text, corpus.holding(syllables(text).slice(0, 40).join(" "), "bulletin")) };
  });
  asker.ask("target", 14, (random) => {
    const { statement } = random.pick(corpus.targets).target;
    const text = syllables(statement)
      .slice(0, random.chance(50) ? 9 : 16)
      .join(" ");
    const judged = {};
    for (const { document } of corpus.holding(text, "target")) {
      judged[document.url] = 3;
      judged[document.facts.url] ??= 2;
    }
    for (const { document } of corpus.holding(text, "bulletin")) judged[document.url] ??= 2;
    return { text, judged };
  });
}

/** A sentence of which more bulletins have the same words is not known to a reader by them. */
const KNOWN = 5;

function upTo(most, sentences) {
  const list = syllables(sentences.join(" "));
  return list.slice(0, most).join(" ");
}

/** The bulletin; and the decision that it reports, where its number was asked, too. */
function knownGrades(text, found) {
  const judged = {},
    asked = ` ${even(text)} `;
  for (const { document } of found) {
    const { decision } = document.facts;
    judged[document.url] = 3;
    if (decision && asked.includes(` ${even(decision.printed)} `)) judged[decision.url] = 3;
  }
  return judged;
}

function abbreviations(asker) {
  const { corpus, site } = asker;
  const shorter = (text) =>
    ABBREVIATIONS.reduce((short, [abbreviation, long]) => short.replace(new RegExp(long, "giu"), abbreviation), text);
  const candidates = site.bulletins.filter(
    ({ title, decision }) => shorter(title) !== title || (decision && shorter(decision.title) !== decision.title),
  );
  const pick = (random) => {
    const { topic, unit, year } = random.pick(candidates);
    const long = shorter(topic.name) === topic.name ? null : topic.name;
    if (!long) return null;
    switch (random.below(4)) {
      case 0:
        return { long, judged: corpus.grades(long) };
      case 1:
        return {
          long: `${long} ${unit.bare}`,
          judged: corpus.grades(long, (document) => document.unit?.bare === unit.bare),
        };
      case 2:
        return { long: `kế hoạch ${long}`, judged: corpus.grades([long, "kế hoạch"]) };
      default:
        return { long: `${long} năm ${year}`, judged: ofYear(corpus, long, year) };
    }
  };
  asker.ask("abbreviation for words", 14, (random) => {
    const found = pick(random);
    return found && { text: shorter(found.long), judged: found.judged };
  });
  asker.ask("words for abbreviation", 14, (random) => {
    const found = pick(random);
    return found && { text: found.long, judged: found.judged };
  });
}

function questions(asker) {
  const { corpus, site } = asker;
  const forms = [
    (words) => `${words} như thế nào`,
    (words) => `${words} là gì`,
    (words) => `${words} ở đâu`,
    (words) => `làm sao để có ${words}`,
    (words) => `cho tôi biết về ${words}`,
    (words) => `khi nào thì có ${words}?`,
    (words) => `tôi muốn tìm ${words}`,
    (words) => `${words} được quy định thế nào?`,
  ];
  asker.ask("question", 16, (random, turn) => {
    const words = phrase(random, site);
    return { text: forms[turn % forms.length](words), judged: corpus.grades(words) };
  });
  asker.ask("nothing to find", NOWHERE.length, (random, turn) => ({ text: NOWHERE[turn], judged: {}, nothing: true }));
}

/** Words that are in no bulletin. */
const NOWHERE = [
  "xyzzyplugh",
  "qwertyuiop zxcvbnm",
  '"cá voi biết bay"',
  "🦄🦄🦄",
  "999888777",
  "kryptonit wolfram",
  "jkjkjkjk",
  '"bộ phận hai mươi cửa"',
  "ﾊﾛｰ世界",
  "%%% ???",
  "zzzzzz zzzzzz",
];
