//! Searches as people type them, over what is shipped and over five thousand.

use super::words::words_of;
use super::*;
use crate::procedure::tests::summaries;
use crate::procedure::{Audience, LifeEvent, Summary};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const ALL: Filters =
    Filters { agency: None, field: None, audience: None, life_event: None, online_only: false };

static SHIPPED: LazyLock<(Vec<Summary>, Index)> = LazyLock::new(|| {
    let catalogue = summaries();
    let index = Index::build(&catalogue);
    (catalogue, index)
});

fn ids(query: &str, filters: &Filters) -> Vec<String> {
    let (catalogue, index) = &*SHIPPED;
    let hits = index.search(query, filters, 200);
    hits.iter().map(|hit| catalogue[hit.position].id.clone()).collect()
}

fn first(query: &str) -> String {
    ids(query, &ALL).first().cloned().unwrap_or_default()
}

#[test]
fn what_people_type_finds_what_they_mean() {
    let cases = [
        ("lý lịch tư pháp", "stp-lltp-ca-nhan"),
        ("LLTP", "stp-lltp-ca-nhan"),
        ("cap phieu ly lich", "stp-lltp-ca-nhan"),
        ("khai sinh", "stp-trich-luc"),
        ("Hộ chiếu", "ca-ho-chieu"),
        ("ordinary passport", "ca-ho-chieu"),
        ("cccd", "ca-cccd"),
        ("chứng minh nhân dân", "ca-cccd"),
        ("đổi gplx", "sgtvt-doi-gplx"),
        ("sang tên", "stnmt-bien-dong"),
        ("trợ cấp thất nghiệp", "sld-tctn"),
        ("bảo hiểm xã hội một lần", "bhxh-mot-lan"),
        ("BHXH một lần", "bhxh-mot-lan"),
        ("thai sản", "bhxh-thai-san"),
        ("2.000488", "stp-lltp-ca-nhan"),
        ("2.000488.000.00.00.H03", "stp-lltp-ca-nhan"),
        ("doanh nghiệp tư nhân", "skhdt-dntn"),
        ("cây xăng", "sct-xang-dau"),
        ("đkkd doanh nghiệp tư nhân", "skhdt-dntn"),
    ];
    for (query, expected) in cases {
        assert_eq!(first(query), expected, "{query}: {:?}", ids(query, &ALL));
    }
}

#[test]
fn slips_are_forgiven_only_where_nothing_fits() {
    assert_eq!(first("ly lihc tu phap"), "stp-lltp-ca-nhan");
    assert!(ids("hộ chiêủu", &ALL).contains(&"ca-ho-chieu".to_owned()));
    assert_eq!(first("thất nghjệp"), "sld-tctn");
    assert_eq!(first("karoake"), "svh-karaoke");

    assert_eq!(ids("thai sản", &ALL), ["bhxh-thai-san"], "not khai, not thay");
}

#[test]
fn every_word_has_to_be_there() {
    assert!(ids("hộ chiếu karaoke", &ALL).is_empty());
    assert!(ids("xyzzy", &ALL).is_empty());
    let both = ids("giấy chứng nhận sở công thương", &ALL);
    assert!(both.len() == 2 && both.iter().all(|id| id.starts_with("sct-")), "{both:?}");
}

#[test]
fn the_phrase_in_the_name_comes_before_scattered_words() {
    let found = ids("an toàn thực phẩm", &ALL);
    let last_with_phrase = found.iter().rposition(|id| id.ends_with("attp")).unwrap();

    assert_eq!(last_with_phrase, 2, "three names have the phrase: {found:?}");
}

#[test]
fn filters_narrow_the_list() {
    let only = |filters| ids("", &filters);

    assert_eq!(only(ALL).len(), summaries().len());
    let justice = only(Filters { agency: Some("STP".to_owned()), ..ALL });
    assert_eq!(justice.len(), 5);
    assert_eq!(only(Filters { agency: Some("XYZ".to_owned()), ..ALL }).len(), 0);
    assert_eq!(only(Filters { field: Some("Lý lịch tư pháp".to_owned()), ..ALL }).len(), 2);
    let people = only(Filters { audience: Some(Audience::Individual), ..ALL });
    assert!(people.contains(&"stp-lltp-ca-nhan".to_owned()));
    assert!(!people.contains(&"stp-lltp-co-quan".to_owned()));
    let driving = Filters { life_event: Some(LifeEvent::Driving), ..ALL };
    assert!(ids("cấp lại", &driving).iter().all(|id| id.starts_with("sgtvt-")));
}

