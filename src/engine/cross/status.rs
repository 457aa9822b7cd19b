//! What a status list at hand says of a token (draft-ietf-oauth-status-list).

use super::table::Table;
use super::{CrossCheck, CrossKind, Known, Outcome, Said, With};
use crate::engine::ground::json::{Kind, Value};
use crate::engine::jose::status::SignatureStatus;
use crate::engine::jwt::numeric_date;
use crate::engine::jwt::policy::Verdict;
use crate::engine::jwt::profile::ProfileKind;
use crate::engine::jwt::status_list::{self, List, ListFault};
use std::collections::HashMap;

/// Bytes of a status list: at one bit each, 128 million tokens.
const LONGEST_LIST: usize = 16 * 1_024 * 1_024;
/// Bytes of all lists together.
const ALL_LISTS: usize = 4 * LONGEST_LIST;
/// References of a token, and lists of a list token, that are looked at. One is what the standard knows.
const MOST: usize = 16;

/// The lists at hand, each inflated once.
pub(super) struct Lists {
    /// By the number of the token.
    known: HashMap<usize, Result<Vec<List>, Outcome>>,
    /// Bytes that may still be inflated.
    left: usize,
}

impl Default for Lists {
    fn default() -> Self {
        Self { known: HashMap::new(), left: ALL_LISTS }
    }
}

impl Lists {
    /// The lists of a token, which may have several although that is no status list token.
    fn of(&mut self, index: usize, token: &Known<'_>) -> &Result<Vec<List>, Outcome> {
        let Self { known, left } = self;
        known.entry(index).or_insert_with(|| {
            if token.all("status_list").nth(MOST).is_some() {
                return Err(Outcome::ListUnreadable(ListFault::Repeated));
            }
            let lists = token.all("status_list");
            lists.map(|list| inflated(list, left)).collect()
        })
    }
}

fn inflated(list: Value<'_>, left: &mut usize) -> Result<List, Outcome> {
    let list = status_list::read(list, LONGEST_LIST.min(*left)).map_err(|fault| match fault {
        ListFault::TooLong => Outcome::ListTooLong,
        fault => Outcome::ListUnreadable(fault),
    })?;
    *left -= list.bytes.len();
    Ok(list)
}

/// A status (draft-ietf-oauth-status-list §7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatusValue {
    Valid,
    /// Revoked, annulled, taken back.
    Invalid,
    /// Until it is lifted.
    Suspended,
    /// What it means is between issuer and verifier.
    Application(u8),
}

/// What a list at hand is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListStanding {
    /// It is valid, and of the issuer of the token.
    Counts,
    /// The same, but it is older than its `ttl` says: what it marks as valid may have been revoked since.
    Stale,
    /// No key at hand verified it.
    Unchecked,
    /// It is forged, expired or malformed.
    Invalid,
    /// It is valid, but neither its `iss` nor its key is the token's: nobody says that it may speak of the token.
    Foreign,
    /// It would count, but a newer one of the same address is at hand.
    Superseded,
}

impl ListStanding {
    /// Its name in reports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Counts => "counts",
            Self::Stale => "stale",
            Self::Unchecked => "unchecked",
            Self::Invalid => "invalid",
            Self::Foreign => "foreign",
            Self::Superseded => "superseded",
        }
    }
}

impl StatusValue {
    /// Its name in reports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Suspended => "suspended",
            Self::Application(_) => "application_specific",
        }
    }
}

/// Looks up the token that refers to a list in the lists that are at hand. Whatever it says more than once counts each time.
pub(super) fn check(
    out: &mut Vec<CrossCheck>,
    inflated: &mut Lists,
    index: usize,
    token: &Known<'_>,
    table: &Table<'_>,
) {
    // §6.1: status is an object. Other kinds of token have a claim of this name that is a text.
    let is_credential = matches!(token.kind, Some(ProfileKind::SdJwtCredential | ProfileKind::SdJwt));
    let mut references: Vec<Value<'_>> = Vec::new();
    for status in token.all("status").take(MOST) {
        match status.kind() {
            Kind::Object => references.extend(status.all("status_list")),
            _ if is_credential => references.push(status),
            _ => {}
        }
    }
    if references.len() > MOST || token.all("status").nth(MOST).is_some() {
        let (kind, with, outcome) = (CrossKind::Status, With::List, Outcome::TooManyReferences);
        let (found, expected) = (String::new(), String::new());
        out.push(CrossCheck { kind, token: index, with, outcome, found, expected });
        references.truncate(MOST);
    }
    for reference in references {
        let add = |out: &mut Vec<CrossCheck>, other, outcome, found: String, expected: String| {
            let (kind, with) = (CrossKind::Status, With::Token(other));
            out.push(CrossCheck { kind, token: index, with, outcome, found, expected });
        };
        let Some((idx, uri)) = read(reference) else {
            // Without a list it is told all the same: no list can answer it.
            let other = table.lists.iter().copied().find(|other| *other != index).unwrap_or(index);
            add(out, other, Outcome::ReferenceUnreadable, reference.lexeme().into_owned(), String::new());
            continue;
        };
        // §8.3 step 4: sub of the list is the uri of the reference; a list of another address is not the one.
        let of_address = || table.lists_at(&uri).iter().filter(|(other, _)| *other != index);
        // Of several lists of one address each is told, and the latest of those that may count does, whatever its place in
        // the input: a token that was suspended may be valid again.
        let counting = of_address()
            .filter(|(_, list)| is_list(list) && is_dated(list) && standing(token, list) == ListStanding::Counts);
        let latest = counting.filter_map(|(_, list)| issued_at(list)).max();
        for (other, list) in of_address() {
            let is_older = latest.is_some_and(|latest| issued_at(list).is_some_and(|own| own < latest));
            let outcome = match outcome(token, (*other, list), inflated, idx) {
                Outcome::Status { value, standing: ListStanding::Counts | ListStanding::Stale } if is_older => {
                    Outcome::Status { value, standing: ListStanding::Superseded }
                }
                Outcome::ListUnreadable(_) | Outcome::ListTooShort | Outcome::ListTooLong
                    if is_older && matches!(standing(token, list), ListStanding::Counts | ListStanding::Stale) =>
                {
                    Outcome::OlderList
                }
                outcome => outcome,
            };
            add(out, *other, outcome, idx.to_string(), uri.clone());
        }
        if of_address().next().is_none() {
            let (kind, with, outcome) = (CrossKind::Status, With::List, Outcome::ListNotAtHand);
            out.push(CrossCheck { kind, token: index, with, outcome, found: idx.to_string(), expected: uri });
        }
    }
}

