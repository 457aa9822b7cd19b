//! Proved causes as sentences, with what to do about them.

use super::Words;
use super::act::{Act, Manner};
use super::assumption::{as_made, written as accepted};
use super::secret::{done, secret_advice};
use crate::engine::crypto::made::{MacHash, Made};
use crate::engine::ground::jwa::{Hash, SignatureFamily, SignatureRow};
use crate::engine::jose::reason::{
    Before, Behind, Cause, EatenPart, Intact, JoinedSecret, JsonWriting, OpeningForm, PairedCause, PayloadForm, Remedy,
    SecretForm, SignatureForm, SignedForm, Spelling,
};
use crate::engine::key::public_secret;
use crate::engine::key::reading::{SecretReading, SecretWriting};
use crate::engine::text::words::{capital, clause};
use std::borrow::Cow;

pub(super) fn words(cause: &Cause, remedy: Remedy) -> Words {
    let words = of(cause);
    match remedy {
        Remedy::AsMade if words.act.is_none() => words.offering(Act::AsMade(manner(cause))),
        Remedy::AsMadeAlone => words.offering(Act::AsMade(manner(cause))),
        _ => words,
    }
}

/// In what respect the token is to be taken as it was made.
const fn manner(cause: &Cause) -> Manner {
    match cause {
        Cause::Written(_) => Manner::Written,
        Cause::Opens(
            OpeningForm::SecretReading(_)
            | OpeningForm::Secret { .. }
            | OpeningForm::LineBreak
            | OpeningForm::UndecodedSecret(_),
        ) => Manner::SecretOfEncryption,
        Cause::Opens(_) => Manner::Encrypted,
        Cause::SecretReading(_)
        | Cause::IssuerAddsLineBreak
        | Cause::UndecodedSecret(_)
        | Cause::Secret { .. }
        | Cause::PrivateKeyText { .. } => Manner::Secret,
        Cause::Two(first, second) if first.is_of_secret() && second.is_of_secret() => Manner::Secret,
        _ => Manner::Signed,
    }
}

fn of(cause: &Cause) -> Words {
    match cause {
        Cause::ForgedWithPublicKey { algorithm, form, spelling } => {
            Words::new(format!("Forged with a public key as the {algorithm} secret ({form}{})", spelt(*spelling)))
                .advising("Anyone who has the public key can make this; a verifier must bind each key to one algorithm")
        }
        Cause::PrivateKeyText { algorithm, form, spelling } => Words::new(format!(
            "Made with the text of this private key as the {algorithm} secret ({form}{})",
            spelt(*spelling)
        ))
        .advising("The issuer must sign with the key itself, by an algorithm for its type"),
        Cause::SecretReading(reading) => secret_reading(*reading),
        Cause::IssuerAddsLineBreak => Words::new("The issuer's secret ends with a line break, and yours does not")
            .advising("The issuer read it from a file, line break included: correct that, or load the same file"),
        Cause::UndecodedSecret(writing) => Words::new(format!(
            "The signature matches if the secret's {} is used, not its bytes",
            writing_words(*writing)
        ))
        .advising("Correct the issuer's configuration, or load that text as the secret"),
        Cause::Secret { form, reading } => secret(*form, *reading, "The signature matches"),
        Cause::OtherAlgorithm { made_with, named } => {
            Words::new(format!("This key made the signature with {made_with}, but the header says {named}"))
                .advising("The issuer names the wrong algorithm; no verifier may accept that")
        }
        Cause::AlgorithmChanged { made_with, named } => {
            Words::new(format!("This key signed the token as {made_with}; alg was changed to {named} after signing"))
                .advising("Get the token again as the issuer sent it; a verifier must fix the algorithm of a key")
        }
        Cause::PublicSecret(index) => Words::new(format!("Made with {}, not with yours", public_secret::words(*index)))
            .advising("The issuer must set a secret of its own; anyone can forge this token"),
        Cause::Made { made, row } => made_with(*made, row),
        Cause::PlainHash { hash, secret } => plain_hash(*hash, *secret),
        Cause::Written(form) => written(*form),
        Cause::Signed(form) => signed(*form),
        Cause::Eaten { count, part } => eaten(*count, *part),
        Cause::Intact(intact) => intact_words(*intact),
        Cause::FitsAs { algorithm, fits: true } => Words::new(format!("The signature is valid as {algorithm}"))
            .advising("Only the name is wrong; strict verifiers reject it all the same"),
        Cause::FitsAs { algorithm, fits: false } => {
            Words::new(format!("The signature is not valid as {algorithm} with your keys either"))
        }
        Cause::Two(first, second) => two(*first, *second),
        Cause::Opens(form) => opens(*form),
    }
}

