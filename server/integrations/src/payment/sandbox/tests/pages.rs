//! The page believes only what the merchant signed, and only the buttons that it drew.

use super::merchant::{Rig, SECRET};
use crate::payment::vnpay::Secrets;
use crate::payment::{PaymentGateway, StartOrder};
use chrono::TimeDelta;
use secrecy::SecretString;
use shared::i18n::{Lang, msg};
use shared::money::Dong;
use std::collections::BTreeMap;

#[tokio::test]
async fn the_page_shows_what_is_asked_in_the_payers_language() {
    let rig = Rig::new().await;
    let url = |lang| {
        let mut order = StartOrder { lang, ..rig.order() };
        order.txn_ref.0.push_str(lang.tag());
        rig.merchant.gateway.start(&order).unwrap()
    };

    let (_, vi) = rig.open(&url(Lang::Vi)).await;
    let (_, en) = rig.open(&url(Lang::En)).await;

    for page in [&vi, &en] {
        assert!(page.contains("150.000\u{a0}₫") && page.contains("Le phi ho so HS26000125"));
        assert!(!page.contains("<script"));
    }
    assert!(vi.contains("lang=\"vi\"") && vi.contains(msg::sandbox::PAY_SUCCESS.text(Lang::Vi)));
    assert!(en.contains("lang=\"en\"") && en.contains(msg::sandbox::PAY_SUCCESS.text(Lang::En)));
}

#[tokio::test]
async fn an_address_that_was_altered_or_is_over_is_refused() {
    let rig = Rig::new().await;
    let url = rig.merchant.gateway.start(&rig.order()).unwrap();
    let refused = async |url: String, problem: shared::i18n::Key| {
        let (status, page) = rig.open(&url).await;
        assert_eq!(status, 400, "{url}");
        assert!(page.contains(problem.text(Lang::Vi)), "{page}");
    };

    let altered = url.replace("vnp_Amount=15000000", "vnp_Amount=100");
    refused(altered, msg::sandbox::ERROR_SIGNATURE).await;
    refused(format!("{url}&vnp_Amount=100"), msg::sandbox::ERROR_SIGNATURE).await;
    refused(url.split_once('?').unwrap().0.to_owned(), msg::sandbox::ERROR_SIGNATURE).await;
    for (name, value, problem) in [
        ("vnp_TmnCode", "DVCTEST2", msg::sandbox::ERROR_TERMINAL),
        ("vnp_Amount", "150000.00", msg::sandbox::ERROR_FIELDS),
        ("vnp_Amount", "", msg::sandbox::ERROR_FIELDS),
        ("vnp_CurrCode", "USD", msg::sandbox::ERROR_FIELDS),
        ("vnp_OrderInfo", "Lệ phí", msg::sandbox::ERROR_FIELDS),
        ("vnp_ExpireDate", "", msg::sandbox::ERROR_FIELDS),
        ("vnp_ExpireDate", "20260105102959", msg::sandbox::ERROR_EXPIRED),
    ] {
        refused(resigned(&url, name, value), problem).await;
    }
    rig.open_order().await;
    let other_amount = StartOrder { amount: Dong(1_000), ..rig.order() };
    let repeated = rig.merchant.gateway.start(&other_amount).unwrap();
    refused(repeated, msg::sandbox::ERROR_REPEATED).await;
}

/// The same address with one parameter changed, signed by the merchant all the same.
fn resigned(url: &str, name: &str, value: &str) -> String {
    let (address, query) = url.split_once('?').unwrap();
    let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
    let mut params: BTreeMap<String, String> = pairs.collect();
    params.remove("vnp_SecureHash");
    params.insert(name.to_owned(), value.to_owned());
    let secrets = Secrets { active: SecretString::from(SECRET), former: None };
    format!("{address}?{}", secrets.sign_query(&params))
}

#[tokio::test]
async fn a_button_works_once_in_time_and_with_its_token() {
    let rig = Rig::new().await;
    let page = rig.open_order().await;

    let strange = page.replace("name=\"token\" value=\"", "name=\"token\" value=\"0");
    assert_eq!(rig.press(&strange, "success", "none").await, None);
    rig.merchant.clock.advance(TimeDelta::minutes(16));
    assert_eq!(rig.press(&page, "success", "none").await, None);
    rig.merchant.clock.advance(TimeDelta::minutes(-16));
    let first = rig.press(&page, "success", "none").await.unwrap();
    let second = rig.press(&page, "cancel", "none").await.unwrap();

    assert_eq!(first, second);
    assert_eq!(rig.answers(1).await, ["00"]);
    let again = rig.open_order().await;
    assert!(again.contains(msg::sandbox::FINISHED_TITLE.text(Lang::Vi)));
}

#[tokio::test]
async fn text_of_the_merchant_is_never_markup() {
    let rig = Rig::new().await;
    let url = rig.merchant.gateway.start(&rig.order()).unwrap();
    let hostile = resigned(&url, "vnp_OrderInfo", "<img src=x onerror=alert(1)>");

    let (status, page) = rig.open(&hostile).await;

    assert_eq!(status, 200);
    assert!(page.contains("&lt;img src=x") && !page.contains("<img"));
}
