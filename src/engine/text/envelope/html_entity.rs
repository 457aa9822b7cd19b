//! HTML's and XML's character references, those with a name too.

use zeroize::Zeroizing;

pub(super) fn applies(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'&', bytes).any(|at| {
        let behind = bytes.get(at + 1..).unwrap_or_default();
        let length = behind.iter().take(32).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
        length > 1 && behind.get(length) == Some(&b';')
    })
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    Some(Zeroizing::new(html_escape::decode_html_entities(text).into_owned()))
}
