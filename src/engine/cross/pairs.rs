//! What an answer or a request says in the parameters that are looked at: names and values of a query, a form, an object.

use super::parameter::{Redirected, SentAs, is_token};
use super::request;
use crate::engine::ground::base64url;
use crate::engine::ground::json::{self, Kind};
use crate::engine::ground::limit::Limits;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// Parameters that hold a token, and what they say that it is.
const PLACES: [(&str, SentAs); 6] = [
    ("id_token_hint", SentAs::Hint),
    ("subject_token", SentAs::Exchanged),
    ("actor_token", SentAs::Exchanged),
    ("assertion", SentAs::Exchanged),
    ("client_assertion", SentAs::ClientAssertion),
    ("request", SentAs::Request),
];

/// What one answer or request says in the parameters that matter here, each as often as it is there.
#[derive(Clone, Default)]
pub(super) struct Pairs {
    /// Some of [`NAMES`].
    pub(super) values: Vec<(&'static str, String)>,
    /// Tokens in [`PLACES`].
    pub(super) placed: Vec<(SentAs, u64)>,
    /// `token_type` is DPoP.
    pub(super) is_bound: bool,
    /// The client that it authenticates: the user of `Authorization: Basic` (RFC 6749 §2.3.1), the subject of `client_assertion`
    /// (RFC 7523 §3).
    pub(super) authenticated: Option<String>,
    /// It says whom the answer is for.
    pub(super) is_for_another: bool,
    /// It has what goes with a code alone: `session_state` in an answer, `redirect_uri` in a request.
    is_of_code: bool,
}

/// The parameters of answers and requests that are looked at.
const NAMES: [&str; 14] = [
    "id_token",
    "access_token",
    "code",
    "state",
    "nonce",
    "max_age",
    "refresh_token",
    "auth_req_id",
    "client_id",
    "response_type",
    "iss",
    "response",
    "error",
    "grant_type",
];

/// Where pairs come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A query, a fragment or a page that posts itself: what the authorization endpoint answers, or is asked.
    Redirect,
    /// A form by itself: the same, or what an application sends to its own server.
    Form,
    /// An answer of the token endpoint, or one that was written down.
    Answer,
}

impl Pairs {
    pub(super) fn add(&mut self, name: &str, value: &str) {
        self.is_bound |= name == "token_type" && value.eq_ignore_ascii_case("DPoP");
        let place = PLACES.iter().find(|(known, _)| *known == name && is_token(value));
        if let Some((_, place)) = place.filter(|_| self.placed.len() < PLACES.len()) {
            self.placed.push((*place, request::code(value)));
        }
        if name == "client_assertion" && is_token(value) {
            self.authenticated = subject(value);
        }
        // What is exchanged may be for somebody else (RFC 8693 §2.1).
        self.is_for_another |= matches!(name, "audience" | "resource");
        self.is_of_code |= OF_CODE.contains(&name);
        if CREDENTIALS.contains(&name) && is_placeholder(value) {
            return;
        }
        let Some(name) = NAMES.into_iter().find(|known| *known == name) else { return };
        // Of each the first two values that differ are all that has to be known.
        let known: Vec<&str> = self.all(name).collect();
        if known.len() < 2 && !known.contains(&value) {
            self.values.push((name, value.to_owned()));
        }
    }

    /// Whether this is one of those that are looked at.
    pub(super) fn has_name(name: &str) -> bool {
        NAMES.contains(&name) || OF_CODE.contains(&name)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Whether something has several values.
    pub(super) fn is_repeated(&self) -> bool {
        !self.repeated().is_empty()
    }

    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |(own, _)| *own == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// The value, where all of them are the same.
    pub(super) fn one(&self, name: &str) -> Option<String> {
        let mut values = self.all(name);
        let first = values.next()?;
        values.next().is_none().then(|| first.to_owned())
    }

    pub(super) fn repeated(&self) -> Vec<&'static str> {
        NAMES.into_iter().filter(|name| self.all(name).nth(1).is_some()).collect()
    }

