//! The demo world.

use crate::world::World;
use services::catalogue::{files, import};
use services::demo::{self, Names};
use services::verify::verify;
use shared::dossier::DossierState;
use std::collections::BTreeSet;
use std::path::Path;
use store::on_both_engines;
use store::testing::TestDb;

on_both_engines!(the_demo_world_is_lively_and_sound_and_made_once, |test: TestDb| async {
    let world = World::new(test).await;
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    import(&world.portal, &files::read(&data).unwrap()).await.unwrap();
    demo::seed(&world.portal).await.unwrap();
    let names = std::fs::read_to_string(data.join("names.json")).unwrap();
    let names: Names = serde_json::from_str(&names).unwrap();

    let made = demo::fill(&world.portal, &names).await.unwrap();

    assert!(made > 60, "{made}");
    assert_eq!(demo::fill(&world.portal, &names).await.unwrap(), 0);
    assert_eq!(verify(&world.portal).await.unwrap().dossiers, made);
    let mut tx = world.portal.db.read().await.unwrap();
    let all = store::dossier::list_all(&mut tx, None, 500).await.unwrap();
    let states: BTreeSet<&str> = all.iter().map(|row| row.state().unwrap().as_str()).collect();
    assert!(states.len() >= DossierState::ALL.len() - 2, "{states:?}");
    let now = world.portal.now();
    assert!(all.iter().all(|row| row.submitted_at < now));
    let late = all.iter().filter(|row| row.due_at.is_some_and(|due| due < now));
    assert!(late.filter(|row| row.finished_at.is_none()).count() > 1);
    assert!(!world.read_phone(demo::FIRST_PHONE).await.is_empty());
});
