//! The list in a status list token: bits, compressed (draft-ietf-oauth-status-list §4).

use super::policy::Policy;
use super::profile::{ProfileKind, profile};
use super::validate::{self, Strictest, Time};
use super::{ClaimsSet, numeric_date};
use crate::engine::crypto::compression::{InflateError, inflate, inflate_zlib};
use crate::engine::ground::base64url;
use crate::engine::ground::json::Value;
use crate::engine::jose::layer::Examination;

/// A list that is older than its `ttl` says.
pub(super) struct Overdue<'a> {
    pub claims: ClaimsSet<'a>,
    /// Seconds since its `iat`.
    pub age: u64,
    /// Seconds for which it may be kept.
    pub ttl: u64,
}

/// §5.1: `ttl` is how long a list can be kept before a fresh copy should be fetched. When it was fetched is not known here;
/// that was not before it was made. Of several each counts, because parsers differ in which one they see.
pub(super) fn overdue<'a>(examination: &'a Examination, policy: &Policy, now: i64) -> Option<Overdue<'a>> {
    let is_list = profile(examination).and_then(|profile| profile.kind()) == Some(ProfileKind::StatusList);
    let claims = ClaimsSet::readable(examination, known).filter(|_| is_list)?;
    let Time::At(iat, _) = validate::time(&claims, "iat", Strictest::Earliest)? else { return None };
    let Time::At(ttl, _) = validate::time(&claims, "ttl", Strictest::Earliest)? else { return None };
    let (age, ttl) = (i128::from(now) - iat.ceil(), ttl.ceil());
    let is_overdue = ttl > 0 && age > ttl.saturating_add(i128::from(policy.leeway()));
    let seconds = |length: i128| u64::try_from(length).unwrap_or(u64::MAX);
    is_overdue.then(|| Overdue { age: seconds(age), ttl: seconds(ttl), claims })
}

/// The `ttl` of a list that is no positive number, as §5.1 demands: one of several is enough, because parsers differ in which
/// one they see.
pub(super) fn unusable_ttl(examination: &Examination) -> Option<(ClaimsSet<'_>, Value<'_>)> {
    let is_list = profile(examination).and_then(|profile| profile.kind()) == Some(ProfileKind::StatusList);
    let claims = ClaimsSet::readable(examination, known).filter(|_| is_list)?;
    let is_usable = |value: &Value<'_>| numeric_date::parse(*value).is_ok_and(|ttl| ttl.ceil() > 0);
    let value = claims.all("ttl").iter().find(|value| !is_usable(value)).copied()?;
    Some((claims, value))
}

fn known(name: &str) -> Option<&'static str> {
    ["iat", "ttl"].into_iter().find(|known| *known == name)
}

/// The numbers of bits that one status may have.
pub(crate) const BITS: [u64; 4] = [1, 2, 4, 8];

/// A list, inflated.
pub(crate) struct List {
    pub bits: u64,
    pub bytes: Vec<u8>,
}

/// Why a list cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListFault {
    /// `bits` is none of the four numbers.
    Bits,
    /// `lst` is missing, or no string.
    NoList,
    /// `lst` is not base64url: padding, or the alphabet of standard base64.
    Encoding,
    /// DEFLATE without the ZLIB format around it.
    RawDeflate,
    Gzip,
    /// The checksum behind it is that of another list.
    Checksum,
    /// It is cut off.
    Truncated,
    /// Something stands behind it.
    Trailing,
    /// It is not compressed with DEFLATE at all.
    NotCompressed,
    /// It is longer than what is inflated here.
    TooLong,
    /// One token has more of them than are looked at.
    Repeated,
}

/// The list in a `status_list` claim, if it inflates to at most `limit` bytes.
pub(crate) fn read(list: Value<'_>, limit: usize) -> Result<List, ListFault> {
    let bits = list.get("bits").and_then(Value::as_u64).filter(|bits| BITS.contains(bits)).ok_or(ListFault::Bits)?;
    let text = list.get("lst").and_then(Value::as_str).ok_or(ListFault::NoList)?;
    let compressed = base64url::decode(&text);
    if !compressed.is_strict() {
        return Err(ListFault::Encoding);
    }
    match inflate_zlib(&compressed.bytes, limit) {
        Ok(bytes) => Ok(List { bits, bytes }),
        Err(InflateError::TooLarge { .. }) => Err(ListFault::TooLong),
        Err(_) => Err(fault(&compressed.bytes, limit)),
    }
}

