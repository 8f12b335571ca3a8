//! Packed forms of files, beside them: `index.html.gz` of `index.html`. A server that is asked for a packed answer sends
//! the form as it lies there and packs nothing itself.
//!
//! Takes the bytes of one file, gives those of a form. The same bytes give the same form on every machine, so a form of
//! the last build is used again where its file is still the same. The only room that knows the packers.

use std::collections::BTreeSet;
use std::io;

use crate::hash::Map;
use crate::media;
use crate::parse::front::Packing;
use crate::source::OutputPath;

use super::recorder::Entry;

/// A smaller file fits into the first packets of an answer as it is.
const SMALLEST: u64 = 1024;

/// A larger file is read from disk piece by piece by everything else, and would be held here as a whole.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Packs the files of a site as its settings want.
#[derive(Debug, Default)]
pub struct Packer {
    packings: BTreeSet<Packing>,
    /// The forms that the last build made of files in the same way.
    known: Map<OutputPath, Entry>,
}

impl Packer {
    /// `known` are files of the last build, if it packed as this one does.
    pub fn new<'a>(packings: BTreeSet<Packing>, known: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut packer = Self { packings, known: Map::default() };
        for entry in known {
            if packer.is_form(&entry.path) {
                packer.known.insert(entry.path.clone(), entry.clone());
            }
        }
        packer
    }

    /// Whether this is the address of a form; content may not have such a one.
    pub fn is_form(&self, path: &OutputPath) -> bool {
        self.packings.iter().any(|packing| path.as_str().ends_with(packing.ending()))
    }

    /// The forms that a file of `size` bytes gets, with their addresses.
    pub fn forms(&self, path: &OutputPath, size: u64) -> Vec<(Packing, OutputPath)> {
        let packs = (SMALLEST..=LARGEST).contains(&size) && media::is_text(media::media_type(path.as_str()));
        let packings = self.packings.iter().filter(|_| packs);
        packings.map(|packing| (*packing, OutputPath::new(format!("{path}{}", packing.ending())))).collect()
    }

    /// A form as the last build made it.
    pub fn known(&self, form: &OutputPath) -> Option<&Entry> {
        self.known.get(form)
    }
}

/// The form of `bytes`; `None` where it would not be smaller.
///
/// # Errors
/// Where this program was built without the packing.
pub fn pack(packing: Packing, bytes: &[u8]) -> io::Result<Option<Vec<u8>>> {
    let packed = match packing {
        Packing::Gzip => gzip(bytes)?,
        Packing::Brotli => brotli(bytes)?,
        Packing::Zstd => zstd(bytes)?,
    };
    Ok((packed.len() < bytes.len()).then_some(packed))
}

/// Without a time and a name in its head, so that the same bytes give the same form.
fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    use std::io::Write;
    let mut encoder = flate2::GzBuilder::new().mtime(0).write(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// The last step but one, 1.7 MB of pages a second: the last is 2 % smaller and takes twice as long.
#[cfg(feature = "brotli")]
fn brotli(mut bytes: &[u8]) -> io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 10, size_hint: bytes.len(), ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut packed, &parameters)?;
    Ok(packed)
}

#[cfg(not(feature = "brotli"))]
fn brotli(_: &[u8]) -> io::Result<Vec<u8>> {
    Err(io::ErrorKind::Unsupported.into())
}

/// 17 MB of pages a second; the last step, 19, is 1 % smaller and takes seven times as long.
#[cfg(feature = "zstd")]
fn zstd(bytes: &[u8]) -> io::Result<Vec<u8>> {
    zstd::bulk::compress(bytes, 12)
}

#[cfg(not(feature = "zstd"))]
fn zstd(_: &[u8]) -> io::Result<Vec<u8>> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn forms_are_of_texts_that_are_neither_short_nor_huge() {
        let packer = Packer::new([Packing::Gzip, Packing::Zstd].into(), []);
        let cases = [
            ("index.html", 1024, vec!["index.html.gz", "index.html.zst"]),
            ("a/FEED.ATOM", 5000, vec!["a/FEED.ATOM.gz", "a/FEED.ATOM.zst"]),
            ("index.html", 1023, vec![]),
            ("bang.csv", LARGEST + 1, vec![]),
            ("anh.png", 5000, vec![]),
            ("index.html.gz", 5000, vec![]),
        ];
        for (path, size, expected) in cases {
            let forms = packer.forms(&OutputPath::new(path), size);
            let names: Vec<&str> = forms.iter().map(|(_, form)| form.as_str()).collect();
            assert_eq!(names, expected, "{path}");
        }
        assert_eq!(Packer::default().forms(&OutputPath::new("index.html"), 5000), []);
    }

    #[test]
    fn a_form_is_smaller_reads_back_and_has_no_time_in_it() {
        let text = "cải cách hành chính ".repeat(200);
        let packed = pack(Packing::Gzip, text.as_bytes()).expect("gzip is built in").expect("the text repeats itself");
        let mut back = String::new();
        flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut back).expect("it is gzip");
        assert_eq!(back, text);
        // RFC 1952, section 2.3: no flags, so no name; four bytes of time, all zero.
        assert_eq!(packed[3..8], [0; 5]);
        assert!(pack(Packing::Gzip, b"a").expect("gzip is built in").is_none(), "it would grow");
    }

    #[cfg(feature = "brotli")]
    #[test]
    fn brotli_reads_back() {
        let text = "cải cách hành chính ".repeat(200);
        let packed = pack(Packing::Brotli, text.as_bytes()).expect("it is built in").expect("the text repeats itself");
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &packed[..], &mut back).expect("it is brotli");
        assert_eq!(back, text.as_bytes());
    }

    #[cfg(feature = "zstd")]
    #[test]
    fn zstd_reads_back() {
        let text = "cải cách hành chính ".repeat(200);
        let packed = pack(Packing::Zstd, text.as_bytes()).expect("it is built in").expect("the text repeats itself");
        assert_eq!(zstd::bulk::decompress(&packed, 1 << 20).expect("it is zstd"), text.as_bytes());
    }
}
