//! Messages: wanted in the transaction of what there is to tell, sent by a worker.

mod template;
mod wanted;

pub use template::Template;
pub(crate) use wanted::wanted;
