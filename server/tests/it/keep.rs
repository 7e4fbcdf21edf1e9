//! What is stored can be trusted and kept: `verify` finds what was tampered with, `backup` copies a
//! running server, `restore` brings it back.

use crate::crash::Town;
use crate::filing::Stage;
use crate::harness::TestServer;
use chrono::TimeDelta;
use services::verify::verify;
use std::path::Path;
use std::process::Output;
use store::on_both_engines;
use store::testing::run_sql;

on_both_engines!(a_history_that_was_tampered_with_is_named, |test| async move {
    let server = TestServer::start(test).await;
    let citizen = server.citizen("0912345678").await;
    let filed = server.filed(&citizen, Stage::Returned).await;
    let other = server.filed(&citizen, Stage::Accepted).await;
    assert_eq!(verify(&server.portal).await.unwrap().dossiers, 2);
    let spoil = "UPDATE event SET payload = '{\"outcome\":\"refused\"}' \
                 WHERE kind = 'draft_result'";

    run_sql(&server.portal.db, spoil).await.unwrap();

    let said = verify(&server.portal).await.unwrap_err().to_string();
    assert!(said.contains(&filed.reference) && said.contains("event"), "{said}");
    assert!(!said.contains(&other.reference), "{said}");
});

on_both_engines!(a_row_or_a_counter_that_was_changed_by_hand_is_found, |test| async move {
    let server = TestServer::start(test).await;
    let citizen = server.citizen("0912345678").await;
    let filed = server.filed(&citizen, Stage::Submitted).await;

    run_sql(&server.portal.db, "UPDATE rollup SET n = n + 1").await.unwrap();
    let said = verify(&server.portal).await.unwrap_err().to_string();
    assert!(said.contains("counter") && said.contains("recounted"), "{said}");

    run_sql(&server.portal.db, "UPDATE rollup SET n = n - 1").await.unwrap();
    verify(&server.portal).await.unwrap();
    run_sql(&server.portal.db, "UPDATE dossier SET state = 'accepted'").await.unwrap();
    let said = verify(&server.portal).await.unwrap_err().to_string();
    assert!(said.contains(&filed.reference), "{said}");
});

on_both_engines!(whose_draft_expires_is_told_twice_before_it_goes, |test| async move {
    let server = TestServer::start(test).await;
    let citizen = server.citizen("0912345678").await;
    let draft = server.draft(&citizen).await.draft;
    let told = async || {
        services::message::deliver_due(&server.portal).await.unwrap();
        let inbox = services::message::inbox(&server.portal, "0912345678").await.unwrap();
        inbox.iter().filter(|message| message.body.contains("/ban-nhap")).count()
    };

    for (days, warnings, removed) in [(70, 0, 0), (6, 1, 0), (1, 1, 0), (10, 2, 0), (4, 2, 1)] {
        server.clock.advance(TimeDelta::days(days) + TimeDelta::hours(1));
        assert_eq!(services::draft::sweep(&server.portal).await.unwrap(), removed);
        assert_eq!(services::draft::sweep(&server.portal).await.unwrap(), 0);
        assert_eq!(told().await, warnings, "after {days} more days");
    }

    let mut tx = server.portal.db.read().await.unwrap();
    assert!(store::draft::find(&mut tx, draft).await.unwrap().is_none());
});

#[tokio::test]
async fn a_running_server_is_backed_up_and_comes_back() {
    let mut town = Town::build().await;
    let portal = town.open().await;
    let work = town.prepare(&portal, &[]).await;
    portal.db.close().await;
    let mut server = town.launch().await;
    let place = tempfile::tempdir().unwrap();
    let (copy, again) = (place.path().join("copy"), place.path().join("again"));
    let before = town.submit(work.drafts[0], &work.secret).await.unwrap();

    let running = town.submit_all(&work.drafts[1..], &work.secret);
    let (_, saved) = futures::join!(running, command(&town, town.path(), &["backup"], Some(&copy)));
    server.kill().await.unwrap();
    let twice = command(&town, town.path(), &["backup"], Some(&copy)).await;
    let restored = command(&town, &again, &["restore"], Some(&copy)).await;
    let verified = command(&town, &again, &["verify"], None).await;
    let over = command(&town, &again, &["restore"], Some(&copy)).await;

    assert!(saved.status.success(), "{}", text(&saved));
    assert!(text(&twice).contains("must not exist yet"), "{}", text(&twice));
    assert!(restored.status.success() && text(&restored).contains("all is well"));
    assert!(verified.status.success(), "{}", text(&verified));
    assert!(!over.status.success() && text(&over).contains("is not empty"), "{}", text(&over));
    let portal = town.open_at(&again).await;
    let mut tx = portal.db.read().await.unwrap();
    let row = store::dossier::find_by_draft(&mut tx, before.0).await.unwrap();
    assert_eq!(row.map(|row| row.reference), Some(before.1));
}

async fn command(town: &Town, data: &Path, words: &[&str], folder: Option<&Path>) -> Output {
    let mut command = town.command(data);
    command.args(words);
    if let Some(folder) = folder {
        command.arg(folder);
    }
    command.output().await.unwrap()
}

fn text(output: &Output) -> String {
    let said = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8_lossy(&said).into_owned()
}
