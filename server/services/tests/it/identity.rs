//! Citizens sign in by a code on their phone.

use crate::world::World;
use chrono::TimeDelta;
use services::identity::{
    self, actor_of, confirm_code, end_session, extend_session, pending_code, request_code,
};
use shared::error::ErrorCode;
use shared::identity::Who;
use store::on_both_engines;
use store::testing::TestDb;

const PHONE: &str = "0912345678";
const OTHER_PHONE: &str = "0987654321";

fn code_of<T: std::fmt::Debug>(result: services::Result<T>) -> ErrorCode {
    result.expect_err("a refusal").code()
}

/// A code that is certainly not `code`.
fn another(code: &str) -> String {
    let first = if code.starts_with('1') { '2' } else { '1' };
    format!("{first}{}", &code[1..])
}

on_both_engines!(
    whoever_holds_the_phone_signs_in_and_stays_the_same_person,
    |test: TestDb| async {
        let world = World::new(test).await;

        let first = world.citizen(PHONE).await;
        world.wait(TimeDelta::minutes(2));
        let again = world.citizen("+84 912 345 678").await;
        let other = world.citizen(OTHER_PHONE).await;

        assert!(first.person().is_some());
        assert_eq!(first.person(), again.person());
        assert_ne!(first.person(), other.person());
    }
);

on_both_engines!(
    signing_in_begins_a_new_session_and_ends_the_one_that_asked,
    |test: TestDb| async {
        let world = World::new(test).await;
        let visitor = world.visitor().await;
        let code = world.ask_for_code(visitor.id, PHONE).await;

        let (session, person) =
            confirm_code(&world.portal, visitor.id, PHONE, &code).await.unwrap();

        assert_ne!(session.secret, visitor.secret);
        assert_eq!(world.actor(&session).await.who, Who::Citizen(person));
        // Whoever planted the old cookie holds nothing.
        let fixed = actor_of(&world.portal, &visitor.secret).await.unwrap();
        assert_eq!((fixed.who, fixed.session), (Who::Nobody, None));
    }
);

on_both_engines!(a_code_works_once, |test: TestDb| async {
    let world = World::new(test).await;
    let visitor = world.visitor().await;
    let code = world.ask_for_code(visitor.id, PHONE).await;
    confirm_code(&world.portal, visitor.id, PHONE, &code).await.unwrap();

    let again = confirm_code(&world.portal, visitor.id, PHONE, &code).await;

    assert_eq!(code_of(again), ErrorCode::CodeExpired);
});

on_both_engines!(a_code_is_worth_nothing_to_another_session_or_phone, |test: TestDb| async {
    let world = World::new(test).await;
    let (visitor, thief) = (world.visitor().await, world.visitor().await);
    let code = world.ask_for_code(visitor.id, PHONE).await;

    let stolen = confirm_code(&world.portal, thief.id, PHONE, &code).await;
    let moved = confirm_code(&world.portal, visitor.id, OTHER_PHONE, &code).await;

    assert_eq!(code_of(stolen), ErrorCode::CodeExpired);
    assert_eq!(code_of(moved), ErrorCode::CodeExpired);
    confirm_code(&world.portal, visitor.id, PHONE, &code).await.expect("still good for its own");
});

on_both_engines!(a_code_lives_five_minutes, |test: TestDb| async {
    let world = World::new(test).await;
    let visitor = world.visitor().await;
    let code = world.ask_for_code(visitor.id, PHONE).await;

    world.wait(TimeDelta::minutes(5));

    let late = confirm_code(&world.portal, visitor.id, PHONE, &code).await;
    assert_eq!(code_of(late), ErrorCode::CodeExpired);
});

on_both_engines!(after_five_wrong_tries_the_right_code_is_refused_too, |test: TestDb| async {
    let world = World::new(test).await;
    let visitor = world.visitor().await;
    let code = world.ask_for_code(visitor.id, PHONE).await;
    let wrong = another(&code);

    for _ in 0..4 {
        let refused = confirm_code(&world.portal, visitor.id, PHONE, &wrong).await;
        assert_eq!(code_of(refused), ErrorCode::CodeWrong);
    }
    let fifth = confirm_code(&world.portal, visitor.id, PHONE, &wrong).await;
    let right = confirm_code(&world.portal, visitor.id, PHONE, &code).await;

    assert_eq!(code_of(fifth), ErrorCode::CodeUsedUp);
    assert_eq!(code_of(right), ErrorCode::CodeUsedUp);
});

