//! What a token says of the request that it is for, of the certificate or the workload that it is bound to.

use super::request::Place;
use super::table::{Table, key_of};
use super::{
    Asked, Candidate, CrossCheck, CrossKind, Demand, Hashes, Known, Outcome, Parameters, Redirected, Request, Said,
    SentAs, With, hash, hash_check,
};
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::jwa::Hash;
use crate::engine::jose::possession::{CompanionKind, NamedKey};
use crate::engine::jwt::numeric_date;
use crate::engine::jwt::profile::ProfileKind;
use crate::engine::jwt::proof::is_same_address;
use crate::engine::text::uri::Uri;
use std::collections::{HashMap, HashSet};

/// What the hash must be of that an ID token from the authorization endpoint must have (OpenID Connect Core §3.3.2.11): that of
/// the code and that of the access token that came with it.
pub(super) fn demanded(kind: CrossKind, token: &Known<'_>, table: &Table<'_>) -> Option<(With, String)> {
    let mut redirected = table.redirected(token.text).iter();
    match kind {
        CrossKind::CodeHash => Some((With::Code, redirected.find_map(|redirected| redirected.code.clone())?)),
        CrossKind::AccessTokenHash => {
            let text = redirected.find_map(|redirected| redirected.access_token.clone())?;
            Some((table.at(&text).map_or(With::OpaqueAccessToken, With::Token), text))
        }
        _ => None,
    }
}

/// The access token of each request that a proof is in.
pub(super) fn sent_with<'a>(token: &Known<'_>, table: &Table<'a>) -> Vec<Candidate<'a>> {
    let sent = table.requests(token.text).iter().filter_map(|(_, request)| request.sent());
    sent.map(|sent| Candidate {
        with: With::Sent(table.at(&sent.text)),
        text: &sent.text,
        is_sure: true,
        is_redirected: false,
    })
    .collect()
}

