//! What the person expects of a token: set in a dialog, kept for the session, shown in the bottom line.

use super::state::{OpenDialog, State};
use crate::engine::jwt::ClaimsSet;
use crate::engine::jwt::numeric_date::duration;
use crate::engine::jwt::policy::Policy;
use crate::engine::jwt::profile::first_header;

/// What happens to the expectations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyCommand {
    /// Open the dialog.
    Open,
    /// The dialog's OK.
    Set(PolicyText),
    /// Expect the issuer of the token that is shown.
    ExpectIssuer,
    /// Expect the audience of the token that is shown; of several the first.
    ExpectAudience,
    /// Expect nothing any more.
    Clear,
}

/// The expectations as they are typed. An empty field expects nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyText {
    /// `iss`.
    pub issuer: String,
    /// `aud`.
    pub audience: String,
    /// `typ`.
    pub token_type: String,
    /// Names with commas or blanks between them.
    pub algorithms: String,
    /// Names of claims with commas or blanks between them.
    pub required_claims: String,
    /// Seconds, or a number with `s`, `m`, `h` or `d`.
    pub max_age: String,
}

/// Longest text of one field that is taken, in bytes.
const LONGEST: usize = 2_048;
/// Most names in a list.
const MOST_NAMES: usize = 32;

impl PolicyText {
    /// Writes a policy so that it is read again as the same.
    pub fn of(policy: &Policy) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            issuer: text(&policy.issuer),
            audience: text(&policy.audience),
            token_type: text(&policy.token_type),
            algorithms: policy.algorithms.join(", "),
            required_claims: policy.required_claims.join(", "),
            max_age: policy.max_age.map(length).unwrap_or_default(),
        }
    }

    /// Reads it; says what is wrong.
    pub fn read(&self) -> Result<Policy, String> {
        let fields = [
            ("issuer", &self.issuer),
            ("audience", &self.audience),
            ("type", &self.token_type),
            ("algorithms", &self.algorithms),
            ("claims", &self.required_claims),
        ];
        if let Some((name, _)) = fields.iter().find(|(_, text)| text.len() > LONGEST) {
            return Err(format!("The {name}: up to {LONGEST} bytes are compared"));
        }
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let names = |text: &str| -> Vec<String> {
            let names = text.split(|sign: char| sign == ',' || sign.is_whitespace());
            names.filter(|name| !name.is_empty()).map(str::to_owned).take(MOST_NAMES).collect()
        };
        Ok(Policy {
            issuer: text(&self.issuer),
            audience: text(&self.audience),
            token_type: text(&self.token_type),
            algorithms: names(&self.algorithms),
            required_claims: names(&self.required_claims),
            max_age: seconds(&self.max_age)?,
            ..Policy::default()
        })
    }
}

/// A length of time as it is typed: in the largest unit that divides it.
fn length(seconds: u64) -> String {
    let unit = [(86_400, "d"), (3_600, "h"), (60, "m")]
        .into_iter()
        .find(|(unit, _)| seconds > 0 && seconds.is_multiple_of(*unit));
    unit.map_or_else(|| format!("{seconds} s"), |(unit, name)| format!("{} {name}", seconds / unit))
}

fn seconds(text: &str) -> Result<Option<u64>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
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
    let value = number.parse::<u64>().ok().zip(unit).and_then(|(number, unit)| number.checked_mul(unit));
    value.map(Some).ok_or_else(|| "The greatest age: seconds, or a number with m, h or d, such as 10 m".to_owned())
}

/// What the token that is shown has itself, to be expected from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OfToken {
    pub issuer: Option<String>,
    pub audience: Option<String>,
    pub token_type: Option<String>,
    pub algorithm: Option<String>,
}

pub(super) fn of_token(state: &State) -> OfToken {
    let Some(examination) = state.examination() else { return OfToken::default() };
    let short = |text: String| Some(text).filter(|text| !text.trim().is_empty() && text.len() <= LONGEST);
    let claims = ClaimsSet::registered(examination);
    let claims = claims.as_ref();
    let header = examination.innermost().and_then(first_header);
    OfToken {
        issuer: claims.and_then(|claims| short(claims.text("iss")?.into_owned())),
        audience: claims.and_then(|claims| short(claims.texts("aud").into_iter().next()?.into_owned())),
        token_type: header.and_then(|header| short(header.text("typ")?)),
        algorithm: header.and_then(|header| short(header.algorithm()?)),
    }
}

/// Does a command. Whether the judgement has to be made again.
pub(super) fn apply(state: &mut State, command: PolicyCommand) -> bool {
    match command {
        PolicyCommand::Open => {
            state.dialog = Some(OpenDialog::Policy { error: None });
            return false;
        }
        PolicyCommand::Set(text) => match text.read() {
            Ok(policy) => {
                state.expected = policy;
                state.dialog = None;
            }
            Err(error) => {
                state.dialog = Some(OpenDialog::Policy { error: Some(error) });
                return false;
            }
        },
        PolicyCommand::ExpectIssuer => state.expected.issuer = of_token(state).issuer,
        PolicyCommand::ExpectAudience => state.expected.audience = of_token(state).audience,
        PolicyCommand::Clear => {
            state.expected = Policy::default();
            state.dialog = None;
        }
    }
    true
}

/// Each expectation in words: what, and which.
pub(super) fn words(policy: &Policy) -> Vec<(&'static str, String)> {
    let mut words = Vec::new();
    let mut add = |name, value: Option<String>| words.extend(value.map(|value| (name, value)));
    let list = |names: &[String]| (!names.is_empty()).then(|| names.join(", "));
    add("issuer", policy.issuer.clone());
    add("audience", policy.audience.clone());
    add("type", policy.token_type.clone());
    add("algorithm", list(&policy.algorithms));
    add("claims", list(&policy.required_claims));
    add("age", policy.max_age.map(|seconds| format!("at most {}", duration(seconds))));
    words
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
        for text in ["ten", "-1", "5 weeks", "99999999999999999999", "1.5h", "99999999999999999 d"] {
            let typed = PolicyText { max_age: text.to_owned(), ..PolicyText::default() };
            assert!(typed.read().unwrap_err().contains("10 m"), "{text}");
        }
    }
}
