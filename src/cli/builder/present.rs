//! `jotsmith present`: what the holder of an SD-JWT shows a verifier.

use super::error::BuilderError;
use super::outcome::made_or_refused;
use super::selection::claim_path;
use crate::cli::source::choice;
use crate::cli::source::clock::now;
use crate::cli::source::input::Source;
use crate::cli::source::key::{KeyPath, one_key};
use crate::cli::source::keyring::Trust;
use crate::cli::source::named::Opened;
use crate::cli::source::number;
use crate::cli::source::passphrase::{Passphrase, PassphraseArguments};
use crate::cli::source::token::Found;
use crate::engine::builder::sd_jwt::{ClaimPath, Disclose, KeyBindingRequest, PresentationRequest, present};
use crate::engine::builder::{Built, WrittenHeaders, jws};
use crate::engine::ground::jwa::SignatureRow;
use crate::engine::ground::limit::Limits;
use crate::engine::jwt::moment::Moment;
use crate::engine::key::{Jwk, KeyIds};
use clap::{ArgGroup, Args, ValueHint};
use jiff::tz::TimeZone;
use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

const AFTER_HELP: &str = "\
Exit status:
  0  made: the presentation is on standard output, and nothing else is
  1  refused: no such disclosure, another holder's key, or not what the
     standard allows
  2  wrong usage, or unreadable input

Disclosures around a chosen one come along. A key binding that the token has
is replaced, or left out.

Examples:
  jotsmith present credential.txt --disclose name --disclose /address/city \\
      --holder-key holder.pem --nonce n-0S6_WzA2Mj --aud https://v.example
  jotsmith present - --disclose-all <credential.txt |
      jotsmith inspect -k issuer.pem";

/// Present chosen claims of an SD-JWT to a verifier
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
#[command(group(ArgGroup::new("holder").args(["holder_key", "keyring"])))]
pub(in crate::cli) struct PresentArguments {
    /// The SD-JWT, a file that contains it, or - for standard input [default: standard input]
    #[arg(value_name = "TOKEN | FILE | -", value_hint = ValueHint::FilePath)]
    token: Option<OsString>,

    /// A claim to disclose, by name or path: /address/city, /nationalities/0, '/nationalities/*' for each element,
    /// '/address/**' for everything inside; may be repeated. Without it, everything that can be withheld is withheld
    #[arg(long, value_name = "PATH", value_parser = claim_path)]
    disclose: Vec<ClaimPath>,

    /// Disclose everything
    #[arg(long, conflicts_with = "disclose")]
    disclose_all: bool,

    /// The holder's private key, which binds the presentation to a verifier: JWK, PEM or DER
    #[arg(long, short = 'k', value_name = "FILE", requires = "nonce", requires = "aud", conflicts_with = "keyring")]
    holder_key: Option<KeyPath>,

    /// A keyring that has the holder's key: the one that the token is bound to, or that of --kid
    #[arg(long, short = 'K', value_name = "NAME", value_parser = choice::text(), requires = "nonce", requires = "aud")]
    keyring: Option<String>,

    /// Which key of the keyring: its kid, name or thumbprint
    #[arg(long, value_name = "KEY", value_parser = choice::text(), requires = "keyring")]
    kid: Option<String>,

    #[command(flatten)]
    trust: Trust,

    /// The nonce from the verifier
    #[arg(long, value_name = "TEXT", requires = "holder")]
    nonce: Option<String>,

    /// The verifier (aud)
    #[arg(long, value_name = "TEXT", requires = "holder")]
    aud: Option<String>,

    /// The time of the presentation: now, -1h, or seconds since 1970
    #[arg(long, value_name = "TIME", value_parser = Moment::parse, allow_hyphen_values = true, requires = "holder")]
    iat: Option<Moment>,

    /// The algorithm to sign with [default: follows the key]
    #[arg(long, value_name = "ALG", value_parser = choice::signature(), requires = "holder")]
    alg: Option<&'static SignatureRow>,

