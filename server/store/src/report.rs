//! Counters, moved in the transaction of the event that moves them.

use crate::dossier::{QueueAfter, QueueRow};
use crate::error::Result;
use crate::tx::Conn;
use crate::{Tx, on};
use chrono::NaiveDate;
use shared::time::Instant;

/// What a counter counts by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RollupKey<'a> {
    /// The business day.
    pub day: NaiveDate,
    /// Who decides.
    pub agency_id: &'a str,
    /// The field of the procedure.
    pub sector: &'a str,
    /// The procedure.
    pub procedure_id: &'a str,
    /// How it was filed.
    pub channel: &'a str,
    /// What is counted, such as `received`.
    pub measure: &'a str,
}

/// Adds `n`, which may be negative.
pub async fn bump(tx: &mut Tx, key: &RollupKey<'_>, n: i64) -> Result<()> {
    let sql = "INSERT INTO rollup (measure, day, agency_id, sector, procedure_id, channel, n) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) \
               ON CONFLICT (measure, day, agency_id, sector, procedure_id, channel) \
               DO UPDATE SET n = rollup.n + excluded.n";
    on!(tx, conn => {
        sqlx::query(sql).bind(key.measure).bind(key.day).bind(key.agency_id).bind(key.sector)
            .bind(key.procedure_id).bind(key.channel).bind(n).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// A counter.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
#[expect(missing_docs, reason = "the fields are those of RollupKey")]
pub struct RollupRow {
    pub day: NaiveDate,
    pub agency_id: String,
    pub sector: String,
    pub procedure_id: String,
    pub channel: String,
    pub measure: String,
    pub n: i64,
}

/// Every counter, to be compared with a recount.
pub async fn all(tx: &mut Tx) -> Result<Vec<RollupRow>> {
    let sql = "SELECT day, agency_id, sector, procedure_id, channel, measure, n FROM rollup \
               ORDER BY measure, day, agency_id, sector, procedure_id, channel";
    Ok(on!(tx, conn => sqlx::query_as(sql).fetch_all(conn).await?))
}

/// Which counters are summed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope<'a> {
    /// The agencies that may be seen, as `,STP,SYT,`; empty is all.
    pub agencies: &'a str,
    /// Only one agency.
    pub agency: Option<&'a str>,
    /// Only one field.
    pub sector: Option<&'a str>,
    /// Only one channel.
    pub channel: Option<&'a str>,
}

/// The days a dashboard speaks of.
#[derive(Debug, Clone, Copy)]
pub struct Days {
    /// The business day.
    pub today: NaiveDate,
    /// From here on what happened is added up.
    pub since: NaiveDate,
}

/// One measure at one place.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PlaceRow {
    /// What is counted.
    pub measure: String,
    /// Who decides.
    pub agency_id: String,
    /// The field.
    pub sector: String,
    /// How it was filed.
    pub channel: String,
    /// Under today.
    pub today: i64,
    /// Under all days asked for.
    pub total: i64,
}

/// What is so now, what is due up to today, and what happened since a day: by agency, field and
/// channel, all of one instant.
pub async fn by_place(tx: &mut Tx, scope: &Scope<'_>, days: Days) -> Result<Vec<PlaceRow>> {
    let sql = "SELECT measure, agency_id, sector, channel, \
               CAST(SUM(CASE WHEN day = $3 THEN n ELSE 0 END) AS BIGINT) AS today, \
               CAST(SUM(n) AS BIGINT) AS total FROM rollup \
               WHERE n <> 0 AND (measure IN ('in_hand', 'waiting_for_citizen') \
               OR (measure = 'on_clock' AND day <= $3) \
               OR (measure IN ('received', 'finished', 'on_time', 'late') \
               AND day >= $4 AND day <= $3)) \
               AND ($1 = '' OR $1 LIKE '%,' || agency_id || ',%') \
               AND ($2 IS NULL OR agency_id = $2) \
               GROUP BY measure, agency_id, sector, channel \
               ORDER BY measure, agency_id, sector, channel";
    Ok(on!(tx, conn => {
        sqlx::query_as(sql).bind(scope.agencies).bind(scope.agency).bind(days.today)
            .bind(days.since).fetch_all(conn).await?
    }))
}

/// One measure on one day.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DayRow {
    /// What is counted.
    pub measure: String,
    /// The day.
    pub day: NaiveDate,
    /// How many.
    pub n: i64,
}

/// What came and went by day since `since`, and what is due by day from today up to `until`.
pub async fn by_day(
    tx: &mut Tx,
    scope: &Scope<'_>,
    days: Days,
    until: NaiveDate,
) -> Result<Vec<DayRow>> {
    let sql = "SELECT measure, day, CAST(SUM(n) AS BIGINT) AS n FROM rollup \
               WHERE n <> 0 \
               AND ((measure IN ('received', 'finished') AND day >= $4 AND day <= $3) \
               OR (measure = 'on_clock' AND day >= $3 AND day <= $5)) \
               AND ($1 = '' OR $1 LIKE '%,' || agency_id || ',%') \
               AND ($2 IS NULL OR agency_id = $2) \
               GROUP BY measure, day ORDER BY measure, day";
    Ok(on!(tx, conn => {
        sqlx::query_as(sql).bind(scope.agencies).bind(scope.agency).bind(days.today)
            .bind(days.since).bind(until).fetch_all(conn).await?
    }))
}

