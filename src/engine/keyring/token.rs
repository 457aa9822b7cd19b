//! The tokens that a keyring keeps: under `tokens` of our member of the set, a list of objects with the token, what it is called and
//! when it was put there. An older Jotsmith keeps the list as it is; what cannot be read of it is kept too. An unencrypted keyring
//! takes none.

use super::member::Members;
use super::{Text, seconds};
use crate::engine::crypto::digest::sha256;
use crate::engine::ground::base64url;
use crate::engine::ground::json::{Kind, Value};
use std::fmt;
use zeroize::Zeroizing;

/// The member that holds them.
pub(super) const TOKENS: &str = "tokens";
/// So many are shown. The others are kept as they are.
pub(super) const MOST: usize = 1_000;

/// A token that is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptToken {
    token: Zeroizing<String>,
    /// What it is called.
    pub name: String,
    /// Its issuer and subject, or whatever else one knows it by.
    pub about: String,
    /// When it was put there, in seconds since 1970.
    pub created: Option<i64>,
}

impl KeptToken {
    pub fn new(token: &str, name: impl Into<String>, about: impl Into<String>, created: i64) -> Self {
        let token = Zeroizing::new(token.to_owned());
        Self { token, name: name.into(), about: about.into(), created: Some(created) }
    }

    pub fn token(&self) -> &str {
        &self.token
    }

    /// Names it without telling anything of it.
    pub fn mark(&self) -> String {
        base64url::encode(&sha256(self.token.as_bytes()))
    }
}

impl fmt::Debug for KeptToken {
    /// Nothing of the token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeptToken({} bytes)", self.token.len())
    }
}

/// One of the list.
#[derive(Clone, Debug)]
pub(super) struct TokenEntry {
    /// Its JSON text.
    text: Text,
    /// `None` where it cannot be read.
    kept: Option<KeptToken>,
}

impl TokenEntry {
    pub fn new(kept: KeptToken) -> Self {
        let mut members = Members::default();
        members.set_text("token", Some(&kept.token));
        members.set_text("name", Some(&kept.name).filter(|name| !name.is_empty()).map(String::as_str));
        members.set_text("about", Some(&kept.about).filter(|about| !about.is_empty()).map(String::as_str));
        members.set_number("created", kept.created);
        Self { text: Text(members.text()), kept: Some(kept) }
    }

    pub fn kept(&self) -> Option<&KeptToken> {
        self.kept.as_ref()
    }

    /// Whether both are the same token, or the same JSON text where they cannot be read.
    pub fn is(&self, other: &Self) -> bool {
        match (&self.kept, &other.kept) {
            (Some(one), Some(other)) => one.token == other.token,
            _ => self.text == other.text,
        }
    }

    fn read(value: Value<'_>, is_shown: bool) -> Self {
        let text = Text(Zeroizing::new(value.lexeme().into_owned()));
        let word = |name| value.get(name).and_then(Value::as_str).map(|text| text.into_owned());
        let kept = (is_shown && value.kind() == Kind::Object).then(|| {
            Some(KeptToken {
                token: Zeroizing::new(word("token")?),
                name: word("name").unwrap_or_default(),
                about: word("about").unwrap_or_default(),
                created: seconds(value, "created"),
            })
        });
        Self { text, kept: kept.flatten() }
    }
}

/// What stands under our member.
pub(super) fn read(own: Value<'_>) -> Vec<TokenEntry> {
    let list = own.get(TOKENS).filter(|list| list.kind() == Kind::Array);
    let entry = |(index, value)| TokenEntry::read(value, index < MOST);
    list.map(|list| list.children().enumerate().map(entry).collect()).unwrap_or_default()
}

/// The list as JSON; `None` where it is empty.
pub(super) fn write(entries: &[TokenEntry]) -> Option<Zeroizing<String>> {
    let length = entries.iter().map(|entry| entry.text.0.len() + 1).sum::<usize>() + 2;
    // As long as it becomes: what is moved while it grows is not wiped.
    let mut text = Zeroizing::new(String::with_capacity(length));
    for entry in entries {
        let sign = if text.is_empty() { '[' } else { ',' };
        text.push(sign);
        text.push_str(&entry.text.0);
    }
    text.push(']');
    (!entries.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::{KeptToken, MOST};
    use crate::engine::ground::limit::Limits;
    use crate::engine::ground::secret::SecretBytes;
    use crate::engine::key::KeyIds;
    use crate::engine::keyring::{AddError, Form, Keyring, Strength, open, seal};

    const TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.";

    fn token(text: &str) -> KeptToken {
        KeptToken::new(text, "ID token", "https://issuer.example · alice", 5)
    }

    fn passphrase() -> SecretBytes {
        SecretBytes::from(&b"ladle-gravel-owl"[..])
    }

    fn again(keyring: &Keyring) -> Keyring {
        let sealed = seal(keyring, &passphrase(), Strength::LatchsetJose).unwrap();
        assert!(!sealed.windows(8).any(|window| window == &TOKEN.as_bytes()[20..28]));
        open(&sealed, "prod", Some(&passphrase()), &Limits::DEFAULT, &mut KeyIds::default()).unwrap()
    }

    #[test]
    fn a_token_is_there_again_with_what_is_known_of_it() {
        let mut keyring = Keyring::new("prod", Form::Encrypted, 1);
        assert_eq!(keyring.keep_token(token(TOKEN)), Ok(true));
        assert_eq!(keyring.keep_token(token(TOKEN)), Ok(false));
        let mut again = again(&keyring);
        assert_eq!(again.tokens().collect::<Vec<_>>(), [&token(TOKEN)]);
        let mark = token(TOKEN).mark();
        assert_eq!(again.forget_token(&mark), Some(token(TOKEN)));
        assert_eq!((again.forget_token(&mark), again.tokens().count()), (None, 0));
    }

    #[test]
    fn a_keyring_that_everybody_can_read_keeps_none() {
        let mut keyring = Keyring::new("prod", Form::Public, 1);
        assert_eq!(keyring.keep_token(token(TOKEN)), Err(AddError::TokenInPublic));
        assert_eq!(keyring.tokens().count(), 0);
    }

    /// E13: whoever knows more of a token, and whoever has more of them, loses nothing.
    #[test]
    fn what_is_not_understood_is_kept() {
        let mut keyring = Keyring::new("prod", Form::Encrypted, 1);
        for index in 0..MOST + 2 {
            keyring.keep_token(token(&format!("{TOKEN}{index}"))).unwrap();
        }
        let mut again = again(&keyring);
        assert_eq!(again.tokens().count(), MOST);
        again.keep_token(token(TOKEN)).unwrap();
        assert!(again.text(2).contains(&format!("{TOKEN}{}", MOST + 1)));
        assert!(again.text(2).ends_with('}'));
    }

    #[test]
    fn two_who_changed_one_keyring_keep_the_tokens_of_both() {
        let mut one = Keyring::new("prod", Form::Encrypted, 1);
        one.keep_token(token("a.b.c")).unwrap();
        let mut other = one.clone();
        one.keep_token(token("one.b.c")).unwrap();
        other.keep_token(token("other.b.c")).unwrap();
        one.merge(&other);
        assert_eq!(one.tokens().map(KeptToken::token).collect::<Vec<_>>(), ["a.b.c", "one.b.c", "other.b.c"]);
    }
}
