//! A token whose keys are not at hand, made with keys that nobody keeps: what an inspection would say of its claims and
//! headers does not depend on who signs. The token itself leaves this room never.

use super::review::{Beyond, Remark, review};
use super::{BuildError, BuildRequest, Payload, Place, WrittenHeaders, build};
use crate::engine::ground::json;
use crate::engine::ground::jwa::{
    Curve, KeyManagementFamily, SignatureFamily, content_encryption, key_management, signature,
};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::size::limit::Sending;
use crate::engine::key::{Jwk, KeyIds, KeyMaterial};
use crate::engine::key_file::generate::{GeneratedKind, KeyIdSource, Recipe, generate};
use std::sync::{Arc, OnceLock};

/// A key that is missed: whose it is, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// Whether it is to sign; else it is a recipient's.
    pub signs: bool,
    /// Of which signature or recipient.
    pub index: usize,
    /// Its `kid`; `None`: it has none. A key that nobody has chosen yet is taken for one that has.
    pub key_id: Option<String>,
}

/// What stands in a request for a key that is missed, until [`rehearse`] puts one there that fits.
pub fn placeholder() -> Option<Arc<Jwk>> {
    made(GeneratedKind::Oct(256), None)
}

/// What is said of the texts of a token that is not made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rehearsed {
    /// What an inspection would say about claims and headers.
    pub remarks: Vec<Remark>,
    /// Why nobody could make it, whatever the keys.
    pub fault: Option<BuildError>,
}

/// What an inspection would say about claims and headers of a request, with keys of our own in place of those that are
/// missed. Of one with a text that cannot be read, what it would say of the others.
pub fn rehearse(
    mut request: BuildRequest,
    missed: &[StandIn],
    now: i64,
    sending: &Sending,
    beyond: Beyond,
) -> Rehearsed {
    request.allow_weak = true;
    for stand_in in missed {
        fill(&mut request, stand_in);
    }
    match build(&request, &Limits::DEFAULT) {
        Ok(built) => {
            let mut remarks = review(&request, &built, now, sending, beyond);
            remarks.retain(is_of_the_texts);
            Rehearsed { remarks, fault: None }
        }
        Err(fault) => Rehearsed { remarks: beside_fault(request, &fault, now, sending, beyond), fault: Some(fault) },
    }
}

/// What an inspection would say of the other texts, where one cannot be read: nothing of what that one says or lacks.
pub fn beside_fault(
    mut request: BuildRequest,
    fault: &BuildError,
    now: i64,
    sending: &Sending,
    beyond: Beyond,
) -> Vec<Remark> {
    let is_of_text =
        matches!(fault, BuildError::Syntax { .. } | BuildError::NotAnObject { .. } | BuildError::Rule { .. });
    let broken = fault.place();
    let Some(text) = text_at(&mut request, broken).filter(|_| is_of_text) else { return Vec::new() };
    "{}".clone_into(text);
    request.allow_weak = true;
    let Ok(built) = build(&request, &Limits::DEFAULT) else { return Vec::new() };
    let mut remarks = review(&request, &built, now, sending, beyond);
    remarks
        .retain(|remark| is_of_the_texts(remark) && !matches!(remark.place, Place::Request) && remark.place != broken);
    remarks
}

/// The text of a place, where it has one.
fn text_at(request: &mut BuildRequest, place: Place) -> Option<&mut String> {
    let BuildRequest { payload, signing, encryption, .. } = request;
    match place {
        Place::Payload => match payload {
            Payload::Claims(text) => Some(text),
            Payload::Bytes(_) => None,
        },
        Place::ProtectedHeader(index) => Some(&mut signing.as_mut()?.signatures.get_mut(index)?.protected),
        Place::UnprotectedHeader(index) => Some(&mut signing.as_mut()?.signatures.get_mut(index)?.unprotected),
        Place::EncryptionHeader => Some(&mut encryption.as_mut()?.protected),
        Place::SharedHeader => Some(&mut encryption.as_mut()?.shared),
        Place::RecipientHeader(index) => Some(&mut encryption.as_mut()?.recipients.get_mut(index)?.header),
        Place::Request | Place::SigningKey(_) | Place::RecipientKey(_) => None,
    }
}

