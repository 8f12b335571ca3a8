//! Queries by units, topics, years and indicators, and their combinations.

import { INDICES } from "../generate/topics.mjs";
import { unaccented } from "../generate/text.mjs";
import { isOfYear } from "./corpus.mjs";

export function askPlaces(asker) {
  units(asker);
  combinations(asker);
  indicators(asker);
}

const page = (unit) => `don-vi/${unit.id}.html`;

/** The unit's page first, then those of the same name, of what it came from and became, and what it wrote. */
function unitGrades(corpus, unit) {
  const judged = {};
  for (const document of corpus.documents) {
    if (document.kind === "unit" || document.unit !== unit) continue;
    judged[document.url] = document.title.includes(` ${unit.name.toLowerCase()} `) ? 2 : 1;
  }
  for (const { document } of corpus.holding(unit.name)) if (document.kind !== "unit") judged[document.url] ??= 1;
  for (const other of corpus.units) {
    const related =
      other.unit.bare === unit.bare || unit.successors.includes(other.unit) || other.unit.successors.includes(unit);
    if (related) judged[other.url] = other.unit.name === unit.name ? 3 : 2;
  }
  judged[page(unit)] = 3;
  return judged;
}

function units(asker) {
  const { corpus, site } = asker;
  const some = (random) => random.pick(site.bulletins).unit;
  asker.ask("unit", 14, (random) => {
    const unit = some(random);
    return { text: unit.name, judged: unitGrades(corpus, unit) };
  });
  asker.ask("unit without marks", 12, (random) => {
    const unit = some(random);
    return { text: unaccented(unit.name), judged: unitGrades(corpus, unit) };
  });
  asker.ask("unit without its sort", 12, (random) => {
    const { bare } = some(random);
    const judged = {};
    for (const { unit } of corpus.units)
      if (unit.bare === bare) Object.assign(judged, unitGrades(corpus, unit), { ...judged });
    for (const { unit } of corpus.units) if (unit.bare === bare) judged[page(unit)] = 3;
    return { text: bare, judged };
  });
  asker.ask("unit by another name", 12, (random) => {
    const unit = random.pick(site.units.all.filter(({ aliases }) => aliases.length));
    return { text: random.pick(unit.aliases), judged: unitGrades(corpus, unit) };
  });
  asker.ask("unit that was joined", 12, (random) => {
    const unit = random.pick(site.units.ended);
    return { text: unit.name, judged: unitGrades(corpus, unit) };
  });
}

/** Of the unit, of another one of that name, or of one in that province whose title says so. */
function isOf(document, bare, fullName) {
  if (!document.unit) return false;
  return document.unit.bare === bare || (document.kind !== "unit" && document.title.includes(` ${fullName.toLowerCase()} `));
}

function combinations(asker) {
  const { corpus, site } = asker;
  asker.ask("topic and unit", 16, (random, turn) => {
    const { topic, unit } = random.pick(site.bulletins);
    const text = turn % 2 ? `${topic.name} ${unit.bare}` : `${topic.name} ${unit.name}`;
    const judged = corpus.grades(
      topic.name,
      (document) => document.kind !== "unit" && isOf(document, unit.bare, unit.name),
    );
    // The province's own name in a commune's bulletin is no more than a hint.
    for (const { document } of corpus.holding([topic.name, unit.name], "bulletin")) judged[document.url] ??= 1;
    return Object.values(judged).some((grade) => grade > 1) ? { text, judged } : null;
  });
  asker.ask("unit and thing", 14, (random) => {
    const { topic, unit } = random.pick(site.bulletins);
    const thing = random.pick(topic.things);
    return {
      text: `${unit.bare} ${thing}`,
      judged: corpus.grades(thing, (document) => document.kind !== "unit" && isOf(document, unit.bare, unit.name)),
    };
  });
  asker.ask("topic and year", 16, (random, turn) => {
    const { topic, year } = random.pick(site.bulletins);
    const text = [`${topic.name} năm ${year}`, `${topic.name} ${year}`, `${year} ${topic.name}`][turn % 3];
    return { text, judged: ofYear(corpus, topic.name, year) };
  });
  asker.ask("person and unit", 12, (random) => {
    const { unit, body } = random.pick(site.bulletins);
    const text = [...body.paragraphs.flat(), ...body.last].join(" ");
    const person = random.some(site.words.persons, 99).find((name) => text.includes(name));
    return person
      ? {
          text: `${person} ${unit.bare}`,
          judged: corpus.grades(person, (document) => document.kind === "bulletin" && isOf(document, unit.bare, unit.name)),
        }
      : null;
  });
}

/** What only mentions the year, such as a deadline, is a weak answer. */
export function ofYear(corpus, name, year) {
  const judged = Object.fromEntries(
    corpus.holding([name, String(year)], "bulletin").map(({ document }) => [document.url, 1]),
  );
  return { ...judged, ...corpus.grades(name, (document) => isOfYear(document, year)) };
}

function indicators(asker) {
  const { corpus, site } = asker;
  const judge = (id, keep = () => true) => {
    const judged = {};
    for (const document of corpus.documents) {
      if (!document.indicators.includes(id) || !keep(document)) continue;
      judged[document.url] =
        document.kind === "indicator" ? 3 : document.kind === "target" || document.facts.index?.[2] === id ? 2 : 1;
    }
    return judged;
  };
  asker.ask("indicator", 12, (random, turn) => {
    const [short, name, id] = INDICES[turn % INDICES.length];
    return { text: turn < INDICES.length ? short : name, judged: judge(id) };
  });
  asker.ask("indicator and unit", 14, (random, turn) => {
    const { unit, index, targets } = random.pick(
      site.bulletins.filter(
        (one) => one.index || one.targets.some(({ indicator }) => INDICES.some(([, , id]) => id === indicator)),
      ),
    );
    const id =
      index?.[2] ?? targets.map(({ indicator }) => indicator).find((one) => INDICES.some(([, , other]) => other === one));
    const [short, name] = INDICES.find(([, , one]) => one === id);
    const judged = {};
    for (const document of corpus.documents) {
      if (document.kind === "indicator" || !document.indicators.includes(id) || document.unit?.bare !== unit.bare) continue;
      judged[document.url] = 3;
    }
    return { text: `${turn % 2 ? short : name} ${unit.bare}`, judged };
  });
}
