//! Times at which a token begins or ends that are no claims of RFC 7519: the validity period of a verifiable credential
//! (VCDM 2.0 §4.9, VCDM 1.1 §4.6), and an `exp` in the header, as AWS load balancers write it.

use super::numeric_date;
use super::policy::{ClaimState, Policy, Subject};
use super::validate::{Validation, seconds};
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::span::Span;
use crate::engine::jose::header::{HeaderParameter, JoseHeader};
use crate::engine::jose::layer::{Examination, JoseObject, Layer, member_bytes};
use crate::engine::jwt::moment;
use crate::engine::rule::claims::{CREDENTIAL_PERIOD, EXP_PAST, NBF_FUTURE};
use crate::engine::rule::finding::{Finding, Place};

/// Names of a credential's dates, and whether it ends then.
const DATES: [(&str, bool); 4] =
    [("validFrom", false), ("validUntil", true), ("issuanceDate", false), ("expirationDate", true)];

/// One of these times.
pub(super) struct Bound {
    pub claim: &'static str,
    /// The last second before it ends, or the first that it is valid.
    pub is_end: bool,
    /// Seconds since 1970; `None` where it is no date.
    pub at: Option<i64>,
    /// Whether it is in the header.
    is_of_header: bool,
    layer: usize,
    span: Option<Span>,
}

/// All of them, of the innermost claims and of the headers around them: those count whatever is inside.
pub(super) fn bounds(examination: &Examination) -> Vec<Bound> {
    let mut found = of_headers(examination);
    let Some((layer, root)) = examination.readable_claims() else { return found };
    let index = examination.layers.len().saturating_sub(1);
    let inner = root.members().filter(|member| member.name == "vc").map(|member| member.value);
    let is_credential = root.get("credentialSubject").is_some() || root.get("@context").is_some();
    for object in inner.chain(is_credential.then_some(root)).filter(|object| object.kind() == Kind::Object) {
        found.extend(of_credential(object, index, layer));
    }
    found
}

fn of_credential(object: Value<'_>, layer: usize, source: &Layer) -> Vec<Bound> {
    let dates = object.members().filter_map(|member| {
        let (claim, is_end) = DATES.into_iter().find(|(name, _)| *name == member.name)?;
        let at = member.value.as_str().and_then(|text| moment::date_time_stamp(&text, claim.starts_with("valid")));
        let span = source.claims_span(member_bytes(member.value));
        Some(Bound { claim, is_end, at, is_of_header: false, layer, span })
    });
    dates.collect()
}

/// `exp` of a protected header: AWS load balancers put it there alone (their `signer` is an ARN), and RFC 7519 §5.3 lets a
/// JWE repeat it so that a recipient need not decrypt what has expired.
fn of_headers(examination: &Examination) -> Vec<Bound> {
    let is_of_balancer = |header: &JoseHeader| {
        let signer = header.protected("signer").and_then(|parameter| parameter.value.as_str());
        signer.is_some_and(|signer| signer.starts_with("arn:aws") && signer.contains(":elasticloadbalancing:"))
    };
    let headers = examination.layers.iter().enumerate().flat_map(|(index, layer)| {
        let headers: Vec<&JoseHeader> = match &layer.object {
            JoseObject::Jws(jws) => {
                jws.signatures.iter().map(|entry| &entry.header).filter(|header| is_of_balancer(header)).collect()
            }
            // Of what is still locked the header says nothing that was verified.
            JoseObject::Jwe(jwe) if layer.content.is_some() => {
                jwe.recipients.iter().map(|entry| &entry.header).take(1).collect()
            }
            JoseObject::Jwe(_) => Vec::new(),
            JoseObject::Unreadable(_) => Vec::new(),
        };
        headers.into_iter().flat_map(move |header| {
            ["exp", "nbf"].into_iter().filter_map(move |name| Some((index, name, header.protected(name)?)))
        })
    });
    let bound = |(layer, claim, parameter): (usize, &'static str, HeaderParameter<'_>)| Bound {
        claim,
        is_end: claim == "exp",
        at: numeric_date::parse(parameter.value)
            .ok()
            .map(|date| i64::try_from(date.ceil()).unwrap_or(if date.ceil() < 0 { i64::MIN } else { i64::MAX })),
        is_of_header: true,
        layer,
        span: Some(parameter.span_in_text()),
    };
    headers.map(bound).collect()
}

/// The earliest second at which one of them ends, if there is one.
pub fn end(examination: &Examination) -> Option<i64> {
    bounds(examination).iter().filter(|bound| bound.is_end).filter_map(|bound| bound.at).min()
}