/// Two things that were done otherwise, and what to do about each.
fn two(first: PairedCause, second: PairedCause) -> Words {
    // Behind a secret, "it" would be that.
    let it = if first.is_of_secret() { "the signature" } else { "it" };
    let half = |half: PairedCause| match half {
        PairedCause::Written(form) => format!("{it} is accepted {}", accepted(form)),
        PairedCause::Signed(form) => format!("{it} is checked over {}", covered(form)),
        of_secret => as_made(&of_secret.cause(), "its"),
    };
    let then = if first.is_of_secret() && second.is_of_secret() { ", and then " } else { " and " };
    let (advice, more) = (of(&first.cause()).advice, of(&second.cause()).advice);
    let advice = if advice == more { advice } else { format!("{advice}; {}", clause(&more)) };
    Words::new(format!("The signature matches if {}{then}{}", half(first), half(second))).advising(advice)
}

pub(super) fn spelt(spelling: Spelling) -> Cow<'static, str> {
    Cow::Borrowed(match spelling {
        Spelling::File => "",
        Spelling::Trimmed => " without the last line break",
        Spelling::CrLf => " with CR LF line breaks",
        Spelling::CrLfTrimmed => " with CR LF line breaks, without the last",
        Spelling::Escaped => " with \\n for each line break",
        Spelling::EscapedTrimmed => " with \\n for each line break, without the last",
        Spelling::OneLine => " in one line",
        Spelling::Body => ", the base64 inside it in one line",
        Spelling::BodyLines => ", the base64 inside it",
        Spelling::Base64 => ", encoded as base64",
        Spelling::Hashed(hash) => return Cow::Owned(format!(", hashed with {}", mac_hash_name(hash))),
        Spelling::HashedHex(hash) => {
            return Cow::Owned(format!(", hashed with {}, as hexadecimal text", mac_hash_name(hash)));
        }
    })
}

fn secret_reading(reading: SecretReading) -> Words {
    Words::new(format!("The signature matches if the secret is read {}", reading.words()))
        .advising("Correct the verifier's configuration, or load the secret again that way")
        .offering(Act::ReadSecretAs(reading))
}

pub(super) const fn writing_words(writing: SecretWriting) -> &'static str {
    match writing {
        SecretWriting::Base64Url => "base64url text",
        SecretWriting::PaddedBase64Url => "padded base64url text",
        SecretWriting::Base64 => "base64 text",
        SecretWriting::UnpaddedBase64 => "unpadded base64 text",
        SecretWriting::Hex => "hexadecimal text",
        SecretWriting::UpperHex => "uppercase hexadecimal text",
    }
}

pub(super) const fn hash_name(hash: Hash) -> &'static str {
    match hash {
        Hash::Sha1 => "SHA-1",
        Hash::Sha256 => "SHA-256",
        Hash::Sha384 => "SHA-384",
        Hash::Sha512 => "SHA-512",
    }
}

pub(super) const fn mac_hash_name(hash: MacHash) -> &'static str {
    match hash {
        MacHash::Md5 => "MD5",
        MacHash::Sha(hash) => hash_name(hash),
    }
}

fn secret(form: SecretForm, reading: Option<SecretReading>, lead: &str) -> Words {
    let reading = reading.map_or_else(String::new, |reading| format!(", read {}", reading.words()));
    Words::new(format!("{lead} if {}{reading}", done(form))).advising(secret_advice(form))
}

