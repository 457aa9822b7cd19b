//! Why a signature is rejected or a token stays closed: what would have made it right, found by computing it. None is a guess.

use super::two::PairedCause;
use crate::engine::crypto::made::{MacHash, Made};
use crate::engine::ground::jwa::{Hash, SignatureRow};
use crate::engine::key::reading::{SecretReading, SecretWriting};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// HMAC with the text of a public key as the secret (CVE-2015-9235).
    ForgedWithPublicKey {
        /// `alg`
        algorithm: &'static str,
        /// Which text of the key.
        form: &'static str,
        /// How that text was spelt.
        spelling: Spelling,
    },
    /// HMAC with the text of a private key as the secret.
    PrivateKeyText {
        /// `alg`
        algorithm: &'static str,
        /// Which text of the key.
        form: &'static str,
        /// How that text was spelt.
        spelling: Spelling,
    },
    /// The secret fits when it is read in another way.
    SecretReading(SecretReading),
    /// The issuer's secret has a line break at its end.
    IssuerAddsLineBreak,
    /// The issuer used the text of the secret, and yours was decoded.
    UndecodedSecret(SecretWriting),
    /// The issuer used another form of the secret.
    Secret {
        form: SecretForm,
        /// How that form was read then.
        reading: Option<SecretReading>,
    },
    /// The key made the signature with another algorithm than the header names.
    OtherAlgorithm {
        /// The one that it was made with.
        made_with: &'static str,
        named: &'static str,
    },
    /// `alg` alone was changed after the key had signed the token with another algorithm.
    AlgorithmChanged {
        /// The one that the header named when it was signed.
        made_with: &'static str,
        named: &'static str,
    },
    /// None of the keys at hand made the signature, and a secret that everybody knows did: the one at this index.
    PublicSecret(usize),
    /// The key made the signature over the right bytes, with another hash, salt or padding than the algorithm has.
    Made { made: Made, row: &'static SignatureRow },
    /// A hash where an HMAC belongs.
    PlainHash { hash: Hash, secret: JoinedSecret },
    /// The right signature, written in another way than base64url of its bytes.
    Written(SignatureForm),
    /// The right signature, over other bytes than the signing input.
    Signed(SignedForm),
    /// Markdown or a chat took underscores out of the token: with them the signature is right.
    Eaten { count: u8, part: EatenPart },
    /// The token breaks a rule, and the signature is right all the same.
    Intact(Intact),
    /// Whether the signature is right by the algorithm that a name means which is not registered.
    FitsAs {
        algorithm: &'static str,
        /// Whether a key at hand made the signature with it.
        fits: bool,
    },
    /// Two at once, in the order in which they were done: neither alone makes the signature right.
    Two(PairedCause, PairedCause),
    /// The token opens, when one thing is done otherwise than its header says.
    Opens(OpeningForm),
}

/// Which parts of a token lack underscores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EatenPart {
    Payload,
    Signature,
    Both,
}

/// What the person can have done about a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Nothing but what is advised: the token was changed, or the key may not be used for it.
    Advice,
    /// Have the token checked as it was made: with the secret as it was used, the signature as it is written, over what was
    /// signed. See [`Assumptions::as_made`](crate::engine::ground::limit::Assumptions).
    AsMade,
    /// The same and nothing else: there are other secrets, which an option for all of them would have read otherwise too.
    AsMadeAlone,
}

/// How the secret went into a hash that is no HMAC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JoinedSecret {
    /// Not at all.
    Absent,
    /// In front of the signing input.
    Before,
    /// Behind the signing input.
    Behind,
}

/// How the text of a key was spelt when it was used as a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// As it is written to files.
    File,
    /// Without the last line break.
    Trimmed,
    CrLf,
    /// With CR LF, and none at the end.
    CrLfTrimmed,
    /// With `\n` of two characters for each line break.
    Escaped,
    /// With `\n` of two characters, and none at the end.
    EscapedTrimmed,
    OneLine,
    /// The base64 between the armour, in one line.
    Body,
    /// The base64 between the armour, with its line breaks.
    BodyLines,
    /// The base64 of all of it.
    Base64,
    /// The hash of it, as bytes.
    Hashed(MacHash),
    /// The hash of it, as hexadecimal text.
    HashedHex(MacHash),
}

