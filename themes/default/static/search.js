// Search: reads the files that src/search writes, answers queries and shows results. Nothing is loaded before the
// reader searches. Files come as classic scripts, so that it works from a folder on a disk, too.
"use strict";

(function (root) {
  // Analysis. The same rules as in src/search/analysis.rs, held together by tests/search/vectors.json.

  const MARK = /\p{M}/u;
  const WORD = /^[a-z\u00df-\u00f6\u00f8-\u024f\u0370-\u037d\u037f-\u0386\u0388-\u0481\u048a-\u052f\u0e00-\u0eff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]+$/;
  const TONES = "\u0300\u0301\u0303\u0309\u0323";
  const OTHER = 0, LETTERS = 1, DIGITS = 2;

  function fold(letter) {
    let folded = "";
    for (const part of letter.toLowerCase().normalize("NFD")) {
      if (!MARK.test(part)) folded += part.toLowerCase().replace("đ", "d");
    }
    return folded;
  }

  function kindOf(letter, before) {
    if (letter >= "0" && letter <= "9") return DIGITS;
    if (letter < "\u0080") return /[a-z]/i.test(letter) ? LETTERS : OTHER;
    if (MARK.test(letter)) return before === LETTERS ? LETTERS : OTHER;
    return WORD.test(fold(letter)) ? LETTERS : OTHER;
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

  function numbers(run) {
    const parts = run.split(/[.,]/);
    if (parts.length === 1) return [[withoutZeros(run), 0, run.length]];
    const grouped = !run.includes(",") && parts[0].length <= 3 && parts.slice(1).every((part) => part.length === 3);
    if (grouped) return [[withoutZeros(parts.join("")), 0, run.length]];
    if (parts.length === 2) return [[withoutZeros(parts[0]) + "." + parts[1], 0, run.length]];
    let at = 0;
    return parts.map((part) => {
      const start = at;
      at += part.length + 1;
      return [withoutZeros(part), start, start + part.length];
    });
  }

  function tokens(given) {
    const text = given.normalize("NFC");
    const found = [];
    let kind = OTHER, folded = "", spelled = "", tone = "", start = 0, end = 0, joined = false;
    const flush = () => {
      if (kind === LETTERS) {
        if (/([bcdghklmnrstv]|^qu)y$/.test(folded)) {
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
      const now = kindOf(letter, kind);
      if (now === OTHER) {
        if (kind === DIGITS && (letter === "." || letter === ",") && /[0-9]/.test(text.charAt(next))) {
          folded += letter;
          end = next;
        } else {
          flush();
          if (".!?;:…\n\r".includes(letter)) joined = false;
        }
      } else {
        if (now !== kind) {
          flush();
          kind = now;
          start = at;
          folded = spelled = tone = "";
        }
        end = next;
        folded += fold(letter);
        for (const part of letter.toLowerCase().normalize("NFD")) {
          if (TONES.includes(part)) tone = part;
          else spelled += part;
        }
      }
      at = next;
    }
    flush();
    return found;
  }

  // The files of the index.

  const RECORD = "\u001e", PART = "\u001f";
  const utf8 = new TextDecoder();

  /** Reads an index; `load(name)` gives the bytes of a file or rejects. */
  function Index(load) {
    const files = new Map();
    const failed = new Set();
    const get = (name, read) => {
      if (!files.has(name)) {
        const reading = load(name).then(read).catch(() => {
          failed.add(name);
          return null;
        });
        files.set(name, reading);
      }
      return files.get(name);
    };
    this.failed = failed;
    this.open = () => get("m", readManifest);
    this.vocabulary = () => get("v", readVocabulary);
    this.facet = (id) => get("f-" + id, readFacet);
    this.terms = async (keys) => {
      const manifest = await this.open();
      const found = new Map();
      if (!manifest) return found;
      const shards = new Map();
      for (const key of keys) {
        const shard = shardOf(manifest.firsts, key);
        if (shard >= 0) shards.set(shard, (shards.get(shard) || []).concat(key));
      }
      await Promise.all([...shards].map(async ([shard, wanted]) => {
        const terms = await get("t" + shard, readTerms);
        if (terms) for (const key of wanted) if (terms.has(key)) found.set(key, postings(terms.get(key)));
      }));
      return found;
    };
    /** Terms that begin with `prefix`, as far as they stand in one file. */
    this.beginning = async (prefix) => {
      const manifest = await this.open();
      const shard = manifest ? shardOf(manifest.firsts, prefix) : -1;
      const found = [];
      for (const name of [shard, shard + 1]) {
        if (name < 0 || name >= manifest.firsts.length || (name > shard && !manifest.firsts[name].startsWith(prefix))) continue;
        const terms = await get("t" + name, readTerms);
        if (terms) for (const [key, term] of terms) if (key.startsWith(prefix)) found.push([key, term.count]);
      }
      return found;
    };
    this.shown = async (document) => {
      const manifest = await this.open();
      const shard = await get("d" + Math.floor(document / manifest.group), readShown);
      return shard ? shard[document % manifest.group] : null;
    };
  }

  function readManifest(bytes) {
    const [numbers, firsts, short] = utf8.decode(bytes).split(RECORD);
    const [version, count, group] = numbers.split(" ").map(Number);
    if (version !== 1) throw new Error("version");
    const abbreviations = short ? short.split("\n").map((line) => line.split(PART)) : [];
    return { count, group, firsts: firsts ? firsts.split("\n") : [], abbreviations };
  }

  function readVocabulary(bytes) {
    const words = new Map();
    for (const line of utf8.decode(bytes).split("\n")) {
      if (line) words.set(line.slice(0, -1), parseInt(line.slice(-1), 36));
    }
    return words;
  }

  function readShown(bytes) {
    return utf8.decode(bytes).split(RECORD).map((record) => {
      const [kind, url, title, date, unit, number, note, lang] = record.split(PART);
      return { kind, url, title, date, unit, number, note, lang };
    });
  }

  function shardOf(firsts, key) {
    let low = 0, high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  function Reader(bytes) {
    this.at = 0;
    this.byte = () => bytes[this.at++];
    this.number = () => {
      let number = 0, shift = 0, byte;
      do {
        byte = bytes[this.at++];
        number |= (byte & 0x7f) << shift;
        shift += 7;
      } while (byte & 0x80);
      return number >>> 0;
    };
    this.take = (length) => bytes.subarray(this.at, (this.at += length));
    this.ends = () => this.at >= bytes.length;
  }

  function readTerms(bytes) {
    const reader = new Reader(bytes);
    const terms = new Map();
    let last = new Uint8Array(0);
    while (!reader.ends()) {
      const shared = reader.byte(), more = reader.byte();
      const key = new Uint8Array(shared + more);
      key.set(last.subarray(0, shared));
      key.set(reader.take(more), shared);
      last = key;
      const term = { count: reader.number(), forms: [] };
      for (let left = reader.byte(); left > 0; left--) term.forms.push(reader.byte() | (reader.byte() << 8));
      const listed = reader.number();
      const start = reader.at;
      for (let left = listed; left > 0; left--) {
        reader.number();
        reader.at++;
      }
      term.listed = listed;
      term.bytes = bytes.subarray(start, reader.at);
      terms.set(utf8.decode(key), term);
    }
    return terms;
  }

  function postings(term) {
    if (!term.documents) {
      const reader = new Reader(term.bytes);
      term.documents = new Uint32Array(term.listed);
      term.codes = new Uint8Array(term.listed);
      let document = 0;
      for (let index = 0; index < term.listed; index++) {
        document += reader.number();
        term.documents[index] = document;
        term.codes[index] = reader.byte();
      }
    }
    return term;
  }

  function readFacet(bytes) {
    const reader = new Reader(bytes);
    const names = utf8.decode(reader.take(reader.number())).split(PART);
    const starts = [], values = [];
    while (!reader.ends()) {
      starts.push(values.length);
      for (let left = reader.number(); left > 0; left--) values.push(reader.number());
    }
    starts.push(values.length);
    return { names, starts: Uint32Array.from(starts), values: Uint32Array.from(values) };
  }

  // Queries.

  const LONGEST_QUERY = 300, MOST_TOKENS = 24;
  const FILLERS = ["nhu the nao", "the nao", "la gi", "o dau", "bao nhieu", "khi nao", "lam sao", "tai sao", "co nhung gi",
    "cho toi biet", "toi muon tim", "tim kiem", "ra sao"].map((words) => words.split(" "));
  const SYMBOLS = new Set(("qd kh ct ttr tb bc cv nq hd cd ctr gm bb tt nd ubnd hdnd cp ttg bnv bch tu hc sgd stc snv " +
    "hc so quyet dinh ke hoach chi thi nghi thong bao cao huong dan to trinh cong van ngay nam").split(" "));

  /** A query as groups of tokens; quoted words must stand together. */
  function parse(text) {
    const groups = [];
    let quoted = false;
    for (const piece of text.slice(0, LONGEST_QUERY).split(/["“”]/)) {
      const found = tokens(piece);
      if (found.length) groups.push({ tokens: found, quoted });
      quoted = !quoted;
    }
    let left = MOST_TOKENS;
    for (const group of groups) {
      group.tokens = group.tokens.slice(0, left);
      left -= group.tokens.length;
      if (!group.quoted) group.tokens = withoutFillers(group.tokens);
    }
    return groups.filter((group) => group.tokens.length);
  }

  function withoutFillers(list) {
    let kept = list;
    for (const filler of FILLERS) {
      for (let at = 0; at + filler.length <= kept.length; at++) {
        if (filler.every((word, index) => kept[at + index].folded === word)) {
          const next = kept.slice(0, at).concat(kept.slice(at + filler.length));
          if (next.length) kept = next;
        }
      }
    }
    return kept;
  }

  /** Terms that a query asks for: singles and pairs with the form asked for, 0 where any will do. */
  function wanted(groups) {
    const singles = [], pairs = [];
    for (const group of groups) {
      group.tokens.forEach((token, index) => {
        const before = group.tokens[index - 1];
        const unit = { key: token.folded, form: marked(token) ? token.form : 0, pairs: [], group };
        singles.push(unit);
        if (before && (token.joined || group.quoted)) {
          const other = singles[singles.length - 2];
          const pair = {
            key: before.folded + " " + token.folded,
            form: marked(before) || marked(token) ? pairForm(before.form, token.form) : 0,
            group,
          };
          pairs.push(pair);
          unit.pairs.push(pair);
          other.pairs.push(pair);
        }
      });
    }
    return { singles, pairs };
  }

  function marked(token) {
    return token.form !== form(token.folded);
  }

  /** Scores every document that holds something of the query. */
  function score(count, singles, pairs, terms) {
    const scores = new Float32Array(count), covered = new Float32Array(count);
    const touched = [];
    const rarity = (term) => Math.log(1 + (count - term.count + 0.5) / (term.count + 0.5));
    let total = 0;
    const weights = new Map();
    for (const unit of singles) {
      const term = terms.get(unit.key);
      // A word that is nowhere on the site weighs like a rare one, so that it is missed.
      const weight = Math.max(0.3, term ? rarity(term) : Math.log(1 + count));
      weights.set(unit, weight);
      total += weight;
    }
    const add = (unit, factor, share) => {
      const term = terms.get(unit.key);
      if (!term) return;
      const weight = rarity(term) * factor;
      for (let index = 0; index < term.listed; index++) {
        const code = term.codes[index], document = term.documents[index];
        let part = weight * (0.3 + (code >> 3) / 31);
        if (code & 1) part *= 1.35;
        if (unit.form) {
          const shape = (code >> 1) & 3;
          part *= shape && term.forms[shape - 1] === unit.form ? 1.3 : 0.6;
        }
        if (!scores[document]) touched.push(document);
        scores[document] += part;
        share(document);
      }
    };
    for (const unit of singles) {
      const weight = weights.get(unit) * (unit.pairs.length ? 0.45 : 1);
      add(unit, unit.pairs.length ? 0.4 : 1, (document) => { covered[document] += weight; });
    }
    for (const pair of pairs) {
      const around = singles.filter((unit) => unit.pairs.includes(pair));
      const weight = around.reduce((sum, unit) => sum + 0.55 * weights.get(unit) / unit.pairs.length, 0);
      add(pair, 1, (document) => { covered[document] += weight; });
    }
    for (const document of touched) {
      const share = Math.min(1, covered[document] / total);
      covered[document] = share;
      scores[document] *= 0.25 + 0.75 * share * share;
    }
    return { scores, covered, touched };
  }

  /** Documents by their number: `1954`, `1954/QĐ-UBND`, `QĐ 1954`, `1954/2021`. */
  async function byNumber(index, groups, text) {
    const list = groups.reduce((all, group) => all.concat(group.tokens), []);
    const isSymbol = (token) => token && SYMBOLS.has(token.folded);
    const isYear = (token) => /^(19|20)\d\d$/.test(token.folded);
    const at = list.findIndex((token, place) => {
      if (!/^\d{1,6}$/.test(token.folded)) return false;
      if (list.length === 1) return true;
      const after = list[place + 1], before = list[place - 1];
      const named = (isSymbol(after) && !["nam", "ngay", "dan"].includes(after.folded)) ||
        (isSymbol(before) && !["nam", "ngay", "dan"].includes(before.folded));
      const withYear = list.length <= 3 && after && isYear(after) && /\d\s*\/\s*\d/.test(text) && Number(token.folded) > 12;
      return named || withYear;
    });
    if (at < 0) return null;
    const number = list[at].folded;
    if (list.length === 1 && isYear(list[at])) return null;
    const others = list.filter((token, place) => place !== at);
    const parts = others.map((token) => token.folded).filter((word) => !/^\d{1,3}$/.test(word));
    const found = await index.terms(["#" + number].concat(parts.map((part) => "#" + number + " " + part)));
    const all = found.get("#" + number);
    if (!all) return null;
    let documents = [...all.documents];
    for (const part of parts) {
      const term = found.get("#" + number + " " + part);
      if (term) {
        const those = new Set(term.documents);
        documents = documents.filter((document) => those.has(document));
      } else if (/^(qd|kh|ct|ttr|tb|bc|cv|nq|hd|ctr|ubnd|hdnd)$/.test(part) || isYear({ folded: part })) {
        // Another kind or another year is another document.
        documents = [];
      }
    }
    const firsts = new Map();
    all.documents.forEach((document, place) => firsts.set(document, all.codes[place] & 1));
    return documents.map((document) => ({ document, first: firsts.get(document) }));
  }

  /** Answers a query: documents with scores, best first, and how it was read. */
  async function search(index, text, options) {
    const manifest = await index.open();
    if (!manifest) return { broken: true, results: [], text };
    const literal = await answer(index, manifest, text);
    const weak = !literal.results.length || literal.best < 0.8;
    if (weak && !(options && options.literal)) {
      const corrected = await correct(index, literal);
      if (corrected) {
        const better = await answer(index, manifest, corrected);
        if (better.results.length && better.best > literal.best + 0.1) {
          better.corrected = corrected;
          better.text = text;
          return better;
        }
      }
    }
    return literal;
  }

  async function answer(index, manifest, text) {
    const groups = parse(text);
    const { singles, pairs } = wanted(groups);
    const keys = singles.concat(pairs).map((unit) => unit.key);
    const [terms, exact] = await Promise.all([index.terms(keys), byNumber(index, groups, text)]);
    await complete(index, groups, singles, pairs, terms, text);
    const { scores, covered, touched } = score(manifest.count, singles, pairs, terms);
    let best = 0;
    for (const document of touched) if (covered[document] > best) best = covered[document];
    const quoted = groups.filter((group) => group.quoted);
    let hits = touched.filter((document) => covered[document] >= 0.6 * best);
    for (const group of quoted) hits = phrase(hits, singles, pairs, terms, group);
    const order = new Map();
    if (exact) for (const { document, first } of exact) order.set(document, 2 + first);
    if (exact && exact.length) {
      const here = new Set(hits);
      for (const { document } of exact) if (!here.has(document)) hits.push(document);
    }
    const results = hits.map((document) => ({
      document, score: scores[document], exact: order.get(document) || 0,
    }));
    results.sort((a, b) => b.exact - a.exact || b.score - a.score || a.document - b.document);
    if (exact && exact.length) best = 1;
    return { text, groups, singles, pairs, terms, results, best: results.length ? best : 0 };
  }

  /** Of a phrase every pair must be there; a phrase of one word, the word. */
  function phrase(documents, singles, pairs, terms, group) {
    const own = pairs.filter((pair) => pair.group === group);
    for (const unit of own.length ? own : singles.filter((single) => single.group === group)) {
      const term = terms.get(unit.key);
      const those = new Set(term ? term.documents : []);
      documents = documents.filter((document) => those.has(document));
    }
    return documents;
  }

  /** The last word may be half typed: its most usual continuation stands in where it is no word by itself. */
  async function complete(index, groups, singles, pairs, terms, text) {
    const last = singles[singles.length - 1];
    if (!last || last.group.quoted || /\s$/.test(text) || /^\d/.test(last.key)) return;
    const pair = last.pairs.find((one) => one.key.endsWith(" " + last.key));
    const unit = pair || last;
    if (terms.has(unit.key)) return;
    const found = await index.beginning(unit.key);
    const word = (key) => key.split(" ").length === unit.key.split(" ").length && !key.startsWith("#");
    found.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const longer = found.find(([key]) => key !== unit.key && word(key));
    if (!longer) return;
    const full = longer[0];
    last.key = pair ? full.slice(full.indexOf(" ") + 1) : full;
    last.form = 0;
    if (pair) {
      pair.key = full;
      pair.form = 0;
    }
    const more = await index.terms([last.key, full]);
    more.forEach((term, key) => terms.set(key, term));
  }

  // Corrections: slips of the keyboard, and the letters that Telex and VNI leave where no input method was on.

  const TELEX = [[/aa/g, "a"], [/ee/g, "e"], [/oo/g, "o"], [/dd/g, "d"], [/aw/g, "a"], [/ow/g, "o"], [/uw/g, "u"], [/w/g, "u"]];
  const CONFUSED = [["s", "x"], ["ch", "tr"], ["l", "n"], ["d", "gi"], ["d", "r"], ["gi", "r"], ["i", "y"], ["c", "k"], ["ng", "n"], ["t", "c"], ["n", "nh"]];
  const LETTERS_ALL = "abcdeghiklmnopqrstuvxy";

  function candidates(word, words) {
    const found = new Map();
    const offer = (other, cost) => {
      if (other !== word && words.has(other) && !(found.get(other) <= cost)) found.set(other, cost);
    };
    let telex = word.replace(/[sfrxjz]$/, "");
    offer(telex, 0.5);
    for (const [from, to] of TELEX) telex = telex.replace(from, to);
    offer(telex, 0.5);
    let marks = word;
    for (const [from, to] of TELEX) marks = marks.replace(from, to);
    offer(marks, 0.5);
    offer(marks.replace(/[sfrxj]/g, ""), 0.6);
    for (let at = 0; at < word.length; at++) {
      offer(word.slice(0, at) + word.slice(at + 1), 1);
      offer(word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2), 0.8);
      for (const letter of LETTERS_ALL) offer(word.slice(0, at) + letter + word.slice(at + 1), 1.2);
    }
    for (let at = 0; at <= word.length; at++) for (const letter of LETTERS_ALL) offer(word.slice(0, at) + letter + word.slice(at), 1);
    for (const [one, other] of CONFUSED) {
      offer(word.replace(one, other), 0.7);
      offer(word.replace(other, one), 0.7);
      for (const [from, to] of [[one, other], [other, one]]) if (word.endsWith(from)) offer(word.slice(0, -from.length) + to, 0.7);
    }
    return [...found].map(([other, cost]) => ({ words: [other], cost, bits: words.get(other) }));
  }

  /** "caicach": two words without the space between them. */
  function split(word, words) {
    const found = [];
    for (let at = 2; at <= word.length - 2; at++) {
      const parts = [word.slice(0, at), word.slice(at)];
      if (parts.every((part) => words.has(part))) {
        found.push({ words: parts, cost: 0.6, bits: Math.min(...parts.map((part) => words.get(part))) });
      }
    }
    return found;
  }

  /** VNI writes marks as digits: `ca3i ca1ch`. */
  function withoutVni(text) {
    return text.replace(/[a-z]+[0-9][a-z0-9]*/gi, (word) => /^[a-z]+[1-9](?:[a-z]*[1-9]?)$/i.test(word) ? word.replace(/[0-9]/g, "") : word);
  }

  async function correct(index, answered) {
    const vocabulary = await index.vocabulary();
    if (!vocabulary || answered.groups.some((group) => group.quoted)) return null;
    const plain = withoutVni(answered.text);
    const list = plain === answered.text ? answered.groups.reduce((all, group) => all.concat(group.tokens), []) : tokens(plain);
    const words = list.map((token) => token.folded);
    let changed = plain !== answered.text;
    const pairKnown = async (pairs) => index.terms(pairs);
    const known = await pairKnown(words.slice(1).map((word, at) => words[at] + " " + word));
    const suspicious = words.map((word, at) => {
      if (/\d/.test(word)) return false;
      const left = at > 0 && known.has(words[at - 1] + " " + word);
      const right = at + 1 < words.length && known.has(word + " " + words[at + 1]);
      return !vocabulary.has(word) || (words.length > 1 && !left && !right);
    });
    const output = words.map((word) => [word]);
    let loads = 8;
    for (let at = 0; at < words.length && loads > 0; at++) {
      if (!suspicious[at]) continue;
      const offered = candidates(words[at], vocabulary).concat(split(words[at], vocabulary));
      if (!vocabulary.has(words[at]) === false) offered.push({ words: [words[at]], cost: 0, bits: vocabulary.get(words[at]) });
      offered.sort((a, b) => (b.bits - 3 * b.cost) - (a.bits - 3 * a.cost));
      const best = await fittest(index, offered.slice(0, 40), at > 0 ? output[at - 1][output[at - 1].length - 1] : "", words[at + 1] || "");
      loads--;
      if (best && best.words.join(" ") !== words[at]) {
        output[at] = best.words;
        changed = true;
      }
    }
    return changed ? output.map((parts) => parts.join(" ")).join(" ") : null;
  }

  /** The candidate whose pairs with its neighbours are the commonest. */
  async function fittest(index, offered, before, after) {
    const keys = new Set();
    for (const { words } of offered) {
      if (before) keys.add(before + " " + words[0]);
      if (after) keys.add(words[words.length - 1] + " " + after);
      if (words.length === 2) keys.add(words.join(" "));
    }
    const terms = await index.terms([...keys]);
    const count = (key) => (terms.has(key) ? 1 + Math.log2(terms.get(key).count) : 0);
    let best = null;
    for (const offer of offered) {
      const inside = offer.words.length === 2 ? count(offer.words.join(" ")) : 0;
      if (offer.words.length === 2 && !inside) continue;
      const fit = (before ? count(before + " " + offer.words[0]) : 0) + (after ? count(offer.words[offer.words.length - 1] + " " + after) : 0) + inside;
      offer.fit = fit * 2 + offer.bits * 0.3 - offer.cost * 3;
      if (!best || offer.fit > best.fit) best = offer;
    }
    return best;
  }

  root.bantinSearchCore = { tokens, parse, search, Index };

  // The page.

  if (typeof document === "undefined") return;

  const FACETS = { loai: "kind", "don-vi": "unit", nam: "year", "chuyen-muc": "category", "linh-vuc": "area", "chi-so": "indicator", "van-ban": "document", "trang-thai": "status" };
  const STEP = 10;
  const waiting = new Map();

  root.bantinSearch = {
    take(name, data) {
      const one = waiting.get(name);
      if (one) one(data);
    },
  };

  /** Loads a file of the index as a script; gives its bytes. */
  function loader(folder) {
    return (name) => new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = folder + name + ".js";
      let data = null;
      waiting.set(name, (given) => { data = given; });
      const end = (act) => {
        waiting.delete(name);
        script.remove();
        act();
      };
      script.onerror = () => end(() => reject(new Error(name)));
      script.onload = () => end(() => (data === null ? reject(new Error(name)) : inflate(data).then(resolve, reject)));
      document.head.append(script);
    });
  }

  async function inflate(data) {
    const packed = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  function start() {
    const page = document.getElementById("tim");
    if (!page || typeof DecompressionStream === "undefined") return;
    const form = page.querySelector("form"), box = form.elements.q;
    const status = page.querySelector("[role=status]"), list = page.querySelector(".hits");
    const more = page.querySelector(".more-hits"), filters = form.querySelector("details");
    const note = page.querySelector(".search-note"), browse = document.querySelector(".browse");
    const index = new Index(loader(page.dataset.index));
    let answered = null, shown = 0, turn = 0, chosen = [];

    form.hidden = false;
    const state = new URLSearchParams(location.search);
    const read = (parameters) => {
      box.value = parameters.get("q") || "";
      form.elements.xep.value = parameters.get("xep") === "moi" ? "moi" : "";
      for (const id of Object.keys(FACETS)) form.elements[id].dataset.wanted = parameters.get(id) || "";
    };

    const address = () => {
      const parameters = new URLSearchParams();
      if (box.value.trim()) parameters.set("q", box.value.trim());
      for (const id of Object.keys(FACETS)) if (form.elements[id].dataset.wanted) parameters.set(id, form.elements[id].dataset.wanted);
      if (form.elements.xep.value) parameters.set("xep", form.elements.xep.value);
      return "?" + parameters;
    };

    const keep = (how) => {
      // A page from a folder may not change its address.
      try { history[how](null, "", address()); } catch (refused) { /* the page works without */ }
    };

    const word = (name, values) => Object.entries(values || {}).reduce((text, [key, value]) => text.replace("{" + key + "}", value), page.dataset[name]);

    async function run(options) {
      const mine = ++turn;
      const text = box.value.trim();
      const hasFilter = Object.keys(FACETS).some((id) => form.elements[id].dataset.wanted);
      if (!text && !hasFilter) {
        answered = null;
        draw([]);
        status.textContent = "";
        note.hidden = true;
        browse.hidden = false;
        return;
      }
      status.textContent = page.dataset.busy;
      const result = text ? await search(index, text, options) : await everything();
      if (mine !== turn) return;
      if (result.broken) {
        status.textContent = page.dataset.broken;
        return;
      }
      answered = result;
      chosen = await filtered(result.results);
      if (mine !== turn) return;
      if (form.elements.xep.value === "moi") chosen.sort((a, b) => a.document - b.document);
      shown = 0;
      list.replaceChildren();
      browse.hidden = chosen.length > 0;
      explain(result, text);
      await draw(chosen);
      if (mine !== turn) return;
      const count = chosen.length.toLocaleString(document.documentElement.lang);
      status.textContent = chosen.length ? word("count", { n: count }) : word("none", { q: text });
      if (index.failed.size) status.textContent += " " + page.dataset.part;
      if (filters.open) counts(result.results);
    }

    /** Filters alone show all that they leave, newest first. */
    async function everything() {
      const manifest = await index.open();
      if (!manifest) return { broken: true, results: [] };
      const results = [];
      for (let document = 0; document < manifest.count; document++) results.push({ document, score: 0, exact: 0 });
      return { results, singles: [], pairs: [], text: "" };
    }

    function explain(result, text) {
      note.hidden = !result.corrected;
      if (!result.corrected) return;
      const link = document.createElement("button");
      link.type = "button";
      link.textContent = word("literal", { q: text });
      link.addEventListener("click", () => run({ literal: true }));
      note.replaceChildren(word("corrected", { q: result.corrected }) + " ", link);
    }

    async function columns(ids) {
      const found = await Promise.all(ids.map((id) => index.facet(FACETS[id])));
      return new Map(ids.map((id, place) => [id, found[place]]));
    }

    const has = (column, document, value) => {
      for (let at = column.starts[document]; at < column.starts[document + 1]; at++) if (column.values[at] === value) return true;
      return false;
    };

    /** The results that every filter, but `except`, lets through. */
    async function filtered(results, except) {
      const ids = Object.keys(FACETS).filter((id) => id !== except && form.elements[id].dataset.wanted);
      const loaded = await columns(ids);
      let left = results;
      for (const id of ids) {
        const column = loaded.get(id);
        if (!column) continue;
        const value = column.names.indexOf(form.elements[id].dataset.wanted) + 1;
        left = left.filter((hit) => has(column, hit.document, value));
      }
      return left === results ? results.slice() : left;
    }

    /** Fills the filters with the values that the results have, each with its count. */
    async function counts(results) {
      const loaded = await columns(Object.keys(FACETS));
      for (const id of Object.keys(FACETS)) {
        const column = loaded.get(id), select = form.elements[id];
        if (!column) continue;
        const sums = new Uint32Array(column.names.length + 1);
        for (const { document } of await filtered(results, id)) {
          for (let at = column.starts[document]; at < column.starts[document + 1]; at++) sums[column.values[at]]++;
        }
        const options = column.names.map((name, place) => [name, sums[place + 1]]).filter(([name, sum]) => sum || name === select.dataset.wanted);
        if (FACETS[id] !== "kind" && FACETS[id] !== "year" && FACETS[id] !== "status") {
          const order = new Intl.Collator("vi");
          options.sort((a, b) => order.compare(a[0], b[0]));
        }
        select.replaceChildren(new Option(page.dataset.any, ""), ...options.map(([name, sum]) => new Option(name + " (" + sum + ")", name)));
        select.value = select.dataset.wanted;
        select.closest("p").hidden = options.length === 0;
      }
    }

    async function draw(hits) {
      const next = hits.slice(shown, shown + STEP);
      const records = await Promise.all(next.map((hit) => index.shown(hit.document)));
      const keys = new Set(answered ? answered.singles.map((unit) => unit.key) : []);
      next.forEach((hit, place) => {
        const record = records[place];
        if (!record) return;
        const isFirstOther = !hit.exact && hits[shown + place - 1] && hits[shown + place - 1].exact;
        if (hit.exact && shown + place === 0) list.append(label(page.dataset.exact));
        if (isFirstOther) list.append(label(page.dataset.others));
        list.append(item(record, keys));
      });
      shown += next.length;
      more.hidden = shown >= hits.length;
    }

    function label(text) {
      const line = document.createElement("li");
      line.className = "hits-label";
      line.textContent = text;
      return line;
    }

    function item(record, keys) {
      const line = document.createElement("li"), head = document.createElement("h2"), link = document.createElement("a");
      line.className = "hit";
      if (record.lang !== document.documentElement.lang) line.lang = record.lang;
      link.href = page.dataset.root + record.url;
      const inTitle = mark(link, record.title, keys);
      head.append(link);
      const facts = document.createElement("p");
      facts.className = "meta";
      for (const fact of [page.dataset[record.kind], record.date, record.unit, record.kind === "decision" ? "" : record.number]) {
        if (!fact) continue;
        const span = document.createElement("span");
        span.textContent = fact;
        facts.append(span, " ");
      }
      line.append(head, facts);
      const text = document.createElement("p");
      const inNote = record.note ? mark(text, record.note, keys) : 0;
      if (record.note) line.append(text);
      if (!inTitle && !inNote && record.kind === "bulletin" && keys.size) passage(record, keys, line, text);
      return line;
    }

    /** Where neither title nor summary hold a word, the passage that does, from the bulletin's own text. */
    async function passage(record, keys, line, text) {
      if (!location.protocol.startsWith("http")) return;
      try {
        const answer = await fetch(page.dataset.root + record.url.replace(/\.html$/, ".md"));
        if (!answer.ok) return;
        const body = (await answer.text()).replace(/[*_`>#|[\]]+/g, " ").replace(/\s+/g, " ");
        const hits = tokens(body).filter((token) => keys.has(token.folded));
        if (!hits.length) return;
        // The place where most of the words stand within one sentence's length.
        let best = 0, most = 0;
        hits.forEach((hit, place) => {
          const near = new Set(hits.slice(place, place + 12).filter((other) => other.start - hit.start < 160).map((other) => other.folded)).size;
          if (near > most) [best, most] = [hit.start, near];
        });
        const from = Math.max(0, body.lastIndexOf(" ", Math.max(0, best - 40)));
        const to = body.indexOf(" ", from + 220);
        text.replaceChildren();
        mark(text, (from ? "… " : "") + body.slice(from, to < 0 ? body.length : to).trim() + (to < 0 ? "" : " …"), keys);
        if (!text.parentNode) line.append(text);
      } catch (unreachable) { /* the summary stays */ }
    }

    /** Puts a text into an element, its words of the query marked; says how many. */
    function mark(element, given, keys) {
      const text = given.normalize("NFC");
      let at = 0, count = 0;
      for (const token of tokens(text)) {
        if (!keys.has(token.folded)) continue;
        element.append(text.slice(at, token.start));
        const marked = document.createElement("mark");
        marked.textContent = text.slice(token.start, token.end);
        element.append(marked);
        at = token.end;
        count++;
      }
      element.append(text.slice(at));
      return count;
    }

    let timer = 0;
    box.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        keep("replaceState");
        run();
      }, 200);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      keep("pushState");
      run();
    });
    for (const id of Object.keys(FACETS)) {
      form.elements[id].addEventListener("change", () => {
        form.elements[id].dataset.wanted = form.elements[id].value;
        keep("pushState");
        run();
      });
    }
    form.elements.xep.addEventListener("change", () => {
      keep("pushState");
      run();
    });
    filters.addEventListener("toggle", async () => {
      if (filters.open) counts(answered ? answered.results : (await everything()).results);
    });
    form.querySelector(".clear").addEventListener("click", () => {
      for (const id of Object.keys(FACETS)) form.elements[id].dataset.wanted = form.elements[id].value = "";
      keep("pushState");
      run();
    });
    more.addEventListener("click", async () => {
      const first = list.children.length;
      await draw(chosen);
      const next = list.children[first];
      if (next) next.querySelector("a").focus();
    });
    addEventListener("popstate", () => {
      read(new URLSearchParams(location.search));
      run();
    });
    read(state);
    if (Object.keys(FACETS).some((id) => form.elements[id].dataset.wanted)) filters.open = true;
    if (state.toString()) run();
    else box.focus({ preventScroll: true });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})(typeof globalThis === "object" ? globalThis : window);
