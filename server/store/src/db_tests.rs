//! What the database promises to all that stand on it.

use crate::testing::TestDb;
use crate::{Db, Tx, dossier, on_both_engines, throttle};
use std::collections::BTreeSet;
use std::path::Path;

async fn count_one(db: &Db, name: &str) -> i64 {
    let mut tx = db.write().await.unwrap();
    let serial = dossier::next_serial(&mut tx, name).await.unwrap();
    tx.commit().await.unwrap();
    serial
}

on_both_engines!(serials_have_no_holes_and_no_repeats, |test: TestDb| async move {
    let tasks: Vec<_> = (0..100)
        .map(|_| {
            let db = test.db.clone();
            tokio::spawn(async move { count_one(&db, "STP-230615").await })
        })
        .collect();

    let mut seen = BTreeSet::new();
    for task in tasks {
        seen.insert(task.await.unwrap());
    }

    assert_eq!(seen, (1..=100).collect());
});

on_both_engines!(what_is_dropped_leaves_nothing_and_holds_nobody_up, |test: TestDb| async move {
    let mut gone: Tx = test.db.write().await.unwrap();
    dossier::next_serial(&mut gone, "a").await.unwrap();
    let others: Vec<_> = (0..5)
        .map(|_| {
            let db = test.db.clone();
            tokio::spawn(async move { count_one(&db, "b").await })
        })
        .collect();
    drop(gone);

    for other in others {
        other.await.unwrap();
    }
    assert_eq!(count_one(&test.db, "a").await, 1);
    assert_eq!(count_one(&test.db, "b").await, 6);
});

on_both_engines!(
    a_turn_that_fails_inside_a_batch_takes_nobody_with_it,
    |test: TestDb| async move {
        let tasks: Vec<_> = (0..40)
            .map(|n| {
                let db = test.db.clone();
                tokio::spawn(async move {
                    let mut tx = db.write().await.unwrap();
                    dossier::next_serial(&mut tx, &format!("s{n}")).await.unwrap();
                    if n % 2 == 0 {
                        tx.commit().await.unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }

        for n in 0..40 {
            let next = count_one(&test.db, &format!("s{n}")).await;
            assert_eq!(next, if n % 2 == 0 { 2 } else { 1 }, "s{n}");
        }
    }
);

on_both_engines!(those_who_give_up_waiting_do_not_block_the_rest, |test: TestDb| async move {
    let holder = test.db.write().await.unwrap();
    let db = test.db.clone();
    let impatient = tokio::spawn(async move { count_one(&db, "x").await });
    tokio::task::yield_now().await;
    impatient.abort();
    let db = test.db.clone();
    let patient = tokio::spawn(async move { count_one(&db, "y").await });
    tokio::task::yield_now().await;
    holder.commit().await.unwrap();

    assert_eq!(patient.await.unwrap(), 1);
});

on_both_engines!(notices_are_heard_after_commit_only, |test: TestDb| async move {
    let mut ears = test.db.watch();
    let mut dropped = test.db.write().await.unwrap();
    dropped.tell("never");
    drop(dropped);
    // PostgreSQL's listener connects in the background: speak until one is heard.
    let heard = loop {
        let mut tx = test.db.write().await.unwrap();
        tx.tell("dossier:1");
        tx.commit().await.unwrap();
        let pause = std::time::Duration::from_millis(50);
        if let Ok(notice) = tokio::time::timeout(pause, ears.recv()).await {
            break notice.unwrap();
        }
    };

    assert_eq!(heard.topic, "dossier:1");
});

on_both_engines!(failures_are_counted_in_a_row, |test: TestDb| async move {
    let now = "2023-06-14T01:00:00Z".parse().unwrap();
    let old = "2023-06-14T00:00:00Z".parse().unwrap();
    let later = "2023-06-15T01:00:00Z".parse().unwrap();
    let mut tx = test.db.write().await.unwrap();

    let counts = [
        throttle::fail(&mut tx, "login:a", now, old).await.unwrap(),
        throttle::fail(&mut tx, "login:a", now, old).await.unwrap(),
        throttle::fail(&mut tx, "login:a", later, later).await.unwrap(),
    ];

    assert_eq!(counts, [1, 2, 1]);
});

#[test]
fn both_engines_have_the_same_tables_columns_and_indexes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let shape = |engine: &str| -> Vec<(String, Vec<String>)> {
        let mut files: Vec<_> = std::fs::read_dir(folder.join(engine))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        files
            .iter()
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let text = std::fs::read_to_string(path).unwrap();
                (name, text.lines().map(without_types).collect())
            })
            .collect()
    };

    assert_eq!(shape("sqlite"), shape("postgres"));
}

/// A line of a migration with the words that may differ taken out.
fn without_types(line: &str) -> String {
    const TYPES: [&str; 10] = [
        "BLOB",
        "TEXT",
        "INTEGER",
        "UUID",
        "TIMESTAMPTZ",
        "DATE",
        "BYTEA",
        "BOOLEAN",
        "BIGINT",
        "STRICT",
    ];
    line.split_inclusive(|c: char| !c.is_alphanumeric() && c != '_')
        .map(|word| if TYPES.iter().any(|t| word.starts_with(t)) { "~" } else { word.trim() })
        .filter(|word| !word.is_empty())
        .collect::<String>()
        .replace('~', "")
        .replace([',', ';', ' '], "")
}
