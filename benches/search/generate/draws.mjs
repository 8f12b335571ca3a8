//! Which of the words a seed uses: two seeds share most, and neither has all, so that what was tuned with one cannot know
//! the other by heart.

import { Random } from "./random.mjs";
import { PERSONS } from "./places.mjs";
import { SCATTERED, TWINS } from "./planted.mjs";
import { AUDIENCES, MODEL_HEADS, MODEL_TAILS, TOPICS } from "./topics.mjs";

export function draw(seed) {
  const random = new Random(seed, "draws");
  const topics = random.some(TOPICS, 30).map((topic) => ({
    ...topic,
    things: random.some(topic.things, 5),
    acts: random.some(topic.acts, 4),
  }));
  const heads = random.some(MODEL_HEADS, 16),
    tails = random.some(MODEL_TAILS, 19);
  const models = heads.flatMap((head) => tails.map((tail) => `${head} ${tail}`));
  return {
    topics,
    models: random.some(models, 240),
    persons: random.some(PERSONS, 38),
    audiences: random.some(AUDIENCES, 13),
    scattered: random.some(SCATTERED, 12),
    twins: random.some(TWINS, 12),
  };
}
