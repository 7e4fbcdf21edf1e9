//! The one who asks, established at the edge of the system.

use crate::id::{PersonId, SessionId, StaffId};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// The key of an agency in the catalogue, such as `STP`.
pub type AgencyId = String;

/// What somebody is towards a dossier (domain.md §1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Công dân: the owner of the draft or dossier.
    Citizen,
    /// Cán bộ một cửa: checks, accepts, returns results.
    IntakeOfficer,
    /// Nhân viên bưu chính công ích: intake and return, for the agencies assigned.
    PostalIntakeClerk,
    /// Chuyên viên thụ lý.
    CaseOfficer,
    /// Lãnh đạo phòng.
    DivisionHead,
    /// Lãnh đạo đơn vị: approves and signs.
    AgencyLeader,
    /// Văn thư: numbers and issues.
    RecordsClerk,
    /// Kế toán: confirms receipts, reconciles, refunds.
    Accountant,
    /// Giám đốc Trung tâm: sees everything move, decides no case.
    CentreLeader,
    /// Cán bộ kiểm soát TTHC: publishes procedures.
    ProcedureController,
    /// Quản trị hệ thống.
    SystemAdmin,
    /// Thanh tra: reads the logs.
    Auditor,
    /// A payment gateway whose notice was verified.
    Gateway,
    /// Time itself: what happens when nobody acts.
    Clock,
}

impl Role {
    /// Every role that a member of staff can be granted.
    pub const STAFF: [Self; 11] = [
        Self::IntakeOfficer,
        Self::PostalIntakeClerk,
        Self::CaseOfficer,
        Self::DivisionHead,
        Self::AgencyLeader,
        Self::RecordsClerk,
        Self::Accountant,
        Self::CentreLeader,
        Self::ProcedureController,
        Self::SystemAdmin,
        Self::Auditor,
    ];

    /// The stable name, as stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::IntakeOfficer => "intake_officer",
            Self::PostalIntakeClerk => "postal_intake_clerk",
            Self::CaseOfficer => "case_officer",
            Self::DivisionHead => "division_head",
            Self::AgencyLeader => "agency_leader",
            Self::RecordsClerk => "records_clerk",
            Self::Accountant => "accountant",
            Self::CentreLeader => "centre_leader",
            Self::ProcedureController => "procedure_controller",
            Self::SystemAdmin => "system_admin",
            Self::Auditor => "auditor",
            Self::Gateway => "gateway",
            Self::Clock => "clock",
        }
    }

    /// The staff role of that name.
    pub fn parse_staff(name: &str) -> Option<Self> {
        Self::STAFF.into_iter().find(|role| role.as_str() == name)
    }
}

/// A role at one agency, or at all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Where; `None` is every agency.
    pub agency: Option<AgencyId>,
}

/// Who is asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    /// Nobody has signed in.
    Nobody,
    /// A citizen, by one-time code.
    Citizen(PersonId),
    /// A member of staff, by two factors.
    Staff(StaffId),
    /// A payment gateway.
    Gateway,
    /// A background job.
    Clock,
}

/// The one who asks, with what was granted to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Who it is.
    pub who: Who,
    /// The browser's session, where there is one. Drafts begun before sign-in belong to it.
    pub session: Option<SessionId>,
    /// When that session ends by itself, for those who have signed in.
    pub session_ends_at: Option<Instant>,
    /// The name shown to others; empty for nobody and machines.
    pub name: String,
    /// Staff only.
    pub grants: Vec<Grant>,
}

impl Actor {
    /// Nobody, in a session that may not exist yet.
    pub fn nobody(session: Option<SessionId>) -> Self {
        Self { session, ..Self::machine(Who::Nobody) }
    }

    /// A machine: a gateway or the clock.
    pub fn machine(who: Who) -> Self {
        let (session, session_ends_at) = (None, None);
        Self { who, session, session_ends_at, name: String::new(), grants: Vec::new() }
    }

    /// The citizen, if it is one.
    pub fn person(&self) -> Option<PersonId> {
        match self.who {
            Who::Citizen(id) => Some(id),
            _ => None,
        }
    }

    /// The member of staff, if it is one.
    pub fn staff(&self) -> Option<StaffId> {
        match self.who {
            Who::Staff(id) => Some(id),
            _ => None,
        }
    }

    /// The staff roles held at `agency`.
    pub fn roles_at(&self, agency: &str) -> Vec<Role> {
        self.grants
            .iter()
            .filter(|grant| grant.agency.as_deref().is_none_or(|at| at == agency))
            .map(|grant| grant.role)
            .collect()
    }

    /// Whether `role` is held anywhere.
    pub fn has(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// The agencies at which one of `roles` is held; `None` means all of them.
    pub fn agencies_as(&self, roles: &[Role]) -> Option<Vec<AgencyId>> {
        let held: Vec<&Grant> =
            self.grants.iter().filter(|grant| roles.contains(&grant.role)).collect();
        if held.iter().any(|grant| grant.agency.is_none()) {
            return None;
        }
        let mut all: Vec<AgencyId> =
            held.into_iter().filter_map(|grant| grant.agency.clone()).collect();
        all.sort();
        all.dedup();
        Some(all)
    }
}
