//! What `jotsmith keys` is told.

use super::choice::{self, OutputFormat};
use crate::cli::source::keyring::Trust;
use crate::engine::key_file::generate::Recipe;
use clap::{Args, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Keyrings are encrypted JWK Sets (RFC 7517 §7), which other programs can open too. They are kept in a folder of their own;
JOTSMITH_DATA_DIR sets another one. Passphrases come from the environment, never from the command line, which other users
can see. Nothing private is printed without --private.

Examples:
  PASS=… jotsmith keys generate p-256 --keyring prod --create --passphrase-env PASS
  PASS=… jotsmith keys list --keyring prod --passphrase-env PASS
  jotsmith keys convert issuer.pem --to public-jwk
  PASS=… jotsmith keys export --keyring prod --to public-jwk-set --passphrase-env PASS";

/// List, generate, convert and store keys
#[derive(Args)]
#[command(after_help = AFTER_HELP, arg_required_else_help = true)]
pub(in crate::cli) struct KeysArguments {
    #[command(subcommand)]
    pub(super) command: KeysCommand,
}

#[derive(Subcommand)]
pub(super) enum KeysCommand {
    List(ListArguments),
    Add(AddArguments),
    Generate(GenerateArguments),
    Convert(ConvertArguments),
    Export(ExportArguments),
    Delete(DeleteArguments),
    Trash(TrashArguments),
    Restore(RestoreArguments),
    Erase(EraseArguments),
}

/// List the keyrings, or the keys in a keyring or a file
#[derive(Args)]
pub(super) struct ListArguments {
    /// The keyring whose keys to list
    #[arg(long, value_name = "NAME", conflicts_with = "file")]
    pub(super) keyring: Option<String>,

    /// A key file whose keys to list, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: Option<PathBuf>,

    /// An environment variable with the passphrase
    #[arg(long, value_name = "NAME")]
    pub(super) passphrase_env: Option<OsString>,

    #[command(flatten)]
    pub(super) trust: Trust,

    /// Print the list as JSON, on one line
    #[arg(long)]
    pub(super) json: bool,
}

/// Add keys from files to a keyring
#[derive(Args)]
pub(super) struct AddArguments {
    /// Key files, or - for standard input: JWK, JWK Set, PEM, DER, PKCS#12, OpenSSH, certificates
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) target: Target,

    /// An environment variable with the passphrase of the files
    #[arg(long, value_name = "NAME")]
    pub(super) file_passphrase_env: Option<OsString>,

    /// Pin the keys to this issuer (iss)
    #[arg(long, value_name = "TEXT")]
    pub(super) issuer: Option<String>,
}

#[derive(Args)]
pub(super) struct Target {
    /// The keyring
    #[arg(long, value_name = "NAME")]
    pub(super) keyring: String,

    /// Create the keyring if it does not exist
    #[arg(long)]
    pub(super) create: bool,

    /// Create it as a plain JWK Set without a passphrase, for public keys only
    #[arg(long, requires = "create")]
    pub(super) public: bool,

    /// An environment variable with the keyring's passphrase
    #[arg(long, value_name = "NAME")]
    pub(super) passphrase_env: Option<OsString>,

    #[command(flatten)]
    pub(super) trust: Trust,
}

/// Generate a key, into a keyring or, with --private, to standard output or a file
#[derive(Args)]
pub(super) struct GenerateArguments {
    /// The kind of key, or its algorithm, which then becomes its alg; case does not matter
    #[arg(value_name = "KIND", value_parser = choice::kind(), ignore_case = true)]
    pub(super) kind: Recipe,

