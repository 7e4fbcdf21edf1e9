//! Fees of the shipped procedures, as their circulars say, and the rules that hold for all.

use super::*;
use crate::i18n::Lang;
use crate::money::Dong;
use crate::procedure::tests::{procedure, shipped};
use crate::procedure::{Channel, Procedure};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn chosen(variant: &str) -> FeeChoice {
    FeeChoice { variant: Some(variant.to_owned()), ..FeeChoice::default() }
}

fn counted(quantities: &[(&str, u32)]) -> FeeChoice {
    let quantities = quantities.iter().map(|(key, n)| ((*key).to_owned(), *n)).collect();
    FeeChoice { quantities, ..FeeChoice::default() }
}

fn total(id: &str, choice: &FeeChoice, channel: Channel, on: &str) -> Result<i64, FeeFault> {
    quote(&procedure(id), choice, channel, day(on)).map(|quote| quote.total.0)
}

fn now(id: &str, choice: &FeeChoice) -> Result<i64, FeeFault> {
    total(id, choice, Channel::Counter, "2023-12-15")
}

#[test]
fn a_record_without_fees_costs_nothing_and_asks_nothing() {
    let record = procedure("sld-tctn");

    let asked = questions(&record, Channel::Online, day("2023-12-15"), |_| None);

    assert!(asked.is_empty());
    assert_eq!(now("sld-tctn", &FeeChoice::default()), Ok(0));
}

#[test]
fn a_criminal_record_costs_by_person_and_by_the_third_copy() {
    let id = "stp-lltp-ca-nhan";
    let with_copies = |variant, copies| FeeChoice {
        quantities: BTreeMap::from([("f3".to_owned(), copies)]),
        ..chosen(variant)
    };

    assert_eq!(now(id, &FeeChoice::default()), Err(FeeFault::ChoiceMissing));
    assert_eq!(now(id, &chosen("f1")), Ok(200_000));
    assert_eq!(now(id, &chosen("f2")), Ok(100_000));
    assert_eq!(now(id, &with_copies("f1", 3)), Ok(215_000));
    let poor = FeeChoice { exemption: Some("f1e4".to_owned()), ..with_copies("f1", 1) };
    let quote = quote(&procedure(id), &poor, Channel::Online, day("2023-12-15")).unwrap();
    assert_eq!(quote.total, Dong(5_000), "the exemption is of the first item");
    assert_eq!(
        quote.lines[0].reduction_reason,
        Some(Reduction::Exempt("Người thuộc hộ nghèo".to_owned()))
    );
}

#[test]
fn a_form_that_asks_answers_for_the_fee() {
    let record = procedure("stp-lltp-ca-nhan");
    let fee = |category: &str, copies: &str| {
        let answer = |key: &str| match key {
            "fee_category" => Some(category.to_owned()),
            "copies" => Some(copies.to_owned()),
            _ => None,
        };
        let choice = resolve(&record, &FeeChoice::default(), answer);
        quote(&record, &choice, Channel::Online, day("2023-12-15")).map(|quote| quote.total.0)
    };

    assert_eq!(fee("normal", "1"), Ok(200_000));
    assert_eq!(fee("normal", "2"), Ok(200_000));
    assert_eq!(fee("normal", "5"), Ok(215_000));
    assert_eq!(fee("reduced", "3"), Ok(105_000));
    assert_eq!(fee("exempt", "2"), Ok(0));
    assert_eq!(fee("f2", "many"), Ok(100_000));
    assert_eq!(fee("unheard", "1"), Err(FeeFault::ChoiceMissing));
    assert!(matches!(fee("normal", "9999"), Err(FeeFault::ChoiceUnfit(_))));
    let asked = |category: &str| {
        questions(&record, Channel::Online, day("2023-12-15"), |key| match key {
            "fee_category" => Some(category.to_owned()),
            _ => Some("2".to_owned()),
        })
    };
    assert!(asked("exempt").is_empty(), "the form asks everything");
    assert_eq!(asked("unheard").variants.len(), 2, "nobody gets stuck");
}

