//! A date in three boxes: day, month, year. People know their birthdays; they do not want a calendar.

use super::choice::Fieldset;
use super::field::ErrorText;
use crate::i18n::t;
use leptos::prelude::*;
use shared::i18n::msg;

/// What is added to the field's name for the three boxes.
pub const DATE_PARTS: [&str; 3] = [".day", ".month", ".year"];

/// The three boxes; their names are `name` with [`DATE_PARTS`], their ids `id` with the same, and the
/// first box has `id` itself so that the error summary can link to it.
#[component]
pub fn DateField(
    #[prop(into)] name: String,
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into)] hint: Option<String>,
    #[prop(into)] error: ErrorText,
    /// As stored (`1990-03-27`), as written (`27/3/1990`), or half of it: what was typed stays.
    #[prop(into)]
    value: String,
    #[prop(optional)] optional: bool,
    /// Month and year only.
    #[prop(optional)]
    month_only: bool,
) -> impl IntoView {
    let first = usize::from(month_only);
    let words = [msg::ui::DAY, msg::ui::MONTH, msg::ui::YEAR];
    let boxes = (first..3)
        .map(|at| {
            let box_id = if at == first { id.clone() } else { format!("{id}{}", DATE_PARTS[at]) };
            view! {
                <div class="part">
                    <label for=box_id.clone()>{t(words[at])}</label>
                    <input
                        id=box_id
                        name=format!("{name}{}", DATE_PARTS[at])
                        type="text"
                        inputmode="numeric"
                        maxlength=if at == first { 10 } else { 4 }
                        value=date_parts(&value)[at].clone()
                        aria-invalid=move || error.with(Option::is_some).then_some("true")
                    />
                </div>
            }
        })
        .collect_view();
    view! {
        <Fieldset id=id.clone() legend=label hint=hint error=error optional=optional>
            <div class="date_field">{boxes}</div>
        </Fieldset>
    }
}

/// Day, month and year of a date in either order, or of a part of one.
pub fn date_parts(value: &str) -> [String; 3] {
    let mut parts: Vec<&str> = value.split(['/', '-', '.', ' ']).map(str::trim).collect();
    if parts[0].len() == 4 {
        parts.reverse();
    }
    [0, 1, 2].map(|at| {
        let part = parts.get(at).copied().unwrap_or_default();
        if value.contains('-') && at < 2 {
            part.trim_start_matches('0').to_owned()
        } else {
            part.to_owned()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_taken_apart_in_either_order_and_half_a_date_stays() {
        assert_eq!(date_parts("1990-03-27"), ["27", "3", "1990"]);
        assert_eq!(date_parts("27/3/1990"), ["27", "3", "1990"]);
        assert_eq!(date_parts("31//1990"), ["31", "", "1990"]);
        assert_eq!(date_parts(""), ["", "", ""]);
    }
}
