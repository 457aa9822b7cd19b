//! What `jotsmith build` is told.

use super::claim::ClaimArguments;
use super::selection::SelectionArguments;
use crate::cli::source::choice;
use crate::cli::source::key::KeyPath;
use crate::cli::source::keyring::Trust;
use crate::cli::source::number;
use crate::cli::source::passphrase::BuildPassphraseArguments;
use crate::cli::source::secret::SecretEncoding;
use crate::engine::builder::HeaderSync;
use crate::engine::ground::jwa::{ContentEncryptionRow, KeyManagementRow, SignatureRow};
use crate::engine::jose::jws::Serialization;
use crate::engine::jwt::moment::Moment;
use clap::{ArgGroup, Args, ValueEnum, ValueHint};
use std::ffi::OsString;
use std::path::PathBuf;

/// How it ends, and where secrets come from.
pub(in crate::cli) const ENDS: &str = "\
Exit status:
  0  built: standard output has the token and nothing else
  1  refused: too weak to issue, or not allowed by the standard
  2  wrong usage, or unreadable input

Secrets are read from files and from the environment, never from the command
line, which other users can see. Nothing is sent anywhere.";

const EXAMPLES: &str = "\
Examples:
  jotsmith build -t cdn-grant -k auth.pem | jotsmith inspect -k auth-public.pem
  jotsmith build --sub alice --claim level:=3 --iat now --exp +5m -k key.jwk
  jotsmith build -c claims.json --keyring prod --kid signer-1
  jotsmith build --payload invoice.pdf --detached -k key.pem \\
      --header '{\"b64\":false}'
  jotsmith build -c claims.json -k signer.pem --encrypt-to recipient.pem
  jotsmith build -c - -e one.pem -e two.pem --enc A256GCM
  jotsmith build -c person.json -k issuer.pem --holder holder.pem \\
      --sd name --sd '/address/*' --sd-decoys 3
  jotsmith build -c claims.json -k public.pem --signing-input >input
  jotsmith build --input input --signature signature -k public.pem";

/// Build a token: sign it, encrypt it, or both
#[derive(Args)]
#[command(after_help = format!("{ENDS}\n\n{EXAMPLES}"), visible_aliases = ["sign", "encrypt"])]
#[command(group(ArgGroup::new("content").args(["claims", "payload"])))]
pub(in crate::cli) struct BuildArguments {
    /// It was called `encrypt`: nothing is signed, and what would sign encrypts.
    #[arg(skip)]
    pub(in crate::cli) is_encryption: bool,

    /// It was called `sign`: what is not signed is not what was asked for.
    #[arg(skip)]
    pub(in crate::cli) is_signing: bool,

    /// The claims: JSON text, a file that contains it, or - for standard input. It is signed byte for byte
    #[arg(long, short = 'c', value_name = "FILE | - | JSON", value_hint = ValueHint::FilePath, help_heading = "Content")]
    pub(super) claims: Option<OsString>,

    /// Any other payload instead of claims: a file, or - for standard input
    #[arg(long, value_name = "FILE | -", help_heading = "Content")]
    pub(super) payload: Option<PathBuf>,

    /// The template to start from, built in or saved (see jotsmith templates); --claims and --header replace its texts
    #[arg(long, short = 't', value_name = "NAME", value_parser = choice::template(), hide_possible_values = true, help_heading = "Content")]
    pub(super) template: Option<String>,

    /// Also save these options as a template: texts, structure and algorithms, never a key
    #[arg(long, value_name = "NAME", value_parser = choice::text())]
    pub(super) save_template: Option<String>,

    /// A file with the access token that a DPoP proof is bound to, or - for standard input [default: the example in RFC
    /// 9449]
    #[arg(long, value_name = "FILE | -", requires = "template", help_heading = "Content")]
    pub(super) access_token: Option<PathBuf>,

    /// The protected header of the signature, or of the encryption if nothing is signed; one for all signatures, or one
    /// for each. JSON text, a file that contains it, or - for standard input
    #[arg(long, value_name = "FILE | - | JSON", help_heading = "Signature")]
    pub(super) header: Vec<String>,

    /// The unprotected header of the signature; one for all, or one for each
    #[arg(long, value_name = "FILE | - | JSON", help_heading = "Signature")]
    pub(super) unprotected: Vec<String>,

