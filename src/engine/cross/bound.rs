//! What a token says of the request that it is for, of the certificate or the workload that it is bound to.

use super::table::Table;
use super::{
    Asked, Candidate, CrossCheck, CrossKind, Demand, Hashes, Known, Outcome, Parameters, Request, Said, With, hash,
    hash_check,
};
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::jwa::Hash;
use crate::engine::jwt::profile::ProfileKind;
use crate::engine::jwt::proof::is_same_address;
use crate::engine::text::uri::Uri;

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
    let sent = table.requests(token.text).iter().filter_map(|request| request.sent());
    sent.map(|sent| Candidate {
        with: With::Sent(table.at(&sent.text)),
        text: &sent.text,
        is_sure: true,
        is_redirected: false,
    })
    .collect()
}

/// The request that a proof was in; of a single one that shows no proofs it is taken for granted.
fn request_of<'a>(token: &Known<'_>, table: &Table<'a>) -> Option<&'a Request> {
    let (own, requests) = (table.requests(token.text).first().copied(), &table.parameters.requests);
    own.or_else(|| requests.first().filter(|only| requests.len() == 1 && only.shows_no_token()))
}

/// `htm` and `htu` against the request that the proof was in.
pub(super) fn request(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    let Some(request) = request_of(token, table) else { return };
    let mut add = |kind, said: Said, expected: String, is_same: &dyn Fn(&str) -> bool| {
        let (outcome, found) = match said {
            Said::Malformed(lexeme) => (Outcome::Malformed, lexeme),
            Said::Texts(texts) => match texts.iter().find(|text| !is_same(text)) {
                Some(other) => (Outcome::Differs, other.clone()),
                None => (Outcome::Matches, expected.clone()),
            },
        };
        out.push(CrossCheck { kind, token: index, with: With::Request, outcome, found, expected });
    };
    if let Some(said) = token.said("htm") {
        add(CrossKind::Method, said, request.method.clone(), &|found| found == request.method);
    }
    if let Some(said) = token.said("htu") {
        let address = address(request, [&said]);
        add(CrossKind::Address, said, address.clone(), &|found| is_same_address(found, &address));
    }
}

/// The address of a request, whose scheme is not always shown: then it is that of what is compared with it.
fn address<'a>(request: &Request, compared: impl IntoIterator<Item = &'a Said>) -> String {
    let scheme = compared.into_iter().find_map(|said| match said {
        Said::Texts(texts) => Some(Uri::parse(texts.first()?)?.scheme.to_ascii_lowercase()),
        Said::Malformed(_) => None,
    });
    request.address_like(scheme.as_deref().unwrap_or("https"))
}

/// `aud` of a workload proof against the request that it was in: its URI without query and fragment, or an alias of that which
/// only the recipient knows (draft-ietf-wimse-wpt §2).
pub(super) fn target(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    if token.kind != Some(ProfileKind::WorkloadProof) {
        return;
    }
    let (Some(request), said) = (request_of(token, table), audiences(token)) else { return };
    let address = address(request, &said);
    let names = || {
        said.iter().filter_map(|said| match said {
            Said::Texts(texts) => texts.first(),
            Said::Malformed(_) => None,
        })
    };
    let malformed = said.iter().find_map(|said| match said {
        Said::Malformed(lexeme) => Some((Outcome::Malformed, lexeme.clone())),
        Said::Texts(_) => None,
    });
    let named = names().find(|name| is_same_address(name, &address)).map(|_| (Outcome::Matches, address.clone()));
    let other = || names().next().map(|name| (Outcome::Alias, name.clone()));
    // Without one it is no workload proof, which its checklist says.
    let Some((outcome, found)) = malformed.or(named).or_else(other) else { return };
    let expected = address.split(['?', '#']).next().unwrap_or_default().to_owned();
    out.push(CrossCheck { kind: CrossKind::Target, token: index, with: With::Request, outcome, found, expected });
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
    // The state says which request was answered.
    let is_own = |asked: &Asked| asked.state.is_some() && answers.iter().any(|answer| answer.state == asked.state);
    let has_own = token.kind == Some(ProfileKind::IdToken) && parameters.asked.iter().any(is_own);
    for &(kind, parameter) in kinds {
        // Which request was answered is what the state is to show.
        let is_any = !has_own || kind == CrossKind::ResponseState;
        let meant = || parameters.asked.iter().filter(|asked| is_any || is_own(asked));
        let wanted = meant().filter_map(|asked| match kind {
            CrossKind::Nonce => asked.nonce.as_ref(),
            CrossKind::State | CrossKind::ResponseState => asked.state.as_ref(),
            _ => asked.client.as_ref(),
        });
        let wanted: Vec<&String> = wanted.collect();
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
        let check =
            |outcome, found, expected| CrossCheck { kind, token: index, with: With::Request, outcome, found, expected };
        if meant().any(|asked| asked.repeated.contains(&parameter)) && !said.is_empty() {
            out.push(check(Outcome::Repeated, parameter.to_owned(), String::new()));
            continue;
        }
        let Some(first) = wanted.first() else { continue };
        let Some(told) = said.first() else {
            // OpenID Connect Core §3.1.3.7 step 11; RFC 6749 §4.1.2, of the request that was answered alone.
            let is_sure = match token.kind {
                Some(ProfileKind::IdToken) => has_own && kind == CrossKind::Nonce,
                _ => kind == CrossKind::State && parameters.asked.len() == 1,
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

/// Whom a token is for, one by one (RFC 7519 §4.1.3).
fn audiences(token: &Known<'_>) -> Vec<Said> {
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
    if token.kind == Some(ProfileKind::DpopProof) && own.iter().any(|request| request.has_several_proofs()) {
        add(CrossKind::Proof, Outcome::Repeated, ["DPoP", ""]);
    }
    if own.iter().any(|request| request.has_several_tokens()) {
        add(CrossKind::SentToken, Outcome::Repeated, ["Authorization", ""]);
    }
    if table.is_bearer(token.text) && token.all("cnf").any(|cnf| cnf.get("jkt").is_some()) {
        add(CrossKind::Scheme, Outcome::Differs, ["Bearer", "DPoP"]);
    }
}

/// That the proof is not at hand which an access token is bound to (RFC 9449 §6).
pub(super) fn unproven(out: &mut Vec<CrossCheck>, index: usize, token: &Known<'_>, table: &Table<'_>) {
    if table.has_proof {
        return;
    }
    let said = Said::of(token.all("cnf").filter_map(|cnf| cnf.get("jkt")));
    out.extend(said.map(|said| said.without(CrossKind::ProofKey, index, With::Proof)));
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