/// What an inspection would say of a token whose signature somebody else makes, and the headers that it will have: all but
/// what depends on the signature and on the key that makes it.
///
/// # Errors
///
/// As [`build`].
pub fn before_signature(
    mut request: BuildRequest,
    now: i64,
    sending: &Sending,
    beyond: Beyond,
) -> Result<(Vec<Remark>, WrittenHeaders), BuildError> {
    request.allow_weak = true;
    let signature = request.signing.as_ref().and_then(|signing| signing.signatures.first());
    let key_id = signature.and_then(|signature| signature.key.as_ref()?.key_id.clone());
    fill(&mut request, &StandIn { signs: true, index: 0, key_id });
    let built = build(&request, &Limits::DEFAULT)?;
    let mut remarks = review(&request, &built, now, sending, beyond);
    let key = request.signing.as_ref().and_then(|signing| signing.signatures.first()?.key.as_deref());
    // A modulus is as long as its owner chose; every other signature of an algorithm has one length.
    let is_as_long = !key.is_some_and(|key| matches!(key.material, KeyMaterial::Rsa { .. }));
    remarks.retain(|remark| is_of_the_texts(remark) || (is_as_long && is_of_the_length(remark)));
    Ok((remarks, built.headers))
}

/// What is said of keys and of the length is about keys that nobody chose.
fn is_of_the_texts(remark: &Remark) -> bool {
    !matches!(remark.place, Place::SigningKey(_) | Place::RecipientKey(_)) && !is_of_the_length(remark)
}

fn is_of_the_length(remark: &Remark) -> bool {
    remark.finding.rule.id.starts_with("SIZE_")
}

fn fill(request: &mut BuildRequest, missed: &StandIn) -> Option<()> {
    let key_id = missed.key_id.clone();
    if missed.signs {
        let signature = request.signing.as_mut()?.signatures.get_mut(missed.index)?;
        let named = signature.algorithm.map(|row| row.name.to_owned());
        let algorithm = named.or_else(|| member(&[&signature.protected, &signature.unprotected], "alg"))?;
        signature.key = Some(fitting(&algorithm, "", key_id)?);
        return Some(());
    }
    let encryption = request.encryption.as_mut()?;
    let recipient = encryption.recipients.get_mut(missed.index)?;
    let texts = [&encryption.protected, &encryption.shared, &recipient.header];
    let algorithm = recipient.algorithm.map(|row| row.name.to_owned()).or_else(|| member(&texts, "alg"))?;
    let content = encryption.content_encryption.map(|row| row.name.to_owned()).or_else(|| member(&texts, "enc"));
    recipient.key = fitting(&algorithm, content.as_deref().unwrap_or_default(), key_id)?;
    Some(())
}

/// A member of the first header that has it, where that is text.
fn member(texts: &[&String], name: &str) -> Option<String> {
    texts.iter().find_map(|text| {
        let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
        Some(document.object()?.get(name)?.as_str()?.into_owned())
    })
}

fn fitting(algorithm: &str, content: &str, key_id: Option<String>) -> Option<Arc<Jwk>> {
    // A password is any bytes.
    let kind = generated_for(algorithm, content).map_or(GeneratedKind::Oct(256), |recipe| recipe.kind);
    if !matches!(kind, GeneratedKind::Rsa(_)) {
        return made(kind, key_id);
    }
    // Too slow for every key that is pressed. Nobody can use it for anything.
    static RSA: OnceLock<Option<Arc<Jwk>>> = OnceLock::new();
    let key = RSA.get_or_init(|| made(GeneratedKind::Rsa(2048), None)).as_deref()?;
    Some(Arc::new(Jwk { key_id, ..key.clone() }))
}

fn made(kind: GeneratedKind, key_id: Option<String>) -> Option<Arc<Jwk>> {
    let recipe =
        Recipe { kind, key_id: KeyIdSource::None, public_key_use: None, algorithm: None, key_operations: None };
    let key = generate(&recipe, &mut KeyIds::default()).ok()?;
    Some(Arc::new(Jwk { key_id, ..key }))
}