/// What the issuer did to the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SecretForm {
    /// Took quotation marks around it for a part of it.
    InQuotes(char),
    /// Took it without the quotation marks around yours.
    WithoutQuotes,
    /// Took it without the white space around yours.
    Trimmed,
    BlankBehind,
    /// Has CR LF behind it.
    CrLfBehind,
    /// Has these characters behind it, which belong to what stood around it.
    WithEnd(&'static str),
    /// Took it without this character at its end, which belongs to what stood around yours.
    WithoutEnd(char),
    /// Has this character in front.
    WithStart(char),
    /// Took it without this character at its beginning.
    WithoutStart(char),
    /// Has a NUL behind it.
    NulBehind,
    /// Took what stands in front of the first NUL.
    CutAtNul,
    /// Took what stands in front of the first of these signs, where a shell, a file or an address ends a value.
    CutAt(char),
    /// Took it without the comment behind it, as a file of variables has one.
    WithoutComment,
    /// A shell put nothing in the place of `$NAME`.
    VariablesEmptied,
    /// Took what stands behind `base64:` or `hex:` in front.
    BehindPrefix,
    /// Wrote `base64:` in front of it.
    WithPrefix,
    /// Took what stands behind the colon (Ghost's `id:secret`).
    BehindColon,
    /// Took the value of a variable (`.env`).
    Value,
    /// Took the name of this variable and `=` for a part of it.
    WithName(&'static str),
    /// Has a byte order mark in front.
    WithByteOrderMark,
    /// Took it without the byte order mark in front.
    WithoutByteOrderMark,
    /// Wrote the text in UTF-16, little-endian.
    Utf16Le,
    /// Wrote the text in UTF-16, big-endian.
    Utf16Be,
    /// Wrote it in UTF-16, little-endian, with a byte order mark.
    Utf16LeMarked,
    /// Wrote it in UTF-16, big-endian, with a byte order mark.
    Utf16BeMarked,
    /// Took the UTF-8 text of what is UTF-16 here.
    FromUtf16,
    /// Resolved `%xx`.
    PercentDecoded,
    /// Wrote it with `%xx`.
    PercentEncoded,
    /// Took `+` for a space, as a form has it.
    PlusDecoded,
    /// Left out the line breaks within it.
    Joined,
    /// Has a line break after so many characters each, as `openssl base64` and `base64` print it.
    Wrapped(usize),
    /// Wrote it in lower case.
    LowerCase,
    /// Wrote it in upper case.
    UpperCase,
    /// Turned `\n` into a line break.
    Unescaped,
    /// Resolved every escape of a string literal: `\t`, `\\`, `\"`.
    EscapesDecoded,
    /// Lost the backslashes.
    WithoutBackslashes,
    /// Wrote each backslash twice.
    DoubledBackslashes,
    /// Wrote a line break as `\n`.
    Escaped,
    /// Took `$$` for `$`, as docker compose does.
    SingleDollar,
    /// Resolved `&amp;` and its like.
    EntityDecoded,
    /// Took it without smart quotes and characters without width.
    PlainText,
    /// Wrote the text in Latin-1.
    Latin1,
    /// Wrote the text in Windows-1252.
    Windows1252,
    /// Took the UTF-8 text of what is Latin-1 or Windows-1252 here.
    FromLatin1,
    /// Took the bytes of UTF-8 for Latin-1 or Windows-1252, and wrote that in UTF-8.
    Garbled,
    /// Took the text that was garbled so here.
    Ungarbled,
    /// Wrote accented letters composed, or decomposed, where they are the other here (Unicode UAX #15).
    OtherNormalization,
    /// Took the value of a member of JSON.
    JsonMember,
    /// Encoded it in base64 twice.
    EncodedTwice,
    /// Decoded it first in this way.
    Decoded(SecretReading),
    /// Decoded it from base32.
    Base32,
    /// Decoded the text of the JWK's `k` from hexadecimal.
    HexadecimalMember,
    /// Decoded it with a decoder that passes over what is not base64.
    LenientBase64,
    /// Used the JSON text of the JWK.
    JwkText,
    /// Used the hash of it, as bytes.
    Hashed(MacHash),
    /// Used the hash of it, as hexadecimal text.
    HashedHex(MacHash),
    /// Used the hash of it, as base64 text.
    HashedBase64(MacHash),
    /// Used so many of its first bytes.
    First(usize),
    /// Used the key that `NextAuth.js` 3 derives from it for signing.
    NextAuthSigning,
}

/// How the right signature is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureForm {
    /// Its bytes as a list of numbers.
    NumberList,
    /// r and s with a zero byte in front that is too many.
    ExtraZeros {
        /// Bytes that it should have.
        expected: usize,
        /// Bytes that it has.
        found: usize,
    },
    /// base64url of its hexadecimal text.
    EncodedHex,
    Hex,
    /// base64url of its base64 or base64url text.
    EncodedBase64 {
        /// How often it is encoded, the last time included.
        times: u8,
    },
    /// ASN.1 (DER) instead of r and s.
    Der,
    /// r and s without their leading zeros.
    MissingZeros {
        /// Bytes that it should have.
        expected: usize,
        /// Bytes that it has.
        found: usize,
    },
    /// s in front of r.
    SwappedHalves,
    /// The last byte first.
    Reversed,
    /// The last byte of r and of s first.
    ReversedHalves,
    /// r and s as two numbers in a text.
    TwoNumbers,
    /// As SSH writes signatures (RFC 4253 §6.6, RFC 5656 §3.1.2).
    Ssh,
    /// An RSA signature without the zeros at its beginning.
    ShortNumber {
        /// Bytes that it should have.
        expected: usize,
        /// Bytes that it has.
        found: usize,
    },
    /// Something stands in front of it.
    Prefixed {
        /// Bytes of the signature.
        bytes: usize,
        /// Bytes in front.
        more: usize,
    },
    /// The byte that says from which of the possible public keys it is stands behind it, as Ethereum has it.
    RecoveryId,
    /// The message stands behind it, as `NaCl` returns both.
    WithMessage,
    /// `vault:v1:` in front.
    Vault,
    /// Something is glued on behind it.
    Glued {
        /// Bytes of the signature.
        bytes: usize,
        /// Bytes that are glued on.
        more: usize,
    },
    /// The beginning of it.
    Cut {
        /// Bytes that it should have.
        expected: usize,
        /// Bytes that it has.
        found: usize,
    },
    /// So many characters are missing, not at its end.
    Gap {
        /// Characters in front of them.
        at: usize,
        missing: usize,
    },
    /// So many characters are too many.
    Inserted {
        /// Characters in front of them.
        at: usize,
        more: usize,
    },
    /// So many characters next to each other are others.
    Altered {
        /// Characters in front of them.
        at: usize,
        count: usize,
    },
    /// Its bytes were taken for text, and those that are none were replaced.
    ReplacedAsText,
    /// Its bytes were taken for Latin-1 and written in UTF-8.
    Latin1AsUtf8,
    /// Blanks stand where `+` of standard base64 stood.
    BlanksForPlus,
    /// It stands where the payload should, and the payload where it should.
    SwappedWithPayload,
}

