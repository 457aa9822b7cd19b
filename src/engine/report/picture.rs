//! What a picture of a token's panes is made of: the token redacted, and what is said about it.

use super::Report;
use super::page::parts;
use crate::engine::ground::base64url;
use crate::engine::redact::{ReadablePart, Redactor};

/// All of it is masked already: nothing has to be covered where it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// The layer as a token of its own, without its signature.
    pub token: String,
    /// Of a layer that was decrypted: its claims, as a token that nobody signed.
    pub claims: Option<String>,
    /// The sentences that were given, in order.
    pub said: Vec<String>,
}

impl Report {
    /// What can be shown of the layer with this number, whose text is given, and of what is said about it. `None`: so much is
    /// masked that not all of it could be looked for.
    pub fn masked(
        &self,
        token: &str,
        (layer, text): (usize, &str),
        said: &[String],
        mut redactor: Redactor,
    ) -> Option<Masked> {
        let all: Vec<(ReadablePart, &str)> = self.layers.iter().flat_map(parts).collect();
        redactor.learn(token, &all);
        let redacted = redactor.text(text);
        let layer = self.layers.get(layer)?;
        let claims = layer.claims.as_ref().filter(|_| layer.kind == "jwe").map(|claims| {
            let claims = redactor.excerpt(ReadablePart::Claims, claims.text()).text;
            let part = |json: &str| base64url::encode(json.as_bytes());
            format!("{}.{}.", part(r#"{"alg":"none"}"#), part(&claims))
        });
        let said: Vec<_> = said.iter().map(|sentence| redactor.sentence(sentence)).collect();
        let is_all = redacted.left_out == 0 && said.iter().all(|sentence| sentence.left_out == 0);
        let said = said.into_iter().map(|sentence| sentence.text).collect();
        is_all.then(|| Masked { token: redacted.text.trim().to_owned(), claims, said })
    }
}
