//! Rules about the header: algorithms, keys that a token brings along, hints that become attacks, types.

use super::{Subject, headers};
use crate::engine::crypto::compression::{self, InflateError};
use crate::engine::ground::base64url;
use crate::engine::ground::json::Kind;
use crate::engine::ground::jwa::{KeyManagementMode, content_encryption, elsewhere, key_management, signature};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::registry;
use crate::engine::jose::content::{SaidContent, said_content};
use crate::engine::jose::embedded::Trust;
use crate::engine::jose::header::{HeaderParameter, JoseHeader};
use crate::engine::jose::layer::{ContentKind, Layer};
use crate::engine::jose::sd_jwt::EMBEDDED_KEY;
use crate::engine::jose::status::Outcome;
use crate::engine::jwt::numeric_date;
use crate::engine::jwt::profile::{self, ProfileKind};
use crate::engine::rule::Rule;
use crate::engine::rule::finding::{Finding, Findings, Place, Severity};
use crate::engine::text::uri::Uri;
use crate::engine::text::words::{grouped, shown};
use crate::engine::verify::attribution::distinct;

crate::engine::rule::rules! {
    ALG_NONE: Error, "Not signed: anyone can change this token", "Sign it; a verifier must reject alg none", "RFC 7518 §3.6; rfc8725bis §3.2";
    ALG_NONE_CASEVARIANT: Error, "A spelling of none that slips past careless filters", "alg is case-sensitive: only an attacker writes it this way", "RFC 8725 §3.1; RFC 7515 §4.1.1";
    ALG_UNKNOWN: Warning, "An algorithm that is not registered", "Only the issuer knows what it means", "RFC 7518 §7.1";
    ALG_CASE: Warning, "An algorithm in the wrong case", "alg and enc are case-sensitive: strict libraries reject this one", "RFC 7515 §4.1.1";
    ALG_MISPLACED: Error, "An algorithm for another purpose", "", "RFC 7518 §3.1, §4.1, §5.1";
    ALG_PROHIBITED: Error, "An algorithm that tokens must not use", "IANA registers it for keys only and prohibits it in tokens", "IANA JOSE algorithms";
    ALG_DEPRECATED_EDDSA: Info, "EdDSA does not say which curve", "Deprecated: write Ed25519 or Ed448", "RFC 9864 §2.2";
    ALG_RSA1_5: Error, "RSA1_5 is vulnerable to padding oracle attacks", "Use RSA-OAEP-256", "rfc8725bis §3.2; RFC 8725 §3.2";
    ALG_OAEP_SHA1: Info, "RSA-OAEP uses SHA-1 internally, which is still safe there", "RSA-OAEP-256 avoids the question", "RFC 7518 §4.3";
    ALG_ES256K: Info, "ES256K: few libraries support it, and FIPS does not approve it", "Use ES256 unless you need Bitcoin's curve", "RFC 8812 §3.2";
    ALG_HS_SHARED: Info, "The issuer and the audience appear to share one secret", "Anyone who can verify this token can also forge it: a key pair would separate the two", "RFC 7518 §8; RFC 8725 §3.8";
    ALG_JWE_WHERE_JWS: Warning, "Encrypted but not signed", "Anyone who has the public key can make such a token: sign it first, then encrypt", "rfc8725bis §3.3; RFC 7519 §11.2";
    HDR_JWK_EMBEDDED: Error, "The token contains the key that verifies it", "It proves that the sender holds that key, not who the sender is (CVE-2018-0114)", "RFC 7515 §4.1.3";
    HDR_JWK_PRIVATE: Error, "The token contains a private key", "Treat it as leaked: replace it now", "RFC 7515 §4.1.3; RFC 9449 §4.3";
    HDR_JKU: Warning, "The token says where to fetch its keys", "A verifier that follows it can be led to an attacker's keys; Jotsmith never fetches it", "rfc8725bis §3.10; RFC 7515 §4.1.2";
    HDR_X5U: Warning, "The token says where to fetch its certificate", "A verifier that follows it can be led to an attacker's certificate; Jotsmith never fetches it", "rfc8725bis §3.10; RFC 7515 §4.1.5";
    HDR_JKU_ISS_HOST: Warning, "The keys are not on the issuer's host", "Get the issuer's keys from the issuer", "RFC 8725 §3.8";
    HDR_X5C_UNCHECKED: Info, "The certificates are shown, but not whether they are trusted", "", "RFC 7515 §4.1.6";
    HDR_X5T_SHA1: Info, "x5t is a SHA-1 fingerprint", "Use x5t#S256 instead", "RFC 7515 §4.1.7";
    HDR_KID_TRAVERSAL: Error, "kid looks like a path traversal attack", "Look keys up in a list, never as a path", "RFC 8725 §3.10";
    HDR_KID_SQLI: Error, "kid looks like an SQL injection attack", "Look keys up in a list, or with bound parameters", "RFC 8725 §3.10";
    HDR_KID_CMD: Error, "kid looks like a command injection attack", "Never pass a kid to a shell", "RFC 8725 §3.10";
    HDR_KID_LDAP: Warning, "kid looks like an LDAP injection attack", "Escape it before an LDAP search", "RFC 8725 §3.10";
    HDR_KID_URL: Warning, "kid is a URL", "Some libraries fetch it; use a plain name", "RFC 8725 §3.10";
    HDR_KID_LONG: Info, "kid is long", "A short one saves bytes on every request", "RFC 7515 §4.1.4";
    HDR_KID_MISSING: Info, "No kid, so every key has to be tried", "Name the key with kid", "RFC 7515 §4.1.4";
    ZIP_IN_JWS: Warning, "zip has no meaning in a signed token", "Leave it out", "RFC 7516 §4.1.3";
    ZIP_USED: Warning, "Compressed before encryption", "The length can reveal the content: leave zip out", "RFC 8725 §3.6";
    P2C_LOW: Warning, "Too few PBKDF2 iterations", "Guessing the password is too cheap: raise p2c", "RFC 7518 §4.8.1.2; OWASP Password Storage";
    P2C_HIGH: Error, "So many PBKDF2 iterations that a verifier can freeze", "Verifiers should reject more than 1,200,000", "rfc8725bis §3.13";
    P2S_SHORT: Warning, "The salt is short", "Use 16 random bytes", "RFC 7518 §4.8.1.1";
    TYP_MISSING: Info, "No typ: one kind of token can pass as another", "Say what it is, for instance with typ at+jwt", "RFC 8725 §3.11";
    TYP_GENERIC: Info, "typ JWT says nothing about what kind of token this is", "", "RFC 8725 §3.11";
    TYP_WRONG_KIND: Error, "typ and the claims contradict each other", "Reject it: one kind of token must not pass as another", "RFC 8725 §3.12";
    TYP_IN_PAYLOAD: Info, "The kind of token is in the claims, where Keycloak puts it", "Libraries look at the header's typ", "RFC 7515 §4.1.9";
    HDR_STRAY: Warning, "A parameter of another algorithm", "Leave it out: it was left over, or is meant for a reader that ignores alg", "RFC 7518 §4.6.1, §4.7.1, §4.8.1";
    CTY_NESTED_MISSING: Warning, "A nested token that cty does not announce", "cty must be JWT for a nested token", "RFC 7519 §5.2";
}

