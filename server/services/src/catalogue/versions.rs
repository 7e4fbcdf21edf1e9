//! Published versions, parsed once: they never change, so the cache is never stale.

use crate::error::{Error, Result};
use shared::error::ErrorCode;
use shared::form::Form;
use shared::id::{FormVersionId, ProcedureVersionId};
use shared::procedure::Procedure;
use shared::time::Instant;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, RwLock};
use store::Tx;
use store::catalogue::ProcedureVersionRow;

/// A version of a procedure with its form.
#[derive(Debug)]
pub struct PublishedProcedure {
    /// The version.
    pub id: ProcedureVersionId,
    /// Its form.
    pub form_id: FormVersionId,
    /// Since when it is in force.
    pub published_at: Instant,
    /// The record.
    pub procedure: Procedure,
}

impl PublishedProcedure {
    pub(super) fn read(row: &ProcedureVersionRow) -> Result<Self> {
        let procedure = serde_json::from_str(&row.record)
            .map_err(|e| Error::caused("a stored procedure", e))?;
        Ok(Self {
            id: row.id,
            form_id: row.form_version_id,
            published_at: row.published_at,
            procedure,
        })
    }
}

/// Versions that were read before.
#[derive(Clone, Default)]
pub(crate) struct Versions {
    procedures: Kept<ProcedureVersionId, PublishedProcedure>,
    forms: Kept<FormVersionId, Form>,
}

impl Versions {
    pub(crate) async fn procedure(
        &self,
        tx: &mut Tx,
        id: ProcedureVersionId,
    ) -> Result<Arc<PublishedProcedure>> {
        if let Some(known) = self.procedures.get(id) {
            return Ok(known);
        }
        let row = store::catalogue::find_procedure_version(tx, id)
            .await?
            .ok_or(ErrorCode::ProcedureNotFound)?;
        Ok(self.procedures.keep(id, PublishedProcedure::read(&row)?))
    }

    pub(crate) async fn form(&self, tx: &mut Tx, id: FormVersionId) -> Result<Arc<Form>> {
        if let Some(known) = self.forms.get(id) {
            return Ok(known);
        }
        let row = store::catalogue::find_form_version(tx, id)
            .await?
            .ok_or(ErrorCode::ProcedureNotFound)?;
        let form = Form::parse(&row.definition).map_err(|e| Error::caused("a stored form", e))?;
        Ok(self.forms.keep(id, form))
    }
}

struct Kept<K, V>(Arc<RwLock<HashMap<K, Arc<V>>>>);

impl<K, V> Clone for Kept<K, V> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Eq + Hash, V> Kept<K, V> {
    fn get(&self, key: K) -> Option<Arc<V>> {
        self.0.read().expect("no thread panics while it holds this lock").get(&key).cloned()
    }

    fn keep(&self, key: K, value: V) -> Arc<V> {
        let value = Arc::new(value);
        let mut all = self.0.write().expect("no thread panics while it holds this lock");
        Arc::clone(all.entry(key).or_insert(value))
    }
}
