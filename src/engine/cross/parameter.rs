//! What comes beside tokens in a redirect, a form or an answer of a token endpoint: a code, a state, an opaque access token.

use super::opaque::{Opaque, OpaqueKind};
use super::request::{self, Request, is_opaque};
use super::script::{self, MessageKind};
use super::{CrossKind, har, page};
use crate::engine::crypto::digest::digest;
use crate::engine::ground::base64url;
use crate::engine::ground::json::{self, Kind};
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::limit::{Beside, Limits};
use crate::engine::text::envelope::unescaped;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

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
    /// The same of every answer, that of the token endpoint too: what surely came together. A signed response (JARM) is one
    /// as well.
    pub answers: Vec<Redirected>,
    /// Who answered, of answers that hold no token (RFC 9207): the tokens of such a login come later.
    pub issuers: Vec<String>,
    /// What answers that hold no token have with several values.
    pub repeated: Vec<&'static str>,
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
    pub state: Option<String>,
    pub access_token: Option<String>,
    /// Who answered (RFC 9207).
    pub issuer: Option<String>,
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

impl Redirected {
    /// What this hash of its ID token has to be of.
    pub(super) fn of(&self, kind: CrossKind) -> Option<&str> {
        match kind {
            CrossKind::AccessTokenHash => self.access_token.as_deref(),
            CrossKind::CodeHash => self.code.as_deref(),
            CrossKind::StateHash => self.state.as_deref(),
            _ => None,
        }
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
pub(super) struct Pairs {
    /// Some of [`NAMES`].
    values: Vec<(&'static str, String)>,
}

/// The parameters of answers and requests that are looked at.
const NAMES: [&str; 11] = [
    "id_token",
    "access_token",
    "code",
    "state",
    "nonce",
    "client_id",
    "response_type",
    "iss",
    "response",
    "error",
    "grant_type",
];

/// Where pairs come from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// A query, a fragment or a form: what the authorization endpoint answers, or is asked.
    Form,
    /// An answer of the token endpoint, or one that was written down.
    Answer,
}

impl Pairs {
    pub(super) fn add(&mut self, name: &str, value: &str) {
        let Some(name) = NAMES.into_iter().find(|known| *known == name) else { return };
        // Of each the first two values that differ are all that has to be known.
        let known: Vec<&str> = self.all(name).collect();
        if known.len() < 2 && !known.contains(&value) {
            self.values.push((name, value.to_owned()));
        }
    }

    /// Whether this is one of those that are looked at.
    pub(super) fn has_name(name: &str) -> bool {
        NAMES.contains(&name)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Whether something has several values.
    pub(super) fn is_repeated(&self) -> bool {
        !self.repeated().is_empty()
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |(own, _)| *own == name).map(|(_, value)| value.as_str())
    }

    fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
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

    /// Whether this is of a login, and no page of something else that has a code or a state.
    fn is_of_login(&self) -> bool {
        let has_any = |names: &[&str]| names.iter().any(|name| self.has(name));
        has_any(&["id_token", "access_token", "response", "response_type", "grant_type"]) || self.has_code()
    }

    fn has_code(&self) -> bool {
        /// Characters of the shortest code: it cannot be guessed (RFC 6749 §10.10).
        const SHORTEST_CODE: usize = 10;
        self.all("code").any(|code| code.len() >= SHORTEST_CODE)
    }

    /// Whether there is a token in it that says where it comes from.
    fn has_own_token(&self) -> bool {
        self.has("id_token") || self.all("response").any(is_token)
    }

    /// Who answered. A list of claims has an `iss` as well, and so has a login that another party begins: neither has a code
    /// (RFC 9207 §2).
    fn issuer(&self, from: Origin) -> Option<String> {
        let is_answer = ["code", "error"].iter().any(|name| self.has(name))
            || from == Origin::Form && ["id_token", "access_token", "response"].iter().any(|name| self.has(name));
        self.one("iss").filter(|_| is_answer)
    }

    /// An answer for each token in it that says where it comes from.
    fn answers(&self, from: Origin) -> Vec<Redirected> {
        let one = |name| self.one(name).filter(|value| !value.is_empty());
        let answer = |id_token: &str| Redirected {
            id_token: id_token.to_owned(),
            code: one("code"),
            state: one("state"),
            access_token: one("access_token"),
            issuer: self.issuer(from),
            repeated: self.repeated(),
        };
        self.all("id_token").chain(self.all("response").filter(|text| is_token(text))).map(answer).collect()
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
/// Codes and access tokens of one text that are listed.
const MOST_LISTED: usize = 16;
/// Answers that are taken: of a token that came in several, each has to fit.
const MOST_ANSWERS: usize = 1_024;

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
            // An object as a script has it is no JSON.
            let is_json = json::scan(trimmed.as_bytes(), Limits::DEFAULT.json_depth).is_complete();
            if is_json || !found.take_messages(trimmed) {
                found.add_json(trimmed);
            }
            return found;
        }
        found.add_lines(trimmed);
        found.take_messages(trimmed);
        page::forms(trimmed).iter().for_each(|pairs| found.take(pairs, Origin::Form));
        page::parts(trimmed).iter().for_each(|pairs| found.take(pairs, Origin::Form));
        found.take(&request::curl_data(trimmed), Origin::Form);
        found.requests = request::of_text(trimmed);
        found.certificates = certificates(trimmed);
        for piece in trimmed.split(|character: char| character.is_whitespace() || "\"'`<>".contains(character)) {
            // In a script with escapes in front of them, the sign between two of them too: `https:\/\/c.example\/cb#a=b\u0026c=d`.
            let unescaped = piece.contains('\\').then(|| unescaped(piece));
            let piece = unescaped.as_deref().map_or(piece, String::as_str);
            // A query, a fragment, or a form: "exit code=0" in a log is none.
            let form = match piece.find(['?', '#']) {
                Some(at) => &piece[at + 1..],
                None if piece.contains('&') || piece == trimmed => piece,
                None => continue,
            };
            // In a page the sign between two of them is written as an entity (HTML §13.1.4).
            match form.contains("&amp;") {
                true => found.take(&form_pairs(&form.replace("&amp;", "&")), Origin::Form),
                false => found.take(&form_pairs(form), Origin::Form),
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
            let value = value.trim().trim_end_matches(',');
            let is_quoted = value.starts_with(['"', '\'']);
            // What a script computes is not its value.
            if !is_quoted && value.contains(['(', '[', '{']) {
                continue;
            }
            let value = value.trim_matches(['"', '\'']);
            let unescaped = (is_quoted && value.contains('\\')).then(|| unescaped(value));
            let value = unescaped.as_deref().map_or(value, String::as_str);
            if NAMES.contains(&name) && !value.is_empty() && !value.contains(char::is_whitespace) {
                pairs.add(name, value);
            }
        }
        // "code: 0" in a log is none; beside an ID token it is. Of several logins it is not known which line is of which.
        if pairs.one("id_token").is_some() && pairs.repeated().is_empty() {
            self.take(&pairs, Origin::Answer);
        }
    }

    /// Takes in what one answer or request says.
    fn take(&mut self, pairs: &Pairs, from: Origin) {
        for (name, value) in &pairs.values {
            self.add(name, value);
        }
        let answers = pairs.answers(from);
        if from == Origin::Form && pairs.has("response_type") {
            if self.asked.len() < MOST {
                let (state, nonce, client) = (pairs.one("state"), pairs.one("nonce"), pairs.one("client_id"));
                self.asked.push(Asked { state, nonce, client, repeated: pairs.repeated() });
            }
            return;
        }
        if answers.is_empty()
            && self.issuers.len() < MOST
            && let Some(issuer) = pairs.issuer(from)
            && !self.issuers.contains(&issuer)
        {
            self.issuers.push(issuer);
        }
        if answers.is_empty() && pairs.is_of_login() {
            self.add_repeated(pairs.repeated());
        }
        if self.answers.len() < MOST_ANSWERS {
            let id_tokens = answers.iter().filter(|answer| pairs.all("id_token").any(|text| text == answer.id_token));
            self.redirected.extend(id_tokens.filter(|_| from == Origin::Form).cloned());
            self.answers.extend(answers);
        }
    }

    /// Takes in what is surely of a login.
    pub(super) fn take_login(&mut self, pairs: &Pairs) {
        if pairs.is_of_login() {
            self.take(pairs, Origin::Form);
        }
    }

    /// The query and the fragment of an address, as far as they are of a login.
    pub(super) fn take_address(&mut self, address: &str) {
        if let Some(at) = address.find(['?', '#']) {
            self.take_login(&form_pairs(&address[at + 1..]));
        }
    }

    /// A body of a request or a response, as far as it is of a login: a form, one in parts, or JSON.
    pub(super) fn take_body(&mut self, body: &str) {
        let body = body.trim();
        if body.starts_with('{') {
            let document = json::scan(body.as_bytes(), Limits::DEFAULT.json_depth);
            let pairs = document.object().map(object_pairs).unwrap_or_default();
            if pairs.is_of_login() && !pairs.has("error") {
                self.take(&pairs, Origin::Answer);
            }
        } else if body.starts_with("--") {
            page::parts(body).iter().for_each(|pairs| self.take_login(pairs));
        } else {
            self.take_login(&form_pairs(body));
        }
    }

    /// What the scripts in a text say, as far as it is of a login. Whether anything is.
    pub(super) fn take_messages(&mut self, text: &str) -> bool {
        let messages = script::messages(text);
        let is_answer = |message: &&script::Message| {
            let pairs = &message.pairs;
            let is_sent = message.kind != MessageKind::Object;
            pairs.has_own_token() || is_sent && pairs.has_code() && (pairs.has("state") || pairs.has("iss"))
        };
        let mut is_any = false;
        for message in messages.iter().filter(is_answer) {
            is_any = true;
            let is_response = message.kind == MessageKind::Response;
            self.take(&message.pairs, if is_response { Origin::Form } else { Origin::Answer });
        }
        is_any
    }

    fn add_json(&mut self, text: &str) {
        let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
        let Some(root) = document.object() else { return };
        self.take(&object_pairs(root), Origin::Answer);
        if root.get("log").is_some() {
            self.requests = request::of_har(root);
            return har::read(root, self);
        }
        // An answer that something else holds: a message between windows, an entry of a log, a list of names and values.
        let values = (0..document.len()).filter_map(|index| document.value(index));
        // That of the authorization endpoint says so.
        let mut responses = HashSet::new();
        for value in values {
            if value.get("type").and_then(json::Value::as_str).is_some_and(|kind| kind == "authorization_response") {
                responses.extend(value.get("response").map(json::Value::index));
            }
            if responses.contains(&value.index()) {
                self.take(&object_pairs(value), Origin::Form);
                continue;
            }
            if value.depth() == root.depth() {
                continue;
            }
            let pairs = match value.kind() {
                Kind::Object => object_pairs(value),
                // Variables of several logins may be in one list: what has a state is an answer.
                Kind::String => {
                    value.as_str().into_iter().for_each(|text| self.take_written(&text));
                    continue;
                }
                Kind::Array => Some(listed_pairs(value)).filter(|pairs| pairs.has("state")).unwrap_or_default(),
                _ => continue,
            };
            if pairs.has_own_token() {
                self.take(&pairs, Origin::Answer);
            }
        }
    }

    /// An answer that a string holds: the body of an entry in a log, an address.
    fn take_written(&mut self, text: &str) {
        let text = text.trim();
        if !["id_token", "response"].iter().any(|name| text.contains(name)) {
            return;
        }
        let (pairs, from) = if text.starts_with('{') {
            let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
            (document.object().map(object_pairs).unwrap_or_default(), Origin::Answer)
        } else {
            let form = text.find(['?', '#']).map_or(text, |at| &text[at + 1..]);
            (form_pairs(form), Origin::Form)
        };
        if pairs.has_own_token() {
            self.take(&pairs, from);
        }
    }

    fn add(&mut self, name: &str, value: &str) {
        let place = match name {
            "code" => &mut self.codes,
            "state" => &mut self.states,
            // A JWT is one of the tokens at hand already.
            "access_token" if !is_token(value) => &mut self.access_tokens,
            _ => return,
        };
        let is_new = !place.iter().any(|known| known == value);
        if is_new && !value.is_empty() && value.len() <= LONGEST_VALUE && place.len() < MOST {
            place.push(value.to_owned());
        }
    }

    /// What is listed beside the tokens: codes and access tokens that are no JWTs, each once. A word in a parameter that happens
    /// to be called `code` is none.
    pub fn opaque(&self) -> Vec<Opaque> {
        let brought = |of: CrossKind| self.answers.iter().filter_map(move |answer| answer.of(of));
        let codes =
            brought(CrossKind::CodeHash).chain(self.codes.iter().map(String::as_str).filter(|code| is_opaque(code)));
        let named = self.access_tokens.iter().map(String::as_str).filter(|token| is_opaque(token));
        let sent = self.requests.iter().flat_map(Request::all_sent).map(|sent| sent.text.as_str());
        let tokens = brought(CrossKind::AccessTokenHash).chain(named).chain(sent).filter(|text| !is_token(text));
        let mut seen = HashSet::new();
        let all = codes.map(|text| (OpaqueKind::Code, text)).chain(tokens.map(|text| (OpaqueKind::AccessToken, text)));
        let all = all.filter(|(_, text)| !text.is_empty() && seen.insert(*text)).take(MOST_LISTED);
        all.map(|(kind, text)| Opaque::new(kind, text)).collect()
    }

    /// Takes it out: nothing is held against it any more.
    pub fn forget(&mut self, opaque: &Opaque) {
        let is_it = |text: &str| opaque.is(text);
        let forget = |text: &mut Option<String>| *text = text.take().filter(|text| !is_it(text));
        for answer in self.answers.iter_mut().chain(&mut self.redirected) {
            forget(&mut answer.code);
            forget(&mut answer.access_token);
        }
        self.codes.retain(|text| !is_it(text));
        self.access_tokens.retain(|text| !is_it(text));
        self.requests.iter_mut().for_each(|request| request.forget(is_it));
    }

    /// Access tokens that are no JWTs, as they stand beside a proof: it says by its hash which one it was made for.
    pub fn opaque_tokens(&self) -> Vec<Beside> {
        let sent = self.requests.iter().flat_map(Request::all_sent).map(|sent| &sent.text);
        let texts: BTreeSet<&String> = self.access_tokens.iter().chain(sent).filter(|text| !is_token(text)).collect();
        texts.into_iter().map(|text| Beside::new(text.as_str().into(), false, true)).collect()
    }

    fn add_repeated(&mut self, names: Vec<&'static str>) {
        let new: Vec<_> = names.into_iter().filter(|name| !self.repeated.contains(name)).collect();
        self.repeated.extend(new);
    }

    /// These and those of another input.
    pub fn extend(&mut self, other: Self) {
        other.codes.iter().for_each(|value| self.add("code", value));
        other.states.iter().for_each(|value| self.add("state", value));
        other.access_tokens.iter().for_each(|value| self.add("access_token", value));
        self.asked.extend(other.asked);
        self.redirected.extend(other.redirected);
        self.answers.extend(other.answers);
        self.issuers.extend(other.issuers);
        self.add_repeated(other.repeated);
        self.requests.extend(other.requests);
        self.certificates.extend(other.certificates);
    }
}

fn is_token(text: &str) -> bool {
    text.starts_with("eyJ")
}

/// The pairs of a query, a fragment or a form.
fn form_pairs(form: &str) -> Pairs {
    let mut pairs = Pairs::default();
    for pair in form.split(['?', '&', '#']) {
        let Some((name, value)) = pair.split_once('=') else { continue };
        // Form encoding has a plus sign for a blank (URL Standard §5.1).
        let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8().ok().map(Cow::into_owned);
        if let (Some(name), Some(value)) = (decoded(name), decoded(value)) {
            pairs.add(&name, &value);
        }
    }
    pairs
}

fn object_pairs(object: json::Value<'_>) -> Pairs {
    let mut pairs = Pairs::default();
    for member in object.members() {
        if let Some(value) = member.value.as_str() {
            pairs.add(&member.name, &value);
        }
    }
    pairs
}

/// Those of a list of names and values, as a collection of requests has them: `[{"key": "code", "value": "…"}]`.
fn listed_pairs(list: json::Value<'_>) -> Pairs {
    let mut pairs = Pairs::default();
    for item in list.children().filter(|item| item.kind() == Kind::Object) {
        let text = |name| item.get(name).and_then(json::Value::as_str);
        if let (Some(name), Some(value)) = (text("name").or_else(|| text("key")), text("value")) {
            pairs.add(&name, &value);
        }
    }
    pairs
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
