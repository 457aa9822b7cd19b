//! `jotsmith desk`: every token of what was given, and what belongs together held against each other.

use super::source::clock::{clock, now_of_keys, now_of_token};
use super::source::error::SourceError;
use super::source::given::KeyArguments;
use super::source::input::Source;
use super::source::opaque::about_opaque;
use super::source::print::{complain, print, print_coloured};
use super::source::status::UNUSABLE;
use super::source::style::{BAD, GOOD, HEADING, NAME, NEUTRAL, WARNING, WEAK, mark};
use super::source::token::instead;
use crate::engine::cross::{self, Credential, CrossCheck, Opaque, Outcome, Parameters, Together, cross_checks};
use crate::engine::detect;
use crate::engine::examine::examine;
use crate::engine::ground::limit::{Beside, ExamineOptions, Limits};
use crate::engine::jose::layer::Examination;
use crate::engine::judge::{claimed_time, judge};
use crate::engine::jwt::inner;
use crate::engine::jwt::moment::TokenMoment;
use crate::engine::jwt::numeric_date;
use crate::engine::jwt::policy::{Judgement, Policy, Verdict};
use crate::engine::jwt::profile::profile;
use crate::engine::key::KeyRing;
use crate::engine::report::cross as cross_report;
use crate::engine::rule::finding::Finding;
use crate::engine::speech;
use crate::engine::speech::cross::judge_together;
use crate::engine::text::escape::escaped;
use crate::engine::text::words::shown;
use clap::{Args, ValueHint};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt::{self, Write};
use std::process::ExitCode;

/// Tokens within tokens are followed so far.
const DEEPEST: usize = 8;

const AFTER_HELP: &str = "\
What is held against each other:
  - at_hash, c_hash and s_hash of an ID token, and access token, code and state
  - nonce and auth_time of an ID token, state of the response, and the client
    that each is for, and the authorization request of the same login (nonce,
    max_age, state, client_id), also of a signed response (JARM)
  - the client of a request object, a client assertion, a client attestation or
    an ID token hint, and client_id beside it
  - a client attestation and the proof of its key (cnf)
  - iss of a token and of the response that brought it
  - a DPoP proof, its access token (ath, cnf), each request that it is in (htm,
    htu), whether it is used twice (jti), and how that token is sent
  - token_type of an answer, and whether its access token is bound to a key
  - a workload proof, its workload identity token, its transaction token and
    the address of its request (aud)
  - a token that is bound to a certificate (cnf), and the certificate
  - a logout token and its ID token: iss, sub, sid and aud
  - a token and the status list that it refers to
Code, state, nonce, client_id, iss, an access token that is not a JWT, requests
and certificates are taken from the same input: paste the sign-in URL, the
redirect, the page that posts itself, the HAR, or the answer of the token
endpoint, as it is. What is there twice, with different values, is told.
Requests are read as they are sent, from a HAR, a log, and from commands and
calls: curl, wget, HTTPie, PowerShell, fetch, axios, Python. Where the request
of a proof cannot be read, htm and htu are reported as not checked.
Tokens in claims are listed below the token that they are in. An authorization
code and an access token that is not a JWT are listed behind the tokens, with
what the tokens say of them; their text is not printed.

Exit status:
  0  every token is valid, and all cross-checks pass
  1  a token is invalid, one in its claims too, or a cross-check fails
  2  wrong usage, or an input that cannot be read or has no token
  3  no fault was found, but not everything could be checked

Examples:
  jotsmith desk redirect.txt --key jwks.json
  jotsmith desk access.jwt proof.jwt
  wl-paste | jotsmith desk --json";

/// Check several tokens, and whether they belong together
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct DeskArguments {
    /// Tokens, files that contain them, or - for standard input [default: standard input]
    #[arg(value_name = "TOKEN | FILE | -", value_hint = ValueHint::FilePath)]
    inputs: Vec<OsString>,

    #[command(flatten)]
    keys: KeyArguments,

    /// The time to evaluate the tokens at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, or a time of
    /// each token's own: at iat, just before exp, exp-1h; UTC [default: the clock]
    #[arg(long, value_name = "TIME", value_parser = TokenMoment::parse, allow_hyphen_values = true)]
    now: Option<TokenMoment>,

    /// Print the list as JSON, on one line
    #[arg(long)]
    json: bool,
}

