//! From a number to the dossiers that make it: as many lines as the number says.

use crate::Portal;
use crate::dossier::{PAGE_LINES, line, listed, page_of, read_after};
use crate::error::Result;
use chrono::{Days as Span, NaiveDate, NaiveTime};
use shared::identity::Actor;
use shared::policy;
use shared::report::{Drill, DrillView};
use shared::time::{Instant, from_local};
use store::report::{Behind, Scope};

/// The number and a page of its dossiers. Who may not read dossiers sees no names.
pub async fn drill(
    portal: &Portal,
    actor: &Actor,
    drill: Drill,
    after: Option<&str>,
) -> Result<DrillView> {
    let agencies = listed(policy::dashboard_agencies(actor)?.as_deref());
    let scope = Scope {
        agencies: &agencies,
        agency: drill.agency.as_deref(),
        sector: drill.sector.as_deref(),
        channel: drill.channel.as_deref(),
    };
    let days = drill.counter_days();
    let measure = drill.measure.as_str();
    let behind = Behind {
        scope,
        measure,
        days,
        from: begin(days.0),
        until: begin(days.1.checked_add_days(Span::new(1)).unwrap_or(days.1)),
    };
    let mut tx = portal.db.read().await?;
    let count = store::report::sum(&mut tx, &scope, measure, days).await?;
    let limit = i64::try_from(PAGE_LINES + 1).unwrap_or(i64::MAX);
    let after = after.and_then(read_after);
    let (rows, next) = page_of(store::report::dossiers(&mut tx, &behind, after, limit).await?);
    let lines = rows
        .into_iter()
        .map(|row| {
            let may_read = policy::read_applicants(actor, &row.agency_id);
            let mut shown = line(portal, row);
            if !may_read {
                shown.applicant_name.clear();
            }
            shown
        })
        .collect();
    let agency_name = drill.agency.as_deref().map(|id| portal.published().agency_name(id));
    Ok(DrillView { drill, agency_name, count, lines, next })
}

/// When a business day begins.
fn begin(day: NaiveDate) -> Instant {
    from_local(day.and_time(NaiveTime::MIN))
}
