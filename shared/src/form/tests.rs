//! Helpers of the tests, and the tests that span the whole of `form`.

use super::*;
use std::collections::BTreeMap;

pub(super) const SHIPPED: [&str; 6] = [
    "bhxh-tk1-ts",
    "ca-ho-chieu-tk01",
    "sgtvt-gplx-phu-luc-19",
    "skhdt-dntn-pl-i-1",
    "sld-tctn-mau-03",
    "stp-lltp-03-2013",
];

fn data(path: &str) -> String {
    let path = format!("{}/../data/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

pub(super) fn shipped(form_id: &str) -> Form {
    Form::parse(&data(&format!("forms/{form_id}.json"))).unwrap()
}

pub(super) fn book() -> AddressBook {
    let rows = |file: &str| -> Vec<BTreeMap<String, String>> {
        let text = data(&format!("address/{file}.csv"));
        csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
    };
    AddressBook::new(&AddressRows {
        provinces_2023: rows("provinces_2023"),
        districts_2023: rows("bac_kan_districts_2023"),
        communes_2023: rows("bac_kan_communes_2023"),
        communes_2023_to_2025: rows("bac_kan_communes_2023_to_2025"),
        provinces_2025: rows("provinces_2025"),
        communes_2025: rows("thai_nguyen_communes_2025"),
    })
    .unwrap()
}

#[test]
fn the_shipped_forms_are_sound_and_are_written_back_as_they_were() {
    for form_id in SHIPPED {
        let form = shipped(form_id);

        assert_eq!(form.form_id, form_id);
        assert_eq!(form.check_definition(), []);
        let written = serde_json::to_value(&form).unwrap();
        let mut original: serde_json::Value =
            serde_json::from_str(&data(&format!("forms/{form_id}.json"))).unwrap();
        drop_optional(&mut original);
        assert_eq!(Form::parse(&written.to_string()).unwrap(), form);
        let mut written = written;
        drop_optional(&mut written);
        assert_eq!(written, original);
    }
}

/// `copies` has the number 1 for a default, which is kept as the text `1`.
fn drop_optional(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            if let Some(default) = map.get_mut("default").filter(|default| default.is_number()) {
                *default = default.to_string().into();
            }
            map.values_mut().for_each(drop_optional);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(drop_optional),
        _ => {}
    }
}
