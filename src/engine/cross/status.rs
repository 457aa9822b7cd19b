//! What a status list at hand says of a token (draft-ietf-oauth-status-list).

use super::{CrossCheck, CrossKind, Known, Outcome, With};
use crate::engine::crypto::compression::inflate;
use crate::engine::ground::base64url;
use crate::engine::ground::json::Value;

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

/// Looks up the token that refers to a list in the list that is at hand.
pub(super) fn check(out: &mut Vec<CrossCheck>, known: &[Known<'_>], index: usize, token: &Known<'_>) {
    let Some(reference) = token.claim("status").and_then(|status| status.get("status_list")) else { return };
    let (Some(idx), Some(uri)) = (
        reference.get("idx").and_then(Value::as_u64),
        reference.get("uri").and_then(|uri| uri.as_str().map(std::borrow::Cow::into_owned)),
    ) else {
        return;
    };
    // §8.3 step 4: sub of the list is the uri of the reference; a list of another address is not the one.
    let mut others = known.iter().enumerate().filter(|(other, _)| *other != index);
    let list = others.find_map(|(other, known)| {
        let list = known.claim("status_list")?;
        (known.text_of("sub").as_deref() == Some(&*uri)).then_some((other, list, known.is_valid))
    });
    let Some((other, list, is_list_valid)) = list else { return };
    let outcome = value(list, idx).map_or(Outcome::ListUnreadable, |value| Outcome::Status { value, is_list_valid });
    let (kind, with) = (CrossKind::Status, With::Token(other));
    out.push(CrossCheck { kind, token: index, with, outcome, found: idx.to_string(), expected: uri });
}

/// §4: `bits` for each token, the first token in the lowest bits of the first byte; compressed with DEFLATE in the ZLIB
/// format.
fn value(list: Value<'_>, index: u64) -> Option<StatusValue> {
    let bits = list.get("bits")?.as_u64().filter(|bits| matches!(bits, 1 | 2 | 4 | 8))?;
    let compressed = base64url::decode(&list.get("lst")?.as_str()?);
    if !compressed.faults.is_empty() {
        return None;
    }
    // RFC 1950 §2.2: method and window, flags that make both divisible by 31, no dictionary.
    let (header, deflated) = compressed.bytes.split_at_checked(2)?;
    let [method, flags] = header else { return None };
    let is_zlib = method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0 && flags & 0x20 == 0;
    let list = is_zlib.then(|| inflate(deflated, LONGEST_LIST).ok()).flatten()?.bytes;
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