    /// Whether this is of a login, and no page of something else that has a code or a state.
    pub(super) fn is_of_login(&self) -> bool {
        let has_any = |names: &[&str]| names.iter().any(|name| self.has(name));
        has_any(&["id_token", "access_token", "response", "response_type", "grant_type"])
            || self.has_code()
            || !self.placed.is_empty()
    }

    pub(super) fn has_code(&self) -> bool {
        /// Characters of the shortest code: it cannot be guessed (RFC 6749 §10.10).
        const SHORTEST_CODE: usize = 10;
        self.all("code").any(|code| code.len() >= SHORTEST_CODE)
    }

    /// The same without a `code` that is a result, an error or a currency: many an answer in JSON has one. A code of an
    /// authorization comes with what only that has.
    pub(super) fn without_result(&self, from: Origin) -> Cow<'_, Self> {
        let has_any = |names: &[&str]| names.iter().any(|name| self.has(name));
        let is_of_code = self.is_of_code || has_any(&["state", "iss", "grant_type", "response_type"]);
        if from != Origin::Answer || !self.has("code") || is_of_code && !self.all("code").all(is_word) {
            return Cow::Borrowed(self);
        }
        let mut other = self.clone();
        other.values.retain(|(name, _)| *name != "code");
        Cow::Owned(other)
    }

    /// What the token endpoint is shown: a code, a refresh token.
    pub(super) fn grant(&self) -> Option<String> {
        self.one("grant_type").or_else(|| self.is_refresh().then(|| "refresh_token".to_owned()))
    }

    /// Whether this asks for a refresh without saying so: an application asks its own server so, and some token endpoints have
    /// `grant_type` in their address.
    pub(super) fn is_refresh(&self) -> bool {
        self.has("refresh_token") && !["grant_type", "code", "id_token"].iter().any(|name| self.has(name))
    }

    /// Whether the authorization endpoint answers this: an application sends its server the tokens alone.
    pub(super) fn is_redirected(&self, from: Origin) -> bool {
        let has_any = |names: &[&str]| names.iter().any(|name| self.has(name));
        let is_response = self.is_of_code || has_any(&["state", "iss", "code"]);
        from == Origin::Redirect || from == Origin::Form && is_response && !self.has("grant_type")
    }

    /// Whether there is a token in it that says where it comes from.
    pub(super) fn has_own_token(&self) -> bool {
        self.has("id_token") || self.all("response").any(is_token)
    }

    /// Who answered. A list of claims has an `iss` as well, and so has a login that another party begins: neither has a code
    /// (RFC 9207 §2).
    pub(super) fn issuer(&self, from: Origin) -> Option<String> {
        let is_answer = ["code", "error"].iter().any(|name| self.has(name))
            || from != Origin::Answer && ["id_token", "access_token", "response"].iter().any(|name| self.has(name));
        self.one("iss").filter(|_| is_answer)
    }

    /// An answer for each token in it that says where it comes from.
    pub(super) fn answers(&self, from: Origin) -> Vec<Redirected> {
        let one = |name| self.one(name).filter(|value| !value.is_empty());
        let answer = |(place, id_token): (SentAs, &str)| Redirected {
            place,
            client: None,
            is_refreshed: false,
            is_of_other_grant: false,
            refreshed_with: None,
            originals: Vec::new(),
            id_token: id_token.to_owned(),
            code: one("code"),
            state: one("state"),
            access_token: one("access_token"),
            refresh_token: one("refresh_token"),
            auth_req_id: one("auth_req_id"),
            issuer: self.issuer(from),
            repeated: self.repeated(),
        };
        let id_tokens = self.all("id_token").map(|text| (SentAs::IdToken, text));
        let responses = self.all("response").filter(|text| is_token(text)).map(|text| (SentAs::Response, text));
        id_tokens.chain(responses).map(answer).collect()
    }
}

