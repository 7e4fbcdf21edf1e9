//! A dossier's life: handed in, taken in, handled, decided, handed back.

mod change;
mod read;

pub use read::may_read;
