//! Services that are known to refuse a token that lives too long, whatever RFC 7519 allows: how each is recognised, what its
//! documentation sets as the limit, and what it answers.
//!
//! *Invariant:* a service is named only where the claims can hardly be for another one.

use super::ClaimsSet;
use super::numeric_date::duration;
use super::profile::first_header;
use super::validate::{Strictest, Time, time};
use crate::engine::ground::json::Value;
use crate::engine::jose::header::JoseHeader;
use crate::engine::jose::layer::Examination;
use crate::engine::rule::claims::RECIPIENT_LIMIT;
use crate::engine::rule::finding::{Finding, Place, Severity};
use crate::engine::text::uri::Uri;
use crate::engine::text::words::grouped;
use std::borrow::Cow;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// Six months as Apple counts them.
const APPLE_HALF_YEAR: u64 = 15_777_000;

/// From when on a service counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum From {
    /// `exp` is so long after `iat` at most.
    Issue,
    /// `exp` is so long after the time at which the token arrives at most. `iat` may be a minute earlier, for clocks that differ.
    Arrival,
    /// The token arrives so long after `iat` at most, whatever `exp` says.
    Age,
}

/// One service, and how long a token for it may live.
#[derive(Debug)]
struct Recipient {
    name: &'static str,
    is_meant: fn(&Seen<'_>) -> bool,
    /// Whether only the shape of the token says so.
    is_guess: bool,
    from: From,
    most: u64,
    /// What it answers to one that lives longer.
    answer: &'static str,
    advice: &'static str,
}

const GITHUB: Recipient = Recipient {
    name: "GitHub",
    is_meant: |seen| seen.is_for_github(),
    is_guess: false,
    from: From::Arrival,
    most: 10 * MINUTE,
    answer: "401, 'Expiration time' claim ('exp') is too far in the future",
    advice: "Set exp 9 minutes after now and iat 60 seconds before now, as clocks differ (GitHub Docs, Generating a JWT for a GitHub App)",
};

/// All of them. The first that is meant counts.
#[rustfmt::skip]
static RECIPIENTS: [Recipient; 21] = [
    Recipient { name: "Apple", is_meant: |seen| seen.is_aud("https://appleid.apple.com"), is_guess: false, from: From::Arrival, most: APPLE_HALF_YEAR, answer: "invalid_client", advice: "Make a client secret for 15,777,000 seconds (six months) at most (Apple, Creating a client secret)" },
    Recipient { name: "the App Store Server API", is_meant: |seen| seen.is_aud("appstoreconnect-v1") && seen.has("bid"), is_guess: false, from: From::Issue, most: HOUR, answer: "401", advice: "Set exp 60 minutes after iat at most (Apple, Generating JSON Web Tokens for API requests)" },
    Recipient { name: "App Store Connect", is_meant: |seen| seen.is_aud("appstoreconnect-v1") && !seen.has("scope"), is_guess: false, from: From::Arrival, most: 20 * MINUTE, answer: "401, NOT_AUTHORIZED", advice: "Set exp 20 minutes after now at most; only a token whose scope names the requests it is for may live longer (Apple, Generating Tokens for API Requests)" },
    Recipient { name: "App Store Connect", is_meant: |seen| seen.is_aud("appstoreconnect-v1"), is_guess: false, from: From::Arrival, most: APPLE_HALF_YEAR, answer: "401, NOT_AUTHORIZED", advice: "Even a token with a scope lives six months at most (Apple, Generating Tokens for API Requests)" },
    Recipient { name: "Google", is_meant: |seen| seen.is_for_google(), is_guess: false, from: From::Issue, most: HOUR, answer: "400, invalid_grant, Token must be a short-lived token (60 minutes) and in a reasonable timeframe", advice: "Set exp one hour after iat at most, by a clock that is right (Google Identity, Using OAuth 2.0 for Server to Server Applications)" },
    Recipient { name: "Firebase", is_meant: |seen| seen.is_aud(FIREBASE), is_guess: false, from: From::Issue, most: HOUR, answer: "INVALID_CUSTOM_TOKEN", advice: "Set exp 3,600 seconds after iat at most: it is for the custom token alone, the session lasts longer (Firebase, Create custom tokens)" },
    Recipient { name: "Google", is_meant: |seen| seen.is_for_google_api(), is_guess: false, from: From::Arrival, most: HOUR, answer: "401, UNAUTHENTICATED", advice: "A self-signed token for a Google API expires one hour after now at most (Google Cloud, Create short-lived credentials)" },
    Recipient { name: "Box", is_meant: |seen| seen.is_aud("https://api.box.com/oauth2/token"), is_guess: false, from: From::Issue, most: MINUTE, answer: "invalid_grant, The 'exp' value exceeds the maximum value of 60 seconds beyond the issue time", advice: "Set exp 45 seconds after iat: 60 are the most (Box, JWT without SDKs)" },
    Recipient { name: "Auth0", is_meant: |seen| seen.is_assertion() && seen.is_aud_within(&["auth0.com"]), is_guess: false, from: From::Issue, most: 5 * MINUTE, answer: "invalid_client; its log says that exp must be no more than 5 minutes after iat", advice: "Make the assertion for 5 minutes at most (Auth0, Authenticate with Private Key JWT)" },
    Recipient { name: "Okta", is_meant: |seen| seen.is_assertion() && seen.is_aud_within(&["okta.com", "oktapreview.com", "okta-emea.com", "okta-gov.com"]), is_guess: false, from: From::Arrival, most: HOUR, answer: "invalid_client", advice: "Make the assertion for one hour at most (Okta, Build a JWT for client authentication)" },
    Recipient { name: "Snowflake", is_meant: |seen| seen.is_for_snowflake(), is_guess: false, from: From::Age, most: HOUR, answer: "390144, JWT token is invalid", advice: "Make a new token at least once an hour; a later exp changes nothing (Snowflake, Using key-pair authentication)" },
    Recipient { name: "Twilio", is_meant: |seen| seen.cty().is_some_and(|cty| cty.starts_with("twilio-fpa")), is_guess: false, from: From::Issue, most: DAY, answer: "error 20104", advice: "Make an access token for 24 hours at most, and renew it in the client (Twilio, Access Tokens)" },
    Recipient { name: "FCM", is_meant: |seen| seen.is_aud_host("fcm.googleapis.com"), is_guess: false, from: From::Arrival, most: DAY, answer: "403, exp claim MUST NOT be more than 24 hours from the time of the request", advice: VAPID },
    Recipient { name: "Mozilla's push service", is_meant: |seen| seen.is_aud_within(&["push.services.mozilla.com"]), is_guess: false, from: From::Arrival, most: DAY, answer: "401, Auth > 24 hours in the future", advice: VAPID },
    Recipient { name: "Apple's push service", is_meant: |seen| seen.is_aud_within(&["push.apple.com"]), is_guess: false, from: From::Arrival, most: DAY, answer: "403, BadJwtToken", advice: VAPID },
    Recipient { name: "Zoom's Meeting SDK", is_meant: |seen| (seen.has("sdkKey") || seen.has("appKey")) && (seen.has("tokenExp") || seen.has("mn")), is_guess: false, from: From::Issue, most: 2 * DAY, answer: "Signature is invalid", advice: "Set exp 30 minutes to 48 hours after iat (Zoom, Meeting SDK authorization)" },
    Recipient { name: "Zoom's Video SDK", is_meant: |seen| seen.has("app_key") && seen.has("tpc"), is_guess: false, from: From::Issue, most: 2 * DAY, answer: "an invalid signature", advice: "Set exp 30 minutes to 48 hours after iat (Zoom, Video SDK authorization)" },
    GITHUB,
    Recipient { name: "GitHub", is_meant: |seen| seen.may_be_for_github(), is_guess: true, ..GITHUB },
    Recipient { name: "APNs", is_meant: |seen| seen.may_be_for_apns(), is_guess: true, from: From::Age, most: HOUR, answer: "403, ExpiredProviderToken", advice: "Make a new token every 20 to 60 minutes: a newer one more often is answered with 429, TooManyProviderTokenUpdates (Apple, Establishing a token-based connection to APNs)" },
    Recipient { name: "Apple Music", is_meant: |seen| seen.may_be_for_apple_music(), is_guess: true, from: From::Arrival, most: APPLE_HALF_YEAR, answer: "401", advice: "Make a developer token for 15,777,000 seconds (six months) at most (Apple, Generating Developer Tokens)" },
];

const VAPID: &str = "Set exp 12 hours after now: 24 are the most, and clocks differ (RFC 8292 §2)";
const FIREBASE: &str = "https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit";
/// How much earlier than now `iat` may be set, for clocks that differ.
const BACKDATED: u64 = MINUTE;

/// What is asked of a token to know whom it is for.
struct Seen<'a> {
    claims: &'a ClaimsSet<'a>,
    header: Option<&'a JoseHeader>,
    issuer: Cow<'a, str>,
    subject: Cow<'a, str>,
    /// The one audience.
    audience: Cow<'a, str>,
    /// The host of that, in lower case, where it is an https URL.
    audience_host: Option<String>,
}