/// Underscores that were taken for emphasis.
fn eaten(count: u8, part: EatenPart) -> Words {
    let (lack, them) = match count {
        1 => ("an underscore is".to_owned(), "it"),
        _ => (format!("{count} underscores are"), "them"),
    };
    let place = match part {
        EatenPart::Payload => "the payload",
        EatenPart::Signature => "the signature",
        EatenPart::Both => "payload and signature",
    };
    Words::new(format!("{} missing in {place}: with {them} put back, the signature is right", capital(&lack)))
        .advising("Markdown and chats take _ for emphasis and drop it: copy the token from its source, or send it as code (between backticks)")
}

/// A hash where an HMAC belongs.
fn plain_hash(hash: Hash, secret: JoinedSecret) -> Words {
    let of = match secret {
        JoinedSecret::Absent => "of the signing input, without any secret",
        JoinedSecret::Before => "of the secret and the signing input, not an HMAC",
        JoinedSecret::Behind => "of the signing input and the secret, not an HMAC",
    };
    Words::new(format!("The signature is the plain {} hash {of}", hash_name(hash))).advising(match secret {
        JoinedSecret::Absent => "Anyone can make such a token: the issuer must sign with HMAC (RFC 7518 §3.2)",
        _ => "The issuer must sign with HMAC (RFC 7518 §3.2): such a hash can be extended or collide",
    })
}

/// A hash, a salt or a padding that is not the algorithm's.
fn made_with(made: Made, row: &SignatureRow) -> Words {
    let over = |what: String| Words::new(format!("This key did sign these bytes, but {what}"));
    let needed = row.hash.map_or("the hash of the algorithm", hash_name);
    let is_pss = row.family == SignatureFamily::RsaPss;
    match made {
        Made::Pss { hash, mgf1, salt } if is_pss && row.hash == Some(hash) => {
            if mgf1 != hash {
                return over(format!("with MGF1 using {}; {} needs {needed} there", hash_name(mgf1), row.name))
                    .advising("The issuer must set the hash of MGF1 as well (RFC 7518 §3.5); some libraries leave it at SHA-1");
            }
            over(format!("with a PSS salt of {salt} bytes; {} needs {}", row.name, hash.output_len()))
                .advising("The issuer must set the salt length to that of the hash (RFC 7518 §3.5)")
        }
        Made::Pss { hash, .. } if !is_pss => {
            over(format!("with RSA-PSS and {}; {} is PKCS #1 v1.5", hash_name(hash), row.name))
                .advising("The issuer must use the padding of the algorithm (RFC 7518 §3.3)")
        }
        Made::Pkcs1 { hash, .. } if is_pss => {
            over(format!("with PKCS #1 v1.5 and {}; {} is RSA-PSS", hash_name(hash), row.name))
                .advising("The issuer must use the padding of the algorithm (RFC 7518 §3.5)")
        }
        Made::Pkcs1 { hash, has_digest_info: false } if row.hash == Some(hash) => {
            over("without the DigestInfo that names the hash".to_owned())
                .advising("The issuer must sign with PKCS #1 v1.5 (RFC 8017 §9.2), which puts it before the hash")
        }
        Made::Hmac { hash, is_cut } => {
            let hash = mac_hash_name(hash);
            let cut = if is_cut { ", of which only the beginning is here" } else { "" };
            over(format!("with HMAC and {hash}{cut}; {} needs {needed}", row.name))
                .advising(format!("The issuer must sign with HMAC and {needed} (RFC 7518 §3.2)"))
        }
        Made::Pkcs1 { hash, .. } | Made::Pss { hash, .. } | Made::Ecdsa { hash } => {
            over(format!("with {}; {} needs {needed}", hash_name(hash), row.name))
                .advising(format!("The issuer must sign with {needed} (RFC 7518 §3.1)"))
        }
    }
}

