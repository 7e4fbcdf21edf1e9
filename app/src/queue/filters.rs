//! What an officer wants to see, as an address: it can be bookmarked and sent to a colleague.

use chrono::NaiveDate;
use leptos_router::params::ParamsMap;
use services::dossier::QueueQuery;
use shared::dossier::DossierState;
use shared::time::read_day;

/// The page.
pub(super) const QUEUE: &str = "/can-bo";
/// The view of everything the agency has open.
const UNIT: &str = "don-vi";

/// Reads the address. Words that mean nothing are left out.
pub(super) fn read(map: &ParamsMap) -> QueueQuery {
    let text = |name: &str| map.get(name).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    let day = |name: &str| text(name).and_then(|day| read_day(&day));
    QueueQuery {
        mine: text("xem").as_deref() != Some(UNIT),
        agency: text("co-quan"),
        state: text("trang-thai").and_then(|name| DossierState::parse(&name)),
        procedure: text("thu-tuc"),
        channel: text("kenh"),
        search: text("q").unwrap_or_default(),
        due: (day("tu"), day("den")),
        after: text("sau"),
    }
}

/// The address of a query.
pub(super) fn address(query: &QueueQuery) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    if !query.mine {
        pairs.push(("xem", UNIT.to_owned()));
    }
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let optional = [
        ("q", Some(query.search.clone()).filter(|q| !q.is_empty())),
        ("co-quan", query.agency.clone()),
        ("trang-thai", query.state.map(|state| state.as_str().to_owned())),
        ("kenh", query.channel.clone()),
        ("thu-tuc", query.procedure.clone()),
        ("tu", day(query.due.0)),
        ("den", day(query.due.1)),
        ("sau", query.after.clone()),
    ];
    pairs.extend(optional.into_iter().filter_map(|(name, value)| Some((name, value?))));
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    if query.is_empty() { QUEUE.to_owned() } else { format!("{QUEUE}?{query}") }
}

/// Whether anything beside the view narrows the list.
pub(super) fn is_narrowed(query: &QueueQuery) -> bool {
    let all = QueueQuery { mine: query.mine, after: query.after.clone(), ..QueueQuery::default() };
    *query != all
}
