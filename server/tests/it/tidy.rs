//! What no tool checks (docs: CONTRIBUTING.md).

use crate::harness::repository;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A file in the repository is not larger than this.
const BLOB_BYTES_MAX: u64 = 200 * 1024;
/// Data that are what they are.
const BLOBS: [&str; 3] = ["Cargo.lock", "data/procedures.json", "data/vectors/form.json"];
/// Where `cfg(feature = …)` may stand: `lib.rs`, `backend.rs`, and where a noun's pages are declared.
const CFG_PLACES: [&str; 2] = ["lib.rs", "mod.rs"];
/// Our own names for work that is left, put together so that they are not found here.
const LEFT_OVER: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X ")];

/// The files that git keeps, or would keep.
fn files() -> Vec<PathBuf> {
    let output = std::process::Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(repository())
        .output()
        .expect("git is there");
    let text = String::from_utf8(output.stdout).unwrap();
    let files = text.lines().map(PathBuf::from);
    files.filter(|path| repository().join(path).is_file()).collect()
}

fn of_kind(kind: &str) -> Vec<(PathBuf, String)> {
    files()
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == kind))
        .map(|path| (path.clone(), fs::read_to_string(repository().join(&path)).unwrap()))
        .collect()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[test]
fn features_are_asked_for_in_few_places() {
    let wrong: Vec<PathBuf> = of_kind("rs")
        .into_iter()
        .filter(|(path, text)| {
            path.starts_with("app/src")
                && text.contains("cfg(feature")
                && !CFG_PLACES.contains(&name(path).as_str())
        })
        .map(|(path, _)| path)
        .collect();

    assert!(wrong.is_empty(), "cfg(feature = …) stands in {wrong:?}");
}

#[test]
fn both_engines_have_the_same_migrations() {
    let names = |engine: &str| -> BTreeSet<String> {
        let folder = repository().join("server/store/migrations").join(engine);
        fs::read_dir(folder).unwrap().map(|entry| name(&entry.unwrap().path())).collect()
    };

    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn every_sheet_of_a_component_has_its_component() {
    let ours: Vec<(PathBuf, String)> =
        of_kind("rs").into_iter().filter(|(path, _)| path.starts_with("app/src")).collect();
    let wrong: Vec<PathBuf> = files()
        .into_iter()
        .filter(|path| path.starts_with("style/components"))
        .filter(|path| {
            let component = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            !ours.iter().any(|(path, text)| {
                path.file_stem().is_some_and(|stem| stem.to_string_lossy() == component)
                    || text.contains(&format!("\"{component}"))
            })
        })
        .collect();

    assert!(wrong.is_empty(), "{wrong:?} belong to no component of app/src/ui");
}

#[test]
fn every_sheet_is_imported() {
    let main = fs::read_to_string(repository().join("style/main.css")).unwrap();
    let wrong: Vec<PathBuf> = files()
        .into_iter()
        .filter(|path| path.starts_with("style") && name(path) != "main.css")
        .filter(|path| path.extension().is_some_and(|extension| extension == "css"))
        .filter(|path| {
            let below = path.strip_prefix("style").unwrap().display().to_string();
            !main.contains(&below)
        })
        .collect();

    assert!(wrong.is_empty(), "style/main.css does not import {wrong:?}");
}

#[test]
fn nothing_is_left_over() {
    let mut wrong = Vec::new();
    for kind in ["rs", "ts", "css", "sql", "sh", "ftl", "toml"] {
        for (path, text) in of_kind(kind) {
            for (at, line) in text.lines().enumerate() {
                if LEFT_OVER.iter().any(|word| line.contains(word)) {
                    wrong.push(format!("{}:{}", path.display(), at + 1));
                }
            }
        }
    }

    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_is_large() {
    let wrong: Vec<PathBuf> = files()
        .into_iter()
        .filter(|path| !BLOBS.contains(&path.display().to_string().as_str()))
        .filter(|path| fs::metadata(repository().join(path)).unwrap().len() > BLOB_BYTES_MAX)
        .collect();

    assert!(wrong.is_empty(), "{wrong:?} are larger than {BLOB_BYTES_MAX} bytes");
}

#[test]
fn catalogues_are_sorted() {
    let mut wrong = Vec::new();
    for (path, text) in of_kind("ftl") {
        let keys: Vec<&str> = text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.starts_with(' '))
            .filter_map(|line| Some(line.split_once('=')?.0.trim()))
            .collect();
        if !keys.is_sorted() {
            let at = keys.windows(2).find(|pair| pair[0] > pair[1]).map(|pair| pair[1]);
            wrong.push(format!("{}: {}", path.display(), at.unwrap_or_default()));
        }
    }

    assert!(wrong.is_empty(), "not sorted: {wrong:#?}");
}

#[test]
fn every_sentence_of_the_catalogues_is_said_somewhere() {
    let code: String = of_kind("rs").into_iter().map(|(_, text)| text).collect();
    let mut orphans = Vec::new();
    for (path, text) in of_kind("ftl") {
        if !path.starts_with("shared/locales/vi") {
            continue;
        }
        let noun = path.file_stem().unwrap().to_string_lossy().into_owned();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((key, _)) = line.split_once('=') else { continue };
            let constant = key.trim().to_uppercase();
            if !says(&code, &constant) {
                orphans.push(format!("{noun}.{}", key.trim()));
            }
        }
    }

    assert!(orphans.is_empty(), "nobody says {orphans:#?}");
}

/// Whether the constant stands in the code as a word of its own.
fn says(code: &str, constant: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    code.match_indices(constant).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + constant.len()..].chars().next();
        !is_part(before) && !is_part(after)
    })
}
