//! A template of a person's own: a draft, and what becomes new with each token. Never a key.

use super::claims;
use super::draft::{Draft, DraftEncryption, Follow, KeyReference};
use super::edit;
use super::private;
use super::template::TemplateError;
use crate::engine::ground::json;
use crate::engine::ground::limit::Limits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Claims that are times (RFC 7519 §4.1, OpenID Connect Core §2).
const TIMES: &[&str] = &["iat", "nbf", "exp", "auth_time"];

/// A template that a person saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedTemplate {
    pub name: String,
    /// Texts, structure, and which keys are meant.
    pub draft: Draft,
    /// Times among the claims, in seconds from the moment at which a token is made of it.
    #[serde(default)]
    pub times: BTreeMap<String, i64>,
    /// Whether `jti` is a new random identifier each time.
    #[serde(default)]
    pub is_jti_new: bool,
}

/// A template must not hold a private key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldsPrivateKey {
    /// Which texts do, in words with an article.
    pub places: Vec<&'static str>,
}

impl std::fmt::Display for HoldsPrivateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "a template must not contain a private key, but there is one in {}: remove it first",
            self.places.join(", ")
        )
    }
}

impl std::error::Error for HoldsPrivateKey {}

impl SavedTemplate {
    /// A template of this draft. Times of the claims are counted from its `iat`, or from `now` where it has none, so that
    /// tokens made of it live as long as this one.
    ///
    /// # Errors
    ///
    /// [`HoldsPrivateKey`].
    pub fn of(name: &str, draft: &Draft, now: i64) -> Result<Self, HoldsPrivateKey> {
        let (_, places) = private::keepable(draft);
        if !places.is_empty() {
            return Err(HoldsPrivateKey { places });
        }
        let document = json::scan(draft.payload.claims.as_bytes(), Limits::DEFAULT.json_depth);
        let member = |name: &str| document.object()?.get(name);
        let seconds = |name: &str| member(name)?.lexeme().parse::<i64>().ok();
        let base = seconds("iat").unwrap_or(now);
        let times =
            TIMES.iter().filter_map(|name| Some(((*name).to_owned(), seconds(name)?.checked_sub(base)?))).collect();
        let is_uuid = |text: &str| {
            text.len() == 36
                && text.bytes().enumerate().all(|(at, byte)| match at {
                    8 | 13 | 18 | 23 => byte == b'-',
                    _ => byte.is_ascii_hexdigit(),
                })
        };
        let is_jti_new = member("jti").and_then(|jti| jti.as_str()).is_some_and(|jti| is_uuid(&jti));
        let mut draft = Draft { title: name.to_owned(), template: String::new(), ..draft.clone() };
        forget_kids(&mut draft);
        Ok(Self { name: name.to_owned(), draft, times, is_jti_new })
    }

    /// The draft to start from at this time: its bytes as they were saved, but for times and identifier.
    ///
    /// # Errors
    ///
    /// [`TemplateError::NoRandomness`].
    pub fn fill(&self, now: i64) -> Result<Draft, TemplateError> {
        let mut draft = self.draft.clone();
        // One that was saved before templates forgot them.
        forget_kids(&mut draft);
        let claims = &mut draft.payload.claims;
        for (name, distance) in &self.times {
            // Claims that are no JSON have no times that could be set.
            if let Ok(edited) = claims::set_time(claims, name, now.saturating_add(*distance)) {
                *claims = edited.text;
            }
        }
        if self.is_jti_new {
            match claims::set_new_jti(claims) {
                Ok(edited) => *claims = edited.text,
                Err(claims::ClaimsError::NoRandomness) => return Err(TemplateError::NoRandomness),
                Err(claims::ClaimsError::Text(_)) => {}
            }
        }
        Ok(draft)
    }
}

/// A `kid` of a template says which key the signature is made with (RFC 7515 §4.1.4): where it is not that of the key that
/// signs, the key's own takes its place, or nothing does. Returns what stood there.
pub fn settle_kid(text: &mut String, own: Option<&str>, thumbprint: Option<&str>) -> Option<String> {
    let depth = Limits::DEFAULT.json_depth;
    let document = json::scan(text.as_bytes(), depth);
    let value = document.object()?.get("kid")?;
    let found = value.as_str();
    // A key without a name of its own may be called by its thumbprint (RFC 7638 §1).
    if found.is_some() && found.as_deref() == own.or(thumbprint) {
        return None;
    }
    let found = found.map_or_else(|| value.lexeme().into_owned(), |found| found.into_owned());
    let edited = match own {
        Some(own) => edit::set_member(text, "kid", edit::NewValue::Text(own), edit::Position::Last, depth),
        None => edit::remove_member(text, "kid", depth),
    };
    *text = edited.ok()?.text;
    Some(found)
}

