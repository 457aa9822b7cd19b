//! Proofs of possession against the request that they were made for: DPoP (RFC 9449 §4.3), client attestation proofs, proofs
//! for credentials.

use super::policy::{ClaimState, PROOF_WINDOW, Policy, Subject};
use super::replicated::replicated_mismatches;
use super::validate::Validation;
use super::{ClaimsSet, numeric_date};
use crate::engine::ground::json::Value;
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::{ContentKind, Examination, JoseObject, Layer};
use crate::engine::jose::possession::{CompanionKind, NamedKey, Possession};
use crate::engine::jose::sd_jwt::HashCheck;
use crate::engine::jose::status::{MatchedBy, RecipientResult, RecipientStatus, SignatureResult, SignatureStatus};
use crate::engine::jwt::profile::first_header;
use crate::engine::rule::Rule;
use crate::engine::rule::claims::{
    ATH_MISMATCH, ATTESTATION_CLIENT, CNF_MISMATCH, COMPANION_INVALID, COMPANION_UNVERIFIED, HTM_MISMATCH,
    HTU_MISMATCH, OWN_KEY_ISSUER, PROOF_EXPECTED, PROOF_STALE,
};
use crate::engine::rule::finding::{Finding, Place, Severity};
use crate::engine::text::uri::Uri;
use crate::engine::text::words::shown;

/// Kinds of proof whose verifiers compare `iat` with their clock.
const PROOFS: [&str; 3] =
    ["application/dpop+jwt", "application/openid4vci-proof+jwt", "application/oauth-client-attestation-pop+jwt"];

/// The finding about a key that is pinned to another issuer than the token's.
const KEY_OTHER_ISSUER: &str = "KEY_OTHER_ISSUER";

/// The `typ` of a client attestation (draft-ietf-oauth-attestation-based-client-auth §5.1).
const ATTESTATION: &str = "application/oauth-client-attestation+jwt";

/// The `typ` of a workload identity token (draft-ietf-wimse-workload-creds).
const WORKLOAD_IDENTITY: &str = "application/wit+jwt";

/// The claims of a proof that are looked at.
fn wanted(name: &str) -> Option<&'static str> {
    ["iat", "htm", "htu", "ath", "wth", "iss"].into_iter().find(|wanted| *wanted == name)
}

/// Whether the token says that it is a proof, which counts for a few minutes.
pub(super) fn is_proof(examination: &Examination) -> bool {
    let header = examination.innermost().and_then(first_header);
    let typ = header.and_then(|header| header.protected_media_type("typ"));
    typ.as_deref().is_some_and(|typ| PROOFS.contains(&typ))
}

impl Validation {
    /// What a proof is compared with besides the times that every token has.
    pub(super) fn proof(&mut self, examination: &Examination, policy: &Policy, now: i64) {
        let claims = ClaimsSet::readable(examination, wanted);
        let index = examination.layers.len().saturating_sub(1);
        for (claim, rule, expected) in [("htm", &HTM_MISMATCH, &policy.method), ("htu", &HTU_MISMATCH, &policy.uri)] {
            // What is locked may hold it.
            let is_known = examination.innermost().is_some_and(Layer::is_payload_known);
            if let Some(expected) = expected.as_deref().filter(|_| is_known) {
                self.request(claims.as_ref(), index, (claim, rule), expected);
            }
        }
        self.kind(examination, policy);
        if let Some(possession) = examination.layers.first().and_then(|layer| layer.possession.as_ref()) {
            let is_relied_on = examination.layers.first().is_some_and(|layer| {
                layer.signatures.iter().filter_map(|result| result.matched_by).any(|matched_by| {
                    // What says which key counts is relied on, whoever vouches for it.
                    matched_by == MatchedBy::Attested || matched_by.is_own() && possession.is_verified
                })
            });
            let is_verified = examination
                .layers
                .first()
                .is_some_and(|layer| layer.signatures.iter().any(|result| result.status == SignatureStatus::Verified));
            // It was made with the very key that such a token names: then it is this one that it came with.
            let is_named = possession.kind.names_the_key() && possession.key == NamedKey::Matches;
            let is_relied_on = is_relied_on || is_named;
            self.possession(claims.as_ref(), possession, is_verified);
            if is_named {
                self.workload_algorithm(examination, possession);
            }
            if let Some(proof) = examination.layers.first() {
                self.companion((proof, possession), is_relied_on, policy, now);
            }
            self.client(claims.as_ref(), possession, is_relied_on);
        }
        if let Some(claims) = claims.as_ref().filter(|_| is_proof(examination)) {
            self.freshness(claims, policy, now);
        }
    }

