//! The units of a site: 34 provinces, a part of their communes, and what was joined into them. Takes a seed's chance,
//! gives records; `unitsYaml` writes them down.

import { Random } from "./random.mjs";
import { OLD_CITIES, PROVINCES } from "./places.mjs";
import { capital, slug } from "./text.mjs";

const LAST_DAY = "2025-06-30";
const KINDS = [
  ["thành phố ", "municipality"],
  ["tỉnh ", "province"],
  ["phường ", "ward"],
  ["xã ", "commune"],
  ["thị xã ", "town"],
];

function unit(name, more = {}) {
  const [sort, kind] = KINDS.findLast(([word]) => name.startsWith(word));
  return {
    id: slug(name),
    name,
    bare: name.slice(sort.length),
    kind,
    parent: null,
    validTo: null,
    successors: [],
    aliases: [],
    ...more,
  };
}

function shortNames(name) {
  const city = name.match(/^thành phố (.+)$/)?.[1];
  const town = name.match(/^thị xã (.+)$/)?.[1];
  if (name === "thành phố Hồ Chí Minh") return ["TP. Hồ Chí Minh", "TPHCM"];
  return city ? [`TP. ${city}`, `TP ${city}`] : town ? [`TX. ${town}`] : [];
}

function communesOf(province, names, random) {
  return names
    .split(/; /)
    .flatMap((group, place) => {
      const all = group.split(", ");
      return all.map((bare) => {
        const name = `${place === 0 ? "phường" : "xã"} ${bare}`;
        return unit(name, { id: `${slug(name)}-${slug(province.bare)}`, parent: province });
      });
    })
    .filter(() => random.chance(85));
}

/** Gives `{ all, provinces, communes, ended }`. */
export function makeUnits(seed) {
  const random = new Random(seed, "units");
  const provinces = [],
    communes = [],
    ended = [];
  for (const [name, joined, names] of PROVINCES) {
    const province = unit(name, { aliases: shortNames(name) });
    provinces.push(province);
    for (const old of joined) ended.push(unit(old, { validTo: LAST_DAY, successors: [province] }));
    communes.push(...communesOf(province, names, random));
  }
  for (const [name, provinceName, wards] of OLD_CITIES) {
    const province = provinces.find((one) => one.name === provinceName);
    const successors = wards
      .split(", ")
      .map((bare) => communes.find((one) => one.parent === province && one.bare === bare))
      .filter(Boolean);
    if (successors.length === 0) continue;
    const kind = name.startsWith("thị xã") ? "town" : "provincial-city";
    ended.push(unit(name, { kind, parent: province, validTo: LAST_DAY, successors, aliases: shortNames(name) }));
  }
  return { all: [...provinces, ...communes, ...ended], provinces, communes, ended };
}

export function unitsYaml(units) {
  const lines = units.all.map((one) => {
    const parts = [`name: ${JSON.stringify(one.name)}`, `kind: ${one.kind}`];
    if (one.parent) parts.push(`parent: ${one.parent.id}`);
    if (one.validTo) parts.push(`valid_to: ${one.validTo}`);
    const part = one.successors.length > 1 ? "part" : "whole";
    if (one.successors.length)
      parts.push(`successors: [${one.successors.map(({ id }) => `{unit: ${id}, part: ${part}}`).join(", ")}]`);
    if (one.aliases.length) parts.push(`aliases: [${one.aliases.map((alias) => JSON.stringify(alias)).join(", ")}]`);
    return `${one.id}: {${parts.join(", ")}}`;
  });
  return `# Tên đơn vị có thật; mọi bài viết về chúng trong bộ này do máy sinh ra.\n${lines.join("\n")}\n`;
}

/** At the beginning of a sentence. */
export const asSubject = (one) => capital(one.name);