/// PBES2 iterations above which a verifier should refuse (rfc8725bis §3.13: twice OWASP's figure).
const ITERATIONS_HIGH: i128 = 1_200_000;
/// RFC 7518 §4.8.1.2: "a minimum iteration count of 1000 is RECOMMENDED".
const ITERATIONS_MINIMUM: i128 = 1_000;

/// What a payload inflates to, which no standard foresees for a JWS; SMART Health Cards do it. `None`: it is not
/// compressed.
fn compressed_payload(layer: &Layer, limits: &Limits) -> Option<String> {
    let content = layer.content.as_ref()?;
    let bytes = content.part.as_ref().map_or(&content.bytes, |part| &part.bytes);
    let reader = "Not standard in a signed token: most libraries see compressed bytes instead of claims";
    match compression::inflate(bytes, limits.inflated) {
        Ok(compression::Inflated { bytes: inflated, .. }) => {
            let text = String::from_utf8_lossy(&inflated);
            let start: String = text.chars().take(200).collect();
            let sizes = format!("{} bytes become {}", grouped(bytes.len() as u128), grouped(inflated.len() as u128));
            Some(format!("The payload is compressed, {sizes}: {}. {reader}", shown(&start)))
        }
        Err(InflateError::TooLarge { limit }) => Some(format!(
            "The payload inflates to more than {} bytes; inflating it was stopped. {reader}",
            grouped(limit as u128)
        )),
        Err(_) => None,
    }
}

/// Looks at the headers of a layer.
pub(crate) fn check(subject: &Subject<'_>, index: usize, layer: &Layer, limits: &Limits, findings: &mut Findings) {
    for (place, header) in headers(layer, limits) {
        let mut rules = HeaderRules { subject, index, layer, place, header, findings };
        if layer.jws().is_some() {
            rules.signature_algorithm();
            rules.embedded_key();
            rules.shared_secret();
            if let Some(zip) = header.get("zip") {
                match compressed_payload(layer, limits) {
                    Some(message) => {
                        let finding = rules.finding(&ZIP_IN_JWS, zip).saying(message);
                        let advice = "SMART Health Cards require it; everywhere else, leave zip out";
                        rules.findings.push(finding.advising(advice));
                    }
                    None => rules.push(&ZIP_IN_JWS, zip),
                }
            }
        } else {
            rules.key_management_algorithm();
            rules.content_encryption_algorithm();
            rules.passphrase();
            rules.unsigned();
            if let Some(zip) = header.get("zip").filter(|zip| zip.value.as_str().as_deref() == Some("DEF")) {
                rules.push(&ZIP_USED, zip);
            }
        }
        rules.strays();
        rules.private_keys();
        rules.addresses();
        rules.certificates();
        rules.key_id();
        rules.types();
    }
}

struct HeaderRules<'a> {
    subject: &'a Subject<'a>,
    index: usize,
    layer: &'a Layer,
    place: Place,
    header: &'a JoseHeader,
    findings: &'a mut Findings,
}

impl<'a> HeaderRules<'a> {
    fn finding(&self, rule: &'static Rule, parameter: HeaderParameter<'_>) -> Finding {
        Finding::new(rule, self.index, self.place).at(parameter.span_in_text())
    }

    fn push(&mut self, rule: &'static Rule, parameter: HeaderParameter<'_>) {
        let finding = self.finding(rule, parameter);
        self.findings.push(finding);
    }

    fn say(&mut self, rule: &'static Rule, parameter: HeaderParameter<'_>, message: impl Into<String>) {
        let finding = self.finding(rule, parameter).saying(message);
        self.findings.push(finding);
    }

    /// The parameter of this name that is a string, and the string.
    fn text(&self, name: &str) -> Option<(HeaderParameter<'a>, String)> {
        let parameter = self.header.get(name)?;
        Some((parameter, parameter.value.as_str()?.into_owned()))
    }

    fn signature_algorithm(&mut self) {
        let Some((parameter, name)) = self.text("alg") else { return };
        match &*name {
            "none" => return self.push(&ALG_NONE, parameter),
            "EdDSA" => self.push(&ALG_DEPRECATED_EDDSA, parameter),
            "ES256K" => self.push(&ALG_ES256K, parameter),
            _ => {}
        }
        if name.trim().eq_ignore_ascii_case("none") {
            let message =
                format!("\u{201c}{}\u{201d} is a spelling of none that slips past careless filters", shown(&name));
            return self.say(&ALG_NONE_CASEVARIANT, parameter, message);
        }
        if signature::find(&name).is_some() {
            return;
        }
        if key_management::find(&name).is_some() || content_encryption::find(&name).is_some() {
            let message = format!("{name} is for encryption, but this token is signed");
            return self.say(&ALG_MISPLACED, parameter, message);
        }
        self.unregistered(parameter, &name);
    }

    fn key_management_algorithm(&mut self) {
        let Some((parameter, name)) = self.text("alg") else { return };
        match &*name {
            "RSA1_5" => self.push(&ALG_RSA1_5, parameter),
            "RSA-OAEP" => self.push(&ALG_OAEP_SHA1, parameter),
            _ => {}
        }
        if key_management::find(&name).is_some() {
            return;
        }
        if signature::find(&name).is_some() || content_encryption::find(&name).is_some() {
            let message = format!("{name} is not a JWE key management algorithm");
            return self.say(&ALG_MISPLACED, parameter, message);
        }
        self.unregistered(parameter, &name);
    }

    fn content_encryption_algorithm(&mut self) {
        let Some((parameter, name)) = self.text("enc") else { return };
        if content_encryption::find(&name).is_some() {
            return;
        }
        if signature::find(&name).is_some() || key_management::find(&name).is_some() {
            let message = format!("{name} is not a JWE content encryption algorithm");
            return self.say(&ALG_MISPLACED, parameter, message);
        }
        self.unregistered(parameter, &name);
    }

