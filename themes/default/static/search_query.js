// How a query is answered: read, scored over syllables and pairs of neighbours, corrected where little is found. Knows
// no page; runs wherever an index can be opened.
"use strict";

(function (root) {
  // The parts of a script may stand in any order; what another part gives is there when it is called.
  const search = (root.bantinSearch = root.bantinSearch || {});

  const LONGEST_QUERY = 300, MOST_TOKENS = 24;

  // What a question says around what it asks for.
  // The longer ones stand first, or their beginnings would leave their ends behind.
  const FILLERS = ["lam sao de co", "khi nao thi co", "cho toi biet ve", "muon biet ve", "toi muon tim", "lam the nao de",
    "nhu the nao", "khi nao thi", "lam sao de", "cho toi biet", "tim hieu ve", "co nhung gi", "the nao", "la gi", "o dau",
    "bao nhieu", "khi nao", "lam sao", "tai sao", "vi sao", "cho hoi", "tim kiem", "ra sao"].map((words) => words.split(" "));

  // Reading a query

  /** A query as groups of tokens; quoted words must stand together. */
  function parse(text) {
    const groups = [];
    let quoted = false, left = MOST_TOKENS;
    for (const piece of text.slice(0, LONGEST_QUERY).normalize("NFC").split(/["“”«»]/)) {
      const found = search.tokens(piece).slice(0, left);
      for (const token of found) {
        token.slash = piece.charAt(token.end) === "/";
        token.dash = piece.charAt(token.end) === "-";
      }
      left -= found.length;
      if (found.length) groups.push({ tokens: quoted ? found : withoutFillers(found), quoted });
      quoted = !quoted;
    }
    return groups;
  }

  function withoutFillers(list) {
    let kept = list;
    for (const filler of FILLERS) {
      for (let at = 0; at + filler.length <= kept.length; at++) {
        if (kept.length > filler.length && filler.every((word, index) => kept[at + index].folded === word)) {
          kept = kept.slice(0, at).concat(kept.slice(at + filler.length));
        }
      }
    }
    return kept;
  }

  function shortFormsOf(manifest) {
    const fold = ([short]) => search.tokens(short).map((token) => token.folded);
    manifest.shortForms = manifest.shortForms || new Set(manifest.abbreviations.map(fold).filter((words) => words.length === 1).flat());
    return manifest.shortForms;
  }

  /** The terms that a query asks for: each with the form asked for, 0 where any will do. */
  function wanted(groups, shortForms) {
    const singles = new Map(), pairs = new Map();
    for (const group of groups) {
      group.units = [];
      group.tokens.forEach((token, index) => {
        let unit = singles.get(token.folded);
        if (!unit) {
          unit = { key: token.folded, form: search.isMarked(token) ? token.form : 0, pairs: [] };
          singles.set(unit.key, unit);
        }
        group.units.push(unit);
        const before = group.tokens[index - 1];
        // An abbreviation has no neighbours: a text may have its words instead.
        const isShort = before && (shortForms.has(before.folded) || shortForms.has(token.folded));
        if (!before || (!group.quoted && (isShort || !token.joined))) return;
        const key = before.folded + " " + token.folded;
        if (pairs.has(key)) return;
        const form = search.isMarked(before) || search.isMarked(token) ? search.pairForm(before.form, token.form) : 0;
        const pair = { key, form, around: [singles.get(before.folded), unit] };
        pairs.set(key, pair);
        for (const one of pair.around) one.pairs.push(pair);
      });
    }
    return { singles: [...singles.values()], pairs: [...pairs.values()] };
  }

  /** Adds terms to those that are known. */
  async function load(index, keys, terms) {
    for (const [key, term] of await index.terms(keys)) terms.set(key, term);
  }

  // Scores

  /** What a document counts that holds next to nothing of the query, and how fast a fuller one counts more. */
  const LEAST = 0.1, STRICTNESS = 4;
  /** Spellings: the one that was typed, another, one of which the index does not say. */
  const SAME = 1.3, OTHER = 0.3, UNKNOWN = 0.8;
  const IN_TITLE = 1.25;
  /** What a document of another time counts, where a year was named and where a month or a day was. */
  const OTHER_YEAR = 0.45, OTHER_DAY = 0.2;

  /** Of every document that holds something of the query: how well it answers, and which share of the query it holds. */
  function score(count, asked, terms) {
    const scores = new Float32Array(count), covered = new Float32Array(count);
    const touched = [];
    const rarity = (term) => Math.log(1 + (count - term.count + 0.5) / (term.count + 0.5));
    let total = 0, torn = 0;
    for (const unit of asked.singles) {
      const known = unit.pairs.filter((pair) => terms.has(pair.key));
      const alike = terms.has(unit.key) ? [unit] : known;
      // A word that is nowhere on the site weighs like a rare one, so that it is missed.
      const rarest = alike.length ? Math.max(...alike.map(({ key }) => rarity(terms.get(key)))) : Math.log(1 + count);
      unit.weight = unit.isDate ? 0 : Math.max(0.3, rarest);
      // Neighbours that nowhere stand together are no word: each then speaks for itself.
      unit.alone = !terms.has(unit.key) ? 0 : known.length ? 0.45 : 1;
      unit.known = known;
      total += unit.weight;
      if (unit.pairs.length) torn += 0.55 * unit.weight * (1 - known.length / unit.pairs.length);
    }
    const add = (unit, factor, share) => {
      const term = terms.get(unit.key);
      if (!term) return;
      const weight = rarity(term) * factor;
      for (let index = 0; index < term.listed; index++) {
        const code = term.codes[index], document = term.documents[index];
        if (document >= count) break;
        let part = weight * (0.3 + (code >> 3) / 31);
        if (code & 1) part *= IN_TITLE;
        if (unit.form) {
          const form = (code >> 1) & 3;
          part *= !form ? UNKNOWN : term.forms[form - 1] === unit.form ? SAME : OTHER;
        }
        if (!scores[document]) touched.push(document);
        scores[document] += part;
        covered[document] += share;
      }
    };
    // A syllable with neighbours says less alone than with them.
    for (const unit of asked.singles) add(unit, unit.known.length ? 0.4 : 1, unit.weight * unit.alone);
    for (const pair of asked.pairs) {
      add(pair, 1, pair.around.reduce((sum, { weight, alone, known }) => sum + (1 - alone) * weight / (known.length || 1), 0));
    }
    for (const document of touched) {
      const share = total ? Math.min(1, covered[document] / total) : 1;
      covered[document] = share;
      scores[document] *= LEAST + (1 - LEAST) * share ** STRICTNESS;
    }
    return { scores, covered, touched, torn: total ? torn / total : 0 };
  }

  /** Documents that name the time themselves: a year in the title, a month or a day anywhere. */
  function naming(span, asked, terms) {
    const year = terms.get(span.used[0].folded);
    if (span.isLoose) return new Set(year ? year.documents.filter((_, place) => year.codes[place] & 1) : []);
    const pairs = asked.pairs.filter((pair) => pair.around.every((unit) => unit.isDate)).map((pair) => terms.get(pair.key));
    if (!pairs.length || pairs.includes(undefined)) return new Set();
    return pairs.reduce((both, term) => new Set(term.documents.filter((document) => both.has(document))), new Set(pairs[0].documents));
  }

  /** What a query with a date asks for stands in that time, or names it. */
  function preferTime(span, asked, terms, scores, covered, touched) {
    const names = naming(span, asked, terms);
    if (asked.singles.every((unit) => unit.isDate)) {
      for (const document of touched) covered[document] = names.has(document) ? 1 : 0;
      for (let document = span.first; document < span.end; document++) {
        if (!scores[document]) touched.push(document);
        scores[document] += 100;
        covered[document] = 1;
      }
      return;
    }
    for (const document of touched) {
      const fits = (document >= span.first && document < span.end) || names.has(document);
      if (!fits) scores[document] *= span.isLoose ? OTHER_YEAR : OTHER_DAY;
    }
  }

  /** Of a phrase every pair must be there; of a phrase of one word, the word. */
  function withPhrases(documents, groups, terms) {
    for (const group of groups) {
      if (!group.quoted) continue;
      const keys = group.tokens.length === 1 ? [group.tokens[0].folded]
        : group.tokens.slice(1).map((token, index) => group.tokens[index].folded + " " + token.folded);
      for (const key of keys) {
        const those = new Set(terms.has(key) ? terms.get(key).documents : []);
        documents = documents.filter((document) => those.has(document));
      }
    }
    return documents;
  }

  // Document numbers: `1954`, `1954/QĐ-UBND`, `QĐ 1954`, `Quyết định số 1954`, `1954/2021`.

  /** How many numbers are offered that begin with the one that was typed. */
  const MOST_NUMBERS = 5;

  const isYear = (token) => /^(199|20\d)\d$/.test(token.folded);

  /** The kinds of documents, by their symbol and by the words of their names. */
  function kindsOf(manifest) {
    if (!manifest.kindWords) {
      manifest.symbols = new Set(manifest.kinds.map(([symbol]) => symbol));
      manifest.kindWords = manifest.kinds.map(([symbol, name]) => ({ symbol, words: name.split(" ") }));
      manifest.kindWords.sort((a, b) => b.words.length - a.words.length);
    }
    return manifest;
  }

  /** The number that a query names, with what stands around it that tells equal numbers apart. */
  function numberIn(manifest, list) {
    const { symbols, kindWords } = kindsOf(manifest);
    for (let at = 0; at < list.length; at++) {
      if (!/^\d{1,12}$/.test(list[at].folded)) continue;
      const after = list[at + 1];
      let from = at;
      if (from > 0 && list[from - 1].folded === "so") from--;
      const before = list[from - 1];
      let kind = before && symbols.has(before.folded) ? before.folded : "";
      if (!kind) {
        const named = kindWords.find(({ words }) => words.length <= from &&
          words.every((word, index) => list[from - words.length + index].folded === word));
        if (named) kind = named.symbol;
      }
      const withSymbol = after && (symbols.has(after.folded) || (list[at].slash && !/^\d/.test(after.folded)));
      const withYear = after && isYear(after) && Number(list[at].folded) > 31 && list.length === 2;
      // `10/2021` is a month, `10/2021/QĐ-UBND` a number.
      const goesOn = after && (after.slash || (list[at + 2] && symbols.has(list[at + 2].folded)));
      const slashYear = after && isYear(after) && list[at].slash && (Number(list[at].folded) > 12 || goesOn);
      const startsWithSo = from < at && from === 0;
      if (kind || withSymbol || withYear || slashYear || startsWithSo || list.length === 1) {
        return { number: list[at].folded, kind, after: list.slice(at + 1) };
      }
    }
    return null;
  }

  /** The documents with the number that a query names, each with whether it is the decision itself. */
  async function byNumber(index, manifest, list) {
    const asked = numberIn(manifest, list);
    if (!asked) return { isAsked: false, exact: [], others: [] };
    const key = "#" + asked.number;
    const around = asked.after.map((token) => token.folded).filter((word) => !/^\d{1,3}$/.test(word));
    const found = await index.terms([key, `${key} ${asked.kind}`].concat(around.map((word) => `${key} ${word}`)));
    const all = found.get(key);
    if (!all) return { isAsked: true, exact: [], others: await nearNumbers(index, asked.number) };
    const parts = asked.kind ? [asked.kind] : [];
    // The symbol and the year are what directly follows; a year further on may be anything.
    for (const token of asked.after) {
      if (/^(ngay|thang|nam|\d\d?)$/.test(token.folded)) continue;
      const isPart = found.has(`${key} ${token.folded}`) || manifest.symbols.has(token.folded) || isYear(token);
      if (!isPart) break;
      parts.push(token.folded);
    }
    const codes = new Map();
    all.documents.forEach((document, place) => codes.set(document, all.codes[place]));
    let documents = [...all.documents];
    for (const part of parts) {
      const term = found.get(`${key} ${part}`);
      const those = new Set(term ? term.documents : []);
      documents = documents.filter((document) => those.has(document));
    }
    const exact = documents.map((document) => ({ document, isDecision: (codes.get(document) & 1) === 1 }));
    return { isAsked: true, exact, others: [...all.documents] };
  }

  /** Where no document has a number: those whose numbers begin with it, and those that have it in their texts. */
  async function nearNumbers(index, number) {
    const longer = (await index.beginning("#" + number)).map(([key]) => key).filter((key) => !key.includes(" "));
    const found = await index.terms([number].concat(longer.slice(0, MOST_NUMBERS)));
    return [...found.values()].flatMap((term) => [...term.documents]);
  }

  // Dates: `06/10/2021`, `ngày 6 tháng 10 năm 2021`, `tháng 10/2021`, `10/2021`, `năm 2021`, `2021`.

  /** The first and last day that a query names, as in 20211006, with its tokens; the last date wins. */
  function datesIn(list) {
    for (let at = list.length - 1; at >= 0; at--) {
      if (!isYear(list[at])) continue;
      const year = Number(list[at].folded) * 10000;
      const used = [list[at]];
      let place = at - 1;
      const is = (word) => place >= 0 && list[place].folded === word;
      const within = (most) => place >= 0 && /^[1-9]\d?$/.test(list[place].folded) && Number(list[place].folded) <= most;
      const take = () => used.push(list[place--]);
      if (is("nam")) take();
      // A deadline is a word of a target, not the time of a document.
      if (is("den") || is("truoc")) return null;
      if (!within(12) || !(used.length > 1 || list[place].slash || list[place].dash)) {
        return { from: year, to: year + 9999, used, isLoose: true };
      }
      const month = year + Number(list[place].folded) * 100;
      take();
      const saysMonth = is("thang");
      if (saysMonth) take();
      if (!within(31) || !(saysMonth || list[place].slash || list[place].dash)) {
        return { from: month, to: month + 99, used, isLoose: false };
      }
      const day = month + Number(list[place].folded);
      take();
      if (is("ngay")) take();
      return { from: day, to: day, used, isLoose: false };
    }
    return null;
  }

  /** The documents of the time that a query names: as they stand by date, a range of their numbers. */
  async function byDate(index, list) {
    const span = datesIn(list);
    const calendar = span && await index.calendar();
    if (!calendar) return null;
    const days = calendar.filter(({ day }) => day >= span.from && day <= span.to);
    const ends = days.length ? { first: days[0].from, end: days[days.length - 1].to } : { first: 0, end: 0 };
    return { ...span, ...ends };
  }

  // Typing

  /** The last word may be half typed: where it is no word by itself, its most usual continuation stands in. */
  async function complete(index, text, groups, asked, terms) {
    const last = groups[groups.length - 1];
    if (!last || last.quoted || /[\s"”»]$/.test(text)) return;
    const unit = last.units[last.units.length - 1];
    if (/^\d/.test(unit.key)) return;
    const pair = unit.pairs.find((one) => one.around[1] === unit);
    const typed = pair || unit;
    if (terms.has(typed.key)) return;
    const size = typed.key.split(" ").length;
    const found = (await index.beginning(typed.key)).filter(([key]) => key !== typed.key && key.split(" ").length === size);
    found.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    if (!found.length) return;
    const full = found[0][0];
    unit.key = full.slice(full.indexOf(" ") + 1);
    unit.form = 0;
    if (pair) {
      pair.key = full;
      pair.form = 0;
    }
    await load(index, [unit.key, full], terms);
  }

  // Corrections: slips of the keyboard, and the letters that Telex and VNI leave where no input method was on.

  const TELEX = [[/aa/g, "a"], [/ee/g, "e"], [/oo/g, "o"], [/dd/g, "d"], [/aw/g, "a"], [/ow/g, "o"], [/uw/g, "u"], [/w/g, "u"]];
  const TELEX_TONE = /[sfrxj]/g;
  const CONFUSED = [["s", "x"], ["ch", "tr"], ["l", "n"], ["d", "gi"], ["d", "r"], ["gi", "r"], ["i", "y"], ["c", "k"],
    ["ng", "n"], ["t", "c"], ["n", "nh"], ["ng", "nh"]];
  const MOST_LOADS = 8, MOST_OFFERED = 40, MOST_TRIED = 6;

  /** What can be a syllable of Vietnamese, folded: who typed one seldom meant another. */
  const SYLLABLE = /^(?:ngh?|[cgknpt]h|tr|[b-dghk-np-tvx])?[aeiouy]{1,3}(?:ch|n[gh]|[cmnpt])?$/;

  /** Known words that differ from a word by one slip, each with how unlike it is; one letter for another makes no syllable another. */
  function candidates(word, words) {
    const found = new Map();
    const offer = (other, cost) => {
      if (other !== word && words.has(other) && !(found.get(other) <= cost)) found.set(other, cost);
    };
    const untangle = (text) => TELEX.reduce((left, [from, to]) => left.replace(from, to), text);
    offer(word.replace(/[sfrxjz]$/, ""), 0.5);
    offer(untangle(word.replace(/[sfrxjz]$/, "")), 0.5);
    offer(untangle(word), 0.5);
    offer(untangle(word).replace(TELEX_TONE, ""), 0.6);
    offer(untangle(word.replace(TELEX_TONE, "")), 0.6);
    for (let at = 0; at <= word.length; at++) {
      offer(word.slice(0, at) + word.slice(at + 1), 1);
      offer(word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2), 0.8);
      for (const letter of "abcdeghiklmnopqrstuvxy") {
        offer(word.slice(0, at) + letter + word.slice(at), 1);
        if (!SYLLABLE.test(word)) offer(word.slice(0, at) + letter + word.slice(at + 1), 1.2);
      }
    }
    for (const pair of CONFUSED) {
      for (const [from, to] of [pair, [pair[1], pair[0]]]) {
        offer(word.replace(from, to), 0.7);
        if (word.endsWith(from)) offer(word.slice(0, -from.length) + to, 0.7);
      }
    }
    return [...found].map(([other, cost]) => ({ words: [other], cost, bits: words.get(other) }));
  }

  /** `caicach`: two words without the space between them. */
  function split(word, words) {
    const found = [];
    for (let at = 1; at < word.length; at++) {
      const parts = [word.slice(0, at), word.slice(at)];
      if (parts.every((part) => words.has(part))) {
        found.push({ words: parts, cost: 0.6, bits: Math.min(...parts.map((part) => words.get(part))) });
      }
    }
    return found;
  }

  /** VNI writes marks as digits: `ca3i ca1ch`, `d9`. One such word may be a name, several are not. */
  function withoutVni(text) {
    let changed = 0;
    const plain = text.replace(/\p{L}+[1-9][\p{L}1-9]*/gu, (word) => {
      const letters = word.replace(/[1-9]/g, "");
      const isWord = word.length - letters.length <= 3 && letters.length <= 7 && letters === letters.toLowerCase();
      changed += isWord;
      return isWord ? letters : word;
    });
    return { plain, isSure: changed > 1 };
  }

  /** The query with its words corrected, or null where there is nothing to correct. */
  async function correct(index, text, groups) {
    const vocabulary = await index.vocabulary();
    if (!vocabulary || groups.some((group) => group.quoted)) return null;
    const { plain } = withoutVni(text);
    const list = plain === text ? groups.flatMap((group) => group.tokens) : parse(plain).flatMap((group) => group.tokens);
    const words = list.map((token) => token.folded);
    const known = await index.terms(words.slice(1).map((word, at) => words[at] + " " + word));
    const short = shortFormsOf(await index.manifest());
    const isSuspicious = (word, at) => {
      if (/\d/.test(word) || short.has(word)) return false;
      const fits = (at > 0 && known.has(words[at - 1] + " " + word)) || known.has(word + " " + words[at + 1]);
      return !vocabulary.has(word) || (words.length > 1 && !fits);
    };
    const output = words.map((word) => [word]);
    let changed = plain !== text, loads = MOST_LOADS;
    for (let at = 0; at < words.length && loads > 0; at++) {
      if (!isSuspicious(words[at], at)) continue;
      loads--;
      const offered = candidates(words[at], vocabulary).concat(split(words[at], vocabulary));
      if (vocabulary.has(words[at])) offered.push({ words: [words[at]], cost: 0, bits: vocabulary.get(words[at]) });
      offered.sort((a, b) => (b.bits - 3 * b.cost) - (a.bits - 3 * a.cost));
      const before = at > 0 ? output[at - 1][output[at - 1].length - 1] : "";
      const best = await fittest(index, offered.slice(0, MOST_OFFERED), before, words[at + 1] || "");
      if (best && best.words.join(" ") !== words[at]) {
        output[at] = best.words;
        changed = true;
      }
    }
    return changed ? output.flat().join(" ") : null;
  }

  /**
   * The candidate whose pairs with its neighbours are the commonest. Pairs with the word before stand in one file; those
   * with the word after stand apart, so only the best few are looked up. A guess among other words must make a pair with
   * one of them.
   */
  async function fittest(index, offered, before, after) {
    const inside = ({ words }) => (words.length === 2 ? words.join(" ") : "");
    const left = ({ words }) => before && before + " " + words[0];
    const right = ({ words }) => after && words[words.length - 1] + " " + after;
    const terms = new Map();
    const look = (keys) => load(index, keys.filter(Boolean), terms);
    const fit = (key) => (terms.has(key) ? 1 + Math.log2(terms.get(key).count) : 0);
    const worth = (offer) => 2 * (fit(left(offer)) + fit(inside(offer)) + fit(right(offer))) + 0.3 * offer.bits - 3 * offer.cost;
    const best = (list) => list.sort((a, b) => worth(b) - worth(a));
    await look(offered.map(left));
    const few = best(offered).slice(0, MOST_TRIED);
    await look(few.flatMap((offer) => [inside(offer), right(offer)]));
    return best(few.filter((offer) => (inside(offer) ? fit(inside(offer))
      : offer.cost < 0.7 || !(before + after) || fit(left(offer)) || fit(right(offer)))))[0] || null;
  }

  // Answers

  /** How much of the query the best document must hold before nothing is corrected. */
  const ENOUGH = 0.8;
  /** Which part of the best document's share of the query others must hold. */
  const NEAR = 0.6;
  /** And where that leaves only a few. */
  const FAR = 0.3, FEW = 10;
  const SURE = 0.9;
  /** Which share of the query a document must hold in pairs that single syllables are not loaded; of a long query less. */
  const WHOLE = 0.99, LARGE = 0.4, LONG = 10;

  async function find(index, manifest, text) {
    const groups = parse(text);
    const asked = wanted(groups, shortFormsOf(manifest));
    // Pairs say most and are loaded first; single syllables only where no document has all pairs.
    const keys = asked.pairs.concat(asked.singles.filter((unit) => !unit.pairs.length)).map((unit) => unit.key);
    const list = groups.flatMap((group) => group.tokens);
    const name = "=" + list.map((token) => token.folded).join(" ");
    const [terms, names, numbered, time] = await Promise.all([
      index.terms(keys), index.terms([name]), byNumber(index, manifest, list), byDate(index, list),
    ]);
    await complete(index, text, groups, asked, terms);
    const span = numbered.exact.length ? null : time;
    for (const token of span ? span.used : []) asked.singles.find((unit) => unit.key === token.folded).isDate = true;
    let scored = score(manifest.count, asked, terms);
    const enough = asked.singles.length > LONG ? LARGE : WHOLE;
    if (!scored.touched.some((document) => scored.covered[document] > enough)) {
      await load(index, asked.singles.map((unit) => unit.key), terms);
      scored = score(manifest.count, asked, terms);
    }
    const { scores, covered, touched, torn } = scored;
    if (span) preferTime(span, asked, terms, scores, covered, touched);
    const named = new Map();
    if (names.has(name)) names.get(name).documents.forEach((document, place) => named.set(document, names.get(name).codes[place] & 1));
    let best = 0;
    for (const document of touched) best = Math.max(best, covered[document]);
    const exact = new Map(numbered.exact.map(({ document, isDecision }) => [document, isDecision ? 2 : 1]));
    const from = (share) => touched.filter((document) => covered[document] >= share * best && !exact.has(document));
    // A number that is not there is not answered by other numbers of its kind.
    const isMissing = numbered.isAsked && !exact.size && !span;
    let near = isMissing ? [...new Set(numbered.others)] : from(NEAR);
    if (!isMissing && near.length < FEW) near = from(FAR);
    for (const document of named.keys()) if (!scores[document]) near.push(document);
    const hits = withPhrases([...exact.keys()].concat(near), groups, terms)
      .map((document) => ({ document, score: scores[document], share: covered[document], exact: exact.get(document) || 0 }));
    // Of equal numbers those first that hold more of what was asked besides, such as the unit.
    const rank = ({ exact, share, document }) => (exact ? 10 + 4 * Math.round(4 * share) + exact
      : named.has(document) ? 1 + named.get(document) : 0);
    hits.sort((a, b) => rank(b) - rank(a) || b.score - a.score || a.document - b.document);
    const isCut = [...terms.values()].some((term) => term.listed < term.count);
    // Words that are all there but nowhere side by side may be slips.
    return { text, groups, asked, hits, best: exact.size ? 1 : hits.length ? best - torn : 0, isCut };
  }

  /** Everything, newest first: what filters alone choose from. */
  function everything(manifest) {
    const hits = Array.from({ length: manifest.count }, (_, document) => ({ document, score: 0, share: 1, exact: 0 }));
    return { text: "", groups: [], asked: { singles: [], pairs: [] }, hits, best: 1, isCut: false };
  }

  async function columns(index, ids) {
    const found = await Promise.all(ids.map((id) => index.facet(id)));
    return new Map(ids.map((id, place) => [id, found[place]]).filter(([, column]) => column));
  }

  function has(column, document, value) {
    for (let at = column.starts[document]; at < column.starts[document + 1]; at++) {
      if (column.values[at] === value) return true;
    }
    return false;
  }

  /** The hits that every filter lets through; a filter whose column is missing lets all through. */
  async function filtered(index, hits, filters) {
    const ids = Object.keys(filters).filter((id) => filters[id]);
    for (const [id, column] of await columns(index, ids)) {
      const value = column.names.indexOf(filters[id]) + 1;
      hits = value ? hits.filter((hit) => has(column, hit.document, value)) : [];
    }
    return hits;
  }

  /**
   * Answers a question: `text`; `filters`, by facet the name of the wanted value; `newest` for the order by date;
   * `literal` to correct nothing. Gives the `hits`, best first, `all` hits before filters, what was `corrected`, whether
   * more exist than are listed (`isCut`), and `broken` where the index cannot be read at all.
   */
  search.search = async (index, { text = "", filters = {}, newest = false, literal = false }) => {
    const manifest = await index.manifest();
    if (!manifest) return { broken: true, hits: [], all: [], groups: [], text };
    const { plain, isSure } = literal ? { plain: text, isSure: false } : withoutVni(text);
    let answer = text.trim() ? await find(index, manifest, isSure ? plain : text) : everything(manifest);
    if (isSure) answer = { ...answer, text, corrected: plain };
    if (answer.best < ENOUGH && !literal && answer.asked.singles.length < MOST_TOKENS - 4) {
      const corrected = await correct(index, isSure ? plain : text, answer.groups);
      const better = corrected && await find(index, manifest, corrected);
      if (better && better.hits.length && better.best > answer.best + 0.1) answer = { ...better, text, corrected };
    }
    answer.all = answer.hits;
    answer.hits = await filtered(index, answer.all, filters);
    if (newest) {
      // In the order by date a weak answer would stand before a good one.
      const most = answer.hits.reduce((share, hit) => Math.max(share, hit.share), 0);
      answer.hits = answer.hits.filter((hit) => hit.exact || hit.share >= SURE * most).sort((a, b) => a.document - b.document);
    }
    return answer;
  };

  /** The values of a facet that an answer has under all other filters, each with its count, in the order of the index. */
  search.counts = async (index, answer, filters, id) => {
    const column = await index.facet(id);
    if (!column) return [];
    const sums = new Uint32Array(column.names.length + 1);
    for (const { document } of await filtered(index, answer.all, { ...filters, [id]: "" })) {
      for (let at = column.starts[document]; at < column.starts[document + 1]; at++) sums[column.values[at]]++;
    }
    return column.names.map((name, place) => ({ name, count: sums[place + 1] }));
  };
})(globalThis);
