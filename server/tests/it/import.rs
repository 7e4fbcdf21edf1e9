//! `server import`: files that follow `data/README.md` work without a change of code; what is wrong with
//! others is said by file, record, field and what was expected.

use crate::harness::{TestServer, repository};
use serde_json::{Value, json};
use services::catalogue::{files, import};
use std::fs;
use std::path::Path;
use store::on_both_engines;
use tempfile::TempDir;

/// A copy of the shipped catalogue that a test may spoil.
struct Folder(TempDir);

impl Folder {
    fn copy() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        let data = repository().join("data");
        for file in ["agencies.json", "procedures.json", "holidays.csv"] {
            fs::copy(data.join(file), folder.path().join(file)).unwrap();
        }
        for below in ["forms", "address"] {
            fs::create_dir(folder.path().join(below)).unwrap();
            for entry in fs::read_dir(data.join(below)).unwrap() {
                let entry = entry.unwrap();
                fs::copy(entry.path(), folder.path().join(below).join(entry.file_name())).unwrap();
            }
        }
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn edit(&self, file: &str, change: impl FnOnce(&mut Value)) {
        let path = self.path().join(file);
        let mut value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        change(&mut value);
        fs::write(path, value.to_string()).unwrap();
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.path().join(file), text).unwrap();
    }

    /// What is said of it, one fault a line.
    fn faults(&self) -> Vec<String> {
        let faults = files::read(self.path()).unwrap_err();
        faults.0.iter().map(ToString::to_string).collect()
    }
}

/// A form that uses every documented type and rule.
#[expect(clippy::too_many_lines, reason = "a document, not steps")]
fn every_feature() -> Value {
    let field = |key: &str, kind: &str, more: Value| {
        let mut field = json!({
            "key": key, "label_vi": key, "label_en": key, "type": kind, "required": false,
        });
        field.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        field
    };
    let options = json!([
        {"value": "a", "label_vi": "A", "label_en": "A"},
        {"value": "b", "label_vi": "B", "label_en": "B"},
    ]);
    json!({
        "schema_version": "1.0", "form_id": "moi", "version": "2026-11",
        "title_vi": "Đơn thử", "title_en": "Trial", "template_name": "Mẫu 1",
        "legal_basis": ["Thông tư 1"], "procedure_ids": ["thu-tuc-moi"], "certainty": "low",
        "declaration_vi": "Tôi cam đoan.", "notes": "Thử",
        "signature": {"required": true, "kinds": ["confirm_with_otp"], "signer": "applicant"},
        "sections": [
            {"key": "one", "title_vi": "Một", "title_en": "One", "fields": [
                field("name", "text", json!({"required": true, "help_vi": "Ghi đủ", "paper_ref": "1",
                    "prefill": "profile.full_name", "validation": {"pattern": "^\\p{L}[\\p{L} ]*$",
                    "min_length": 2, "max_length": 50}})),
                field("story", "textarea", json!({"validation": {"max_length": 4000}})),
                field("since", "date", json!({"validation": {"date_min": "1950-01-01",
                    "date_max": "today - 18 years"}})),
                field("until", "date", json!({"validation": {"gte_field": "since"}})),
                field("seen", "date", json!({"validation": {"precision": "month"}})),
                field("count", "number", json!({"validation": {"min": 1, "max": 9, "integer": true}})),
                field("least", "number", json!({"validation": {"lte_field": "count"}})),
                field("more", "number", json!({"validation": {"gt_field": "least"}})),
                field("capital", "money", json!({"default": "1000"})),
                field("way", "select", json!({"options": options})),
                field("kind", "radio", json!({"options": options, "default": "a"})),
                field("agree", "checkbox", json!({})),
                field("several", "checkbox", json!({"options": options,
                    "validation": {"multiple": true, "min_selected": 1}})),
                field("person", "cccd", json!({})),
                field("phone", "phone", json!({"prefill": "profile.phone"})),
                field("mail", "email", json!({"validation": {"at_least_one_of": ["phone", "mail"]}})),
                field("tax", "text", json!({"validation": {"check": "mst"}})),
                field("home", "address", json!({"validation": {"level": "street"}})),
                field("scan", "file", json!({"accept": [".pdf", "image/jpeg"],
                    "validation": {"max_size_mb": 5, "max_files": 2}})),
            ]},
            {"key": "two", "title_vi": "Hai", "title_en": "Two",
             "visible_when": {"all": [
                {"field": "kind", "op": "eq", "value": "a"},
                {"any": [{"field": "way", "op": "neq", "value": "b"},
                         {"field": "way", "op": "in", "value": ["a"]},
                         {"field": "agree", "op": "truthy"}]},
             ]},
             "fields": [
                field("members", "table", json!({"min_rows": 1, "max_rows": 5,
                    "validation": {"exactly_one_true": "head",
                        "sum_equals": {"column": "share", "field": "capital"}},
                    "columns": [
                        field("who", "text", json!({"required": true})),
                        field("share", "money", json!({})),
                        field("head", "checkbox", json!({})),
                    ]})),
                field("homes", "table", json!({
                    "validation": {"continuous_from": "since", "continuous_to": "today"},
                    "columns": [
                        field("from", "date", json!({"validation": {"precision": "month"}})),
                        field("to", "date", json!({"validation": {"precision": "month",
                            "gte_field": "from"}})),
                    ]})),
             ]},
        ],
    })
}

