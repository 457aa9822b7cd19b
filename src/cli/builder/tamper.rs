//! `jotsmith tamper`: what an attacker or a bug makes of a valid token, as test vectors for one's own verifier.

use super::error::{BuilderError, usage};
use super::verifier::{Answer, Verifier};
use crate::cli::source::choice;
use crate::cli::source::clipboard;
use crate::cli::source::clock::now_of_token;
use crate::cli::source::input::{self, Source};
use crate::cli::source::key::{KeyPath, one_key};
use crate::cli::source::keyring::Trust;
use crate::cli::source::named::Opened;
use crate::cli::source::number;
use crate::cli::source::output::write_new;
use crate::cli::source::passphrase::{Passphrase, PassphraseArguments};
use crate::cli::source::print::{complain, print};
use crate::cli::source::secret::{SecretEncoding, secret_file_keys, secret_keys};
use crate::cli::source::status::UNUSABLE;
use crate::cli::source::token::Found;
use crate::engine::builder::jws;
use crate::engine::builder::tamper::{Expected, TamperError, TamperSet, Variant, tamper};
use crate::engine::examine::examine;
use crate::engine::ground::limit::{ExamineOptions, Limits};
use crate::engine::judge::claimed_time;
use crate::engine::jwt::moment::TokenMoment;
use crate::engine::key::{Jwk, KeyIds, KeyRing};
use clap::{Args, ValueHint};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

const AFTER_HELP: &str = "\
Exit status:
  0  done; with --try, the verifier answered each token as it must
  1  with --try: it accepted what it must reject, rejected what is good,
     crashed, or took too long
  2  wrong usage, unreadable input, or a command that does not run

The first variant is the token as it was: what rejects that one is told the
wrong key, issuer, audience or time. No private key is in the output, and
nothing is sent anywhere. The command does not see the variables that
--secret-env and --passphrase-env name, or other JOTSMITH_… variables, except
those for folders (JOTSMITH_…_DIR).

Examples:
  jotsmith tamper token.jwt -k issuer.pem --out vectors.json
  jotsmith tamper token.jwt -k issuer.pem --try './verify {}'
  jotsmith tamper token.jwt -k issuer.pem --try 'python3 check.py'
  jotsmith tamper token.jwt -k issuer.pem --try \"sh -c 'verify | grep -q ok'\"";

/// Make variants of a token that a verifier must reject
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(in crate::cli) struct TamperArguments {
    /// The token, a file that contains it, or - for standard input [default: standard input]
    #[arg(value_name = "TOKEN | FILE | -", value_hint = ValueHint::FilePath)]
    token: Option<OsString>,

    /// The key that made it: JWK, PEM or DER; with the public half, what has to be signed anew is left out
    #[arg(long, short, value_name = "FILE", help_heading = "Keys", value_hint = ValueHint::FilePath)]
    key: Option<KeyPath>,

    /// A keyring that has the key
    #[arg(long, short = 'K', value_name = "NAME", value_parser = choice::text(), help_heading = "Keys", conflicts_with = "key")]
    keyring: Option<String>,

    /// Which key of the keyring: its kid, name or thumbprint
    #[arg(long, value_name = "KEY", value_parser = choice::text(), help_heading = "Keys", requires = "keyring")]
    kid: Option<String>,

    /// A file that holds the shared secret
    #[arg(long, value_name = "FILE", help_heading = "Keys", conflicts_with_all = ["key", "keyring"])]
    secret_file: Option<PathBuf>,

    /// An environment variable that holds the shared secret
    #[arg(long, value_name = "NAME", value_parser = choice::Filled, help_heading = "Keys", conflicts_with_all = ["key", "keyring", "secret_file"])]
    secret_env: Option<OsString>,

    /// How the secret is written; without it, as text, or as the variables in a file
    #[arg(long, value_name = "ENCODING", value_enum, help_heading = "Keys")]
    secret_encoding: Option<SecretEncoding>,

    #[command(flatten)]
    passphrase: PassphraseArguments,

    #[command(flatten)]
    trust: Trust,

    /// Run this for each variant, with the token for {}, or on standard input where there is no {}; it accepts with status 0. No
    /// shell reads it: to have one, run sh -c '…'
    #[arg(long = "try", value_name = "COMMAND")]
    command: Option<String>,

    /// How many seconds the command may take for one variant
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 10,
        value_parser = number::within::<u64>(1..=86_400, 30),
        allow_negative_numbers = true,
        requires = "command"
    )]
    timeout: u64,

    /// A new file to write the vectors into, instead of standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,

    /// Put the vectors on the clipboard instead of printing them: for 30 seconds, out of clipboard histories
    #[arg(long, conflicts_with_all = ["out", "command"])]
    clipboard: bool,

    /// Which token to use if the input contains several; the first is 1
    #[arg(long, value_name = "N", value_parser = number::position::<u32>(), allow_negative_numbers = true)]
    pick: Option<u32>,

    /// The time at which the verifier judges: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]
    #[arg(long, value_name = "TIME", value_parser = TokenMoment::parse, allow_hyphen_values = true)]
    now: Option<TokenMoment>,
}

