//! Dossiers for tests: three procedures with a short form, filed by citizens and moved by staff.

use crate::world::World;
use bytes::Bytes;
use futures::stream;
use services::catalogue::{Catalogue, import};
use services::dossier;
use services::upload::{self, NewUpload, Part, Target};
use shared::agency::AgencyFile;
use shared::dossier::{Command, DossierView, ResultOutcome};
use shared::draft::SaveDraft;
use shared::file::{Holder, RESULT_PAPER};
use shared::form::{AddressBook, Answer, Answers, Form};
use shared::identity::Actor;
use shared::procedure::ProcedureFile;
use std::path::Path;

/// Free of charge, decided by Sở Tư pháp, with two papers nobody has to send.
pub(crate) const FREE: &str = "stp-lltp-co-quan";
/// Costs 8,000 đồng.
pub(crate) const PAID: &str = "stp-trich-luc";
/// Free of charge, decided by Sở Giao thông vận tải.
pub(crate) const ROADS: &str = "sgtvt-phu-hieu";

const FORM_FILE: &str = "forms/thu.json";
const FORM: &str = r#"{
  "schema_version": "1.0", "form_id": "thu", "version": "1", "title_vi": "Đơn", "title_en": "Form",
  "template_name": "",
  "sections": [{"key": "applicant", "title_vi": "Người nộp", "title_en": "Applicant", "fields": [
    {"key": "full_name", "label_vi": "Họ và tên", "label_en": "Full name", "type": "text",
     "required": true, "prefill": "profile.full_name"},
    {"key": "purpose", "label_vi": "Mục đích", "label_en": "Purpose", "type": "text",
     "required": false}
  ]}]
}"#;

/// A PDF as short as one can be.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// Publishes the three procedures; nothing has to be uploaded for them.
pub(crate) async fn publish(world: &World) {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let read = |name: &str| std::fs::read_to_string(data.join(name)).expect(name);
    let agencies: AgencyFile = serde_json::from_str(&read("agencies.json")).unwrap();
    let all: ProcedureFile = serde_json::from_str(&read("procedures.json")).unwrap();
    let mut procedures: Vec<_> =
        all.procedures.into_iter().filter(|p| [FREE, PAID, ROADS].contains(&&*p.id)).collect();
    for procedure in &mut procedures {
        procedure.form_file = Some(FORM_FILE.to_owned());
        for document in &mut procedure.documents {
            document.required = false;
            document.e_form = false;
        }
    }
    let forms = vec![(FORM_FILE.to_owned(), Form::parse(FORM).unwrap())];
    let catalogue =
        Catalogue { agencies, procedures, forms, days: Vec::new(), book: AddressBook::default() };
    import(&world.portal, &catalogue).await.unwrap();
    world.portal.refresh().await.unwrap();
}

/// Files a dossier; the answer is its reference.
pub(crate) async fn file(world: &World, citizen: &Actor, slug: &str, name: &str) -> String {
    let begun = services::draft::begin(&world.portal, citizen, slug, true).await.unwrap();
    let answers: Answers = [("full_name".to_owned(), Answer::text(name))].into_iter().collect();
    services::draft::save(&world.portal, citizen, SaveDraft { id: begun.id, answers })
        .await
        .unwrap();
    dossier::submit(&world.portal, citizen, begun.id).await.unwrap().reference
}

/// The dossier as `actor` sees it.
pub(crate) async fn seen(world: &World, actor: &Actor, code: &str) -> DossierView {
    dossier::view(&world.portal, actor, code).await.unwrap()
}

/// Does `command` as the one who has just looked.
pub(crate) async fn act(
    world: &World,
    actor: &Actor,
    code: &str,
    command: Command,
) -> services::Result<()> {
    let version = seen(world, actor, code).await.version;
    dossier::act(&world.portal, actor, code, version, command).await
}

/// What proposes to grant what was applied for.
pub(crate) fn grant() -> Command {
    Command::DraftResult {
        outcome: ResultOutcome::Granted,
        summary: "Cấp Phiếu lý lịch tư pháp".to_owned(),
        legal_ground: String::new(),
    }
}

/// Attaches the document of the result.
pub(crate) async fn attach_result(world: &World, officer: &Actor, code: &str) {
    let id = seen(world, officer, code).await.id;
    let new = NewUpload {
        length: PDF.len() as u64,
        name: "ket-qua.pdf".to_owned(),
        metadata: String::new(),
        target: Some(Target { holder: Holder::Dossier(id), paper: RESULT_PAPER.to_owned() }),
    };
    let begun = upload::create(&world.portal, officer, new).await.unwrap();
    let body = stream::iter([Ok::<_, std::convert::Infallible>(Bytes::from_static(PDF))]);
    let part = Part { at: 0, length: Some(PDF.len() as u64), checksum: None, body };
    upload::append(&world.portal, officer, begun.id, part).await.unwrap();
}
