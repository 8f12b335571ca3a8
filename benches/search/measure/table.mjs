//! Figures as text.

const share = (number) => (Number.isFinite(number) ? number.toFixed(3) : "–");
const percent = (number) => (number === null || !Number.isFinite(number) ? "" : `${Math.round(number * 100)} %`);
const time = (number) => (Number.isFinite(number) ? number.toFixed(number < 10 ? 1 : 0) : "–");
export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

function aligned(rows) {
  const widths = rows[0].map((cell, column) => Math.max(...rows.map((row) => [...row[column]].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** One engine: a line for each kind. */
export function engineTable({ name, rows, total }) {
  const head = [name, "queries", "nDCG@10", "MRR", "first 3", "nothing", "as plain", "ms", "ms 95 %"];
  const lines = [...rows, total].map((row) => [
    row.kind,
    String(row.queries),
    share(row.ndcg),
    share(row.rank),
    percent(row.first3),
    percent(row.none),
    percent(row.same ?? null),
    time(row.median),
    time(row.most),
  ]);
  return aligned([head, ...lines]);
}

/** Engines side by side; a kind that one was not asked is left empty there. */
export function comparison(engines) {
  const kinds = engines[0].rows.map(({ kind }) => kind);
  const head = ["kind", ...engines.flatMap(({ name }) => [`${name} nDCG`, "first 3", "nothing"])];
  const line = (kind, find) => [
    kind,
    ...engines.flatMap((engine) => {
      const row = find(engine);
      return row ? [share(row.ndcg), percent(row.first3), percent(row.none)] : ["", "", ""];
    }),
  ];
  return aligned([
    head,
    ...kinds.map((kind) => line(kind, ({ rows }) => rows.find((row) => row.kind === kind))),
    line("mean of kinds", ({ total }) => total),
  ]);
}

/** The first five of every query, each with its grade, beside the best that was judged. */
export function shownAnswers(answers) {
  return answers
    .map(({ query, urls, count, corrected, order }) => {
      const best = Object.entries(query.judged).sort((one, other) => other[1] - one[1]);
      const found = urls.slice(0, 5).map((url) => `${query.judged[url] ?? "–"} ${url}`);
      const wanted = best
        .slice(0, 5)
        .map(([url, grade]) => `${grade} ${url}${urls.includes(url) ? ` (at ${urls.indexOf(url) + 1})` : ""}`);
      const lines = Array.from(
        { length: Math.max(found.length, wanted.length) },
        (none, at) => `  ${(found[at] ?? "").padEnd(62)}  ${wanted[at] ?? ""}`,
      );
      const extra = [
        query.filters && JSON.stringify(query.filters),
        corrected && `corrected: ${corrected}`,
        order === false && "not newest first",
        `${count} hits`,
        `${best.length} judged`,
      ]
        .filter(Boolean)
        .join(", ");
      return `${query.text || "(no words)"}  [${extra}]\n${lines.join("\n")}`;
    })
    .join("\n\n");
}
