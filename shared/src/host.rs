//! What a browser has anyway: small letters, and an engine for patterns. It need not fetch tables and
//! an engine of ours as well; elsewhere they are the standard library's and regex-lite's. What is
//! asked of either is written so that both answer the same, which the vectors of the forms hold
//! natively and in wasm.

/// How a character is written in a pattern by its number: what stands before its braces.
pub(crate) const NUMBERED: &str = if cfg!(target_arch = "wasm32") { "\\u" } else { "\\x" };

#[cfg(not(target_arch = "wasm32"))]
mod native {
    /// In small letters.
    pub(crate) fn lower(text: &str) -> String {
        text.to_lowercase()
    }

    /// A pattern that can be searched for.
    #[derive(Clone)]
    pub(crate) struct Engine(regex_lite::Regex);

    impl Engine {
        /// Compiles it, or says why not.
        pub(crate) fn new(pattern: &str) -> Result<Self, String> {
            regex_lite::Regex::new(pattern).map(Self).map_err(|fault| fault.to_string())
        }

        /// Whether it is found in `text`.
        pub(crate) fn is_match(&self, text: &str) -> bool {
            self.0.is_match(text)
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Array, Function, JsString, Reflect, RegExp, global};
    use wasm_bindgen::{JsCast, JsValue};

    /// In small letters.
    pub(crate) fn lower(text: &str) -> String {
        JsString::from(text).to_lower_case().into()
    }

    /// A pattern that can be searched for. The browser keeps what it has compiled.
    #[derive(Clone)]
    pub(crate) struct Engine(String);

    impl Engine {
        /// Compiles it, or says why not.
        pub(crate) fn new(pattern: &str) -> Result<Self, String> {
            match compiled(pattern) {
                Some(_) => Ok(Self(pattern.to_owned())),
                None => Err(format!("{pattern} is no pattern")),
            }
        }

        /// Whether it is found in `text`.
        pub(crate) fn is_match(&self, text: &str) -> bool {
            compiled(&self.0).is_some_and(|engine| engine.test(text))
        }
    }

    /// `new RegExp(pattern, "u")`, which throws where it cannot.
    fn compiled(pattern: &str) -> Option<RegExp> {
        let maker: Function = Reflect::get(&global(), &"RegExp".into()).ok()?.dyn_into().ok()?;
        let arguments = Array::of2(&JsValue::from(pattern), &JsValue::from("u"));
        Reflect::construct(&maker, &arguments).ok()?.dyn_into().ok()
    }
}

#[cfg(target_arch = "wasm32")]
pub(crate) use browser::{Engine, lower};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use native::{Engine, lower};
