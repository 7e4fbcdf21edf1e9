//! When an address is good enough.

use super::{Address, AddressBook, AddressLevel, Era, Unit};
use crate::form::check::Fault;
use crate::form::schema::Validation;
use crate::text::tidy;

/// House number, street and hamlet take no more letters.
const DETAIL_CHARS_MAX: usize = 300;

/// Checks an address that is not blank, and gives it back with codes where they are known.
/// Without a book only presence is checked.
pub(in crate::form) fn check(
    typed: &Address,
    rules: &Validation,
    book: Option<&AddressBook>,
) -> Result<Address, Fault> {
    let asked = rules.level.unwrap_or(AddressLevel::Commune);
    let era = typed.era;
    let mut address = Address {
        era,
        province: tidy(&typed.province),
        district: typed.district.as_deref().map(tidy).filter(|d| era == Era::Old && !d.is_empty()),
        commune: tidy(&typed.commune),
        detail: tidy(&typed.detail),
    };
    if address.detail.chars().count() > DETAIL_CHARS_MAX {
        return Err(Fault::new("too_long").with("max", &DETAIL_CHARS_MAX));
    }
    if address.province.is_empty() {
        return Err(missing(AddressLevel::Province));
    }
    if let Some(book) = book {
        put_codes(&mut address, book)?;
    }
    let has_district = address.district.is_some();
    // Without the list of its communes, the district comes from the one who types.
    let wants_district = era == Era::Old
        && !has_district
        && (asked == AddressLevel::District || (asked > AddressLevel::District && book.is_some()));
    if wants_district {
        return Err(missing(AddressLevel::District));
    }
    if asked >= AddressLevel::Commune && address.commune.is_empty() {
        return Err(missing(AddressLevel::Commune));
    }
    if asked == AddressLevel::Street && address.detail.is_empty() {
        return Err(missing(AddressLevel::Street));
    }
    if let Some(code) = &rules.province_code
        && !lies_in(&address, code, book)
    {
        let name = book.and_then(|b| b.name(Era::Old, AddressLevel::Province, code));
        return Err(Fault::new("address_province").with("province", name.as_ref().unwrap_or(code)));
    }
    Ok(address)
}

impl AddressBook {
    /// What was typed, as it is understood: codes where the units are known. Nothing where a name
    /// means nothing here.
    pub fn read(&self, typed: &Address) -> Option<Address> {
        let mut address = Address {
            province: tidy(&typed.province),
            district: typed.district.as_deref().map(tidy).filter(|text| !text.is_empty()),
            commune: tidy(&typed.commune),
            detail: tidy(&typed.detail),
            era: typed.era,
        };
        put_codes(&mut address, self).ok()?;
        Some(address)
    }
}

/// Names become codes; what is not in the book is refused where the book is complete.
fn put_codes(address: &mut Address, book: &AddressBook) -> Result<(), Fault> {
    let era = address.era;
    let find = |level, parent, text: &str| book.resolve(era, level, parent, text);
    let province = find(AddressLevel::Province, None, &address.province)
        .ok_or_else(|| unknown(AddressLevel::Province))?;
    address.province.clone_from(&province.code);
    if !book.covers(era, &province.code) {
        return Ok(());
    }
    let mut above: &Unit = province;
    if let Some(text) = &address.district {
        above = find(AddressLevel::District, Some(&province.code), text)
            .ok_or_else(|| unknown(AddressLevel::District))?;
        address.district = Some(above.code.clone());
    }
    if !address.commune.is_empty() {
        let commune = find(AddressLevel::Commune, Some(&above.code), &address.commune)
            .ok_or_else(|| unknown(AddressLevel::Commune))?;
        address.commune.clone_from(&commune.code);
        address.district = (era == Era::Old).then(|| commune.parent.clone());
    }
    Ok(())
}

/// Whether it lies in the province of that code of 2023, under its old name or its new one.
fn lies_in(address: &Address, code: &str, book: Option<&AddressBook>) -> bool {
    if address.province == code {
        return true;
    }
    let (Era::New, Some(book)) = (address.era, book) else { return false };
    let merged = book
        .find(Era::Old, AddressLevel::Province, code)
        .is_some_and(|old| old.successor.as_ref() == Some(&address.province));
    let commune = book.find(Era::New, AddressLevel::Commune, &address.commune);
    let is_from_there = commune.is_none_or(|commune| {
        book.predecessors(commune)
            .any(|old| book.above(old).is_some_and(|district| district.parent == code))
    });
    merged && is_from_there
}

fn missing(level: AddressLevel) -> Fault {
    Fault::new("address_level").with("part", level.as_str())
}

fn unknown(level: AddressLevel) -> Fault {
    Fault::new("address_unknown").with("part", level.as_str())
}
