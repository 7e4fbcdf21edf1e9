//! The visit: who is here, in which language, and how they like to read.
//!
//! The server reads it from the request and provides it as context; no page reads cookies itself. It is
//! not an authorisation: policies ask the `Actor` of the backend.

use shared::i18n::Lang;
use shared::identity::{Actor, Who};

/// How long a choice of language or appearance is remembered.
const PREFERENCE_SECONDS: u32 = 365 * 24 * 3600;

/// Light, dark, or as the device says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    #[default]
    Device,
    /// Paper.
    Light,
    /// Night.
    Dark,
}

impl Theme {
    /// The value of `data-theme`; none follows the device.
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Device => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// What people may contact, and under whose name the portal stands. Data, not code: another centre has
/// its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Centre {
    /// `Trung tâm Phục vụ hành chính công tỉnh Bắc Kạn`.
    pub name: String,
    /// The same in English.
    pub name_en: String,
    /// `Bắc Kạn`, for tight places.
    pub place: String,
    /// Postal address.
    pub address: String,
    /// As dialled, with spaces for the eye.
    pub phone: String,
    /// The address of the Centre's Zalo account.
    pub zalo: String,
    /// When somebody answers, in Vietnamese.
    pub hours: String,
    /// The same in English.
    pub hours_en: String,
}

/// The Centre of the demo world (`data/agencies.json`); its telephone and Zalo numbers reach nobody.
impl Default for Centre {
    fn default() -> Self {
        Self {
            name: "Trung tâm Phục vụ hành chính công tỉnh Bắc Kạn".into(),
            name_en: "Bac Kan Provincial Public Administration Service Centre".into(),
            place: "Bắc Kạn".into(),
            address: "Tổ 7B, phường Đức Xuân, thành phố Bắc Kạn, tỉnh Bắc Kạn".into(),
            phone: "0209 000 0000".into(),
            zalo: "https://zalo.me/02090000000".into(),
            hours: "Thứ Hai đến thứ Sáu, 7:00–11:30 và 13:30–17:00".into(),
            hours_en: "Monday to Friday, 7:00–11:30 and 13:30–17:00".into(),
        }
    }
}

impl Centre {
    /// The name in `lang`.
    pub fn name(&self, lang: Lang) -> &str {
        lang.pick(&self.name, &self.name_en)
    }

    /// The address for a telephone link.
    pub fn phone_link(&self) -> String {
        let digits: String = self.phone.chars().filter(|c| !c.is_whitespace()).collect();
        format!("tel:{digits}")
    }
}

/// One request, as far as the look of a page depends on it.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The language of the page.
    pub lang: Lang,
    /// Light, dark or as the device says.
    pub theme: Theme,
    /// Larger letters were asked for.
    pub large_type: bool,
    /// Stronger contrast was asked for.
    pub more_contrast: bool,
    /// The path without the query, `/thu-tuc`.
    pub path: String,
    /// The query without the `?` and without the preferences.
    pub query: String,
    /// Who is asking.
    pub actor: Actor,
    /// How long whoever has signed in stays so.
    pub session_seconds: Option<i64>,
    /// The demo world says so on every page.
    pub demo: bool,
    /// Whose portal it is.
    pub centre: Centre,
}

impl Visit {
    /// Reads the visit from `path`, `query` and the `Cookie` header. A preference in the query
    /// (`?lang=en`, `?theme=dark|light|device`, `?letters=large|normal`, `?contrast=more|normal`) wins over
    /// the cookie, and [`Visit::preferences_to_keep`] says what to remember.
    pub fn read(path: &str, query: &str, cookies: &str, actor: Actor) -> Self {
        let choice = |name: &str| {
            pairs(query, '&')
                .find(|(key, _)| *key == name)
                .or_else(|| pairs(cookies, ';').find(|(key, _)| *key == name))
                .map(|(_, value)| value)
        };
        let rest: Vec<&str> = query
            .split('&')
            .filter(|pair| !pair.is_empty() && !is_preference(name_of(pair)))
            .collect();
        Self {
            lang: choice("lang").and_then(Lang::parse).unwrap_or_default(),
            theme: match choice("theme") {
                Some("light") => Theme::Light,
                Some("dark") => Theme::Dark,
                _ => Theme::Device,
            },
            large_type: choice("letters") == Some("large"),
            more_contrast: choice("contrast") == Some("more"),
            path: path.to_owned(),
            query: rest.join("&"),
            actor,
            session_seconds: None,
            demo: false,
            centre: Centre::default(),
        }
    }

