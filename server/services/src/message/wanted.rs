//! Puts a message into the outbox, once for its event.

use super::Template;
use crate::error::Result;
use crate::{Portal, person};
use shared::i18n::Lang;
use shared::id::PersonId;
use std::collections::BTreeMap;
use store::Tx;
use store::message::NewMessage;

/// The channel of a message when nobody has chosen another.
const DEFAULT_CHANNEL: &str = "sms";

/// Wants `template` sent to a citizen, in the caller's transaction. The values must not be
/// personal: the dossier's code is the most a text may tell.
pub(crate) async fn wanted(
    portal: &Portal,
    tx: &mut Tx,
    event_key: &str,
    (person, template): (PersonId, Template),
    values: &[(&str, String)],
) -> Result<()> {
    let params: BTreeMap<&str, &str> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let message = NewMessage {
        id: portal.fresh(),
        event_key: event_key.to_owned(),
        channel: DEFAULT_CHANNEL.to_owned(),
        recipient: person::find(tx, person).await?.phone,
        template: template.as_str().to_owned(),
        lang: Lang::default().tag().to_owned(),
        params: serde_json::to_string(&params).expect("plain JSON"),
        created_at: portal.now(),
    };
    Ok(store::message::enqueue(tx, &message).await?)
}
