//! Keys and signatures in the format of minisign (<https://jedisct1.github.io/minisign/>): Ed25519 over BLAKE2b-512. The
//! only module that knows the crate.
//!
//! Takes and gives the texts of key files and signature files; where they lie is left to others. No value here prints a
//! secret.

use std::io::Cursor;

use minisign::{KeyPair, PublicKey, PublicKeyBox, SecretKey, SecretKeyBox, SignatureBox};

/// What the second line of a secret key begins with: Base64 of the algorithms of signature, password and checksum.
const WITH_PASSWORD: &str = "RWRTY0Iy";
const WITHOUT_PASSWORD: &str = "RWQAAEIy";

/// Bytes: the program `minisign` reads no longer passwords.
const LONGEST_PASSWORD: usize = 1024;

/// The length of 64 bytes in Base64, which is what the last line of a signature has. The crate does not look itself.
const LAST_LINE: usize = 88;

/// What stands above a signature and a secret key; nobody vouches for it.
const ABOVE_SIGNATURE: &str = "signature made by bantin sign";
const ABOVE_SECRET: &str = "secret key of bantin; show it to nobody";

/// Why a key cannot be made or used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("this is no secret key of minisign")]
    NotSecret,
    #[error("this is no public key of minisign; it lies beside the secret one and ends in .pub")]
    NotPublic,
    #[error(
        "the key is damaged, or it is one without a password made by `minisign -W`; take it from the backup, or make one by `bantin keygen`"
    )]
    Damaged,
    #[error("wrong password for this key")]
    WrongPassword,
    #[error("a password has 1 to 1024 bytes")]
    PasswordLength,
    #[error("{0}")]
    System(String),
}

/// Why a signature says nothing of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Invalid {
    /// It is no whole signature of minisign.
    Damaged,
    /// Another key made it.
    OtherKey,
    /// The file, or the comment, is not the one that was signed.
    OtherFile,
}

/// The texts of a new pair of key files.
pub struct Pair {
    pub secret: String,
    pub public: String,
}

/// Makes a pair of keys; the secret one is locked where there is a password.
///
/// # Errors
/// Where the password is empty or too long, or the system gives no random numbers.
pub fn generate(password: Option<String>) -> Result<Pair, KeyError> {
    let pair = match password {
        Some(password) if !(1..=LONGEST_PASSWORD).contains(&password.len()) => return Err(KeyError::PasswordLength),
        Some(password) => KeyPair::generate_encrypted_keypair(Some(password)),
        None => KeyPair::generate_unencrypted_keypair(),
    };
    let pair = pair.map_err(system)?;
    let secret = pair.sk.to_box(Some(ABOVE_SECRET)).map_err(system)?;
    Ok(Pair { secret: secret.into_string(), public: pair.pk.to_box().map_err(system)?.into_string() })
}

/// A secret key whose text has the right form.
pub struct Locked {
    text: String,
    pub needs_password: bool,
}

impl Locked {
    /// # Errors
    /// Where the text is no secret key.
    pub fn read(text: &str) -> Result<Self, KeyError> {
        let key = text.lines().nth(1).unwrap_or_default();
        let needs_password = key.starts_with(WITH_PASSWORD);
        match needs_password || key.starts_with(WITHOUT_PASSWORD) {
            true => Ok(Self { text: text.to_owned(), needs_password }),
            false => Err(KeyError::NotSecret),
        }
    }

    /// Opens the key; the password is not looked at where it needs none.
    ///
    /// # Errors
    /// Where the password is wrong or the key damaged.
    pub fn unlock(self, password: String) -> Result<Signer, KeyError> {
        let sealed = SecretKeyBox::from(self.text);
        let key = match self.needs_password {
            true => sealed.into_secret_key(Some(password)).map_err(|error| match error.kind() {
                minisign::ErrorKind::Verify => KeyError::WrongPassword,
                _ => KeyError::Damaged,
            }),
            false => sealed.into_unencrypted_secret_key().map_err(|_| KeyError::Damaged),
        }?;
        let public = PublicKey::from_secret_key(&key).map_err(|_| KeyError::Damaged)?;
        Ok(Signer { key, public: Public(public) })
    }
}

/// A secret key, ready to sign.
pub struct Signer {
    key: SecretKey,
    pub public: Public,
}

