//! HTML's and XML's character references, those with a name too.

use zeroize::Zeroizing;

pub(super) fn applies(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'&', bytes).any(|at| {
        let behind = bytes.get(at + 1..).unwrap_or_default();
        let length = behind.iter().take(32).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
        length > 1 && behind.get(length) == Some(&b';') || bare(text.get(at..).unwrap_or_default()).is_some()
    })
}

/// A reference without its semicolon, which browsers read all the same: what it stands for, and its length.
fn bare(text: &str) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 5] = [("&quot", '"'), ("&amp", '&'), ("&lt", '<'), ("&gt", '>'), ("&nbsp", ' ')];
    let named = NAMED.iter().find(|(name, _)| text.starts_with(name)).map(|(name, sign)| (*sign, name.len()));
    let number = || {
        let digits = text.strip_prefix("&#")?;
        let (digits, radix, front) = match digits.strip_prefix(['x', 'X']) {
            Some(rest) => (rest, 16, 3),
            None => (digits, 10, 2),
        };
        // What follows may be a digit of the token: two digits are enough for every sign of one.
        let length =
            digits.bytes().take(if radix == 16 { 2 } else { 3 }).take_while(|byte| char::from(*byte).is_digit(radix));
        let length = length.count();
        let shortest = if radix == 10 && !digits.starts_with('1') { length.min(2) } else { length };
        let sign = char::from_u32(u32::from_str_radix(digits.get(..shortest)?, radix).ok()?)?;
        sign.is_ascii_graphic().then_some((sign, front + shortest))
    };
    named.or_else(number)
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let whole = Zeroizing::new(html_escape::decode_html_entities(text).into_owned());
    if !whole.contains('&') {
        return Some(whole);
    }
    let mut out = Zeroizing::new(String::with_capacity(whole.len()));
    let mut rest = whole.as_str();
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let (sign, length) = bare(&rest[at..]).unwrap_or(('&', 1));
        out.push(sign);
        rest = rest[at + length..].strip_prefix(';').filter(|_| length > 1).unwrap_or(&rest[at + length..]);
    }
    out.push_str(rest);
    Some(out)
}
