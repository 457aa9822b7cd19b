//! `jotsmith guess`: whether the shared secret of a token is in a list of words.

use super::source::error::SourceError;
use super::source::input::{self, Source, is_stdin};
use super::source::print::{complain, print};
use super::source::token::Found;
use crate::engine::ground::limit::Limits;
use crate::engine::text::words::grouped;
use crate::engine::verify::guess::{GuessTarget, NotGuessable};
use crate::store::regular;
use clap::Args;
use std::ffi::OsString;
use std::fmt;
use std::io::{self, BufRead, BufReader, IsTerminal as _, Read, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// Bytes of one word; a longer line is no word.
const LONGEST: usize = 4_096;
/// Bytes of words that a thread takes at once.
const CHUNK: usize = 256 * 1_024;
/// How often progress is told.
const OFTEN: Duration = Duration::from_millis(500);

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
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
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
            Self::NotGuessable(NotGuessable::NotSigned) => f.write_str("the token is not signed, so no secret made it"),
            Self::NotGuessable(NotGuessable::NoSharedSecret(Some(algorithm))) => {
                write!(f, "the token has no complete HMAC signature (alg is {algorithm}): only those can be guessed")
            }
            Self::NotGuessable(NotGuessable::NoSharedSecret(None)) => {
                f.write_str("the token names no alg, so it is not known what a secret would have to make")
            }
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

/// Words of the list, and the number of the first.
struct Chunk {
    lines: Vec<u8>,
    first: u64,
}

/// What the threads share.
struct Search<'a> {
    target: &'a GuessTarget,
    tried: AtomicU64,
    is_over: AtomicBool,
    /// The word that is it, and its line; the earliest, where several are.
    found: Mutex<Option<(u64, Zeroizing<Vec<u8>>)>>,
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
    let (list, length): (Box<dyn Read>, Option<u64>) = if is_stdin(&arguments.wordlist) {
        (Box::new(io::stdin()), None)
    } else {
        let file = input::open(&arguments.wordlist).map_err(fault)?;
        let length = file.metadata().ok().filter(|metadata| metadata.is_file()).map(|metadata| metadata.len());
        (Box::new(file), length)
    };
    let search =
        Search { target: &target, tried: AtomicU64::new(0), is_over: AtomicBool::new(false), found: Mutex::new(None) };
    let is_told = !arguments.quiet && io::stderr().is_terminal();
    let begin = Instant::now();
    search.all(BufReader::with_capacity(CHUNK, list), length.filter(|_| is_told), is_told).map_err(fault)?;
    let tried = search.tried.load(Ordering::Relaxed);
    let found = search.found.into_inner().unwrap_or_else(PoisonError::into_inner);
    let Some((line, secret)) = found else {
        complain(&format!("not found among {}", words(tried, begin)));
        return Ok(ExitCode::from(1));
    };
    complain(&format!("found on line {}", grouped(line.into())));
    print(&Zeroizing::new([&secret[..], b"\n"].concat()))?;
    Ok(ExitCode::SUCCESS)
}

/// "1 000 words (250 000 a second)".
fn words(tried: u64, begin: Instant) -> String {
    let count = |count: u64| grouped(count.into());
    let word = if tried == 1 { "word" } else { "words" };
    let seconds = begin.elapsed().as_secs_f64();
    if seconds < 1.0 {
        return format!("{} {word}", count(tried));
    }
    format!("{} {word} ({} a second)", count(tried), count((tried as f64 / seconds) as u64))
}

impl Search<'_> {
    /// Reads the list and has all cores try its words, until one is it.
    fn all(&self, mut list: impl BufRead, length: Option<u64>, is_told: bool) -> io::Result<()> {
        let count = std::thread::available_parallelism().map_or(1, usize::from);
        // Few wait, so that a list without an end takes no more room than a short one.
        let (sender, receiver) = mpsc::sync_channel::<Chunk>(count * 2);
        let receiver = Mutex::new(receiver);
        std::thread::scope(|scope| {
            let receiver = &receiver;
            let workers: Vec<_> = (0..count)
                .filter_map(|_| std::thread::Builder::new().spawn_scoped(scope, move || self.work(receiver)).ok())
                .collect();
            let (mut line, mut read) = (1, 0_u64);
            let (begin, mut told) = (Instant::now(), Instant::now());
            let ended = loop {
                let chunk = match next_chunk(&mut list, line) {
                    Ok(Some(chunk)) => chunk,
                    Ok(None) => break Ok(()),
                    Err(error) => break Err(error),
                };
                line += memchr::memchr_iter(b'\n', &chunk.lines).count() as u64;
                read += chunk.lines.len() as u64;
                if workers.is_empty() {
                    self.try_all(&chunk);
                } else if sender.send(chunk).is_err() {
                    break Ok(());
                }
                if self.is_over.load(Ordering::Relaxed) {
                    break Ok(());
                }
                if is_told && told.elapsed() > OFTEN {
                    told = Instant::now();
                    self.tell(begin, length.map(|length| (read, length)));
                }
            };
            drop(sender);
            for worker in workers {
                // Words that were not tried are not said to be wrong.
                worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            }
            if is_told {
                let _ = write!(io::stderr(), "\r\x1b[K");
            }
            ended
        })
    }

    fn work(&self, receiver: &Mutex<mpsc::Receiver<Chunk>>) {
        loop {
            let next = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(chunk) = next else { return };
            self.try_all(&chunk);
        }
    }

    /// Chunks that come before the one that holds it are tried to their end: the earliest line is told.
    fn try_all(&self, chunk: &Chunk) {
        let best = || self.found.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|(line, _)| *line);
        if best().is_some_and(|line| line < chunk.first) {
            return;
        }
        let mut tried = 0;
        // What stands behind the last line break is no line.
        let lines = chunk.lines.strip_suffix(b"\n").unwrap_or(&chunk.lines);
        for (line, word) in (chunk.first..).zip(lines.split(|byte| *byte == b'\n')) {
            let word = word.strip_suffix(b"\r").unwrap_or(word);
            if word.len() > LONGEST {
                continue;
            }
            tried += 1;
            if self.target.is_made_with(word) {
                let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
                if found.as_ref().is_none_or(|(other, _)| line < *other) {
                    *found = Some((line, Zeroizing::new(word.to_vec())));
                }
                self.is_over.store(true, Ordering::Relaxed);
                break;
            }
        }
        self.tried.fetch_add(tried, Ordering::Relaxed);
    }

    fn tell(&self, begin: Instant, part: Option<(u64, u64)>) {
        let share =
            part.filter(|(_, length)| *length > 0).map(|(read, length)| format!(" · {} %", read * 100 / length));
        let words = words(self.tried.load(Ordering::Relaxed), begin);
        let _ = write!(io::stderr(), "\r\x1b[K{words}{} · Ctrl-C stops", share.unwrap_or_default());
    }
}

/// Whole lines, as many as a thread takes at once; the last may have no end.
fn next_chunk(list: &mut impl BufRead, first: u64) -> io::Result<Option<Chunk>> {
    let mut lines = Vec::with_capacity(CHUNK + LONGEST);
    list.by_ref().take(CHUNK as u64).read_to_end(&mut lines)?;
    if lines.is_empty() {
        return Ok(None);
    }
    if lines.last() != Some(&b'\n') {
        // The rest of a line that is too long to be a word is read as a word of its own: it is tried, and is not it.
        list.by_ref().take(LONGEST as u64).read_until(b'\n', &mut lines)?;
    }
    Ok(Some(Chunk { lines, first }))
}
