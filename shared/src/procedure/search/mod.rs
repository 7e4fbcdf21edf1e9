//! Finding a procedure: without accents, by the beginnings of words, forgiving slips.
//!
//! One index of the whole catalogue, in the browser and on the server alike. Everything is
//! folded once, when the index is built; a search walks postings and compares numbers.

mod alias;
mod index;
mod slip;
mod words;

#[cfg(test)]
mod tests;

pub use index::{Filters, Hit, Index};
