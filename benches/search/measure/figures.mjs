//! From answers to figures. An answer is `{ query, urls, milliseconds, … }`, its urls best first.

const LOOKED_AT = 10;

/** Discounted gain of the first ten against the best order that was possible; gain 7, 3 and 1 for grades 3, 2 and 1. */
export function ndcg(grades, judged) {
  const sum = (list) =>
    list.slice(0, LOOKED_AT).reduce((total, grade, place) => total + (2 ** grade - 1) / Math.log2(place + 2), 0);
  const best = sum(Object.values(judged).sort((a, b) => b - a));
  return best === 0 ? 0 : sum(grades) / best;
}

/** What one query comes to: 0 to 1 each. */
export function score({ query, urls, order = true }) {
  if (query.nothing) {
    const none = urls.length === 0 ? 1 : 0;
    return { ndcg: none, rank: none, first3: none, none: 0 };
  }
  const { judged } = query;
  // A result in the wrong order by date answers another question.
  const grades = order ? urls.map((url) => judged[url] ?? 0) : [];
  // Right is what answers the query in full; where nothing does, what answers it best.
  const enough = Math.min(2, Math.max(...Object.values(judged)));
  const at = grades.findIndex((grade) => grade >= enough);
  return {
    ndcg: ndcg(grades, judged),
    rank: at < 0 ? 0 : 1 / (at + 1),
    first3: at >= 0 && at < 3 ? 1 : 0,
    none: urls.length === 0 ? 1 : 0,
  };
}

export const mean = (list) => (list.length ? list.reduce((sum, one) => sum + one, 0) / list.length : NaN);

export function quantile(list, share) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] : NaN;
}

/** Figures by kind, in the order of the queries, and their mean over the kinds. */
export function figures(answers) {
  const kinds = new Map();
  for (const answer of answers) {
    if (!kinds.has(answer.query.kind)) kinds.set(answer.query.kind, []);
    kinds.get(answer.query.kind).push(answer);
  }
  const rows = [...kinds].map(([kind, list]) => ({ kind, ...row(list) }));
  const over = (name) => mean(rows.map((one) => one[name]));
  const times = answers.map(({ milliseconds }) => milliseconds);
  const total = {
    kind: "mean of kinds",
    queries: answers.length,
    ndcg: over("ndcg"),
    rank: over("rank"),
    first3: over("first3"),
    none: mean(rows.filter(({ nothing }) => !nothing).map(({ none }) => none)),
    median: quantile(times, 0.5),
    most: quantile(times, 0.95),
  };
  return { rows, total };
}

function row(list) {
  const scores = list.map(score),
    times = list.map(({ milliseconds }) => milliseconds);
  const of = (name) => mean(scores.map((one) => one[name]));
  const compared = list.filter(({ same }) => same !== undefined);
  return {
    queries: list.length,
    ndcg: of("ndcg"),
    rank: of("rank"),
    first3: of("first3"),
    none: of("none"),
    nothing: list.every(({ query }) => query.nothing),
    same: compared.length ? mean(compared.map(({ same }) => (same ? 1 : 0))) : null,
    median: quantile(times, 0.5),
    most: quantile(times, 0.95),
  };
}