/// What was signed instead of the signing input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignedForm {
    /// The signing input with something behind it.
    WithBehind(Behind),
    /// Header and payload with the `=` that base64url in JOSE does not have.
    Padded,
    /// Header and payload in standard base64.
    StandardAlphabet,
    /// Header and payload as they are written canonically.
    Canonical,
    /// The JSON of header and payload, with a dot between.
    Decoded,
    /// The JSON of header and payload, without a dot.
    DecodedWithoutDot,
    /// The encoded header and payload without the dot.
    WithoutDot,
    /// The decoded payload alone.
    PayloadAlone,
    EncodedPayloadAlone,
    /// The encoded header alone.
    HeaderAlone,
    /// The payload in front of the header.
    PayloadFirst,
    /// The payload, before it was encoded once more.
    PayloadEncodedOnce,
    /// HMAC of the secret, with the signing input as its key.
    SecretAndMessageSwapped,
    /// The encoded header, and the payload as it is (as with `b64` false).
    PayloadUnencoded,
    /// The encoded header, and the payload in base64url (as without `b64`).
    PayloadEncoded,
    /// The header with the hash of its `nonce` (Microsoft Graph).
    GraphNonce {
        /// Whether the hash is written in hexadecimal.
        is_hex: bool,
    },
    /// The hash of the signing input, which was hashed again.
    HashedTwice(Hash),
    /// The hexadecimal text of the signing input's hash.
    HashText(Hash),
    /// The signing input in UTF-16.
    Utf16,
    /// The signing input with something in front.
    WithBefore(Before),
    /// The base64 text of the signing input's hash.
    HashBase64(Hash),
    /// The JSON of header and payload without white space, where the token has some.
    CompactJson,
    /// The JSON of the payload, or of header and payload, as another program writes it.
    Rewritten(JsonWriting),
    /// The same payload under the header of another token that came with it.
    HeaderOfAnother,
    /// Header and payload of another token that came with it.
    AnotherToken,
    /// The same payload under the header without one of its parameters, or under a plain one.
    OtherHeader,
    /// The detached payload in another spelling.
    Detached(PayloadForm),
}

