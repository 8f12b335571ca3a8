//! JPEG: segments up to the picture, the picture, and what cameras hang behind it.

use super::{Clean, Cursor, Orientation, big_endian};

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP14: u8 = 0xee;
const COMMENT: u8 = 0xfe;

pub(super) fn clean(bytes: &[u8]) -> Option<Clean> {
    let mut cursor = Cursor::new(bytes);
    cursor.take(2)?;
    let mut out = Vec::with_capacity(bytes.len());
    out.extend([0xff, START]);
    let mut orientation = Orientation::UPRIGHT;
    let mut stored = None;
    let mut exif_place = out.len();
    let mut scanned = false;
    loop {
        match next_marker(&mut cursor) {
            // What follows the end is another picture or a film: a preview, a depth map, the moment before.
            Some(END) => {
                out.extend([0xff, END]);
                break;
            }
            // A file that was cut short shows its upper part; that is all there is.
            None if scanned => break,
            None => return None,
            Some(marker) => {
                let Some(segment) = segment(&mut cursor) else { if scanned { break } else { return None } };
                if marker == APP1 {
                    orientation = exif_orientation(segment).unwrap_or(orientation);
                }
                if is_frame(marker) && segment.len() >= 5 {
                    stored = Some((big_endian(&segment[3..5]) as u32, big_endian(&segment[1..3]) as u32));
                }
                if let Some(kept) = kept(marker, segment) {
                    push_segment(marker, &kept, &mut out);
                }
                // EXIF stands behind the segment of JFIF, which must be the first.
                if marker == APP0 {
                    exif_place = out.len();
                }
                if marker == SCAN {
                    scanned = true;
                    out.extend(entropy(&mut cursor));
                }
            }
        }
    }
    if orientation != Orientation::UPRIGHT {
        let mut exif = Vec::new();
        push_segment(APP1, &orientation_only(orientation), &mut exif);
        out.splice(exif_place..exif_place, exif);
    }
    Some(Clean { bytes: out, orientation, stored: stored.filter(|_| scanned)?, is_animated: false })
}

/// The next marker; bytes between segments that are none are skipped, as every decoder does.
fn next_marker(cursor: &mut Cursor) -> Option<u8> {
    loop {
        while cursor.byte()? != 0xff {}
        let mut marker = cursor.byte()?;
        while marker == 0xff {
            marker = cursor.byte()?;
        }
        // Stuffed bytes, restarts and markers without content mean nothing between segments.
        if !matches!(marker, 0x00 | 0x01 | 0xd0..=0xd8) {
            return Some(marker);
        }
    }
}

fn segment<'a>(cursor: &mut Cursor<'a>) -> Option<&'a [u8]> {
    let length = big_endian(cursor.take(2)?);
    cursor.take(length.checked_sub(2)?)
}

fn push_segment(marker: u8, content: &[u8], out: &mut Vec<u8>) {
    out.extend([0xff, marker]);
    out.extend(((content.len() + 2) as u16).to_be_bytes());
    out.extend(content);
}

/// Start of a frame, of any coding.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// What of a segment goes to readers: everything that decoding needs, the colour profile, nothing else.
fn kept(marker: u8, segment: &[u8]) -> Option<Vec<u8>> {
    match marker {
        // Without the small preview, which may show what was cut out of the picture.
        APP0 if segment.starts_with(b"JFIF\0") && segment.len() >= 14 => {
            let mut plain = segment[..14].to_vec();
            plain[12..14].fill(0);
            Some(plain)
        }
        APP2 if segment.starts_with(b"ICC_PROFILE\0") => Some(segment.to_vec()),
        // Says how the colours are coded.
        APP14 if segment.starts_with(b"Adobe") => Some(segment.to_vec()),
        APP0..=0xef | COMMENT => None,
        _ => Some(segment.to_vec()),
    }
}

/// The coded pixels up to the next marker.
fn entropy<'a>(cursor: &mut Cursor<'a>) -> &'a [u8] {
    let bytes = cursor.rest;
    let mut end = 0;
    while let Some(offset) = bytes[end..].iter().position(|byte| *byte == 0xff) {
        end += offset;
        match bytes.get(end + 1) {
            Some(0x00 | 0xd0..=0xd7) => end += 2,
            Some(0xff) => end += 1,
            _ => {
                cursor.rest = &bytes[end..];
                return &bytes[..end];
            }
        }
    }
    cursor.rest = &[];
    bytes
}

/// The orientation in a segment of EXIF.
fn exif_orientation(segment: &[u8]) -> Option<Orientation> {
    let tiff = segment.strip_prefix(b"Exif\0\0")?;
    let is_big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let read = |start: usize, count: usize| {
        let bytes = tiff.get(start..start.checked_add(count)?)?;
        Some(if is_big { big_endian(bytes) } else { super::little_endian(bytes) })
    };
    let directory = read(4, 4)?;
    (0..read(directory, 2)?).find_map(|index| {
        let entry = directory.checked_add(2 + index * 12)?;
        (read(entry, 2)? == 0x0112).then(|| read(entry + 8, 2)).flatten().map(|number| Orientation::new(number as u16))
    })
}

/// EXIF that says how the picture is turned, and nothing else.
fn orientation_only(orientation: Orientation) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.push(orientation.number());
    exif.extend([0; 6]);
    exif
}