#[test]
fn passports_follow_their_periods() {
    let fee = |variant, channel, on| total("ca-ho-chieu", &chosen(variant), channel, on);

    assert_eq!(fee("f1", Channel::Counter, "2023-08-01"), Ok(200_000));
    assert_eq!(fee("f1", Channel::Online, "2023-06-30"), Ok(200_000));
    assert_eq!(fee("f1", Channel::Online, "2023-07-01"), Ok(160_000));
    assert_eq!(fee("f1", Channel::Online, "2023-12-31"), Ok(160_000));
    assert_eq!(fee("f1", Channel::Online, "2024-01-01"), Ok(180_000));
    assert_eq!(fee("f1", Channel::Online, "2025-12-31"), Ok(180_000));
    assert_eq!(fee("f1", Channel::Online, "2026-01-01"), Ok(200_000));
    assert_eq!(fee("f2", Channel::Online, "2023-10-01"), Ok(320_000));
    assert_eq!(fee("f2", Channel::Postal, "2023-10-01"), Ok(400_000));
}

#[test]
fn driving_licences_are_cheaper_online_while_the_circular_says_so() {
    let fee = |channel, on| total("sgtvt-doi-gplx", &FeeChoice::default(), channel, on);

    assert_eq!(fee(Channel::Online, "2023-11-30"), Ok(135_000));
    assert_eq!(fee(Channel::Online, "2023-12-01"), Ok(115_000));
    assert_eq!(fee(Channel::Counter, "2023-12-01"), Ok(135_000));
    assert_eq!(fee(Channel::Online, "2026-01-01"), Ok(135_000));
}

#[test]
fn items_of_one_case_are_owed_together_beside_what_is_always_owed() {
    let id = "sgtvt-cap-lai-gplx";

    assert_eq!(now(id, &FeeChoice::default()), Ok(135_000), "no test to repeat");
    assert_eq!(now(id, &chosen("f2")), Ok(135_000 + 60_000 + 70_000));
    assert_eq!(now(id, &chosen("f4")), Ok(135_000 + 100_000 + 350_000 + 80_000 + 100_000));
    assert_eq!(now(id, &chosen("f3")), Err(FeeFault::ChoiceUnfit("f3".to_owned())));
}

#[test]
fn registering_an_enterprise_online_waives_the_charge_and_not_the_fee() {
    let online =
        quote(&procedure("skhdt-dntn"), &FeeChoice::default(), Channel::Online, day("2023-12-15"))
            .unwrap();

    assert_eq!(online.total, Dong(100_000));
    assert_eq!(online.lines[0].reduction_reason, Some(Reduction::Online));
    assert_eq!(online.lines[0].full_unit_amount, Dong(50_000));
    assert_eq!(online.lines[1].reduction_reason, None);
    assert_eq!(now("skhdt-dntn", &FeeChoice::default()), Ok(150_000));
    let by_click = FeeChoice { exemption: Some("f1e1".to_owned()), ..FeeChoice::default() };
    assert!(now("skhdt-dntn", &by_click).is_err(), "the channel is no ground to claim");
    let household = FeeChoice { exemption: Some("f1e2".to_owned()), ..FeeChoice::default() };
    assert_eq!(now("skhdt-dntn", &household), Ok(100_000));
}

#[test]
fn what_is_counted_is_multiplied() {
    assert_eq!(now("stp-trich-luc", &FeeChoice::default()), Ok(8_000));
    assert_eq!(now("stp-trich-luc", &counted(&[("f1", 3)])), Ok(24_000));
    assert_eq!(now("stp-trich-luc", &counted(&[("f1", 0)])), Ok(8_000), "at least one");
    assert_eq!(now("skhcn-xquang", &FeeChoice::default()), Err(FeeFault::ChoiceMissing));
    assert_eq!(now("skhcn-xquang", &counted(&[("f1", 0)])), Err(FeeFault::ChoiceMissing));
    assert_eq!(now("skhcn-xquang", &counted(&[("f1", 2), ("f7", 1)])), Ok(12_000_000));
    assert_eq!(now("stttt-xb-khong-kd", &counted(&[("f1", 120)])), Ok(1_800_000));
    assert!(now("stp-trich-luc", &counted(&[("f9", 1)])).is_err());
    assert!(now("stp-trich-luc", &counted(&[("f1", QUANTITY_MAX + 1)])).is_err());
    assert!(now("skhdt-dntn", &counted(&[("f1", 2)])).is_err(), "charged once a dossier");
}

