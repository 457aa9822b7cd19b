//! What is asked of all tokens and all answers again and again, made once: many tokens with many answers are looked up, not
//! searched for.

use super::again::one;
use super::chain::is_mask;
use super::hash::{self, Hashes};
use super::parameter::Placed;
use super::request::{Request, code};
use super::{Candidate, CrossKind, Known, Parameters, Redirected, Said, SentAs, With};
use crate::engine::ground::json::Value;
use crate::engine::ground::jwa::Hash;
use crate::engine::jwt::profile::{ProfileKind, first_header};
use crate::engine::key_file::import::public_material;
use crate::engine::key_file::thumbprint::thumbprint_sha256;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Candidates with one text that are compared.
const MOST_ALIKE: usize = 4;

/// All tokens and what came beside them, by what they are looked for with.
pub(super) struct Table<'a> {
    pub(super) known: &'a [Known<'a>],
    pub(super) parameters: &'a Parameters,
    /// Tokens by their text.
    at: HashMap<&'a str, usize>,
    /// Answers by their ID token, those of the authorization endpoint among them.
    answers: HashMap<&'a str, Vec<&'a Redirected>>,
    redirected: HashMap<&'a str, Vec<&'a Redirected>>,
    /// ID tokens from the authorization endpoint, by the code that came with them.
    fronts: HashMap<&'a str, Vec<usize>>,
    /// ID tokens by issuer and user, and the first of each issuer, where a UserInfo response is at hand.
    users: HashMap<(String, String), usize>,
    issuers: HashMap<String, usize>,
    /// Requests by the tokens in them.
    requests: HashMap<u64, Vec<(usize, &'a Request)>>,
    /// Access tokens that were sent as bearer tokens.
    bearers: HashSet<&'a str>,
    /// The thumbprints of the keys of all proofs.
    proof_keys: HashSet<String>,
    /// Proofs that access tokens were asked for with, by what requests know them by.
    proofs: HashMap<u64, usize>,
    /// ID tokens.
    id_tokens: Vec<usize>,
    /// Their nonces.
    nonces: HashSet<String>,
    /// The same by what they say of the session, by two of its parts: whoever shares two is of one session.
    sessions: HashMap<(Part, Part), Vec<usize>>,
    /// ID tokens by the access token that came with them.
    logins: HashMap<&'a str, usize>,
    /// Tokens that are bound to a key, by its thumbprint.
    bound: HashMap<String, Vec<usize>>,
    /// Tokens that are sent, by what requests know them by.
    placed: HashMap<u64, &'a Placed>,
    /// Everything that may be an access token.
    pub(super) access_tokens: Pool<'a>,
    /// The same, but for what an answer brought with an ID token; codes and states so too.
    apart: [Pool<'a>; 3],
    /// Tokens with a status list, and the same by the address that the list says it has.
    pub(super) lists: Vec<usize>,
    lists_at: HashMap<String, Vec<(usize, &'a Known<'a>)>>,
    pub(super) identities: Pool<'a>,
    pub(super) transactions: Pool<'a>,
    /// The first DPoP proof of each key with each `jti` for each address.
    proof_ids: HashMap<ProofId, usize>,
    /// Transaction tokens by what requests know them by.
    transactions_by_code: HashMap<u64, usize>,
    /// Tokens that authorization requests show, by what requests know them by.
    shown: HashMap<u64, usize>,
}

impl<'a> Table<'a> {
    pub(super) fn of(known: &'a [Known<'a>], parameters: &'a Parameters) -> Self {
        let (mut at, mut answers, mut redirected) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (index, token) in known.iter().enumerate() {
            at.entry(token.text).or_insert(index);
        }
        let add = |map: &mut HashMap<&'a str, Vec<&'a Redirected>>, answer: &'a Redirected| {
            map.entry(answer.id_token.as_str()).or_default().push(answer);
        };
        parameters.answers.iter().for_each(|answer| add(&mut answers, answer));
        parameters.redirected.iter().for_each(|answer| add(&mut redirected, answer));
        let fronts = fronts(parameters, &at);
        let mut requests: HashMap<u64, Vec<(usize, &Request)>> = HashMap::new();
        for (number, request) in parameters.requests.iter().enumerate() {
            let codes: HashSet<u64> = request.codes().iter().copied().collect();
            codes.into_iter().for_each(|code| requests.entry(code).or_default().push((number, request)));
        }
        let sent = parameters.requests.iter().flat_map(Request::all_sent);
        let bearers = sent.filter(|sent| !sent.is_bound).map(|sent| sent.text.as_str()).collect();
        let places = |is: &dyn Fn(&Known<'_>) -> bool| -> Vec<usize> {
            known.iter().enumerate().filter(|(_, token)| is(token)).map(|(index, _)| index).collect()
        };
        let kind = |kind| move |token: &Known<'_>| token.kind == Some(kind);
        let id_tokens = places(&kind(ProfileKind::IdToken));
        let lists = places(&|token| token.all("status_list").next().is_some());
        let mut lists_at: HashMap<String, Vec<(usize, &Known<'_>)>> = HashMap::new();
        for (index, list) in lists.iter().filter_map(|index| Some((*index, known.get(*index)?))) {
            let addresses: HashSet<String> =
                list.all("sub").filter_map(|sub| Some(sub.as_str()?.into_owned())).collect();
            addresses.into_iter().for_each(|address| lists_at.entry(address).or_default().push((index, list)));
        }
        let proofs = places(&kind(ProfileKind::DpopProof));
        let proof_keys = proofs.iter().filter_map(|index| key_of(known.get(*index)?)).collect();
        let by_code = proofs_asked_with(known, &proofs, parameters);
        let brought = parameters.answers.iter().filter_map(|answer| {
            let index = at.get(answer.id_token.as_str()).filter(|_| answer.place == SentAs::IdToken)?;
            Some((answer.access_token.as_deref()?, *index))
        });
        let logins = brought.collect();
        let mut bound: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, token) in known.iter().enumerate() {
            let keys: HashSet<String> =
                token.all("cnf").filter_map(|cnf| Some(cnf.get("jkt")?.as_str()?.into_owned())).collect();
            keys.into_iter().for_each(|key| bound.entry(key).or_default().push(index));
        }
        let mut proof_ids = HashMap::new();
        for index in proofs {
            for id in known.get(index).into_iter().flat_map(proof_ids_of) {
                proof_ids.entry(id).or_insert(index);
            }
        }
        let hints: HashSet<u64> = parameters.asked.iter().filter_map(|asked| asked.hint).collect();
        let shown = match hints.is_empty() {
            true => HashMap::new(),
            false => known.iter().enumerate().map(|(index, token)| (code(token.text), index)).collect(),
        };
        let (users, issuers) = users(known, &id_tokens);
        let pool = |kind_of| Pool::of(candidates(known, &places(&kind(kind_of)), |_| true));
        Self {
            known,
            parameters,
            at,
            answers,
            redirected,
            fronts,
            users,
            issuers,
            requests,
            bearers,
            proof_keys,
            proofs: by_code,
            sessions: sessions(known),
            logins,
            nonces: nonces(known, &id_tokens),
            id_tokens,
            bound,
            placed: parameters.placed.iter().map(|placed| (placed.code, placed)).collect(),
            lists,
            lists_at,
            access_tokens: access_tokens(known, parameters),
            apart: apart(known, parameters),
            proof_ids,
            shown,
            identities: pool(ProfileKind::WorkloadIdentity),
            transactions: pool(ProfileKind::TransactionToken),
            transactions_by_code: places(&kind(ProfileKind::TransactionToken))
                .into_iter()
                .filter_map(|index| Some((code(known.get(index)?.text), index)))
                .collect(),
        }
    }

    /// The token with this text.
    pub(super) fn at(&self, text: &str) -> Option<usize> {
        self.at.get(text).copied()
    }

    /// The tokens whose status list says that it has this address.
    pub(super) fn lists_at(&self, address: &str) -> &[(usize, &'a Known<'a>)] {
        self.lists_at.get(address).map_or(&[], Vec::as_slice)
    }

    /// The answers that this ID token came in.
    pub(super) fn answers(&self, id_token: &str) -> &[&'a Redirected] {
        self.answers.get(id_token).map_or(&[], Vec::as_slice)
    }

    /// Those of them that are of the authorization endpoint.
    pub(super) fn redirected(&self, id_token: &str) -> &[&'a Redirected] {
        self.redirected.get(id_token).map_or(&[], Vec::as_slice)
    }

    /// The ID tokens that the authorization endpoint answered with this code.
    pub(super) fn fronts(&self, code: &str) -> &[usize] {
        self.fronts.get(code).map_or(&[], Vec::as_slice)
    }

    /// An ID token of this user.
    pub(super) fn user(&self, issuer: &str, subject: &str) -> Option<usize> {
        self.users.get(&(issuer.to_owned(), subject.to_owned())).copied()
    }

    /// An ID token of this issuer.
    pub(super) fn issued_by(&self, issuer: &str) -> Option<usize> {
        self.issuers.get(issuer).copied()
    }

    /// The requests that this token is in, with their places in the input.
    pub(super) fn requests(&self, text: &str) -> &[(usize, &'a Request)] {
        self.requests.get(&code(text)).map_or(&[], Vec::as_slice)
    }

    /// Whether a DPoP proof before this one has its `jti`, for the same address.
    pub(super) fn has_id_before(&self, proof: &Known<'_>, index: usize) -> bool {
        proof_ids_of(proof).iter().any(|id| self.proof_ids.get(id).is_some_and(|first| *first < index))
    }

    /// The proof that requests know by this.
    pub(super) fn proof(&self, code: u64) -> Option<usize> {
        self.proofs.get(&code).copied()
    }

    /// The tokens that are bound to the key with this thumbprint.
    pub(super) fn bound_to(&self, thumbprint: &str) -> impl Iterator<Item = usize> {
        self.bound.get(thumbprint).into_iter().flatten().copied()
    }

    /// Whether a proof is made with the key that this token is bound to.
    pub(super) fn has_proof_for(&self, token: &Known<'_>) -> bool {
        let keys = token.all("cnf").filter_map(|cnf| cnf.get("jkt")?.as_str());
        keys.into_iter().any(|key| self.proof_keys.contains(&*key))
    }

    /// What the parameter of this token says that it is.
    pub(super) fn placed(&self, text: &str) -> Option<&'a Placed> {
        self.placed.get(&code(text)).copied()
    }

    /// The token that a request shows.
    pub(super) fn shown(&self, code: u64) -> Option<(usize, &'a Known<'a>)> {
        let index = *self.shown.get(&code)?;
        Some((index, self.known.get(index)?))
    }

    /// Whether it is only shown or exchanged: then it was issued before what it stands beside.
    pub(super) fn is_of_another_login(&self, text: &str) -> bool {
        let is_sent = self.placed(text).is_some_and(|placed| matches!(placed.place, SentAs::Hint | SentAs::Exchanged));
        is_sent && self.answers(text).is_empty()
    }

    /// Whether an ID token has the nonce.
    pub(super) fn has_nonce(&self, nonce: &str) -> bool {
        self.nonces.contains(nonce)
    }

    /// The ID token that came with an access token, or else the only one, and whether they surely belong together.
    pub(super) fn login_of(&self, access_token: &str) -> Option<(usize, bool)> {
        let own = self.logins.get(access_token).map(|index| (*index, true));
        let only = || self.id_tokens.first().filter(|_| self.id_tokens.len() == 1).map(|index| (*index, false));
        own.or_else(only)
    }

    /// The ID token of the session that a logout token ends: two of issuer, client, subject and session are the same. Whether no
    /// other one may be meant.
    pub(super) fn session_of(&self, logout: &Known<'_>) -> Option<(usize, bool)> {
        let own = parts(logout);
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for pair in pairs_of(&own) {
            for index in self.sessions.get(&pair).into_iter().flatten() {
                *shared.entry(*index).or_default() += 1;
            }
        }
        let is_alone = shared.len() == 1;
        let best = shared.into_iter().max_by_key(|(index, pairs)| (*pairs, std::cmp::Reverse(*index)));
        best.map(|(index, _)| (index, is_alone))
    }

    /// A transaction token that is in a request with this one.
    pub(super) fn transaction_sent_with(&self, text: &str) -> Option<(usize, &'a Known<'a>)> {
        let codes = self.requests(text).iter().flat_map(|(_, request)| request.codes());
        let mut sent = codes.filter_map(|code| self.transactions_by_code.get(code));
        sent.find_map(|index| Some((*index, self.known.get(*index)?)))
    }

    /// Whether this access token was sent as a bearer token.
    pub(super) fn is_bearer(&self, text: &str) -> bool {
        self.bearers.contains(text)
    }

    /// What a hash of an ID token may be of that no answer brought together with what it is of: what stands alone, and no value
    /// of an answer that brought another ID token. That of the token endpoint may have the hash of what the authorization
    /// endpoint answered (OpenID Connect Core §3.3.3.6), where it fits.
    pub(super) fn apart(&self, kind: CrossKind, index: usize, said: &Said) -> Vec<Candidate<'a>> {
        let pool = match kind {
            CrossKind::CodeHash => &self.apart[1],
            CrossKind::StateHash => &self.apart[2],
            _ => &self.apart[0],
        };
        let is_redirected = self.known.get(index).is_some_and(|token| self.redirected.contains_key(token.text));
        pool.worth(said, index, !is_redirected)
    }
}

