//! The dashboard says what a recount says, at any instant, and each number leads to as many
//! dossiers.

use crate::filing::{self, FREE, PAID, ROADS, attach_result, file, grant, seen};
use crate::world::World;
use chrono::{Datelike, NaiveDate, TimeDelta};
use services::dossier;
use services::report::{dashboard, drill};
use shared::dossier::{Command, DossierAction, DossierState, SupplementItem};
use shared::error::ErrorCode;
use shared::identity::Actor;
use shared::report::{Counted, DashboardView, Drill, Measure};
use shared::time::local_day;
use std::collections::BTreeMap;
use store::dossier::DossierRow;
use store::on_both_engines;
use store::testing::TestDb;

/// So many steps does a walk take.
const STEPS: u64 = 120;
/// A page of a recount.
const ROWS: i64 = 1_000;

type Key = (String, NaiveDate, String, String);

async fn rows(world: &World) -> Vec<DossierRow> {
    let mut tx = world.portal.db.read().await.unwrap();
    store::dossier::list_all(&mut tx, None, ROWS).await.unwrap()
}

fn counted(row: &DossierRow) -> Counted {
    Counted {
        state: row.state().unwrap(),
        submitted_at: row.submitted_at,
        accepted_at: row.accepted_at,
        due_on: row.due_on,
        finished_at: row.finished_at,
        ended_at: row.ended_at,
    }
}

/// The counters as the dossiers themselves would have them.
async fn recount(world: &World) -> BTreeMap<Key, i64> {
    let mut all = BTreeMap::new();
    for row in rows(world).await {
        for (measure, day) in counted(&row).measures() {
            let key =
                (measure.as_str().to_owned(), day, row.agency_id.clone(), row.procedure_id.clone());
            *all.entry(key).or_default() += 1;
        }
    }
    all
}

async fn counters(world: &World) -> BTreeMap<Key, i64> {
    let mut tx = world.portal.db.read().await.unwrap();
    let mut all = BTreeMap::new();
    for row in store::report::all(&mut tx).await.unwrap() {
        *all.entry((row.measure, row.day, row.agency_id, row.procedure_id)).or_default() += row.n;
    }
    all.retain(|_, n| *n != 0);
    all
}

/// The numbers of the dashboard, counted one by one.
fn expected(rows: &[DossierRow], today: NaiveDate) -> [i64; 8] {
    let month = |day: NaiveDate| day >= today.with_day(1).unwrap() && day <= today;
    let count = |is: &dyn Fn(&DossierRow) -> bool| {
        i64::try_from(rows.iter().filter(|row| is(row)).count()).unwrap()
    };
    let running = |row: &DossierRow| row.state().unwrap().is_on_the_clock();
    let finished = |row: &DossierRow| row.finished_at.map(local_day);
    [
        count(&|row| local_day(row.submitted_at) == today),
        count(&|row| row.finished_at.is_none() && row.ended_at.is_none()),
        count(&|row| running(row) && row.due_on == Some(today)),
        count(&|row| running(row) && row.due_on.is_some_and(|day| day < today)),
        count(&|row| finished(row) == Some(today)),
        count(&|row| finished(row).is_some_and(month)),
        count(&|row| finished(row).is_some_and(|day| month(day) && Some(day) <= row.due_on)),
        count(&|row| {
            matches!(
                row.state().unwrap(),
                DossierState::IntakeSupplement | DossierState::SupplementRequested
            )
        }),
    ]
}

fn shown(view: &DashboardView) -> [i64; 8] {
    let total = view.total;
    [
        total.received_today,
        total.in_hand,
        total.due_today,
        total.overdue,
        total.finished_today,
        total.finished_month,
        total.on_time_month,
        total.waiting,
    ]
}

/// Those who move dossiers, the citizen included.
struct People {
    citizen: Actor,
    staff: Vec<Actor>,
}

impl People {
    async fn of(world: &World) -> Self {
        let logins = [
            "tiepnhan",
            "chuyenvien",
            "lanhdao",
            "vanthu",
            "chuyenvien.gtvt",
            "lanhdao.gtvt",
            "vanthu.gtvt",
        ];
        let mut staff = Vec::new();
        for login in logins {
            staff.push(world.staff(login).await);
        }
        Self { citizen: world.citizen("0912345678").await, staff }
    }

