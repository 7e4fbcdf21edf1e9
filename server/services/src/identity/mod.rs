//! Who somebody is: sessions, one-time codes for citizens, two factors for staff.

mod code;
mod session;
mod staff;
mod sweep;

pub use code::{confirm_code, pending_code, request_code};
pub use session::{NewSession, actor_of, begin_session, begin_visit, end_session, extend_session};
pub(crate) use staff::TOTP_PURPOSE;
pub use staff::{Credentials, sign_in_staff};
pub use sweep::sweep;
