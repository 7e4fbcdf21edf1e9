//! Sự kiện trong đời: the occasion on which somebody looks for a procedure.
//!
//! The records do not name it, so it follows from the sector by the table below, first match
//! wins; a sector that is not there belongs to enterprises if only organisations may apply, and
//! to the rest otherwise. A new sector needs no code to be found, only a line to be grouped well.

use super::{Audience, Procedure};
use crate::i18n::{Key, Lang, msg};
use crate::text::fold;
use serde::{Deserialize, Serialize};

macro_rules! life_events {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $key:ident, [$($sector:literal),*];)*) => {
        /// An occasion, in the order in which the front page shows them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum LifeEvent { $($(#[$doc])* $name,)* }

        impl LifeEvent {
            /// Every occasion.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The stable name, as in addresses.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// Its label.
            pub fn key(self) -> Key {
                match self { $(Self::$name => msg::procedure::$key,)* }
            }

            /// What the folded name of a sector contains if it belongs here.
            fn sectors(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($sector),*],)* }
            }
        }
    };
}

life_events! {
    /// Sinh con, kết hôn, hộ tịch.
    Family = "family", LIFE_FAMILY, ["ho tich", "quoc tich", "con nuoi", "gia dinh"];
    /// Giấy tờ tùy thân, đi lại.
    Identity = "identity", LIFE_IDENTITY,
        ["xuat nhap canh", "can cuoc", "cu tru", "ly lich tu phap"];
    /// Lái xe, phương tiện.
    Driving = "driving", LIFE_DRIVING,
        ["duong bo", "lai xe", "dang kiem", "duong thuy", "phuong tien giao thong"];
    /// Học tập, văn bằng.
    Study = "study", LIFE_STUDY, ["giao duc", "van bang", "tuyen sinh", "du hoc", "dao tao"];
    /// Việc làm, thất nghiệp.
    Work = "work", LIFE_WORK, ["viec lam", "lao dong"];
    /// Bảo hiểm, trợ cấp.
    Insurance = "insurance", LIFE_INSURANCE,
        ["bhxh", "bhyt", "bao hiem", "bao tro xa hoi", "nguoi co cong"];
    /// Khám bệnh, hành nghề y, dược.
    Health = "health", LIFE_HEALTH, ["kham benh", "duoc pham", "my pham", "y te", "y khoa"];
    /// Đất đai, nhà ở, xây dựng.
    Home = "home", LIFE_HOME,
        ["dat dai", "nha o", "xay dung", "bat dong san", "bien phap bao dam", "do dac"];
    /// Thành lập, quản lý doanh nghiệp, đầu tư.
    Enterprise = "enterprise", LIFE_ENTERPRISE,
        ["doanh nghiep", "hop tac xa", "dau tu", "dau thau", "con dau", "ngan sach"];
    /// Nông, lâm nghiệp, thú y.
    Farming = "farming", LIFE_FARMING,
        ["thuc vat", "trong trot", "chan nuoi", "thu y", "thuy san", "thuy loi", "lam nghiep",
         "nong lam"];
    /// Văn hóa, du lịch, xuất bản.
    Culture = "culture", LIFE_CULTURE,
        ["van hoa", "du lich", "nghe thuat", "karaoke", "the thao", "quang cao", "xuat ban",
         "bao chi", "phat thanh"];
    /// Sản xuất, kinh doanh có điều kiện.
    Trade = "trade", LIFE_TRADE,
        ["an toan thuc pham", "hang hoa", "thuong mai", "kinh doanh", "hoa chat", "xang dau",
         "tieu chuan", "buc xa", "moi truong", "tai nguyen"];
    /// Việc khác.
    Other = "other", LIFE_OTHER, [];
}

impl LifeEvent {
    /// The occasion of a procedure.
    pub fn of(procedure: &Procedure) -> Self {
        let sector = fold(&procedure.field);
        let listed = Self::ALL
            .iter()
            .find(|event| event.sectors().iter().any(|known| sector.contains(known)));
        match listed {
            Some(event) => *event,
            None if procedure.audience == [Audience::Organisation] => Self::Trade,
            None => Self::Other,
        }
    }

    /// The occasion of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|event| event.as_str() == name)
    }

    /// Its label.
    pub fn text(self, lang: Lang) -> &'static str {
        self.key().text(lang)
    }
}
