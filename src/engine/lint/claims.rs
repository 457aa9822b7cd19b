//! Rules about claims: times and lifetimes, who and for whom, types, names.

use super::Subject;
use super::encoding::called;
use crate::engine::ground::json::{Kind, Value};
use crate::engine::ground::registry::REGISTERED_CLAIMS;
use crate::engine::jose::embedded::OwnKeyGap;
use crate::engine::jose::header::JoseHeader;
use crate::engine::jose::layer::{ContentKind, Examination, Layer};
use crate::engine::jose::reason::{Reason, SignatureReason};
use crate::engine::jwt::ClaimsSet;
use crate::engine::jwt::claim::{self, Shape};
use crate::engine::jwt::inner;
use crate::engine::jwt::numeric_date::{self, NumericDate};
use crate::engine::jwt::profile::{self, Expiry, ProfileKind, ProfileRow};
use crate::engine::jwt::recipient;
use crate::engine::jwt::replicated::replicated_mismatches;
use crate::engine::rule::Rule;
use crate::engine::rule::finding::{Finding, Findings, Place, Severity};
use crate::engine::text::uri::{Uri, is_internal_host};
use crate::engine::text::words::{capital, grouped, joined, shown};

crate::engine::rule::rules! {
    EXP_MISSING: Warning, "Never expires: a stolen token works forever", "Add an exp claim", "RFC 7519 §4.1.4; RFC 8725 §3";
    TIME_MALFORMED: Error, "A time that is not a number", "Some libraries ignore it (CVE-2026-25537): write seconds since 1970 as a plain number", "RFC 7519 §2";
    TIME_MILLIS: Error, "A time that looks like milliseconds", "JWT times are in seconds: divide by 1000", "RFC 7519 §2";
    TIME_SMALL: Warning, "A time that looks like a duration, not a date", "Write seconds since 1970", "RFC 7519 §2";
    TIME_FAR: Warning, "A date outside the years 1 to 9999", "Many libraries overflow on it", "RFC 7519 §2";
    TIME_FRACTION: Info, "A time with fractional seconds", "Legal, but many libraries reject it", "RFC 7519 §2";
    TIME_ORDER: Error, "Times in an impossible order", "", "RFC 7519 §4.1.4, §4.1.5";
    LIFE_LONG: Warning, "Valid for a long time", "Shorten it, and renew it with a refresh token", "RFC 9700; RFC 8725";
    LIFE_10Y: Error, "Valid for more than a year", "Shorten it: keys, people and permissions change sooner", "RFC 9700";
    ISS_MISSING: Warning, "No issuer", "Name the issuer in iss", "RFC 8725 §3.8";
    AUD_MISSING: Warning, "No audience", "Name the intended recipient in aud", "RFC 8725 §3.9";
    SUB_MISSING: Info, "No subject", "Name the subject in sub", "RFC 7519 §4.1.2";
    JTI_MISSING: Info, "No jti: a replay cannot be detected", "Add a jti if the token may be used only once", "RFC 7519 §4.1.7";
    PROFILE_CLAIM_MISSING: Warning, "A claim that this kind of token requires is missing", "", "";
    ISS_NOT_HTTPS: Warning, "An issuer that is not a clean https URL", "Issuers are compared exactly; use an https URL", "RFC 8414 §2";
    AUD_WILDCARD: Warning, "An audience that names no particular service", "Any service may accept it: name the one it is for", "RFC 8725 §3.9";
    AUD_MANY: Warning, "Many audiences", "Each of them can replay the token to the others", "RFC 8725 §2.7";
    AUD_JOINED: Warning, "Several audiences in one text", "Write aud as a list, one audience in each text: each is compared as a whole", "RFC 7519 §4.1.3";
    SCOPE_BROAD: Info, "A very broad scope", "Request only what is needed", "RFC 9700 §2.3";
    CLAIM_TYPE: Warning, "A registered claim has the wrong type", "Strict libraries reject it, others misread it", "IANA JWT claims";
    CLAIM_NEAR_MISS: Info, "A claim whose name is almost a registered one", "No library reads this one: use the registered name", "RFC 7519 §4";
    CLAIM_CASE: Warning, "A registered claim in the wrong case", "Names are case-sensitive, but some libraries (Go's encoding/json, many in .NET) ignore the case and read it: write it in lower case", "RFC 7519 §4; RFC 8259 §8.3";
    LOGOUT_NONCE: Error, "A logout token with a nonce", "It must have no nonce, so that it cannot pass as an ID token", "OpenID Connect Back-Channel Logout §2.4";
    REPLICATED_MISMATCH: Error, "The header repeats a claim with a different value", "Reject it: nothing tells which of the two is right", "RFC 7519 §5.3";
    ROLES_FROZEN: Info, "Permissions are fixed until the token expires", "Keep the token short-lived, or look permissions up when they matter", "";
    CLAIM_TOKEN: Info, "A claim contains a token", "It is not examined together with the outer token: extract it", "RFC 7519 §2";
    JSON_NOT_OBJECT: Info, "A JWS, but not a JWT: the payload is not a JSON object", "", "RFC 7519 §7.2";
}