/// A procedure that uses every documented field.
fn new_procedure() -> Value {
    json!({
        "id": "thu-tuc-moi", "code": "9.999999", "code_certain": false, "code_source": ["tri_nho"],
        "local_code": "9.999999.000.00.00.H03", "code_2026": null, "name": "Thủ tục mới",
        "name_en": "New", "agency": "STP", "field": "Lĩnh vực mới", "audience": ["individual"],
        "online_level": "full",
        "time_limit": {"value": 2, "unit": "months", "note": "Từ ngày nhận đủ hồ sơ",
            "cases": [{"when": "Xác minh", "value": 48, "unit": "hours"}]},
        "reduced_time_limit": {"value": 20, "unit": "calendar_days", "certain": false},
        "fees": [{"name": "Phí", "kind": "phi", "amount_vnd": 10000, "unit": "hồ sơ",
            "online_amount_vnd": 0, "legal_basis": "TT 1", "amount_certain": true,
            "amount_source": "tri_nho", "when": null, "exemptions": ["Hộ nghèo"],
            "periods": [{"from": "2024-01-01", "to": "2024-12-31", "amount_vnd": 5000,
                "online_amount_vnd": null, "legal_basis": "TT 2"}],
            "currency": null, "note": null, "assumed_amount_vnd": null}],
        "documents": [{"name": "Giấy tờ", "copies": 1, "copy_type": "certified_copy", "e_form": false,
            "template_name": null, "reusable": true, "required": true, "when": null, "note": "Rõ"}],
        "steps": ["Nộp", "Nhận"], "result_name": "Giấy phép", "conditions": null,
        "legal_basis": ["Luật 1"], "legal_basis_unconfirmed": [], "channels": ["online", "counter"],
        "non_territorial": true, "non_territorial_scope": "province",
        "decision_authority": "Giám đốc Sở", "form_file": null, "certainty": "low", "notes": null,
    })
}

on_both_engines!(a_new_procedure_with_a_new_form_needs_no_change_of_code, |test| async move {
    let server = TestServer::start(test).await;
    let folder = Folder::copy();
    folder.edit("procedures.json", |all| {
        all["procedures"].as_array_mut().unwrap().push(new_procedure());
    });
    folder.write("forms/moi.json", &every_feature().to_string());
    let catalogue = files::read(folder.path()).unwrap_or_else(|faults| panic!("{faults}"));

    let first = import(&server.portal, &catalogue).await.unwrap();
    let second = import(&server.portal, &catalogue).await.unwrap();

    assert_eq!((first.procedures_published, first.forms_published), (1, 1));
    assert_eq!((second.procedures_published, second.forms_published), (0, 0));
    let citizen = server.citizen("0912345678").await;
    assert_eq!(citizen.get("/thu-tuc/thu-tuc-moi").await.status, 200);
    let draft = services::draft::begin(&server.portal, &citizen.actor, "thu-tuc-moi", false).await;
    let draft = draft.unwrap().id;
    let page = citizen.get(&format!("/ban-nhap/{draft}/one")).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Ghi đủ"));
});

on_both_engines!(a_procedure_that_is_gone_is_retired_and_its_drafts_go_on, |test| async move {
    let server = TestServer::start(test).await;
    let citizen = server.citizen("0912345678").await;
    let draft = server.draft(&citizen).await.draft;
    let folder = Folder::copy();
    folder.edit("procedures.json", |all| {
        let all = all["procedures"].as_array_mut().unwrap();
        all.retain(|one| one["id"] != crate::filing::PROCEDURE);
    });

    let done = import(&server.portal, &files::read(folder.path()).unwrap()).await.unwrap();

    assert_eq!(done.procedures_retired, 1);
    let gone = format!("/thu-tuc/{}", crate::filing::PROCEDURE);
    assert_eq!(citizen.get(&gone).await.status, 404);
    assert_eq!(citizen.get(&format!("/ban-nhap/{draft}/kiem-tra")).await.status, 200);
});

