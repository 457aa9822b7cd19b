//! The token in a request: header lines, commands of a terminal, files.

use super::quote::{Language, is_line, literal};
use super::{ExportRow, Group, Note, Rule, Subject, Unfit};
use crate::engine::jwt::numeric_date;
use crate::engine::jwt::profile::{self, ProfileKind};

pub(super) static ROWS: &[ExportRow] = &[
    line("authorization", "Authorization header", "authorization.txt", "One line for a request", authorization),
    ExportRow::new(
        Group::Request,
        ("dpop-header", "DPoP header", "dpop.txt"),
        "The proof that goes with a DPoP-bound access token, for one request",
        Rule::Secret,
        is_proof,
        |subject| Ok(format!("DPoP: {}", subject.compact()?)),
    ),
    line(
        "set-cookie",
        "Set-Cookie header",
        "set-cookie.txt",
        "Scripts cannot read it, only HTTPS carries it, other sites send it only when a link is followed, no subdomain can set it",
        set_cookie,
    )
    .noting(cookie_notes),
    row("curl", "curl command", "request.sh", "A request with this token", curl),
    row("httpie", "HTTPie command", "request.sh", "A request with this token", httpie),
    row("powershell", "PowerShell command", "request.ps1", "A request with this token", power_shell),
    row("fetch", "JavaScript fetch", "request.mjs", "A request with this token, for a browser or Node.js", fetch),
    row("http-file", "HTTP file", "request.http", "For REST clients of editors: VS Code, IntelliJ IDEA", http_file),
    ExportRow::new(
        Group::Request,
        ("env", "Environment variable", "token.env"),
        "One line for a shell or an .env file",
        Rule::Secret,
        |subject| env(subject).map(drop),
        env,
    ),
    ExportRow::new(
        Group::Request,
        ("kubernetes-secret", "Kubernetes Secret", "secret.yaml"),
        "A manifest for kubectl apply",
        Rule::Secret,
        |_| Ok(()),
        kubernetes,
    ),
];