    /// A key to sign with: JWK, JWK Set, PEM or DER; repeat it for several signatures
    #[arg(long, short = 'k', value_name = "FILE", help_heading = "Signature")]
    pub(super) key: Vec<KeyPath>,

    /// A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated
    #[arg(long, short = 'K', value_name = "NAME", value_parser = choice::text(), help_heading = "Signature")]
    pub(super) keyring: Vec<String>,

    /// Which key of the keyrings signs: its kid, name or thumbprint; repeated: several signatures
    #[arg(long, value_name = "KEY", value_parser = choice::text(), requires = "keyring", help_heading = "Signature")]
    pub(super) kid: Vec<String>,

    /// A file with a shared secret to sign with; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "Signature")]
    pub(super) secret_file: Vec<PathBuf>,

    /// An environment variable with a shared secret to sign with; may be repeated
    #[arg(long, value_name = "NAME", value_parser = choice::Filled, help_heading = "Signature")]
    pub(super) secret_env: Vec<OsString>,

    /// How the secrets are encoded; without it, as text, or as the variables in a file
    #[arg(long, value_name = "ENCODING", value_enum, help_heading = "Signature")]
    pub(super) secret_encoding: Option<SecretEncoding>,

    /// The algorithm to sign with [default: follows the key]; one for all signatures, or one for each
    #[arg(long, short = 'a', value_name = "ALG", value_parser = choice::signature(), help_heading = "Signature")]
    pub(super) alg: Vec<&'static SignatureRow>,

    /// The serialization of the token [default: compact, or general for several signatures or recipients]
    #[arg(long, value_name = "FORM", value_enum)]
    pub(super) serialization: Option<Form>,

    /// Detach the payload: leave it out of the token
    #[arg(long, help_heading = "Signature")]
    pub(super) detached: bool,

    /// A recipient's key to encrypt for; repeat it for several recipients. A signed token is encrypted after signing
    #[arg(long, short = 'e', value_name = "FILE", help_heading = "Encryption")]
    pub(super) encrypt_to: Vec<KeyPath>,

    /// A recipient's key in the keyrings: its kid, name or thumbprint; may be repeated
    #[arg(long, value_name = "KEY", value_parser = choice::text(), requires = "keyring", help_heading = "Encryption")]
    pub(super) to_kid: Vec<String>,

    /// The key management algorithm [default: follows the key]; one for all recipients, or one for each
    #[arg(long, value_name = "ALG", value_parser = choice::key_management(), help_heading = "Encryption")]
    pub(super) jwe_alg: Vec<&'static KeyManagementRow>,

    /// The content encryption algorithm [default: A256GCM, or with dir the one that fits the length of the key]
    #[arg(long, value_name = "ENC", value_parser = choice::content_encryption(), help_heading = "Encryption")]
    pub(super) enc: Option<&'static ContentEncryptionRow>,

    /// The protected header of the encryption
    #[arg(long, value_name = "FILE | - | JSON", help_heading = "Encryption")]
    pub(super) jwe_header: Option<String>,

    /// The shared unprotected header of the encryption
    #[arg(long, value_name = "FILE | - | JSON", help_heading = "Encryption")]
    pub(super) jwe_unprotected: Option<String>,

    /// A file with additional authenticated data; not for the compact serialization
    #[arg(long, value_name = "FILE | -", help_heading = "Encryption")]
    pub(super) aad: Option<PathBuf>,

    /// Compress before encrypting; the length can then reveal the content
    #[arg(long, help_heading = "Encryption")]
    pub(super) zip: bool,

    /// PBKDF2 iterations for PBES2 [default: as OWASP recommends, 600000 with SHA-256, otherwise 220000]
    #[arg(long, value_name = "N", value_parser = number::within::<u64>(1..=u64::from(u32::MAX), 600_000), allow_negative_numbers = true, help_heading = "Encryption")]
    pub(super) pbes2_count: Option<u64>,

    /// Set exp: +5m, +1h30m, 'tomorrow 08:00', 2026-11-23T14:20Z, an HTTP date, or seconds since 1970
    #[arg(long, value_name = "TIME", value_parser = Moment::parse_claim, allow_hyphen_values = true, help_heading = "Claims")]
    pub(super) exp: Option<Moment>,