    /// A name that none of our tables has.
    fn unregistered(&mut self, parameter: HeaderParameter<'_>, name: &str) {
        if let Some(row) = registry::algorithm(name) {
            if row.requirement == "Prohibited" {
                self.say(&ALG_PROHIBITED, parameter, format!("{name} must not be used in a token"));
            }
        } else if let Some(row) = registry::algorithm_in_another_case(name) {
            self.say(&ALG_CASE, parameter, format!("\u{201c}{}\u{201d} is not {}", shown(name), row.name));
        } else if !name.starts_with("HPKE-") {
            // HPKE has a rule of its own, where the structure is read.
            let message = match elsewhere::algorithm(name) {
                Some(words) => format!("{name} is {words}: not registered for JOSE"),
                None => format!("\u{201c}{}\u{201d} is not a registered algorithm", shown(name)),
            };
            let finding = self.finding(&ALG_UNKNOWN, parameter).saying(message);
            let meant = elsewhere::registered(name).or_else(|| elsewhere::registered_encryption(name));
            self.findings.push(match meant {
                Some(meant) => finding.advising(format!("It most likely means {meant}: write that")),
                None => finding,
            });
        }
    }

    /// Parameters that an algorithm of another family uses. Of an algorithm that is not known nobody can say.
    fn strays(&mut self) {
        let Some((_, name)) = self.text("alg") else { return };
        let own = match (self.layer.jws(), key_management::find(&name), signature::find(&name)) {
            (Some(_), _, Some(_)) => &[],
            (None, Some(row), _) => key_management::own_parameters(row.family),
            _ => return,
        };
        for parameter in key_management::OWN_PARAMETERS.iter().filter(|parameter| !own.contains(parameter)) {
            if let Some(found) = self.header.get(parameter) {
                self.say(&HDR_STRAY, found, stray(parameter, &name));
            }
        }
    }

    fn embedded_key(&mut self) {
        let Some(parameter) = self.header.get("jwk") else { return };
        // DPoP (RFC 9449 §4.2), credential requests and ACME (RFC 8555 §6.2) demand the key in the header.
        let kind = profile::declared(self.header).map(|row| row.kind);
        if profile::is_acme(self.layer) || matches!(kind, Some(ProfileKind::DpopProof | ProfileKind::PossessionProof)) {
            let finding = self
                .finding(&HDR_JWK_EMBEDDED, parameter)
                .graded(Severity::Info)
                .saying("Contains its own key, as this kind of token must")
                .advising("It proves that the sender holds the key, not who the sender is");
            self.findings.push(finding);
        } else {
            self.push(&HDR_JWK_EMBEDDED, parameter);
        }
    }

    fn private_keys(&mut self) {
        for name in ["jwk", "epk"] {
            let Some(parameter) = self.header.get(name) else { continue };
            if super::privacy::private_member(parameter.value).is_some() {
                self.say(&HDR_JWK_PRIVATE, parameter, format!("The token contains a private key, in {name}"));
            }
        }
    }

    /// An HMAC between two parties that seem to be different ones.
    fn shared_secret(&mut self) {
        let Some((parameter, name)) = self.text("alg") else { return };
        if !matches!(&*name, "HS256" | "HS384" | "HS512") || !self.subject.is_innermost(self.index) {
            return;
        }
        let Some(claims) = &self.subject.claims else { return };
        let issuer = claims.text("iss").unwrap_or_default();
        let Some(issuer) = Uri::parse(&issuer) else { return };
        let audiences = claims.texts("aud");
        let differs =
            |audience: &str| Uri::parse(audience).is_some_and(|uri| !uri.host.eq_ignore_ascii_case(issuer.host));
        if audiences.iter().any(|audience| differs(audience)) {
            self.push(&ALG_HS_SHARED, parameter);
        }
    }

    /// Claims that are encrypted with a public key and signed by nobody.
    fn unsigned(&mut self) {
        let Some((parameter, name)) = self.text("alg") else { return };
        let Some(row) = key_management::find(&name) else { return };
        let is_public = matches!(
            row.mode,
            KeyManagementMode::KeyEncryption
                | KeyManagementMode::DirectKeyAgreement
                | KeyManagementMode::KeyAgreementWithKeyWrapping
        );
        let is_signed_outside =
            self.subject.examination.layers.iter().take(self.index).any(|layer| layer.jws().is_some());
        let has_claims = self.layer.content.as_ref().is_some_and(|content| content.kind == ContentKind::Claims);
        if is_public && has_claims && !is_signed_outside {
            self.push(&ALG_JWE_WHERE_JWS, parameter);
        }
    }

    fn addresses(&mut self) {
        for (name, rule) in [("jku", &HDR_JKU), ("x5u", &HDR_X5U)] {
            let Some((parameter, text)) = self.text(name) else { continue };
            let dangers = dangers(&text);
            if dangers.is_empty() {
                let host = Uri::parse(&text).map_or_else(String::new, |uri| shown(uri.host).into_owned());
                let what = if name == "jku" { "keys" } else { "certificate" };
                let message = format!("{name} says to fetch the {what} from {host}");
                // RFC 8225 §4.3 has it there: whoever makes a PASSporT can do nothing about it.
                let kind = profile::declared(self.header).map(|row| row.kind);
                let is_demanded = name == "x5u" && kind == Some(ProfileKind::Passport);
                let severity = if is_demanded { Severity::Info } else { rule.severity };
                let finding = self.finding(rule, parameter).graded(severity).saying(message);
                self.findings.push(finding);
            } else {
                let message = format!("{name} points to a dangerous place: {}", dangers.join(", "));
                let finding = self.finding(rule, parameter).graded(Severity::Error).saying(message);
                self.findings.push(finding);
            }
        }
        let Some((parameter, text)) = self.text("jku") else { return };
        let issuer = self.subject.claims.as_ref().and_then(|claims| claims.text("iss")).unwrap_or_default();
        if let (Some(keys), Some(issuer)) = (Uri::parse(&text), Uri::parse(&issuer))
            && !keys.host.eq_ignore_ascii_case(issuer.host)
        {
            let message = format!("The keys come from {}, the token from {}", shown(keys.host), shown(issuer.host));
            self.say(&HDR_JKU_ISS_HOST, parameter, message);
        }
    }

