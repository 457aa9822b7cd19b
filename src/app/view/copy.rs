//! What is put on the clipboard: made when it is asked for, never kept.

use crate::app::query;
use crate::app::query::share;
use crate::app::state::State;
use crate::app::value::builder::BuildCopy;
use crate::app::value::{CopyTarget, Secrecy};
use crate::app::view::{self, member::inner_document};
use crate::engine::builder::edit;
use crate::engine::ground::base64url;
use crate::engine::ground::json::Value;
use crate::engine::jose::layer::{JoseObject, Layer};
use crate::engine::jose::part::Part;
use crate::engine::key::KeyMaterial;
use crate::engine::key_file::export::{ExportFormat, export};
use zeroize::Zeroizing;

/// The text, and who may see it; `None`: there is no such thing.
pub fn text(state: &State, target: &CopyTarget) -> Option<(Zeroizing<String>, Secrecy)> {
    let token = || state.candidate().map(|candidate| candidate.text.to_string());
    let secret = |text: String| Some((Zeroizing::new(text), Secrecy::Secret));
    let open = |text: String| Some((Zeroizing::new(text), Secrecy::Open));
    match target {
        CopyTarget::Token => secret(token()?),
        CopyTarget::Export(name) => query::export::made(state, name),
        CopyTarget::TokenPart(index) => {
            let part = *view::token_parts(state).get(*index)?;
            secret(state.token.text.get(part.start..part.end)?.to_owned())
        }
        CopyTarget::Header => query::export::made(state, "header"),
        CopyTarget::Claims => query::export::made(state, "payload"),
        CopyTarget::ClaimsIndented => {
            let (text, secrecy) = query::export::made(state, "payload")?;
            let indented = edit::pretty(&text, state.options.limits.json_depth).ok()?;
            Some((Zeroizing::new(indented), secrecy))
        }
        CopyTarget::Signature => secret(last_part(state)?),
        CopyTarget::HeaderValue(index) => weighed(state, |layer| {
            let header = layer.header(state.entry_index())?;
            Some(value_text(header.parameters().nth(*index)?.value))
        }),
        CopyTarget::ClaimValue(node) => weighed(state, |layer| Some(value_text(layer.shown_claims()?.value(*node)?))),
        CopyTarget::ClaimInner(node, inner) => weighed(state, |layer| {
            let document = inner_document(layer.shown_claims()?.value(*node)?)?;
            Some(value_text(document.value(*inner)?))
        }),
        CopyTarget::ClaimMember(node) => weighed(state, |layer| {
            let document = layer.shown_claims()?;
            let value = document.value(*node)?;
            let name = String::from_utf8_lossy(document.bytes().get(value.name_span()?.range())?);
            Some(format!("{name}: {}", value.lexeme()))
        }),
        CopyTarget::Disclosure(index) => {
            let layer = state.layer()?;
            let disclosure = layer.sd_jwt.as_ref()?.disclosures.get(*index)?;
            secret(disclosure.part.text(&layer.text).to_owned())
        }
        CopyTarget::Shared => open(share::text(state)?),
        CopyTarget::Build(what) => build(state, what),
        CopyTarget::KeyThumbprint(id) => key_as(state, *id, ExportFormat::Thumbprint),
        CopyTarget::PublicJwk(id) => key_as(state, *id, ExportFormat::PublicJwk),
        CopyTarget::KeyAs(id, format) => key_as(state, *id, *format),
        CopyTarget::Keys(what) => query::keyring::text(state, what),
        CopyTarget::Text(text) => open(text.clone()),
    }
}

