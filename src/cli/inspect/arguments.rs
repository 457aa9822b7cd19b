//! What `jotsmith inspect` is told.

use crate::cli::source::choice;
use crate::cli::source::keyring::Trust;
use crate::cli::source::passphrase::InspectPassphraseArguments;
use crate::cli::source::secret::SecretEncoding;
use crate::engine::jwt::policy::PROOF_WINDOW;
use clap::{Args, ValueEnum, ValueHint};
use std::ffi::OsString;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Exit status:
  0  valid: every layer verified or decrypted with a supplied key (a proof such
     as DPoP with its own, where no key is supplied), and the claims hold
  1  invalid: rejected, expired, not yet valid, malformed
  2  wrong usage, or unreadable input
  3  not checked: no key fits, or the token is unsecured

Secrets are read from files and from the environment, never from the command
line, which other users can see. Nothing is sent anywhere.

Examples:
  jotsmith eyJhbGciOi… -k jwks.json
  wl-paste | jotsmith inspect -k issuer.pem --json
  SECRET=… jotsmith inspect token.txt --secret-env SECRET \\
      --secret-encoding base64";

/// Show a token and check it
#[derive(Args)]
#[command(after_help = AFTER_HELP, visible_aliases = ["decode", "verify", "decrypt"])]
pub(in crate::cli) struct InspectArguments {
    /// The token, a file that holds it, or - for standard input [default: standard input]
    ///
    /// Whatever stands around a token is removed and listed: "Bearer ", quotes, line breaks, JSON, URLs, cookies, a curl
    /// command. What looks like a token is read as one; write ./NAME for a file of such a name.
    #[arg(value_name = "TOKEN | FILE | -", value_hint = ValueHint::FilePath)]
    pub(super) token: Option<OsString>,

    /// A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated
    #[arg(long, short = 'k', value_name = "FILE", help_heading = "Keys")]
    pub(super) key: Vec<PathBuf>,

    /// A keyring whose keys are tried where they fit; may be repeated
    #[arg(long, short = 'K', value_name = "NAME", help_heading = "Keys")]
    pub(super) keyring: Vec<String>,

    #[command(flatten)]
    pub(super) trust: Trust,

    /// A file that holds a shared secret; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "Keys")]
    pub(super) secret_file: Vec<PathBuf>,

    /// An environment variable that holds a shared secret; may be repeated
    #[arg(long, value_name = "NAME", help_heading = "Keys")]
    pub(super) secret_env: Vec<OsString>,

    /// How the secrets are written
    #[arg(long, value_name = "ENCODING", value_enum, default_value_t = SecretEncoding::Utf8, help_heading = "Keys")]
    pub(super) secret_encoding: SecretEncoding,

    #[command(flatten)]
    pub(super) passphrase: InspectPassphraseArguments,

    /// The time to judge at, in seconds since 1970 [default: the clock]
    #[arg(long, value_name = "UNIX", allow_negative_numbers = true, help_heading = "Expectations")]
    pub(super) now: Option<i64>,

    /// Seconds by which clocks may differ
    #[arg(long, value_name = "SECONDS", default_value_t = 0, help_heading = "Expectations")]
    pub(super) leeway: u64,

    /// The payload of a detached signature
    #[arg(long, value_name = "FILE")]
    pub(super) payload: Option<PathBuf>,

    /// The issuer (iss) that is expected
    #[arg(long, value_name = "TEXT", help_heading = "Expectations")]
    pub(super) issuer: Option<String>,

    /// The audience (aud) that is expected
    #[arg(long, value_name = "TEXT", help_heading = "Expectations")]
    pub(super) audience: Option<String>,

    /// The kind of token (typ) that is expected, such as at+jwt
    #[arg(long, value_name = "TYPE", help_heading = "Expectations")]
    pub(super) typ: Option<String>,

    /// An algorithm that is accepted (alg, or enc); may be repeated
    #[arg(long, value_name = "NAME", value_parser = choice::algorithm(), help_heading = "Expectations")]
    pub(super) algorithm: Vec<String>,

    /// A claim that has to be there; may be repeated
    #[arg(long, value_name = "CLAIM", help_heading = "Expectations")]
    pub(super) require: Vec<String>,

    /// Seconds since iat after which the token is too old
    #[arg(long, value_name = "SECONDS", help_heading = "Expectations")]
    pub(super) max_age: Option<u64>,

    /// A certificate to trust, PEM or DER: a token whose certificates (x5c) lead to it is verified with their first key
    #[arg(long = "trust", value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Keys")]
    pub(super) anchors: Vec<PathBuf>,

    /// What a proof of possession came with: the access token of a DPoP proof, or a client attestation
    ///
    /// Without it, a second token in the input is taken for it where it can be it.
    #[arg(long, value_name = "TOKEN | FILE", value_hint = ValueHint::FilePath)]
    pub(super) access_token: Option<OsString>,

    /// The method of the request that a DPoP proof is for (htm)
    #[arg(long, value_name = "METHOD")]
    pub(super) htm: Option<String>,

    /// The address of the request that a DPoP proof is for (htu)
    #[arg(long, value_name = "URI")]
    pub(super) htu: Option<String>,

    /// The nonce that is expected: in the claims, or in the key binding of an SD-JWT
    #[arg(long, value_name = "TEXT", help_heading = "Expectations")]
    pub(super) nonce: Option<String>,

    /// Seconds by which the iat of a key binding or another proof may differ from the time
    #[arg(long, value_name = "SECONDS", default_value_t = PROOF_WINDOW, help_heading = "Expectations")]
    pub(super) proof_window: u64,

    /// Which token, if the input holds several; the first is 1
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) pick: Option<u32>,

    /// Judge the token at the time at which it says that it was made (iat)
    #[arg(long, conflicts_with = "now")]
    pub(super) at_iat: bool,

    /// Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it
    #[arg(long)]
    pub(super) as_written: bool,

    /// Hash the nonce in the header before the signature is checked, as for tokens of Microsoft Graph
    #[arg(long)]
    pub(super) hash_nonce: bool,

    /// Check the signature with the key that the token carries, which proves nothing about who made it
    #[arg(long)]
    pub(super) own_key: bool,

    /// Check an HMAC with the secrets that everybody knows, where one of them fits
    #[arg(long)]
    pub(super) public_secret: bool,

    /// Take the token out of this claim of the token, and check that one
    #[arg(long, value_name = "CLAIM")]
    pub(super) inner: Option<String>,

    /// Do the work that is refused because of its price: many keys, many signatures, a password with many rounds
    #[arg(long)]
    pub(super) do_it_anyway: bool,

    /// Print the report as JSON, in one line
    #[arg(long, short = 'j')]
    pub(super) json: bool,

    /// Whether to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(super) color: Color,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Color {
    /// On a terminal
    Auto,
    /// Even into a file
    Always,
    /// Not at all
    Never,
}

impl Color {
    pub(super) const fn choice(self) -> anstream::ColorChoice {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
    }
}
