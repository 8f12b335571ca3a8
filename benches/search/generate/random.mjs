//! Chance that repeats: a seed gives the same draws on every machine and in every version of Node.

/** FNV-1a over UTF-16 units, so that streams can be named by words. */
export function hash(text) {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return sum >>> 0;
}

/** Draws numbers; streams of the same seed with different names do not depend on one another. */
export class Random {
  #state;

  constructor(seed, stream = "") {
    this.#state = hash(`${seed}/${stream}`);
  }

  /** Mulberry32: small, and good enough for choosing words. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** From 0 to `end - 1`. */
  below(end) {
    return Math.floor((this.next() / 2 ** 32) * end);
  }

  between(first, last) {
    return first + this.below(last - first + 1);
  }

  chance(percent) {
    return this.below(100) < percent;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** `count` different entries, or all in another order. */
  some(list, count) {
    const left = [...list];
    for (let at = 0; at < Math.min(count, left.length); at++) {
      const other = at + this.below(left.length - at);
      [left[at], left[other]] = [left[other], left[at]];
    }
    return left.slice(0, count);
  }
}
