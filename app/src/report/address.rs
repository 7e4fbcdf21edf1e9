//! The addresses of numbers: the same choice counts and lists.

use chrono::NaiveDate;
use leptos_router::params::ParamsMap;
use shared::error::ErrorCode;
use shared::report::{Drill, Measure};
use shared::time::read_day;

/// The list behind a number.
const LIST: &str = "/dieu-hanh/danh-sach";

/// Where the dossiers behind a number are listed.
pub(super) fn of(drill: &Drill) -> String {
    with_mark(drill, None)
}

/// The same list, after a mark.
pub(super) fn with_mark(drill: &Drill, mark: Option<String>) -> String {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let pairs = [
        ("so-lieu", Some(drill.measure.as_str().to_owned())),
        ("tu", day(drill.from)),
        ("den", day(drill.to)),
        ("co-quan", drill.agency.clone()),
        ("linh-vuc", drill.sector.clone()),
        ("kenh", drill.channel.clone()),
        ("sau", mark),
    ];
    let pairs: Vec<(&str, String)> =
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    format!("{LIST}?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
}

/// The choice that an address names.
pub(super) fn read(map: &ParamsMap) -> Result<Drill, ErrorCode> {
    let text = |name: &str| map.get(name).filter(|text| !text.is_empty());
    let day = |name: &str| match text(name) {
        Some(day) => read_day(&day).map(Some).ok_or(ErrorCode::BadRequest),
        None => Ok(None),
    };
    let measure = text("so-lieu").and_then(|name| Measure::parse(&name));
    Ok(Drill {
        measure: measure.ok_or(ErrorCode::NotFound)?,
        from: day("tu")?,
        to: day("den")?,
        agency: text("co-quan"),
        sector: text("linh-vuc"),
        channel: text("kenh"),
    })
}
