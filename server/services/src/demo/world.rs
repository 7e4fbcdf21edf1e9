//! Fills the demo world with dossiers: everything is done by the people who would do it, through the use
//! cases, at the hour it would have been done.

use super::accounts::{login_of, only_in_demo};
use super::filing::{PROVINCE, answers, pdf};
use super::names::{Dice, Names, Somebody};
use super::plan::{Filing, Happening, filings, happenings};
use crate::catalogue::PublishedProcedure;
use crate::error::{Error, Result};
use crate::identity::begin_session;
use crate::payment::pay_in_demo;
use crate::upload::{NewUpload, Part, Target, append, create};
use crate::{Portal, PortalParts, dossier, draft, message};
use bytes::Bytes;
use futures::stream;
use integrations::clock::Clock;
use integrations::entropy::Entropy;
use shared::dossier::{Command, ResultOutcome, SupplementItem};
use shared::draft::SaveDraft;
use shared::file::{Holder, RESULT_PAPER};
use shared::form::{Answer, Answers, Era};
use shared::id::{DossierId, PersonId};
use shared::identity::Role::{
    AgencyLeader, CaseOfficer, IntakeOfficer, PostalIntakeClerk, RecordsClerk,
};
use shared::identity::{Actor, Role, Who};
use shared::time::{Instant, local_day};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use store::account::PersonRow;

/// The same world every time, as far as the calendar allows.
const SEED: u64 = 2026;
/// Such a one in so many is decided against.
const REFUSED_EVERY: u64 = 11;

/// Makes the dossiers of the last weeks where there are none. Returns how many.
pub async fn fill(portal: &Portal, names: &Names) -> Result<usize> {
    only_in_demo(portal)?;
    {
        let mut tx = portal.db.read().await?;
        if !store::dossier::list_all(&mut tx, None, 1).await?.is_empty() {
            return Ok(0);
        }
    }
    let now = portal.now();
    let mut world = World::begin(portal, names, now).await?;
    for (at, number, happening) in world.plan(now) {
        world.pass_to(at).await?;
        world.happen(number, happening).await?;
    }
    world.deliver().await?;
    Ok(world.dossiers.len())
}

struct World<'a> {
    /// The portal, with a clock of its own.
    portal: Portal,
    clock: Clock,
    names: &'a Names,
    dice: Dice,
    filings: Vec<Filing>,
    people: BTreeMap<u64, (Somebody, Actor)>,
    dossiers: BTreeMap<usize, DossierId>,
}

impl<'a> World<'a> {
    async fn begin(portal: &Portal, names: &'a Names, now: Instant) -> Result<Self> {
        let clock = Clock::fixed(now);
        let copy = Portal::open(PortalParts {
            db: portal.db.clone(),
            messages: Some(Arc::new(message::sandbox(&portal.db, &clock))),
            clock: clock.clone(),
            entropy: Entropy::seeded(SEED),
            keys: portal.keys.clone(),
            files: portal.files.clone(),
            gateway: Arc::clone(&portal.gateway),
            limits: portal.limits.clone(),
            public_url: portal.public_url.to_string(),
            is_demo: true,
        })
        .await?;
        let dice = Dice::new(SEED);
        let filings = filings(&portal.published().calendar, now, &dice);
        let (people, dossiers) = (BTreeMap::new(), BTreeMap::new());
        Ok(Self { portal: copy, clock, names, dice, filings, people, dossiers })
    }

    /// Everything that happens, in order.
    fn plan(&mut self, now: Instant) -> Vec<(Instant, usize, Happening)> {
        let published = self.portal.published();
        self.filings.retain(|filing| published.procedure(filing.procedure).is_some());
        let mut all = Vec::new();
        for (number, filing) in self.filings.iter().enumerate() {
            let procedure = published.procedure(filing.procedure);
            let limit = procedure.expect("was found just now").procedure.limit();
            let road = happenings(filing, limit, &published.calendar, now, &self.dice);
            all.extend(road.into_iter().map(|(at, what)| (at, number, what)));
        }
        all.sort_by_key(|(at, number, _)| (*at, *number));
        all
    }

    /// Moves the clock; at the end of each day the messages of the day have arrived.
    async fn pass_to(&self, at: Instant) -> Result<()> {
        if local_day(at) != local_day(self.portal.now()) {
            self.deliver().await?;
        }
        self.clock.set(at);
        Ok(())
    }

