//! Collects queries of a kind: `count` tries with chance, none that asks twice or that nothing on the site answers.

import { Random } from "../generate/random.mjs";

export class Asker {
  constructor(corpus) {
    this.corpus = corpus;
    this.site = corpus.site;
    this.queries = [];
  }

  /** `make(random, turn)` gives `{ text, judged, … }`, or nothing where chance gave nothing to ask. */
  ask(kind, count, make) {
    const random = new Random(this.site.seed, `queries ${kind}`);
    const asked = new Set();
    for (let turn = 0; asked.size < count && turn < count * 12; turn++) {
      const query = make(random, turn);
      if (!query) continue;
      const key = JSON.stringify([query.text, query.filters]);
      const answered = query.nothing || Object.keys(query.judged).length > 0;
      if (asked.has(key) || !answered) continue;
      asked.add(key);
      this.queries.push({ kind, ...query });
    }
  }
}
