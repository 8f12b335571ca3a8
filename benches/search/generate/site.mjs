//! A made-up site: `makeSite` gives its records, `writeSite` writes its content folder. The same number of bulletins and
//! the same seed give the same bytes on every machine.

import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeBulletin } from "./bulletin.mjs";
import { draw } from "./draws.mjs";
import { Numbers, families } from "./numbers.mjs";
import { Random } from "./random.mjs";
import { indicatorsYaml, resultsCsv } from "./targets.mjs";
import { typed } from "./typing.mjs";
import { makeUnits, unitsYaml } from "./units.mjs";

const SETTINGS = `format: 1
title: Dữ liệu mẫu để đo tìm kiếm
description: Trang do máy sinh ra để đo tìm kiếm của chương trình bantin; mọi bài viết, văn bản và con số đều là giả định.
organisation: Dữ liệu mẫu của chương trình bantin
base_url: https://example.org/
sample: true
notice: Đây là dữ liệu mẫu để đo tìm kiếm. Tên đơn vị có thật; mọi bài viết, văn bản và con số đều do máy sinh ra.
categories:
  ke-hoach: Kế hoạch
  chi-so: Kết quả chỉ số
  mo-hinh: Mô hình
  tin-dia-phuong: Tin địa phương
checks:
  missing-attachment: off
  missing-signer: off
  missing-decision: off
  target-without-result: off
`;

/** How often each phrase is put into a bulletin: alone, scattered, and each word of a pair of twins. */
const WHOLE = 4,
  PARTS = 12,
  TWIN = 6;

/** Which bulletin gets which planted sentences; the first hundred belong to the families of numbers. */
function plant(seed, words, count) {
  const random = new Random(seed, "planted");
  const planted = new Map();
  const put = (sentence, times) => {
    for (let left = times; left > 0; left--) {
      const place = random.below(count);
      planted.set(place, [...(planted.get(place) ?? []), sentence]);
    }
  };
  for (const [, whole, parts] of words.scattered) {
    put(whole, WHOLE);
    put(parts, PARTS);
  }
  for (const [, first, , second] of words.twins) {
    put(first, TWIN);
    put(second, TWIN);
  }
  return planted;
}

export function makeSite(count, seed) {
  const words = draw(seed),
    units = makeUnits(seed),
    numbers = new Numbers(seed);
  const wanted = families(seed, units, Math.min(16, Math.floor(count / 20)));
  const planted = plant(seed, words, count);
  const bulletins = Array.from({ length: count }, (none, place) =>
    makeBulletin(place, { seed, words, units, numbers, wanted: wanted[place], planted: planted.get(place) ?? [] }),
  );
  return { count, seed, words, units, bulletins };
}

/** Gives the bytes of a bulletin and a hash of all that was written. */
export function writeSite(site, folder) {
  const content = path.join(folder, "content");
  const sum = createHash("sha256");
  const write = (name, text) => {
    const file = path.join(content, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    sum.update(name).update(text);
    return Buffer.byteLength(text);
  };
  write("site.yaml", SETTINGS);
  write("units.yaml", unitsYaml(site.units));
  write("indicators.yaml", indicatorsYaml());
  write("results.csv", resultsCsv(site.units, new Random(site.seed, "results")));
  let bytes = 0;
  for (const facts of site.bulletins) {
    const at = `bulletins/${facts.year}/${facts.slug}`;
    bytes += write(facts.attachment ? `${at}/index.md` : `${at}.md`, typed(facts, site.seed));
    if (facts.attachment) write(`${at}/phu-luc.txt`, "Tệp mẫu, do máy sinh ra.\n");
  }
  return { bytes: bytes / site.count, hash: sum.digest("hex") };
}
