//! The life of a dossier (domain.md §4.1–4.2).

use crate::flow::{Flow, Step};
use crate::identity::Role::{
    self, AgencyLeader, CaseOfficer, Citizen, DivisionHead, IntakeOfficer, PostalIntakeClerk,
    RecordsClerk,
};
use DossierAction as A;
use DossierState as S;
use serde::{Deserialize, Serialize};

/// Where a dossier stands. Payment, delivery and lateness are separate matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DossierState {
    /// Handed in, not yet looked at; no statutory clock runs.
    Submitted,
    /// Asked for more before acceptance; no statutory clock runs.
    IntakeSupplement,
    /// Refused at intake, with a reason.
    IntakeRefused,
    /// Accepted: has its code, the clock runs, waits for an officer.
    Accepted,
    /// With a case officer.
    Assigned,
    /// Asked for more while being handled.
    SupplementRequested,
    /// A draft result waits for the leader.
    AwaitingApproval,
    /// Approved; waits to be numbered and issued.
    Approved,
    /// The result is back at the Centre.
    ResultReady,
    /// The result has been handed over.
    Returned,
    /// Taken back by the citizen.
    Withdrawn,
}

/// What can be done to a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DossierAction {
    /// Take it in; the statutory clock starts.
    Accept,
    /// Ask for papers or corrections.
    RequestSupplement,
    /// Not taken in, with a reason.
    RefuseIntake,
    /// Answer what was asked for.
    Supplement,
    /// Take the case oneself.
    Claim,
    /// Give the case to an officer.
    Assign,
    /// Propose a result.
    DraftResult,
    /// Send a proposed result back with a comment.
    ReturnDraft,
    /// Approve the proposed result.
    Approve,
    /// Number and issue the result: it is ready to be handed over.
    Issue,
    /// Hand the result over.
    ReturnResult,
    /// Take the dossier back.
    Withdraw,
}

/// The table. What is not written here cannot happen.
#[rustfmt::skip] // a table is read by columns
pub const DOSSIER: Flow<DossierState, DossierAction, Role> = Flow(&[
    Step { from: S::Submitted,           action: A::Accept,            by: &[IntakeOfficer, PostalIntakeClerk],          to: S::Accepted },
    Step { from: S::Submitted,           action: A::RequestSupplement, by: &[IntakeOfficer, PostalIntakeClerk],          to: S::IntakeSupplement },
    Step { from: S::Submitted,           action: A::RefuseIntake,      by: &[IntakeOfficer],                             to: S::IntakeRefused },
    Step { from: S::Submitted,           action: A::Withdraw,          by: &[Citizen],                                   to: S::Withdrawn },
    Step { from: S::IntakeSupplement,    action: A::Supplement,        by: &[Citizen],                                   to: S::Submitted },
    Step { from: S::IntakeSupplement,    action: A::Withdraw,          by: &[Citizen],                                   to: S::Withdrawn },
    Step { from: S::Accepted,            action: A::Claim,             by: &[CaseOfficer],                               to: S::Assigned },
    Step { from: S::Accepted,            action: A::Assign,            by: &[DivisionHead, AgencyLeader],                to: S::Assigned },
    Step { from: S::Assigned,            action: A::Assign,            by: &[DivisionHead, AgencyLeader, CaseOfficer],   to: S::Assigned },
    Step { from: S::Assigned,            action: A::RequestSupplement, by: &[CaseOfficer],                               to: S::SupplementRequested },
    Step { from: S::Assigned,            action: A::DraftResult,       by: &[CaseOfficer],                               to: S::AwaitingApproval },
    Step { from: S::SupplementRequested, action: A::Supplement,        by: &[Citizen],                                   to: S::Assigned },
    Step { from: S::AwaitingApproval,    action: A::Approve,           by: &[AgencyLeader],                              to: S::Approved },
    Step { from: S::AwaitingApproval,    action: A::ReturnDraft,       by: &[DivisionHead, AgencyLeader],                to: S::Assigned },
    Step { from: S::Approved,            action: A::Issue,             by: &[RecordsClerk],                              to: S::ResultReady },
    Step { from: S::ResultReady,         action: A::ReturnResult,      by: &[IntakeOfficer, PostalIntakeClerk, Citizen], to: S::Returned },
]);

impl DossierState {
    /// Every state, in the order of a smooth life.
    pub const ALL: [Self; 11] = [
        Self::Submitted,
        Self::IntakeSupplement,
        Self::IntakeRefused,
        Self::Accepted,
        Self::Assigned,
        Self::SupplementRequested,
        Self::AwaitingApproval,
        Self::Approved,
        Self::ResultReady,
        Self::Returned,
        Self::Withdrawn,
    ];

    /// The stable name, as stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::IntakeSupplement => "intake_supplement",
            Self::IntakeRefused => "intake_refused",
            Self::Accepted => "accepted",
            Self::Assigned => "assigned",
            Self::SupplementRequested => "supplement_requested",
            Self::AwaitingApproval => "awaiting_approval",
            Self::Approved => "approved",
            Self::ResultReady => "result_ready",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// The national status code (domain.md §4.1, codes 1–10).
    pub fn national(self) -> u8 {
        match self {
            Self::Submitted => 1,
            Self::Accepted => 2,
            Self::IntakeRefused => 3,
            Self::Assigned | Self::AwaitingApproval | Self::Approved => 4,
            Self::IntakeSupplement | Self::SupplementRequested => 5,
            Self::Withdrawn => 7,
            Self::ResultReady => 9,
            Self::Returned => 10,
        }
    }

