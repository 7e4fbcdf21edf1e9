//! Each action by each role, and what the table cannot know: reasons, papers, fees, and the second
//! of two.

use crate::filing::{self, FREE, PAID, act, attach_result, file, grant, seen};
use crate::world::World;
use futures::future::join_all;
use services::dossier;
use shared::dossier::{
    Change, Command, DOSSIER, DossierAction, DossierState, ResultOutcome, SupplementItem,
};
use shared::error::ErrorCode;
use shared::id::StaffId;
use shared::identity::Actor;
use shared::policy::{self, DossierSubject};
use store::on_both_engines;
use store::testing::TestDb;
use uuid::Uuid;

/// How many act at the same moment.
const AT_ONCE: usize = 50;

fn ask(key: &str, reason: &str) -> Command {
    let item = SupplementItem { key: key.to_owned(), reason: reason.to_owned() };
    Command::RequestSupplement { note: String::new(), items: vec![item] }
}

fn refuse(reason: &str) -> Command {
    Command::RefuseIntake { reason: reason.to_owned() }
}

/// A command for every action that is one.
fn commands() -> Vec<Command> {
    vec![
        Command::Accept,
        ask("purpose", "Ghi rõ mục đích"),
        refuse("Không thuộc thẩm quyền"),
        Command::Claim,
        Command::Assign { to: StaffId(Uuid::nil()) },
        grant(),
        Command::ReturnDraft { comment: "Sửa câu đầu".to_owned() },
        Command::Approve,
        Command::Issue,
        Command::ReturnResult,
        Command::Withdraw { reason: String::new() },
    ]
}

/// The people of one agency's process.
struct People {
    citizen: Actor,
    intake: Actor,
    officer: Actor,
    leader: Actor,
    clerk: Actor,
}

impl People {
    async fn of(world: &World) -> Self {
        Self {
            citizen: world.citizen("0912345678").await,
            intake: world.staff("tiepnhan").await,
            officer: world.staff("chuyenvien").await,
            leader: world.staff("lanhdao").await,
            clerk: world.staff("vanthu").await,
        }
    }

    /// A dossier that has come as far as `state`.
    async fn dossier_in(&self, world: &World, state: DossierState) -> String {
        let code = file(world, &self.citizen, FREE, "Nguyễn Thị Hoa").await;
        for (reached, actor, command) in self.road(state) {
            if command.action() == DossierAction::Issue {
                attach_result(world, actor, &code).await;
            }
            act(world, actor, &code, command).await.unwrap();
            assert_eq!(seen(world, &self.intake, &code).await.state, reached);
        }
        code
    }

    /// The steps that lead to a state, and where each leads.
    fn road(&self, to: DossierState) -> Vec<(DossierState, &Actor, Command)> {
        use DossierState as S;
        let (intake, officer) = (&self.intake, &self.officer);
        let smooth = [
            (S::Accepted, intake, Command::Accept),
            (S::Assigned, officer, Command::Claim),
            (S::AwaitingApproval, officer, grant()),
            (S::Approved, &self.leader, Command::Approve),
            (S::ResultReady, &self.clerk, Command::Issue),
            (S::Returned, intake, Command::ReturnResult),
        ];
        let (steps, aside) = match to {
            S::Submitted => (0, None),
            S::IntakeSupplement => (0, Some((to, intake, ask("purpose", "Ghi rõ mục đích")))),
            S::IntakeRefused => (0, Some((to, intake, refuse("Không thuộc thẩm quyền")))),
            S::Withdrawn => {
                (0, Some((to, &self.citizen, Command::Withdraw { reason: String::new() })))
            }
            S::SupplementRequested => (2, Some((to, officer, ask("p1", "Mờ")))),
            _ => {
                (smooth.iter().position(|(at, _, _)| *at == to).expect("a smooth state") + 1, None)
            }
        };
        smooth.into_iter().take(steps).chain(aside).collect()
    }
}