    /// The `Set-Cookie` values for the preferences that `query` states.
    pub fn preferences_to_keep(query: &str) -> Vec<String> {
        pairs(query, '&')
            .filter(|(name, value)| is_preference(name) && is_plain(value))
            .map(|(name, value)| {
                format!("{name}={value}; Path=/; Max-Age={PREFERENCE_SECONDS}; SameSite=Lax")
            })
            .collect()
    }

    /// This same page with one preference changed.
    pub fn with_preference(&self, name: &str, value: &str) -> String {
        let joint = if self.query.is_empty() { "" } else { "&" };
        format!("{}?{}{joint}{name}={value}", self.path, self.query)
    }

    /// This same page.
    pub fn here(&self) -> String {
        let joint = if self.query.is_empty() { "" } else { "?" };
        format!("{}{joint}{}", self.path, self.query)
    }

    /// Whether a member of staff is signed in.
    pub fn is_staff(&self) -> bool {
        matches!(self.actor.who, Who::Staff(_))
    }
}

fn is_preference(name: &str) -> bool {
    matches!(name, "lang" | "theme" | "letters" | "contrast")
}

/// A preference is a short word; anything else would be written into a header.
fn is_plain(value: &str) -> bool {
    (1..=8).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_lowercase())
}

fn name_of(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(name, _)| name)
}

fn pairs(text: &str, between: char) -> impl Iterator<Item = (&str, &str)> {
    text.split(between).filter_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        Some((name.trim(), value.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str, cookies: &str) -> Visit {
        Visit::read("/thu-tuc", query, cookies, Actor::nobody(None))
    }

    #[test]
    fn the_address_wins_over_the_cookie_and_vietnamese_is_the_rule() {
        assert_eq!(read("", "").lang, Lang::Vi);
        assert_eq!(read("", "sid=1; lang=en").lang, Lang::En);
        assert_eq!(read("lang=vi", "lang=en").lang, Lang::Vi);
        assert_eq!(read("lang=xx", "").lang, Lang::Vi);
    }

    #[test]
    fn appearance_is_read_and_unknown_words_change_nothing() {
        let visit = read("letters=large", "theme=dark; contrast=more");

        assert_eq!(visit.theme, Theme::Dark);
        assert!(visit.large_type && visit.more_contrast);
        assert_eq!(read("theme=pink", "").theme, Theme::Device);
    }

    #[test]
    fn a_preference_link_keeps_the_rest_of_the_query() {
        let visit = read("q=khai+sinh&lang=en&page=2", "");

        assert_eq!(visit.with_preference("lang", "vi"), "/thu-tuc?q=khai+sinh&page=2&lang=vi");
        assert_eq!(visit.here(), "/thu-tuc?q=khai+sinh&page=2");
        assert_eq!(read("", "").with_preference("lang", "en"), "/thu-tuc?lang=en");
        assert_eq!(read("", "").here(), "/thu-tuc");
    }

    #[test]
    fn only_plain_words_become_cookies() {
        assert_eq!(
            Visit::preferences_to_keep("lang=en&q=a"),
            ["lang=en; Path=/; Max-Age=31536000; SameSite=Lax"]
        );
        assert!(Visit::preferences_to_keep("lang=en%0d%0aX:1&theme=;x&letters=").is_empty());
    }
}
