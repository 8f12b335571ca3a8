//! SHA-256 of files (FIPS 180-4) and how it is written: 64 lower-case hexadecimal digits, as `sha256sum` prints it.

use std::fmt;
use std::io::{self, Read};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// A SHA-256 of 32 bytes. People and JSON see its digits; formats that nobody reads have the bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sum([u8; 32]);

impl Sum {
    /// Of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads 64 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let mut sum = [0; 32];
        let (digits, []) = text.as_bytes().as_chunks::<2>() else { return None };
        if digits.len() != sum.len() {
            return None;
        }
        for (byte, digits) in sum.iter_mut().zip(digits) {
            let [high, low] = digits.map(|digit| match digit {
                b'0'..=b'9' => Some(digit - b'0'),
                b'a'..=b'f' => Some(digit - b'a' + 10),
                _ => None,
            });
            *byte = high? << 4 | low?;
        }
        Some(Self(sum))
    }
}

/// Of everything that the hasher was given.
impl From<Sha256> for Sum {
    fn from(hasher: Sha256) -> Self {
        Self(hasher.finalize().into())
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Sum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(&hex(&self.0))
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Sum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return <[u8; 32]>::deserialize(deserializer).map(Self);
        }
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a SHA-256 in lower-case digits"))
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// Reads to the end, a piece in memory at a time, and hands every piece to `each`; gives the SHA-256 of all of it.
///
/// # Errors
/// What `unread` makes of a failed read, and what `each` gives.
pub fn sha256<E>(
    mut from: impl Read,
    unread: impl Fn(io::Error) -> E,
    mut each: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<Sum, E> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(hasher.into()),
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
        assert_eq!(sum("abc").to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(sum("").to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
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
        assert_eq!((whole.expect("it can be read"), seen == bytes), (Sum::of(&bytes), true));
        let stopped = sha256(bytes.as_slice(), |_| "unread", |_| Err("full"));
        assert_eq!(stopped, Err("full"));
    }

    #[test]
    fn sums_are_digits_for_people_and_bytes_for_programs() {
        let sum = Sum::of(b"abc");
        let json = serde_json::to_string(&sum).expect("a text");
        assert_eq!(json, format!("\"{sum}\""));
        assert_eq!(serde_json::from_str::<Sum>(&json).expect("the same"), sum);
        let bytes = postcard::to_allocvec(&sum).expect("bytes");
        assert_eq!(bytes, sum.as_bytes());
        assert_eq!(postcard::from_bytes::<Sum>(&bytes), Ok(sum));
    }

    #[test]
    fn only_whole_sums_in_lower_case_are_read() {
        let text = Sum::of(b"abc").to_string();
        assert_eq!(Sum::parse(&text), Some(Sum::of(b"abc")));
        for wrong in ["", &text[..62], &text[1..], &format!("{text}00"), &text.to_uppercase(), &text.replace('b', "g")]
        {
            assert_eq!(Sum::parse(wrong), None, "{wrong}");
        }
    }
}
