//! What a citizen sees and does with a dossier of their own.

use crate::filing::{FREE, PAID, ROADS, act, attach_result, file, grant, publish, seen};
use crate::world::World;
use bytes::Bytes;
use chrono::TimeDelta;
use futures::stream;
use services::dossier::{self, correct, correction, list_mine};
use services::upload::{self, NewUpload, Part, Target};
use shared::dossier::{CitizenStatus, Command, DossierAction, DossierState, SupplementItem};
use shared::error::ErrorCode;
use shared::file::Holder;
use shared::form::Shown;
use shared::identity::Actor;
use store::on_both_engines;
use store::testing::TestDb;

const PHONE: &str = "0912345678";
const OTHER_PHONE: &str = "0987654321";
const NAME: &str = "Triệu Thị Mai";
/// The first paper of the procedure that costs nothing.
const PAPER: &str = "p1";

/// A PDF as short as one can be.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

async fn published(test: TestDb) -> (World, Actor) {
    let world = World::new(test).await;
    publish(&world).await;
    let citizen = world.citizen(PHONE).await;
    (world, citizen)
}

fn ask_for(keys: &[&str]) -> Command {
    let item =
        |key: &&str| SupplementItem { key: (*key).to_owned(), reason: "Chưa rõ".to_owned() };
    Command::RequestSupplement {
        note: "Đề nghị bổ sung".to_owned(),
        items: keys.iter().map(item).collect(),
    }
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn answer(view: &dossier::Correction, key: &str) -> Option<String> {
    view.answers.get(key).and_then(|answer| answer.as_text()).map(str::to_owned)
}

async fn attach(world: &World, who: &Actor, code: &str, paper: &str) -> services::Result<()> {
    let id = seen(world, who, code).await.id;
    let new = NewUpload {
        length: PDF.len() as u64,
        name: "giay-to.pdf".to_owned(),
        metadata: String::new(),
        target: Some(Target { holder: Holder::Dossier(id), paper: paper.to_owned() }),
    };
    let begun = upload::create(&world.portal, who, new).await?;
    let body = stream::iter([Ok::<_, std::convert::Infallible>(Bytes::from_static(PDF))]);
    let part = Part { at: 0, length: Some(PDF.len() as u64), checksum: None, body };
    upload::append(&world.portal, who, begun.id, part).await?;
    Ok(())
}

on_both_engines!(a_dossier_is_seen_by_its_owner_and_by_no_other_citizen, |test: TestDb| async {
    let (world, citizen) = published(test).await;
    let other = world.citizen(OTHER_PHONE).await;
    let reference = file(&world, &citizen, FREE, NAME).await;
    file(&world, &other, ROADS, "Bàn Văn Hai").await;

    let view = seen(&world, &citizen, &reference).await;
    assert_eq!((view.state, &*view.applicant_name), (DossierState::Submitted, NAME));
    assert_eq!(view.actions, [DossierAction::Withdraw]);
    assert!(view.answer_by.is_some() && view.due_at.is_none());

    for stranger in [&other, &Actor::nobody(None)] {
        let error = dossier::view(&world.portal, stranger, &reference).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::DossierNotFound);
        let withdraw = Command::Withdraw { reason: String::new() };
        let error = dossier::act(&world.portal, stranger, &reference, 1, withdraw).await;
        assert_eq!(error.unwrap_err().code(), ErrorCode::DossierNotFound);
    }
    let mine = list_mine(&world.portal, &citizen).await.unwrap();
    assert_eq!(mine.iter().map(|line| &*line.reference).collect::<Vec<_>>(), [&*reference]);
});

on_both_engines!(no_answer_is_promised_while_the_fee_is_due, |test: TestDb| async {
    let (world, citizen) = published(test).await;

    let reference = file(&world, &citizen, PAID, NAME).await;

    let view = seen(&world, &citizen, &reference).await;
    assert_eq!(view.fee.state, "open");
    assert_eq!(view.answer_by, None);
});

on_both_engines!(
    a_dossier_is_withdrawn_before_it_is_accepted_and_not_after,
    |test: TestDb| async {
        let (world, citizen) = published(test).await;
        let intake = world.staff("tiepnhan").await;
        let (early, late) = (
            file(&world, &citizen, FREE, NAME).await,
            file(&world, &citizen, FREE, "Bàn Văn Hai").await,
        );
        act(&world, &intake, &late, Command::Accept).await.unwrap();
        let withdraw = || Command::Withdraw { reason: "Nộp nhầm".to_owned() };

        act(&world, &citizen, &early, withdraw()).await.unwrap();
        let refused = act(&world, &citizen, &late, withdraw()).await.unwrap_err();

        assert_eq!(refused.code(), ErrorCode::DossierNotFromHere);
        let view = seen(&world, &citizen, &early).await;
        assert_eq!(view.state, DossierState::Withdrawn);
        assert_eq!(view.timeline.last().unwrap().note, "Nộp nhầm");
        assert!(view.actions.is_empty());
        world.deliver().await;
        assert!(world.read_phone(PHONE).await.iter().any(|text| text.contains("đã được rút")));
    }
);

on_both_engines!(withdrawing_what_was_decided_meanwhile_changes_nothing, |test: TestDb| async {
    let (world, citizen) = published(test).await;
    let intake = world.staff("tiepnhan").await;
    let reference = file(&world, &citizen, FREE, NAME).await;
    let version = seen(&world, &citizen, &reference).await.version;
    act(&world, &intake, &reference, ask_for(&["purpose"])).await.unwrap();

    let withdraw = Command::Withdraw { reason: String::new() };
    let error = dossier::act(&world.portal, &citizen, &reference, version, withdraw).await;

    assert_eq!(error.unwrap_err().code(), ErrorCode::DossierChangedMeanwhile);
    let state = seen(&world, &citizen, &reference).await.state;
    assert_eq!(state, DossierState::IntakeSupplement);
});

