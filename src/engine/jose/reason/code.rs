//! The stable names of causes, in reports.

use super::{Cause, OpeningForm, SecretForm, SignatureForm, SignedForm};

impl Cause {
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::ForgedWithPublicKey { .. } => "forged-with-public-key",
            Self::PrivateKeyText { .. } => "private-key-as-secret",
            Self::SecretReading(_) | Self::IssuerAddsLineBreak | Self::UndecodedSecret(_) => "secret-encoding",
            Self::Secret { form, .. } => form.code(),
            Self::OtherAlgorithm { .. } => "other-algorithm",
            Self::AlgorithmChanged { .. } => "algorithm-changed",
            Self::PublicSecret(_) => "public-secret",
            Self::Made { .. } => "other-parameters",
            Self::PlainHash { .. } => "hash-for-hmac",
            Self::Written(form) => form.code(),
            Self::Signed(form) => form.code(),
            Self::Eaten { .. } => "underscores-lost",
            Self::Intact(_) => "signature-intact",
            Self::FitsAs { fits: true, .. } => "signature-intact",
            Self::FitsAs { fits: false, .. } => "signature-mismatch",
            Self::Two(..) => "two-causes",
            Self::Opens(form) => form.code(),
        }
    }
}

impl SecretForm {
    const fn code(self) -> &'static str {
        match self {
            Self::InQuotes(_) | Self::WithoutQuotes => "secret-quotes",
            Self::Trimmed | Self::BlankBehind | Self::CrLfBehind | Self::Joined | Self::Wrapped(_) => {
                "secret-whitespace"
            }
            Self::NulBehind | Self::CutAtNul => "secret-nul",
            Self::WithStart(' ') => "secret-whitespace",
            Self::WithEnd(_) | Self::WithoutEnd(_) | Self::WithStart(_) | Self::WithoutStart(_) => {
                "secret-surroundings"
            }
            Self::CutAt(_) => "secret-cut",
            Self::VariablesEmptied => "secret-shell",
            Self::BehindPrefix | Self::WithPrefix => "secret-prefix",
            Self::BehindColon => "secret-id",
            Self::WithoutComment | Self::Value | Self::WithName(_) => "secret-variable",
            Self::WithByteOrderMark | Self::WithoutByteOrderMark => "secret-bom",
            Self::Utf16Le | Self::Utf16Be | Self::Utf16LeMarked | Self::Utf16BeMarked | Self::FromUtf16 => {
                "secret-utf16"
            }
            Self::PercentDecoded | Self::PercentEncoded | Self::PlusDecoded => "secret-percent",
            Self::LowerCase | Self::UpperCase => "secret-case",
            Self::Unescaped | Self::Escaped | Self::SingleDollar | Self::EntityDecoded => "secret-escapes",
            Self::EscapesDecoded | Self::WithoutBackslashes | Self::DoubledBackslashes => "secret-escapes",
            Self::PlainText => "secret-invisible",
            Self::Latin1 | Self::Windows1252 | Self::FromLatin1 | Self::Garbled | Self::Ungarbled => "secret-latin1",
            Self::OtherNormalization => "secret-normalization",
            Self::JsonMember => "secret-variable",
            Self::EncodedTwice => "secret-encoding",
            Self::Decoded(_) | Self::Base32 | Self::HexadecimalMember | Self::LenientBase64 => "secret-encoding",
            Self::JwkText => "secret-jwk-text",
            Self::Hashed(_) | Self::HashedHex(_) | Self::HashedBase64(_) => "secret-hashed",
            Self::First(_) => "secret-cut",
            Self::NextAuthSigning => "secret-derived",
        }
    }
}

impl SignatureForm {
    const fn code(self) -> &'static str {
        match self {
            Self::EncodedHex | Self::Hex => "signature-hex",
            Self::EncodedBase64 { .. } => "signature-base64",
            Self::Der => "signature-der",
            Self::Ssh => "signature-ssh",
            Self::MissingZeros { .. } | Self::ExtraZeros { .. } | Self::ShortNumber { .. } => "signature-leading-zeros",
            Self::NumberList | Self::TwoNumbers => "signature-as-text",
            Self::SwappedHalves | Self::Reversed | Self::ReversedHalves => "signature-order",
            Self::Prefixed { .. } => "signature-leading",
            Self::RecoveryId | Self::WithMessage => "signature-trailing",
            Self::Vault => "signature-vault",
            Self::Glued { .. } => "signature-trailing",
            Self::Cut { .. } => "signature-cut",
            Self::Gap { .. } | Self::Inserted { .. } | Self::Altered { .. } => "signature-damaged",
            Self::ReplacedAsText | Self::Latin1AsUtf8 => "signature-as-text",
            Self::BlanksForPlus => "signature-blanks",
            Self::SwappedWithPayload => "parts-swapped",
        }
    }
}

impl SignedForm {
    const fn code(self) -> &'static str {
        match self {
            Self::WithBehind(_) => "signed-trailing",
            Self::Padded => "signed-padded",
            Self::StandardAlphabet | Self::Canonical => "signed-alphabet",
            Self::Decoded | Self::DecodedWithoutDot => "signed-json",
            Self::WithoutDot => "signed-without-dot",
            Self::PayloadAlone | Self::EncodedPayloadAlone => "signed-payload",
            Self::HeaderAlone => "signed-header",
            Self::PayloadFirst => "signed-order",
            Self::PayloadEncodedOnce => "payload-encoded-twice",
            Self::SecretAndMessageSwapped => "secret-and-message-swapped",
            Self::PayloadUnencoded | Self::PayloadEncoded => "signed-b64",
            Self::GraphNonce { .. } => "graph-nonce",
            Self::HashedTwice(_) | Self::HashText(_) | Self::HashBase64(_) => "signed-hash",
            Self::WithBefore(_) => "signed-leading",
            Self::CompactJson => "signed-json",
            Self::Rewritten(_) => "signed-rewritten",
            Self::AnotherToken => "signature-of-another-token",
            Self::OtherHeader | Self::HeaderOfAnother => "signed-other-header",
            Self::Utf16 => "signed-utf16",
            Self::Detached(_) => "payload-spelling",
        }
    }
}

impl OpeningForm {
    const fn code(self) -> &'static str {
        match self {
            Self::Oaep { .. } => "oaep-hash",
            Self::OtherAlgorithm { .. } => "other-algorithm",
            Self::SecretReading(_) | Self::LineBreak | Self::UndecodedSecret(_) => "secret-encoding",
            Self::Secret { form, .. } => form.code(),
            Self::ContentKey { .. } => "content-key",
            Self::WithoutPartyInfo | Self::PartyInfoAsText | Self::SwappedPartyInfo => "party-info",
            Self::TagAppended | Self::TagInCiphertext | Self::IvPrepended => "ciphertext-parts",
            Self::NoAdditionalData | Self::DecodedHeader => "additional-data",
            Self::AuthJs { .. } => "auth-js",
            Self::NamedElsewhere { .. } => "algorithm-name",
            Self::Zlib | Self::Gzip => "compression-format",
            Self::TagCut { .. } => "tag-cut",
        }
    }
}
