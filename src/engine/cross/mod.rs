//! What belongs together, held against each other: the tokens of one request or one login, the code and the state that came
//! with them. Each comparison is a fact with both values; what is not at hand is not compared.

mod again;
mod bound;
mod call;
mod chain;
mod check;
mod command;
mod forwarded;
mod har;
mod hash;
mod opaque;
mod page;
mod pairs;
mod parameter;
mod request;
mod script;
mod status;
mod table;
mod together;
mod transcript;
mod within;

pub use check::{CrossCheck, CrossKind, Outcome, With};
pub use opaque::{Opaque, OpaqueKind};
pub use parameter::{Asked, Parameters, Redirected, SentAs};
pub use request::Request;
pub use status::{ListStanding, StatusValue};
pub use together::Together;
pub use within::{Credential, Evaluated, evaluate, innermost_first, judge_within, unchecked};

use super::ground::json::Value;
use super::ground::jwa::Hash;
use super::jose::layer::Examination;
use super::jwt::checklist::Checklist;
use super::jwt::policy::{Judgement, Verdict};
use super::jwt::profile::{ProfileKind, first_header, profile};
use super::key_file::import::public_material;
use super::key_file::thumbprint::thumbprint_sha256;
use super::rule::claims::{IAT_FUTURE, STATUS_LIST_STALE};
use hash::Hashes;
pub use hash::Miswriting;
use std::collections::HashSet;
use table::Table;

/// One of the tokens at hand.
#[derive(Clone, Copy, Debug)]
pub struct Token<'a> {
    /// Its characters as they are sent: what hashes are made of.
    pub text: &'a str,
    pub examination: &'a Examination,
    /// What a list says counts only where this is *valid*.
    pub verdict: Verdict,
    /// It is a list that is older than its `ttl` says.
    pub is_stale: bool,
}

impl<'a> Token<'a> {
    pub fn of(text: &'a str, examination: &'a Examination, judgement: &Judgement) -> Self {
        let is_stale = Worth::of(judgement).is_stale;
        // What says that it was made later than now outranks nothing that is at hand now.
        let is_early = judgement.findings.iter().any(|finding| finding.rule.id == IAT_FUTURE.id);
        let verdict = match judgement.verdict {
            Verdict::Valid if is_early => Verdict::Unchecked,
            verdict => verdict,
        };
        Self { text, examination, verdict, is_stale }
    }
}

/// What a judgement makes of a token, as far as what others say of it depends on that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worth {
    pub is_valid: bool,
    /// It is a list that is older than its `ttl` says.
    pub is_stale: bool,
}

impl Worth {
    pub fn of(judgement: &Judgement) -> Self {
        let has =
            |rule: &'static super::rule::Rule| judgement.findings.iter().any(|finding| finding.rule.id == rule.id);
        Self { is_valid: judgement.verdict == Verdict::Valid, is_stale: has(&STATUS_LIST_STALE) }
    }
}

/// A token with what is asked of it more than once.
struct Known<'a> {
    text: &'a str,
    examination: &'a Examination,
    verdict: Verdict,
    is_stale: bool,
    kind: Option<ProfileKind>,
    /// Whether its `typ` says so.
    is_declared: bool,
    claims: Option<Value<'a>>,
    /// It is the access token of an answer that brought an ID token.
    is_brought: bool,
    /// Its `typ` says that it is something else than what it came as.
    is_mistyped: bool,
}

/// What a token says in a claim, each time that it is there: readers disagree on which one counts.
enum Said {
    Texts(Vec<String>),
    /// One that is not a string, as it is written.
    Malformed(String),
}

