//! What comes beside tokens in a redirect, a form or an answer of a token endpoint: a code, a state, an opaque access token.

use super::request::{self, Request};
use crate::engine::crypto::digest::digest;
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::limit::Limits;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

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
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Asked {
    pub state: Option<String>,
    pub nonce: Option<String>,
    pub client: Option<String>,
    /// Parameters that it has with several values: none of them is taken.
    pub repeated: Vec<&'static str>,
}

/// An answer of the authorization endpoint with an ID token (OpenID Connect Core §3.3.2.5).
#[derive(Clone, PartialEq, Eq)]
pub struct Redirected {
    pub id_token: String,
    pub code: Option<String>,
    pub access_token: Option<String>,
    /// Parameters that it has with several values: none of them is taken (RFC 6749 §3.1: they "MUST NOT be included more
    /// than once").
    pub repeated: Vec<&'static str>,
}

/// Not the values: whoever holds them may use them.
impl std::fmt::Debug for Asked {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Asked").field("repeated", &self.repeated).finish_non_exhaustive()
    }
}

/// Not the values: whoever holds them may use them.
impl std::fmt::Debug for Redirected {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Redirected").field("repeated", &self.repeated).finish_non_exhaustive()
    }
}

/// What one answer or request says in the parameters that matter here, each as often as it is there.
#[derive(Default)]
struct Pairs {
    /// Some of [`NAMES`].
    values: Vec<(&'static str, String)>,
}

/// The parameters of answers and requests that are looked at.
const NAMES: [&str; 7] = ["id_token", "access_token", "code", "state", "nonce", "client_id", "response_type"];

impl Pairs {
    fn add(&mut self, name: &str, value: &str) {
        let Some(name) = NAMES.into_iter().find(|known| *known == name) else { return };
        // Of each the first two values that differ are all that has to be known.
        let known: Vec<&str> = self.all(name).collect();
        if known.len() < 2 && !known.contains(&value) {
            self.values.push((name, value.to_owned()));
        }
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |(own, _)| *own == name).map(|(_, value)| value.as_str())
    }

    /// The value, where all of them are the same.
    fn one(&self, name: &str) -> Option<String> {
        let mut values = self.all(name);
        let first = values.next()?;
        values.next().is_none().then(|| first.to_owned())
    }

    fn repeated(&self) -> Vec<&'static str> {
        NAMES.into_iter().filter(|name| self.all(name).nth(1).is_some()).collect()
    }

    /// An answer for each ID token in it.
    fn answers(&self) -> Vec<Redirected> {
        let answer = |id_token: &str| Redirected {
            id_token: id_token.to_owned(),
            code: self.one("code"),
            access_token: self.one("access_token"),
            repeated: self.repeated(),
        };
        self.all("id_token").map(answer).collect()
    }
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

/// How often a text is looked for in another notation.
const MOST_WRAPPINGS: usize = 2;

/// What a text is that is all of it a JSON string, a printed object of Python, or an address in percent-encoding.
fn unwrapped(text: &str) -> Option<String> {
    if text.starts_with('"') {
        return serde_json::from_str::<String>(text).ok();
    }
    if text.starts_with("{'") || text.starts_with("{ '") {
        let quoted = text.replace('\'', "\"");
        return json::scan(quoted.as_bytes(), Limits::DEFAULT.json_depth).fault().is_none().then_some(quoted);
    }
    let is_address = ["https%3A%2F%2F", "http%3A%2F%2F", "https%3a%2f%2f", "http%3a%2f%2f"];
    let is_whole = is_address.iter().any(|begin| text.starts_with(begin)) && !text.contains(char::is_whitespace);
    is_whole.then(|| percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned)).flatten()
}

/// Longest value that is taken for one.
const LONGEST_VALUE: usize = 8 * 1_024;
/// Values of one parameter that are taken.
const MOST: usize = 64;

impl Parameters {
    /// Those in a text: of a URL's query or fragment, of a form, of a JSON object, also where that is a string itself, or a
    /// list of names and values in lines.
    pub fn of(text: &str) -> Self {
        Self::within(text, MOST_WRAPPINGS)
    }

