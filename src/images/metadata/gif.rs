//! GIF: blocks, of which comments and most extensions of programs are cut out.

use super::{Clean, Cursor, Orientation, little_endian};

const EXTENSION: u8 = 0x21;
const PICTURE: u8 = 0x2c;
const END: u8 = 0x3b;
const GRAPHIC_CONTROL: u8 = 0xf9;
const APPLICATION: u8 = 0xff;

/// Extensions that say how often a moving picture runs.
const LOOPS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

pub(super) fn clean(bytes: &[u8]) -> Option<Clean> {
    let mut cursor = Cursor::new(bytes);
    let head = cursor.take(13)?;
    let stored = (little_endian(&head[6..8]) as u32, little_endian(&head[8..10]) as u32);
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(head);
    out.extend(cursor.take(color_table(head[10]))?);
    let mut pictures = 0;
    loop {
        let before = cursor.rest;
        match cursor.byte() {
            // Many writers forget the end.
            Some(END) | None => break,
            Some(PICTURE) => {
                let place = cursor.take(9)?;
                cursor.take(color_table(place[8]) + 1)?;
                blocks(&mut cursor)?;
                pictures += 1;
                out.extend(&before[..before.len() - cursor.rest.len()]);
            }
            Some(EXTENSION) => {
                let label = cursor.byte()?;
                let name = cursor.rest.get(1..12).unwrap_or_default();
                blocks(&mut cursor)?;
                if label == GRAPHIC_CONTROL || (label == APPLICATION && LOOPS.contains(&name)) {
                    out.extend(&before[..before.len() - cursor.rest.len()]);
                }
            }
            Some(_) => return None,
        }
    }
    out.push(END);
    (pictures > 0).then_some(Clean { bytes: out, orientation: Orientation::UPRIGHT, stored, is_animated: pictures > 1 })
}

/// Bytes of the table of colours that the flags announce.
fn color_table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Passes over a chain of blocks, which an empty one ends.
fn blocks(cursor: &mut Cursor) -> Option<()> {
    loop {
        match cursor.byte()? {
            0 => return Some(()),
            length => drop(cursor.take(usize::from(length))?),
        }
    }
}
