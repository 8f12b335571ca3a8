// Text as search sees it: the same rules as in src/search/analysis.rs, where they are told, and the same answers, which
// tests/search/vectors.json and a comparison on random texts hold together.
"use strict";

(function (root) {
  const MARK = /^[\u0300-\u036f]$/;
  const WORD = /^[a-z\u00df-\u00f6\u00f8-\u024f\u0370-\u037d\u037f-\u0386\u0388-\u0481\u048a-\u052f\u0e00-\u0eff\u1100-\u11ff\u3041-\u30ff\u3400-\u9fff]+$/;
  const TONES = "\u0300\u0301\u0303\u0309\u0323";
  const SENTENCE_ENDS = ".!?;:…\n\r";
  const OTHER = 0, LETTERS = 1, DIGITS = 2;

  const seen = new Map();

  /** A character in lower case, taken apart: what is left without marks, the letters with marks, the tone. */
  function taken(letter) {
    let parts = seen.get(letter);
    if (!parts) {
      parts = { folded: "", spelled: "", tone: "" };
      for (const plain of letter.toLowerCase().normalize("NFD")) {
        const part = plain === "ð" || plain === "ɖ" ? "đ" : plain;
        if (!MARK.test(part)) parts.folded += part === "đ" ? "d" : part;
        if (TONES.includes(part)) parts.tone = part;
        else parts.spelled += part;
      }
      parts.kind = /[0-9]/.test(letter) ? DIGITS : parts.folded && WORD.test(parts.folded) ? LETTERS : OTHER;
      parts.isMark = MARK.test(letter);
      if (seen.size > 5000) seen.clear();
      seen.set(letter, parts);
    }
    return parts;
  }

  function form(letters) {
    let hash = 0x811c9dc5;
    for (let index = 0; index < letters.length; index++) hash = Math.imul(hash ^ letters.charCodeAt(index), 0x01000193);
    return ((hash >>> 16) ^ hash) & 0xffff;
  }

  function pairForm(first, second) {
    return (first * 31 + second) & 0xffff;
  }

  function withoutZeros(digits) {
    return digits.replace(/^0+(?=\d)/, "");
  }

  /** The numbers of a run of digits, points and commas, each with its place in the run. */
  function numbers(run) {
    const parts = run.split(/[.,]/);
    if (parts.length === 1) return [[withoutZeros(run), 0, run.length]];
    const grouped = /^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?$/.exec(run);
    if (grouped) return [[grouped[1].replace(/\./g, "") + (grouped[2] ? "." + grouped[2] : ""), 0, run.length]];
    if (parts.length === 2) return [[withoutZeros(parts[0]) + "." + parts[1], 0, run.length]];
    let at = 0;
    return parts.map((part) => {
      const start = at;
      at += part.length + 1;
      return [withoutZeros(part), start, start + part.length];
    });
  }

  /** The tokens of a text, whose places are those in its NFC. */
  function tokens(given) {
    const text = given.normalize("NFC");
    const found = [];
    let kind = OTHER, folded = "", spelled = "", tone = "", start = 0, end = 0, joined = false;
    const flush = () => {
      if (kind === LETTERS) {
        if (/([bcdghklmnprstvx]|^qu)y$/.test(folded)) {
          folded = folded.slice(0, -1) + "i";
          const at = spelled.lastIndexOf("y");
          spelled = spelled.slice(0, at) + "i" + spelled.slice(at + 1);
        }
        found.push({ folded, form: form(spelled + tone), joined, start, end });
        joined = true;
      } else if (kind === DIGITS) {
        for (const [number, from, to] of numbers(folded)) {
          found.push({ folded: number, form: form(number), joined, start: start + from, end: start + to });
          joined = true;
        }
      }
      kind = OTHER;
    };
    let at = 0;
    for (const letter of text) {
      const next = at + letter.length;
      const parts = taken(letter);
      const now = parts.isMark && kind === LETTERS ? LETTERS : parts.kind;
      if (now !== OTHER) {
        if (now !== kind) {
          flush();
          kind = now;
          start = at;
          folded = spelled = tone = "";
        }
        end = next;
        folded += parts.folded;
        spelled += parts.spelled;
        tone = parts.tone || tone;
      } else if (kind === DIGITS && (letter === "." || letter === ",") && /[0-9]/.test(text.charAt(next))) {
        folded += letter;
        end = next;
      } else {
        flush();
        if (SENTENCE_ENDS.includes(letter)) joined = false;
      }
      at = next;
    }
    flush();
    return found;
  }

  /** Was the token typed with marks? */
  function isMarked(token) {
    return token.form !== form(token.folded);
  }

  const search = (root.bantinSearch = root.bantinSearch || {});
  Object.assign(search, { tokens, pairForm, isMarked });
})(globalThis);