/// Something of the builder.
fn build(state: &State, what: &BuildCopy) -> Option<(Zeroizing<String>, Secrecy)> {
    let builder = &state.build;
    let built = || builder.current()?.built.as_ref().ok();
    let set = || builder.tamper.as_ref()?.set.as_ref()?.as_ref().ok();
    let input = || builder.elsewhere.as_ref()?.input.as_ref().ok();
    let (text, secrecy) = match what {
        BuildCopy::Token => (built()?.text.clone(), Secrecy::Secret),
        BuildCopy::DetachedPayload => {
            let payload = built()?.detached_payload.as_ref()?;
            let text = std::str::from_utf8(payload).map_or_else(|_| base64url::encode(payload), str::to_owned);
            (text, Secrecy::Open)
        }
        BuildCopy::PublicSet => {
            let signatures = &builder.draft.as_ref()?.signing.signatures;
            let keys: Vec<_> = signatures
                .iter()
                .filter_map(|signature| signature.key.as_ref()?.resolve(&builder.ring))
                .filter(|key| !matches!(key.material, KeyMaterial::Oct(_)))
                .map(|key| &**key)
                .collect();
            if keys.is_empty() {
                return None;
            }
            let set = export(&keys, ExportFormat::PublicJwkSet, None).ok()?;
            (std::str::from_utf8(set.expose()).ok()?.trim_end().to_owned(), Secrecy::Open)
        }
        BuildCopy::Presentation => (builder.presenting.current()?.as_ref().ok()?.text.clone(), Secrecy::Secret),
        // Without a signature it lets nobody in.
        BuildCopy::SigningInput => (String::from_utf8(input()?.bytes.clone()).ok()?, Secrecy::Open),
        BuildCopy::SigningDigest => {
            let (_, digest) = input()?.digest()?;
            (digest.iter().map(|byte| format!("{byte:02x}")).collect(), Secrecy::Open)
        }
        BuildCopy::Assembled => {
            (builder.elsewhere.as_ref()?.made.as_ref()?.as_ref().ok()?.token.clone(), Secrecy::Secret)
        }
        BuildCopy::Variant(index) => (set()?.variants.get(*index)?.token.clone(), Secrecy::Secret),
        BuildCopy::TamperSet => (set()?.to_json(), Secrecy::Secret),
    };
    Some((Zeroizing::new(text), secrecy))
}

/// A string without its quotes and escapes, anything else as it was written.
fn value_text(value: Value<'_>) -> String {
    value.as_str().map_or_else(|| value.lexeme().into_owned(), std::borrow::Cow::into_owned)
}

/// Something of the layer that is shown: secret where a private key is in it.
fn weighed(state: &State, text: impl Fn(&Layer) -> Option<String>) -> Option<(Zeroizing<String>, Secrecy)> {
    let received = text(state.layer()?)?;
    let is_open = state.covered_layer().and_then(&text).is_some_and(|shown| shown == received);
    Some((Zeroizing::new(received), if is_open { Secrecy::Open } else { Secrecy::Secret }))
}

fn last_part(state: &State) -> Option<String> {
    let layer = state.layer()?;
    if let Some(key_binding) = state.shown_key_binding() {
        let signature = key_binding.jws.as_ref()?.signatures.first()?.signature.as_ref()?;
        return Some(signature.text(&key_binding.text).to_owned());
    }
    let part: &Part = match &layer.object {
        JoseObject::Jws(jws) => jws.signatures.get(state.entry_index())?.signature.as_ref()?,
        JoseObject::Jwe(jwe) => jwe.tag.as_ref()?,
        JoseObject::Unreadable(_) => return None,
    };
    Some(part.text(&layer.text).to_owned())
}

/// A key in a format of others. One that needs a passphrase or is bytes is no text for a clipboard.
fn key_as(state: &State, id: u64, format: ExportFormat) -> Option<(Zeroizing<String>, Secrecy)> {
    let key = state.key(id)?;
    let row = format.row();
    // The hash of a secret is enough to guess it by (RFC 7638 §7).
    let is_oracle = matches!(key.material, KeyMaterial::Oct(_)) && !row.is_private;
    if is_oracle || row.is_binary || row.needs_passphrase {
        return None;
    }
    let bytes = export(&[key], format, None).ok()?;
    let text = std::str::from_utf8(bytes.expose()).ok()?;
    let secrecy = if row.is_private { Secrecy::Private } else { Secrecy::Open };
    Some((Zeroizing::new(text.trim_end().to_owned()), secrecy))
}
