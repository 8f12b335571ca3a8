// The files of the search index, which src/search writes and describes: loaded when a query needs them, as classic
// scripts, so that it works from a folder on a disk and under a strict policy, too.
"use strict";

(function (root) {
  const search = (root.bantinSearch = root.bantinSearch || {});
  const RECORD = "\u001e", PART = "\u001f";
  const VERSION = 2;
  /** How long a file may take, in milliseconds, before the answer does without it. */
  const PATIENCE = 8000;
  const utf8 = new TextDecoder();

  // Loading

  const waiting = new Map();

  /** Called by every file of the index. */
  search.take = (name, data) => {
    const take = waiting.get(name);
    if (take) take(data);
  };

  function loadScript(folder, name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      let data = null;
      const end = () => {
        clearTimeout(timer);
        if (waiting.get(name) === take) waiting.delete(name);
        script.remove();
        if (data === null) reject(new Error(name));
        else resolve(data);
      };
      const take = (given) => { data = given; };
      const timer = setTimeout(end, PATIENCE);
      waiting.set(name, take);
      script.onload = script.onerror = end;
      script.src = folder + name + ".js";
      document.head.append(script);
    });
  }

  async function inflate(data) {
    const packed = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  // Reading. A file may be broken in any way: nothing here may run on past its end or for ever.

  function Reader(bytes) {
    let at = 0;
    const check = (length) => { if (at + length > bytes.length) throw new Error("short"); };
    this.byte = () => {
      check(1);
      return bytes[at++];
    };
    this.number = () => {
      let number = 0, shift = 0, byte;
      do {
        check(1);
        byte = bytes[at++];
        number |= (byte & 0x7f) << shift;
        shift += 7;
      } while (byte & 0x80);
      return number >>> 0;
    };
    this.take = (length) => {
      check(length);
      return bytes.subarray(at, (at += length));
    };
    this.ends = () => at >= bytes.length;
  }

  function readManifest(bytes) {
    const [numbers, firsts, abbreviations, kinds, folders] = utf8.decode(bytes).split(RECORD);
    const [version, count, group, texts, run] = numbers.split(" ").map(Number);
    if (version !== VERSION) throw new Error("version");
    const lines = (text) => (text ? text.split("\n") : []);
    const parts = (text) => lines(text).map((line) => line.split(PART));
    // They stand last: a manifest that was cut lacks some.
    if (lines(folders).length !== Math.ceil(count / run)) throw new Error("short");
    return {
      count, group, texts, run, firsts: lines(firsts), folders: lines(folders), abbreviations: parts(abbreviations),
      kinds: parts(kinds),
    };
  }

  /** Syllables, with the number of bits of the number of their documents. */
  function readVocabulary(bytes) {
    const words = new Map();
    for (const line of utf8.decode(bytes).split("\n")) {
      if (line) words.set(line.slice(0, -1), parseInt(line.slice(-1), 36));
    }
    return words;
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
      term.listed = reader.number();
      term.bytes = reader.take(reader.number());
      terms.set(utf8.decode(key), term);
    }
    return terms;
  }

  /** A term with its list of documents read. */
  function opened(term) {
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

  function readShown(bytes) {
    const records = utf8.decode(bytes).split(RECORD);
    // What follows the last record is empty; a record with other parts is of another file.
    return records.slice(0, -1).map((record) => {
      if (record.split(PART).length !== 8) throw new Error("record");
      const [kind, url, title, date, unit, number, note, lang] = record.split(PART);
      return { kind, url, title, date, unit, number, note, lang };
    });
  }

  /** A column of values: those of a document stand from `starts[document]` to the start of the next. */
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

  /** Days, newest first, each with the range of its documents. */
  function readCalendar(bytes) {
    let from = 0;
    return utf8.decode(bytes).split("\n").filter(Boolean).map((line) => {
      const [day, count] = line.split(" ").map(Number);
      return { day, from, to: (from += count) };
    });
  }

  /** Which file of terms holds a key, or would. */
  function shardOf(firsts, key) {
    let low = 0, high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** An index in a folder. What cannot be loaded is named in `failed`, counts as empty and is asked for again. */
  search.open = (folder, load) => {
    const files = new Map();
    const failed = new Set();
    /** A file; `place` leads from the folder to that of a run of documents. */
    const get = (name, read, place = "") => {
      if (!files.has(name)) {
        const bytes = load ? load(place + name) : loadScript(folder + place, name).then(inflate);
        files.set(name, bytes.then(read).then((content) => {
          failed.delete(name);
          return content;
        }, () => {
          failed.add(name);
          files.delete(name);
          return null;
        }));
      }
      return files.get(name);
    };
    const manifest = () => get("m", readManifest);

    /** Those of the keys that the index has, with their documents. */
    async function terms(keys) {
      const known = await manifest();
      const found = new Map();
      if (!known) return found;
      const shards = new Map();
      for (const key of new Set(keys)) {
        const shard = shardOf(known.firsts, key);
        if (shard >= 0) shards.set(shard, (shards.get(shard) || []).concat(key));
      }
      await Promise.all([...shards].map(async ([shard, wanted]) => {
        const loaded = await get("t" + shard, readTerms);
        if (!loaded) return;
        for (const key of wanted) {
          try {
            if (loaded.has(key)) found.set(key, opened(loaded.get(key)));
          } catch (broken) {
            failed.add("t" + shard);
          }
        }
      }));
      return found;
    }

    /** Keys that begin with `prefix`, each with its number of documents, as far as they stand in two files. */
    async function beginning(prefix) {
      const known = await manifest();
      const found = [];
      if (!known) return found;
      const first = shardOf(known.firsts, prefix);
      for (const shard of [first, first + 1]) {
        const opens = known.firsts[shard];
        if (opens === undefined || (shard > first && !opens.startsWith(prefix))) continue;
        const loaded = await get("t" + shard, readTerms);
        if (loaded) for (const [key, term] of loaded) if (key.startsWith(prefix)) found.push([key, term.count]);
      }
      return found;
    }

    /** What a document's place in its file holds. */
    async function part(letter, size, document, read) {
      const known = await manifest();
      if (!known || !known[size]) return null;
      const place = `../${known.folders[Math.floor(document / known.run)]}/`;
      const shard = await get(letter + Math.floor(document / known[size]), read, place);
      return (shard && shard[document % known[size]]) || null;
    }

    return {
      failed,
      manifest,
      terms,
      beginning,
      vocabulary: () => get("v", readVocabulary),
      calendar: () => get("c", readCalendar),
      facet: (id) => get("f-" + id, readFacet),
      shown: (document) => part("d", "group", document, readShown),
      text: (document) => part("x", "texts", document, (bytes) => utf8.decode(bytes).split(RECORD)),
    };
  };
})(globalThis);
