//! Which documents may hold a phrase: those that have its rarest two neighbouring syllables. Looking through every text
//! for every query would take minutes.

export class Pairs {
  #places = new Map();

  constructor(documents) {
    documents.forEach(({ title, middle, body }, place) => {
      const seen = new Set();
      for (const text of [title, middle, body]) {
        const list = text.split(" ");
        for (let at = 1; at < list.length; at++) seen.add(`${list[at - 1]} ${list[at]}`);
      }
      for (const pair of seen) {
        if (!this.#places.has(pair)) this.#places.set(pair, []);
        this.#places.get(pair).push(place);
      }
    });
    this.documents = documents;
  }

  /** `phrase` with a space on either side, of two syllables or more; of fewer, every document may hold it. */
  mayHold(phrase) {
    const list = phrase.trim().split(" ");
    let best = null;
    for (let at = 1; at < list.length; at++) {
      const places = this.#places.get(`${list[at - 1]} ${list[at]}`) ?? [];
      if (!best || places.length < best.length) best = places;
    }
    return best ? best.map((place) => this.documents[place]) : this.documents;
  }
}
