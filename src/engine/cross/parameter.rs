//! What comes beside tokens in a redirect, a form or an answer of a token endpoint: a code, a state, an opaque access token.

use crate::engine::ground::json;
use crate::engine::ground::limit::Limits;
use percent_encoding::percent_decode_str;

/// Parameters of OAuth that are no tokens of this program's, but that tokens hold a hash of. They are credentials.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Parameters {
    /// Authorization codes, each once.
    pub codes: Vec<String>,
    pub states: Vec<String>,
    /// Access tokens that are not JWTs.
    pub access_tokens: Vec<String>,
}

/// Not the values: whoever holds them may use them.
impl std::fmt::Debug for Parameters {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Parameters")
            .field("codes", &self.codes.len())
            .field("states", &self.states.len())
            .field("access_tokens", &self.access_tokens.len())
            .finish()
    }
}

/// Longest value that is taken for one.
const LONGEST_VALUE: usize = 8 * 1_024;
/// Values of one parameter that are taken.
const MOST: usize = 64;

impl Parameters {
    /// Those in a text: of a URL's query or fragment, of a form, of a JSON object.
    pub fn of(text: &str) -> Self {
        let trimmed = text.trim();
        let mut found = Self::default();
        if trimmed.starts_with('{') {
            found.add_json(trimmed);
            return found;
        }
        for piece in trimmed.split(|character: char| character.is_whitespace() || "\"'<>".contains(character)) {
            // A query, a fragment, or a form: "exit code=0" in a log is none.
            let form = match piece.find(['?', '#']) {
                Some(at) => &piece[at + 1..],
                None if piece.contains('&') || piece == trimmed => piece,
                None => continue,
            };
            for pair in form.split(['?', '&', '#']) {
                let Some((name, value)) = pair.split_once('=') else { continue };
                // Form encoding has a plus sign for a blank (URL Standard §5.1).
                let value = value.replace('+', " ");
                if let Ok(value) = percent_decode_str(&value).decode_utf8() {
                    found.add(name, &value);
                }
            }
        }
        found
    }

    fn add_json(&mut self, text: &str) {
        let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
        for member in document.object().into_iter().flat_map(json::Value::members) {
            if let Some(value) = member.value.as_str() {
                self.add(&member.name, &value);
            }
        }
    }

    fn add(&mut self, name: &str, value: &str) {
        let place = match name {
            "code" => &mut self.codes,
            "state" => &mut self.states,
            // A JWT is one of the tokens at hand already.
            "access_token" if !value.starts_with("eyJ") => &mut self.access_tokens,
            _ => return,
        };
        let is_new = !place.iter().any(|known| known == value);
        if is_new && !value.is_empty() && value.len() <= LONGEST_VALUE && place.len() < MOST {
            place.push(value.to_owned());
        }
    }

    /// These and those of another input.
    pub fn extend(&mut self, other: Self) {
        other.codes.iter().for_each(|value| self.add("code", value));
        other.states.iter().for_each(|value| self.add("state", value));
        other.access_tokens.iter().for_each(|value| self.add("access_token", value));
    }
}
