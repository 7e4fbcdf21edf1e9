//! The officers' queue: what is open, due first, within the agencies of the one who asks.

use crate::Portal;
use crate::error::Result;
use chrono::NaiveDate;
use shared::dossier::deadline::working_days_left;
use shared::dossier::{DossierState, QueueLine, Reference};
use shared::id::{DossierId, StaffId};
use shared::identity::{Actor, AgencyId};
use shared::policy;
use shared::text::fold;
use shared::time::{local_day, read_micros};
use store::dossier::{QueueAfter, QueueFilter, QueueRow};

/// So many lines a page.
pub(crate) const PAGE_LINES: usize = 40;
/// What waits for an officer is counted up to here.
const MINE_COUNTED_MAX: i64 = 1_000;
/// A search longer than this is cut.
const SEARCH_CHARS_MAX: usize = 80;

/// What an officer wants to see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueQuery {
    /// Only what waits for them: assigned to them, or for anybody in their role.
    pub mine: bool,
    /// Only one agency.
    pub agency: Option<String>,
    /// Only one state.
    pub state: Option<DossierState>,
    /// Only one procedure.
    pub procedure: Option<String>,
    /// Only one channel.
    pub channel: Option<String>,
    /// Names, codes, procedures, without accents.
    pub search: String,
    /// Only those due in these days, both included.
    pub due: (Option<NaiveDate>, Option<NaiveDate>),
    /// Where the last page ended.
    pub after: Option<String>,
}

/// A page of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuePage {
    /// Its lines.
    pub lines: Vec<QueueLine>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
    /// How many of what was asked for wait for the one who asks; never more than can be said.
    pub mine_count: i64,
    /// The agencies the queue is made of; nothing is all.
    pub agencies: Option<Vec<AgencyId>>,
}

/// A page of the queue of the one who asks.
pub async fn queue(portal: &Portal, actor: &Actor, query: &QueueQuery) -> Result<QueuePage> {
    let wanted = Wanted::read(actor, query)?;
    let after = query.after.as_deref().and_then(read_after);
    let mut tx = portal.db.read().await?;
    let mine = wanted.filter(query, actor.staff());
    let mine_count = store::dossier::queue_count(&mut tx, &mine, MINE_COUNTED_MAX).await?;
    let filter = if query.mine { mine } else { wanted.filter(query, None) };
    let limit = i64::try_from(PAGE_LINES + 1).unwrap_or(i64::MAX);
    let rows = store::dossier::queue(&mut tx, &filter, after, limit).await?;
    let (rows, next) = page_of(rows);
    let lines = rows.into_iter().map(|row| line(portal, row)).collect();
    Ok(QueuePage { lines, next, mine_count, agencies: wanted.agency_keys })
}

/// Where the most urgent dossier is, other than `current`, that waits for the one who asks.
pub async fn next_in_queue(
    portal: &Portal,
    actor: &Actor,
    current: DossierId,
) -> Result<Option<String>> {
    let query = QueueQuery { mine: true, ..QueueQuery::default() };
    let wanted = Wanted::read(actor, &query)?;
    let filter = wanted.filter(&query, actor.staff());
    let mut tx = portal.db.read().await?;
    let rows = store::dossier::queue(&mut tx, &filter, None, 2).await?;
    let next = rows.into_iter().find(|row| row.id != current);
    Ok(next.map(|row| row.reference))
}

/// The filter's texts, which the store only borrows.
struct Wanted {
    agency_keys: Option<Vec<AgencyId>>,
    agencies: String,
    turn: String,
    states: String,
    search: Option<String>,
}

impl Wanted {
    fn read(actor: &Actor, query: &QueueQuery) -> Result<Self> {
        let agency_keys = policy::queue_agencies(actor)?;
        Ok(Self {
            agencies: listed(agency_keys.as_deref()),
            turn: turn(actor),
            states: query.state.map(|s| format!(",{},", s.as_str())).unwrap_or_default(),
            search: pattern(&query.search),
            agency_keys,
        })
    }

