//! The server over HTTP: the router in process, on both engines from one suite.
//!
//! ```ignore
//! on_both_engines!(a_name_that_is_a_sentence, |test| async move {
//!     let server = TestServer::start(test).await;
//!     let citizen = server.citizen("0912345678").await;
//!     let reply = citizen.get("/ho-so").await;
//!     assert_eq!(reply.status, 200);
//! });
//! ```
#![expect(clippy::unwrap_used, reason = "tests, all of it")]

mod access;
mod crash;
mod edge;
mod filing;
mod form_vectors;
mod gateway;
mod guard;
mod harness;
mod import;
mod keep;
mod payment;
mod tidy;
mod tus;
