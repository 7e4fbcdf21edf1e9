//! What is published now, in memory: read at start and after each import.

use super::versions::PublishedProcedure;
use crate::error::{Error, Result};
use shared::agency::Agency;
use shared::calendar::{Calendar, CalendarDay, DayKind, WorkWeek};
use shared::form::AddressBook;
use shared::procedure::Summary;
use shared::procedure::search::Index;
use std::collections::HashMap;
use std::sync::Arc;
use store::catalogue::CalendarDayRow;
use store::{Db, Tx};

/// The name under which the address book is stored.
pub(crate) const ADDRESS_BOOK: &str = "address_book";

/// Agencies, procedures in force, calendar, addresses.
pub struct Published {
    /// All agencies, in their order.
    pub agencies: Vec<Agency>,
    /// The procedures in force, by name.
    pub procedures: Vec<Arc<PublishedProcedure>>,
    /// The same, as the search knows them.
    pub summaries: Vec<Summary>,
    /// The search over them.
    pub index: Index,
    /// Working days and hours.
    pub calendar: Calendar,
    /// Provinces, districts, communes.
    pub book: AddressBook,
    by_slug: HashMap<String, Arc<PublishedProcedure>>,
}

impl Published {
    /// Reads everything.
    pub(crate) async fn read(db: &Db) -> Result<Self> {
        let mut tx = db.read().await?;
        let agencies = read_agencies(&mut tx).await?;
        let mut procedures = Vec::new();
        for row in store::catalogue::procedures_in_force(&mut tx).await? {
            procedures.push(Arc::new(PublishedProcedure::read(&row)?));
        }
        procedures.sort_by_key(|p| shared::text::fold(&p.procedure.name));
        let summaries = summarise(&procedures, &agencies)?;
        Ok(Self {
            by_slug: by_slug(&procedures),
            index: Index::build(&summaries),
            calendar: read_calendar(store::catalogue::calendar_days(&mut tx).await?)?,
            book: read_book(&mut tx).await?,
            agencies,
            procedures,
            summaries,
        })
    }

    /// The procedure at that address: its code, or its key.
    pub fn procedure(&self, slug: &str) -> Option<Arc<PublishedProcedure>> {
        self.by_slug.get(slug).cloned()
    }

    /// The address part of a procedure: its code where that is unique, else its key.
    pub fn slug_of<'a>(&self, procedure: &'a shared::procedure::Procedure) -> &'a str {
        match &procedure.code {
            Some(code)
                if self.by_slug.get(code).is_some_and(|p| p.procedure.id == procedure.id) =>
            {
                code
            }
            _ => &procedure.id,
        }
    }

    /// The agency of that key.
    pub fn agency(&self, id: &str) -> Option<&Agency> {
        self.agencies.iter().find(|agency| agency.id == id)
    }

    /// The names of an agency in both languages; its key where it is unknown.
    pub fn agency_name(&self, id: &str) -> (String, String) {
        match self.agency(id) {
            Some(agency) => (agency.name_vi.clone(), agency.name_en.clone()),
            None => (id.to_owned(), id.to_owned()),
        }
    }
}

async fn read_agencies(tx: &mut Tx) -> Result<Vec<Agency>> {
    store::catalogue::agencies(tx)
        .await?
        .iter()
        .map(|row| {
            serde_json::from_str(&row.record).map_err(|e| Error::caused("a stored agency", e))
        })
        .collect()
}

fn summarise(procedures: &[Arc<PublishedProcedure>], agencies: &[Agency]) -> Result<Vec<Summary>> {
    procedures
        .iter()
        .map(|published| {
            let procedure = &published.procedure;
            let agency = agencies
                .iter()
                .find(|agency| agency.id == procedure.agency)
                .ok_or_else(|| Error::failed(format!("{} has no agency", procedure.id)))?;
            Ok(Summary::of(procedure, agency))
        })
        .collect()
}

/// By key, and by code where only one procedure has it.
fn by_slug(procedures: &[Arc<PublishedProcedure>]) -> HashMap<String, Arc<PublishedProcedure>> {
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for published in procedures {
        if let Some(code) = &published.procedure.code {
            *uses.entry(code).or_default() += 1;
        }
    }
    let mut all = HashMap::new();
    for published in procedures {
        all.insert(published.procedure.id.clone(), Arc::clone(published));
        if let Some(code) = published.procedure.code.as_ref().filter(|c| uses[c.as_str()] == 1) {
            all.insert(code.clone(), Arc::clone(published));
        }
    }
    all
}

fn read_calendar(rows: Vec<CalendarDayRow>) -> Result<Calendar> {
    let days = rows
        .into_iter()
        .map(|row| {
            let kind = DayKind::parse(&row.kind).ok_or_else(|| {
                Error::failed(format!("calendar day {} is of kind {}", row.day, row.kind))
            })?;
            Ok(CalendarDay { date: row.day, name: row.name, kind, certain: row.certain })
        })
        .collect::<Result<Vec<_>>>()?;
    Ok(Calendar::new(days, WorkWeek::default()))
}

async fn read_book(tx: &mut Tx) -> Result<AddressBook> {
    match store::catalogue::find_reference(tx, ADDRESS_BOOK).await? {
        Some(body) => {
            serde_json::from_str(&body).map_err(|e| Error::caused("the stored addresses", e))
        }
        None => Ok(AddressBook::default()),
    }
}