    /// What the person expects of the kind of token: a proof, where what it came with was named, and the key of an issuer.
    fn kind(&mut self, examination: &Examination, policy: &Policy) {
        let Some(layer) = examination.layers.first() else { return };
        if policy.is_proof && layer.possession.is_none() {
            self.findings.push(Finding::new(&PROOF_EXPECTED, 0, Place::Header).saying(
                "The token that it came with was given, but its typ is not that of a proof (dpop+jwt, oauth-client-attestation-pop+jwt or wpt+jwt)",
            ));
            self.is_invalid = true;
        }
        let mut results = examination.layers.iter().flat_map(|layer| &layer.signatures);
        let is_own = results.any(|result| result.matched_by.is_some_and(MatchedBy::is_own));
        if let Some(expected) = policy.issuer.as_deref().filter(|_| is_own) {
            let message = format!("Made with its own key, which nothing ties to \u{201c}{}\u{201d}", shown(expected));
            self.findings.push(Finding::new(&OWN_KEY_ISSUER, 0, Place::Token).saying(message));
        }
    }

    /// RFC 9449 §4.3 steps 8 and 9: the method exactly, the address without query and fragment.
    fn request(
        &mut self,
        claims: Option<&ClaimsSet<'_>>,
        layer: usize,
        (claim, rule): (&'static str, &'static Rule),
        expected: &str,
    ) {
        let values = claims.map(|claims| claims.all(claim)).unwrap_or_default();
        let is_same = |found: &str| match claim {
            "htu" => is_same_address(found, expected),
            _ => found == expected,
        };
        let texts: Vec<_> = values.iter().map(|value| value.as_str()).collect();
        let state = if texts.is_empty() {
            ClaimState::Missing
        } else if texts.iter().any(Option::is_none) {
            ClaimState::Malformed
        } else if texts.iter().flatten().all(|found| is_same(found)) {
            ClaimState::Holds
        } else {
            ClaimState::Mismatch
        };
        if state != ClaimState::Holds {
            let message = match (&state, texts.last()) {
                (ClaimState::Mismatch, Some(Some(found))) => {
                    format!(
                        "{claim} is \u{201c}{}\u{201d}, but \u{201c}{}\u{201d} is expected",
                        shown(found),
                        shown(expected)
                    )
                }
                (ClaimState::Malformed, _) => format!("{claim} is not a string"),
                _ => format!("No {claim}, but \u{201c}{}\u{201d} is expected", shown(expected)),
            };
            let span = claims.and_then(|claims| claims.span(claims.get(claim)?));
            self.findings.push(Finding::new(rule, layer, Place::Payload).at(span).saying(message));
        }
        self.push(Subject::Token, claim, state);
    }

    /// RFC 9449 §4.3 step 11: made within a window that the verifier chooses.
    fn freshness(&mut self, claims: &ClaimsSet<'_>, policy: &Policy, now: i64) {
        let window = policy.window();
        // Of several the one that is farthest off: parsers differ in which they see.
        let times = claims.all("iat").iter().filter_map(|iat| Some((numeric_date::parse(*iat).ok()?, *iat)));
        let distances = times.map(|(date, iat)| (date.ceil() - i128::from(now), iat));
        let Some((until, iat)) = distances.max_by_key(|(until, _)| until.abs()) else { return };
        if until.abs() > window {
            let message = format!(
                "iat of the proof is {}, but must be within {} of now",
                numeric_date::relative(until),
                numeric_date::duration(policy.proof_window.unwrap_or(PROOF_WINDOW))
            );
            let finding = Finding::new(&PROOF_STALE, claims.layer, Place::Payload);
            self.findings.push(finding.at(claims.span(iat)).saying(message));
            if policy.proof_window.is_some() {
                self.push(Subject::Token, "iat", ClaimState::Mismatch);
            }
        }
    }

