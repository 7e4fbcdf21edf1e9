//! An address: which names, province, district of old, commune, and the rest in words. Names are
//! typed or picked; what they mean is found out when the page is checked, old names included.

use super::question_view::says_optional;
use crate::i18n::{t, tf, use_lang};
use crate::ui::icon::Icon;
use crate::ui::{Fieldset, Glyph};
use leptos::prelude::*;
use shared::form::{Address, AddressBook, AddressLevel, Answer, Era, Field, Unit};
use shared::i18n::{Key, msg};

/// The question. Its controls are `path.era`, `.province`, `.district`, `.commune`, `.detail`.
pub(super) fn address_field(
    book: &AddressBook,
    field: &Field,
    path: &str,
    answer: Option<&Answer>,
    error: Option<String>,
) -> AnyView {
    let address = match answer {
        Some(Answer::Address(address)) => named(book, address),
        _ => Address::default(),
    };
    let is_old = address.era == Era::Old;
    let lists = Lists::of(book, &address);
    let invalid = error.is_some();
    let part = |name: &'static str, label, value: &str, list: Option<&[String]>| {
        text_part(&Part { path, name, label, value, invalid }, list)
    };
    let district = part(
        "district",
        msg::draft::DISTRICT,
        address.district.as_deref().unwrap_or_default(),
        Some(&lists.districts),
    );
    let commune = part("commune", msg::draft::COMMUNE, &address.commune, Some(&lists.communes));
    let detail = (!field.validation.without_detail)
        .then(|| part("detail", msg::draft::DETAIL, &address.detail, None));
    let top = [era_part(path, address.era), province_part(book, path, &address.province, invalid)];
    let path = path.to_owned();
    view! {
        <Fieldset
            id=field.first_control(&path)
            legend=field.label(use_lang()).to_owned()
            hint=field.help(use_lang()).map(str::to_owned)
            error=error
            optional=says_optional(field)
        >
            <div class="address" data-address=path>
                {Vec::from(top)}
                <fieldset class="district" role="presentation" hidden=!is_old disabled=!is_old>
                    {district}
                </fieldset>
                {commune}
                {detail}
                <p class="understood hint" aria-live="polite"></p>
            </div>
        </Fieldset>
    }
    .into_any()
}

/// The names that can be picked below what was chosen.
struct Lists {
    districts: Vec<String>,
    communes: Vec<String>,
}

impl Lists {
    fn of(book: &AddressBook, address: &Address) -> Self {
        let names = |units: &mut dyn Iterator<Item = &Unit>| units.map(Unit::full_name).collect();
        let province = book
            .provinces(address.era)
            .find(|unit| unit.name == address.province)
            .map_or("", |unit| unit.code.as_str());
        let district = book
            .districts(province)
            .find(|unit| Some(unit.full_name()) == address.district)
            .map_or("", |unit| unit.code.as_str());
        let above = if address.era == Era::Old { district } else { province };
        Self {
            districts: names(&mut book.districts(province)),
            communes: names(&mut book.communes(address.era, above)),
        }
    }
}

/// Codes in words, as people type them.
fn named(book: &AddressBook, address: &Address) -> Address {
    let unit = |level, code: &str| book.find(address.era, level, code);
    let full =
        |level, text: &str| unit(level, text).map_or_else(|| text.to_owned(), Unit::full_name);
    Address {
        era: address.era,
        province: unit(AddressLevel::Province, &address.province)
            .map_or_else(|| address.province.clone(), |unit| unit.name.clone()),
        district: address.district.as_deref().map(|text| full(AddressLevel::District, text)),
        commune: full(AddressLevel::Commune, &address.commune),
        detail: address.detail.clone(),
    }
}

fn era_part(path: &str, era: Era) -> AnyView {
    let option = |of: Era, key: Key| {
        view! { <option value=of.as_str() selected=of == era>{t(key)}</option> }
    };
    let id = format!("{path}.era");
    view! {
        <div class="part">
            <label for=id.clone()>{t(msg::draft::ERA)}</label>
            <span class="select">
                <select id=id.clone() name=id>
                    {option(Era::New, msg::draft::ERA_NEW)}
                    {option(Era::Old, msg::draft::ERA_OLD)}
                </select>
                <Glyph icon=Icon::ChevronDown/>
            </span>
        </div>
    }
    .into_any()
}

/// The provinces of today, then those that are gone, by the name people still use.
fn province_part(book: &AddressBook, path: &str, chosen: &str, invalid: bool) -> AnyView {
    let option = |name: &str, label: String| {
        view! { <option value=name.to_owned() selected=name == chosen>{label}</option> }
    };
    let now: Vec<&Unit> = book.provinces(Era::New).collect();
    let today = now.iter().map(|unit| option(&unit.name, unit.name.clone())).collect_view();
    let gone = book
        .provinces(Era::Old)
        .filter(|unit| now.iter().all(|other| other.name != unit.name))
        .map(|unit| {
            let now = book.successor(unit).map_or("", |new| new.name.as_str());
            let label = tf(msg::draft::PROVINCE_NOW, &[("before", &unit.name), ("now", now)]);
            option(&unit.name, label)
        })
        .collect_view();
    let is_known = chosen.is_empty()
        || book.provinces(Era::Old).chain(book.provinces(Era::New)).any(|unit| unit.name == chosen);
    let other = (!is_known).then(|| option(chosen, chosen.to_owned()));
    let id = format!("{path}.province");
    view! {
        <div class="part">
            <label for=id.clone()>{t(msg::draft::PROVINCE)}</label>
            <span class="select">
                <select id=id.clone() name=id aria-invalid=invalid.then_some("true")>
                    <option value="">{t(msg::draft::CHOOSE)}</option>
                    {other}
                    <optgroup label=t(msg::draft::PROVINCES_NOW)>{today}</optgroup>
                    <optgroup label=t(msg::draft::PROVINCES_GONE)>{gone}</optgroup>
                </select>
                <Glyph icon=Icon::ChevronDown/>
            </span>
        </div>
    }
    .into_any()
}

struct Part<'a> {
    path: &'a str,
    name: &'static str,
    label: Key,
    value: &'a str,
    invalid: bool,
}

fn text_part(part: &Part<'_>, list: Option<&[String]>) -> AnyView {
    let id = format!("{}.{}", part.path, part.name);
    let list_id = list.map(|_| format!("{id}-list"));
    let names =
        list.unwrap_or_default().iter().map(|name| view! { <option value=name.clone()></option> });
    let names = names.collect_view();
    view! {
        <div class="part">
            <label for=id.clone()>{t(part.label)}</label>
            <input
                id=id.clone()
                name=id
                type="text"
                autocomplete="off"
                list=list_id.clone()
                value=part.value.to_owned()
                aria-invalid=part.invalid.then_some("true")
            />
            {list_id.map(|id| view! { <datalist id=id>{names}</datalist> })}
        </div>
    }
    .into_any()
}