fn written(form: SignatureForm) -> Words {
    match form {
        SignatureForm::EncodedHex | SignatureForm::Hex => {
            Words::new("The signature is the hexadecimal text of the right signature")
                .advising("The issuer must encode the bytes (digest), not their hexadecimal text (hexdigest)")
        }
        SignatureForm::EncodedBase64 { times } => Words::new(format!(
            "The signature is the right one, encoded as base64 {}",
            crate::engine::text::words::times(usize::from(times))
        ))
        .advising("The issuer must encode the bytes once"),
        SignatureForm::TwoNumbers => Words::new("The right signature, but with r and s as two numbers in a text")
            .advising("The issuer must write r and s as bytes, one after the other (RFC 7518 §3.4)"),
        SignatureForm::Ssh => Words::new("The right signature, but in the format of SSH")
            .advising("The issuer must take the numbers or bytes out of the SSH signature (RFC 7518 §3)"),
        SignatureForm::ShortNumber { expected, found } => Words::new(format!(
            "The right signature, but without its leading zeros: {found} bytes instead of {expected}"
        ))
        .advising("The issuer must pad the signature to the length of the modulus (RFC 8017 §8.2.1)"),
        SignatureForm::Prefixed { bytes, more } => Words::new(format!(
            "The last {bytes} bytes are the right signature; {more} {} added before them",
            if more == 1 { "byte was" } else { "bytes were" }
        ))
        .advising("The issuer must send the signature alone, without a tag or a length before it"),
        SignatureForm::RecoveryId => {
            Words::new("The right signature, but with a recovery ID after it, as Ethereum libraries write it")
                .advising("The issuer must leave the last byte out (RFC 7518 §3.4)")
        }
        SignatureForm::WithMessage => Words::new("The right signature, but with the signed message after it")
            .advising("The issuer must send the signature alone: NaCl's sign returns both, sign_detached does not"),
        SignatureForm::ReversedHalves => {
            Words::new("The right signature, but with the bytes of r and of s in reverse order")
                .advising("The issuer's library is little-endian: reverse the bytes of each there (RFC 7518 §3.4)")
        }
        SignatureForm::NumberList => Words::new("The signature is the list of the right signature's bytes, as numbers")
            .advising("The issuer must encode the bytes themselves, not how they are printed"),
        SignatureForm::ExtraZeros { expected, found } => Words::new(format!(
            "The right signature, but with a zero byte before r or s: {found} bytes instead of {expected}"
        ))
        .advising("The issuer must strip the zero byte that BigInteger.toByteArray writes (RFC 7518 §3.4)"),
        SignatureForm::Der => Words::new("The right signature, but in ASN.1 (DER); JOSE needs r and s concatenated")
            .advising("The issuer must convert it; most libraries call this IEEE P1363 or raw format"),
        SignatureForm::MissingZeros { expected, found } => Words::new(format!(
            "The right signature, but without the leading zeros of r or s: {found} bytes instead of {expected}"
        ))
        .advising("The issuer must pad r and s to the length of the curve (RFC 7518 §3.4)"),
        SignatureForm::SwappedHalves => Words::new("The right signature, but with s before r")
            .advising("The issuer must write r first (RFC 7518 §3.4)"),
        SignatureForm::Reversed => Words::new("The right signature, but with its bytes in reverse order")
            .advising("The issuer's library (such as Windows CryptoAPI) is little-endian: reverse the bytes there"),
        SignatureForm::Vault => Words::new("The right signature, but as HashiCorp Vault writes it")
            .advising("Remove the prefix vault:v…: in front of it, and sign with marshaling_algorithm=jws"),
        SignatureForm::Glued { bytes, more } => Words::new(format!(
            "The first {bytes} bytes are the right signature; {more} {} added after them",
            if more == 1 { "byte was" } else { "bytes were" }
        ))
        .advising("Copy the token again, up to its end"),
        SignatureForm::Cut { expected, found } => {
            Words::new(format!("The signature is cut off: these are the first {found} of its {expected} bytes"))
                .advising("Copy the whole token, or get it again from its issuer")
        }
        SignatureForm::Gap { .. } | SignatureForm::Inserted { .. } | SignatureForm::Altered { .. } => damaged(form),
        SignatureForm::ReplacedAsText => {
            Words::new("The right signature was treated as text, and the bytes that are not text were lost")
                .advising("The issuer must encode the bytes themselves, without making a string of them")
        }
        SignatureForm::Latin1AsUtf8 => {
            Words::new("The right signature was treated as Latin-1 text and written as UTF-8")
                .advising("The issuer must encode the bytes themselves, without making a string of them")
        }
        SignatureForm::BlanksForPlus => {
            Words::new("The right signature, but in standard base64 whose + became spaces in a URL")
                .advising("The issuer must use base64url, which needs no escaping in URLs")
        }
        SignatureForm::SwappedWithPayload => Words::new("The signature and the payload are swapped")
            .advising("Put the payload second and the signature third"),
    }
}

