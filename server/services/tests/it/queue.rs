//! The queue holds what its reader may see, due first, without gaps or doubles.

use crate::filing::{self, FREE, PAID, ROADS, act, file};
use crate::world::World;
use chrono::TimeDelta;
use services::dossier::{QueueQuery, next_in_queue, queue};
use services::live::{Watch, may_watch};
use shared::dossier::{Command, DossierState, QueueLine};
use shared::error::ErrorCode;
use shared::identity::Actor;
use store::on_both_engines;
use store::testing::TestDb;

fn everything() -> QueueQuery {
    QueueQuery::default()
}

fn mine() -> QueueQuery {
    QueueQuery { mine: true, ..QueueQuery::default() }
}

fn one(reference: &String) -> &[String] {
    std::slice::from_ref(reference)
}

/// All pages of a query, one after the other.
async fn read_all(world: &World, actor: &Actor, query: QueueQuery) -> Vec<QueueLine> {
    let mut all = Vec::new();
    let mut next = None;
    loop {
        let query = QueueQuery { after: next, ..query.clone() };
        let page = queue(&world.portal, actor, &query).await.unwrap();
        all.extend(page.lines);
        next = page.next;
        if next.is_none() {
            return all;
        }
    }
}

on_both_engines!(pages_follow_each_other_without_gaps_or_doubles, |test: TestDb| async {
    let world = World::new(test).await;
    filing::publish(&world).await;
    let citizen = world.citizen("0912345678").await;
    let mut filed = Vec::new();
    for number in 0..90 {
        filed.push(file(&world, &citizen, FREE, &format!("Người nộp {number}")).await);
        // Several arrive at the same moment: the mark has to tell them apart.
        if number % 7 == 0 {
            world.wait(TimeDelta::seconds(1));
        }
    }
    let intake = world.staff("tiepnhan").await;

    let shown: Vec<String> =
        read_all(&world, &intake, everything()).await.into_iter().map(|l| l.reference).collect();

    let (mut want, mut got) = (filed, shown.clone());
    want.sort();
    got.sort();
    assert_eq!(got, want);
    let page = queue(&world.portal, &intake, &mine()).await.unwrap();
    assert_eq!((page.lines.len(), page.mine_count), (40, 90));
});

on_both_engines!(each_role_finds_what_waits_for_it, |test: TestDb| async {
    let world = World::new(test).await;
    filing::publish(&world).await;
    let citizen = world.citizen("0912345678").await;
    let [new, taken, claimed] = [
        file(&world, &citizen, FREE, "Nông Văn Mới").await,
        file(&world, &citizen, FREE, "Nông Văn Nhận").await,
        file(&world, &citizen, FREE, "Nông Văn Làm").await,
    ];
    let intake = world.staff("tiepnhan").await;
    let officer = world.staff("chuyenvien").await;
    for code in [&taken, &claimed] {
        act(&world, &intake, code, Command::Accept).await.unwrap();
    }
    act(&world, &officer, &claimed, Command::Claim).await.unwrap();
    let theirs = async |login: &str| {
        let actor = world.staff(login).await;
        let mut all: Vec<String> =
            read_all(&world, &actor, mine()).await.into_iter().map(|l| l.reference).collect();
        all.sort();
        all
    };
    let sorted = |mut all: Vec<String>| {
        all.sort();
        all
    };

    assert_eq!(theirs("tiepnhan2").await, Vec::<String>::new());
    assert_eq!(theirs("chuyenvien2").await, one(&taken));
    assert_eq!(theirs("lanhdao").await, one(&taken));
    assert_eq!(theirs("vanthu").await, Vec::<String>::new());
    let own: Vec<String> =
        read_all(&world, &officer, mine()).await.into_iter().map(|l| l.reference).collect();
    assert_eq!(sorted(own), sorted(vec![taken, claimed]));
    let next = next_in_queue(&world.portal, &intake, shared::id::DossierId(uuid::Uuid::nil()));
    assert_eq!(next.await.unwrap(), Some(new));
});

