//! Who may do what: `actor × action × resource`. The page hides what the server will refuse.

use crate::dossier::{DOSSIER, DossierAction, DossierState};
use crate::error::ErrorCode;
use crate::file::RESULT_PAPER;
use crate::flow::{Refusal, Transition};
use crate::id::{PersonId, SessionId};
use crate::identity::{Actor, AgencyId, Role, Who};

/// What the policy has to know of a dossier.
#[derive(Debug, Clone)]
pub struct DossierSubject<'a> {
    /// Where it stands.
    pub state: DossierState,
    /// The agency that decides it.
    pub agency: &'a str,
    /// Whose it is.
    pub owner: PersonId,
}

/// Roles that read every dossier of their agencies.
const READERS: [Role; 8] = [
    Role::IntakeOfficer,
    Role::PostalIntakeClerk,
    Role::CaseOfficer,
    Role::DivisionHead,
    Role::AgencyLeader,
    Role::RecordsClerk,
    Role::Accountant,
    Role::Auditor,
];

/// What the actor is towards this dossier.
pub fn roles_for(actor: &Actor, dossier: &DossierSubject<'_>) -> Vec<Role> {
    match &actor.who {
        Who::Citizen(person) if *person == dossier.owner => vec![Role::Citizen],
        Who::Nobody | Who::Citizen(_) => Vec::new(),
        Who::Staff(_) => actor.roles_at(dossier.agency),
        Who::Gateway => vec![Role::Gateway],
        Who::Clock => vec![Role::Clock],
    }
}

/// Whether the dossier may be read. "Not yours" answers as "not found".
pub fn read_dossier(actor: &Actor, dossier: &DossierSubject<'_>) -> Result<(), ErrorCode> {
    let roles = roles_for(actor, dossier);
    let reads = |role: &Role| *role == Role::Citizen || READERS.contains(role);
    if roles.iter().any(reads) { Ok(()) } else { Err(ErrorCode::DossierNotFound) }
}

/// Whether the actor may take this step; the answer is the step itself.
pub fn act_on_dossier(
    actor: &Actor,
    dossier: &DossierSubject<'_>,
    action: DossierAction,
) -> Result<Transition<DossierState, DossierAction>, ErrorCode> {
    read_dossier(actor, dossier)?;
    DOSSIER.step(dossier.state, action, &roles_for(actor, dossier)).map_err(|refusal| match refusal
    {
        Refusal::NotFromHere => ErrorCode::DossierNotFromHere,
        Refusal::NotYours => ErrorCode::NotYours,
    })
}

/// What the actor may do to this dossier now: the buttons of the page.
pub fn dossier_actions(actor: &Actor, dossier: &DossierSubject<'_>) -> Vec<DossierAction> {
    DOSSIER.actions(dossier.state, &roles_for(actor, dossier))
}

/// Whether a draft may be read and changed: by its person, or by the session that began it while
/// nobody had signed in.
pub fn edit_draft(
    actor: &Actor,
    person: Option<PersonId>,
    session: Option<SessionId>,
) -> Result<(), ErrorCode> {
    let yours = match (person, actor.person()) {
        (Some(owner), Some(person)) => owner == person,
        // Whose session has ended signs in again and goes on.
        (Some(_), None) if actor.who == Who::Nobody => return Err(ErrorCode::SignInNeeded),
        (Some(_), None) => false,
        (None, _) => session.is_some() && session == actor.session,
    };
    if yours { Ok(()) } else { Err(ErrorCode::DraftNotFound) }
}

/// Whether a file may be added to a dossier or taken off again: by the applicant who answers what
/// was asked for, by the officers who draft and issue the result.
pub fn attach_to_dossier(
    actor: &Actor,
    dossier: &DossierSubject<'_>,
    paper: &str,
) -> Result<(), ErrorCode> {
    let actions: &[DossierAction] = match paper {
        RESULT_PAPER => &[DossierAction::DraftResult, DossierAction::Issue],
        _ => &[DossierAction::Supplement],
    };
    read_dossier(actor, dossier)?;
    let possible = dossier_actions(actor, dossier);
    let fits = actions.iter().any(|action| possible.contains(action));
    if fits { Ok(()) } else { Err(ErrorCode::DossierNotFromHere) }
}

