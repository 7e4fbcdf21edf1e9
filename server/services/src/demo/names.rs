//! Invented people, put together from `data/names.json`.

use chrono::NaiveDate;
use integrations::entropy::Entropy;
use serde::Deserialize;

/// The lists that names are drawn from.
#[derive(Debug, Clone, Deserialize)]
pub struct Names {
    ethnicities: Vec<Ethnicity>,
    #[serde(rename = "middle_names")]
    middle: BySex,
    #[serde(rename = "given_names")]
    given: BySex,
    streets: Vec<Street>,
    organisation_words: Words,
}

#[derive(Debug, Clone, Deserialize)]
struct Ethnicity {
    #[serde(rename = "ethnicity")]
    name: String,
    population_share: f64,
    family_names: Vec<Weighted>,
}

#[derive(Debug, Clone, Deserialize)]
struct BySex {
    male: Vec<Weighted>,
    female: Vec<Weighted>,
}

#[derive(Debug, Clone, Deserialize)]
struct Weighted {
    name: String,
    weight: f64,
}

#[derive(Debug, Clone, Deserialize)]
struct Street {
    name: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Words {
    word1: Vec<String>,
    word2: Vec<String>,
}

/// Somebody who does not exist.
#[derive(Debug, Clone)]
pub(super) struct Somebody {
    pub(super) name: String,
    pub(super) ethnicity: String,
    pub(super) is_female: bool,
    pub(super) born: NaiveDate,
    /// Twelve digits that fit sex and year of birth.
    pub(super) cccd: String,
    pub(super) phone: String,
    /// House and street.
    pub(super) house: String,
    /// Which commune of the province, by its place in the book.
    pub(super) commune: usize,
    pub(super) organisation: String,
}

/// Whoever signs in with it finds dossiers in many states.
pub const FIRST_PHONE: &str = "0977000001";
const BIRTH_YEARS: std::ops::Range<u64> = 1958..2005;

impl Names {
    /// The person of that number; the first one has the phone that is told.
    pub(super) fn somebody(&self, number: u64, dice: &Dice) -> Somebody {
        let is_female = dice.below(2) == 0;
        let middle = if is_female { &self.middle.female } else { &self.middle.male };
        let given = if is_female { &self.given.female } else { &self.given.male };
        let people = dice.weighted(&self.ethnicities, |one| one.population_share);
        let family = dice.weighted(&people.family_names, |one| one.weight);
        let middle = dice.weighted(middle, |one| one.weight);
        let given = dice.weighted(given, |one| one.weight);
        let year = BIRTH_YEARS.start + dice.below(BIRTH_YEARS.end - BIRTH_YEARS.start);
        let century = if year < 2000 { 0 } else { 2 };
        let sex = century + u64::from(is_female);
        let street = dice.pick(&self.streets);
        let (word1, word2) =
            (dice.pick(&self.organisation_words.word1), dice.pick(&self.organisation_words.word2));
        let phone = match number {
            0 => FIRST_PHONE.to_owned(),
            _ => format!("097{:07}", 2_000_000 + number * 7_919),
        };
        Somebody {
            name: format!("{} {} {}", family.name, middle.name, given.name),
            ethnicity: people.name.clone(),
            is_female,
            born: day_of(year, dice),
            cccd: format!("006{sex}{:02}{:06}", year % 100, 880_000 + number * 37),
            phone,
            house: format!("Số {}, đường {}", 1 + dice.below(180), street.name),
            commune: usize::try_from(dice.below(1000)).unwrap_or_default(),
            organisation: format!("Công ty TNHH {word1} {word2}"),
        }
    }
}

fn day_of(year: u64, dice: &Dice) -> NaiveDate {
    let year = i32::try_from(year).unwrap_or_default();
    let day = u32::try_from(1 + dice.below(365)).unwrap_or(1);
    NaiveDate::from_yo_opt(year, day).expect("every year has 365 days")
}

/// Chance that repeats itself.
pub(super) struct Dice(Entropy);

impl Dice {
    /// The same seed throws the same numbers.
    pub(super) fn new(seed: u64) -> Self {
        Self(Entropy::seeded(seed))
    }

    /// From 0 to `sides - 1`.
    pub(super) fn below(&self, sides: u64) -> u64 {
        self.0.u64() % sides.max(1)
    }

    /// One of them.
    pub(super) fn pick<'a, T>(&self, all: &'a [T]) -> &'a T {
        let at = usize::try_from(self.below(all.len() as u64)).unwrap_or_default();
        &all[at]
    }

    /// One of them, the heavier the likelier.
    pub(super) fn weighted<'a, T>(&self, all: &'a [T], weight: impl Fn(&T) -> f64) -> &'a T {
        let sum: f64 = all.iter().map(&weight).sum();
        #[expect(clippy::cast_precision_loss, reason = "a millionth more or less is as good")]
        let mut left = sum * (self.below(1_000_000) as f64 / 1_000_000.0);
        for one in all {
            left -= weight(one);
            if left < 0.0 {
                return one;
            }
        }
        all.last().expect("the lists of names are not empty")
    }
}
