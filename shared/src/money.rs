//! Money is whole đồng.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

/// An amount in đồng. Never a float, never hundredths (only the VNPAY adapter knows of ×100).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Dong(pub i64);

impl Dong {
    /// Nothing to pay.
    pub const ZERO: Self = Self(0);

    /// Whether nothing is owed.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// `self × count`, or `None` where that is more than an `i64` holds.
    pub fn times(self, count: i64) -> Option<Self> {
        self.0.checked_mul(count).map(Self)
    }
}

impl fmt::Display for Dong {
    /// `120.000 ₫`, as written in Vietnam.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.unsigned_abs().to_string();
        if self.0 < 0 {
            f.write_str("-")?;
        }
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                f.write_str(".")?;
            }
            write!(f, "{digit}")?;
        }
        f.write_str("\u{a0}₫")
    }
}

impl Add for Dong {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Dong {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Dong {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Dong {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_by_thousands() {
        let shown: Vec<String> = [0, 999, 1_000, 120_000, 12_345_678, -5_000]
            .into_iter()
            .map(|n| Dong(n).to_string().replace('\u{a0}', " "))
            .collect();

        assert_eq!(shown, ["0 ₫", "999 ₫", "1.000 ₫", "120.000 ₫", "12.345.678 ₫", "-5.000 ₫"]);
    }
}
