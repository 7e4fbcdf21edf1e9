//! The catalogue: what is published, and how it is imported.

pub mod files;
mod import;
mod published;
mod versions;

pub use import::{Catalogue, Imported, import};
pub use published::Published;
pub use versions::PublishedProcedure;
pub(crate) use versions::Versions;
