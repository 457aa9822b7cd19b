//! What `jotsmith inspect` is told.

use crate::cli::source::choice;
use crate::cli::source::key::KeyPath;
use crate::cli::source::keyring::Trust;
use crate::cli::source::number;
use crate::cli::source::passphrase::InspectPassphraseArguments;
use crate::cli::source::secret::SecretEncoding;
use crate::engine::jwt::moment::{self, TokenMoment};
use crate::engine::jwt::profile::ProfileRow;
use crate::engine::text::uri::Uri;
use clap::{Args, ValueEnum, ValueHint};
use std::ffi::OsString;
use std::path::PathBuf;

/// How it ends, and where secrets come from.
pub(in crate::cli) const ENDS: &str = "\
Exit status:
  0  valid: every layer verified or decrypted with a supplied key (a proof such
     as DPoP with its own, where no key is supplied), and the claims hold
  1  invalid: rejected, expired, not yet valid, malformed, revoked, or a
     credential that it presents is
  2  wrong usage, or unreadable input
  3  not checked: no key fits, the token is unsecured, a status list that was
     given does not count, or a credential that it presents is not checked

Secrets are read from files and from the environment, never from the command
line, which other users can see. Nothing is sent anywhere.";

const EXAMPLES: &str = "\
Examples:
  jotsmith eyJhbGciOi… -k jwks.json
  wl-paste | jotsmith inspect -k issuer.pem --json
  SECRET=… jotsmith inspect token.txt --secret-env SECRET \\
      --secret-encoding base64
  jotsmith inspect id.jwt -k jwks.json --profile id-token --expires-in 7d
  jotsmith inspect access.jwt -k jwks.json --policy orders-api.json --sarif
  jotsmith inspect access.jwt -k jwks.json --html > report.html
  jotsmith inspect access.jwt --field /realm_access/roles/0";

/// Show a token and verify it
#[derive(Args)]
#[command(after_help = format!("{ENDS}\n\n{EXAMPLES}"), visible_aliases = ["decode", "verify", "decrypt"])]
pub(in crate::cli) struct InspectArguments {
    /// It was called `decrypt`: what is not encrypted is told to be so.
    #[arg(skip)]
    pub(in crate::cli) is_decryption: bool,

    /// The token, a file that contains it, or - for standard input [default: standard input]
    ///
    /// Text around the token is removed and listed: "Bearer ", quotes, line breaks, JSON, URLs, cookies, a curl
    /// command. An argument that looks like a token is read as one; for a file with such a name, write ./NAME.
    #[arg(value_name = "TOKEN | FILE | -", value_hint = ValueHint::FilePath)]
    pub(super) token: Option<OsString>,

    /// Read the token from the clipboard
    #[arg(long, conflicts_with = "token")]
    pub(super) clipboard: bool,

    /// A key, a key set or a certificate: JWK, JWK Set, PEM or DER; may be repeated
    #[arg(long, short = 'k', value_name = "FILE", help_heading = "Keys")]
    pub(super) key: Vec<KeyPath>,

    /// A keyring whose keys are tried if they fit; may be repeated
    #[arg(long, short = 'K', value_name = "NAME", value_parser = choice::text(), help_heading = "Keys")]
    pub(super) keyring: Vec<String>,

    #[command(flatten)]
    pub(super) trust: Trust,

    /// A file with a shared secret; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "Keys")]
    pub(super) secret_file: Vec<PathBuf>,

    /// An environment variable with a shared secret; may be repeated
    #[arg(long, value_name = "NAME", value_parser = choice::Filled, help_heading = "Keys")]
    pub(super) secret_env: Vec<OsString>,

    /// How the secrets are encoded; without it, as text, or as the variables in a file
    #[arg(long, value_name = "ENCODING", value_enum, help_heading = "Keys")]
    pub(super) secret_encoding: Option<SecretEncoding>,

    #[command(flatten)]
    pub(super) passphrase: InspectPassphraseArguments,

    /// The time to evaluate the token at: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, seconds since 1970, "at iat", "just before exp" or exp-1h; UTC [default: the clock]
    #[arg(long, value_name = "TIME", value_parser = TokenMoment::parse, allow_hyphen_values = true, help_heading = "Expectations")]
    pub(super) now: Option<TokenMoment>,

    /// Show times in the time zone of this computer
    #[arg(long)]
    pub(super) local: bool,

    /// Allowed clock skew, such as 30s, or seconds [default: 0]
    #[arg(long, value_name = "TIME", value_parser = moment::length, allow_negative_numbers = true, help_heading = "Expectations")]
    pub(super) leeway: Option<u64>,

    /// The payload of a detached signature
    #[arg(long, value_name = "FILE")]
    pub(super) payload: Option<PathBuf>,

    /// The kind of token that it must be; jotsmith profiles lists them
    #[arg(long, value_name = "NAME", value_parser = choice::profile(), hide_possible_values = true, help_heading = "Expectations")]
    pub(super) profile: Option<&'static ProfileRow>,

    /// A file with expectations, as JSON; options given beside it count instead, except that --require adds to its claims
    ///
    /// Members: name, issuer, audience, nonce, typ, profile, algorithms, claims (a list of names, or names and values),
    /// max_age, leeway, expires_in, proof_window.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Expectations")]
    pub(super) policy: Option<PathBuf>,

    /// For how long the token must still be valid, such as 7d, 12h or seconds
    #[arg(long, value_name = "TIME", value_parser = moment::length, allow_negative_numbers = true, help_heading = "Expectations")]
    pub(super) expires_in: Option<u64>,

    /// The expected issuer (iss)
    #[arg(long, value_name = "TEXT", help_heading = "Expectations")]
    pub(super) issuer: Option<String>,