impl<'a> Seen<'a> {
    /// What most of the questions are about is read once.
    fn new(claims: &'a ClaimsSet<'a>, header: Option<&'a JoseHeader>) -> Self {
        let text = |value: Option<Value<'a>>| value.and_then(Value::as_str).unwrap_or_default();
        let audience = match claims.object.get("aud") {
            Some(value) if value.child_count() == 1 => text(value.children().next()),
            value => text(value),
        };
        let uri = Uri::parse(&audience).filter(|uri| uri.has_scheme("https"));
        let audience_host = uri.map(|uri| uri.host.to_ascii_lowercase());
        let (issuer, subject) = (text(claims.object.get("iss")), text(claims.object.get("sub")));
        Self { claims, header, issuer, subject, audience, audience_host }
    }

    fn value(&self, name: &str) -> Option<Value<'a>> {
        self.claims.object.get(name)
    }

    fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    fn is_aud(&self, expected: &str) -> bool {
        self.audience == expected
    }

    fn is_aud_host(&self, host: &str) -> bool {
        self.audience_host.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(host))
    }

    fn is_aud_within(&self, domains: &[&str]) -> bool {
        let is_within = |host: &str, domain: &str| {
            host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
        };
        self.audience_host.as_ref().is_some_and(|host| domains.iter().any(|domain| is_within(host, domain)))
    }

    fn alg(&self) -> String {
        self.header.and_then(JoseHeader::algorithm).unwrap_or_default()
    }

    fn cty(&self) -> Option<String> {
        self.header?.text("cty")
    }

    /// A client's assertion of itself (RFC 7523 §3).
    fn is_assertion(&self) -> bool {
        !self.issuer.is_empty() && self.issuer == self.subject
    }

    /// Whether it has these claims and no others.
    fn is_only(&self, names: &[&str]) -> bool {
        self.claims.object.members().all(|member| names.contains(&&*member.name))
            && names.iter().all(|name| self.has(name))
    }

    /// A client ID of a GitHub App.
    fn is_for_github(&self) -> bool {
        let issuer = &self.issuer;
        let is_client =
            (issuer.starts_with("Iv1.") && issuer.len() == 20) || (issuer.starts_with("Iv23") && issuer.len() == 20);
        self.alg() == "RS256" && self.is_only(&["iss", "iat", "exp"]) && is_client
    }

    /// The number of a GitHub App, as text or as a number.
    fn may_be_for_github(&self) -> bool {
        let issuer =
            self.value("iss").map(|issuer| issuer.as_str().map_or_else(|| issuer.lexeme().into_owned(), Into::into));
        let is_number =
            |issuer: String| (1..=10).contains(&issuer.len()) && issuer.bytes().all(|byte| byte.is_ascii_digit());
        self.alg() == "RS256" && self.is_only(&["iss", "iat", "exp"]) && issuer.is_some_and(is_number)
    }

    fn is_for_google(&self) -> bool {
        const ENDPOINTS: [&str; 4] = [
            "https://oauth2.googleapis.com/token",
            "https://www.googleapis.com/oauth2/v4/token",
            "https://www.googleapis.com/oauth2/v3/token",
            "https://accounts.google.com/o/oauth2/token",
        ];
        ENDPOINTS.contains(&&*self.audience)
    }

    fn is_for_google_api(&self) -> bool {
        let is_account = self.issuer.ends_with(".iam.gserviceaccount.com");
        is_account && self.is_assertion() && self.is_aud_within(&["googleapis.com"]) && !self.is_aud(FIREBASE)
    }

    /// `ACCOUNT.USER.SHA256:fingerprint`.
    fn is_for_snowflake(&self) -> bool {
        let subject = &*self.subject;
        !subject.is_empty()
            && self.issuer.split_once(".SHA256:").is_some_and(|(account, hash)| account == subject && hash.len() == 44)
    }

    fn is_of_apple_key(&self) -> bool {
        let is_id =
            |id: &str| id.len() == 10 && id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let key = self.header.and_then(JoseHeader::key_id);
        self.alg() == "ES256" && is_id(&self.issuer) && key.is_some_and(|key| is_id(&key))
    }

    fn may_be_for_apns(&self) -> bool {
        self.is_of_apple_key() && self.is_only(&["iss", "iat"])
    }

    fn may_be_for_apple_music(&self) -> bool {
        self.is_of_apple_key() && self.is_only(&["iss", "iat", "exp"])
    }
}

