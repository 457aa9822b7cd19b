//! Answers of servers that are no token: an OAuth error, an issuer's metadata, a web page. What they say is told.

use super::foreign::{Foreign, ForeignKind};
use crate::engine::ground::json::{self, Kind, Value};
use crate::engine::ground::span::Span;
use crate::engine::text::deceptive::hidden;
use crate::engine::text::page::{fetch_command, fetch_keys, is_page, title};
use crate::engine::text::private::covered_text;
use crate::engine::text::uri::without_credentials;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// Longest answer that is read.
const LONGEST: usize = 1024 * 1024;
/// How much of what a server says is repeated, in characters.
const EXCERPT: usize = 240;

fn foreign(name: &'static str, explanation: String, advice: impl Into<Cow<'static, str>>, source: Span) -> Foreign {
    let (explanation, advice) = (Cow::Owned(explanation), advice.into());
    Foreign { kind: ForeignKind::Answer, name, explanation, advice, command: None, label: None, source }
}

/// What `text`, which stands at `source`, is.
pub(super) fn of(text: &str, source: Span) -> Option<Foreign> {
    if text.len() > LONGEST {
        return None;
    }
    // What curl -i prints in front of the answer.
    let body = text.split_once("\r\n\r\n").or_else(|| text.split_once("\n\n")).map(|(_, body)| body.trim());
    let body = body.filter(|_| text.starts_with("HTTP/"));
    body.into_iter().chain([text]).find_map(|text| {
        if text.starts_with('{') {
            return object(text, source);
        }
        if text.starts_with('"') {
            return quoted(text, source);
        }
        // `begin 644 name`, in the first line.
        let mut words = text.lines().next().unwrap_or_default().split(' ');
        let is_begun = words.next() == Some("begin");
        if is_begun
            && words.next().is_some_and(|mode| mode.len() == 3 && mode.bytes().all(|byte| byte.is_ascii_digit()))
        {
            let words = "A file as uuencode writes it for mail".to_owned();
            return Some(foreign("Uuencoded text", words, "Decode it with uudecode, and inspect the file", source));
        }
        page(text, source).or_else(|| challenge(text, source)).or_else(|| redirect(text, source))
    })
}

/// The same in a string of JSON, as a log or a gateway repeats it.
fn quoted(text: &str, source: Span) -> Option<Foreign> {
    let document = json::scan(text.as_bytes(), 2);
    let inner = document.root().filter(|_| document.is_complete())?.as_str()?.into_owned();
    inner.trim_start().starts_with('{').then(|| object(inner.trim(), source)).flatten()
}

fn page(text: &str, source: Span) -> Option<Foreign> {
    if !is_page(text) {
        return None;
    }
    let words = match title(text) {
        Some(title) => format!("Its title is \"{}\"", excerpt(&title)),
        None => "It has no title".to_owned(),
    };
    let advice = "The server sent a page, usually a sign-in or an error page: check the URL and the status";
    Some(foreign("Web page", words, advice, source))
}

/// What a server says, as it may be shown.
fn excerpt(text: &str) -> String {
    let text = without_credentials(text);
    let mut out: String = covered_text(&text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .filter(|character| !character.is_control() && hidden(*character).is_none())
        .take(EXCERPT + 1)
        .collect();
    out.truncate(out.trim_end_matches('.').len());
    if out.chars().count() > EXCERPT {
        out.pop();
        out.push('\u{2026}');
    }
    out
}

fn object(text: &str, source: Span) -> Option<Foreign> {
    let document = json::scan(text.as_bytes(), 16);
    let root = document.root().filter(|root| root.kind() == Kind::Object)?;
    let string = |value: Value<'_>, name: &str| value.get(name).and_then(Value::as_str).map(|text| text.into_owned());
    if let Some(error) = root.get("error") {
        // RFC 6749 §5.2; an object in Google's and Microsoft Graph's interfaces.
        let (code, description) = match error.kind() {
            Kind::String => {
                let description = ["error_description", "error_message", "message", "detail"]
                    .iter()
                    .find_map(|name| string(root, name));
                (string(root, "error")?, description)
            }
            Kind::Object => {
                let code = string(error, "code").or_else(|| string(error, "status")).or_else(|| string(error, "type"));
                (code.unwrap_or_else(|| "an error".to_owned()), string(error, "message"))
            }
            _ => return None,
        };
        // The bodies of Spring ("Unauthorized") and of Google's and Microsoft's interfaces have `error` too; the codes of OAuth
        // are words in lower case.
        let found = error_answer(&code, description.as_deref(), source);
        let is_code = !code.is_empty() && code.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        let is_of_oauth = error.kind() == Kind::String && (is_code || root.get("error_description").is_some());
        return Some(if is_of_oauth { found } else { Foreign { name: "Error response", ..found } });
    }
    if let Some(keys) = string(root, "jwks_uri") {
        let issuer = string(root, "issuer").map_or_else(String::new, |issuer| format!(" of {}", excerpt(&issuer)));
        let words = format!("The metadata{issuer} says that the keys are at {}", excerpt(&keys));
        let found = foreign("OpenID or OAuth metadata", words, fetch_keys(&without_credentials(&keys)), source);
        let command = fetch_command(&keys).filter(|_| without_credentials(&keys) == keys);
        return Some(Foreign { command, ..found });
    }
    if root.get("active").is_some_and(|value| value.as_bool().is_some()) {
        let words = "A server's response about a token (RFC 7662), not the token itself".to_owned();
        return Some(foreign("Introspection response", words, "Inspect the token that was asked about", source));
    }
    if root.get("device_code").is_some() && root.get("user_code").is_some() {
        let words = "The first step of the device flow (RFC 8628): the token is issued after the code has been entered"
            .to_owned();
        return Some(foreign(
            "Device authorization response",
            words,
            "Ask the token endpoint with device_code",
            source,
        ));
    }
    if root.get("tokenPayloadExternal").is_some() {
        let words = "A verdict that Google has already decrypted and verified, not the token itself".to_owned();
        return Some(foreign("Play Integrity verdict", words, "Inspect the token that the app received", source));
    }
    if let Some(found) = decoded(root, source) {
        return Some(found);
    }
    let message = ["message", "Message", "detail", "title", "msg"].iter().find_map(|name| string(root, name));
    let has_status =
        ["status", "statusCode", "code", "timestamp", "path", "traceId"].iter().any(|name| root.get(name).is_some());
    let message = message.filter(|_| root.child_count() == 1 || has_status)?;
    let words = format!("The server says \"{}\"", excerpt(&message));
    Some(foreign("Response without a token", words, "Find out why the request was refused", source))
}

/// The header or the claims of a token that somebody decoded.
fn decoded(root: Value<'_>, source: Span) -> Option<Foreign> {
    const CLAIMS: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];
    let has = |name: &&&str| root.get(name).is_some();
    let is_header = root.get("alg").is_some()
        && ["typ", "kid", "cty", "x5t", "enc"].iter().any(|name| root.get(name).is_some())
        && root.get("kty").is_none();
    let are_claims = CLAIMS.iter().filter(has).count() >= 2;
    let what = match (is_header, are_claims) {
        (true, _) => "This is the header of a token, decoded",
        (false, true) => "These are the claims of a token, decoded",
        (false, false) => return None,
    };
    let words = format!("{what}: nothing can be verified without the encoded token and its signature");
    Some(foreign("Decoded token", words, "Copy the encoded token, which begins with eyJ in most cases", source))
}

