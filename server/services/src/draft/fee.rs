//! What a draft will cost, from what was chosen and what the form says.

use super::DraftWork;
use crate::Portal;
use shared::form::Answers;
use shared::payment::fee::{FeeFault, FeeQuestions, FeeQuote, questions, quote, resolve};
use shared::procedure::Channel;
use shared::time::local_day;

/// The fee of a draft that is handed in online today; `None` where an officer works it out.
pub(crate) fn fee(portal: &Portal, work: &DraftWork) -> Result<Option<FeeQuote>, FeeFault> {
    let procedure = &work.procedure.procedure;
    let choice = resolve(procedure, &work.fee_choice, |key| answer(&work.answers, key));
    match quote(procedure, &choice, Channel::Online, local_day(portal.now())) {
        Ok(quote) => Ok(Some(quote)),
        Err(FeeFault::Unknown(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// What has to be asked to know the fee, beyond the form.
pub(super) fn fee_questions(portal: &Portal, work: &DraftWork) -> FeeQuestions {
    let procedure = &work.procedure.procedure;
    let today = local_day(portal.now());
    questions(procedure, Channel::Online, today, |key| answer(&work.answers, key))
}

fn answer(answers: &Answers, key: &str) -> Option<String> {
    answers.get(key)?.as_text().map(str::to_owned)
}