    /// One step of a walk: a new dossier, or something done to an old one.
    async fn step(&self, world: &World, chance: u64) {
        let all = rows(world).await;
        let at = usize::try_from(chance >> 8).unwrap() % (all.len() + 3);
        let Some(row) = all.get(at) else {
            let slug = [FREE, PAID, ROADS][at - all.len()];
            file(world, &self.citizen, slug, "Nguyễn Thị Hoa").await;
            return;
        };
        for actor in self.staff.iter().chain([&self.citizen]) {
            let Ok(view) = dossier::view(&world.portal, actor, &row.reference).await else {
                continue;
            };
            let Some(action) = view.actions.get(usize::try_from(chance).unwrap() % 4) else {
                continue;
            };
            if *action == DossierAction::Issue {
                attach_result(world, actor, &row.reference).await;
            }
            self.act(world, actor, &row.reference, *action).await;
            return;
        }
    }

    async fn act(&self, world: &World, actor: &Actor, code: &str, action: DossierAction) {
        let view = seen(world, actor, code).await;
        let command = match action {
            DossierAction::Accept => Command::Accept,
            DossierAction::RequestSupplement => {
                let reason = "Ghi rõ mục đích".to_owned();
                let items = vec![SupplementItem { key: "purpose".to_owned(), reason }];
                Command::RequestSupplement { note: String::new(), items }
            }
            DossierAction::RefuseIntake => Command::RefuseIntake { reason: "Sai".to_owned() },
            DossierAction::Claim => Command::Claim,
            DossierAction::Assign => match view.assignable.first() {
                Some((to, _)) => Command::Assign { to: *to },
                None => return,
            },
            DossierAction::DraftResult => grant(),
            DossierAction::ReturnDraft => Command::ReturnDraft { comment: "Sửa".to_owned() },
            DossierAction::Approve => Command::Approve,
            DossierAction::Issue => Command::Issue,
            DossierAction::ReturnResult => Command::ReturnResult,
            DossierAction::Withdraw => Command::Withdraw { reason: String::new() },
            DossierAction::Supplement => {
                let answers = [("purpose".to_owned(), shared::form::Answer::text("Xin việc"))];
                let answers = answers.into_iter().collect();
                dossier::supplement(&world.portal, actor, code, answers).await.unwrap();
                return;
            }
        };
        let done = dossier::act(&world.portal, actor, code, view.version, command).await;
        // An unpaid dossier is not accepted; nothing else is refused on this walk.
        if let Err(refused) = done {
            assert_eq!(refused.code(), ErrorCode::DossierUnpaid);
        }
    }
}

on_both_engines!(
    counters_and_dashboard_equal_a_recount_wherever_a_walk_leads,
    |test: TestDb| async {
        let world = World::new(test).await;
        filing::publish(&world).await;
        let people = People::of(&world).await;
        let leader = world.staff("giamdoc").await;

        for number in 0..STEPS {
            let chance = world.portal.entropy.u64();
            people.step(&world, chance).await;
            world.wait(TimeDelta::hours(i64::try_from(chance % 11).unwrap()));
            if number % 10 != 9 {
                continue;
            }
            assert_eq!(counters(&world).await, recount(&world).await, "after {number} steps");
            let view = dashboard(&world.portal, &leader, None).await.unwrap();
            let today = local_day(world.portal.now());
            assert_eq!(shown(&view), expected(&rows(&world).await, today), "after {number} steps");
            let mut summed = shared::report::Figures::default();
            view.agencies.iter().for_each(|place| summed += place.figures);
            assert_eq!(summed, view.total);
        }
        assert!(rows(&world).await.len() > 20, "the walk filed dossiers");
        each_number_leads_to_as_many(&world, &leader).await;
    }
);

