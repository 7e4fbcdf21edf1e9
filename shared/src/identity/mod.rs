//! Who people are to the system: roles, what they were granted, and who is asking now.

mod actor;

pub use actor::{Actor, AgencyId, Grant, Role, Who};