    fn filter<'a>(&'a self, query: &'a QueueQuery, mine: Option<StaffId>) -> QueueFilter<'a> {
        QueueFilter {
            agency: query.agency.as_deref(),
            agencies: &self.agencies,
            mine,
            turn: &self.turn,
            states: &self.states,
            procedure: query.procedure.as_deref(),
            sector: None,
            channel: query.channel.as_deref(),
            search: self.search.as_deref(),
            due_from: query.due.0,
            due_to: query.due.1,
        }
    }
}

/// The agencies that may be seen, as the store reads them; empty is all.
pub(crate) fn listed(agencies: Option<&[AgencyId]>) -> String {
    agencies.map(|all| format!(",{},", all.join(","))).unwrap_or_default()
}

/// Where what waits for the roles of the actor is: `,STP:submitted,*:approved,`.
fn turn(actor: &Actor) -> String {
    let mut turn = String::from(",");
    for grant in &actor.grants {
        let agency = grant.agency.as_deref().unwrap_or("*");
        for state in DossierState::ALL.into_iter().filter(|state| state.waits_for(grant.role)) {
            turn.push_str(agency);
            turn.push(':');
            turn.push_str(state.as_str());
            turn.push(',');
        }
    }
    turn
}

/// The lines of one page of `rows`, which hold one more if there is a next page, and its mark.
pub(crate) fn page_of(mut rows: Vec<QueueRow>) -> (Vec<QueueRow>, Option<String>) {
    let is_more = rows.len() > PAGE_LINES;
    rows.truncate(PAGE_LINES);
    let next = rows.last().filter(|_| is_more).map(show_after);
    (rows, next)
}

/// A row as it is shown.
pub(crate) fn line(portal: &Portal, row: QueueRow) -> QueueLine {
    let published = portal.published();
    let procedure = published.procedure(&row.procedure_id);
    let names = procedure.map(|p| (p.procedure.name.clone(), p.procedure.name_en.clone()));
    let state = DossierState::parse(&row.state).unwrap_or(DossierState::Submitted);
    let running = row.due_at.filter(|_| state.is_on_the_clock());
    let now = portal.now();
    QueueLine {
        id: row.id,
        code: row.code.clone().unwrap_or_else(|| reference_as_printed(&row)),
        reference: row.reference,
        procedure_name: names.unwrap_or_else(|| (row.procedure_id.clone(), String::new())),
        agency_id: row.agency_id,
        channel: row.channel,
        state,
        payment_state: row.payment_state,
        applicant_name: row.applicant_name,
        assignee_name: row.assignee_name,
        submitted_at: row.submitted_at,
        due_at: running,
        working_days_left: running.map(|due| working_days_left(&published.calendar, now, due)),
        is_due_today: running.is_some_and(|due| local_day(due) == local_day(now)),
    }
}

fn reference_as_printed(row: &QueueRow) -> String {
    Reference::parse(&row.reference).map_or_else(|_| row.reference.clone(), |r| r.to_string())
}

/// `%nguyen%van%`: the words in their order, accent-free; nothing for nothing.
fn pattern(search: &str) -> Option<String> {
    let short: String = search.chars().take(SEARCH_CHARS_MAX).collect();
    let words: Vec<String> = fold(&short)
        .split_whitespace()
        .map(|word| word.replace(['%', '_'], ""))
        .filter(|word| !word.is_empty())
        .collect();
    (!words.is_empty()).then(|| format!("%{}%", words.join("%")))
}

fn show_after(row: &QueueRow) -> String {
    format!("{}.{}", row.queue_at.timestamp_micros(), row.id)
}

/// The place that a page mark names; a forged one names none.
pub(crate) fn read_after(text: &str) -> Option<QueueAfter> {
    let (micros, id) = text.split_once('.')?;
    Some(QueueAfter { queue_at: read_micros(micros)?, id: id.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_words_without_accents_and_without_wildcards() {
        assert_eq!(pattern("  Nguyễn   Văn ").as_deref(), Some("%nguyen%van%"));
        assert_eq!(pattern("100%_"), Some("%100%".to_owned()));
        assert_eq!(pattern(" % "), None);
    }

    #[test]
    fn a_forged_page_mark_is_no_page_mark() {
        assert_eq!(read_after("x.y"), None);
        assert_eq!(read_after(""), None);
        assert_eq!(read_after("99999999999999999999.1"), None);
    }
}
