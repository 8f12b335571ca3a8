//! Numbers of decisions: a unit counts anew each year, so that one number stands in many places; and families of numbers
//! that a search can mistake for one another.

import { Random } from "./random.mjs";
import { slug } from "./text.mjs";

/** Symbol, and what the document is called. */
const SYMBOLS = [
  ["QĐ-UBND", "Quyết định", 54],
  ["KH-UBND", "Kế hoạch", 24],
  ["CT-UBND", "Chỉ thị", 5],
  ["NQ-HĐND", "Nghị quyết", 5],
  ["BC-UBND", "Báo cáo", 6],
  ["TB-UBND", "Thông báo", 4],
  ["CTr-UBND", "Chương trình", 2],
];

export class Numbers {
  #taken = new Set();
  #random;

  constructor(seed) {
    this.#random = new Random(seed, "numbers");
  }

  #symbol() {
    let left = this.#random.below(100);
    return SYMBOLS.find(([, , share]) => (left -= share) < 0);
  }

  /** A number that the unit has not used in that year; `given` asks for a certain one. */
  next(unit, year, given = {}) {
    for (;;) {
      const [symbol, kind] = given.symbol ? SYMBOLS.find(([one]) => one === given.symbol) : this.#symbol();
      const number = given.number ?? 1 + this.#random.below(this.#random.chance(60) ? 900 : 4300);
      const normative = !given.number && symbol === "QĐ-UBND" && number < 80 && this.#random.chance(60);
      const printed = normative ? `${number}/${year}/${symbol}` : `${number}/${symbol}`;
      const key = `${unit.id}/${year}/${slug(printed)}`;
      if (this.#taken.has(key)) {
        if (given.number) return null;
        continue;
      }
      this.#taken.add(key);
      return { number, symbol, kind, printed, url: `van-ban/${key}.html` };
    }
  }
}

/** For the bulletins `0…` of a site: each family is a number, its neighbours, and its namesakes elsewhere. */
export function families(seed, units, count) {
  const random = new Random(seed, "families");
  const wanted = [];
  for (let family = 0; family < count; family++) {
    const number = random.between(101, 1999),
      year = random.between(2016, 2024);
    const [unit, other] = random.some(units.communes, 2);
    const one = (more) => ({ unit, year, number, symbol: "QĐ-UBND", family, ...more });
    wanted.push(
      one({ isBase: true }),
      one({ number: Math.floor(number / 10) }),
      one({ number: number * 10 }),
      one({ symbol: "KH-UBND" }),
      one({ unit: other }),
      one({ year: year + 1 }),
    );
  }
  return wanted;
}
