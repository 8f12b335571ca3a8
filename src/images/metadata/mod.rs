//! What a camera or a program wrote beside the pixels: place, time, name, comments. None of it is the readers' business,
//! so it is cut out of the file; the pixels are not touched.
//!
//! Takes the bytes of an image, gives them without metadata. Only the containers are read here (segments, chunks,
//! blocks); what is inside is the business of `pixels`.

mod gif;
mod jpeg;
mod png;
mod webp;

/// The kinds of image that bantin knows, told by their first bytes: names lie more often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    Webp,
    Gif,
}

impl Kind {
    pub fn of(bytes: &[u8]) -> Option<Kind> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Kind::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(Kind::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Kind::Webp),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Kind::Gif),
            _ => None,
        }
    }
}

/// How a camera was held: the number of EXIF, 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orientation(u8);

impl Orientation {
    pub const UPRIGHT: Orientation = Orientation(1);

    /// Numbers that EXIF does not know mean nothing to browsers either.
    pub fn new(number: u16) -> Self {
        if (1..=8).contains(&number) { Orientation(number as u8) } else { Orientation::UPRIGHT }
    }

    pub fn number(self) -> u8 {
        self.0
    }

    /// Whether width and height change places before a reader sees them.
    pub fn is_sideways(self) -> bool {
        self.0 >= 5
    }
}

/// An image without metadata.
#[derive(Debug, PartialEq, Eq)]
pub struct Clean {
    pub bytes: Vec<u8>,
    /// How browsers turn the file; kept in it where it is not upright, as the only thing that EXIF still says.
    pub orientation: Orientation,
    /// Width and height as stored in the file, before turning.
    pub stored: (u32, u32),
    /// Several pictures in one file: a smaller one would stand still.
    pub is_animated: bool,
}

/// The image without its metadata; `None` where the file is no image that can be read.
pub fn clean(bytes: &[u8]) -> Option<Clean> {
    match Kind::of(bytes)? {
        Kind::Jpeg => jpeg::clean(bytes),
        Kind::Png => png::clean(bytes),
        Kind::Webp => webp::clean(bytes),
        Kind::Gif => gif::clean(bytes),
    }
}

/// Bytes read from the front, never beyond the end.
struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
}

fn big_endian(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |acc, byte| acc << 8 | usize::from(*byte))
}

fn little_endian(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |acc, byte| acc << 8 | usize::from(*byte))
}