fn error_answer(code: &str, description: Option<&str>, source: Span) -> Foreign {
    // RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, RFC 8628 §3.5, RFC 9449 §5.
    let advice = match code {
        "invalid_grant" | "bad_verification_code" => {
            "The code or refresh token has expired, was already used or revoked, or belongs to another client: sign in again"
        }
        "invalid_client" | "incorrect_client_credentials" => {
            "The client is unknown or could not be authenticated: check its ID, secret and authentication method"
        }
        "unauthorized_client" => "Allow this grant type for the client",
        "unsupported_grant_type" => "Check grant_type, and that the body is a form",
        "invalid_scope" => "Request only scopes that the client is allowed to have",
        "invalid_request" => "A parameter is missing or wrong: compare the request with the error description",
        "access_denied" => "The user or a policy denied access",
        "invalid_token" | "InvalidAuthenticationToken" | "UNAUTHENTICATED" => {
            "Inspect the token that was sent: it has expired, was revoked, or is meant for another server"
        }
        "insufficient_scope" => "Request a token with the scope that the response names",
        "authorization_pending" | "slow_down" => "The code has not been entered yet: try again later",
        "use_dpop_nonce" => "Send the DPoP proof again with the nonce from the DPoP-Nonce header",
        "login_required" | "interaction_required" | "consent_required" => "Sign in again in the browser",
        _ => "It contains no token: find out why the request was refused",
    };
    let words = match description.map(excerpt).filter(|text| !text.is_empty()) {
        Some(description) => format!("{}: {description}", excerpt(code)),
        None => excerpt(code),
    };
    foreign("OAuth error response", words, advice, source)
}

/// `WWW-Authenticate: Bearer error="invalid_token"` (RFC 6750 §3).
fn challenge(text: &str, source: Span) -> Option<Foreign> {
    let front = text.get(..text.floor_char_boundary(65_536))?;
    let at = front.find("error=\"").filter(|at| {
        front[..*at].to_ascii_lowercase().contains("bearer") || front[..*at].to_ascii_lowercase().contains("dpop")
    })?;
    let quoted = |from: usize| front.get(from..)?.split('"').next();
    let code = quoted(at + "error=\"".len())?;
    let description = front.find("error_description=\"").and_then(|at| quoted(at + "error_description=\"".len()));
    Some(error_answer(code, description, source))
}

/// `https://client/cb?error=access_denied&error_description=…` (RFC 6749 §4.1.2.1), or with a code.
fn redirect(text: &str, source: Span) -> Option<Foreign> {
    let text = text.trim();
    // The body of an answer that is a form, as GitHub's is.
    let is_form = text.starts_with("error=") || text.contains("&error=");
    let is_address = text.contains("://") || text.starts_with(['?', '#', '/']);
    if text.contains(char::is_whitespace) || !is_address && !is_form {
        return None;
    }
    let front = usize::from(is_address);
    let parameters = || text.split(['?', '#', '&']).skip(front).filter_map(|pair| pair.split_once('='));
    let value = |name: &str| {
        let value = parameters().find(|(own, _)| *own == name)?.1.replace('+', " ");
        Some(percent_decode_str(&value).decode_utf8_lossy().into_owned())
    };
    if let Some(code) = value("error") {
        return Some(error_answer(&code, value("error_description").as_deref(), source));
    }
    let code =
        value("code").filter(|code| code.len() >= 8 && value("state").is_some() | value("session_state").is_some())?;
    drop(code);
    let words = "The redirect carries an authorization code (RFC 6749 §4.1.2), which is opaque, not a token".to_owned();
    Some(foreign(
        "Authorization code",
        words,
        "Send it to the token endpoint; the response contains the tokens",
        source,
    ))
}