on_both_engines!(guesses_at_once_are_counted_one_by_one, |test: TestDb| async {
    let world = World::new(test).await;
    let visitor = world.visitor().await;
    let wrong = another(&world.ask_for_code(visitor.id, PHONE).await);

    let guesses = (0..20).map(|_| confirm_code(&world.portal, visitor.id, PHONE, &wrong));
    let refused: Vec<ErrorCode> =
        futures::future::join_all(guesses).await.into_iter().map(code_of).collect();

    assert_eq!(refused.iter().filter(|code| **code == ErrorCode::CodeWrong).count(), 4);
    assert_eq!(refused.iter().filter(|code| **code == ErrorCode::CodeUsedUp).count(), 16);
});

on_both_engines!(a_new_code_ends_the_older_one, |test: TestDb| async {
    let world = World::new(test).await;
    let visitor = world.visitor().await;
    let older = world.ask_for_code(visitor.id, PHONE).await;
    world.wait(TimeDelta::seconds(60));
    let newer = world.ask_for_code(visitor.id, PHONE).await;

    let refused = confirm_code(&world.portal, visitor.id, PHONE, &older).await;

    assert_ne!(older, newer);
    assert_eq!(code_of(refused), ErrorCode::CodeWrong);
    confirm_code(&world.portal, visitor.id, PHONE, &newer).await.unwrap();
});

on_both_engines!(a_phone_gets_one_code_a_minute_five_an_hour_ten_a_day, |test: TestDb| async {
    let world = World::new(test).await;
    let mut sent = 0;
    let mut ask = async |minutes: i64| {
        world.wait(TimeDelta::minutes(minutes));
        // Another session each time: the limit is the phone's.
        let visitor = world.visitor().await;
        let asked = request_code(&world.portal, visitor.id, PHONE).await;
        sent += i32::from(asked.is_ok());
        asked.err().map(|e| e.code())
    };

    assert_eq!(ask(0).await, None);
    assert_eq!(ask(0).await, Some(ErrorCode::CodeTooSoon));
    for _ in 0..4 {
        assert_eq!(ask(1).await, None);
    }
    assert_eq!(ask(1).await, Some(ErrorCode::CodeTooMany));
    for _ in 0..5 {
        assert_eq!(ask(60).await, None);
    }
    assert_eq!(ask(60).await, Some(ErrorCode::CodeTooMany));
    assert_eq!(ask(24 * 60).await, None);
    assert_eq!(sent, 11);
});

on_both_engines!(a_session_asks_for_ten_codes_a_day, |test: TestDb| async {
    let world = World::new(test).await;
    let visitor = world.visitor().await;

    for n in 0..10 {
        let phone = format!("09123450{n:02}");
        request_code(&world.portal, visitor.id, &phone).await.unwrap();
    }
    let eleventh = request_code(&world.portal, visitor.id, "0912345099").await;

    assert_eq!(code_of(eleventh), ErrorCode::CodeTooMany);
});

on_both_engines!(two_requests_at_once_send_one_code, |test: TestDb| async {
    let world = World::new(test).await;
    let (one, two) = (world.visitor().await, world.visitor().await);

    let asked = futures::future::join(
        request_code(&world.portal, one.id, PHONE),
        request_code(&world.portal, two.id, PHONE),
    )
    .await;
    world.deliver().await;

    assert!(asked.0.is_ok() != asked.1.is_ok());
    assert_eq!(world.read_phone(PHONE).await.len(), 1);
});

on_both_engines!(forty_people_behind_one_address_are_none_refused, |test: TestDb| async {
    let world = World::new(test).await;
    let hall = (0..40).map(|n| {
        let world = &world;
        async move {
            let phone = format!("0912345{n:03}");
            let visitor = world.visitor().await;
            request_code(&world.portal, visitor.id, &phone).await.map(|_| (visitor, phone))
        }
    });

    let asked = futures::future::try_join_all(hall).await.expect("none is refused");
    world.deliver().await;

    for (visitor, phone) in asked {
        let code = world.code_on(&phone).await;
        confirm_code(&world.portal, visitor.id, &phone, &code).await.unwrap();
    }
});

on_both_engines!(known_and_unknown_phones_get_the_same_answer, |test: TestDb| async {
    let world = World::new(test).await;
    world.citizen(PHONE).await;
    world.wait(TimeDelta::minutes(2));
    let visitor = world.visitor().await;

    let mut known = request_code(&world.portal, visitor.id, PHONE).await.unwrap();
    let unknown = request_code(&world.portal, visitor.id, OTHER_PHONE).await.unwrap();

    known.phone = OTHER_PHONE.to_owned();
    assert_eq!(known, unknown);
});

