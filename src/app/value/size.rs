//! What is remembered about sizes: how tokens are sent, what they are compared with, how often. Never a token.

use crate::engine::builder::shrink::{Saving, savings};
pub use crate::engine::ground::size::baseline::Baseline;
pub use crate::engine::ground::size::limit::{Carrier, OwnLimit, Sending};
pub use crate::engine::ground::size::traffic::Traffic;
use crate::engine::jose::cost::{Cost, cost, subject_len};
use crate::engine::jose::layer::Examination;
use serde_json::{Map, Value, json};

/// The longest name of a cookie or a limit, and the longest address, that is taken.
pub const LONGEST_TEXT: usize = 2_048;
/// Limits of one's own at most.
pub const MOST_LIMITS: usize = 20;
/// The largest number of the calculator.
pub const MOST: u64 = 1_000_000_000;

/// A token, measured.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    pub cost: Cost,
    pub savings: Vec<Saving>,
    /// Bytes of the bare `sub`.
    pub sub: Option<usize>,
}

impl Measured {
    pub fn of(examination: &Examination) -> Self {
        Self { cost: cost(examination), savings: savings(examination), sub: subject_len(examination) }
    }
}

/// What of a token's size is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SizePage {
    /// Where the bytes go.
    #[default]
    Bytes,
    /// What it fits into.
    Limits,
    /// What would make it shorter.
    Savings,
    /// What it costs in a day.
    Traffic,
}

/// How tokens are measured.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SizeSettings {
    pub baseline: Baseline,
    pub traffic: Traffic,
    pub sending: Sending,
}

impl SizeSettings {
    /// Reads them from the settings file; what is missing or wrong keeps its default.
    pub(super) fn read(value: Option<&Value>) -> Self {
        let mut settings = Self::default();
        let Some(members) = value.and_then(Value::as_object) else { return settings };
        let text = |members: &Map<String, Value>, name: &str| {
            let text = members.get(name)?.as_str().filter(|text| is_plain(text));
            text.map(str::to_owned)
        };
        let number = |name: &str| members.get(name).and_then(Value::as_u64).filter(|number| *number <= MOST);
        settings.baseline = match members.get("baseline") {
            Some(Value::String(word)) if word == "sub" => Baseline::Sub,
            Some(Value::Number(bytes)) => Baseline::Bytes(bytes.as_u64().unwrap_or_default().min(MOST) as usize),
            _ => Baseline::SessionId,
        };
        let traffic = &mut settings.traffic;
        for (name, into) in [
            ("requests", &mut traffic.requests),
            ("pages", &mut traffic.pages),
            ("users", &mut traffic.users),
            ("services", &mut traffic.services),
        ] {
            *into = number(name).unwrap_or(*into);
        }
        let sending = &mut settings.sending;
        sending.is_cookie = members.get("as_cookie").and_then(Value::as_bool).unwrap_or_default();
        sending.cookie = text(members, "cookie").unwrap_or_else(|| std::mem::take(&mut sending.cookie));
        sending.address = text(members, "address").unwrap_or_else(|| std::mem::take(&mut sending.address));
        sending.others = number("other_headers").unwrap_or_default() as usize;
        let own = members.get("limits").and_then(Value::as_array).into_iter().flatten();
        let own = own.filter_map(Value::as_object).filter_map(|row| {
            let carrier = row.get("of").and_then(Value::as_str)?;
            let bytes = row.get("bytes").and_then(Value::as_u64).filter(|bytes| *bytes <= MOST)?;
            Some(OwnLimit {
                name: text(row, "name")?,
                carrier: Carrier::ALL.into_iter().find(|known| known.word() == carrier)?,
                bytes: bytes as usize,
            })
        });
        sending.own = own.take(MOST_LIMITS).collect();
        settings
    }

    pub(super) fn write(&self) -> Value {
        let Self { baseline, traffic, sending } = self;
        json!({
            "baseline": match baseline {
                Baseline::Sub => json!("sub"),
                Baseline::SessionId => json!("session-id"),
                Baseline::Bytes(bytes) => json!(bytes),
            },
            "requests": traffic.requests,
            "pages": traffic.pages,
            "users": traffic.users,
            "services": traffic.services,
            "as_cookie": sending.is_cookie,
            "cookie": sending.cookie,
            "address": sending.address,
            "other_headers": sending.others,
            "limits": sending
                .own
                .iter()
                .map(|own| json!({ "name": own.name, "of": own.carrier.word(), "bytes": own.bytes }))
                .collect::<Vec<_>>(),
        })
    }
}

/// Whether a text can be a cookie's name, an address or the name of a limit.
pub fn is_plain(text: &str) -> bool {
    !text.contains(TOKEN) && (text.len() <= LONGEST_TEXT && !text.chars().any(char::is_control))
}

/// The address in front of a token, where both were pasted: the token is kept nowhere.
pub(in crate::app) fn in_front(mut address: String) -> String {
    address.truncate(address.find(TOKEN).unwrap_or(address.len()));
    address
}

/// How the header of a token begins, in base64url: `{"`.
const TOKEN: &str = "eyJ";

#[cfg(test)]
mod tests {
    use super::{in_front, is_plain};

    #[test]
    fn no_token_is_kept() {
        assert_eq!(in_front("https://a.example/?t=eyJhbGciOiJub25lIn0".to_owned()), "https://a.example/?t=");
        assert_eq!(in_front("https://a.example/?t=".to_owned()), "https://a.example/?t=");
        assert!(!is_plain("eyJhbGciOiJub25lIn0") && is_plain("__Host-token"));
    }
}
