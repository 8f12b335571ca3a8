//! All judged queries of a site: `{ kind, text, filters?, newest?, like?, nothing?, judged: { address: grade } }`.

import { askLists } from "./lists.mjs";
import { askNumbers } from "./numbers.mjs";
import { askPlaces } from "./places.mjs";
import { askSpelling } from "./spelling.mjs";
import { askWords } from "./words.mjs";
import { Asker } from "./asker.mjs";
import { Corpus } from "./corpus.mjs";

export function makeQueries(site) {
  const asker = new Asker(new Corpus(site));
  askWords(asker);
  askNumbers(asker);
  askPlaces(asker);
  askSpelling(asker);
  askLists(asker);
  return asker.queries;
}
