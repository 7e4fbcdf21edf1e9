//! What a citizen is asked to send or correct: only that, with what is there now.

use super::find_shown;
use super::sealed::open_declaration;
use super::supplement::{all_files, open_request, supplement};
use super::view::{is_asked, papers, view};
use crate::Portal;
use crate::error::{Error, Result};
use shared::dossier::{DossierAction, DossierView, SupplementItem};
use shared::draft::SlotView;
use shared::error::ErrorCode;
use shared::form::{ANSWERS_BYTES_MAX, Answers, Field, FieldKind, Form, Section};
use shared::identity::Actor;

/// The one section of the form of a correction.
pub const ASKED_SECTION: &str = "asked";
const KB: usize = 1024;

/// What is asked for, ready to be answered.
#[derive(Debug, Clone)]
pub struct Correction {
    /// The dossier.
    pub dossier: DossierView,
    /// Its form, with nothing but the fields that are asked for.
    pub form: Form,
    /// What was answered so far.
    pub answers: Answers,
    /// The papers that are asked for.
    pub slots: Vec<SlotView>,
}

/// What the open request asks for; refused where nothing is asked.
pub async fn correction(portal: &Portal, actor: &Actor, code: &str) -> Result<Correction> {
    let dossier = view(portal, actor, code).await?;
    if !dossier.actions.contains(&DossierAction::Supplement) {
        return Err(ErrorCode::DossierNotFromHere.into());
    }
    let mut tx = portal.db.read().await?;
    let row = find_shown(&mut tx, actor, code).await?;
    let (_, items) = open_request(&mut tx, &row).await?;
    let form = portal.versions.form(&mut tx, row.form_version_id).await?;
    let procedure = portal.versions.procedure(&mut tx, row.procedure_version_id).await?;
    let files = all_files(&mut tx, &row).await?;
    let slots = papers(&procedure.procedure, &form, &files, &items, &portal.limits.files)?
        .into_iter()
        .filter(|slot| is_asked(&items, &slot.key))
        .map(|slot| SlotView { required: true, ..slot })
        .collect();
    let declaration = open_declaration(portal, row.id, &row.answers_sealed)?;
    Ok(Correction {
        dossier,
        form: only_asked(&form, &items),
        answers: declaration.values().clone(),
        slots,
    })
}

/// Answers the open request with a posted page: the pairs of its controls.
pub async fn correct(
    portal: &Portal,
    actor: &Actor,
    code: &str,
    pairs: Vec<(String, String)>,
) -> Result<()> {
    let asked = correction(portal, actor, code).await?;
    let answers = Answers::from_pairs(&asked.form, ASKED_SECTION, pairs).map_err(|_| {
        let max = (ANSWERS_BYTES_MAX / KB).to_string();
        Error::refused(ErrorCode::DraftTooLarge, [("max", max)])
    })?;
    supplement(portal, actor, code, answers).await
}

fn only_asked(form: &Form, items: &[SupplementItem]) -> Form {
    let is_open = |field: &&Field| field.kind != FieldKind::File && is_asked(items, &field.key);
    let fields = form.sections.iter().flat_map(|section| &section.fields).filter(is_open);
    let asked = Section {
        key: ASKED_SECTION.to_owned(),
        title_vi: String::new(),
        title_en: String::new(),
        fields: fields.cloned().collect(),
        visible_when: None,
    };
    Form { sections: vec![asked], ..form.clone() }
}