/// Claims of which a JWT has at least one.
const CORE: [&str; 7] = REGISTERED_CLAIMS;
/// Times whose being no number makes a verifier blind.
pub(super) const TIMES: [&str; 4] = ["exp", "nbf", "iat", "auth_time"];
/// Claims that say what the subject may do.
const RIGHTS: [&str; 12] = [
    "roles",
    "groups",
    "permissions",
    "entitlements",
    "realm_access",
    "resource_access",
    "role",
    "wids",
    "cognito:groups",
    "cognito:roles",
    "authorization_details",
    "https://hasura.io/jwt/claims",
];
/// Groups of the registry in which a type is fixed and the names are not used for other things.
const TYPED: [&str; 10] = [
    "JWT core",
    "OIDC Core",
    "OIDC logout",
    "OAuth access token",
    "Token exchange",
    "PoP",
    "DPoP",
    "RAR",
    "SD-JWT",
    "SET",
];
/// Names that people write for a registered one.
const NEAR_MISSES: [(&str, &str); 16] = [
    ("expires", "exp"),
    ("expiry", "exp"),
    ("expiration", "exp"),
    ("expires_at", "exp"),
    ("expiresat", "exp"),
    ("expires_in", "exp"),
    ("issuer", "iss"),
    ("audience", "aud"),
    ("subject", "sub"),
    ("user_id", "sub"),
    ("userid", "sub"),
    ("issued_at", "iat"),
    ("issuedat", "iat"),
    ("not_before", "nbf"),
    ("notbefore", "nbf"),
    ("token_id", "jti"),
];

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;
/// Beyond a year, leap day and a day of rounding included.
const YEAR: u64 = 366 * DAY + HOUR;
/// An access token up to this age is nothing to speak of.
const ORDINARY_ACCESS: u64 = 2 * HOUR;

/// Whether the innermost layer is meant as a JWT, and not just some signed JSON.
pub(crate) fn is_meant_as_jwt(subject: &Subject<'_>) -> bool {
    let header = subject.examination.innermost().and_then(profile::first_header);
    let is_typed = header.is_some_and(JoseHeader::says_jwt);
    let has_core = subject.claims.as_ref().is_some_and(|claims| CORE.iter().any(|name| claims.has(name)));
    is_typed
        || has_core
        || subject.profile.as_ref().is_some_and(|profile| profile.kind() != Some(ProfileKind::AcmeRequest))
}

/// Looks at the claims of the innermost layer.
pub(crate) fn check(subject: &Subject<'_>, index: usize, layer: &Layer, findings: &mut Findings) {
    for mismatch in replicated_mismatches(subject.examination) {
        let message = format!("The encrypted token's header and its claims disagree on {}", mismatch.name);
        findings.push(
            Finding::new(&REPLICATED_MISMATCH, mismatch.layer, Place::Header)
                .at(mismatch.parameter.span_in_text())
                .saying(message),
        );
    }
    not_an_object(index, layer, findings);
    for inner in inner::tokens(subject.examination) {
        let span = layer.claims_span(crate::engine::jose::layer::member_bytes(inner.value));
        let message = format!("{} contains another token", shown(&inner.path));
        let finding = Finding::new(&CLAIM_TOKEN, index, Place::Payload).at(span).saying(message);
        findings.push(match inner.is_credential {
            true => finding.advising("It has a verdict of its own: extract it to see all of it"),
            false => finding,
        });
    }
    let Some(claims) = &subject.claims else { return };
    let row = subject.profile.as_ref().and_then(|profile| profile.row);
    let family = subject.profile.as_ref().and_then(|profile| profile.family);
    let is_declared = subject.profile.as_ref().is_some_and(|profile| profile.is_declared);
    let typ = subject.profile.as_ref().map_or("", |profile| profile.typ);
    let examination = subject.examination;
    let mut rules = ClaimRules { examination, claims, row, is_declared, typ, family, findings };
    rules.types();
    rules.near_misses();
    if !is_meant_as_jwt(subject) {
        return;
    }
    rules.times();
    if let Some(finding) = recipient::too_long(subject.examination) {
        rules.findings.push(finding);
    }
    rules.presence();
    rules.issuer();
    rules.audience();
    rules.scopes();
    rules.rights();
    if profile::is_logout(claims)
        && let Some(nonce) = claims.get("nonce")
    {
        rules.say(&LOGOUT_NONCE, Some(nonce), LOGOUT_NONCE.title);
    }
}

/// Of a token that says it is a JWT, the parsers have said so already.
fn not_an_object(index: usize, layer: &Layer, findings: &mut Findings) {
    let Some(content) = layer.content.as_ref().filter(|_| layer.jws().is_some()) else { return };
    if matches!(content.kind, ContentKind::Claims | ContentKind::BrokenClaims | ContentKind::Nested)
        || layer.is_no_claims_set()
    {
        return;
    }
    let finding = Finding::new(&JSON_NOT_OBJECT, index, Place::Payload).at(content.part.as_ref().map(|part| part.span));
    findings.push(finding.saying(format!("A JWS, but not a JWT: the payload is {}", content.kind.words())));
}

struct ClaimRules<'a, 'b> {
    examination: &'a Examination,
    claims: &'a ClaimsSet<'a>,
    row: Option<&'static ProfileRow>,
    is_declared: bool,
    /// What `typ` says; empty where it names no kind.
    typ: &'static str,
    family: Option<&'static str>,
    findings: &'b mut Findings,
}

