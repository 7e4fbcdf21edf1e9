//! A draft from its beginning to its submission: kept, continued, refused, handed in once.

use crate::world::World;
use chrono::TimeDelta;
use services::catalogue::{Catalogue, import};
use services::{dossier, draft, identity};
use shared::agency::AgencyFile;
use shared::draft::{NextPage, PageAct, PostedPage, SaveDraft, TaskState};
use shared::error::ErrorCode;
use shared::form::{AddressBook, Answer, Answers, Form};
use shared::id::DraftId;
use shared::identity::Actor;
use shared::payment::fee::FeeChoice;
use shared::procedure::ProcedureFile;
use std::path::Path;
use store::on_both_engines;
use store::testing::TestDb;

const PHONE: &str = "0912345678";
const OTHER_PHONE: &str = "0987654321";
/// Costs something, and the form leaves open what.
const PAID: &str = "stp-lltp-ca-nhan";
const FREE: &str = "stp-lltp-co-quan";

const FORM_FILE: &str = "forms/thu.json";
const FORM: &str = r#"{
  "schema_version": "1.0", "form_id": "thu", "version": "1", "title_vi": "Đơn", "title_en": "Form",
  "sections": [
    {"key": "who", "title_vi": "Người nộp", "title_en": "Applicant", "fields": [
      {"key": "full_name", "label_vi": "Họ và tên", "type": "text", "required": true,
       "prefill": "profile.full_name"},
      {"key": "married", "label_vi": "Đã kết hôn", "type": "radio", "required": true,
       "options": [{"value": "yes", "label_vi": "Rồi"}, {"value": "no", "label_vi": "Chưa"}]},
      {"key": "spouse", "label_vi": "Vợ, chồng", "type": "text", "required": true,
       "visible_when": {"field": "married", "op": "eq", "value": "yes"}}
    ]},
    {"key": "past", "title_vi": "Quá trình", "title_en": "History", "fields": [
      {"key": "places", "label_vi": "Nơi ở", "type": "table", "required": true, "min_rows": 1,
       "columns": [{"key": "from", "label_vi": "Từ", "type": "date", "required": true},
                   {"key": "place", "label_vi": "Nơi", "type": "text", "required": true}]}
    ]}
  ]
}"#;

async fn publish(world: &World) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let read = |name: &str| std::fs::read_to_string(data.join(name)).expect(name);
    let agencies: AgencyFile = serde_json::from_str(&read("agencies.json")).unwrap();
    let all: ProcedureFile = serde_json::from_str(&read("procedures.json")).unwrap();
    let mut procedures: Vec<_> =
        all.procedures.into_iter().filter(|p| [PAID, FREE].contains(&&*p.id)).collect();
    for procedure in &mut procedures {
        procedure.form_file = Some(FORM_FILE.to_owned());
        procedure.documents.iter_mut().for_each(|document| document.required = false);
    }
    let forms = vec![(FORM_FILE.to_owned(), Form::parse(FORM).unwrap())];
    let catalogue =
        Catalogue { agencies, procedures, forms, days: Vec::new(), book: AddressBook::default() };
    import(&world.portal, &catalogue).await.unwrap();
    world.portal.refresh().await.unwrap();
}

async fn world_with_catalogue(test: TestDb) -> World {
    let world = World::new(test).await;
    publish(&world).await;
    world
}

async fn begin(world: &World, actor: &Actor, slug: &str) -> DraftId {
    draft::begin(&world.portal, actor, slug, false).await.unwrap().id
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs.iter().map(|(key, text)| ((*key).to_owned(), Answer::text(*text))).collect()
}

fn page(id: DraftId, section: &str, act: PageAct, pairs: &[(&str, &str)]) -> PostedPage {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    PostedPage {
        id,
        section: section.to_owned(),
        act,
        is_from_check: false,
        pairs: pairs.iter().map(own).collect(),
    }
}

async fn post(world: &World, actor: &Actor, page: PostedPage) -> NextPage {
    draft::save_page(&world.portal, actor, page).await.unwrap()
}

async fn save(
    world: &World,
    actor: &Actor,
    id: DraftId,
    pairs: &[(&str, &str)],
) -> services::Result<shared::draft::Saved> {
    draft::save(&world.portal, actor, SaveDraft { id, answers: answers(pairs) }).await
}

/// Answers everything.
async fn fill(world: &World, actor: &Actor, id: DraftId) {
    let who = [("full_name", "Hoàng Thị Mai"), ("married", "no")];
    let past = [("places.0.from", "1/2/2020"), ("places.0.place", "Bắc Kạn")];
    post(world, actor, page(id, "who", PageAct::Continue, &who)).await;
    post(world, actor, page(id, "past", PageAct::Continue, &past)).await;
}