/// Whether a file of a dossier may be read. The applicant sees the result once it is issued.
pub fn read_dossier_file(
    actor: &Actor,
    dossier: &DossierSubject<'_>,
    paper: &str,
) -> Result<(), ErrorCode> {
    read_dossier(actor, dossier)?;
    let issued = matches!(dossier.state, DossierState::ResultReady | DossierState::Returned);
    if paper == RESULT_PAPER && actor.person().is_some() && !issued {
        return Err(ErrorCode::UploadNotFound);
    }
    Ok(())
}

/// Whether the fee of a dossier may be paid, and its page seen: by whom it is owed, and nobody else.
pub fn pay_fee(actor: &Actor, dossier: &DossierSubject<'_>) -> Result<(), ErrorCode> {
    match &actor.who {
        Who::Nobody => Err(ErrorCode::SignInNeeded),
        Who::Citizen(person) if *person == dossier.owner => Ok(()),
        _ => Err(ErrorCode::PaymentNotFound),
    }
}

/// The queue and the dossier pages of staff.
pub fn work_queue(actor: &Actor) -> Result<(), ErrorCode> {
    staff_with(actor, &READERS)
}

/// The agencies whose dossiers stand in the actor's queue; `None` is all of them.
pub fn queue_agencies(actor: &Actor) -> Result<Option<Vec<AgencyId>>, ErrorCode> {
    work_queue(actor)?;
    Ok(actor.agencies_as(&READERS))
}

/// Roles that see how much is done and how late it is.
const WATCHERS: [Role; 4] =
    [Role::CentreLeader, Role::AgencyLeader, Role::DivisionHead, Role::Auditor];

/// The dashboard.
pub fn watch_dashboard(actor: &Actor) -> Result<(), ErrorCode> {
    staff_with(actor, &WATCHERS)
}

/// The agencies that the actor's dashboard counts; `None` is all of them.
pub fn dashboard_agencies(actor: &Actor) -> Result<Option<Vec<AgencyId>>, ErrorCode> {
    watch_dashboard(actor)?;
    Ok(actor.agencies_as(&WATCHERS))
}

/// Whether the actor may read who applies to that agency: a number that leads to a list leads
/// those who may not to codes without names.
pub fn read_applicants(actor: &Actor, agency: &str) -> bool {
    actor.staff().is_some() && actor.roles_at(agency).iter().any(|role| READERS.contains(role))
}