impl<'a> ClaimRules<'a, '_> {
    fn finding(&self, rule: &'static Rule, value: Option<Value<'_>>) -> Finding {
        Finding::new(rule, self.claims.layer, Place::Payload).at(value.and_then(|value| self.claims.span(value)))
    }

    fn say(&mut self, rule: &'static Rule, value: Option<Value<'_>>, message: impl Into<String>) {
        let finding = self.finding(rule, value).saying(message);
        self.findings.push(finding);
    }

    fn grade(&mut self, rule: &'static Rule, value: Option<Value<'_>>, severity: Severity, message: impl Into<String>) {
        let finding = self.finding(rule, value).saying(message).graded(severity);
        self.findings.push(finding);
    }

    /// Whether a claim is there, registered or not.
    fn has(&self, name: &str) -> bool {
        self.claims.has(name) || self.claims.object.get(name).is_some()
    }

    fn is(&self, kind: ProfileKind) -> bool {
        self.row.is_some_and(|row| row.kind == kind)
    }

    /// "an ID token", "a DPoP proof"; "a token" where the kind is not known.
    fn kind_words(&self) -> String {
        self.row.map_or_else(|| "a token".to_owned(), |row| row.words())
    }

    /// What the kind demands; a kind that is guessed is called so.
    fn demand(&self, must: &str) -> String {
        let kind = self.kind_words();
        if self.is_declared {
            format!("but {kind} {must}")
        } else {
            format!("but this looks like {kind}, which {must}")
        }
    }

    fn date(&self, name: &str) -> Option<NumericDate> {
        numeric_date::parse(self.claims.get(name)?).ok()
    }

    fn times(&mut self) {
        for name in TIMES {
            for &value in self.claims.all(name) {
                match numeric_date::parse(value) {
                    Ok(date) => self.time(name, value, &date),
                    Err(_) => {
                        let meant = value.as_str().and_then(|text| numeric_date::of_text(&text));
                        let meant = meant.map(|time| format!(": {}", time.words()));
                        let message =
                            format!("{name} is {}, not a number{}", value.kind().words(), meant.unwrap_or_default());
                        self.say(&TIME_MALFORMED, Some(value), message);
                    }
                }
            }
        }
        match (self.claims.has("exp"), self.row.map_or(Expiry::Expected, |row| row.expiry(self.typ))) {
            (false, Expiry::Required) => {
                let message = format!("Never expires, {}", self.demand("must"));
                self.grade(&EXP_MISSING, None, Severity::Error, message);
            }
            // Who receives it counts from iat on.
            (false, Expiry::Expected) if recipient::counts_from_issue(self.examination) => {}
            (false, Expiry::Expected) => self.say(&EXP_MISSING, None, EXP_MISSING.title),
            _ => {}
        }
        let (exp, nbf, iat) = (self.date("exp"), self.date("nbf"), self.date("iat"));
        let is_sane = |date: &NumericDate| (1_000_000_000..100_000_000_000).contains(&date.seconds);
        let exp_value = self.claims.get("exp");
        if let Some(exp) = &exp {
            // Valid is from nbf until before exp: there must be a second in between.
            if nbf.as_ref().is_some_and(|nbf| exp.ceil() <= nbf.ceil()) {
                self.say(&TIME_ORDER, exp_value, "Can never be valid: it expires before it begins");
            } else if iat.as_ref().is_some_and(|iat| exp.ceil() <= iat.ceil() && is_sane(exp) == is_sane(iat)) {
                self.say(&TIME_ORDER, exp_value, "It had expired when it was issued");
            }
        }
        let start = iat.or(nbf);
        if let (Some(exp), Some(start)) = (exp, start)
            && is_sane(&exp)
            && is_sane(&start)
            && let Ok(lifetime) = u64::try_from(exp.seconds - start.seconds)
        {
            self.lifetime(lifetime);
        }
    }

    fn time(&mut self, name: &str, value: Value<'_>, date: &NumericDate) {
        let in_unit = |divisor: i128| {
            let seconds = date.seconds / divisor;
            // From 2001 to 2128: a date that somebody may have meant.
            (1_000_000_000..5_000_000_000).contains(&seconds).then_some(seconds)
        };
        let units = [("milliseconds", 1_000), ("microseconds", 1_000_000), ("nanoseconds", 1_000_000_000)];
        let meant = units.into_iter().find_map(|(unit, divisor)| Some((unit, divisor, in_unit(divisor)?)));
        if let Some((unit, divisor, seconds)) = meant {
            let seconds = i64::try_from(seconds).unwrap_or_default();
            let when = (seconds, &*numeric_date::format_utc(seconds));
            let finding = self
                .finding(&TIME_MILLIS, Some(value))
                .saying_when(format!("{name} looks like {unit}: "), when, " was probably meant")
                .advising(format!("JWT times are in seconds: divide by {}", grouped(divisor as u128)));
            self.findings.push(finding);
        } else if let Some(seconds) = of_ticks(date.seconds) {
            let when = (seconds, &*numeric_date::format_utc(seconds));
            let finding = self
                .finding(&TIME_MILLIS, Some(value))
                .saying_when(format!("{name} looks like .NET ticks: "), when, " was probably meant")
                .advising("JWT times are in seconds since 1970: use ToUnixTimeSeconds()");
            self.findings.push(finding);
        } else if let Some(day) = of_calendar(date) {
            let message = format!("{name} is {}: most likely the date {day}, not seconds", shown(&date.lexeme));
            self.say(&TIME_SMALL, Some(value), message);
        } else if date.looks_like_milliseconds() {
            self.say(&TIME_MILLIS, Some(value), format!("{name} looks like milliseconds"));
        } else if date.utc().is_none() {
            let end = if date.seconds > 0 { "after the year 9999" } else { "before the year 1" };
            self.say(&TIME_FAR, Some(value), format!("{name} is {end}"));
        } else if date.seconds < 0 {
            self.say(&TIME_FAR, Some(value), format!("{name} is before 1970"));
        } else if date.seconds < 1_000_000_000 && name == "exp" && date.seconds > 0 {
            let length = numeric_date::duration(u64::try_from(date.seconds).unwrap_or(0));
            let message = format!("exp is {}: a duration of {length}, not a date", shown(&date.lexeme));
            self.say(&TIME_SMALL, Some(value), message);
        }
        if !date.is_integer {
            self.say(&TIME_FRACTION, Some(value), format!("{name} has fractional seconds"));
        }
    }

    fn lifetime(&mut self, lifetime: u64) {
        let allowed = self.row.map_or(DAY, |row| row.lifetime);
        let exp = self.claims.get("exp");
        let length = numeric_date::duration(lifetime);
        let message = format!("Valid for {length}, even if it is stolen");
        if allowed == 0 {
        } else if lifetime > YEAR {
            self.say(&LIFE_10Y, exp, message);
        } else if lifetime > allowed {
            let finding = self.finding(&LIFE_LONG, exp).saying(message);
            let finding = match self.row {
                Some(row) if allowed < DAY => {
                    let most = numeric_date::duration(row.lifetime);
                    finding.advising(format!("{} needs no more than {most}", capital(&self.kind_words())))
                }
                _ => finding,
            };
            self.findings.push(finding);
        } else if lifetime > ORDINARY_ACCESS
            && (self.is(ProfileKind::AccessToken) || self.is(ProfileKind::AccessTokenRfc9068))
        {
            self.grade(&LIFE_LONG, exp, Severity::Info, message);
        }
    }

    /// Whether the token is rejected because it does not have this claim (RFC 9449 §4.3).
    fn is_rejected_for(&self, claim: &str) -> bool {
        let results = self.examination.innermost().into_iter().flat_map(|layer| &layer.signatures);
        results.filter_map(|result| result.reasons.first()).any(|reason| match reason {
            Reason::Signature(SignatureReason::NoProof { gap: OwnKeyGap::Claim(name), .. }) => *name == claim,
            _ => false,
        })
    }

    fn presence(&mut self) {
        let required = self.row.map(|row| row.required(self.typ)).unwrap_or_default();
        let demand = self.demand("requires it");
        for name in required {
            if self.has(name) {
                continue;
            }
            let rule: &'static Rule = match name {
                "iss" => &ISS_MISSING,
                "aud" => &AUD_MISSING,
                "sub" => &SUB_MISSING,
                "jti" => &JTI_MISSING,
                _ => &PROFILE_CLAIM_MISSING,
            };
            let reference = self.row.map_or("", |row| row.reference);
            // Where verifiers reject the token for it, whatever key made it, it is no matter of style.
            let severity = if self.is_rejected_for(name) { Severity::Error } else { Severity::Warning };
            let finding = self
                .finding(rule, None)
                .graded(severity)
                .saying(format!("No {name}, {demand}"))
                .advising(if reference.is_empty() { String::new() } else { format!("See {reference}") });
            self.findings.push(finding);
        }
        // What is not of a strict kind: a JWT as people make them.
        if self.row.is_some_and(|row| row.kind != ProfileKind::AccessToken) {
            return;
        }
        if !self.claims.has("iss") {
            self.grade(&ISS_MISSING, None, Severity::Info, "No issuer: a verifier cannot tell whose key to use");
        }
        if !self.claims.has("aud") {
            // Within one application there is only one audience; with an issuer there may be others. Cognito has none.
            let is_known_to_lack = self.family == Some("Amazon Cognito");
            let severity = if self.claims.has("iss") && !is_known_to_lack { Severity::Warning } else { Severity::Info };
            let message = if self.claims.has("iss") {
                "No audience: every service that trusts this issuer would accept it"
            } else {
                "No audience: every service that has the key would accept it"
            };
            let finding = self.finding(&AUD_MISSING, None).graded(severity).saying(message);
            self.findings.push(if is_known_to_lack {
                finding.advising("Amazon Cognito leaves it out of access tokens: check client_id instead")
            } else {
                finding
            });
        }
        if !self.claims.has("sub") {
            self.say(&SUB_MISSING, None, SUB_MISSING.title);
        }
        // Entra's name for it is uti.
        if !self.claims.has("jti") && !self.claims.has("uti") {
            self.say(&JTI_MISSING, None, JTI_MISSING.title);
        }
    }

    fn issuer(&mut self) {
        let Some((value, issuer)) = self.claims.get("iss").and_then(|value| Some((value, value.as_str()?))) else {
            return;
        };
        if issuer.trim() != issuer {
            self.say(&ISS_NOT_HTTPS, Some(value), "The issuer has a leading or trailing space, which counts");
        }
        let Some(uri) = Uri::parse(&issuer) else { return };
        if uri.has_scheme("http") {
            let is_own = is_internal_host(uri.host);
            let severity = if is_own { Severity::Info } else { Severity::Warning };
            let message = "The issuer is a plain http URL: its keys can be swapped in transit";
            self.grade(&ISS_NOT_HTTPS, Some(value), severity, message);
        }
        if uri.host.bytes().any(|byte| byte.is_ascii_uppercase())
            || uri.scheme.bytes().any(|byte| byte.is_ascii_uppercase())
        {
            self.say(&ISS_NOT_HTTPS, Some(value), "The issuer's host name has capital letters, which count");
        }
    }

    fn audience(&mut self) {
        let Some(value) = self.claims.get("aud") else { return };
        let audiences = self.claims.texts("aud");
        if value.kind() == Kind::Array && value.child_count() == 0 {
            self.say(&AUD_WILDCARD, Some(value), "The list of audiences is empty");
        } else if audiences.iter().any(|audience| audience.trim().is_empty()) {
            self.say(&AUD_WILDCARD, Some(value), "The audience is an empty string");
        } else if audiences.iter().any(|audience| audience == "*") {
            self.say(&AUD_WILDCARD, Some(value), "The audience is *: any service may accept it");
        }
        if value.child_count() > 5 {
            let message = format!("{} audiences: each of them can replay the token to the others", value.child_count());
            self.say(&AUD_MANY, Some(value), message);
        }
        if let Some(parts) = audiences.iter().find_map(|text| audiences_in(text)) {
            let message = format!(
                "One text holds {} audiences: a service that looks for its own name there is refused",
                parts.len()
            );
            self.say(&AUD_JOINED, Some(value), message);
        }
    }

    fn scopes(&mut self) {
        for name in ["scope", "scp"] {
            let Some(value) = self.claims.get(name) else { continue };
            let texts = self.claims.texts(name);
            let broad: Vec<&str> =
                texts.iter().flat_map(|text| text.split_whitespace()).filter(|scope| is_broad(scope)).collect();
            if !broad.is_empty() {
                self.say(&SCOPE_BROAD, Some(value), format!("A very broad scope: {}", joined(&broad)));
            }
        }
    }

    fn rights(&mut self) {
        let is_proof = self.row.is_some_and(|row| row.expiry(self.typ) == Expiry::NotUsed);
        let there: Vec<(&str, Value<'_>)> = RIGHTS
            .into_iter()
            .filter_map(|name| Some((name, self.claims.get(name)?)))
            .filter(|(_, value)| match value.kind() {
                Kind::Array | Kind::Object => value.child_count() > 0,
                Kind::String => value.as_str().is_some_and(|text| !text.is_empty()),
                _ => false,
            })
            .collect();
        let Some(&(_, first)) = there.first().filter(|_| !is_proof) else { return };
        let names: Vec<&str> = there.iter().map(|(name, _)| *name).collect();
        let (are, them) = if names.len() == 1 { ("is", "it") } else { ("are", "them") };
        let until = match (self.date("exp"), self.date("iat").or_else(|| self.date("nbf"))) {
            (Some(exp), Some(start)) => u64::try_from(exp.seconds - start.seconds).map_or_else(
                |_| String::new(),
                |length| format!(", {} after it was issued", numeric_date::duration(length)),
            ),
            _ => String::new(),
        };
        let message = if self.claims.has("exp") {
            format!("{} {are} fixed until the token expires{until}, even if you revoke {them}", joined(&names))
        } else {
            format!("{} {are} fixed forever, even if you revoke {them}", joined(&names))
        };
        self.say(&ROLES_FROZEN, Some(first), message);
    }

    fn types(&mut self) {
        for member in self.claims.object.members() {
            let Some(row) = claim::claim(&member.name) else { continue };
            let Some(shape) = row.shape() else { continue };
            if TIMES.contains(&row.name) || !TYPED.contains(&row.group) || shape.fits(member.value) {
                continue;
            }
            let found = match member.value.kind() {
                Kind::Array => "a list",
                kind => kind.words(),
            };
            let message = if row.name == "scope" && member.value.kind() == Kind::Array {
                "scope is a list; the standard defines one space-separated string".to_owned()
            } else if matches!(shape, Shape::Strings | Shape::StringOrStrings) && member.value.kind() == Kind::Array {
                format!("{} has an element that is not a string", row.name)
            } else {
                format!("{} is {found}; it should be {}", row.name, shape.words())
            };
            // RFC 7519 §4.1 says of these what they are, and common libraries refuse anything else.
            let severity = if CORE.contains(&row.name) { Severity::Error } else { CLAIM_TYPE.severity };
            self.grade(&CLAIM_TYPE, Some(member.value), severity, message);
        }
    }

    /// Whether the standard of the kind has names of its own, such as `issuer`.
    fn has_own_names(&self) -> bool {
        let is_credential = self.is(ProfileKind::VerifiableCredential) || self.is(ProfileKind::VerifiablePresentation);
        is_credential || self.claims.object.get("@context").is_some()
    }

    fn near_misses(&mut self) {
        for member in self.claims.object.members() {
            let name = &*member.name;
            if name.len() > 16 {
                continue;
            }
            let lower = name.to_ascii_lowercase();
            if let Some(core) = CORE.into_iter().find(|core| claim::is_in_another_case(name, core)) {
                let message = format!("{} is not a registered claim: did you mean {core}?", called(member.value));
                self.say(&CLAIM_CASE, Some(member.value), message);
            } else if let Some((_, meant)) = NEAR_MISSES.into_iter().find(|(near, _)| *near == lower)
                && !self.claims.has(meant)
                && !self.has_own_names()
            {
                let message = format!("No library reads {}: did you mean {meant}?", called(member.value));
                self.say(&CLAIM_NEAR_MISS, Some(member.value), message);
            }
        }
    }
}

