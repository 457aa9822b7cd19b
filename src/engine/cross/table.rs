//! What is asked of all tokens and all answers again and again, made once: many tokens with many answers are looked up, not
//! searched for.

use super::hash::{self, Hashes};
use super::request::{Request, code};
use super::{Candidate, CrossKind, Known, Parameters, Redirected, Said, With};
use crate::engine::ground::jwa::Hash;
use crate::engine::jwt::profile::ProfileKind;
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
    /// Requests by the tokens in them.
    requests: HashMap<u64, Vec<&'a Request>>,
    /// Access tokens that were sent as bearer tokens.
    bearers: HashSet<&'a str>,
    pub(super) has_proof: bool,
    /// The ID token, where there is one alone.
    pub(super) id_token: Option<usize>,
    /// Tokens that are bound to a key by its thumbprint.
    pub(super) bound: Vec<usize>,
    /// Everything that may be an access token.
    pub(super) access_tokens: Pool<'a>,
    /// The same, but for what an answer brought with an ID token; codes and states so too.
    apart: [Pool<'a>; 3],
    /// Tokens with a status list, and the same by the address that the list says it has.
    pub(super) lists: Vec<usize>,
    lists_at: HashMap<String, Vec<(usize, &'a Known<'a>)>>,
    pub(super) identities: Pool<'a>,
    pub(super) transactions: Pool<'a>,
    /// Transaction tokens by what requests know them by.
    transactions_by_code: HashMap<u64, usize>,
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
        let mut requests: HashMap<u64, Vec<&Request>> = HashMap::new();
        for request in &parameters.requests {
            let codes: HashSet<u64> = request.codes().iter().copied().collect();
            codes.into_iter().for_each(|code| requests.entry(code).or_default().push(request));
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
        let pool = |kind_of| Pool::of(candidates(known, &places(&kind(kind_of)), |_| true));
        Self {
            known,
            parameters,
            at,
            answers,
            redirected,
            requests,
            bearers,
            has_proof: known.iter().any(kind(ProfileKind::DpopProof)),
            id_token: id_tokens.first().copied().filter(|_| id_tokens.len() == 1),
            bound: places(&|token| token.all("cnf").any(|cnf| cnf.get("jkt").is_some())),
            lists,
            lists_at,
            access_tokens: access_tokens(known, parameters),
            apart: apart(known, parameters),
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

    /// The requests that this token is in.
    pub(super) fn requests(&self, text: &str) -> &[&'a Request] {
        self.requests.get(&code(text)).map_or(&[], Vec::as_slice)
    }

    /// A transaction token that is in a request with this one.
    pub(super) fn transaction_sent_with(&self, text: &str) -> Option<(usize, &'a Known<'a>)> {
        let codes = self.requests(text).iter().flat_map(|request| request.codes());
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