/// The requests that a proof was in, those that are alike once; a single one that shows no tokens is taken for granted. With how
/// each is told from the others.
fn requests_of<'a>(token: &Known<'_>, table: &Table<'a>) -> Vec<(With, &'a Request)> {
    let read = table.requests(token.text).iter().filter(|(_, request)| request.is_read());
    let own: Vec<(&(usize, &'a Request), Place<'_>)> = read.map(|one| (one, one.1.place())).collect();
    // One that does not show its scheme may be one that does: curl prints the request of its own command.
    let with_scheme: HashSet<_> =
        own.iter().filter_map(|(_, (place, scheme))| scheme.is_some().then_some(place)).collect();
    let mut seen = HashSet::new();
    let mut distinct: Vec<&(usize, &Request)> = Vec::new();
    for (one, (place, scheme)) in &own {
        let is_new = (scheme.is_some() || !with_scheme.contains(place)) && seen.insert((place, scheme));
        distinct.extend(is_new.then_some(*one));
    }
    match *distinct {
        [] if table.requests(token.text).is_empty() => {
            let mut requests = table.parameters.requests.iter().filter(|request| request.is_read());
            let only = requests.next().filter(|only| requests.next().is_none() && only.shows_no_token());
            only.map(|only| (With::Request, only)).into_iter().collect()
        }
        [] => Vec::new(),
        [(_, only)] => vec![(With::Request, *only)],
        _ => distinct.into_iter().map(|(number, request)| (With::NthRequest(*number), *request)).collect(),
    }
}

/// `htm` and `htu` against each request that the proof was in.
pub(super) fn request(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    let requests = requests_of(token, table);
    let is_read = table.requests(token.text).iter().all(|(_, request)| request.is_read());
    for (kind, name) in [(CrossKind::Method, "htm"), (CrossKind::Address, "htu")] {
        let Some(said) = token.said(name) else { continue };
        if requests.is_empty() || !is_read {
            out.push(said.without(kind, index, With::Request));
        }
        for &(with, request) in &requests {
            let (outcome, found, expected) = held(kind, &said, request);
            let [found, expected] = [found, expected].map(|text| told(kind, text));
            out.push(CrossCheck { kind, token: index, with, outcome, found, expected });
        }
    }
    replayed(out, index, token, table);
}

/// What a claim says, against the request or what its header says of it.
fn held(kind: CrossKind, said: &Said, request: &Request) -> (Outcome, String, String) {
    let scheme = scheme([said]);
    let expected = match kind {
        CrossKind::Method => request.method.clone(),
        _ => request.address_like(&scheme),
    };
    let texts = match said {
        Said::Malformed(lexeme) => return (Outcome::Malformed, lexeme.clone(), expected),
        Said::Texts(texts) => texts,
    };
    let is_same = |found: &str, expected: &str| match kind {
        CrossKind::Method => found == expected,
        _ => is_same_address(found, expected),
    };
    let are_all = |expected: &String| texts.iter().all(|text| is_same(text, expected));
    let Some(other) = texts.iter().find(|text| !is_same(text, &expected)) else {
        // Its header may say that the sender knew it by another one.
        let target = request.target_like(&scheme).filter(|target| kind == CrossKind::Address && !are_all(target));
        return match target {
            Some(target) => (Outcome::Alias, expected, target),
            None => (Outcome::Matches, expected.clone(), expected),
        };
    };
    let origin = match kind {
        CrossKind::Method => request.methods().iter().find(|method| are_all(method)).cloned(),
        _ => request.origins_like(&scheme).find(are_all),
    };
    match origin {
        Some(origin) => (Outcome::MatchesForwarded, other.clone(), origin),
        None => (Outcome::Differs, other.clone(), expected),
    }
}

/// `htu` is "without query and fragment parts" (RFC 9449 §4.2): what a request has there may be a secret, as a user and a
/// password are.
fn told(kind: CrossKind, text: String) -> String {
    match (kind, text.split_once("://")) {
        (CrossKind::Address, Some((scheme, rest))) => {
            let rest = rest.split(['?', '#']).next().unwrap_or_default();
            let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            format!("{scheme}://{}{path}", host.rsplit('@').next().unwrap_or(host))
        }
        _ => text,
    }
}

/// "Each HTTP request requires a unique DPoP proof" (RFC 9449 §4): whether this one, or its `jti` in another one, was sent again.
fn replayed(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    let own = table.requests(token.text);
    // The same request again may be one that is shown twice, or that was sent again as there was no answer: browsers list both
    // so, and what goes through a service worker, too.
    let outcome = match own {
        [_, _, ..] if were_several_sent(token, table) => Outcome::Replayed,
        _ if table.has_id_before(token, index) => Outcome::Replayed,
        [_, _, ..] => Outcome::MaybeReplayed,
        _ => return,
    };
    let found = one_text(token, "jti").unwrap_or_default();
    let with = With::Request;
    out.push(CrossCheck { kind: CrossKind::ProofId, token: index, with, outcome, found, expected: String::new() });
}

/// Whether several of the requests that a proof was in are none that was passed on: a proxy hands on the same one (RFC 9110
/// §3.7), and says so in its header.
fn were_several_sent(token: &Known<'_>, table: &Table<'_>) -> bool {
    let requests = requests_of(token, table);
    if requests.len() < 2 {
        return false;
    }
    let mut places: HashMap<(&str, String), usize> = HashMap::new();
    for (number, (_, request)) in requests.iter().enumerate() {
        places.entry(request.place().0).or_insert(number);
    }
    let is_passed_on = |(number, (_, request)): &(usize, &(With, &Request))| {
        request.earlier_places().any(|place| places.get(&place).is_some_and(|first| first != number))
    };
    requests.iter().enumerate().filter(|one| !is_passed_on(one)).count() > 1
}

fn one_text<'a>(token: &Known<'a>, name: &'a str) -> Option<String> {
    token.all(name).find_map(|value| value.as_str()).map(std::borrow::Cow::into_owned)
}

/// The address of a request, whose scheme is not always shown: then it is that of what is compared with it.
fn address<'a>(request: &Request, compared: impl IntoIterator<Item = &'a Said>) -> String {
    request.address_like(&scheme(compared))
}

fn scheme<'a>(compared: impl IntoIterator<Item = &'a Said>) -> String {
    let scheme = compared.into_iter().find_map(|said| match said {
        Said::Texts(texts) => Some(Uri::parse(texts.first()?)?.scheme.to_ascii_lowercase()),
        Said::Malformed(_) => None,
    });
    scheme.unwrap_or_else(|| "https".to_owned())
}

