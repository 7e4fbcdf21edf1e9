//! The sentence of a field error: what to do, in words that fit the kind of field.

use super::schema::Form;
use crate::error::FieldError;
use crate::i18n::{Key, Lang, msg};

/// What to do about `error`, for a field of that label. The label is quoted in the sentence as it
/// stands by the field, without its number and remarks: `1. Tên tôi là` → `«Tên tôi là»`.
pub fn sentence(lang: Lang, error: &FieldError, label: &str) -> String {
    let label = format!("«{}»", plain(label));
    let mut values: Vec<(&str, &str)> = vec![("label", &label)];
    for (name, value) in &error.params {
        let is_shadowed = lang == Lang::En && error.params.contains_key(&format!("{name}_en"));
        match name.strip_suffix("_en") {
            Some(name) if lang == Lang::En => values.push((name, value)),
            None if !is_shadowed => values.push((name, value)),
            _ => {}
        }
    }
    let part = part_name(error).map(|key| key.text(lang));
    if let Some(part) = part {
        values.retain(|(name, _)| *name != "part");
        values.push(("part", part));
    }
    key(error).with(lang, &values)
}

impl Form {
    /// The sentence of one of this form's errors; in a table it names the row.
    pub fn sentence(&self, lang: Lang, error: &FieldError) -> String {
        let Some((field, row)) = self.field_at(&error.field) else {
            return sentence(lang, error, &error.field);
        };
        let text = sentence(lang, error, field.label(lang));
        match row {
            Some(row) => {
                let row = row.to_string();
                msg::form_error::IN_ROW.with(lang, &[("row", &row), ("sentence", &text)])
            }
            None => text,
        }
    }
}

/// A label inside a sentence: no number, no remark in brackets.
fn plain(label: &str) -> String {
    let numbered = |c: char| c.is_ascii_digit() || matches!(c, '.' | '[' | ']' | ' ');
    let bare = if label.starts_with(|c: char| c.is_ascii_digit() || c == '[') {
        label.trim_start_matches(numbered)
    } else {
        label
    };
    let bare = match bare.find('(') {
        Some(at) if at > 0 => &bare[..at],
        _ => bare,
    };
    let bare = if bare.trim().is_empty() { label } else { bare };
    bare.trim().trim_end_matches([':', '.']).to_owned()
}

fn part_name(error: &FieldError) -> Option<Key> {
    use msg::form_error as text;
    Some(match error.params.get("part")?.as_str() {
        "day" => text::PART_DAY,
        "month" => text::PART_MONTH,
        "year" => text::PART_YEAR,
        "province" => text::PART_PROVINCE,
        "district" => text::PART_DISTRICT,
        "commune" => text::PART_COMMUNE,
        "street" => text::PART_STREET,
        _ => return None,
    })
}

/// The first line whose kind is that of the error, or empty.
fn key(error: &FieldError) -> Key {
    let kind = error.params.get("kind").map_or("", String::as_str);
    SENTENCES
        .iter()
        .find(|(code, of, _)| *code == error.code && (of.is_empty() || *of == kind))
        .map_or(msg::form_error::UNREADABLE, |(_, _, key)| *key)
}

