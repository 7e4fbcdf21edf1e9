//! What a citizen entered before, to fill in the next form; kept sealed.

use crate::Portal;
use crate::error::{Error, Result};
use shared::form::{Answer, Declaration, Form, Profile};
use shared::id::PersonId;
use shared::identity::Actor;
use shared::procedure::Procedure;
use store::Tx;
use store::account::PersonRow;

const PROFILE: &str = "person.profile";
const PERSONAL_ID: &str = "person.personal_id";

/// Everything that a form may be filled in from.
pub(crate) async fn profile(
    portal: &Portal,
    tx: &mut Tx,
    actor: &Actor,
    procedure: &Procedure,
) -> Result<Profile> {
    let mut profile = match actor.person() {
        Some(id) => stored(portal, &find(tx, id).await?)?,
        None => Profile::new(),
    };
    let (agency, _) = portal.published().agency_name(&procedure.agency);
    profile.insert("system.receiving_agency".to_owned(), Answer::text(agency));
    Ok(profile)
}

fn stored(portal: &Portal, row: &PersonRow) -> Result<Profile> {
    let mut profile = match &row.profile_sealed {
        Some(sealed) => {
            let plain = portal.keys.open(PROFILE, row.id.0.as_bytes(), sealed)?;
            serde_json::from_slice(&plain).map_err(|e| Error::caused("a stored profile", e))?
        }
        None => Profile::new(),
    };
    profile.entry("profile.phone".to_owned()).or_insert_with(|| Answer::text(row.phone.clone()));
    Ok(profile)
}

/// Keeps what a declaration says of the person, for the next time.
pub(crate) async fn remember(
    portal: &Portal,
    tx: &mut Tx,
    (mut row, name): (PersonRow, &str),
    form: &Form,
    declaration: &Declaration,
) -> Result<()> {
    let known = stored(portal, &row)?;
    let mut profile = known.clone();
    for field in form.sections.iter().flat_map(|section| &section.fields) {
        let path = field.prefill.as_deref().filter(|path| path.starts_with("profile."));
        if let (Some(path), Some(answer)) = (path, declaration.values().get(&field.key)) {
            profile.insert(path.to_owned(), answer.clone());
        }
    }
    if profile == known && row.profile_sealed.is_some() && row.full_name == name {
        return Ok(());
    }
    if let Some(number) = profile.get("profile.cccd_number").and_then(Answer::as_text) {
        row.personal_id_hash =
            Some(portal.keys.keyed_hash(PERSONAL_ID, number.as_bytes()).to_vec());
    }
    let plain = serde_json::to_vec(&profile).expect("answers are plain JSON");
    row.profile_sealed =
        Some(portal.keys.seal(PROFILE, row.id.0.as_bytes(), &plain, &portal.entropy));
    name.clone_into(&mut row.full_name);
    Ok(store::account::update_person(tx, &row).await?)
}

/// The citizen of a session or dossier.
pub(crate) async fn find(tx: &mut Tx, id: PersonId) -> Result<PersonRow> {
    store::account::find_person(tx, id)
        .await?
        .ok_or_else(|| Error::failed(format!("person {id} is unknown")))
}
