//! The index: sorted words, and for each word the procedures it stands in.

use super::alias::aliases_of;
use super::slip;
use super::words::{query_words, words_of};
use crate::procedure::{Audience, LifeEvent, Summary};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

/// What is left out of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Only this agency's.
    pub agency: Option<String>,
    /// Only of this sector.
    pub field: Option<String>,
    /// Only for these applicants.
    pub audience: Option<Audience>,
    /// Only for this occasion.
    pub life_event: Option<LifeEvent>,
    /// Only those that can be handed in online.
    pub online_only: bool,
}

/// A procedure that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Its place in the list that the index was built from.
    pub position: usize,
    /// How well it fits; only the order means anything.
    pub score: u32,
}

/// Where a word stands decides what it is worth.
#[derive(Clone, Copy)]
enum Place {
    Agency = 2,
    Field = 4,
    NameEnglish = 6,
    Alias = 8,
    Code = 9,
    Name = 12,
}

/// A word's whole form is worth this much more than its beginning.
const WHOLE_WORD: u32 = 3;
const PLACE_FACTOR: u32 = 4;
/// The whole query stands in the name, in its order: the earlier the better; or is all of it.
const PHRASE: u32 = 1_000;
const PHRASE_EARLY: u32 = 500;
const PHRASE_IS_ALL: u32 = 500;

struct Posting {
    procedure: u32,
    worth: u8,
}

/// What a filter asks of a procedure; texts are numbered once.
struct Traits {
    agency: u32,
    field: u32,
    individuals: bool,
    organisations: bool,
    life_event: LifeEvent,
    online: bool,
}

/// The whole catalogue, ready to be searched.
pub struct Index {
    /// All words one after another, sorted, and where each ends.
    letters: String,
    word_ends: Vec<u32>,
    /// The postings of all words one after another, and where those of each end.
    postings: Vec<Posting>,
    posting_ends: Vec<u32>,
    /// Folded names with single spaces, one before and one after.
    names: Vec<String>,
    traits: Vec<Traits>,
    agencies: Vec<String>,
    fields: Vec<String>,
}

/// How far a procedure has come in a search.
#[derive(Clone, Copy, Default)]
struct Candidate {
    words_met: u16,
    latest: u32,
    score: u32,
}

impl Index {
    /// Reads the catalogue once.
    pub fn build(summaries: &[Summary]) -> Self {
        let mut words: HashMap<String, Vec<Posting>> = HashMap::new();
        let mut index = Self {
            letters: String::new(),
            word_ends: Vec::new(),
            postings: Vec::new(),
            posting_ends: Vec::new(),
            names: Vec::with_capacity(summaries.len()),
            traits: Vec::with_capacity(summaries.len()),
            agencies: Vec::new(),
            fields: Vec::new(),
        };
        for (number, summary) in (0u32..).zip(summaries) {
            let mut put = |word: &str, place: Place| {
                if let Some(postings) = words.get_mut(word) {
                    note(postings, number, place as u8);
                } else {
                    let posting = Posting { procedure: number, worth: place as u8 };
                    words.insert(word.to_owned(), vec![posting]);
                }
            };
            let name = words_of(&summary.name);
            let field = words_of(&summary.field);
            let all = format!(" {} {} ", name.join(" "), field.join(" "));
            aliases_of(&all).for_each(|word| put(word, Place::Alias));
            index.names.push(format!(" {} ", name.join(" ")));
            for (words, place) in [
                (name, Place::Name),
                (field, Place::Field),
                (words_of(&summary.name_en), Place::NameEnglish),
                (words_of(&summary.code), Place::Code),
                (words_of(&summary.agency), Place::Agency),
                (words_of(&summary.agency_name), Place::Agency),
            ] {
                for word in &words {
                    put(word, place);
                }
            }
            let traits = Traits {
                agency: number_of(&mut index.agencies, &summary.agency),
                field: number_of(&mut index.fields, &summary.field),
                individuals: summary.audience.contains(&Audience::Individual),
                organisations: summary.audience.contains(&Audience::Organisation),
                life_event: summary.life_event,
                online: summary.is_online,
            };
            index.traits.push(traits);
        }
        let mut words: Vec<(String, Vec<Posting>)> = words.into_iter().collect();
        words.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        for (word, postings) in words {
            index.letters.push_str(&word);
            index.word_ends.push(count(index.letters.len()));
            index.postings.extend(postings);
            index.posting_ends.push(count(index.postings.len()));
        }
        index
    }

    /// The best `limit` procedures that have every word of `query`, best first; all of them, in
    /// the catalogue's order, if nothing was typed. Slips are forgiven only where nothing fits
    /// as typed.
    pub fn search(&self, query: &str, filters: &Filters, limit: usize) -> Vec<Hit> {
        let Some(wanted) = self.wanted(filters) else {
            return Vec::new();
        };
        let words = query_words(query);
        if words.is_empty() {
            let all = (0..self.names.len()).filter(|position| wanted(*position));
            return all.take(limit).map(|position| Hit { position, score: 0 }).collect();
        }
        let mut hits = self.matching(&words, false, &wanted);
        if hits.is_empty() && words.iter().any(|word| slip::allowed(word) > 0) {
            hits = self.matching(&words, true, &wanted);
        }
        let phrase = format!(" {}", words_of(query).join(" "));
        for hit in &mut hits {
            hit.score += phrase_score(&self.names[hit.position], &phrase);
        }
        let order = |hit: &Hit| (Reverse(hit.score), self.names[hit.position].len(), hit.position);
        if hits.len() > limit {
            hits.select_nth_unstable_by_key(limit, order);
            hits.truncate(limit);
        }
        hits.sort_unstable_by_key(order);
        hits
    }