/// A row that needs a compact token, and no address.
const fn line(
    name: &'static str,
    title: &'static str,
    file: &'static str,
    line: &'static str,
    make: fn(&Subject<'_>) -> Result<String, Unfit>,
) -> ExportRow {
    let fits = |subject: &Subject<'_>| subject.compact().map(drop);
    ExportRow::new(Group::Request, (name, title, file), line, Rule::Secret, fits, make)
}

/// A row that needs an address too.
const fn row(
    name: &'static str,
    title: &'static str,
    file: &'static str,
    line: &'static str,
    make: fn(&Subject<'_>) -> Result<String, Unfit>,
) -> ExportRow {
    let fits = |subject: &Subject<'_>| subject.compact().and_then(|_| address(subject)).map(drop);
    ExportRow::new(Group::Request, (name, title, file), line, Rule::Secret, fits, make)
}

/// RFC 9449 §7.1: an access token that is bound to a key goes behind `DPoP`.
fn scheme(subject: &Subject<'_>) -> &'static str {
    let is_bound = || {
        let confirmation = subject.claims().ok()?.get("cnf")?;
        confirmation.get("jkt")
    };
    if is_bound().is_some() { "DPoP" } else { "Bearer" }
}

/// "Bearer …"
fn credentials(subject: &Subject<'_>) -> Result<String, Unfit> {
    Ok(format!("{} {}", scheme(subject), subject.compact()?))
}

fn authorization(subject: &Subject<'_>) -> Result<String, Unfit> {
    Ok(format!("Authorization: {}", credentials(subject)?))
}

/// The address, where it is nothing but one (RFC 3986 §2).
fn address<'a>(subject: &Subject<'a>) -> Result<&'a str, Unfit> {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    let is_web = subject.url.starts_with("https://") || subject.url.starts_with("http://");
    if is_web && subject.url.bytes().all(is_allowed) { Ok(subject.url) } else { Err(Unfit::Address) }
}

fn quoted(language: Language, text: &str) -> Result<String, Unfit> {
    // What comes here is printable ASCII, which every one of these languages can hold.
    literal(language, text).ok_or(Unfit::Address)
}

fn is_proof(subject: &Subject<'_>) -> Result<(), Unfit> {
    subject.compact()?;
    let kind = profile::profile(subject.examination).and_then(|profile| profile.kind());
    if kind == Some(ProfileKind::DpopProof) { Ok(()) } else { Err(Unfit::NoProof) }
}

/// Seconds until the token expires; `None`: it does not, or has.
fn lifetime(subject: &Subject<'_>) -> Option<i128> {
    let (_, claims) = subject.examination.readable_claims()?;
    let expiry = numeric_date::parse(claims.get("exp")?).ok()?;
    let left = expiry.seconds - i128::from(subject.now);
    (left > 0).then_some(left)
}

/// Longest that browsers keep a cookie: 400 days (RFC 6265bis §5.5).
const LONGEST_COOKIE: i128 = 400 * 24 * 60 * 60;

fn max_age(subject: &Subject<'_>) -> Option<String> {
    lifetime(subject).map(|seconds| format!("Max-Age={}", seconds.min(LONGEST_COOKIE)))
}

fn set_cookie(subject: &Subject<'_>) -> Result<String, Unfit> {
    let token = subject.compact()?;
    // RFC 6265bis §5.6: without Max-Age it is gone with the browser.
    let age = max_age(subject).map(|age| format!("; {age}")).unwrap_or_default();
    Ok(format!("Set-Cookie: __Host-token={token}{age}; Path=/; Secure; HttpOnly; SameSite=Lax"))
}

fn cookie_notes(subject: &Subject<'_>) -> Vec<Note> {
    let note = |piece: &str, words| Note { piece: piece.to_owned(), words };
    let age = max_age(subject).map(|age| Note {
        piece: age,
        words: match lifetime(subject) {
            Some(LONGEST_COOKIE..) => "The browser deletes it after 400 days, the longest that it keeps any cookie",
            _ => "The browser deletes it when the token expires",
        },
    });
    let first = note(
        "__Host-",
        "Browsers accept this name only with Secure and Path=/ and without Domain, so no subdomain can set or replace it",
    );
    let rest = [
        note("Path=/", "Sent with every request to this host; without Domain, to no other host"),
        note("Secure", "Sent over HTTPS alone"),
        note("HttpOnly", "Scripts of the page cannot read it"),
        note(
            "SameSite=Lax",
            "Not sent with requests that other sites make, except when a link is followed; Strict excludes those as well",
        ),
    ];
    [first].into_iter().chain(age).chain(rest).collect()
}

fn curl(subject: &Subject<'_>) -> Result<String, Unfit> {
    let (header, url) = (authorization(subject)?, address(subject)?);
    // curl takes brackets for a range of addresses.
    let globbing = if url.contains(['[', ']']) { "--globoff " } else { "" };
    let url = if url.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/@%+,=".contains(&byte)) {
        url.to_owned()
    } else {
        quoted(Language::Shell, url)?
    };
    Ok(format!("curl {globbing}--header {} {url}", quoted(Language::Shell, &header)?))
}

fn httpie(subject: &Subject<'_>) -> Result<String, Unfit> {
    let header = quoted(Language::Shell, &format!("Authorization:{}", credentials(subject)?))?;
    Ok(format!("http GET {} {header}", quoted(Language::Shell, address(subject)?)?))
}

fn power_shell(subject: &Subject<'_>) -> Result<String, Unfit> {
    let credentials = quoted(Language::PowerShell, &credentials(subject)?)?;
    let url = quoted(Language::PowerShell, address(subject)?)?;
    Ok(format!("Invoke-RestMethod -Uri {url} -Headers @{{ Authorization = {credentials} }}"))
}

fn fetch(subject: &Subject<'_>) -> Result<String, Unfit> {
    let credentials = quoted(Language::JavaScript, &credentials(subject)?)?;
    let url = quoted(Language::JavaScript, address(subject)?)?;
    Ok(format!("const response = await fetch({url}, {{\n  headers: {{ Authorization: {credentials} }},\n}});"))
}

fn http_file(subject: &Subject<'_>) -> Result<String, Unfit> {
    Ok(format!("GET {}\n{}", address(subject)?, authorization(subject)?))
}

fn env(subject: &Subject<'_>) -> Result<String, Unfit> {
    if let Ok(token) = subject.compact() {
        return Ok(format!("TOKEN={token}"));
    }
    if !is_line(subject.token) {
        return Err(Unfit::NotCompact);
    }
    Ok(format!("TOKEN={}", literal(Language::Shell, subject.token).ok_or(Unfit::NotCompact)?))
}

fn kubernetes(subject: &Subject<'_>) -> Result<String, Unfit> {
    let token = literal(Language::Yaml, subject.token).ok_or(Unfit::NoPart)?;
    Ok(format!("apiVersion: v1\nkind: Secret\nmetadata:\n  name: token\ntype: Opaque\nstringData:\n  token: {token}"))
}
