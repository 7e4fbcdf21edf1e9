//! Figures, tables, lists of answers; the marks of the house.

use crate::i18n::{t, use_lang};
use crate::ui::{
    Bar, BarChart, Brocade, Column, Comparison, Contact, DataTable, Emblem, Glyph, Icon, Money, Qr,
    SummaryList, SummaryRow, Tile, Tiles, Tone, Trend, Visit,
};
use leptos::prelude::*;
use services::Portal;
use shared::i18n::msg;
use shared::identity::Role;
use shared::money::Dong;

/// Few large numbers with their comparison and trend, and bars.
#[component]
pub(super) fn Figures() -> impl IntoView {
    let trend = vec![3.0, 5.0, 4.0, 8.0, 6.0, 9.0, 12.0];
    let tones = [Tone::Plain, Tone::Done, Tone::Soon, Tone::Late];
    let tiles: Vec<_> = tones
        .into_iter()
        .map(|tone| {
            let comparison = Comparison { text: "+3".to_owned(), tone };
            view! {
                <Tile
                    label=t(msg::dossier_page::MINE_RUNNING)
                    value="1.284".to_owned()
                    tone
                    href=Some("#figures".to_owned())
                    comparison=Some(comparison)
                    trend=trend.clone()
                    trend_label=t(msg::dossier_page::HISTORY)
                />
            }
        })
        .collect();
    let bars = [("STP", 42, 6), ("SGTVT", 30, 0), ("SYT", 12, 3)]
        .into_iter()
        .map(|(label, fine, late)| Bar {
            label: label.to_owned(),
            href: Some("#figures".to_owned()),
            shown: (fine + late).to_string(),
            parts: vec![(Tone::Note, fine), (Tone::Late, late)],
        })
        .collect();
    view! {
        <Tiles>{tiles}</Tiles>
        <BarChart
            caption=t(msg::dossier_page::MINE_RUNNING)
            label_title=t(msg::identity::ACCOUNT_AGENCIES)
            value_title=t(msg::dossier_page::MINE)
            bars
        />
        <Trend values=trend label=t(msg::dossier_page::HISTORY)/>
    }
}

/// A ledger, and questions with their answers.
#[component]
pub(super) fn Lists() -> impl IntoView {
    let columns = vec![
        Column::words(t(msg::identity::ACCOUNT_ROLE)).sorted("#lists", Some(true)),
        Column::words(t(msg::identity::ACCOUNT_AGENCIES)).sorted("#lists", None),
        Column::figures(t(msg::dossier_page::FEE_TOTAL)),
    ];
    let rows: Vec<_> = Role::STAFF
        .iter()
        .take(3)
        .map(|role| {
            view! {
                <tr>
                    <th scope="row">{role.key().text(use_lang())}</th>
                    <td data-label=t(msg::identity::ACCOUNT_AGENCIES)>
                        {t(msg::identity::ACCOUNT_EVERYWHERE)}
                    </td>
                    <td class="number" data-label=t(msg::dossier_page::FEE_TOTAL)>
                        <Money amount=Dong(200_000)/>
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <DataTable id="ledger" caption=t(msg::dossier_page::FEE) columns stacked=true>
            {rows}
        </DataTable>
        <SummaryList>
            <SummaryRow
                label=t(msg::dossier_page::SLIP_APPLICANT)
                change=Some("#lists".to_owned())
            >
                "Nông Thị Hoa"
            </SummaryRow>
            <SummaryRow
                label=t(msg::dossier_page::WITHDRAW_REASON)
                change=Some("#lists".to_owned())
                empty=true
            >
                ""
            </SummaryRow>
        </SummaryList>
    }
}

/// Emblem, ornament, icons, the slip's code, whom to ask.
#[component]
pub(super) fn Marks() -> impl IntoView {
    let qr = expect_context::<Portal>().tracking_qr("HS-7K3M-9QX2D");
    let visit = expect_context::<Visit>();
    let icons = [
        Icon::House,
        Icon::Landmark,
        Icon::FileText,
        Icon::Camera,
        Icon::Upload,
        Icon::Download,
        Icon::Printer,
        Icon::Phone,
        Icon::MessageCircle,
        Icon::Clock,
        Icon::Calendar,
        Icon::Scale,
        Icon::Car,
        Icon::Leaf,
        Icon::HeartPulse,
        Icon::GraduationCap,
        Icon::Banknote,
        Icon::Receipt,
    ];
    let icons: Vec<_> = icons
        .into_iter()
        .map(|icon| view! { <li><Glyph icon/> {format!("{icon:?}")}</li> })
        .collect();
    view! {
        <div class="marks"><Emblem/></div>
        <Brocade/>
        <ul class="cluster icons">{icons}</ul>
        <Qr svg=qr label=t(msg::dossier_page::SLIP_QR)/>
        <Contact visit/>
    }
}
