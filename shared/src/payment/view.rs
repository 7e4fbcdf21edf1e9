//! What the payer's page shows.

use super::situation::Situation;
use crate::id::DossierId;
use crate::money::Dong;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// The fee of a dossier, for the one who pays it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentView {
    /// The dossier: the topic of the live page.
    pub dossier: DossierId,
    /// The dossier's reference, as printed.
    pub reference: String,
    /// The procedure's name in both languages.
    pub procedure_name: (String, String),
    /// The agency's name in both languages.
    pub agency_name: (String, String),
    /// What is or was owed.
    pub amount: Dong,
    /// Line by line: name and amount.
    pub lines: Vec<(String, Dong)>,
    /// Where the payer stands.
    pub situation: Situation,
    /// What was received, once it is paid.
    pub receipt: Option<ReceiptView>,
    /// Money beyond the fee that goes back, or has gone.
    pub surplus: Vec<SurplusView>,
}

/// The facts of a payment that was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptView {
    /// When the money moved, as the gateway says; else when we learned of it.
    pub paid_at: Instant,
    /// Our number of the payment.
    pub txn_ref: String,
    /// The gateway's number of it.
    pub gateway_txn_id: Option<String>,
}

/// Money that was not owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurplusView {
    /// How much.
    pub amount: Dong,
    /// Our number of the payment.
    pub txn_ref: String,
    /// Whether it has gone back.
    pub is_back: bool,
}