fn staff_with(actor: &Actor, roles: &[Role]) -> Result<(), ErrorCode> {
    match actor.who {
        Who::Staff(_) if roles.iter().any(|role| actor.has(*role)) => Ok(()),
        Who::Staff(_) => Err(ErrorCode::NotYours),
        Who::Nobody => Err(ErrorCode::SignInNeeded),
        _ => Err(ErrorCode::StaffOnly),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::StaffId;
    use crate::identity::Grant;
    use uuid::Uuid;

    fn staff(role: Role, agency: Option<&str>) -> Actor {
        Actor {
            who: Who::Staff(StaffId(Uuid::from_u128(1))),
            session: None,
            session_ends_at: None,
            name: "Nông Thị Hoa".to_owned(),
            grants: vec![Grant { role, agency: agency.map(str::to_owned) }],
        }
    }

    fn dossier(state: DossierState) -> DossierSubject<'static> {
        DossierSubject { state, agency: "STP", owner: PersonId(Uuid::from_u128(7)) }
    }

    #[test]
    fn an_officer_of_another_agency_sees_nothing() {
        let stranger = staff(Role::IntakeOfficer, Some("SYT"));
        let ours = staff(Role::IntakeOfficer, Some("STP"));
        let subject = dossier(DossierState::Submitted);

        assert_eq!(read_dossier(&stranger, &subject), Err(ErrorCode::DossierNotFound));
        assert_eq!(
            act_on_dossier(&stranger, &subject, DossierAction::Accept),
            Err(ErrorCode::DossierNotFound)
        );
        assert!(act_on_dossier(&ours, &subject, DossierAction::Accept).is_ok());
    }

    #[test]
    fn a_citizen_sees_only_their_own() {
        let citizen =
            |n| Actor { who: Who::Citizen(PersonId(Uuid::from_u128(n))), ..Actor::nobody(None) };

        assert!(read_dossier(&citizen(7), &dossier(DossierState::Accepted)).is_ok());
        assert!(read_dossier(&citizen(8), &dossier(DossierState::Accepted)).is_err());
        assert!(read_dossier(&Actor::nobody(None), &dossier(DossierState::Accepted)).is_err());
    }

    #[test]
    fn a_fee_is_paid_by_its_owner_only() {
        let citizen =
            |n| Actor { who: Who::Citizen(PersonId(Uuid::from_u128(n))), ..Actor::nobody(None) };
        let officer = staff(Role::Accountant, Some("STP"));
        let subject = dossier(DossierState::Submitted);

        assert!(pay_fee(&citizen(7), &subject).is_ok());
        assert_eq!(pay_fee(&citizen(8), &subject), Err(ErrorCode::PaymentNotFound));
        assert_eq!(pay_fee(&officer, &subject), Err(ErrorCode::PaymentNotFound));
        assert_eq!(pay_fee(&Actor::nobody(None), &subject), Err(ErrorCode::SignInNeeded));
    }

    #[test]
    fn a_role_elsewhere_widens_neither_queue_nor_dashboard() {
        let mut intake = staff(Role::IntakeOfficer, Some("STP"));
        intake.grants.push(Grant { role: Role::SystemAdmin, agency: None });

        assert_eq!(queue_agencies(&intake), Ok(Some(vec!["STP".to_owned()])));
        assert_eq!(dashboard_agencies(&intake), Err(ErrorCode::NotYours));
        assert_eq!(dashboard_agencies(&staff(Role::CentreLeader, None)), Ok(None));
        assert!(read_applicants(&intake, "STP"));
        assert!(!read_applicants(&intake, "SYT"));
        assert!(!read_applicants(&staff(Role::CentreLeader, None), "STP"));
    }

    #[test]
    fn the_centre_leader_watches_but_opens_no_file() {
        let leader = staff(Role::CentreLeader, None);

        assert!(watch_dashboard(&leader).is_ok());
        assert_eq!(
            read_dossier(&leader, &dossier(DossierState::Accepted)),
            Err(ErrorCode::DossierNotFound)
        );
    }

    #[test]
    fn files_are_added_only_where_something_is_asked_for() {
        let applicant =
            Actor { who: Who::Citizen(PersonId(Uuid::from_u128(7))), ..Actor::nobody(None) };
        let officer = staff(Role::CaseOfficer, Some("STP"));
        let asked = dossier(DossierState::SupplementRequested);
        let assigned = dossier(DossierState::Assigned);

        assert!(attach_to_dossier(&applicant, &asked, "p1").is_ok());
        assert!(attach_to_dossier(&applicant, &assigned, "p1").is_err());
        assert!(attach_to_dossier(&applicant, &asked, RESULT_PAPER).is_err());
        assert!(attach_to_dossier(&officer, &assigned, RESULT_PAPER).is_ok());
        assert!(attach_to_dossier(&officer, &assigned, "p1").is_err());
        assert_eq!(
            attach_to_dossier(&staff(Role::CaseOfficer, Some("SYT")), &assigned, RESULT_PAPER),
            Err(ErrorCode::DossierNotFound)
        );
    }

    #[test]
    fn the_applicant_reads_the_result_once_it_is_issued() {
        let applicant =
            Actor { who: Who::Citizen(PersonId(Uuid::from_u128(7))), ..Actor::nobody(None) };
        let officer = staff(Role::CaseOfficer, Some("STP"));
        let drafted = dossier(DossierState::AwaitingApproval);

        assert!(read_dossier_file(&applicant, &drafted, RESULT_PAPER).is_err());
        assert!(read_dossier_file(&applicant, &drafted, "p1").is_ok());
        assert!(read_dossier_file(&officer, &drafted, RESULT_PAPER).is_ok());
        let ready = dossier(DossierState::ResultReady);
        assert!(read_dossier_file(&applicant, &ready, RESULT_PAPER).is_ok());
    }

    #[test]
    fn a_draft_belongs_to_its_session_until_somebody_signs_in() {
        let session = SessionId(Uuid::from_u128(3));
        let other = SessionId(Uuid::from_u128(4));

        assert!(edit_draft(&Actor::nobody(Some(session)), None, Some(session)).is_ok());
        assert!(edit_draft(&Actor::nobody(Some(other)), None, Some(session)).is_err());
        assert!(edit_draft(&Actor::nobody(None), None, None).is_err());
        let owner = PersonId(Uuid::from_u128(7));
        assert!(edit_draft(&Actor::nobody(Some(session)), Some(owner), Some(session)).is_err());
    }
}
