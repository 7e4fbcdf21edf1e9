//! What the pages about signing in show.

use crate::i18n::{Key, msg};
use crate::id::MessageId;
use crate::identity::Role;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// A one-time code that is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeSent {
    /// To whom, ten digits.
    pub phone: String,
    /// Until when it can be used.
    pub expires_at: Instant,
    /// From when on another may be asked for.
    pub again_at: Instant,
}

/// A message on a phone of the demo world.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoMessage {
    /// Its id.
    pub id: MessageId,
    /// `sms`, `zalo` or `email`.
    pub channel: String,
    /// Whose phone.
    pub recipient: String,
    /// The words.
    pub body: String,
    /// When it arrived.
    pub sent_at: Instant,
}

/// A member of staff of the demo world, with all it takes to sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoAccount {
    /// What to sign in with.
    pub login: String,
    /// The name shown to citizens.
    pub full_name: String,
    /// What they are.
    pub role: Role,
    /// Where; empty is everywhere.
    pub agencies: Vec<String>,
    /// The same for all of them.
    pub password: String,
    /// The code that works now; empty when both codes of this half minute were used.
    pub totp: String,
    /// For how long.
    pub seconds_left: i64,
}

impl Role {
    /// What the role is called.
    pub fn key(self) -> Key {
        match self {
            Self::Citizen => msg::identity::ROLE_CITIZEN,
            Self::IntakeOfficer => msg::identity::ROLE_INTAKE_OFFICER,
            Self::PostalIntakeClerk => msg::identity::ROLE_POSTAL_INTAKE_CLERK,
            Self::CaseOfficer => msg::identity::ROLE_CASE_OFFICER,
            Self::DivisionHead => msg::identity::ROLE_DIVISION_HEAD,
            Self::AgencyLeader => msg::identity::ROLE_AGENCY_LEADER,
            Self::RecordsClerk => msg::identity::ROLE_RECORDS_CLERK,
            Self::Accountant => msg::identity::ROLE_ACCOUNTANT,
            Self::CentreLeader => msg::identity::ROLE_CENTRE_LEADER,
            Self::ProcedureController => msg::identity::ROLE_PROCEDURE_CONTROLLER,
            Self::SystemAdmin => msg::identity::ROLE_SYSTEM_ADMIN,
            Self::Auditor => msg::identity::ROLE_AUDITOR,
            Self::Gateway => msg::identity::ROLE_GATEWAY,
            Self::Clock => msg::identity::ROLE_CLOCK,
        }
    }
}
