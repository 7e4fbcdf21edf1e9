//! Fees, from the order to the receipt, at a gateway that is there.

mod callbacks;
mod payer;
mod questions;
mod scenarios;
mod scene;
