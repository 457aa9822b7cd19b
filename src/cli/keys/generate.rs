//! `jotsmith keys generate`.

use super::arguments::GenerateArguments;
use super::entry::tell_taken;
use super::error::{KeysError, after};
use super::writing::Writing;
use crate::cli::source::clock::clock;
use crate::cli::source::print::{complain, print_or_tell};
use crate::engine::key::KeyIds;
use crate::engine::key::names::Names;
use crate::engine::key_file::export::{ExportError, ExportFormat};
use crate::engine::key_file::generate;
use crate::engine::key_file::generate::{KeyIdSource, Recipe};
use crate::engine::keyring::Form;
use crate::engine::speech;
use crate::engine::text::escape::escaped;
use std::sync::Arc;

pub(super) fn generate(arguments: &GenerateArguments) -> Result<(), KeysError> {
    let usual = &arguments.kind;
    let output = &arguments.output;
    let or_usual = |given: &Option<String>, usual: Option<String>| match given.as_deref() {
        None => usual,
        Some("none") => None,
        Some(text) => Some(text.to_owned()),
    };
    // What is for another algorithm than usual may be for another use, too.
    let use_of_alg = arguments.alg.as_deref().and_then(generate::use_of).map(str::to_owned);
    // What is for another use than usual is for another algorithm, too.
    let alg_of_use = match (arguments.public_key_use.as_deref(), usual.algorithm.as_deref()) {
        (Some(wanted @ ("sig" | "enc")), Some(own)) if generate::use_of(own) != Some(wanted) => {
            generate::algorithm_for(usual.kind, wanted)
        }
        _ => usual.algorithm.as_deref(),
    };
    let recipe = Recipe {
        kind: usual.kind,
        key_id: match arguments.kid.as_str() {
            "thumbprint" => KeyIdSource::Thumbprint,
            "date" => KeyIdSource::Date(clock()),
            "uuid" => KeyIdSource::Uuid,
            "none" => KeyIdSource::None,
            text => KeyIdSource::Typed(text.strip_prefix('=').unwrap_or(text).to_owned()),
        },
        public_key_use: or_usual(&arguments.public_key_use, use_of_alg.or_else(|| usual.public_key_use.clone())),
        algorithm: or_usual(&arguments.alg, alg_of_use.map(str::to_owned)),
        key_operations: (!arguments.key_ops.is_empty()).then(|| arguments.key_ops.clone()),
    };
    if arguments.keyring.is_none() && !output.private {
        return Err(KeysError::WouldBeLost);
    }
    if arguments.keyring.is_none() && arguments.passphrase.origin().is_given() {
        return Err(KeysError::PassphraseOfNoKeyring);
    }
    let default = if output.private { ExportFormat::Jwk } else { ExportFormat::PublicJwk };
    let format = output.format(default)?;
    if arguments.keyring.is_none() && !format.is_private {
        return Err(KeysError::WouldBeLost);
    }
    let mut ids = KeyIds::default();
    // Before a key is made that has nowhere to go.
    let writing = match &arguments.keyring {
        Some(name) => {
            let create = arguments.create.then_some((Form::Encrypted, arguments.weak));
            Some(Writing::begin(name, create, arguments.passphrase.origin(), arguments.trust, &mut ids)?)
        }
        None => None,
    };
    let mut key = generate::generate(&recipe, &mut ids).map_err(KeysError::Generate)?;
    if let Some(writing) = &writing {
        let mut names = Names::of(writing.keyring.keys().map(|key| &**key));
        let name = arguments.name.as_deref().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
        // Who chose a kid has called it so.
        let is_called = matches!(recipe.key_id, KeyIdSource::Typed(_));
        key.name = name.or_else(|| (!is_called).then(|| speech::key::new_name(&key, clock(), &mut names)));
    }
    let key = Arc::new(key);
    for finding in &key.findings {
        complain(&format!("{}: {}", finding.severity.spoken(), finding.message));
    }
    let is_kept = writing.is_some();
    if let Some(mut writing) = writing {
        writing.keyring.add(&key, None, clock()).map_err(KeysError::Add)?;
        writing.save()?;
        tell_taken(&writing.keyring, std::slice::from_ref(&key.thumbprint));
    }
    let saved = arguments.keyring.as_ref().map(|name| format!("the key is saved in {name}"));
    let done = |error| match &saved {
        Some(saved) => after(saved, error),
        None => error,
    };
    match output.bytes(&[&key], format, arguments.weak) {
        // The secret is in its keyring; nothing of it is public.
        Err(KeysError::Export(ExportError::NoPublicHalf)) if is_kept && output.to.is_none() => {
            let line = format!("1 added: {}\n", escaped(key.key_id.as_deref().unwrap_or("no kid")));
            print_or_tell(line.as_bytes(), saved.as_deref().unwrap_or_default()).map_err(|error| done(error.into()))
        }
        bytes => {
            let written = bytes.and_then(|bytes| match &saved {
                Some(saved) => output.write_saved(bytes.expose(), format.is_private, format.is_binary, saved),
                None => output.write_only_copy(bytes.expose(), format.is_private, format.is_binary),
            });
            written.map_err(done)
        }
    }
}
