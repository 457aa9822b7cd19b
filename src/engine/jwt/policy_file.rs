//! What is expected of the tokens of one API, as a file: JSON, to be kept beside the code that verifies them. Nothing secret
//! is in it.

use super::moment;
use super::policy::Policy;
use super::profile;
use crate::engine::ground::json::{self, Kind, Value};
use crate::engine::ground::limit::Limits;
use crate::engine::text::words::shown;
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
    /// A kind of token that is not known.
    Profile {
        name: String,
    },
}

impl std::fmt::Display for PolicyFileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax { at } => write!(f, "it is not JSON at byte {at}"),
            Self::NotAnObject => f.write_str("it is not a JSON object"),
            Self::Unknown { name } => {
                write!(f, "unknown member \"{}\": use {}", shown(name), MEMBERS.join(", "))
            }
            Self::Twice { name } => write!(f, "\"{}\" appears twice", shown(name)),
            Self::Value { name, expected } => write!(f, "\"{name}\" must be {expected}"),
            Self::Profile { name } => {
                write!(f, "unknown profile \"{}\": jotsmith profiles lists them", shown(name))
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
    let document = json::scan(text.trim_start_matches('\u{feff}').as_bytes(), Limits::DEFAULT.json_depth);
    if let Some(fault) = document.fault() {
        return Err(PolicyFileError::Syntax { at: fault.span.start });
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

fn put(named: &mut NamedPolicy, name: &'static str, value: Value<'_>) -> Result<(), PolicyFileError> {
    let text = || {
        let text = value.as_str().filter(|text| !text.is_empty()).map(|text| text.into_owned());
        text.ok_or(PolicyFileError::Value { name, expected: "a string" })
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
        "leeway" => policy.leeway = length()?,
        "expires_in" => policy.min_remaining = Some(length()?),
        _ => policy.proof_window = Some(length()?),
    }
    Ok(())
}

fn texts(name: &'static str, value: Value<'_>) -> Result<Vec<String>, PolicyFileError> {
    let fault = PolicyFileError::Value { name, expected: "a list of strings" };
    if value.kind() != Kind::Array {
        return Err(fault);
    }
    let texts: Option<Vec<String>> = value.children().map(|text| text.as_str().map(|text| text.into_owned())).collect();
    texts.filter(|texts| !texts.is_empty()).ok_or(fault)
}

/// `["scope", "jti"]`: they have to be there; `{"scope": "read", "jti": null}`: with this value, or with any.
fn claims(policy: &mut Policy, value: Value<'_>) -> Result<(), PolicyFileError> {
    let fault =
        PolicyFileError::Value { name: "claims", expected: "a list of names, or an object of names and values" };
    match value.kind() {
        Kind::Array => policy.required_claims = texts("claims", value).map_err(|_| fault)?,
        Kind::Object => {
            for member in value.members() {
                let name = member.name.into_owned();
                if policy.required_claims.contains(&name) {
                    return Err(PolicyFileError::Twice { name });
                }
                let wanted = member.value.to_serde().ok_or_else(|| fault.clone())?;
                if !wanted.is_null() {
                    policy.required_values.push((name.clone(), wanted));
                }
                policy.required_claims.push(name);
            }
        }
        _ => return Err(fault),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{MEMBERS, PolicyFileError, read};
    use crate::engine::jwt::policy::Policy;
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
            leeway: 30,
            issuer: text("https://a.example"),
            audience: text("api"),
            token_type: text("at+jwt"),
            algorithms: vec!["ES256".to_owned()],
            required_claims: ["scope", "jti", "n"].map(str::to_owned).to_vec(),
            required_values: vec![("scope".to_owned(), "read".into()), ("n".to_owned(), serde_json::json!([1]))],
            max_age: Some(600),
            min_remaining: Some(604_800),
            nonce: text("n"),
            profile: Some(ProfileKind::AccessTokenRfc9068),
            proof_window: Some(60),
            ..Policy::default()
        };
        assert_eq!(named.policy, expected);
        assert_eq!(read("\u{feff}{}").unwrap().policy, Policy::default());
        assert_eq!(read(r#"{"claims":["a","b"]}"#).unwrap().policy.required_claims, ["a", "b"]);
    }

    #[test]
    fn what_is_not_understood_is_refused_by_its_name() {
        let unknown = |name: &str| PolicyFileError::Unknown { name: name.to_owned() };
        assert_eq!(read(r#"{"isuer":"a"}"#), Err(unknown("isuer")));
        assert_eq!(read(r#"{"secret":"a"}"#), Err(unknown("secret")));
        assert_eq!(read(r#"{"issuer":"a","issuer":"b"}"#), Err(PolicyFileError::Twice { name: "issuer".to_owned() }));
        assert_eq!(read(r#"{"profile":"x"}"#), Err(PolicyFileError::Profile { name: "x".to_owned() }));
        assert_eq!(read("[]"), Err(PolicyFileError::NotAnObject));
        assert_eq!(read(r#"{"a":}"#), Err(PolicyFileError::Syntax { at: 5 }));
        // Each with a value that it must not have.
        for name in MEMBERS {
            for value in ["true", "-1", "\"\""] {
                let found = read(&format!(r#"{{"{name}":{value}}}"#));
                assert!(
                    matches!(found, Err(PolicyFileError::Value { name: own, .. }) if own == name),
                    "{name} {value}"
                );
            }
        }
    }
}
