//! WebP: chunks in a RIFF file.

use super::{Clean, Cursor, Orientation, little_endian};

const EXIF_FLAG: u8 = 0b1000;
const XMP_FLAG: u8 = 0b0100;

pub(super) fn clean(bytes: &[u8]) -> Option<Clean> {
    let mut cursor = Cursor::new(bytes);
    cursor.take(12)?;
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(b"RIFF\0\0\0\0WEBP");
    let mut stored = None;
    let mut is_animated = false;
    while !cursor.is_empty() {
        let name = cursor.take(4)?;
        let length = little_endian(cursor.take(4)?);
        let content = cursor.take(length)?;
        // A chunk of odd length is followed by one byte; some writers leave it out at the end.
        if length % 2 == 1 {
            cursor.take(1);
        }
        let mut content = content.to_vec();
        match name {
            b"VP8X" if content.len() >= 10 => {
                content[0] &= !(EXIF_FLAG | XMP_FLAG);
                stored = Some((little_endian(&content[4..7]) as u32 + 1, little_endian(&content[7..10]) as u32 + 1));
            }
            b"VP8 " if content.len() >= 10 => {
                let size = |start: usize| little_endian(&content[start..start + 2]) as u32 & 0x3fff;
                stored = stored.or(Some((size(6), size(8))));
            }
            b"VP8L" if content.len() >= 5 => {
                let bits = little_endian(&content[1..5]) as u32;
                stored = stored.or(Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1)));
            }
            b"ANIM" => is_animated = true,
            b"ALPH" | b"ANMF" | b"ICCP" => {}
            _ => continue,
        }
        out.extend(name);
        out.extend((length as u32).to_le_bytes());
        out.extend(&content);
        out.resize(out.len() + length % 2, 0);
    }
    let size = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&size.to_le_bytes());
    Some(Clean { bytes: out, orientation: Orientation::UPRIGHT, stored: stored?, is_animated })
}
