//! What the gateway calls with, in every order and shape: twice, late, forged, altered, at once.

use super::scene::{FEE, Scene};
use chrono::TimeDelta;
use shared::error::ErrorCode;
use shared::payment::{AttemptState, Situation};
use store::on_both_engines;
use store::testing::TestDb;

on_both_engines!(a_notice_that_comes_twice_is_counted_once, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;
    let paid = scene.paid(&order);

    assert_eq!(scene.tell(&paid).await, "00");
    assert_eq!(scene.tell(&paid).await, "02");

    assert_eq!(scene.states().await, [AttemptState::Paid]);
    assert_eq!(scene.receipts().await, 1);
    let ledger = [("fee".to_owned(), -FEE.0), ("received".to_owned(), FEE.0)];
    assert_eq!(scene.ledger().await, ledger);
    scene.check().await;
});

on_both_engines!(twenty_notices_at_once_are_one_payment, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;
    let paid = scene.paid(&order);

    let mut codes = futures::future::join_all((0..20).map(|_| scene.tell(&paid))).await;

    codes.sort();
    assert_eq!(codes[0], "00");
    assert!(codes[1..].iter().all(|code| code == "02"), "{codes:?}");
    assert_eq!(scene.receipts().await, 1);
    assert_eq!(scene.ledger().await.len(), 2);
    scene.check().await;
    scene.world.deliver().await;
    let told = scene.world.read_phone("0912345678").await;
    assert_eq!(told.iter().filter(|text| text.contains("100.000")).count(), 1);
});

on_both_engines!(what_nobody_signed_changes_nothing, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;
    let paid = scene.paid(&order);
    let failed = scene.cancelled(&order);
    let altered = failed.replace("vnp_ResponseCode=24", "vnp_ResponseCode=00");
    let unsigned = paid.split("&vnp_SecureHash=").next().unwrap().to_owned();

    for forged in [altered, unsigned, format!("{paid}&vnp_Amount=1"), "a=b".to_owned()] {
        assert_eq!(scene.tell(&forged).await, "97", "{forged}");
        let back = scene.come_back(&forged).await;
        assert_eq!(back.unwrap_err(), ErrorCode::PaymentForged, "{forged}");
    }
    assert_eq!(scene.tell("").await, "99");

    assert_eq!(scene.states().await, [AttemptState::Pending]);
    assert_eq!(scene.ledger().await, []);
    assert_eq!(scene.owed().await.state().unwrap().as_str(), "open");
    scene.check().await;
});

on_both_engines!(forged_notices_do_not_fill_the_disk, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let portal = &scene.world.portal;
    let since = portal.now() - TimeDelta::hours(1);
    for _ in 0..510 {
        scene.tell("vnp_TxnRef=X&vnp_SecureHash=00").await;
    }
    let kept = {
        let mut tx = portal.db.read().await.unwrap();
        store::payment::count_unbelieved(&mut tx, since).await.unwrap()
    };
    assert_eq!(kept, 500);
    let order = scene.start().await;
    assert_eq!(scene.tell(&scene.paid(&order)).await, "00");

    scene.world.wait(TimeDelta::days(31));
    assert_eq!(services::payment::sweep(portal).await.unwrap(), 500);
    assert_eq!(services::payment::sweep(portal).await.unwrap(), 0);
});

on_both_engines!(
    a_wrong_amount_settles_nothing_and_a_person_hears_of_it,
    |test: TestDb| async move {
        let scene = Scene::new(test).await;
        let order = scene.start().await;

        for amount in ["1", "100000", "100000000", "-10000000", "10000000.0", ""] {
            let set = |said: &mut integrations::payment::vnpay::Params| {
                said.insert("vnp_Amount".to_owned(), amount.to_owned());
            };
            let wrong = scene.signed(&order, ("00", "00"), set);
            assert_eq!(scene.tell(&wrong).await, "04", "{amount}");
        }

        assert_eq!(scene.states().await, [AttemptState::Pending]);
        assert_eq!(scene.alerts().await, ["wrong_amount"]);
        assert_eq!(scene.ledger().await, []);
        assert_eq!(scene.tell(&scene.paid(&order)).await, "00");
        scene.check().await;
    }
);

on_both_engines!(an_order_that_nobody_made_is_unknown, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;
    let rename = |name: &'static str, value: &'static str| {
        move |said: &mut integrations::payment::vnpay::Params| {
            said.insert(name.to_owned(), value.to_owned());
        }
    };

    let other = scene.signed(&order, ("00", "00"), rename("vnp_TxnRef", "HS0T1"));
    let terminal = scene.signed(&order, ("00", "00"), rename("vnp_TmnCode", "OTHER001"));

    assert_eq!(scene.tell(&other).await, "01");
    assert_eq!(scene.tell(&terminal).await, "01");
    assert_eq!(scene.come_back(&other).await.unwrap_err(), ErrorCode::PaymentNotFound);
    assert_eq!(scene.alerts().await, ["unknown_order"]);
    assert_eq!(scene.states().await, [AttemptState::Pending]);
    scene.check().await;
});

