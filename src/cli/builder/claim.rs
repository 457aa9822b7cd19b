//! Claims that are set one by one: `--iss`, `--claim NAME=TEXT`, `--claim NAME:=JSON`.

use crate::engine::builder::edit::{EditError, NewValue, Position, set_member};
use crate::engine::ground::json;
use crate::engine::ground::limit::Limits;
use crate::engine::jwt::moment::Moment;
use clap::Args;

/// A claim and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ClaimSetting {
    name: String,
    value: ClaimValue,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum ClaimValue {
    Text(String),
    Json(String),
}

impl ClaimSetting {
    fn text(name: &str, value: &str) -> Self {
        Self { name: name.to_owned(), value: ClaimValue::Text(value.to_owned()) }
    }
}

/// Reads `NAME=TEXT` or `NAME:=JSON`.
fn setting(text: &str) -> Result<ClaimSetting, String> {
    let usage = "write NAME=TEXT for a text, NAME:=JSON for anything else";
    let (name, value) = text.split_once('=').ok_or(usage)?;
    match name.strip_suffix(':') {
        Some(name) if !name.is_empty() => {
            let document = json::scan(value.trim().as_bytes(), Limits::DEFAULT.json_depth);
            if document.fault().is_some() {
                return Err(format!("the value of {name} is not JSON. For text, write {name}=…"));
            }
            Ok(ClaimSetting { name: name.to_owned(), value: ClaimValue::Json(value.trim().to_owned()) })
        }
        None if matches!(name, "exp" | "nbf" | "iat") && Moment::parse(value).is_ok() => {
            Err(format!("{name} is a number: pass --{name} {value}, or {name}:=JSON for a value as it is"))
        }
        None if !name.is_empty() => Ok(ClaimSetting::text(name, value)),
        _ => Err(usage.to_owned()),
    }
}

#[derive(Args)]
pub(super) struct ClaimArguments {
    /// Set iss, the issuer
    #[arg(long, value_name = "TEXT", help_heading = "Claims")]
    iss: Option<String>,

    /// Set sub, the subject
    #[arg(long, value_name = "TEXT", help_heading = "Claims")]
    sub: Option<String>,

    /// Set aud, the audience; repeated: a list
    #[arg(long, value_name = "TEXT", help_heading = "Claims")]
    aud: Vec<String>,

    /// Set a claim: NAME=TEXT, or NAME:=JSON for a number, a list, an object, true, null; may be repeated
    #[arg(long, short = 'C', value_name = "NAME=TEXT | NAME:=JSON", value_parser = setting, help_heading = "Claims")]
    claim: Vec<ClaimSetting>,
}

impl ClaimArguments {
    /// The first that is set, as its option.
    pub(super) fn first(&self) -> Option<&'static str> {
        let all = [
            ("--iss", self.iss.is_some()),
            ("--sub", self.sub.is_some()),
            ("--aud", !self.aud.is_empty()),
            ("--claim", !self.claim.is_empty()),
        ];
        all.into_iter().find(|(_, is)| *is).map(|(name, _)| name)
    }

    /// Those that are set to nothing.
    pub(super) fn empty(&self) -> impl Iterator<Item = &'static str> {
        let is_empty = |value: &Option<String>| value.as_deref() == Some("");
        let all = [
            ("iss", is_empty(&self.iss)),
            ("sub", is_empty(&self.sub)),
            ("aud", self.aud.iter().any(String::is_empty)),
        ];
        all.into_iter().filter(|(_, is)| *is).map(|(name, _)| name)
    }

    /// Sets them in a text; every other byte of it stays.
    pub(super) fn set(&self, mut text: String) -> Result<String, EditError> {
        let named = [("iss", &self.iss), ("sub", &self.sub)];
        let mut all: Vec<ClaimSetting> =
            named.iter().filter_map(|(name, value)| Some(ClaimSetting::text(name, value.as_deref()?))).collect();
        match self.aud.as_slice() {
            [] => {}
            [one] => all.push(ClaimSetting::text("aud", one)),
            several => {
                let list = serde_json::json!(several).to_string();
                all.push(ClaimSetting { name: "aud".to_owned(), value: ClaimValue::Json(list) });
            }
        }
        for ClaimSetting { name, value } in all.iter().chain(&self.claim) {
            let new = match value {
                ClaimValue::Text(text) => NewValue::Text(text),
                ClaimValue::Json(json) => NewValue::Json(json),
            };
            text = set_member(&text, name, new, Position::Last, Limits::DEFAULT.json_depth)?.text;
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{ClaimValue, setting};

    #[test]
    fn a_claim_is_a_text_or_json() {
        assert_eq!(setting("a=1").unwrap().value, ClaimValue::Text("1".to_owned()));
        assert_eq!(setting("a:=1").unwrap().value, ClaimValue::Json("1".to_owned()));
        assert_eq!(setting("a:=[\"x=y\"]").unwrap().value, ClaimValue::Json("[\"x=y\"]".to_owned()));
        // An address is a text, and has a colon in it.
        let url = setting("https://example.com/roles=admin").unwrap();
        assert_eq!((url.name.as_str(), url.value), ("https://example.com/roles", ClaimValue::Text("admin".to_owned())));
        assert_eq!(setting("a=").unwrap().value, ClaimValue::Text(String::new()));
        for wrong in ["a", "=b", ":=1", "a:=", "a:=yes", "a:={", "exp=+5m", "iat=1800000000"] {
            assert!(setting(wrong).is_err(), "{wrong}");
        }
    }
}
