//! VNPAY's two signatures: over a sorted, form-encoded query, and over values joined by `|`
//! (protocols.md §1.2–1.4).

use crate::seal::equal;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha512;
use std::collections::BTreeMap;

/// The name of the signature itself.
pub(crate) const HASH: &str = "vnp_SecureHash";
const HASH_TYPE: &str = "vnp_SecureHashType";
const PREFIX: &str = "vnp_";

/// Parameters by name; byte order is the order in which they are signed.
pub type Params = BTreeMap<String, String>;

/// The hash secret in force, and the one before it while the key is being changed.
#[derive(Debug, Clone)]
pub struct Secrets {
    /// Signs, and verifies.
    pub active: SecretString,
    /// Verifies only.
    pub former: Option<SecretString>,
}

impl Secrets {
    /// Lower-case hex of HMAC-SHA-512 under the secret in force.
    pub(crate) fn sign(&self, data: &str) -> String {
        hex::encode(hmac(&self.active, data))
    }

    /// Whether `hash` (hex of either case) was made over `data` with either secret.
    pub(crate) fn verify(&self, data: &str, hash: &str) -> bool {
        let Ok(given) = hex::decode(hash) else { return false };
        let by_active = equal(&hmac(&self.active, data), &given);
        let by_former = self.former.as_ref().is_some_and(|s| equal(&hmac(s, data), &given));
        by_active | by_former
    }

    /// The whole query: what is signed is the very text that is sent.
    pub fn sign_query(&self, params: &Params) -> String {
        let data = encode(params);
        let hash = self.sign(&data);
        format!("{data}&{HASH}={hash}")
    }

    /// The signed parameters of a raw query; `None` where the signature does not hold.
    pub(crate) fn read_query(&self, query: &[u8]) -> Option<Params> {
        let mut all = Params::new();
        for (name, value) in form_urlencoded::parse(query) {
            if all.insert(name.into_owned(), value.into_owned()).is_some() {
                return None;
            }
        }
        let hash = all.remove(HASH)?;
        all.remove(HASH_TYPE);
        all.retain(|name, _| name.starts_with(PREFIX));
        self.verify(&encode(&all), &hash).then_some(all)
    }
}

/// `name=value&…`, form-encoded, without empty values.
pub(crate) fn encode(params: &Params) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(params.iter().filter(|(_, value)| !value.is_empty()))
        .finish()
}

/// The values of `names` joined by `|`; what is absent is empty.
pub(crate) fn join<'a>(names: &[&str], value: impl Fn(&str) -> Option<&'a str>) -> String {
    let values: Vec<&str> = names.iter().map(|name| value(name).unwrap_or_default()).collect();
    values.join("|")
}

fn hmac(secret: &SecretString, data: &str) -> [u8; 64] {
    let mut mac = Hmac::<Sha512>::new_from_slice(secret.expose_secret().as_bytes())
        .expect("any length is a key");
    mac.update(data.as_bytes());
    mac.finalize().into_bytes().into()
}
