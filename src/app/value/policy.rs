//! What the person expects of a token: set in a dialog, kept for the session, shown in the bottom line.

use super::settings::MAX_LEEWAY;
use crate::engine::jose::layer::Examination;
use crate::engine::jwt::policy::{Policy, accepts_algorithm, expected_value};
use crate::engine::jwt::policy_file::NamedPolicy;
use crate::engine::jwt::{ClaimsSet, profile};
use crate::engine::text::words::capital;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The expectations as they are typed. An empty field expects nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyText {
    /// What it is kept under; empty: for this session alone.
    pub name: String,
    /// `iss`.
    pub issuer: String,
    /// `aud`.
    pub audience: String,
    /// `typ`.
    pub token_type: String,
    /// Names with commas or blanks between them.
    pub algorithms: String,
    /// The kind of token, by its id; empty: any.
    pub profile: String,
    /// Names of claims with commas or blanks between them, also with a value: `scope=read`.
    pub required_claims: String,
    /// Seconds, or a number with `s`, `m`, `h` or `d`.
    pub max_age: String,
    /// How long it must be valid still, written as `max_age` is.
    pub min_remaining: String,
    /// `nonce`, of a key binding or of the claims.
    pub nonce: String,
    /// By how much the `iat` of a proof may be off, written as `max_age` is; empty: five minutes.
    pub proof_window: String,
    /// By how much clocks may differ, written as `max_age` is; empty: as the settings say.
    pub leeway: String,
}

/// Which expectations a token is held against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Expecting {
    /// Those with a name whose issuer, and audience where they have one, are the token's.
    #[default]
    ByIssuer,
    /// Those of this name.
    Named(String),
    /// Those that were typed, for this session.
    Typed,
}

/// What was expected before a step that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectingBefore {
    pub(in crate::app) expecting: Expecting,
    /// What was typed, for this session.
    pub(in crate::app) typed: Policy,
    /// What was kept and is no longer, or no longer so.
    pub(in crate::app) named: Option<NamedPolicy>,
}

/// All that may be expected of a token.
#[derive(Clone)]
pub(in crate::app) struct Expectations<'a> {
    pub expecting: Cow<'a, Expecting>,
    /// What was typed, for this session.
    pub typed: Cow<'a, Policy>,
    pub named: Cow<'a, [NamedPolicy]>,
    /// That of the settings.
    pub leeway: u64,
}

impl Expectations<'_> {
    /// What is expected of this token.
    pub fn of(&self, examination: Option<&Examination>) -> Policy {
        let (policy, _) = self.chosen(examination);
        Policy { leeway: policy.leeway.or(Some(self.leeway)), ..policy.clone() }
    }

    /// The same without the leeway of the settings, and the name that it is kept under.
    pub fn chosen(&self, examination: Option<&Examination>) -> (&Policy, Option<&str>) {
        /// What is expected where no name applies.
        static NOTHING: LazyLock<Policy> = LazyLock::new(Policy::default);
        let found = match &*self.expecting {
            Expecting::Typed => return (&self.typed, None),
            Expecting::Named(name) => self.named.iter().find(|named| named.name == *name),
            // Without names nothing has to be read.
            Expecting::ByIssuer if self.named.is_empty() => None,
            Expecting::ByIssuer => examination.and_then(|examination| by_issuer(&self.named, examination)),
        };
        found.map_or((&NOTHING, None), |found| (&found.policy, Some(&found.name)))
    }

    /// What a worker takes along.
    pub fn into_owned(self) -> Expectations<'static> {
        Expectations {
            expecting: Cow::Owned(self.expecting.into_owned()),
            typed: Cow::Owned(self.typed.into_owned()),
            named: Cow::Owned(self.named.into_owned()),
            leeway: self.leeway,
        }
    }
}

