//! A `kid` that a template keeps, beside the key that signs: nothing is signed with the name of another key.

use super::arguments::BuildArguments;
use super::error::BuilderError;
use super::key::each;
use crate::engine::builder::draft::Draft;
use crate::engine::builder::saved::settle_kid;
use crate::engine::ground::json;
use crate::engine::ground::limit::Limits;
use crate::engine::key::Jwk;
use crate::engine::text::words::shown;
use std::sync::Arc;

/// A `kid` that is not the signing key's.
enum StrangeKid {
    /// The template's: the key's own has taken its place, or it is left out.
    Settled { kid: String, own: Option<String>, has_key: bool },
    /// What was typed instead of the template's, for a key that has none. It stays.
    Typed(String),
    /// What was typed, and goes into the template that is saved.
    Saved { kid: String, own: Option<String> },
}

/// All of them.
pub(super) struct KeptKids(Vec<StrangeKid>);

fn kid_of(text: &str) -> Option<String> {
    let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
    Some(document.object()?.get("kid")?.as_str()?.into_owned())
}

impl KeptKids {
    /// Those of the signatures, where the texts of the template are left without any that is not the signing key's.
    pub(super) fn settle(
        arguments: &BuildArguments,
        signers: &[Arc<Jwk>],
        mut begun: Option<&mut Draft>,
    ) -> Result<Self, BuilderError> {
        let mut kept = Vec::new();
        // What is signed elsewhere, or not at all, may have no key here.
        let count = signers.len().max(1);
        if let Some(draft) = begun.as_deref_mut() {
            let signatures = &mut draft.signing.signatures;
            let first = signatures.first().cloned().unwrap_or_default();
            signatures.resize(count.max(signatures.len()), first);
        }
        for index in 0..count {
            let key = signers.get(index).map(|key| &**key);
            let own = key.and_then(|key| key.key_id.clone());
            let header = each(&arguments.header, index, count, "--header")?.map(String::as_str);
            let unprotected = each(&arguments.unprotected, index, count, "--unprotected")?.map(String::as_str);
            let typed = [header, unprotected].into_iter().flatten().find_map(kid_of);
            let mut replaced = None;
            if let Some(signature) = begun.as_deref_mut().and_then(|draft| draft.signing.signatures.get_mut(index)) {
                // A header that is typed replaces the template's.
                for (text, is_typed) in
                    [(&mut signature.protected, header.is_some()), (&mut signature.unprotected, unprotected.is_some())]
                {
                    match settle_kid(text, own.as_deref(), key.and_then(Jwk::shown_thumbprint)) {
                        Some(kid) if is_typed => replaced = Some(kid),
                        Some(kid) => {
                            kept.push(StrangeKid::Settled { kid, own: own.clone(), has_key: key.is_some() });
                        }
                        None => {}
                    }
                }
            }
            let is_own =
                |kid: &String| own.as_ref() == Some(kid) || key.and_then(Jwk::shown_thumbprint) == Some(kid.as_str());
            let Some(kid) = typed.filter(|kid| !is_own(kid)) else { continue };
            if arguments.save_template.is_some() && key.is_some() {
                kept.push(StrangeKid::Saved { kid: kid.clone(), own: own.clone() });
            }
            // That of a key is told where the header is read.
            if replaced.is_some() && own.is_none() {
                kept.push(StrangeKid::Typed(kid));
            }
        }
        Ok(Self(kept))
    }

    /// What is told about them, and whether that is a reason to refuse the token.
    pub(super) fn words(&self, arguments: &BuildArguments) -> Vec<(String, bool)> {
        let template = shown(arguments.template.as_deref().unwrap_or_default());
        let saved = shown(arguments.save_template.as_deref().unwrap_or_default());
        let words = |strange: &StrangeKid| match strange {
            StrangeKid::Settled { kid, own: Some(own), .. } => {
                let (kid, own) = (shown(kid), shown(own));
                let what = format!("which is not the signing key's: the token has \"{own}\"");
                (format!("the template {template} has kid \"{kid}\", {what}"), true)
            }
            StrangeKid::Settled { kid, own: None, has_key } => {
                let kid = shown(kid);
                let why = if *has_key { "the signing key has none" } else { "no key here has it" };
                let advice = "To sign it all the same, pass it with --header";
                (format!("the template {template} has kid \"{kid}\", and {why}: it is left out. {advice}"), true)
            }
            StrangeKid::Typed(kid) => {
                (format!("kid is \"{}\", as the header says; the signing key has none of its own", shown(kid)), false)
            }
            StrangeKid::Saved { kid, own: Some(own) } => {
                let (kid, own) = (shown(kid), shown(own));
                (format!("the template {saved} keeps kid \"{kid}\", which is not the signing key's, \"{own}\""), true)
            }
            StrangeKid::Saved { kid, own: None } => {
                let kid = shown(kid);
                let what = "the signing key has none: tokens made from it have no kid, unless their key has this one";
                (format!("the template {saved} keeps kid \"{kid}\", but {what}"), false)
            }
        };
        self.0.iter().map(words).collect()
    }
}