#[test]
fn the_limit_keeps_the_best() {
    let index = &SHIPPED.1;
    let all = index.search("giấy", &ALL, 1_000);

    assert!(all.len() > 20);
    assert_eq!(index.search("giấy", &ALL, 7), all[..7]);
    assert!(all.is_sorted_by_key(|hit| std::cmp::Reverse(hit.score)));
    assert!(index.search("giấy", &ALL, 0).is_empty());
    assert!(Index::build(&[]).search("giấy", &ALL, 7).is_empty());
}

/// Five thousand procedures: the shipped ones again and again, each with words of its own.
fn five_thousand() -> Vec<Summary> {
    let shipped = summaries();
    (0..5_000)
        .map(|n| {
            let mut summary = shipped[n % shipped.len()].clone();
            summary.id = format!("{}-{n}", summary.id);
            summary.name = format!("{} trường hợp {n} vùng {}", summary.name, n * 7_919 % 5_000);
            summary.code = format!("{}.{n:06}", n % 9);
            summary
        })
        .collect()
}

#[test]
fn five_thousand_procedures_are_told_apart() {
    let catalogue = five_thousand();
    let index = Index::build(&catalogue);

    let hits = index.search("ly lich tu phap truong hop 4019", &ALL, 5);

    assert_eq!(catalogue[hits[0].position].name.split_whitespace().rev().nth(2), Some("4019"));
    assert_eq!(index.search("cấp", &ALL, 20).len(), 20);
}

/// Words of five or more letters that stand in the name of one procedure only and begin no
/// other word.
fn unique_words() -> Vec<(String, String)> {
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for summary in &SHIPPED.0 {
        let all = [&summary.name, &summary.name_en, &summary.field, &summary.agency_name];
        let mut words: Vec<String> = all.into_iter().flat_map(|text| words_of(text)).collect();
        words.sort();
        words.dedup();
        for word in words {
            names.entry(word).or_default().push(summary.id.clone());
        }
    }
    let unique = names.iter().filter(|(word, ids)| {
        word.len() >= 5 && ids.len() == 1 && word.chars().all(|c| c.is_ascii_lowercase())
    });
    unique.map(|(word, ids)| (word.clone(), ids[0].clone())).collect()
}

static UNIQUE: LazyLock<Vec<(String, String)>> = LazyLock::new(unique_words);

proptest! {
    #[test]
    fn accents_and_case_do_not_matter(number in 0usize..91, words in 1usize..6) {
        let (catalogue, index) = &*SHIPPED;
        let typed: Vec<&str> = catalogue[number].name.split_whitespace().take(words).collect();
        let typed = typed.join(" ");

        let hits = index.search(&typed, &ALL, 100);

        prop_assert!(hits.iter().any(|hit| hit.position == number));
        prop_assert_eq!(&index.search(&crate::text::fold(&typed), &ALL, 100), &hits);
        prop_assert_eq!(&index.search(&typed.to_uppercase(), &ALL, 100), &hits);
        prop_assert_eq!(&index.search(&crate::text::compose(&typed), &ALL, 100), &hits);
    }

    #[test]
    fn one_letter_too_many_still_finds_a_word(
        word in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(),
        letter in "[a-z]"
    ) {
        let unique = &*UNIQUE;
        let (word, id) = &unique[word.index(unique.len())];
        let mut typed = word.clone();
        typed.insert_str(at.index(word.len() + 1), &letter);
        // Where the slip makes another word, that word is meant.
        let begins_a_word = SHIPPED.0.iter().any(|s| {
            [&s.name, &s.name_en, &s.field, &s.agency_name]
                .into_iter()
                .any(|text| words_of(text).iter().any(|known| known.starts_with(&typed)))
        });
        prop_assume!(!begins_a_word);

        prop_assert!(ids(&typed, &ALL).contains(id), "{} for {}", typed, word);
    }

    #[test]
    fn nothing_typed_makes_a_panic(typed in "\\PC{0,60}") {
        let _ = SHIPPED.1.search(&typed, &ALL, 10);
    }
}
