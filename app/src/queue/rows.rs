//! Dossiers as lines of a ledger: in the queue, and behind a number of the dashboard.

use super::words::{payment, state_key, state_tone};
use crate::i18n::{t, use_lang};
use crate::ui::{Column, DataTable, Due, Tag, due_tone};
use leptos::prelude::*;
use shared::dossier::QueueLine;
use shared::i18n::msg;
use shared::procedure::Channel;
use shared::time::{local_day, show_instant};

/// The lines. Without `can_open` codes are no links: not everybody who sees a number may open the
/// dossiers behind it.
#[component]
pub fn Rows(
    #[prop(into)] id: String,
    #[prop(into)] caption: String,
    lines: Vec<QueueLine>,
    can_open: bool,
) -> impl IntoView {
    let columns = vec![
        Column::words(t(msg::queue::COLUMN_CODE)),
        Column::words(t(msg::queue::COLUMN_PROCEDURE)),
        Column::words(t(msg::queue::COLUMN_RECEIVED)),
        Column::words(t(msg::queue::COLUMN_DUE)),
        Column::words(t(msg::queue::COLUMN_STATE)),
        Column::words(t(msg::queue::COLUMN_ASSIGNEE)),
    ];
    let rows = lines.into_iter().map(|line| view! { <Row line can_open/> }).collect_view();
    view! {
        <div class="queue">
            <DataTable id caption columns stacked=true quiet_caption=true>
                {rows}
            </DataTable>
        </div>
    }
}

#[component]
fn Row(line: QueueLine, can_open: bool) -> impl IntoView {
    let lang = use_lang();
    let tone = line.working_days_left.map(due_tone).unwrap_or_default();
    let name = lang.pick(&line.procedure_name.0, &line.procedure_name.1).to_owned();
    let (fee, fee_tone) = payment(&line.payment_state);
    let fee = format!("{}: {}", t(msg::queue::COLUMN_PAYMENT), t(fee).to_lowercase());
    let channel = Channel::parse(&line.channel).map(|channel| channel.text(lang));
    let code = if can_open {
        let href = format!("/can-bo/ho-so/{}", line.reference);
        view! { <a class="code" href=href>{line.code}</a> }.into_any()
    } else {
        view! { <span class="code">{line.code}</span> }.into_any()
    };
    let due = match (line.due_at, line.working_days_left) {
        (Some(at), Some(days_left)) => view! { <Due day=local_day(at) days_left/> }.into_any(),
        _ => view! { <span class="muted">{t(msg::queue::NO_CLOCK)}</span> }.into_any(),
    };
    view! {
        <tr data-tone=tone.as_str()>
            <th scope="row">{code}</th>
            <td data-label=t(msg::queue::COLUMN_PROCEDURE)>
                <span class="name" title=name.clone()>{name.clone()}</span>
                <span class="applicant">{line.applicant_name}</span>
            </td>
            <td data-label=t(msg::queue::COLUMN_RECEIVED)>
                <span class="when">{show_instant(line.submitted_at)}</span>
                " "
                <span class="muted">{channel}</span>
            </td>
            <td data-label=t(msg::queue::COLUMN_DUE)>{due}</td>
            <td data-label=t(msg::queue::COLUMN_STATE)>
                <Tag text=t(state_key(line.state)) tone=state_tone(line.state)/>
                <span class="fee" data-tone=fee_tone.as_str()>{fee}</span>
            </td>
            <td data-label=t(msg::queue::COLUMN_ASSIGNEE)>
                {line.assignee_name.unwrap_or_else(|| t(msg::queue::NOBODY).to_owned())}
            </td>
        </tr>
    }
}