/// What is wrong with bytes that are no ZLIB stream (RFC 1950 §2.2).
fn fault(bytes: &[u8], limit: usize) -> ListFault {
    /// Bytes in front of the DEFLATE stream, and of the checksum behind it.
    const HEADER: usize = 2;
    const CHECKSUM: usize = 4;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return ListFault::Gzip;
    }
    let is_zlib = matches!(bytes, [first, second, ..]
        if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31));
    if is_zlib {
        return match inflate(bytes.get(HEADER..).unwrap_or_default(), limit) {
            Ok(inflated) if inflated.trailing < CHECKSUM => ListFault::Truncated,
            Ok(inflated) if inflated.trailing > CHECKSUM => ListFault::Trailing,
            Ok(_) => ListFault::Checksum,
            Err(InflateError::Truncated) => ListFault::Truncated,
            Err(InflateError::TooLarge { .. }) => ListFault::TooLong,
            Err(InflateError::Damaged) => ListFault::NotCompressed,
        };
    }
    match inflate(bytes, limit) {
        Ok(inflated) if inflated.trailing == 0 => ListFault::RawDeflate,
        _ => ListFault::NotCompressed,
    }
}

impl ListFault {
    /// Its name in reports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bits => "bits",
            Self::NoList => "no_list",
            Self::Encoding => "encoding",
            Self::RawDeflate => "raw_deflate",
            Self::Gzip => "gzip",
            Self::Checksum => "checksum",
            Self::Truncated => "truncated",
            Self::Trailing => "trailing",
            Self::NotCompressed => "not_compressed",
            Self::TooLong => "too_long",
            Self::Repeated => "repeated",
        }
    }

    /// What is the case, behind the name of the list.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Bits => "has bits other than 1, 2, 4 or 8",
            Self::NoList => "has no lst, or one that is not a string",
            Self::Encoding => "has a lst that is not base64url without padding",
            Self::RawDeflate => "is compressed with DEFLATE alone, not in the ZLIB format",
            Self::Gzip => "is compressed with gzip, not in the ZLIB format",
            Self::Checksum => "has a wrong checksum: it was altered, or made by a faulty program",
            Self::Truncated => "is cut off",
            Self::Trailing => "has trailing data",
            Self::NotCompressed => "is not compressed with DEFLATE in the ZLIB format",
            Self::TooLong => "is too long to decompress",
            Self::Repeated => "appears more than 16 times in one token",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ListFault, read};
    use crate::engine::crypto::compression::deflate;
    use crate::engine::ground::base64url::encode;
    use crate::engine::ground::json::scan;

    /// §5.1: the end of a `ttl` belongs to it; of several the shortest counts. Only a status list has one.
    #[test]
    fn a_list_is_older_than_its_ttl_says() {
        use crate::engine::jwt::fixture::verified;
        use crate::engine::jwt::policy::Policy;
        use crate::engine::jwt::validate::validate;
        let told = |typ: &str, ttl: &str, leeway: u64, now: i64| {
            let header = format!(r#"{{"alg":"ES256","typ":"{typ}"}}"#);
            let claims = format!(r#"{{"iat":1000,"sub":"u",{ttl},"status_list":{{"bits":1,"lst":"eNrbuRgAAhcBXQ"}}}}"#);
            let validation =
                validate(&verified(&header, &claims), &Policy { leeway: Some(leeway), ..Policy::default() }, now);
            assert!(!validation.is_invalid);
            let found = validation.findings.into_iter().find(|finding| finding.rule.id == "STATUS_LIST_STALE");
            found.map(|finding| finding.message)
        };
        let list = "statuslist+jwt";
        assert_eq!(told(list, r#""ttl":600"#, 0, 1_600), None);
        let stale = Some("The list is 10 min 1 s old, but its ttl allows 10 min".to_owned());
        assert_eq!(told(list, r#""ttl":600"#, 0, 1_601), stale);
        assert_eq!(told(list, r#""ttl":9000,"ttl":600"#, 0, 1_601), stale);
        assert_eq!(told(list, r#""ttl":600"#, 60, 1_660), None);
        for other in [r#""exp":1601"#, r#""ttl":1e30"#] {
            assert_eq!(told(list, other, 0, 1_600), None, "{other}");
        }
        assert_eq!(told("dpop+jwt", r#""ttl":600"#, 0, 9_999), None, "no list");
    }

    /// §5.1: "The value of the claim MUST be a positive number encoded in JSON as a number."
    #[test]
    fn a_ttl_that_is_no_positive_number_makes_the_list_invalid() {
        use crate::engine::jwt::fixture::verified;
        use crate::engine::jwt::policy::Policy;
        use crate::engine::jwt::validate::validate;
        let told = |typ: &str, ttl: &str| {
            let header = format!(r#"{{"alg":"ES256","typ":"{typ}"}}"#);
            let claims = format!(r#"{{"iat":1000,"sub":"u",{ttl},"status_list":{{"bits":1,"lst":"eNrbuRgAAhcBXQ"}}}}"#);
            let validation = validate(&verified(&header, &claims), &Policy::default(), 1_100);
            let has_rule = validation.findings.iter().any(|finding| finding.rule.id == "STATUS_LIST_TTL");
            assert_eq!(validation.is_invalid, has_rule, "{ttl}");
            has_rule
        };
        for ttl in ["0", "-5", "\"600\"", "null", "true", "[600]", "-0.5", "600,\"ttl\":0", "0,\"ttl\":600"] {
            assert!(told("statuslist+jwt", &format!(r#""ttl":{ttl}"#)), "{ttl}");
        }
        for ttl in ["600", "0.5", "1e3"] {
            assert!(!told("statuslist+jwt", &format!(r#""ttl":{ttl}"#)), "{ttl}");
        }
        assert!(!told("at+jwt", r#""ttl":0"#), "no list");
    }

    fn fault(json: &str) -> Option<ListFault> {
        let document = scan(json.as_bytes(), 8);
        read(document.root().unwrap(), 1_000).err()
    }

    fn of(bytes: &[u8]) -> Option<ListFault> {
        fault(&format!(r#"{{"bits":1,"lst":"{}"}}"#, encode(bytes)))
    }

    /// The first example of the draft's §4.1, and each thing that can be wrong with it.
    #[test]
    fn each_fault_of_a_list_is_named() {
        let right = crate::engine::ground::base64url::decode("eNrbuRgAAhcBXQ").bytes;
        assert_eq!(of(&right), None);
        assert_eq!(fault(r#"{"bits":3,"lst":"eNrbuRgAAhcBXQ"}"#), Some(ListFault::Bits));
        assert_eq!(fault(r#"{"bits":1}"#), Some(ListFault::NoList));
        assert_eq!(fault(r#"{"bits":1,"lst":"eNrbuRgAAhcBXQ=="}"#), Some(ListFault::Encoding));
        assert_eq!(fault(r#"{"bits":1,"lst":"!!!"}"#), Some(ListFault::Encoding));
        assert_eq!(of(&deflate(&[0xb9, 0xa3])), Some(ListFault::RawDeflate));
        assert_eq!(of(&[&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &deflate(&[1])].concat()), Some(ListFault::Gzip));
        let mut other = right.clone();
        *other.last_mut().unwrap() ^= 1;
        assert_eq!(of(&other), Some(ListFault::Checksum));
        assert_eq!(of(&right[..right.len() - 1]), Some(ListFault::Truncated));
        assert_eq!(of(&right[..4]), Some(ListFault::Truncated));
        assert_eq!(of(&[&right[..], &[0]].concat()), Some(ListFault::Trailing));
        assert_eq!(of(b"\xff\xff\xff\xff"), Some(ListFault::NotCompressed));
        let bomb = [&[0x78, 0x9c][..], &deflate(&[0; 5_000]), &[0; 4]].concat();
        assert_eq!(of(&bomb), Some(ListFault::TooLong));
    }
}
