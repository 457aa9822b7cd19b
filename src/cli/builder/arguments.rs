//! What `jotsmith build` is told.

use super::claim::ClaimArguments;
use super::selection::SelectionArguments;
use crate::cli::source::choice;
use crate::cli::source::keyring::Trust;
use crate::cli::source::passphrase::BuildPassphraseArguments;
use crate::cli::source::secret::SecretEncoding;
use crate::engine::builder::HeaderSync;
use crate::engine::builder::claims::Time;
use crate::engine::ground::jwa::{ContentEncryptionRow, KeyManagementRow, SignatureRow};
use crate::engine::jose::jws::Serialization;
use clap::{ArgGroup, Args, ValueEnum, ValueHint};
use std::ffi::OsString;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Exit status:
  0  made: the token is on standard output, and nothing else is
  1  refused: too weak to issue, or not what the standard allows
  2  wrong usage, or unreadable input

Secrets are read from files and from the environment, never from the command
line, which other users can see. Nothing is sent anywhere.

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

/// Make a token: sign, encrypt, or both
#[derive(Args)]
#[command(after_help = AFTER_HELP, visible_alias = "sign", alias = "encrypt")]
#[command(group(ArgGroup::new("content").args(["claims", "payload"])))]
pub(in crate::cli) struct BuildArguments {
    /// The claims: JSON text, a file that holds it, or - for standard input. What is written there is signed, byte for byte
    #[arg(long, short = 'c', value_name = "FILE | - | JSON", value_hint = ValueHint::FilePath, help_heading = "Content")]
    pub(super) claims: Option<OsString>,

    /// A payload of any kind instead of claims: a file, or - for standard input
    #[arg(long, value_name = "FILE | -", help_heading = "Content")]
    pub(super) payload: Option<PathBuf>,

    /// A token to start from, built in or saved; --claims and --header replace its texts. jotsmith templates lists them
    #[arg(long, short = 't', value_name = "NAME", value_parser = choice::template(), hide_possible_values = true, help_heading = "Content")]
    pub(super) template: Option<String>,

    /// Save what is asked for here as a template too: texts, structure and algorithms, never a key
    #[arg(long, value_name = "NAME")]
    pub(super) save_template: Option<String>,

    /// A file that holds the access token that a DPoP proof is bound to, or - for standard input [default: the example of
    /// RFC 9449]
    #[arg(long, value_name = "FILE | -", requires = "template", help_heading = "Content")]
    pub(super) access_token: Option<PathBuf>,

    /// The protected header: of the signature, or of the encryption where nothing is signed. One for all signatures, or one
    /// for each
    #[arg(long, value_name = "JSON", help_heading = "Signature")]
    pub(super) header: Vec<String>,

    /// The unprotected header of the signature; one for all, or one for each
    #[arg(long, value_name = "JSON", help_heading = "Signature")]
    pub(super) unprotected: Vec<String>,

    /// A key to sign with: JWK, JWK Set, PEM or DER; repeated: several signatures
    #[arg(long, short = 'k', value_name = "FILE", help_heading = "Signature")]
    pub(super) key: Vec<PathBuf>,

    /// A keyring to take keys from: the one that can sign, or those of --kid and --to-kid; may be repeated
    #[arg(long, short = 'K', value_name = "NAME", help_heading = "Signature")]
    pub(super) keyring: Vec<String>,

    /// Which key of the keyrings signs: its kid, name or thumbprint; repeated: several signatures
    #[arg(long, value_name = "KEY", requires = "keyring", help_heading = "Signature")]
    pub(super) kid: Vec<String>,

    /// A file that holds a shared secret to sign with; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "Signature")]
    pub(super) secret_file: Vec<PathBuf>,

    /// An environment variable that holds a shared secret to sign with; may be repeated
    #[arg(long, value_name = "NAME", help_heading = "Signature")]
    pub(super) secret_env: Vec<OsString>,

    /// How the secrets are written
    #[arg(long, value_name = "ENCODING", value_enum, default_value_t = SecretEncoding::Utf8, help_heading = "Signature")]
    pub(super) secret_encoding: SecretEncoding,

    /// The algorithm to sign with [default: follows the key]; one for all signatures, or one for each
    #[arg(long, short = 'a', value_name = "ALG", value_parser = choice::signature(), help_heading = "Signature")]
    pub(super) alg: Vec<&'static SignatureRow>,

    /// How the token is written [default: compact; general for several signatures or recipients]
    #[arg(long, value_name = "FORM", value_enum)]
    pub(super) serialization: Option<Form>,

    /// Leave the payload out of the token
    #[arg(long, help_heading = "Signature")]
    pub(super) detached: bool,