    /// RFC 9449 §4.3 step 12: `ath` is the hash of the access token, and the access token is bound to the key of the proof.
    /// Of a token that only stood beside it, it is certain that the proof was meant for it where it has its hash.
    fn possession(&mut self, claims: Option<&ClaimsSet<'_>>, possession: &Possession, is_verified: bool) {
        let hash = possession.kind.hash().unwrap_or_default();
        let name = companion_name(possession.kind);
        let span = claims.and_then(|claims| claims.span(claims.get(hash)?));
        let mut say = |rule: &'static Rule, message: String, claim, state: ClaimState| {
            self.findings.push(Finding::new(rule, 0, Place::Payload).at(span).saying(message));
            if possession.is_certain() {
                self.push(Subject::Token, claim, state);
            }
        };
        match possession.hash {
            Some(HashCheck::Differs) => {
                say(&ATH_MISMATCH, format!("{hash} is the hash of a different {name}"), hash, ClaimState::Mismatch)
            }
            Some(HashCheck::Missing | HashCheck::Unchecked) => {
                let article = if name.starts_with('a') { "an" } else { "a" };
                let message = format!("No {hash}, although the proof came with {article} {name}");
                say(&ATH_MISMATCH, message, hash, ClaimState::Missing);
            }
            Some(HashCheck::Matches) => self.push(Subject::Token, hash, ClaimState::Holds),
            None => {}
        }
        match (possession.kind, possession.key) {
            (CompanionKind::AccessToken, NamedKey::Differs) => {
                let message = "The access token is bound to a different key from the proof's (cnf.jkt)";
                self.of_key(possession, message, ClaimState::Mismatch);
            }
            // Of one that is not verified its signature says that another key made it.
            (kind, NamedKey::Differs) if kind.names_the_key() && is_verified => {
                let message = format!("The {name} names a different key from the one that made the proof (cnf)");
                self.of_key(possession, &message, ClaimState::Mismatch);
            }
            (kind, NamedKey::Missing) if kind.names_the_key() => {
                self.of_key(possession, &format!("The {name} names no key (cnf)"), ClaimState::Missing);
            }
            (_, NamedKey::Malformed) => {
                let message = format!("The cnf of the {} does not name one key", companion_name(possession.kind));
                self.of_key(possession, &message, ClaimState::Malformed);
            }
            // An access token may be bound elsewhere (RFC 9449 §6.2).
            _ => {}
        }
    }

    /// The identity token says with which algorithm its key proves itself, and the proof has to be made with that very one
    /// (draft-ietf-wimse-wpt §2). Of one that says nothing that is a finding: its own standard has it say so.
    fn workload_algorithm(&mut self, examination: &Examination, possession: &Possession) {
        if possession.kind != CompanionKind::WorkloadIdentity {
            return;
        }
        let own = examination.layers.first().and_then(first_header).and_then(|header| header.algorithm());
        let named = workload_algorithm(possession);
        if named == own {
            return;
        }
        let (severity, message) = match (&named, &own) {
            (Some(named), Some(own)) => (
                Severity::Error,
                format!("The proof is made with {}, but its workload identity token demands {} (alg of jwk in cnf)", shown(own), shown(named)),
            ),
            _ => (
                Severity::Warning,
                "The workload identity token does not say which algorithm the proof is made with (no alg of jwk in cnf)".to_owned(),
            ),
        };
        self.is_invalid |= severity == Severity::Error;
        self.findings.push(Finding::new(&CNF_MISMATCH, 0, Place::Header).graded(severity).saying(message));
    }

    fn of_key(&mut self, possession: &Possession, message: &str, state: ClaimState) {
        self.findings.push(Finding::new(&CNF_MISMATCH, 0, Place::Payload).saying(message.to_owned()));
        if possession.is_certain() {
            self.push(Subject::Token, "cnf", state);
        }
    }

    /// The token that vouches for the proof's key, or that is certainly meant, must hold itself at this time.
    fn companion(&mut self, (proof, possession): (&Layer, &Possession), is_relied_on: bool, policy: &Policy, now: i64) {
        let name = companion_name(possession.kind);
        let times = Policy { leeway: policy.leeway, ..Policy::default() };
        let other = super::validate::validate(&possession.companion, &times, now);
        let Some(why) = of_form(proof, possession).or_else(|| other.is_invalid.then(|| of_time(&other))) else {
            if possession.is_unvouched(proof) {
                let message = format!("The {name} that came with it was not verified: none of your keys made it");
                let finding = Finding::new(&COMPANION_UNVERIFIED, 0, Place::Token);
                self.findings.push(finding.saying(message));
            }
            return;
        };
        let is_certain = is_relied_on || possession.is_certain();
        let severity = if is_certain { Severity::Error } else { Severity::Warning };
        let finding = Finding::new(&COMPANION_INVALID, 0, Place::Token).graded(severity);
        self.findings.push(finding.saying(format!("The {name} that came with it {why}")));
        self.is_invalid |= is_certain;
    }

    /// The attestation speaks of a client, and so does its proof where it has `iss`.
    fn client(&mut self, claims: Option<&ClaimsSet<'_>>, possession: &Possession, is_relied_on: bool) {
        let attested = ClaimsSet::readable(&possession.companion, |name| (name == "sub").then_some("sub"));
        let (Some(claims), Some(attested)) = (claims, attested) else { return };
        let (issuers, subjects) = (claims.all("iss"), attested.all("sub"));
        let differs = issuers.iter().any(|iss| subjects.iter().any(|sub| iss.as_str() != sub.as_str()));
        if possession.kind == CompanionKind::ClientAttestation && differs {
            let name = |values: &[Value<'_>]| {
                let text = values.last().and_then(|value| value.as_str());
                text.map_or_else(|| "no string".to_owned(), |text| format!("\u{201c}{}\u{201d}", shown(&text)))
            };
            let message = format!("iss is {}, but sub of the client attestation is {}", name(issuers), name(subjects));
            let span = claims.get("iss").and_then(|iss| claims.span(iss));
            let is_certain = possession.is_certain() || is_relied_on;
            let severity = if is_certain { Severity::Error } else { Severity::Warning };
            let finding = Finding::new(&ATTESTATION_CLIENT, 0, Place::Payload).graded(severity);
            self.findings.push(finding.at(span).saying(message));
            self.is_invalid |= is_certain;
        }
    }
}

