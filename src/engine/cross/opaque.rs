//! What came beside tokens and is listed with them: an authorization code, an access token that is not a JWT. Nothing can be
//! read in it; what the tokens say of it can be checked.

use super::hash::Hashes;
use super::{CrossCheck, CrossKind, Outcome, With};
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::Hash;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

/// One of them. It is a credential: its text is compared, and never shown.
#[derive(Clone)]
pub struct Opaque {
    pub kind: OpaqueKind,
    text: Arc<str>,
    /// What tokens may have of it, made once.
    prints: Arc<OnceLock<HashSet<Vec<u8>>>>,
}

impl PartialEq for Opaque {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.text == other.text
    }
}

impl Eq for Opaque {}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OpaqueKind {
    /// An authorization code (RFC 6749 §4.1.2).
    Code,
    /// An access token that is not a JWT (RFC 6749 §1.4: "usually opaque to the client").
    AccessToken,
}

impl OpaqueKind {
    /// What it is called where it comes from: the parameter of OAuth.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::AccessToken => "access_token",
        }
    }
}

impl Opaque {
    pub fn new(kind: OpaqueKind, text: &str) -> Self {
        Self { kind, text: text.into(), prints: Arc::default() }
    }

    pub(super) fn is(&self, text: &str) -> bool {
        *self.text == *text
    }

    /// How many characters it has.
    pub fn length(&self) -> usize {
        self.text.chars().count()
    }

    /// The comparisons that are about it, by their places: those with its hash, and those where the algorithm fixes no hash
    /// function.
    pub fn checks<'a>(&self, checks: impl IntoIterator<Item = &'a CrossCheck>) -> Vec<usize> {
        const HASHES: [Hash; 4] = [Hash::Sha256, Hash::Sha384, Hash::Sha512, Hash::Sha1];
        let of_text = || HASHES.into_iter().flat_map(|hash| Hashes::prints(hash, &self.text)).collect();
        let is_about = |check: &CrossCheck| {
            let is_meant = match self.kind {
                OpaqueKind::Code => check.with == With::Code && check.kind == CrossKind::CodeHash,
                OpaqueKind::AccessToken => {
                    matches!(check.with, With::OpaqueAccessToken | With::Sent(None))
                        && matches!(check.kind, CrossKind::AccessTokenHash | CrossKind::ProofTokenHash)
                }
            };
            let is_its_hash = || {
                let prints = self.prints.get_or_init(of_text);
                !check.expected.is_empty() && prints.contains(&base64url::decode(&check.expected).bytes)
            };
            is_meant && (check.outcome == Outcome::NoHash || is_its_hash())
        };
        let all = checks.into_iter().enumerate();
        all.filter(|(_, check)| is_about(check)).map(|(at, _)| at).collect()
    }
}

/// Not the text: whoever has it may use it.
impl std::fmt::Debug for Opaque {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Opaque").field(&self.kind).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Opaque, OpaqueKind};
    use crate::engine::cross::Parameters;

    const CODE: &str = "SplxlOBeZQQYbYS6WxSbIA";
    const TOKEN: &str = "2YotnFZFEjr1zCsicMWpAA";
    const SENT: &str = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp";

    fn all(text: &str) -> Vec<Opaque> {
        Parameters::of(text).opaque()
    }

    #[test]
    fn what_came_is_listed_once_and_never_printed() {
        let text = format!(
            "https://c.example/cb?code={CODE}&state=x\n\ncode={CODE}&access_token={TOKEN}\n\nGET /a HTTP/1.1\nHost: a.example\nAuthorization: DPoP {SENT}\n"
        );
        let expected = [
            Opaque::new(OpaqueKind::Code, CODE),
            Opaque::new(OpaqueKind::AccessToken, TOKEN),
            Opaque::new(OpaqueKind::AccessToken, SENT),
        ];
        assert_eq!(all(&text), expected);
        assert_eq!(format!("{:?}", all(&text)[0]), "Opaque(Code)");
        assert_eq!(all(&text)[0].length(), 22);
    }

    #[test]
    fn what_is_forgotten_is_nowhere() {
        let text =
            format!("https://c.example/cb#code={CODE}&id_token=eyJhbGciOiJub25lIn0.e30.&access_token={TOKEN}&state=x");
        let mut parameters = Parameters::of(&text);
        for opaque in parameters.opaque() {
            parameters.forget(&opaque);
        }
        assert_eq!(parameters.opaque(), []);
        let answer = parameters.answers.first().expect("the rest stays");
        assert_eq!((&answer.code, &answer.access_token, answer.state.as_deref()), (&None, &None, Some("x")));
    }

    /// One that came with an ID token is one however short it is; a word by itself is none.
    #[test]
    fn what_came_in_one_answer_needs_no_look() {
        let answer = |code: &str| all(&format!("https://c.example/cb#code={code}&id_token=eyJhbGciOiJub25lIn0.e30."));
        assert_eq!(answer("ab12"), [Opaque::new(OpaqueKind::Code, "ab12")]);
        assert_eq!(all("https://c.example/cb?code=ab12&state=x"), []);
        assert_eq!(all("https://c.example/cb?access_token=eyJhbGciOiJub25lIn0.e30."), []);
        let many: String =
            (0..99).map(|number| format!("https://c.example/cb?code={CODE}{number}&state=x\n")).collect();
        assert_eq!(all(&many).len(), 16);
    }
}
