//! The demo world's staff: name, role, and the code that works now. One press signs in as one of them.

use super::api::demo_accounts;
use crate::i18n::{t, tf, use_lang};
use crate::ui::{Button, ButtonKind, Column, DataTable};
use leptos::prelude::*;
use shared::i18n::msg;
use shared::identity::DemoAccount;
use std::time::Duration;

/// The accounts as the server knew them; with a script the codes are read again whenever they end.
#[island(lazy)]
pub fn DemoAccounts(accounts: Vec<DemoAccount>, next: String) -> impl IntoView {
    let password = accounts.first().map(|account| account.password.clone()).unwrap_or_default();
    let ends_in = accounts.first().map_or(1, |account| account.seconds_left);
    let accounts = RwSignal::new(accounts);
    Effect::new(move |_| read_again(accounts, ends_in));
    let columns = vec![
        Column::words(t(msg::identity::ACCOUNT_ROLE)),
        Column::words(t(msg::identity::ACCOUNT_NAME)),
        Column::words(t(msg::identity::ACCOUNT_LOGIN)),
        Column::words(t(msg::identity::ACCOUNT_AGENCIES)),
        Column::words(t(msg::identity::ACCOUNT_TOTP)),
        Column::quiet(t(msg::identity::DEMO_SIGN_IN)),
    ];
    let rows = move || {
        let line = |account| view! { <AccountRow account next=next.clone()/> };
        accounts.get().into_iter().map(line).collect::<Vec<_>>()
    };
    view! {
        <section class="stack" data-gap="small">
            <h2>{t(msg::identity::DEMO_ACCOUNTS)}</h2>
            <p>{tf(msg::identity::DEMO_ACCOUNTS_HINT, &[("password", &password)])}</p>
            <DataTable
                id="accounts"
                caption=t(msg::identity::DEMO_ACCOUNTS)
                columns
                stacked=true
                quiet_caption=true
            >
                {rows}
            </DataTable>
        </section>
    }
}

/// Asks for the codes of the next half minute when this one is over, again and again.
fn read_again(accounts: RwSignal<Vec<DemoAccount>>, seconds: i64) {
    let wait = Duration::from_secs(u64::try_from(seconds).unwrap_or(0) + 1);
    set_timeout(
        move || {
            leptos::task::spawn_local(async move {
                if let Ok(fresh) = demo_accounts().await {
                    let ends_in = fresh.first().map_or(1, |account| account.seconds_left);
                    accounts.set(fresh);
                    read_again(accounts, ends_in);
                }
            });
        },
        wait,
    );
}

#[component]
fn AccountRow(account: DemoAccount, next: String) -> impl IntoView {
    let role = account.role.key().text(use_lang());
    let agencies = if account.agencies.is_empty() {
        t(msg::identity::ACCOUNT_EVERYWHERE).to_owned()
    } else {
        account.agencies.join(", ")
    };
    let n = account.seconds_left.to_string();
    let left = if account.totp.is_empty() {
        tf(msg::identity::ACCOUNT_TOTP_WAIT, &[("n", &n)])
    } else {
        tf(msg::identity::ACCOUNT_TOTP_LEFT, &[("n", &n)])
    };
    view! {
        <tr>
            <th scope="row">{role}</th>
            <td data-label=t(msg::identity::ACCOUNT_NAME)>{account.full_name.clone()}</td>
            <td data-label=t(msg::identity::ACCOUNT_LOGIN)>
                <span class="code">{account.login.clone()}</span>
            </td>
            <td data-label=t(msg::identity::ACCOUNT_AGENCIES)>{agencies}</td>
            <td data-label=t(msg::identity::ACCOUNT_TOTP)>
                <span class="code">{account.totp.clone()}</span>
                " "
                <span class="muted">{left}</span>
            </td>
            <td>
                <form method="post" action="/fn/identity/sign_in_staff">
                    <input type="hidden" name="next" value=next/>
                    <input type="hidden" name="login" value=account.login/>
                    <input type="hidden" name="password" value=account.password/>
                    <input type="hidden" name="totp" value=account.totp/>
                    <Button kind=ButtonKind::Secondary>
                        {t(msg::identity::DEMO_SIGN_IN_AS)}
                        <span class="visually-hidden">" " {role} " " {account.full_name}</span>
                    </Button>
                </form>
            </td>
        </tr>
    }
}
