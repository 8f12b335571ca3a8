//! Phrases that readers look for, drawn from what the site has: used by many kinds of queries.

import { even } from "../generate/text.mjs";

/** A thing, what is done, a model, or a topic; two to eight syllables. */
export function phrase(random, { words, bulletins }) {
  const sort = random.below(10);
  const topic = random.pick(words.topics);
  if (sort < 4) return random.pick(topic.things);
  if (sort < 6) return random.pick(topic.acts);
  if (sort < 9) return random.pick(bulletins.filter(({ model }) => model)).model;
  return topic.name;
}

export const syllables = (text) => even(text).split(" ");

/** Changes one syllable that `may` accepts; nothing where there is none. */
export function changeOne(text, random, may, change) {
  const list = syllables(text);
  const places = list.map((syllable, at) => at).filter((at) => may(list[at], at));
  if (places.length === 0) return null;
  const at = random.pick(places);
  const changed = change(list[at]);
  if (!changed || changed === list[at]) return null;
  list[at] = changed;
  return list.join(" ");
}
