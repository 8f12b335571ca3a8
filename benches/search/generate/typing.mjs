//! A bulletin as its author typed it: abbreviations or words, tones on either vowel, now and then decomposed letters.

import { Random } from "./random.mjs";
import { dayFirst, iso } from "./bulletin.mjs";
import { abbreviate, toneLate } from "./text.mjs";

/** The Markdown file of a bulletin. */
export function typed(facts, seed) {
  const random = new Random(seed, `typing ${facts.place}`);
  const write = (text) => {
    const short = abbreviate(text, random, facts.typing.abbreviations);
    return facts.typing.lateTone ? toneLate(short) : short;
  };
  const quoted = (text) => JSON.stringify(write(text));
  const lines = [
    "---",
    `title: ${quoted(facts.title)}`,
    `date: ${random.chance(50) ? iso(facts.date) : dayFirst(facts.date)}`,
    `unit: ${facts.unit.id}`,
    `category: ${facts.category}`,
    `areas: [${facts.topic.area}]`,
  ];
  if (facts.tag) lines.push(`tags: [${JSON.stringify(facts.tag)}]`);
  if (facts.summary) lines.push(`summary: ${quoted(facts.summary)}`);
  const { decision } = facts;
  if (decision)
    lines.push(
      "decision:",
      `  number: ${decision.printed}`,
      `  date: ${dayFirst(decision.date)}`,
      `  title: ${quoted(decision.title)}`,
    );
  if (facts.targets.length) lines.push("targets:", ...facts.targets.map((target) => targetLine(target, quoted)));
  if (facts.attachment) lines.push("attachments:", `  - {file: phu-luc.txt, title: ${quoted(facts.attachment)}}`);
  lines.push("---", "");
  const [first, second] = facts.body.paragraphs.map((sentences) => write(sentences.join(" ")));
  lines.push(
    first,
    "",
    second,
    "",
    "## Việc phải làm",
    "",
    ...facts.body.tasks.map((task) => `- ${write(task)}`),
    "",
    write(facts.body.last.join(" ")),
    "",
  );
  const text = lines.join("\n");
  return facts.typing.decomposed ? text.normalize("NFD") : text;
}

function targetLine(target, quoted) {
  const parts = [`id: ${target.id}`, `statement: ${quoted(target.statement)}`];
  if (target.indicator) parts.push(`indicator: ${target.indicator}`);
  if (target.area) parts.push(`area: ${target.area}`);
  parts.push(`by: ${target.by}`);
  if (target.goal) parts.push(`goal: ${JSON.stringify(target.goal)}`);
  return `  - {${parts.join(", ")}}`;
}
