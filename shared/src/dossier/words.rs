//! What people are told of a dossier: its states, what they mean, who has it, what comes next, and
//! what happened (patterns.md §1.15, §3 N22).

use super::{CitizenStatus, DossierAction, DossierState};
use crate::i18n::{Key, msg};

/// What the citizen is told while a dossier stands somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateWords {
    /// What is going on.
    pub now: Key,
    /// Who has it; `{agency}` is the agency that decides.
    pub who: Key,
    /// What comes next.
    pub next: Key,
    /// What the citizen can do.
    pub you: Key,
}

impl DossierState {
    /// What the citizen is told; of one that waits for its fee, that it does.
    pub fn words_with_fee(self, is_fee_due: bool) -> StateWords {
        use msg::dossier as m;
        match (self, is_fee_due) {
            (Self::Submitted, true) => StateWords {
                now: m::NOW_UNPAID,
                who: m::WHO_UNPAID,
                next: m::NEXT_UNPAID,
                you: m::YOU_UNPAID,
            },
            _ => self.words(),
        }
    }

    /// What the citizen is told once no fee is due.
    pub fn words(self) -> StateWords {
        use msg::dossier as m;
        let [now, who, next, you] = match self {
            Self::Submitted => {
                [m::NOW_SUBMITTED, m::WHO_SUBMITTED, m::NEXT_SUBMITTED, m::YOU_SUBMITTED]
            }
            Self::IntakeSupplement => [
                m::NOW_INTAKE_SUPPLEMENT,
                m::WHO_INTAKE_SUPPLEMENT,
                m::NEXT_INTAKE_SUPPLEMENT,
                m::YOU_INTAKE_SUPPLEMENT,
            ],
            Self::IntakeRefused => [
                m::NOW_INTAKE_REFUSED,
                m::WHO_INTAKE_REFUSED,
                m::NEXT_INTAKE_REFUSED,
                m::YOU_INTAKE_REFUSED,
            ],
            Self::Accepted => [m::NOW_ACCEPTED, m::WHO_ACCEPTED, m::NEXT_ACCEPTED, m::YOU_ACCEPTED],
            Self::Assigned => [m::NOW_ASSIGNED, m::WHO_ASSIGNED, m::NEXT_ASSIGNED, m::YOU_ASSIGNED],
            Self::SupplementRequested => [
                m::NOW_SUPPLEMENT_REQUESTED,
                m::WHO_SUPPLEMENT_REQUESTED,
                m::NEXT_SUPPLEMENT_REQUESTED,
                m::YOU_SUPPLEMENT_REQUESTED,
            ],
            Self::AwaitingApproval => [
                m::NOW_AWAITING_APPROVAL,
                m::WHO_AWAITING_APPROVAL,
                m::NEXT_AWAITING_APPROVAL,
                m::YOU_AWAITING_APPROVAL,
            ],
            Self::Approved => [m::NOW_APPROVED, m::WHO_APPROVED, m::NEXT_APPROVED, m::YOU_APPROVED],
            Self::ResultReady => [
                m::NOW_RESULT_READY,
                m::WHO_RESULT_READY,
                m::NEXT_RESULT_READY,
                m::YOU_RESULT_READY,
            ],
            Self::Returned => [m::NOW_RETURNED, m::WHO_RETURNED, m::NEXT_RETURNED, m::YOU_RETURNED],
            Self::Withdrawn => {
                [m::NOW_WITHDRAWN, m::WHO_WITHDRAWN, m::NEXT_WITHDRAWN, m::YOU_WITHDRAWN]
            }
        };
        StateWords { now, who, next, you }
    }
}

impl CitizenStatus {
    /// What it is called.
    pub fn key(self) -> Key {
        match self {
            Self::Received => msg::dossier::STATUS_RECEIVED,
            Self::ActionNeeded => msg::dossier::STATUS_ACTION_NEEDED,
            Self::NotAccepted => msg::dossier::STATUS_NOT_ACCEPTED,
            Self::Accepted => msg::dossier::STATUS_ACCEPTED,
            Self::InProgress => msg::dossier::STATUS_IN_PROGRESS,
            Self::ResultReady => msg::dossier::STATUS_RESULT_READY,
            Self::Finished => msg::dossier::STATUS_FINISHED,
            Self::Withdrawn => msg::dossier::STATUS_WITHDRAWN,
        }
    }
}