/// What happened to a signature that is known, because it can be computed.
fn damaged(form: SignatureForm) -> Words {
    let characters = |count: usize, does: [&str; 2]| match count {
        1 => format!("A character {}", does[0]),
        _ => format!("{count} characters {}", does[1]),
    };
    let (what, at) = match form {
        SignatureForm::Gap { at: 0, missing: 1 } => ("The first character of the signature is missing".to_owned(), 0),
        SignatureForm::Gap { at: 0, missing } => {
            (format!("The first {missing} characters of the signature are missing"), 0)
        }
        SignatureForm::Gap { at, missing } => {
            (characters(missing, ["is missing in the signature", "are missing in the signature"]), at)
        }
        SignatureForm::Inserted { at, more } => {
            (characters(more, ["was inserted into the signature", "were inserted into the signature"]), at)
        }
        SignatureForm::Altered { at, count } => {
            (characters(count, ["of the signature was changed", "of the signature were changed"]), at)
        }
        _ => return written(form),
    };
    let place = if at == 0 { String::new() } else { format!(", after its first {at}") };
    Words::new(format!("{what}{place}; the rest of it is right"))
        .advising("Copy the token again, or get it from its issuer")
}

fn signed(form: SignedForm) -> Words {
    let sentence = match (form, covered(form)) {
        (SignedForm::SecretAndMessageSwapped, _) => {
            "The secret and the signing input were swapped: the signing input was used as the HMAC key".to_owned()
        }
        (SignedForm::GraphNonce { .. }, what) => format!("This key signed {what}: a Microsoft Graph token"),
        (_, what) => format!("This key made the signature over {what}"),
    };
    let words = Words::new(sentence).advising(signed_advice(form));
    if matches!(form, SignedForm::GraphNonce { .. }) { words.offering(Act::HashNonce) } else { words }
}

/// What was signed, behind "over".
pub(super) fn covered(form: SignedForm) -> Cow<'static, str> {
    Cow::Borrowed(match form {
        SignedForm::WithBehind(Behind::LineBreak) => "the signing input with a line break after it",
        SignedForm::WithBehind(Behind::CrLf) => "the signing input with a CR LF line break after it",
        SignedForm::WithBehind(Behind::Nul) => "the signing input with a NUL byte after it",
        SignedForm::WithBehind(Behind::Blank) => "the signing input with a space after it",
        SignedForm::WithBehind(Behind::Dot) => "the signing input with a dot after it",
        SignedForm::WithBefore(Before::LineBreak) => "the signing input with a line break before it",
        SignedForm::WithBefore(Before::Blank) => "the signing input with a space before it",
        SignedForm::WithBefore(Before::Bearer) => "the signing input with \"Bearer \" before it",
        SignedForm::WithBefore(Before::Quotes) => "the signing input in quotation marks",
        SignedForm::Padded => "the header and payload with their = padding",
        SignedForm::StandardAlphabet => "the header and payload in standard base64",
        SignedForm::Canonical => "the header and payload in canonical base64url",
        SignedForm::Decoded => "the decoded JSON of header and payload",
        SignedForm::DecodedWithoutDot => "the decoded JSON of header and payload, without a dot between them",
        SignedForm::WithoutDot => "the encoded header and payload without the dot between them",
        SignedForm::PayloadAlone => "only the decoded payload",
        SignedForm::EncodedPayloadAlone => "only the encoded payload",
        SignedForm::HeaderAlone => "only the encoded header",
        SignedForm::PayloadFirst => "the payload and the header, in that order",
        SignedForm::PayloadEncodedOnce => "the payload before it was encoded a second time",
        SignedForm::SecretAndMessageSwapped => "the secret, with the signing input as the HMAC key",
        SignedForm::HeaderOfAnother => "the same payload under the header of another token that you gave",
        SignedForm::AnotherToken => "another token that you gave",
        SignedForm::PayloadUnencoded => "the payload as it is, without base64url",
        SignedForm::PayloadEncoded => "the payload in base64url, as if b64 were not false",
        SignedForm::GraphNonce { is_hex: false } => "the header with the SHA-256 hash of its nonce",
        SignedForm::GraphNonce { is_hex: true } => "the header with the SHA-256 hash of its nonce, in hexadecimal",
        SignedForm::CompactJson => "the header and payload as JSON without whitespace",
        SignedForm::OtherHeader => "the same payload under another header",
        SignedForm::Utf16 => "the signing input in UTF-16",
        SignedForm::Rewritten(writing) => {
            return Cow::Owned(format!("the same JSON written {}", json_writing(writing)));
        }
        SignedForm::HashedTwice(hash) => {
            return Cow::Owned(format!("the {} hash of the signing input, so it was hashed twice", hash_name(hash)));
        }
        SignedForm::HashText(hash) => {
            return Cow::Owned(format!("the hexadecimal text of the signing input's {} hash", hash_name(hash)));
        }
        SignedForm::HashBase64(hash) => {
            return Cow::Owned(format!("the base64 text of the signing input's {} hash", hash_name(hash)));
        }
        SignedForm::Detached(form) => return Cow::Owned(format!("the payload {}", payload_form(form))),
    })
}

