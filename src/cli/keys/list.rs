//! `jotsmith keys list`: keyrings, and what is in one or in a file. Nothing private.

use super::arguments::ListArguments;
use super::error::KeysError;
use super::file::key_file;
use crate::cli::source::error::SourceError;
use crate::cli::source::key::PASSPHRASE;
use crate::cli::source::keyring;
use crate::cli::source::passphrase::{Passphrase, check_used};
use crate::cli::source::print::print;
use crate::engine::jwt::numeric_date;
use crate::engine::key::{Jwk, KeyIds};
use crate::engine::keyring::{EntryDetails, Form, KeptToken, KeyringEntry, Outline, check_form, outline};
use crate::engine::speech;
use crate::engine::text::escape::escaped;
use crate::engine::text::words::grouped;
use crate::store::synced;
use serde_json::{Value, json};

pub(super) fn list(arguments: &ListArguments) -> Result<(), KeysError> {
    let mut passphrase = Passphrase::of(arguments.passphrase.origin())?;
    let mut ids = KeyIds::default();
    let text = match (&arguments.keyring, &arguments.file) {
        (Some(name), _) => {
            let keyring = keyring::read(name, &mut passphrase, arguments.trust, &mut ids)?;
            check_used(passphrase.as_ref())?;
            let entries: Vec<ListedKey> = keyring.entries().iter().map(ListedKey::of_entry).collect();
            match arguments.json {
                true => keys_json(Some((name, &mut keyring.tokens())), &entries),
                false => keys_text(Some(name), &entries) + &tokens_text(keyring.tokens()),
            }
        }
        (None, Some(path)) => {
            let is_keyring = |name: &str| keyring::folder().is_ok_and(|folder| folder.read(name).is_ok());
            if let Some(name) = path.to_str().filter(|name| !path.exists() && is_keyring(name)) {
                return Err(KeysError::KeyringByName(name.to_owned()));
            }
            let keys = key_file(path, passphrase.as_ref(), PASSPHRASE, "", &mut ids)?;
            passphrase.iter().for_each(Passphrase::tell_unused);
            let entries: Vec<ListedKey> = keys.iter().map(|key| ListedKey::of_key(&key.key)).collect();
            if arguments.json { keys_json(None, &entries) } else { keys_text(None, &entries) }
        }
        (None, None) => keyrings(arguments.json)?,
    };
    Ok(print(text.as_bytes())?)
}

fn keyrings(as_json: bool) -> Result<String, SourceError> {
    let folder = keyring::folder()?;
    let listed = folder.list().map_err(|error| SourceError::Load { name: String::new(), error })?;
    let mut rows = Vec::new();
    for listed in listed {
        // What is in a header that everybody may read.
        let outline: Option<Outline> = folder
            .read(&listed.name)
            .ok()
            .and_then(|(form, bytes)| outline(&bytes).ok().filter(|_| check_form(&bytes, form).is_ok()));
        rows.push((listed, outline));
    }
    if as_json {
        let list: Vec<Value> = rows
            .iter()
            .map(|(listed, outline)| {
                json!({
                    "name": listed.name,
                    "encrypted": listed.form == Form::Encrypted,
                    "algorithm": outline.as_ref().and_then(|outline| outline.algorithm.clone()),
                    "iterations": outline.as_ref().and_then(|outline| outline.iterations),
                    "readable": outline.is_some(),
                    "copied_by": synced::carrier(&listed.path),
                    "path": listed.path.to_string_lossy(),
                })
            })
            .collect();
        return Ok(format!("{}\n", json!({ "keyrings": list })));
    }
    if rows.is_empty() {
        return Ok(format!("No keyrings in {}\n", escaped(&folder.path().display().to_string())));
    }
    let width = rows.iter().map(|(listed, _)| listed.name.chars().count()).max().unwrap_or(0);
    let lines = rows.iter().map(|(listed, outline)| {
        let how = match (outline, listed.form) {
            (None, _) => "damaged, or not a keyring".to_owned(),
            (Some(Outline { iterations: Some(iterations), .. }), _) => {
                format!("locked, {} iterations", grouped(u128::from(*iterations)))
            }
            (Some(_), Form::Encrypted) => "locked".to_owned(),
            (Some(_), Form::Public) => "public keys, not encrypted".to_owned(),
        };
        let padding = " ".repeat(width - listed.name.chars().count());
        let copies = synced::carrier(&listed.path).map_or_else(String::new, |carrier| format!(", in {carrier}"));
        format!("{}{padding}  {how}{copies}\n", escaped(&listed.name))
    });
    Ok(lines.collect())
}

