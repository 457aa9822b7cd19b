//! What is expected of the tokens of one API, as a file: JSON, to be kept beside the code that verifies them. Nothing secret
//! is in it.

use super::moment;
use super::policy::{AlgorithmError, Policy, accepts_algorithm, expected_value};
use super::profile;
use crate::engine::ground::json::{self, Kind, Value};
use crate::engine::ground::limit::Limits;
use crate::engine::text::words::{meant, shown_name};
use std::collections::HashSet;

/// Expectations with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPolicy {
    /// What it is for; empty where the file does not say.
    pub name: String,
    pub policy: Policy,
}

/// Why a file holds no expectations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyFileError {
    /// It is no JSON, or broken from this byte on.
    Syntax {
        at: usize,
        /// Where that is, both counted from 1.
        line: usize,
        column: usize,
        /// A comma stands in front of it, which JSON does not have there.
        is_comma: bool,
    },
    /// It is JSON, but no object.
    NotAnObject,
    /// A member that means nothing here: a typing error would otherwise expect nothing.
    Unknown {
        name: String,
    },
    Twice {
        name: String,
    },
    /// A member has another kind of value than it must have.
    Value {
        name: &'static str,
        expected: &'static str,
    },
    /// A string with nothing in it.
    Empty {
        name: &'static str,
    },
    /// A kind of token that is not known.
    Profile {
        name: String,
    },
    /// An algorithm that is not known, or `none`.
    Algorithm(AlgorithmError),
}

impl std::fmt::Display for PolicyFileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax { line, column, is_comma, .. } => {
                let comma = if *is_comma { ": remove the comma before it" } else { "" };
                write!(f, "it is not JSON at line {line}, column {column}{comma}")
            }
            Self::NotAnObject => f.write_str("it is not a JSON object"),
            Self::Unknown { name } => {
                let (name, all) = (shown_name(name), MEMBERS.join(", "));
                match meant(&name, MEMBERS) {
                    Some(meant) => write!(f, "unknown member \"{name}\". Did you mean {meant}? Members are {all}"),
                    None => write!(f, "unknown member \"{name}\": use {all}"),
                }
            }
            Self::Twice { name } => write!(f, "\"{}\" appears twice", shown_name(name)),
            Self::Value { name, expected } => write!(f, "\"{name}\" must be {expected}"),
            Self::Empty { name } => write!(f, "\"{name}\" is empty: give it a value, or leave it out"),
            Self::Algorithm(error) => error.fmt(f),
            Self::Profile { name } => {
                let guess = meant(name, profile::PROFILES.iter().map(|row| row.id));
                let guess =
                    guess.map(|guess| format!(". Did you mean {guess}? All")).unwrap_or_else(|| ": all".to_owned());
                write!(f, "unknown profile \"{}\"{guess} are listed by jotsmith profiles", shown_name(name))
            }
        }
    }
}

impl std::error::Error for PolicyFileError {}

const MEMBERS: [&str; 12] = [
    "name",
    "issuer",
    "audience",
    "nonce",
    "typ",
    "profile",
    "algorithms",
    "claims",
    "max_age",
    "leeway",
    "expires_in",
    "proof_window",
];

/// Reads the text of a file.
///
/// # Errors
///
/// See [`PolicyFileError`].
pub fn read(text: &str) -> Result<NamedPolicy, PolicyFileError> {
    let named = kept(text)?;
    named.policy.algorithms.iter().try_for_each(|name| accepts_algorithm(name)).map_err(PolicyFileError::Algorithm)?;
    Ok(named)
}

/// Reads what was kept, where an earlier version accepted names of algorithms that no token has: who kept it sees it again.
///
/// # Errors
///
/// See [`PolicyFileError`].
pub fn kept(text: &str) -> Result<NamedPolicy, PolicyFileError> {
    let document = json::scan(text.trim_start_matches('\u{feff}').as_bytes(), Limits::DEFAULT.json_depth);
    if let Some(fault) = document.fault() {
        return Err(syntax(text.trim_start_matches('\u{feff}'), fault.span.start));
    }
    let object = document.object().filter(|root| root.kind() == Kind::Object).ok_or(PolicyFileError::NotAnObject)?;
    let mut named = NamedPolicy { name: String::new(), policy: Policy::default() };
    let mut seen = HashSet::new();
    for member in object.members() {
        let name = member.name.into_owned();
        let known = MEMBERS.into_iter().find(|known| *known == name);
        let Some(known) = known else { return Err(PolicyFileError::Unknown { name }) };
        if !seen.insert(known) {
            return Err(PolicyFileError::Twice { name });
        }
        put(&mut named, known, member.value)?;
    }
    Ok(named)
}

fn syntax(text: &str, at: usize) -> PolicyFileError {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
    let is_end = text.as_bytes().get(at).is_some_and(|byte| matches!(byte, b'}' | b']'));
    PolicyFileError::Syntax { at, line, column, is_comma: is_end && before.trim_ascii_end().ends_with(b",") }
}