/// The algorithm that a workload identity token names for the key of its workload (draft-ietf-wimse-workload-creds §3.1).
pub(super) fn workload_algorithm(possession: &Possession) -> Option<String> {
    let (_, claims) = possession.companion.readable_claims()?;
    Some(claims.get("cnf")?.get("jwk")?.get("alg")?.as_str()?.into_owned())
}

const fn companion_name(kind: CompanionKind) -> &'static str {
    match kind {
        CompanionKind::AccessToken => "access token",
        CompanionKind::ClientAttestation => "client attestation",
        CompanionKind::WorkloadIdentity => "workload identity token",
    }
}

/// Whether a layer of the companion breaks a rule of its standard.
fn is_malformed(layer: &Layer) -> bool {
    match &layer.object {
        JoseObject::Jws(jws) => {
            jws.signatures.is_empty()
                || layer.signatures.iter().any(|result| result.status == SignatureStatus::Malformed)
        }
        JoseObject::Jwe(jwe) => {
            let is_malformed = |result: &RecipientResult| result.status == RecipientStatus::Malformed;
            jwe.recipients.is_empty() || !layer.recipients.is_empty() && layer.recipients.iter().all(is_malformed)
        }
        // Text that says nothing is an opaque token; claims without a signature are a JWT that was cut.
        JoseObject::Unreadable(_) => layer.text.trim().is_empty() || layer.content.is_some(),
    }
}