fn code_of<T: std::fmt::Debug>(result: services::Result<T>) -> ErrorCode {
    result.expect_err("a refusal").code()
}

on_both_engines!(
    an_open_draft_is_offered_and_another_begins_only_when_asked,
    |test: TestDb| async {
        let world = world_with_catalogue(test).await;
        let mai = world.citizen(PHONE).await;

        let first = begin(&world, &mai, FREE).await;
        let again = begin(&world, &mai, FREE).await;
        let another = draft::begin(&world.portal, &mai, FREE, true).await.unwrap().id;
        let threshold = draft::start(&world.portal, &mai, FREE).await.unwrap();

        assert_eq!(first, again);
        assert_ne!(first, another);
        assert!(threshold.open.is_some_and(|line| [first, another].contains(&line.id)));
        assert_eq!(draft::list(&world.portal, &mai).await.unwrap().len(), 2);
    }
);

on_both_engines!(a_page_is_kept_right_or_wrong_and_leads_on, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let mai = world.citizen(PHONE).await;
    let id = begin(&world, &mai, FREE).await;
    let go_on = |pairs: &'static [(&'static str, &'static str)]| {
        post(&world, &mai, page(id, "who", PageAct::Continue, pairs))
    };

    let nothing = go_on(&[("full_name", "")]).await;
    let later = post(&world, &mai, page(id, "who", PageAct::Later, &[("full_name", "")])).await;
    let appeared = go_on(&[("full_name", "Mai"), ("married", "yes")]).await;
    let missing = go_on(&[("full_name", "Mai"), ("married", "yes"), ("spouse", " ")]).await;
    let next = go_on(&[("full_name", "Mai"), ("married", "yes"), ("spouse", "Nam")]).await;

    assert_eq!(nothing, NextPage::Mend);
    assert_eq!(later, NextPage::List);
    assert_eq!(appeared, NextPage::Appeared);
    assert_eq!(missing, NextPage::Mend);
    assert_eq!(next, NextPage::Task("past".to_owned()));
    let view = draft::view(&world.portal, &mai, id).await.unwrap();
    assert_eq!(view.answers.get("spouse"), Some(&Answer::text("Nam")));
    assert_eq!(view.tasks[0].state, TaskState::Done);
    assert_eq!(view.tasks[1].state, TaskState::NotStarted);
});

on_both_engines!(
    what_was_answered_beforehand_is_not_done_before_it_was_read,
    |test: TestDb| async {
        let world = world_with_catalogue(test).await;
        let mai = world.citizen(PHONE).await;
        let id = begin(&world, &mai, PAID).await;
        let states = || async {
            let view = draft::view(&world.portal, &mai, id).await.unwrap();
            view.tasks.iter().map(|task| (task.path.clone(), task.state)).collect::<Vec<_>>()
        };
        let state_of = |states: &[(String, TaskState)], path: &str| {
            states.iter().find(|(known, _)| known == path).map(|(_, state)| *state)
        };

        let fresh = states().await;
        let left = post(&world, &mai, page(id, "giay-to", PageAct::Continue, &[])).await;
        post(&world, &mai, page(id, "who", PageAct::Later, &[("full_name", "")])).await;
        let seen = states().await;

        assert!(fresh.iter().all(|(_, state)| *state != TaskState::Done), "{fresh:?}");
        assert_eq!(state_of(&fresh, "giay-to"), Some(TaskState::NotStarted));
        assert_eq!(state_of(&seen, "giay-to"), Some(TaskState::Done));
        assert_eq!(state_of(&seen, "who"), Some(TaskState::InProgress));
        assert_ne!(left, NextPage::Mend);
    }
);

on_both_engines!(from_the_check_one_comes_back_to_the_check, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let mai = world.citizen(PHONE).await;
    let id = begin(&world, &mai, FREE).await;
    let pairs = [("full_name", "Mai"), ("married", "no")];
    let from_check =
        PostedPage { is_from_check: true, ..page(id, "who", PageAct::Continue, &pairs) };

    assert_eq!(post(&world, &mai, from_check).await, NextPage::Task("kiem-tra".to_owned()));
});

