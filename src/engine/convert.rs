//! The same object in another serialization (RFC 7515 §7, RFC 7516 §7, RFC 9901 §8), where nothing is lost: every part is
//! carried over character for character, so that what was signed or encrypted stays what it was. Where something would be
//! lost, the reason.

use super::ground::json;
use super::ground::json::{Kind, Value};
use super::ground::limit::Limits;
use super::jose::header::JoseHeader;
use super::jose::jwe::Jwe;
use super::jose::jws::{Jws, Serialization};
use super::jose::layer::JoseObject;
use super::jose::part::{Part, PartName};
use super::verify::sd_jwt;

/// Members of a JWS that stand beside one signature, and those that all signatures share (RFC 7515 §7.2).
const SIGNATURE_MEMBERS: &[&str] = &["protected", "header", "signature"];
/// Members of a JWE that stand beside one recipient (RFC 7516 §7.2).
const RECIPIENT_MEMBERS: &[&str] = &["header", "encrypted_key"];

/// Members that have a meaning where the object itself stands (RFC 7515 §7.2, RFC 7516 §7.2).
const ROOT_MEMBERS: &[&str] = &[
    "payload",
    "signatures",
    "signature",
    "protected",
    "unprotected",
    "header",
    "recipients",
    "encrypted_key",
    "iv",
    "ciphertext",
    "tag",
    "aad",
];

/// Why an object cannot be written in another serialization without losing something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConvertError {
    /// It is neither JWS nor JWE.
    Unreadable,
    /// It breaks a rule; a conversion would hide that.
    Malformed(Malformation),
    /// More signatures or recipients than there is room for.
    Several {
        /// `signatures` or `recipients`.
        what: &'static str,
        count: usize,
    },
    /// There is no protected header.
    NoProtectedHeader,
    /// Header parameters that only JSON has a place for.
    Unprotected(Vec<String>),
    /// An unencoded payload (RFC 7797) with characters that compact has no place for.
    UnencodedPayload,
    /// An empty payload, which compact would show as detached.
    EmptyPayload,
    /// Additional authenticated data (RFC 7516 §7.2.1).
    AdditionalData,
    /// A member that no standard names.
    LostMember(String),
}

/// What is wrong with an object that cannot be carried over as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Malformation {
    /// A part is not base64url.
    NotBase64url(PartName),
    /// Its disclosures or its key binding break a rule.
    Rule(String),
    PartMissing,
    /// Something stands behind it.
    TrailingData,
    /// The header is empty.
    NoHeader,
    NoSignature,
    /// Not JSON from end to end.
    NotJson,
    /// The payload is not a text.
    PayloadNotText,
    /// A member of an entry stands beside the list of entries.
    Beside {
        name: &'static str,
        list: &'static str,
    },
    /// The list is something else.
    NotAList(&'static str),
    EmptyList(&'static str),
    /// A member without which the object would be something else.
    Missing(&'static str),
    /// A member that means something elsewhere.
    Misplaced {
        name: String,
        list: &'static str,
    },
    /// A member that is there twice.
    Twice(String),
}

impl ConvertError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable => "convert-unreadable",
            Self::Malformed(_) => "convert-malformed",
            Self::Several { .. } => "convert-several",
            Self::NoProtectedHeader => "convert-no-protected",
            Self::Unprotected(_) => "convert-unprotected",
            Self::UnencodedPayload => "convert-unencoded",
            Self::EmptyPayload => "convert-empty-payload",
            Self::AdditionalData => "convert-aad",
            Self::LostMember(_) => "convert-members",
        }
    }
}

/// Writes `object`, which was read from `layer_text`, in the serialization `to`.
///
/// Detached payloads stay detached. The text of an object that is in that serialization already comes back as it is.
pub fn convert(layer_text: &str, object: &JoseObject, to: Serialization) -> Result<String, ConvertError> {
    let (from, list, members) = match object {
        JoseObject::Jws(jws) => (jws.serialization, "signatures", SIGNATURE_MEMBERS),
        JoseObject::Jwe(jwe) => (jwe.serialization, "recipients", RECIPIENT_MEMBERS),
        JoseObject::Unreadable(_) => {
            return Err(ConvertError::Unreadable);
        }
    };
    if from == to {
        return Ok(layer_text.to_owned());
    }
    match (from, to, object) {
        (Serialization::Compact, _, JoseObject::Jws(jws)) => {
            let (shared, own) = jws_members(layer_text, jws)?;
            Ok(written(to, list, &shared, &own))
        }
        (Serialization::Compact, _, JoseObject::Jwe(jwe)) => {
            let (shared, own) = jwe_members(layer_text, jwe)?;
            Ok(written(to, list, &shared, &own))
        }
        (_, Serialization::Compact, JoseObject::Jws(jws)) => jws_compact(layer_text, jws),
        (_, Serialization::Compact, JoseObject::Jwe(jwe)) => jwe_compact(layer_text, jwe),
        _ => between_json(layer_text, to, list, members),
    }
}