/// One number: a measure under the days from `from` to `to`.
pub async fn sum(
    tx: &mut Tx,
    scope: &Scope<'_>,
    measure: &str,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<i64> {
    let sql = "SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM rollup \
               WHERE n <> 0 AND measure = $5 AND day >= $6 AND day <= $7 \
               AND ($1 = '' OR $1 LIKE '%,' || agency_id || ',%') \
               AND ($2 IS NULL OR agency_id = $2) \
               AND ($3 IS NULL OR sector = $3) \
               AND ($4 IS NULL OR channel = $4)";
    Ok(on!(tx, conn => {
        sqlx::query_scalar(sql).bind(scope.agencies).bind(scope.agency).bind(scope.sector)
            .bind(scope.channel).bind(measure).bind(from).bind(to).fetch_one(conn).await?
    }))
}

/// Which dossiers stand behind a number.
#[derive(Debug, Clone, Copy)]
pub struct Behind<'a> {
    /// Within this.
    pub scope: Scope<'a>,
    /// The measure, such as `received`.
    pub measure: &'a str,
    /// The days, both included.
    pub days: (NaiveDate, NaiveDate),
    /// When the first of them begins.
    pub from: Instant,
    /// When the last of them has ended.
    pub until: Instant,
}

/// The dossiers of [`Behind`], bound as `$1` to `$8`, on a condition. Every measure has a
/// statement of its own, so that each can use its index.
macro_rules! behind {
    ($condition:literal) => {
        concat!(
            "SELECT d.id, d.reference, d.code, d.procedure_id, d.agency_id, d.channel, d.state, ",
            "d.payment_state, d.applicant_name, d.assignee_id, s.full_name AS assignee_name, ",
            "d.submitted_at, d.due_at, d.queue_at ",
            "FROM dossier d LEFT JOIN staff s ON s.id = d.assignee_id ",
            "WHERE ($1 = '' OR $1 LIKE '%,' || d.agency_id || ',%') ",
            "AND ($2 IS NULL OR d.agency_id = $2) ",
            "AND ($3 IS NULL OR d.sector = $3) ",
            "AND ($4 IS NULL OR d.channel = $4) ",
            "AND ",
            $condition,
            " AND ($9 IS NULL OR d.queue_at > $9 OR (d.queue_at = $9 AND d.id > $10)) ",
            "ORDER BY d.queue_at, d.id LIMIT $11"
        )
    };
}

/// The statements of [`dossiers`]. Only the local day of an instant is said differently.
struct Statements {
    on_time: &'static str,
    late: &'static str,
}

const LITE: Statements = Statements {
    on_time: behind!(
        "(d.finished_at >= $5 AND d.finished_at < $6 \
         AND date(d.finished_at, '+7 hours') <= d.due_on)"
    ),
    late: behind!(
        "(d.finished_at >= $5 AND d.finished_at < $6 \
         AND date(d.finished_at, '+7 hours') > d.due_on)"
    ),
};

const PG: Statements = Statements {
    on_time: behind!(
        "(d.finished_at >= $5 AND d.finished_at < $6 \
         AND CAST(d.finished_at + INTERVAL '7 hours' AS date) <= d.due_on)"
    ),
    late: behind!(
        "(d.finished_at >= $5 AND d.finished_at < $6 \
         AND CAST(d.finished_at + INTERVAL '7 hours' AS date) > d.due_on)"
    ),
};

impl Statements {
    fn of(&self, measure: &str) -> &'static str {
        match measure {
            "received" => behind!("(d.submitted_at >= $5 AND d.submitted_at < $6)"),
            "accepted" => behind!("(d.accepted_at >= $5 AND d.accepted_at < $6)"),
            "on_clock" => behind!(
                "(d.state IN ('accepted', 'assigned', 'awaiting_approval', 'approved') \
                 AND d.ended_at IS NULL AND d.due_on >= $7 AND d.due_on <= $8)"
            ),
            "finished" => behind!("(d.finished_at >= $5 AND d.finished_at < $6)"),
            "on_time" => self.on_time,
            "late" => self.late,
            "waiting_for_citizen" => behind!(
                "(d.state IN ('intake_supplement', 'supplement_requested') \
                 AND d.ended_at IS NULL)"
            ),
            _ => behind!("(d.finished_at IS NULL AND d.ended_at IS NULL)"),
        }
    }
}

/// A page of the dossiers behind a number, the most urgent first.
pub async fn dossiers(
    tx: &mut Tx,
    behind: &Behind<'_>,
    after: Option<QueueAfter>,
    limit: i64,
) -> Result<Vec<QueueRow>> {
    macro_rules! run {
        ($statements:expr, $conn:expr) => {
            sqlx::query_as($statements.of(behind.measure))
                .bind(behind.scope.agencies)
                .bind(behind.scope.agency)
                .bind(behind.scope.sector)
                .bind(behind.scope.channel)
                .bind(behind.from)
                .bind(behind.until)
                .bind(behind.days.0)
                .bind(behind.days.1)
                .bind(after.map(|a| a.queue_at))
                .bind(after.map(|a| a.id.0))
                .bind(limit)
                .fetch_all($conn)
                .await?
        };
    }
    Ok(match tx.conn() {
        Conn::Lite(conn) => run!(LITE, conn),
        Conn::Pg(conn) => run!(PG, conn),
    })
}
