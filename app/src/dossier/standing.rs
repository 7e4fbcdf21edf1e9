//! Where a dossier stands: the answer first, then who has it, since when, what comes next, by when,
//! and what to do (patterns.md §3 N22).

use crate::i18n::{t, tf, use_lang};
use crate::ui::{ButtonLink, Due, Fact, Icon, Money, Tag, Tone};
use leptos::prelude::*;
use shared::dossier::{DossierState, DossierView, TrackingView};
use shared::i18n::msg;
use shared::money::Dong;
use shared::time::{Instant, local_day, show_instant};

/// By when something is promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The result, and the working days until then.
    Result(Instant, i64),
    /// An answer whether the dossier is accepted.
    Answer(Instant),
    /// Nothing is promised here.
    Nothing,
}

impl By {
    fn of(due: Option<(Instant, i64)>, answer: Option<Instant>) -> Self {
        match (due, answer) {
            (Some((at, days_left)), _) => Self::Result(at, days_left),
            (None, Some(at)) => Self::Answer(at),
            (None, None) => Self::Nothing,
        }
    }
}

impl From<&DossierView> for By {
    fn from(view: &DossierView) -> Self {
        Self::of(view.due_at.zip(view.working_days_left), view.answer_by)
    }
}

impl From<&TrackingView> for By {
    fn from(view: &TrackingView) -> Self {
        Self::of(view.due_at.zip(view.working_days_left), view.answer_by)
    }
}

/// What is owed, and where it is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToPay {
    /// How much.
    pub amount: Dong,
    /// The page to pay it.
    pub page: String,
}

/// The panel. `agency` decides; `officer` is who was given the case, where that may be said;
/// `is_fee_due` says that it waits for its fee, `to_pay` how that is paid from here.
#[component]
pub fn Standing(
    state: DossierState,
    #[prop(optional)] is_fee_due: bool,
    #[prop(default = None)] to_pay: Option<ToPay>,
    agency: String,
    officer: Option<String>,
    since: Option<Instant>,
    by: By,
) -> impl IntoView {
    let words = state.words_with_fee(is_fee_due);
    let status = state.for_citizen();
    let (name, tone) = if is_fee_due {
        (msg::dossier_page::TO_PAY, Tone::Soon)
    } else {
        (status.key(), Tone::from(status))
    };
    let who = tf(words.who, &[("agency", &agency)]);
    let who = match officer.filter(|_| state.is_with_officer()) {
        Some(officer) => format!("{officer}, {who}"),
        None => who,
    };
    let (owed, pay) = to_pay.map(|ToPay { amount, page }| (amount, page)).unzip();
    view! {
        <section class="standing" data-tone=tone.as_str() aria-labelledby="standing">
            <h2 id="standing"><Tag text=t(name).to_owned() tone/></h2>
            <p class="lead">{t(words.now)}</p>
            <dl>
                {owed
                    .map(|amount| view! {
                        <Fact name=t(msg::dossier_page::OWED)>
                            <strong><Money amount/></strong>
                        </Fact>
                    })}
                <Fact name=t(msg::dossier_page::WHO)>{who}</Fact>
                {since
                    .map(|at| view! {
                        <Fact name=t(msg::dossier_page::SINCE)>
                            <time datetime=at.to_rfc3339()>{show_instant(at)}</time>
                        </Fact>
                    })}
                {(!state.is_ended())
                    .then(|| view! { <Fact name=t(msg::dossier_page::NEXT)>{t(words.next)}</Fact> })}
                <Promise by/>
            </dl>
            <p><strong>{t(msg::dossier_page::YOU)}</strong> " " {t(words.you)}</p>
            {pay
                .map(|page| view! {
                    <p>
                        <ButtonLink href=page icon=Icon::Banknote>
                            {t(msg::dossier_page::PAY)}
                        </ButtonLink>
                    </p>
                })}
        </section>
    }
}

#[component]
fn Promise(by: By) -> impl IntoView {
    match by {
        By::Result(at, days_left) => view! {
            <Fact name=t(msg::dossier_page::BY_RESULT)>
                <Due day=local_day(at) days_left/>
            </Fact>
        }
        .into_any(),
        By::Answer(at) => view! {
            <Fact name=t(msg::dossier_page::BY_ANSWER)>
                <time datetime=at.to_rfc3339()>{show_instant(at)}</time>
            </Fact>
        }
        .into_any(),
        By::Nothing => ().into_any(),
    }
}

/// The agency's name in the language of the page.
pub(super) fn agency_name(names: &(String, String)) -> String {
    use_lang().pick(&names.0, &names.1).to_owned()
}
