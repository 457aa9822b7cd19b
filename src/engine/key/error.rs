//! Why a key cannot be used. What to do about it is said in `speech`.

use super::foreign::ForeignFormat;
use crate::engine::ground::base64url;
use crate::engine::ground::json;
use crate::engine::ground::jwa::elsewhere;
use crate::engine::rule::Rule;
use crate::engine::text::deceptive::is_deceptive;
use crate::engine::text::uri::without_credentials;
use crate::engine::text::words::{LONGEST_SHOWN, counted, grouped, joined, shown, shown_name, shown_within};
use std::fmt;

/// Why a key, or one block of a key file, cannot be used. Never holds bytes of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// There is nothing in it.
    Empty,
    /// Longer than is read; both in bytes.
    TooLong {
        length: usize,
        /// How long it may be.
        limit: usize,
    },
    /// More keys than are read.
    TooManyKeys {
        /// How many are read.
        limit: usize,
    },
    /// Nothing in it is a key of any kind that is known.
    NotAKey,
    /// A format that another program converts.
    Foreign(ForeignFormat),
    /// The text between BEGIN and END is not base64.
    NotBase64,
    /// A secret that is not in the encoding that was named: "base64", "base64url", "hexadecimal".
    NotInEncoding(&'static str),
    /// The structure named here is cut off or damaged.
    Damaged(&'static str),
    /// A PEM block that breaks off before its END line.
    EndMissing,
    /// It is encrypted and no passphrase was given.
    PassphraseNeeded,
    /// The passphrase does not open it, or it is damaged: nobody can tell which.
    PassphraseWrong,
    /// It is encrypted for another key, by its `alg`.
    OtherKeyNeeded(String),
    /// The encryption of the key file is one that is not available, by name.
    EncryptionUnknown(String),
    /// Opening it would take more work than is done.
    ExcessiveWork {
        /// Iterations that it asks for.
        required: u64,
        /// Iterations that are done at most.
        limit: u64,
    },
    /// A kind of key that JOSE has no algorithm for, by name.
    NoJoseAlgorithm(String),
    /// An elliptic curve spelled out as parameters instead of a name (RFC 5480 §2.1.1 forbids it).
    ExplicitCurve,
    /// An EC private key that does not say on which curve it is.
    CurveMissing,
    /// ML-DSA with the expanded private key alone; RFC 9964 needs the seed.
    SeedMissing,
    /// Not JSON.
    Json(json::FaultKind),
    /// Something that is not a JSON object stands where a JWK must.
    NotAnObject,
    /// A member that this key type needs is missing.
    MemberMissing(&'static str),
    /// A member is not a string.
    MemberType(&'static str),
    /// A member that says what the key may be used for says it in a way that cannot be read.
    RestrictionType {
        name: &'static str,
        /// What stands there, in words.
        found: &'static str,
    },
    MemberEmpty(&'static str),
    /// A member is not base64url as RFC 7515 §2 demands it.
    MemberEncoding {
        name: &'static str,
        fault: base64url::FaultKind,
    },
    /// A member has the wrong number of bytes.
    MemberLength {
        name: &'static str,
        /// Bytes that the standard demands.
        expected: usize,
        /// Bytes that there are.
        found: usize,
    },
    /// A coordinate with a zero byte too few or too many in front, which is a point of the curve with the right number.
    MemberZeros {
        name: &'static str,
        /// Bytes that the standard demands.
        expected: usize,
        /// Bytes that there are.
        found: usize,
    },
    /// A member is written as a number, not as base64url of its bytes.
    MemberNumber {
        name: &'static str,
        /// "a decimal number", "hexadecimal".
        notation: &'static str,
    },
    /// What an issuer says of itself: where its keys are.
    Metadata {
        /// `jwks_uri`.
        keys: String,
    },
    /// An answer of a server that holds no key, and what it says.
    ServerAnswer(String),
    /// What stands where a key was to be put: `${JWKS}`.
    Placeholder,
    /// A program printed only the beginning of a list of bytes.
    Shortened {
        /// Bytes that are not there.
        missing: usize,
    },
    /// A program printed the object that holds the key: `PublicKeyObject {}`.
    PrintedObject,
    /// An .env file, whose variables have these names.
    Variables(Vec<String>),
    /// What was put in the place of a key before it was shown: in a variable of this name, or without one.
    Masked {
        name: String,
        /// "in the logs of Jenkins"
        writer: Option<&'static str>,
    },
    /// An .env file with one variable, which has no value.
    VariableEmpty(String),
    /// A member that decides about the key is there twice, with two values.
    MemberTwice(&'static str),
    /// A number is zero, or not smaller than it must be.
    OutOfRange(&'static str),
    /// A `kty` that is not known.
    KeyTypeUnknown(String),
    /// A `crv` that is not known for this `kty`.
    CurveUnknown(String),
    /// An AKP key whose `alg` is not known.
    AlgorithmUnknown(String),
    /// The point is not on the curve.
    NotOnCurve,
    /// The point is not on the curve, and is with x and y in each other's place.
    SwappedCoordinates,
    /// The point is on another curve than the one that is named.
    OtherCurve {
        named: &'static str,
        /// The one that it is on.
        found: &'static str,
    },
    /// A JWK Set in which there is no key.
    EmptySet,
    /// The private half does not belong to the public half.
    PrivatePublicMismatch,
    /// An RSA number that does not fit the others.
    RsaInconsistent(&'static str),
    /// A modulus that no RSA key has: even, or too short to sign anything.
    RsaModulus {
        /// Its length in bits.
        bits: usize,
    },
    /// A modulus longer than is computed with; both in bits.
    RsaTooLarge {
        bits: usize,
        /// How long it may be.
        limit: usize,
    },
    /// RSA with more than two primes.
    RsaMultiPrime,
    /// A key of another type, or without its private half, was given where this operation needs one.
    NotUsable,
    /// OpenSSL refuses the key.
    Refused,
    /// This build cannot compute with such a key: the fact.
    Unsupported(String),
}

impl KeyError {
    /// Whether its words begin with the name of a member, which has no capital.
    pub(crate) fn starts_with_a_name(&self) -> bool {
        matches!(
            self,
            Self::MemberMissing(_)
                | Self::MemberType(_)
                | Self::MemberEmpty(_)
                | Self::MemberEncoding { .. }
                | Self::MemberLength { .. }
                | Self::MemberZeros { .. }
                | Self::MemberNumber { .. }
                | Self::MemberTwice(_)
                | Self::OutOfRange(_)
                | Self::KeyTypeUnknown(_)
                | Self::OtherCurve { .. }
        )
    }

    /// The rule of the table that it breaks, where there is one.
    pub fn rule(&self) -> Option<&'static Rule> {
        match self {
            Self::PrivatePublicMismatch | Self::RsaInconsistent(_) => {
                Some(&crate::engine::rule::key::KEY_PRIV_PUB_MISMATCH)
            }
            Self::NotOnCurve | Self::SwappedCoordinates => Some(&crate::engine::rule::key::KEY_EC_INVALID),
            _ => None,
        }
    }
}

/// Characters of a server's answer that are repeated.
const LONGEST_ANSWER: usize = 240;

impl fmt::Display for KeyError {
    /// The fact, in lower case and without a full stop.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it is empty"),
            Self::TooLong { length, limit } => {
                let (length, limit) = (grouped(*length as u128), grouped(*limit as u128));
                write!(f, "it has {length} bytes; at most {limit} are read")
            }
            Self::TooManyKeys { limit } => write!(f, "the set has more keys; only the first {limit} are read"),
            Self::NotAKey => f.write_str("it contains no key"),
            Self::Foreign(format) => write!(f, "this is {}", format.words()),
            Self::NotBase64 => f.write_str("the text between BEGIN and END is not base64"),
            Self::NotInEncoding(encoding) => write!(f, "the secret is not {encoding}"),
            Self::Damaged(what) => write!(f, "the {what} is cut off or damaged"),
            Self::EndMissing => f.write_str("its END line is missing, so it was cut off"),
            Self::PassphraseNeeded => f.write_str("it is encrypted"),
            Self::PassphraseWrong => f.write_str("wrong passphrase, or the file is damaged"),
            Self::OtherKeyNeeded(name) => write!(f, "it is encrypted for another key ({})", shown(name)),
            Self::EncryptionUnknown(name) => write!(f, "it is encrypted with {}, which is not supported", shown(name)),
            Self::ExcessiveWork { required, limit } => {
                let (required, limit) = (grouped(u128::from(*required)), grouped(u128::from(*limit)));
                write!(f, "decrypting it takes {required} iterations; at most {limit} are allowed")
            }
            Self::NoJoseAlgorithm(name) => write!(f, "this kind of key cannot be used in JOSE: {}", shown(name)),
            Self::ExplicitCurve => f.write_str("the curve is given by its parameters instead of its name"),
            Self::CurveMissing => f.write_str("it does not name its curve"),
            Self::SeedMissing => f.write_str("it has only the expanded private key, not the seed"),
            Self::Json(fault) => f.write_str(match fault {
                json::FaultKind::Truncated => "the JSON is cut off",
                json::FaultKind::TooDeep => "the JSON is nested too deeply",
                json::FaultKind::NotUtf8 => "the JSON is not UTF-8",
                json::FaultKind::Trailing => "the JSON has trailing data",
                _ => "this is not JSON",
            }),
            Self::NotAnObject => f.write_str("not a JSON object"),
            Self::MemberMissing(name) => write!(f, "{name} is missing"),
            Self::MemberType(name) => write!(f, "{name} is not a string"),
            Self::RestrictionType { name, found } => {
                let needed = if *name == "key_ops" { "a list of strings" } else { "a string" };
                write!(f, "\"{name}\" is {found}, not {needed}, so it is unknown what the key may be used for")
            }
            Self::MemberEmpty(name) => write!(f, "{name} is empty"),
            Self::MemberEncoding { name, fault } => write!(
                f,
                "{name} is not base64url: {}",
                match fault {
                    base64url::FaultKind::Padding => "it is padded with =",
                    base64url::FaultKind::StandardAlphabet => "it has + or /",
                    base64url::FaultKind::Whitespace => "it contains whitespace",
                    base64url::FaultKind::Foreign => "it contains other characters",
                    base64url::FaultKind::Length => "it has one character too many or too few",
                    base64url::FaultKind::TrailingBits => "the unused bits of its last character are not zero",
                }
            ),
            Self::MemberLength { name, expected, found } => {
                let (found, expected) = (counted(*found, "byte"), grouped(*expected as u128));
                write!(f, "{name} has {found} instead of {expected}")
            }
            Self::MemberZeros { name, expected, found } => {
                let zeros = if found < expected {
                    "a leading zero byte is missing"
                } else {
                    "it has an extra leading zero byte"
                };
                let (found, expected) = (counted(*found, "byte"), grouped(*expected as u128));
                write!(f, "{name} has {found} instead of {expected}: {zeros}")
            }
            Self::MemberNumber { name, notation } => write!(f, "{name} is written as {notation}, not as base64url"),
            Self::Metadata { keys } => {
                write!(
                    f,
                    "this is the issuer's metadata, not its keys; the keys are at {}",
                    shown_within(&without_credentials(keys), LONGEST_SHOWN)
                )
            }
            Self::ServerAnswer(words) => {
                let words = without_credentials(words);
                let plain = words.chars().filter(|c| !c.is_control() && !is_deceptive(*c));
                write!(
                    f,
                    "this is an answer of a server, not a key: {}",
                    plain.take(LONGEST_ANSWER).collect::<String>()
                )
            }
            Self::Placeholder => f.write_str("this is a placeholder, not a key: nothing was filled in"),
            Self::Shortened { missing } => {
                write!(f, "a program printed only its beginning: {} more bytes are missing", grouped(*missing as u128))
            }
            Self::PrintedObject => f.write_str("a program printed the object that holds the key, not the key"),
            Self::Variables(names) => {
                write!(f, "none of the variables in this file is a key: {}", joined(names))
            }
            Self::Masked { name, writer } => {
                let (shown, writer_of) = (shown_name(name), writer);
                let what = if name.is_empty() { "the key" } else { &*shown };
                let writer = writer_of.map_or_else(String::new, |writer| format!(", as {writer}"));
                write!(f, "{what} is masked here{writer}: its value is not in this text")
            }
            Self::VariableEmpty(name) => write!(f, "the variable {} has no value", shown_name(name)),
            Self::MemberTwice(name) => write!(f, "{name} appears twice"),
            Self::OutOfRange(name) => write!(f, "{name} is zero or too large"),
            Self::KeyTypeUnknown(name) => write!(f, "kty \"{}\" is not known", shown_name(name)),
            Self::CurveUnknown(name) if elsewhere::curve(name).is_some() => {
                write!(f, "a key on {}, which Jotsmith does not support", elsewhere::curve(name).unwrap_or_default())
            }
            Self::CurveUnknown(name) => write!(f, "crv \"{}\" is not known for this key type", shown_name(name)),
            Self::AlgorithmUnknown(name) => write!(f, "alg \"{}\" is not known for this key type", shown_name(name)),
            Self::NotOnCurve => f.write_str("the point is not on the curve"),
            Self::SwappedCoordinates => {
                f.write_str("x and y are swapped: the point is on the curve the other way round")
            }
            Self::OtherCurve { named, found } => write!(f, "crv says {named}, but the point is on {found}"),
            Self::EmptySet => f.write_str("the JWK Set contains no keys"),
            Self::PrivatePublicMismatch => f.write_str("the private half does not belong to the public half"),
            Self::RsaInconsistent(name) => write!(f, "the RSA number {name} does not match the others"),
            Self::RsaModulus { bits } => write!(f, "a modulus of {bits} bits is too short for an RSA key"),
            Self::RsaTooLarge { bits, limit } => {
                write!(f, "the RSA modulus has {bits} bits; at most {limit} are supported")
            }
            Self::RsaMultiPrime => f.write_str("RSA with more than two primes is not supported"),
            Self::NotUsable => f.write_str("this operation needs another kind of key"),
            Self::Refused => f.write_str("OpenSSL rejects the key"),
            Self::Unsupported(fact) => f.write_str(fact),
        }
    }
}

impl std::error::Error for KeyError {}

#[cfg(test)]
mod tests {
    use super::KeyError;

    #[test]
    fn words_of_others_are_harmless() {
        assert!(!KeyError::KeyTypeUnknown("\u{7}".repeat(3)).to_string().contains('\u{7}'));
    }
}
