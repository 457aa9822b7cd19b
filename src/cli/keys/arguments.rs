//! What `jotsmith keys` is told.

use super::choice::{self, OutputFormat};
use crate::cli::source::choice::text;
use crate::cli::source::keyring::Trust;
use crate::cli::source::number;
use crate::cli::source::passphrase::{
    FilePassphraseArguments, NewPassphraseArguments, PassphraseArguments, WeakPassphrase,
};
use crate::cli::source::secret::SecretEncoding;
use crate::engine::key_file::generate::{Recipe, USUAL_KIND};
use clap::{Args, Subcommand};
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Keyrings are encrypted JWK Sets (RFC 7517 §7), which other programs can open.
They are stored in a folder of their own; JOTSMITH_DATA_DIR sets another one.
Passphrases are typed at the terminal or read from a file, a file descriptor
or the environment, never from the command line, which other users can see.
Nothing private is printed without --private.

Examples:
  jotsmith keys generate p-256 --keyring prod --create
  jotsmith keys list --keyring prod
  jotsmith keys convert issuer.pem --to public-jwk
  pass show jotsmith | jotsmith keys export --keyring prod \\
      --to public-jwk-set --passphrase-file -";

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
    Generate(Box<GenerateArguments>),
    Convert(ConvertArguments),
    Export(ExportArguments),
    Show(ShowArguments),
    Remove(RemoveArguments),
    Note(NoteArguments),
    Pin(PinArguments),
    Trust(TrustArguments),
    Rename(RenameArguments),
    Import(ImportArguments),
    Create(CreateArguments),
    Passphrase(ChangeArguments),
    Backups(BackupsArguments),
    Leftovers(LeftoversArguments),
    Delete(DeleteArguments),
    Trash(TrashArguments),
    Restore(RestoreArguments),
    Erase(EraseArguments),
}

/// List the keyrings, or the keys in a keyring or a file
#[derive(Args)]
pub(super) struct ListArguments {
    /// The keyring whose keys to list
    #[arg(long, short = 'K', value_name = "NAME", value_parser = text(), conflicts_with = "file")]
    pub(super) keyring: Option<String>,

    /// A key file whose keys to list, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: Option<PathBuf>,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) trust: Trust,

    /// Print the list as JSON, on one line
    #[arg(long, short)]
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

    #[command(flatten)]
    pub(super) file_passphrase: FilePassphraseArguments,

    /// What you call the key; one alone is added then
    #[arg(long, value_name = "TEXT")]
    pub(super) name: Option<String>,

    /// Read the files as shared secrets in this encoding, whatever is in them
    #[arg(long, value_name = "ENCODING", value_enum)]
    pub(super) secret_encoding: Option<SecretEncoding>,

    /// Pin the keys to this issuer (iss)
    #[arg(long, value_name = "TEXT")]
    pub(super) issuer: Option<String>,
}

/// List, add or remove the trust anchors of a keyring: certificates that may vouch for a token's own (x5c)
#[derive(Args)]
pub(super) struct TrustArguments {
    /// Certificates to add, PEM or DER, or - for standard input; without any, the list is printed
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,

    /// The keyring
    #[arg(long, short = 'K', value_name = "NAME", value_parser = text())]
    pub(super) keyring: String,

    /// Remove this one: its common name, its subject, or the beginning of its thumbprint
    #[arg(long, value_name = "NAME", value_parser = text(), conflicts_with = "files")]
    pub(super) remove: Option<String>,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) trust: Trust,

    /// Print the list as JSON, on one line
    #[arg(long, short, conflicts_with_all = ["files", "remove"])]
    pub(super) json: bool,
}

#[derive(Args)]
pub(super) struct Target {
    /// The keyring
    #[arg(long, short = 'K', value_name = "NAME", value_parser = text())]
    pub(super) keyring: String,

    /// Create the keyring if it does not exist
    #[arg(long)]
    pub(super) create: bool,

    /// Create it as a plain JWK Set without a passphrase, for public keys only
    #[arg(long, requires = "create")]
    pub(super) public: bool,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) weak: WeakPassphrase,

    #[command(flatten)]
    pub(super) trust: Trust,
}

/// Generate a key, into a keyring or, with --private, to standard output or a file
#[derive(Args)]
pub(super) struct GenerateArguments {
    /// The kind of key, or its algorithm, which then becomes its alg; case does not matter
    #[arg(value_name = "KIND", value_parser = choice::kind(), ignore_case = true, default_value = USUAL_KIND)]
    pub(super) kind: Recipe,