on_both_engines!(every_action_by_every_role_is_decided_by_the_table, |test: TestDb| async {
    let world = World::new(test).await;
    filing::publish(&world).await;
    let people = People::of(&world).await;
    let mut actors = vec![Actor::nobody(None), world.citizen("0987654321").await];
    let logins = [
        "tiepnhan",
        "tiepnhan2",
        "buudien",
        "chuyenvien",
        "truongphong",
        "lanhdao",
        "vanthu",
        "chuyenvien.gtvt",
        "lanhdao.gtvt",
        "ketoan",
        "giamdoc",
        "kiemsoat",
        "quantri",
        "thanhtra",
    ];
    for login in logins {
        actors.push(world.staff(login).await);
    }
    actors.push(people.citizen.clone());
    let owner = people.citizen.person().expect("a citizen");

    for state in DossierState::ALL {
        let code = people.dossier_in(&world, state).await;
        let version = seen(&world, &people.intake, &code).await.version;
        let subject = DossierSubject { state, agency: "STP", owner };
        for actor in &actors {
            for command in commands() {
                let action = command.action();
                let want = policy::act_on_dossier(actor, &subject, action).err();
                // What the table allows is done on the road to the next state.
                let Some(want) = want else { continue };
                let got = dossier::act(&world.portal, actor, &code, version, command).await;
                let got = got.expect_err("a refusal").code();
                assert_eq!(got, want, "{action:?} from {state:?} by {}", actor.name);
            }
        }
        let after = seen(&world, &people.intake, &code).await;
        assert_eq!((after.state, after.version), (state, version), "nothing was written");
    }
    let stranger = world.staff("chuyenvien.gtvt").await;
    let code = people.dossier_in(&world, DossierState::Submitted).await;
    let hidden = dossier::view(&world.portal, &stranger, &code).await.expect_err("a refusal");
    assert_eq!(hidden.code(), ErrorCode::DossierNotFound);
    let auditor = world.staff("thanhtra").await;
    assert_eq!(seen(&world, &auditor, &code).await.actions, []);
});

on_both_engines!(
    reasons_papers_and_fees_are_asked_for_before_anything_happens,
    |test: TestDb| async {
        let world = World::new(test).await;
        filing::publish(&world).await;
        let people = People::of(&world).await;
        let new = people.dossier_in(&world, DossierState::Submitted).await;
        let unpaid = file(&world, &people.citizen, PAID, "Đàm Quang Đức").await;
        let assigned = people.dossier_in(&world, DossierState::Assigned).await;
        let waiting = people.dossier_in(&world, DossierState::AwaitingApproval).await;
        let approved = people.dossier_in(&world, DossierState::Approved).await;
        let refused = |summary: &str, ground: &str| Command::DraftResult {
            outcome: ResultOutcome::Refused,
            summary: summary.to_owned(),
            legal_ground: ground.to_owned(),
        };
        let nothing =
            Command::RequestSupplement { note: "Bổ sung".to_owned(), items: Vec::new() };
        let comment = Command::ReturnDraft { comment: " \n ".to_owned() };
        let stranger = Command::Assign { to: world.staff("vanthu").await.staff().expect("staff") };
        let tries: [(&Actor, &str, Command, ErrorCode); 11] = [
            (&people.intake, &new, refuse("  "), ErrorCode::DossierReasonMissing),
            (&people.intake, &new, refuse(&"x".repeat(4_001)), ErrorCode::TooLarge),
            (&people.intake, &new, nothing, ErrorCode::DossierPapersMissing),
            (&people.intake, &new, ask("p1", " "), ErrorCode::DossierPapersMissing),
            (&people.intake, &new, ask("p99", "Mờ"), ErrorCode::UploadUnknownPaper),
            (&people.intake, &unpaid, Command::Accept, ErrorCode::DossierUnpaid),
            (&people.leader, &assigned, stranger, ErrorCode::DossierAssigneeUnfit),
            (&people.officer, &assigned, refused("", "Luật"), ErrorCode::DossierReasonMissing),
            (&people.officer, &assigned, refused("Từ chối", " "), ErrorCode::DossierReasonMissing),
            (&people.leader, &waiting, comment, ErrorCode::DossierReasonMissing),
            (&people.clerk, &approved, Command::Issue, ErrorCode::DossierNoResult),
        ];

        for (actor, code, command, want) in tries {
            let action = command.action();
            let before = seen(&world, actor, code).await;
            let got = act(&world, actor, code, command).await.expect_err("a refusal").code();
            assert_eq!(got, want, "{action:?}");
            assert_eq!(seen(&world, actor, code).await, before, "nothing was written");
        }
    }
);

on_both_engines!(the_second_of_two_officers_is_told_who_was_first, |test: TestDb| async {
    let world = World::new(test).await;
    filing::publish(&world).await;
    let people = People::of(&world).await;
    let code = people.dossier_in(&world, DossierState::Submitted).await;
    let version = seen(&world, &people.intake, &code).await.version;
    let accept = || dossier::act(&world.portal, &people.intake, &code, version, Command::Accept);
    accept().await.unwrap();

    let told = accept().await.expect_err("a refusal").into_api("r1");

    assert_eq!(told.code, ErrorCode::DossierChangedMeanwhile);
    assert_eq!(told.params["who"], "Nông Thị Hoa");
});