on_both_engines!(only_mobile_numbers_get_codes, |test: TestDb| async {
    let world = World::new(test).await;
    let visitor = world.visitor().await;

    for bad in ["", "113", "02093870000", "19001234", "091234567", "mẹ"] {
        let refused = request_code(&world.portal, visitor.id, bad).await;
        assert_eq!(code_of(refused), ErrorCode::PhoneInvalid, "{bad}");
    }
});

on_both_engines!(the_code_cannot_be_read_in_the_database, |test: TestDb| async {
    let world = World::new(test).await;
    let visitor = world.visitor().await;
    request_code(&world.portal, visitor.id, PHONE).await.unwrap();
    let mut tx = world.portal.db.write().await.unwrap();
    let now = world.portal.now();
    let rows = store::message::lease_due(&mut tx, now, now, 10).await.unwrap();
    drop(tx);
    world.deliver().await;
    let code = world.code_on(PHONE).await;

    let row =
        store::one_time_code::find_newest(&mut world.portal.db.read().await.unwrap(), visitor.id)
            .await
            .unwrap()
            .unwrap();

    assert_eq!(rows.len(), 1);
    assert!(!rows[0].params.contains(&code), "{}", rows[0].params);
    assert!(!row.code_hash.windows(6).any(|six| six == code.as_bytes()));
});

on_both_engines!(the_page_knows_which_code_it_waits_for, |test: TestDb| async {
    let world = World::new(test).await;
    let visitor = world.visitor().await;
    assert_eq!(pending_code(&world.portal, visitor.id).await.unwrap(), None);

    let sent = request_code(&world.portal, visitor.id, "0912 345 678").await.unwrap();

    assert_eq!(sent.phone, PHONE);
    assert_eq!(sent.expires_at - sent.again_at, TimeDelta::minutes(4));
    assert_eq!(pending_code(&world.portal, visitor.id).await.unwrap(), Some(sent));
    world.wait(TimeDelta::hours(1));
    assert_eq!(pending_code(&world.portal, visitor.id).await.unwrap(), None);
});

on_both_engines!(signing_out_ends_the_session_everywhere, |test: TestDb| async {
    let world = World::new(test).await;
    let visitor = world.visitor().await;

    end_session(&world.portal, &visitor.secret).await.unwrap();

    assert_eq!(world.actor(&visitor).await.session, None);
    end_session(&world.portal, "no such secret").await.expect("ending nothing is no error");
});

on_both_engines!(what_no_rule_looks_back_to_is_forgotten, |test: TestDb| async {
    let world = World::new(test).await;
    let visitor = world.visitor().await;
    request_code(&world.portal, visitor.id, PHONE).await.unwrap();
    assert_eq!(identity::sweep(&world.portal).await.unwrap(), 0);

    world.wait(TimeDelta::days(40));

    assert!(identity::sweep(&world.portal).await.unwrap() >= 3);
    assert_eq!(identity::sweep(&world.portal).await.unwrap(), 0);
});

on_both_engines!(whoever_stays_is_signed_in_for_as_long_again, |test: TestDb| async {
    let world = World::new(test).await;
    let visitor = world.visitor().await;
    let code = world.ask_for_code(visitor.id, PHONE).await;
    let (session, person) = confirm_code(&world.portal, visitor.id, PHONE, &code).await.unwrap();

    world.wait(TimeDelta::seconds(session.max_age_seconds) - TimeDelta::minutes(5));
    let actor = world.actor(&session).await;
    let stayed = extend_session(&world.portal, &actor, &session.secret).await.unwrap();
    world.wait(TimeDelta::minutes(10));

    assert_eq!((stayed.id, &stayed.secret), (session.id, &session.secret));
    assert_eq!(world.actor(&session).await.who, Who::Citizen(person));
    world.wait(TimeDelta::seconds(stayed.max_age_seconds));
    assert_eq!(world.actor(&session).await.who, Who::Nobody);
});

on_both_engines!(
    a_session_that_has_ended_or_that_nobody_signed_in_to_is_not_extended,
    |test: TestDb| async {
        let world = World::new(test).await;
        let citizen = world.citizen(PHONE).await;
        let visitor = world.visitor().await;
        let nobody = world.actor(&visitor).await;

        world.wait(TimeDelta::days(8));
        let late = extend_session(&world.portal, &citizen, "").await;
        let stranger = extend_session(&world.portal, &nobody, &visitor.secret).await;

        assert_eq!(code_of(late), ErrorCode::SignInNeeded);
        assert_eq!(code_of(stranger), ErrorCode::SignInNeeded);
    }
);
