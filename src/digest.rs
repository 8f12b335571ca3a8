//! SHA-256 of files (FIPS 180-4) and how it is written: 64 lower-case hexadecimal digits, as `sha256sum` prints it.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut acc, byte| {
        let _ = write!(acc, "{byte:02x}");
        acc
    })
}

/// Reads to the end, a piece in memory at a time, and hands every piece to `each`; gives the SHA-256 of all of it.
///
/// # Errors
/// What `unread` makes of a failed read, and what `each` gives.
pub fn sha256<E>(
    mut from: impl Read,
    unread: impl Fn(io::Error) -> E,
    mut each: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<String, E> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(hex(&hasher.finalize())),
            Ok(read) => {
                hasher.update(&buffer[..read]);
                each(&buffer[..read])?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(unread(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_standard() {
        let sum = |text: &str| sha256(text.as_bytes(), |error| error, |_| Ok(())).expect("it can be read");
        assert_eq!(sum("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(sum(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn every_piece_is_handed_on_and_stops_the_reading() {
        let bytes: Vec<u8> = (0..200_000u32).map(|number| number as u8).collect();
        let mut seen = Vec::new();
        let whole = sha256(
            bytes.as_slice(),
            |error| error,
            |piece| {
                seen.extend_from_slice(piece);
                Ok(())
            },
        );
        assert_eq!((whole.expect("it can be read"), seen == bytes), (hex(&Sha256::digest(&bytes)), true));
        let stopped = sha256(bytes.as_slice(), |_| "unread", |_| Err("full"));
        assert_eq!(stopped, Err("full"));
    }
}