const fn signed_advice(form: SignedForm) -> &'static str {
    match form {
        SignedForm::WithBehind(_) => {
            "The issuer must sign only header.payload; in a shell, use printf %s instead of echo"
        }
        SignedForm::WithBefore(_) => "The issuer must sign header.payload alone (RFC 7515 §5.1)",
        SignedForm::Padded => {
            "The padding must be removed before signing, not after it; AWS load balancers (ALB) keep it"
        }
        SignedForm::StandardAlphabet => "The issuer must sign the base64url text that it sends",
        SignedForm::Canonical => "They were encoded again after signing",
        SignedForm::Decoded => "The issuer must sign the base64url text (RFC 7515 §5.1)",
        SignedForm::DecodedWithoutDot => "The issuer must sign the base64url text with a dot between (RFC 7515 §5.1)",
        SignedForm::WithoutDot => "The issuer must sign the dot as well (RFC 7515 §5.1)",
        SignedForm::PayloadAlone | SignedForm::EncodedPayloadAlone | SignedForm::HeaderAlone => {
            "The issuer must sign header.payload in base64url (RFC 7515 §5.1)"
        }
        SignedForm::PayloadFirst => "The issuer must sign the header first (RFC 7515 §5.1)",
        SignedForm::PayloadEncodedOnce => "The payload was encoded as base64url twice: send it as it was signed",
        SignedForm::SecretAndMessageSwapped => {
            "The issuer passes the two arguments of its HMAC function in the wrong order"
        }
        SignedForm::Rewritten(_) => {
            "It was decoded and written again after signing; send the token exactly as it was signed"
        }
        SignedForm::HeaderOfAnother => "The header was exchanged after signing; get the token as the issuer sent it",
        SignedForm::AnotherToken => "The signature belongs to that token; get this one as the issuer sent it",
        SignedForm::PayloadUnencoded => {
            "That is b64 false, with the payload itself in the token or detached (RFC 7797 §3)"
        }
        SignedForm::PayloadEncoded => "The issuer must sign the payload as it is, or leave b64 out (RFC 7797 §3)",
        SignedForm::GraphNonce { .. } => {
            "Only Microsoft Graph is meant to verify it; request a token for your own API (aud)"
        }
        SignedForm::HashedTwice(_) => "Tell the signing service that it is given a hash (AWS KMS: MessageType DIGEST)",
        SignedForm::HashText(_) | SignedForm::HashBase64(_) => {
            "The issuer must sign the signing input itself (RFC 7515 §5.1)"
        }
        SignedForm::CompactJson => "They were written again after signing; the issuer must send exactly what it signs",
        SignedForm::OtherHeader => {
            "The header was changed after signing; the issuer must send the header that it signs"
        }
        SignedForm::Utf16 => "The issuer must sign its ASCII bytes",
        SignedForm::Detached(_) => "Supply exactly the bytes that were sent; editors and shells change line breaks",
    }
}