impl Said {
    fn of<'a>(values: impl Iterator<Item = Value<'a>>) -> Option<Self> {
        let mut texts = Vec::new();
        for value in values {
            match value.as_str() {
                Some(text) => texts.push(text.into_owned()),
                None => return Some(Self::Malformed(value.lexeme().into_owned())),
            }
        }
        (!texts.is_empty()).then_some(Self::Texts(texts))
    }

    /// Whether all of it is `expected`, and what is said: what is not expected first.
    fn against(&self, expected: &str) -> (Outcome, String) {
        match self {
            Self::Malformed(lexeme) => (Outcome::Malformed, lexeme.clone()),
            Self::Texts(texts) => match texts.iter().find(|text| *text != expected) {
                Some(other) => (Outcome::Differs, other.clone()),
                None => (Outcome::Matches, expected.to_owned()),
            },
        }
    }

    /// What is to be told of it where `with` is not at hand.
    fn without(&self, kind: CrossKind, token: usize, with: With) -> CrossCheck {
        let (outcome, found) = match self {
            Self::Malformed(lexeme) => (Outcome::Malformed, lexeme.clone()),
            Self::Texts(texts) => (Outcome::NotAtHand, texts.last().cloned().unwrap_or_default()),
        };
        CrossCheck { kind, token, with, outcome, found, expected: String::new() }
    }
}

impl<'a> Known<'a> {
    /// Whatever it looks like, it came as one of this kind.
    fn came_as(&mut self, kind: ProfileKind) {
        self.is_mistyped = self.is_declared && self.kind != Some(kind);
        self.kind = Some(kind);
    }

    fn all(&self, name: &'a str) -> impl Iterator<Item = Value<'a>> {
        self.claims.into_iter().flat_map(move |claims| claims.all(name))
    }

    fn said(&self, name: &'a str) -> Option<Said> {
        Said::of(self.all(name))
    }

    fn is_access_token(&self) -> bool {
        matches!(self.kind, Some(ProfileKind::AccessToken | ProfileKind::AccessTokenRfc9068))
    }

    /// What may be an access token where nothing says which one is: whatever is not something else.
    fn may_be_access_token(&self) -> bool {
        self.is_access_token() || self.kind.is_none() && self.all("at_hash").next().is_none()
    }
}

/// What a hash should be: of this function, its left half or all of it.
#[derive(Clone, Copy)]
struct Demand {
    hash: Hash,
    is_half: bool,
}

/// What a hash may be of.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    with: With,
    text: &'a str,
    /// It is what is meant, if it is not another of its kind; else that it does not fit says nothing.
    is_sure: bool,
    /// It came from the authorization endpoint, with another token.
    is_redirected: bool,
}

/// What came with an ID token in the same answer, of each that brought it.
fn own<'a>(kind: CrossKind, token: &Known<'_>, table: &Table<'a>) -> impl Iterator<Item = Candidate<'a>> {
    table.answers(token.text).iter().filter_map(move |answer| answer.of(kind)).map(move |text| {
        let with = match kind {
            CrossKind::CodeHash => With::Code,
            CrossKind::StateHash => With::State,
            CrossKind::RefreshTokenHash => With::RefreshToken,
            _ => table.at(text).map_or(With::OpaqueAccessToken, With::Token),
        };
        Candidate { with, text, is_sure: true, is_redirected: false }
    })
}

