//! Who somebody is: sessions, one-time codes for citizens, two factors for staff.

mod session;

pub use session::{NewSession, actor_of, begin_session, begin_visit, end_session};
