//! Targets of a plan and results of indices.

import { INDICES, RATES } from "./topics.mjs";

/** One target in words, with what front matter says of it. */
export function makeTarget(place, { topic, unit, year, random }) {
  const by = year + random.between(0, 4);
  const id = `m${place + 1}`;
  const sort = random.below(10);
  if (sort < 3) {
    const [short, name, indicator] = random.pick(INDICES),
      rank = random.between(3, 20);
    const called = random.chance(50) ? `Chỉ số ${short}` : name;
    return {
      id,
      indicator,
      by,
      goal: `tốp ${rank}`,
      statement: `${called} của ${unit.name} đứng trong nhóm ${rank} địa phương dẫn đầu vào năm ${by}`,
    };
  }
  if (sort < 6) {
    const [name, indicator] = random.pick(RATES),
      percent = random.between(55, 99);
    return { id, indicator, by, goal: `>= ${percent}%`, statement: `${name} đạt từ ${percent}% trở lên vào năm ${by}` };
  }
  const many = random.between(3, 40),
    thing = random.pick(topic.things);
  const statement = random.chance(50)
    ? `Đến năm ${by} có ${many} khu dân cư dùng ${thing}`
    : `Phấn đấu ${many}% đơn vị ${random.pick(topic.acts)} trước năm ${by}`;
  return { id, area: topic.area, by, statement };
}

export function indicatorsYaml() {
  const indices = INDICES.map(
    ([short, name, id]) =>
      `${id}: {name: ${JSON.stringify(name)}, abbreviation: ${short}, unit: điểm, scale: [0, 100], direction: up}`,
  );
  const rates = RATES.map(
    ([name, id]) => `${id}: {name: ${JSON.stringify(name)}, unit: "%", scale: [0, 100], direction: up}`,
  );
  return `${[...indices, ...rates].join("\n")}\n`;
}

/** Every province's results of each index since 2017. */
export function resultsCsv(units, random) {
  const rows = ["unit,indicator,year,score,rank,of,change_score,change_rank,compared_with,published,publisher,source,note"];
  for (const [, , indicator] of INDICES) {
    for (let year = 2017; year <= 2025; year++) {
      const ranked = random.some(units.provinces, units.provinces.length);
      ranked.forEach((unit, place) => {
        const score = ((9600 - place * 70 - random.below(70)) / 100).toFixed(2).replace(".", ",");
        rows.push(
          `${unit.id},${indicator},${year},"${score}",${place + 1},${ranked.length},,,,04/${year + 1},,Số liệu mẫu,`,
        );
      });
    }
  }
  return `${rows.join("\n")}\n`;
}