on_both_engines!(a_supplement_changes_what_was_asked_for_and_nothing_else, |test: TestDb| async {
    let (world, citizen) = published(test).await;
    let intake = world.staff("tiepnhan").await;
    let reference = file(&world, &citizen, FREE, NAME).await;
    act(&world, &intake, &reference, ask_for(&["purpose"])).await.unwrap();

    let asked = correction(&world.portal, &citizen, &reference).await.unwrap();
    let fields: Vec<_> = asked.form.sections.iter().flat_map(|s| &s.fields).collect();
    assert_eq!(fields.iter().map(|field| &*field.key).collect::<Vec<_>>(), ["purpose"]);
    assert!(asked.slots.is_empty());
    world.wait(TimeDelta::minutes(1));
    let posted = pairs(&[("purpose", "Xin việc làm"), ("full_name", "Người Khác")]);
    correct(&world.portal, &citizen, &reference, posted).await.unwrap();

    let view = seen(&world, &citizen, &reference).await;
    assert_eq!(view.status, CitizenStatus::Received);
    let shown: Vec<_> = view.sections[0].answers.iter().map(|a| a.shown.0.clone()).collect();
    assert_eq!(shown, [NAME, "Xin việc làm"].map(|text| Shown::Words(text.to_owned())));
    let again = correct(&world.portal, &citizen, &reference, Vec::new()).await.unwrap_err();
    assert_eq!(again.code(), ErrorCode::DossierNotFromHere);
});

on_both_engines!(a_paper_that_was_asked_for_must_come_and_no_other_can, |test: TestDb| async {
    let (world, citizen) = published(test).await;
    let other = world.citizen(OTHER_PHONE).await;
    let intake = world.staff("tiepnhan").await;
    let reference = file(&world, &citizen, FREE, NAME).await;
    assert!(attach(&world, &citizen, &reference, PAPER).await.is_err(), "nothing is asked for");
    act(&world, &intake, &reference, ask_for(&[PAPER, "purpose"])).await.unwrap();
    world.wait(TimeDelta::minutes(1));

    let asked = correction(&world.portal, &citizen, &reference).await.unwrap();
    assert_eq!(asked.slots.iter().map(|slot| &*slot.key).collect::<Vec<_>>(), [PAPER]);
    let error = correct(&world.portal, &citizen, &reference, Vec::new()).await.unwrap_err();
    let services::Error::Invalid(fields) = error else { panic!("{error}") };
    assert_eq!((&*fields[0].field, &*fields[0].code), (PAPER, "file_missing"));
    let stranger = correction(&world.portal, &other, &reference).await.unwrap_err();
    assert_eq!(stranger.code(), ErrorCode::DossierNotFound);

    attach(&world, &citizen, &reference, PAPER).await.unwrap();
    correct(&world.portal, &citizen, &reference, pairs(&[("purpose", "Đi học")])).await.unwrap();

    let view = seen(&world, &citizen, &reference).await;
    assert_eq!(view.state, DossierState::Submitted);
    assert_eq!(view.papers.iter().find(|paper| paper.key == PAPER).unwrap().files.len(), 1);
});

on_both_engines!(what_is_wrong_in_a_supplement_leaves_everything_as_it_was, |test: TestDb| async {
    let (world, citizen) = published(test).await;
    let intake = world.staff("tiepnhan").await;
    let reference = file(&world, &citizen, FREE, NAME).await;
    act(&world, &intake, &reference, ask_for(&["full_name"])).await.unwrap();

    let error = correct(&world.portal, &citizen, &reference, pairs(&[("full_name", " ")])).await;

    let Err(services::Error::Invalid(fields)) = error else { panic!("{error:?}") };
    assert_eq!(&*fields[0].field, "full_name");
    let asked = correction(&world.portal, &citizen, &reference).await.unwrap();
    assert_eq!(answer(&asked, "full_name").as_deref(), Some(NAME));
    assert_eq!(asked.dossier.state, DossierState::IntakeSupplement);
});

on_both_engines!(the_citizen_gets_the_result_and_says_so, |test: TestDb| async {
    let (world, citizen) = published(test).await;
    let [intake, officer, leader, clerk] = [
        world.staff("tiepnhan").await,
        world.staff("chuyenvien").await,
        world.staff("lanhdao").await,
        world.staff("vanthu").await,
    ];
    let reference = file(&world, &citizen, FREE, NAME).await;
    act(&world, &intake, &reference, Command::Accept).await.unwrap();
    act(&world, &officer, &reference, Command::Claim).await.unwrap();
    attach_result(&world, &officer, &reference).await;
    act(&world, &officer, &reference, grant()).await.unwrap();
    assert_eq!(seen(&world, &citizen, &reference).await.result, None, "only proposed");
    act(&world, &leader, &reference, Command::Approve).await.unwrap();
    act(&world, &clerk, &reference, Command::Issue).await.unwrap();

    let view = seen(&world, &citizen, &reference).await;
    let result = view.result.expect("issued");
    assert!(result.number.is_some());
    assert_eq!(result.files.len(), 1);
    assert_eq!(view.actions, [DossierAction::ReturnResult]);
    act(&world, &citizen, &reference, Command::ReturnResult).await.unwrap();

    assert_eq!(seen(&world, &citizen, &reference).await.status, CitizenStatus::Finished);
});