    fn certificates(&mut self) {
        let is_anchored = self.layer.embedded.iter().any(|found| matches!(found.trust, Some(Trust::Anchored { .. })));
        if let Some(parameter) = self.header.get("x5c").filter(|_| !is_anchored) {
            self.push(&HDR_X5C_UNCHECKED, parameter);
        }
        if let Some(parameter) = self.header.get("x5t") {
            self.push(&HDR_X5T_SHA1, parameter);
        }
    }

    fn key_id(&mut self) {
        let Some((parameter, kid)) = self.text("kid") else {
            if self.header.get("kid").is_none() {
                self.key_id_missing();
            }
            return;
        };
        let lower = kid.to_ascii_lowercase();
        if let Some(sign) = traversal(&lower) {
            self.say(
                &HDR_KID_TRAVERSAL,
                parameter,
                format!("kid looks like a path traversal attack: it contains {sign}"),
            );
        }
        if has_sql(&lower) {
            self.push(&HDR_KID_SQLI, parameter);
        }
        if has_command(&lower) {
            self.push(&HDR_KID_CMD, parameter);
        }
        if ["*)(", ")(|", ")(&", ")(!"].iter().any(|sign| lower.contains(sign)) {
            self.push(&HDR_KID_LDAP, parameter);
        }
        // RFC 8555 §6.2: in an ACME request it is the URL of the account.
        let is_of_web = |uri: Uri<'_>| uri.has_scheme("https") || uri.has_scheme("http");
        if !profile::is_acme(self.layer) && Uri::parse(&kid).is_some_and(is_of_web) {
            self.push(&HDR_KID_URL, parameter);
        }
        let length = kid.chars().count();
        if length > 256 {
            self.say(&HDR_KID_LONG, parameter, format!("kid has {} characters", grouped(length as u128)));
        }
    }

    fn key_id_missing(&mut self) {
        let entry = match self.place {
            Place::Signature(index) | Place::Recipient(index) => index,
            _ => 0,
        };
        let signature = self.layer.signatures.get(entry).map(|result| &result.attempts);
        let recipient = self.layer.recipients.get(entry).map(|result| &result.attempts);
        let fitting = signature.or(recipient).map_or(0, |attempts| {
            // Of a key that came with the token it is known which one it is.
            let tried =
                attempts.iter().filter(|attempt| attempt.outcome != Outcome::Unfit && attempt.key.id != EMBEDDED_KEY);
            distinct(tried.map(|attempt| &*attempt.key))
        });
        if fitting > 1 {
            let message = format!("No kid, so {fitting} keys had to be tried");
            self.findings.push(Finding::new(&HDR_KID_MISSING, self.index, self.place).saying(message));
        }
    }

    fn passphrase(&mut self) {
        let Some((_, name)) = self.text("alg") else { return };
        if !name.starts_with("PBES2-") {
            return;
        }
        if let Some(parameter) = self.header.get("p2c")
            && let Ok(count) = numeric_date::parse(parameter.value)
        {
            // OWASP, 2026: 600,000 with SHA-256, 220,000 with SHA-512.
            let (wanted, hash) =
                if name.starts_with("PBES2-HS256") { (600_000, "SHA-256") } else { (220_000, "SHA-512") };
            let count = count.seconds;
            let shown = grouped(u128::try_from(count).unwrap_or(0));
            if count > ITERATIONS_HIGH {
                let message = format!("{shown} PBKDF2 iterations can freeze a verifier");
                self.say(&P2C_HIGH, parameter, message);
            } else if count < wanted {
                let message = format!(
                    "{shown} PBKDF2 iterations make guessing too cheap; OWASP recommends {} with {hash}",
                    grouped(wanted as u128)
                );
                let severity = if count < ITERATIONS_MINIMUM { Severity::Error } else { Severity::Warning };
                let finding = self.finding(&P2C_LOW, parameter).graded(severity).saying(message);
                self.findings.push(finding);
            }
        }
        if let Some((parameter, salt)) = self.text("p2s") {
            let length = base64url::decode(&salt).bytes.len();
            if length < 16 {
                // RFC 7518 §4.8.1.1: "A Salt Input value containing 8 or more octets MUST be used."
                let severity = if length < 8 { Severity::Error } else { Severity::Warning };
                let message = format!("The salt has {length} bytes");
                let finding = self.finding(&P2S_SHORT, parameter).graded(severity).saying(message);
                self.findings.push(finding);
            }
        }
    }

    fn types(&mut self) {
        let is_nested = self.layer.content.as_ref().is_some_and(|content| content.kind == ContentKind::Nested);
        if is_nested && said_content(Some(self.header)) == SaidContent::Other {
            let parameter = self.header.get("cty").or_else(|| self.header.get("typ"));
            let span = parameter.map(|parameter| parameter.span_in_text());
            self.findings.push(Finding::new(&CTY_NESTED_MISSING, self.index, self.place).at(span));
        }
        if !self.subject.is_innermost(self.index) {
            return;
        }
        let Some(claims) = &self.subject.claims else { return };
        if let Some(value) = claims.get("typ").filter(|value| value.kind() == Kind::String) {
            let finding = Finding::new(&TYP_IN_PAYLOAD, self.index, Place::Payload).at(claims.span(value));
            self.findings.push(finding);
        }
        let family = self.subject.profile.as_ref().and_then(|profile| profile.family);
        let shape = profile::shape(claims, family);
        let Some(parameter) = self.header.get("typ") else {
            if super::claims::is_meant_as_jwt(self.subject) {
                self.findings.push(Finding::new(&TYP_MISSING, self.index, self.place));
            }
            return;
        };
        let Some(shape) = shape else { return };
        let is_certain = matches!(
            shape,
            ProfileKind::LogoutToken
                | ProfileKind::SecurityEvent
                | ProfileKind::DpopProof
                | ProfileKind::KeyBinding
                | ProfileKind::IntrospectionResponse
                | ProfileKind::RefreshToken
        );
        let looks = profile::row(shape).map(|row| row.words()).unwrap_or_default();
        if let Some(declared) = profile::declared(self.header) {
            // A logout token is a security event.
            let agrees = declared.kind == shape
                || matches!((declared.kind, shape), (ProfileKind::SecurityEvent, ProfileKind::LogoutToken));
            if is_certain && !agrees {
                let message = format!("typ says {}, but the claims are those of {looks}", lower(declared.name));
                self.say(&TYP_WRONG_KIND, parameter, message);
            }
        } else if self.header.media_type("typ").as_deref() == Some("application/jwt") {
            let explicit = match shape {
                ProfileKind::AccessToken if is_rfc9068(claims) => "at+jwt",
                ProfileKind::RefreshToken => return,
                _ if is_certain => profile::row(shape).and_then(|row| row.types.first().copied()).unwrap_or_default(),
                _ => return,
            };
            let finding = self
                .finding(&TYP_GENERIC, parameter)
                .saying(format!("typ JWT does not say that this is {looks}"))
                .advising(format!("Write {explicit}"));
            self.findings.push(finding);
        }
    }
}

