//! Our side of `end2end/vnpay-judge.mjs`: prints the addresses that we sign, one JSON object a
//! line, and then serves the sandbox gateway until the judge closes our input.
//!
//! Arguments: the judge's address for notices, and how many orders to print.

use anyhow::Context as _;
use chrono::TimeDelta;
use integrations::clock::Clock;
use integrations::entropy::Entropy;
use integrations::payment::sandbox::{SandboxSettings, serve};
use integrations::payment::vnpay::{Secrets, Vnpay, VnpaySettings, plain_text};
use integrations::payment::{PaymentGateway, StartOrder};
use secrecy::SecretString;
use serde_json::json;
use shared::i18n::Lang;
use shared::money::Dong;
use shared::payment::TxnRef;
use shared::time::Instant;
use std::io::{Read, Write, stdin, stdout};
use std::time::Duration;
use tokio::net::TcpListener;

const TMN_CODE: &str = "DVCTEST1";
const SECRET: &str = "TESTSECRET0123456789ABCDEFGHIJKL";
const LETTERS: [&str; 12] = [
    "Lệ phí ",
    "hồ sơ ",
    "Đăng ký ",
    "A.B,",
    "c:d ",
    "_x-",
    "ưỡng ",
    "(~*!) ",
    "1 ",
    "Ê",
    "+&=",
    "9",
];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let notice_url = arguments.next().context("the judge's address for notices")?;
    let count = arguments.next().context("how many orders")?.parse()?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let sandbox = format!("http://{}", listener.local_addr()?);
    let secret = SecretString::from(SECRET);
    let gateway = Vnpay::new(VnpaySettings {
        tmn_code: TMN_CODE.to_owned(),
        secrets: Secrets { active: secret.clone(), former: None },
        pay_url: format!("{sandbox}/paymentv2/vpcpay.html"),
        transaction_url: format!("{sandbox}/merchant_webapi/api/transaction"),
        server_ip: "127.0.0.1".parse()?,
    })?;

    writeln!(stdout(), "{}", json!({ "sandbox": sandbox, "tmn": TMN_CODE, "secret": SECRET }))?;
    let entropy = Entropy::seeded(20_260_105);
    let now = Clock::system().now();
    for number in 0..count {
        let order = order(&entropy, number, now);
        let line = json!({
            "amount": order.amount,
            "about": plain_text(&order.about),
            "txn_ref": order.txn_ref,
            "created_at": order.created_at.timestamp_millis(),
            "expires_at": order.expires_at.timestamp_millis(),
            "ip": order.payer_ip,
            "locale": if order.lang == Lang::En { "en" } else { "vn" },
            "return_url": order.return_url,
            "url": gateway.start(&order)?,
        });
        writeln!(stdout(), "{line}")?;
    }
    stdout().flush()?;

    let settings = SandboxSettings {
        retry_pause: Duration::from_millis(100),
        ..SandboxSettings::new(TMN_CODE.to_owned(), secret, notice_url)
    };
    tokio::spawn(serve(listener, settings));
    tokio::task::spawn_blocking(|| stdin().read_to_end(&mut Vec::new())).await??;
    Ok(())
}

/// An order like no other, the same in every run but for the time.
fn order(entropy: &Entropy, number: u64, now: Instant) -> StartOrder {
    let below = |limit: u64| entropy.u64() % limit;
    let words = (0..=below(9)).map(|_| LETTERS[usize::from(entropy.bytes::<1>()[0]) % 12]);
    let about = words.collect::<String>() + "x";
    let seconds = i64::try_from(below(1_000_000)).expect("is small");
    let created_at = now - TimeDelta::seconds(seconds);
    let ip = entropy.bytes::<16>();
    StartOrder {
        txn_ref: TxnRef(format!("HS{number}T{}", below(1_000_000))),
        amount: Dong(i64::try_from(5_000 + below(9_999_990_000)).expect("is small")),
        about,
        created_at,
        expires_at: created_at + TimeDelta::minutes(15),
        payer_ip: if number.is_multiple_of(2) {
            [ip[0], ip[1], ip[2], ip[3]].into()
        } else {
            ip.into()
        },
        lang: if number.is_multiple_of(3) { Lang::En } else { Lang::Vi },
        return_url: format!("https://dvc.example.vn/thanh-toan/ket-qua?lan={number}&v=a%20b"),
    }
}
