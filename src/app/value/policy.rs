//! What the person expects of a token: set in a dialog, kept for the session, shown in the bottom line.

use crate::engine::jwt::policy::Policy;

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
    /// `nonce`, of a key binding or of the claims.
    pub nonce: String,
    /// By how much the `iat` of a proof may be off, written as `max_age` is; empty: five minutes.
    pub proof_window: String,
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
            required_claims: policy.required_claims.join(", "),
            max_age: policy.max_age.map(length).unwrap_or_default(),
            nonce: text(&policy.nonce),
            proof_window: policy.proof_window.map(length).unwrap_or_default(),
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
            ("nonce", &self.nonce),
        ];
        if let Some((name, _)) = fields.iter().find(|(_, text)| text.len() > LONGEST) {
            return Err(format!("The {name} is too long: at most {LONGEST} bytes can be compared"));
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
            max_age: seconds(&self.max_age).ok_or_else(|| not_a_length("greatest age"))?,
            nonce: text(&self.nonce),
            proof_window: seconds(&self.proof_window).ok_or_else(|| not_a_length("window for proofs"))?,
            ..Policy::default()
        })
    }
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
        for text in ["ten", "-1", "5 weeks", "99999999999999999999", "1.5h", "99999999999999999 d"] {
            let typed = PolicyText { max_age: text.to_owned(), ..PolicyText::default() };
            assert!(typed.read().unwrap_err().contains("10 m"), "{text}");
            let typed = PolicyText { proof_window: text.to_owned(), ..PolicyText::default() };
            assert!(typed.read().unwrap_err().contains("10 m"), "{text}");
        }
    }
}
