//! What a list and the search need of a procedure.

use super::{Audience, LifeEvent, OnlineLevel, Procedure};
use crate::agency::Agency;
use crate::dossier::deadline::TimeLimit;
use crate::identity::AgencyId;
use serde::{Deserialize, Serialize};

/// A procedure in a line; the whole catalogue of these is what the browser searches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Our own key, as in the address of its page.
    pub id: String,
    /// The national code; empty where it is not known.
    pub code: String,
    /// Its name in Vietnamese.
    pub name: String,
    /// Its name in English; may be empty.
    pub name_en: String,
    /// The agency that decides.
    pub agency: AgencyId,
    /// The agency's name in Vietnamese.
    pub agency_name: String,
    /// Lĩnh vực.
    pub field: String,
    /// Who may apply.
    pub audience: Vec<Audience>,
    /// How much of it works online.
    pub online_level: OnlineLevel,
    /// Whether it can be handed in here.
    pub is_online: bool,
    /// Whether anything may have to be paid.
    pub has_fee: bool,
    /// How long an ordinary case takes.
    pub limit: TimeLimit,
    /// The occasion in life it belongs to.
    pub life_event: LifeEvent,
}

impl Summary {
    /// The summary of a procedure that `agency` decides.
    pub fn of(procedure: &Procedure, agency: &Agency) -> Self {
        Self {
            id: procedure.id.clone(),
            code: procedure.code.clone().unwrap_or_default(),
            name: procedure.name.clone(),
            name_en: procedure.name_en.clone(),
            agency: procedure.agency.clone(),
            agency_name: agency.name_vi.clone(),
            field: procedure.field.clone(),
            audience: procedure.audience.clone(),
            online_level: procedure.online_level,
            is_online: procedure.is_online(),
            has_fee: !procedure.fees.is_empty(),
            limit: procedure.limit(),
            life_event: LifeEvent::of(procedure),
        }
    }
}
