//! The texts, by what has happened.

use shared::i18n::{Key, Lang, msg};

/// What a message says, with the values it needs beside `{site}`. The words are in
/// `locales/{vi,en}/message.ftl`; `{code}` is the dossier's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Template {
    /// `{code}` to sign in with, `{minutes}`
    OneTimeCode,
    /// `{code}`
    DossierSubmitted,
    /// `{code}` `{due_on}`
    Accepted,
    /// `{code}`
    SupplementRequested,
    /// `{code}`
    SupplementReceived,
    /// `{code}`
    IntakeRefused,
    /// `{code}`
    ResultReady,
    /// `{code}`
    Returned,
    /// `{code}`
    Withdrawn,
    /// `{day}`
    DraftExpires,
    /// `{code}` `{amount}`
    PaymentDue,
    /// `{code}` `{amount}`
    PaymentReceived,
    /// `{code}` `{amount}`
    PaymentRefunded,
}

impl Template {
    /// Every template.
    pub const ALL: [Self; 13] = [
        Self::OneTimeCode,
        Self::DossierSubmitted,
        Self::Accepted,
        Self::SupplementRequested,
        Self::SupplementReceived,
        Self::IntakeRefused,
        Self::ResultReady,
        Self::Returned,
        Self::Withdrawn,
        Self::DraftExpires,
        Self::PaymentDue,
        Self::PaymentReceived,
        Self::PaymentRefunded,
    ];

    /// The stable name, as stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OneTimeCode => "one_time_code",
            Self::DossierSubmitted => "dossier_submitted",
            Self::Accepted => "accepted",
            Self::SupplementRequested => "supplement_requested",
            Self::SupplementReceived => "supplement_received",
            Self::IntakeRefused => "intake_refused",
            Self::ResultReady => "result_ready",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
            Self::DraftExpires => "draft_expires",
            Self::PaymentDue => "payment_due",
            Self::PaymentReceived => "payment_received",
            Self::PaymentRefunded => "payment_refunded",
        }
    }

    /// The template of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.as_str() == name)
    }

    fn key(self) -> Key {
        match self {
            Self::OneTimeCode => msg::message::ONE_TIME_CODE,
            Self::DossierSubmitted => msg::message::DOSSIER_SUBMITTED,
            Self::Accepted => msg::message::ACCEPTED,
            Self::SupplementRequested => msg::message::SUPPLEMENT_REQUESTED,
            Self::SupplementReceived => msg::message::SUPPLEMENT_RECEIVED,
            Self::IntakeRefused => msg::message::INTAKE_REFUSED,
            Self::ResultReady => msg::message::RESULT_READY,
            Self::Returned => msg::message::RETURNED,
            Self::Withdrawn => msg::message::WITHDRAWN,
            Self::DraftExpires => msg::message::DRAFT_EXPIRES,
            Self::PaymentDue => msg::message::PAYMENT_DUE,
            Self::PaymentReceived => msg::message::PAYMENT_RECEIVED,
            Self::PaymentRefunded => msg::message::PAYMENT_REFUNDED,
        }
    }

    /// What the text needs must not be readable in the database.
    pub(super) fn is_secret(self) -> bool {
        self == Self::OneTimeCode
    }

    /// The words, or the name of a value that is missing. `site` is the portal's address.
    pub(super) fn text(
        self,
        lang: Lang,
        site: &str,
        values: &[(&str, &str)],
    ) -> Result<String, String> {
        let mut values = values.to_vec();
        values.push(("site", site));
        let mut text = self.key().with(lang, &values);
        if let Some((_, rest)) = text.split_once('{') {
            return Err(rest.split(['}', '|']).next().unwrap_or_default().to_owned());
        }
        if let (Self::OneTimeCode, Some((_, code))) =
            (self, values.iter().find(|(name, _)| *name == "code"))
        {
            // WebOTP: browsers offer to fill in the code on this host only.
            text = format!("{text}\n@{} #{code}", host(site));
        }
        Ok(text)
    }
}

fn host(site: &str) -> &str {
    let rest = site.split_once("://").map_or(site, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://dvc.example.vn";

    #[test]
    fn names_are_read_back() {
        for template in Template::ALL {
            assert_eq!(Template::parse(template.as_str()), Some(template));
        }
        assert_eq!(Template::parse("other"), None);
    }

    #[test]
    fn a_code_says_what_it_is_for_and_ends_as_browsers_read_it() {
        let values = [("code", "012345"), ("minutes", "5")];

        for lang in [Lang::Vi, Lang::En] {
            let text = Template::OneTimeCode.text(lang, "http://127.0.0.1:3000", &values).unwrap();
            assert_eq!(text.lines().last(), Some("@127.0.0.1 #012345"));
        }
        let text = Template::OneTimeCode.text(Lang::Vi, SITE, &values).unwrap();
        assert!(text.contains("mã đăng nhập") && text.contains("Không cho ai biết"), "{text}");
        assert!(text.ends_with("\n@dvc.example.vn #012345"), "{text}");
    }

    #[test]
    fn a_value_that_is_missing_is_named_before_anybody_reads_braces() {
        let dossier = [("code", "HS-1")];

        assert_eq!(Template::Accepted.text(Lang::Vi, SITE, &dossier), Err("due_on".to_owned()));
        assert!(Template::ResultReady.text(Lang::En, SITE, &dossier).unwrap().contains("HS-1"));
    }

    #[test]
    fn every_text_fits_into_three_short_messages() {
        let values = [
            ("code", "000.00.09.H03-260105-0001"),
            ("minutes", "5"),
            ("day", "22/11/2026"),
            ("due_on", "22/11/2026"),
            ("amount", "12.000.000 ₫"),
        ];
        for template in Template::ALL {
            for lang in [Lang::Vi, Lang::En] {
                let text = template.text(lang, SITE, &values).unwrap();
                assert!(text.chars().count() <= 3 * 67, "{text}");
            }
        }
    }
}
