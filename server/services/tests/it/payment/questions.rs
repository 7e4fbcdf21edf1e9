//! What we ask the gateway, and when.

use super::scene::{Order, Scene};
use chrono::TimeDelta;
use serde_json::json;
use shared::payment::{AttemptState, Situation};
use store::on_both_engines;
use store::testing::TestDb;

/// When the gateway is asked next, in seconds from now.
async fn next_question(scene: &Scene, order: &Order) -> Option<i64> {
    let attempts = scene.attempts().await;
    let row = attempts.iter().find(|row| row.txn_ref == order.txn_ref).unwrap();
    let at = row.attempt().unwrap().query_at?;
    Some((at - scene.world.portal.now()).num_seconds())
}

on_both_engines!(the_payers_return_is_a_reason_to_ask_soon, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;
    scene.open(&order).await;
    assert_eq!(next_question(&scene, &order).await, Some(15 * 60 + 60));

    scene.come_back(&scene.paid(&order)).await.unwrap();
    assert_eq!(next_question(&scene, &order).await, Some(3));
    assert_eq!(scene.ask().await, 0);
    scene.world.wait(TimeDelta::seconds(3));
    assert_eq!(scene.ask().await, 1);

    // Not finished there: again after the gateway's five minutes, however often the payer returns.
    assert_eq!(scene.states().await, [AttemptState::Pending]);
    assert_eq!(next_question(&scene, &order).await, Some(300));
    scene.come_back(&scene.paid(&order)).await.unwrap();
    assert_eq!(next_question(&scene, &order).await, Some(300));
    scene.misbehave(&order, json!({"status": "00"})).await;
    scene.world.wait(TimeDelta::minutes(5));
    assert_eq!(scene.ask().await, 1);

    assert_eq!(scene.states().await, [AttemptState::Paid]);
    assert_eq!(next_question(&scene, &order).await, None);
    assert_eq!(scene.receipts().await, 1);
    scene.check().await;
});

on_both_engines!(a_silent_gateway_is_asked_ever_less_often, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;
    scene.open(&order).await;
    for fault in [json!({"http_status": 500}), json!({"forged": true}), json!({"unsigned": true})] {
        scene.misbehave(&order, fault).await;
        let wait = next_question(&scene, &order).await.unwrap();
        scene.world.wait(TimeDelta::seconds(wait));
        assert_eq!(scene.ask().await, 1);
    }
    assert_eq!(next_question(&scene, &order).await, Some(20 * 60));

    let mut asked = 3;
    while let Some(wait) = next_question(&scene, &order).await {
        scene.world.wait(TimeDelta::seconds(wait));
        assert_eq!(scene.ask().await, 1);
        asked += 1;
    }

    assert_eq!(asked, 29);
    assert_eq!(scene.alerts().await, ["gateway_silent"]);
    assert_eq!(scene.states().await, [AttemptState::Pending]);
    assert_eq!(scene.page().await.situation, Situation::Expired);
    scene.check().await;
});

on_both_engines!(several_nodes_ask_once, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;
    scene.open(&order).await;
    scene.misbehave(&order, json!({"silence_ms": 200, "status": "00"})).await;
    scene.world.wait(TimeDelta::minutes(16));

    let asked = futures::future::join_all((0..4).map(|_| scene.ask())).await;

    assert_eq!(asked.iter().sum::<usize>(), 1);
    assert_eq!(scene.states().await, [AttemptState::Paid]);
    scene.check().await;
});

on_both_engines!(a_notice_and_an_answer_at_once_are_one_payment, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;
    scene.open(&order).await;
    scene.misbehave(&order, json!({"status": "00"})).await;
    scene.come_back(&scene.paid(&order)).await.unwrap();
    scene.world.wait(TimeDelta::seconds(3));
    let paid = scene.paid(&order);

    let (code, asked) = tokio::join!(scene.tell(&paid), scene.ask());

    assert!(["00", "02"].contains(&code.as_str()), "{code}");
    // A notice that was faster leaves nothing to ask.
    assert!(asked <= 1);
    assert_eq!(scene.states().await, [AttemptState::Paid]);
    assert_eq!(scene.receipts().await, 1);
    scene.check().await;
});

on_both_engines!(whoever_walked_away_may_try_again, |test: TestDb| async move {
    let scene = Scene::new(test).await;
    let order = scene.start().await;
    scene.open(&order).await;
    scene.world.wait(TimeDelta::minutes(16));

    assert_eq!(scene.ask().await, 1);

    assert_eq!(scene.states().await, [AttemptState::Failed]);
    let next = scene.start().await;
    assert_ne!(next.txn_ref, order.txn_ref);
    assert_eq!(scene.tell(&scene.paid(&next)).await, "00");
    scene.check().await;
});