/// Writes expectations so that [`read`] gives them back: what is not expected has no member.
pub fn write(named: &NamedPolicy) -> serde_json::Value {
    let NamedPolicy { name, policy } = named;
    let mut members = serde_json::Map::new();
    let mut put = |name: &str, value: Option<serde_json::Value>| {
        members.extend(value.map(|value| (name.to_owned(), value)));
    };
    let text = |text: &Option<String>| text.as_deref().filter(|text| !text.is_empty()).map(serde_json::Value::from);
    let seconds = |seconds: Option<u64>| seconds.map(serde_json::Value::from);
    put("name", text(&Some(name.clone())));
    put("issuer", text(&policy.issuer));
    put("audience", text(&policy.audience));
    put("nonce", text(&policy.nonce));
    put("typ", text(&policy.token_type));
    put("profile", policy.profile.and_then(profile::row).map(|row| row.id.into()));
    put("algorithms", (!policy.algorithms.is_empty()).then(|| policy.algorithms.clone().into()));
    let wanted =
        |name: &String| policy.required_values.iter().find(|(of, _)| of == name).map(|(_, value)| value.clone());
    // Without any value a list of names says it: null in it would be one more value that is taken.
    let claims: serde_json::Value = match policy.required_values.is_empty() {
        true => policy.required_claims.clone().into(),
        false => {
            let member = |name: &String| (name.clone(), wanted(name).unwrap_or_default());
            policy.required_claims.iter().map(member).collect::<serde_json::Map<_, _>>().into()
        }
    };
    put("claims", (!policy.required_claims.is_empty()).then_some(claims));
    put("max_age", seconds(policy.max_age));
    put("leeway", seconds(policy.leeway));
    put("expires_in", seconds(policy.min_remaining));
    put("proof_window", seconds(policy.proof_window));
    members.into()
}

fn put(named: &mut NamedPolicy, name: &'static str, value: Value<'_>) -> Result<(), PolicyFileError> {
    let text = || {
        let text = value.as_str().map(|text| text.into_owned());
        let text = text.ok_or(PolicyFileError::Value { name, expected: "a string" })?;
        if text.is_empty() { Err(PolicyFileError::Empty { name }) } else { Ok(text) }
    };
    let length = || {
        let written = match value.kind() {
            Kind::Number => Some(value.lexeme().into_owned()),
            _ => value.as_str().map(|text| text.into_owned()),
        };
        let seconds = written.and_then(|written| moment::length(&written).ok());
        seconds.ok_or(PolicyFileError::Value { name, expected: "seconds, or a length of time such as \"7d\"" })
    };
    let policy = &mut named.policy;
    match name {
        "name" => named.name = text()?,
        "issuer" => policy.issuer = Some(text()?),
        "audience" => policy.audience = Some(text()?),
        "nonce" => policy.nonce = Some(text()?),
        "typ" => policy.token_type = Some(text()?),
        "profile" => {
            let name = text()?;
            let row = profile::named(&name).ok_or(PolicyFileError::Profile { name })?;
            policy.profile = Some(row.kind);
        }
        "algorithms" => policy.algorithms = texts(name, value)?,
        "claims" => claims(policy, value)?,
        "max_age" => policy.max_age = Some(length()?),
        "leeway" => policy.leeway = Some(length()?),
        "expires_in" => policy.min_remaining = Some(length()?),
        _ => policy.proof_window = Some(length()?),
    }
    Ok(())
}

fn texts(name: &'static str, value: Value<'_>) -> Result<Vec<String>, PolicyFileError> {
    let expected = match name {
        "algorithms" => "a list of strings, such as [\"RS256\"]",
        _ => "a list of strings, such as [\"scope\"]",
    };
    let fault = PolicyFileError::Value { name, expected };
    if value.kind() != Kind::Array {
        return Err(fault);
    }
    let texts: Option<Vec<String>> = value.children().map(|text| text.as_str().map(|text| text.into_owned())).collect();
    texts.filter(|texts| !texts.is_empty()).ok_or(fault)
}