/// The comparison with the candidate that fits; where none does, with the first that is surely meant. `demand` is `None`
/// where there is no hash function.
fn hash_check(
    (kind, token): (CrossKind, usize),
    said: Option<&Said>,
    candidates: &[Candidate<'_>],
    demand: Option<Demand>,
    hashes: &mut Hashes,
) -> Option<CrossCheck> {
    let said = said?;
    let mut compared = candidates.iter().map(|candidate| {
        let expected = demand.map(|demand| hashes.expected(demand, candidate.text));
        let (outcome, found) = said.against(expected.as_deref().unwrap_or_default());
        let outcome = match (demand, outcome) {
            (None, Outcome::Differs | Outcome::Matches) => Outcome::NoHash,
            (Some(demand), Outcome::Differs) => {
                hashes.otherwise(demand, candidate.text, &found).unwrap_or(Outcome::Differs)
            }
            (_, outcome) => outcome,
        };
        let expected = expected.unwrap_or_default();
        (candidate.is_sure, CrossCheck { kind, token, with: candidate.with, outcome, found, expected })
    });
    let mut first = None;
    compared
        .find_map(|(is_sure, check)| {
            if check.outcome == Outcome::Matches {
                return Some(check);
            }
            // A hash that is too long by half, or written in another way, is of nothing else.
            let is_told = first.is_none() && (is_sure || check.outcome != Outcome::Differs);
            if is_told || matches!(check.outcome, Outcome::WholeHash | Outcome::Miswritten(_)) {
                first = Some(check);
            }
            None
        })
        .or(first)
}

/// Compares whatever of this belongs together.
pub fn cross_checks(tokens: &[Token<'_>], parameters: &Parameters) -> Vec<CrossCheck> {
    let mut known: Vec<Known<'_>> = tokens
        .iter()
        .map(|token| Known {
            text: token.text,
            examination: token.examination,
            verdict: token.verdict,
            is_stale: token.is_stale,
            kind: profile(token.examination).and_then(|profile| profile.kind()),
            is_declared: profile(token.examination).is_some_and(|profile| profile.is_declared),
            claims: token.examination.readable_claims().map(|(_, claims)| claims),
            is_brought: false,
            is_mistyped: false,
        })
        .collect();
    // What came as one is a signed response, whatever it lacks (JARM §2.3).
    let came = |place: SentAs| -> HashSet<&str> {
        let answers = parameters.answers.iter().filter(|answer| answer.place == place);
        answers.map(|answer| &*answer.id_token).collect()
    };
    let (responses, id_tokens) = (came(SentAs::Response), came(SentAs::IdToken));
    let is_response = |token: &Known<'_>| {
        let has = |name| token.claims.is_some_and(|claims| claims.get(name).is_some());
        let may_be = token.kind.is_none() || token.is_declared;
        may_be && responses.contains(token.text) && (has("code") || has("error")) && !has("sub")
    };
    for token in known.iter_mut().filter(|token| is_response(token)) {
        token.came_as(ProfileKind::AuthorizationResponse);
    }
    // What came as an ID token is one, whatever claims and whatever `typ` it has: without those that tell it from others an
    // attacker made it, and one that was made for something else is not to pass for it (RFC 8725 §3.12).
    for token in known.iter_mut().filter(|token| id_tokens.contains(token.text)) {
        token.came_as(ProfileKind::IdToken);
    }
    let parameters = &with_responses(parameters, &known);
    let brought: HashSet<&str> =
        parameters.answers.iter().filter_map(|answer| answer.access_token.as_deref()).collect();
    known.iter_mut().for_each(|token| token.is_brought = brought.contains(token.text));
    let table = &Table::of(&known, parameters);
    let mut out = Vec::new();
    let (mut hashes, mut lists) = (Hashes::default(), status::Lists::default());
    for (index, token) in known.iter().enumerate() {
        typed(&mut out, index, token);
        hashed(&mut out, &mut hashes, index, token, table);
        proof(&mut out, &mut hashes, index, token, table);
        login(&mut out, index, token, table);
        let first = out.len();
        bound::asked(&mut out, index, token, table);
        bound::signed_in(&mut out, index, token, table);
        bound::client(&mut out, index, token, table);
        bound::attested(&mut out, index, token, table);
        bound::authenticated(&mut out, index, token, table);
        bound::answered(&mut out, index, token, table);
        at_refresh(&mut out, first, token, table);
        again::of_same_user(&mut out, index, token, table);
        again::user_info(&mut out, index, token, table);
        bound::workload(&mut out, &mut hashes, (index, token), table);
        bound::target(&mut out, index, token, table);
        bound::certificate(&mut out, index, token, parameters);
        bound::sent(&mut out, index, token, table);
        unbound(&mut out, index, token, table);
        status::check(&mut out, &mut lists, index, token, table);
    }
    bound::granted(&mut out, &known, table);
    bound::unproven(&mut out, &known, table);
    repeated(&mut out, &known, parameters);
    out
}

/// The value of a claim, where all of them are the same.
fn one(claims: Value<'_>, name: &str) -> Option<String> {
    match Said::of(claims.all(name)) {
        Some(Said::Texts(texts)) => {
            texts.iter().all(|text| Some(text) == texts.first()).then(|| texts.into_iter().next())?
        }
        _ => None,
    }
}

/// The values of a claim, each once, as far as they are strings.
fn distinct(claims: Value<'_>, name: &str) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for value in claims.all(name).filter_map(|value| value.as_str()) {
        // Of each the first two are all that has to be known.
        if values.len() < 2 && !values.iter().any(|known| *known == *value) {
            values.push(value.into_owned());
        }
    }
    values
}

/// What a signed authorization response holds that is looked at here.
const OF_ANSWER: [&str; 5] = ["id_token", "access_token", "code", "state", "iss"];