/// Takes out each `kid` that stands in a header because it is that of the key that was chosen: it comes with the key, and
/// with another key it would be wrong.
fn forget_kids(draft: &mut Draft) {
    let take_out = |text: &mut String, kid: &str| {
        let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
        let is_it = document.object().and_then(|header| header.get("kid")?.as_str()).is_some_and(|named| named == kid);
        if let (true, Ok(edited)) = (is_it, edit::remove_member(text, "kid", Limits::DEFAULT.json_depth)) {
            *text = edited.text;
        }
    };
    let of_key = |key: &Option<KeyReference>| key.as_ref().and_then(|key| key.key_id.clone());
    for signature in draft.signing.signatures.iter_mut().filter(|each| each.follow == Follow::InStep) {
        for kid in signature.kid_in_step.take().into_iter().chain(of_key(&signature.key)) {
            take_out(&mut signature.protected, &kid);
            take_out(&mut signature.unprotected, &kid);
        }
    }
    let DraftEncryption { protected, shared, recipients, follow, .. } = &mut draft.encryption;
    if *follow == Follow::InStep {
        for recipient in recipients {
            for kid in recipient.kid_in_step.take().into_iter().chain(of_key(&recipient.key)) {
                take_out(protected, &kid);
                take_out(shared, &kid);
                take_out(&mut recipient.header, &kid);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SavedTemplate;
    use crate::engine::builder::draft::Draft;

    fn draft(claims: &str) -> Draft {
        let mut draft = Draft::default();
        claims.clone_into(&mut draft.payload.claims);
        draft
    }

    #[test]
    fn tokens_live_as_long_as_the_one_that_was_saved() {
        let claims = "{ \"sub\":\"a\",\n \"iat\": 1000, \"exp\":1300 , \"n\":1.0,\"auth_time\":970, \"nbf\":1e3 }";
        let saved = SavedTemplate::of("mine", &draft(claims), 50_000).unwrap();
        assert_eq!(
            saved.fill(2_000).unwrap().payload.claims,
            "{ \"sub\":\"a\",\n \"iat\": 2000, \"exp\":2300 , \"n\":1.0,\"auth_time\":1970, \"nbf\":1e3 }"
        );
        assert_eq!(saved.fill(2_000).unwrap().title, "mine");
        // Without iat they are counted from when it was saved: what was expired stays so.
        let saved = SavedTemplate::of("old", &draft(r#"{"exp":400}"#), 1_000).unwrap();
        assert_eq!(saved.fill(5_000).unwrap().payload.claims, r#"{"exp":4400}"#);
    }

    #[test]
    fn an_identifier_is_new_and_a_name_is_not() {
        let saved = SavedTemplate::of("a", &draft(r#"{"jti":"0b5a4d1e-9c1f-4a3b-8d2e-6f7a8b9c0d1e"}"#), 0).unwrap();
        let (one, two) = (saved.fill(0).unwrap(), saved.fill(0).unwrap());
        assert_ne!(one.payload.claims, two.payload.claims);
        assert_eq!(one.payload.claims.len(), saved.draft.payload.claims.len());
        let saved = SavedTemplate::of("a", &draft(r#"{"jti":"fixed"}"#), 0).unwrap();
        assert_eq!(saved.fill(0).unwrap().payload.claims, r#"{"jti":"fixed"}"#);
    }

    #[test]
    fn broken_claims_are_kept_as_they_are() {
        for text in ["", "{\"iat\":1", "[1]", "nonsense"] {
            let saved = SavedTemplate::of("a", &draft(text), 9).unwrap();
            assert_eq!(saved.fill(100).unwrap().payload.claims, text);
        }
    }

    #[test]
    fn the_kid_of_the_key_is_not_kept_and_one_that_was_typed_is() {
        let mut draft = draft("{}");
        let signature = &mut draft.signing.signatures[0];
        signature.protected = r#"{"alg":"ES256","kid":"old","typ":"JWT"}"#.to_owned();
        signature.kid_in_step = Some("old".to_owned());
        let mut saved = SavedTemplate::of("a", &draft, 0).unwrap();
        let header = r#"{"alg":"ES256","typ":"JWT"}"#;
        assert_eq!(saved.draft.signing.signatures[0].protected, header);
        // A file of an earlier version still has it.
        saved.draft = draft.clone();
        assert_eq!(saved.fill(0).unwrap().signing.signatures[0].protected, header);
        draft.signing.signatures[0].kid_in_step = None;
        let saved = SavedTemplate::of("a", &draft, 0).unwrap();
        assert!(saved.fill(0).unwrap().signing.signatures[0].protected.contains("old"));
    }

    #[test]
    fn a_kid_is_that_of_the_key_or_none() {
        use super::settle_kid;
        let settled = |text: &str, own: Option<&str>, thumbprint: Option<&str>| {
            let mut text = text.to_owned();
            let found = settle_kid(&mut text, own, thumbprint);
            (text, found)
        };
        let old = r#"{"typ":"JWT", "kid":"old"}"#;
        let found = Some("old".to_owned());
        assert_eq!(settled(old, Some("new"), None), (r#"{"typ":"JWT", "kid":"new"}"#.to_owned(), found.clone()));
        assert_eq!(settled(old, None, Some("thumb")), (r#"{"typ":"JWT"}"#.to_owned(), found));
        assert_eq!(settled(old, Some("old"), None), (old.to_owned(), None));
        assert_eq!(settled(old, None, Some("old")), (old.to_owned(), None));
        assert_eq!(settled(r#"{"kid":7}"#, None, None), ("{}".to_owned(), Some("7".to_owned())));
        for none in ["", "{}", "[", r#"{"alg":"ES256"}"#] {
            assert_eq!(settled(none, Some("new"), None), (none.to_owned(), None));
        }
    }

    #[test]
    fn a_private_key_is_refused() {
        let mut draft = draft("{}");
        draft.signing.signatures[0].protected = r#"{"jwk":{"kty":"OKP","d":"secret"}}"#.to_owned();
        let error = SavedTemplate::of("a", &draft, 0).unwrap_err();
        assert_eq!(error.places, ["the header"]);
        assert!(!error.to_string().contains("secret"));
    }
}