/// What the service that a token is for will refuse, at whatever time: it lives longer than that service allows.
pub(crate) fn too_long(examination: &Examination) -> Option<Finding> {
    let claims = ClaimsSet::of(examination, of_times)?;
    // Where the time of the request counts, `iat` says nothing.
    let (exp, iat) = (seconds(&claims, "exp", Strictest::Earliest)?, seconds(&claims, "iat", Strictest::Latest)?);
    // Milliseconds and the like are another mistake.
    let lifetime = u64::try_from(exp - iat).ok().filter(|lifetime| *lifetime < 200 * 365 * DAY)?;
    let recipient = recipient(examination, &claims).filter(|recipient| recipient.from != From::Arrival)?;
    let is_long = lifetime > recipient.most;
    if recipient.from == From::Age {
        let message = format!(
            "Accepted by {} for {} after iat, not for the {} that exp says",
            recipient.name,
            duration(recipient.most),
            duration(lifetime)
        );
        return is_long.then(|| recipient.finding(&claims, "exp", message).graded(Severity::Warning));
    }
    let message = recipient.refusing(&format!(
        "exp is {} after iat, and {} is the most",
        recipient.apart(lifetime),
        recipient.most_words()
    ));
    is_long.then(|| recipient.finding(&claims, "exp", message))
}

