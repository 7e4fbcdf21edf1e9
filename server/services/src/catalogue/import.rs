//! Publishes a catalogue that was read and checked: what is unchanged stays as it is, what
//! changed becomes the next version.

use super::published::ADDRESS_BOOK;
use crate::Portal;
use crate::error::Result;
use sha2::{Digest, Sha256};
use shared::agency::AgencyFile;
use shared::calendar::CalendarDay;
use shared::form::{AddressBook, Form, generic_form};
use shared::id::FormVersionId;
use shared::procedure::{Audience, Procedure};
use std::collections::{BTreeSet, HashMap};
use store::Tx;
use store::catalogue::{
    AgencyRow, CalendarDayRow, FormVersionRow, ProcedureVersionRow, newest_form,
    procedures_in_force, publish_form, publish_procedure, put_agency, put_calendar_day,
    put_reference, retire_procedure,
};

/// A catalogue, checked in itself.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// The Centre and its agencies.
    pub agencies: AgencyFile,
    /// All procedures.
    pub procedures: Vec<Procedure>,
    /// The e-forms, by the path that procedures name, such as `forms/x.json`.
    pub forms: Vec<(String, Form)>,
    /// The days that differ from their weekday.
    pub days: Vec<CalendarDay>,
    /// Provinces, districts, communes.
    pub book: AddressBook,
}

/// What an import has changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Procedures that have a new version.
    pub procedures_published: usize,
    /// Procedures that are as they were.
    pub procedures_unchanged: usize,
    /// Procedures that are no longer offered.
    pub procedures_retired: usize,
    /// Forms that have a new version.
    pub forms_published: usize,
}

/// Publishes the catalogue in one transaction. Doing it twice changes nothing.
pub async fn import(portal: &Portal, catalogue: &Catalogue) -> Result<Imported> {
    let mut done = Imported::default();
    let mut tx = portal.db.write().await?;
    put_base(&mut tx, catalogue).await?;
    let mut in_force: HashMap<String, ProcedureVersionRow> = procedures_in_force(&mut tx)
        .await?
        .into_iter()
        .map(|row| (row.procedure_id.clone(), row))
        .collect();
    for procedure in &catalogue.procedures {
        let form = form_of(catalogue, procedure);
        let form_version = put_form(portal, &mut tx, &form, &mut done).await?;
        let before = in_force.remove(&procedure.id);
        put_procedure(portal, &mut tx, procedure, (form_version, before), &mut done).await?;
    }
    for gone in in_force.values() {
        retire_procedure(&mut tx, gone.id, portal.now()).await?;
        done.procedures_retired += 1;
    }
    tx.tell("catalogue");
    tx.commit().await?;
    portal.refresh().await?;
    Ok(done)
}

async fn put_base(tx: &mut Tx, catalogue: &Catalogue) -> Result<()> {
    for (at, agency) in catalogue.agencies.agencies.iter().enumerate() {
        let row = AgencyRow {
            id: agency.id.clone(),
            name_vi: agency.name_vi.clone(),
            name_en: agency.name_en.clone(),
            position: i64::try_from(at).unwrap_or(i64::MAX),
            record: serde_json::to_string(agency).expect("plain JSON"),
        };
        put_agency(tx, &row).await?;
    }
    for day in &catalogue.days {
        let row = CalendarDayRow {
            day: day.date,
            name: day.name.clone(),
            kind: day.kind.as_str().to_owned(),
            certain: day.certain,
        };
        put_calendar_day(tx, &row).await?;
    }
    let book = serde_json::to_string(&catalogue.book).expect("plain JSON");
    Ok(put_reference(tx, ADDRESS_BOOK, &book).await?)
}

/// The form made for a procedure (by its record, or else by the form's), or the general one.
fn form_of(catalogue: &Catalogue, procedure: &Procedure) -> Form {
    let made = catalogue.forms.iter().find(|(path, form)| match &procedure.form_file {
        Some(file) => path == file,
        None => form.procedure_ids.contains(&procedure.id),
    });
    if let Some((_, form)) = made {
        return form.clone();
    }
    let audience: BTreeSet<_> =
        procedure.audience.iter().map(|a| *a == Audience::Individual).collect();
    let mut form =
        generic_form(&procedure.name, audience.contains(&true), audience.contains(&false));
    form.form_id = format!("general-{}", procedure.id);
    form
}

async fn put_form(
    portal: &Portal,
    tx: &mut Tx,
    form: &Form,
    done: &mut Imported,
) -> Result<FormVersionId> {
    let definition = serde_json::to_string(form).expect("plain JSON");
    let content_hash = Sha256::digest(definition.as_bytes()).to_vec();
    let newest = newest_form(tx, &form.form_id).await?;
    if let Some(same) = newest.as_ref().filter(|row| row.content_hash == content_hash) {
        return Ok(same.id);
    }
    let row = FormVersionRow {
        id: portal.fresh(),
        form_id: form.form_id.clone(),
        version: newest.map_or(1, |row| row.version + 1),
        definition,
        content_hash,
        published_at: portal.now(),
    };
    publish_form(tx, &row).await?;
    done.forms_published += 1;
    Ok(row.id)
}

async fn put_procedure(
    portal: &Portal,
    tx: &mut Tx,
    procedure: &Procedure,
    (form, before): (FormVersionId, Option<ProcedureVersionRow>),
    done: &mut Imported,
) -> Result<()> {
    let record = serde_json::to_string(procedure).expect("plain JSON");
    let content_hash = Sha256::digest(format!("{record}\n{form}").as_bytes()).to_vec();
    if before.as_ref().is_some_and(|row| row.content_hash == content_hash) {
        done.procedures_unchanged += 1;
        return Ok(());
    }
    if let Some(old) = &before {
        retire_procedure(tx, old.id, portal.now()).await?;
    }
    let row = ProcedureVersionRow {
        id: portal.fresh(),
        procedure_id: procedure.id.clone(),
        version: before.map_or(1, |row| row.version + 1),
        agency_id: procedure.agency.clone(),
        form_version_id: form,
        record,
        content_hash,
        published_at: portal.now(),
    };
    publish_procedure(tx, &row).await?;
    done.procedures_published += 1;
    Ok(())
}