on_both_engines!(filters_narrow_and_search_needs_no_accents, |test: TestDb| async {
    let world = World::new(test).await;
    filing::publish(&world).await;
    let citizen = world.citizen("0912345678").await;
    let hoa = file(&world, &citizen, FREE, "Nguyễn Thị Hoa").await;
    let duc = file(&world, &citizen, PAID, "Đàm Quang Đức").await;
    let road = file(&world, &citizen, ROADS, "Lường Văn Bảo").await;
    let intake = world.staff("tiepnhan").await;
    act(&world, &intake, &hoa, Command::Accept).await.unwrap();
    let found = async |query: QueueQuery| {
        read_all(&world, &intake, query).await.into_iter().map(|l| l.reference).collect::<Vec<_>>()
    };
    let search = |text: &str| QueueQuery { search: text.to_owned(), ..everything() };
    let due_day = read_all(&world, &intake, search("hoa")).await[0].due_at.expect("on the clock");
    let due_day = shared::time::local_day(due_day);

    assert_eq!(found(search("dam duc")).await, one(&duc));
    assert_eq!(found(search("NGUYỄN thi hoa")).await, one(&hoa));
    assert_eq!(found(search("%")).await.len(), 3);
    assert_eq!(found(search(&road)).await, one(&road));
    let by = |change: fn(&mut QueueQuery)| {
        let mut query = everything();
        change(&mut query);
        query
    };
    assert_eq!(found(by(|q| q.agency = Some("SGTVT".into()))).await, one(&road));
    assert_eq!(found(by(|q| q.agency = Some("SXD".into()))).await, Vec::<String>::new());
    assert_eq!(found(by(|q| q.state = Some(DossierState::Accepted))).await, one(&hoa));
    assert_eq!(found(by(|q| q.procedure = Some(PAID.into()))).await, one(&duc));
    assert_eq!(found(by(|q| q.channel = Some("postal".into()))).await, Vec::<String>::new());
    let due = |from, to| QueueQuery { due: (from, to), ..everything() };
    assert_eq!(found(due(Some(due_day), Some(due_day))).await, one(&hoa));
    assert_eq!(found(due(None, due_day.pred_opt())).await, Vec::<String>::new());
});

on_both_engines!(a_queue_shows_and_tells_of_its_own_agencies_only, |test: TestDb| async {
    let world = World::new(test).await;
    filing::publish(&world).await;
    let citizen = world.citizen("0912345678").await;
    file(&world, &citizen, FREE, "Nguyễn Thị Hoa").await;
    let road = file(&world, &citizen, ROADS, "Lường Văn Bảo").await;
    let roads = world.staff("chuyenvien.gtvt").await;
    let postal = world.staff("buudien").await;
    let auditor = world.staff("thanhtra").await;

    let lines = read_all(&world, &roads, everything()).await;
    assert_eq!(lines.into_iter().map(|l| l.reference).collect::<Vec<_>>(), [road]);
    assert_eq!(read_all(&world, &postal, everything()).await.len(), 0);
    assert_eq!(read_all(&world, &auditor, everything()).await.len(), 2);
    assert_eq!(read_all(&world, &auditor, mine()).await.len(), 0);
    let watch = may_watch(&world.portal, &roads, "queue").await.unwrap();
    assert!(watch.hears("agency:SGTVT"));
    assert!(!watch.hears("agency:STP"));
    assert!(!watch.hears("dashboard"));
    assert_eq!(may_watch(&world.portal, &auditor, "queue").await.unwrap(), Watch::Agencies(None));
    let refused = async |actor: &Actor| {
        queue(&world.portal, actor, &everything()).await.expect_err("a refusal").code()
    };
    assert_eq!(refused(&citizen).await, ErrorCode::StaffOnly);
    assert_eq!(refused(&Actor::nobody(None)).await, ErrorCode::SignInNeeded);
    assert_eq!(refused(&world.staff("giamdoc").await).await, ErrorCode::NotYours);
});
