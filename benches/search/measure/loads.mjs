//! What readers load: for a first query each comes anew; later queries are those of one who stays.

import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { quantile } from "./figures.mjs";

/** So many visits are measured, spread over all kinds; each asks some more queries after its first. */
const VISITS = 60,
  MORE = 4;

export async function visit(engine, queries) {
  const visits = [],
    later = [];
  const spread = (place) => queries[Math.floor((place * queries.length) / VISITS) % queries.length];
  for (let place = 0; place < VISITS; place++) {
    const query = spread(place);
    const tab = await engine.open();
    const { bytes, milliseconds } = await tab.ask(query);
    visits.push({ bytes, milliseconds, page: tab.page, text: query.text });
    // Seventeen and sixty have no common divisor, so that these are of other kinds each time.
    for (let more = 1; more <= MORE; more++) later.push((await tab.ask(spread(place + 17 * more))).bytes);
    await tab.close();
  }
  const sizes = visits.map(({ bytes }) => bytes),
    worst = visits.find(({ bytes }) => bytes === Math.max(...sizes));
  return {
    page: visits[0].page,
    first: quantile(sizes, 0.5),
    worst: worst.bytes,
    worstText: worst.text,
    firstTime: quantile(
      visits.map(({ milliseconds }) => milliseconds),
      0.5,
    ),
    later: quantile(later, 0.5),
  };
}

/** Files and bytes below a folder. */
export function sizeOf(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = names.reduce((sum, entry) => sum + statSync(path.join(entry.parentPath ?? entry.path, entry.name)).size, 0);
  return { files: names.length, bytes };
}
