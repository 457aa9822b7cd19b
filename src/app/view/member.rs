//! One row of a table: a name, its value as it was written, and what that means.

use super::MemberRow;
use super::desk;
use super::header::more_row;
use super::json::{Places, inline_runs, member_span, scalar_run};
use crate::app::message::command::Command;
use crate::app::state::State;
use crate::app::value::time::{is_time, unregistered_time};
use crate::app::value::words::{capital, counted, elided, safe};
use crate::app::value::{CopyTarget, MemberFold, PaneMode, Role, Run, TABLE_ROWS, TimeStyle, Tone, time};
use crate::engine::ground::json::{Document, Kind, Value, scan};
use crate::engine::ground::jwa::{
    ContentEncryptionAlgorithm, KeyManagementAlgorithm, SignatureAlgorithm, SignatureFamily,
};
use crate::engine::ground::limit::Limits;
use crate::engine::jose::header::Origin;
use crate::engine::jwt::{claim, numeric_date};
use crate::engine::text::private::is_private_name;

/// Characters of a value that a row of the table can show; before it is opened it shows three lines of them.
const SHOWN: usize = 4_200;
/// Lines of a text, and items of a list, that a row can show.
const LINES: usize = 200;
/// A list of so few characters stands on one line.
const SHORT_LIST: usize = 60;

/// What shows all that the table of claims leaves out.
const ALL_CLAIMS: Command = Command::ClaimsMode(PaneMode::Json);

/// The last row of a table of claims that is too long, or of what is open in it.
pub(super) fn more_claims_row(left: usize) -> MemberRow {
    more_row(left, CopyTarget::Claims, ALL_CLAIMS)
}

/// Whether the row of a list leaves some of its items out.
fn is_cut(value: Value<'_>) -> bool {
    value.kind() == Kind::Array && value.child_count() > LINES && !foldable(value)
}

/// Claims that are a list of words in one string.
fn is_word_list(name: &str) -> bool {
    matches!(name, "scope" | "scp")
}

pub(super) fn claim_row(
    state: &State,
    value: Value<'_>,
    document: &Document,
    places: &Places,
    times: usize,
) -> MemberRow {
    let name = value.name().unwrap_or_default();
    let (mut reading, tone) = claim_reading(state, &name, value);
    if reading.is_empty() {
        reading.extend(desk::reading(state, &name));
    }
    MemberRow {
        value: value_runs(document, value),
        reading,
        explanation: explain_claim(&name),
        badges: badges(None, times),
        copy: CopyTarget::ClaimValue(value.index()),
        token: places.of(member_span(value)),
        tone,
        depth: 0,
        fold: None,
        whole: is_cut(value).then_some(ALL_CLAIMS),
        is_rest: false,
        name: safe(&name),
    }
}

/// What a claim means.
pub(super) fn explain_claim(name: &str) -> Option<String> {
    let row = claim::claim(name).or_else(|| claim::vendor_claim(name))?;
    let words = row.words();
    if words.is_empty() {
        return None;
    }
    Some(if row.reference.is_empty() { words.to_owned() } else { format!("{words} · {}", row.reference) })
}

/// What a header parameter means.
pub(super) fn explain_header(name: &str) -> Option<String> {
    let row = claim::header_parameter(name)?;
    let words = if row.plain.is_empty() { row.description } else { row.plain };
    Some(if row.reference.is_empty() { words.to_owned() } else { format!("{words} · {}", row.reference) })
}

