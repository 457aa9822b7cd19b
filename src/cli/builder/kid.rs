//! A `kid` that a template keeps, beside the key that signs: nothing is signed with the name of another key without a word.

use super::arguments::BuildArguments;
use super::error::BuilderError;
use super::key::each;
use crate::engine::builder::WrittenHeaders;
use crate::engine::builder::draft::Draft;
use crate::engine::ground::json;
use crate::engine::ground::limit::Limits;
use crate::engine::key::Jwk;
use crate::engine::text::words::shown;
use std::sync::Arc;

/// The `kid` of a header that comes out of a template, or goes into one.
struct KeptKid {
    /// The signature that it is of.
    index: usize,
    kid: String,
    /// That of the key.
    own: Option<String>,
    is_of_template: bool,
}

/// All of them that are not the signing key's.
pub(super) struct KeptKids(Vec<KeptKid>);

fn kid_of(text: &str) -> Option<String> {
    let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
    Some(document.object()?.get("kid")?.as_str()?.into_owned())
}

impl KeptKids {
    pub(super) fn of(
        arguments: &BuildArguments,
        signers: &[Arc<Jwk>],
        begun: Option<&Draft>,
    ) -> Result<Self, BuilderError> {
        let mut kept = Vec::new();
        for (index, key) in signers.iter().enumerate() {
            let header = each(&arguments.header, index, signers.len(), "--header")?.map(String::as_str);
            let unprotected = each(&arguments.unprotected, index, signers.len(), "--unprotected")?.map(String::as_str);
            let typed = || [header, unprotected].into_iter().flatten().find_map(kid_of);
            let of_template = || {
                let signatures = &begun?.signing.signatures;
                let own = signatures.get(index).or_else(|| signatures.first())?;
                // A header that is typed replaces the template's.
                let texts = [(header, &own.protected), (unprotected, &own.unprotected)];
                texts.into_iter().filter(|(typed, _)| typed.is_none()).find_map(|(_, text)| kid_of(text))
            };
            let (kid, is_of_template) = match (typed(), of_template()) {
                (Some(kid), _) => (kid, false),
                (None, Some(kid)) => (kid, true),
                (None, None) => continue,
            };
            let is_own = key.key_id.as_deref() == Some(kid.as_str()) || key.shown_thumbprint() == Some(kid.as_str());
            if !is_own && (is_of_template || arguments.save_template.is_some()) {
                kept.push(KeptKid { index, kid, own: key.key_id.clone(), is_of_template });
            }
        }
        Ok(Self(kept))
    }

    /// What is told about them, and whether that is a reason to refuse the token: a key without a `kid` of its own may be
    /// called so.
    pub(super) fn words(&self, arguments: &BuildArguments, written: &WrittenHeaders) -> Vec<(String, bool)> {
        let mut all = Vec::new();
        for KeptKid { index, kid, own, is_of_template } in &self.0 {
            let kid = shown(kid);
            let is_written = written.signatures.get(*index).is_some_and(|header| {
                [&header.protected, &header.unprotected]
                    .into_iter()
                    .filter_map(|text| kid_of(text))
                    .any(|own| own == *kid)
            });
            if let (true, Some(template)) = (is_of_template, &arguments.template) {
                let template = shown(template);
                all.push(match own {
                    Some(own) if is_written => (
                        format!("the template {template} has kid \"{kid}\", which is not the signing key's, \"{}\"", shown(own)),
                        true,
                    ),
                    Some(own) => (
                        format!(
                            "the template {template} has kid \"{kid}\", which is not the signing key's: the token has \"{}\"",
                            shown(own)
                        ),
                        true,
                    ),
                    None => (
                        format!("kid is \"{kid}\", as the template {template} says; the signing key has none of its own"),
                        false,
                    ),
                });
            }
            if let (Some(own), Some(name)) = (own, &arguments.save_template) {
                all.push((
                    format!(
                        "the template {} keeps kid \"{kid}\", which is not the signing key's, \"{}\"",
                        shown(name),
                        shown(own)
                    ),
                    true,
                ));
            }
        }
        all
    }
}
