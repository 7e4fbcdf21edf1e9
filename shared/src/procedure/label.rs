//! What the values of a record are called.

use super::{Audience, Channel, CopyType, FeeKind, OnlineLevel};
use crate::i18n::{Key, Lang, msg};

macro_rules! labels {
    ($($name:ident { $($value:ident = $text:literal, $key:expr;)* })*) => {$(
        impl $name {
            /// Every value.
            pub const ALL: &[Self] = &[$(Self::$value,)*];

            /// The stable name, as in the records and in addresses.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$value => $text,)* }
            }

            /// The value of that name.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == name)
            }

            /// What people call it.
            pub fn text(self, lang: Lang) -> &'static str {
                let key: Key = match self { $(Self::$value => $key,)* };
                key.text(lang)
            }
        }
    )*};
}

labels! {
    Audience {
        Individual = "individual", msg::procedure::AUDIENCE_INDIVIDUAL;
        Organisation = "organisation", msg::procedure::AUDIENCE_ORGANISATION;
    }
    OnlineLevel {
        Full = "full", msg::procedure::ONLINE_FULL;
        Partial = "partial", msg::procedure::ONLINE_PARTIAL;
        Info = "info", msg::procedure::ONLINE_INFO;
    }
    Channel {
        Online = "online", msg::procedure::CHANNEL_ONLINE;
        Counter = "counter", msg::procedure::CHANNEL_COUNTER;
        Postal = "postal", msg::procedure::CHANNEL_POSTAL;
    }
    CopyType {
        Original = "original", msg::procedure::COPY_ORIGINAL;
        CertifiedCopy = "certified_copy", msg::procedure::COPY_CERTIFIED;
        Copy = "copy", msg::procedure::COPY_PLAIN;
    }
    FeeKind {
        Phi = "phi", msg::fee::KIND_PHI;
        LePhi = "le_phi", msg::fee::KIND_LE_PHI;
    }
}