    #[command(flatten)]
    passphrase: PassphraseArguments,

    /// Build it even if verifiers will reject it: with a key that is not the holder's, or a weak one
    #[arg(long)]
    allow_weak: bool,

    /// Put the presentation on the clipboard instead of printing it: for 30 seconds, out of clipboard histories
    #[arg(long)]
    clipboard: bool,

    /// Which token to use if the input contains several; the first is 1
    #[arg(long, value_name = "N", value_parser = number::position::<u32>(), allow_negative_numbers = true)]
    pick: Option<u32>,

    /// The current time for a relative --iat: an HTTP date, 2026-11-23T14:20Z, or seconds since 1970; UTC [default: the
    /// clock]
    #[arg(long, value_name = "TIME", value_parser = Moment::parse, allow_hyphen_values = true)]
    now: Option<Moment>,
}

/// Reads, makes, prints the presentation and nothing else.
pub(in crate::cli) fn run(arguments: &PresentArguments) -> Result<ExitCode, BuilderError> {
    let limits = Limits::DEFAULT;
    let mut passphrase = Passphrase::of(arguments.passphrase.origin())?;
    let now = now(arguments.now);
    let text = Source::of(arguments.token.as_deref())?.read(limits.text)?;
    let token = Found::of(&text, arguments.pick, &limits)?.token;
    let holder = holder(arguments, &mut passphrase, &token)?;
    let key_binding = match (holder, &arguments.nonce, &arguments.aud) {
        (Some(key), Some(nonce), Some(audience)) => Some(KeyBindingRequest {
            key,
            algorithm: arguments.alg,
            nonce: nonce.clone(),
            audience: audience.clone(),
            issued_at: arguments.iat.map_or(now, |time| time.at(now, &TimeZone::UTC)),
        }),
        _ => None,
    };
    let request = PresentationRequest {
        token,
        disclose: if arguments.disclose_all {
            Disclose::Everything
        } else {
            Disclose::Claims(arguments.disclose.clone())
        },
        key_binding,
        allow_weak: arguments.allow_weak,
    };
    made_or_refused(
        present(&request, &limits).map(|presented| Built {
            signed: None,
            text: presented.text,
            size: presented.size,
            detached_payload: None,
            headers: WrittenHeaders::default(),
            notes: presented.notes,
        }),
        false,
        arguments.clipboard,
    )
}

/// The holder's key: of a file, or of a keyring the one that the token names in `cnf`.
fn holder(
    arguments: &PresentArguments,
    passphrase: &mut Option<Passphrase>,
    token: &str,
) -> Result<Option<Arc<Jwk>>, BuilderError> {
    let mut ids = KeyIds::default();
    let signs = |key: &Jwk| key.is_private() && jws::default_algorithm(key).is_some();
    if let Some(path) = &arguments.holder_key {
        let key = one_key(path, passphrase.as_ref(), &mut ids, signs, "a holder needs a key pair")?;
        return Ok(Some(Arc::new(key)));
    }
    let Some(name) = &arguments.keyring else { return Ok(None) };
    let opened = Opened::read(std::slice::from_ref(name), passphrase, arguments.trust, &mut ids)?;
    if arguments.kid.is_none() {
        // Nothing is made of it yet: which of them the token is bound to.
        let binds = |key: &Arc<Jwk>| {
            let request = PresentationRequest {
                token: token.to_owned(),
                disclose: Disclose::Claims(Vec::new()),
                key_binding: Some(KeyBindingRequest {
                    key: key.clone(),
                    algorithm: None,
                    nonce: "n".to_owned(),
                    audience: "a".to_owned(),
                    issued_at: 0,
                }),
                allow_weak: false,
            };
            present(&request, &Limits::DEFAULT).is_ok()
        };
        if let Some(key) = opened.keys().filter(|key| signs(key)).find(|key| binds(key)) {
            return Ok(Some(key.clone()));
        }
    }
    Ok(Some(opened.one(arguments.kid.as_deref(), signs, "sign", "--kid")?))
}
