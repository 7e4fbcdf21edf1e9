//! A draft opened for reading or writing: authorised, unsealed, with its procedure and form.

use crate::Portal;
use crate::catalogue::PublishedProcedure;
use crate::error::{Error, Result};
use shared::error::ErrorCode;
use shared::form::{Answers, Form};
use shared::id::DraftId;
use shared::identity::Actor;
use shared::payment::fee::FeeChoice;
use shared::policy;
use std::sync::Arc;
use store::Tx;
use store::draft::DraftRow;

/// What answers are sealed for.
const ANSWERS: &str = "draft.answers";

/// A draft, opened.
pub(crate) struct DraftWork {
    pub(crate) row: DraftRow,
    pub(crate) procedure: Arc<PublishedProcedure>,
    pub(crate) form: Arc<Form>,
    pub(crate) answers: Answers,
    pub(crate) fee_choice: FeeChoice,
}

impl DraftWork {
    /// Opens a draft that is the actor's; anybody else's is not found.
    pub(crate) async fn open(
        portal: &Portal,
        tx: &mut Tx,
        actor: &Actor,
        id: DraftId,
    ) -> Result<Self> {
        let row = store::draft::find(tx, id).await?.ok_or(ErrorCode::DraftNotFound)?;
        policy::edit_draft(actor, row.person(), row.session())?;
        Self::read(portal, tx, row).await
    }

    /// Opens a draft that has not been handed in.
    pub(crate) async fn open_unsubmitted(
        portal: &Portal,
        tx: &mut Tx,
        actor: &Actor,
        id: DraftId,
    ) -> Result<Self> {
        let work = Self::open(portal, tx, actor, id).await?;
        if work.row.submitted_at.is_some() {
            let done = store::dossier::find_by_draft(tx, id).await?;
            let reference = done.map(|dossier| dossier.reference).unwrap_or_default();
            return Err(Error::refused(ErrorCode::DraftSubmitted, [("reference", reference)]));
        }
        Ok(work)
    }

    /// Whether somebody has been through that task.
    pub(crate) fn has_visited(&self, task: &str) -> bool {
        self.row.visited.split(' ').any(|visited| visited == task)
    }

    /// Remembers that somebody has been through that task.
    pub(crate) fn visit(&mut self, task: &str) {
        if !self.has_visited(task) {
            let visited = format!("{} {task}", self.row.visited);
            visited.trim_start().clone_into(&mut self.row.visited);
        }
    }

    /// Opens a draft that is known to be the actor's.
    pub(crate) async fn read(portal: &Portal, tx: &mut Tx, row: DraftRow) -> Result<Self> {
        let procedure = portal.versions.procedure(tx, row.procedure_version_id).await?;
        let form = portal.versions.form(tx, row.form_version_id).await?;
        let plain = portal.keys.open(ANSWERS, row.id.0.as_bytes(), &row.answers_sealed)?;
        let answers = serde_json::from_slice(&plain)
            .map_err(|e| Error::caused("the answers of a draft", e))?;
        let fee_choice = serde_json::from_str(&row.fee_choice)
            .map_err(|e| Error::caused("the fee choice of a draft", e))?;
        Ok(Self { row, procedure, form, answers, fee_choice })
    }
}

/// Seals what was typed, for this draft alone.
pub(crate) fn seal_answers(portal: &Portal, id: DraftId, answers: &Answers) -> Vec<u8> {
    let plain = serde_json::to_vec(answers).expect("answers are plain JSON");
    portal.keys.seal(ANSWERS, id.0.as_bytes(), &plain, &portal.entropy)
}