/// Whether whom it is for takes no account of `exp`, and counts from `iat` on.
pub(crate) fn counts_from_issue(examination: &Examination) -> bool {
    let claims = ClaimsSet::of(examination, of_times);
    claims.is_some_and(|claims| recipient(examination, &claims).is_some_and(|recipient| recipient.from == From::Age))
}

/// What that service refuses at this time: `exp` that is too far ahead, a token that is too old. What it refuses at any time
/// has been said.
pub(crate) fn refused_now(examination: &Examination, now: i64) -> Option<Finding> {
    let claims = ClaimsSet::of(examination, of_times)?;
    let recipient = recipient(examination, &claims)?;
    let ahead = |name, strictest| Some(seconds(&claims, name, strictest)? - i128::from(now));
    match recipient.from {
        From::Issue => None,
        From::Arrival => {
            let sane = |seconds: i128| u64::try_from(seconds).ok().filter(|seconds| *seconds < 200 * 365 * DAY);
            let left = ahead("exp", Strictest::Earliest)?;
            if left > 0 {
                let left = sane(left).filter(|left| *left > recipient.most)?;
                let (apart, most) = (recipient.apart(left), recipient.most_words());
                let message = recipient.refusing(&format!("exp is {apart} from now, and {most} is the most"));
                return Some(recipient.finding(&claims, "exp", message));
            }
            // It is past: when it was sent, nobody knows.
            let lifetime = sane(left - ahead("iat", Strictest::Latest)?)?;
            let (apart, most) = (recipient.apart(lifetime), recipient.most_words());
            let message =
                recipient.refusing(&format!("when sent at its iat, exp was {apart} ahead, and {most} is the most"));
            (lifetime > recipient.most + BACKDATED)
                .then(|| recipient.finding(&claims, "exp", message).graded(Severity::Warning))
        }
        From::Age => {
            let age = u64::try_from(-ahead("iat", Strictest::Latest)?).ok()?;
            // Whatever is expired by its own word has been told so.
            let is_past = ahead("exp", Strictest::Earliest).is_some_and(|left| left <= 0);
            let message = recipient.refusing(&format!(
                "it was issued {} ago, and {} is the most",
                duration(age),
                recipient.most_words()
            ));
            (age > recipient.most && !is_past).then(|| recipient.finding(&claims, "iat", message))
        }
    }
}

fn of_times(name: &str) -> Option<&'static str> {
    ["exp", "iat"].into_iter().find(|time| *time == name)
}

fn seconds(claims: &ClaimsSet<'_>, name: &str, strictest: Strictest) -> Option<i128> {
    match time(claims, name, strictest)? {
        Time::At(date, _) => Some(date.ceil()),
        Time::Malformed => None,
    }
}