/// Whether it has all that RFC 9068 §2.2 demands, and only lacks the name.
fn is_rfc9068(claims: &crate::engine::jwt::ClaimsSet<'_>) -> bool {
    ["iss", "exp", "aud", "sub", "client_id", "iat", "jti"].into_iter().all(|name| claims.has(name))
}

/// The first letter in lower case, for the middle of a sentence; abbreviations stay as they are.
fn lower(name: &str) -> String {
    let mut characters = name.chars();
    let (first, second) = (characters.next(), characters.clone().next());
    match (first, second) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(characters).collect(),
        _ => name.to_owned(),
    }
}

/// What is dangerous about an address that a verifier might follow.
fn dangers(text: &str) -> Vec<&'static str> {
    let mut dangers = Vec::new();
    let Some(uri) = Uri::parse(text) else { return vec!["it is not a URL"] };
    let is_web = uri.has_scheme("https") || uri.has_scheme("http");
    if uri.has_scheme("http") {
        dangers.push("plain http, which anyone can change in transit");
    } else if !is_web {
        dangers.push("not a web URL");
    }
    if uri.userinfo.is_some() {
        dangers.push("a user name before the host, which hides where it really leads");
    }
    if uri.is_internal() {
        dangers.push("a host on the internal network");
    } else if uri.has_address() {
        dangers.push("an IP address instead of a host name");
    }
    let rest = uri.rest.to_ascii_lowercase();
    if rest.contains("/..") || rest.contains("%2e%2e") || rest.contains('\\') {
        dangers.push("a path that contains ..");
    }
    let query = rest.split_once('?').map_or("", |(_, query)| query);
    let is_redirect = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let names = [
            "url",
            "uri",
            "redirect",
            "redirect_uri",
            "redirect_url",
            "next",
            "dest",
            "destination",
            "goto",
            "target",
            "return",
            "return_to",
            "continue",
            "u",
        ];
        names.contains(&name) && (value.starts_with("http") || value.starts_with("//") || value.starts_with("%2f%2f"))
    };
    if query.split('&').any(is_redirect) {
        dangers.push("a redirect to another site");
    }
    dangers
}

/// The sign of a path in a kid. Base64 may begin with `/`, so that alone is none.
fn traversal(kid: &str) -> Option<&'static str> {
    let signs = ["../", "..\\", "%2e%2e", "..%2f", "..%5c", "/dev/null", "/proc/", "/etc/", "file:", "%00"];
    if let Some(sign) = signs.into_iter().find(|sign| kid.contains(sign)) {
        return Some(sign);
    }
    let roots = ["/dev/", "/sys/", "/tmp/", "/var/", "/usr/", "/home/", "/root/", "/opt/", "/bin/", "/run/", "/app/"];
    if roots.iter().any(|root| kid.starts_with(root)) {
        return Some("an absolute path");
    }
    let mut bytes = kid.bytes();
    let is_drive = matches!((bytes.next(), bytes.next(), bytes.next()), (Some(b'a'..=b'z'), Some(b':'), Some(b'\\')));
    is_drive.then_some("an absolute path")
}

/// SQL in a kid. `--` alone is none: a thumbprint in base64url may hold it.
fn has_sql(kid: &str) -> bool {
    let has_quote = kid.contains(['\'', '"']);
    let words: Vec<&str> = kid.split(|character: char| !character.is_ascii_alphanumeric()).collect();
    let has = |word: &str| words.contains(&word);
    let quoted = has_quote
        && (["or", "and", "union", "select", "drop", "insert", "update", "delete", "sleep", "waitfor"]
            .into_iter()
            .any(has)
            || ["--", ";", "||", "/*", "#"].iter().any(|sign| kid.contains(sign)));
    let is_tautology = kid.split_whitespace().collect::<Vec<_>>().windows(2).any(|pair| {
        let [word, comparison] = pair else { return false };
        (*word == "or" || *word == "and")
            && comparison.split_once('=').is_some_and(|(left, right)| !left.is_empty() && left == right)
    });
    quoted || is_tautology || (has("union") && has("select")) || (has("drop") && has("table"))
}

/// A command in a kid.
fn has_command(kid: &str) -> bool {
    if kid.contains(['`', '\n', '\r', '\0']) || kid.contains("$(") || kid.contains("&&") || kid.contains("${") {
        return true;
    }
    let commands = [
        "cat", "sleep", "curl", "wget", "nc", "id", "ls", "rm", "sh", "bash", "ping", "whoami", "touch", "python",
        "python3", "perl", "nslookup", "echo", "uname",
    ];
    kid.split([';', '|']).skip(1).any(|behind| {
        let behind = behind.trim_start_matches([' ', '|']);
        let behind = ["/usr/bin/", "/bin/"].into_iter().find_map(|path| behind.strip_prefix(path)).unwrap_or(behind);
        let end = behind.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(behind.len());
        behind.get(..end).is_some_and(|word| commands.contains(&word))
    })
}