/// A member: name and value, both as JSON.
type Member = (String, String);

fn text_member(name: &str, text: &str) -> Member {
    (quoted(name), quoted(text))
}

/// A JSON string. Nothing but text goes in, so it cannot fail.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn object(members: &[Member]) -> String {
    let members: Vec<String> = members.iter().map(|(name, value)| format!("{name}:{value}")).collect();
    format!("{{{}}}", members.join(","))
}

/// Both JSON serializations: `own` are the members of the only signature or recipient.
fn written(to: Serialization, list: &str, shared: &[Member], own: &[Member]) -> String {
    let mut members = shared.to_vec();
    if to == Serialization::General {
        members.push((quoted(list), format!("[{}]", object(own))));
    } else {
        members.extend_from_slice(own);
    }
    object(&members)
}

/// The characters of a part, where they are base64url as it must be and so mean the same everywhere.
fn sound<'a>(part: &'a Part, layer_text: &'a str) -> Result<&'a str, ConvertError> {
    if part.is_strict() {
        Ok(part.text(layer_text))
    } else {
        Err(ConvertError::Malformed(Malformation::NotBase64url(part.name)))
    }
}

// ---- From compact

fn jws_members(layer_text: &str, jws: &Jws) -> Result<(Vec<Member>, Vec<Member>), ConvertError> {
    let missing = || ConvertError::Malformed(Malformation::PartMissing);
    let entry = jws.signatures.first().ok_or_else(missing)?;
    let protected = written_header(protected_part(&entry.header), layer_text)?;
    let signature = entry.signature.as_ref().ok_or_else(missing)?;
    let mut shared = Vec::new();
    if let Some(payload) = &jws.payload {
        // An unencoded payload is its own characters, and JSON may have to escape them (RFC 7797 §4, §5.2).
        let text = if entry.is_unencoded() { payload.text(layer_text) } else { sound(payload, layer_text)? };
        shared.push(text_member("payload", text));
    }
    let mut own = vec![text_member("protected", sound(protected, layer_text)?)];
    if let Some((disclosures, key_binding)) = presented(jws, layer_text)? {
        let list: Vec<String> = disclosures.iter().map(|disclosure| quoted(disclosure)).collect();
        let mut header = vec![(quoted("disclosures"), format!("[{}]", list.join(",")))];
        header.extend(key_binding.map(|key_binding| text_member("kb_jwt", &key_binding)));
        own.push((quoted("header"), object(&header)));
    }
    own.push(text_member("signature", sound(signature, layer_text)?));
    Ok((shared, own))
}

/// The disclosures of an SD-JWT and its key binding JWT.
type Presented = (Vec<String>, Option<String>);

/// Disclosures and key binding of an SD-JWT that can be taken apart without doubt.
fn presented(jws: &Jws, layer_text: &str) -> Result<Option<Presented>, ConvertError> {
    sd_jwt::presented(jws, layer_text, &Limits::DEFAULT)
        .map_err(|fault| ConvertError::Malformed(Malformation::Rule(fault.message)))
        .map(|found| found.map(|found| (found.disclosures, found.key_binding)))
}

fn jwe_members(layer_text: &str, jwe: &Jwe) -> Result<(Vec<Member>, Vec<Member>), ConvertError> {
    if layer_text.contains('~') {
        return Err(ConvertError::Malformed(Malformation::TrailingData));
    }
    let missing = || ConvertError::Malformed(Malformation::PartMissing);
    let protected = written_header(jwe.protected.as_ref(), layer_text)?;
    let ciphertext = jwe.ciphertext.as_ref().ok_or_else(missing)?;
    let mut shared = vec![text_member("protected", sound(protected, layer_text)?)];
    // RFC 7516 §7.2.1: members whose value would be empty are absent; the ciphertext never is.
    for (name, part, is_needed) in
        [("iv", jwe.iv.as_ref(), false), ("ciphertext", Some(ciphertext), true), ("tag", jwe.tag.as_ref(), false)]
    {
        if let Some(part) = part
            && (is_needed || !part.text(layer_text).is_empty())
        {
            shared.push(text_member(name, sound(part, layer_text)?));
        }
    }
    let encrypted_key = jwe.recipients.first().and_then(|recipient| recipient.encrypted_key.as_ref());
    let mut own = Vec::new();
    if let Some(part) = encrypted_key.filter(|part| !part.text(layer_text).is_empty()) {
        own.push(text_member("encrypted_key", sound(part, layer_text)?));
    }
    Ok((shared, own))
}