pub(super) fn claim_reading(state: &State, name: &str, value: Value<'_>) -> (Vec<Run>, Tone) {
    use crate::engine::jwt::policy::ClaimState;
    let judgement = state.derived.judgement.as_ref();
    let check = judgement.and_then(|judgement| judgement.checks.iter().find(|check| check.claim == name));
    let tone = match check.map(|check| &check.state) {
        None => Tone::Neutral,
        Some(ClaimState::Holds) => Tone::Good,
        Some(ClaimState::IssuedInFuture(_)) => Tone::Warning,
        Some(_) => Tone::Bad,
    };
    let expectations = state.expectations();
    let (policy, _) = expectations.chosen(state.examination());
    let expected = match name {
        "iss" => policy.issuer.as_deref(),
        "aud" => policy.audience.as_deref(),
        _ => None,
    };
    if let (Some(expected), Some(check)) = (expected, check) {
        let reading = if check.state == ClaimState::Holds {
            Run::new("as expected", Role::Tone(Tone::Good))
        } else {
            Run::new(format!("expected: {}", elided(&safe(expected), 200)), Role::Tone(Tone::Bad))
        };
        return (vec![reading], tone);
    }
    if is_time(name) {
        let (style, zone, now) = (state.settings.time_style, &state.zone, state.now());
        return match numeric_date::parse(value) {
            Ok(date) if date.looks_like_milliseconds() => {
                let mut runs = vec![Run::new("milliseconds? then ", Role::Weak)];
                runs.extend(time::reading(date.seconds / 1_000, now, style, zone));
                (runs, tone)
            }
            Ok(date) => {
                let mut runs = time::reading(date.seconds, now, style, zone);
                // The style asks for what the value itself already says.
                if style == TimeStyle::Unix && date.is_plain {
                    runs = vec![Run::new(time::from_now(date.seconds, now), Role::Plain)];
                }
                (runs, tone)
            }
            Err(_) => (vec![Run::new("not a number, so not a time", Role::Tone(Tone::Bad))], tone),
        };
    }
    if let Some(runs) = unregistered_reading(state, name, value) {
        return (runs, tone);
    }
    if is_word_list(name)
        && let Some(text) = value.as_str()
        && text.contains(' ')
    {
        let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        let shown = words.iter().take(20).copied().collect::<Vec<_>>().join(" · ");
        let text = format!("{} scopes: {}", words.len(), elided(&shown, 300));
        return (vec![Run::new(text, Role::Plain)], tone);
    }
    if matches!(name, "expires_in" | "max_age")
        && let Some(seconds) = value.as_u64()
    {
        return (vec![Run::new(numeric_date::duration(seconds), Role::Plain)], tone);
    }
    let reading = match value.kind() {
        // A list of one is not the same as its item.
        Kind::Array if value.child_count() > 3 || value.child_count() == 1 => counted(value.child_count(), "element"),
        Kind::Object if value.child_count() > 3 => counted(value.child_count(), "member"),
        _ => return (Vec::new(), tone),
    };
    (vec![Run::new(reading, Role::Weak)], tone)
}

pub(super) fn header_row(
    value: Value<'_>,
    document: &Document,
    origin: Origin,
    is_encryption: bool,
    place: usize,
    places: &Places,
    times: usize,
) -> MemberRow {
    let name = value.name().unwrap_or_default();
    let reading = header_reading(&name, value, is_encryption);
    MemberRow {
        value: value_runs(document, value),
        reading: reading.map(|text| vec![Run::new(text, Role::Plain)]).unwrap_or_default(),
        explanation: explain_header(&name),
        badges: badges((origin != Origin::Protected).then_some(origin), times),
        copy: CopyTarget::HeaderValue(place),
        token: places.of(member_span(value)),
        tone: if name == "alg" && value.as_str().as_deref() == Some("none") { Tone::Warning } else { Tone::Neutral },
        depth: 0,
        fold: None,
        whole: is_cut(value).then_some(Command::HeaderMode(PaneMode::Json)),
        is_rest: false,
        name: safe(&name),
    }
}

