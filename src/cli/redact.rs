//! `jotsmith redact`: what can be shown to others of tokens, and of the texts that they stand in.

use super::source::error::SourceError;
use super::source::input::Source;
use super::source::print::{complain, print};
use crate::engine::ground::limit::Limits;
use crate::engine::redact::{Redacted, Redactor, Rules};
use crate::engine::speech;
use clap::{Args, ValueHint};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::fmt;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
Signatures, ciphertexts and keys are removed. Claims, header parameters,
cookies, credentials and fields whose names tell what they hold are replaced
by pseudonyms: the same value gets the same one wherever it is in the inputs of
one run, and another one in the next. Algorithms, types and times stay, and so
does all other text. A redacted token never verifies.

Read what you share: other parts of URLs, other headers and form values, and
names in prose are not recognized.

Exit status:
  0  the output is redacted
  1  nothing in the input had to be masked
  2  wrong usage, or unreadable input

Examples:
  jotsmith redact login.har > login-redacted.har
  wl-paste | jotsmith redact --keep-roles
  jotsmith redact id.jwt access.jwt --keep iss --keep aud";

/// Mask tokens, HAR files and logs for sharing
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct RedactArguments {
    /// Tokens, files that contain them, or - for standard input [default: standard input]
    #[arg(value_name = "TOKEN | FILE | -", value_hint = ValueHint::FilePath)]
    inputs: Vec<OsString>,

    /// Make every masked value as long as it was
    #[arg(long)]
    keep_lengths: bool,

    /// Keep roles, groups, permissions and scopes
    #[arg(long)]
    keep_roles: bool,

    /// Keep issuer, audience and client ID
    #[arg(long)]
    keep_issuer: bool,

    /// Keep the values of this claim, header parameter or field; may be repeated
    #[arg(long, value_name = "NAME")]
    keep: Vec<String>,

    /// Mask the values of this one, whatever they are; may be repeated
    #[arg(long, value_name = "NAME")]
    mask: Vec<String>,

    /// Print the redacted text, and what is masked in it, as JSON, on one line
    #[arg(long)]
    json: bool,
}

/// Why nothing was redacted.
#[derive(Debug)]
pub(super) enum RedactError {
    Source(SourceError),
    /// The system has no random numbers.
    NoRandomness,
    /// So many values are masked that they cannot be looked for wherever they stand.
    TooMuch(usize),
}

impl fmt::Display for RedactError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::NoRandomness => f.write_str("no random numbers are available"),
            Self::TooMuch(count) => {
                write!(f, "nothing was redacted: {}. Redact it in pieces", speech::redact::left_out(*count))
            }
        }
    }
}

impl std::error::Error for RedactError {}

impl From<SourceError> for RedactError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

/// Reads all of it, redacts, prints.
pub(super) fn run(arguments: &RedactArguments) -> Result<ExitCode, RedactError> {
    let inputs: Vec<Option<&OsString>> =
        if arguments.inputs.is_empty() { vec![None] } else { arguments.inputs.iter().map(Some).collect() };
    let mut texts = Vec::new();
    for input in inputs {
        texts.push(Source::of(input.map(OsString::as_os_str))?.read(Limits::DEFAULT.text)?);
    }
    let rules = Rules {
        keeps_lengths: arguments.keep_lengths,
        keeps_roles: arguments.keep_roles,
        keeps_issuer: arguments.keep_issuer,
        kept: arguments.keep.clone(),
        masked: arguments.mask.clone(),
    };
    let key = Redactor::key().ok_or(RedactError::NoRandomness)?;
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let all = Redactor::new(key, rules).all(&texts);
    // What is shared is not to depend on whether a warning was read.
    if let Some(left_out) = all.iter().map(|redacted| redacted.left_out).find(|count| *count > 0) {
        return Err(RedactError::TooMuch(left_out));
    }
    if arguments.json {
        let inputs: Vec<Value> = all.iter().map(report).collect();
        print(format!("{}\n", json!({ "format": 1, "inputs": inputs })).as_bytes())?;
    } else {
        let mut out = String::new();
        for redacted in &all {
            out.push_str(&redacted.text);
            if !redacted.text.ends_with('\n') {
                out.push('\n');
            }
        }
        print(out.as_bytes())?;
    }
    if all.iter().all(|redacted| redacted.counts().is_empty()) {
        complain(&speech::redact::nothing());
        return Ok(ExitCode::from(1));
    }
    Ok(ExitCode::SUCCESS)
}

/// One input for programs.
fn report(redacted: &Redacted) -> Value {
    let counts = redacted.counts();
    json!({
        "text": redacted.text,
        "masked": counts.iter().map(|(kind, count)| json!({ "kind": kind.word(), "count": count })).collect::<Vec<_>>(),
        "spans": redacted.masks.iter().map(|mask| {
            json!({ "start": mask.span.start, "end": mask.span.end, "kind": mask.kind.word() })
        }).collect::<Vec<_>>(),
        "tokens": redacted.tokens.iter().map(|token| {
            token.iter().map(|readable| json!({
                "part": readable.part.word(),
                "depth": readable.depth,
                "text": readable.text,
            })).collect::<Vec<_>>()
        }).collect::<Vec<_>>(),
    })
}
