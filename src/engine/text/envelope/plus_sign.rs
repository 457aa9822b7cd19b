//! A PEM block that went through a URL decoder: its plus signs have become blanks.

use zeroize::Zeroizing;

pub(super) fn applies(text: &str) -> bool {
    text.contains("-----BEGIN ")
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut any = false;
    for line in text.lines() {
        // A line of base64 is long; what stands on others are words.
        let body = line.trim_end_matches('\r');
        let is_body = !body.contains("-----") && body.len() >= 60 && body.trim().contains(' ');
        any |= is_body;
        if is_body {
            out.push_str(&body.replace(' ', "+"))
        } else {
            out.push_str(line)
        }
        out.push('\n');
    }
    any.then_some(out)
}
