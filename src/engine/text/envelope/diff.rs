//! A patch: what it adds, or, if it adds nothing, what it takes away.

use zeroize::Zeroizing;

pub(super) fn applies(text: &str) -> bool {
    let signed = text.lines().filter(|line| line.starts_with(['+', '-'])).count();
    signed >= 2 || text.lines().any(|line| line.starts_with("@@ "))
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let is_head = |line: &str| {
        line.starts_with("+++ ") || line.starts_with("--- ") || line.starts_with("@@ ") || line.starts_with("diff ")
    };
    let adds = text.lines().any(|line| line.starts_with('+') && !is_head(line));
    let sign = if adds { '+' } else { '-' };
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    for line in text.lines().filter(|line| !is_head(line)) {
        let Some(content) = line.strip_prefix(sign).or_else(|| line.strip_prefix(' ')) else {
            if line.starts_with(['+', '-']) {
                continue;
            }
            out.push_str(line);
            out.push('\n');
            continue;
        };
        out.push_str(content);
        out.push('\n');
    }
    Some(out)
}
