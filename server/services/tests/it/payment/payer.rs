//! What a payer may begin, continue and see; and who may not.

use super::scene::{FEE, Scene};
use chrono::TimeDelta;
use shared::error::ErrorCode;
use shared::identity::Actor;
use shared::payment::{AttemptState, FailureCode, Situation};
use store::on_both_engines;
use store::testing::TestDb;

on_both_engines!(the_owner_pays_and_nobody_else, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let neighbour = scene.world.citizen("0987654321").await;
    let officer = scene.world.staff("tiepnhan").await;
    let portal = &scene.world.portal;

    for (who, code) in [
        (Actor::nobody(None), ErrorCode::SignInNeeded),
        (neighbour, ErrorCode::PaymentNotFound),
        (officer, ErrorCode::PaymentNotFound),
    ] {
        assert_eq!(scene.try_start(&who, false).await.unwrap_err(), code);
        let seen = services::payment::view(portal, &who, &scene.reference).await;
        assert_eq!(seen.unwrap_err().code(), code);
    }
    let unknown = services::payment::view(portal, &scene.citizen, "HS-0000-00000").await;
    assert_eq!(unknown.unwrap_err().code(), ErrorCode::PaymentNotFound);
    assert_eq!(scene.attempts().await.len(), 0);
    assert!(scene.try_start(&scene.citizen, false).await.is_ok());
});

on_both_engines!(one_order_is_continued_until_the_payer_wants_another, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    assert_eq!(scene.page().await.situation, Situation::ToPay);

    let first = scene.start().await;
    let again = scene.start().await;
    let other = scene.start_another().await;

    assert_eq!(first.url, again.url);
    assert_ne!(first.txn_ref, other.txn_ref);
    assert!(first.url.contains("vnp_Amount=10000000&"), "{}", first.url);
    assert!(first.url.contains("vnp_IpAddr=113.160.92.202&"));
    assert_eq!(scene.states().await, [AttemptState::Pending, AttemptState::Pending]);
    scene.open(&first).await;
    scene.open(&again).await;
});

on_both_engines!(orders_at_once_are_one, |test: TestDb| async move {
    let scene = Scene::new(test).await;

    let starts = (0..10).map(|_| scene.try_start(&scene.citizen, false));
    let orders = futures::future::join_all(starts).await;

    let first = orders[0].as_ref().unwrap().url.clone();
    assert!(orders.into_iter().all(|order| order.unwrap().url == first));
    assert_eq!(scene.attempts().await.len(), 1);
});

on_both_engines!(too_many_orders_an_hour_have_to_wait, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    for _ in 0..10 {
        scene.start_another().await;
    }

    let refused = scene.try_start(&scene.citizen, true).await;

    assert_eq!(refused.unwrap_err(), ErrorCode::TooManyRequests);
    assert_eq!(scene.start().await.txn_ref, scene.attempts().await[9].txn_ref);
    scene.world.wait(TimeDelta::minutes(61));
    assert!(scene.try_start(&scene.citizen, true).await.is_ok());
});

on_both_engines!(the_page_says_where_the_payer_stands, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;
    let until = scene.attempts().await[0].expires_at;
    assert_eq!(scene.page().await.situation, Situation::UnderWay { until });

    let reference = scene.come_back(&scene.cancelled(&order)).await.unwrap();
    assert_eq!(reference, scene.reference);
    assert_eq!(scene.page().await.situation, Situation::Confirming { is_over: false });

    scene.tell(&scene.cancelled(&order)).await;
    let failed = Situation::Failed(FailureCode::CancelledByPayer);
    assert_eq!(scene.page().await.situation, failed);

    let retry = scene.start().await;
    assert_ne!(retry.txn_ref, order.txn_ref);
    scene.tell(&scene.paid(&retry)).await;
    let page = scene.page().await;
    assert_eq!(page.situation, Situation::Paid);
    let receipt = page.receipt.unwrap();
    assert_eq!(receipt.txn_ref, retry.txn_ref);
    assert_eq!(receipt.paid_at.to_rfc3339(), "2026-01-05T03:02:00+00:00");
    assert_eq!((page.amount, page.lines.len()), (FEE, 1));
    assert_eq!(page.surplus, []);
    let refused = scene.try_start(&scene.citizen, true).await;
    assert_eq!(refused.unwrap_err(), ErrorCode::PaymentSettled);
});

on_both_engines!(whoever_withdrew_owes_nothing, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    scene.withdraw().await;

    assert_eq!(scene.page().await.situation, Situation::NotOwed);
    let refused = scene.try_start(&scene.citizen, true).await;
    assert_eq!(refused.unwrap_err(), ErrorCode::PaymentNotOpen);
});

on_both_engines!(a_payment_that_settles_is_told_to_the_citizen, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let mut ears = scene.world.portal.db.watch();
    let order = scene.start().await;

    scene.tell(&scene.paid(&order)).await;
    scene.world.deliver().await;

    let told = scene.world.read_phone("0912345678").await;
    assert!(told.iter().any(|text| text.contains("100.000\u{a0}₫")), "{told:?}");
    let topic = format!("dossier:{}", scene.dossier);
    loop {
        if ears.recv().await.unwrap().topic == topic {
            break;
        }
    }
});