/// What is listed of a key: nothing private.
struct ListedKey<'a> {
    key: Result<&'a Jwk, String>,
    details: Option<&'a EntryDetails>,
}

impl<'a> ListedKey<'a> {
    fn of_entry(entry: &'a KeyringEntry) -> Self {
        Self { key: entry.key().map(|key| &**key).map_err(ToString::to_string), details: Some(entry.details()) }
    }

    fn of_key(key: &'a Jwk) -> Self {
        Self { key: Ok(key), details: None }
    }
}

/// One entry, and its public half.
pub(super) fn described(keyring: &str, entry: &KeyringEntry, as_json: bool) -> String {
    let listed = [ListedKey::of_entry(entry)];
    let public = entry.public_text();
    if as_json {
        let text = keys_json(None, &listed);
        let mut row: Value = serde_json::from_str(&text).unwrap_or_default();
        let mut row = row.pointer_mut("/keys/0").map(Value::take).unwrap_or_default();
        if let (Some(public), Some(row)) =
            (public.and_then(|text| serde_json::from_str::<Value>(&text).ok()), row.as_object_mut())
        {
            row.insert("public_jwk".to_owned(), public);
        }
        return format!("{row}\n");
    }
    let text = keys_text(Some(keyring), &listed);
    let public =
        public.map_or_else(|| "     a shared secret has no public half".to_owned(), |text| escaped(&text).into_owned());
    format!("{text}{public}\n")
}

/// The tokens that are kept in a keyring: what one knows them by, never themselves.
fn tokens_text<'a>(tokens: impl Iterator<Item = &'a KeptToken>) -> String {
    let mut out = String::new();
    for (index, token) in tokens.enumerate() {
        if index == 0 {
            out.push_str("\nTokens\n");
        }
        out.push_str(&format!("{:>3}  {}\n", index + 1, escaped(&token.name)));
        let since = token.created.map(|created| format!("kept {}", numeric_date::format_utc(created)));
        let about =
            Some(token.about.as_str()).filter(|about| !about.is_empty()).map(|about| escaped(about).into_owned());
        let facts: Vec<String> = about.into_iter().chain(since).collect();
        if !facts.is_empty() {
            out.push_str(&format!("     {}\n", facts.join(", ")));
        }
    }
    out
}

