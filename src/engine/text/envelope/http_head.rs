//! The head of an HTTP answer or of a mail in front of what is meant, as `curl -i` prints it.

use zeroize::Zeroizing;

pub(super) fn applies(text: &str) -> bool {
    let text = text.trim_start();
    let line = text.lines().next().unwrap_or_default();
    line.starts_with("HTTP/") || line.starts_with("< HTTP/") || is_field(line)
}

/// `Name: value`.
fn is_field(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, value)| {
        !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            && value.starts_with([' ', '\t'])
    })
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let mut rest = text.trim_start();
    // 100 Continue, a redirection, and then the answer: several heads.
    for _ in 0..8 {
        let (mut at, mut fields) = (0, 0);
        for line in rest.split_inclusive('\n') {
            let content = line.trim_end();
            let content = content.strip_prefix("< ").unwrap_or(content);
            if content.trim().is_empty() || content == "<" {
                at += line.len();
                break;
            }
            let is_status = at == 0 && content.starts_with("HTTP/");
            // A folded field goes on behind blanks.
            let is_head = is_status
                || is_field(content)
                || content.ends_with(':')
                || fields > 0 && content.starts_with([' ', '\t']);
            if !is_head {
                return None;
            }
            fields += 1;
            at += line.len();
        }
        rest = rest.get(at..)?;
        if !rest.starts_with("HTTP/") {
            break;
        }
    }
    (!rest.trim().is_empty()).then(|| Zeroizing::new(rest.to_owned()))
}
