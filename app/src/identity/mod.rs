//! Who somebody is: citizens by a code on their phone, staff by two factors.

pub mod api;
#[cfg(feature = "ssr")]
mod code_page;
mod demo_accounts;
#[cfg(feature = "ssr")]
mod landing;
mod session_end;
mod session_end_dialog;
#[cfg(feature = "ssr")]
mod sign_in_page;
#[cfg(feature = "ssr")]
mod staff_page;

#[cfg(feature = "ssr")]
pub use code_page::CodePage;
#[cfg(feature = "ssr")]
pub use sign_in_page::SignInPage;
#[cfg(feature = "ssr")]
pub use staff_page::StaffSignInPage;

pub(crate) use session_end_dialog::SessionEndDialog;

/// Where citizens sign in; `tiep` says where they go afterwards ([`crate::own_path::then`]).
pub const SIGN_IN: &str = "/dang-nhap";
/// Where they type the code.
pub const SIGN_IN_CODE: &str = "/dang-nhap/ma";
/// Where staff sign in.
pub const STAFF_SIGN_IN: &str = "/can-bo/dang-nhap";