fn header_reading(name: &str, value: Value<'_>, is_encryption: bool) -> Option<String> {
    let text = value.as_str();
    let text = text.as_deref();
    match name {
        "alg" if is_encryption => Some(key_management_words(text?)),
        "alg" => Some(signature_words(text?)),
        "enc" => Some(content_encryption_words(text?)),
        "zip" => (text == Some("DEF")).then(|| "compressed with DEFLATE".to_owned()),
        "typ" | "cty" => Some(match text?.to_ascii_lowercase().trim_start_matches("application/") {
            "jwt" => "a JSON Web Token".to_owned(),
            "at+jwt" => "an OAuth 2.0 access token".to_owned(),
            "dpop+jwt" => "a DPoP proof".to_owned(),
            "logout+jwt" => "a logout token".to_owned(),
            "secevent+jwt" => "a security event".to_owned(),
            "jose" => "JOSE, compact".to_owned(),
            "jose+json" => "JOSE, JSON serialization".to_owned(),
            "kb+jwt" => "a key binding of an SD-JWT".to_owned(),
            _ => return None,
        }),
        "x5c" => Some(counted(value.child_count(), "certificate")),
        // Readers that take the case of names for nothing find it as well.
        "jwk" | "epk" if value.members().any(|member| is_private_name(&member.name)) => {
            Some("a private key, which no token may contain".to_owned())
        }
        "jwk" | "epk" => Some(match (value.get("kty")?.as_str(), value.get("crv").and_then(|crv| crv.as_str())) {
            (Some(kty), Some(crv)) => format!("a public key, {} {}", elided(&kty, 20), elided(&crv, 20)),
            (Some(kty), None) => format!("a public key, {}", elided(&kty, 20)),
            _ => return None,
        }),
        "p2c" => value
            .as_u64()
            .map(|count| format!("{} PBKDF2 iterations", crate::app::value::words::grouped(count as usize))),
        "b64" => (value.as_bool() == Some(false)).then(|| "the payload is not base64url".to_owned()),
        _ => None,
    }
}

/// "ECDSA with SHA-256 on P-256".
pub(super) fn signature_words(name: &str) -> String {
    let Some(row) = SignatureAlgorithm::named(name).known() else {
        return "not an algorithm Jotsmith knows".to_owned();
    };
    let family = match row.family {
        SignatureFamily::Hmac => "HMAC",
        SignatureFamily::RsaPkcs1 => "RSA PKCS #1 v1.5",
        SignatureFamily::RsaPss => "RSA PSS",
        SignatureFamily::Ecdsa => "ECDSA",
        SignatureFamily::EdDsa => {
            return row.curve.map_or("Edwards curve", |curve| curve.name()).to_owned() + " signature";
        }
        SignatureFamily::MlDsa => return "ML-DSA signature, post-quantum".to_owned(),
        SignatureFamily::Unsecured => return "no signature".to_owned(),
    };
    let hash = row.hash.map_or(String::new(), |hash| format!(" with SHA-{}", hash.output_len() * 8));
    let curve = row.curve.map_or(String::new(), |curve| format!(" on {}", curve.name()));
    format!("{family}{hash}{curve}")
}

/// "key encryption with RSA OAEP".
pub(super) fn key_management_words(name: &str) -> String {
    use crate::engine::ground::jwa::KeyManagementFamily as Family;
    let Some(row) = KeyManagementAlgorithm::named(name).known() else {
        return "not an algorithm Jotsmith knows".to_owned();
    };
    let how = match row.family {
        Family::Direct => "the shared key itself",
        Family::AesKeyWrap => "AES Key Wrap",
        Family::AesGcmKeyWrap => "AES-GCM",
        Family::Rsa15 => "RSA PKCS #1 v1.5",
        Family::RsaOaep => "RSA OAEP",
        Family::EcdhEs => "ECDH-ES",
        Family::Pbes2 => "a passphrase (PBES2)",
    };
    format!("{} with {how}", row.mode.words())
}

pub(super) fn content_encryption_words(name: &str) -> String {
    let Some(row) = ContentEncryptionAlgorithm::named(name).known() else {
        return "not an algorithm Jotsmith knows".to_owned();
    };
    if row.is_cbc_hmac {
        format!("AES-{} in CBC mode with HMAC", row.key_len * 4)
    } else {
        format!("AES-{} in GCM", row.key_len * 8)
    }
}

/// A value in one line. A string stands without its quotes where it cannot be taken for anything else.
fn value_runs(document: &Document, value: Value<'_>) -> Vec<Run> {
    match value.kind() {
        Kind::Array => list_runs(value).unwrap_or_else(|| inline_runs(document, value, SHOWN)),
        Kind::Object => inline_runs(document, value, SHOWN),
        _ => vec![text_run(value)],
    }
}