on_both_engines!(money_after_the_time_settles_what_is_still_owed, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;
    scene.world.wait(TimeDelta::minutes(17));
    assert_eq!(scene.ask().await, 1);
    assert_eq!(scene.states().await, [AttemptState::Expired]);
    assert_eq!(scene.page().await.situation, Situation::Expired);

    assert_eq!(scene.tell(&scene.paid(&order)).await, "00");

    assert_eq!(scene.states().await, [AttemptState::PaidLate]);
    assert_eq!(scene.alerts().await, ["late"]);
    assert_eq!(scene.page().await.situation, Situation::Paid);
    assert_eq!(scene.receipts().await, 1);
    scene.check().await;
});

on_both_engines!(two_orders_that_are_both_paid_leave_a_surplus, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let first = scene.start().await;
    let second = scene.start_another().await;

    assert_eq!(scene.tell(&scene.paid(&second)).await, "00");
    assert_eq!(scene.tell(&scene.paid(&first)).await, "00");
    assert_eq!(scene.tell(&scene.paid(&first)).await, "02");

    assert_eq!(scene.states().await, [AttemptState::PaidSurplus, AttemptState::Paid]);
    assert_eq!(scene.receipts().await, 1);
    let page = scene.page().await;
    assert_eq!(page.situation, Situation::Paid);
    assert_eq!(page.receipt.unwrap().txn_ref, second.txn_ref);
    let [surplus] = page.surplus.as_slice() else { panic!("{:?}", page.surplus) };
    assert_eq!((surplus.amount, &surplus.txn_ref), (FEE, &first.txn_ref));
    assert!(!surplus.is_back);
    scene.check().await;
});

on_both_engines!(money_for_a_withdrawn_dossier_goes_back, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;
    scene.withdraw().await;

    assert_eq!(scene.tell(&scene.paid(&order)).await, "00");

    assert_eq!(scene.states().await, [AttemptState::PaidSurplus]);
    let page = scene.page().await;
    assert_eq!(page.situation, Situation::NotOwed);
    assert_eq!(page.surplus.len(), 1);
    assert_eq!(scene.receipts().await, 0);
    scene.check().await;
});

on_both_engines!(
    success_after_failure_is_asked_about_before_it_counts,
    |test: TestDb| async move {
        let scene = Scene::new(test).await;
        let order = scene.start().await;
        scene.open(&order).await;
        assert_eq!(scene.tell(&scene.cancelled(&order)).await, "00");
        assert_eq!(scene.tell(&scene.cancelled(&order)).await, "02");

        assert_eq!(scene.tell(&scene.paid(&order)).await, "02");

        assert_eq!(scene.states().await, [AttemptState::NeedsReview]);
        assert_eq!(scene.page().await.situation, Situation::Checking);
        let refused = scene.try_start(&scene.citizen, false).await;
        assert_eq!(refused.unwrap_err(), ErrorCode::PaymentChecking);
        scene.misbehave(&order, serde_json::json!({"status": "00"})).await;
        scene.world.wait(TimeDelta::seconds(4));
        assert_eq!(scene.ask().await, 1);
        assert_eq!(scene.states().await, [AttemptState::PaidLate]);
        assert_eq!(scene.receipts().await, 1);
        scene.check().await;
    }
);

on_both_engines!(suspicion_never_undoes_a_payment, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;
    scene.tell(&scene.paid(&order)).await;

    for codes in [("07", "07"), ("00", "04"), ("24", "02"), ("00", "01")] {
        assert_eq!(scene.tell(&scene.signed(&order, codes, |_| {})).await, "02", "{codes:?}");
    }

    assert_eq!(scene.states().await, [AttemptState::Paid]);
    assert!(!scene.alerts().await.is_empty());
    scene.check().await;
});

on_both_engines!(what_comes_back_with_the_payer_never_pays, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;

    for _ in 0..3 {
        scene.come_back(&scene.paid(&order)).await.unwrap();
    }

    assert_eq!(scene.states().await, [AttemptState::Pending]);
    assert_eq!(scene.page().await.situation, Situation::Confirming { is_over: false });
    assert_eq!(scene.ledger().await, []);
    scene.check().await;
});

on_both_engines!(an_officer_and_a_notice_at_once_both_count, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;
    let officer = scene.world.staff("tiepnhan").await;
    let paid = scene.paid(&order);
    let (portal, reference) = (&scene.world.portal, &scene.reference);
    let command = shared::dossier::Command::RefuseIntake { reason: "Sai cơ quan".to_owned() };

    let refusing = services::dossier::act(portal, &officer, reference, 1, command);
    let (code, refused) = tokio::join!(scene.tell(&paid), refusing);

    assert_eq!(code, "00");
    let state = scene.states().await.remove(0);
    // Whoever came first decides whether the money was still owed; none of it is lost.
    match refused {
        Ok(()) => assert!(matches!(state, AttemptState::Paid | AttemptState::PaidSurplus)),
        Err(e) => {
            assert_eq!((e.code(), state), (ErrorCode::DossierChangedMeanwhile, AttemptState::Paid));
        }
    }
    scene.check().await;
});

on_both_engines!(a_database_that_is_away_has_the_gateway_call_again, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;
    let paid = scene.paid(&order);
    let portal = &scene.world.portal;
    if portal.db.is_lite() {
        // The writer of a file has no way to be away.
        return;
    }

    portal.db.close().await;

    assert_eq!(scene.tell(&paid).await, "99");
});
