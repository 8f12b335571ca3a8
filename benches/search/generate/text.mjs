//! Vietnamese text as it is typed: without marks, with the tone on the other vowel, with abbreviations, in pieces.

const MARKS = /\p{M}/gu;

/** Lower case without marks; what is neither letter nor digit is one space. */
export function fold(text) {
  return text
    .normalize("NFD")
    .replace(MARKS, "")
    .toLowerCase()
    .replaceAll("đ", "d")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Lower case with marks, the tone where `hòa` and `ủy` have it; signs are one space. */
export function even(text) {
  return toneEarly(text.normalize("NFC").toLowerCase())
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

export function unaccented(text) {
  return text.normalize("NFD").replace(MARKS, "").replaceAll("đ", "d").replaceAll("Đ", "D");
}

export function slug(text) {
  return fold(text).replaceAll(" ", "-");
}

const TONES = [
  ["òa", "oà"],
  ["óa", "oá"],
  ["ỏa", "oả"],
  ["õa", "oã"],
  ["ọa", "oạ"],
  ["òe", "oè"],
  ["óe", "oé"],
  ["ỏe", "oẻ"],
  ["õe", "oẽ"],
  ["ọe", "oẹ"],
  ["ùy", "uỳ"],
  ["úy", "uý"],
  ["ủy", "uỷ"],
  ["ũy", "uỹ"],
  ["ụy", "uỵ"],
];
const PAIRS = TONES.flatMap((pair) => [
  pair,
  pair.map((part) => part[0].toUpperCase() + part.slice(1)),
  pair.map((part) => part.toUpperCase()),
]);

/** Only at the end of a syllable, and `qu` is a consonant: `quý` has one spelling. */
function moveTone(text, from, to) {
  let moved = text;
  for (const pair of PAIRS) {
    const pattern = new RegExp(`(?<![qQ])${pair[from]}(?!\\p{L})`, "gu");
    moved = moved.replace(pattern, pair[to]);
  }
  return moved;
}

const MAY_MOVE = /[oòóỏõọuùúủũụ][aàáảãạeèéẻẽẹyỳýỷỹỵ]/iu;

/** `hoà` → `hòa`. */
export const toneEarly = (text) => (MAY_MOVE.test(text) ? moveTone(text, 1, 0) : text);
/** `hòa` → `hoà`. */
export const toneLate = (text) => (MAY_MOVE.test(text) ? moveTone(text, 0, 1) : text);

/** Abbreviations and their words, the longest words first. */
export const ABBREVIATIONS = [
  ["VBQPPL", "văn bản quy phạm pháp luật"],
  ["DVCTT", "dịch vụ công trực tuyến"],
  ["CNTT", "công nghệ thông tin"],
  ["CCHC", "cải cách hành chính"],
  ["TTHC", "thủ tục hành chính"],
  ["UBND", "Ủy ban nhân dân"],
  ["HĐND", "Hội đồng nhân dân"],
  ["CĐS", "chuyển đổi số"],
  ["DVC", "dịch vụ công"],
];

/** Some of the words (`percent`) become their abbreviation. */
export function abbreviate(text, random, percent) {
  let short = text;
  for (const [abbreviation, words] of ABBREVIATIONS) {
    short = short.replace(new RegExp(words, "giu"), (found) => (random.chance(percent) ? abbreviation : found));
  }
  return short;
}

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The letters that Telex takes for marks, when no input method was on: `hành chính` → `hanhf chinhs`. */
const TELEX_LETTERS = new Map([
  ["ă", "aw"],
  ["â", "aa"],
  ["ê", "ee"],
  ["ô", "oo"],
  ["ơ", "ow"],
  ["ư", "uw"],
  ["đ", "dd"],
]);
const TELEX_TONES = new Map([
  ["\u0300", "f"],
  ["\u0301", "s"],
  ["\u0303", "x"],
  ["\u0309", "r"],
  ["\u0323", "j"],
]);
const VNI_LETTERS = new Map([
  ["ă", "a8"],
  ["â", "a6"],
  ["ê", "e6"],
  ["ô", "o6"],
  ["ơ", "o7"],
  ["ư", "u7"],
  ["đ", "d9"],
]);
const VNI_TONES = new Map([
  ["\u0300", "2"],
  ["\u0301", "1"],
  ["\u0303", "4"],
  ["\u0309", "3"],
  ["\u0323", "5"],
]);

/** `atEnd`: the tone is typed after the syllable, as most people do, and not right after its letter. */
function keys(text, letters, tones, atEnd) {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/\p{L}+/gu, (syllable) => {
      let typed = "",
        tone = "";
      for (const letter of syllable) {
        const parts = letter.normalize("NFD");
        const found = [...parts].find((part) => tones.has(part));
        const plain = parts.replace(found ?? "", "").normalize("NFC");
        typed += letters.get(plain) ?? plain;
        if (found && atEnd) tone = tones.get(found);
        else if (found) typed += tones.get(found);
      }
      return typed + tone;
    });
}

export const telex = (text) => keys(text, TELEX_LETTERS, TELEX_TONES, true);
export const vni = (text, atEnd = false) => keys(text, VNI_LETTERS, VNI_TONES, atEnd);

/** A syllable with another tone than it has; one without a tone gets one. */
export function otherTone(syllable, random) {
  const parts = [...syllable.normalize("NFD")];
  const at = parts.findIndex((part) => TELEX_TONES.has(part));
  const others = [...TELEX_TONES.keys()].filter((tone) => tone !== parts[at]);
  if (at >= 0) parts[at] = random.pick(others);
  else {
    const vowel = parts.findIndex((part) => /[aeiouy]/i.test(part));
    parts.splice(vowel + 1, 0, random.pick(others));
  }
  return parts.join("").normalize("NFC");
}
