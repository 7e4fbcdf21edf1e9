//! Proving who somebody is: passwords and time-based codes of staff.

pub mod password;
pub mod totp;