/// Why there is no list.
#[derive(Debug)]
pub(super) enum DeskError {
    Source(SourceError),
    NoToken,
}

impl fmt::Display for DeskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::NoToken => f.write_str("the input contains no token"),
        }
    }
}

impl std::error::Error for DeskError {}

impl From<SourceError> for DeskError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

/// One of the tokens, looked into.
struct Entry {
    label: String,
    text: String,
    /// The token that it was found in, and how deep that is.
    parent: Option<(usize, usize)>,
    examination: Examination,
    judgement: Judgement,
    /// When it was judged, in seconds since 1970.
    now: i64,
}

/// Reads, examines, compares, prints.
pub(super) fn run(arguments: &DeskArguments) -> Result<ExitCode, DeskError> {
    let limits = Limits::DEFAULT;
    let keys = arguments.keys.ring(now_of_keys(arguments.now))?;
    let Read { tokens, parameters, is_all, is_read } = read(arguments, &limits)?;
    if tokens.is_empty() {
        return Err(DeskError::NoToken);
    }
    let (mut entries, is_whole) = examined(tokens, &parameters, &keys, arguments);
    let is_all = is_all && is_whole;
    let tokens: Vec<_> =
        entries.iter().map(|entry| cross::Token::of(&entry.text, &entry.examination, &entry.judgement)).collect();
    let checks = cross_checks(&tokens, &parameters);
    judge_entries(&mut entries, &checks, &parameters);
    let opaque = parameters.opaque();
    if arguments.json {
        print(format!("{}\n", report(&entries, &opaque, &checks)).as_bytes())?;
    } else {
        let is_of_each = matches!(arguments.now, Some(TokenMoment::OfClaim { .. }));
        print_coloured(&text(&entries, &opaque, &checks, is_of_each), anstream::ColorChoice::Auto)?;
    }
    let verdicts: Vec<Verdict> = entries.iter().map(|entry| counted(entry, &parameters)).collect();
    Ok(ExitCode::from(status(&entries, &verdicts, &checks, (is_all, is_read))))
}

/// Looks into every token, and into those in the claims of each, which stand behind it. Whether none was left out.
fn examined(
    tokens: Vec<(String, String)>,
    parameters: &Parameters,
    keys: &KeyRing,
    arguments: &DeskArguments,
) -> (Vec<Entry>, bool) {
    let opaque = parameters.opaque_tokens();
    let texts: Vec<Beside> = tokens.iter().map(|(_, text)| Beside::new(text.as_str().into(), false, false)).collect();
    // `outer`: the token that it was found in, where that one is in another itself.
    let look =
        |label: String, text: String, parent: Option<(usize, usize)>, outer: Option<Beside>, around: Option<i64>| {
            let others = texts.iter().chain(&outer).chain(&opaque);
            let beside = others.filter(|other| *other.text != *text).cloned().collect();
            let options = ExamineOptions {
                beside,
                is_key_expected: arguments.keys.is_given(),
                // Of several tokens, a key that is named otherwise speaks about none.
                keys_are_for_this_token: texts.len() == 1 && parent.is_none() && !arguments.keys.is_keyring_given(),
                ..ExamineOptions::default()
            };
            let examination = examine(&text, keys, &options);
            let now = now_of_token(arguments.now, |claim| claimed_time(&examination, claim)).unwrap_or_else(|error| {
                // One that names no such time hides no other.
                let called = shown(&label);
                let instead = if around.is_some() { "that of the token that it is in" } else { "the current time" };
                complain(&format!("warning: {}: {error}; {instead} is taken", escaped(&called)));
                around.unwrap_or_else(clock)
            });
            let judgement = judge(&examination, &Policy::default(), now);
            Entry { label, text, parent, examination, judgement, now }
        };
    let mut entries: Vec<Entry> = Vec::new();
    let mut is_whole = true;
    let mut left = tokens.len();
    for (label, text) in tokens {
        left -= 1;
        // Those that wait to be looked into, the next one last.
        let mut waiting = vec![(label, text, None)];
        while let Some((label, text, parent)) = waiting.pop() {
            let holder = parent.and_then(|(outer, _): (usize, usize)| entries.get(outer));
            let around = holder.map(|holder: &Entry| holder.now);
            let outer = holder.filter(|_| parent.is_some_and(|(_, depth)| depth > 1));
            let outer = outer.map(|outer| Beside::new(outer.text.as_str().into(), false, false));
            let entry = look(label, text, parent, outer, around);
            let depth = parent.map_or(0, |(_, depth)| depth);
            let inner = if depth < DEEPEST { inner::tokens(&entry.examination) } else { Vec::new() };
            let index = entries.len();
            for inner in inner.into_iter().rev() {
                let is_known = texts.iter().any(|known| *known.text == *inner.text)
                    || entries.iter().any(|entry| entry.text == inner.text)
                    || waiting.iter().any(|(_, text, _)| *text == inner.text)
                    || entry.text == inner.text;
                if is_known {
                    continue;
                }
                if entries.len() + waiting.len() + left + 1 >= Limits::DEFAULT.candidates {
                    is_whole = false;
                    continue;
                }
                waiting.push((inner.path, inner.text, Some((index, depth + 1))));
            }
            entries.push(entry);
        }
    }
    if !is_whole {
        complain(&format!("warning: only {} tokens are checked; more are in claims", entries.len()));
    }
    (entries, is_whole)
}