on_both_engines!(rows_come_and_go_with_what_stands_in_the_others, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let mai = world.citizen(PHONE).await;
    let id = begin(&world, &mai, FREE).await;
    let add = PageAct::AddRow("places".to_owned());
    let remove = PageAct::RemoveRow("places".to_owned(), 0);
    let one = [("places.0.from", "1/2/2020"), ("places.0.place", "Bắc Kạn")];
    let two = [one[0], one[1], ("places.1.from", ""), ("places.1.place", "Ba Bể")];

    let added = post(&world, &mai, page(id, "past", add, &one)).await;
    let removed = post(&world, &mai, page(id, "past", remove, &two)).await;

    assert_eq!(added, NextPage::At("places.1.from.day".to_owned()));
    assert_eq!(removed, NextPage::At("places.0.from.day".to_owned()));
    let view = draft::view(&world.portal, &mai, id).await.unwrap();
    let rows = view.answers.get("places").unwrap().as_rows().unwrap().to_vec();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].get("place"), Some(&Answer::text("Ba Bể")));
});

on_both_engines!(a_draft_is_its_own_persons_and_nobody_elses, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let mai = world.citizen(PHONE).await;
    let other = world.citizen(OTHER_PHONE).await;
    let stranger = world.actor(&world.visitor().await).await;
    let staff = world.staff("tiepnhan").await;
    let id = begin(&world, &mai, FREE).await;

    for (actor, refusal) in [
        (&other, ErrorCode::DraftNotFound),
        (&staff, ErrorCode::DraftNotFound),
        (&stranger, ErrorCode::SignInNeeded),
        (&Actor::nobody(None), ErrorCode::SignInNeeded),
    ] {
        let portal = &world.portal;
        let posted = page(id, "who", PageAct::Continue, &[("full_name", "x")]);
        assert_eq!(code_of(draft::view(portal, actor, id).await), refusal);
        assert_eq!(code_of(save(&world, actor, id, &[("full_name", "x")]).await), refusal);
        assert_eq!(code_of(draft::save_page(portal, actor, posted).await), refusal);
        assert_eq!(
            code_of(draft::choose_fee(portal, actor, id, FeeChoice::default()).await),
            refusal
        );
        assert_eq!(code_of(draft::remove(portal, actor, id).await), refusal);
        assert_eq!(code_of(dossier::submit(portal, actor, id).await), refusal);
    }
    assert_eq!(
        code_of(draft::begin(&world.portal, &staff, FREE, false).await),
        ErrorCode::NotYours
    );
});

on_both_engines!(before_signing_in_a_draft_is_its_sessions, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let visitor = world.visitor().await;
    let here = world.actor(&visitor).await;
    let elsewhere = world.actor(&world.visitor().await).await;
    let id = begin(&world, &here, FREE).await;
    save(&world, &here, id, &[("full_name", "Mai")]).await.unwrap();

    assert_eq!(code_of(draft::view(&world.portal, &elsewhere, id).await), ErrorCode::DraftNotFound);
    assert_eq!(code_of(dossier::submit(&world.portal, &here, id).await), ErrorCode::SignInNeeded);
    // Signing in takes the draft along.
    let code = world.ask_for_code(visitor.id, PHONE).await;
    let (session, _) =
        identity::confirm_code(&world.portal, visitor.id, PHONE, &code).await.unwrap();
    let mai = world.actor(&session).await;
    let view = draft::view(&world.portal, &mai, id).await.unwrap();
    assert_eq!(view.answers.get("full_name"), Some(&Answer::text("Mai")));
});

on_both_engines!(what_does_not_belong_there_or_is_too_much_is_refused, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let mai = world.citizen(PHONE).await;
    let id = begin(&world, &mai, FREE).await;
    let long = "x".repeat(shared::form::ANSWER_BYTES_MAX + 1);

    let unknown = save(&world, &mai, id, &[("nonsense", "x")]).await;
    let too_long = save(&world, &mai, id, &[("full_name", &long)]).await;
    let posted = page(id, "who", PageAct::Later, &[("full_name", &long)]);
    let too_long_page = draft::save_page(&world.portal, &mai, posted).await;
    let posted = page(id, "elsewhere", PageAct::Later, &[]);
    let no_page = draft::save_page(&world.portal, &mai, posted).await;

    assert_eq!(code_of(unknown), ErrorCode::BadRequest);
    assert_eq!(code_of(too_long), ErrorCode::DraftTooLarge);
    assert_eq!(code_of(too_long_page), ErrorCode::DraftTooLarge);
    assert_eq!(code_of(no_page), ErrorCode::NotFound);
    assert!(draft::view(&world.portal, &mai, id).await.unwrap().answers.is_empty());
});

