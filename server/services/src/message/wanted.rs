//! A message is wanted: its row stands or falls with the transaction of what caused it.

use super::template::Template;
use crate::error::{Error, Result};
use crate::{Portal, person};
use shared::i18n::Lang;
use shared::id::{MessageId, PersonId};
use std::collections::BTreeMap;
use store::Tx;
use store::message::NewMessage;

/// The sealing of values that the database must not show.
pub(super) const PARAMS_PURPOSE: &str = "message_params";
/// The channel of a message when nobody has chosen another.
const DEFAULT_CHANNEL: &str = "sms";

/// Tells a citizen, once this transaction is committed, and once for `event_key`, such as
/// `dossier:<id>:3`. The values must not be personal: the dossier's code is the most a text may tell.
pub async fn wanted(
    portal: &Portal,
    tx: &mut Tx,
    event_key: &str,
    (person, template): (PersonId, Template),
    values: &[(&str, String)],
) -> Result<()> {
    let phone = person::find(tx, person).await?.phone;
    wanted_by_phone(portal, tx, event_key, (&phone, template), values).await
}

/// Tells whoever holds that phone.
pub(crate) async fn wanted_by_phone(
    portal: &Portal,
    tx: &mut Tx,
    event_key: &str,
    (phone, template): (&str, Template),
    values: &[(&str, String)],
) -> Result<()> {
    let lang = Lang::default();
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    // A text that lacks a value would fail at every try: it fails here, in its author's test.
    template.text(lang, &portal.public_url, &values).map_err(|name| {
        Error::failed(format!("message {}: no value for {name}", template.as_str()))
    })?;
    let id: MessageId = portal.fresh();
    let row = NewMessage {
        id,
        event_key: event_key.to_owned(),
        channel: DEFAULT_CHANNEL.to_owned(),
        recipient: phone.to_owned(),
        template: template.as_str().to_owned(),
        lang: lang.tag().to_owned(),
        params: write_params(portal, id, template, &values),
        created_at: portal.now(),
    };
    Ok(store::message::enqueue(tx, &row).await?)
}

fn write_params(
    portal: &Portal,
    id: MessageId,
    template: Template,
    params: &[(&str, &str)],
) -> String {
    let params: BTreeMap<&str, &str> = params.iter().copied().collect();
    let plain = serde_json::to_string(&params).expect("texts become JSON");
    if !template.is_secret() {
        return plain;
    }
    let place = id.0.as_bytes();
    let sealed = portal.keys.seal(PARAMS_PURPOSE, place, plain.as_bytes(), &portal.entropy);
    hex::encode(sealed)
}

/// The values as they were before [`write_params`].
pub(super) fn read_params(
    portal: &Portal,
    id: MessageId,
    template: Template,
    params: &str,
) -> Result<BTreeMap<String, String>> {
    let plain = if template.is_secret() {
        let sealed = hex::decode(params).map_err(|e| Error::caused("message params", e))?;
        portal.keys.open(PARAMS_PURPOSE, id.0.as_bytes(), &sealed)?
    } else {
        params.as_bytes().to_vec()
    };
    serde_json::from_slice(&plain).map_err(|e| Error::caused("message params", e))
}
