//! Which causes lie in how a token was made, so that it can be taken as it was made.

use super::{Cause, OpeningForm, SecretForm, SignatureForm, SignedForm};

impl Cause {
    /// Whether the key made the token as it is, so that nothing but how it was made stands between the two. Where something
    /// was changed after that, is missing, or was never signed, nothing can be assumed; and no more where a name or a
    /// parameter has a forger's choice.
    pub(in crate::engine) const fn is_of_the_making(&self) -> bool {
        match self {
            Self::PrivateKeyText { .. }
            | Self::SecretReading(_)
            | Self::IssuerAddsLineBreak
            | Self::UndecodedSecret(_)
            | Self::FitsAs { fits: true, .. } => true,
            Self::Secret { form, .. } => !form.is_remnant(),
            Self::Written(form) => !matches!(
                form,
                SignatureForm::Cut { .. }
                    | SignatureForm::Gap { .. }
                    | SignatureForm::Inserted { .. }
                    | SignatureForm::Altered { .. }
                    | SignatureForm::ReplacedAsText
                    | SignatureForm::SwappedWithPayload
            ),
            Self::Signed(form) => !matches!(
                form,
                SignedForm::HeaderAlone
                    // Nothing vouches for the header then, and the kind of token, its key and its extensions stand in it.
                    | SignedForm::PayloadAlone
                    | SignedForm::EncodedPayloadAlone
                    | SignedForm::AnotherToken
                    | SignedForm::HeaderOfAnother
                    | SignedForm::OtherHeader
            ),
            // RSA1_5 is another algorithm; OAEP with another hash is the same one, set up otherwise.
            Self::Opens(OpeningForm::OtherAlgorithm { made_with, named }) => {
                let (made_with, named) = (made_with.as_bytes(), named.as_bytes());
                matches!((made_with, named), ([b'R', b'S', b'A', b'-', ..], [b'R', b'S', b'A', b'-', ..]))
            }
            Self::Two(first, second) => first.cause().is_of_the_making() && second.cause().is_of_the_making(),
            Self::Opens(form) => !matches!(
                form,
                OpeningForm::AuthJs { .. } | OpeningForm::NoAdditionalData | OpeningForm::TagCut { .. }
            ),
            Self::ForgedWithPublicKey { .. }
            | Self::AlgorithmChanged { .. }
            // Which algorithms are allowed is said by their names.
            | Self::OtherAlgorithm { .. }
            | Self::PublicSecret(_)
            | Self::PlainHash { .. }
            | Self::Eaten { .. }
            | Self::Made { .. }
            | Self::Intact(_)
            | Self::FitsAs { fits: false, .. } => false,
        }
    }
}

impl SecretForm {
    /// Whether only a piece of what was given is the secret, and which piece is a forger's choice.
    const fn is_remnant(self) -> bool {
        matches!(
            self,
            Self::First(_) | Self::CutAt(_) | Self::CutAtNul | Self::VariablesEmptied | Self::Value | Self::JsonMember
        )
    }
}