/// The expectations that are meant for a token with this issuer and audience; those that name an audience before others.
fn by_issuer<'a>(named: &'a [NamedPolicy], examination: &Examination) -> Option<&'a NamedPolicy> {
    let claims = ClaimsSet::registered(examination)?;
    let (issuer, audiences) = (claims.text("iss")?, claims.texts("aud"));
    let is_meant = |named: &&NamedPolicy| {
        let audience = named.policy.audience.as_deref();
        named.policy.issuer.as_deref() == Some(&*issuer)
            && audience.is_none_or(|audience| audiences.iter().any(|of| of == audience))
    };
    let meant = || named.iter().filter(is_meant);
    meant().find(|named| named.policy.audience.is_some()).or_else(|| meant().next())
}

/// Longest text of one field that is taken, in bytes.
pub(in crate::app) const LONGEST: usize = 2_048;
/// Most names in a list.
pub(in crate::app) const MOST_NAMES: usize = 32;

impl PolicyText {
    /// Writes a policy so that it is read again as the same.
    pub fn of(policy: &Policy) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            issuer: text(&policy.issuer),
            audience: text(&policy.audience),
            token_type: text(&policy.token_type),
            algorithms: policy.algorithms.join(", "),
            name: String::new(),
            profile: policy.profile.and_then(profile::row).map(|row| row.id.to_owned()).unwrap_or_default(),
            required_claims: claims_text(policy),
            max_age: policy.max_age.map(length).unwrap_or_default(),
            min_remaining: policy.min_remaining.map(length).unwrap_or_default(),
            leeway: policy.leeway.map(length).unwrap_or_default(),
            nonce: text(&policy.nonce),
            proof_window: policy.proof_window.map(length).unwrap_or_default(),
        }
    }

    /// Reads it; says what is wrong.
    pub fn read(&self) -> Result<Policy, String> {
        let fields = [
            ("name", &self.name),
            ("issuer", &self.issuer),
            ("audience", &self.audience),
            ("type", &self.token_type),
            ("algorithms", &self.algorithms),
            ("claims", &self.required_claims),
            ("nonce", &self.nonce),
        ];
        if let Some((name, _)) = fields.iter().find(|(_, text)| text.len() > LONGEST) {
            return Err(format!("The {name} is too long: at most {LONGEST} bytes can be compared"));
        }
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let names = |text: &str| -> Result<Vec<String>, String> {
            let names = text.split(|sign: char| sign == ',' || sign.is_whitespace());
            let names: Vec<String> = names.filter(|name| !name.is_empty()).map(str::to_owned).collect();
            names.iter().try_for_each(|name| accepts_algorithm(name)).map_err(|error| capital(&error.to_string()))?;
            if names.len() > MOST_NAMES { Err(too_many("algorithms")) } else { Ok(names) }
        };
        let length = |text: &str, what: &str| seconds(text).ok_or_else(|| not_a_length(what));
        let (required_claims, required_values) = claims(&self.required_claims)?;
        Ok(Policy {
            leeway: length(&self.leeway, "leeway")?.map(|seconds| seconds.min(MAX_LEEWAY)),
            profile: profile::named(&self.profile).map(|row| row.kind),
            required_values,
            min_remaining: length(&self.min_remaining, "remaining time")?,
            issuer: text(&self.issuer),
            audience: text(&self.audience),
            token_type: text(&self.token_type),
            algorithms: names(&self.algorithms)?,
            required_claims,
            max_age: length(&self.max_age, "maximum age")?,
            nonce: text(&self.nonce),
            proof_window: length(&self.proof_window, "proof window")?,
            ..Policy::default()
        })
    }
}

fn too_many(what: &str) -> String {
    format!("At most {MOST_NAMES} {what} can be expected")
}

/// Claims as they are typed: names, each with a value or without one.
type Claims = (Vec<String>, Vec<(String, serde_json::Value)>);