    /// The procedures that have every word, unordered.
    fn matching(
        &self,
        words: &[String],
        forgiving: bool,
        wanted: &impl Fn(usize) -> bool,
    ) -> Vec<Hit> {
        let mut candidates = vec![Candidate::default(); self.names.len()];
        for (met, word) in (0u16..).zip(words) {
            let beginning = self.beginning_with(word);
            for at in beginning.clone() {
                let whole = if self.word(at).len() == word.len() { WHOLE_WORD } else { 0 };
                self.meet(&mut candidates, met, at, |worth| worth * PLACE_FACTOR + whole);
            }
            let slips = slip::allowed(word);
            if forgiving && slips > 0 {
                for at in 0..self.word_ends.len() {
                    if !beginning.contains(&at) && slip::within(word, self.word(at), slips) {
                        self.meet(&mut candidates, met, at, |worth| worth);
                    }
                }
            }
        }
        let needed = u16::try_from(words.len()).unwrap_or(u16::MAX);
        let complete = candidates.iter().enumerate().filter(|(_, c)| c.words_met == needed);
        complete
            .filter(|(position, _)| wanted(*position))
            .map(|(position, candidate)| Hit { position, score: candidate.score })
            .collect()
    }

    /// Notes that the procedures of the word at `at` have the query's word number `met`; of
    /// several words that fit, the worthiest counts.
    fn meet(
        &self,
        candidates: &mut [Candidate],
        met: u16,
        at: usize,
        score_of: impl Fn(u32) -> u32,
    ) {
        for posting in &self.postings[range(&self.posting_ends, at)] {
            let candidate = &mut candidates[posting.procedure as usize];
            let score = score_of(u32::from(posting.worth));
            if candidate.words_met == met {
                *candidate =
                    Candidate { words_met: met + 1, latest: score, score: candidate.score + score };
            } else if candidate.words_met == met + 1 && score > candidate.latest {
                candidate.score += score - candidate.latest;
                candidate.latest = score;
            }
        }
    }

    fn word(&self, at: usize) -> &str {
        &self.letters[range(&self.word_ends, at)]
    }

    /// The words that begin with `start`.
    fn beginning_with(&self, start: &str) -> Range<usize> {
        let from = self.first_word(|word| word >= start);
        let until = self.first_word(|word| word > start && !word.starts_with(start));
        from..until
    }

    /// Where `reached` becomes true in the sorted words.
    fn first_word(&self, reached: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.word_ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if reached(self.word(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    /// What the filters ask, or `None` where they name an agency or sector that does not occur.
    fn wanted(&self, filters: &Filters) -> Option<impl Fn(usize) -> bool> {
        let agency = filters.agency.as_ref().map(|id| known(&self.agencies, id));
        let field = filters.field.as_ref().map(|name| known(&self.fields, name));
        if agency == Some(None) || field == Some(None) {
            return None;
        }
        let (agency, field) = (agency.flatten(), field.flatten());
        let (audience, life_event) = (filters.audience, filters.life_event);
        let online_only = filters.online_only;
        Some(move |position: usize| {
            let traits = &self.traits[position];
            agency.is_none_or(|number| traits.agency == number)
                && field.is_none_or(|number| traits.field == number)
                && life_event.is_none_or(|event| traits.life_event == event)
                && (traits.online || !online_only)
                && match audience {
                    Some(Audience::Individual) => traits.individuals,
                    Some(Audience::Organisation) => traits.organisations,
                    None => true,
                }
        })
    }
}

/// Adds the procedure that is being read, or raises what its word is worth.
fn note(postings: &mut Vec<Posting>, procedure: u32, worth: u8) {
    match postings.last_mut() {
        Some(last) if last.procedure == procedure => last.worth = last.worth.max(worth),
        _ => postings.push(Posting { procedure, worth }),
    }
}

fn phrase_score(name: &str, phrase: &str) -> u32 {
    match name.find(phrase) {
        None => 0,
        Some(0) if name.len() == phrase.len() + 1 => PHRASE + PHRASE_EARLY + PHRASE_IS_ALL,
        Some(at) => PHRASE + PHRASE_EARLY.saturating_sub(count(at)),
    }
}

fn range(ends: &[u32], at: usize) -> Range<usize> {
    let from = at.checked_sub(1).map_or(0, |before| ends[before]);
    from as usize..ends[at] as usize
}

fn count(length: usize) -> u32 {
    u32::try_from(length).expect("a catalogue is limited far below four thousand million letters")
}

fn known(names: &[String], name: &str) -> Option<u32> {
    names.iter().position(|known| known == name).map(count)
}

fn number_of(names: &mut Vec<String>, name: &str) -> u32 {
    known(names, name).unwrap_or_else(|| {
        names.push(name.to_owned());
        count(names.len() - 1)
    })
}
