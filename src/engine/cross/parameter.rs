//! What comes beside tokens in a redirect, a form or an answer of a token endpoint: a code, a state, an opaque access token.

use super::chain::{Chain, Renewed};
use super::opaque::{Opaque, OpaqueKind};
use super::pairs::{Origin, Pairs, form_pairs, listed_pairs, object_pairs};
use super::request::{self, Request, is_opaque};
use super::script::{self, MessageKind};
use super::transcript::{Exchange, exchanges};
use super::{CrossKind, har, page};
use crate::engine::crypto::digest::digest;
use crate::engine::ground::base64url;
use crate::engine::ground::json::{self, Kind};
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::limit::{Beside, Limits};
use crate::engine::text::envelope::unescaped;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

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
    /// Codes that came back to the client, with what came with them: they say which login a token request is of.
    pub(super) returned: Vec<Returned>,
    /// Access tokens of answers, with what requests know the DPoP proof by that was sent for each.
    pub(super) granted: Vec<(String, Option<u64>)>,
    /// Answers that bring a refresh token and no ID token.
    pub(super) renewed: Vec<Renewed>,
    /// Tokens that are sent, by what their parameter says that they are.
    pub(super) placed: Vec<Placed>,
    /// `client_id` of requests to the token endpoint.
    pub(super) clients: Vec<String>,
    pub requests: Vec<Request>,
    /// Certificates, as the SHA-256 thumbprints that tokens are bound to (RFC 8705 §3.1).
    pub certificates: Vec<String>,
}

/// An authorization request (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1).
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Asked {
    pub state: Option<String>,
    pub nonce: Option<String>,
    pub client: Option<String>,
    /// How old the sign-in may be, in seconds.
    pub max_age: Option<String>,
    /// The ID token that it shows, by what requests know it by.
    pub(super) hint: Option<u64>,
    /// A request object says it.
    pub(super) is_object: bool,
    /// Parameters that it has with several values: none of them is taken.
    pub repeated: Vec<&'static str>,
}

/// An answer of the authorization endpoint that brings a code alone (RFC 6749 §4.1.2).
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Returned {
    code: String,
    state: Option<String>,
    issuer: Option<String>,
}

/// What the parameter that a token is in says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SentAs {
    /// `id_token`: an ID token, whatever claims it has.
    IdToken,
    /// `response`: a signed authorization response (JARM §2.3).
    Response,
    /// `id_token_hint`: an ID token of an earlier login (OpenID Connect Core §3.1.2.1).
    Hint,
    /// `subject_token`, `actor_token`, `assertion`: tokens that are exchanged (RFC 8693 §2.1, RFC 7521 §4.1). They need not have
    /// been issued together.
    Exchanged,
    /// `client_assertion` (RFC 7521 §4.2).
    ClientAssertion,
    /// `request` (RFC 9101 §5).
    Request,
    /// `access_token` beside `token_type` DPoP: one that is bound to a key (RFC 9449 §5).
    Bound,
}

/// A token in a parameter.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Placed {
    /// What requests know it by.
    pub(super) code: u64,
    pub(super) place: SentAs,
    /// `client_id` beside it.
    pub(super) client: Option<String>,
}

/// An answer of the authorization endpoint with an ID token (OpenID Connect Core §3.3.2.5).
#[derive(Clone, PartialEq, Eq)]
pub struct Redirected {
    pub id_token: String,
    pub code: Option<String>,
    pub state: Option<String>,
    pub access_token: Option<String>,
    pub refresh_token: Option<String>,
    /// Which authentication was asked for (OpenID Connect CIBA §7.3).
    pub auth_req_id: Option<String>,
    /// The client that asked the token endpoint for it.
    pub client: Option<String>,
    /// Whether it is an ID token or a signed response.
    pub place: SentAs,
    /// It answers a refresh token: a nonce need not be in it (OpenID Connect Core §12.2).
    pub is_refreshed: bool,
    /// It answers a grant that no authorization request comes before: a password, a device, an exchange of tokens (RFC 6749 §4.3,
    /// RFC 8628 §3.4, RFC 8693 §2.1, RFC 7523 §2.1, OpenID Connect CIBA §10.1).
    pub(super) is_of_other_grant: bool,
    /// The refresh token that it answers: it says which login it is of.
    pub(super) refreshed_with: Option<String>,
    /// The ID token of that login: one of these, where several logins brought the refresh token.
    pub(super) originals: Vec<String>,
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
    /// What it answers was sent to the token endpoint (RFC 6749 §4.1.3).
    fn came_for(&mut self, sent: &Pairs) {
        let Some(grant) = sent.grant() else { return };
        self.code = self.code.take().or_else(|| sent.one("code"));
        let client = sent.one("client_id").or_else(|| sent.authenticated.clone());
        self.client = client.filter(|_| !sent.is_for_another);
        self.is_refreshed = grant == "refresh_token";
        self.is_of_other_grant = !self.is_refreshed && grant != "authorization_code";
        self.refreshed_with = sent.one("refresh_token").filter(|_| self.is_refreshed);
    }