const fn payload_form(form: PayloadForm) -> &'static str {
    match form {
        PayloadForm::FromUtf16 => "as UTF-8, where yours is UTF-16",
        PayloadForm::WithoutLineBreak => "without the line break at its end",
        PayloadForm::WithLineBreak => "with a line break at its end",
        PayloadForm::WithCrLf => "with a CR LF line break at its end",
        PayloadForm::Lf => "with LF line breaks, where yours has CR LF",
        PayloadForm::CrLf => "with CR LF line breaks, where yours has LF",
        PayloadForm::WithoutByteOrderMark => "without its byte order mark",
        PayloadForm::WithByteOrderMark => "with a byte order mark before it",
        PayloadForm::Trimmed => "without the whitespace around it",
        PayloadForm::CompactJson => "as JSON without whitespace",
    }
}

const fn json_writing(writing: JsonWriting) -> &'static str {
    match writing {
        JsonWriting::Spaced => "with a space after commas and colons, as Python does",
        JsonWriting::Indented(_) => "on indented lines",
        JsonWriting::SortedSpaced => "with its members sorted by name, and a space after commas and colons",
        JsonWriting::Python => "with spaces and \\u escapes, as Python does",
        JsonWriting::Php => "with \\/ for / and \\u escapes, as PHP does",
        JsonWriting::EscapedHtml => "with \\u escapes for <, > and &, as Go does",
        JsonWriting::PlainHtml => "with <, > and & instead of their \\u escapes",
        JsonWriting::Sorted => "with its members sorted by name",
        JsonWriting::EscapedSlashes => "with \\/ for /, as PHP does",
        JsonWriting::PlainSlashes => "with / instead of \\/",
        JsonWriting::EscapedUnicode => "with \\u escapes for letters that are not ASCII",
        JsonWriting::PlainUnicode => "with letters instead of their \\u escapes",
        JsonWriting::Latin1 => "in Latin-1",
    }
}

fn intact_words(intact: Intact) -> Words {
    match intact {
        Intact::AsWritten { algorithm } => {
            Words::new("The signature is valid over the text as written; only its encoding is not base64url")
                .advising(match algorithm {
                    // The only one that they sign with.
                    "ES256" => "AWS load balancers (ALB) send such tokens; other verifiers reject them",
                    _ => "The issuer must write base64url without padding (RFC 7515 §2); verifiers reject the token",
                })
                .offering(Act::VerifyAsWritten)
        }
        Intact::Repaired => {
            Words::new("The signature is valid once the encoding of the header and payload is corrected")
                .advising("The text was encoded again after signing; get it as the issuer sent it")
        }
        Intact::SignatureAsSuch => {
            Words::new("The signature itself is valid").advising("The token is rejected only for the other reason")
        }
    }
}

/// What the sender of an encryption with other hashes must do, and which program makes it so by itself.
fn oaep_advice(named: &str, hash: Hash, mgf1: Hash) -> String {
    match (hash, mgf1) {
        (Hash::Sha256 | Hash::Sha384 | Hash::Sha512, Hash::Sha1) => {
            let hash = hash_name(hash);
            format!(
                "Java's OAEPWith{hash}AndMGF1Padding does this by default; the sender must set the MGF1 hash as well"
            )
        }
        _ => format!("The sender must set both hashes to those of {named}"),
    }
}