/// What a signed authorization response has with several values: none of them is taken (JARM §2.1: its claims are the
/// parameters of the response).
fn repeated_in(claims: Value<'_>) -> Vec<&'static str> {
    OF_ANSWER.into_iter().filter(|name| distinct(claims, name).len() > 1).collect()
}

/// What came together in a signed authorization response (JARM §2.1), for each ID token that it brought.
fn signed_answers(claims: Value<'_>) -> Vec<Redirected> {
    let answer = |id_token| Redirected {
        place: SentAs::IdToken,
        client: None,
        is_refreshed: false,
        is_of_other_grant: false,
        refreshed_with: None,
        originals: Vec::new(),
        id_token,
        code: one(claims, "code"),
        state: one(claims, "state"),
        access_token: one(claims, "access_token"),
        refresh_token: None,
        auth_req_id: None,
        issuer: one(claims, "iss"),
        repeated: repeated_in(claims),
    };
    distinct(claims, "id_token").into_iter().map(answer).collect()
}

/// With what a signed authorization response holds, and what a signed request asks for.
fn with_responses(parameters: &Parameters, known: &[Known<'_>]) -> Parameters {
    let mut all = parameters.clone();
    for token in known {
        let Some(claims) = token.claims else { continue };
        match token.kind {
            Some(ProfileKind::AuthorizationResponse) => {
                let answers = signed_answers(claims);
                if answers.is_empty() {
                    all.codes.extend(one(claims, "code"));
                    all.states.extend(one(claims, "state"));
                }
                all.redirected.extend(answers.iter().cloned());
                all.answers.extend(answers);
            }
            Some(ProfileKind::AuthorizationRequest) => {
                const ASKED: [&str; 3] = ["state", "nonce", "client_id"];
                let [state, nonce, client] = ASKED.map(|name| one(claims, name));
                let max_age = claims.get("max_age").map(|age| age.lexeme().into_owned());
                let repeated = ASKED.into_iter().filter(|name| distinct(claims, name).len() > 1).collect();
                let hint = one(claims, "id_token_hint").map(|hint| request::code(&hint));
                all.asked.push(Asked { state, nonce, client, max_age, hint, is_object: true, repeated });
            }
            _ => {}
        }
    }
    // One request may be in several inputs.
    let mut seen = HashSet::new();
    all.asked.retain(|asked| seen.insert(asked.clone()));
    all
}

/// Says of each parameter that is repeated, and that no comparison has told: readers take the first or the last.
fn repeated(out: &mut Vec<CrossCheck>, known: &[Known<'_>], parameters: &Parameters) {
    let check = |token, with, name: &str| {
        let (kind, outcome, found) = (CrossKind::Parameter, Outcome::Repeated, name.to_owned());
        CrossCheck { kind, token, with, outcome, found, expected: String::new() }
    };
    for (index, token) in known.iter().enumerate() {
        let Some(claims) = token.claims else { continue };
        let (with, names) = match token.kind {
            Some(ProfileKind::AuthorizationResponse) => (With::Answer, repeated_in(claims)),
            Some(ProfileKind::AuthorizationRequest) => (
                With::Request,
                ["state", "nonce", "client_id"].into_iter().filter(|name| distinct(claims, name).len() > 1).collect(),
            ),
            _ => continue,
        };
        out.extend(names.into_iter().map(|name| check(index, with, name)));
    }
    // Of those in no token, the one that it is told with is that of the login, if any is.
    let of_login = known.iter().position(|token| token.kind == Some(ProfileKind::IdToken)).unwrap_or(0);
    let asked = parameters.asked.iter().flat_map(|asked| &asked.repeated).map(|name| (With::Request, *name));
    let answered = parameters.answers.iter().flat_map(|answer| &answer.repeated).chain(&parameters.repeated);
    let is_asked = |with: With| with == With::Request;
    let told = out.iter().filter(|told| told.outcome == Outcome::Repeated);
    let mut told: HashSet<(bool, String)> = told.map(|told| (is_asked(told.with), told.found.clone())).collect();
    for (with, name) in answered.map(|name| (With::Answer, *name)).chain(asked) {
        if !known.is_empty() && told.insert((is_asked(with), name.to_owned())) {
            out.push(check(of_login, with, name));
        }
    }
}

/// Fills in the checklist of a token what these comparisons of it say of its hashes and of whom it is for.
pub fn settle<'a>(list: &mut Checklist, checks: impl Iterator<Item = &'a CrossCheck>) {
    for check in checks {
        match check.outcome {
            Outcome::Matches if check.kind == CrossKind::Target => list.settle_audience(),
            Outcome::Matches => list.settle_hash(check.kind.code(), true),
            Outcome::Differs | Outcome::WholeHash | Outcome::Miswritten(_) => {
                list.settle_hash(check.kind.code(), false)
            }
            _ => {}
        }
    }
}

/// That its `typ` is of another kind of token than it came as (RFC 8725 §3.11).
fn typed(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>) {
    if token.is_mistyped {
        let typ = token.examination.innermost().and_then(first_header).and_then(|header| header.protected("typ"));
        let found = typ.and_then(|typ| typ.value.as_str()).unwrap_or_default().into_owned();
        let (kind, with, outcome) = (CrossKind::Type, With::Answer, Outcome::Differs);
        out.push(CrossCheck { kind, token: index, with, outcome, found, expected: "JWT".to_owned() });
    }
}

/// The hashes of an ID token.
fn hashed(out: &mut Vec<CrossCheck>, hashes: &mut Hashes, index: usize, token: &Known<'_>, table: &Table<'_>) {
    let is_of_other = table.is_of_another_login(token.text);
    let repeated: HashSet<&str> =
        table.answers(token.text).iter().flat_map(|answer| &answer.repeated).copied().collect();
    let header = token.examination.innermost().and_then(first_header);
    // With a key of Ed448 the hash is none of these: such signatures have 114 bytes (RFC 8032 §5.2).
    let is_of_ed448 = token.text.rsplit('.').next().is_some_and(|signature| signature.len() == 152);
    let hash = header.and_then(|header| {
        let algorithm = header.algorithm()?;
        hash::of_algorithm(&algorithm).filter(|_| !(algorithm == "EdDSA" && is_of_ed448))
    });
    let again = |kind, with, name: &str| {
        let (outcome, found) = (Outcome::Repeated, name.to_owned());
        CrossCheck { kind, token: index, with, outcome, found, expected: String::new() }
    };
    for name in ["id_token", "response"].into_iter().filter(|name| repeated.contains(name)) {
        out.push(again(CrossKind::Answer, With::Answer, name));
    }
    for (name, kind, parameter, with) in [
        ("at_hash", CrossKind::AccessTokenHash, "access_token", With::OpaqueAccessToken),
        ("c_hash", CrossKind::CodeHash, "code", With::Code),
        ("s_hash", CrossKind::StateHash, "state", With::State),
        (CrossKind::RefreshTokenHash.code(), CrossKind::RefreshTokenHash, "refresh_token", With::RefreshToken),
    ] {
        // Of two access tokens in one answer the hash is of one, and a reader may take the other.
        if repeated.contains(&parameter) {
            out.push(again(kind, with, parameter));
            continue;
        }
        let said = token.said(name);
        let demand = hash.map(|hash| Demand { hash, is_half: true });
        if let Some(said) = &said {
            // Of what came with it nothing may be another's; only where nothing did, something else may be meant.
            let own = own(kind, token, table);
            let mut checks: Vec<CrossCheck> =
                own.filter_map(|own| hash_check((kind, index), Some(said), &[own], demand, hashes)).collect();
            if checks.is_empty() && table.parameters.repeated.contains(&parameter) {
                out.push(again(kind, with, parameter));
                continue;
            }
            if checks.is_empty() && kind != CrossKind::RefreshTokenHash {
                let apart = table.apart(kind, index, said);
                checks.extend(hash_check((kind, index), Some(said), &apart, demand, hashes));
            }
            let check = first_wrong(checks);
            // Of one that is only shown, or exchanged, what is beside it says nothing, unless it fits.
            if is_of_other {
                out.extend(check.filter(|check| check.outcome == Outcome::Matches));
                continue;
            }
            out.push(check.unwrap_or_else(|| said.without(kind, index, with)));
        } else if let Some((with, text)) = bound::demanded(kind, token, table).filter(|_| token.claims.is_some()) {
            let expected = demand.map(|demand| hashes.expected(demand, &text)).unwrap_or_default();
            let outcome = Outcome::Missing;
            out.push(CrossCheck { kind, token: index, with, outcome, found: String::new(), expected });
        }
    }
}

/// One that does not match, if any; else the first.
fn first_wrong(mut checks: Vec<CrossCheck>) -> Option<CrossCheck> {
    let wrong = checks.iter().position(|check| check.outcome != Outcome::Matches).unwrap_or(0);
    (!checks.is_empty()).then(|| checks.swap_remove(wrong))
}

/// Of the checks from `first` on those that an answer to a refresh token leaves: it is held against the login of that refresh
/// token alone (OpenID Connect Core §12.2). `max_age` is of the sign-in, and `state` of the redirect.
fn at_refresh(out: &mut Vec<CrossCheck>, first: usize, token: &Known<'_>, table: &Table<'_>) {
    let answers = table.answers(token.text);
    if answers.is_empty() || !answers.iter().all(|answer| answer.is_refreshed) {
        return;
    }
    let has_any = |is: &dyn Fn(&Redirected) -> bool| answers.iter().any(|answer| is(answer));
    let asked = &table.parameters.asked;
    let has_request =
        has_any(&|answer| answer.state.is_some() && asked.iter().any(|asked| asked.state == answer.state));
    let (has_issuer, has_client) =
        (has_any(&|answer| answer.issuer.is_some()), has_any(&|answer| answer.client.is_some()));
    let of_token = out.split_off(first);
    out.extend(of_token.into_iter().filter(|check| match check.kind {
        CrossKind::SignInTime | CrossKind::ResponseState => false,
        CrossKind::Nonce => has_request,
        CrossKind::ResponseIssuer => has_issuer,
        CrossKind::Client => has_client || has_request,
        _ => true,
    }));
}

/// An access token that is sent with the scheme `DPoP` is bound to the key of the proof (RFC 9449 §7.1).
fn unbound(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    let requests = table.requests(token.text);
    let mut sent = requests.iter().flat_map(|(_, request)| request.all_sent());
    let is_sent = sent.any(|sent| sent.is_bound && sent.text == token.text);
    if is_sent && token.claims.is_some() && !token.all("cnf").any(|cnf| cnf.get("jkt").is_some()) {
        let (kind, outcome, with) = (CrossKind::Unbound, Outcome::Missing, With::Request);
        let [found, expected] = [String::new(), String::new()];
        out.push(CrossCheck { kind, token: index, with, outcome, found, expected });
    }
}

/// A DPoP proof and its access token.
fn proof(out: &mut Vec<CrossCheck>, hashes: &mut Hashes, index: usize, token: &Known<'_>, table: &Table<'_>) {
    if token.kind != Some(ProfileKind::DpopProof) {
        return;
    }
    bound::request(out, index, token, table);
    let said = token.said("ath");
    let demand = Some(Demand { hash: Hash::Sha256, is_half: false });
    let key = (CrossKind::ProofTokenHash, index);
    // Of each request that it is in the access token is the one that it is for (RFC 9449 §4.3).
    let own = bound::sent_with(token, table);
    if let (None, Some(sent)) = (&said, own.first()) {
        let (outcome, expected) = (Outcome::Missing, demand.map(|demand| hashes.expected(demand, sent.text)));
        let (found, expected) = (String::new(), expected.unwrap_or_default());
        out.push(CrossCheck { kind: key.0, token: index, with: sent.with, outcome, found, expected });
    }
    let own_sent = own.clone();
    let own = own.into_iter().filter_map(|own| hash_check(key, said.as_ref(), &[own], demand, hashes));
    let check = first_wrong(own.collect());
    let any = |said: &Said| table.access_tokens.worth(said, index, true);
    let check = check.or_else(|| {
        let any = any(said.as_ref()?);
        hash_check(key, said.as_ref(), &any, demand, hashes)
    });
    let with = check.as_ref().map(|check| check.with);
    let alone = || Some(said.as_ref()?.without(CrossKind::ProofTokenHash, index, With::OpaqueAccessToken));
    out.extend(check.or_else(alone));
    let sent = || {
        own_sent.iter().find_map(|sent| match sent.with {
            With::Sent(other) => other,
            _ => None,
        })
    };
    let jkt = |other: usize| Said::of(table.known.get(other)?.all("cnf").filter_map(|cnf| cnf.get("jkt")));
    let header = token.examination.innermost().and_then(first_header);
    let own = header.and_then(|header| public_material(header.protected("jwk")?.value).ok());
    let Some(expected) = own.map(|own| thumbprint_sha256(&own)) else { return };
    let meant = match with {
        // What it is in one request with, or what is bound to its key: what is bound to another one belongs to another proof.
        None => sent().or_else(|| table.bound_to(&expected).find(|other| *other != index)),
        Some(With::Token(other) | With::Sent(Some(other))) => Some(other).filter(|other| *other != index),
        Some(_) => None,
    };
    if let Some((other, said)) = meant.and_then(|other| Some((other, jkt(other)?))) {
        let (outcome, found) = said.against(&expected);
        let with = With::Token(index);
        out.push(CrossCheck { kind: CrossKind::ProofKey, token: other, with, outcome, found, expected });
    }
}

/// Issuer, subject and session of tokens of one login: the ID token, and what came with it.
fn login(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    const OF_LOGOUT: [(CrossKind, &str); 3] =
        [(CrossKind::Issuer, "iss"), (CrossKind::Subject, "sub"), (CrossKind::Session, "sid")];
    let is_logout = token.kind == Some(ProfileKind::LogoutToken);
    let (partner, claims): (_, &[(CrossKind, &str)]) = match () {
        () if is_logout => (table.session_of(token), &OF_LOGOUT),
        // An access token for another API may well have a pairwise subject.
        () if token.is_access_token() => (table.login_of(token.text), &[(CrossKind::TokenIssuer, "iss")]),
        () => return,
    };
    let Some((id, is_sure)) = partner.filter(|(id, _)| *id != index) else { return };
    let Some(id_token) = table.known.get(id) else { return };
    // No standard demands the same issuer of an access token that is none of RFC 9068: at Entra ID they often differ.
    let is_demanded = is_logout || token.kind == Some(ProfileKind::AccessTokenRfc9068);
    // With another `sid` it ends another session (OpenID Connect Back-Channel Logout §2.4).
    let session = |token: &Known<'_>| token.claims.and_then(|claims| one(claims, "sid"));
    let is_other =
        is_logout && matches!((session(token), session(id_token)), (Some(own), Some(of_login)) if own != of_login);
    for &(kind, name) in claims {
        let (Some(said), Some(Said::Texts(expected))) = (token.said(name), id_token.said(name)) else { continue };
        let Some(expected) = expected.into_iter().next_back() else { continue };
        let (outcome, found) = said.against(&expected);
        // What only stands beside it belongs to another login.
        let outcome = match outcome {
            // Of several sessions another one may be meant.
            Outcome::Differs if is_logout && (!is_sure || is_other) => Outcome::Unsure,
            outcome => outcome,
        };
        if is_sure && is_demanded || matches!(outcome, Outcome::Matches | Outcome::Unsure) {
            out.push(CrossCheck { kind, token: index, with: With::Token(id), outcome, found, expected });
        }
    }
    if is_logout {
        audience(out, (index, token), (id, id_token));
    }
}

/// A logout token is for the client that the ID token is for: one of the audiences is the same (Back-Channel Logout §2.6).
fn audience(out: &mut Vec<CrossCheck>, (index, token): (usize, &Known<'_>), (id, id_token): (usize, &Known<'_>)) {
    let audiences = |token: &Known<'_>| -> Vec<String> {
        let values = token.all("aud").flat_map(|aud| std::iter::once(aud).chain(aud.children()));
        values.filter_map(|value| value.as_str().map(std::borrow::Cow::into_owned)).collect()
    };
    let (own, of_login) = (audiences(token), audiences(id_token));
    let (Some(found), Some(expected)) = (own.first(), of_login.first()) else { return };
    let shared = of_login.iter().find(|audience| own.contains(audience));
    let outcome = if shared.is_some() { Outcome::Matches } else { Outcome::Differs };
    let (found, expected) = (shared.unwrap_or(found).clone(), shared.unwrap_or(expected).clone());
    out.push(CrossCheck { kind: CrossKind::Audience, token: index, with: With::Token(id), outcome, found, expected });
}

#[cfg(test)]
mod tests;
