//! What one should know before beginning a draft.

use super::begin::line;
use crate::Portal;
use crate::error::Result;
use shared::draft::{DRAFTS_OPEN_MAX, StartView};
use shared::error::ErrorCode;
use shared::form::{Field, Form};
use shared::identity::Actor;

/// The procedure at `slug` on its threshold, with the draft that is open for it.
pub async fn start(portal: &Portal, actor: &Actor, slug: &str) -> Result<StartView> {
    let published = portal.published();
    let procedure = published.procedure(slug).ok_or(ErrorCode::ProcedureNotFound)?;
    if !procedure.procedure.is_online() {
        return Err(ErrorCode::ProcedureNotOnline.into());
    }
    let mut tx = portal.db.read().await?;
    let form = portal.versions.form(&mut tx, procedure.form_id).await?;
    let open =
        store::draft::list_open(&mut tx, actor.person(), actor.session, DRAFTS_OPEN_MAX).await?;
    let same = open.into_iter().find(|draft| draft.procedure_version_id == procedure.id);
    let open = match same {
        Some(draft) => Some(line(portal, &mut tx, &draft).await?),
        None => None,
    };
    Ok(StartView {
        slug: published.slug_of(&procedure.procedure).to_owned(),
        agency_name: published.agency_name(&procedure.procedure.agency),
        questions: questions(&form),
        procedure: procedure.procedure.clone(),
        open,
    })
}

/// A table asks for each of its columns.
fn questions(form: &Form) -> usize {
    let asked = |field: &Field| field.columns.len().max(1);
    form.sections.iter().flat_map(|section| &section.fields).map(asked).sum()
}