/// What goes with a code of an authorization alone, of which only that it is there has to be known.
const OF_CODE: [&str; 2] = ["session_state", "redirect_uri"];

/// Parameters that are credentials.
const CREDENTIALS: [&str; 5] = ["id_token", "access_token", "code", "refresh_token", "client_id"];

/// Whether a value only stands for one: `***`, `$ACCESS_TOKEN`, `<token>`, `YOUR_CLIENT_ID`. None of these signs is in a token
/// (RFC 6750 §2.1).
fn is_placeholder(value: &str) -> bool {
    let is_blank = !value.is_empty() && !value.contains(|character: char| character.is_ascii_alphanumeric());
    let is_repeated = value.len() > 2 && value.chars().all(|character| value.starts_with(character));
    let is_masked = value.contains("***") || value.contains("...") || value.contains('…');
    let upper = value.to_ascii_uppercase();
    let is_named = ["CLIENT_ID", "CLIENT-ID", "CLIENTID"].iter().any(|name| upper.ends_with(name))
        || ["YOUR_", "YOUR-", "MY_CLIENT", "REDACTED", "REMOVED", "MASKED"]
            .iter()
            .any(|start| upper.starts_with(start));
    let bare = value.trim_start_matches(['\'', '"']);
    is_blank || is_repeated || is_masked || is_named || bare.starts_with(['$', '<', '{', '[', '%'])
}

/// Whether a `code` in JSON is a word or a number: `SUCCESS`, `0000`, `E1001`, `invalid_grant`.
fn is_word(code: &str) -> bool {
    /// Characters of the longest name of a result with digits in it.
    const LONGEST: usize = 16;
    let is_of = |is: fn(u8) -> bool| code.bytes().all(|byte| is(byte) || b"_. ".contains(&byte));
    is_of(|byte| byte.is_ascii_alphabetic())
        || is_of(|byte| byte.is_ascii_digit())
        || code.len() < LONGEST && is_of(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// The pairs of a query, a fragment or a form.
pub(super) fn form_pairs(form: &str) -> Pairs {
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

/// `sub` of a signed JWT.
fn subject(token: &str) -> Option<String> {
    let payload = base64url::decode(token.split('.').nth(1)?).bytes;
    let document = json::scan(payload.as_slice(), Limits::DEFAULT.json_depth);
    document.object()?.get("sub")?.as_str().map(Cow::into_owned)
}

/// The client of `Authorization: Basic`, each half of which is form-encoded (RFC 6749 §2.3.1).
pub(super) fn basic_client(value: &str) -> Option<String> {
    let (scheme, credentials) = value.trim().split_once(' ')?;
    let bytes = data_encoding::BASE64.decode(credentials.trim().as_bytes()).ok();
    let text = String::from_utf8(bytes.filter(|_| scheme.eq_ignore_ascii_case("basic"))?).ok()?;
    // Many send it as it is: where that is something else, it is not known which was meant.
    let client = text.split_once(':')?.0;
    (!client.is_empty() && !client.contains(['+', '%'])).then(|| client.to_owned())
}

pub(super) fn object_pairs(object: json::Value<'_>) -> Pairs {
    let mut pairs = Pairs::default();
    for member in object.members() {
        if let Some(value) = member.value.as_str() {
            pairs.add(&member.name, &value);
        }
    }
    pairs
}

/// Those of a list of names and values, as a collection of requests has them: `[{"key": "code", "value": "…"}]`.
pub(super) fn listed_pairs(list: json::Value<'_>) -> Pairs {
    let mut pairs = Pairs::default();
    for item in list.children().filter(|item| item.kind() == Kind::Object) {
        let text = |name| item.get(name).and_then(json::Value::as_str);
        if let (Some(name), Some(value)) = (text("name").or_else(|| text("key")), text("value")) {
            pairs.add(&name, &value);
        }
    }
    pairs
}
