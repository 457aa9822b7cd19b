//! `jotsmith compare`: two tokens, and what they differ in.

use super::source::error::SourceError;
use super::source::given::DecryptionKeys;
use super::source::input::Source;
use super::source::print::{print, print_coloured};
use super::source::style::{BAD, GOOD, HEADING, NAME, WARNING, WEAK};
use crate::engine::compare::{Change, Comparison, Difference, compare};
use crate::engine::detect;
use crate::engine::examine::examine;
use crate::engine::ground::limit::{ExamineOptions, Limits};
use crate::engine::jwt::numeric_date;
use crate::engine::speech;
use crate::engine::speech::Words;
use crate::engine::text::escape::{Whitespace, escaped, push_json_as_written};
use crate::engine::text::words::grouped;
use clap::{Args, ValueHint};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::fmt;
use std::fmt::Write;
use std::process::ExitCode;

/// Characters of one value that are shown; the JSON report has all of them.
const LONGEST_VALUE: usize = 200;

/// The exit status where it is not known whether they differ, which `inspect` has for what is not checked.
const UNKNOWN: u8 = 3;

const AFTER_HELP: &str = "\
The order of members and of lists is not a difference (but that of
certificates in x5c and of statements in trust_chain is), nor is the way a
value is written, nor a signature that was made anew.

Exit status:
  0  they have the same content
  1  they differ
  2  wrong usage, or unreadable input
  3  not known: no key decrypts one of them, and the rest is the same

Examples:
  jotsmith compare yesterday.jwt today.jwt
  jotsmith compare both.txt
  jotsmith compare old.jwe new.jwe --key private.pem --json";

/// Compare two tokens: header, claims, signature and size
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct CompareArguments {
    /// The first token, a file that contains it, or - for standard input
    #[arg(value_name = "FIRST", value_hint = ValueHint::FilePath)]
    first: OsString,

    /// The second one [default: the second token of the first input]
    #[arg(value_name = "SECOND", value_hint = ValueHint::FilePath)]
    second: Option<OsString>,

    #[command(flatten)]
    keys: DecryptionKeys,

    /// Print the differences as JSON, on one line
    #[arg(long)]
    json: bool,
}

/// Why nothing was compared.
#[derive(Debug)]
pub(super) enum CompareError {
    Source(SourceError),
    /// The one input that was given holds one token.
    OnlyOne,
    /// There is no token in the first or the second input.
    NoToken(&'static str),
}

impl fmt::Display for CompareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::OnlyOne => {
                f.write_str("the input contains one token: name a second one, jotsmith compare FIRST SECOND")
            }
            Self::NoToken(which) => write!(f, "the {which} input contains no token"),
        }
    }
}

impl std::error::Error for CompareError {}

impl From<SourceError> for CompareError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

/// Reads both, compares them, prints.
pub(super) fn run(arguments: &CompareArguments) -> Result<ExitCode, CompareError> {
    let limits = Limits::DEFAULT;
    let keys = arguments.keys.ring()?;
    let mut tokens = read(&arguments.first, &limits)?.into_iter();
    let first = tokens.next().ok_or(CompareError::NoToken("first"))?;
    let second = match &arguments.second {
        Some(second) => read(second, &limits)?.into_iter().next().ok_or(CompareError::NoToken("second"))?,
        None => tokens.next().ok_or(CompareError::OnlyOne)?,
    };
    let options = ExamineOptions { limits, ..ExamineOptions::default() };
    let comparison = compare(&examine(&first, &keys, &options), &examine(&second, &keys, &options));
    if arguments.json {
        print(format!("{}\n", report(&comparison)).as_bytes())?;
    } else {
        print_coloured(&text(&comparison), anstream::ColorChoice::Auto)?;
    }
    Ok(ExitCode::from(if comparison.is_unknown() { UNKNOWN } else { u8::from(comparison.is_different()) }))
}

/// The tokens of one input, cleaned up.
fn read(argument: &OsString, limits: &Limits) -> Result<Vec<String>, SourceError> {
    let text = Source::of(Some(argument))?.read(limits.text)?;
    Ok(detect::detect(&text, limits).candidates.into_iter().map(|candidate| candidate.text).collect())
}

/// The comparison for people.
fn text(comparison: &Comparison) -> String {
    let mut out = String::new();
    let style = match comparison.is_different() {
        _ if comparison.is_unknown() => WARNING,
        true => BAD,
        false => GOOD,
    };
    let _ = writeln!(out, "{style}{}{style:#}", speech::compare::headline(comparison));
    if let Some((first, second)) = &comparison.structure {
        let _ = writeln!(out, "\n{HEADING}Structure{HEADING:#}\n  {first} → {second}");
    }
    section(&mut out, "Header", &comparison.header);
    section(&mut out, "Claims", &comparison.claims);
    section(&mut out, "Key binding", &comparison.key_binding);
    if comparison.more > 0 {
        let _ = writeln!(out, "  {WEAK}and {} more{WEAK:#}", grouped(comparison.more as u128));
    }
    if let Some(unread) = comparison.unread {
        let _ = writeln!(out, "\n{HEADING}Claims{HEADING:#}");
        remark(&mut out, &speech::compare::unread(unread, comparison.is_locked));
    }
    if let Some(words) = speech::compare::signature(comparison.signature) {
        let _ = writeln!(out, "\n{HEADING}Signature{HEADING:#}");
        if comparison.signature.is_grave() {
            remark(&mut out, &words);
        } else {
            let _ = writeln!(out, "  {}", words.sentence);
        }
    }
    let (first, second) = comparison.size;
    let change = speech::compare::growth(first, second);
    let _ = writeln!(
        out,
        "\n{HEADING}Size{HEADING:#}\n  {} → {} bytes {WEAK}· {change}{WEAK:#}",
        grouped(first as u128),
        grouped(second as u128)
    );
    if !comparison.stale.is_empty() {
        let _ = writeln!(out, "\n{HEADING}If the second replaces the first{HEADING:#}");
        comparison.stale.iter().for_each(|stale| remark(&mut out, &speech::compare::stale(*stale)));
    }
    out
}