on_both_engines!(of_fifty_who_claim_at_once_one_wins, |test: TestDb| async {
    let world = World::new(test).await;
    filing::publish(&world).await;
    let people = People::of(&world).await;
    let second = world.staff("chuyenvien2").await;
    let code = people.dossier_in(&world, DossierState::Accepted).await;
    let version = seen(&world, &people.officer, &code).await.version;
    let claim = |at: usize| {
        let actor = if at.is_multiple_of(2) { &people.officer } else { &second };
        dossier::act(&world.portal, actor, &code, version, Command::Claim)
    };

    let answers = join_all((0..AT_ONCE).map(claim)).await;

    let after = seen(&world, &people.officer, &code).await;
    let (_, winner) = after.assignee.expect("somebody has it");
    assert_eq!((after.state, after.version), (DossierState::Assigned, version + 1));
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for refused in answers.into_iter().filter_map(Result::err) {
        let told = refused.into_api("r1");
        assert_eq!(told.code, ErrorCode::DossierChangedMeanwhile);
        assert_eq!(told.params["who"], winner);
    }
});

on_both_engines!(of_fifty_who_approve_at_once_one_wins, |test: TestDb| async {
    let world = World::new(test).await;
    filing::publish(&world).await;
    let people = People::of(&world).await;
    let code = people.dossier_in(&world, DossierState::AwaitingApproval).await;
    let version = seen(&world, &people.leader, &code).await.version;
    let decide = |at: usize| {
        let back = Command::ReturnDraft { comment: "Sửa câu đầu".to_owned() };
        let command = if at.is_multiple_of(2) { Command::Approve } else { back };
        dossier::act(&world.portal, &people.leader, &code, version, command)
    };

    let answers = join_all((0..AT_ONCE).map(decide)).await;

    let after = seen(&world, &people.leader, &code).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(after.version, version + 1);
    assert_eq!(after.timeline.len(), 5, "submitted, accepted, claimed, drafted, one decision");
});

on_both_engines!(many_accepted_at_once_get_codes_without_holes, |test: TestDb| async {
    let world = World::new(test).await;
    filing::publish(&world).await;
    let people = People::of(&world).await;
    let mut filed = Vec::new();
    for _ in 0..20 {
        filed.push(people.dossier_in(&world, DossierState::Submitted).await);
    }

    let accepted = filed.iter().map(|code| act(&world, &people.intake, code, Command::Accept));
    for answer in join_all(accepted).await {
        answer.unwrap();
    }

    let mut codes = Vec::new();
    for code in &filed {
        codes.push(seen(&world, &people.intake, code).await.code.expect("a code"));
    }
    codes.sort();
    let serials: Vec<usize> =
        codes.iter().map(|code| code.rsplit('-').next().unwrap().parse().unwrap()).collect();
    assert_eq!(serials, (1..=20).collect::<Vec<_>>());
});

on_both_engines!(staff_read_the_log_from_what_to_what_and_citizens_do_not, |test: TestDb| async {
    let world = World::new(test).await;
    filing::publish(&world).await;
    let people = People::of(&world).await;
    let code = people.dossier_in(&world, DossierState::Assigned).await;
    let second = world.staff("chuyenvien2").await;
    let to = second.staff().expect("staff");
    act(&world, &people.officer, &code, Command::Assign { to }).await.unwrap();

    let log = seen(&world, &people.leader, &code).await.timeline;
    let told = seen(&world, &people.citizen, &code).await.timeline;

    let changes = |kind: &str| {
        let entry = log.iter().rfind(|entry| entry.kind == kind).expect(kind);
        entry.changes.clone()
    };
    let accepted = Change::State { from: DossierState::Submitted, to: DossierState::Accepted };
    assert!(changes("accept").contains(&accepted));
    assert!(
        changes("accept").iter().any(|change| matches!(change, Change::Due { from: None, .. }))
    );
    let handed = Change::Assignee { from: people.officer.name.clone(), to: second.name.clone() };
    assert_eq!(changes("assign"), [handed]);
    assert!(told.iter().all(|entry| entry.changes.is_empty()));
});

#[test]
fn the_table_has_a_command_for_every_step_of_staff() {
    let known: Vec<DossierAction> = commands().iter().map(Command::action).collect();

    for step in DOSSIER.0 {
        assert!(known.contains(&step.action) || step.action == DossierAction::Supplement);
    }
}
