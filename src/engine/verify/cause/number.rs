//! The two numbers of an ECDSA signature, and the one of RSA, written otherwise than RFC 7518 §3.3 and §3.4 have them.

use super::Subject;
use crate::engine::crypto::signature;
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::SignatureFamily;
use crate::engine::jose::reason::SignatureForm;
use data_encoding::HEXLOWER_PERMISSIVE;

/// Zeros in front of r or s that are looked for.
const MOST_ZEROS: usize = 4;

/// The signatures that these bytes are by the forms of numbers.
pub(super) fn candidates(subject: &Subject<'_>) -> Vec<(SignatureForm, Vec<u8>)> {
    let mut out: Vec<_> = ssh(subject).map(|bytes| (SignatureForm::Ssh, bytes)).into_iter().collect();
    let Some(curve) = subject.row.curve.filter(|_| subject.row.family == SignatureFamily::Ecdsa) else { return out };
    let half = curve.row().private_len;
    let bytes = subject.signature;
    out.extend(
        der_within(bytes).and_then(|der| signature::raw_of_der(curve, der)).map(|raw| (SignatureForm::Der, raw)),
    );
    out.extend(shorter_halves(bytes, half));
    out.extend(longer_halves(bytes, half));
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii() && text.len() <= 16 * half);
    out.extend(text.and_then(|text| two_numbers(text, half)).map(|raw| (SignatureForm::TwoNumbers, raw)));
    out
}

/// The ASN.1 of a signature that something follows, or that stands in a string of bits or octets.
fn der_within(bytes: &[u8]) -> Option<&[u8]> {
    let inner = match bytes {
        [0x03, _, 0, rest @ ..] | [0x04, _, rest @ ..] if rest.first() == Some(&0x30) => rest,
        _ => bytes,
    };
    let end = match inner {
        [0x30, length, ..] if *length < 0x80 => 2 + usize::from(*length),
        [0x30, 0x81, length, ..] => 3 + usize::from(*length),
        _ => return None,
    };
    inner.get(..end).filter(|der| der.len() < bytes.len())
}

/// r and s that lack their leading zeros: every place where one may end.
fn shorter_halves(bytes: &[u8], half: usize) -> Vec<(SignatureForm, Vec<u8>)> {
    let expected = 2 * half;
    let missing = expected.checked_sub(bytes.len()).filter(|missing| (1..=MOST_ZEROS).contains(missing));
    let Some(missing) = missing else { return Vec::new() };
    let form = SignatureForm::MissingZeros { expected, found: bytes.len() };
    let split = |zeros: usize| {
        let (r, s) = bytes.split_at_checked(half - zeros)?;
        let padded = [&[0; MOST_ZEROS][..zeros], r, &[0; MOST_ZEROS][..missing - zeros], s].concat();
        Some((form, padded))
    };
    (0..=missing).filter_map(split).collect()
}

/// r or s with zeros in front: the byte that a signed integer has, or both filled up to a length of somebody's own.
fn longer_halves(bytes: &[u8], half: usize) -> Vec<(SignatureForm, Vec<u8>)> {
    let expected = 2 * half;
    let form = SignatureForm::ExtraZeros { expected, found: bytes.len() };
    let more = bytes.len().checked_sub(expected).filter(|more| (1..=expected).contains(more));
    let Some(more) = more else { return Vec::new() };
    let splits: &[(usize, usize)] = match more {
        1 => &[(1, 0), (0, 1)],
        _ if more % 2 == 0 => &[(more / 2, more / 2)],
        _ => return Vec::new(),
    };
    let split = |&(front, middle): &(usize, usize)| {
        let (r, s) = bytes.split_at_checked(half + front)?;
        let is_zero = r[..front].iter().chain(&s[..middle]).all(|byte| *byte == 0);
        is_zero.then(|| (form, [&r[front..], &s[middle..]].concat()))
    };
    splits.iter().filter_map(split).collect()
}

/// `{"r":"…","s":"…"}`, `r,s`: two numbers in hexadecimal, decimal or base64url.
fn two_numbers(text: &str, half: usize) -> Option<Vec<u8>> {
    let is_of_word = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    let words = text.split(|character| !is_of_word(character));
    let mut words = words.filter(|word| !word.is_empty() && !matches!(*word, "r" | "s" | "R" | "S"));
    let (r, s) = (words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    Some([number(r, half)?, number(s, half)?].concat())
}

/// A number of at most so many bytes, filled up with zeros.
fn number(word: &str, half: usize) -> Option<Vec<u8>> {
    let digits = word.strip_prefix("0x").unwrap_or(word);
    let is_decimal = digits.len() > 2 * half + 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let bytes = if is_decimal {
        of_decimal(digits, half)?
    } else if digits.len() <= 2 * half + 2 && digits.len() > half + half / 2 {
        let even = format!("{}{digits}", if digits.len() % 2 == 1 { "0" } else { "" });
        HEXLOWER_PERMISSIVE.decode(even.as_bytes()).ok()?
    } else {
        let decoded = base64url::decode(word);
        decoded.is_strict().then_some(decoded.bytes)?
    };
    let first = bytes.iter().position(|byte| *byte != 0)?;
    let bytes = &bytes[first..];
    Some([&vec![0; half.checked_sub(bytes.len())?][..], bytes].concat())
}

fn of_decimal(digits: &str, half: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0_u8; half];
    for digit in digits.bytes() {
        let mut carry = u16::from(digit - b'0');
        for byte in bytes.iter_mut().rev() {
            let sum = u16::from(*byte) * 10 + carry;
            *byte = sum.to_be_bytes()[1];
            carry = sum >> 8;
        }
        if carry > 0 {
            return None;
        }
    }
    Some(bytes)
}

/// What stands in the strings of SSH's format: the name of an algorithm, then the signature; of ECDSA r and s.
fn ssh(subject: &Subject<'_>) -> Option<Vec<u8>> {
    let mut fields = fields(subject.signature)?;
    if fields.len() == 2 && fields[0].len() <= 32 && fields[0].iter().all(|byte| byte.is_ascii_graphic()) {
        let inner = fields[1];
        match subject.row.family {
            SignatureFamily::Ecdsa => fields = self::fields(inner)?,
            _ => return Some(inner.to_vec()),
        }
    }
    let half = subject.row.curve.filter(|_| subject.row.family == SignatureFamily::Ecdsa)?.row().private_len;
    let [r, s] = fields[..] else { return None };
    let filled = |number: &[u8]| {
        let first = number.iter().position(|byte| *byte != 0)?;
        Some([&vec![0; half.checked_sub(number.len() - first)?][..], &number[first..]].concat())
    };
    Some([filled(r)?, filled(s)?].concat())
}

/// All of it, as strings with their length in four bytes in front.
fn fields(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    const MOST: usize = 4;
    let (mut out, mut rest) = (Vec::new(), bytes);
    while !rest.is_empty() {
        let (length, behind) = rest.split_first_chunk::<4>()?;
        let (field, behind) = behind.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        out.push(field);
        rest = behind;
        if out.len() > MOST {
            return None;
        }
    }
    Some(out)
}
