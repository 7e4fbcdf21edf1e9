//! A session that ended while somebody was typing: sign in here and go on, nothing is lost.

use crate::i18n::{t, use_lang};
use crate::identity::api::{confirm_code, request_code};
use crate::refusal::Answer;
use crate::ui::{Button, ButtonKind, Buttons, Dialog, TextField, TextKind};
use leptos::html;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use shared::i18n::msg;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

thread_local! {
    /// Whether the dialog stands on the page.
    static IS_THERE: Cell<bool> = const { Cell::new(false) };
}

/// Puts the dialog into `place`, once. Fetched when it is needed: sessions rarely end while somebody
/// is typing. What cannot be fetched is asked for again at the next attempt to save.
pub(super) fn ask_again(place: Place, is_needed: Signal<bool>, on_done: Callback<()>) {
    if IS_THERE.replace(true) {
        return;
    }
    leptos::task::spawn_local(async move {
        IS_THERE.set(mount(place, is_needed, on_done).await.is_ok());
    });
}

/// Where the dialog goes.
type Place = NodeRef<html::Div>;

/// The dialog was not fetched, or has no place.
struct NotThere;

impl From<SplitLoaderError> for NotThere {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

#[wasm_split(sign_in_again, wasm_split_path = leptos::wasm_split, fallible)]
fn mount(place: Place, is_needed: Signal<bool>, on_done: Callback<()>) -> Result<(), NotThere> {
    let place = place.get_untracked().ok_or(NotThere)?;
    // It stays for as long as the page, whatever happens to what asked for it.
    let owner = Owner::new_root(None);
    owner.with(|| {
        mount_to(place.into(), move || view! { <SignInAgain is_needed on_done/> }).forget();
    });
    std::mem::forget(owner);
    Ok(())
}

const PHONE: &str = "again-phone";
const CODE: &str = "again-code";

/// The dialog; it opens by itself while it is needed.
#[component]
fn SignInAgain(is_needed: Signal<bool>, on_done: Callback<()>) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get().filter(|_| is_needed.get()) {
            close_others();
            let _ = dialog.show_modal();
        }
    });
    let steps = Steps {
        dialog,
        on_done,
        error: RwSignal::new(None),
        is_sent: RwSignal::new(false),
        is_busy: RwSignal::new(false),
    };
    let is_sent = steps.is_sent;
    let phone_error = Signal::derive(move || steps.error.get().filter(|_| !is_sent.get()));
    let code_error = Signal::derive(move || steps.error.get().filter(|_| is_sent.get()));
    view! {
        <Dialog id="sign-in-again" title=t(msg::draft::AGAIN_TITLE) node_ref=dialog>
            <p>{t(msg::draft::AGAIN_TEXT)}</p>
            <TextField
                name=PHONE
                id=PHONE
                label=t(msg::draft::AGAIN_PHONE)
                hint={None::<String>}
                error=phone_error
                value=""
                kind=TextKind::Phone
            />
            <div hidden=move || !is_sent.get()>
                <TextField
                    name=CODE
                    id=CODE
                    label=t(msg::draft::AGAIN_CODE)
                    hint={None::<String>}
                    error=code_error
                    value=""
                    kind=TextKind::Code
                />
            </div>
            <Acts steps/>
        </Dialog>
    }
}

/// The word that the session has ended makes room for the way to begin it again.
fn close_others() {
    let open = document().query_selector("dialog[open]").ok().flatten();
    if let Some(dialog) = open.and_then(|open| open.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

#[component]
fn Acts(steps: Steps) -> impl IntoView {
    let is_sent = steps.is_sent;
    let word =
        move || if is_sent.get() { msg::draft::AGAIN_CONFIRM } else { msg::draft::AGAIN_SEND };
    view! {
        <Buttons>
            <Button
                attr:r#type="button"
                attr:disabled=move || steps.is_busy.get()
                on:click=move |_| steps.go_on()
            >
                {move || t(word())}
            </Button>
            <Button
                kind=ButtonKind::Secondary
                attr:r#type="button"
                attr:hidden=move || !is_sent.get()
                on:click=move |_| is_sent.set(false)
            >
                {t(msg::draft::AGAIN_OTHER)}
            </Button>
        </Buttons>
    }
}

/// First the phone, then the code.
#[derive(Clone, Copy)]
struct Steps {
    dialog: NodeRef<html::Dialog>,
    on_done: Callback<()>,
    error: RwSignal<Option<String>>,
    is_sent: RwSignal<bool>,
    is_busy: RwSignal<bool>,
}

impl Steps {
    fn go_on(self) {
        self.is_busy.set(true);
        leptos::task::spawn_local(async move {
            if !self.is_sent.get_untracked() {
                let answer = request_code(typed(PHONE), String::new()).await;
                self.is_sent.set(self.is_ok(&answer));
            } else if self.is_ok(&confirm_code(typed(PHONE), typed(CODE), String::new()).await) {
                if let Some(dialog) = self.dialog.get_untracked() {
                    dialog.close();
                }
                self.on_done.run(());
            }
            self.is_busy.set(false);
        });
    }

    fn is_ok<T>(self, answer: &Answer<T>) -> bool {
        self.error.set(answer.as_ref().err().map(|refusal| refusal.sentence(use_lang())));
        answer.is_ok()
    }
}

/// What stands in the field with that id.
fn typed(id: &str) -> String {
    let input = document().get_element_by_id(id);
    let input = input.and_then(|input| input.dyn_into::<web_sys::HtmlInputElement>().ok());
    input.map(|input| input.value()).unwrap_or_default()
}
