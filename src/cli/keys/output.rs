//! Keys on their way out: the format, and the file or standard output.

use super::arguments::OutputArguments;
use super::choice::OutputFormat;
use super::error::KeysError;
use crate::cli::source::clipboard;
use crate::cli::source::error::SourceError;
use crate::cli::source::output::write_new;
use crate::cli::source::passphrase::{Passphrase, WeakPassphrase};
use crate::cli::source::print::{hand_over, print, print_or_tell};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::Jwk;
use crate::engine::key_file::export::{ExportFormat, ExportRow, export};
use std::io::{self, IsTerminal};

impl OutputArguments {
    pub(super) fn format(&self, default: ExportFormat) -> Result<&'static ExportRow, KeysError> {
        let row = match self.to {
            None => default.row(),
            Some(OutputFormat::Keyring(_)) => return Err(KeysError::KeyringOnly),
            Some(OutputFormat::Keys(row)) => row,
        };
        if row.is_private && !self.private { Err(KeysError::PrivateNotAsked(row.name)) } else { Ok(row) }
    }

    pub(super) fn bytes(
        &self,
        keys: &[&Jwk],
        format: &ExportRow,
        weak: WeakPassphrase,
    ) -> Result<SecretBytes, KeysError> {
        let mut passphrase = Passphrase::of(self.new_passphrase.origin())?.map(Passphrase::repeated).transpose()?;
        if format.needs_passphrase && passphrase.is_none() {
            passphrase = Passphrase::ask_new("Passphrase for the output")?;
        }
        if format.needs_passphrase && passphrase.is_none() {
            return Err(KeysError::PassphraseNeeded { argument: "--new-passphrase" });
        }
        if let Some(passphrase) = passphrase.as_ref().filter(|_| format.needs_passphrase) {
            passphrase.check_guessable(weak)?;
        }
        Ok(export(keys, format.format, passphrase.as_ref().map(Passphrase::bytes))?)
    }

    /// Writes into a file that is not there yet, or to standard output.
    pub(super) fn write(&self, bytes: &[u8], is_private: bool, is_binary: bool) -> Result<(), KeysError> {
        self.write_by(bytes, is_private, is_binary, print)
    }

    /// The same of what is also saved, and said to be.
    pub(super) fn write_saved(
        &self,
        bytes: &[u8],
        is_private: bool,
        is_binary: bool,
        saved: &str,
    ) -> Result<(), KeysError> {
        self.write_by(bytes, is_private, is_binary, |bytes| print_or_tell(bytes, saved))
    }

    /// The same of a key that exists nowhere else.
    pub(super) fn write_only_copy(&self, bytes: &[u8], is_private: bool, is_binary: bool) -> Result<(), KeysError> {
        self.write_by(bytes, is_private, is_binary, |bytes| hand_over(bytes, "the new key"))
    }

    fn write_by(
        &self,
        bytes: &[u8],
        is_private: bool,
        is_binary: bool,
        print: impl FnOnce(&[u8]) -> Result<(), SourceError>,
    ) -> Result<(), KeysError> {
        if self.clipboard {
            if is_binary {
                return Err(KeysError::BinaryToTerminal);
            }
            return Ok(clipboard::write(bytes.trim_ascii_end(), "the output", is_private)?);
        }
        let Some(path) = &self.out else {
            if is_binary && io::stdout().is_terminal() {
                return Err(KeysError::BinaryToTerminal);
            }
            return Ok(print(bytes)?);
        };
        Ok(write_new(path, bytes, is_private)?)
    }
}