    async fn deliver(&self) -> Result<()> {
        message::deliver_due(&self.portal).await.map(|_| ())
    }

    async fn happen(&mut self, number: usize, happening: Happening) -> Result<()> {
        match happening {
            Happening::Submit => self.submit(number).await,
            Happening::Pay => self.pay(number).await,
            Happening::Answer => self.answer(number).await,
            other => self.act(number, other).await,
        }
    }

    async fn submit(&mut self, number: usize) -> Result<()> {
        let filing = self.filings[number].clone();
        let (somebody, actor) = self.person(filing.person).await?;
        let portal = &self.portal;
        let published = portal.published();
        let procedure = find(&published, filing.procedure)?;
        let communes: Vec<_> = published.book.communes(Era::New, PROVINCE).collect();
        let commune = communes.get(somebody.commune % communes.len().max(1));
        let commune = commune.map(|unit| unit.code.clone()).unwrap_or_default();

        let draft = draft::begin(portal, &actor, filing.procedure, true).await?.id;
        let form = {
            let mut tx = portal.db.read().await?;
            portal.versions.form(&mut tx, procedure.form_id).await?
        };
        let typed =
            answers(&somebody, &commune, (&procedure.procedure, &form), local_day(portal.now()));
        draft::save(portal, &actor, SaveDraft { id: draft, answers: typed }).await?;
        for paper in procedure.procedure.papers() {
            if paper.must_be_uploaded() {
                self.attach(&actor, Holder::Draft(draft), &paper.key).await?;
            }
        }
        dossier::submit(portal, &actor, draft).await?;
        let mut tx = portal.db.read().await?;
        let row = store::dossier::find_by_draft(&mut tx, draft).await?;
        let id = row.ok_or_else(|| Error::failed("a dossier of the demo world vanished"))?.id;
        self.dossiers.insert(number, id);
        Ok(())
    }

    async fn pay(&mut self, number: usize) -> Result<()> {
        let (_, actor) = self.person(self.filings[number].person).await?;
        let (reference, _, is_open) = self.seen(number).await?;
        if is_open { pay_in_demo(&self.portal, &actor, &reference).await } else { Ok(()) }
    }

    async fn answer(&mut self, number: usize) -> Result<()> {
        let (_, actor) = self.person(self.filings[number].person).await?;
        let (reference, ..) = self.seen(number).await?;
        let mut answers = Answers::new();
        let text = "Đề nghị giải quyết cho bản thân; đã bổ sung số và ngày của giấy tờ liên quan.";
        answers.set("request_content", Answer::text(text));
        dossier::supplement(&self.portal, &actor, &reference, answers).await
    }

    async fn act(&mut self, number: usize, happening: Happening) -> Result<()> {
        let (reference, version, _) = self.seen(number).await?;
        let command = self.command(happening);
        let actor = match happening {
            Happening::Withdraw => self.person(self.filings[number].person).await?.1,
            other => self.officer(self.filings[number].procedure, other).await?,
        };
        if happening == Happening::Issue {
            self.attach(&actor, Holder::Dossier(self.dossiers[&number]), RESULT_PAPER).await?;
        }
        let version =
            if happening == Happening::Issue { self.seen(number).await?.1 } else { version };
        dossier::act(&self.portal, &actor, &reference, version, command).await
    }

    fn command(&self, happening: Happening) -> Command {
        match happening {
            Happening::Accept => Command::Accept,
            Happening::Refuse => Command::RefuseIntake {
                reason:
                    "Thủ tục không thuộc thẩm quyền của cơ quan; mời nộp tại Ủy ban nhân dân xã."
                        .to_owned(),
            },
            Happening::Withdraw => Command::Withdraw {
                reason: "Nộp nhầm thủ tục, xin nộp lại.".to_owned(),
            },
            Happening::AskAtIntake | Happening::AskLater => Command::RequestSupplement {
                note: "Đề nghị ông/bà bổ sung để hồ sơ đủ căn cứ giải quyết.".to_owned(),
                items: vec![SupplementItem {
                    key: "request_content".to_owned(),
                    reason: "Ghi rõ số, ngày của giấy tờ liên quan.".to_owned(),
                }],
            },
            Happening::Claim => Command::Claim,
            Happening::Propose if self.dice.below(REFUSED_EVERY) == 0 => Command::DraftResult {
                outcome: ResultOutcome::Refused,
                summary: "Không đủ điều kiện giải quyết.".to_owned(),
                legal_ground: "Khoản 8 Điều 19 Nghị định số 61/2018/NĐ-CP".to_owned(),
            },
            Happening::Propose => Command::DraftResult {
                outcome: ResultOutcome::Granted,
                summary: "Đủ điều kiện, đồng ý giải quyết theo đề nghị.".to_owned(),
                legal_ground: String::new(),
            },
            Happening::Approve => Command::Approve,
            Happening::Issue => Command::Issue,
            Happening::Return | Happening::Submit | Happening::Pay | Happening::Answer => {
                Command::ReturnResult
            }
        }
    }

