//! What a draft will cost, from what was chosen and what the form says.

use super::DraftWork;
use crate::Portal;
use chrono::NaiveDate;
use shared::payment::fee::{FeeFault, FeeQuestions, FeeQuote, questions, quote, resolve};
use shared::procedure::Channel;
use shared::time::local_day;

/// The fee of a draft that is handed in online today; `None` where an officer works it out.
pub(crate) fn fee(portal: &Portal, work: &DraftWork) -> Result<Option<FeeQuote>, FeeFault> {
    let procedure = &work.procedure.procedure;
    let today = local_day(portal.now());
    let choice = resolve(procedure, &work.fee_choice, |key| answer(work, today, key));
    match quote(procedure, &choice, Channel::Online, today) {
        Ok(quote) => Ok(Some(quote)),
        Err(FeeFault::Unknown(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// What has to be asked to know the fee, beyond the form.
pub(super) fn fee_questions(portal: &Portal, work: &DraftWork) -> FeeQuestions {
    let procedure = &work.procedure.procedure;
    let today = local_day(portal.now());
    questions(procedure, Channel::Online, today, |key| answer(work, today, key))
}

/// What the form says; its default counts until the question is touched.
fn answer(work: &DraftWork, today: NaiveDate, key: &str) -> Option<String> {
    let (_, field) = work.form.field(key)?;
    let default = field.default_on(today);
    let answer = work.answers.get(key).or(default.as_deref())?;
    answer.as_text().map(str::to_owned)
}
