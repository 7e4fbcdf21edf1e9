//! The records as shipped.

use super::*;
use crate::agency;
use crate::dossier::deadline::{TimeLimit, TimeUnit};

const FILE: &str = include_str!("../../../data/procedures.json");

/// The procedures that are shipped.
pub(crate) fn shipped() -> Vec<Procedure> {
    serde_json::from_str::<ProcedureFile>(FILE).unwrap().procedures
}

/// One of them.
pub(crate) fn procedure(id: &str) -> Procedure {
    shipped().into_iter().find(|procedure| procedure.id == id).unwrap()
}

/// Their summaries.
pub(crate) fn summaries() -> Vec<Summary> {
    let agencies = agency::tests::shipped().agencies;
    let of = |procedure: &Procedure| {
        let agency = agencies.iter().find(|agency| agency.id == procedure.agency).unwrap();
        Summary::of(procedure, agency)
    };
    shipped().iter().map(of).collect()
}

fn without_nulls(value: &serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Object(map) => map
            .iter()
            .filter(|(_, v)| !v.is_null() && **v != serde_json::json!([]))
            .map(|(k, v)| (k.clone(), without_nulls(v)))
            .collect(),
        serde_json::Value::Array(all) => all.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}

#[test]
fn the_shipped_procedures_are_read_without_loss() {
    let raw: serde_json::Value = serde_json::from_str(FILE).unwrap();
    let file: ProcedureFile = serde_json::from_str(FILE).unwrap();

    assert_eq!(file.procedures.len(), 91);
    assert_eq!(without_nulls(&serde_json::to_value(&file).unwrap()), without_nulls(&raw));
}

#[test]
fn a_field_that_nobody_documented_is_refused() {
    for place in ["", "time_limit", "fees/0", "documents/0"] {
        let mut raw: serde_json::Value = serde_json::from_str(FILE).unwrap();
        let path = format!("/procedures/0/{place}");
        raw["procedures"][0]["fees"] = raw["procedures"][9]["fees"].clone();
        raw.pointer_mut(path.trim_end_matches('/')).unwrap()["colour"] = "red".into();

        let error = serde_json::from_value::<ProcedureFile>(raw).unwrap_err().to_string();

        assert!(error.contains("colour"), "{place}: {error}");
    }
}

#[test]
fn cases_have_their_own_time() {
    let record = procedure("stp-lltp-ca-nhan");
    let cases = record.cases();

    assert_eq!(cases.len(), 3);
    assert_eq!(cases[0].limit, TimeLimit { value: 10, unit: TimeUnit::CalendarDays });
    assert!(cases[0].when.is_empty());
    assert_eq!(record.case("c1").unwrap().limit.value, 15);
    assert_eq!(record.case("c2").unwrap().limit, TimeLimit { value: 24, unit: TimeUnit::Hours });
    assert_eq!(record.case("c3"), None);
}

#[test]
fn a_reduced_time_binds_only_where_it_is_certain() {
    let mut record = shipped().into_iter().find(|p| p.reduced_time_limit.is_some()).unwrap();
    let legal = record.time_limit.limit();
    assert_eq!(record.limit(), legal);

    let reduced = record.reduced_time_limit.as_mut().unwrap();
    reduced.certain = true;
    let shorter = reduced.limit();

    assert_eq!(record.limit(), shorter);
    assert!(shorter.value < legal.value);
}

#[test]
fn papers_keep_their_keys_and_forms_need_no_upload() {
    let papers = procedure("stp-lltp-ca-nhan").papers();
    let keys: Vec<&str> = papers.iter().map(|paper| paper.key.as_str()).collect();
    let must: Vec<&str> =
        papers.iter().filter(|p| p.must_be_uploaded()).map(|p| p.key.as_str()).collect();

    assert_eq!(keys, ["p1", "p2", "p3", "p4", "p5"]);
    assert_eq!(must, ["p3"], "the identity paper; forms and special cases are not demanded");
    assert!(papers[0].is_form && papers[1].is_form && !papers[2].is_form);
    assert_eq!(procedure("stp-lltp-ca-nhan").paper("p4").unwrap().name, papers[3].name);
}

#[test]
fn every_sector_that_is_shipped_has_an_occasion() {
    let of = |id: &str| LifeEvent::of(&procedure(id));

    assert_eq!(of("stp-trich-luc"), LifeEvent::Family);
    assert_eq!(of("ca-ho-chieu"), LifeEvent::Identity);
    assert_eq!(of("sgtvt-doi-gplx"), LifeEvent::Driving);
    assert_eq!(of("sld-tctn"), LifeEvent::Work);
    assert_eq!(of("bhxh-mot-lan"), LifeEvent::Insurance);
    assert_eq!(of("skhdt-dntn"), LifeEvent::Enterprise);
    assert_eq!(of("stnmt-cap-doi-gcn"), LifeEvent::Home);
    assert_eq!(of("syt-attp"), LifeEvent::Trade);
    assert_eq!(of("snn-thuoc-thu-y"), LifeEvent::Farming);
    assert_eq!(of("snv-luu-tru"), LifeEvent::Other);
    for event in LifeEvent::ALL {
        assert!(shipped().iter().any(|p| LifeEvent::of(p) == *event), "{event:?} is empty");
        assert_eq!(LifeEvent::parse(event.as_str()), Some(*event));
    }
}
