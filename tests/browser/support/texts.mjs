//! Random texts for the comparison of what Rust and the script of the search page make of them. Takes a seed and a
//! number; the same texts come out every time. Half of them are what Vietnamese readers and offices write, in every way
//! it is typed; the rest is whatever Unicode has.

/** Numbers from 0 to 1 by mulberry32, which is short and the same everywhere. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const ONSETS = ["", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x", "f", "j", "w", "z"];
const VOWELS = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "oa", "oe", "uy", "ia", "ya", "ưa", "iê", "yê", "uô", "ươ", "oai", "uya", "uyê", "ay", "ây", "ï", "ÿ", "ø", "æ"];
const ENDS = ["", "", "", "c", "ch", "m", "n", "ng", "nh", "p", "t", "y"];
const TONES = ["", "", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"];
const SIGNS = [" ", " ", " ", "\u00a0", "\t", "\n", "\r\n", ".", ",", ". ", ", ", ";", ":", "!", "?", "…", "/", "-", "–", "—", "\u2011", "\u00ad", "\u200b", "\u200d", "\ufeff", "'", "’", "\"", "“", "”", "«", "»", "(", ")", "%", "_", "+", "\u0000", "\u001e", "\u001f", "\u037e", "\u0387", "¹", "½", "①", "٣", "०", "５"];
/** Characters at which folding, composing or case are out of the ordinary. */
const ODD = [..."ÐðĐđŁłØøßẞİıſŉǅǄǆΣσςΐΰϴµÅKΩﬁﬀĳŸƴẙạ̈ậẦﾞがカ\u3099ｶﾞ한글กำเ่เ์ͅᾳὰ᾽豈ȺⱥꟓꟜƛɤⓐ１Ａａ𝒜𝟎😀👩‍👩‍👧🇻🇳\ud804\udd31\ud804\udd27\u0344\u0340\u0341\u0343\u0374\u1dc4\u20d0\ufe20\u0f77\u09cb\u09c7\u09be"];

/** `count` texts of all kinds in turn, none with half a surrogate pair, which Rust cannot hold. */
export function randomTexts(seed, count) {
  const next = random(seed);
  const upTo = (limit) => Math.floor(next() * limit);
  const one = (list) => list[upTo(list.length)];
  const some = (most, make) => Array.from({ length: 1 + upTo(most) }, make).join("");

  const syllable = () => {
    const vowels = one(VOWELS), at = upTo(vowels.length + 1);
    const toned = vowels.slice(0, at) + (at ? one(TONES) : "") + vowels.slice(at);
    const text = one(ONSETS) + toned + one(ENDS) + (upTo(20) ? "" : one(TONES));
    const cased = [text, text, text.toUpperCase(), text.slice(0, 1).toUpperCase() + text.slice(1)][upTo(4)];
    return [cased, cased.normalize("NFC"), cased.normalize("NFC"), cased.normalize("NFD")][upTo(4)];
  };
  const digits = () => some(6, () => String(upTo(upTo(2) ? 10 : 2)));
  const number = () => some(3, () => digits() + one([".", ",", ".", ",", "/", "", "..", ".,", "-"]));
  const grouped = () => String(upTo(1000)) + some(3, () => one([".", ".", ","]) + String(upTo(1000)).padStart(3, "0"));
  const letter = () => String.fromCodePoint(one([() => 0x20 + upTo(0x2e0), () => 0x300 + upTo(0x70), () => 0x370 + upTo(0x1d00), () => 0x1e00 + upTo(0x100)])());
  // The halves of pairs and, past the end, nothing.
  const plane0 = () => { const code = upTo(0x10000 - 0x800); return String.fromCodePoint(code < 0xd800 ? code : code + 0x800); };
  const astral = () => String.fromCodePoint(0x10000 + upTo(upTo(2) ? 0x100000 : 0x20000));
  const marks = () => some(4, () => String.fromCodePoint(0x300 + upTo(0x70)));
  const word = () => one([syllable, syllable, syllable, number, grouped, digits])();

  const kinds = [
    () => some(12, () => syllable() + one(SIGNS)),
    () => some(8, () => number() + one(SIGNS)),
    () => some(4, () => grouped() + one(["", " ", "%", "đ", ". ", ","])),
    () => some(5, () => one(["", "Số ", "QĐ-", "quyết định "]) + digits() + one(["/", "/QĐ", "-", " "]) + one(["QĐ-UBND", "NQ/TW", "2021", "KH", "UBND-HC"]) + one(SIGNS)),
    () => some(10, () => word() + one(SIGNS) + one(["", "", marks()])),
    () => some(8, () => one(ODD) + one(["", "", "y", "5", marks(), one(ODD)])),
    () => some(20, letter),
    () => some(20, plane0),
    () => some(6, astral),
    () => some(6, () => one([letter, plane0, astral, syllable, digits])() + marks()),
    () => some(25, () => one([letter, plane0, syllable, number, () => one(SIGNS), () => one(ODD)])()),
    () => one([syllable, digits, marks, letter])().repeat(upTo(60) ? 1 + upTo(8) : 400),
  ];
  return Array.from({ length: count }, (_, index) => kinds[index % kinds.length]().toWellFormed());
}

/** Every character of the basic plane: between letters, alone with a mark, between digits. Some stand in one text, to save time. */
export function everyCharacter() {
  const texts = [];
  for (let start = 0; start < 0x10000; start += 16) {
    if (start >= 0xd800 && start < 0xe000) continue;
    const characters = Array.from({ length: 16 }, (_, place) => String.fromCharCode(start + place));
    texts.push(characters.map((one) => `a${one}b ${one}\u0301y. 1${one}2,${one}`).join("\n"));
  }
  return texts;
}