/// That a parameter belongs to another algorithm than this one.
pub fn stray(parameter: &str, algorithm: &str) -> String {
    let users = key_management::users_of(parameter);
    format!("{parameter} means nothing with {algorithm}: only {users} uses it")
}

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::engine::jose::status::{RecipientStatus, SignatureStatus};
    use crate::engine::jwt::fixture::{examination, jwe, jws, verified};
    use crate::engine::lint::lint;
    use crate::engine::lint::tests::{check, rules_of};
    use crate::engine::rule::finding::Severity;

    /// Checks the rules of a signed token's header.
    fn signed(header: &str, expected: &[&str]) {
        check(RULES, header, r#"{"a":1}"#, expected);
    }

    /// Checks the rules of an encrypted token's header.
    fn encrypted(header: &str, expected: &[&str]) {
        let layer = jwe(header, None, &[RecipientStatus::Locked]);
        assert_eq!(rules_of(&examination(vec![layer])), expected, "{header}");
    }

    fn severity(header: &str, rule: &str) -> Option<Severity> {
        let findings = lint(&verified(header, "{}"));
        findings.iter().find(|finding| finding.rule.id == rule).map(|finding| finding.severity)
    }

    #[test]
    fn hdr_stray() {
        let has = |header: &str| {
            let layer = jwe(header, None, &[RecipientStatus::Locked]);
            rules_of(&examination(vec![layer])).contains(&"HDR_STRAY")
        };
        for (alg, own, strange) in [
            ("ECDH-ES+A256KW", r#""epk":{},"apu":"YQ","apv":"Yg""#, r#""p2c":9"#),
            ("A256GCMKW", r#""iv":"YQ","tag":"Yg""#, r#""epk":{}"#),
            ("PBES2-HS256+A128KW", r#""p2s":"YWFhYWFhYWFhYWFhYWFhYQ","p2c":600000"#, r#""tag":"YQ""#),
            ("RSA-OAEP-256", r#""kid":"1""#, r#""apu":"YQ""#),
        ] {
            assert!(!has(&format!(r#"{{"alg":"{alg}","enc":"A256GCM",{own}}}"#)), "{alg}");
            assert!(has(&format!(r#"{{"alg":"{alg}","enc":"A256GCM",{own},{strange}}}"#)), "{alg}");
        }
        // Nobody can say it of an algorithm that is not known, such as ECDH-1PU.
        assert!(!has(r#"{"alg":"ECDH-1PU","enc":"A256GCM","epk":{}}"#));
        signed(r#"{"alg":"HS256","p2c":1000,"epk":{"kty":"EC"}}"#, &["HDR_STRAY"]);
    }

    #[test]
    fn alg_none() {
        signed(r#"{"alg":"none"}"#, &["ALG_NONE"]);
        signed(r#"{"alg":"HS256"}"#, &[]);
    }

    #[test]
    fn alg_none_casevariant() {
        for alg in ["None", "NONE", "nOnE", "none ", " none"] {
            signed(&format!(r#"{{"alg":"{alg}"}}"#), &["ALG_NONE_CASEVARIANT"]);
        }
        signed(r#"{"alg":"nonesuch"}"#, &["ALG_UNKNOWN"]);
    }

    #[test]
    fn alg_unknown_and_alg_case() {
        signed(r#"{"alg":"ROT13"}"#, &["ALG_UNKNOWN"]);
        signed(r#"{"alg":"rs256"}"#, &["ALG_CASE"]);
        signed(r#"{"alg":"RS256"}"#, &[]);
        signed(r#"{"alg":"ML-DSA-65"}"#, &[]);
        encrypted(r#"{"alg":"dir","enc":"a256gcm"}"#, &["ALG_CASE"]);
        encrypted(r#"{"alg":"dir","enc":"A257GCM"}"#, &["ALG_UNKNOWN"]);
        encrypted(r#"{"alg":"dir","enc":"A256GCM"}"#, &[]);
        encrypted(r#"{"alg":"HPKE-0"}"#, &[]);
    }

    #[test]
    fn alg_misplaced() {
        signed(r#"{"alg":"RSA-OAEP-256"}"#, &["ALG_MISPLACED"]);
        encrypted(r#"{"alg":"HS256","enc":"A256GCM"}"#, &["ALG_MISPLACED"]);
        encrypted(r#"{"alg":"none","enc":"A256GCM"}"#, &["ALG_MISPLACED"]);
        encrypted(r#"{"alg":"dir","enc":"dir"}"#, &["ALG_MISPLACED"]);
        signed(r#"{"alg":"PS256"}"#, &[]);
    }

    #[test]
    fn alg_prohibited() {
        signed(r#"{"alg":"RS1"}"#, &["ALG_PROHIBITED"]);
        encrypted(r#"{"alg":"dir","enc":"A128CBC"}"#, &["ALG_PROHIBITED"]);
        encrypted(r#"{"alg":"dir","enc":"A128CBC-HS256"}"#, &[]);
    }

    #[test]
    fn alg_notes() {
        signed(r#"{"alg":"EdDSA"}"#, &["ALG_DEPRECATED_EDDSA"]);
        signed(r#"{"alg":"Ed25519"}"#, &[]);
        signed(r#"{"alg":"ES256K"}"#, &["ALG_ES256K"]);
        signed(r#"{"alg":"ES256"}"#, &[]);
        encrypted(r#"{"alg":"RSA1_5","enc":"A256GCM"}"#, &["ALG_RSA1_5"]);
        encrypted(r#"{"alg":"RSA-OAEP","enc":"A256GCM"}"#, &["ALG_OAEP_SHA1"]);
        encrypted(r#"{"alg":"RSA-OAEP-256","enc":"A256GCM"}"#, &[]);
    }

    #[test]
    fn alg_hs_shared() {
        let claims = |audience: &str| format!(r#"{{"iss":"https://a.example","aud":"{audience}"}}"#);
        let header = r#"{"alg":"HS256","typ":"JWT"}"#;
        check(RULES, header, &claims("https://b.example/api"), &["ALG_HS_SHARED"]);
        check(RULES, header, &claims("https://a.example/api"), &[]);
        check(RULES, header, &claims("api"), &[]);
        check(RULES, r#"{"alg":"ES256","typ":"JWT"}"#, &claims("https://b.example/api"), &[]);
    }

    #[test]
    fn alg_jwe_where_jws() {
        let of = |header: &str, plaintext: &str| {
            let found = rules_of(&examination(vec![jwe(header, Some(plaintext), &[RecipientStatus::Decrypted])]));
            found.contains(&"ALG_JWE_WHERE_JWS")
        };
        assert!(of(r#"{"alg":"RSA-OAEP-256","enc":"A256GCM"}"#, r#"{"sub":"a"}"#));
        assert!(of(r#"{"alg":"ECDH-ES","enc":"A256GCM"}"#, r#"{"sub":"a"}"#));
        assert!(!of(r#"{"alg":"dir","enc":"A256GCM"}"#, r#"{"sub":"a"}"#));
        assert!(!of(r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","cty":"JWT"}"#, "eyJ"));
    }

    #[test]
    fn hdr_jwk_embedded() {
        let header = |typ: &str| format!(r#"{{"alg":"ES256","typ":"{typ}","jwk":{{"kty":"EC"}}}}"#);
        signed(&header("JWT"), &["HDR_JWK_EMBEDDED"]);
        assert_eq!(severity(&header("JWT"), "HDR_JWK_EMBEDDED"), Some(Severity::Error));
        assert_eq!(severity(&header("dpop+jwt"), "HDR_JWK_EMBEDDED"), Some(Severity::Info));
        signed(r#"{"alg":"ES256","typ":"JWT"}"#, &[]);
    }

    #[test]
    fn hdr_jwk_private() {
        signed(r#"{"alg":"ES256","jwk":{"kty":"EC","d":"x"}}"#, &["HDR_JWK_EMBEDDED", "HDR_JWK_PRIVATE"]);
        signed(r#"{"alg":"HS256","jwk":{"kty":"oct","k":"x"}}"#, &["HDR_JWK_EMBEDDED", "HDR_JWK_PRIVATE"]);
        encrypted(r#"{"alg":"ECDH-ES","enc":"A256GCM","epk":{"kty":"EC","d":"x"}}"#, &["HDR_JWK_PRIVATE"]);
        encrypted(r#"{"alg":"ECDH-ES","enc":"A256GCM","epk":{"kty":"EC","x":"x"}}"#, &[]);
    }

    #[test]
    fn hdr_jku_and_hdr_x5u() {
        signed(r#"{"alg":"ES256","jku":"https://keys.example/jwks"}"#, &["HDR_JKU"]);
        signed(r#"{"alg":"ES256","x5u":"https://keys.example/cert"}"#, &["HDR_X5U"]);
        assert_eq!(
            severity(r#"{"alg":"ES256","x5u":"https://keys.example/cert"}"#, "HDR_X5U"),
            Some(Severity::Warning)
        );
        // Its standard demands it.
        let passport = r#"{"alg":"ES256","typ":"passport","x5u":"https://keys.example/cert"}"#;
        assert_eq!(severity(passport, "HDR_X5U"), Some(Severity::Info));
        signed(r#"{"alg":"ES256"}"#, &[]);
        let of = |url: &str| severity(&format!(r#"{{"jku":"{url}"}}"#), "HDR_JKU");
        assert_eq!(of("https://keys.example/jwks?kid=1"), Some(Severity::Warning));
        for url in [
            "http://keys.example/jwks",
            "https://127.0.0.1/jwks",
            "https://8.8.8.8/jwks",
            "https://localhost/jwks",
            "https://169.254.169.254/latest",
            "https://issuer.example@evil.example/",
            "https://issuer.example/a/../../x",
            "https://issuer.example/go?url=https://evil.example",
            "file:///etc/passwd",
            "keys",
        ] {
            assert_eq!(of(url), Some(Severity::Error), "{url}");
        }
    }

    #[test]
    fn hdr_jku_iss_host() {
        let header = r#"{"alg":"ES256","typ":"JWT","jku":"https://keys.example/jwks"}"#;
        check(RULES, header, r#"{"iss":"https://issuer.example"}"#, &["HDR_JKU", "HDR_JKU_ISS_HOST"]);
        check(RULES, header, r#"{"iss":"https://KEYS.example"}"#, &["HDR_JKU"]);
    }

    #[test]
    fn certificates() {
        signed(r#"{"alg":"RS256","x5c":["MII"]}"#, &["HDR_X5C_UNCHECKED"]);
        signed(r#"{"alg":"RS256","x5t":"abc"}"#, &["HDR_X5T_SHA1"]);
        signed(r#"{"alg":"RS256","x5t#S256":"abc"}"#, &[]);
    }

    fn kid(kid: &str, expected: &[&str]) {
        signed(&format!(r#"{{"alg":"HS256","kid":"{kid}"}}"#), expected);
    }

    #[test]
    fn hdr_kid_traversal() {
        for text in [
            "../../../dev/null",
            "..\\\\..\\\\x",
            "/dev/null",
            "/proc/self/environ",
            "file:///x",
            "%2e%2e/x",
            "/home/a.pem",
        ] {
            kid(text, &["HDR_KID_TRAVERSAL"]);
        }
    }

    #[test]
    fn hdr_kid_sqli() {
        for text in ["x' OR '1'='1", "x' UNION SELECT 'key", "a' --", "1 or 1=1", "x\\\" or \\\"\\\"=\\\""] {
            kid(text, &["HDR_KID_SQLI"]);
        }
        kid("O'Brien's key", &[]);
    }

    #[test]
    fn hdr_kid_cmd() {
        for text in ["x`id`", "$(id)", "key | cat /x", "key;sleep 5", "a && b", "a\\nb", "a\\u0000b"] {
            kid(text, &["HDR_KID_CMD"]);
        }
        kid("issuer|key;1", &[]);
    }

    #[test]
    fn hdr_kid_ldap_url_long() {
        kid("*)(uid=*", &["HDR_KID_LDAP"]);
        kid("https://evil.example/key", &["HDR_KID_URL"]);
        kid(&"k".repeat(257), &["HDR_KID_LONG"]);
        kid(&"k".repeat(256), &[]);
    }

    /// What honest issuers write, and what a thumbprint may look like.
    #[test]
    fn honest_kids_are_left_in_peace() {
        for text in [
            "prod-2026",
            "NjVBRjY5MDlCMUIwNzU4RTA2QzZFMDQ4QzQ2MDAyQjVDNjk1RTM2Qg",
            "ab--cd_ef--gh",
            "/9j4AAQSkZJRgABAQ+Kf/xY=",
            "did:example:123#key-1",
            "spiffe://trust.example/x",
            "arn:aws:kms:eu-west-1:1:key/2",
            "projects/p/locations/global/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1",
            "android or ios",
        ] {
            kid(text, &[]);
        }
    }

    #[test]
    fn hdr_kid_missing() {
        use crate::engine::jose::status::{Attempt, MatchedBy, Outcome};
        use crate::engine::key::{Jwk, KeyId, KeyMaterial, KeySource};
        let source = KeySource {
            name: String::new(),
            format: String::new(),
            kind: Default::default(),
            is_of_set: false,
            is_secret: true,
        };
        let key = Jwk::bare(KeyId(1), String::new(), KeyMaterial::Oct(vec![0; 32].into()), source);
        let attempt = |outcome| Attempt {
            key: std::sync::Arc::new(Jwk {
                thumbprint: format!("{outcome:?}"),
                material: KeyMaterial::Oct(vec![outcome as u8 + 1; 32].into()),
                ..key.clone()
            }),
            matched_by: MatchedBy::Trial,
            outcome,
            reasons: Vec::new(),
        };
        let of = |header: &str, outcomes: [Outcome; 2]| {
            let mut layer = jws(header, r#"{"a":1}"#, &[SignatureStatus::Verified]);
            layer.signatures[0].attempts = outcomes.map(attempt).into();
            rules_of(&examination(vec![layer]))
        };
        assert_eq!(of(r#"{"alg":"HS256"}"#, [Outcome::Failure, Outcome::Success]), ["HDR_KID_MISSING"]);
        assert_eq!(of(r#"{"alg":"HS256"}"#, [Outcome::Unfit, Outcome::Success]), [""; 0]);
        assert_eq!(of(r#"{"alg":"HS256","kid":"a"}"#, [Outcome::Failure, Outcome::Success]), [""; 0]);
    }

    #[test]
    fn zip() {
        signed(r#"{"alg":"HS256","zip":"DEF"}"#, &["ZIP_IN_JWS"]);
        encrypted(r#"{"alg":"dir","enc":"A256GCM","zip":"DEF"}"#, &["ZIP_USED"]);
        encrypted(r#"{"alg":"dir","enc":"A256GCM"}"#, &[]);
    }

    #[test]
    fn pbes2() {
        let header = |alg: &str, count: &str, salt: &str| {
            format!(r#"{{"alg":"{alg}","enc":"A128GCM","p2c":{count},"p2s":"{salt}"}}"#)
        };
        let salt = "AAAAAAAAAAAAAAAAAAAAAA";
        let (hs256, hs512) = ("PBES2-HS256+A128KW", "PBES2-HS512+A256KW");
        encrypted(&header(hs256, "600000", salt), &[]);
        encrypted(&header(hs256, "599999", salt), &["P2C_LOW"]);
        encrypted(&header(hs512, "220000", salt), &[]);
        encrypted(&header(hs512, "219999", salt), &["P2C_LOW"]);
        encrypted(&header(hs256, "1200000", salt), &[]);
        encrypted(&header(hs256, "1200001", salt), &["P2C_HIGH"]);
        encrypted(&header(hs256, "1e30", salt), &["P2C_HIGH"]);
        encrypted(&header(hs256, "600000", "AAAAAAAAAAA"), &["P2S_SHORT"]);
        let severity = |count: &str| {
            let layer = jwe(&header(hs256, count, salt), None, &[RecipientStatus::Locked]);
            lint(&examination(vec![layer])).first().map(|finding| finding.severity)
        };
        assert_eq!(severity("999"), Some(Severity::Error));
        assert_eq!(severity("-1"), Some(Severity::Error));
        assert_eq!(severity("1000"), Some(Severity::Warning));
        encrypted(r#"{"alg":"dir","enc":"A128GCM","p2c":1}"#, &["HDR_STRAY"]);
    }

    #[test]
    fn typ_missing() {
        check(RULES, r#"{"alg":"HS256"}"#, r#"{"sub":"a"}"#, &["TYP_MISSING"]);
        check(RULES, r#"{"alg":"HS256","typ":"JWT"}"#, r#"{"sub":"a"}"#, &[]);
        // A JWS whose payload happens to be an object is no JWT.
        check(RULES, r#"{"alg":"HS256"}"#, r#"{"order":1}"#, &[]);
    }

    #[test]
    fn typ_generic() {
        let header = r#"{"alg":"ES256","typ":"JWT"}"#;
        let claims = r#"{"iss":"a","sub":"b","aud":"c","client_id":"d","iat":1,"exp":2,"jti":"e"}"#;
        check(RULES, header, claims, &["TYP_GENERIC"]);
        check(RULES, header, r#"{"htm":"GET","htu":"https://a.example/"}"#, &["TYP_GENERIC"]);
        check(RULES, r#"{"alg":"ES256","typ":"at+jwt"}"#, claims, &[]);
        check(RULES, header, r#"{"iss":"a","sub":"b","scope":"read"}"#, &[]);
    }

    #[test]
    fn typ_wrong_kind() {
        let logout = r#"{"jti":"1","events":{"http://schemas.openid.net/event/backchannel-logout":{}}}"#;
        check(RULES, r#"{"alg":"ES256","typ":"at+jwt"}"#, logout, &["TYP_WRONG_KIND"]);
        check(RULES, r#"{"alg":"ES256","typ":"logout+jwt"}"#, logout, &[]);
        check(RULES, r#"{"alg":"ES256","typ":"secevent+jwt"}"#, logout, &[]);
        check(RULES, r#"{"alg":"ES256","typ":"at+jwt"}"#, r#"{"sub":"a","nonce":"b"}"#, &[]);
    }

    #[test]
    fn typ_in_payload() {
        check(RULES, r#"{"alg":"ES256","typ":"JWT"}"#, r#"{"typ":"Bearer"}"#, &["TYP_IN_PAYLOAD"]);
        check(RULES, r#"{"alg":"ES256","typ":"JWT"}"#, r#"{"a":{"typ":"Bearer"}}"#, &[]);
    }

    /// RFC 7519 §5.2.
    #[test]
    fn cty_nested_missing() {
        let of = |header: &str| {
            rules_of(&examination(vec![
                jwe(header, Some("eyJ"), &[RecipientStatus::Decrypted]),
                jws(r#"{"alg":"ES256"}"#, r#"{"a":1}"#, &[SignatureStatus::Verified]),
            ]))
        };
        assert_eq!(of(r#"{"alg":"dir","enc":"A256GCM"}"#), ["CTY_NESTED_MISSING"]);
        assert_eq!(of(r#"{"alg":"dir","enc":"A256GCM","cty":"JWT"}"#), [""; 0]);
        assert_eq!(of(r#"{"alg":"dir","enc":"A256GCM","cty":"at+jwt"}"#), [""; 0]);
        assert_eq!(of(r#"{"alg":"dir","enc":"A256GCM","cty":"text/plain"}"#), ["CTY_NESTED_MISSING"]);
    }

    #[test]
    fn a_finding_marks_the_parameter_in_the_text() {
        let examination = verified(r#"{"alg":"none","typ":"JWT"}"#, "{}");
        let findings = lint(&examination);
        let span = findings[0].span.expect("a header stands in the text");
        assert_eq!(span.of(&examination.layers[0].text), Some("yJhbGciOiJub25lIi"));
    }

    #[test]
    fn what_is_hostile_is_shown_cut_and_escaped() {
        let header = format!(r#"{{"alg":"{}\u202e\u0000"}}"#, "x".repeat(1_000));
        let findings = lint(&verified(&header, "{}"));
        assert!(findings.iter().all(|finding| finding.message.chars().count() < 200), "{findings:#?}");
        let findings = lint(&verified(r#"{"alg":"\u202e"}"#, "{}"));
        assert!(findings.iter().all(|finding| !finding.message.contains('\u{202e}')), "{findings:#?}");
    }
}