/// What to generate for an algorithm: name, use and `alg` on it, so that nobody uses it for something else.
pub fn generated_for(algorithm: &str, encryption: &str) -> Option<Recipe> {
    let (kind, public_key_use) = match (signature::find(algorithm), key_management::find(algorithm)) {
        (Some(row), _) => {
            let kind = match row.family {
                SignatureFamily::Hmac => GeneratedKind::Oct(row.hash?.output_len() as u32 * 8),
                SignatureFamily::RsaPkcs1 | SignatureFamily::RsaPss => GeneratedKind::Rsa(RSA_BITS),
                SignatureFamily::Ecdsa => GeneratedKind::Curve(row.curve?),
                SignatureFamily::EdDsa => GeneratedKind::Curve(row.curve.unwrap_or(Curve::Ed25519)),
                SignatureFamily::MlDsa => GeneratedKind::MlDsa(row.name),
                SignatureFamily::Unsecured => return None,
            };
            (kind, "sig")
        }
        (None, Some(row)) => {
            let kind = match row.family {
                KeyManagementFamily::RsaOaep | KeyManagementFamily::Rsa15 => GeneratedKind::Rsa(RSA_BITS),
                KeyManagementFamily::EcdhEs => GeneratedKind::Curve(Curve::P256),
                KeyManagementFamily::AesKeyWrap | KeyManagementFamily::AesGcmKeyWrap => {
                    GeneratedKind::Oct(row.wrapping_key_len? as u32 * 8)
                }
                KeyManagementFamily::Direct => {
                    let length = content_encryption::find(encryption).map_or(32, |enc| enc.key_len);
                    GeneratedKind::Oct(length as u32 * 8)
                }
                // A password is chosen, not generated.
                KeyManagementFamily::Pbes2 => return None,
            };
            (kind, "enc")
        }
        (None, None) => return None,
    };
    // A key for direct encryption is for one enc (RFC 7518 §4.5).
    let own = if algorithm == "dir" { if encryption.is_empty() { "A256GCM" } else { encryption } } else { algorithm };
    Some(Recipe {
        kind,
        key_id: KeyIdSource::Thumbprint,
        public_key_use: Some(public_key_use.to_owned()),
        algorithm: Some(own.to_owned()),
        key_operations: None,
    })
}

/// What holds beyond 2030 (BSI TR-02102-1).
const RSA_BITS: u32 = 3072;

#[cfg(test)]
mod tests {
    use super::{StandIn, placeholder, rehearse};
    use crate::engine::builder::{
        BuildRequest, Encryption, HeaderSync, Payload, Place, RecipientRequest, SignatureRequest, Signing,
    };
    use crate::engine::ground::jwa::{KEY_MANAGEMENT_ALGORITHMS, SIGNATURE_ALGORITHMS, key_management};
    use crate::engine::ground::size::limit::Sending;
    use crate::engine::jose::jws::Serialization;

    const NOW: i64 = 1_700_000_000;