    /// A recipient's key to encrypt for; repeated: several recipients. What is signed is encrypted then
    #[arg(long, short = 'e', value_name = "FILE", help_heading = "Encryption")]
    pub(super) encrypt_to: Vec<PathBuf>,

    /// A recipient's key in the keyrings: its kid, name or thumbprint; may be repeated
    #[arg(long, value_name = "KEY", requires = "keyring", help_heading = "Encryption")]
    pub(super) to_kid: Vec<String>,

    /// The key management algorithm [default: follows the key]; one for all recipients, or one for each
    #[arg(long, value_name = "ALG", value_parser = choice::key_management(), help_heading = "Encryption")]
    pub(super) jwe_alg: Vec<&'static KeyManagementRow>,

    /// The content encryption [default: A256GCM, or the one that the key for dir has the length of]
    #[arg(long, value_name = "ENC", value_parser = choice::content_encryption(), help_heading = "Encryption")]
    pub(super) enc: Option<&'static ContentEncryptionRow>,

    /// The protected header of the encryption
    #[arg(long, value_name = "JSON", help_heading = "Encryption")]
    pub(super) jwe_header: Option<String>,

    /// The shared unprotected header of the encryption
    #[arg(long, value_name = "JSON", help_heading = "Encryption")]
    pub(super) jwe_unprotected: Option<String>,

    /// Additional authenticated data: a file. Not in compact
    #[arg(long, value_name = "FILE", help_heading = "Encryption")]
    pub(super) aad: Option<PathBuf>,

    /// Compress before encrypting; the length then tells about the content
    #[arg(long, help_heading = "Encryption")]
    pub(super) zip: bool,

    /// Rounds of PBES2 [default: OWASP's, 600000 with SHA-256, else 220000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..), help_heading = "Encryption")]
    pub(super) pbes2_count: Option<u64>,

    /// Set exp: now, +5m, -1h, +1d, or seconds since 1970
    #[arg(long, value_name = "TIME", value_parser = Time::parse, allow_hyphen_values = true, help_heading = "Claims")]
    pub(super) exp: Option<Time>,

    /// Set nbf
    #[arg(long, value_name = "TIME", value_parser = Time::parse, allow_hyphen_values = true, help_heading = "Claims")]
    pub(super) nbf: Option<Time>,

    /// Set iat
    #[arg(long, value_name = "TIME", value_parser = Time::parse, allow_hyphen_values = true, help_heading = "Claims")]
    pub(super) iat: Option<Time>,

    /// Set jti, to a new random identifier if no TEXT is given
    #[arg(long, value_name = "TEXT", num_args = 0..=1, default_missing_value = "", help_heading = "Claims")]
    pub(super) jti: Option<String>,

    /// Whether alg, typ and kid in the header follow algorithm and key [default: in-step]
    #[arg(long, value_name = "MODE", value_enum)]
    pub(super) header_sync: Option<Sync>,

    #[command(flatten)]
    pub(super) passphrase: BuildPassphraseArguments,

    /// Make what is too weak to issue nevertheless: short secrets, RSA below 2048 bits, none, RSA1_5, published keys
    #[arg(long)]
    pub(super) allow_weak: bool,

    /// Refuse what jotsmith inspect would warn of
    #[arg(long)]
    pub(super) strict: bool,

    /// Say nothing about a token that is made
    #[arg(long, short)]
    pub(super) quiet: bool,

    /// The time that times are relative to, in seconds since 1970 [default: the clock]
    #[arg(long, value_name = "UNIX", allow_negative_numbers = true)]
    pub(super) now: Option<i64>,

    /// Print what is to be signed elsewhere, by a card, an HSM or a KMS: these bytes, without a line break. Its hash is said.
    /// The public key is enough, or --alg
    #[arg(long, help_heading = "Signing elsewhere", conflicts_with = "encrypt_to")]
    pub(super) signing_input: bool,

    /// Put together what was signed elsewhere: a file with the signature, r‖s or DER, as bytes, hex or base64. It is checked
    /// with --key
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "Signing elsewhere",
        requires = "input",
        conflicts_with = "signing_input"
    )]
    pub(super) signature: Option<PathBuf>,

    /// The file with what --signing-input printed
    #[arg(long, value_name = "FILE", help_heading = "Signing elsewhere", requires = "signature")]
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
    /// Parts with dots between them
    Compact,
    /// JSON with one signature or recipient
    Flattened,
    /// JSON with a list of them
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
    /// All three follow
    InStep,
    /// alg and enc alone follow
    Alg,
    /// The header stays as it is written
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