/// Makes them, and writes or tries them.
pub(in crate::cli) fn run(arguments: &TamperArguments) -> Result<ExitCode, BuilderError> {
    let limits = Limits::DEFAULT;
    let key = key(arguments)?;
    let text = Source::of(arguments.token.as_deref())?.read(limits.text)?;
    let token = Found::of(&text, arguments.pick, &limits)?.token;
    let claimed = |name| claimed_time(&examine(&token, &KeyRing::default(), &ExamineOptions::default()), name);
    let now =
        now_of_token(arguments.now, claimed).map_err(|error| usage(format!("{error}: pass a time with --now")))?;
    let set = tamper(&token, key.as_deref(), now).map_err(|error| match error {
        TamperError::NoKey => usage(format!("{error}: name it with --key, --keyring or --secret-file")),
        error => usage(error.to_string()),
    })?;
    if let Some(path) = &arguments.out {
        // It holds a token that may still be good.
        write_new(path, format!("{}\n", set.to_json()).as_bytes(), true)?;
    }
    match &arguments.command {
        Some(command) => attempt(arguments, command, &set),
        None if arguments.out.is_some() => Ok(ExitCode::SUCCESS),
        None if arguments.clipboard => {
            clipboard::write(set.to_json().as_bytes(), "the set of vectors", true)?;
            Ok(ExitCode::SUCCESS)
        }
        None => {
            print(format!("{}\n", set.to_json()).as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn key(arguments: &TamperArguments) -> Result<Option<Arc<Jwk>>, BuilderError> {
    let mut ids = KeyIds::default();
    let mut passphrase = Passphrase::of(arguments.passphrase.origin())?;
    let fits = |key: &Jwk| !jws::algorithms_for(key).is_empty();
    if let Some(path) = &arguments.key {
        return Ok(Some(Arc::new(one_key(path, passphrase.as_ref(), &mut ids, fits, "pass it with --secret-file")?)));
    }
    if let Some(name) = &arguments.keyring {
        let names = [name.clone()];
        let opened = Opened::read(&names, &mut passphrase, arguments.trust, &mut ids)?;
        let wanted = arguments.kid.as_deref();
        // What has to be signed anew takes a key that can; the public half alone does for the rest.
        let signs = |key: &Jwk| fits(key) && key.is_private();
        let has_private = opened.has(wanted, signs);
        return Ok(Some(opened.one(wanted, |key| fits(key) && (key.is_private() || !has_private), "sign", "--kid")?));
    }
    let readings = match (&arguments.secret_file, &arguments.secret_env) {
        (Some(path), _) => secret_file_keys(path, arguments.secret_encoding, true, &mut ids)?.keys,
        (None, Some(name)) => {
            let bytes = input::read_variable(name)?;
            secret_keys(
                &bytes,
                &input::variable(name),
                arguments.secret_encoding.unwrap_or(SecretEncoding::Utf8),
                &mut ids,
            )?
        }
        (None, None) => return Ok(None),
    };
    let first = readings.into_iter().next();
    Ok(first.map(Arc::new))
}

/// Runs a verifier against each of them, and says what it answered.
fn attempt(arguments: &TamperArguments, command: &str, set: &TamperSet) -> Result<ExitCode, BuilderError> {
    let words = words(command).map_err(|error| match error {
        NoWords::OpenQuote => usage("--try: a quote in the command has no end"),
        NoWords::OfShell(character) => usage(no_shell(character, command.contains("{}"))),
    })?;
    let [program, rest @ ..] = &*words else { return Err(usage("--try: the command is empty")) };
    let secrets = [arguments.secret_env.as_deref(), arguments.passphrase.origin().variable()];
    let limit = Duration::from_secs(arguments.timeout);
    let mut verifier = Verifier::new(program, rest, secrets.into_iter().flatten().collect(), limit);
    let width = set.variants.iter().map(|variant| variant.name.chars().count()).max().unwrap_or(0);
    let mut wrong: Vec<(&Variant, Answer)> = Vec::new();
    let mut untried = 0;
    for variant in &set.variants {
        let answer = verifier.answer(&variant.token).map_err(|error| {
            let why = crate::store::regular::reason(&error);
            usage(format!("--try: cannot run {program}: {why}"))
        })?;
        let mark = match is_right(variant.expected, answer) {
            Some(true) => "ok   ",
            Some(false) => {
                wrong.push((variant, answer));
                "WRONG"
            }
            None => {
                untried += 1;
                "-    "
            }
        };
        let padding = " ".repeat(width - variant.name.chars().count());
        // Each as soon as it is known: a verifier may take its time.
        print(format!("{mark}  {}{padding}  {answer}\n", variant.name).as_bytes())?;
    }
    for (variant, answer) in &wrong {
        let Variant { name, title, why, reference, expected, .. } = variant;
        let reference = if reference.is_empty() { String::new() } else { format!(" ({reference})") };
        // Why a verifier that accepts it is wrong says nothing of one that gave no answer.
        complain(&match (answer, expected) {
            (Answer::Crashed, _) => format!("{name} crashes the command: {title}"),
            (Answer::TimedOut, _) => format!("{name} gets no answer within {} s: {title}", arguments.timeout),
            (_, Expected::Accept) => format!("{name} must be accepted: {title}. {why}{reference}"),
            _ => format!("{name} must be rejected: {title}. {why}{reference}"),
        });
    }
    if wrong.iter().any(|(_, answer)| matches!(answer, Answer::Crashed | Answer::TimedOut)) {
        complain("a command that crashes, or does not end in time, has not rejected the token");
    }
    if untried > 0 {
        complain("a token that is too long for an argument fits on standard input: leave {} out of the command");
    }
    let count = set.variants.len();
    complain(&format!("{} of {count} answered as they must", count - wrong.len() - untried));
    Ok(match (wrong.is_empty(), untried) {
        (true, 0) => ExitCode::SUCCESS,
        (true, _) => ExitCode::from(UNUSABLE),
        (false, _) => ExitCode::from(1),
    })
}

/// `None`: it was not asked.
fn is_right(expected: Expected, answer: Answer) -> Option<bool> {
    match (answer, expected) {
        (Answer::TooLong, _) => None,
        // A recipient that a token of an attacker brings down has not rejected it.
        (Answer::Crashed | Answer::TimedOut, _) => Some(false),
        (Answer::Accepted, Expected::Accept) | (Answer::Rejected, Expected::Reject | Expected::RejectClaims) => {
            Some(true)
        }
        (_, Expected::RejectOrUseLast) => Some(true),
        (Answer::Accepted | Answer::Rejected, _) => Some(false),
    }
}

/// Why a command line has no words.
#[derive(Debug, PartialEq, Eq)]
enum NoWords {
    /// A quote has no end.
    OpenQuote,
    /// A character that means something to a shell alone.
    OfShell(char),
}

/// What to do about a command that is for a shell. The token is no part of the text that a shell reads.
fn no_shell(character: char, has_place: bool) -> String {
    let call = if has_place { "sh -c 'COMMAND \"$1\"' sh {}" } else { "sh -c 'COMMAND'" };
    format!(
        "--try: no shell reads the command, and {character} needs one: run it with {call}, or put {character} in quotes"
    )
}

/// The words of a command line, as a shell without variables, pipes and wildcards takes them.
fn words(command: &str) -> Result<Vec<String>, NoWords> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut characters = command.chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(open), close) if open == close => quote = None,
            (Some('\''), other) => word.get_or_insert_default().push(other),
            (_, '\\') => word.get_or_insert_default().push(characters.next().unwrap_or('\\')),
            (_, shell @ ('$' | '`')) => return Err(NoWords::OfShell(shell)),
            (Some(_), other) => word.get_or_insert_default().push(other),
            (None, open @ ('"' | '\'')) => {
                quote = Some(open);
                word.get_or_insert_default();
            }
            (None, space) if space.is_whitespace() => words.extend(word.take()),
            (None, shell @ ('|' | '&' | ';' | '<' | '>' | '(' | ')' | '*' | '?')) => {
                return Err(NoWords::OfShell(shell));
            }
            (None, other) => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    if quote.is_some() { Err(NoWords::OpenQuote) } else { Ok(words) }
}

#[cfg(test)]
mod tests {
    use super::NoWords;

    #[test]
    fn a_command_is_split_as_a_shell_does() {
        let words = |text: &str| super::words(text).map(|words| words.join("|"));
        assert_eq!(words("a  b 'c d' \"e f\" g\\ h i''"), Ok("a|b|c d|e f|g h|i".to_owned()));
        assert_eq!(words("check '{}' --x=\"\\\"\""), Ok("check|{}|--x=\"".to_owned()));
        assert_eq!(words("''"), Ok(String::new()));
        assert_eq!(words("a 'b"), Err(NoWords::OpenQuote));
        assert_eq!(words("  "), Ok(String::new()));
    }

    #[test]
    fn what_only_a_shell_understands_is_refused_unless_it_is_quoted() {
        for (text, character) in [
            ("a | b", '|'),
            ("a <b", '<'),
            ("a >b", '>'),
            ("a && b", '&'),
            ("a; b", ';'),
            ("a $B", '$'),
            ("a \"$B\"", '$'),
        ] {
            assert_eq!(super::words(text), Err(NoWords::OfShell(character)), "{text}");
        }
        for text in ["sh -c 'a | b >c $D'", "a \"x;y\"", "a \\| b", "check {} --x=[1]"] {
            assert!(super::words(text).is_ok(), "{text}");
        }
    }
}