/// `aud` of a workload proof against the request that it was in: its URI without query and fragment, or an alias of that which
/// only the recipient knows (draft-ietf-wimse-wpt §2).
pub(super) fn target(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    if token.kind != Some(ProfileKind::WorkloadProof) {
        return;
    }
    let (requests, said) = (requests_of(token, table), audiences(token));
    let malformed = said.iter().find_map(|said| match said {
        Said::Malformed(lexeme) => Some((Outcome::Malformed, lexeme.clone())),
        Said::Texts(_) => None,
    });
    let kind = CrossKind::Target;
    if let (true, Some(said)) = (requests.is_empty(), said.first()) {
        out.push(said.without(kind, index, With::Request));
    }
    for (with, request) in requests {
        let address = address(request, &said);
        let names = || {
            said.iter().filter_map(|said| match said {
                Said::Texts(texts) => texts.first(),
                Said::Malformed(_) => None,
            })
        };
        let named = names().find(|name| is_same_address(name, &address)).map(|_| (Outcome::Matches, address.clone()));
        let other = || names().next().map(|name| (Outcome::Alias, name.clone()));
        // Without one it is no workload proof, which its checklist says.
        let Some((outcome, found)) = malformed.clone().or(named).or_else(other) else { return };
        let expected = address.split(['?', '#']).next().unwrap_or_default().to_owned();
        out.push(CrossCheck { kind, token: index, with, outcome, found, expected });
    }
}

