//! Keys of the house: keyed hashes to look things up by, seals for what rests in the database.
//!
//! One master secret of the settings; every purpose gets its own keys by derivation, so that what
//! was made for one purpose means nothing to another.

use crate::entropy::Entropy;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha2::Sha256;
use std::sync::Arc;
use subtle::ConstantTimeEq;

/// Length of the master secret.
pub const MASTER_BYTES: usize = 32;
/// First byte of everything sealed; another construction would take another number.
const SEAL_VERSION: u8 = 1;
const NONCE_BYTES: usize = 24;

/// Why a master secret or something sealed was not accepted.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SealError {
    /// The setting is not 64 hex digits.
    #[error("the master key must be {} hex digits", MASTER_BYTES * 2)]
    Master,
    /// Sealed with other keys, for another purpose or place, or altered.
    #[error("cannot be opened: altered, or sealed with another key or for another place")]
    Broken,
}

/// The master secret. Cheap to copy; prints as nothing.
#[derive(Debug, Clone)]
pub struct Keys(Arc<SecretBox<[u8; MASTER_BYTES]>>);

impl Keys {
    /// Reads the master secret from its setting.
    pub fn from_hex(master: &str) -> Result<Self, SealError> {
        let mut bytes = Box::new([0; MASTER_BYTES]);
        hex::decode_to_slice(master.trim(), bytes.as_mut()).map_err(|_| SealError::Master)?;
        Ok(Self(Arc::new(SecretBox::new(bytes))))
    }

    /// HMAC-SHA-256 under the key of `purpose`: the same bytes give the same hash, and without
    /// the master nobody can try them out.
    pub fn keyed_hash(&self, purpose: &str, bytes: &[u8]) -> [u8; 32] {
        mac(&self.derive("hash", purpose), &[bytes])
    }

    /// Encrypts for `purpose`. `place` (the row's id, say) is bound but not stored: what was
    /// sealed for one place does not open at another.
    pub fn seal(&self, purpose: &str, place: &[u8], plain: &[u8], entropy: &Entropy) -> Vec<u8> {
        let nonce = entropy.bytes::<NONCE_BYTES>();
        let body = self
            .cipher(purpose)
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: place })
            .expect("fails above 256 GiB only");
        [&[SEAL_VERSION], &nonce[..], &body].concat()
    }

    /// Opens what [`Keys::seal`] made for the same purpose and place.
    pub fn open(&self, purpose: &str, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (version, rest) = sealed.split_first().ok_or(SealError::Broken)?;
        let (nonce, body) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(SealError::Broken)?;
        if *version != SEAL_VERSION {
            return Err(SealError::Broken);
        }
        self.cipher(purpose)
            .decrypt(&XNonce::from(*nonce), Payload { msg: body, aad: place })
            .map_err(|_| SealError::Broken)
    }

    fn cipher(&self, purpose: &str) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.derive("seal", purpose).into())
    }

    fn derive(&self, kind: &str, purpose: &str) -> [u8; 32] {
        mac(self.0.expose_secret(), &[kind.as_bytes(), b"/", purpose.as_bytes()])
    }
}

/// Compares without telling by its duration where the difference is.
pub fn equal(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac =
        <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("any length is a key");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(digit: &str) -> Keys {
        Keys::from_hex(&digit.repeat(64)).unwrap()
    }

    #[test]
    fn a_hash_depends_on_master_purpose_and_bytes() {
        let hash = keys("1").keyed_hash("phone", b"0912345678");

        assert_eq!(hash, keys("1").keyed_hash("phone", b"0912345678"));
        assert_ne!(hash, keys("2").keyed_hash("phone", b"0912345678"));
        assert_ne!(hash, keys("1").keyed_hash("personal", b"0912345678"));
        assert_ne!(hash, keys("1").keyed_hash("phone", b"0912345679"));
        // HMAC-SHA-256 twice, computed with Python's hmac.
        assert_eq!(
            hex::encode(hash),
            "ed64b8e65739464716dc312b259a96d340d91d12816b0d96c41e75aa750eebac"
        );
    }

    #[test]
    fn what_is_sealed_opens_only_with_its_key_purpose_and_place() {
        let entropy = Entropy::seeded(1);
        let sealed = keys("1").seal("totp", b"row-1", "bí mật".as_bytes(), &entropy);

        assert_eq!(keys("1").open("totp", b"row-1", &sealed).unwrap(), "bí mật".as_bytes());
        for (master, purpose, place) in
            [("2", "totp", "row-1"), ("1", "phone", "row-1"), ("1", "totp", "row-2")]
        {
            let opened = keys(master).open(purpose, place.as_bytes(), &sealed);
            assert_eq!(opened, Err(SealError::Broken), "{master} {purpose} {place}");
        }
    }

    #[test]
    fn any_altered_byte_and_any_cut_is_noticed() {
        let sealed = keys("1").seal("totp", b"", b"secret", &Entropy::seeded(1));

        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert_eq!(keys("1").open("totp", b"", &altered), Err(SealError::Broken), "{at}");
            assert_eq!(keys("1").open("totp", b"", &sealed[..at]), Err(SealError::Broken), "{at}");
        }
    }

    #[test]
    fn the_same_text_is_never_sealed_alike() {
        let entropy = Entropy::system();

        assert_ne!(
            keys("1").seal("t", b"", b"x", &entropy),
            keys("1").seal("t", b"", b"x", &entropy)
        );
    }

    #[test]
    fn a_master_of_the_wrong_shape_is_refused() {
        for wrong in ["", "12", &"g".repeat(64), &"1".repeat(63), &"1".repeat(66)] {
            assert_eq!(Keys::from_hex(wrong).err(), Some(SealError::Master), "{wrong}");
        }
    }
}
