//! Quick actions on the claims, and what stands at the caret.

use crate::app::value::builder::Quick;
use crate::engine::builder::claims;
use crate::engine::builder::claims::ClaimsError;
use crate::engine::builder::edit::{EditError, Edited};

/// Applies a quick action to a claims text.
pub(in crate::app) fn apply(text: &str, quick: &Quick, now: i64) -> Result<Edited, String> {
    let edited = match quick {
        Quick::Expires(seconds) => claims::set_time(text, "exp", now.saturating_add(*seconds)),
        Quick::IssuedNow => claims::set_time(text, "iat", now),
        Quick::NotBeforeNow => claims::set_time(text, "nbf", now),
        Quick::NewId => claims::set_new_jti(text),
        Quick::AddRole(role) => claims::add_role(text, role),
    };
    edited.map_err(words)
}

fn words(error: ClaimsError) -> String {
    match error {
        ClaimsError::Text(EditError::Syntax(..)) => {
            "The claims are not JSON: correct the underlined error first".to_owned()
        }
        ClaimsError::Text(EditError::NotAnObject { found, .. }) => {
            format!("The claims are {}: only a JSON object has members", found.words())
        }
        ClaimsError::NoRandomness => "The operating system provides no random numbers".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::app::query::builder::caret::{AtCaret, at_caret};
    use crate::engine::ground::json;

    fn at(text: &str) -> Option<AtCaret> {
        let caret = text.find('|').unwrap();
        at_caret(&json::scan(text.replace('|', "").as_bytes(), 8), caret)
    }

    #[test]
    fn a_number_at_the_caret_is_a_time() {
        let found = at(r#"{"exp": 17954|42400, "n": 5}"#).unwrap();
        assert_eq!((found.name.as_str(), found.seconds, found.is_written_as_date), ("exp", 1_795_442_400, false));
        assert_eq!(at(r#"{"e|xp": 1795442400}"#).unwrap().seconds, 1_795_442_400, "its name counts too");
        assert_eq!(at(r#"{"a": [1, 17954|42401]}"#).unwrap().seconds, 1_795_442_401);
        assert_eq!(at(r#"{"n": 5|}"#), None);
    }

    #[test]
    fn a_date_at_the_caret_should_be_a_number() {
        let text = r#"{"exp": "2026-11-23|T14:00:00Z"}"#;
        let found = at(text).unwrap();
        assert_eq!((found.seconds, found.is_written_as_date), (1_795_442_400, true));
        assert_eq!(&text.replace('|', "")[found.span.start..found.span.end], "\"2026-11-23T14:00:00Z\"");
        assert_eq!(at(r#"{"birthdate": "2026-11-23|"}"#), None, "not every date is a time");
        for text in ["{\n  \"exp\": 2026-11-23 14:00|,\n  \"a\": 1\n}", "{\"exp\": 2026-11-23 14:00|}"] {
            let found = at(text).unwrap();
            assert_eq!((found.name.as_str(), found.seconds), ("exp", 1_795_442_400), "{text}");
            assert_eq!(&text.replace('|', "")[found.span.start..found.span.end], "2026-11-23 14:00");
        }
        assert_eq!(at("{\"exp\": 12345678|9x}"), None);
    }
}
