//! Messages to people: wanted in the transaction of what caused them, delivered afterwards, once.

mod deliver;
mod demo;
mod template;
mod wanted;

pub use deliver::{Delivered, Standing, deliver_due, standing};
pub use demo::{inbox, sandbox};
pub use template::Template;
pub use wanted::wanted;
pub(crate) use wanted::wanted_by_phone;