fn claims(text: &str) -> Result<Claims, String> {
    let (mut names, mut values) = (Vec::new(), Vec::new());
    let words = words(text);
    if words.len() > MOST_NAMES {
        return Err(too_many("claims"));
    }
    for word in words {
        let (name, value) = split(word);
        // A name that would not be read as one is written as JSON.
        let name = serde_json::from_str::<String>(name).unwrap_or_else(|_| name.to_owned());
        if name.is_empty() || names.contains(&name) {
            return Err("Write each claim once: its name, or name=value".to_owned());
        }
        if let Some(value) = value {
            // What is no JSON is a text, as on the command line.
            let value = match serde_json::from_str::<serde_json::Value>(value) {
                Ok(_) => expected_value(value)
                    .ok_or_else(|| format!("{name} has a number of too many digits: it would be rounded"))?,
                Err(_) => value.into(),
            };
            values.push((name.clone(), value));
        }
        names.push(name);
    }
    Ok((names, values))
}

/// The name, and what is behind the sign `=`, of which a name in quotes may have some.
fn split(word: &str) -> (&str, Option<&str>) {
    let mut names = serde_json::Deserializer::from_str(word).into_iter::<String>();
    let length = if matches!(names.next(), Some(Ok(_))) { names.byte_offset() } else { 0 };
    match word[length..].find('=') {
        Some(at) => (&word[..length + at], Some(&word[length + at + 1..])),
        None => (word, None),
    }
}

/// Parted by commas and blanks, but not within a JSON text, list or object.
fn words(text: &str) -> Vec<&str> {
    let (mut words, mut start) = (Vec::new(), 0);
    let (mut depth, mut is_quoted, mut is_escaped) = (0_u32, false, false);
    for (at, sign) in text.char_indices().chain([(text.len(), ',')]) {
        let is_end = at == text.len();
        match sign {
            _ if is_quoted && !is_end => {
                is_quoted = sign != '"' || is_escaped;
                is_escaped = sign == '\\' && !is_escaped;
            }
            '"' => is_quoted = true,
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ if is_end || depth == 0 && (sign == ',' || sign.is_whitespace()) => {
                words.extend(text.get(start..at).filter(|word| !word.is_empty()));
                start = at + sign.len_utf8();
            }
            _ => {}
        }
    }
    words
}

/// The claims of a policy as they are typed.
pub(in crate::app) fn claims_text(policy: &Policy) -> String {
    let is_plain = |text: &str| {
        let is_json = serde_json::from_str::<serde_json::Value>(text).is_ok();
        !text.is_empty()
            && !is_json
            && !text.contains([',', '"', '[', ']', '{', '}'])
            && !text.contains(char::is_whitespace)
    };
    let named = |name: &String| match is_plain(name) && !name.contains('=') {
        true => name.clone(),
        false => serde_json::Value::from(name.as_str()).to_string(),
    };
    let written = |name: &String| match policy.required_values.iter().find(|(of, _)| of == name).map(|(_, value)| value)
    {
        None => named(name),
        Some(serde_json::Value::String(text)) if is_plain(text) => format!("{}={text}", named(name)),
        Some(value) => format!("{}={value}", named(name)),
    };
    policy.required_claims.iter().map(written).collect::<Vec<_>>().join(", ")
}

/// A length of time as it is typed: in the largest unit that divides it.
pub(in crate::app) fn length(seconds: u64) -> String {
    let unit = [(86_400, "d"), (3_600, "h"), (60, "m")]
        .into_iter()
        .find(|(unit, _)| seconds > 0 && seconds.is_multiple_of(*unit));
    unit.map_or_else(|| format!("{seconds} s"), |(unit, name)| format!("{} {name}", seconds / unit))
}

