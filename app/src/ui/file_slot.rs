//! The place of one paper: what is asked for, the files that are there, and the way to add one.

use super::field::{ErrorLine, ErrorText, OptionalMark, described_by, hint_id};
use super::icon::{Glyph, Icon};
use super::tag::Tone;
use crate::i18n::{t, tf};
use leptos::prelude::*;
use shared::i18n::msg;

/// What the file dialogue offers; the server judges by content.
pub const ACCEPT: &str = ".pdf,.jpg,.jpeg,.png,.heic,.docx,application/pdf,image/*";

/// How far a file has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileState {
    /// Chosen, not yet begun.
    Waiting,
    /// On its way, percent.
    Sending(u8),
    /// Stopped by the person, percent; can go on.
    Paused(u8),
    /// Stopped by the line, percent; goes on by itself.
    Broken(u8),
    /// Left over from an earlier visit, percent; goes on once the same file is chosen again.
    Unfinished(u8),
    /// Arrived, being looked at.
    Checking,
    /// Kept.
    Kept,
    /// Sent before, and to be replaced.
    Earlier,
    /// Not kept; the words say why and what to do.
    Failed(String),
}

impl FileState {
    fn as_str(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending(_) => "sending",
            Self::Paused(_) => "paused",
            Self::Broken(_) => "broken",
            Self::Unfinished(_) => "unfinished",
            Self::Checking => "checking",
            Self::Kept => "kept",
            Self::Earlier => "earlier",
            Self::Failed(_) => "failed",
        }
    }

    fn percent(&self) -> Option<u8> {
        match self {
            Self::Sending(percent)
            | Self::Paused(percent)
            | Self::Broken(percent)
            | Self::Unfinished(percent) => Some(*percent),
            _ => None,
        }
    }

    fn icon(&self) -> Icon {
        match self {
            Self::Kept => Tone::Done.icon(),
            Self::Failed(_) => Tone::Late.icon(),
            Self::Earlier => Tone::Soon.icon(),
            Self::Paused(_) => Icon::Pause,
            Self::Broken(_) => Icon::WifiOff,
            Self::Unfinished(_) => Icon::RotateCcw,
            Self::Waiting | Self::Sending(_) | Self::Checking => Icon::Upload,
        }
    }

    fn words(&self) -> String {
        let with_percent =
            |key, percent: &u8| tf(key, &[("percent", percent.to_string().as_str())]);
        match self {
            Self::Waiting => t(msg::ui::FILE_WAITING).to_owned(),
            Self::Sending(percent) => with_percent(msg::ui::FILE_SENDING, percent),
            Self::Paused(percent) => with_percent(msg::ui::FILE_PAUSED, percent),
            Self::Broken(percent) => with_percent(msg::ui::FILE_BROKEN, percent),
            Self::Unfinished(percent) => with_percent(msg::ui::FILE_UNFINISHED, percent),
            Self::Checking => t(msg::ui::FILE_CHECKING).to_owned(),
            Self::Kept => t(msg::ui::FILE_KEPT).to_owned(),
            Self::Earlier => t(msg::ui::FILE_EARLIER).to_owned(),
            Self::Failed(why) => why.clone(),
        }
    }
}

/// The slot of one paper. `children` are the [`FileItem`]s that are there. The input is a plain file
/// input named `name`; an island listens with `on:change` and takes over. Without a script the input
/// belongs to the form whose id is `form`, which stands elsewhere: the files have forms of their own.
#[component]
pub fn FileSlot(
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    #[prop(into)] title: String,
    #[prop(into)] hint: Option<String>,
    #[prop(into)] error: ErrorText,
    #[prop(optional)] optional: bool,
    /// The form that the input belongs to.
    #[prop(optional, into)]
    form: Option<String>,
    /// What the file dialogue offers.
    #[prop(optional, into)]
    accept: Option<String>,
    /// What is taken, in words.
    #[prop(optional, into)]
    takes: Option<String>,
    /// Only one file.
    #[prop(optional)]
    single: bool,
    /// No more file fits: the words instead of the input.
    #[prop(optional, into)]
    full: Signal<Option<String>>,
    /// The button that sends the form; an island hides it.
    #[prop(optional)]
    send: Option<AnyView>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), error);
    let title_id = format!("{id}-title");
    let takes = takes.unwrap_or_else(|| t(msg::ui::FILE_TYPES).to_owned());
    view! {
        <section
            class="file_slot field"
            aria-labelledby=title_id.clone()
            data-invalid=move || error.with(Option::is_some).then_some("true")
        >
            <h3 id=title_id.clone()>{title} " " {optional.then(|| view! { <OptionalMark/> })}</h3>
            {hint.map(|hint| view! { <p class="hint" id=hint_id(&id)>{hint}</p> })}
            <ErrorLine id=id.clone() error=error/>
            {children.map(|children| view! { <ul class="files">{children()}</ul> })}
            <p class="hint" hidden=move || full.with(Option::is_none)>{full}</p>
            <div class="choose" hidden=move || full.with(Option::is_some)>
                <input
                    type="file"
                    id=id.clone()
                    name=name
                    form=form
                    accept=accept.unwrap_or_else(|| ACCEPT.to_owned())
                    multiple=!single
                    aria-describedby=described
                />
                <label for=id>
                    <Glyph icon=Icon::Camera/>
                    <span>{t(msg::ui::FILE_CHOOSE)}</span>
                </label>
                <div class="send">
                    <p class="hint">{takes}</p>
                    {send}
                </div>
            </div>
        </section>
    }
}

/// One file and how far it has come; `children` are its buttons (pause, go on, remove).
#[component]
pub fn FileItem(
    #[prop(into)] name: String,
    /// As read: `1,2 MB`.
    #[prop(into)]
    size: String,
    #[prop(into)] state: Signal<FileState>,
    /// Where to see it.
    #[prop(optional, into)]
    href: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let name = match href {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let progress = move || {
        state.with(FileState::percent).map(|percent| {
            view! { <progress max="100" value=percent aria-label=t(msg::ui::FILE_PROGRESS)></progress> }
        })
    };
    view! {
        <li class="file" data-state=move || state.with(FileState::as_str)>
            <Glyph icon=Icon::FileText/>
            <div class="what">
                <p class="name">{name} " " <span class="size">{size}</span></p>
                {progress}
                <p class="state">
                    {move || view! { <Glyph icon=state.with(FileState::icon)/> }}
                    <span>{move || state.with(FileState::words)}</span>
                </p>
            </div>
            {children.map(|children| view! { <div class="acts">{children()}</div> })}
        </li>
    }
}