fn recipient(examination: &Examination, claims: &ClaimsSet<'_>) -> Option<&'static Recipient> {
    // What only the service can read is for it, and nobody knows how it reads it.
    let header = examination.innermost().filter(|layer| layer.jws().is_some()).and_then(first_header);
    let seen = Seen::new(claims, header);
    RECIPIENTS.iter().find(|recipient| (recipient.is_meant)(&seen))
}

impl Recipient {
    /// How long that is which is too long; in seconds where it would read as the limit itself.
    fn apart(&self, seconds: u64) -> String {
        let words = duration(seconds);
        if words == duration(self.most) { format!("{} s", grouped(seconds.into())) } else { words }
    }

    fn most_words(&self) -> String {
        match self.most {
            APPLE_HALF_YEAR => "six months".to_owned(),
            most => duration(most),
        }
    }

    fn refusing(&self, why: &str) -> String {
        let whom = if self.is_guess { "if it is for" } else { "by" };
        format!("Refused {whom} {} ({}): {why}", self.name, self.answer)
    }

    fn finding(&self, claims: &ClaimsSet<'_>, name: &'static str, message: String) -> Finding {
        let span = claims.get(name).and_then(|value| claims.span(value));
        let severity = if self.is_guess { Severity::Warning } else { Severity::Error };
        Finding::new(&RECIPIENT_LIMIT, claims.layer, Place::Payload)
            .at(span)
            .graded(severity)
            .saying(message)
            .advising(self.advice)
    }
}

#[cfg(test)]
mod tests {
    use super::{refused_now, too_long};
    use crate::engine::jwt::fixture::verified;
    use crate::engine::rule::finding::Severity;

    const RS256: &str = r#"{"alg":"RS256"}"#;
    const ES256: &str = r#"{"alg":"ES256","kid":"ABC123DEFG"}"#;

    /// A token of so many seconds, made at 1800000000.
    fn claims(rest: &str, lifetime: i64) -> String {
        format!(r#"{{{rest}"iat":1800000000,"exp":{}}}"#, 1_800_000_000 + lifetime)
    }

    /// A header, claims, and the longest life that the service takes.
    #[rustfmt::skip]
    const BROKEN: &[(&str, &str, i64, &str, Severity)] = &[
            (RS256, r#""iss":"Iv23liABCDEF12345678","#, 660, "by GitHub", Severity::Error),
            (RS256, r#""iss":"123456","#, 660, "for GitHub", Severity::Warning),
            (RS256, r#""iss":123456,"#, 660, "for GitHub", Severity::Warning),
            (ES256,
                r#""iss":"TEAM123456","sub":"com.x.y","aud":"https://appleid.apple.com","#,
                15_777_060,
                "by Apple",
                Severity::Error),
            (ES256,
                r#""iss":"57246542-96fe","aud":"appstoreconnect-v1","#,
                1_260,
                "by App Store Connect",
                Severity::Error),
            (ES256,
                r#""iss":"57246542-96fe","aud":"appstoreconnect-v1","bid":"com.x","#,
                3_600,
                "by the App Store Server API",
                Severity::Error),
            (ES256,
                r#""iss":"57246542-96fe","aud":"appstoreconnect-v1","scope":["GET /v1/apps"],"#,
                15_777_060,
                "by App Store Connect",
                Severity::Error),
            (RS256,
                r#""iss":"a@b.iam.gserviceaccount.com","scope":"x","aud":"https://oauth2.googleapis.com/token","#,
                3_600,
                "by Google",
                Severity::Error),
            (RS256,
                r#""iss":"a@b.iam.gserviceaccount.com","sub":"a@b.iam.gserviceaccount.com","aud":"https://pubsub.googleapis.com/","#,
                3_660,
                "by Google",
                Severity::Error),
            (RS256,
                r#""iss":"a@b.iam.gserviceaccount.com","sub":"a@b.iam.gserviceaccount.com","uid":"u","aud":"https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit","#,
                3_600,
                "by Firebase",
                Severity::Error),
            (RS256,
                r#""iss":"c","sub":"9","box_sub_type":"enterprise","aud":"https://api.box.com/oauth2/token","#,
                60,
                "by Box",
                Severity::Error),
            (RS256, r#""iss":"c","sub":"c","aud":"https://x.eu.auth0.com/","#, 300, "by Auth0", Severity::Error),
            (RS256,
                r#""iss":"c","sub":"c","aud":"https://dev-1.okta.com/oauth2/v1/token","#,
                3_660,
                "by Okta",
                Severity::Error),
            (RS256,
                r#""iss":"ACME.BOB.SHA256:0123456789012345678901234567890123456789012=","sub":"ACME.BOB","#,
                3_600,
                "by Snowflake",
                Severity::Warning),
            (r#"{"alg":"HS256","cty":"twilio-fpa;v=1"}"#,
                r#""iss":"SK1","sub":"AC1","grants":{},"#,
                86_400,
                "by Twilio",
                Severity::Error),
            (ES256,
                r#""sub":"mailto:a@b.example","aud":"https://fcm.googleapis.com","#,
                86_460,
                "by FCM",
                Severity::Error),
            (r#"{"alg":"HS256"}"#,
                r#""sdkKey":"k","mn":"1","role":0,"tokenExp":1,"#,
                172_800,
                "by Zoom's Meeting SDK",
                Severity::Error),
            (ES256, r#""iss":"TEAM123456","#, 15_777_060, "for Apple Music", Severity::Warning),
    ];

    #[test]
    fn a_service_is_named_whose_limit_is_broken() {
        for &(header, rest, most, name, severity) in BROKEN {
            // It is sent a minute after its iat, which clocks that differ want so.
            let at = |lifetime| {
                let token = verified(header, &claims(rest, lifetime));
                too_long(&token).or_else(|| refused_now(&token, 1_800_000_060))
            };
            assert_eq!(at(most), None, "{rest}");
            let finding = at(most + 1).unwrap_or_else(|| panic!("{rest}"));
            assert!(finding.message.contains(name) && !finding.advice.is_empty(), "{finding:?}");
            assert_eq!(finding.severity, severity, "{rest}");
            assert!(finding.span.is_some(), "{rest}");
        }
    }

    #[test]
    fn nobody_else_is_held_to_a_limit() {
        for (header, rest) in [
            (RS256, r#""iss":"https://issuer.example","sub":"u","aud":"https://api.example","#),
            // Entra sets none; who issues at Auth0 or Okta is not who is asked there.
            (RS256, r#""iss":"c","sub":"c","aud":"https://login.microsoftonline.com/t/oauth2/v2.0/token","#),
            (RS256, r#""iss":"https://x.eu.auth0.com/","sub":"u","aud":"https://x.eu.auth0.com/userinfo","#),
            (RS256, r#""iss":"c","sub":"c","aud":"https://evil-okta.com/","#),
            (RS256, r#""iss":"123456","sub":"u","#),
            (r#"{"alg":"HS256"}"#, r#""iss":"123456","#),
            (ES256, r#""iss":"https://appleid.apple.com","aud":"com.x.y","sub":"0","#),
            (ES256, r#""iss":"team123456","#),
        ] {
            let token = verified(header, &claims(rest, 400 * 86_400));
            assert_eq!(too_long(&token), None, "{rest}");
            assert_eq!(refused_now(&token, 1_800_000_000), None, "{rest}");
        }
        // Milliseconds are told elsewhere.
        let token = verified(RS256, r#"{"iss":"1","iat":1800000000,"exp":1800000600000}"#);
        assert_eq!(too_long(&token), None);
    }

    #[test]
    fn what_depends_on_the_time_is_told_at_that_time() {
        let push =
            verified(ES256, r#"{"aud":"https://fcm.googleapis.com","sub":"mailto:a@b.example","exp":1800100000}"#);
        assert!(refused_now(&push, 1_800_000_000).is_some());
        assert_eq!(refused_now(&push, 1_800_050_000), None);
        let apns = verified(ES256, r#"{"iss":"TEAM123456","iat":1800000000}"#);
        assert_eq!(refused_now(&apns, 1_800_003_600), None);
        assert!(
            refused_now(&apns, 1_800_003_601).is_some_and(|finding| finding.message.contains("ExpiredProviderToken"))
        );
        let app = verified(RS256, &claims(r#""iss":"Iv1.0123456789abcdef","#, 500));
        assert_eq!(refused_now(&app, 1_800_000_000), None);
        // Past, and it may have been sent in its last minutes.
        let fcm = |lifetime| {
            verified(ES256, &claims(r#""sub":"mailto:a@b.example","aud":"https://fcm.googleapis.com","#, lifetime))
        };
        assert_eq!(refused_now(&fcm(90_000), 1_800_007_200), None);
        let past = refused_now(&fcm(90_000), 1_800_100_000).map(|finding| finding.severity);
        assert_eq!((past, refused_now(&fcm(86_000), 1_800_100_000)), (Some(Severity::Warning), None));
        // Made by a clock that is ahead.
        assert!(refused_now(&app, 1_799_999_800).is_some());
    }
}
