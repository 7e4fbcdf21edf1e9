//! Who people are to the system: roles, what they were granted, who is asking now, and the
//! numbers that name people and organisations.

mod actor;
pub mod number;
pub mod one_time_code;
mod pause;
mod view;

pub use actor::{Actor, AgencyId, Grant, Role, Who};
pub use number::{Cccd, NumberFault, Phone, PhoneKind};
pub use pause::pause_after;
pub use view::{CodeSent, DemoAccount, DemoMessage};
