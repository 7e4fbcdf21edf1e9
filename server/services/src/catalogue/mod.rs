//! The catalogue: what is published, and how it is imported.

mod import;
mod published;
mod versions;

pub use import::{Catalogue, Imported, import};
pub use published::Published;
pub use versions::PublishedProcedure;
pub(crate) use versions::Versions;