    /// What this hash of its ID token has to be of.
    pub(super) fn of(&self, kind: CrossKind) -> Option<&str> {
        match kind {
            CrossKind::AccessTokenHash => self.access_token.as_deref(),
            CrossKind::CodeHash => self.code.as_deref(),
            CrossKind::StateHash => self.state.as_deref(),
            CrossKind::RefreshTokenHash => self.refresh_token.as_deref(),
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

/// What an answer to a refresh token has from the login that it is of.
struct Login {
    state: Option<String>,
    issuer: Option<String>,
    id_token: String,
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
        let mut found = Self::within(text, MOST_WRAPPINGS);
        found.link();
        found
    }

    /// An answer of the token endpoint is of the login whose code was sent for it.
    fn link(&mut self) {
        let returned: HashMap<&str, &Returned> = self.returned.iter().map(|one| (one.code.as_str(), one)).collect();
        for answer in self.answers.iter_mut().filter(|answer| answer.state.is_none() || answer.issuer.is_none()) {
            let Some(of_login) = answer.code.as_deref().and_then(|code| returned.get(code)) else { continue };
            answer.state = answer.state.take().or_else(|| of_login.state.clone());
            answer.issuer = answer.issuer.take().or_else(|| of_login.issuer.clone());
        }
        // An answer to a refresh token is of the login that brought it.
        let chain = Chain::of(&self.answers, &self.renewed);
        let logins =
            self.answers.iter().map(|answer| chain.logins(answer.refreshed_with.as_deref().unwrap_or_default()));
        let logins: Vec<Vec<Login>> =
            logins.map(|own| own.iter().filter_map(|index| self.login(*index)).collect()).collect();
        for (answer, logins) in self.answers.iter_mut().zip(logins) {
            if let [only] = logins.as_slice() {
                answer.state = answer.state.take().or_else(|| only.state.clone());
                answer.issuer = answer.issuer.take().or_else(|| only.issuer.clone());
            }
            answer.originals = logins.into_iter().map(|login| login.id_token).collect();
        }
    }

    fn login(&self, index: usize) -> Option<Login> {
        let answer = self.answers.get(index)?;
        let (state, issuer) = (answer.state.clone(), answer.issuer.clone());
        Some(Login { state, issuer, id_token: answer.id_token.clone() })
    }

    /// How much was answered: with an ID token, with a refresh token alone, and with an access token.
    pub(super) fn came(&self) -> [usize; 3] {
        [self.answers.len(), self.renewed.len(), self.granted.len()]
    }

    /// What was answered from `first` on was asked for with this DPoP proof (RFC 9449 §5).
    pub(super) fn proven(&mut self, first: [usize; 3], proof: &str) {
        let proof = request::code(proof.trim());
        self.granted.iter_mut().skip(first[2]).for_each(|granted| granted.1 = Some(proof));
    }

    /// The answers from `first` on came for what was sent to the token endpoint (RFC 6749 §4.1.3).
    pub(super) fn exchanged(&mut self, first: [usize; 3], sent: &Pairs) {
        let is_refreshed = sent.grant().as_deref() == Some("refresh_token");
        let with = sent.one("refresh_token").filter(|_| is_refreshed);
        self.renewed.iter_mut().skip(first[1]).for_each(|answer| answer.sent.clone_from(&with));
        self.answers.iter_mut().skip(first[0]).for_each(|answer| answer.came_for(sent));
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
        page::forms(trimmed).iter().for_each(|pairs| found.take(pairs, Origin::Redirect));
        page::parts(trimmed).iter().for_each(|pairs| found.take(pairs, Origin::Form));
        request::curl_data(trimmed).iter().for_each(|pairs| found.take(pairs, Origin::Form));
        found.requests = request::of_text(trimmed);
        found.certificates = certificates(trimmed);
        for piece in trimmed.split(|character: char| character.is_whitespace() || "\"'`<>".contains(character)) {
            // In a script with escapes in front of them, the sign between two of them too: `https:\/\/c.example\/cb#a=b\u0026c=d`.
            let unescaped = piece.contains('\\').then(|| unescaped(piece));
            let piece = unescaped.as_deref().map_or(piece, String::as_str);
            // A query, a fragment, or a form: "exit code=0" in a log is none.
            let (form, from) = match piece.find(['?', '#']) {
                Some(at) => (&piece[at + 1..], Origin::Redirect),
                None if piece.contains('&') || piece == trimmed => (piece, Origin::Form),
                None => continue,
            };
            // In a page the sign between two of them is written as an entity (HTML §13.1.4).
            match form.contains("&amp;") {
                true => found.take(&form_pairs(&form.replace("&amp;", "&")), from),
                false => found.take(&form_pairs(form), from),
            }
        }
        found.answer_below(&exchanges(trimmed));
        found
    }

    /// Answers that are known by now came for what stands above them.
    fn answer_below(&mut self, exchanges: &[Exchange]) {
        let mut by_token: HashMap<String, &Pairs> = HashMap::new();
        for exchange in exchanges {
            match exchange.answer.one("id_token") {
                Some(id_token) => drop(by_token.insert(id_token, &exchange.sent)),
                None => self.renewed.extend(exchange.answer.one("refresh_token").map(|brought| {
                    let is_refreshed = exchange.sent.grant().as_deref() == Some("refresh_token");
                    Renewed { sent: exchange.sent.one("refresh_token").filter(|_| is_refreshed), brought }
                })),
            }
        }
        for answer in self.answers.iter_mut().filter(|answer| answer.place == SentAs::IdToken) {
            if let Some(sent) = by_token.get(&answer.id_token) {
                answer.came_for(sent);
            }
        }
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
            if Pairs::has_name(name) && !value.is_empty() && !value.contains(char::is_whitespace) {
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
        let pairs = &*pairs.without_result(from);
        for (name, value) in &pairs.values {
            self.add(name, value);
        }
        let client = pairs.one("client_id");
        // An authorization request may show the ID token of another client.
        let is_asked = pairs.has("response_type");
        let client_of = |place| client.clone().filter(|_| !(is_asked && place == SentAs::Hint));
        let bound = pairs.all("access_token").filter(|text| pairs.is_bound && is_token(text));
        let bound = bound.map(|text| (SentAs::Bound, request::code(text)));
        let placed = pairs.placed.iter().copied().chain(bound);
        let placed = placed.map(|(place, code)| Placed { code, place, client: client_of(place) });
        self.placed.extend(placed.take(MOST_ANSWERS.saturating_sub(self.placed.len())));
        if let Some(client) = client.as_ref().filter(|client| pairs.has("grant_type") && !self.clients.contains(client))
        {
            self.clients.extend(Some(client.clone()).filter(|_| self.clients.len() < MOST));
        }
        let answers = pairs.answers(from);
        if from != Origin::Answer && pairs.has("response_type") {
            let [state, nonce, max_age] = ["state", "nonce", "max_age"].map(|name| pairs.one(name));
            let hint = pairs.placed.iter().find(|(place, _)| *place == SentAs::Hint).map(|(_, code)| *code);
            let repeated = pairs.repeated();
            let asked = Asked { state, nonce, client, max_age, hint, is_object: false, repeated };
            // The answer that redirects to it and the request itself are one.
            if self.asked.len() < MOST && !self.asked.contains(&asked) {
                self.asked.push(asked);
            }
            return;
        }
        if let (true, false, Some(code)) = (answers.is_empty(), pairs.has("grant_type"), pairs.one("code"))
            && self.returned.len() < MOST_ANSWERS
        {
            self.returned.push(Returned { code, state: pairs.one("state"), issuer: pairs.issuer(from) });
        }
        let is_answer = answers.is_empty() && from == Origin::Answer && !pairs.has("grant_type");
        let granted = pairs.one("access_token").filter(|text| from == Origin::Answer && is_token(text));
        if let Some(granted) = granted.filter(|_| self.granted.len() < MOST_ANSWERS) {
            self.granted.push((granted, None));
        }
        if let Some(brought) = pairs.one("refresh_token").filter(|_| is_answer && self.renewed.len() < MOST_ANSWERS) {
            self.renewed.push(Renewed { sent: None, brought });
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
            self.redirected.extend(id_tokens.filter(|_| pairs.is_redirected(from)).cloned());
            self.answers.extend(answers);
        }
    }

    /// Takes in what is surely of a login.
    pub(super) fn take_login(&mut self, pairs: &Pairs, from: Origin) {
        if pairs.is_of_login() {
            self.take(pairs, from);
        }
    }

    /// The query and the fragment of an address, as far as they are of a login.
    pub(super) fn take_address(&mut self, address: &str) {
        if let Some(at) = address.find(['?', '#']) {
            self.take_login(&form_pairs(&address[at + 1..]), Origin::Redirect);
        }
    }

    /// A body of a request or a response, as far as it is of a login: a form, one in parts, or JSON. What it says.
    pub(super) fn take_body(&mut self, body: &str) -> Pairs {
        let body = body.trim();
        if body.starts_with('{') {
            let document = json::scan(body.as_bytes(), Limits::DEFAULT.json_depth);
            let pairs = document.object().map(object_pairs).unwrap_or_default();
            if pairs.is_of_login() && !pairs.has("error") {
                self.take(&pairs, Origin::Answer);
            }
            pairs
        } else if body.starts_with("--") {
            let parts = page::parts(body);
            parts.iter().for_each(|pairs| self.take_login(pairs, Origin::Form));
            parts.into_iter().next().unwrap_or_default()
        } else {
            let pairs = form_pairs(body);
            self.take_login(&pairs, Origin::Form);
            pairs
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
            self.take(&message.pairs, if is_response { Origin::Redirect } else { Origin::Answer });
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
                self.take(&object_pairs(value), Origin::Redirect);
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
            match text.find(['?', '#']) {
                Some(at) => (form_pairs(&text[at + 1..]), Origin::Redirect),
                None => (form_pairs(text), Origin::Form),
            }
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

    /// Whether this token is shown as a hint alone, in no answer: it may have expired (OpenID Connect RP-Initiated Logout §2).
    pub fn is_hint(&self, text: &str) -> bool {
        let code = request::code(text);
        self.placed.iter().any(|placed| placed.place == SentAs::Hint && placed.code == code)
            && !self.answers.iter().any(|answer| answer.id_token == text)
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
        self.returned.extend(other.returned);
        self.renewed.extend(other.renewed);
        self.granted.extend(other.granted);
        self.placed.extend(other.placed);
        self.clients.extend(other.clients);
        self.link();
    }
}

pub(super) fn is_token(text: &str) -> bool {
    text.starts_with("eyJ")
}

/// Thumbprints of the certificates in a text: in PEM, as a proxy puts them into a header too, with escapes.
fn certificates(text: &str) -> Vec<String> {
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    const END: &str = "-----END CERTIFICATE-----";
    let fields = client_certificates(text);
    let is_escaped = text.contains("-----BEGIN%20CERTIFICATE-----");
    let decoded = is_escaped.then(|| percent_decode_str(text).decode_utf8().ok()).flatten();
    let text = decoded.as_deref().unwrap_or(text);
    let blocks = text.split(BEGIN).skip(1).filter_map(|rest| rest.split_once(END)).take(MOST);
    let der = blocks.filter_map(|(body, _)| {
        let base64: String = body.chars().filter(|character| !character.is_whitespace()).collect();
        data_encoding::BASE64.decode(base64.as_bytes()).ok()
    });
    der.chain(fields).map(|der| base64url::encode(&digest(Hash::Sha256, &der))).collect()
}

/// Those that a proxy hands on in a field of the header: `Client-Cert: :MIIB…:` (RFC 9440 §2.2).
fn client_certificates(text: &str) -> Vec<Vec<u8>> {
    let fields = text.lines().filter_map(|line| line.trim_start_matches("> ").split_once(':'));
    let values =
        fields.filter(|(name, _)| name.trim().eq_ignore_ascii_case("client-cert")).map(|(_, value)| value.trim());
    let bytes = values.filter_map(|value| value.strip_prefix(':')?.strip_suffix(':'));
    bytes.filter_map(|value| data_encoding::BASE64.decode(value.as_bytes()).ok()).take(MOST).collect()
}
