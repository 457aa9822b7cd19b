//! What comes beside tokens in a redirect, a form or an answer of a token endpoint: a code, a state, an opaque access token.

use crate::engine::ground::json;
use crate::engine::ground::limit::Limits;
use percent_encoding::percent_decode_str;

/// Parameters of OAuth that are no tokens of this program's, but that tokens hold a hash of. They are credentials.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Parameters {
    /// The authorization code.
    pub code: Option<String>,
    pub state: Option<String>,
    /// An access token that is not a JWT.
    pub access_token: Option<String>,
}

/// Not the values: whoever holds them may use them.
impl std::fmt::Debug for Parameters {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let is_there = |value: &Option<String>| value.as_ref().map(String::len);
        formatter
            .debug_struct("Parameters")
            .field("code", &is_there(&self.code))
            .field("state", &is_there(&self.state))
            .field("access_token", &is_there(&self.access_token))
            .finish()
    }
}

/// Longest value that is taken for one.
const LONGEST_VALUE: usize = 8 * 1_024;

impl Parameters {
    /// Those in a text: of a URL's query or fragment, of a form, of a JSON object.
    pub fn of(text: &str) -> Self {
        let trimmed = text.trim();
        if trimmed.starts_with('{') {
            return Self::of_json(trimmed);
        }
        let mut found = Self::default();
        for pair in text.split(['?', '&', '#', ' ', '\t', '\r', '\n', '"', '\'', '<', '>']) {
            let Some((name, value)) = pair.split_once('=') else { continue };
            let place = match name {
                "code" => &mut found.code,
                "state" => &mut found.state,
                "access_token" => &mut found.access_token,
                _ => continue,
            };
            // Form encoding has a plus sign for a blank (URL Standard §5.1).
            let value = value.replace('+', " ");
            let Ok(value) = percent_decode_str(&value).decode_utf8() else { continue };
            put(place, name, &value);
        }
        found
    }

    fn of_json(text: &str) -> Self {
        let mut found = Self::default();
        let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
        let Some(object) = document.object() else { return found };
        for member in object.members() {
            let place = match &*member.name {
                "code" => &mut found.code,
                "state" => &mut found.state,
                "access_token" => &mut found.access_token,
                _ => continue,
            };
            if let Some(value) = member.value.as_str() {
                put(place, &member.name, &value);
            }
        }
        found
    }

    /// These, and where one is missing that of `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            code: self.code.or(other.code),
            state: self.state.or(other.state),
            access_token: self.access_token.or(other.access_token),
        }
    }
}

fn put(place: &mut Option<String>, name: &str, value: &str) {
    // A JWT is one of the tokens at hand already.
    let is_token = name == "access_token" && value.starts_with("eyJ");
    if !value.is_empty() && value.len() <= LONGEST_VALUE && !is_token {
        *place = Some(value.to_owned());
    }
}
