//! Telling the merchant: again and again until it says that it has understood.

use super::fault::{Faults, NoticeFaultKind};
use super::order::{Delivery, End, get};
use super::{Sandbox, Shared};
use crate::payment::vnpay::{HASH, Params};
use futures::future::join_all;
use std::time::Duration;
use tokio::sync::oneshot;

/// VNPAY tries so often.
const ROUNDS_MAX: u32 = 10;
const ANSWER_BYTES_MAX: usize = 64 * 1024;
const PAUSE_AFTER_RETURN: Duration = Duration::from_secs(2);

/// Starts to tell the merchant. The receiver hears when the first round is over.
pub(super) fn tell(
    sandbox: &Shared,
    txn_ref: &str,
    end: &End,
    faults: &Faults,
) -> oneshot::Receiver<()> {
    let (first_round, heard) = oneshot::channel();
    let query = sandbox.orders().get(txn_ref).map(|order| order.result(end));
    let query = query.and_then(|result| sandbox.notice_query(result, faults.notice));
    if let Some(query) = query {
        let task = Delivering {
            sandbox: sandbox.clone(),
            txn_ref: txn_ref.to_owned(),
            query,
            pause: pause_before(faults),
            copies: faults.copies,
        };
        tokio::spawn(task.run(first_round));
    }
    heard
}

fn pause_before(faults: &Faults) -> Duration {
    let asked = Duration::from_millis(faults.delay_ms);
    if faults.return_first { asked.max(PAUSE_AFTER_RETURN) } else { asked }
}

impl Sandbox {
    /// The signed query of the notice, spoiled as asked; `None` where it gets lost.
    fn notice_query(&self, mut result: Params, fault: NoticeFaultKind) -> Option<String> {
        match fault {
            NoticeFaultKind::None | NoticeFaultKind::WrongHash => {}
            NoticeFaultKind::Lost => return None,
            NoticeFaultKind::WrongAmount => {
                let other = format!("1{}", get(&result, "vnp_Amount"));
                result.insert("vnp_Amount".to_owned(), other);
            }
            NoticeFaultKind::UnknownOrder => {
                let other = format!("{}X", get(&result, "vnp_TxnRef"));
                result.insert("vnp_TxnRef".to_owned(), other);
            }
        }
        let signed = self.secrets.sign_query(&result);
        if fault == NoticeFaultKind::WrongHash {
            let (data, hash) = signed.split_once(&format!("&{HASH}="))?;
            let altered: String = hash.chars().rev().collect();
            return Some(format!("{data}&{HASH}={altered}"));
        }
        Some(signed)
    }
}

struct Delivering {
    sandbox: Shared,
    txn_ref: String,
    query: String,
    pause: Duration,
    copies: usize,
}

impl Delivering {
    async fn run(self, first_round: oneshot::Sender<()>) {
        tokio::time::sleep(self.pause).await;
        let mut copies = self.copies;
        let mut waiting = Some(first_round);
        for round in 1..=ROUNDS_MAX {
            let tried = join_all((0..copies).map(|_| self.send(round))).await;
            let understood = tried.iter().any(is_understood);
            if let Some(order) = self.sandbox.orders().get_mut(&self.txn_ref) {
                order.deliveries.extend(tried);
            }
            if let Some(waiting) = waiting.take() {
                // Whoever waited may have gone home.
                let _ = waiting.send(());
            }
            if understood || round == ROUNDS_MAX {
                return;
            }
            copies = 1;
            tokio::time::sleep(self.sandbox.settings.retry_pause).await;
        }
    }

    async fn send(&self, round: u32) -> Delivery {
        let base = &self.sandbox.settings.notice_url;
        let joint = if base.contains('?') { '&' } else { '?' };
        let url = format!("{base}{joint}{}", self.query);
        let mut delivery = Delivery { round, http_status: None, code: None };
        match self.sandbox.client.get(url).send().await {
            Ok(response) => {
                delivery.http_status = Some(response.status().as_u16());
                delivery.code = read_code(response).await;
            }
            Err(error) => {
                tracing::debug!(txn_ref = %self.txn_ref, round, error = %error.without_url(), "notice not delivered");
            }
        }
        delivery
    }
}

async fn read_code(mut response: reqwest::Response) -> Option<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        if bytes.len() + chunk.len() > ANSWER_BYTES_MAX {
            return None;
        }
        bytes.extend_from_slice(&chunk);
    }
    let answer: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
    answer["RspCode"].as_str().map(str::to_owned)
}

/// 00 and 02 end it; anything else, or no answer, is tried again.
fn is_understood(delivery: &Delivery) -> bool {
    let said = delivery.code.as_deref();
    delivery.http_status == Some(200) && matches!(said, Some("00" | "02"))
}