/// What is wrong with the companion at whatever time.
fn of_form(proof: &Layer, possession: &Possession) -> Option<&'static str> {
    let companion = &possession.companion;
    let results = || companion.layers.iter().flat_map(|layer| &layer.signatures);
    // Careless filters let none in other letters pass.
    let is_none = |result: &SignatureResult| {
        result.algorithm.as_deref().is_some_and(|name| name.trim().eq_ignore_ascii_case("none"))
    };
    if results().any(|result| result.status == SignatureStatus::Unsecured || is_none(result)) {
        return Some("is unsecured (alg none)");
    }
    let has_broken_claims = companion.innermost().and_then(|layer| layer.content.as_ref()).map(|content| content.kind)
        == Some(ContentKind::BrokenClaims);
    if has_broken_claims || companion.layers.iter().any(is_malformed) {
        return Some("is malformed");
    }
    if possession.is_refused(proof) {
        return Some("was not made by any of your keys, or was altered");
    }
    let is_broken =
        |layer: &Layer| !layer.fatal_reasons().is_empty() || layer.is_no_claims_set() || layer.is_no_nested_token();
    let is_of_other_issuer = companion.findings.iter().any(|finding| finding.rule.id == KEY_OTHER_ISSUER);
    if companion.layers.iter().any(is_broken) || is_of_other_issuer || !replicated_mismatches(companion).is_empty() {
        return Some("is itself not valid");
    }
    // RFC 7519 §3, and RFC 6750 §2.1: no JSON is sent as a token.
    let is_compact = |layer: &Layer| match &layer.object {
        JoseObject::Jws(jws) => jws.serialization == Serialization::Compact,
        JoseObject::Jwe(jwe) => jwe.serialization == Serialization::Compact,
        JoseObject::Unreadable(_) => true,
    };
    let has_disclosures =
        possession.kind.names_the_key() && companion.layers.first().is_some_and(|layer| layer.sd_jwt.is_some());
    if has_disclosures || !companion.layers.first().is_none_or(is_compact) {
        return Some("is not in the compact serialization");
    }
    let typ = companion.layers.first().and_then(first_header).and_then(|header| header.protected_media_type("typ"));
    if possession.kind == CompanionKind::WorkloadIdentity {
        let is_other = typ.as_deref() != Some(WORKLOAD_IDENTITY);
        return is_other.then_some("is not a workload identity token: its typ must be wit+jwt");
    }
    if possession.kind == CompanionKind::AccessToken {
        let is_other = typ.as_deref().is_some_and(|typ| PROOFS.contains(&typ) || typ == ATTESTATION);
        return is_other.then_some("is not an access token: its typ is that of a proof");
    }
    if typ.as_deref() != Some(ATTESTATION) {
        return Some("is not a client attestation: its typ must be oauth-client-attestation+jwt");
    }
    let claims = ClaimsSet::readable(companion, |name| ["exp", "sub"].into_iter().find(|wanted| *wanted == name))?;
    if !claims.has("exp") {
        return Some("must have exp, but does not");
    }
    (!claims.has("sub")).then_some("must have sub, but does not")
}

/// What is wrong with its times.
fn of_time(other: &Validation) -> &'static str {
    match other.checks.iter().find(|check| check.state != ClaimState::Holds).map(|check| &check.state) {
        Some(ClaimState::Expired(_)) => "has expired",
        Some(ClaimState::NotYet(_)) => "is not valid yet",
        _ => "is itself not valid",
    }
}

