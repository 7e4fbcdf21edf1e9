//! The application form for procedures that have none of their own.

use super::schema::Form;

const DEFINITION: &str = include_str!("generic.json");
const CHOICE_SECTION: &str = "filing";
const ORGANISATION_SECTION: &str = "organisation";

/// A form for `procedure_name`. Whom one files for is asked only where both may file.
pub fn generic_form(
    procedure_name: &str,
    audience_individual: bool,
    audience_organisation: bool,
) -> Form {
    let mut form = Form::parse(DEFINITION).expect("the definition in this folder is sound");
    form.title_vi = format!("Đơn đề nghị: {procedure_name}");
    form.title_en = format!("Application: {procedure_name}");
    if audience_individual && audience_organisation {
        return form;
    }
    form.sections.retain(|section| section.key != CHOICE_SECTION);
    if audience_organisation {
        for section in &mut form.sections {
            if section.key == ORGANISATION_SECTION {
                section.visible_when = None;
            }
        }
    } else {
        form.sections.retain(|section| section.key != ORGANISATION_SECTION);
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variant_is_a_sound_form() {
        for (individual, organisation, sections) in
            [(true, true, 5), (true, false, 3), (false, true, 4), (false, false, 3)]
        {
            let form = generic_form("Cấp giấy phép", individual, organisation);

            assert_eq!(form.check_definition(), []);
            assert_eq!(form.sections.len(), sections);
            assert_eq!(form.title_vi, "Đơn đề nghị: Cấp giấy phép");
        }
    }
}
