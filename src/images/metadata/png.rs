//! PNG: chunks with a name, a length and a checksum.

use super::{Clean, Cursor, Orientation, big_endian};

/// Chunks that say how the picture looks. All others (texts, times, EXIF, what programs invented) are cut out, and a
/// turned EXIF with them: most programs show a PNG as it is stored.
const KEPT: [&[u8; 4]; 19] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
    b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT", b"hIST",
];

pub(super) fn clean(bytes: &[u8]) -> Option<Clean> {
    let mut cursor = Cursor::new(bytes);
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(cursor.take(8)?);
    let mut stored = None;
    let mut is_animated = false;
    let mut has_pixels = false;
    while !cursor.is_empty() {
        let whole = cursor.rest;
        let length = big_endian(cursor.take(4)?);
        let name = cursor.take(4)?;
        let content = cursor.take(length)?;
        cursor.take(4)?;
        match name {
            b"IHDR" if content.len() >= 8 => {
                stored = Some((big_endian(&content[..4]) as u32, big_endian(&content[4..8]) as u32));
            }
            b"acTL" => is_animated = true,
            b"IDAT" => has_pixels = true,
            _ => {}
        }
        if KEPT.iter().any(|kept| *kept == name) {
            out.extend(&whole[..length + 12]);
        }
        // Anything may hang behind the end.
        if name == b"IEND" {
            break;
        }
    }
    let stored = stored.filter(|_| has_pixels)?;
    Some(Clean { bytes: out, orientation: Orientation::UPRIGHT, stored, is_animated })
}