/// Whether two addresses are one: scheme and host without regard to case, the port of the scheme left out or not, an empty path
/// or `/`, escapes and dot segments resolved, query and fragment not compared (RFC 9449 §4.3 step 9, RFC 3986 §6.2.2, §6.2.3).
pub(in crate::engine) fn is_same_address(one: &str, other: &str) -> bool {
    let parts = |text: &str| {
        let uri = Uri::parse(text)?;
        let scheme = uri.scheme.to_ascii_lowercase();
        let port = match (uri.port, &*scheme) {
            ("443", "https") | ("80", "http") => String::new(),
            (port, _) => port.to_owned(),
        };
        let path = uri.rest.split(['?', '#']).next().unwrap_or_default();
        let path = if path.is_empty() { "/" } else { path };
        Some((
            scheme,
            uri.userinfo.map(str::to_owned),
            uri.host.to_ascii_lowercase(),
            port,
            without_dots(&unescaped(path)),
        ))
    };
    one == other || parts(one).zip(parts(other)).is_some_and(|(one, other)| one == other)
}

/// A path with the escapes of unreserved characters resolved and those of others in upper case (RFC 3986 §6.2.2).
fn unescaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, behind)) = rest.split_once('%') {
        out.push_str(before);
        // `from_str_radix` takes a sign.
        let digits = behind.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let escape = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (escape, behind.get(2..)) {
            (Some(byte), Some(more)) => {
                let character = char::from(byte);
                if character.is_ascii_alphanumeric() || matches!(character, '-' | '.' | '_' | '~') {
                    out.push(character);
                } else {
                    out.push_str(&format!("%{byte:02X}"));
                }
                rest = more;
            }
            _ => {
                out.push('%');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A path without `.` and `..` (RFC 3986 §5.2.4).
fn without_dots(path: &str) -> String {
    let Some(path) = path.strip_prefix('/') else { return path.to_owned() };
    let mut kept = Vec::new();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        match segment {
            "." => {}
            ".." => drop(kept.pop()),
            segment => {
                kept.push(segment);
                continue;
            }
        }
        // What ends with one of them names a folder.
        if segments.peek().is_none() {
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{is_same_address, without_dots};

    #[test]
    fn dot_segments_are_removed_as_the_rfc_removes_them() {
        for (path, expected) in [
            ("/a/b/c/./../../g", "/a/g"),
            ("/", "/"),
            ("/..", "/"),
            ("/../a", "/a"),
            ("/a/.", "/a/"),
            ("/a/b/..", "/a/"),
            ("/a//../b", "/a/b"),
            ("/a/...", "/a/..."),
        ] {
            assert_eq!(without_dots(path), expected, "{path}");
        }
    }

    #[test]
    fn addresses_are_compared_as_the_rfc_normalizes_them() {
        for (one, other) in [
            ("https://a.example", "https://a.example/"),
            ("https://A.example:443/x", "HTTPS://a.EXAMPLE/x?y=1#z"),
            ("https://a.example/%7Ex", "https://a.example/~x"),
            ("https://a.example/a%2fb", "https://a.example/a%2Fb"),
            ("http://a.example:80/", "http://a.example/"),
            ("https://a.example/x/../token", "https://a.example/token"),
            ("https://a.example/x/%2e%2E/token/.", "https://a.example/token/"),
            ("urn:x", "urn:x"),
        ] {
            assert!(is_same_address(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("https://a.example/x", "https://a.example/X"),
            ("https://a.example/x", "https://a.example/x/"),
            ("https://a.example/", "http://a.example/"),
            ("https://a.example:8443/", "https://a.example/"),
            ("https://a.example@b.example/", "https://b.example/"),
            ("https://a.example/a%2Fb", "https://a.example/a/b"),
            ("https://a.example/%+1", "https://a.example/%01"),
            ("https://a.example/x/..", "https://a.example/x"),
            ("https://a.example/%é", "https://a.example/%"),
            ("", "https://a.example/"),
        ] {
            assert!(!is_same_address(one, other), "{one} {other}");
        }
    }
}