/// The audiences that were meant by one text with several: `a, b`, `https://a https://b`, `["a","b"]` in quotes.
///
/// A comma or a blank is legal in an audience (RFC 7519 §2, StringOrURI), so only what names services one by one counts:
/// addresses alone, or single words between commas.
pub(crate) fn audiences_in(text: &str) -> Option<Vec<&str>> {
    /// More than this is no list that a person wrote.
    const MOST: usize = 1_000;
    let text = text.get(..).filter(|text| text.len() <= MOST)?.trim();
    let list = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let within = list.unwrap_or(text);
    let is_separated = within.contains([',', ';']);
    let parts: Vec<&str> = if is_separated {
        within.split([',', ';']).map(|part| part.trim().trim_matches(['"', '\''])).collect()
    } else {
        within.split_whitespace().collect()
    };
    let is_address = |part: &&str| part.contains("://") && Uri::parse(part).is_some();
    let is_word = |part: &&str| {
        part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:/@".contains(&byte))
            && part.ends_with(|last: char| last.is_ascii_alphanumeric())
    };
    let addresses = parts.iter().filter(|part| is_address(part)).count();
    let is_meant = addresses == parts.len() || (addresses == 0 && is_separated && parts.iter().all(is_word));
    (parts.len() > 1 && is_meant).then_some(parts)
}