/// Code, kind, sentence.
#[rustfmt::skip] // a table is read by columns
const SENTENCES: &[(&str, &str, Key)] = {
    use msg::form_error as text;
    &[
        ("required", "day", text::REQUIRED_DAY),
        ("required", "month", text::REQUIRED_MONTH),
        ("required", "year", text::REQUIRED_YEAR),
        ("required", "choice", text::REQUIRED_CHOICE),
        ("required", "tick", text::REQUIRED_TICK),
        ("required", "cccd", text::REQUIRED_CCCD),
        ("required", "phone", text::REQUIRED_PHONE),
        ("required", "email", text::REQUIRED_EMAIL),
        ("required", "address", text::REQUIRED_ADDRESS),
        ("required", "place", text::REQUIRED_PLACE),
        ("required", "table", text::REQUIRED_TABLE),
        ("required", "number", text::REQUIRED_NUMBER),
        ("required", "money", text::REQUIRED_NUMBER),
        ("required", "", text::REQUIRED_TEXT),
        ("too_short", "", text::TOO_SHORT),
        ("too_long", "", text::TOO_LONG),
        ("pattern", "letters", text::PATTERN_LETTERS),
        ("pattern", "example", text::PATTERN_EXAMPLE),
        ("pattern", "", text::PATTERN),
        ("not_a_date", "month", text::NOT_A_MONTH),
        ("not_a_date", "year", text::NOT_A_YEAR),
        ("not_a_date", "", text::NOT_A_DATE),
        ("date_incomplete", "month", text::MONTH_INCOMPLETE),
        ("date_incomplete", "", text::DATE_INCOMPLETE),
        ("date_too_early", "", text::DATE_TOO_EARLY),
        ("date_too_late", "", text::DATE_TOO_LATE),
        ("not_a_number", "money", text::NOT_AN_AMOUNT),
        ("not_a_number", "", text::NOT_A_NUMBER),
        ("not_integer", "", text::NOT_INTEGER),
        ("too_many_decimals", "", text::TOO_MANY_DECIMALS),
        ("too_small", "", text::TOO_SMALL),
        ("too_large", "", text::TOO_LARGE),
        ("gte_field", "date", text::DATE_GTE_FIELD),
        ("gte_field", "", text::NUMBER_GTE_FIELD),
        ("gt_field", "date", text::DATE_GT_FIELD),
        ("gt_field", "", text::NUMBER_GT_FIELD),
        ("lte_field", "date", text::DATE_LTE_FIELD),
        ("lte_field", "", text::NUMBER_LTE_FIELD),
        ("lt_field", "date", text::DATE_LT_FIELD),
        ("lt_field", "", text::NUMBER_LT_FIELD),
        ("option_unknown", "", text::OPTION_UNKNOWN),
        ("too_few_selected", "", text::TOO_FEW_SELECTED),
        ("cccd_length", "", text::CCCD_LENGTH),
        ("cccd_charset", "", text::CCCD_CHARSET),
        ("cccd_province", "", text::CCCD_PROVINCE),
        ("cccd_century", "", text::CCCD_CENTURY),
        ("cccd_future_birth_year", "", text::CCCD_FUTURE_BIRTH_YEAR),
        ("cccd_legacy_cmnd", "", text::CCCD_LEGACY_CMND),
        ("cccd_birth_year_differs", "", text::CCCD_BIRTH_YEAR_DIFFERS),
        ("cccd_gender_differs", "", text::CCCD_GENDER_DIFFERS),
        ("mst_charset", "", text::MST_CHARSET),
        ("mst_length", "", text::MST_LENGTH),
        ("mst_branch", "", text::MST_BRANCH),
        ("mst_check_digit", "", text::MST_CHECK_DIGIT),
        ("phone", "", text::PHONE),
        ("email", "", text::EMAIL),
        ("address_level", "", text::ADDRESS_LEVEL),
        ("address_unknown", "", text::ADDRESS_UNKNOWN),
        ("address_province", "", text::ADDRESS_PROVINCE),
        ("rows_too_few", "", text::ROWS_TOO_FEW),
        ("rows_too_many", "", text::ROWS_TOO_MANY),
        ("exactly_one_true", "", text::EXACTLY_ONE_TRUE),
        ("sum_differs", "", text::SUM_DIFFERS),
        ("not_continuous", "", text::NOT_CONTINUOUS),
        ("at_least_one_of", "", text::AT_LEAST_ONE_OF),
        ("file_missing", "", text::FILE_MISSING),
        ("file_too_many", "", text::FILE_TOO_MANY),
        ("file_too_large", "", text::FILE_TOO_LARGE),
        ("file_wrong_type", "", text::FILE_WRONG_TYPE),
        ("image_too_small", "", text::IMAGE_TOO_SMALL),
        ("unreadable", "", text::UNREADABLE),
    ]
};

/// Every code that a check or a warning can give.
#[cfg(test)]
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    SENTENCES.iter().map(|(code, _, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn labels_fit_into_sentences() {
        assert_eq!(plain("4. Ngày, tháng, năm sinh"), "Ngày, tháng, năm sinh");
        assert_eq!(plain("[01]. Họ và tên (viết chữ in hoa)"), "Họ và tên");
        assert_eq!(plain("[14.1]. Họ và tên"), "Họ và tên");
        assert_eq!(plain("6.3 Địa chỉ nhận"), "Địa chỉ nhận");
        assert_eq!(plain("14. E-mail"), "E-mail");
        assert_eq!(plain("BHXH huyện, thành phố"), "BHXH huyện, thành phố");
        assert_eq!(plain("(x)"), "(x)");
        assert_eq!(plain(""), "");
    }

    #[test]
    fn a_sentence_says_what_to_do() {
        let params = BTreeMap::from([("kind".to_owned(), "day".to_owned())]);
        let error = FieldError { field: "d".to_owned(), code: "required".to_owned(), params };

        let vi = sentence(Lang::Vi, &error, "4. Ngày sinh");
        let en = sentence(Lang::En, &error, "4. Date of birth");

        assert_eq!(vi, "Nhập «Ngày sinh», ví dụ 27 3 1990.");
        assert_eq!(en, "Enter «Date of birth», for example 27 3 1990.");
    }
}
