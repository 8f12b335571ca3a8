//! One original becomes what readers get: read, cleaned, made smaller, or taken from the cache.

use std::fs;

use crate::digest::Sum;
use crate::discover::SourceFile;
use crate::output::OutputError;

use super::cache::Cache;
use super::metadata::{self, Clean, Kind};
use super::pixels::{Pixels, Refusal};
use super::scale::narrowed;
use super::{Blob, Made, Place, Smaller, WIDTHS};

/// Part of every key: raised whenever this room makes other bytes of the same original.
const VERSION: u32 = 1;

/// Makes the image in `file`; `with_smaller` where a page shows it.
///
/// # Errors
/// Where the file cannot be read.
pub(super) fn made(file: &SourceFile, with_smaller: bool, cache: &Cache) -> Result<Made, OutputError> {
    let is_wide = file.dimensions.is_some_and(|(width, height)| widths(width.max(height)).next().is_some());
    // Cleaning alone is faster than looking it up.
    let cache = if with_smaller && is_wide { cache } else { &Cache::none() };
    if let Some(made) = cache.load(&key(file.sha256)) {
        return Ok(made);
    }
    let failed = |source| OutputError { path: file.disk.display().to_string(), source };
    let bytes = fs::read(&file.disk).map_err(failed)?;
    // The file may have changed since it was discovered.
    let key = key(Sum::of(&bytes));
    Ok(cache.store(&key, from_bytes(&bytes, with_smaller)))
}

fn key(sha256: Sum) -> String {
    Sum::of(format!("bantin images {VERSION} {WIDTHS:?} {sha256}").as_bytes()).to_string()
}

/// The widths that are clearly narrower than an image.
fn widths(of_image: u32) -> impl Iterator<Item = u32> {
    WIDTHS.into_iter().rev().filter(move |width| u64::from(of_image) * 4 >= u64::from(*width) * 5)
}

fn from_bytes(bytes: &[u8], with_smaller: bool) -> Made {
    let Some(clean) = metadata::clean(bytes) else { return Made { is_damaged: true, ..Made::default() } };
    let (width, height) = clean.stored;
    let dimensions = if clean.orientation.is_sideways() { (height, width) } else { (width, height) };
    let made = Made { dimensions: Some(dimensions), ..Made::default() };
    let made = match smaller(&clean, dimensions, with_smaller) {
        Ok(smaller) => Made { smaller, ..made },
        Err(refusal) => Made { is_damaged: refusal == Refusal::Unreadable, ..made },
    };
    Made { original: (clean.bytes != bytes).then(|| blob(clean.bytes)), ..made }
}

/// The smaller images, narrowest first. Each is made from the next wider one, which costs a fraction of the original.
fn smaller(clean: &Clean, (width, height): (u32, u32), is_wanted: bool) -> Result<Vec<Smaller>, Refusal> {
    let kind = Kind::of(&clean.bytes).filter(|kind| matches!(kind, Kind::Jpeg | Kind::Png));
    let mut widths = widths(width).peekable();
    let Some(kind) = kind.filter(|_| is_wanted && !clean.is_animated && widths.peek().is_some()) else {
        return Ok(Vec::new());
    };
    let mut orientation = clean.orientation;
    // The size that is asked for, as the pixels lie at the moment.
    let stored_size = |new_width: u32, orientation: metadata::Orientation| {
        let new_height = (u64::from(height) * u64::from(new_width)).div_ceil(u64::from(width)) as u32;
        if orientation.is_sideways() { (new_height, new_width) } else { (new_width, new_height) }
    };
    let widest = widths.peek().map_or(width, |widest| *widest);
    let (mut pixels, colors) = Pixels::decode(&clean.bytes, stored_size(widest, orientation))?;
    let mut smaller = Vec::new();
    for new_width in widths {
        let (across, down) = stored_size(new_width, orientation);
        pixels = narrowed(pixels, across as usize, down as usize).turned(orientation);
        // The next one is made from this one, which stands upright.
        orientation = metadata::Orientation::UPRIGHT;
        let encoded = pixels.encode(kind, &colors).filter(|encoded| encoded.len() < clean.bytes.len());
        if let Some(bytes) = encoded {
            smaller.push(Smaller { width: new_width, height: pixels.height as u32, blob: blob(bytes) });
        }
    }
    smaller.reverse();
    Ok(smaller)
}

fn blob(bytes: Vec<u8>) -> Blob {
    Blob { size: bytes.len() as u64, sha256: Sum::of(&bytes), place: Place::Memory(bytes) }
}
