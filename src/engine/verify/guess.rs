//! Whether a secret that somebody guesses made a token: the work of one word of a list.

use super::public_secret::hmac_of;
use crate::engine::crypto::mac::hmac;
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::limit::Limits;
use crate::engine::jose::layer::JoseObject;
use crate::engine::jose::parse::parse;

/// A signature that a shared secret made, and what it was made of.
#[derive(Clone)]
pub struct GuessTarget {
    hash: Hash,
    message: Vec<u8>,
    signature: Vec<u8>,
}

/// Why there is nothing to guess.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotGuessable {
    /// It is encrypted, or not a token.
    NotSigned,
    /// No signature in it is an HMAC of the length that its algorithm makes; the algorithm, where it names one.
    NoSharedSecret(Option<String>),
}

impl GuessTarget {
    /// The first signature of the token that a shared secret can have made.
    ///
    /// # Errors
    ///
    /// See [`NotGuessable`].
    pub fn of(token: &str, limits: &Limits) -> Result<Self, NotGuessable> {
        let parsed = parse(token, limits);
        let JoseObject::Jws(jws) = &parsed.object else { return Err(NotGuessable::NotSigned) };
        let found = (0..jws.signatures.len()).find_map(|index| hmac_of(jws, index, token, None));
        let algorithm = || jws.signatures.first().and_then(|signature| signature.header.algorithm());
        let (hash, message, signature) = found.ok_or_else(|| NotGuessable::NoSharedSecret(algorithm()))?;
        Ok(Self { hash, message: message.into_owned(), signature: signature.to_vec() })
    }

    /// Whether this secret made it. How long that takes tells nothing: whoever asks knows both.
    pub fn is_made_with(&self, secret: &[u8]) -> bool {
        hmac(self.hash, secret, &[&self.message]) == self.signature
    }
}

#[cfg(test)]
mod tests {
    use super::{GuessTarget, NotGuessable};
    use crate::engine::ground::limit::Limits;

    /// RFC 7515 A.1, and one that was signed with "secret".
    #[test]
    fn the_right_secret_alone_is_it() {
        let weak = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.XbPfbIHMI6arZ3Y922BhjWgQzWXcXNrz0ogtVhfEd2o";
        let target = GuessTarget::of(weak, &Limits::DEFAULT).unwrap();
        assert!(target.is_made_with(b"secret"));
        for other in [&b""[..], b"Secret", b"secret\n", b"secret\0", &[0xff; 200]] {
            // RFC 2104 pads a key with zeros: one that ends in them is the same key.
            assert_eq!(target.is_made_with(other), other == b"secret\0");
        }
    }

    #[test]
    fn what_no_shared_secret_made_is_not_guessed() {
        let of = |token: &str| GuessTarget::of(token, &Limits::DEFAULT).err();
        let other = |alg: &str| Some(NotGuessable::NoSharedSecret(Some(alg.to_owned())));
        assert_eq!(of("eyJhbGciOiJub25lIn0.e30."), other("none"));
        assert_eq!(of("eyJhbGciOiJFUzI1NiJ9.e30.AAAA"), other("ES256"));
        assert_eq!(of("eyJhbGciOiJIUzI1NiJ9.e30.AAAA"), other("HS256"), "cut off");
        assert_eq!(of("hello"), Some(NotGuessable::NotSigned));
    }
}