/// The header of the compact serialization, where something is there: JSON has another way to say that there is none
/// (RFC 7515 §7.2.1, RFC 7516 §7.2.1).
fn written_header<'a>(protected: Option<&'a Part>, layer_text: &str) -> Result<&'a Part, ConvertError> {
    protected.filter(|part| !part.text(layer_text).is_empty()).ok_or(ConvertError::Malformed(Malformation::NoHeader))
}

fn protected_part(header: &JoseHeader) -> Option<&Part> {
    header.sources.iter().find(|source| source.origin == super::jose::header::Origin::Protected)?.part.as_ref()
}

// ---- To compact

/// The names of parameters that only JSON has a place for.
fn unprotected(names: Vec<String>) -> Option<ConvertError> {
    if names.is_empty() {
        return None;
    }
    Some(ConvertError::Unprotected(names))
}

fn open_names(header: &JoseHeader) -> Vec<String> {
    header
        .parameters()
        .filter(|parameter| parameter.origin != super::jose::header::Origin::Protected)
        .filter_map(|parameter| parameter.value.name().map(|name| name.chars().take(64).collect()))
        .take(8)
        .collect()
}

/// The root of a JSON serialization.
fn checked_root(document: &json::Document) -> Result<Value<'_>, ConvertError> {
    document.object().ok_or(ConvertError::Malformed(Malformation::NotJson))
}

fn jws_compact(layer_text: &str, jws: &Jws) -> Result<String, ConvertError> {
    let document = json::scan(layer_text.as_bytes(), Limits::DEFAULT.json_depth);
    let root = checked_root(&document)?;
    let entry = only_entry(root, "signatures", SIGNATURE_MEMBERS)?;
    let signature = match &jws.signatures[..] {
        [signature] => signature,
        more => return Err(ConvertError::Several { what: "signatures", count: more.len() }),
    };
    lost_members(root, entry, &["payload", "signatures"], SIGNATURE_MEMBERS)?;
    let presented = presented(jws, layer_text)?;
    let mut names = open_names(&signature.header);
    if presented.is_some() {
        names.retain(|name| name != "disclosures" && name != "kb_jwt");
    }
    if let Some(reason) = unprotected(names) {
        return Err(reason);
    }
    let protected = sound(protected_part(&signature.header).ok_or(ConvertError::NoProtectedHeader)?, layer_text)?;
    let part = signature.signature.as_ref().ok_or(ConvertError::Malformed(Malformation::NoSignature))?;
    let payload = match &jws.payload {
        None if jws.detached => "",
        None => return Err(ConvertError::Malformed(Malformation::PayloadNotText)),
        Some(payload) if signature.is_unencoded() => {
            let text = payload.text(layer_text);
            // RFC 7797 §5.2: printable ASCII without a full stop.
            if !text.bytes().all(|byte| matches!(byte, 0x20..=0x2d | 0x2f..=0x7e)) {
                return Err(ConvertError::UnencodedPayload);
            }
            text
        }
        Some(payload) => sound(payload, layer_text)?,
    };
    if payload.is_empty() && !jws.detached {
        return Err(ConvertError::EmptyPayload);
    }
    let mut out = format!("{protected}.{payload}.{}", sound(part, layer_text)?);
    if let Some((disclosures, key_binding)) = presented {
        out.push('~');
        for disclosure in disclosures {
            out.push_str(&disclosure);
            out.push('~');
        }
        out.push_str(&key_binding.unwrap_or_default());
    }
    Ok(out)
}

fn jwe_compact(layer_text: &str, jwe: &Jwe) -> Result<String, ConvertError> {
    let document = json::scan(layer_text.as_bytes(), Limits::DEFAULT.json_depth);
    let root = checked_root(&document)?;
    let entry = only_entry(root, "recipients", RECIPIENT_MEMBERS)?;
    let recipient = match &jwe.recipients[..] {
        [recipient] => recipient,
        more => return Err(ConvertError::Several { what: "recipients", count: more.len() }),
    };
    let shared = ["protected", "unprotected", "iv", "aad", "ciphertext", "tag", "recipients"];
    lost_members(root, entry, &shared, RECIPIENT_MEMBERS)?;
    if let Some(reason) = unprotected(open_names(&recipient.header)) {
        return Err(reason);
    }
    // An empty "aad" still puts a dot into what the tag covers.
    if jwe.aad.is_some() || root.get("aad").is_some() {
        return Err(ConvertError::AdditionalData);
    }
    let protected = sound(jwe.protected.as_ref().ok_or(ConvertError::NoProtectedHeader)?, layer_text)?;
    let mut out = protected.to_owned();
    for part in [&recipient.encrypted_key, &jwe.iv, &jwe.ciphertext, &jwe.tag] {
        out.push('.');
        if let Some(part) = part {
            out.push_str(sound(part, layer_text)?);
        }
    }
    Ok(out)
}