    /// What you call it, in the keyring [default: its kind and the day]
    #[arg(long, value_name = "TEXT", requires = "keyring")]
    pub(super) name: Option<String>,

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
    #[arg(long, short = 'K', value_name = "NAME", value_parser = text())]
    pub(super) keyring: Option<String>,

    /// Create the keyring if it does not exist
    #[arg(long, requires = "keyring")]
    pub(super) create: bool,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) weak: WeakPassphrase,

    #[command(flatten)]
    pub(super) trust: Trust,

    #[command(flatten)]
    pub(super) output: OutputArguments,
}

/// Convert the keys of a file
#[derive(Args)]
pub(super) struct ConvertArguments {
    /// The key file, or - for standard input
    #[arg(value_name = "FILE", required_unless_present = "key")]
    pub(super) file: Option<PathBuf>,

    /// The kid of a key, its name, or the beginning of its thumbprint; may be repeated [default: all of them]
    #[arg(long, short, value_name = "KEY", value_parser = text(), visible_alias = "kid")]
    pub(super) key: Vec<String>,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) output: OutputArguments,

    #[command(flatten)]
    pub(super) weak: WeakPassphrase,
}

/// Export the keys of a keyring, or the whole keyring, for other programs
#[derive(Args)]
pub(super) struct ExportArguments {
    /// The keyring
    #[arg(long, short = 'K', value_name = "NAME", value_parser = text())]
    pub(super) keyring: String,

    /// The kid, the name or the thumbprint of a key; may be repeated [default: all of them]
    #[arg(long, short, value_name = "KEY", value_parser = text())]
    pub(super) key: Vec<String>,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) trust: Trust,

    #[command(flatten)]
    pub(super) output: OutputArguments,

    #[command(flatten)]
    pub(super) weak: WeakPassphrase,
}

/// A key of a keyring.
#[derive(Args)]
pub(super) struct OneKey {
    /// The key: its kid, its name, or the beginning of its thumbprint
    #[arg(value_name = "KEY", value_parser = text())]
    pub(super) key: String,

    /// The keyring
    #[arg(long, short = 'K', value_name = "NAME", value_parser = text())]
    pub(super) keyring: String,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) trust: Trust,
}

/// Show a key of a keyring, its public half and what is known about it
#[derive(Args)]
pub(super) struct ShowArguments {
    #[command(flatten)]
    pub(super) which: OneKey,

    /// Print it as JSON, in one line
    #[arg(long, short)]
    pub(super) json: bool,
}

/// Take a key out of a keyring
#[derive(Args)]
pub(super) struct RemoveArguments {
    #[command(flatten)]
    pub(super) which: OneKey,
}

/// Give a key a name of its own, apart from its kid; an empty one takes it away
#[derive(Args)]
pub(super) struct NoteArguments {
    #[command(flatten)]
    pub(super) which: OneKey,

    /// What it is called
    #[arg(value_name = "NAME")]
    pub(super) name: String,
}

/// Pin a key to an issuer: no other issuer's tokens are verified with it; an empty one takes the pin away
#[derive(Args)]
pub(super) struct PinArguments {
    #[command(flatten)]
    pub(super) which: OneKey,

    /// The issuer (iss)
    #[arg(value_name = "ISSUER")]
    pub(super) issuer: String,
}

/// Give a keyring another name
#[derive(Args)]
pub(super) struct RenameArguments {
    /// The keyring
    #[arg(value_name = "NAME", value_parser = text())]
    pub(super) name: String,

    /// Its new name
    #[arg(value_name = "NEW", value_parser = text())]
    pub(super) new_name: String,
}

/// Put a file that is a keyring among the keyrings
#[derive(Args)]
pub(super) struct ImportArguments {
    /// The file, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,

    /// What it is called here [default: as its file]
    #[arg(long = "as", value_name = "NAME")]
    pub(super) name: Option<String>,
}

/// Create an empty keyring
#[derive(Args)]
pub(super) struct CreateArguments {
    /// Its name
    #[arg(value_name = "NAME", value_parser = text())]
    pub(super) name: String,

    /// Create it as a plain JWK Set without a passphrase, for public keys only
    #[arg(long)]
    pub(super) public: bool,

