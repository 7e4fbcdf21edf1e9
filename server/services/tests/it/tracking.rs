//! Following a dossier without an account: five wrong tries are free, nothing is said, and a hall of
//! people behind one address is nobody's guesser.

use crate::filing::{FREE, act, file, publish, seen};
use crate::world::World;
use chrono::TimeDelta;
use futures::future::join_all;
use services::dossier::{track, tracked};
use services::identity::request_code;
use services::live::may_watch;
use shared::dossier::{Command, DossierState, Reference};
use shared::error::ErrorCode;
use shared::identity::Actor;
use store::on_both_engines;
use store::testing::TestDb;

const PHONE: &str = "0912345678";
const TAIL: &str = "5678";
const WRONG_TAIL: &str = "0000";
const NAME: &str = "Triệu Thị Mai";
/// As many as are simply mistakes.
const FREE_TRIES: usize = 5;
/// A hall that shares one address.
const PEOPLE: u32 = 40;
/// More than any connection pool.
const AT_ONCE: usize = 50;

/// A world with one dossier, and its reference.
async fn with_dossier(test: TestDb) -> (World, String) {
    let world = World::new(test).await;
    publish(&world).await;
    let citizen = world.citizen(PHONE).await;
    let reference = file(&world, &citizen, FREE, NAME).await;
    (world, reference)
}

async fn somebody(world: &World) -> Actor {
    world.actor(&world.visitor().await).await
}

fn refusal(error: &services::Error) -> (ErrorCode, Vec<(String, String)>) {
    match error {
        services::Error::Refused(api) => (api.code, api.params.clone().into_iter().collect()),
        other => panic!("not a refusal: {other}"),
    }
}

on_both_engines!(whoever_holds_the_slip_sees_the_progress_and_no_name, |test: TestDb| async {
    let (world, reference) = with_dossier(test).await;
    let visitor = somebody(&world).await;

    // As people copy it: small letters, blanks, the digits with a blank in the middle.
    let shown = Reference::parse(&reference).unwrap().to_string().to_lowercase();
    let pass = track(&world.portal, &visitor, &format!(" {shown} "), "56 78").await.unwrap();
    let view = tracked(&world.portal, &pass).await.unwrap();

    assert_eq!(view.state, DossierState::Submitted);
    assert!(view.answer_by.is_some());
    let all = serde_json::to_string(&view).unwrap();
    assert!(!all.contains(NAME) && !all.contains(PHONE), "{all}");
    assert!(view.timeline.iter().all(|entry| entry.who.is_empty() && entry.note.is_empty()));
    may_watch(&world.portal, &Actor::nobody(None), &view.topic).await.unwrap();
});

on_both_engines!(
    after_five_wrong_tries_one_waits_even_with_the_right_digits,
    |test: TestDb| async {
        let (world, reference) = with_dossier(test).await;
        let visitor = somebody(&world).await;
        for _ in 0..FREE_TRIES {
            let error = track(&world.portal, &visitor, &reference, WRONG_TAIL).await.unwrap_err();
            assert_eq!(error.code(), ErrorCode::TrackingNoMatch);
        }

        let error = track(&world.portal, &visitor, &reference, TAIL).await.unwrap_err();
        assert_eq!(
            refusal(&error),
            (ErrorCode::TrackingWait, vec![("seconds".into(), "30".into())])
        );
        world.wait(TimeDelta::seconds(29));
        assert!(track(&world.portal, &visitor, &reference, TAIL).await.is_err());

        world.wait(TimeDelta::seconds(1));
        track(&world.portal, &visitor, &reference, TAIL).await.unwrap();
    }
);

on_both_engines!(a_new_session_does_not_make_guessing_free, |test: TestDb| async {
    let (world, reference) = with_dossier(test).await;
    for _ in 0..FREE_TRIES {
        let guesser = somebody(&world).await;
        track(&world.portal, &guesser, &reference, WRONG_TAIL).await.unwrap_err();
    }

    let guesser = somebody(&world).await;
    let error = track(&world.portal, &guesser, &reference, TAIL).await.unwrap_err();

    assert_eq!(error.code(), ErrorCode::TrackingWait);
});

on_both_engines!(a_code_that_does_not_exist_answers_like_one_that_does, |test: TestDb| async {
    let (world, reference) = with_dossier(test).await;
    let nothing = Reference::from_random(7).as_str().to_owned();
    assert_ne!(nothing, reference);

    for _ in 0..=FREE_TRIES {
        let mut answers = Vec::new();
        for code in [&reference, &nothing] {
            // Each in a session of its own, so that only the code could make a difference.
            let visitor = somebody(&world).await;
            let error = track(&world.portal, &visitor, code, WRONG_TAIL).await.unwrap_err();
            answers.push(refusal(&error));
        }
        assert_eq!(answers[0], answers[1]);
    }
});