    /// Reference, version, and whether its fee is open.
    async fn seen(&self, number: usize) -> Result<(String, i64, bool)> {
        let mut tx = self.portal.db.read().await?;
        let row = store::dossier::find(&mut tx, self.dossiers[&number]).await?;
        let row = row.ok_or_else(|| Error::failed("a dossier of the demo world vanished"))?;
        Ok((row.reference, row.version, row.payment_state == "open"))
    }

    /// The citizen of that number, known from now on.
    async fn person(&mut self, number: u64) -> Result<(Somebody, Actor)> {
        if let Some(known) = self.people.get(&number) {
            return Ok(known.clone());
        }
        let portal = &self.portal;
        let somebody = self.names.somebody(number, &Dice::new(SEED + number));
        let id: PersonId = portal.fresh();
        let row = PersonRow {
            id,
            phone: somebody.phone.clone(),
            full_name: somebody.name.clone(),
            personal_id_hash: None,
            profile_sealed: None,
            created_at: portal.now(),
        };
        let mut tx = portal.db.write().await?;
        store::account::add_person(&mut tx, &row).await?;
        let who = Who::Citizen(id);
        let session = begin_session(portal, &mut tx, &who).await?.id;
        tx.commit().await?;
        let name = somebody.name.clone();
        let actor = Actor { session: Some(session), name, ..Actor::machine(who) };
        self.people.insert(number, (somebody.clone(), actor.clone()));
        Ok((somebody, actor))
    }

    /// Whoever does that at the agency of the procedure.
    async fn officer(&self, procedure: &str, happening: Happening) -> Result<Actor> {
        let published = self.portal.published();
        let agency = find(&published, procedure)?.procedure.agency.clone();
        let roles: &[Role] = match happening {
            Happening::Claim | Happening::Propose | Happening::AskLater => &[CaseOfficer],
            Happening::Approve => &[AgencyLeader],
            Happening::Issue => &[RecordsClerk],
            _ => &[IntakeOfficer, PostalIntakeClerk],
        };
        let login = roles.iter().find_map(|role| login_of(*role, &agency));
        let login = login.ok_or_else(|| Error::failed(format!("nobody does that at {agency}")))?;
        let mut tx = self.portal.db.read().await?;
        let staff = store::account::find_staff_by_login(&mut tx, login).await?;
        let staff = staff.ok_or_else(|| Error::failed(format!("no account {login}")))?;
        let grants = store::account::grants(&mut tx, staff.id).await?;
        Ok(Actor { name: staff.full_name, grants, ..Actor::machine(Who::Staff(staff.id)) })
    }

    async fn attach(&self, actor: &Actor, holder: Holder, paper: &str) -> Result<()> {
        let is_result = paper == RESULT_PAPER;
        let content =
            pdf(if is_result { "Ket qua (ban trinh dien)" } else { "Giay to (ban trinh dien)" });
        let name = if is_result { "ket-qua.pdf" } else { "giay-to.pdf" };
        let new = NewUpload {
            length: content.len() as u64,
            name: name.to_owned(),
            metadata: String::new(),
            target: Some(Target { holder, paper: paper.to_owned() }),
        };
        let upload = create(&self.portal, actor, new).await?;
        let body = stream::iter([Ok::<_, Infallible>(Bytes::from(content))]);
        let part = Part { at: 0, length: None, checksum: None, body };
        append(&self.portal, actor, upload.id, part).await.map(|_| ())
    }
}

fn find(published: &crate::catalogue::Published, id: &str) -> Result<Arc<PublishedProcedure>> {
    published.procedure(id).ok_or_else(|| Error::failed(format!("procedure {id} is not published")))
}