fn keys_json(keyring: Option<(&str, &mut dyn Iterator<Item = &KeptToken>)>, entries: &[ListedKey<'_>]) -> String {
    let keys: Vec<Value> = entries
        .iter()
        .map(|entry| {
            let mut row = match &entry.key {
                Ok(key) => json!({
                    "kid": key.key_id,
                    "kty": key.key_type().name(),
                    "crv": key.curve().map(|curve| curve.name()),
                    "alg": key.algorithm,
                    "use": key.public_key_use,
                    "key_ops": key.key_operations,
                    "private": key.is_private(),
                    "thumbprint": key.shown_thumbprint(),
                    "findings": key.findings.iter().map(|finding| json!({
                        "rule": finding.rule.id,
                        "severity": finding.severity.word(),
                        "message": finding.message,
                    })).collect::<Vec<_>>(),
                }),
                Err(problem) => json!({ "problem": problem }),
            };
            if let (None, Ok(key), Some(row)) = (entry.details, &entry.key, row.as_object_mut()) {
                row.insert("name".to_owned(), json!(key.name));
            }
            if let (Some(details), Some(row)) = (entry.details, row.as_object_mut()) {
                row.insert("name".to_owned(), json!(details.name));
                row.insert("created".to_owned(), json!(details.created));
                row.insert("issuer".to_owned(), json!(details.issuer));
                row.insert("source".to_owned(), json!(details.source));
            }
            row
        })
        .collect();
    let Some((name, tokens)) = keyring else {
        return format!("{}\n", json!({ "keyring": null, "keys": keys }));
    };
    let tokens: Vec<Value> =
        tokens.map(|token| json!({ "name": token.name, "about": token.about, "created": token.created })).collect();
    format!("{}\n", json!({ "keyring": name, "keys": keys, "tokens": tokens }))
}

/// The keys of a keyring or of a file.
fn keys_text(keyring: Option<&str>, entries: &[ListedKey<'_>]) -> String {
    if entries.is_empty() {
        return "No keys\n".to_owned();
    }
    let mut out = String::new();
    for (index, entry) in entries.iter().enumerate() {
        match &entry.key {
            Ok(key) => {
                let kind = speech::key::plain_kind(key.kind());
                let half = if key.is_private() { "private" } else { "public" };
                let kid =
                    key.key_id.as_deref().map_or("no kid".to_owned(), |key_id| format!("kid {}", escaped(key_id)));
                let name = key.name.as_deref().map_or(kid.clone(), |name| format!("{}, {kid}", escaped(name)));
                out.push_str(&format!("{:>3}  {name}\n     {}, {half}", index + 1, kind));
                for (label, value) in [("alg", &key.algorithm), ("use", &key.public_key_use)] {
                    if let Some(value) = value {
                        out.push_str(&format!(", {label} {}", escaped(value)));
                    }
                }
                out.push_str(&format!("\n     {}", speech::key::can_do(key)));
                match key.shown_thumbprint() {
                    Some(thumbprint) => out.push_str(&format!("\n     thumbprint {thumbprint}\n")),
                    None => out.push_str("\n     no thumbprint shown: it would help to guess the secret\n"),
                }
                for finding in &key.findings {
                    out.push_str(&format!("     {}: {}\n", finding.severity.spoken(), escaped(&finding.message)));
                }
            }
            Err(problem) => out.push_str(&format!("{:>3}  cannot be used: {}\n", index + 1, escaped(problem))),
        }
        if let Some(issuer) = entry.details.and_then(|details| details.issuer.as_deref()) {
            out.push_str(&format!("     pinned to issuer {}\n", escaped(issuer)));
        }
        if let (None, Ok(key)) = (keyring, &entry.key) {
            out.push_str(&format!("     from {}, {}\n", escaped(&key.source.name), escaped(&key.source.format)));
        }
        if let (Some(keyring), Some(details)) = (keyring, entry.details) {
            let source = details.source.as_deref().map(|source| format!("from {}", escaped(source)));
            let since = details.created.map(|created| format!("added {}", numeric_date::format_utc(created)));
            let place = format!("in keyring {}", escaped(keyring));
            let facts: Vec<String> = [Some(place), source, since].into_iter().flatten().collect();
            out.push_str(&format!("     {}\n", facts.join(", ")));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{keys_json, tokens_text};
    use crate::engine::keyring::KeptToken;

    /// What keeps a token away from others is that nothing shows it.
    #[test]
    fn kept_tokens_are_named_and_not_shown() {
        let kept = [
            KeptToken::new("eyJhbGciOiJub25lIn0.e30.secret", "id_token", "https://a.example · alice", 1_795_442_400),
            KeptToken::new("eyJhbGciOiJub25lIn0.e30.other", "a\u{202e}b", "", 0),
        ];
        let text = tokens_text(kept.iter());
        let json = keys_json(Some(("work", &mut kept.iter())), &[]);
        assert!(text.contains("id_token") && text.contains("alice") && text.contains("2026-11-23"), "{text}");
        assert!(!text.contains("eyJ") && !json.contains("eyJ") && !text.contains('\u{202e}'), "{text}{json}");
        assert!(json.contains(r#""tokens":[{"#), "{json}");
        assert_eq!(tokens_text([].iter()), "");
    }
}
