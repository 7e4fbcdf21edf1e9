//! Staff sign in by two factors, and whoever guesses waits longer and longer.

use crate::world::World;
use chrono::TimeDelta;
use services::demo;
use services::identity::{Credentials, sign_in_staff};
use shared::error::ErrorCode;
use shared::identity::{Role, Who};
use store::on_both_engines;
use store::testing::TestDb;

const LOGIN: &str = "tiepnhan";

async fn refusal(world: &World, typed: Credentials) -> ErrorCode {
    sign_in_staff(&world.portal, None, typed).await.expect_err("a refusal").code()
}

on_both_engines!(both_factors_open_and_a_new_session_begins, |test: TestDb| async {
    let world = World::new(test).await;
    demo::seed(&world.portal).await.unwrap();
    let visitor = world.visitor().await;
    let mut typed = world.credentials(LOGIN).await;
    typed.login = " TiepNhan ".to_owned();
    typed.totp.insert(3, ' ');

    let session = sign_in_staff(&world.portal, Some(visitor.id), typed).await.unwrap();

    let officer = world.actor(&session).await;
    assert!(matches!(officer.who, Who::Staff(_)));
    assert!(officer.roles_at("STP").contains(&Role::IntakeOfficer));
    assert!(officer.roles_at("SXD").is_empty());
    assert_eq!(world.actor(&visitor).await.session, None);
});

on_both_engines!(whatever_is_wrong_the_answer_is_the_same, |test: TestDb| async {
    let world = World::new(test).await;
    demo::seed(&world.portal).await.unwrap();
    let right = world.credentials(LOGIN).await;
    let wrong = [
        Credentials { login: "ai.do".to_owned(), ..right.clone() },
        Credentials { login: "x".repeat(10_000), ..right.clone() },
        Credentials { password: "motcua@2026".to_owned(), ..right.clone() },
        Credentials { password: "x".repeat(10_000), ..right.clone() },
        Credentials { totp: String::new(), ..right.clone() },
    ];

    for typed in wrong {
        assert_eq!(refusal(&world, typed).await, ErrorCode::PasswordWrong);
    }
});

on_both_engines!(a_code_of_the_authenticator_works_once, |test: TestDb| async {
    let world = World::new(test).await;
    demo::seed(&world.portal).await.unwrap();
    let typed = world.credentials(LOGIN).await;
    sign_in_staff(&world.portal, None, typed.clone()).await.unwrap();

    assert_eq!(refusal(&world, typed).await, ErrorCode::PasswordWrong);
    let next = world.credentials(LOGIN).await;
    sign_in_staff(&world.portal, None, next).await.expect("the page shows the next code");
    assert_eq!(world.credentials(LOGIN).await.totp, "", "both codes were used");
});

on_both_engines!(guessing_takes_longer_each_time_and_never_locks_out, |test: TestDb| async {
    let world = World::new(test).await;
    demo::seed(&world.portal).await.unwrap();
    let wrong =
        async || Credentials { password: "wrong".to_owned(), ..world.credentials(LOGIN).await };
    for _ in 0..4 {
        assert_eq!(refusal(&world, wrong().await).await, ErrorCode::PasswordWrong);
    }

    let owner = world.credentials(LOGIN).await;
    assert_eq!(refusal(&world, owner.clone()).await, ErrorCode::TooManyRequests);
    world.wait(TimeDelta::seconds(2));
    assert_eq!(refusal(&world, wrong().await).await, ErrorCode::PasswordWrong);
    world.wait(TimeDelta::seconds(3));
    assert_eq!(refusal(&world, owner).await, ErrorCode::TooManyRequests);

    for _ in 0..20 {
        world.wait(TimeDelta::seconds(300));
        assert_eq!(refusal(&world, wrong().await).await, ErrorCode::PasswordWrong);
    }
    world.wait(TimeDelta::seconds(300));
    let owner = world.credentials(LOGIN).await;
    sign_in_staff(&world.portal, None, owner).await.expect("five minutes are the longest pause");
    world.wait(TimeDelta::seconds(30));
    assert_eq!(refusal(&world, wrong().await).await, ErrorCode::PasswordWrong);
});

on_both_engines!(guesses_at_once_are_not_more_than_guesses_in_turn, |test: TestDb| async {
    let world = World::new(test).await;
    demo::seed(&world.portal).await.unwrap();
    let wrong = Credentials { password: "wrong".to_owned(), ..world.credentials(LOGIN).await };

    let guesses = (0..12).map(|_| refusal(&world, wrong.clone()));
    let refused = futures::future::join_all(guesses).await;

    let tried = refused.iter().filter(|code| **code == ErrorCode::PasswordWrong).count();
    assert_eq!(tried, 4, "{refused:?}");
});

on_both_engines!(every_role_of_the_demo_world_signs_in, |test: TestDb| async {
    let world = World::new(test).await;
    assert_eq!(demo::seed(&world.portal).await.unwrap(), 20);
    assert_eq!(demo::seed(&world.portal).await.unwrap(), 0, "seeding again adds nobody");
    let accounts = demo::accounts(&world.portal).await.unwrap();

    for role in Role::STAFF {
        let account = accounts.iter().find(|account| account.role == role).unwrap();
        let actor = world.staff(&account.login).await;
        assert!(actor.has(role));
        assert_eq!(actor.name, account.full_name);
    }
});

on_both_engines!(outside_the_demo_world_there_are_no_demo_accounts, |test: TestDb| async {
    let mut world = World::new(test).await;
    world.portal.is_demo = false;

    let refused = [
        demo::seed(&world.portal).await.map(|_| ()),
        demo::accounts(&world.portal).await.map(|_| ()),
        services::message::inbox(&world.portal, "").await.map(|_| ()),
    ];

    for answer in refused {
        assert_eq!(answer.expect_err("a refusal").code(), ErrorCode::NotFound);
    }
});
