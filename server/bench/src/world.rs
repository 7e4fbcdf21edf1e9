//! The data that everything is measured on: the shipped catalogue, one procedure with three pages of
//! ten questions (perf.md §3), 64 citizens, an officer, and 1,000 dossiers filed by the real use cases.

use anyhow::{Context, Result};
use chrono::TimeDelta;
use serde_json::{Value, json};
use server::settings::Settings;
use server::wire;
use services::Portal;
use services::identity::begin_session;
use shared::draft::SaveDraft;
use shared::form::{Answer, Answers, Form};
use shared::id::PersonId;
use shared::identity::{Actor, Who};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use store::account::PersonRow;

/// The address part of the procedure with three pages.
pub(crate) const SLUG: &str = "bench-three-pages";
/// The file that the form pretends to come from.
const FORM_FILE: &str = "forms/bench.json";
/// How many people file at the same time at most.
pub(crate) const CITIZENS: usize = 64;
/// How many dossiers there are before anything is measured.
pub(crate) const DOSSIERS: usize = 1_000;
/// The account of the demo world that sees the queue.
const OFFICER: &str = "tiepnhan";

/// The seeded data and the keys to it.
pub(crate) struct World {
    folder: PathBuf,
    /// The secret of each citizen's session.
    pub(crate) citizens: Vec<String>,
    /// The secret of an officer's session.
    pub(crate) officer: String,
    /// Reference and last four digits of the phone, of every dossier.
    pub(crate) tracked: Vec<(String, String)>,
    /// The pages of the form, each with its answers as a browser posts them.
    pub(crate) pages: Vec<(String, Vec<(String, String)>)>,
}

impl World {
    /// Makes it in an empty folder.
    pub(crate) async fn seed(folder: &Path) -> Result<Self> {
        let portal = wire::open(&settings(folder)?).await?;
        let form = form();
        publish(&portal, &form).await?;
        services::demo::seed(&portal).await?;
        let mut citizens = Vec::new();
        let mut actors = Vec::new();
        for number in 0..CITIZENS {
            let (actor, secret) = citizen(&portal, number).await?;
            actors.push(actor);
            citizens.push(secret);
        }
        let answers = answers(&form);
        let mut tracked = Vec::new();
        for number in 0..DOSSIERS {
            let who = number % CITIZENS;
            let reference = file(&portal, &actors[who], &answers).await?;
            tracked.push((reference, phone(who)[6..].to_owned()));
        }
        let officer = officer(&portal).await?;
        let pages = form
            .sections
            .iter()
            .map(|section| (section.key.clone(), answers.to_pairs(&form, &section.key)))
            .collect();
        portal.db.close().await;
        Ok(Self { folder: folder.to_owned(), citizens, officer, tracked, pages })
    }

    /// Where it lies.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

fn settings(folder: &Path) -> Result<Settings> {
    let values = BTreeMap::from([
        ("data_dir".to_owned(), folder.display().to_string()),
        ("demo".to_owned(), "true".to_owned()),
    ]);
    Ok(Settings::from_values(values)?)
}

async fn publish(portal: &Portal, form: &Form) -> Result<()> {
    let mut catalogue = services::catalogue::files::read(Path::new("data"))?;
    let mut procedure = catalogue
        .procedures
        .iter()
        .find(|procedure| procedure.agency == "STP" && procedure.is_online())
        .context("Sở Tư pháp has no procedure online")?
        .clone();
    SLUG.clone_into(&mut procedure.id);
    procedure.code = None;
    procedure.fees.clear();
    procedure.documents.clear();
    procedure.form_file = Some(FORM_FILE.to_owned());
    catalogue.procedures.push(procedure);
    catalogue.forms.push((FORM_FILE.to_owned(), form.clone()));
    services::catalogue::import(portal, &catalogue).await?;
    Ok(())
}

/// Three pages with eight texts, an e-mail address and a date each.
fn form() -> Form {
    let sections: Vec<Value> = (1..=3)
        .map(|page| {
            let mut fields: Vec<Value> = (1..=8)
                .map(|at| field(&format!("text_{page}_{at}"), "text", true))
                .collect();
            fields.push(field(&format!("email_{page}"), "email", true));
            fields.push(field(&format!("date_{page}"), "date", false));
            if page == 1 {
                fields[0]["prefill"] = json!("profile.full_name");
            }
            json!({"key": format!("page_{page}"), "title_vi": format!("Trang {page}"), "fields": fields})
        })
        .collect();
    let definition = json!({
        "form_id": "bench-three-pages",
        "version": "1",
        "title_vi": "Đơn đề nghị ba trang",
        "sections": sections,
    });
    Form::parse(&definition.to_string()).expect("the definition above is sound")
}

fn field(key: &str, kind: &str, required: bool) -> Value {
    json!({"key": key, "label_vi": format!("Câu hỏi {key}"), "type": kind, "required": required})
}

fn answers(form: &Form) -> Answers {
    let mut answers = Answers::new();
    for field in form.sections.iter().flat_map(|section| &section.fields) {
        let answer = match field.kind.as_str() {
            "email" => Answer::text("nguoi.nop@example.vn"),
            "date" => date(),
            _ => Answer::text("Nông Thị Hoa, tổ 7B, phường Đức Xuân"),
        };
        answers.set(&field.key, answer);
    }
    answers
}

fn date() -> Answer {
    serde_json::from_value(json!({"day": "27", "month": "3", "year": "1990"}))
        .expect("a date in three parts is an answer")
}

fn phone(number: usize) -> String {
    format!("0912{:06}", 345_000 + number)
}

async fn citizen(portal: &Portal, number: usize) -> Result<(Actor, String)> {
    let id: PersonId = portal.fresh();
    let row = PersonRow {
        id,
        phone: phone(number),
        full_name: String::new(),
        personal_id_hash: None,
        profile_sealed: None,
        created_at: portal.now() - TimeDelta::days(1),
    };
    let mut tx = portal.db.write().await?;
    store::account::add_person(&mut tx, &row).await?;
    let session = begin_session(portal, &mut tx, &Who::Citizen(id)).await?;
    tx.commit().await?;
    Ok((services::identity::actor_of(portal, &session.secret).await?, session.secret))
}

async fn officer(portal: &Portal) -> Result<String> {
    let mut tx = portal.db.write().await?;
    let staff = store::account::find_staff_by_login(&mut tx, OFFICER)
        .await?
        .with_context(|| format!("the demo world has no {OFFICER}"))?;
    let session = begin_session(portal, &mut tx, &Who::Staff(staff.id)).await?;
    tx.commit().await?;
    Ok(session.secret)
}

async fn file(portal: &Portal, actor: &Actor, answers: &Answers) -> Result<String> {
    let begun = services::draft::begin(portal, actor, SLUG, true).await?;
    let save = SaveDraft { id: begun.id, answers: answers.clone() };
    services::draft::save(portal, actor, save).await?;
    Ok(services::dossier::submit(portal, actor, begun.id).await?.reference)
}