impl Signer {
    /// The text of a signature of `data`. The comment is signed with it: one line, without a time, so that nothing but
    /// the key and the file speaks. The bytes differ from one signature to the next, because the crate adds random ones
    /// against attacks on the machine that signs.
    ///
    /// # Errors
    /// Where the system gives no random numbers.
    pub fn sign(&self, data: &[u8], comment: &str) -> Result<String, KeyError> {
        let made = minisign::sign(None, &self.key, Cursor::new(data), Some(comment), Some(ABOVE_SIGNATURE));
        Ok(made.map_err(system)?.into_string())
    }
}

/// A key that tells whose signature one is.
pub struct Public(PublicKey);

impl Public {
    /// Reads the text of a public key file.
    ///
    /// # Errors
    /// Where it is none.
    pub fn read(text: &str) -> Result<Self, KeyError> {
        PublicKeyBox::from(text.to_owned()).into_public_key().map(Self).map_err(|_| KeyError::NotPublic)
    }

    /// Whether `signature` is one of `data` by this key; gives its trusted comment.
    ///
    /// # Errors
    /// Where it is not.
    pub fn check(&self, data: &[u8], signature: &str) -> Result<String, Invalid> {
        let is_whole = |line: &str| line.trim().len() == LAST_LINE && line.trim().ends_with("==");
        if !signature.lines().nth(3).is_some_and(is_whole) {
            return Err(Invalid::Damaged);
        }
        let given = keys_of(signature);
        let signature = SignatureBox::from_string(signature).map_err(|_| Invalid::Damaged)?;
        // The crate passes over bytes behind those that it needs.
        if keys_of(&signature.to_string()) != given {
            return Err(Invalid::Damaged);
        }
        if signature.keynum() != self.0.keynum() {
            return Err(Invalid::OtherKey);
        }
        if !signature.is_prehashed() {
            // The form that was given up in 2022: it keeps the whole file in memory.
            return Err(Invalid::Damaged);
        }
        minisign::verify(&self.0, &signature, Cursor::new(data), true, false, false).map_err(|_| Invalid::OtherFile)?;
        signature.trusted_comment().map_err(|_| Invalid::Damaged)
    }
}

/// The two lines of a signature that are Base64.
fn keys_of(signature: &str) -> Vec<String> {
    signature.lines().skip(1).step_by(2).take(2).map(|line| line.trim().to_owned()).collect()
}

fn system(error: minisign::PError) -> KeyError {
    KeyError::System(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer() -> Signer {
        let pair = generate(None).expect("a pair");
        Locked::read(&pair.secret).expect("a secret key").unlock(String::new()).expect("it needs no password")
    }

    /// Every damage of a signature is found, and none stops the program.
    #[test]
    fn no_damaged_signature_is_taken() {
        let signer = signer();
        let signature = signer.sign(b"data", "file:manifest.json").expect("signed");
        assert_eq!(signer.public.check(b"data", &signature), Ok("file:manifest.json".to_owned()));
        let end = signature.trim_end().len();
        for length in 0..end {
            assert!(signer.public.check(b"data", &signature[..length]).is_err(), "{length} bytes");
        }
        let comment = signature.find('\n').expect("the first line is not signed");
        for at in comment + 1..end {
            let mut bytes = signature.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let text = String::from_utf8(bytes).expect("ASCII");
            assert!(signer.public.check(b"data", &text).is_err(), "byte {at}");
        }
    }

    #[test]
    fn other_data_and_other_keys_are_told_apart() {
        let (signer, other) = (signer(), self::signer());
        let signature = signer.sign(b"data", "x").expect("signed");
        assert_eq!(signer.public.check(b"Data", &signature), Err(Invalid::OtherFile));
        assert_eq!(other.public.check(b"data", &signature), Err(Invalid::OtherKey));
    }

    #[test]
    fn keys_are_opened_by_their_password_alone() {
        let pair = generate(Some("đúng".to_owned())).expect("a pair");
        let open = |password: &str| {
            let locked = Locked::read(&pair.secret).expect("a secret key");
            assert!(locked.needs_password);
            locked.unlock(password.to_owned()).map(drop)
        };
        assert_eq!(open("đúng"), Ok(()));
        assert_eq!(open("sai"), Err(KeyError::WrongPassword));
        assert_eq!(generate(Some(String::new())).err(), Some(KeyError::PasswordLength));
        let cut = &pair.secret[..pair.secret.len() - 20];
        assert_eq!(Locked::read(cut).expect("the form").unlock("đúng".to_owned()).err(), Some(KeyError::Damaged));
        assert_eq!(Locked::read(&pair.public).err(), Some(KeyError::NotSecret));
        assert_eq!(Public::read(&pair.secret).err(), Some(KeyError::NotPublic));
    }
}