impl DossierAction {
    /// What it is called once it was done.
    pub fn event_key(self) -> Key {
        match self {
            Self::Accept => msg::dossier::EVENT_ACCEPT,
            Self::RequestSupplement => msg::dossier::EVENT_REQUEST_SUPPLEMENT,
            Self::RefuseIntake => msg::dossier::EVENT_REFUSE_INTAKE,
            Self::Supplement => msg::dossier::EVENT_SUPPLEMENT,
            Self::Claim => msg::dossier::EVENT_CLAIM,
            Self::Assign => msg::dossier::EVENT_ASSIGN,
            Self::DraftResult => msg::dossier::EVENT_DRAFT_RESULT,
            Self::ReturnDraft => msg::dossier::EVENT_RETURN_DRAFT,
            Self::Approve => msg::dossier::EVENT_APPROVE,
            Self::Issue => msg::dossier::EVENT_ISSUE,
            Self::ReturnResult => msg::dossier::EVENT_RETURN_RESULT,
            Self::Withdraw => msg::dossier::EVENT_WITHDRAW,
        }
    }
}

/// What a line of the history is called; a kind that has no words is not shown.
pub fn event_key(kind: &str) -> Option<Key> {
    match kind {
        "submitted" => Some(msg::dossier::EVENT_SUBMITTED),
        "payment_settled" => Some(msg::dossier::EVENT_PAYMENT_SETTLED),
        action => DossierAction::parse(action).map(DossierAction::event_key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::DOSSIER;
    use crate::i18n::Lang;
    use std::collections::BTreeSet;

    /// Walks the table from submission on: every state that can be reached says who has the dossier,
    /// what comes next and what to do, and every step on the way has a name.
    #[test]
    fn every_state_and_step_of_the_process_has_its_words() {
        let mut reached = BTreeSet::from([DossierState::Submitted.as_str()]);
        let mut open = vec![DossierState::Submitted];
        while let Some(state) = open.pop() {
            let StateWords { now, who, next, you } = state.words();
            for lang in [Lang::Vi, Lang::En] {
                for key in [now, who, next, you, state.for_citizen().key()] {
                    assert!(!key.text(lang).is_empty(), "{state:?}");
                }
            }
            for step in DOSSIER.0.iter().filter(|step| step.from == state) {
                assert!(event_key(step.action.as_str()).is_some(), "{:?}", step.action);
                if reached.insert(step.to.as_str()) {
                    open.push(step.to);
                }
            }
        }

        assert_eq!(reached.len(), DossierState::ALL.len());
    }

    #[test]
    fn no_two_states_are_told_the_same_and_citizens_learn_eight_words_at_most() {
        let now: BTreeSet<_> =
            DossierState::ALL.iter().map(|s| s.words().now.text(Lang::Vi)).collect();
        let statuses: BTreeSet<_> =
            DossierState::ALL.iter().map(|s| s.for_citizen().key().text(Lang::Vi)).collect();

        assert_eq!(now.len(), DossierState::ALL.len());
        assert!(statuses.len() <= 8);
    }

    #[test]
    fn whoever_has_to_act_is_told_so() {
        for state in DossierState::ALL {
            let is_theirs = state.words().who.text(Lang::Vi) == "Ông/bà";

            assert_eq!(is_theirs, state.for_citizen() == CitizenStatus::ActionNeeded, "{state:?}");
        }
    }

    #[test]
    fn who_has_not_paid_is_told_to_pay_and_never_that_there_is_nothing_to_do() {
        let unpaid = DossierState::Submitted.words_with_fee(true);
        let paid = DossierState::Submitted.words_with_fee(false);

        assert_eq!(paid, DossierState::Submitted.words());
        assert_eq!(unpaid.who.text(Lang::Vi), "Ông/bà");
        for [one, other] in [
            [unpaid.now, paid.now],
            [unpaid.who, paid.who],
            [unpaid.next, paid.next],
            [unpaid.you, paid.you],
        ] {
            assert_ne!(one.text(Lang::Vi), other.text(Lang::Vi));
        }
        for state in DossierState::ALL.into_iter().filter(|state| *state != DossierState::Submitted)
        {
            assert_eq!(state.words_with_fee(true), state.words());
        }
    }

    #[test]
    fn only_what_has_words_is_shown() {
        assert!(event_key("submitted").is_some());
        assert!(event_key("payment_settled").is_some());
        assert_eq!(event_key("imported"), None);
    }
}
