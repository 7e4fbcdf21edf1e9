//! Payment gateways: one trait, and VNPAY behind it.

mod gateway;
pub mod vnpay;

pub use gateway::{
    GatewayError, NoticeFault, PaymentGateway, QueryOrder, RefundOrder, ReturnHint, StartOrder,
};