    /// The expected audience (aud)
    #[arg(long, value_name = "TEXT", help_heading = "Expectations")]
    pub(super) audience: Option<String>,

    /// The expected kind of token (typ), such as at+jwt
    #[arg(long, value_name = "TYPE", help_heading = "Expectations")]
    pub(super) typ: Option<String>,

    /// An accepted algorithm (alg or enc); may be repeated
    #[arg(long, value_name = "NAME", value_parser = choice::algorithm(), help_heading = "Expectations")]
    pub(super) algorithm: Vec<String>,

    /// A required claim; may be repeated
    #[arg(long, value_name = "CLAIM", help_heading = "Expectations")]
    pub(super) require: Vec<String>,

    /// The maximum age since iat, such as 5m, or seconds
    #[arg(long, value_name = "TIME", value_parser = moment::length, allow_negative_numbers = true, help_heading = "Expectations")]
    pub(super) max_age: Option<u64>,

    /// A trusted certificate, PEM or DER: a token whose certificates (x5c) lead to it is verified with the first one's
    /// key
    #[arg(long = "trust", value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Keys")]
    pub(super) anchors: Vec<KeyPath>,

    /// What a proof of possession came with: the access token for a DPoP proof, or a client attestation
    ///
    /// Without it, a second token in the input is used if it fits.
    #[arg(long, value_name = "TOKEN | FILE", value_hint = ValueHint::FilePath)]
    pub(super) access_token: Option<OsString>,

    /// The method of the request that a DPoP proof is for (htm)
    #[arg(long, value_name = "METHOD")]
    pub(super) htm: Option<String>,

    /// The URL of the request that a DPoP proof is for (htu)
    #[arg(long, value_name = "URI", value_parser = address)]
    pub(super) htu: Option<String>,

    /// The expected nonce, in the claims or in the key binding of an SD-JWT
    #[arg(long, value_name = "TEXT", help_heading = "Expectations")]
    pub(super) nonce: Option<String>,

    /// How far the iat of a key binding or another proof may be from the current time, such as 5m, or seconds
    ///
    /// A proof that is further off is invalid. Without this option, 5 minutes are allowed, and a proof that is further off has
    /// a finding; it is invalid if --profile chooses its kind.
    #[arg(long, value_name = "TIME", value_parser = moment::length, allow_negative_numbers = true, help_heading = "Expectations")]
    pub(super) proof_window: Option<u64>,

    /// Which token to use if the input contains several; the first is 1
    #[arg(long, value_name = "N", value_parser = number::position::<u32>(), allow_negative_numbers = true)]
    pub(super) pick: Option<u32>,

    /// Show every token of the input, one after the other
    #[arg(long, conflicts_with_all = ["pick", "sarif", "html", "inner"])]
    pub(super) all: bool,

    /// Evaluate the token at its iat, the time when it was issued
    #[arg(long, conflicts_with = "now")]
    pub(super) at_iat: bool,

    /// Accept base64 with padding or in the standard alphabet, as AWS load balancers (ALB) sign and send it
    #[arg(long)]
    pub(super) as_written: bool,

    /// Hash the nonce in the header before verifying the signature, as Microsoft Graph tokens need it
    #[arg(long)]
    pub(super) hash_nonce: bool,

    /// Verify or decrypt the token as it was made, where that was proved to differ from its standard or from your keys
    ///
    /// The secret as the issuer used it, the signature as it is written, the bytes that were signed or the way in which it
    /// was encrypted: the verdict says what was assumed.
    #[arg(long)]
    pub(super) as_made: bool,

    /// Verify the signature with the token's own key, which proves nothing about who made it
    #[arg(long)]
    pub(super) own_key: bool,

    /// Verify an HMAC with well-known secrets, if one of them fits
    #[arg(long)]
    pub(super) public_secret: bool,

    /// Extract the token in this claim, and inspect that one: the claim, or the number of the token, the first being 1
    #[arg(long, value_name = "CLAIM | N")]
    pub(super) inner: Option<String>,

    /// Do work that is refused as too expensive: many keys, many signatures, many PBKDF2 iterations
    #[arg(long)]
    pub(super) do_it_anyway: bool,

    /// Print the report as JSON, on one line
    #[arg(long, short = 'j')]
    pub(super) json: bool,

    /// Print the findings as SARIF 2.1.0, on one line
    #[arg(long, conflicts_with = "json")]
    pub(super) sarif: bool,

    /// Print a report to send: one HTML page without scripts, redacted as by jotsmith redact
    #[arg(long, conflicts_with_all = ["json", "sarif"])]
    pub(super) html: bool,

    /// Leave the values in the report as they are
    #[arg(long, requires = "html")]
    pub(super) unredacted: bool,

    /// Print one claim as it is, by name or JSON Pointer (/realm_access/roles/0); the exit status is that of the token
    #[arg(long, value_name = "CLAIM | /POINTER", conflicts_with_all = ["json", "sarif", "html"])]
    pub(super) field: Option<String>,

    /// Print what the standard of this kind of token demands, and how the token meets it
    #[arg(long, conflicts_with_all = ["json", "sarif", "html", "field"])]
    pub(super) checklist: bool,

    /// Whether to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(super) color: Color,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Color {
    /// Only on a terminal
    Auto,
    /// Also in a pipe or a file
    Always,
    /// Never
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

/// The whole URL of a request: without its scheme it would be that of no proof (RFC 9449 §4.2).
fn address(text: &str) -> Result<String, &'static str> {
    let is_whole = Uri::parse(text).is_some_and(|uri| !uri.scheme.is_empty() && !uri.host.is_empty());
    is_whole.then(|| text.to_owned()).ok_or("write the whole URL, such as https://api.example/orders")
}