on_both_engines!(twenty_drafts_may_be_open_and_no_more, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let mai = world.citizen(PHONE).await;
    for _ in 0..shared::draft::DRAFTS_OPEN_MAX {
        draft::begin(&world.portal, &mai, FREE, true).await.unwrap();
    }

    let one_more = draft::begin(&world.portal, &mai, FREE, true).await;

    assert_eq!(code_of(one_more), ErrorCode::DraftTooMany);
});

on_both_engines!(two_devices_change_different_answers_and_both_win, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let mai = world.citizen(PHONE).await;
    let id = begin(&world, &mai, FREE).await;

    let first = save(&world, &mai, id, &[("full_name", "Mai")]).await.unwrap();
    let second = save(&world, &mai, id, &[("married", "no")]).await.unwrap();

    let view = draft::view(&world.portal, &mai, id).await.unwrap();
    assert_eq!(view.answers, answers(&[("full_name", "Mai"), ("married", "no")]));
    assert_eq!((first.revision, second.revision), (1, 2));
});

on_both_engines!(a_code_continues_a_draft_on_another_device, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let here = world.actor(&world.visitor().await).await;
    let there = world.actor(&world.visitor().await).await;
    let id = begin(&world, &here, FREE).await;
    save(&world, &here, id, &[("full_name", "Mai")]).await.unwrap();
    let code = draft::view(&world.portal, &here, id).await.unwrap().resume_code;

    let wrong = draft::resume(&world.portal, &there, "AAAA-AAAA-AAAA").await;
    let (found, _) = draft::resume(&world.portal, &there, &code.to_lowercase()).await.unwrap();

    assert_eq!(code_of(wrong), ErrorCode::ResumeCodeWrong);
    assert_eq!(found, id);
    let view = draft::view(&world.portal, &there, id).await.unwrap();
    assert_eq!(view.answers.get("full_name"), Some(&Answer::text("Mai")));
});

on_both_engines!(the_code_of_an_owned_draft_needs_its_owner, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let mai = world.citizen(PHONE).await;
    let other = world.citizen(OTHER_PHONE).await;
    let stranger = world.actor(&world.visitor().await).await;
    let id = begin(&world, &mai, FREE).await;
    let code = draft::view(&world.portal, &mai, id).await.unwrap().resume_code;

    let by_stranger = draft::resume(&world.portal, &stranger, &code).await;
    let by_other = draft::resume(&world.portal, &other, &code).await;

    assert_eq!(code_of(by_stranger.map(|(id, _)| id)), ErrorCode::SignInNeeded);
    assert_eq!(code_of(by_other.map(|(id, _)| id)), ErrorCode::ResumeCodeWrong);
});

on_both_engines!(guesses_of_a_resume_code_at_once_are_counted_one_by_one, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let guesser = world.actor(&world.visitor().await).await;

    let guesses = (0..50).map(|_| draft::resume(&world.portal, &guesser, "AAAAA-AAAAA"));
    let codes = futures::future::join_all(guesses).await.into_iter().map(code_of);

    assert_eq!(codes.filter(|code| *code == ErrorCode::ResumeCodeWrong).count(), 5);
});

on_both_engines!(somebody_elses_resume_code_is_counted_like_a_wrong_one, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let mai = world.citizen(PHONE).await;
    let other = world.citizen(OTHER_PHONE).await;
    let id = begin(&world, &mai, FREE).await;
    let code = draft::view(&world.portal, &mai, id).await.unwrap().resume_code;

    for _ in 0..5 {
        let by_other = draft::resume(&world.portal, &other, &code).await;
        assert_eq!(code_of(by_other), ErrorCode::ResumeCodeWrong);
    }

    let by_other = draft::resume(&world.portal, &other, &code).await;
    assert_eq!(code_of(by_other), ErrorCode::TooManyRequests);
});

on_both_engines!(a_removed_draft_is_gone, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let mai = world.citizen(PHONE).await;
    let id = begin(&world, &mai, FREE).await;

    draft::remove(&world.portal, &mai, id).await.unwrap();

    assert_eq!(code_of(draft::view(&world.portal, &mai, id).await), ErrorCode::DraftNotFound);
    assert_eq!(code_of(draft::remove(&world.portal, &mai, id).await), ErrorCode::DraftNotFound);
});

