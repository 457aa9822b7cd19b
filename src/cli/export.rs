//! `jotsmith export`: a token as something else.

use super::source::choice;
use super::source::clock::{now_of_keys, now_of_token};
use super::source::error::SourceError;
use super::source::given::KeyArguments;
use super::source::input::Source;
use super::source::number;
use super::source::output::write_new;
use super::source::print::{complain, print, print_coloured};
use super::source::status::UNUSABLE;
use super::source::style::{HEADING, NAME, WEAK};
use super::source::token::Found;
use crate::engine::examine::examine;
use crate::engine::export::{self, ExportRow, Group, Secrecy, Subject, URL, Unfit};
use crate::engine::ground::limit::{ExamineOptions, Limits};
use crate::engine::judge::{claimed_time, judge};
use crate::engine::jwt::moment::{self, NoSuchTime, TokenMoment};
use crate::engine::jwt::policy::Policy;
use crate::engine::speech;
use clap::{Args, ValueHint};
use std::ffi::OsString;
use std::fmt::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
Code never contains the token, a secret or a private key: it reads the token
from standard input, and the keys from files beside it. What is pinned in it
are the algorithm, the issuer, the audience and the type of this token; pass
--issuer, --audience and --leeway for others.

Exit status:
  0  made
  1  not possible for this token
  2  wrong usage, or unreadable input

Examples:
  jotsmith export --list
  jotsmith export --as curl token.jwt --url https://api.example.com/orders
  jotsmith export --as set-cookie token.jwt --explain
  jotsmith export --as public-jwks token.jwt --key issuer.pem -o jwks.json
  jotsmith export --as verify-python token.jwt -o verify.py";

/// Turn a token into a request, a report, another format or code
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct ExportArguments {
    /// The token, a file that contains it, or - for standard input [default: standard input]
    #[arg(value_name = "TOKEN | FILE | -", value_hint = ValueHint::FilePath)]
    token: Option<OsString>,

    /// What to make of it; --list shows the names
    #[arg(long = "as", value_name = "NAME", value_parser = choice::export(), hide_possible_values = true, required_unless_present = "list")]
    format: Option<&'static ExportRow>,

    /// List the names; with a token, what is not possible for it says why
    #[arg(long, conflicts_with_all = ["format", "output", "explain"])]
    list: bool,

    #[command(flatten)]
    keys: KeyArguments,

    /// Which token to use, if there are several, counted from 1
    #[arg(long, value_name = "N", value_parser = number::position::<u32>(), allow_negative_numbers = true)]
    pick: Option<u32>,

    /// Which layer of a nested token, counted from 1 [default: the innermost]
    #[arg(long, value_name = "N", value_parser = number::position::<u32>(), allow_negative_numbers = true)]
    layer: Option<u32>,

    /// The expected issuer (iss) [default: the token's]
    #[arg(long, value_name = "TEXT")]
    issuer: Option<String>,

    /// The expected audience (aud) [default: the token's first]
    #[arg(long, value_name = "TEXT")]
    audience: Option<String>,

    /// Allowed clock skew, such as 30s
    #[arg(long, value_name = "TIME", value_parser = moment::length, allow_negative_numbers = true, default_value = "0")]
    leeway: u64,

    /// The address of a request
    #[arg(long, value_name = "URL", default_value = URL)]
    url: String,

    /// The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, or a time of
    /// its own: at iat, just before exp, exp-1h; UTC [default: the clock]
    #[arg(long, value_name = "TIME", value_parser = TokenMoment::parse, allow_hyphen_values = true)]
    now: Option<TokenMoment>,

    /// Write it to a new file, for you alone if it is secret
    #[arg(long, short = 'o', value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,

    /// Say on standard error what each restriction is for
    #[arg(long)]
    explain: bool,
}

/// Why nothing was made.
#[derive(Debug)]
pub(super) enum ExportError {
    Source(SourceError),
    NoLayer { number: u32, of: usize },
    NoSuchTime(NoSuchTime),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::NoSuchTime(error) => write!(f, "{error}: pass a time with --now"),
            Self::NoLayer { number, of: 1 } => write!(f, "there is no layer {number}: the token has one"),
            Self::NoLayer { number, of } => write!(f, "there is no layer {number}: the token has {of}"),
        }
    }
}

impl std::error::Error for ExportError {}

impl From<SourceError> for ExportError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

