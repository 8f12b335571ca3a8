//! Queries with filters, filters alone, and newest first.

import { phrase } from "./phrases.mjs";

const KINDS = { bulletin: "Bản tin", decision: "Văn bản", target: "Chỉ tiêu", unit: "Đơn vị", indicator: "Chỉ số" };
const CATEGORIES = {
  "ke-hoach": "Kế hoạch",
  "chi-so": "Kết quả chỉ số",
  "mo-hinh": "Mô hình",
  "tin-dia-phuong": "Tin địa phương",
};

/** What a document says to each filter. */
const SAYS = {
  kind: (document) => KINDS[document.kind],
  unit: (document) => document.unit?.name,
  year: (document) => document.date && String(document.date.getUTCFullYear()),
  category: (document) =>
    (document.kind === "bulletin" || document.kind === "target") && CATEGORIES[document.facts.category],
  document: (document) => (document.kind === "bulletin" || document.kind === "decision") && document.facts.decision?.kind,
};

const passes = (document, filters) => Object.entries(filters).every(([id, value]) => SAYS[id](document) === value);

/** One to three filters that `document` passes. */
function filtersOf(document, random) {
  const usable = Object.keys(SAYS).filter((id) => SAYS[id](document));
  return Object.fromEntries(random.some(usable, random.between(1, 3)).map((id) => [id, SAYS[id](document)]));
}

export function askLists(asker) {
  const { corpus, site } = asker;
  asker.ask("query with filters", 18, (random) => {
    const words = phrase(random, site);
    const found = corpus.holding(words);
    if (found.length === 0) return null;
    const filters = filtersOf(random.pick(found).document, random);
    return { text: words, filters, judged: corpus.grades(words, (document) => passes(document, filters)) };
  });
  asker.ask("filters alone", 14, (random) => {
    const filters = filtersOf(random.pick(corpus.documents.filter(({ kind }) => kind !== "unit")), random);
    const judged = Object.fromEntries(
      corpus.documents.filter((document) => passes(document, filters)).map(({ url }) => [url, 3]),
    );
    return { text: "", filters, judged };
  });
  asker.ask("newest first", 14, (random) => {
    const { name } = random.pick(site.words.topics);
    const found = corpus.holding(name).filter(({ document }) => document.date);
    const times = found
      .filter(({ rank }) => rank === 3)
      .map(({ document }) => document.date.getTime())
      .sort((a, b) => b - a);
    // What is as new as the tenth that has the words in its title belongs on the first page, wherever its words stand.
    const tenth = times[Math.min(9, times.length - 1)];
    return {
      text: name,
      newest: true,
      judged: Object.fromEntries(found.map(({ document }) => [document.url, document.date.getTime() >= tenth ? 3 : 1])),
    };
  });
}
