//! A ZIP archive in memory, as office files are: deflated, every file once, nothing of the clock or the machine in it.
//! Takes names and texts, gives bytes. Written by hand because the deflater is in the program already, and a ZIP
//! library costs more to compile than these lines to read. The format is PKWARE's APPNOTE 6.3, without its ZIP64 part.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use flate2::{Compress, Compression, Crc, FlushCompress, Status};

/// Text is held back until this much has gathered, so that the deflater works on long stretches.
const CHUNK: usize = 64 * 1024;

/// "Version needed to extract" 2.0: deflated files.
const VERSION: u16 = 20;

/// Method 8 is "deflated".
const DEFLATED: u16 = 8;

/// A text up to this length is taken as it is, as a stored block of the deflate format: packing it would take longer than
/// the rest of a small workbook, for a kilobyte.
const SHORT: usize = 2 * 1024;

/// 1 January 1980, the first day that the format knows: no clock in the bytes.
const FIRST_DAY: u16 = (1 << 5) | 1;

/// A text up to this length, and nearly all tables of one bulletin are shorter, is packed by level 1 with the codes that
/// the format knows by heart: working out codes of its own took a third of the packing and saved an eighth of the bytes.
const QUICK: usize = 32 * 1024;

/// Of longer texts. Measured on tables of targets: level 3 takes half the time of level 6 for a tenth more bytes; level 1
/// halves the time again but packs them half as well.
const LEVEL: u32 = 3;

/// An archive that is being put together.
pub struct Archive {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
    packers: Packers,
    /// The text of the file that is being written, before it is packed; one memory for all files.
    pending: String,
}

/// The deflaters of one thread, for all its archives: making one costs more than packing a small file.
struct Packers {
    quick: Compress,
    thorough: Compress,
}

thread_local! {
    static PACKERS: Cell<Option<Packers>> = const { Cell::new(None) };
}

impl Packers {
    fn take() -> Self {
        let packer = |level| Compress::new(Compression::new(level), false);
        PACKERS.take().unwrap_or_else(|| Self { quick: packer(1), thorough: packer(LEVEL) })
    }

    fn give_back(self) {
        PACKERS.set(Some(self));
    }
}

/// The end of a file, packed once for every archive that ends so: most of a small workbook is the same in all of them.
#[derive(Debug)]
struct Packed {
    crc: Crc,
    bytes: Vec<u8>,
    /// How long the text was.
    size: u64,
}

/// Ends of files that have been packed already, by a name for each.
#[derive(Debug, Default)]
pub struct Endings(RwLock<HashMap<String, Arc<Packed>>>);

impl Endings {
    /// The text is neither made nor hashed where its name is known.
    fn packed(&self, name: &str, text: impl FnOnce() -> String) -> Arc<Packed> {
        if let Some(packed) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(name) {
            return Arc::clone(packed);
        }
        let packed = Arc::new(Packed::new(&text()));
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), Arc::clone(&packed));
        packed
    }
}

impl Packed {
    fn new(text: &str) -> Self {
        let (mut bytes, mut packers) = (Vec::new(), Packers::take());
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        packers.thorough.reset();
        pack(&mut packers.thorough, text.as_bytes(), &mut bytes, FlushCompress::Finish);
        packers.give_back();
        Self { crc, bytes, size: text.len() as u64 }
    }
}

/// A stored block (RFC 1951, 3.2.4): whether it is the last one, its length twice, and the text itself.
fn store(text: &[u8], bytes: &mut Vec<u8>, is_last: bool) {
    let length = u16::try_from(text.len()).expect("only short texts are stored");
    bytes.push(u8::from(is_last));
    bytes.extend(length.to_le_bytes());
    bytes.extend((!length).to_le_bytes());
    bytes.extend(text);
}

/// Packs `text` behind `bytes`. After [`FlushCompress::Full`] the bytes are whole and refer to nothing before them.
fn pack(packer: &mut Compress, text: &[u8], bytes: &mut Vec<u8>, flush: FlushCompress) {
    let mut rest = text;
    loop {
        // The deflater writes into what room there is and asks for more.
        bytes.reserve(rest.len() / 4 + 1024);
        let before = packer.total_in();
        let status = packer.compress_vec(rest, bytes, flush).expect("the deflater takes any text");
        rest = &rest[(packer.total_in() - before) as usize..];
        let is_done = match flush {
            FlushCompress::Finish => status == Status::StreamEnd,
            // Room that is left over says that nothing waits inside.
            _ => rest.is_empty() && bytes.len() < bytes.capacity(),
        };
        if is_done {
            break;
        }
    }
}

struct Entry {
    name: String,
    offset: u32,
    crc: u32,
    packed: u32,
    size: u32,
}

/// Takes the text of one file.
pub struct FileWriter<'a> {
    bytes: &'a mut Vec<u8>,
    packers: &'a mut Packers,
    /// Whether the thorough deflater has begun with this file. Forgetting the last one clears 128 KB, which most files of
    /// a small workbook need not wait for.
    is_packing: bool,
    crc: Crc,
    size: u64,
    pending: &'a mut String,
}

