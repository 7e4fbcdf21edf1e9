//! The strings that tests pull.

use super::fault::Faults;
use super::{Sandbox, Shared};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::PoisonError;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SetFaults {
    /// Of one order; of all orders that have none of their own, where absent.
    #[serde(default)]
    txn_ref: Option<String>,
    faults: Faults,
}

pub(super) async fn set_faults(
    State(sandbox): State<Shared>,
    Json(set): Json<SetFaults>,
) -> StatusCode {
    sandbox.set_faults(set.txn_ref.unwrap_or_default(), set.faults);
    StatusCode::NO_CONTENT
}

pub(super) async fn show_order(
    State(sandbox): State<Shared>,
    Path(txn_ref): Path<String>,
) -> Result<Json<Value>, StatusCode> {
    let orders = sandbox.orders();
    let order = orders.get(&txn_ref).ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(json!({
        "response_code": order.end.as_ref().map(|end| &end.response),
        "transaction_status": order.end.as_ref().map(|end| &end.status),
        "deliveries": order.deliveries,
    })))
}

impl Sandbox {
    pub(super) fn set_faults(&self, txn_ref: String, faults: Faults) {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).insert(txn_ref, faults);
    }
}
