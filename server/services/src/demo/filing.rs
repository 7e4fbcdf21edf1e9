//! What the people of the demo world write into forms and attach.

use super::names::Somebody;
use super::plan::LLTP;
use chrono::{Datelike, Months, NaiveDate};
use serde_json::{Map, Value, json};
use shared::form::{Answers, Form};
use shared::procedure::{Audience, Procedure};
use std::fmt::Write as _;

/// The province's code after the merger of 2025.
pub(super) const PROVINCE: &str = "19";
/// Residence has to be told from this age on.
const RESIDENCE_YEARS: u32 = 14;

/// Answers that the form takes.
pub(super) fn answers(
    somebody: &Somebody,
    commune: &str,
    (procedure, form): (&Procedure, &Form),
    today: NaiveDate,
) -> Answers {
    let mut all = person(somebody, commune);
    if procedure.id == LLTP {
        all.extend(judicial_record(somebody, commune, today));
    } else if !procedure.audience.contains(&Audience::Individual) {
        all.extend(organisation(somebody, commune));
    }
    all.retain(|key, _| form.field(key).is_some());
    serde_json::from_value(Value::Object(all)).expect("texts, dates and addresses are answers")
}

fn person(somebody: &Somebody, commune: &str) -> Map<String, Value> {
    map(json!({
        "filing_for": "individual",
        "full_name": somebody.name,
        "date_of_birth": day(somebody.born),
        "gender": if somebody.is_female { "female" } else { "male" },
        "cccd": somebody.cccd,
        "phone": somebody.phone,
        "contact_address": address(somebody, commune),
        "request_content": "Kính đề nghị quý cơ quan xem xét, giải quyết theo quy định.",
        "return_method": "counter",
    }))
}

fn organisation(somebody: &Somebody, commune: &str) -> Map<String, Value> {
    map(json!({
        "org_name": somebody.organisation,
        "org_tax_code": "4790000011",
        "org_address": address(somebody, commune),
        "org_position": "Giám đốc",
    }))
}

fn judicial_record(somebody: &Somebody, commune: &str, today: NaiveDate) -> Map<String, Value> {
    let here = address(somebody, commune);
    let since = somebody.born + Months::new(12 * RESIDENCE_YEARS);
    map(json!({
        "receiving_agency": "Sở Tư pháp tỉnh Bắc Kạn",
        "place_of_birth": here,
        "nationality": "Việt Nam",
        "ethnicity": somebody.ethnicity,
        "permanent_address": here,
        "id_type": "cccd",
        "id_cccd": somebody.cccd,
        "id_issue_date": {"day": "15", "month": "6", "year": "2021"},
        "id_issue_place": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        "residence_history": [{
            "from": month(since),
            "to": month(today),
            "address": here,
            "occupation": "Lao động tự do",
        }],
        "has_record": "no",
        "certificate_type": "1",
        "confirm_prohibition": "no",
        "purpose": "work",
        "copies": "1",
        "fee_category": "normal",
    }))
}

fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn address(somebody: &Somebody, commune: &str) -> Value {
    json!({"era": "2025", "province": PROVINCE, "commune": commune, "detail": somebody.house})
}

fn day(day: NaiveDate) -> Value {
    json!({
        "day": day.day().to_string(),
        "month": day.month().to_string(),
        "year": day.year().to_string(),
    })
}

fn month(day: NaiveDate) -> Value {
    json!({"day": "", "month": day.month().to_string(), "year": day.year().to_string()})
}

/// A page of PDF with one line; letters without accents, which is what the built-in fonts have.
pub(super) fn pdf(line: &str) -> Vec<u8> {
    let text = format!("BT /F1 20 Tf 72 740 Td ({line}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
         /Resources<</Font<</F1 5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>\nstream\n{text}\nendstream", text.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut out = "%PDF-1.4\n".to_owned();
    let mut table = String::new();
    for (at, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", out.len()).expect("a text grows");
        write!(out, "{} 0 obj\n{object}\nendobj\n", at + 1).expect("a text grows");
    }
    let start = out.len();
    let head = "xref\n0 6\n0000000000 65535 f \n";
    let tail = "trailer\n<</Size 6/Root 1 0 R>>\nstartxref";
    write!(out, "{head}{table}{tail}\n{start}\n%%EOF\n").expect("a text grows");
    out.into_bytes()
}
