//! Where chance comes from: the operating system, or a seed that makes a run repeatable.

use rand::rngs::StdRng;
use rand::{Rng, RngCore, SeedableRng};
use shared::time::Instant;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// A source of random values. Copies of a seeded source draw from the same stream.
#[derive(Debug, Clone)]
pub struct Entropy(Kind);

#[derive(Debug, Clone)]
enum Kind {
    /// The thread's `ChaCha` generator, seeded and reseeded by the operating system.
    System,
    Seeded(Arc<Mutex<StdRng>>),
}

impl Entropy {
    /// Unpredictable: secrets may be made of it.
    pub fn system() -> Self {
        Self(Kind::System)
    }

    /// Repeatable: for tests and the demo world only.
    pub fn seeded(seed: u64) -> Self {
        Self(Kind::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(seed)))))
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        self.draw(|rng| rng.fill_bytes(&mut out));
        out
    }

    /// A random number.
    pub fn u64(&self) -> u64 {
        self.draw(|rng| rng.next_u64())
    }

    /// An id that sorts by the time it was made (RFC 9562, version 7).
    pub fn uuid_v7(&self, now: Instant) -> Uuid {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes::<10>()).into_uuid()
    }

    /// Six digits for a one-time code, each of the million equally likely.
    pub fn digits6(&self) -> String {
        let mut number = 0_u32;
        self.draw(|rng| number = rng.random_range(0..1_000_000));
        format!("{number:06}")
    }

    fn draw<T>(&self, from: impl FnOnce(&mut dyn RngCore) -> T) -> T {
        match &self.0 {
            Kind::System => from(&mut rand::rng()),
            // A generator has no invariant that a panic elsewhere could have broken.
            Kind::Seeded(rng) => from(&mut *rng.lock().unwrap_or_else(PoisonError::into_inner)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_seed_repeats_itself_and_the_system_does_not() {
        let draw = |entropy: Entropy| (entropy.bytes::<16>(), entropy.u64(), entropy.digits6());

        assert_eq!(draw(Entropy::seeded(7)), draw(Entropy::seeded(7)));
        assert_ne!(draw(Entropy::seeded(7)), draw(Entropy::seeded(8)));
        assert_ne!(draw(Entropy::system()), draw(Entropy::system()));
    }

    #[test]
    fn codes_have_six_digits_and_begin_with_any() {
        let entropy = Entropy::seeded(1);

        let codes: Vec<String> = (0..500).map(|_| entropy.digits6()).collect();

        assert!(codes.iter().all(|c| c.len() == 6 && c.bytes().all(|b| b.is_ascii_digit())));
        assert_eq!(codes.iter().map(|c| &c[..1]).collect::<BTreeSet<_>>().len(), 10);
    }

    #[test]
    fn ids_carry_their_version_and_their_moment() {
        let entropy = Entropy::system();
        let at: Instant = "2026-01-05T05:00:00.123Z".parse().unwrap();
        let later = at + chrono::TimeDelta::milliseconds(1);

        let (first, second) = (entropy.uuid_v7(at), entropy.uuid_v7(later));

        assert_eq!(first.get_version_num(), 7);
        assert!(first < second);
        assert_ne!(entropy.uuid_v7(at), entropy.uuid_v7(at));
    }
}