    /// What the citizen is told; at most eight words for all states (patterns.md §1.15).
    pub fn for_citizen(self) -> CitizenStatus {
        match self {
            Self::Submitted => CitizenStatus::Received,
            Self::IntakeSupplement | Self::SupplementRequested => CitizenStatus::ActionNeeded,
            Self::IntakeRefused => CitizenStatus::NotAccepted,
            Self::Accepted => CitizenStatus::Accepted,
            Self::Assigned | Self::AwaitingApproval | Self::Approved => CitizenStatus::InProgress,
            Self::ResultReady => CitizenStatus::ResultReady,
            Self::Returned => CitizenStatus::Finished,
            Self::Withdrawn => CitizenStatus::Withdrawn,
        }
    }

    /// Whether nothing more is expected to happen.
    pub fn is_ended(self) -> bool {
        matches!(self, Self::IntakeRefused | Self::Returned | Self::Withdrawn)
    }

    /// Whether a dossier in this state waits for anybody who holds `role`, by the table. With its
    /// officer it waits for that officer alone.
    pub fn waits_for(self, role: Role) -> bool {
        self != Self::Assigned && !DOSSIER.actions(self, &[role]).is_empty()
    }

    /// Whether it is one officer who has it.
    pub fn is_with_officer(self) -> bool {
        self == Self::Assigned
    }

    /// Whether the statutory clock runs.
    pub fn is_on_the_clock(self) -> bool {
        matches!(self, Self::Accepted | Self::Assigned | Self::AwaitingApproval | Self::Approved)
    }
}

impl DossierAction {
    /// Every action.
    pub const ALL: [Self; 12] = [
        Self::Accept,
        Self::RequestSupplement,
        Self::RefuseIntake,
        Self::Supplement,
        Self::Claim,
        Self::Assign,
        Self::DraftResult,
        Self::ReturnDraft,
        Self::Approve,
        Self::Issue,
        Self::ReturnResult,
        Self::Withdraw,
    ];

    /// The stable name, as stored and as posted by the pages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::RequestSupplement => "request_supplement",
            Self::RefuseIntake => "refuse_intake",
            Self::Supplement => "supplement",
            Self::Claim => "claim",
            Self::Assign => "assign",
            Self::DraftResult => "draft_result",
            Self::ReturnDraft => "return_draft",
            Self::Approve => "approve",
            Self::Issue => "issue",
            Self::ReturnResult => "return_result",
            Self::Withdraw => "withdraw",
        }
    }

    /// The action of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }
}

/// What the citizen is told of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CitizenStatus {
    /// Đã nộp, chờ tiếp nhận.
    Received,
    /// Cần bổ sung.
    ActionNeeded,
    /// Không được tiếp nhận.
    NotAccepted,
    /// Đã tiếp nhận.
    Accepted,
    /// Đang giải quyết.
    InProgress,
    /// Đã có kết quả.
    ResultReady,
    /// Đã trả kết quả.
    Finished,
    /// Đã rút.
    Withdrawn,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Refusal;

    #[test]
    fn the_machine_is_sound() {
        let ends = [S::IntakeRefused, S::Returned, S::Withdrawn];

        DOSSIER.check_shape(S::Submitted, &ends).unwrap();
    }

    #[test]
    fn every_state_action_and_role_is_decided_by_the_table_alone() {
        let roles = Role::STAFF.into_iter().chain([Citizen, Role::Gateway, Role::Clock]);
        for role in roles {
            for state in S::ALL {
                for action in A::ALL {
                    let line = DOSSIER.0.iter().find(|s| s.from == state && s.action == action);
                    let got = DOSSIER.step(state, action, &[role]).map(|t| t.to());
                    let want = match line {
                        None => Err(Refusal::NotFromHere),
                        Some(line) if line.by.contains(&role) => Ok(line.to),
                        Some(_) => Err(Refusal::NotYours),
                    };
                    assert_eq!(got, want, "{role:?} {action:?} from {state:?}");
                }
            }
        }
    }

    #[test]
    fn names_are_stable_and_unique() {
        for state in S::ALL {
            assert_eq!(S::parse(state.as_str()), Some(state));
        }
        for action in A::ALL {
            assert_eq!(A::parse(action.as_str()), Some(action));
        }
    }

    #[test]
    fn each_role_is_waited_for_where_it_can_act() {
        let waiting = |role| S::ALL.into_iter().filter(|s| s.waits_for(role)).collect::<Vec<_>>();

        assert_eq!(waiting(IntakeOfficer), [S::Submitted, S::ResultReady]);
        assert_eq!(waiting(CaseOfficer), [S::Accepted]);
        assert_eq!(waiting(AgencyLeader), [S::Accepted, S::AwaitingApproval]);
        assert_eq!(waiting(RecordsClerk), [S::Approved]);
        assert!(waiting(Role::Auditor).is_empty());
    }

    #[test]
    fn nobody_decides_what_they_ask_for() {
        assert_eq!(
            DOSSIER.step(S::AwaitingApproval, A::Approve, &[CaseOfficer]),
            Err(Refusal::NotYours)
        );
        assert_eq!(DOSSIER.step(S::Submitted, A::Accept, &[Citizen]), Err(Refusal::NotYours));
    }
}