fn fronts<'a>(parameters: &'a Parameters, at: &HashMap<&'a str, usize>) -> HashMap<&'a str, Vec<usize>> {
    let mut fronts: HashMap<&str, Vec<usize>> = HashMap::new();
    for answer in parameters.redirected.iter().filter(|answer| answer.place == SentAs::IdToken) {
        let code = answer.code.as_deref().filter(|code| !is_mask(code));
        let (Some(code), Some(index)) = (code, at.get(answer.id_token.as_str())) else { continue };
        let place = fronts.entry(code).or_default();
        if place.len() < MOST_ALIKE && !place.contains(index) {
            place.push(*index);
        }
    }
    fronts
}

fn nonces(known: &[Known<'_>], id_tokens: &[usize]) -> HashSet<String> {
    let own = id_tokens.iter().filter_map(|index| match known.get(*index)?.said("nonce")? {
        Said::Texts(texts) => Some(texts),
        _ => None,
    });
    own.flatten().collect()
}

/// ID tokens by issuer and user, and one of each issuer.
type Users = (HashMap<(String, String), usize>, HashMap<String, usize>);

fn users(known: &[Known<'_>], id_tokens: &[usize]) -> Users {
    let (mut users, mut issuers) = (HashMap::new(), HashMap::new());
    if known.iter().any(|token| token.kind == Some(ProfileKind::UserInfoResponse)) {
        for (index, token) in id_tokens.iter().filter_map(|index| Some((*index, known.get(*index)?))) {
            let Some(issuer) = one(token, "iss") else { continue };
            users.extend(one(token, "sub").map(|subject| ((issuer.clone(), subject), index)));
            issuers.entry(issuer).or_insert(index);
        }
    }
    (users, issuers)
}

fn proofs_asked_with(known: &[Known<'_>], proofs: &[usize], parameters: &Parameters) -> HashMap<u64, usize> {
    let codes: HashSet<u64> = parameters.granted.iter().filter_map(|(_, proof)| *proof).collect();
    let proofs = proofs.iter().filter(|_| !codes.is_empty());
    let by_code = proofs.filter_map(|index| Some((code(known.get(*index)?.text), *index)));
    by_code.filter(|(code, _)| codes.contains(code)).collect()
}

/// What an ID token and a logout token say of a session.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Part {
    Issuer(String),
    Client(String),
    Subject(String),
    Session(String),
}

/// Clients that are looked at.
const MOST_CLIENTS: usize = 4;
/// ID tokens of one session that are looked at.
const MOST_SESSIONS: usize = 4;

fn parts(token: &Known<'_>) -> Vec<Part> {
    let text = |name| token.all(name).next().and_then(|value| value.as_str()).map(Cow::into_owned);
    let audiences = token.all("aud").flat_map(|aud| std::iter::once(aud).chain(aud.children()));
    let clients = audiences.filter_map(|value| value.as_str().map(Cow::into_owned)).take(MOST_CLIENTS);
    let of = [text("iss").map(Part::Issuer), text("sub").map(Part::Subject), text("sid").map(Part::Session)];
    of.into_iter().flatten().chain(clients.map(Part::Client)).collect()
}

fn pairs_of(parts: &[Part]) -> impl Iterator<Item = (Part, Part)> {
    let is_client = |part: &Part| matches!(part, Part::Client(_));
    let pairs =
        (0..parts.len()).flat_map(move |one| (one + 1..parts.len()).map(move |other| (&parts[one], &parts[other])));
    // That of two clients both are the same says no more than that one is.
    pairs
        .filter(move |(one, other)| !(is_client(one) && is_client(other)))
        .map(|(one, other)| (one.clone(), other.clone()))
}

/// The ID tokens that a logout token may be of: one that has no more than it must have looks like any other token.
fn sessions(known: &[Known<'_>]) -> HashMap<(Part, Part), Vec<usize>> {
    let mut sessions: HashMap<(Part, Part), Vec<usize>> = HashMap::new();
    if !known.iter().any(|token| token.kind == Some(ProfileKind::LogoutToken)) {
        return sessions;
    }
    let has = |token: &Known<'_>, name| token.all(name).next().is_some();
    let is_minimal = |token: &Known<'_>| {
        token.kind.is_none() && ["iss", "sub", "aud", "exp", "iat"].into_iter().all(|name| has(token, name))
    };
    for (index, token) in known.iter().enumerate() {
        if token.kind == Some(ProfileKind::IdToken) || is_minimal(token) {
            for pair in pairs_of(&parts(token)) {
                let place = sessions.entry(pair).or_default();
                if place.len() < MOST_SESSIONS {
                    place.push(index);
                }
            }
        }
    }
    sessions
}

/// The thumbprint of the key in the header of a proof.
pub(super) fn key_of(proof: &Known<'_>) -> Option<String> {
    let header = proof.examination.innermost().and_then(first_header)?;
    Some(thumbprint_sha256(&public_material(header.protected("jwk")?.value).ok()?))
}

/// `jti`, `htu` and the thumbprint of the key.
type ProofId = (String, String, Option<String>);

/// `jti` in the context of `htu` (RFC 9449 §11.1: "in the context of the target URI"), and of its key: clients do not know of the
/// identifiers of others.
fn proof_ids_of(proof: &Known<'_>) -> Vec<ProofId> {
    let text = |value: Option<Value<'_>>| value.and_then(|value| value.as_str()).map(Cow::into_owned);
    let (address, key) = (text(proof.all("htu").next()).unwrap_or_default(), key_of(proof));
    proof.all("jti").take(2).filter_map(|id| Some((text(Some(id))?, address.clone(), key.clone()))).collect()
}

fn candidates<'a>(known: &[Known<'a>], places: &[usize], is_sure: impl Fn(&Known<'a>) -> bool) -> Vec<Candidate<'a>> {
    let tokens = places.iter().filter_map(|index| Some((*index, known.get(*index)?)));
    tokens
        .map(|(index, token)| Candidate {
            with: With::Token(index),
            text: token.text,
            is_sure: is_sure(token),
            is_redirected: false,
        })
        .collect()
}

fn alone<'a>(with: With, texts: impl Iterator<Item = &'a String>) -> impl Iterator<Item = Candidate<'a>> {
    texts.map(move |text| Candidate { with, text, is_sure: true, is_redirected: false })
}

