//! `sd_jwt` in the JSON report (RFC 9901).

use super::{Json, Object, ReasonReport, reasons};
use crate::engine::jose::disclosure::Disclosure;
use crate::engine::jose::layer::Layer;
use crate::engine::jose::sd_jwt::KeyBinding;
use crate::engine::jwt::policy::Judgement;

#[derive(Clone, Debug, PartialEq)]
pub struct SdJwtReport {
    /// `_sd_alg`, or `sha-256`, which holds without it.
    pub hash: String,
    /// In the order of the token.
    pub disclosures: Vec<DisclosureReport>,
    /// Digests without a disclosure.
    pub undisclosed: usize,
    /// How the key binding stands; `None` where there is none.
    pub key_binding: Option<KeyBindingReport>,
    /// Why every verifier must reject it.
    pub reasons: Vec<ReasonReport>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DisclosureReport {
    /// The claim; `None` for an element of a list.
    pub name: Option<String>,
    /// What is disclosed; `None` where it cannot be read.
    pub value: Option<Json>,
    /// Over its characters, base64url; `None` where the hash is not known.
    pub digest: Option<String>,
    /// Where it stands in the claims, a JSON pointer.
    pub path: Option<String>,
    /// `disclosed`, `unreferenced`, `refused`, `repeated` or `unchecked`.
    pub state: &'static str,
}

/// A key binding JWT.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyBindingReport {
    /// `verified`, `rejected` or `unchecked`.
    pub status: &'static str,
    /// `alg` as the key binding has it.
    pub algorithm: Option<String>,
    /// `matches`, `differs`, `missing` or `unchecked`.
    pub sd_hash: &'static str,
    pub nonce: Option<String>,
    /// `aud`
    pub audience: Option<String>,
    /// `iat` as it is written.
    pub issued_at: Option<Json>,
    /// Why it is as it is.
    pub reasons: Vec<ReasonReport>,
}

pub(super) fn report(layer: &Layer, judgement: &Judgement) -> Option<SdJwtReport> {
    let sd_jwt = layer.sd_jwt.as_ref()?;
    Some(SdJwtReport {
        hash: sd_jwt.hash_name.clone(),
        disclosures: sd_jwt.disclosures.iter().map(disclosure).collect(),
        undisclosed: sd_jwt.undisclosed,
        key_binding: sd_jwt.key_binding.as_ref().and_then(|found| key_binding(layer, judgement, found)),
        reasons: reasons(&sd_jwt.reasons, &[], false),
    })
}

fn disclosure(disclosure: &Disclosure) -> DisclosureReport {
    DisclosureReport {
        name: disclosure.name().map(Into::into),
        value: disclosure.value().map(|value| Json::as_written(&value.lexeme())),
        digest: disclosure.digest.clone(),
        path: disclosure.path.clone(),
        state: disclosure.state.word(),
    }
}

fn key_binding(layer: &Layer, judgement: &Judgement, key_binding: &KeyBinding) -> Option<KeyBindingReport> {
    let (status, why) = judgement.key_binding_standing(layer)?;
    Some(KeyBindingReport {
        status: status.word(),
        algorithm: key_binding.signature.algorithm.clone(),
        sd_hash: key_binding.hash.word(),
        nonce: key_binding.nonce(),
        audience: key_binding.audience(),
        issued_at: key_binding.issued_at().map(|lexeme| Json::as_written(&lexeme)),
        reasons: reasons(&why, &[], false),
    })
}

impl SdJwtReport {
    pub(super) fn write(out: &mut String, sd_jwt: &Self) {
        let mut object = Object::begin(out);
        object.text("hash", &sd_jwt.hash);
        object.list("disclosures", &sd_jwt.disclosures, DisclosureReport::write);
        object.number("undisclosed", sd_jwt.undisclosed as u64);
        match &sd_jwt.key_binding {
            Some(key_binding) => KeyBindingReport::write(object.name("key_binding"), key_binding),
            None => object.name("key_binding").push_str("null"),
        }
        object.list("reasons", &sd_jwt.reasons, ReasonReport::write);
        object.end();
    }
}

impl DisclosureReport {
    fn write(out: &mut String, disclosure: &Self) {
        let mut object = Object::begin(out);
        object.optional_text("name", disclosure.name.as_deref());
        object.optional_json("value", disclosure.value.as_ref());
        object.optional_text("digest", disclosure.digest.as_deref());
        object.optional_text("path", disclosure.path.as_deref());
        object.text("state", disclosure.state);
        object.end();
    }
}

impl KeyBindingReport {
    fn write(out: &mut String, key_binding: &Self) {
        let mut object = Object::begin(out);
        object.text("status", key_binding.status);
        object.optional_text("algorithm", key_binding.algorithm.as_deref());
        object.text("sd_hash", key_binding.sd_hash);
        object.optional_text("nonce", key_binding.nonce.as_deref());
        object.optional_text("aud", key_binding.audience.as_deref());
        object.optional_json("iat", key_binding.issued_at.as_ref());
        object.list("reasons", &key_binding.reasons, ReasonReport::write);
        object.end();
    }
}