#[test]
fn unknown_amounts_are_never_guessed() {
    for id in ["stnmt-the-chap", "sxd-gpxd", "snn-kiem-dich", "sgtvt-gpkdvt"] {
        assert!(matches!(now(id, &FeeChoice::default()), Err(FeeFault::Unknown(_))), "{id}");
    }
    let mut dollars = procedure("skhdt-chi-nhanh");
    dollars.fees[0].currency = Some("USD".to_owned());
    let answer = quote(&dollars, &FeeChoice::default(), Channel::Counter, day("2023-12-15"));
    assert!(matches!(answer, Err(FeeFault::Unknown(_))), "145 dollars are not 145 đồng");
    let row = &rows(&dollars, day("2023-12-15"))[0];
    assert_eq!((row.counter, row.currency.as_deref()), (None, Some("USD")));
}

#[test]
fn the_table_on_the_page_names_both_channels() {
    let rows = rows(&procedure("sgtvt-doi-gplx"), day("2023-12-15"));

    assert_eq!((rows[0].counter, rows[0].online), (Some(Dong(135_000)), Some(Dong(115_000))));
    assert_eq!(rows[0].key, "f1");
}

#[test]
fn alternatives_are_asked_with_their_amounts() {
    let asked = |id| questions(&procedure(id), Channel::Counter, day("2023-12-15"), |_| None);

    let karaoke = asked("svh-karaoke");
    assert!(karaoke.variant_required && karaoke.variants.len() == 6 && karaoke.counts.is_empty());
    let licence = asked("sgtvt-cap-lai-gplx");
    assert!(!licence.variant_required);
    assert_eq!(licence.variants[1].amount, Some(Dong(630_000)));
    let record = asked("stp-lltp-ca-nhan");
    assert_eq!((record.variants.len(), record.counts.len()), (2, 1));
    assert_eq!(record.exemptions.len(), 5);
    assert!(record.exemptions.iter().all(|e| e.variant.as_deref() == Some("f1")));
    assert_eq!(asked("skhdt-dntn").exemptions.len(), 3, "online is no question");
}

#[test]
fn reasons_are_said_in_words() {
    assert!(Reduction::Online.text(Lang::Vi).contains("trực tuyến"));
    assert!(Reduction::Exempt("Trẻ em".to_owned()).text(Lang::En).contains("Trẻ em"));
}

fn any_choice(procedure: &Procedure) -> impl Strategy<Value = FeeChoice> + use<> {
    let asked = questions(procedure, Channel::Counter, day("2023-12-15"), |_| None);
    let variants: Vec<String> = asked.variants.iter().map(|v| v.key.clone()).collect();
    let exemptions: Vec<String> = asked.exemptions.iter().map(|e| e.key.clone()).collect();
    let keys: Vec<String> = asked.counts.iter().map(|count| count.key.clone()).collect();
    let pick = |keys: Vec<String>| {
        any::<Option<prop::sample::Index>>().prop_map(move |index| {
            index.filter(|_| !keys.is_empty()).map(|index| keys[index.index(keys.len())].clone())
        })
    };
    let quantities = prop::collection::vec(0u32..=QUANTITY_MAX, keys.len())
        .prop_map(move |counts| keys.iter().cloned().zip(counts).collect());
    (pick(variants), quantities, pick(exemptions))
        .prop_map(|(variant, quantities, exemption)| FeeChoice { variant, quantities, exemption })
}

fn any_fee() -> impl Strategy<Value = (Procedure, FeeChoice)> {
    let with_fees: Vec<Procedure> = shipped().into_iter().filter(|p| !p.fees.is_empty()).collect();
    prop::sample::select(with_fees)
        .prop_flat_map(|procedure| (Just(procedure.clone()), any_choice(&procedure)))
}

