//! VNPAY's codes in our own words (protocols.md §1.6). A code that we do not know is never
//! success.

use shared::payment::{FailureCode, Outcome};

/// Of a notice: both codes together.
pub(super) fn of_notice(response: &str, status: &str) -> Outcome {
    match (response, status) {
        ("00", "00") => Outcome::Paid,
        ("07", _) | (_, "07") => Outcome::Suspicious,
        (_, "04") => Outcome::Reversed,
        (_, "05") => Outcome::RefundProcessing,
        (_, "06") => Outcome::RefundSent,
        (_, "09") => Outcome::RefundRejected,
        // "00" beside a status that is not "00", or no final status: ask.
        ("00", _) => Outcome::Pending,
        (code, "02") => Outcome::Failed(failure(code)),
        _ => Outcome::Pending,
    }
}

/// Of an answered query: the kind of movement (01 payment, 02 and 03 refund) and its status.
pub(super) fn of_query(kind: &str, status: &str) -> Outcome {
    match (kind, status) {
        (_, "05") => Outcome::RefundProcessing,
        (_, "06") => Outcome::RefundSent,
        (_, "09") => Outcome::RefundRejected,
        ("01" | "", "00") => Outcome::Paid,
        ("01" | "", "02") => Outcome::Failed(FailureCode::Other),
        (_, "04") => Outcome::Reversed,
        (_, "07") => Outcome::Suspicious,
        _ => Outcome::Pending,
    }
}

/// Why a payment failed.
fn failure(response: &str) -> FailureCode {
    match response {
        "09" => FailureCode::NotRegistered,
        "10" => FailureCode::IdentityCheckFailed,
        "11" => FailureCode::Expired,
        "12" => FailureCode::CardLocked,
        "13" => FailureCode::WrongCode,
        "24" => FailureCode::CancelledByPayer,
        "51" => FailureCode::NotEnoughMoney,
        "65" => FailureCode::DailyLimit,
        "75" => FailureCode::BankMaintenance,
        "79" => FailureCode::WrongPassword,
        _ => FailureCode::Other,
    }
}