/// How JSON that means the same was written when it was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonWriting {
    /// With a blank behind each comma and colon, as Python writes it.
    Spaced,
    /// In lines, indented by so many blanks.
    Indented(usize),
    /// With the members in the order of their names.
    Sorted,
    /// The same with a blank behind each comma and colon.
    SortedSpaced,
    /// With blanks and escapes for what is not ASCII, as Python writes it.
    Python,
    /// With `\/` for `/` and escapes for what is not ASCII, as PHP writes it.
    Php,
    /// With escapes for `<`, `>` and `&`, as Go writes it.
    EscapedHtml,
    /// With the characters for such escapes.
    PlainHtml,
    /// With `\/` for `/`, as PHP writes it.
    EscapedSlashes,
    /// With `/` for `\/`.
    PlainSlashes,
    /// With escapes (`\u` and four digits) for what is not ASCII.
    EscapedUnicode,
    /// With the characters for such escapes.
    PlainUnicode,
    /// In Latin-1.
    Latin1,
}

/// What stands in front of the signing input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Before {
    LineBreak,
    Blank,
    /// `Bearer `
    Bearer,
    /// A quotation mark, and another behind it.
    Quotes,
}

/// What stands behind the signing input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Behind {
    LineBreak,
    CrLf,
    Nul,
    Blank,
    Dot,
}

/// The payload that was signed, against the one at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PayloadForm {
    /// In UTF-8, where it is UTF-16 here.
    FromUtf16,
    /// Without its last line break.
    WithoutLineBreak,
    /// With a line break at its end.
    WithLineBreak,
    /// With CR LF at its end.
    WithCrLf,
    /// With LF for CR LF.
    Lf,
    /// With CR LF for LF.
    CrLf,
    /// Without the byte order mark in front.
    WithoutByteOrderMark,
    /// With a byte order mark in front.
    WithByteOrderMark,
    /// Without white space around it.
    Trimmed,
    /// As JSON without white space.
    CompactJson,
}

/// What is right about a token that breaks a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Intact {
    /// The signature is this key's over the text as received; nothing but the encoding is wrong.
    AsWritten {
        /// `alg`
        algorithm: &'static str,
    },
    /// The signature is this key's over the text with its encoding corrected.
    Repaired,
    /// The signature is this key's; the rule that is broken is about something else.
    SignatureAsSuch,
}

/// With what a token opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OpeningForm {
    /// OAEP with a hash and an MGF1 hash that no JOSE algorithm combines.
    Oaep {
        /// `alg`
        named: &'static str,
        /// The hash of the label.
        hash: Hash,
        /// MGF1's.
        mgf1: Hash,
    },
    /// The key was encrypted with another algorithm than the header names.
    OtherAlgorithm {
        /// The one that it was encrypted with.
        made_with: &'static str,
        named: &'static str,
    },
    /// The secret fits when it is read in another way.
    SecretReading(SecretReading),
    /// The sender used another form of the secret.
    Secret {
        form: SecretForm,
        /// How that form was read then.
        reading: Option<SecretReading>,
    },
    /// The sender's secret has a line break at its end.
    LineBreak,
    /// The sender used the text of the secret, and yours was decoded.
    UndecodedSecret(SecretWriting),
    /// The key encrypts the content itself, where the header says that it wraps another.
    ContentKey {
        /// How it was read then.
        reading: Option<SecretReading>,
    },
    /// The algorithms are those that other names most likely mean.
    NamedElsewhere {
        algorithm: &'static str,
        enc: &'static str,
    },
    /// The plaintext is compressed in the format of ZLIB (RFC 1950), or of gzip (RFC 1952), not as `zip` says.
    Zlib,
    Gzip,
    /// The tag is the beginning of the right one.
    TagCut {
        /// Bytes that it should have.
        expected: usize,
        /// Bytes that it has.
        found: usize,
    },
    /// The key agreement ran without `apu` and `apv`.
    WithoutPartyInfo,
    /// The key agreement took `apu` and `apv` as the text that stands in the header.
    PartyInfoAsText,
    /// The key agreement took `apu` for `apv`.
    SwappedPartyInfo,
    /// The tag stands behind the ciphertext as well.
    TagAppended,
    /// The tag stands behind the ciphertext, and its own part is empty.
    TagInCiphertext,
    /// The IV stands in front of the ciphertext as well.
    IvPrepended,
    /// The tag covers no header.
    NoAdditionalData,
    /// The tag covers the decoded header.
    DecodedHeader,
    /// A key that `NextAuth.js` or `Auth.js` derives from the secret.
    AuthJs {
        /// Whether the salt is the name of a cookie (`Auth.js` 5).
        salted: Option<&'static str>,
    },
}
