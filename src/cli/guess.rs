//! `jotsmith guess`: whether the shared secret of a token is in a list of words.

use super::source::error::SourceError;
use super::source::input::{self, Source, is_stdin};
use super::source::number;
use super::source::print::{complain, print};
use super::source::token::Found;
use crate::cores;
use crate::engine::ground::limit::{Cancel, Limits};
use crate::engine::speech;
use crate::engine::verify::guess::{GuessTarget, Guessed, NotGuessable, Search};
use crate::store::regular;
use clap::Args;
use std::ffi::OsString;
use std::fmt;
use std::io::{self, BufRead, BufReader, IsTerminal as _, Read, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use zeroize::Zeroizing;

const AFTER_HELP: &str = "\
Each line of the list is one secret, as it is. The secret that was found is printed, and nothing
else; how far it is, and what was found where, is said on standard error.

Examples:
  jotsmith guess token.jwt --wordlist words.txt
  zcat rockyou.txt.gz | jotsmith guess token.jwt --wordlist -

Exit status: 0 found, 1 not in the list, 2 wrong usage or unreadable input";

/// Look for the shared secret of a token in a list of words, on all cores
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct GuessArguments {
    /// The token, or a file that contains it; `-` is standard input
    #[arg(value_name = "TOKEN | FILE | -")]
    token: Option<OsString>,

    /// The list: one word a line; `-` is standard input
    #[arg(long, short = 'w', value_name = "FILE")]
    wordlist: PathBuf,

    /// Which of several tokens in the input
    #[arg(long, value_name = "N", value_parser = number::position::<u32>(), allow_negative_numbers = true)]
    pick: Option<u32>,

    /// Do not tell how far it is
    #[arg(long, short)]
    quiet: bool,
}

/// Why nothing was guessed.
#[derive(Debug)]
pub(super) enum GuessError {
    Source(SourceError),
    NotGuessable(NotGuessable),
    /// The list cannot be read.
    List {
        name: String,
        error: io::Error,
    },
    /// Token and list cannot both be standard input.
    BothStdin,
}

impl fmt::Display for GuessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::NotGuessable(why) => f.write_str(&speech::guess::not_guessable(why)),
            Self::List { name, error } => write!(f, "cannot read {name}: {}", regular::reason(error)),
            Self::BothStdin => f.write_str("the token and the list cannot both be standard input"),
        }
    }
}

impl std::error::Error for GuessError {}

impl From<SourceError> for GuessError {
    fn from(error: SourceError) -> Self {
        Self::Source(error)
    }
}

pub(super) fn run(arguments: &GuessArguments) -> Result<ExitCode, GuessError> {
    let limits = Limits::DEFAULT;
    let source = Source::of(arguments.token.as_deref())?;
    if source == Source::Stdin && is_stdin(&arguments.wordlist) {
        return Err(GuessError::BothStdin);
    }
    let found = Found::of(&source.read(limits.text)?, arguments.pick, &limits)?;
    let target = GuessTarget::of(&found.token, &limits).map_err(GuessError::NotGuessable)?;
    let name = input::name(&arguments.wordlist);
    let fault = |error| GuessError::List { name: name.clone(), error };
    let (list, length): (Box<dyn Read + Send>, Option<u64>) = if is_stdin(&arguments.wordlist) {
        (Box::new(io::stdin()), None)
    } else {
        let file = input::open(&arguments.wordlist).map_err(fault)?;
        let length = file.metadata().ok().filter(|metadata| metadata.is_file()).map(|metadata| metadata.len());
        (Box::new(file), length)
    };
    let search = Search::new(&target, BufReader::new(list), Cancel::default());
    let is_told = !arguments.quiet && io::stderr().is_terminal();
    let begin = Instant::now();
    cores::on_all(
        || search.work(),
        || {
            if is_told {
                tell(&search, length, begin);
            }
        },
    );
    if is_told {
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
    let tried = search.tried();
    let Some(Guessed { line, secret }) = search.end().map_err(fault)? else {
        let tried = speech::guess::tried(tried, begin.elapsed().as_secs_f64());
        complain(&format!("the secret is {}", speech::guess::not_among(&tried)));
        return Ok(ExitCode::from(1));
    };
    complain(&speech::guess::found(line));
    print(&Zeroizing::new([secret.expose(), b"\n"].concat()))?;
    Ok(ExitCode::SUCCESS)
}

fn tell<R: BufRead>(search: &Search<'_, R>, length: Option<u64>, begin: Instant) {
    let share = length.filter(|length| *length > 0).map(|length| format!(" · {} %", search.read() * 100 / length));
    let words = speech::guess::tried(search.tried(), begin.elapsed().as_secs_f64());
    let _ = write!(io::stderr(), "\r\x1b[K{words}{} · Ctrl-C stops", share.unwrap_or_default());
}