/// A file, how it is spoilt, and what the fault has to say.
type Case = (&'static str, fn(&mut Value), &'static [&'static str]);

#[test]
fn what_is_wrong_is_said_by_file_record_and_field() {
    let cases: [Case; 9] = [
        (
            "procedures.json",
            |all| all["procedures"][2]["colour"] = json!(1),
            &["procedures.json, record 3 (", "colour"],
        ),
        (
            "procedures.json",
            |all| all["procedures"][0]["time_limit"]["unit"] = json!("weeks"),
            &["record 1 (", "field time_limit.unit", "working_days"],
        ),
        (
            "procedures.json",
            |all| all["procedures"][1]["agency"] = json!("XYZ"),
            &["record 2 (", "field agency", "XYZ"],
        ),
        (
            "procedures.json",
            |all| all["procedures"][1]["id"] = all["procedures"][0]["id"].clone(),
            &["record 2 (", "field id", "of its own"],
        ),
        (
            "procedures.json",
            |all| all["procedures"][0]["form_file"] = json!("forms/none.json"),
            &["record 1 (", "field form_file", "forms/none.json"],
        ),
        (
            "procedures.json",
            |all| {
                all["procedures"][0].as_object_mut().unwrap().remove("name");
            },
            &["record 1 (", "name"],
        ),
        (
            "procedures.json",
            |all| all["procedures"][14]["fees"][0]["amount_vnd"] = json!(-5),
            &["record 15 (", "field fees[0].amount_vnd", "an amount in đồng"],
        ),
        (
            "agencies.json",
            |all| all["agencies"][4]["kind"] = json!("ministry"),
            &["agencies.json, record 5 (", "field kind", "department"],
        ),
        (
            "forms/stp-lltp-03-2013.json",
            |form| form["sections"][1]["fields"][0]["type"] = json!("txt"),
            &[
                "forms/stp-lltp-03-2013.json",
                "sections[1] (applicant).fields[0] (full_name)",
                "txt",
            ],
        ),
    ];
    for (file, spoil, wanted) in cases {
        let folder = Folder::copy();
        folder.edit(file, spoil);

        let faults = folder.faults();

        let names_it = faults.iter().any(|fault| wanted.iter().all(|part| fault.contains(part)));
        assert!(names_it, "{wanted:?} is not in {faults:#?}");
    }
}

#[test]
fn tables_and_broken_files_are_named_too() {
    let cases = [
        (
            "holidays.csv",
            "date,name,kind,certain\n2026-02-30,Tết,holiday,true\n",
            "holidays.csv, row 1, field date: a date",
        ),
        (
            "holidays.csv",
            "date,name,kind,certain\n2026-02-17,Tết,feast,true\n",
            "holidays.csv, row 1, field kind: one of holiday",
        ),
        ("holidays.csv", "date,name,kind\n2026-02-17,Tết,holiday\n", "field certain"),
        ("address/provinces_2025.csv", "code,name\n01,Hà Nội\n", "column"),
        ("procedures.json", "{\"procedures\": [", "procedures.json, line 1, column"),
        ("forms/moi.json", "[]", "forms/moi.json"),
    ];
    for (file, text, wanted) in cases {
        let folder = Folder::copy();
        folder.write(file, text);

        let faults = folder.faults();

        assert!(
            faults.iter().any(|fault| fault.contains(wanted)),
            "{wanted} is not in {faults:#?}"
        );
    }
    let folder = Folder::copy();
    fs::remove_file(folder.path().join("agencies.json")).unwrap();
    assert!(folder.faults()[0].starts_with("agencies.json: a file"));
}

on_both_engines!(nothing_is_written_where_anything_is_wrong, |test| async move {
    let server = TestServer::start(test).await;
    let before = server.portal.published().procedures.len();
    let folder = Folder::copy();
    folder.edit("procedures.json", |all| {
        all["procedures"].as_array_mut().unwrap().push(new_procedure());
        all["procedures"][0]["fees"] = json!("none");
    });

    assert!(files::read(folder.path()).is_err());

    server.portal.refresh().await.unwrap();
    assert_eq!(server.portal.published().procedures.len(), before);
});
