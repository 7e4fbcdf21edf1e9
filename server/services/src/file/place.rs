//! A paper that files can go to, for somebody who may change it.

use crate::error::Result;
use crate::{Portal, dossier};
use shared::error::ErrorCode;
use shared::file::{FileFault, Holder, PaperRule, RESULT_PAPER, Room};
use shared::form::FieldKind;
use shared::id::{DossierId, DraftId, FormVersionId, ProcedureVersionId};
use shared::identity::Actor;
use shared::policy;
use store::Tx;

/// A paper of a draft or dossier, with its rule.
pub(crate) struct Place {
    /// What the file belongs to.
    pub(crate) holder: Holder,
    /// Whose files count together.
    pub(crate) whose: store::file::Holder,
    /// The key of the paper.
    pub(crate) paper: String,
    /// What it takes.
    pub(crate) rule: PaperRule,
}

impl Place {
    /// The place, if `actor` may change it now.
    pub(crate) async fn open(
        tx: &mut Tx,
        portal: &Portal,
        actor: &Actor,
        holder: Holder,
        paper: &str,
    ) -> Result<Self> {
        let (whose, rule) = match holder {
            Holder::Draft(id) => of_draft(tx, portal, actor, id, paper).await?,
            Holder::Dossier(id) => of_dossier(tx, portal, actor, id, paper).await?,
        };
        let rule = rule.ok_or(ErrorCode::UploadUnknownPaper)?;
        Ok(Self { holder, whose, paper: paper.to_owned(), rule })
    }

    /// Whether `length` more bytes fit beside what is there and what is `on_the_way`.
    pub(crate) async fn check_room(
        &self,
        tx: &mut Tx,
        portal: &Portal,
        on_the_way: i64,
        length: u64,
    ) -> Result<()> {
        let room = self.room(tx, on_the_way).await?;
        Ok(self.rule.check_room(&portal.limits.files, room, length)?)
    }

    /// The most that one more file may have, at least a byte, and what is wrong with a longer one.
    pub(crate) async fn room_left(
        &self,
        tx: &mut Tx,
        portal: &Portal,
        on_the_way: i64,
    ) -> Result<(u64, FileFault)> {
        let room = self.room(tx, on_the_way).await?;
        self.rule.check_room(&portal.limits.files, room, 1)?;
        let (one, all) = (self.rule.file_bytes_max, portal.limits.files.dossier_bytes_max);
        let left = all - room.dossier_bytes;
        Ok(if left < one {
            (left, FileFault::DossierFull { bytes_max: all })
        } else {
            (one, FileFault::TooLarge { bytes_max: one })
        })
    }

    async fn room(&self, tx: &mut Tx, on_the_way: i64) -> Result<Room> {
        let there = store::file::taken(tx, self.whose, &self.paper).await?;
        Ok(Room {
            dossier_bytes: (there.bytes + on_the_way).try_into().unwrap_or_default(),
            paper_files: there.paper_files.try_into().unwrap_or(u32::MAX),
        })
    }
}

type Found = (store::file::Holder, Option<PaperRule>);

async fn of_draft(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    id: DraftId,
    paper: &str,
) -> Result<Found> {
    let draft = store::draft::find(tx, id).await?.ok_or(ErrorCode::DraftNotFound)?;
    policy::edit_draft(actor, draft.person(), draft.session())?;
    if draft.submitted_at.is_some() {
        return Err(ErrorCode::DraftSubmitted.into());
    }
    let versions = (draft.procedure_version_id, draft.form_version_id);
    let whose = store::file::Holder { draft: Some(id), dossier: None };
    Ok((whose, rule_of(tx, portal, versions, paper).await?))
}

async fn of_dossier(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    id: DossierId,
    paper: &str,
) -> Result<Found> {
    let row = store::dossier::find(tx, id).await?.ok_or(ErrorCode::DossierNotFound)?;
    policy::attach_to_dossier(actor, &dossier::subject(&row)?, paper)?;
    let whose = store::file::Holder { draft: Some(row.draft_id), dossier: Some(id) };
    if paper == RESULT_PAPER {
        return Ok((whose, Some(PaperRule::general(&portal.limits.files))));
    }
    let versions = (row.procedure_version_id, row.form_version_id);
    Ok((whose, rule_of(tx, portal, versions, paper).await?))
}

/// What a paper takes: a paper of the procedure what the house takes, a file field of the form
/// what the form says.
async fn rule_of(
    tx: &mut Tx,
    portal: &Portal,
    (procedure, form): (ProcedureVersionId, FormVersionId),
    paper: &str,
) -> Result<Option<PaperRule>> {
    let limits = &portal.limits.files;
    let published = portal.versions.procedure(tx, procedure).await?;
    if published.procedure.paper(paper).is_some_and(|paper| !paper.is_form) {
        return Ok(Some(PaperRule::general(limits)));
    }
    let form = portal.versions.form(tx, form).await?;
    let mut fields = form.sections.iter().flat_map(|section| &section.fields);
    let field = fields.find(|field| field.kind == FieldKind::File && field.key == paper);
    Ok(field.map(|field| PaperRule::of_field(limits, field)))
}
