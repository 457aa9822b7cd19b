//! `jotsmith build --signing-input` and `--signature`: what a card, an HSM or a KMS signs.

use super::arguments::BuildArguments;
use super::error::{BuilderError, usage};
use super::outcome::{hand_over, refused};
use crate::cli::source::input;
use crate::cli::source::key::one_key;
use crate::cli::source::named::Opened;
use crate::cli::source::passphrase::Passphrase;
use crate::cli::source::print::{complain, print};
use crate::engine::builder::BuildRequest;
use crate::engine::builder::elsewhere::{self, AssembleError, LONGEST_SIGNATURE, ToSign};
use crate::engine::builder::jws;
use crate::engine::ground::limit::Limits;
use crate::engine::key::{Jwk, KeyIds};
use crate::engine::speech;
use crate::engine::speech::builder::assembly;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Prints the bytes alone, and says their hash and what comes next.
pub(super) fn print_input(request: &BuildRequest, is_selective: bool) -> Result<ExitCode, BuilderError> {
    if is_selective {
        return Err(usage("--signing-input does not go with --sd: the disclosures would be lost"));
    }
    let input = match ToSign::of(request, &Limits::DEFAULT) {
        Ok(input) => input,
        Err(error) => return Ok(refused(&speech::builder::errors(&error))),
    };
    print(&input.bytes)?;
    match input.digest() {
        Some((hash, digest)) => {
            let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            complain(&format!("{} signs the {} of it: {hex}", input.row.name, hash.title()));
        }
        None => complain(&format!("{} signs these bytes themselves", input.row.name)),
    }
    let detached = if input.is_detached { " --detached" } else { "" };
    complain(&format!("then: jotsmith build --input FILE --signature SIGNATURE --key PUBLIC-KEY{detached}"));
    Ok(ExitCode::SUCCESS)
}

/// Puts the token together, if the signature fits.
pub(super) fn assemble(arguments: &BuildArguments, signature: &Path, file: &Path) -> Result<ExitCode, BuilderError> {
    let limits = Limits::DEFAULT;
    let bytes = input::read_file(file, limits.text)?;
    let key = key(arguments)?;
    let signature = input::read_file(signature, LONGEST_SIGNATURE)?;
    match elsewhere::assemble(&bytes, arguments.detached, &signature, &key) {
        Ok(token) => {
            hand_over(token, arguments.clipboard)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(AssembleError::NoInput) => Err(usage(format!("{} is not what --signing-input printed", input::name(file)))),
        Err(error @ AssembleError::Algorithm(_)) => Err(usage(assembly(&error).sentence)),
        Err(error @ AssembleError::OnlyDetached) => Ok(refused(&[assembly(&error).advising("Pass --detached")])),
        Err(error) => Ok(refused(&[assembly(&error)])),
    }
}

/// The key that the signature is checked with.
fn key(arguments: &BuildArguments) -> Result<Arc<Jwk>, BuilderError> {
    let mut ids = KeyIds::default();
    let mut passphrase = Passphrase::of(arguments.passphrase.origin())?;
    let fits = |key: &Jwk| !jws::algorithms_for(key).is_empty();
    if let Some(path) = arguments.key.first() {
        let key = one_key(path, passphrase.as_ref(), &mut ids, fits, "a signature is checked with a public key")?;
        return Ok(Arc::new(key));
    }
    let opened = Opened::read(&arguments.keyring, &mut passphrase, arguments.trust, &mut ids)?;
    if opened.is_empty() {
        return Err(usage("name the public key with --key: the signature is checked before it becomes a token"));
    }
    Ok(opened.one(arguments.kid.first().map(String::as_str), fits, "check it", "--kid")?)
}