on_both_engines!(the_fee_is_chosen_among_what_the_record_offers, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let mai = world.citizen(PHONE).await;
    let id = begin(&world, &mai, PAID).await;
    let asked = draft::view(&world.portal, &mai, id).await.unwrap().fee_questions;
    let of =
        |variant: &str| FeeChoice { variant: Some(variant.to_owned()), ..FeeChoice::default() };
    let choose = |choice| draft::choose_fee(&world.portal, &mai, id, choice);

    let missing = choose(FeeChoice::default()).await;
    let unfit = choose(of("nonsense")).await;
    let quote = choose(of(&asked.variants[0].key)).await.unwrap().unwrap();

    assert_eq!(code_of(missing), ErrorCode::FeeChoiceMissing);
    assert_eq!(code_of(unfit), ErrorCode::FeeChoiceUnfit);
    assert_eq!(Some(quote.total), asked.variants[0].amount);
    let view = draft::view(&world.portal, &mai, id).await.unwrap();
    assert_eq!(view.quote.map(|quote| quote.total), asked.variants[0].amount);
});

on_both_engines!(what_is_missing_is_said_by_field_and_nothing_is_handed_in, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let mai = world.citizen(PHONE).await;
    let id = begin(&world, &mai, FREE).await;

    let refused = dossier::submit(&world.portal, &mai, id).await;

    let services::Error::Invalid(fields) = refused.expect_err("incomplete") else {
        panic!("fields to mend")
    };
    let found: Vec<_> = fields.iter().map(|e| (e.field.as_str(), e.code.as_str())).collect();
    assert_eq!(found, [("full_name", "required"), ("married", "required"), ("places", "required")]);
    assert!(draft::view(&world.portal, &mai, id).await.is_ok(), "still a draft");
});

on_both_engines!(
    a_fee_that_was_not_chosen_keeps_a_draft_from_being_handed_in,
    |test: TestDb| async {
        let world = world_with_catalogue(test).await;
        let mai = world.citizen(PHONE).await;
        let id = begin(&world, &mai, PAID).await;
        fill(&world, &mai, id).await;

        let refused = dossier::submit(&world.portal, &mai, id).await;

        assert_eq!(code_of(refused), ErrorCode::FeeChoiceMissing);
    }
);

on_both_engines!(twenty_submits_at_once_make_one_dossier_and_one_answer, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let mai = world.citizen(PHONE).await;
    let id = begin(&world, &mai, FREE).await;
    fill(&world, &mai, id).await;

    let submits = (0..20).map(|_| dossier::submit(&world.portal, &mai, id));
    let answers = futures::future::join_all(submits).await;
    world.wait(TimeDelta::days(1));
    let late = dossier::submit(&world.portal, &mai, id).await.unwrap();

    for answer in answers {
        assert_eq!(answer.unwrap(), late);
    }
    assert_eq!(dossier::list_mine(&world.portal, &mai).await.unwrap().len(), 1);
});

on_both_engines!(after_it_was_handed_in_a_draft_says_where_it_went, |test: TestDb| async {
    let world = world_with_catalogue(test).await;
    let mai = world.citizen(PHONE).await;
    let id = begin(&world, &mai, FREE).await;
    fill(&world, &mai, id).await;
    let reference = dossier::submit(&world.portal, &mai, id).await.unwrap().reference;

    let late = save(&world, &mai, id, &[("full_name", "x")]).await;

    let services::Error::Refused(refusal) = late.expect_err("handed in") else {
        panic!("a refusal")
    };
    assert_eq!(refusal.code, ErrorCode::DraftSubmitted);
    assert_eq!(refusal.params.get("reference"), Some(&reference));
    assert_eq!(code_of(draft::view(&world.portal, &mai, id).await), ErrorCode::DraftSubmitted);
    assert!(draft::list(&world.portal, &mai).await.unwrap().is_empty());
});

on_both_engines!(
    what_was_declared_before_is_filled_in_and_never_over_an_edit,
    |test: TestDb| async {
        let world = world_with_catalogue(test).await;
        let mai = world.citizen(PHONE).await;
        let first = begin(&world, &mai, FREE).await;
        fill(&world, &mai, first).await;
        dossier::submit(&world.portal, &mai, first).await.unwrap();

        let second = begin(&world, &mai, FREE).await;
        let filled = draft::view(&world.portal, &mai, second).await.unwrap();
        save(&world, &mai, second, &[("full_name", "Mai Hoàng")]).await.unwrap();
        let again = begin(&world, &mai, FREE).await;

        assert_eq!(filled.answers.get("full_name"), Some(&Answer::text("Hoàng Thị Mai")));
        assert_eq!(again, second);
        let view = draft::view(&world.portal, &mai, again).await.unwrap();
        assert_eq!(view.answers.get("full_name"), Some(&Answer::text("Mai Hoàng")));
    }
);
