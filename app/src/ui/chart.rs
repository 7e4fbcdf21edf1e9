//! Charts drawn by the server as SVG: a bar chart that is a table, and the trend of a tile.

use super::tag::Tone;
use leptos::prelude::*;

/// The room of a trend, in its own units.
const TREND_WIDTH: f64 = 100.0;
const TREND_HEIGHT: f64 = 30.0;
/// Kept free above and below for the width of the line.
const TREND_MARGIN: f64 = 3.0;

/// One line of a bar chart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bar {
    /// What was counted.
    pub label: String,
    /// Where the counted are listed.
    pub href: Option<String>,
    /// The figure as read: `1.204`.
    pub shown: String,
    /// The bar's pieces from the left.
    pub parts: Vec<(Tone, i64)>,
}

/// Bars below each other, the longest as wide as the place. It is a table, so it can be read aloud and
/// copied; the bars only repeat the figures.
#[component]
pub fn BarChart(
    #[prop(into)] caption: String,
    #[prop(into)] label_title: String,
    #[prop(into)] value_title: String,
    bars: Vec<Bar>,
) -> impl IntoView {
    let longest = bars.iter().map(total).max().unwrap_or_default().max(1);
    let rows = bars.into_iter().map(|bar| bar_row(bar, longest)).collect_view();
    view! {
        <table class="bar_chart">
            <caption>{caption}</caption>
            <thead class="visually-hidden">
                <tr>
                    <th scope="col">{label_title}</th>
                    <th scope="col">{value_title}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn total(bar: &Bar) -> i64 {
    bar.parts.iter().map(|(_, count)| *count).sum()
}

fn bar_row(bar: Bar, longest: i64) -> impl IntoView {
    let label = match bar.href {
        Some(href) => view! { <a href=href>{bar.label}</a> }.into_any(),
        None => bar.label.into_any(),
    };
    let mut from = 0.0;
    let pieces = bar
        .parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(tone, count)| {
            let (x, width) = (from, percent(count, longest));
            from += width;
            view! {
                <rect x=format!("{x:.2}%") width=format!("{width:.2}%") height="100%" data-tone=tone.as_str()></rect>
            }
        })
        .collect_view();
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td>
                <span class="figures">{bar.shown}</span>
                <svg aria-hidden="true" width="100%" height="14">{pieces}</svg>
            </td>
        </tr>
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share of the width, drawn to two decimals")]
fn percent(count: i64, longest: i64) -> f64 {
    count as f64 * 100.0 / longest as f64
}

/// The recent past as a line that ends in a dot. `label` says it in words.
#[component]
pub fn Trend(values: Vec<f64>, #[prop(into)] label: String) -> impl IntoView {
    let points = trend_points(&values);
    let line: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let line = line.join(" ");
    let (first, last) = (points.first().copied(), points.last().copied());
    let area = first.zip(last).map(|((from, _), (to, _))| {
        format!("{from:.1},{TREND_HEIGHT} {line} {to:.1},{TREND_HEIGHT}")
    });
    let dot = last.map(|(x, y)| format!("M{x:.1} {y:.1}h0"));
    view! {
        <svg
            class="trend"
            role="img"
            aria-label=label
            viewBox=format!("0 0 {TREND_WIDTH} {TREND_HEIGHT}")
            preserveAspectRatio="none"
        >
            <polygon points=area></polygon>
            <polyline points=line></polyline>
            <path d=dot></path>
        </svg>
    }
}

/// The values spread over the room of a trend, the largest on top, zero at the foot.
fn trend_points(values: &[f64]) -> Vec<(f64, f64)> {
    let top = values.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let gaps = f64::from(u32::try_from(values.len().saturating_sub(1).max(1)).unwrap_or(u32::MAX));
    let height = TREND_HEIGHT - 2.0 * TREND_MARGIN;
    let mut x = TREND_MARGIN;
    values
        .iter()
        .map(|value| {
            let point = (x, TREND_MARGIN + height * (1.0 - value / top));
            x += (TREND_WIDTH - 2.0 * TREND_MARGIN) / gaps;
            point
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trend_fills_its_room_and_survives_nothing_and_zeroes() {
        assert_eq!(trend_points(&[0.0, 5.0, 10.0]), [(3.0, 27.0), (50.0, 15.0), (97.0, 3.0)]);
        assert_eq!(trend_points(&[0.0, 0.0]), [(3.0, 27.0), (97.0, 27.0)]);
        assert!(trend_points(&[]).is_empty());
    }
}
