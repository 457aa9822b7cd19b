//! A header that the person wrote, beside options that mean the same members: nothing in it is replaced without a word.

use super::arguments::BuildArguments;
use super::error::{BuilderError, usage};
use super::key::each;
use crate::cli::source::error::SourceError;
use crate::cli::source::input::{self, Source};
use crate::cli::source::print::complain;
use crate::engine::builder::{BuildError, Place, WrittenHeaders};
use crate::engine::ground::json::{self, Document};
use crate::engine::ground::jwa::{
    ContentEncryptionRow, KeyManagementRow, SignatureRow, content_encryption, key_management, signature,
};
use crate::engine::ground::limit::Limits;
use crate::engine::key::Jwk;
use crate::engine::speech;
use crate::engine::text::words::shown;
use std::path::Path;
use std::sync::Arc;

/// Reads the headers that are given as files or come from standard input.
pub(super) fn read_texts(arguments: &mut BuildArguments, limits: &Limits) -> Result<(), SourceError> {
    let lists = arguments.header.iter_mut().chain(&mut arguments.unprotected);
    let more = arguments.jwe_header.iter_mut().chain(&mut arguments.jwe_unprotected);
    for text in lists.chain(more) {
        let path = Path::new(text.as_str());
        // JSON is never the name of a file; anything else that is none is said to be no JSON.
        let is_json = text.trim_start().starts_with(['{', '[']);
        let is_file = path.is_file() || path.extension().is_some_and(|extension| extension == "json");
        if !is_json && (input::is_stdin(path) || is_file) {
            *text = Source::file(path).read(limits.text)?;
        }
    }
    Ok(())
}

/// The header texts of one signature or one encryption, as they were passed.
pub(super) struct Typed {
    documents: Vec<Document>,
    /// The person said with `--header-sync` what follows what.
    is_following: bool,
}

impl Typed {
    pub(super) fn new<'a>(arguments: &BuildArguments, texts: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        let scan = |text: &str| json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
        let documents = texts.into_iter().flatten().map(scan).collect();
        Self { documents, is_following: arguments.header_sync.is_some() }
    }

    /// Whether a member counts as it was written.
    pub(super) fn decides(&self, name: &str) -> bool {
        !self.is_following && self.member(name).is_some()
    }

    fn member(&self, name: &str) -> Option<json::Value<'_>> {
        self.documents.iter().find_map(|document| document.object()?.get(name))
    }

    /// An algorithm: as the header says, where it says one; else as chosen, or as it follows from the key. `None`: the header
    /// says one that is not known, and whoever makes the token tells so.
    pub(super) fn algorithm<T: Copy>(
        &self,
        parameter: Parameter<T>,
        place: Place,
        chosen: Option<T>,
        follows: Option<T>,
    ) -> Result<Option<T>, BuilderError> {
        let Parameter { parameter, name, find } = parameter;
        let Some(header) = self.member(parameter).filter(|_| !self.is_following) else {
            return Ok(chosen.or(follows));
        };
        match (chosen.map(name), header.as_str()) {
            (Some(chosen), Some(header)) if header != chosen => {
                let header = header.into_owned();
                let error = BuildError::AlgorithmDiffers { place, span: None, parameter, header, chosen };
                let words = speech::builder::first(&error).sentence;
                Err(usage(format!(
                    "{words}: pass one of the two, or --header-sync alg to replace what the header says"
                )))
            }
            (_, header) => Ok(header.and_then(|header| find(&header))),
        }
    }

    /// The key, without its ID where the header gives one: that of the header is written.
    pub(super) fn named(&self, key: Arc<Jwk>, is_quiet: bool) -> Arc<Jwk> {
        let Some(own) = key.key_id.as_deref().filter(|_| self.decides("kid")) else { return key };
        let typed = self.member("kid").and_then(|kid| kid.as_str());
        if typed.as_deref() != Some(own) && !is_quiet {
            let typed = typed.unwrap_or_default();
            complain(&format!("kid is \"{}\", as the header says; the key's own is \"{}\"", shown(&typed), shown(own)));
        }
        Arc::new(Jwk { key_id: None, ..(*key).clone() })
    }
}

/// A header parameter that names an algorithm.
#[derive(Clone, Copy)]
pub(super) struct Parameter<T> {
    parameter: &'static str,
    name: fn(T) -> &'static str,
    find: fn(&str) -> Option<T>,
}

pub(super) const SIGNATURE: Parameter<&'static SignatureRow> =
    Parameter { parameter: "alg", name: |row| row.name, find: signature::find };
pub(super) const KEY_MANAGEMENT: Parameter<&'static KeyManagementRow> =
    Parameter { parameter: "alg", name: |row| row.name, find: key_management::find };
pub(super) const CONTENT_ENCRYPTION: Parameter<&'static ContentEncryptionRow> =
    Parameter { parameter: "enc", name: |row| row.name, find: content_encryption::find };

/// Says which members of the headers that were passed are not in the token, or not as they were written.
pub(super) fn tell_changes(arguments: &BuildArguments, written: &WrittenHeaders) -> Result<(), BuilderError> {
    let count = written.signatures.len();
    for (index, signature) in written.signatures.iter().enumerate() {
        let written = [signature.protected.as_str(), signature.unprotected.as_str()];
        for (flag, texts) in [("--header", &arguments.header), ("--unprotected", &arguments.unprotected)] {
            tell(flag, each(texts, index, count, flag)?.map(String::as_str), &written);
        }
    }
    if let Some(encryption) = &written.encryption {
        let own = encryption.recipients.iter().map(String::as_str);
        let written: Vec<&str> = [encryption.protected.as_str(), &encryption.shared].into_iter().chain(own).collect();
        let of_header = arguments.header.first().filter(|_| count == 0).map(String::as_str);
        tell("--header", of_header, &written);
        tell("--jwe-header", arguments.jwe_header.as_deref(), &written);
        tell("--jwe-unprotected", arguments.jwe_unprotected.as_deref(), &written);
    }
    Ok(())
}

fn tell(flag: &str, typed: Option<&str>, written: &[&str]) {
    let scan = |text: &str| json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
    let Some(typed) = typed.map(scan) else { return };
    let written: Vec<Document> = written.iter().map(|text| scan(text)).collect();
    // What `b64` demands is added to `crit`.
    let members = typed.object().into_iter().flat_map(|object| object.members()).filter(|member| member.name != "crit");
    for member in members {
        let values = written.iter().filter_map(|document| document.object()?.get(&member.name));
        let values: Vec<_> = values.collect();
        let what = if values.is_empty() {
            "is left out: the algorithm does not use it"
        } else if values.iter().all(|value| value.to_serde() != member.value.to_serde()) {
            "is replaced"
        } else {
            continue;
        };
        complain(&format!("{} in {flag} {what}", shown(&member.name)));
    }
}