    /// Its kid: thumbprint, date, uuid, none, or =TEXT for a text of your own
    #[arg(
        long,
        value_name = "KID",
        default_value = "thumbprint",
        value_parser = choice::key_id(),
        hide_possible_values = true
    )]
    pub(super) kid: String,

    /// Its use: sig, enc, none, or another [default: the use of its alg]
    #[arg(
        long = "use",
        value_name = "USE",
        value_parser = choice::public_key_use(),
        hide_possible_values = true
    )]
    pub(super) public_key_use: Option<String>,

    /// Its alg, or none [default: the usual one of its kind]
    #[arg(long, value_name = "ALG", value_parser = choice::algorithm(), hide_possible_values = true)]
    pub(super) alg: Option<String>,

    /// Its key_ops, separated by commas: sign, verify, encrypt, decrypt, wrapKey, unwrapKey, deriveKey, deriveBits
    #[arg(
        long,
        value_name = "OPERATIONS",
        value_delimiter = ',',
        value_parser = choice::operation(),
        hide_possible_values = true
    )]
    pub(super) key_ops: Vec<String>,

    /// The keyring to add it to
    #[arg(long, value_name = "NAME")]
    pub(super) keyring: Option<String>,

    /// Create the keyring if it does not exist
    #[arg(long, requires = "keyring")]
    pub(super) create: bool,

    /// An environment variable with the keyring's passphrase
    #[arg(long, value_name = "NAME")]
    pub(super) passphrase_env: Option<OsString>,

    #[command(flatten)]
    pub(super) trust: Trust,

    #[command(flatten)]
    pub(super) output: OutputArguments,
}

/// Convert the keys of a file
#[derive(Args)]
pub(super) struct ConvertArguments {
    /// The key file, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,

    /// An environment variable with the passphrase of the file
    #[arg(long, value_name = "NAME")]
    pub(super) passphrase_env: Option<OsString>,

    #[command(flatten)]
    pub(super) output: OutputArguments,
}

/// Export the keys of a keyring, or the whole keyring, for other programs
#[derive(Args)]
pub(super) struct ExportArguments {
    /// The keyring
    #[arg(long, value_name = "NAME")]
    pub(super) keyring: String,

    /// The kid or the thumbprint of a key; may be repeated [default: all of them]
    #[arg(long, value_name = "KEY")]
    pub(super) key: Vec<String>,

    /// An environment variable with the keyring's passphrase
    #[arg(long, value_name = "NAME")]
    pub(super) passphrase_env: Option<OsString>,

    #[command(flatten)]
    pub(super) trust: Trust,

    #[command(flatten)]
    pub(super) output: OutputArguments,
}

/// Move a keyring and its backups to the trash; nothing is erased
#[derive(Args)]
pub(super) struct DeleteArguments {
    /// The keyring
    #[arg(value_name = "NAME")]
    pub(super) name: String,
}

/// List the keyrings in the trash, the latest first
#[derive(Args)]
pub(super) struct TrashArguments {
    /// Print the list as JSON, on one line
    #[arg(long)]
    pub(super) json: bool,
}

/// Bring a keyring back from the trash, with its backups
#[derive(Args)]
pub(super) struct RestoreArguments {
    /// The name it had
    #[arg(value_name = "NAME")]
    pub(super) name: String,

    /// Which one, if the trash has several with that name; 1 is the latest
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) pick: usize,

    /// A new name for it, if the old one is taken
    #[arg(long = "as", value_name = "NEW")]
    pub(super) new_name: Option<String>,
}

/// Permanently delete a keyring in the trash, with its backups
#[derive(Args)]
pub(super) struct EraseArguments {
    /// The name it had
    #[arg(value_name = "NAME")]
    pub(super) name: String,

    /// Which one, if the trash has several with that name; 1 is the latest
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) pick: usize,

    /// Confirm the deletion; without this, only what would be lost is shown
    #[arg(long)]
    pub(super) yes: bool,
}

#[derive(Args)]
pub(super) struct OutputArguments {
    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = choice::format())]
    pub(super) to: Option<OutputFormat>,

    /// Allow private keys and secrets in the output
    #[arg(long)]
    pub(super) private: bool,

    /// A new file to write to instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,

    /// An environment variable with the passphrase for the output
    #[arg(long, value_name = "NAME")]
    pub(super) new_passphrase_env: Option<OsString>,
}
