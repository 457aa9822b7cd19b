//! What `jotsmith keys` is told.

use super::choice::{self, OutputFormat};
use crate::cli::source::keyring::Trust;
use crate::cli::source::passphrase::{FilePassphraseArguments, NewPassphraseArguments, PassphraseArguments};
use crate::engine::key_file::generate::Recipe;
use clap::{Args, Subcommand};
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Keyrings are encrypted JWK Sets (RFC 7517 §7), which other programs open too.
They stand in a folder of their own; JOTSMITH_DATA_DIR names another one.
Passphrases are typed at the terminal, or come from a file, a file descriptor
or the environment, never from the command line, which other users can see.
Nothing private is printed without --private.

Examples:
  jotsmith keys generate p-256 --keyring prod --create
  jotsmith keys list --keyring prod
  jotsmith keys convert issuer.pem --to public-jwk
  pass show jotsmith | jotsmith keys export --keyring prod \\
      --to public-jwk-set --passphrase-file -";

/// List, make, convert and keep keys
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
    Show(ShowArguments),
    Remove(RemoveArguments),
    Note(NoteArguments),
    Pin(PinArguments),
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

/// List the keyrings, or the keys of one, or those of a file
#[derive(Args)]
pub(super) struct ListArguments {
    /// The keyring whose keys are listed
    #[arg(long, short = 'K', value_name = "NAME", conflicts_with = "file")]
    pub(super) keyring: Option<String>,

    /// A key file whose keys are listed, or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) file: Option<PathBuf>,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) trust: Trust,

    /// Print the list as JSON, in one line
    #[arg(long, short)]
    pub(super) json: bool,
}

/// Add the keys of files to a keyring
#[derive(Args)]
pub(super) struct AddArguments {
    /// Key files, or - for standard input: JWK, JWK Set, PEM, DER, PKCS#12, OpenSSH, certificates
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(super) target: Target,

    #[command(flatten)]
    pub(super) file_passphrase: FilePassphraseArguments,

    /// Pin the keys to this issuer (iss)
    #[arg(long, value_name = "TEXT")]
    pub(super) issuer: Option<String>,
}

#[derive(Args)]
pub(super) struct Target {
    /// The keyring
    #[arg(long, short = 'K', value_name = "NAME")]
    pub(super) keyring: String,

    /// Make the keyring if it is not there
    #[arg(long)]
    pub(super) create: bool,

    /// Make it a plain JWK Set, without a passphrase, for public keys alone
    #[arg(long, requires = "create")]
    pub(super) public: bool,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) trust: Trust,
}

/// Generate a key, into a keyring or, with --private, onto standard output or into a file
#[derive(Args)]
pub(super) struct GenerateArguments {
    /// A kind of key, or the algorithm that it is for, which is its alg then; in any case of letters
    #[arg(value_name = "KIND", value_parser = choice::kind(), ignore_case = true)]
    pub(super) kind: Recipe,

    /// Its kid: thumbprint, date, uuid, none, or =TEXT for TEXT itself
    #[arg(
        long,
        value_name = "KID",
        default_value = "thumbprint",
        value_parser = choice::key_id(),
        hide_possible_values = true
    )]
    pub(super) kid: String,

    /// Its use: sig, enc, none, or another [default: that of its alg]
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

    /// The keyring that it goes into
    #[arg(long, short = 'K', value_name = "NAME")]
    pub(super) keyring: Option<String>,

    /// Make the keyring if it is not there
    #[arg(long, requires = "keyring")]
    pub(super) create: bool,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

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

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) output: OutputArguments,
}

/// Write the keys of a keyring, or the whole keyring, for other programs
#[derive(Args)]
pub(super) struct ExportArguments {
    /// The keyring
    #[arg(long, short = 'K', value_name = "NAME")]
    pub(super) keyring: String,

    /// The kid, the name or the thumbprint of a key; may be repeated [default: all of them]
    #[arg(long, short, value_name = "KEY")]
    pub(super) key: Vec<String>,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) trust: Trust,

    #[command(flatten)]
    pub(super) output: OutputArguments,
}

/// A key of a keyring.
#[derive(Args)]
pub(super) struct OneKey {
    /// The key: its kid, its name, or the beginning of its thumbprint
    #[arg(value_name = "KEY")]
    pub(super) key: String,

    /// The keyring
    #[arg(long, short = 'K', value_name = "NAME")]
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
    #[arg(value_name = "NAME")]
    pub(super) name: String,