/// A value that is no list and no object. Of a string the text that it means, unless that could be taken for another value.
fn text_run(value: Value<'_>) -> Run {
    let Some(text) = value.as_str().filter(|_| !value.has_lone_surrogate()) else { return scalar_run(value, SHOWN) };
    let begins_plain = text.chars().next().is_some_and(|first| !" [{\"\n".contains(first));
    let is_other_json = text.parse::<f64>().is_ok() || matches!(&*text, "true" | "false" | "null");
    if !begins_plain || is_other_json || text.ends_with([' ', '\n']) {
        return scalar_run(value, SHOWN);
    }
    // Line breaks are such; what hides or turns text is made visible in each line.
    let lines: Vec<String> = text.split('\n').take(LINES).map(|line| elided(line, SHOWN)).collect();
    let more = if text.split('\n').nth(LINES).is_some() { "\n…" } else { "" };
    Run::new(lines.join("\n") + more, Role::String)
}

/// The items of a list without brackets and quotes: on one line where they are short, else a line each. `None`: it has
/// items that are not single values, or none.
fn list_runs(value: Value<'_>) -> Option<Vec<Run>> {
    if value.child_count() == 0 {
        return None;
    }
    let mut items = Vec::new();
    for item in value.children().take(LINES) {
        if matches!(item.kind(), Kind::Object | Kind::Array) {
            return None;
        }
        items.push(text_run(item));
    }
    let length: usize = items.iter().map(|item| item.text.chars().count() + 2).sum();
    let is_short = length <= SHORT_LIST && items.iter().all(|item| !item.text.contains([',', '\n']));
    let between = Run::new(if is_short { ", " } else { "\n" }, Role::Punctuation);
    let mut runs: Vec<Run> = Vec::with_capacity(items.len() * 2);
    for item in items {
        if !runs.is_empty() {
            runs.push(between.clone());
        }
        runs.push(item);
    }
    if let Some(more) = value.child_count().checked_sub(LINES).filter(|more| *more > 0) {
        runs.push(Run::new(format!("\nand {} more", counted(more, "element")), Role::Weak));
    }
    Some(runs)
}

/// Longest text that is looked into for JSON, in bytes.
const LONGEST_INNER: usize = 64 * 1024;

/// A value whose members are shown in rows of their own: an object, a list that is not written as lines, JSON in a string.
fn foldable(value: Value<'_>) -> bool {
    match value.kind() {
        Kind::Object => value.child_count() > 0,
        Kind::Array => list_runs(value).is_none() && value.child_count() > 0,
        _ => false,
    }
}

/// The JSON that a string is, where it is an object or a list (`address` of some issuers, `authorization_details`).
pub(super) fn inner_document(value: Value<'_>) -> Option<Document> {
    let text =
        value.as_str().filter(|text| text.len() <= LONGEST_INNER && text.trim_start().starts_with(['{', '[']))?;
    let document = scan(text.trim().as_bytes(), Limits::DEFAULT.json_depth);
    let is_whole = document.fault().is_none() && document.root().is_some_and(|root| root.child_count() > 0);
    is_whole.then_some(document)
}

/// Where a value stands that may be opened.
#[derive(Clone, Copy)]
struct Within<'a> {
    document: &'a Document,
    places: Option<&'a Places>,
    /// The claim whose string the document is; `None`: it is the claims.
    claim: Option<usize>,
}

/// Puts below each row that is open what is within it, as deep as they are open.
pub(super) fn unfold(state: &State, rows: Vec<MemberRow>, document: &Document, places: &Places) -> Vec<MemberRow> {
    let within = Within { document, places: Some(places), claim: None };
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        match row.copy {
            CopyTarget::ClaimValue(node) if let Some(value) = document.value(node) => {
                open(state, &mut out, row, value, within);
            }
            _ => out.push(row),
        }
    }
    out
}