impl Validation {
    pub(super) fn periods(&mut self, examination: &Examination, policy: &Policy, now: i64) {
        let leeway = i128::from(policy.leeway());
        for bound in bounds(examination) {
            let claim = bound.claim;
            let until = bound.at.map(|at| i128::from(at) - i128::from(now));
            // What is said before the time and behind it.
            let (state, before, after) = match until {
                // A header's is told beside the claims', where that is anything but a time.
                None if bound.is_of_header => continue,
                None => (ClaimState::Malformed, format!("{claim} is not a date such as 2030-01-31T12:00:00Z"), ""),
                Some(until) if bound.is_end && -until >= leeway => {
                    let ago = numeric_date::relative(until);
                    let (before, after) = match bound.is_of_header {
                        true => (format!("Expired {ago} ("), "), as exp of its header says"),
                        false => (format!("The credential expired {ago}: {claim} is "), ""),
                    };
                    (ClaimState::Expired(seconds(-until)), before, after)
                }
                Some(until) if !bound.is_end && until > leeway => {
                    let begins = numeric_date::relative(until);
                    let (before, after) = match bound.is_of_header {
                        true => (format!("It becomes valid {begins} ("), "), as nbf of its header says"),
                        false => (format!("The credential becomes valid {begins}: {claim} is "), ""),
                    };
                    (ClaimState::NotYet(seconds(until)), before, after)
                }
                Some(_) if bound.is_of_header => continue,
                Some(_) => {
                    self.push(Subject::Token, claim, ClaimState::Holds);
                    continue;
                }
            };
            self.push(Subject::Token, claim, state);
            let (rule, place) = match (bound.is_of_header, bound.is_end) {
                (true, true) => (&EXP_PAST, Place::Header),
                (true, false) => (&NBF_FUTURE, Place::Header),
                (false, _) => (&CREDENTIAL_PERIOD, Place::Payload),
            };
            let finding = Finding::new(rule, bound.layer, place).at(bound.span);
            self.findings.push(match bound.at {
                Some(at) => finding.saying_when(before, (at, &*numeric_date::format_utc(at)), after),
                None => finding.saying(before),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::judge::{judge, next_change};
    use crate::engine::jwt::fixture::verified;
    use crate::engine::jwt::policy::{Policy, Verdict};

    /// 2027-01-15 08:00:00 UTC.
    const NOW: i64 = 1_800_000_000;

    #[test]
    fn a_credential_is_valid_within_its_period() {
        let v2 =
            |dates: &str| format!(r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"issuer":"i"{dates}}}"#);
        let v1 = |dates: &str| format!(r#"{{"iss":"i","vc":{{"credentialSubject":{{}}{dates}}}}}"#);
        for (claims, expected) in [
            (v2(r#","validUntil":"2027-01-15T08:00:01Z""#), Verdict::Valid),
            (v2(r#","validUntil":"2027-01-15T08:00:00Z""#), Verdict::Invalid),
            (v2(r#","validUntil":"2027-01-15T09:00:00+02:00""#), Verdict::Invalid),
            (v2(r#","validFrom":"2027-01-15T08:00:00Z","validUntil":"2028-01-01T00:00:00Z""#), Verdict::Valid),
            (v2(r#","validFrom":"2027-01-15T08:00:01Z""#), Verdict::Invalid),
            (v2(r#","validUntil":"soon""#), Verdict::Invalid),
            // XML Schema's dateTimeStamp, and nothing that only looks like a date.
            (v2(r#","validUntil":"31.12.2030""#), Verdict::Invalid),
            (v2(r#","validUntil":"2030-12-31""#), Verdict::Invalid),
            (v2(r#","validUntil":"Tue, 31 Dec 2030 00:00:00 GMT""#), Verdict::Invalid),
            (v2(r#","validFrom":"2027-01-15T08:00:00.5Z""#), Verdict::Invalid),
            (v2(r#","validUntil":"2027-01-15T08:00:00.5Z""#), Verdict::Valid),
            (v2(r#","validUntil":1900000000"#), Verdict::Invalid),
            // The strictest of two.
            (v2(r#","validUntil":"2020-01-01T00:00:00Z","validUntil":"2030-01-01T00:00:00Z""#), Verdict::Invalid),
            (v1(r#","expirationDate":"2020-01-01T00:00:00Z""#), Verdict::Invalid),
            (v1(r#","issuanceDate":"2030-01-01T00:00:00Z""#), Verdict::Invalid),
            (v1(r#","issuanceDate":"2020-01-01T00:00:00Z","expirationDate":"2030-01-01T00:00:00Z""#), Verdict::Valid),
            // No credential: a name like any other.
            (r#"{"validUntil":"2020-01-01T00:00:00Z"}"#.to_owned(), Verdict::Valid),
        ] {
            let examination = verified(r#"{"alg":"ES256"}"#, &claims);
            assert_eq!(judge(&examination, &Policy::default(), NOW).verdict, expected, "{claims}");
        }
        let ends = verified(r#"{"alg":"ES256"}"#, &v2(r#","validUntil":"2027-01-15T09:00:00Z""#));
        assert_eq!(next_change(&ends, &Policy::default(), NOW), Some(NOW + 3_600));
        let policy = Policy { min_remaining: Some(3_601), ..Policy::default() };
        assert_eq!(judge(&ends, &policy, NOW).verdict, Verdict::Invalid);
        let policy = Policy { min_remaining: Some(3_600), ..Policy::default() };
        assert_eq!(judge(&ends, &policy, NOW).verdict, Verdict::Valid);
    }

    /// RFC 7519 §5.3: what the header of a JWE repeats counts, also where it stands there alone.
    #[test]
    fn the_header_of_a_jwe_has_times() {
        use crate::engine::jose::status::RecipientStatus::Decrypted;
        use crate::engine::jwt::fixture::{examination, jwe};
        let of = |header: &str| {
            let opened = examination(vec![jwe(header, Some(r#"{"sub":"a"}"#), &[Decrypted])]);
            judge(&opened, &Policy::default(), NOW).verdict
        };
        assert_eq!(of(&format!(r#"{{"exp":{NOW}}}"#)), Verdict::Invalid);
        assert_eq!(of(&format!(r#"{{"exp":{}.5}}"#, NOW)), Verdict::Valid);
        assert_eq!(of(r#"{"exp":-1e25}"#), Verdict::Invalid);
        assert_eq!(of(&format!(r#"{{"nbf":{}}}"#, NOW + 1)), Verdict::Invalid);
        assert_eq!(of(&format!(r#"{{"nbf":{NOW},"exp":{}}}"#, NOW + 1)), Verdict::Valid);
    }

    /// They count whatever the plaintext is, and say nothing of what was not opened.
    #[test]
    fn the_header_of_a_jwe_has_times_whatever_is_inside() {
        use crate::engine::jose::status::RecipientStatus::{Decrypted, Locked};
        use crate::engine::jwt::fixture::{examination, jwe};
        let of = |exp: i64, plaintext, status, policy: &Policy| {
            let header = format!(r#"{{"cty":"text/plain","exp":{exp}}}"#);
            judge(&examination(vec![jwe(&header, plaintext, &[status])]), policy, NOW).verdict
        };
        let any = Policy::default();
        for plaintext in ["hello", "[1]", "", "5", "{x"] {
            assert_eq!(of(NOW, Some(plaintext), Decrypted, &any), Verdict::Invalid, "{plaintext}");
            assert_eq!(of(NOW + 1, Some(plaintext), Decrypted, &any), Verdict::Valid, "{plaintext}");
            let policy = Policy { min_remaining: Some(2), ..Policy::default() };
            assert_eq!(of(NOW + 1, Some(plaintext), Decrypted, &policy), Verdict::Invalid, "{plaintext}");
        }
        assert_eq!(of(NOW, None, Locked, &any), Verdict::Unchecked);
        let ends = examination(vec![jwe(&format!(r#"{{"exp":{}}}"#, NOW + 9), Some("hello"), &[Decrypted])]);
        assert_eq!(next_change(&ends, &any, NOW), Some(NOW + 9));
        let policy = Policy { min_remaining: Some(5), ..Policy::default() };
        assert_eq!(next_change(&ends, &policy, NOW), Some(NOW + 5));
    }

    #[test]
    fn a_load_balancer_has_exp_in_the_header() {
        let signer = "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/a/1";
        let header = |exp: i64, signer: &str| format!(r#"{{"alg":"ES256","signer":"{signer}","exp":{exp}}}"#);
        for (header, expected) in [
            (header(NOW, signer), Verdict::Invalid),
            (header(NOW + 1, signer), Verdict::Valid),
            // Nobody says what it means there.
            (header(NOW, "me"), Verdict::Valid),
        ] {
            let examination = verified(&header, r#"{"sub":"a"}"#);
            assert_eq!(judge(&examination, &Policy::default(), NOW).verdict, expected, "{header}");
        }
    }
}