/// Puts into the judgements what the tokens say of each other, and what a presentation presents.
fn judge_entries(entries: &mut [Entry], checks: &[CrossCheck], parameters: &Parameters) {
    let examinations = entries.iter().map(|entry| Some(&entry.examination)).collect();
    let together = Together::new(examinations, &parameters.answers, checks);
    let judged = entries.iter().enumerate().map(|(token, entry)| {
        let mut judgement = entry.judgement.clone();
        judge_together(&together, token, &mut judgement);
        judgement
    });
    let judged: Vec<Judgement> = judged.collect();
    for (entry, judgement) in entries.iter_mut().zip(judged) {
        entry.judgement = judgement;
    }
    // The credentials of each: where they are in it, and among the entries.
    let places: HashMap<&str, usize> = entries.iter().enumerate().rev().map(|(at, held)| (&*held.text, at)).collect();
    let within = |entry: &Entry| -> Vec<(String, usize)> {
        let held = inner::tokens(&entry.examination).into_iter().filter(|inner| inner.is_credential);
        held.filter_map(|inner| Some((inner.path, *places.get(&*inner.text)?))).collect()
    };
    let within: Vec<Vec<(String, usize)>> = entries.iter().map(within).collect();
    let held: Vec<Vec<usize>> = within.iter().map(|held| held.iter().map(|(_, at)| *at).collect()).collect();
    for index in cross::innermost_first(&held) {
        let mut judgement = entries[index].judgement.clone();
        let credentials: Vec<Credential<'_>> = within[index]
            .iter()
            .map(|(path, at)| {
                let held = &entries[*at];
                Credential { path, examination: &held.examination, judgement: &held.judgement }
            })
            .collect();
        let judged_at = |held: &Credential<'_>| within[index].iter().find(|(path, _)| path == held.path);
        let words = |held: &Credential<'_>| {
            let now = judged_at(held).map_or(entries[index].now, |(_, at)| entries[*at].now);
            speech::cross::credential(held, now)
        };
        cross::judge_within(&entries[index].examination, &mut judgement, &credentials, words);
        entries[index].judgement = judgement;
    }
}

/// What the inputs hold.
struct Read {
    /// Each with a name of its own.
    tokens: Vec<(String, String)>,
    parameters: Parameters,
    /// Whether no token was left out.
    is_all: bool,
    /// Whether every input was read, and had a token or what goes with one.
    is_read: bool,
}

