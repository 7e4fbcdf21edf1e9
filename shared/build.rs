//! Turns `locales/{vi,en}/<noun>.ftl` into constants. A key that one language lacks, or whose
//! placeholders differ, fails the build.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

type Catalogue = BTreeMap<(String, String), String>;

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let vi = read_language(&root.join("locales/vi"));
    let en = read_language(&root.join("locales/en"));
    compare(&vi, &en);
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo")).join("catalogue.rs");
    fs::write(out, generate(&vi, &en)).expect("the build folder can be written");
    println!("cargo:rerun-if-changed=locales");
}

fn read_language(folder: &Path) -> Catalogue {
    let mut all = Catalogue::new();
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|x| x == "ftl"))
        .collect();
    files.sort();
    for path in files {
        let noun = path.file_stem().expect("has a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("UTF-8");
        for (number, line) in text.lines().enumerate() {
            let at = format!("{}:{}", path.display(), number + 1);
            read_line(&mut all, &noun, line, &at);
        }
    }
    all
}

fn read_line(all: &mut Catalogue, noun: &str, line: &str, at: &str) {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return;
    }
    let (key, text) = line.split_once(" = ").unwrap_or_else(|| panic!("{at}: want `key = text`"));
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    assert!(!key.is_empty() && key.chars().all(fits), "{at}: key `{key}` is not snake_case");
    let before = all.insert((noun.to_owned(), key.to_owned()), text.trim().to_owned());
    assert!(before.is_none(), "{at}: `{key}` stands twice");
}

fn compare(vi: &Catalogue, en: &Catalogue) {
    let mut wrong = String::new();
    for key in vi.keys().chain(en.keys()).collect::<BTreeSet<_>>() {
        match (vi.get(key), en.get(key)) {
            (Some(v), Some(e)) if placeholders(v) == placeholders(e) => {}
            (Some(_), Some(_)) => {
                writeln!(wrong, "{}.{}: placeholders differ between vi and en", key.0, key.1)
                    .expect("a string grows");
            }
            (v, _) => {
                let lacks = if v.is_some() { "en" } else { "vi" };
                writeln!(wrong, "{}.{}: missing in {lacks}", key.0, key.1).expect("a string grows");
            }
        }
    }
    assert!(wrong.is_empty(), "the catalogues do not agree:\n{wrong}");
}

/// The names in `{name}` and `{name|one|other}`.
fn placeholders(text: &str) -> BTreeSet<String> {
    text.split('{')
        .skip(1)
        .map(|rest| rest.split(['}', '|']).next().unwrap_or_default().to_owned())
        .collect()
}

fn generate(vi: &Catalogue, en: &Catalogue) -> String {
    let mut out = String::new();
    let mut noun = "";
    for (key, text) in vi {
        if key.0 != noun {
            if !noun.is_empty() {
                out.push_str("}\n");
            }
            noun = &key.0;
            writeln!(out, "/// Sentences about `{noun}`.\npub mod {noun} {{\nuse super::Key;")
                .expect("a string grows");
        }
        let (name, english) = (key.1.to_uppercase(), &en[key]);
        writeln!(out, "/// `{text}`\npub const {name}: Key = Key(&[{text:?}, {english:?}]);")
            .expect("a string grows");
    }
    out.push_str("}\n");
    out
}