/// `Some(None)` for an empty text, `None` for one that is no length of time.
#[expect(clippy::option_option, reason = "an empty field and a wrong one are two things")]
fn seconds(text: &str) -> Option<Option<u64>> {
    let text = text.trim();
    if text.is_empty() {
        return Some(None);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let unit = match unit.trim() {
        "" | "s" => Some(1),
        "m" | "min" => Some(60),
        "h" => Some(3_600),
        "d" => Some(86_400),
        _ => None,
    };
    number.parse::<u64>().ok().zip(unit).and_then(|(number, unit)| number.checked_mul(unit)).map(Some)
}

fn not_a_length(what: &str) -> String {
    format!("The {what}: seconds, or a number with m, h or d, such as 10 m")
}

#[cfg(test)]
mod tests {
    use super::PolicyText;

    #[test]
    fn what_is_typed_is_read_and_written_again() {
        let text = PolicyText {
            issuer: " https://as.example ".to_owned(),
            algorithms: "ES256,RS256  PS256".to_owned(),
            max_age: "90m".to_owned(),
            ..PolicyText::default()
        };
        let policy = text.read().unwrap();
        assert_eq!(policy.issuer.as_deref(), Some("https://as.example"));
        assert_eq!(policy.audience, None);
        assert_eq!(policy.algorithms, ["ES256", "RS256", "PS256"]);
        assert_eq!(policy.max_age, Some(5_400));
        assert_eq!(PolicyText::of(&policy).max_age, "90 m");
        assert_eq!(PolicyText::of(&policy).read(), Ok(policy));
        for (text, seconds) in [("7", 7), ("7 s", 7), ("2h", 7_200), ("1 d", 86_400), ("0", 0)] {
            let typed = PolicyText { max_age: text.to_owned(), ..PolicyText::default() };
            assert_eq!(typed.read().unwrap().max_age, Some(seconds), "{text}");
        }
        let typed = PolicyText { nonce: "n-0S6".to_owned(), proof_window: "30 s".to_owned(), ..PolicyText::default() };
        let policy = typed.read().unwrap();
        assert_eq!((policy.nonce.as_deref(), policy.proof_window), (Some("n-0S6"), Some(30)));
        assert_eq!(PolicyText::of(&policy), typed);
        assert_eq!(PolicyText::default().read().unwrap().proof_window, None, "a finding after five minutes");
        let typed = PolicyText {
            required_claims:
                r#"sub, scope=read jti n=5 t="5" roles=["a b","c"],x="a, \"b\" c" empty="" "a b=c"=d "5" "e,f""#
                    .to_owned(),
            profile: "access-token".to_owned(),
            min_remaining: "7 d".to_owned(),
            leeway: "30 s".to_owned(),
            ..PolicyText::default()
        };
        let policy = typed.read().unwrap();
        assert_eq!(
            policy.required_claims,
            ["sub", "scope", "jti", "n", "t", "roles", "x", "empty", "a b=c", "5", "e,f"]
        );
        let values: Vec<_> = policy.required_values.iter().map(|(_, value)| value.to_string()).collect();
        assert_eq!(values, ["\"read\"", "5", "\"5\"", r#"["a b","c"]"#, r#""a, \"b\" c""#, "\"\"", "\"d\""]);
        assert_eq!((policy.min_remaining, policy.leeway), (Some(604_800), Some(30)));
        assert_eq!(PolicyText::of(&policy).read(), Ok(policy));
        for text in ["=x", "sub sub", "sub=1, sub"] {
            let typed = PolicyText { required_claims: text.to_owned(), ..PolicyText::default() };
            assert!(typed.read().is_err(), "{text}");
        }
        for text in ["ten", "-1", "5 weeks", "99999999999999999999", "1.5h", "99999999999999999 d"] {
            let typed = PolicyText { max_age: text.to_owned(), ..PolicyText::default() };
            assert!(typed.read().unwrap_err().contains("10 m"), "{text}");
            let typed = PolicyText { proof_window: text.to_owned(), ..PolicyText::default() };
            assert!(typed.read().unwrap_err().contains("10 m"), "{text}");
        }
    }
}