on_both_engines!(what_is_no_code_or_no_digits_is_a_mismatch_like_any_other, |test: TestDb| async {
    let (world, reference) = with_dossier(test).await;
    let long = "x".repeat(10_000);

    for (code, tail) in [("", ""), ("'; --", TAIL), (&*long, TAIL), (&*reference, "67")] {
        let visitor = somebody(&world).await;
        let error = track(&world.portal, &visitor, code, tail).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::TrackingNoMatch, "{code:.20}");
    }
});

on_both_engines!(a_pass_ends_and_cannot_be_made, |test: TestDb| async {
    let (world, reference) = with_dossier(test).await;
    let visitor = somebody(&world).await;
    let pass = track(&world.portal, &visitor, &reference, TAIL).await.unwrap();
    let mut forged = pass.clone().into_bytes();
    let last = forged.len() - 1;
    forged[last] = if forged[last] == b'0' { b'1' } else { b'0' };

    let forged = tracked(&world.portal, std::str::from_utf8(&forged).unwrap()).await;
    assert_eq!(forged.unwrap_err().code(), ErrorCode::TrackingNoMatch);
    assert!(tracked(&world.portal, "").await.is_err());
    world.wait(TimeDelta::hours(12));

    assert_eq!(tracked(&world.portal, &pass).await.unwrap_err().code(), ErrorCode::TrackingNoMatch);
});

on_both_engines!(forty_people_behind_one_address_are_all_served, |test: TestDb| async {
    let (world, reference) = with_dossier(test).await;

    for n in 0..PEOPLE {
        let visitor = world.visitor().await;
        let phone = format!("09123{n:05}");
        request_code(&world.portal, visitor.id, &phone).await.expect("a code for each");
        let actor = world.actor(&visitor).await;
        // Everybody mistypes once, on a code of their own, and then looks at the same dossier.
        let mistyped = Reference::from_random(u64::from(n) + 1);
        track(&world.portal, &actor, mistyped.as_str(), TAIL).await.unwrap_err();
        track(&world.portal, &actor, &reference, TAIL).await.expect("nobody is refused");
    }
});

on_both_engines!(guesses_at_once_are_counted_one_by_one, |test: TestDb| async {
    let (world, reference) = with_dossier(test).await;
    let mut guessers = Vec::new();
    for _ in 0..AT_ONCE {
        guessers.push(somebody(&world).await);
    }

    let guesses =
        guessers.iter().map(|guesser| track(&world.portal, guesser, &reference, WRONG_TAIL));
    let codes = join_all(guesses).await.into_iter().map(|answer| answer.unwrap_err().code());

    let judged = codes.filter(|code| *code == ErrorCode::TrackingNoMatch).count();
    assert_eq!(judged, FREE_TRIES);
});

on_both_engines!(right_answers_at_once_are_never_counted, |test: TestDb| async {
    let (world, reference) = with_dossier(test).await;
    let visitor = somebody(&world).await;

    let looks = (0..AT_ONCE).map(|_| track(&world.portal, &visitor, &reference, TAIL));

    assert!(join_all(looks).await.iter().all(Result::is_ok));
});

on_both_engines!(a_dossier_is_the_same_in_every_spelling, |test: TestDb| async {
    let (world, reference) = with_dossier(test).await;
    let intake = world.staff("tiepnhan").await;
    act(&world, &intake, &reference, Command::Accept).await.unwrap();
    let official = seen(&world, &intake, &reference).await.code.unwrap();
    let nothing = Reference::from_random(7).as_str().to_owned();

    let spelled = [
        reference.clone(),
        Reference::parse(&reference).unwrap().to_string(),
        reference.replace('0', "o").replace('1', "l"),
        official.clone(),
        official.replace('-', " \u{2013} "),
    ];
    for spelling in &spelled {
        let guesser = somebody(&world).await;
        let error = track(&world.portal, &guesser, spelling, WRONG_TAIL).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::TrackingNoMatch);
        // What does not exist is as much the same, or the wait would say which does.
        let error = track(&world.portal, &guesser, &nothing, WRONG_TAIL).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::TrackingNoMatch);
    }

    let nothing = Reference::parse(&nothing).unwrap().to_string();
    for spelling in spelled.iter().chain([&nothing]) {
        let guesser = somebody(&world).await;
        let error = track(&world.portal, &guesser, spelling, TAIL).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::TrackingWait, "{spelling}");
    }
});