    /// Set nbf
    #[arg(long, value_name = "TIME", value_parser = Moment::parse_claim, allow_hyphen_values = true, help_heading = "Claims")]
    pub(super) nbf: Option<Moment>,

    /// Set iat
    #[arg(long, value_name = "TIME", value_parser = Moment::parse_claim, allow_hyphen_values = true, help_heading = "Claims")]
    pub(super) iat: Option<Moment>,

    /// Set jti; without TEXT, to a new random identifier
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = "", help_heading = "Claims")]
    pub(super) jti: Option<String>,

    /// Which header parameters follow the algorithm and the key [default: in-step]
    #[arg(long, value_name = "MODE", value_enum)]
    pub(super) header_sync: Option<Sync>,

    #[command(flatten)]
    pub(super) passphrase: BuildPassphraseArguments,

    /// Build the token even if it is too weak to issue: short secrets, RSA below 2048 bits, none, RSA1_5, published
    /// keys
    #[arg(long)]
    pub(super) allow_weak: bool,

    /// Refuse what jotsmith inspect would warn of
    #[arg(long)]
    pub(super) strict: bool,

    /// Put the token on the clipboard instead of printing it: for 30 seconds, out of clipboard histories
    #[arg(long, conflicts_with = "signing_input")]
    pub(super) clipboard: bool,

    /// Say nothing about a token that is made
    #[arg(long, short)]
    pub(super) quiet: bool,

    /// The current time for relative times: +1h, 23:30, yesterday, 2026-11-23T14:20Z, an HTTP date, or seconds since 1970; UTC [default: the clock]
    #[arg(long, value_name = "TIME", value_parser = Moment::parse, allow_hyphen_values = true)]
    pub(super) now: Option<Moment>,

    /// Print what is to be signed elsewhere, by a card, an HSM or a KMS: these bytes, without a line break. Its hash is said.
    /// The public key is enough, or --alg
    #[arg(long, help_heading = "Signing elsewhere", conflicts_with = "encrypt_to")]
    pub(super) signing_input: bool,

    /// Put together what was signed elsewhere: a file with the signature, r‖s or DER, as bytes, hex or base64, or the answer of
    /// openssl or a KMS as it is. It is checked with --key, or with the shared secret
    #[arg(
        long,
        value_name = "FILE | -",
        help_heading = "Signing elsewhere",
        requires = "input",
        conflicts_with_all = [
            "signing_input", "claims", "payload", "template", "save_template", "header", "unprotected", "header_sync", "alg",
            "serialization", "encrypt_to", "to_kid", "jwe_alg", "enc", "jwe_header",
            "jwe_unprotected", "aad", "zip", "pbes2_count", "exp", "nbf", "iat", "jti", "iss", "sub", "aud", "claim", "sd",
            "sd_decoys", "sd_alg", "holder",
        ]
    )]
    pub(super) signature: Option<PathBuf>,

    /// The file with what --signing-input printed
    #[arg(long, value_name = "FILE | -", help_heading = "Signing elsewhere", requires = "signature")]
    pub(super) input: Option<PathBuf>,

    #[command(flatten)]
    pub(super) trust: Trust,

    #[command(flatten)]
    pub(super) set: ClaimArguments,

    #[command(flatten)]
    pub(super) selection: SelectionArguments,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Form {
    /// Parts separated by dots
    Compact,
    /// JSON with one signature or recipient
    Flattened,
    /// JSON with a list of signatures or recipients
    General,
}

impl Form {
    pub(super) const fn of_engine(self) -> Serialization {
        match self {
            Self::Compact => Serialization::Compact,
            Self::Flattened => Serialization::Flattened,
            Self::General => Serialization::General,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Sync {
    /// alg, typ and kid follow
    InStep,
    /// Only alg and enc follow
    Alg,
    /// The header stays as written
    None,
}

impl Sync {
    pub(super) const fn of_engine(self) -> HeaderSync {
        match self {
            Self::InStep => HeaderSync::InStep,
            Self::Alg => HeaderSync::AlgorithmOnly,
            Self::None => HeaderSync::LeftAlone,
        }
    }
}
