//! Quoted-printable (RFC 2045 §6.7), as the source of a mail shows it.

use zeroize::Zeroizing;

pub(super) fn applies(text: &str) -> bool {
    text.contains("=\n")
        || text.contains("=\r\n")
        || ["=3D", "=3d", "=2E", "=2e", "=0A", "=0D", "=20"].iter().any(|code| text.contains(code))
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let bytes = text.as_bytes();
    let mut out = Zeroizing::new(Vec::with_capacity(bytes.len()));
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let behind = &bytes[at + 1..];
        match (byte, behind) {
            (b'=', [b'\r', b'\n', ..]) => at += 3,
            (b'=', [b'\n', ..]) => at += 2,
            (b'=', [high, low, ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16).unwrap_or(0) as u8;
                out.push(digit(high) << 4 | digit(low));
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    std::str::from_utf8(&out).ok().map(|text| Zeroizing::new(text.to_owned()))
}