impl FileWriter<'_> {
    /// Where text is added; [`FileWriter::settle`] hands it on from time to time.
    pub fn text(&mut self) -> &mut String {
        self.pending
    }

    /// Hands gathered text on where there is enough of it.
    pub fn settle(&mut self) {
        if self.pending.len() >= CHUNK {
            self.pack(FlushCompress::None);
        }
    }

    /// How long the file is so far.
    pub fn size(&self) -> u64 {
        self.size + self.pending.len() as u64
    }

    fn pack(&mut self, flush: FlushCompress) {
        let text = self.pending.as_bytes();
        self.crc.update(text);
        let is_whole = self.size == 0 && flush != FlushCompress::None;
        let Packers { quick, thorough } = &mut *self.packers;
        match text.len() {
            ..=SHORT if is_whole => store(text, self.bytes, flush == FlushCompress::Finish),
            ..=QUICK if is_whole => {
                quick.reset();
                pack(quick, text, self.bytes, flush);
            }
            _ => {
                if !std::mem::replace(&mut self.is_packing, true) {
                    thorough.reset();
                }
                pack(thorough, text, self.bytes, flush);
            }
        }
        self.size += text.len() as u64;
        self.pending.clear();
    }

    /// Ends the file with a text that is packed already, or will not be packed again.
    fn end_with(&mut self, packed: &Packed) {
        if self.size() > 0 {
            self.pack(FlushCompress::Full);
        }
        self.crc.combine(&packed.crc);
        self.size += packed.size;
        self.bytes.extend(&packed.bytes);
    }
}

impl Archive {
    pub fn new() -> Self {
        let (bytes, pending) = (Vec::with_capacity(8 * 1024), String::new());
        Self { bytes, entries: Vec::new(), packers: Packers::take(), pending }
    }

    /// Adds the file that `write` makes. One file stays under 4 GiB; whoever may write more must stop before.
    pub fn file<T>(&mut self, name: &str, write: impl FnOnce(&mut FileWriter) -> T) -> T {
        self.add(name, |writer| {
            let value = write(writer);
            writer.pack(FlushCompress::Finish);
            value
        })
    }

    /// Adds a file whose ending many archives have: after `beginning` it is taken as `endings` keeps it, packed, under a
    /// name that no other text may have.
    pub fn file_ending(
        &mut self,
        name: &str,
        beginning: &str,
        (ending, text): (&str, impl FnOnce() -> String),
        endings: &Endings,
    ) {
        let packed = endings.packed(ending, text);
        self.add(name, |writer| {
            writer.text().push_str(beginning);
            writer.end_with(&packed);
        });
    }

    /// Adds a file that is the same in all archives which have one of this name and `count`.
    pub fn file_alike(&mut self, name: &str, count: usize, text: impl FnOnce() -> String, endings: &Endings) {
        self.file_ending(name, "", (&format!("{name} {count}"), text), endings);
    }

    fn add<T>(&mut self, name: &str, write: impl FnOnce(&mut FileWriter) -> T) -> T {
        let start = self.bytes.len();
        let mut entry = Entry { name: name.to_owned(), offset: small(start as u64), crc: 0, packed: 0, size: 0 };
        // The sizes are not known yet: the same header is written again over this one.
        self.bytes.extend(entry.local_header());
        let data = self.bytes.len();
        let mut writer = FileWriter {
            bytes: &mut self.bytes,
            packers: &mut self.packers,
            is_packing: false,
            crc: Crc::new(),
            size: 0,
            pending: &mut self.pending,
        };
        let value = write(&mut writer);
        entry.crc = writer.crc.sum();
        entry.size = small(writer.size);
        entry.packed = small((self.bytes.len() - data) as u64);
        let header = entry.local_header();
        self.bytes[start..start + header.len()].copy_from_slice(&header);
        self.entries.push(entry);
        value
    }

    /// The whole archive, with its directory at the end.
    pub fn finish(mut self) -> Vec<u8> {
        let start = self.bytes.len();
        for entry in &self.entries {
            let directory_entry = entry.directory_entry();
            self.bytes.extend(directory_entry);
        }
        let length = small((self.bytes.len() - start) as u64);
        let count = u16::try_from(self.entries.len()).expect("a workbook has few files");
        self.bytes.extend(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend(count.to_le_bytes());
        self.bytes.extend(count.to_le_bytes());
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(small(start as u64).to_le_bytes());
        self.bytes.extend(0_u16.to_le_bytes());
        self.packers.give_back();
        self.bytes
    }
}

impl Entry {
    fn local_header(&self) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.extend(self.common());
        bytes.extend(self.name.as_bytes());
        bytes
    }

    fn directory_entry(&self) -> Vec<u8> {
        let mut bytes = b"PK\x01\x02".to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(self.common());
        // No comment, first disk, no attributes.
        bytes.extend([0; 10]);
        bytes.extend(self.offset.to_le_bytes());
        bytes.extend(self.name.as_bytes());
        bytes
    }

    /// The fields that both headers have in the same order.
    fn common(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(26);
        for short in [VERSION, 0, DEFLATED, 0, FIRST_DAY] {
            bytes.extend(short.to_le_bytes());
        }
        for long in [self.crc, self.packed, self.size] {
            bytes.extend(long.to_le_bytes());
        }
        let length = u16::try_from(self.name.len()).expect("names of parts are short");
        bytes.extend(length.to_le_bytes());
        bytes.extend(0_u16.to_le_bytes());
        bytes
    }
}

fn small(size: u64) -> u32 {
    u32::try_from(size).expect("sheets end before an archive needs ZIP64")
}
