//! Private keys as programs print their bytes: in pairs of digits with colons between them, as lists of numbers.

use crate::engine::ground::span::Span;
use crate::engine::text::envelope::byte_list;
use zeroize::Zeroizing;

/// Pairs of digits in a row that are looked at: the shortest private number of a curve has more.
const SHORTEST: usize = 24;
/// What OpenSSL, GnuTLS and others write in front of the private numbers of a key.
const LABELS: [&str; 14] = [
    "privateexponent",
    "prime1",
    "prime2",
    "exponent1",
    "exponent2",
    "coefficient",
    "priv",
    "seed",
    "privatekey",
    "privatevalue",
    "primep",
    "primeq",
    "exp1",
    "exp2",
];
/// Characters in front of pairs in which a label is looked for.
const BEFORE: usize = 48;

/// Bytes that a text spells, and where.
pub(super) struct Spelled {
    pub(super) span: Span,
    pub(super) bytes: Zeroizing<Vec<u8>>,
    /// Whether what stands in front of them says that they are private.
    pub(super) is_labelled: bool,
}

/// Pairs of hexadecimal digits with a colon or blank between them, over as many lines as there are.
pub(super) fn pairs(text: &str) -> Vec<Spelled> {
    let bytes = text.as_bytes();
    let is_pair = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        before.is_none_or(|byte| !byte.is_ascii_alphanumeric())
            && bytes.get(at..at + 2).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit))
            && bytes.get(at + 2).is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !is_pair(at) {
            at += 1;
            continue;
        }
        let start = at;
        let (mut count, mut end) = (0, at);
        while is_pair(at) {
            (count, end) = (count + 1, at + 2);
            let rest = &bytes[end..];
            let colon = usize::from(rest.first() == Some(&b':'));
            let gap = rest[colon..].iter().take(64).take_while(|byte| byte.is_ascii_whitespace()).count();
            // A single blank or a colon, or the end of a line behind one of them.
            if colon + gap == 0 {
                break;
            }
            at = end + colon + gap;
        }
        at = at.max(end);
        if count >= SHORTEST {
            let mut spelled = Zeroizing::new(Vec::with_capacity(count));
            let mut digits = bytes[start..end].iter().filter_map(|byte| char::from(*byte).to_digit(16));
            while let (Some(high), Some(low)) = (digits.next(), digits.next()) {
                spelled.extend(u8::try_from(16 * high + low));
            }
            let is_labelled = is_labelled(text, start);
            found.push(Spelled { span: Span::new(start, end), bytes: spelled, is_labelled });
        }
    }
    found
}

fn is_labelled(text: &str, at: usize) -> bool {
    let near = &text[text.ceil_char_boundary(at.saturating_sub(BEFORE))..at];
    let near = near.trim_end().strip_suffix(':').unwrap_or(near.trim_end());
    let line = near.lines().next_back().unwrap_or_default();
    // `exponent1 (1024 bits)`
    let words = line.split('(').next().unwrap_or_default();
    let label: String =
        words.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    LABELS.iter().any(|known| label == *known)
}

/// Lists of numbers of bytes, in whatever brackets.
pub(super) fn lists(text: &str) -> Vec<Spelled> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = text.get(at..).and_then(|rest| rest.find(['[', '{', '(', '<'])) {
        let start = at + step;
        at = start + 1;
        if let Some((end, bytes)) = byte_list::list(text, start) {
            found.push(Spelled { span: Span::new(start + 1, end - 1), bytes, is_labelled: false });
            at = end;
        }
    }
    found
}
