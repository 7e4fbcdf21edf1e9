//! Passwords of staff: Argon2id, and the same work for a login that does not exist.
//!
//! One check takes some 20 milliseconds of a core: call it from `spawn_blocking`.

use crate::entropy::Entropy;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

/// Memory of one hash: 19 MiB (OWASP's first choice for Argon2id).
pub const MEMORY_KIB: u32 = 19 * 1024;
/// Passes over that memory.
pub const PASSES: u32 = 2;
/// Lanes: one request, one core.
pub const LANES: u32 = 1;
const SALT_BYTES: usize = 16;

/// Hashes a new password into a PHC string for the database.
pub fn hash(password: &str, entropy: &Entropy) -> String {
    hash_with(password, &entropy.bytes::<SALT_BYTES>())
}

/// Whether `password` belongs to the stored hash. Without a stored hash (no such login) the
/// answer is no, after the same work, so that the time tells nothing.
pub fn verify(password: &str, stored: Option<&str>) -> bool {
    if let Some(stored) = stored {
        return argon2().verify_password(password.as_bytes(), stored).is_ok();
    }
    hash_with(password, &[0; SALT_BYTES]);
    false
}

fn hash_with(password: &str, salt: &[u8]) -> String {
    argon2()
        .hash_password_with_salt(password.as_bytes(), salt)
        .expect("the parameters and the salt's length are constants that fit")
        .to_string()
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("constants within limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_opens() {
        let stored = hash("Một cửa 2026!", &Entropy::seeded(1));

        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verify("Một cửa 2026!", Some(&stored)));
        assert!(!verify("một cửa 2026!", Some(&stored)));
        assert!(!verify("", Some(&stored)));
    }

    #[test]
    fn no_stored_or_a_broken_hash_never_opens() {
        assert!(!verify("anything", None));
        assert!(!verify("anything", Some("")));
        assert!(!verify("anything", Some("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$")));
    }

    #[test]
    fn equal_passwords_are_stored_differently() {
        let entropy = Entropy::system();

        assert_ne!(hash("same", &entropy), hash("same", &entropy));
    }
}
