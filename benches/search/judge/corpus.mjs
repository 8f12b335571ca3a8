//! Every document that bantin makes of a generated site, with its texts in three ranks, and the questions that judges ask:
//! which documents hold this phrase, which belong to this unit, which carry this number.

import { INDICES, RATES } from "../generate/topics.mjs";
import { even } from "../generate/text.mjs";
import { Pairs } from "./pairs.mjs";

const held = (texts) => ` ${texts.filter(Boolean).map(even).join(" | ")} `;

export class Corpus {
  constructor(site) {
    this.site = site;
    this.documents = [...site.bulletins.flatMap(documentsOf), ...site.units.all.map(unitDocument), ...indicatorDocuments()];
    this.pairs = new Pairs(this.documents);
    this.bulletins = this.documents.filter(({ kind }) => kind === "bulletin");
    this.decisions = this.documents.filter(({ kind }) => kind === "decision");
    this.targets = this.documents.filter(({ kind }) => kind === "target");
    this.units = this.documents.filter(({ kind }) => kind === "unit");
  }

  /** Documents of a kind that hold every one of the phrases: `{ document, rank }`, 3 where all stand in the title, 1 in the body. */
  holding(phrases, kind = null) {
    const wanted = [phrases].flat().map((phrase) => ` ${even(phrase)} `);
    const found = [];
    for (const document of this.pairs.mayHold(wanted[0])) {
      if (kind && document.kind !== kind) continue;
      const ranks = wanted.map((phrase) => rankOf(document, phrase));
      const rank = Math.min(...ranks);
      if (rank > 0) found.push({ document, rank });
    }
    return found;
  }

  /** Grades by where the phrases stand; `keep` says which documents count at all. */
  grades(phrases, keep = () => true) {
    const judged = {};
    for (const { document, rank } of this.holding(phrases)) {
      if (keep(document)) judged[document.url] = document.kind === "target" ? Math.min(rank, 2) : rank;
    }
    return judged;
  }

  /** Grades of documents with a number; the decision itself says more than the bulletin that reports it. */
  numbered(keep) {
    const judged = {};
    for (const document of this.decisions) if (keep(document.facts.decision, document)) judged[document.url] = 3;
    for (const document of this.bulletins)
      if (document.facts.decision && keep(document.facts.decision, document)) judged[document.url] = 2;
    return judged;
  }
}

function rankOf(document, phrase) {
  if (document.title.includes(phrase)) return 3;
  if (document.middle.includes(phrase)) return 2;
  return document.body.includes(phrase) ? 1 : 0;
}

const indicatorName = new Map([
  ...INDICES.map(([short, name, id]) => [id, `${short}. ${name}. Chỉ số ${short}`]),
  ...RATES.map(([name, id]) => [id, name]),
]);

function documentsOf(facts) {
  const { decision, unit, body } = facts;
  const shared = { unit, facts };
  const indicators = [facts.index?.[2], ...facts.targets.map(({ indicator }) => indicator)].filter(Boolean);
  const names = indicators.map((id) => indicatorName.get(id));
  const label = decision
    ? `${decision.kind} ${decision.printed}. ${decision.kind} số ${decision.printed}. ${decision.title}`
    : "";
  const index = facts.index ? indicatorName.get(facts.index[2]) : "";
  const found = [
    {
      ...shared,
      kind: "bulletin",
      url: facts.url,
      date: facts.date,
      indicators,
      // A bulletin is about what its decision is about.
      title: held([facts.title, label, index]),
      middle: held([
        facts.title,
        label,
        facts.summary,
        facts.tag,
        facts.attachment,
        ...facts.targets.map(({ statement }) => statement),
        ...names,
      ]),
      body: held([
        facts.title,
        ...body.paragraphs.map((sentences) => sentences.join(" ")),
        ...body.tasks,
        body.last.join(" "),
      ]),
    },
  ];
  if (decision) {
    found.push({
      ...shared,
      kind: "decision",
      url: decision.url,
      date: decision.date,
      indicators: [],
      title: held([label]),
      middle: held([label, unit.name]),
      body: "",
    });
  }
  for (const target of facts.targets) {
    const own = [target.indicator].filter(Boolean);
    const title = held([target.statement]);
    found.push({
      ...shared,
      kind: "target",
      target,
      url: `${facts.url}#chi-tieu-${target.id}`,
      date: facts.date,
      indicators: own,
      title,
      middle: held([target.statement, ...own.map((id) => indicatorName.get(id))]),
      body: "",
    });
  }
  return found;
}

function unitDocument(unit) {
  return {
    kind: "unit",
    url: `don-vi/${unit.id}.html`,
    unit,
    date: null,
    indicators: [],
    title: held([unit.name, ...unit.aliases]),
    middle: "",
    body: "",
  };
}

function indicatorDocuments() {
  return [...indicatorName].map(([id, name]) => ({
    kind: "indicator",
    url: `chi-so/${id}.html`,
    unit: null,
    date: null,
    indicators: [id],
    title: held([name]),
    middle: "",
    body: "",
  }));
}

/** The year that a reader means by "năm 2022": the day of the document, or the year that its title names. */
export const isOfYear = (document, year) => document.date?.getUTCFullYear() === year || document.title.includes(` ${year} `);
