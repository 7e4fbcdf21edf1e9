//! Dossiers at every stage, made through the use cases, for tests that begin in the middle.

use crate::harness::{Browser, TestServer};
use chrono::TimeDelta;
use futures::stream;
use serde_json::{Value, json};
use services::draft::Begun;
use services::upload::{NewUpload, Part, Target, append, create};
use services::{dossier, draft};
use shared::dossier::{Command, ResultOutcome, SupplementItem};
use shared::draft::SaveDraft;
use shared::file::{Holder, RESULT_PAPER};
use shared::id::{DossierId, DraftId, FileId};
use std::convert::Infallible;
use store::dossier::DossierRow;

/// Cấp phù hiệu xe: of Sở Giao thông vận tải, by the generic form, free of charge, with one paper.
pub(crate) const PROCEDURE: &str = "sgtvt-phu-hieu";
/// Its paper.
pub(crate) const PAPER: &str = "p2";
/// Đổi giấy phép lái xe nước ngoài: of the same agency, by the generic form, with a fee and two papers.
const PAID_PROCEDURE: &str = "sgtvt-doi-gplx-nn";
const PAID_PAPERS: [&str; 2] = ["p2", "p3"];
/// A PDF as far as anybody looks.
pub(crate) const PDF: &[u8] =
    b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// How far a dossier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Draft,
    /// Handed in for [`PAID_PROCEDURE`], with its fee open.
    Unpaid,
    Submitted,
    Accepted,
    Assigned,
    SupplementRequested,
    AwaitingApproval,
    Approved,
    ResultReady,
    Returned,
}

/// What there is then.
#[derive(Debug, Clone)]
pub(crate) struct Filed {
    pub(crate) draft: DraftId,
    /// Of the paper that was attached.
    pub(crate) file: FileId,
    /// Empty for a draft.
    pub(crate) reference: String,
    pub(crate) dossier: Option<DossierId>,
    pub(crate) version: i64,
}

/// Answers to the generic form of a person.
pub(crate) fn answers() -> Value {
    json!({
        "full_name": "Nông Thị Hoa",
        "date_of_birth": {"day": "7", "month": "3", "year": "1990"},
        "gender": "female",
        "cccd": "006190990001",
        "phone": "0912345678",
        "contact_address": address(),
        "request_content": "Đề nghị giải quyết cho 02 xe tải của hợp tác xã.",
        "return_method": "counter",
    })
}

/// Answers to the generic form of an organisation.
pub(crate) fn answers_of_organisation() -> Value {
    let mut all = answers();
    all["filing_for"] = "organisation".into();
    all["org_name"] = "Hợp tác xã Nông nghiệp Hoàn Thành".into();
    all["org_tax_code"] = "4790000011".into();
    all["org_address"] = address();
    all["org_position"] = "Giám đốc".into();
    all
}

fn address() -> Value {
    json!({"era": "2025", "province": "19", "commune": "01840", "detail": "Tổ 7B"})
}

impl TestServer {
    /// A dossier of `owner` at that stage.
    pub(crate) async fn filed(&self, owner: &Browser<'_>, stage: Stage) -> Filed {
        let mut filed = if stage == Stage::Unpaid {
            self.draft_of(owner, PAID_PROCEDURE, answers(), &PAID_PAPERS).await
        } else {
            self.draft(owner).await
        };
        if stage == Stage::Draft {
            return filed;
        }
        let done = dossier::submit(&self.portal, &owner.actor, filed.draft).await.unwrap();
        filed.reference = done.reference;
        filed.dossier = Some(self.find(&filed).await.id);
        if stage == Stage::Unpaid {
            return filed;
        }
        for (reached, login, command) in steps() {
            let is_on_the_way =
                reached <= stage && (reached != Stage::SupplementRequested || stage == reached);
            if is_on_the_way {
                self.act(&mut filed, login, command).await;
            }
        }
        if stage == Stage::Approved {
            // Whoever issues it finds the document attached.
            let holder = Holder::Dossier(filed.dossier.expect("is submitted"));
            self.attach(&self.staff("vanthu.gtvt").await, holder, RESULT_PAPER).await;
        }
        filed.version = self.version(&filed).await;
        filed
    }