/// Whether a scope allows nearly everything.
fn is_broad(scope: &str) -> bool {
    let scope = scope.to_ascii_lowercase();
    let words = ["*", "admin", "root", "superuser", "sudo", "full_access", "fullaccess", "all", "write:*", "read:*"];
    words.contains(&&*scope)
        || scope.contains(":*")
        || scope.starts_with("*:")
        || scope.ends_with(":admin")
        || scope.starts_with("admin:")
        || scope.ends_with("/.default")
        || scope.ends_with(".readwrite.all")
}

/// The time that .NET counts in units of 100 nanoseconds from the year 1 on, in seconds since 1970.
fn of_ticks(ticks: i128) -> Option<i64> {
    const OF_1970: i128 = 621_355_968_000_000_000;
    let seconds = ticks.checked_sub(OF_1970)?.div_euclid(10_000_000);
    i64::try_from(seconds).ok().filter(|seconds| (1_000_000_000..5_000_000_000).contains(seconds))
}

/// The day that stands in decimal digits, with a time of day behind it or none: 20270115, 20270115081000.
fn of_calendar(date: &NumericDate) -> Option<jiff::civil::Date> {
    let digits = date.lexeme.as_bytes();
    if !matches!(digits.len(), 8 | 14) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let day = date.lexeme.get(..8)?.parse::<u32>().ok()?;
    let part = |number: u32| i8::try_from(number % 100).ok();
    let year = i16::try_from(day / 10_000).ok().filter(|year| (1970..2200).contains(year))?;
    jiff::civil::Date::new(year, part(day / 100)?, part(day)?).ok()
}

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::engine::jose::status::{RecipientStatus, SignatureStatus};
    use crate::engine::jwt::fixture::{examination, jwe, jws, verified};
    use crate::engine::lint::lint;
    use crate::engine::lint::tests::rules_of;
    use crate::engine::rule::finding::{Finding, Severity};

    const JWT: &str = r#"{"alg":"ES256","typ":"JWT"}"#;

    /// A JWT with all that is asked for, so that only the rule in question speaks.
    fn check(extra: &str, expected: &[&str]) {
        let claims = format!(
            r#"{{"iss":"https://issuer.example","sub":"a","aud":"b","jti":"c","iat":1700000000,"exp":1700003600{extra}}}"#
        );
        crate::engine::lint::tests::check(RULES, JWT, &claims, expected);
    }

    /// The same for times, all of which are given.
    fn times(times: &str, expected: &[&str]) {
        let claims = format!(r#"{{"iss":"https://issuer.example","sub":"a","aud":"b","jti":"c"{times}}}"#);
        crate::engine::lint::tests::check(RULES, JWT, &claims, expected);
    }

    fn finding(header: &str, claims: &str, rule: &str) -> Finding {
        let findings = lint(&verified(header, claims));
        findings.into_iter().find(|finding| finding.rule.id == rule).unwrap_or_else(|| panic!("{rule}: {claims}"))
    }

    fn severity(header: &str, claims: &str, rule: &str) -> Severity {
        finding(header, claims, rule).severity
    }

    #[test]
    fn exp_missing() {
        check("", &[]);
        times("", &["EXP_MISSING"]);
        assert_eq!(severity(JWT, r#"{"sub":"a"}"#, "EXP_MISSING"), Severity::Warning);
        assert_eq!(severity(r#"{"typ":"at+jwt"}"#, "{}", "EXP_MISSING"), Severity::Error);
        let proof = r#"{"jti":"a","htm":"GET","htu":"https://a.example/","iat":1700000000}"#;
        crate::engine::lint::tests::check(RULES, r#"{"typ":"dpop+jwt"}"#, proof, &[]);
        // Signed JSON is not a token.
        crate::engine::lint::tests::check(RULES, "{}", r#"{"order":1}"#, &[]);
    }

    #[test]
    fn time_malformed() {
        times(r#","exp":"1700003600""#, &["TIME_MALFORMED"]);
        times(r#","exp":null"#, &["TIME_MALFORMED"]);
        times(r#","exp":1700003600,"nbf":true"#, &["TIME_MALFORMED"]);
        times(r#","iat":1700000000,"exp":1700003600,"auth_time":"x""#, &["TIME_MALFORMED"]);
        times(r#","exp":1700003600,"nbf":1700000000"#, &[]);
        // Any of two.
        times(r#","exp":"x","exp":1700003600"#, &["TIME_MALFORMED"]);
        assert_eq!(finding(JWT, r#"{"exp":"1"}"#, "TIME_MALFORMED").message, "exp is a string, not a number");
    }

    #[test]
    fn time_millis() {
        times(r#","exp":1700003600000"#, &["TIME_MILLIS"]);
        times(r#","exp":1700003600000000"#, &["TIME_MILLIS"]);
        times(r#","exp":100000000000"#, &["TIME_MILLIS"]);
        times(r#","exp":99999999999"#, &[]);
        let said = finding(JWT, r#"{"exp":1700003600000}"#, "TIME_MILLIS");
        assert_eq!(said.message, "exp looks like milliseconds: 2023-11-14 23:13:20 UTC was probably meant");
        assert_eq!(said.advice, "JWT times are in seconds: divide by 1,000");
        let ticks = finding(JWT, r#"{"exp":638000000000000000}"#, "TIME_MILLIS");
        assert_eq!(ticks.message, "exp looks like .NET ticks: 2022-09-28 22:13:20 UTC was probably meant");
        let nanoseconds = finding(JWT, r#"{"exp":1700003600000000000}"#, "TIME_MILLIS");
        assert!(nanoseconds.message.contains("nanoseconds"), "{}", nanoseconds.message);
    }

    #[test]
    fn time_small() {
        times(r#","exp":3600"#, &["TIME_SMALL"]);
        times(r#","exp":1000000000"#, &[]);
        times(r#","exp":20270115"#, &["TIME_SMALL"]);
        times(r#","exp":20270115081000"#, &["TIME_SMALL"]);
        let said = |claims| finding(JWT, claims, "TIME_SMALL").message;
        assert_eq!(said(r#"{"exp":20270115}"#), "exp is 20270115: most likely the date 2027-01-15, not seconds");
        assert_eq!(said(r#"{"exp":20271399}"#), "exp is 20271399: a duration of 234 days, not a date");
        assert_eq!(finding(JWT, r#"{"exp":3600}"#, "TIME_SMALL").message, "exp is 3600: a duration of 1 h, not a date");
    }

    #[test]
    fn time_far() {
        times(r#","exp":1e308"#, &["TIME_FAR"]);
        times(r#","exp":9223372036854775807"#, &["TIME_FAR"]);
        times(r#","exp":-1"#, &["TIME_FAR"]);
        times(r#","exp":4102444800"#, &[]);
    }

    #[test]
    fn time_fraction() {
        times(r#","exp":1700003600.5"#, &["TIME_FRACTION"]);
        times(r#","exp":1700003600.0"#, &[]);
    }

    #[test]
    fn time_order() {
        times(r#","nbf":1700003600,"exp":1700003600"#, &["TIME_ORDER"]);
        times(r#","iat":1700003600,"exp":1700000000"#, &["TIME_ORDER"]);
        times(r#","nbf":1700003599,"exp":1700003600"#, &[]);
        // An iat after nbf is common: clocks differ.
        times(r#","nbf":1699999990,"iat":1700000000,"exp":1700003600"#, &[]);
    }

    #[test]
    fn life_long() {
        times(r#","iat":1700000000,"exp":1700086400"#, &[]);
        times(r#","iat":1700000000,"exp":1700086401"#, &["LIFE_LONG"]);
        times(r#","nbf":1700000000,"exp":1702592000"#, &["LIFE_LONG"]);
        let said = finding(JWT, r#"{"iat":1700000000,"exp":1702592000}"#, "LIFE_LONG");
        assert_eq!(said.message, "Valid for 30 days, even if it is stolen");
        let assertion =
            |exp: u64| format!(r#"{{"iss":"app","sub":"app","aud":"as","jti":"1","iat":1700000000,"exp":{exp}}}"#);
        crate::engine::lint::tests::check(RULES, JWT, &assertion(1_700_000_300), &[]);
        crate::engine::lint::tests::check(RULES, JWT, &assertion(1_700_000_301), &["LIFE_LONG"]);
        // An access token of some hours is a note, not a warning.
        let access = r#"{"scope":"a","iat":1700000000,"exp":1700028800}"#;
        assert_eq!(severity(JWT, access, "LIFE_LONG"), Severity::Info);
    }

    #[test]
    fn life_10y() {
        times(r#","iat":1700000000,"exp":2015360000"#, &["LIFE_10Y"]);
        times(r#","iat":1700000000,"exp":1731536000"#, &["LIFE_LONG"]);
    }

    #[test]
    fn claims_that_are_missing() {
        let of = |claims: &str| {
            let mut found = rules_of(&verified(JWT, claims));
            found.retain(|rule| rule.ends_with("_MISSING"));
            found
        };
        assert_eq!(of(r#"{"iss":"a","sub":"b","aud":"c","jti":"d","exp":1}"#), [""; 0]);
        assert_eq!(of(r#"{"sub":"b","aud":"c","jti":"d","exp":1}"#), ["ISS_MISSING"]);
        assert_eq!(of(r#"{"iss":"a","sub":"b","jti":"d","exp":1}"#), ["AUD_MISSING"]);
        assert_eq!(of(r#"{"iss":"a","aud":"c","jti":"d","exp":1}"#), ["SUB_MISSING"]);
        assert_eq!(of(r#"{"iss":"a","sub":"b","aud":"c","exp":1}"#), ["JTI_MISSING"]);
        // An ID token has no jti, and need not.
        assert_eq!(of(r#"{"iss":"a","sub":"b","aud":"c","nonce":"n","iat":1,"exp":2}"#), [""; 0]);
        assert_eq!(severity(JWT, r#"{"iss":"a","exp":1}"#, "AUD_MISSING"), Severity::Warning);
        assert_eq!(severity(JWT, r#"{"sub":"a","exp":1}"#, "AUD_MISSING"), Severity::Info);
    }

    #[test]
    fn profile_claim_missing() {
        let full = r#"{"iss":"https://a.example","sub":"b","aud":"c","client_id":"d","iat":1700000000,"exp":1700003600,"jti":"e"}"#;
        crate::engine::lint::tests::check(RULES, r#"{"typ":"at+jwt"}"#, full, &[]);
        let without = full.replace(r#""client_id":"d","#, "");
        crate::engine::lint::tests::check(RULES, r#"{"typ":"at+jwt"}"#, &without, &["PROFILE_CLAIM_MISSING"]);
        let said = finding(r#"{"typ":"at+jwt"}"#, &without, "PROFILE_CLAIM_MISSING");
        assert_eq!(said.message, "No client_id, but a JWT access token requires it");
        assert_eq!(said.advice, "See RFC 9068 §2.2");
    }

    #[test]
    fn iss_not_https() {
        let of = |issuer: &str, expected: &[&str]| {
            let claims =
                format!(r#"{{"iss":"{issuer}","sub":"a","aud":"b","jti":"c","iat":1700000000,"exp":1700003600}}"#);
            crate::engine::lint::tests::check(RULES, JWT, &claims, expected);
        };
        of("http://issuer.example", &["ISS_NOT_HTTPS"]);
        of("https://issuer.example ", &["ISS_NOT_HTTPS"]);
        of("https://Issuer.example", &["ISS_NOT_HTTPS"]);
        of("https://issuer.example/", &[]);
        of("joe", &[]);
        assert_eq!(severity(JWT, r#"{"iss":"http://localhost:8080"}"#, "ISS_NOT_HTTPS"), Severity::Info);
    }

    /// Whether that is said of a token with this `aud`, and nothing else.
    fn of(audience: &str, expected: &[&str]) {
        let claims = format!(r#"{{"iss":"a","sub":"s","aud":{audience},"jti":"c","iat":1700000000,"exp":1700003600}}"#);
        crate::engine::lint::tests::check(RULES, JWT, &claims, expected);
    }

    /// A text with several audiences is one that no service recognises.
    #[test]
    fn aud_joined() {
        for several in [
            r#""a, b""#,
            r#""web,api;admin""#,
            r#""https://a.example https://b.example""#,
            r#""https://a.example,https://b.example/x""#,
            r#""[\"a\",\"b\"]""#,
            r#""['api://a', 'api://b']""#,
            r#"["a","b,c"]"#,
        ] {
            of(several, &["AUD_JOINED"]);
        }
        for one in [
            r#""a""#,
            r#""my service""#,
            r#""Acme, Inc.""#,
            r#""https://a.example/x,y""#,
            r#""https://a.example/?ids=1;2""#,
            r#""urn:a:b""#,
            r#""cn=web, dc=example, dc=com""#,
            r#"["a","b"]"#,
            r#""a,""#,
        ] {
            of(one, &[]);
        }
    }

    #[test]
    fn aud_wildcard_and_aud_many() {
        for audience in [r#""*""#, r#""""#, "[]", r#"["a","*"]"#] {
            of(audience, &["AUD_WILDCARD"]);
        }
        of(r#"["a","b","c","d","e"]"#, &[]);
        of(r#"["a","b","c","d","e","f"]"#, &["AUD_MANY"]);
    }

    #[test]
    fn scope_broad() {
        for scope in ["admin", "read *", "write:*", "https://graph.example/.default"] {
            check(&format!(r#","scope":"{scope}""#), &["SCOPE_BROAD"]);
        }
        check(r#","scope":"read write openid administer""#, &[]);
    }

    #[test]
    fn claim_type() {
        check(r#","email_verified":"true""#, &["CLAIM_TYPE"]);
        check(r#","email_verified":true"#, &[]);
        check(r#","updated_at":"2026-01-01""#, &["CLAIM_TYPE"]);
        check(r#","amr":"pwd""#, &["CLAIM_TYPE"]);
        check(r#","amr":["pwd",1]"#, &["CLAIM_TYPE"]);
        check(r#","cnf":"x""#, &["CLAIM_TYPE"]);
        check(r#","sub":7"#, &["CLAIM_TYPE"]);
        check(r#","scope":["read"]"#, &["CLAIM_TYPE"]);
        // Names that others use for other things.
        check(r#","status":"active","title":1,"keys":1,"ref":"main""#, &[]);
        let said = finding(JWT, r#"{"email_verified":"true"}"#, "CLAIM_TYPE");
        assert_eq!(said.message, "email_verified is a string; it should be true or false");
    }

    #[test]
    fn claim_near_miss() {
        times(r#","expires":1700003600"#, &["CLAIM_NEAR_MISS", "EXP_MISSING"]);
        check(r#","expires_in":3600,"user_id":"a""#, &[]);
    }

    #[test]
    fn claim_case() {
        times(r#","EXP":1700003600"#, &["CLAIM_CASE", "EXP_MISSING"]);
        check(r#","Exp":1"#, &["CLAIM_CASE"]);
        check(r#","\u017fub":"a""#, &["CLAIM_CASE"]);
    }

    #[test]
    fn logout_nonce() {
        let claims = |nonce: &str| {
            format!(
                r#"{{"iss":"https://a.example","aud":"b","iat":1700000000,"exp":1700000120,"jti":"c","sub":"s"{nonce},
                "events":{{"http://schemas.openid.net/event/backchannel-logout":{{}}}}}}"#
            )
        };
        let header = r#"{"typ":"logout+jwt"}"#;
        crate::engine::lint::tests::check(RULES, header, &claims(r#","nonce":"n""#), &["LOGOUT_NONCE"]);
        crate::engine::lint::tests::check(RULES, header, &claims(""), &[]);
    }

    #[test]
    fn roles_frozen() {
        check(r#","roles":["admin"]"#, &["ROLES_FROZEN"]);
        check(r#","realm_access":{"roles":["a"]}"#, &["ROLES_FROZEN"]);
        check(r#","roles":[]"#, &[]);
        let said = finding(JWT, r#"{"roles":["a"],"groups":["b"],"iat":1700000000,"exp":1700003600}"#, "ROLES_FROZEN");
        assert_eq!(
            said.message,
            "roles and groups are fixed until the token expires, 1 h after it was issued, even if you revoke them"
        );
        let said = finding(JWT, r#"{"roles":["a"]}"#, "ROLES_FROZEN");
        assert_eq!(said.message, "roles is fixed forever, even if you revoke it");
    }

    #[test]
    fn json_not_object() {
        let of = |payload: &str| rules_of(&verified(r#"{"alg":"ES256"}"#, payload));
        assert_eq!(of("hello"), ["JSON_NOT_OBJECT"]);
        assert_eq!(of("[1]"), ["JSON_NOT_OBJECT"]);
        assert_eq!(of(""), ["JSON_NOT_OBJECT"]);
        assert_eq!(of(r#"{"a":1}"#), [""; 0]);
        assert_eq!(severity(r#"{"alg":"ES256"}"#, "hello", "JSON_NOT_OBJECT"), Severity::Info);
    }

    /// RFC 7519 §5.3.
    #[test]
    fn replicated_mismatch() {
        let of = |subject: &str| {
            let header = format!(r#"{{"alg":"dir","enc":"A256GCM","cty":"JWT","sub":"{subject}"}}"#);
            let layers = vec![
                jwe(&header, Some("eyJ"), &[RecipientStatus::Decrypted]),
                jws(r#"{"alg":"ES256"}"#, r#"{"sub":"a"}"#, &[SignatureStatus::Verified]),
            ];
            lint(&examination(layers)).into_iter().find(|finding| finding.rule.id == "REPLICATED_MISMATCH")
        };
        assert_eq!(of("a"), None);
        let said = of("b").expect("they differ");
        assert_eq!(said.layer, 0);
        assert!(said.span.is_some());
    }

    #[test]
    fn decrypted_claims_have_no_place_in_the_text() {
        let layer = jwe(r#"{"alg":"dir","enc":"A256GCM"}"#, Some(r#"{"exp":"x"}"#), &[RecipientStatus::Decrypted]);
        let findings = lint(&examination(vec![layer]));
        let said = findings.iter().find(|finding| finding.rule.id == "TIME_MALFORMED").expect("a string");
        assert_eq!(said.span, None);
    }
}
