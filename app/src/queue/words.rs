//! The officers' words for states, actions and events.

use crate::i18n::t;
use crate::ui::Tone;
use shared::dossier::{DossierAction, DossierState, ResultOutcome};
use shared::i18n::{Key, msg};

/// Where a dossier stands, as officers say it.
pub(crate) fn state_key(state: DossierState) -> Key {
    match state {
        DossierState::Submitted => msg::queue::STATE_SUBMITTED,
        DossierState::IntakeSupplement => msg::queue::STATE_INTAKE_SUPPLEMENT,
        DossierState::IntakeRefused => msg::queue::STATE_INTAKE_REFUSED,
        DossierState::Accepted => msg::queue::STATE_ACCEPTED,
        DossierState::Assigned => msg::queue::STATE_ASSIGNED,
        DossierState::SupplementRequested => msg::queue::STATE_SUPPLEMENT_REQUESTED,
        DossierState::AwaitingApproval => msg::queue::STATE_AWAITING_APPROVAL,
        DossierState::Approved => msg::queue::STATE_APPROVED,
        DossierState::ResultReady => msg::queue::STATE_RESULT_READY,
        DossierState::Returned => msg::queue::STATE_RETURNED,
        DossierState::Withdrawn => msg::queue::STATE_WITHDRAWN,
    }
}

/// What that means at a glance.
pub(crate) fn state_tone(state: DossierState) -> Tone {
    match state {
        DossierState::Submitted
        | DossierState::Accepted
        | DossierState::Assigned
        | DossierState::AwaitingApproval
        | DossierState::Approved => Tone::Note,
        DossierState::IntakeSupplement | DossierState::SupplementRequested => Tone::Soon,
        DossierState::IntakeRefused => Tone::Late,
        DossierState::ResultReady | DossierState::Returned => Tone::Done,
        DossierState::Withdrawn => Tone::Plain,
    }
}

/// What the button says.
pub(super) fn action_key(action: DossierAction) -> Key {
    match action {
        DossierAction::Accept => msg::queue::ACTION_ACCEPT,
        DossierAction::RequestSupplement => msg::queue::ACTION_REQUEST_SUPPLEMENT,
        DossierAction::RefuseIntake => msg::queue::ACTION_REFUSE_INTAKE,
        DossierAction::Supplement => msg::queue::ACTION_SUPPLEMENT,
        DossierAction::Claim => msg::queue::ACTION_CLAIM,
        DossierAction::Assign => msg::queue::ACTION_ASSIGN,
        DossierAction::DraftResult => msg::queue::ACTION_DRAFT_RESULT,
        DossierAction::ReturnDraft => msg::queue::ACTION_RETURN_DRAFT,
        DossierAction::Approve => msg::queue::ACTION_APPROVE,
        DossierAction::Issue => msg::queue::ACTION_ISSUE,
        DossierAction::ReturnResult => msg::queue::ACTION_RETURN_RESULT,
        DossierAction::Withdraw => msg::queue::ACTION_WITHDRAW,
    }
}

/// What has happened, once it has.
pub(super) fn done_key(action: DossierAction) -> Key {
    match action {
        DossierAction::Accept => msg::queue::DONE_ACCEPT,
        DossierAction::RequestSupplement => msg::queue::DONE_REQUEST_SUPPLEMENT,
        DossierAction::RefuseIntake => msg::queue::DONE_REFUSE_INTAKE,
        DossierAction::Supplement => msg::queue::DONE_SUPPLEMENT,
        DossierAction::Claim => msg::queue::DONE_CLAIM,
        DossierAction::Assign => msg::queue::DONE_ASSIGN,
        DossierAction::DraftResult => msg::queue::DONE_DRAFT_RESULT,
        DossierAction::ReturnDraft => msg::queue::DONE_RETURN_DRAFT,
        DossierAction::Approve => msg::queue::DONE_APPROVE,
        DossierAction::Issue => msg::queue::DONE_ISSUE,
        DossierAction::ReturnResult => msg::queue::DONE_RETURN_RESULT,
        DossierAction::Withdraw => msg::queue::DONE_WITHDRAW,
    }
}

/// What a link of the chain records.
pub(super) fn event_words(kind: &str) -> &'static str {
    match DossierAction::parse(kind) {
        Some(action) => t(done_key(action)),
        None if kind == "submitted" => t(msg::queue::EVENT_SUBMITTED),
        None if kind.starts_with("payment") => t(msg::queue::EVENT_PAYMENT),
        None => t(msg::queue::EVENT_OTHER),
    }
}

/// What was decided.
pub(super) fn outcome_key(outcome: ResultOutcome) -> Key {
    match outcome {
        ResultOutcome::Granted => msg::queue::OUTCOME_GRANTED,
        ResultOutcome::Refused => msg::queue::OUTCOME_REFUSED,
    }
}

/// Where the fee stands, with what that means.
pub(crate) fn payment(state: &str) -> (Key, Tone) {
    match state {
        "none" => (msg::queue::PAYMENT_NONE, Tone::Plain),
        "open" => (msg::queue::PAYMENT_OPEN, Tone::Soon),
        "settled" => (msg::queue::PAYMENT_SETTLED, Tone::Done),
        "cancelled" => (msg::queue::PAYMENT_CANCELLED, Tone::Plain),
        "refunded" => (msg::queue::PAYMENT_REFUNDED, Tone::Plain),
        _ => (msg::queue::PAYMENT_UNKNOWN, Tone::Soon),
    }
}
