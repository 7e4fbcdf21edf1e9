//! Checks answers that nobody keeps, by the rules that a draft is checked by.

use super::save::too_large;
use crate::Portal;
use crate::error::{Error, Result};
use shared::draft::CheckAnswers;
use shared::error::{ErrorCode, FieldError};
use shared::form::{CheckContext, Form};
use shared::time::local_day;

/// What would have to be mended; nothing where everything is right.
pub async fn check(portal: &Portal, asked: &CheckAnswers) -> Result<Vec<FieldError>> {
    asked.answers.check_limits().map_err(|_| too_large())?;
    let mut tx = portal.db.read().await?;
    let row = store::catalogue::newest_form(&mut tx, &asked.form_id).await?;
    let row = row.ok_or(ErrorCode::NotFound)?;
    let form = Form::parse(&row.definition).map_err(|e| Error::caused("a stored form", e))?;
    let published = portal.published();
    let ctx = CheckContext {
        today: asked.today.unwrap_or_else(|| local_day(portal.now())),
        papers: &asked.papers,
        book: Some(&published.book),
    };
    match &asked.section {
        Some(section) if form.section(section).is_none() => Err(ErrorCode::NotFound.into()),
        Some(section) => Ok(form.check_section(section, &asked.answers, &ctx)),
        None => Ok(form.check(&asked.answers, &ctx).err().unwrap_or_default()),
    }
}
