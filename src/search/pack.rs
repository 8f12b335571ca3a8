//! The bytes of the index: terms and documents in shards, each a classic script that hands compressed data to the page.
//!
//! Browsers refuse `fetch`, modules and workers under `file://`, and the pages' policy refuses WebAssembly; a plain
//! `<script src>` works in both. Numbers are written as LEB128 (`varint`).

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::index::{Posting, common_prefix};

/// How many bytes of terms go into one shard before it is compressed.
const SHARD: usize = 10 * 1024;

/// The most documents that a term lists; of longer lists the strongest and newest remain.
pub const LONGEST_LIST: usize = 10_000;

/// How many spellings of a term are told apart; a fourth counts as any.
const FORMS: usize = 3;

/// Terms that are being written into shards.
#[derive(Default)]
pub struct TermShards {
    /// The first key of each shard.
    pub firsts: Vec<String>,
    pub shards: Vec<Vec<u8>>,
    last: String,
}

impl TermShards {
    /// Adds shards of later keys. Small ones become one: on a small site a question then needs one file.
    pub fn join(&mut self, later: TermShards) {
        for (first, shard) in later.firsts.into_iter().zip(later.shards) {
            // A shard begins with a whole key, so it can follow another.
            match self.shards.last_mut().filter(|last| last.len() + shard.len() <= SHARD) {
                Some(last) => last.extend(shard),
                None => {
                    self.firsts.push(first);
                    self.shards.push(shard);
                }
            }
        }
    }

    pub fn push(&mut self, key: &str, postings: &[Posting]) {
        if self.shards.last().is_none_or(|shard| shard.len() >= SHARD) {
            self.shards.push(Vec::with_capacity(SHARD + 1024));
            self.firsts.push(key.to_owned());
            self.last.clear();
        }
        let Some(shard) = self.shards.last_mut() else { return };
        let shared = common_prefix(&self.last, key);
        shard.push(shared as u8);
        shard.push((key.len() - shared) as u8);
        shard.extend(&key.as_bytes()[shared..]);
        varint(postings.len() as u32, shard);
        let forms = commonest_forms(postings);
        shard.push(forms.len() as u8);
        forms.iter().for_each(|form| shard.extend(form.to_le_bytes()));
        let listed = strongest(postings);
        varint(listed.len() as u32, shard);
        let mut list = Vec::with_capacity(listed.len() * 2);
        let mut before = 0;
        for posting in listed.iter() {
            varint(posting.document - before, &mut list);
            before = posting.document;
            let form = forms.iter().position(|form| *form == posting.form).map_or(0, |index| index + 1) as u8;
            list.push(posting.impact << 3 | form << 1 | u8::from(posting.in_title));
        }
        varint(list.len() as u32, shard);
        shard.extend(list);
        self.last.clear();
        self.last.push_str(key);
    }
}

fn commonest_forms(postings: &[Posting]) -> Vec<u16> {
    let mut counts: Vec<(usize, u16)> = Vec::new();
    for posting in postings {
        // A syllable has few spellings; a text of random letters must not make this quadratic.
        let is_full = counts.len() >= 64;
        match counts.iter_mut().find(|(_, form)| *form == posting.form) {
            Some((count, _)) => *count += 1,
            None if is_full => {}
            None => counts.push((1, posting.form)),
        }
    }
    counts.sort_by_key(|(count, form)| (std::cmp::Reverse(*count), *form));
    counts.into_iter().take(FORMS).map(|(_, form)| form).collect()
}

fn strongest(postings: &[Posting]) -> Cow<'_, [Posting]> {
    if postings.len() <= LONGEST_LIST {
        return postings.into();
    }
    // A title counts more than the strongest place elsewhere.
    let level = |posting: &Posting| usize::from(posting.in_title) << 5 | usize::from(posting.impact);
    let mut counts = [0; 64];
    postings.iter().for_each(|posting| counts[level(posting)] += 1);
    // All from the level `least` on, and of the one below it as many of the newest as there is room for.
    let (mut least, mut room) = (counts.len(), LONGEST_LIST);
    while counts[least - 1] <= room {
        least -= 1;
        room -= counts[least];
    }
    let is_listed = |posting: &&Posting| {
        let level = level(posting);
        let has_room = level + 1 == least && room > 0;
        room -= usize::from(has_room);
        level >= least || has_room
    };
    postings.iter().filter(is_listed).copied().collect()
}

