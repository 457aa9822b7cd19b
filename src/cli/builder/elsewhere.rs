//! `jotsmith build --signing-input` and `--signature`: what a card, an HSM or a KMS signs.

use super::arguments::BuildArguments;
use super::error::{BuilderError, usage};
use super::key::secrets;
use super::kid::KeptKids;
use super::outcome::{hand_over, refused, refused_for, tell, too_dubious};
use super::remarked;
use crate::cli::source::clock::now;
use crate::cli::source::input;
use crate::cli::source::key::one_key;
use crate::cli::source::named::Opened;
use crate::cli::source::passphrase::Passphrase;
use crate::cli::source::print::{complain, print};
use crate::engine::builder::elsewhere::{self, AssembleError, LONGEST_SIGNATURE, ToSign};
use crate::engine::builder::jws;
use crate::engine::builder::rehearsal::before_signature;
use crate::engine::builder::{BuildError, BuildRequest};
use crate::engine::examine::examine;
use crate::engine::ground::limit::{ExamineOptions, Limits};
use crate::engine::ground::size::limit::Sending;
use crate::engine::judge;
use crate::engine::jwt::policy::Policy;
use crate::engine::key::{Jwk, KeyIds, KeyRing};
use crate::engine::report::unfit_as_made;
use crate::engine::rule::finding::Finding;
use crate::engine::speech;
use crate::engine::speech::builder::assembly;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Prints the bytes alone, and says their hash and what comes next.
pub(super) fn print_input(
    arguments: &BuildArguments,
    request: &BuildRequest,
    is_selective: bool,
    kids: &KeptKids,
    now: i64,
) -> Result<ExitCode, BuilderError> {
    if is_selective {
        return Err(usage("--signing-input does not go with --sd: the disclosures would be lost"));
    }
    let input = match ToSign::of(request, &Limits::DEFAULT) {
        Ok(input) => input,
        Err(error) => return Ok(refused_for(&error)),
    };
    if let Ok((remarks, headers)) = before_signature(request.clone(), now, &Sending::default(), unfit_as_made)
        && let Some(code) = remarked(arguments, &remarks, kids, &[], &headers)?
    {
        return Ok(code);
    }
    print(&input.bytes)?;
    let signed = speech::builder::signed_of(&input);
    match input.digest() {
        Some((_, digest)) => {
            let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            complain(&format!("{signed}: {hex}"));
        }
        None => complain(&signed),
    }
    let detached = if input.is_detached { " --detached" } else { "" };
    let key = if input.is_mac() { "--secret-file SECRET" } else { "--key PUBLIC-KEY" };
    complain(&format!("then: jotsmith build --input FILE --signature SIGNATURE {key}{detached}"));
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
            let weak_points = elsewhere::weak_points(&bytes, &key);
            if !weak_points.is_empty() && !arguments.allow_weak {
                return Ok(refused_for(&BuildError::TooWeak { weak_points }));
            }
            let found = findings_of(&token, &bytes, key, arguments);
            if arguments.strict {
                let reasons = too_dubious(found.iter());
                if !reasons.is_empty() {
                    return Ok(refused(&reasons));
                }
            }
            if !arguments.quiet {
                tell(found.iter());
            }
            hand_over(token, arguments.clipboard)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(AssembleError::NoInput) => Err(usage(format!("{} is not what --signing-input printed", input::name(file)))),
        Err(error @ (AssembleError::Algorithm(_) | AssembleError::Duplicate(_))) => {
            Err(usage(assembly(&error).sentence))
        }
        Err(error @ AssembleError::OnlyDetached) => Ok(refused(&[assembly(&error).advising("Pass --detached")])),
        Err(error) => Ok(refused(&[assembly(&error)])),
    }
}

/// What jotsmith inspect finds: these bytes were not made here, or were changed since.
fn findings_of(token: &str, input: &[u8], key: Arc<Jwk>, arguments: &BuildArguments) -> Vec<Finding> {
    let payload = elsewhere::payload(input).filter(|_| arguments.detached);
    let options = ExamineOptions {
        detached_payload: payload.map(Into::into),
        keys_are_for_this_token: true,
        ..ExamineOptions::default()
    };
    let examination = examine(token, &KeyRing::new([key]), &options);
    let judgement = judge::judge(&examination, &Policy::default(), now(arguments.now));
    let mut found: Vec<Finding> = examination.findings.iter().chain(&judgement.findings).cloned().collect();
    // The worst first, as of a token that is made here.
    found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    found
}

/// The key that the signature is checked with.
fn key(arguments: &BuildArguments) -> Result<Arc<Jwk>, BuilderError> {
    let mut ids = KeyIds::default();
    let mut passphrase = Passphrase::of(arguments.passphrase.origin())?;
    // It is assembled with one; which of several is meant, nothing says.
    if arguments.key.len() > 1 {
        return Err(usage("--signature is checked with one key: pass --key once"));
    }
    if let Some(secret) = secrets(arguments, &mut ids)?.into_iter().next() {
        return Ok(secret);
    }
    let fits = |key: &Jwk| !jws::algorithms_for(key).is_empty();
    if let Some(path) = arguments.key.first() {
        let key = one_key(path, passphrase.as_ref(), &mut ids, fits, "a signature is checked with a public key")?;
        return Ok(Arc::new(key));
    }
    let opened = Opened::read(&arguments.keyring, &mut passphrase, arguments.trust, &mut ids)?;
    if opened.is_empty() {
        return Err(usage(
            "name the public key with --key, or the shared secret with --secret-file: the signature is checked before it becomes a token",
        ));
    }
    Ok(opened.one(arguments.kid.first().map(String::as_str), fits, "check it", "--kid")?)
}
