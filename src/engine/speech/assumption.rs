//! What a person has the program assume about a token, as clauses of its verdict.

use super::cause::{covered, hash_name, spelt, writing_words};
use super::secret::done;
use crate::engine::jose::reason::{Cause, OpeningForm, SecretForm, SignatureForm, SignedForm};
use crate::engine::jose::status::Assumed;
use crate::engine::key::reading::{SecretReading, SecretWriting};
use crate::engine::text::words::{counted, times};

/// "assuming that its nonce was hashed …", of the token itself or of another that counts with it. Of a public secret, what
/// is known of it may be told.
pub(super) fn clause(assumed: Assumed, whose: &str, public_secret: Option<String>) -> String {
    let assumed = match assumed {
        Assumed::AsMade(cause) => as_made(&cause, whose),
        Assumed::AsWritten => format!("{whose} base64 is signed as written, as AWS load balancers do"),
        Assumed::HashedNonce => format!("{whose} nonce was hashed before signing, as Microsoft Graph does"),
        Assumed::NamedValue => "the value that fits is the secret".to_owned(),
        Assumed::OwnKey if whose == "its" => "the key inside it is its issuer's".to_owned(),
        Assumed::OwnKey => format!("{whose} own key is its issuer's"),
        Assumed::PublicSecret if whose == "its" => {
            let secret = public_secret.unwrap_or_else(|| "the secret is public".to_owned());
            return format!("anyone could have made this token: {secret}");
        }
        Assumed::PublicSecret => format!("{whose} secret, which is public, is its issuer's"),
    };
    format!("assuming that {assumed}")
}

/// How it was made, behind "that".
pub fn as_made(cause: &Cause, whose: &str) -> String {
    match cause {
        Cause::SecretReading(reading) => read(*reading),
        Cause::IssuerAddsLineBreak => "the secret ends with a line break".to_owned(),
        Cause::UndecodedSecret(writing) => used_as(*writing),
        Cause::Secret { form, reading } => secret(*form, *reading),
        Cause::PrivateKeyText { algorithm, form, spelling } => {
            format!("the text of the private key is the {algorithm} secret ({form}{})", spelt(*spelling))
        }
        Cause::OtherAlgorithm { made_with, named } => format!("{whose} algorithm is {made_with}, not {named}"),
        Cause::FitsAs { algorithm, .. } => format!("{whose} alg means {algorithm}"),
        Cause::Written(form) => format!("{whose} signature is accepted {}", written(*form)),
        Cause::Signed(SignedForm::SecretAndMessageSwapped) => {
            "the signing input is the HMAC key and the secret is what was signed".to_owned()
        }
        Cause::Signed(form) => format!("{whose} signature is checked over {}", covered(*form)),
        Cause::Two(first, second) => {
            format!("{} and {}", as_made(&first.cause(), whose), as_made(&second.cause(), whose))
        }
        Cause::Opens(form) => opens(*form),
        // None of them is assumed.
        Cause::ForgedWithPublicKey { .. }
        | Cause::AlgorithmChanged { .. }
        | Cause::PublicSecret(_)
        | Cause::Made { .. }
        | Cause::PlainHash { .. }
        | Cause::Eaten { .. }
        | Cause::Intact(_) => format!("{whose} signature is accepted as it was made"),
    }
}

fn used_as(writing: SecretWriting) -> String {
    format!("the secret's {} is used, not its bytes", writing_words(writing))
}

fn read(reading: SecretReading) -> String {
    format!("the secret is read {}", reading.words())
}

fn secret(form: SecretForm, reading: Option<SecretReading>) -> String {
    let reading = reading.map_or_else(String::new, |reading| format!(", read {}", reading.words()));
    format!("{}{reading}", done(form))
}

/// How a signature is written, behind "accepted".
pub(super) fn written(form: SignatureForm) -> String {
    match form {
        SignatureForm::NumberList => "as a list of numbers",
        SignatureForm::EncodedHex | SignatureForm::Hex => "as hexadecimal text",
        SignatureForm::EncodedBase64 { times: count } => {
            return format!("encoded as base64 {}", times(usize::from(count)));
        }
        SignatureForm::Der => "in ASN.1 (DER)",
        SignatureForm::MissingZeros { .. } | SignatureForm::ShortNumber { .. } => "without its leading zeros",
        SignatureForm::ExtraZeros { .. } => "with a zero byte before r or s",
        SignatureForm::SwappedHalves => "with s before r",
        SignatureForm::Reversed => "with its bytes in reverse order",
        SignatureForm::ReversedHalves => "with the bytes of r and of s in reverse order",
        SignatureForm::TwoNumbers => "as two numbers in a text",
        SignatureForm::Ssh => "in the format of SSH",
        SignatureForm::Prefixed { more, .. } => return format!("with {} before it", counted(more, "byte")),
        SignatureForm::RecoveryId => "with a recovery ID after it",
        SignatureForm::WithMessage => "with the signed message after it",
        SignatureForm::Vault => "as HashiCorp Vault writes it",
        SignatureForm::Glued { more, .. } => return format!("with {} after it", counted(more, "byte")),
        SignatureForm::Cut { .. } => "although its end is missing",
        SignatureForm::Gap { .. } => "although a part of it is missing",
        SignatureForm::Inserted { .. } => "although something was inserted into it",
        SignatureForm::Altered { .. } => "although a part of it was changed",
        SignatureForm::ReplacedAsText => "as text",
        SignatureForm::Latin1AsUtf8 => "as Latin-1 text written as UTF-8",
        SignatureForm::BlanksForPlus => "with spaces instead of +",
        SignatureForm::SwappedWithPayload => "in the place of the payload",
    }
    .to_owned()
}

fn opens(form: OpeningForm) -> String {
    match form {
        OpeningForm::Oaep { hash, mgf1, .. } => {
            return format!("it is encrypted with OAEP using {} and MGF1 with {}", hash_name(hash), hash_name(mgf1));
        }
        OpeningForm::OtherAlgorithm { made_with, named } => {
            return format!("it is encrypted with {made_with}, not {named}");
        }
        OpeningForm::SecretReading(reading) => return read(reading),
        OpeningForm::Secret { form, reading } => return secret(form, reading),
        OpeningForm::UndecodedSecret(writing) => {
            return used_as(writing);
        }
        OpeningForm::LineBreak => "the secret ends with a line break",
        OpeningForm::ContentKey { .. } => "the key encrypts the content itself",
        OpeningForm::NamedElsewhere { algorithm, enc } => {
            return format!("its alg and enc mean {algorithm} and {enc}");
        }
        OpeningForm::Zlib => "the plaintext is compressed as ZLIB",
        OpeningForm::Gzip => "the plaintext is compressed as gzip",
        OpeningForm::TagCut { .. } => "its tag is accepted although its end is missing",
        OpeningForm::WithoutPartyInfo => "the key agreement has neither apu nor apv",
        OpeningForm::PartyInfoAsText => "the key agreement has apu and apv as they are written",
        OpeningForm::SwappedPartyInfo => "the key agreement has apu and apv swapped",
        OpeningForm::TagAppended => "the tag at the end of the ciphertext is not part of it",
        OpeningForm::TagInCiphertext => "the end of the ciphertext is the tag",
        OpeningForm::IvPrepended => "the IV at the start of the ciphertext is not part of it",
        OpeningForm::NoAdditionalData => "the tag does not cover the header",
        OpeningForm::DecodedHeader => "the tag covers the decoded header",
        OpeningForm::AuthJs { .. } => "the key is derived as Auth.js does",
    }
    .to_owned()
}