fn read(arguments: &DeskArguments, limits: &Limits) -> Result<Read, SourceError> {
    let inputs: Vec<Option<&OsString>> =
        if arguments.inputs.is_empty() { vec![None] } else { arguments.inputs.iter().map(Some).collect() };
    let several = inputs.len() > 1;
    let (mut tokens, mut parameters): (Vec<(String, String)>, _) = (Vec::new(), Parameters::default());
    let (mut is_all, mut is_read) = (true, true);
    for (index, input) in inputs.into_iter().enumerate() {
        let source = Source::of(input.map(OsString::as_os_str))?;
        let name = match &source {
            Source::File(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
            _ => None,
        };
        // One that cannot be read hides no other.
        let text = match source.read(limits.text) {
            Ok(text) => text,
            Err(error) if several => {
                complain(&error.to_string());
                is_read = false;
                continue;
            }
            Err(error) => return Err(error),
        };
        let of_text = Parameters::of(&text);
        let has_parameters = of_text != Parameters::default();
        parameters.extend(of_text);
        let detection = detect::detect(&text, limits);
        let called = name.clone().unwrap_or_else(|| format!("input {}", index + 1));
        if detection.candidates.is_empty() && !has_parameters {
            let what = instead(detection.key_material.as_ref(), detection.foreign.as_ref());
            if several {
                complain(&format!("{called}: {}", what.as_deref().unwrap_or("there is no token in it")));
            }
            is_read = false;
        }
        is_all &= !detection.truncated;
        let is_alone = detection.candidates.len() == 1;
        for candidate in detection.candidates {
            if let Some(same) = tokens.iter().position(|(_, text)| *text == candidate.text) {
                if several {
                    complain(&format!("{called}: the same token as {}", same + 1));
                }
                continue;
            }
            if tokens.len() == limits.candidates {
                is_all = false;
                break;
            }
            let label = match &name {
                Some(name) if several && is_alone => name.clone(),
                Some(name) if several => format!("{} of {name}", candidate.label),
                _ if is_alone && several => format!("token {}", tokens.len() + 1),
                _ => candidate.label,
            };
            tokens.push((label, candidate.text));
        }
    }
    if !is_all {
        complain(&format!("warning: the input contains more than {} tokens; the others are not checked", tokens.len()));
    }
    Ok(Read { tokens, parameters, is_all, is_read })
}

/// What counts of a token for the exit status. That an ID token hint has expired is no fault: the provider should take it
/// (OpenID Connect RP-Initiated Logout §2). What it does not fit is among the comparisons.
fn counted(entry: &Entry, parameters: &Parameters) -> Verdict {
    let verdict = entry.judgement.verdict;
    let expiry = claimed_time(&entry.examination, "exp").filter(|expiry| *expiry <= entry.now);
    match expiry.filter(|_| verdict == Verdict::Invalid && parameters.is_hint(&entry.text)) {
        Some(expiry) => judge(&entry.examination, &Policy::default(), expiry.saturating_sub(1)).verdict,
        None => verdict,
    }
}

fn status(entries: &[Entry], verdicts: &[Verdict], checks: &[CrossCheck], (is_all, is_read): (bool, bool)) -> u8 {
    let verdicts = || verdicts.iter().copied();
    if checks.iter().any(CrossCheck::is_bad) || verdicts().any(|verdict| verdict == Verdict::Invalid) {
        1
    } else if !is_read || verdicts().any(|verdict| verdict == Verdict::Unreadable) {
        UNUSABLE
    } else if entries.iter().any(|entry| stale(entry).is_some()) {
        3
    } else if is_all
        && verdicts().all(|verdict| verdict == Verdict::Valid)
        && !checks.iter().any(CrossCheck::is_open)
        && entries.iter().all(|entry| cross::unchecked(&entry.examination, &entry.judgement) == 0)
    {
        0
    } else {
        3
    }
}

/// The list for people.
fn text(entries: &[Entry], opaque: &[Opaque], checks: &[CrossCheck], is_of_each: bool) -> String {
    let mut out = String::new();
    for (index, entry) in entries.iter().enumerate() {
        let words = speech::verdict::of(&entry.examination, &entry.judgement, entry.now);
        let (style, mark) = mark(&words);
        let inside = entry.parent.map(|(parent, _)| format!("  {WEAK}in {}{WEAK:#}", parent + 1)).unwrap_or_default();
        let _ = writeln!(out, "{HEADING}{}  {}{HEADING:#}{inside}", index + 1, escaped(&shown(&entry.label)));
        let _ = writeln!(out, "   {style}{mark} {}{style:#}", escaped(&words.line()));
        let mut facts = facts(entry);
        if is_of_each {
            facts.push(format!("as of {}", numeric_date::format_utc(entry.now)));
        }
        if !facts.is_empty() {
            let _ = writeln!(out, "   {WEAK}{}{WEAK:#}", escaped(&facts.join(" · ")));
        }
        if let Some(stale) = stale(entry) {
            let _ = writeln!(out, "   {WARNING}!{WARNING:#} {}", escaped(&stale.message));
        }
    }
    let name = |index: usize| entries.get(index).map_or_else(String::new, |entry| shown(&entry.label).into_owned());
    for (number, opaque) in (entries.len() + 1..).zip(opaque) {
        let words = speech::opaque::words(opaque, checks, name);
        let _ = writeln!(out, "{HEADING}{number}  {}{HEADING:#}", opaque.kind.parameter());
        out.push_str(&about_opaque(&words));
    }
    if !checks.is_empty() {
        let _ = writeln!(out, "\n{HEADING}Together{HEADING:#}");
    }
    for check in checks {
        let words = speech::cross::words(check, name);
        let (style, mark) = match check.outcome {
            _ if check.is_bad() => (BAD, '✘'),
            _ if check.is_open() => (NEUTRAL, '?'),
            _ => (GOOD, '✔'),
        };
        let reference = check.kind.reference();
        let _ = writeln!(out, "   {style}{mark}{style:#} {} {WEAK}({reference}){WEAK:#}", escaped(&words.sentence));
        if matches!(check.outcome, Outcome::Differs | Outcome::Alias) && !check.expected.is_empty() {
            let (found, expected) = (shown(&check.found), shown(&check.expected));
            let _ = writeln!(
                out,
                "     {NAME}found{NAME:#} {}  {NAME}expected{NAME:#} {}",
                escaped(&found),
                escaped(&expected)
            );
        }
        if !words.advice.is_empty() {
            let _ = writeln!(out, "     {WEAK}{}{WEAK:#}", words.advice);
        }
    }
    out
}

/// That a proof is too old, or of a time to come: how old one may be is up to the verifier (RFC 9449 §4.3 step 11).
fn stale(entry: &Entry) -> Option<&Finding> {
    entry.judgement.findings.iter().find(|finding| finding.rule.id == "PROOF_STALE")
}

/// What one knows a token by: kind, issuer, subject.
fn facts(entry: &Entry) -> Vec<String> {
    let claims = entry.examination.readable_claims().map(|(_, claims)| claims);
    let text = |name: &str| Some(shown(&claims?.get(name)?.as_str()?).into_owned());
    let kind = profile(&entry.examination).map(|profile| profile.name());
    [kind, text("iss"), text("sub")].into_iter().flatten().collect()
}

/// The list for programs, format 1.
fn report(entries: &[Entry], opaque: &[Opaque], checks: &[CrossCheck]) -> Value {
    let name = |index: usize| entries.get(index).map_or_else(String::new, |entry| entry.label.clone());
    json!({
        "format": 1,
        "tokens": entries.iter().enumerate().map(|(index, entry)| {
            let claims = entry.examination.readable_claims().map(|(_, claims)| claims);
            let text = |name: &str| Some(claims?.get(name)?.as_str()?.into_owned());
            let expiry = claims.and_then(|claims| numeric_date::parse(claims.get("exp")?).ok());
            json!({
                "number": index + 1,
                "name": entry.label,
                "within": entry.parent.map(|(parent, _)| parent + 1),
                "verdict": entry.judgement.verdict.word(),
                "message": speech::verdict::of(&entry.examination, &entry.judgement, entry.now).line(),
                "as_of": entry.now,
                "kind": profile(&entry.examination).map(|profile| profile.name()),
                "iss": text("iss"),
                "sub": text("sub"),
                "exp": expiry.and_then(|date| i64::try_from(date.seconds).ok()),
            })
        }).collect::<Vec<_>>(),
        "opaque": (entries.len() + 1..)
            .zip(opaque)
            .map(|(number, opaque)| cross_report::opaque(opaque, number, checks, name))
            .collect::<Vec<_>>(),
        "cross_checks": checks.iter().map(|check| cross_report::check(check, name)).collect::<Vec<_>>(),
    })
}