fn opens(form: OpeningForm) -> Words {
    match form {
        OpeningForm::Oaep { named, hash, mgf1 } => Words::new(format!(
            "The key fits: it was encrypted with OAEP using {} and MGF1 with {}, which is not {named}",
            hash_name(hash),
            hash_name(mgf1)
        ))
        .advising(oaep_advice(named, hash, mgf1)),
        OpeningForm::OtherAlgorithm { made_with, named } => {
            Words::new(format!("The key fits: it was encrypted with {made_with}, but the header says {named}"))
                .advising("The sender names the wrong algorithm")
        }
        OpeningForm::SecretReading(reading) => {
            Words::new(format!("It decrypts if the secret is read {}", reading.words()))
                .advising("Correct the configuration, or load the secret again that way")
                .offering(Act::ReadSecretAs(reading))
        }
        OpeningForm::Secret { form, reading } => secret(form, reading, "It decrypts"),
        OpeningForm::LineBreak => Words::new("It decrypts if the secret ends with a line break")
            .advising("The sender read it from a file, line break included: correct that, or load the same file"),
        OpeningForm::UndecodedSecret(writing) => {
            Words::new(format!("It decrypts if the secret's {} is used, not its bytes", writing_words(writing)))
                .advising("Correct the sender's configuration, or load that text as the secret")
        }
        OpeningForm::ContentKey { reading } => {
            let reading = reading.map_or_else(String::new, |reading| format!(", read {},", reading.words()));
            Words::new(format!(
                "This key{reading} encrypts the content itself, but the header says that it wraps another key"
            ))
            .advising("Load the key that wraps it; if there is none, the sender must say dir")
        }
        OpeningForm::NamedElsewhere { algorithm, enc } => {
            Words::new(format!("It decrypts with {algorithm} and {enc}"))
                .advising("Only the name is wrong; strict readers reject it all the same")
        }
        OpeningForm::Zlib | OpeningForm::Gzip => {
            let format = if form == OpeningForm::Zlib { "ZLIB (RFC 1950)" } else { "gzip (RFC 1952)" };
            Words::new(format!("Decrypted, but the plaintext is compressed as {format}, not as raw DEFLATE"))
                .advising("The sender must leave out the header and the checksum (zlib's windowBits -15, Java's Deflater with nowrap): RFC 7516 §4.1.3 says RFC 1951")
        }
        OpeningForm::TagCut { expected, found } => {
            Words::new(format!("The key fits: the tag is cut to the first {found} of its {expected} bytes"))
                .advising("Get the whole token, or have the sender send the whole tag: a shorter one is easier to forge (RFC 7518 §5)")
        }
        OpeningForm::WithoutPartyInfo => {
            Words::new("The key fits: the sender left apu and apv out of the key agreement")
                .advising("The sender must use the apu and apv that it sends (RFC 7518 §4.6.2)")
        }
        OpeningForm::PartyInfoAsText => {
            Words::new("The key fits: the sender used apu and apv in the key agreement without decoding them")
                .advising("The sender must decode apu and apv from base64url first (RFC 7518 §4.6.2)")
        }
        OpeningForm::SwappedPartyInfo => {
            Words::new("The key fits: the sender swapped apu and apv in the key agreement")
                .advising("The sender must use each in its own place (RFC 7518 §4.6.2)")
        }
        OpeningForm::TagAppended => Words::new("The key fits: the tag stands at the end of the ciphertext as well")
            .advising("The sender must cut it off there: many AES-GCM libraries return both in one piece"),
        OpeningForm::TagInCiphertext => {
            Words::new("The key fits: the tag is at the end of the ciphertext, and its own part is empty")
                .advising("The sender must cut it off there and send it as the last part: many AES-GCM libraries return both in one piece")
        }
        OpeningForm::IvPrepended => Words::new("The key fits: the IV stands at the start of the ciphertext as well")
            .advising("The sender must cut it off there: the IV has a part of its own"),
        OpeningForm::NoAdditionalData => {
            Words::new("The key fits: the sender encrypted without the header as additional data")
                .advising("The sender must authenticate the protected header (RFC 7516 §5.1 step 14)")
        }
        OpeningForm::DecodedHeader => {
            Words::new("The key fits: the sender authenticated the decoded header, not its base64url text")
                .advising("The additional data is the base64url text of the header (RFC 7516 §5.1 step 14)")
        }
        OpeningForm::AuthJs { salted: None } => {
            Words::new("Decrypted with the key that NextAuth.js derives from the secret (HKDF)")
                .advising("A session cookie of NextAuth.js; other programs must derive the key in the same way")
        }
        OpeningForm::AuthJs { salted: Some(salt) } => {
            Words::new(format!("Decrypted with the key that Auth.js derives from the secret (HKDF, salt {salt})"))
                .advising("A session cookie of Auth.js; other programs must derive the key in the same way")
        }
    }
}