/// What an authorization request asked for: the nonce of its ID token, the state and the client of its response.
pub(super) fn asked(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    let parameters = table.parameters;
    let kinds: &[(CrossKind, &'static str)] = match token.kind {
        Some(ProfileKind::IdToken) => {
            &[(CrossKind::Nonce, "nonce"), (CrossKind::ResponseState, "state"), (CrossKind::Client, "client_id")]
        }
        Some(ProfileKind::AuthorizationResponse) => &[(CrossKind::State, "state"), (CrossKind::Client, "client_id")],
        _ => return,
    };
    let answers = table.answers(token.text);
    if table.is_of_another_login(token.text) {
        return;
    }
    let own = own_request(token, table);
    let has_own = !own.is_empty();
    let is_of_other_grant = !answers.is_empty() && answers.iter().all(|answer| answer.is_of_other_grant);
    let clients: Vec<&String> = answers.iter().filter_map(|answer| answer.client.as_ref()).collect();
    // Asked for by a client that none of these requests is of: they are of other logins.
    let is_foreign = !has_own
        && !clients.is_empty()
        && parameters.asked.iter().all(|asked| asked.client.as_ref().is_some_and(|client| !clients.contains(&client)));
    // Of an ID token that is encrypted for somebody else nothing is known but the answer that it came in.
    let is_known = |kind: CrossKind| token.claims.is_some() || kind == CrossKind::ResponseState;
    let is_asked = |kind: CrossKind| kind != CrossKind::Nonce || !is_of_other_grant;
    for &(kind, parameter) in kinds.iter().filter(|(kind, _)| is_known(*kind) && is_asked(*kind)) {
        // Which request was answered is what the state is to show.
        let is_any = !has_own || kind == CrossKind::ResponseState;
        let all = parameters.asked.iter().filter(|_| is_any && !is_foreign);
        let meant: Vec<&Asked> = if is_any { all.collect() } else { own.clone() };
        let wanted = meant.iter().filter_map(|asked| match kind {
            CrossKind::Nonce => asked.nonce.as_ref(),
            CrossKind::State | CrossKind::ResponseState => asked.state.as_ref(),
            _ => asked.client.as_ref(),
        });
        let mut wanted: Vec<&String> = wanted.collect();
        let said: Vec<Said> = match kind {
            CrossKind::Client => audiences(token),
            // That of an ID token is in the answer that it came in.
            CrossKind::ResponseState => {
                let states = answers.iter().filter_map(|answer| answer.state.clone());
                states.map(|state| Said::Texts(vec![state])).collect()
            }
            CrossKind::State => token.said("state").into_iter().collect(),
            _ => token.said("nonce").into_iter().collect(),
        };
        if kind == CrossKind::Client {
            // Whoever asked for it at the token endpoint is each time whom it is for.
            let is_for = |client: &String| said.iter().any(|said| said.against(client).0 == Outcome::Matches);
            let other = clients.iter().find(|client| !is_for(client)).or(clients.first());
            wanted = other.map_or(wanted, |other| vec![*other]);
        }
        let check =
            |outcome, found, expected| CrossCheck { kind, token: index, with: With::Request, outcome, found, expected };
        if meant.iter().any(|asked| asked.repeated.contains(&parameter)) && !said.is_empty() {
            out.push(check(Outcome::Repeated, parameter.to_owned(), String::new()));
            continue;
        }
        let Some(first) = wanted.first() else { continue };
        let Some(told) = said.first() else {
            let is_sure = match kind {
                CrossKind::Nonce => is_nonce_demanded(token, table, has_own, first),
                // RFC 6749 §4.1.2, of the request that was answered alone.
                CrossKind::State => parameters.asked.len() == 1,
                CrossKind::ResponseState => parameters.asked.len() == 1 && !table.redirected(token.text).is_empty(),
                _ => false,
            };
            out.extend(is_sure.then(|| check(Outcome::Missing, String::new(), (*first).clone())));
            continue;
        };
        let mut all = wanted.iter().flat_map(|wanted| said.iter().map(move |said| (said.against(wanted), *wanted)));
        let fits = all.find(|((outcome, _), _)| *outcome == Outcome::Matches);
        let ((outcome, found), expected) = fits.unwrap_or_else(|| (told.against(first), *first));
        out.push(check(outcome, found, expected.clone()));
    }
}

/// The requests that the answers with an ID token answer: those with their state, or else those of the client that asked the
/// token endpoint.
fn own_request<'a>(token: &Known<'_>, table: &Table<'a>) -> Vec<&'a Asked> {
    if token.kind != Some(ProfileKind::IdToken) {
        return Vec::new();
    }
    let (answers, asked) = (table.answers(token.text), &table.parameters.asked);
    let is_of_state =
        |asked: &&Asked| asked.state.is_some() && answers.iter().any(|answer| answer.state == asked.state);
    let is_of_client =
        |asked: &&Asked| asked.client.is_some() && answers.iter().any(|answer| answer.client == asked.client);
    let by_state: Vec<&Asked> = asked.iter().filter(is_of_state).collect();
    match by_state.is_empty() {
        true => asked.iter().filter(is_of_client).collect(),
        false => by_state,
    }
}

/// The only request at hand, where the token came in an answer that does not say that it is of another one.
fn only_request<'a>(token: &Known<'_>, table: &Table<'a>) -> Option<&'a Asked> {
    let answers = table.answers(token.text);
    let [only] = table.parameters.asked.as_slice() else { return None };
    let may_be = |answer: &&Redirected| answer.state.is_none() || only.state.is_none() || answer.state == only.state;
    (!answers.is_empty() && answers.iter().all(may_be)).then_some(only)
}

/// The requests that the answers with an ID token answer: of those with their state, or of their client, the ones with its nonce. What a
/// request object asks counts, not what stands beside it (RFC 9101 §5). The only request at hand, where none says more.
pub(super) fn answered_request<'a>(token: &Known<'_>, table: &Table<'a>) -> Vec<&'a Asked> {
    let own = own_request(token, table);
    if own.is_empty() {
        return only_request(token, table).into_iter().collect();
    }
    let nonce = match token.said("nonce") {
        Some(Said::Texts(texts)) => texts.into_iter().next(),
        _ => None,
    };
    let some = |of: &[&'a Asked], is: &dyn Fn(&Asked) -> bool| -> Option<Vec<&'a Asked>> {
        let some: Vec<&Asked> = of.iter().copied().filter(|asked| is(asked)).collect();
        (!some.is_empty()).then_some(some)
    };
    let answers = table.answers(token.text);
    let is_of_state = |asked: &Asked| asked.state.is_some() && answers.iter().any(|one| one.state == asked.state);
    let of_nonce = some(&own, &|asked| nonce.is_some() && asked.nonce == nonce);
    // Of several requests of one client the object may be that of another login.
    match of_nonce.or_else(|| some(&own, &is_of_state)) {
        Some(sure) => some(&sure, &|asked| asked.is_object).unwrap_or(sure),
        None => own,
    }
}

/// "If a nonce value was sent in the Authentication Request, a nonce Claim MUST be present" (OpenID Connect Core §3.1.3.7 step 11,
/// §3.2.2.11), not where a refresh token was sent since (§12.2).
fn is_nonce_demanded(token: &Known<'_>, table: &Table<'_>, has_own: bool, nonce: &str) -> bool {
    let answers = table.answers(token.text);
    // What asked for it may not be at hand: the request was answered, where another ID token has its nonce.
    let is_of_login = answers.iter().any(|answer| answer.code.is_some() || answer.state.is_some());
    if !is_of_login && table.has_nonce(nonce) {
        return false;
    }
    let is_refreshed = !answers.is_empty() && answers.iter().all(|answer| answer.is_refreshed);
    let is_only = only_request(token, table).is_some();
    token.kind == Some(ProfileKind::IdToken) && (has_own || is_only) && !is_refreshed
}

/// `client_id` beside a token that is sent, and the client that the token says it is of; `token_type` beside one that is answered.
pub(super) fn client(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    let Some(placed) = table.placed(token.text) else { return };
    let with = With::Request;
    if placed.place == SentAs::Bound {
        if !token.all("cnf").any(|cnf| cnf.get("jkt").is_some()) {
            let (kind, outcome, expected) = (CrossKind::TokenType, Outcome::Missing, "DPoP".to_owned());
            let (with, found) = (With::Answer, String::new());
            out.push(CrossCheck { kind, token: index, with, outcome, found, expected });
        }
        return;
    }
    let Some(client) = &placed.client else { return };
    let (kind, said) = match placed.place {
        SentAs::Request => (CrossKind::RequestClient, token.said("client_id").into_iter().collect()),
        SentAs::ClientAssertion => (CrossKind::AssertionClient, token.said("sub").into_iter().collect()),
        SentAs::Hint => (CrossKind::HintClient, audiences(token)),
        _ => return,
    };
    let mut all = said.iter().map(|said| said.against(client));
    let fits = all.clone().find(|(outcome, _)| *outcome == Outcome::Matches);
    let Some((outcome, found)) = fits.or_else(|| all.next()) else { return };
    out.push(CrossCheck { kind, token: index, with, outcome, found, expected: client.clone() });
}

/// Which authentication an ID token says that it answers, and the response that it came in.
pub(super) fn authenticated(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    let kind = CrossKind::AuthenticationRequest;
    let Some(said) = token.said(kind.code()) else { return };
    for expected in table.answers(token.text).iter().filter_map(|answer| answer.auth_req_id.clone()) {
        let (outcome, found) = said.against(&expected);
        out.push(CrossCheck { kind, token: index, with: With::Answer, outcome, found, expected });
    }
}

/// A client attestation, the proof that it came with, and the client that sends both.
pub(super) fn attested(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    if token.kind == Some(ProfileKind::ClientAttestation) {
        let clients = &table.parameters.clients;
        if let ([client], Some(said)) = (clients.as_slice(), token.said("sub")) {
            let ((outcome, found), expected) = (said.against(client), client.clone());
            let (kind, with) = (CrossKind::AttestationClient, With::Request);
            out.push(CrossCheck { kind, token: index, with, outcome, found, expected });
        }
    }
    let possession = token.examination.layers.iter().find_map(|layer| layer.possession.as_ref());
    let Some(possession) = possession.filter(|own| own.kind == CompanionKind::ClientAttestation) else { return };
    let outcome = match possession.key {
        NamedKey::Matches => Outcome::Matches,
        NamedKey::Differs => Outcome::Differs,
        // What its `cnf` lacks is said of the attestation itself.
        NamedKey::Missing | NamedKey::Malformed | NamedKey::Unreadable => return,
    };
    let attestation = possession.companion.layers.first().and_then(|layer| table.at(&layer.text));
    // What else it was examined with is none of this.
    let is_one =
        |index: &usize| table.known.get(*index).is_some_and(|known| known.kind == Some(ProfileKind::ClientAttestation));
    if let Some(attestation) = attestation.filter(is_one) {
        let (kind, with) = (CrossKind::AttestationKey, With::Token(index));
        let [found, expected] = [String::new(), String::new()];
        out.push(CrossCheck { kind, token: attestation, with, outcome, found, expected });
    }
}

/// How long after the sign-in an ID token may be made: the code lives ten minutes at most (RFC 6749 §4.1.2), and whoever signed in
/// may have been asked for consent.
const LONGEST_ANSWER: i128 = 20 * 60;

/// `auth_time`, which must be there where the request had `max_age` (OpenID Connect Core §2), and be no older (§3.1.2.1).
pub(super) fn signed_in(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    if token.kind != Some(ProfileKind::IdToken) || token.claims.is_none() || table.is_of_another_login(token.text) {
        return;
    }
    let meant = answered_request(token, table);
    let Some(first) = meant.first() else { return };
    let is_one = meant.iter().all(|asked| asked.max_age == first.max_age);
    let max_age = first.max_age.as_ref().filter(|_| is_one).and_then(|age| age.parse::<u32>().ok());
    let Some(max_age) = max_age else { return };
    let seconds =
        |name| token.all(name).next().and_then(|value| numeric_date::parse(value).ok()).map(|date| date.seconds);
    let expected = max_age.to_string();
    let (outcome, found) = match (token.all("auth_time").next(), seconds("auth_time"), seconds("iat")) {
        (None, _, _) => (Outcome::Missing, String::new()),
        (Some(_), Some(signed_in), Some(made)) => {
            let age = made.saturating_sub(signed_in);
            let outcome = match age {
                _ if age <= i128::from(max_age) => Outcome::Matches,
                _ if age > i128::from(max_age) + LONGEST_ANSWER => Outcome::Differs,
                _ => Outcome::Unsure,
            };
            (outcome, age.to_string())
        }
        (Some(signed_in), None, _) => (Outcome::Malformed, signed_in.lexeme().into_owned()),
        // What is no time its checklist says.
        _ => return,
    };
    let (kind, with) = (CrossKind::SignInTime, With::Request);
    out.push(CrossCheck { kind, token: index, with, outcome, found, expected });
}

/// Whom a token is for, one by one (RFC 7519 §4.1.3).
pub(super) fn audiences(token: &Known<'_>) -> Vec<Said> {
    let one = |value: Value<'_>| match value.kind() {
        Kind::Array => value.children().filter_map(|value| Said::of(std::iter::once(value))).collect(),
        _ => Said::of(std::iter::once(value)).into_iter().collect::<Vec<_>>(),
    };
    token.all("aud").flat_map(one).collect()
}

/// Who answered, and who made the token that came with the answer or after it (RFC 9207 §2.4).
pub(super) fn answered(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    let (own, parameters) = (table.answers(token.text), table.parameters);
    let is_of_login = matches!(token.kind, Some(ProfileKind::IdToken | ProfileKind::AuthorizationResponse));
    let Some(said) = token.said("iss").filter(|_| is_of_login || !own.is_empty()) else { return };
    let (kind, with) = (CrossKind::ResponseIssuer, With::Answer);
    if own.iter().any(|answer| answer.repeated.contains(&"iss")) {
        let (outcome, found) = (Outcome::Repeated, "iss".to_owned());
        out.push(CrossCheck { kind, token: index, with, outcome, found, expected: String::new() });
        return;
    }
    let of_own: Vec<&String> = own.iter().filter_map(|answer| answer.issuer.as_ref()).collect();
    // Each response that brought the token has to name its issuer; of those that brought others, one may.
    let (wanted, is_each) = match of_own.is_empty() {
        true => (parameters.issuers.iter().collect(), false),
        false => (of_own, true),
    };
    let Some(first) = wanted.first() else { return };
    let telling = wanted.iter().find(|issuer| (said.against(issuer).0 == Outcome::Matches) != is_each);
    let expected = telling.unwrap_or(first);
    let (outcome, found) = said.against(expected);
    out.push(CrossCheck { kind, token: index, with, outcome, found, expected: (*expected).clone() });
}

/// How an access token that is bound to a key was sent: as a bearer token it has to be rejected (RFC 9449 §7.2).
pub(super) fn sent(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    let mut add = |kind, outcome, [found, expected]: [&str; 2]| {
        let (found, expected) = (found.to_owned(), expected.to_owned());
        out.push(CrossCheck { kind, token: index, with: With::Request, outcome, found, expected });
    };
    let own = table.requests(token.text);
    if token.kind == Some(ProfileKind::DpopProof) && own.iter().any(|(_, request)| request.has_several_proofs()) {
        add(CrossKind::Proof, Outcome::Repeated, ["DPoP", ""]);
    }
    if own.iter().any(|(_, request)| request.has_several_tokens()) {
        add(CrossKind::SentToken, Outcome::Repeated, ["Authorization", ""]);
    }
    if table.is_bearer(token.text) && token.all("cnf").any(|cnf| cnf.get("jkt").is_some()) {
        add(CrossKind::Scheme, Outcome::Differs, ["Bearer", "DPoP"]);
    }
}

/// The key of the proof that an access token was asked for with: it is bound to that one (RFC 9449 §5). That it is, its own proof says.
pub(super) fn granted(out: &mut Vec<CrossCheck>, known: &[Known<'_>], table: &Table<'_>) {
    let mut told = HashSet::new();
    for (access, proof) in &table.parameters.granted {
        let places = proof.and_then(|proof| table.proof(proof)).zip(table.at(access));
        let Some((proof, index)) = places.filter(|places| told.insert(*places)) else { continue };
        let said = known.get(index).and_then(|token| Said::of(token.all("cnf").filter_map(|cnf| cnf.get("jkt"))));
        let Some((said, expected)) = said.zip(known.get(proof).and_then(key_of)) else { continue };
        let (outcome, found) = said.against(&expected);
        if outcome != Outcome::Matches {
            let (kind, with) = (CrossKind::GrantedKey, With::Token(proof));
            out.push(CrossCheck { kind, token: index, with, outcome, found, expected });
        }
    }
}

/// That the proof is not at hand which an access token is bound to (RFC 9449 §6).
pub(super) fn unproven(out: &mut Vec<CrossCheck>, known: &[Known<'_>], table: &Table<'_>) {
    let is_told = |check: &&CrossCheck| matches!(check.kind, CrossKind::ProofKey | CrossKind::GrantedKey);
    let told: HashSet<usize> = out.iter().filter(is_told).map(|check| check.token).collect();
    for (index, token) in known.iter().enumerate().filter(|(index, _)| !told.contains(index)) {
        if !table.has_proof_for(token) {
            let said = Said::of(token.all("cnf").filter_map(|cnf| cnf.get("jkt")));
            out.extend(said.map(|said| said.without(CrossKind::ProofKey, index, With::Proof)));
        }
    }
}

/// The hashes of a workload proof: of the workload identity token, of the access token and of the transaction token.
pub(super) fn workload(
    out: &mut Vec<CrossCheck>,
    hashes: &mut Hashes,
    (index, token): (usize, &Known<'_>),
    table: &Table<'_>,
) {
    if token.kind != Some(ProfileKind::WorkloadProof) {
        return;
    }
    let sent = sent_with(token, table);
    for (name, kind, pool, with) in [
        ("wth", CrossKind::WorkloadHash, &table.identities, With::WorkloadIdentity),
        ("tth", CrossKind::TransactionHash, &table.transactions, With::TransactionToken),
        ("ath", CrossKind::ProofTokenHash, &table.access_tokens, With::OpaqueAccessToken),
    ] {
        let demand = Demand { hash: Hash::Sha256, is_half: false };
        let Some(said) = token.said(name) else {
            // Mandatory where such a token is in the request (draft-ietf-wimse-wpt §2).
            if let (CrossKind::TransactionHash, Some((other, sent))) = (kind, table.transaction_sent_with(token.text)) {
                let (outcome, expected) = (Outcome::Missing, hashes.expected(demand, sent.text));
                let (with, found) = (With::Token(other), String::new());
                out.push(CrossCheck { kind, token: index, with, outcome, found, expected });
            }
            continue;
        };
        let demand = Some(demand);
        let candidates = match kind {
            CrossKind::ProofTokenHash if !sent.is_empty() => sent.clone(),
            _ => pool.worth(&said, index, true),
        };
        let check = hash_check((kind, index), Some(&said), &candidates, demand, hashes);
        out.push(check.unwrap_or_else(|| said.without(kind, index, with)));
    }
}

/// The certificate that a token is bound to (RFC 8705 §3.1) against those in the same paste.
pub(super) fn certificate(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, parameters: &Parameters) {
    let said = Said::of(token.all("cnf").filter_map(|cnf| cnf.get("x5t#S256")));
    let Some(said) = said else { return };
    let Some(first) = parameters.certificates.first() else {
        out.push(said.without(CrossKind::Certificate, index, With::Certificate));
        return;
    };
    let all = parameters.certificates.iter().map(|wanted| (said.against(wanted), wanted));
    let fits = all.clone().find(|((outcome, _), _)| *outcome == Outcome::Matches);
    let ((outcome, found), expected) = fits.unwrap_or_else(|| (said.against(first), first));
    let miswritten = (outcome == Outcome::Differs)
        .then(|| parameters.certificates.iter().find_map(|wanted| Some((hash::respelled(wanted, &found)?, wanted))));
    let (outcome, expected) = miswritten.flatten().unwrap_or((outcome, expected));
    let (kind, with, expected) = (CrossKind::Certificate, With::Certificate, expected.clone());
    out.push(CrossCheck { kind, token: index, with, outcome, found, expected });
}