/// `["scope", "jti"]`: they have to be there; `{"scope": "read", "jti": null}`: with this value, or with any,
/// null included.
fn claims(policy: &mut Policy, value: Value<'_>) -> Result<(), PolicyFileError> {
    const CLAIMS: &str =
        "a list of names, such as [\"scope\"], or an object of names and values, such as {\"scope\": \"read\"}";
    let fault = PolicyFileError::Value { name: "claims", expected: CLAIMS };
    match value.kind() {
        Kind::Array => policy.required_claims = texts("claims", value).map_err(|_| fault)?,
        Kind::Object => {
            for member in value.members() {
                let name = member.name.into_owned();
                if policy.required_claims.contains(&name) {
                    return Err(PolicyFileError::Twice { name });
                }
                let exact = PolicyFileError::Value {
                    name: "claims",
                    expected: "values whose numbers have at most 15 digits: others would be rounded",
                };
                let wanted = expected_value(&member.value.lexeme()).ok_or(exact)?;
                policy.required_values.push((name.clone(), wanted));
                policy.required_claims.push(name);
            }
        }
        _ => return Err(fault),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{MEMBERS, NamedPolicy, PolicyFileError, read, write};
    use crate::engine::jwt::policy::{AlgorithmError, Policy};
    use crate::engine::jwt::profile::ProfileKind;

    #[test]
    fn every_member_is_read() {
        let named = read(
            r#"{"name":"Orders API","issuer":"https://a.example","audience":"api","nonce":"n","typ":"at+jwt",
            "profile":"access-token","algorithms":["ES256"],"claims":{"scope":"read","jti":null,"n":[1]},
            "max_age":"10m","leeway":30,"expires_in":"7d","proof_window":60}"#,
        )
        .unwrap();
        assert_eq!(named.name, "Orders API");
        let text = |text: &str| Some(text.to_owned());
        let expected = Policy {
            leeway: Some(30),
            issuer: text("https://a.example"),
            audience: text("api"),
            token_type: text("at+jwt"),
            algorithms: vec!["ES256".to_owned()],
            required_claims: ["scope", "jti", "n"].map(str::to_owned).to_vec(),
            required_values: vec![
                ("scope".to_owned(), "read".into()),
                ("jti".to_owned(), serde_json::Value::Null),
                ("n".to_owned(), serde_json::json!([1])),
            ],
            max_age: Some(600),
            min_remaining: Some(604_800),
            nonce: text("n"),
            profile: Some(ProfileKind::AccessTokenRfc9068),
            proof_window: Some(60),
            ..Policy::default()
        };
        assert_eq!(named.policy, expected);
        assert_eq!(read(&write(&named).to_string()), Ok(named));
        assert_eq!(write(&NamedPolicy { name: String::new(), policy: Policy::default() }), serde_json::json!({}));
        assert_eq!(read("\u{feff}{}").unwrap().policy, Policy::default());
        assert_eq!(read(r#"{"claims":["a","b"]}"#).unwrap().policy.required_claims, ["a", "b"]);
    }

    #[test]
    fn what_is_not_understood_is_refused_by_its_name() {
        let unknown = |name: &str| PolicyFileError::Unknown { name: name.to_owned() };
        assert_eq!(read(r#"{"isuer":"a"}"#), Err(unknown("isuer")));
        assert_eq!(read(r#"{"issuer":""}"#), Err(PolicyFileError::Empty { name: "issuer" }));
        assert!(matches!(read(r#"{"issuer":1}"#), Err(PolicyFileError::Value { name: "issuer", .. })));
        assert_eq!(read(r#"{"secret":"a"}"#), Err(unknown("secret")));
        assert_eq!(read(r#"{"issuer":"a","issuer":"b"}"#), Err(PolicyFileError::Twice { name: "issuer".to_owned() }));
        assert_eq!(read(r#"{"profile":"x"}"#), Err(PolicyFileError::Profile { name: "x".to_owned() }));
        assert_eq!(read("[]"), Err(PolicyFileError::NotAnObject));
        assert_eq!(read(r#"{"a":}"#), Err(PolicyFileError::Syntax { at: 5, line: 1, column: 6, is_comma: false }));
        let comma = read("{\n  \"issuer\": \"a\",\n}").unwrap_err().to_string();
        assert_eq!(comma, "it is not JSON at line 3, column 1: remove the comma before it");
        let all = MEMBERS.join(", ");
        assert_eq!(
            unknown("audence").to_string(),
            format!("unknown member \"audence\". Did you mean audience? Members are {all}")
        );
        let list = read(r#"{"algorithms":"RS256"}"#).unwrap_err().to_string();
        assert!(list.contains("[\"RS256\"]"), "{list}");
        for (names, meant) in
            [(r#"["es256"]"#, Some("ES256")), (r#"["RS256","ES265"]"#, Some("ES256")), (r#"["x"]"#, None)]
        {
            let found = read(&format!(r#"{{"algorithms":{names}}}"#));
            let Err(PolicyFileError::Algorithm(AlgorithmError::Unknown { meant: found, .. })) = found else {
                panic!("{names}: {found:?}")
            };
            assert_eq!(found, meant, "{names}");
        }
        for none in ["none", "None"] {
            let found = read(&format!(r#"{{"algorithms":["{none}"]}}"#));
            assert_eq!(found, Err(PolicyFileError::Algorithm(AlgorithmError::Unsecured)), "{none}");
        }
        for known in ["ES256K", "dir", "A128GCM", "RSA1_5", "ESB256", "HPKE-0", "ML-DSA-44", "Ed448"] {
            assert!(read(&format!(r#"{{"algorithms":["{known}"]}}"#)).is_ok(), "{known}");
        }
        let rounded = read(r#"{"claims":{"n":123456789012345678901}}"#);
        assert!(matches!(rounded, Err(PolicyFileError::Value { name: "claims", .. })), "{rounded:?}");
        // Each with a value that it must not have.
        for name in MEMBERS {
            for value in ["true", "-1", "\"\""] {
                let found = read(&format!(r#"{{"{name}":{value}}}"#));
                assert!(
                    matches!(found, Err(PolicyFileError::Value { name: own, .. } | PolicyFileError::Empty { name: own }) if own == name),
                    "{name} {value}"
                );
            }
        }
    }
}