proptest! {
    #[test]
    fn a_quote_adds_up_and_online_never_costs_more(
        (procedure, choice) in any_fee(), days in 0i64..2_000
    ) {
        let on = day("2022-01-01") + chrono::TimeDelta::days(days);
        let counter = quote(&procedure, &choice, Channel::Counter, on);
        let online = quote(&procedure, &choice, Channel::Online, on);

        if let (Ok(counter), Ok(online)) = (&counter, &online) {
            for quote in [counter, online] {
                prop_assert_eq!(quote.total, quote.lines.iter().map(|line| line.amount).sum());
                for line in &quote.lines {
                    let amount = line.unit_amount.times(i64::from(line.quantity));
                    prop_assert_eq!(Some(line.amount), amount);
                    prop_assert!(Dong::ZERO <= line.unit_amount);
                    prop_assert!(line.unit_amount <= line.full_unit_amount);
                    let reduced = line.unit_amount < line.full_unit_amount;
                    prop_assert!(!reduced || line.reduction_reason.is_some());
                }
            }
            prop_assert!(online.total <= counter.total);
        }
        prop_assert_eq!(counter.is_ok(), online.is_ok());
    }

    #[test]
    fn an_exemption_never_costs_and_more_never_costs_less((procedure, choice) in any_fee()) {
        let on = day("2023-12-15");
        let fee = |choice: &FeeChoice| quote(&procedure, choice, Channel::Counter, on);
        if let Ok(claimed) = fee(&choice) {
            let unclaimed = fee(&FeeChoice { exemption: None, ..choice.clone() }).unwrap();
            prop_assert!(claimed.total <= unclaimed.total);
            for (key, quantity) in &choice.quantities {
                let mut more = choice.clone();
                more.quantities.insert(key.clone(), (quantity + 1).min(QUANTITY_MAX));
                prop_assert!(claimed.total <= fee(&more).unwrap().total);
            }
        }
    }

    #[test]
    fn assumed_amounts_change_nothing((mut procedure, choice) in any_fee(), assumed: i64) {
        let on = day("2023-12-15");
        let before = quote(&procedure, &choice, Channel::Online, on);
        for item in &mut procedure.fees {
            item.assumed_amount_vnd = Some(assumed);
        }

        prop_assert_eq!(quote(&procedure, &choice, Channel::Online, on), before);
    }

    #[test]
    fn amounts_beyond_reason_are_refused_without_a_panic(
        amount in any::<i64>(), quantity in 0u32..=QUANTITY_MAX
    ) {
        let mut record = procedure("stp-trich-luc");
        record.fees[0].amount_vnd = Some(amount);
        let choice = counted(&[("f1", quantity)]);

        let fee = quote(&record, &choice, Channel::Counter, day("2023-12-15"));

        prop_assert_eq!(fee.is_ok(), amount >= 0 && amount.checked_mul(quantity.max(1).into()).is_some());
    }
}

#[test]
fn the_span_is_of_cases_that_can_be_chosen_and_never_the_price_of_an_extra() {
    let of = |id: &str| span(&procedure(id), Channel::Online, day("2023-12-15"));

    let record = of("stp-lltp-ca-nhan").unwrap();
    assert_eq!((record.least, record.most), (Dong(100_000), Dong(200_000)));
    let free = of("sld-tctn").unwrap();
    assert_eq!((free.least, free.most), (Dong::ZERO, Dong::ZERO));
}

#[test]
fn every_span_is_charged_at_both_ends() {
    let today = day("2023-12-15");
    for procedure in shipped() {
        let Some(found) = span(&procedure, Channel::Online, today) else { continue };
        let asked = questions(&procedure, Channel::Online, today, |_| None);
        let variants = asked.variants.iter().map(|v| chosen(&v.key));
        let extras = asked.counts.iter().map(|c| counted(&[(&c.key, 1)]));
        let cases = std::iter::once(FeeChoice::default()).chain(variants).chain(extras);
        let totals: Vec<Dong> = cases
            .filter_map(|choice| quote(&procedure, &choice, Channel::Online, today).ok())
            .map(|quote| quote.total)
            .collect();

        assert!(found.least <= found.most, "{}", procedure.id);
        assert!(totals.contains(&found.least), "{}", procedure.id);
        assert!(totals.contains(&found.most), "{}", procedure.id);
    }
}