async fn each_number_leads_to_as_many(world: &World, leader: &Actor) {
    let view = dashboard(&world.portal, leader, None).await.unwrap();
    let (month, today) = (view.month_start, view.today);
    let numbers = [
        (Drill::all(Measure::Received).on(today), view.total.received_today),
        (Drill::all(Measure::Received).between(month, today), view.total.received_month),
        (Drill::all(Measure::InHand), view.total.in_hand),
        (Drill::all(Measure::WaitingForCitizen), view.total.waiting),
        (Drill::all(Measure::OnClock).on(today), view.total.due_today),
        (Drill::all(Measure::OnClock).before(today), view.total.overdue),
        (Drill::all(Measure::Finished).between(month, today), view.total.finished_month),
        (Drill::all(Measure::OnTime).between(month, today), view.total.on_time_month),
        (Drill::all(Measure::Late).between(month, today), view.total.late_month),
    ];
    for (choice, number) in numbers {
        assert_eq!(listed(world, leader, &choice).await, (number, number), "{choice:?}");
        let mut by_agency = 0;
        for place in &view.agencies {
            let narrowed = Drill { agency: Some(place.key.clone()), ..choice.clone() };
            let (count, lines) = listed(world, leader, &narrowed).await;
            assert_eq!(count, lines);
            by_agency += count;
        }
        assert_eq!(by_agency, number);
    }
    for (day, number) in &view.coming {
        let choice = Drill::all(Measure::OnClock).on(*day);
        assert_eq!(listed(world, leader, &choice).await, (*number, *number));
    }
    for day in &view.days {
        let choice = Drill::all(Measure::Received).on(day.day);
        assert_eq!(listed(world, leader, &choice).await, (day.received, day.received));
    }
}

/// The number that a list names, and how many lines its pages have.
async fn listed(world: &World, actor: &Actor, choice: &Drill) -> (i64, i64) {
    let mut lines = 0;
    let mut next: Option<String> = None;
    loop {
        let page = drill(&world.portal, actor, choice.clone(), next.as_deref()).await.unwrap();
        lines += i64::try_from(page.lines.len()).unwrap();
        next = page.next;
        if next.is_none() {
            return (page.count, lines);
        }
    }
}

on_both_engines!(who_may_not_read_dossiers_sees_no_names, |test: TestDb| async {
    let world = World::new(test).await;
    filing::publish(&world).await;
    let citizen = world.citizen("0912345678").await;
    file(&world, &citizen, FREE, "Nguyễn Thị Hoa").await;
    file(&world, &citizen, ROADS, "Lường Văn Bảo").await;
    let names = async |login: &str| {
        let actor = world.staff(login).await;
        let page = drill(&world.portal, &actor, Drill::all(Measure::InHand), None).await.unwrap();
        let mut names: Vec<String> = page.lines.into_iter().map(|l| l.applicant_name).collect();
        names.sort();
        (page.count, names)
    };

    assert_eq!(names("giamdoc").await, (2, vec![String::new(), String::new()]));
    assert_eq!(names("lanhdao").await, (1, vec!["Nguyễn Thị Hoa".to_owned()]));
    let both = vec!["Lường Văn Bảo".to_owned(), "Nguyễn Thị Hoa".to_owned()];
    assert_eq!(names("thanhtra").await, (2, both));
});

on_both_engines!(the_dashboard_is_for_those_who_answer_for_it, |test: TestDb| async {
    let world = World::new(test).await;
    filing::publish(&world).await;
    let citizen = world.citizen("0912345678").await;
    file(&world, &citizen, FREE, "Nguyễn Thị Hoa").await;
    let refused = async |actor: &Actor| {
        let list = drill(&world.portal, actor, Drill::all(Measure::InHand), None);
        let codes = (
            dashboard(&world.portal, actor, None).await.expect_err("a refusal").code(),
            list.await.expect_err("a refusal").code(),
        );
        assert_eq!(codes.0, codes.1);
        codes.0
    };

    assert_eq!(refused(&Actor::nobody(None)).await, ErrorCode::SignInNeeded);
    assert_eq!(refused(&citizen).await, ErrorCode::StaffOnly);
    assert_eq!(refused(&world.staff("chuyenvien").await).await, ErrorCode::NotYours);
    let roads = world.staff("lanhdao.gtvt").await;
    let view = dashboard(&world.portal, &roads, Some("STP")).await.unwrap();
    assert_eq!(view.total.in_hand, 0, "another agency's numbers stay its own");
    let justice = world.staff("lanhdao").await;
    assert_eq!(dashboard(&world.portal, &justice, None).await.unwrap().total.in_hand, 1);
});