pub(super) fn run(arguments: &ExportArguments) -> Result<ExitCode, ExportError> {
    if arguments.list && arguments.token.is_none() {
        print_coloured(&list(None), anstream::ColorChoice::Auto)?;
        return Ok(ExitCode::SUCCESS);
    }
    let limits = Limits::DEFAULT;
    let keys = arguments.keys.ring(now_of_keys(arguments.now))?;
    let (text, unpacked) = Source::of(arguments.token.as_deref())?.read_noted(limits.text)?;
    let mut found = Found::of(&text, arguments.pick, &limits)?;
    found.cleaned.splice(0..0, unpacked.map(|note| format!("The file was {note}")));
    if found.token.is_empty() {
        return Ok(ExitCode::from(UNUSABLE));
    }
    let options = ExamineOptions {
        limits,
        is_key_expected: arguments.keys.is_given(),
        keys_are_for_this_token: !arguments.keys.is_keyring_given(),
        following: Some(found.following.as_str().into()),
        preceding: Some(found.preceding.as_str().into()),
        ..ExamineOptions::default()
    };
    let examination = examine(&found.token, &keys, &options);
    let now =
        now_of_token(arguments.now, |claim| claimed_time(&examination, claim)).map_err(ExportError::NoSuchTime)?;
    let policy = Policy {
        issuer: arguments.issuer.clone(),
        audience: arguments.audience.clone(),
        leeway: Some(arguments.leeway),
        ..Policy::default()
    };
    let judgement = judge(&examination, &policy, now);
    let of = examination.layers.len();
    let layer = match arguments.layer {
        None => of.saturating_sub(1),
        Some(number) if (number as usize) <= of => number as usize - 1,
        Some(number) => return Err(ExportError::NoLayer { number, of }),
    };
    let shown = examination.covered();
    let subject = Subject {
        token: &found.token,
        examination: &examination,
        shown: &shown,
        judgement: &judgement,
        policy: &policy,
        layer,
        entry: 0,
        cleaned: &found.cleaned,
        notes: &found.notes,
        now,
        url: &arguments.url,
    };
    match arguments.format {
        Some(row) => write(arguments, row, &subject),
        None => {
            print_coloured(&list(Some(&subject)), anstream::ColorChoice::Auto)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// What to do about it, by the options that do it, where that is chosen elsewhere in the window.
const fn advice(unfit: &Unfit) -> Option<&'static str> {
    match unfit {
        Unfit::NotCompact => Some("Convert it first: jotsmith export --as compact"),
        Unfit::Locked => Some("Pass the key that decrypts them with --key"),
        Unfit::NoKey => Some("Pass the issuer's key with --key"),
        Unfit::Encrypted => Some("Pass the key that decrypts it with --key, and the layer that is signed with --layer"),
        _ => None,
    }
}

fn write(arguments: &ExportArguments, row: &ExportRow, subject: &Subject<'_>) -> Result<ExitCode, ExportError> {
    let text = match row.make(subject) {
        Ok(text) => text,
        Err(unfit) => {
            let words = speech::export::words(&unfit);
            let words = advice(&unfit).map_or(words.clone(), |advice| words.advising(advice));
            complain(&format!("{}: {}", row.name, words.joined()));
            return Ok(ExitCode::from(1));
        }
    };
    if arguments.explain {
        for note in row.notes(subject) {
            complain(&format!("{}: {}", note.piece, note.words));
        }
    }
    let mut bytes = zeroize::Zeroizing::new(Vec::with_capacity(text.len() + 1));
    bytes.extend_from_slice(text.as_bytes());
    bytes.push(b'\n');
    match &arguments.output {
        Some(path) => write_new(path, &bytes, row.secrecy(subject) == Secrecy::Secret)?,
        None => print(&bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// All that there is, by groups; of a token with what is not possible.
fn list(subject: Option<&Subject<'_>>) -> String {
    let mut out = String::new();
    let width = export::rows().map(|row| row.name.len()).max().unwrap_or(0);
    for group in Group::ALL {
        let gap = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(out, "{gap}{HEADING}{}{HEADING:#}", group.title());
        for row in export::rows().filter(|row| row.group == group) {
            let unfit: Option<Unfit> = subject.and_then(|subject| row.fits(subject).err());
            let name = row.name;
            let _ = match unfit {
                None => writeln!(out, "  {NAME}{name:width$}{NAME:#}  {}: {}", row.title, row.line),
                Some(unfit) => {
                    let why = speech::export::words(&unfit).sentence;
                    writeln!(out, "  {WEAK}{name:width$}  {}: not possible. {why}{WEAK:#}", row.title)
                }
            };
        }
    }
    out
}