fn access_tokens<'a>(known: &'a [Known<'a>], parameters: &'a Parameters) -> Pool<'a> {
    let places: Vec<usize> = (0..known.len()).filter(|index| known[*index].may_be_access_token()).collect();
    let mut all = candidates(known, &places, Known::is_access_token);
    all.extend(alone(With::OpaqueAccessToken, parameters.access_tokens.iter()));
    Pool::of(all)
}

fn apart<'a>(known: &'a [Known<'a>], parameters: &'a Parameters) -> [Pool<'a>; 3] {
    let kinds = [
        (CrossKind::AccessTokenHash, With::OpaqueAccessToken, &parameters.access_tokens),
        (CrossKind::CodeHash, With::Code, &parameters.codes),
        (CrossKind::StateHash, With::State, &parameters.states),
    ];
    kinds.map(|(kind, with, texts)| {
        let brought: HashSet<&str> = parameters.answers.iter().filter_map(|answer| answer.of(kind)).collect();
        let is_access = |index: &usize| !known[*index].is_brought && known[*index].may_be_access_token();
        let places: Vec<usize> = match kind {
            CrossKind::AccessTokenHash => (0..known.len()).filter(is_access).collect(),
            _ => Vec::new(),
        };
        let mut all = candidates(known, &places, Known::is_access_token);
        all.extend(alone(with, texts.iter().filter(|text| !brought.contains(text.as_str()))));
        if kind != CrossKind::AccessTokenHash {
            let redirected = parameters.redirected.iter().filter_map(|redirected| redirected.of(kind));
            all.extend(redirected.map(|text| Candidate { with, text, is_sure: false, is_redirected: true }));
        }
        Pool::of(all)
    })
}