    /// Its new name
    #[arg(value_name = "NEW")]
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

/// Make an empty keyring
#[derive(Args)]
pub(super) struct CreateArguments {
    /// Its name
    #[arg(value_name = "NAME")]
    pub(super) name: String,

    /// Make it a plain JWK Set, without a passphrase, for public keys alone
    #[arg(long)]
    pub(super) public: bool,

    /// Choose six words by chance for its passphrase, and print them to standard output
    #[arg(long, conflicts_with_all = ["public", "passphrase_file", "passphrase_fd", "passphrase_env"])]
    pub(super) generate_passphrase: bool,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,
}

/// Give a keyring another passphrase
#[derive(Args)]
pub(super) struct ChangeArguments {
    /// The keyring
    #[arg(value_name = "NAME")]
    pub(super) name: String,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) new_passphrase: NewPassphraseArguments,

    /// Choose six words by chance for it, and print them to standard output
    #[arg(long, conflicts_with_all = ["new_passphrase_file", "new_passphrase_fd", "new_passphrase_env"])]
    pub(super) generate_passphrase: bool,

    /// Delete the backups and what interrupted saves left: they open with the old passphrase
    #[arg(long)]
    pub(super) discard_older: bool,

    #[command(flatten)]
    pub(super) trust: Trust,
}

/// List the backups of a keyring, or put one in its place
#[derive(Args)]
pub(super) struct BackupsArguments {
    /// The keyring
    #[arg(value_name = "NAME")]
    pub(super) name: String,

    /// Put this one in the place of the keyring, which becomes a backup; 1 is the latest
    #[arg(long, value_name = "N")]
    pub(super) restore: Option<usize>,

    /// Delete all of them, and what interrupted saves left
    #[arg(long, conflicts_with = "restore", requires = "yes")]
    pub(super) discard: bool,

    /// Do it
    #[arg(long)]
    pub(super) yes: bool,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) trust: Trust,

    /// Print the list as JSON, in one line
    #[arg(long, conflicts_with_all = ["restore", "discard"])]
    pub(super) json: bool,
}

/// List what interrupted saves left, take it over, or delete it
#[derive(Args)]
pub(super) struct LeftoversArguments {
    /// The keyring that it is of, which may be gone [default: all of them]
    #[arg(value_name = "NAME")]
    pub(super) name: Option<String>,

    /// Put this one of the list in the place of the keyring, which becomes a backup
    #[arg(long, value_name = "N", requires = "name")]
    pub(super) restore: Option<usize>,

    /// Delete all that is listed
    #[arg(long, conflicts_with = "restore", requires = "yes")]
    pub(super) discard: bool,

    /// Do it
    #[arg(long)]
    pub(super) yes: bool,

    #[command(flatten)]
    pub(super) passphrase: PassphraseArguments,

    #[command(flatten)]
    pub(super) trust: Trust,

    /// Print the list as JSON, in one line
    #[arg(long, conflicts_with_all = ["restore", "discard"])]
    pub(super) json: bool,
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
    /// Print the list as JSON, in one line
    #[arg(long, short)]
    pub(super) json: bool,
}

/// Bring a keyring back from the trash, with its backups
#[derive(Args)]
pub(super) struct RestoreArguments {
    /// The name that it had
    #[arg(value_name = "NAME")]
    pub(super) name: String,

    /// Which one, where the trash has several of that name: 1 is the latest
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) pick: usize,

    /// Another name for it, where the old one is taken
    #[arg(long = "as", value_name = "NEW")]
    pub(super) new_name: Option<String>,
}

/// Delete a keyring in the trash for good, with its backups; nothing brings it back
#[derive(Args)]
pub(super) struct EraseArguments {
    /// The name that it had
    #[arg(value_name = "NAME")]
    pub(super) name: String,

    /// Which one, where the trash has several of that name: 1 is the latest
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) pick: usize,

    /// Do it; without it, what would be lost is said and nothing is touched
    #[arg(long)]
    pub(super) yes: bool,
}

#[derive(Args)]
pub(super) struct OutputArguments {
    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = choice::format())]
    pub(super) to: Option<OutputFormat>,

    /// Write private keys and secrets; without it, nothing private leaves
    #[arg(long)]
    pub(super) private: bool,

    /// A new file to write into, instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,

    #[command(flatten)]
    pub(super) new_passphrase: NewPassphraseArguments,
}