    /// A draft of `owner`, complete, with a file.
    pub(crate) async fn draft(&self, owner: &Browser<'_>) -> Filed {
        self.draft_of(owner, PROCEDURE, answers_of_organisation(), &[PAPER]).await
    }

    /// A draft of `owner` for any procedure, with these answers and a file for each of these papers.
    pub(crate) async fn draft_of(
        &self,
        owner: &Browser<'_>,
        procedure: &str,
        answers: Value,
        papers: &[&str],
    ) -> Filed {
        let Begun { id, .. } =
            draft::begin(&self.portal, &owner.actor, procedure, true).await.unwrap();
        let answers = serde_json::from_value(answers).unwrap();
        draft::save(&self.portal, &owner.actor, SaveDraft { id, answers }).await.unwrap();
        let mut file = None;
        for paper in papers {
            file = Some(self.attach(owner, Holder::Draft(id), paper).await);
        }
        let file = file.expect("a paper");
        Filed { draft: id, file, reference: String::new(), dossier: None, version: 0 }
    }

    /// Attaches a PDF.
    pub(crate) async fn attach(&self, who: &Browser<'_>, holder: Holder, paper: &str) -> FileId {
        let new = NewUpload {
            length: PDF.len() as u64,
            name: "giay-to.pdf".to_owned(),
            metadata: String::new(),
            target: Some(Target { holder, paper: paper.to_owned() }),
        };
        let upload = create(&self.portal, &who.actor, new).await.unwrap();
        let body = stream::iter([Ok::<_, Infallible>(bytes::Bytes::from_static(PDF))]);
        let part = Part { at: 0, length: None, checksum: None, body };
        append(&self.portal, &who.actor, upload.id, part).await.unwrap();
        FileId(upload.id.0)
    }

    async fn act(&self, filed: &mut Filed, login: &str, command: Command) {
        self.clock.advance(TimeDelta::minutes(5));
        let officer = self.staff(login).await;
        if matches!(command, Command::Issue) {
            let holder = Holder::Dossier(filed.dossier.expect("is submitted"));
            self.attach(&officer, holder, RESULT_PAPER).await;
        }
        let version = self.version(filed).await;
        dossier::act(&self.portal, &officer.actor, &filed.reference, version, command)
            .await
            .unwrap();
    }

    /// What an officer would have seen just now.
    async fn version(&self, filed: &Filed) -> i64 {
        self.find(filed).await.version
    }

    async fn find(&self, filed: &Filed) -> DossierRow {
        let mut tx = self.portal.db.read().await.unwrap();
        store::dossier::find_by_draft(&mut tx, filed.draft).await.unwrap().expect("is submitted")
    }
}

/// Who does what to come that far.
fn steps() -> [(Stage, &'static str, Command); 7] {
    let item = SupplementItem { key: PAPER.to_owned(), reason: "Bản chụp mờ".to_owned() };
    [
        (Stage::Accepted, "tiepnhan", Command::Accept),
        (Stage::Assigned, "chuyenvien.gtvt", Command::Claim),
        (
            Stage::SupplementRequested,
            "chuyenvien.gtvt",
            Command::RequestSupplement { note: String::new(), items: vec![item] },
        ),
        (
            Stage::AwaitingApproval,
            "chuyenvien.gtvt",
            Command::DraftResult {
                outcome: ResultOutcome::Granted,
                summary: "Đồng ý cấp phù hiệu".to_owned(),
                legal_ground: String::new(),
            },
        ),
        (Stage::Approved, "lanhdao.gtvt", Command::Approve),
        (Stage::ResultReady, "vanthu.gtvt", Command::Issue),
        (Stage::Returned, "tiepnhan", Command::ReturnResult),
    ]
}