// ---- Between the JSON serializations

/// The only signature or recipient: the one in the list, or the root itself. Neither has a member twice, and none of the
/// entry's members stands beside the list.
fn only_entry<'a>(root: Value<'a>, list: &'static str, members: &[&'static str]) -> Result<Value<'a>, ConvertError> {
    let unique = |object: Value<'a>| match json::duplicates(object).first() {
        Some((name, _)) => Err(twice(name)),
        None => Ok(object),
    };
    unique(root)?;
    let Some(entries) = root.get(list) else { return Ok(root) };
    if let Some(name) = members.iter().find(|name| root.get(name).is_some()) {
        return Err(ConvertError::Malformed(Malformation::Beside { name, list }));
    }
    if entries.kind() != Kind::Array {
        return Err(ConvertError::Malformed(Malformation::NotAList(list)));
    }
    match (entries.child_count(), entries.children().next()) {
        (1, Some(entry)) if entry.kind() == Kind::Object => unique(entry),
        (0 | 1, _) => Err(ConvertError::Malformed(Malformation::EmptyList(list))),
        (count, _) => Err(ConvertError::Several { what: list, count }),
    }
}

/// Members that no standard names are ignored by everybody (RFC 7515 §7.2.1), but they would be gone.
fn lost_members(root: Value<'_>, entry: Value<'_>, shared: &[&str], own: &[&str]) -> Result<(), ConvertError> {
    let is_flattened = root.index() == entry.index();
    let lost = root
        .members()
        .filter(|member| !(shared.contains(&&*member.name) || is_flattened && own.contains(&&*member.name)))
        .chain(entry.members().filter(|member| !is_flattened && !own.contains(&&*member.name)))
        .map(|member| member.name.chars().take(64).collect::<String>())
        .next();
    match lost {
        Some(name) => Err(ConvertError::LostMember(name)),
        None => Ok(()),
    }
}

fn twice(name: &str) -> ConvertError {
    ConvertError::Malformed(Malformation::Twice(shortened(name)))
}

/// A name as it may stand in a message.
fn shortened(name: &str) -> String {
    name.chars().take(64).collect()
}

fn between_json(
    layer_text: &str,
    to: Serialization,
    list: &'static str,
    members: &[&'static str],
) -> Result<String, ConvertError> {
    let document = json::scan(layer_text.as_bytes(), Limits::DEFAULT.json_depth);
    let root = checked_root(&document)?;
    let entry = only_entry(root, list, members)?;
    let is_flattened = root.index() == entry.index();
    // Without it the other form could not be told for what it is.
    let (holder, needed) = if list == "signatures" { (entry, "signature") } else { (root, "ciphertext") };
    if holder.get(needed).is_none() {
        return Err(ConvertError::Malformed(Malformation::Missing(needed)));
    }
    let carried = |value: Value<'_>| -> Member {
        let name = value.name().unwrap_or_default();
        (quoted(&name), value.lexeme().into_owned())
    };
    let is_own = |value: &Value<'_>| value.name().is_some_and(|name| members.contains(&&*name));
    if is_flattened {
        let shared: Vec<Member> = root.children().filter(|value| !is_own(value)).map(carried).collect();
        let own: Vec<Member> = root.children().filter(is_own).map(carried).collect();
        return Ok(written(to, list, &shared, &own));
    }
    let shared: Vec<Value<'_>> =
        root.children().filter(|value| value.name().is_some_and(|name| name != list)).collect();
    // What stands in the entry and in the root would be one member.
    let names: std::collections::HashSet<_> = shared.iter().filter_map(|value| value.name()).collect();
    if let Some(name) = entry.members().map(|member| member.name).find(|name| names.contains(name) || name == list) {
        return Err(twice(&name));
    }
    // Nobody reads it where it stands; beside the shared members it would be taken for one of them.
    let means_more = |name: &str| ROOT_MEMBERS.contains(&name) && !members.contains(&name);
    if let Some(name) = entry.members().map(|member| member.name).find(|name| means_more(name)) {
        return Err(ConvertError::Malformed(Malformation::Misplaced { name: shortened(&name), list }));
    }
    let shared: Vec<Member> = shared.into_iter().map(carried).collect();
    let own: Vec<Member> = entry.children().map(carried).collect();
    Ok(written(to, list, &shared, &own))
}