    /// Generate a passphrase of six random words and print it to standard output
    #[arg(long, conflicts_with_all = ["public", "passphrase_file", "passphrase_fd", "passphrase_env"])]
    pub(super) generate_passphrase: bool,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) weak: WeakPassphrase,
}

/// Change the passphrase of a keyring
#[derive(Args)]
pub(super) struct ChangeArguments {
    /// The keyring
    #[arg(value_name = "NAME", value_parser = text())]
    pub(super) name: String,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) new_passphrase: NewPassphraseArguments,

    #[command(flatten)]
    pub(super) weak: WeakPassphrase,

    /// Generate a passphrase of six random words and print it to standard output
    #[arg(long, conflicts_with_all = ["new_passphrase_file", "new_passphrase_fd", "new_passphrase_env"])]
    pub(super) generate_passphrase: bool,

    /// Delete the backups and the files of interrupted saves, which open with the old passphrase
    #[arg(long)]
    pub(super) discard_older: bool,

    #[command(flatten)]
    pub(super) trust: Trust,
}

/// List the backups of a keyring, or restore one
#[derive(Args)]
pub(super) struct BackupsArguments {
    /// The keyring
    #[arg(value_name = "NAME", value_parser = text())]
    pub(super) name: String,

    /// Restore this one, where 1 is the latest; the current keyring becomes a backup
    #[arg(long, value_name = "N", value_parser = number::position::<usize>(), allow_negative_numbers = true)]
    pub(super) restore: Option<usize>,

    /// Delete all of them, and the files of interrupted saves
    #[arg(long, conflicts_with = "restore", requires = "yes")]
    pub(super) discard: bool,

    /// Confirm it
    #[arg(long)]
    pub(super) yes: bool,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) trust: Trust,

    /// Print the list as JSON, on one line
    #[arg(long, conflicts_with_all = ["restore", "discard"])]
    pub(super) json: bool,
}

/// List the files of interrupted saves, restore one, or delete them
#[derive(Args)]
pub(super) struct LeftoversArguments {
    /// Their keyring, which may no longer exist [default: all keyrings]
    #[arg(value_name = "NAME")]
    pub(super) name: Option<String>,

    /// Restore this one of the list; the current keyring becomes a backup
    #[arg(long, value_name = "N", value_parser = number::position::<usize>(), allow_negative_numbers = true, requires = "name")]
    pub(super) restore: Option<usize>,

    /// Delete all that are listed
    #[arg(long, conflicts_with = "restore", requires = "yes")]
    pub(super) discard: bool,

    /// Confirm it
    #[arg(long)]
    pub(super) yes: bool,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) trust: Trust,

    /// Print the list as JSON, on one line
    #[arg(long, conflicts_with_all = ["restore", "discard"])]
    pub(super) json: bool,
}

/// Move a keyring and its backups to the trash; nothing is erased
#[derive(Args)]
pub(super) struct DeleteArguments {
    /// The keyring
    #[arg(value_name = "NAME", value_parser = text())]
    pub(super) name: String,
}

/// List the keyrings in the trash, the latest first
#[derive(Args)]
pub(super) struct TrashArguments {
    /// Print the list as JSON, on one line
    #[arg(long, short)]
    pub(super) json: bool,
}

/// Bring a keyring back from the trash, with its backups
#[derive(Args)]
pub(super) struct RestoreArguments {
    /// The name it had
    #[arg(value_name = "NAME")]
    pub(super) name: String,

    /// Which one, if the trash has several with that name; 1 is the latest
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = number::position::<usize>(), allow_negative_numbers = true)]
    pub(super) pick: usize,

    /// A new name for it, if the old one is taken
    #[arg(long = "as", value_name = "NEW")]
    pub(super) new_name: Option<String>,

    /// Restore it although it is not the file that was deleted
    #[arg(long)]
    pub(super) accept_changed_keyring: bool,
}

/// Permanently delete a keyring in the trash, with its backups
#[derive(Args)]
pub(super) struct EraseArguments {
    /// The name it had
    #[arg(value_name = "NAME")]
    pub(super) name: String,

    /// Which one, if the trash has several with that name; 1 is the latest
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = number::position::<usize>(), allow_negative_numbers = true)]
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
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,

    /// Put it on the clipboard: what is private for 30 seconds, out of clipboard histories
    #[arg(long, conflicts_with = "out")]
    pub(super) clipboard: bool,

    #[command(flatten)]
    pub(super) new_passphrase: NewPassphraseArguments,
}
