//! What the browser asks about payments.

use crate::refusal::Answer;
use leptos::prelude::*;
use shared::i18n::Lang;

/// Sends the payer to the gateway: to a fresh attempt, or on with the one that is under way;
/// `another` is their own word that they want one beside it.
#[server(prefix = "/fn", endpoint = "payment/start")]
pub async fn start_payment(
    reference: String,
    lang: Lang,
    #[server(default)] another: bool,
) -> Answer<()> {
    let (portal, caller) = crate::backend::current()?;
    let wanted =
        services::payment::StartPayment { reference, another, lang, payer_ip: caller.peer };
    let url = services::payment::start(&portal, &caller.actor, wanted).await?;
    crate::backend::go_to_gateway(&url);
    Ok(())
}
