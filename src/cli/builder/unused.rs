//! Options that nothing in the request uses. A person who passes one expects it to matter.

use super::arguments::BuildArguments;
use super::error::{BuilderError, usage};
use crate::engine::builder::BuildRequest;
use crate::engine::ground::jwa::KeyManagementFamily;

/// Refuses the first that would be ignored.
pub(super) fn check(arguments: &BuildArguments, request: &BuildRequest) -> Result<(), BuilderError> {
    let of_encryption = [
        ("--aad", arguments.aad.is_some()),
        ("--zip", arguments.zip),
        ("--enc", arguments.enc.is_some()),
        ("--jwe-alg", !arguments.jwe_alg.is_empty()),
        ("--jwe-header", arguments.jwe_header.is_some()),
        ("--jwe-unprotected", arguments.jwe_unprotected.is_some()),
        ("--pbes2-count", arguments.pbes2_count.is_some()),
    ];
    let of_signature = [
        ("--alg", !arguments.alg.is_empty()),
        ("--unprotected", !arguments.unprotected.is_empty()),
        ("--detached", arguments.detached),
    ];
    let passed = |options: &[(&'static str, bool)]| options.iter().find(|(_, is)| *is).map(|(name, _)| *name);
    match &request.encryption {
        None => {
            if let Some(name) = passed(&of_encryption) {
                return Err(usage(format!("{name} is for an encrypted token: name the recipient with --encrypt-to")));
            }
        }
        Some(encryption) if arguments.pbes2_count.is_some() => {
            let mut rows = encryption.recipients.iter().map(|recipient| recipient.algorithm);
            if !rows.any(|row| row.is_none_or(|row| row.family == KeyManagementFamily::Pbes2)) {
                return Err(usage("--pbes2-count is for PBES2: choose it with --jwe-alg"));
            }
        }
        Some(_) => {}
    }
    match (&request.signing, passed(&of_signature)) {
        (None, Some(name)) if arguments.is_encryption => {
            Err(usage(format!("{name} is for a signed token: to sign, use jotsmith build")))
        }
        (None, Some(name)) => Err(usage(format!("{name} is for a signed token: name the key with --key"))),
        _ => Ok(()),
    }
}