    /// `wrappings`: how often it may still be written as something else.
    fn within(text: &str, wrappings: usize) -> Self {
        let trimmed = text.trim();
        if wrappings > 0
            && let Some(inner) = unwrapped(trimmed)
        {
            return Self::within(&inner, wrappings - 1);
        }
        let mut found = Self::default();
        // The body of an answer as it is sent, or as curl -i prints it.
        let body = trimmed.split_once("\r\n\r\n").or_else(|| trimmed.split_once("\n\n")).map(|(_, body)| body.trim());
        if let Some(body) = body.filter(|body| trimmed.starts_with("HTTP/") && body.starts_with('{')) {
            found.add_json(body);
            return found;
        }
        if trimmed.starts_with('{') {
            found.add_json(trimmed);
            return found;
        }
        found.add_lines(trimmed);
        found.requests = request::of_text(trimmed);
        found.certificates = certificates(trimmed);
        for piece in trimmed.split(|character: char| character.is_whitespace() || "\"'<>".contains(character)) {
            // A query, a fragment, or a form: "exit code=0" in a log is none.
            let form = match piece.find(['?', '#']) {
                Some(at) => &piece[at + 1..],
                None if piece.contains('&') || piece == trimmed => piece,
                None => continue,
            };
            // In a page the sign between two of them is written as an entity (HTML §13.1.4).
            match form.contains("&amp;") {
                true => found.add_form(&form.replace("&amp;", "&")),
                false => found.add_form(form),
            }
        }
        found
    }

    /// `access_token: …` and the like, a line each: an answer that was printed or written down.
    fn add_lines(&mut self, text: &str) {
        let mut pairs = Pairs::default();
        for line in text.lines() {
            let Some((name, value)) = line.split_once([':', '=']) else { continue };
            let name = name.trim().trim_start_matches("- ").trim_matches(['"', '\'']);
            let value = value.trim().trim_end_matches(',').trim_matches(['"', '\'']);
            if NAMES.contains(&name) && !value.is_empty() && !value.contains(char::is_whitespace) {
                pairs.add(name, value);
            }
        }
        // "code: 0" in a log is none; beside an ID token it is. Of several logins it is not known which line is of which.
        if pairs.one("id_token").is_some() && pairs.repeated().is_empty() {
            for (name, value) in &pairs.values {
                self.add(name, value);
            }
            self.answers.extend(pairs.answers());
        }
    }

    /// A query, a fragment or a form.
    fn add_form(&mut self, form: &str) {
        let mut pairs = Pairs::default();
        for pair in form.split(['?', '&', '#']) {
            let Some((name, value)) = pair.split_once('=') else { continue };
            // Form encoding has a plus sign for a blank (URL Standard §5.1).
            let decoded =
                |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8().ok().map(Cow::into_owned);
            if let (Some(name), Some(value)) = (decoded(name), decoded(value)) {
                self.add(&name, &value);
                pairs.add(&name, &value);
            }
        }
        if pairs.all("response_type").next().is_some() {
            if self.asked.len() < MOST {
                let (state, nonce, client) = (pairs.one("state"), pairs.one("nonce"), pairs.one("client_id"));
                self.asked.push(Asked { state, nonce, client, repeated: pairs.repeated() });
            }
        } else if self.redirected.len() < MOST {
            self.answers.extend(pairs.answers());
            self.redirected.extend(pairs.answers());
        }
    }

    fn add_json(&mut self, text: &str) {
        let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
        self.requests = document.object().map(request::of_har).unwrap_or_default();
        let mut pairs = Pairs::default();
        for member in document.object().into_iter().flat_map(json::Value::members) {
            if let Some(value) = member.value.as_str() {
                self.add(&member.name, &value);
                pairs.add(&member.name, &value);
            }
        }
        self.answers.extend(pairs.answers());
    }

    /// The answers that this ID token came in.
    pub(super) fn answers_with<'a>(&'a self, id_token: &'a str) -> impl Iterator<Item = &'a Redirected> {
        self.answers.iter().filter(move |answer| answer.id_token == id_token)
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
