//! Payment gateways: one trait, VNPAY behind it, and a sandbox that speaks VNPAY's protocol.

mod gateway;
pub mod sandbox;
pub mod vnpay;

pub use gateway::{
    GatewayError, NoticeFault, PaymentGateway, QueryOrder, RefundOrder, ReturnHint, StartOrder,
};