/// Texts that a hash may be of, by their hashes.
pub(super) struct Pool<'a> {
    all: Vec<Candidate<'a>>,
    /// The places of those that are surely meant, and of those that are of no redirect.
    sure: Vec<usize>,
    plain: Vec<usize>,
    /// The places of those with this hash, or this left half of one.
    prints: OnceCell<HashMap<Vec<u8>, Vec<usize>>>,
}

impl<'a> Pool<'a> {
    fn of(all: Vec<Candidate<'a>>) -> Self {
        let places = |is: &dyn Fn(&Candidate<'_>) -> bool| (0..all.len()).filter(|at| is(&all[*at])).collect();
        let (sure, plain) = (places(&|one| one.is_sure), places(&|one| !one.is_redirected));
        Self { all, sure, plain, prints: OnceCell::new() }
    }

    /// Those that are worth a comparison with the hash that the token at `index` says, in their order: what it is the hash of in
    /// any writing, and the first that is meant. `with_redirected`: also what the authorization endpoint answered.
    pub(super) fn worth(&self, said: &Said, index: usize, with_redirected: bool) -> Vec<Candidate<'a>> {
        let is_taken = |at: &usize| {
            self.all
                .get(*at)
                .is_some_and(|one| one.with != With::Token(index) && (with_redirected || !one.is_redirected))
        };
        let mut worth: BTreeSet<usize> = BTreeSet::new();
        if let (Said::Texts(texts), false) = (said, self.all.is_empty()) {
            let prints = self.prints.get_or_init(|| self.prints());
            for bytes in texts.iter().take(2).flat_map(|text| hash::readings(text)) {
                let alike = prints.get(&bytes).into_iter().flatten().copied();
                worth.extend(alike.filter(is_taken).take(MOST_ALIKE));
            }
        }
        worth.extend(self.sure.iter().copied().find(is_taken));
        let any = if with_redirected {
            (0..self.all.len()).find(is_taken)
        } else {
            self.plain.iter().copied().find(is_taken)
        };
        worth.extend(any);
        worth.into_iter().filter_map(|at| self.all.get(at).copied()).collect()
    }

    fn prints(&self) -> HashMap<Vec<u8>, Vec<usize>> {
        let mut prints: HashMap<Vec<u8>, Vec<usize>> = HashMap::new();
        for (at, candidate) in self.all.iter().enumerate() {
            for hash in [Hash::Sha256, Hash::Sha384, Hash::Sha512, Hash::Sha1] {
                for print in Hashes::prints(hash, candidate.text) {
                    prints.entry(print).or_default().push(at);
                }
            }
        }
        prints
    }
}
