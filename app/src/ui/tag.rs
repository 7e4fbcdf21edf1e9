//! Status is a word, a shape and a colour, in that order.

use super::icon::{Glyph, Icon};
use leptos::prelude::*;
use shared::dossier::CitizenStatus;

/// What a status, notice or figure means for the one who reads it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Nothing to do, nothing to fear.
    #[default]
    Plain,
    /// Under way, or worth knowing.
    Note,
    /// Done, on time, paid.
    Done,
    /// Needs a hand soon.
    Soon,
    /// Late, failed or irreversible. The only use of vermilion.
    Late,
}

impl Tone {
    /// The value of `data-tone`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Note => "note",
            Self::Done => "done",
            Self::Soon => "soon",
            Self::Late => "late",
        }
    }

    /// The shape that goes with the colour.
    pub fn icon(self) -> Icon {
        match self {
            Self::Plain => Icon::Circle,
            Self::Note => Icon::CircleDot,
            Self::Done => Icon::CircleCheck,
            Self::Soon => Icon::TriangleAlert,
            Self::Late => Icon::OctagonAlert,
        }
    }
}

impl From<CitizenStatus> for Tone {
    fn from(status: CitizenStatus) -> Self {
        match status {
            CitizenStatus::Received | CitizenStatus::Accepted | CitizenStatus::InProgress => {
                Self::Note
            }
            CitizenStatus::ActionNeeded => Self::Soon,
            CitizenStatus::NotAccepted => Self::Late,
            CitizenStatus::ResultReady | CitizenStatus::Finished => Self::Done,
            CitizenStatus::Withdrawn => Self::Plain,
        }
    }
}

/// A status word.
#[component]
pub fn Tag(#[prop(into)] text: Signal<String>, #[prop(into)] tone: Signal<Tone>) -> impl IntoView {
    view! {
        <span class="tag" data-tone=move || tone.get().as_str()>
            {move || view! { <Glyph icon=tone.get().icon()/> }}
            <span>{move || text.get()}</span>
        </span>
    }
}
