//! Double entry: every đồng that came has an owner, and each posting sums to zero.

use super::state::named;
use crate::money::Dong;
use serde::{Deserialize, Serialize};

named! {
    /// Where money is (`received`), or whose it is (all others).
    Account {
        /// At the gateway, bank or till of the attempt.
        Received = "received",
        /// The state's: it settled an obligation.
        Fee = "fee",
        /// The payer's: it came for something not owed.
        Surplus = "surplus",
        /// Somebody's: nobody has decided yet.
        Unmatched = "unmatched",
        /// The payer's, on its way back.
        Refund = "refund",
    }
}

/// One line of a posting: more in `received`, less (a debt) in the owner's account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The account.
    pub account: Account,
    /// What is added to it.
    pub amount: Dong,
}

/// Moves `amount` from one account to another: two lines that cancel out.
pub(super) fn post(from: Account, to: Account, amount: Dong) -> Vec<Entry> {
    if amount.is_zero() {
        return Vec::new();
    }
    vec![Entry { account: to, amount }, Entry { account: from, amount: -amount }]
}

/// New money, owed to `owner`.
pub(super) fn receive(owner: Account, amount: Dong) -> Vec<Entry> {
    post(owner, Account::Received, amount)
}

/// Money that changes its owner: the old one is owed less, the new one more.
pub(super) fn hand_over(old: Account, new: Account, amount: Dong) -> Vec<Entry> {
    post(new, old, amount)
}

/// Money that leaves, or never was there.
pub(super) fn release(owner: Account, amount: Dong) -> Vec<Entry> {
    post(Account::Received, owner, amount)
}