/// Index and address of a reference (§6.2); a number such as `3.0` is the integer that it is (RFC 8259 §6).
fn read(reference: Value<'_>) -> Option<(u64, String)> {
    let single = |name| {
        let mut values = reference.all(name);
        values.next().filter(|_| values.next().is_none())
    };
    let idx = numeric_date::parse(single("idx")?).ok().filter(|number| number.is_integer)?;
    Some((u64::try_from(idx.seconds).ok()?, single("uri")?.as_str()?.into_owned()))
}

/// §5.1: `typ` is required.
fn is_list(list: &Known<'_>) -> bool {
    list.kind == Some(ProfileKind::StatusList) && list.is_declared
}

/// §5.1: so is `iat`.
fn is_dated(list: &Known<'_>) -> bool {
    list.all("iat").next().is_some()
}

/// When a list was made: of several times the earliest, lest a duplicate make it young.
fn issued_at(list: &Known<'_>) -> Option<i128> {
    let times: Option<Vec<i128>> = list.all("iat").map(|iat| Some(numeric_date::parse(iat).ok()?.ceil())).collect();
    times?.into_iter().min()
}

fn outcome(token: &Known<'_>, (index, list): (usize, &Known<'_>), inflated: &mut Lists, idx: u64) -> Outcome {
    if !is_list(list) {
        return Outcome::NoList;
    }
    if !is_dated(list) {
        return Outcome::ListWithoutTime;
    }
    let lists = match inflated.of(index, list) {
        Ok(lists) => lists,
        Err(outcome) => return *outcome,
    };
    let values: Option<Vec<StatusValue>> = lists.iter().map(|list| at(&list.bytes, list.bits, idx)).collect();
    let Some(values) = values else { return Outcome::ListTooShort };
    let worst = values.iter().copied().find(|value| *value != StatusValue::Valid).unwrap_or(StatusValue::Valid);
    Outcome::Status { value: worst, standing: standing(token, list) }
}

fn standing(token: &Known<'_>, list: &Known<'_>) -> ListStanding {
    match list.verdict {
        // Whoever encrypts to a public key can name any issuer: what is opened counts where a signature vouches for it.
        Verdict::Valid if is_encrypted_alone(list) => ListStanding::Unchecked,
        Verdict::Valid if is_of_one_issuer(token, list) && list.is_stale => ListStanding::Stale,
        Verdict::Valid if is_of_one_issuer(token, list) => ListStanding::Counts,
        Verdict::Valid => ListStanding::Foreign,
        Verdict::Unchecked => ListStanding::Unchecked,
        Verdict::Invalid | Verdict::Unsecured | Verdict::Unreadable => ListStanding::Invalid,
    }
}

fn is_encrypted_alone(list: &Known<'_>) -> bool {
    let layers = &list.examination.layers;
    let mut signatures = layers.iter().flat_map(|layer| &layer.signatures);
    layers.iter().any(|layer| layer.jwe().is_some())
        && !signatures.any(|result| result.status == SignatureStatus::Verified)
}

/// §11.3 leaves it to the ecosystem which key may sign a list. Without its rules, the one that signed the token may, and the
/// issuer that both name.
fn is_of_one_issuer(token: &Known<'_>, list: &Known<'_>) -> bool {
    let keys = |known: &Known<'_>| -> Vec<String> {
        let results = known.examination.layers.iter().flat_map(|layer| &layer.signatures);
        let verified = results.filter(|result| result.status == SignatureStatus::Verified);
        verified.filter_map(|result| Some(result.key.as_ref()?.thumbprint.clone())).collect()
    };
    let (of_token, of_list) = (keys(token), keys(list));
    if of_list.iter().any(|key| of_token.contains(key)) {
        return true;
    }
    match (token.said("iss"), list.said("iss")) {
        (Some(Said::Texts(issuers)), Some(list)) => {
            issuers.iter().all(|issuer| list.against(issuer).0 == Outcome::Matches)
        }
        _ => of_list.is_empty(),
    }
}

/// §4: `bits` for each token, the first token in the lowest bits of the first byte.
fn at(list: &[u8], bits: u64, index: u64) -> Option<StatusValue> {
    let at = index.checked_mul(bits)?;
    let byte = list.get(usize::try_from(at / 8).ok()?)?;
    let value = (u16::from(*byte) >> (at % 8)) & ((1 << bits) - 1);
    Some(match u8::try_from(value).ok()? {
        0 => StatusValue::Valid,
        1 => StatusValue::Invalid,
        2 => StatusValue::Suspended,
        other => StatusValue::Application(other),
    })
}
