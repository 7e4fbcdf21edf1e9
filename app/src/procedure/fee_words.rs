//! What a procedure costs, in a few words.

use crate::i18n::{t, tf};
use shared::i18n::msg;
use shared::money::Dong;
use shared::payment::fee::{FeeSpan, span};
use shared::procedure::{Channel, Procedure};

/// The amounts of the cases that one can really choose, by the function that also charges them.
pub(crate) fn fee_in_short(procedure: &Procedure, today: chrono::NaiveDate) -> String {
    let amount = |dong: Dong| dong.to_string();
    match span(procedure, Channel::Online, today) {
        None => t(msg::procedure_page::FEE_AT_COUNTER).to_owned(),
        Some(FeeSpan { least, is_partly_unknown: true, .. }) => {
            tf(msg::procedure_page::FEE_FROM, &[("amount", &amount(least))])
        }
        Some(FeeSpan { least, most, .. }) if least == most && least.is_zero() => {
            t(msg::procedure_page::FEE_FREE).to_owned()
        }
        Some(FeeSpan { least, most, .. }) if least == most => amount(least),
        Some(FeeSpan { least, most, .. }) if least.is_zero() => {
            tf(msg::procedure_page::FEE_UP_TO, &[("most", &amount(most))])
        }
        Some(FeeSpan { least, most, .. }) => tf(
            msg::procedure_page::FEE_RANGE,
            &[("least", &amount(least)), ("most", &amount(most))],
        ),
    }
}