fn open(state: &State, out: &mut Vec<MemberRow>, mut row: MemberRow, value: Value<'_>, within: Within<'_>) {
    // A string within a string is shown as it is.
    let text = if within.claim.is_none() { inner_document(value) } else { None };
    if text.is_some() {
        row.badges.push(("JSON in a string".to_owned(), Tone::Neutral));
        // As the string means it, not as it is escaped.
        row.value =
            vec![Run::new(value.as_str().map_or_else(String::new, |text| elided(text.trim(), SHOWN)), Role::String)];
    }
    let fold = match within.claim {
        Some(claim) => MemberFold { node: claim, inner: Some(value.index()) },
        None => MemberFold { node: value.index(), inner: None },
    };
    let is_open = state.looking.members_open.contains(&fold) && out.len() < TABLE_ROWS;
    row.fold = (text.is_some() || foldable(value)).then_some((fold, is_open));
    if !is_open || row.fold.is_none() {
        out.push(row);
        return;
    }
    let root = text.as_ref().and_then(Document::root).unwrap_or(value);
    let within = match &text {
        Some(document) => Within { document, places: None, claim: Some(value.index()) },
        None => within,
    };
    let depth = row.depth + 1;
    row.value = vec![Run::new(
        counted(root.child_count(), if root.kind() == Kind::Array { "element" } else { "member" }),
        Role::Weak,
    )];
    row.reading.clear();
    out.push(row);
    for (index, child) in root.children().enumerate() {
        if out.len() >= TABLE_ROWS {
            out.push(MemberRow { depth, ..more_claims_row(root.child_count() - index) });
            return;
        }
        open(state, out, child_row(state, child, index, depth, within), child, within);
    }
}

/// What is within a claim: its name, or its place in a list.
fn child_row(state: &State, value: Value<'_>, index: usize, depth: usize, within: Within<'_>) -> MemberRow {
    let name = value.name().map_or_else(|| format!("[{index}]"), |name| safe(&name));
    MemberRow {
        value: value_runs(within.document, value),
        reading: child_reading(state, &name, value),
        explanation: None,
        badges: Vec::new(),
        copy: match within.claim {
            None => CopyTarget::ClaimValue(value.index()),
            Some(claim) => CopyTarget::ClaimInner(claim, value.index()),
        },
        token: within.places.and_then(|places| places.of(member_span(value))),
        tone: Tone::Neutral,
        depth,
        fold: None,
        whole: is_cut(value).then_some(ALL_CLAIMS),
        is_rest: false,
        name,
    }
}

/// A time is read wherever it stands; nothing is judged by one within a claim.
pub(super) fn child_reading(state: &State, name: &str, value: Value<'_>) -> Vec<Run> {
    let (style, zone, now) = (state.settings.time_style, &state.zone, state.now());
    match numeric_date::parse(value) {
        Ok(date) if is_time(name) && !date.looks_like_milliseconds() => time::reading(date.seconds, now, style, zone),
        _ => unregistered_reading(state, name, value).unwrap_or_default(),
    }
}

/// The time in a claim of no registry.
fn unregistered_reading(state: &State, name: &str, value: Value<'_>) -> Option<Vec<Run>> {
    let (seconds, is_milliseconds) = unregistered_time(name, value)?;
    let mut runs = time::reading(seconds, state.now(), state.settings.time_style, &state.zone);
    if is_milliseconds {
        runs.push(Run::new(" · written in milliseconds", Role::Weak));
    }
    Some(runs)
}

fn badges(origin: Option<Origin>, times: usize) -> Vec<(String, Tone)> {
    let mut badges = Vec::new();
    if let Some(origin) = origin {
        badges.push((origin.words().to_owned(), Tone::Warning));
    }
    if times > 1 {
        badges.push((if times == 2 { "there twice".to_owned() } else { format!("there {times} times") }, Tone::Bad));
    }
    badges
}

/// With a capital in front, as a row of facts begins.
pub(super) fn fact(label: &str, runs: Vec<Run>) -> (String, Vec<Run>) {
    (capital(label), runs)
}
