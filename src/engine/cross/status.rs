//! What a status list at hand says of a token (draft-ietf-oauth-status-list).

use super::{CrossCheck, CrossKind, Known, Outcome, With};
use crate::engine::crypto::compression::inflate_zlib;
use crate::engine::ground::base64url;
use crate::engine::ground::json::Value;
use crate::engine::jwt::numeric_date;
use crate::engine::jwt::profile::ProfileKind;

/// Bytes of a status list: at one bit each, 128 million tokens.
const LONGEST_LIST: usize = 16 * 1_024 * 1_024;

/// A status (draft-ietf-oauth-status-list §7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatusValue {
    Valid,
    /// Revoked, annulled, taken back.
    Invalid,
    /// For now.
    Suspended,
    /// What it means is between issuer and verifier.
    Application(u8),
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
pub(super) fn check(out: &mut Vec<CrossCheck>, known: &[Known<'_>], index: usize, token: &Known<'_>) {
    let references: Vec<Value<'_>> = token.all("status").flat_map(|status| all(status, "status_list")).collect();
    let lists: Vec<(usize, &Known<'_>)> = known
        .iter()
        .enumerate()
        .filter(|(other, known)| *other != index && known.all("status_list").next().is_some())
        .collect();
    for reference in references {
        let add = |out: &mut Vec<CrossCheck>, other, outcome, found: String, expected: String| {
            let (kind, with) = (CrossKind::Status, With::Token(other));
            out.push(CrossCheck { kind, token: index, with, outcome, found, expected });
        };
        let Some((idx, uri)) = read(reference) else {
            if let Some((other, _)) = lists.first() {
                let written = reference.lexeme().into_owned();
                add(out, *other, Outcome::ReferenceUnreadable, written, String::new());
            }
            continue;
        };
        // §8.3 step 4: sub of the list is the uri of the reference; a list of another address is not the one. Of several
        // lists of one address each is told: which one is the latest is not for the order of a paste to say.
        for (other, list) in &lists {
            let is_it = list.all("sub").any(|sub| sub.as_str().as_deref() == Some(&*uri));
            if is_it {
                add(out, *other, outcome(list, idx), idx.to_string(), uri.clone());
            }
        }
    }
}

fn all<'a>(object: Value<'a>, name: &'a str) -> impl Iterator<Item = Value<'a>> {
    object.members().filter(move |member| member.name == name).map(|member| member.value)
}

/// Index and address of a reference (§6.2); a number such as `3.0` is the integer that it is (RFC 8259 §6).
fn read(reference: Value<'_>) -> Option<(u64, String)> {
    let single = |name| {
        let mut values = all(reference, name);
        values.next().filter(|_| values.next().is_none())
    };
    let idx = numeric_date::parse(single("idx")?).ok().filter(|number| number.is_integer)?;
    Some((u64::try_from(idx.seconds).ok()?, single("uri")?.as_str()?.into_owned()))
}

fn outcome(list: &Known<'_>, idx: u64) -> Outcome {
    // §5.1: typ and iat are required.
    let is_declared = list.kind == Some(ProfileKind::StatusList) && list.is_declared;
    if !is_declared || list.all("iat").next().is_none() {
        return Outcome::NoList;
    }
    let values: Option<Vec<StatusValue>> = list.all("status_list").map(|list| value(list, idx)).collect();
    let Some(values) = values else { return Outcome::ListUnreadable };
    let worst = values.iter().copied().find(|value| *value != StatusValue::Valid).unwrap_or(StatusValue::Valid);
    Outcome::Status { value: worst, is_list_valid: list.is_valid }
}

/// §4: `bits` for each token, the first token in the lowest bits of the first byte; compressed with DEFLATE in the ZLIB
/// format.
fn value(list: Value<'_>, index: u64) -> Option<StatusValue> {
    let bits = list.get("bits")?.as_u64().filter(|bits| matches!(bits, 1 | 2 | 4 | 8))?;
    let compressed = base64url::decode(&list.get("lst")?.as_str()?);
    if !compressed.faults.is_empty() {
        return None;
    }
    let list = inflate_zlib(&compressed.bytes, LONGEST_LIST).ok()?;
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
