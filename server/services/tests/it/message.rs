//! The outbox: none lost, none doubled.

use crate::world::World;
use chrono::TimeDelta;
use services::identity::request_code;
use services::message::{Delivered, Template, deliver_due, standing, wanted};
use shared::id::PersonId;
use store::on_both_engines;
use store::testing::TestDb;

const PHONE: &str = "0912345678";

/// Somebody who can be told something, with an empty phone in hand from now on.
async fn person(world: &World) -> PersonId {
    world.citizen(PHONE).await.person().unwrap()
}

async fn want(world: &World, person: PersonId, event_key: &str, dossier: &str) {
    let mut tx = world.portal.db.write().await.unwrap();
    let text = (person, Template::DossierSubmitted);
    let values = [("code", dossier.to_owned())];
    wanted(&world.portal, &mut tx, event_key, text, &values).await.unwrap();
    tx.commit().await.unwrap();
}

/// How many messages on the phone speak of that dossier.
async fn told(world: &World, dossier: &str) -> usize {
    world.read_phone(PHONE).await.iter().filter(|text| text.contains(dossier)).count()
}

on_both_engines!(a_provider_away_for_ten_minutes_loses_and_doubles_nothing, |test: TestDb| async {
    let world = World::new(test).await;
    let person = person(&world).await;
    world.phones.set_away(true);

    for minute in 0..10 {
        want(&world, person, &format!("event:{minute}"), &format!("HS-{minute}-")).await;
        // Two nodes drain the same outbox, every twenty seconds.
        for _ in 0..3 {
            let (one, two) =
                futures::future::join(deliver_due(&world.portal), deliver_due(&world.portal)).await;
            assert_eq!(one.unwrap().sent + two.unwrap().sent, 0);
            world.wait(TimeDelta::seconds(20));
        }
    }
    world.phones.set_away(false);
    for _ in 0..60 {
        let nodes = (0..3).map(|_| deliver_due(&world.portal));
        futures::future::try_join_all(nodes).await.unwrap();
        world.wait(TimeDelta::seconds(20));
    }

    for minute in 0..10 {
        assert_eq!(told(&world, &format!("HS-{minute}-")).await, 1, "event {minute}");
    }
    assert_eq!(world.deliver().await, Delivered::default(), "nothing is left");
    assert!(standing(&world.portal).await.unwrap().dead.is_empty());
});

on_both_engines!(an_event_is_told_once, |test: TestDb| async {
    let world = World::new(test).await;
    let person = person(&world).await;

    want(&world, person, "event:1", "HS-1").await;
    want(&world, person, "event:1", "HS-1").await;
    world.deliver().await;

    assert_eq!(told(&world, "HS-1").await, 1);
});

on_both_engines!(what_is_not_committed_is_not_told, |test: TestDb| async {
    let world = World::new(test).await;
    let person = person(&world).await;
    let mut tx = world.portal.db.write().await.unwrap();
    let text = (person, Template::ResultReady);
    let values = [("code", "HS-1".to_owned())];
    wanted(&world.portal, &mut tx, "event:1", text, &values).await.unwrap();
    drop(tx);

    assert_eq!(world.deliver().await, Delivered::default());
});

on_both_engines!(a_crash_after_the_provider_took_it_doubles_nothing, |test: TestDb| async {
    let world = World::new(test).await;
    let person = person(&world).await;
    want(&world, person, "event:1", "HS-1").await;
    let now = world.portal.now();
    // The node took the message, the provider got it, the node died before it wrote that down.
    let mut tx = world.portal.db.write().await.unwrap();
    let lease_end = now + TimeDelta::seconds(60);
    let leased = store::message::lease_due(&mut tx, now, lease_end, 10).await.unwrap();
    let shown = store::message::DemoMessage {
        id: leased[0].id,
        channel: "sms".to_owned(),
        recipient: PHONE.to_owned(),
        body: "HS-1".to_owned(),
        sent_at: now,
    };
    store::message::show_in_demo(&mut tx, &shown).await.unwrap();
    tx.commit().await.unwrap();

    assert_eq!(world.deliver().await, Delivered::default(), "while the lease runs");
    world.wait(TimeDelta::seconds(60));
    assert_eq!(world.deliver().await.sent, 1, "then it is tried again");

    assert_eq!(told(&world, "HS-1").await, 1);
});

on_both_engines!(what_nobody_takes_is_set_aside_and_can_be_seen, |test: TestDb| async {
    let world = World::new(test).await;
    let person = person(&world).await;
    want(&world, person, "event:1", "HS-1").await;
    world.phones.set_away(true);

    let mut dead = 0;
    for _ in 0..24 {
        dead += world.deliver().await.dead;
        world.wait(TimeDelta::hours(1));
    }

    assert_eq!(dead, 1);
    let standing = standing(&world.portal).await.unwrap();
    assert_eq!(standing.dead.len(), 1);
    assert_eq!(standing.dead[0].attempts, 24);
    assert!(standing.states.iter().any(|(state, n, _)| state == "dead" && *n == 1));
    assert_eq!(told(&world, "HS-1").await, 0);
});

on_both_engines!(a_code_that_comes_too_late_is_not_sent, |test: TestDb| async {
    let world = World::new(test).await;
    let visitor = world.visitor().await;
    world.phones.set_away(true);
    request_code(&world.portal, visitor.id, PHONE).await.unwrap();
    world.deliver().await;
    world.phones.set_away(false);

    world.wait(TimeDelta::minutes(5));

    assert_eq!(world.deliver().await, Delivered { dead: 1, ..Delivered::default() });
    assert!(world.read_phone(PHONE).await.is_empty());
});

on_both_engines!(
    a_message_that_lacks_a_value_is_refused_where_it_is_written,
    |test: TestDb| async {
        let world = World::new(test).await;
        let person = person(&world).await;
        let mut tx = world.portal.db.write().await.unwrap();
        let text = (person, Template::Accepted);
        let values = [("code", "HS-1".to_owned())];

        let refused = wanted(&world.portal, &mut tx, "event:1", text, &values).await.unwrap_err();

        assert!(refused.to_string().contains("due_on"), "{refused}");
    }
);

on_both_engines!(the_outbox_wakes_whoever_watches, |test: TestDb| async {
    let world = World::new(test).await;
    let person = person(&world).await;
    let mut ears = world.portal.db.watch();

    want(&world, person, "event:1", "HS-1").await;

    let heard = tokio::time::timeout(std::time::Duration::from_secs(5), async {
        loop {
            if ears.recv().await.unwrap().topic == "outbox" {
                return;
            }
        }
    });
    heard.await.expect("a notice");
});