pub fn varint(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// A script that hands `bytes` to the page under `name`. The zlib format has a checksum, by which a broken file is known.
pub fn script(name: &str, bytes: &[u8]) -> Vec<u8> {
    let packed = packed(bytes);
    let mut script = Vec::with_capacity(packed.len() * 4 / 3 + 64);
    script.extend(b"bantinSearch.take(\"");
    script.extend(name.as_bytes());
    script.extend(b"\",\"");
    base64(&packed, &mut script);
    script.extend(b"\");\n");
    script
}

thread_local! {
    /// The deflater of one thread, for all its files: making one takes longer than packing a small one.
    static PACKER: RefCell<ZlibEncoder<Vec<u8>>> = RefCell::new(ZlibEncoder::new(Vec::new(), Compression::new(6)));
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    PACKER.with_borrow_mut(|packer| {
        let packed = packer.write_all(bytes).and_then(|()| packer.reset(Vec::new()));
        packed.expect("a vector takes every byte")
    })
}

fn base64(bytes: &[u8], out: &mut Vec<u8>) {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for group in bytes.chunks(3) {
        let number =
            group.iter().enumerate().fold(0u32, |sum, (index, byte)| sum | u32::from(*byte) << (16 - 8 * index));
        for index in 0..4 {
            let sign = SIGNS[(number >> (18 - 6 * index) & 63) as usize];
            out.push(if index <= group.len() { sign } else { b'=' });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        // The test vectors of RFC 4648, section 10.
        for (text, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")]
        {
            let mut out = Vec::new();
            base64(text.as_bytes(), &mut out);
            assert_eq!(String::from_utf8(out).expect("plain letters"), expected);
        }
    }

    #[test]
    fn a_thread_packs_one_file_after_the_other() {
        let noise: Vec<u8> =
            (0..200_000_u32).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let texts: [&[u8]; 5] = [b"cai cach", &noise, b"", &[7; 300_000], b"cai cach"];
        let all: Vec<Vec<u8>> = texts.iter().map(|text| packed(text)).collect();
        for (text, packed) in texts.iter().zip(&all) {
            let mut back = Vec::new();
            std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(&packed[..]), &mut back).expect("zlib");
            assert_eq!(back, *text);
        }
        assert_eq!(all[0], all[4], "nothing is left of the files between");
    }

    #[test]
    fn small_shards_become_one_and_large_ones_stay() {
        let shards = |sizes: &[(&str, usize)]| TermShards {
            firsts: sizes.iter().map(|(first, _)| (*first).to_owned()).collect(),
            shards: sizes.iter().map(|(_, size)| vec![0; *size]).collect(),
            last: String::new(),
        };
        let mut joined = shards(&[("a", 100)]);
        joined.join(shards(&[("b", 200)]));
        joined.join(shards(&[("c", SHARD), ("d", 50)]));
        joined.join(shards(&[("e", SHARD - 50), ("f", 1)]));
        let sizes: Vec<usize> = joined.shards.iter().map(Vec::len).collect();
        assert_eq!((joined.firsts.concat().as_str(), sizes), ("acdf", vec![300, SHARD, SHARD, 1]));
    }

    #[test]
    fn a_long_list_keeps_titles_and_strong_places() {
        let posting =
            |document: u32| Posting { document, form: 1, impact: (document % 32) as u8, in_title: document == 7 };
        let many: Vec<Posting> = (0..LONGEST_LIST as u32 + 500).map(posting).collect();
        let kept = strongest(&many);
        assert_eq!(kept.len(), LONGEST_LIST);
        assert!(kept.iter().any(|posting| posting.document == 7), "a title is never left out");
        assert!(kept.windows(2).all(|pair| pair[0].document < pair[1].document));
        let cut: Vec<u32> = kept.iter().filter(|posting| posting.impact == 1).map(|posting| posting.document).collect();
        let newest: Vec<u32> = (0..).map(|index| index * 32 + 1).take(cut.len()).collect();
        assert_eq!(cut, newest, "of equals the newest stay");
        let weakest = kept.iter().filter(|posting| !posting.in_title).map(|posting| posting.impact).min();
        let dropped = many.iter().filter(|posting| !kept.contains(posting)).map(|posting| posting.impact).max();
        assert!(dropped <= weakest);
    }
}
