//! The catalogue: what is published, and how it is imported.

mod published;

pub use published::Published;