fn remark(out: &mut String, words: &Words) {
    let _ = writeln!(out, "  {WARNING}!{WARNING:#} {}", words.sentence);
    if !words.advice.is_empty() {
        let _ = writeln!(out, "    {WEAK}{}{WEAK:#}", words.advice);
    }
}

fn section(out: &mut String, title: &str, differences: &[Difference]) {
    if differences.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{HEADING}{title}{HEADING:#}");
    let names: Vec<_> = differences
        .iter()
        .map(|difference| escaped(&speech::compare::name(&difference.pointer)).into_owned())
        .collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).min(24);
    for (name, difference) in names.iter().zip(differences) {
        let _ = writeln!(out, "  {NAME}{name:width$}{NAME:#}  {}", change(&difference.change));
    }
}

fn change(change: &Change) -> String {
    let list = |items: &[String]| items.iter().map(|item| value(item)).collect::<Vec<_>>().join(", ");
    let values = match change {
        Change::OnlyFirst(one) | Change::OnlySecond(one) => value(one),
        Change::Time { first, second } => format!("{} → {}", time(*first), time(*second)),
        Change::Items { only_first, only_second } => {
            let removed = (!only_first.is_empty()).then(|| format!("− {}", list(only_first)));
            let added = (!only_second.is_empty()).then(|| format!("+ {}", list(only_second)));
            removed.into_iter().chain(added).collect::<Vec<_>>().join("  ")
        }
        Change::Value { first, second } => format!("{} → {}", value(first), value(second)),
        Change::Repeated { first, second } => format!("{} → {}", list(first), list(second)),
    };
    match speech::compare::note(change) {
        note if note.is_empty() => values,
        note => format!("{values} {WEAK}· {note}{WEAK:#}"),
    }
}

fn time(seconds: i128) -> String {
    i64::try_from(seconds).map_or_else(|_| seconds.to_string(), numeric_date::format_utc)
}

fn value(lexeme: &str) -> String {
    let cut = lexeme.char_indices().nth(LONGEST_VALUE).map_or(lexeme, |(end, _)| &lexeme[..end]);
    let mut out = String::new();
    push_json_as_written(&mut out, cut, Whitespace::InOneLine);
    if cut.len() < lexeme.len() {
        let _ = write!(out, "… ({} characters; --json has all)", grouped(lexeme.chars().count() as u128));
    }
    out
}

/// The comparison for programs, format 1.
fn report(comparison: &Comparison) -> Value {
    let remark = |words: Words| json!({ "message": words.sentence, "advice": words.advice });
    json!({
        "format": 1,
        // What is not known is not the same either; `known` tells the two apart.
        "different": comparison.is_different() || comparison.is_unknown(),
        "known": !comparison.is_unknown(),
        "same_text": comparison.is_same_text,
        "structure": comparison.structure.as_ref().map(|(first, second)| json!({ "first": first, "second": second })),
        "header": comparison.header.iter().map(difference).collect::<Vec<_>>(),
        "claims": comparison.claims.iter().map(difference).collect::<Vec<_>>(),
        "key_binding": comparison.key_binding.iter().map(difference).collect::<Vec<_>>(),
        "more": comparison.more,
        "unread": comparison.unread.map(|unread| remark(speech::compare::unread(unread, comparison.is_locked))),
        "signature": {
            "code": comparison.signature.code(),
            "message": speech::compare::signature(comparison.signature).map(|words| words.sentence),
        },
        "size": { "first": comparison.size.0, "second": comparison.size.1 },
        "stale": comparison
            .stale
            .iter()
            .map(|stale| {
                let words = speech::compare::stale(*stale);
                json!({ "code": stale.code(), "message": words.sentence, "advice": words.advice })
            })
            .collect::<Vec<_>>(),
    })
}

fn difference(difference: &Difference) -> Value {
    // A number that would be rounded is told as it was written.
    let parsed = |lexeme: &str| {
        let value = serde_json::from_str::<Value>(lexeme).ok();
        let is_exact = |value: &Value| value.as_number().is_none_or(|number| number.to_string() == lexeme);
        value.filter(is_exact).unwrap_or_else(|| Value::String(lexeme.to_owned()))
    };
    let list = |items: &[String]| items.iter().map(|item| parsed(item)).collect::<Vec<_>>();
    // A time beyond 64 bits is written as its digits.
    let seconds = |time: i128| i64::try_from(time).map_or_else(|_| json!(time.to_string()), Value::from);
    let pointer = &difference.pointer;
    match &difference.change {
        Change::OnlyFirst(first) => json!({ "pointer": pointer, "change": "only_first", "first": parsed(first) }),
        Change::OnlySecond(second) => json!({ "pointer": pointer, "change": "only_second", "second": parsed(second) }),
        Change::Time { first, second } => json!({
            "pointer": pointer,
            "change": "time",
            "first": seconds(*first),
            "second": seconds(*second),
            "seconds": seconds(second.saturating_sub(*first)),
        }),
        Change::Items { only_first, only_second } => json!({
            "pointer": pointer,
            "change": "items",
            "only_first": list(only_first),
            "only_second": list(only_second),
        }),
        Change::Repeated { first, second } => {
            json!({ "pointer": pointer, "change": "repeated", "first": list(first), "second": list(second) })
        }
        Change::Value { first, second } => {
            json!({ "pointer": pointer, "change": "value", "first": parsed(first), "second": parsed(second) })
        }
    }
}
