//! What comes beside tokens in a redirect, a form or an answer of a token endpoint: a code, a state, an opaque access token.

use super::request::{self, Request};
use crate::engine::crypto::digest::digest;
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::jwa::Hash;
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
    /// What authorization requests asked for.
    pub asked: Vec<Asked>,
    /// ID tokens that came from the authorization endpoint, with what came with them.
    pub redirected: Vec<Redirected>,
    /// The same of every answer, that of the token endpoint too: what surely came together.
    pub answers: Vec<Redirected>,
    pub requests: Vec<Request>,
    /// Certificates, as the SHA-256 thumbprints that tokens are bound to (RFC 8705 §3.1).
    pub certificates: Vec<String>,
}

/// An authorization request (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub state: Option<String>,
    pub nonce: Option<String>,
    pub client: Option<String>,
}

/// An answer of the authorization endpoint with an ID token (OpenID Connect Core §3.3.2.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirected {
    pub id_token: String,
    pub code: Option<String>,
    pub access_token: Option<String>,
}

/// Not the values: whoever holds them may use them.
impl std::fmt::Debug for Parameters {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Parameters")
            .field("codes", &self.codes.len())
            .field("states", &self.states.len())
            .field("access_tokens", &self.access_tokens.len())
            .field("asked", &self.asked.len())
            .field("redirected", &self.redirected.len())
            .field("requests", &self.requests.len())
            .field("certificates", &self.certificates.len())
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
        found.requests = request::of_text(trimmed);
        found.certificates = certificates(trimmed);
        for piece in trimmed.split(|character: char| character.is_whitespace() || "\"'<>".contains(character)) {
            // A query, a fragment, or a form: "exit code=0" in a log is none.
            let form = match piece.find(['?', '#']) {
                Some(at) => &piece[at + 1..],
                None if piece.contains('&') || piece == trimmed => piece,
                None => continue,
            };
            found.add_form(form);
        }
        found
    }

    /// A query, a fragment or a form.
    fn add_form(&mut self, form: &str) {
        let mut pairs = Vec::new();
        for pair in form.split(['?', '&', '#']) {
            let Some((name, value)) = pair.split_once('=') else { continue };
            // Form encoding has a plus sign for a blank (URL Standard §5.1).
            let value = value.replace('+', " ");
            if let Ok(value) = percent_decode_str(&value).decode_utf8() {
                self.add(name, &value);
                if value.len() <= LONGEST_VALUE && pairs.len() < MOST {
                    pairs.push((name, value.into_owned()));
                }
            }
        }
        let of = |wanted: &str| pairs.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.clone());
        if of("response_type").is_some() && self.asked.len() < MOST {
            self.asked.push(Asked { state: of("state"), nonce: of("nonce"), client: of("client_id") });
        } else if let Some(id_token) = of("id_token").filter(|_| self.redirected.len() < MOST) {
            let (code, access_token) = (of("code"), of("access_token"));
            let redirected = Redirected { id_token, code, access_token };
            self.answers.push(redirected.clone());
            self.redirected.push(redirected);
        }
    }

    fn add_json(&mut self, text: &str) {
        let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
        self.requests = document.object().map(request::of_har).unwrap_or_default();
        let text_of = |name: &str| Some(document.object()?.get(name)?.as_str()?.into_owned());
        if let Some(id_token) = text_of("id_token") {
            self.answers.push(Redirected { id_token, code: text_of("code"), access_token: text_of("access_token") });
        }
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
        self.asked.extend(other.asked);
        self.redirected.extend(other.redirected);
        self.answers.extend(other.answers);
        self.requests.extend(other.requests);
        self.certificates.extend(other.certificates);
    }
}

/// Thumbprints of the certificates in a text: in PEM, as a proxy puts them into a header too, with escapes.
fn certificates(text: &str) -> Vec<String> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    const END: &str = "-----END CERTIFICATE-----";
    let is_escaped = text.contains("-----BEGIN%20CERTIFICATE-----");
    let decoded = is_escaped.then(|| percent_decode_str(text).decode_utf8().ok()).flatten();
    let text = decoded.as_deref().unwrap_or(text);
    let blocks = text.split(BEGIN).skip(1).filter_map(|rest| rest.split_once(END)).take(MOST);
    let der = blocks.filter_map(|(body, _)| {
        let base64: String = body.chars().filter(|character| !character.is_whitespace()).collect();
        data_encoding::BASE64.decode(base64.as_bytes()).ok()
    });
    der.map(|der| base64url::encode(&digest(Hash::Sha256, &der))).collect()
}