    /// With every algorithm, in step and from the header alone.
    #[test]
    fn what_is_said_of_the_claims_does_not_need_the_key() {
        for row in SIGNATURE_ALGORITHMS.iter().filter(|row| row.name != "none") {
            for sync in [HeaderSync::InStep, HeaderSync::LeftAlone] {
                let algorithm = if sync == HeaderSync::InStep { Some(row) } else { None };
                let protected = format!("{{\"alg\":\"{}\",\"p2c\":1000}}", row.name);
                let signature = SignatureRequest { algorithm, key: None, protected, unprotected: String::new(), sync };
                let signing = Signing {
                    serialization: Serialization::Compact,
                    is_detached: false,
                    is_unencoded: false,
                    signatures: vec![SignatureRequest { key: placeholder(), ..signature }],
                };
                let payload = Payload::Claims(r#"{"sub":"a","exp":"1700000300"}"#.to_owned());
                let request = BuildRequest { payload, signing: Some(signing), encryption: None, allow_weak: false };
                let missed = [StandIn { signs: true, index: 0, key_id: Some("prod".to_owned()) }];
                let remarks = rehearse(request, &missed, NOW, &Sending::default(), |_, _| Vec::new());
                assert_eq!(remarks.fault, None, "{}", row.name);
                let ids: Vec<&str> = remarks.remarks.iter().map(|remark| remark.finding.rule.id).collect();
                assert!(ids.contains(&"TIME_MALFORMED") && ids.contains(&"HDR_STRAY"), "{}: {ids:?}", row.name);
                assert!(!ids.iter().any(|id| id.starts_with("KEY_")), "{}: {ids:?}", row.name);
            }
        }
    }

    /// What is wrong with one text hides nothing that is said of the others, and nothing is said of what it may say.
    #[test]
    fn a_text_that_cannot_be_read_hides_no_finding_of_the_others() {
        let request = |claims: &str, protected: &str| {
            let signature = SignatureRequest {
                algorithm: SIGNATURE_ALGORITHMS.iter().find(|row| row.name == "ES256"),
                key: placeholder(),
                protected: protected.to_owned(),
                unprotected: String::new(),
                sync: HeaderSync::InStep,
            };
            let signing = Signing {
                serialization: Serialization::Compact,
                is_detached: false,
                is_unencoded: false,
                signatures: vec![signature],
            };
            BuildRequest {
                payload: Payload::Claims(claims.to_owned()),
                signing: Some(signing),
                encryption: None,
                allow_weak: false,
            }
        };
        let missed = [StandIn { signs: true, index: 0, key_id: None }];
        let said = |claims: &str, protected: &str| {
            let said = rehearse(request(claims, protected), &missed, NOW, &Sending::default(), |_, _| Vec::new());
            assert!(said.fault.is_some(), "{claims} {protected}");
            said.remarks.iter().map(|remark| remark.finding.rule.id).collect::<Vec<_>>()
        };
        for claims in [r#"{"sub":"a","#, r#"{"sub":"a","sub":"b"}"#, "[]"] {
            assert_eq!(said(claims, r#"{"alg":"ES256","p2c":1000}"#), ["HDR_STRAY"], "{claims}");
        }
        let of_claims = said(r#"{"sub":"a","exp":"1700000300"}"#, r#"{"alg":"ES256","p2c":1000"#);
        assert!(of_claims.contains(&"TIME_MALFORMED") && !of_claims.contains(&"HDR_STRAY"), "{of_claims:?}");
    }

    /// With every algorithm for a recipient: each parameter that another algorithm's keys need, and that this one ignores.
    #[test]
    fn a_parameter_of_another_algorithm_is_found_without_the_key() {
        let values = [
            ("apu", r#""YQ""#),
            ("apv", r#""Yg""#),
            ("iv", r#""AAAAAAAAAAAAAAAA""#),
            ("tag", r#""AAAAAAAAAAAAAAAAAAAAAA""#),
            (
                "epk",
                r#"{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}"#,
            ),
            ("p2s", r#""YWFhYWFhYWFhYWFhYWFhYQ""#),
            ("p2c", "600000"),
        ];
        let mut wrong = Vec::new();
        for row in KEY_MANAGEMENT_ALGORITHMS {
            let own = key_management::own_parameters(row.family);
            for (name, value) in values.iter().filter(|(name, _)| !own.contains(name)) {
                for sync in [HeaderSync::InStep, HeaderSync::AlgorithmOnly, HeaderSync::LeftAlone] {
                    let header = format!(r#"{{"alg":"{}","enc":"A256GCM","{name}":{value}}}"#, row.name);
                    let mut recipient = RecipientRequest::new(placeholder().unwrap());
                    recipient.algorithm = Some(row).filter(|_| sync != HeaderSync::LeftAlone);
                    let encryption = Encryption { sync, ..Encryption::compact(recipient, header) };
                    let payload = Payload::Claims(r#"{"sub":"a","exp":1700000300}"#.to_owned());
                    let request =
                        BuildRequest { payload, signing: None, encryption: Some(encryption), allow_weak: false };
                    let missed = [StandIn { signs: false, index: 0, key_id: None }];
                    let said = rehearse(request, &missed, NOW, &Sending::default(), |_, _| Vec::new());
                    let found = said.remarks.iter().find(|remark| {
                        remark.finding.rule.id == "HDR_STRAY" && remark.finding.message.starts_with(name)
                    });
                    if found.is_none_or(|remark| remark.span.is_none() || remark.place != Place::EncryptionHeader) {
                        wrong.push(format!("{} {name} {sync:?}: {:?} {found:?}", row.name, said.fault));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
