//! What is put in the place of something that others are not to see, or that was too long: `***`, `…`, `[REDACTED]`.

use super::super::ground::span::Span;

/// Words that are put where something was.
const REDACTIONS: [&str; 18] = [
    "redacted",
    "hidden",
    "masked",
    "secret",
    "removed",
    "filtered",
    "sensitive",
    "secure",
    "secured",
    "protected",
    "obfuscated",
    "censored",
    "scrubbed",
    "concealed",
    "todo",
    "tbd",
    "changeme",
    "fixme",
];
/// Those among them that ask the person to put something there.
const REQUESTS: [&str; 4] = ["todo", "tbd", "changeme", "fixme"];
/// Marks that a program is known to write in the place of a secret, what shows them, and how to get the secret.
const WRITERS: [(&str, &str, &str); 17] = [
    ("***", "in the logs of GitHub Actions and Azure Pipelines", OF_LOG),
    ("****", "in the logs of Jenkins", OF_LOG),
    ("******", "in what Spring Boot Actuator shows", OF_PROGRAM),
    ("**********", "in what Pydantic prints of a SecretStr", "In the program, get_secret_value() returns it"),
    ("********************", "on Django's debug page", OF_PROGRAM),
    ("[MASKED]", "in the logs of GitLab CI/CD", OF_LOG),
    ("[secure]", "in the logs of Travis CI", OF_LOG),
    ("[FILTERED]", "in the logs of Rails and Phoenix", OF_PROGRAM),
    ("[Filtered]", "in the events of Sentry", OF_PROGRAM),
    ("[Redacted]", "in the logs of pino", OF_PROGRAM),
    ("[secret]", "in the output of Pulumi", "pulumi config get or pulumi stack output --show-secrets prints it"),
    ("(sensitive value)", "in the output of Terraform", "terraform output -raw NAME prints an output"),
    ("(sensitive)", "in the output of Terraform", "terraform output -raw NAME prints an output"),
    ("<sensitive>", "in the output of Terraform", "terraform output -raw NAME prints an output"),
    (
        "REDACTED",
        "in what jotsmith redact and kubectl config view write",
        "Take it from where it was redacted; kubectl config view --raw prints it whole",
    ),
    ("++++++++", "in what Argo CD shows of a Secret", OF_PROGRAM),
    ("VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", "in the output of Ansible", OF_LOG),
];
const OF_LOG: &str = "The log does not hold it: take it from its source, or have the job print its claims instead";
const OF_PROGRAM: &str = "It was taken out before it was written: take it from its source, such as the request itself";
/// Where nobody knows who masked it.
const OF_SOMEBODY: &str = "What was masked cannot be read again: copy it from its source";
/// The same where a part of a token was.
const OMISSIONS: [&str; 13] = [
    "sig",
    "sign",
    "omitted",
    "snip",
    "snipped",
    "truncated",
    "invalid",
    "fake",
    "dummy",
    "payload",
    "sensitive",
    "cut",
    "more",
];
/// Longest mask in brackets.
const LONGEST: usize = 48;
/// Letters in a row that no base64 of a text has, and no signature has by chance.
const LETTERS: usize = 8;

/// `xxxxx`, `***`, `…`
pub(crate) fn is_masked(value: &str) -> bool {
    let masked = value.trim_matches('.');
    value.len() >= 3
        && ["x", "X", "*", "\u{2022}", "\u{2026}", "."]
            .iter()
            .any(|sign| masked.replace(sign, "").is_empty() && (value.contains(sign)))
}

/// What is written in the place of a secret, and who writes it, as far as that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Masked {
    /// "in the logs of Jenkins"
    pub(crate) writer: Option<&'static str>,
    pub(crate) advice: &'static str,
}

/// What a text that is a mask and nothing else is. Of what stands in examples as well, nobody says that it is one.
pub(crate) fn masked(value: &str) -> Option<Masked> {
    const LONGEST_SECRET: usize = 4_096;
    if let Some((_, writer, advice)) = WRITERS.iter().find(|(mark, ..)| *mark == value) {
        return Some(Masked { writer: Some(writer), advice });
    }
    let of_signs = |sign: char| value.chars().all(|character| character == sign) && value.chars().count() >= 3;
    let inner = value.trim_matches(['<', '>', '[', ']', '(', ')', '{', '}', '*', '"', '\'']).to_ascii_lowercase();
    let mut words = inner.split(|sign: char| !sign.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let is_in_brackets = value.starts_with(['<', '[', '(', '{', '*']) && value.ends_with(['>', ']', ')', '}', '*']);
    let is_word =
        |word: &str| REDACTIONS.contains(&word) && !REQUESTS.contains(&word) && (is_in_brackets || word != "secret");
    let is_said = value.len() <= LONGEST && (words.clone().count() == 1 || is_in_brackets) && words.any(is_word);
    let is_mask = value.len() <= LONGEST_SECRET
        && ['*', '\u{2022}', '\u{25cf}', '\u{2588}', '\u{25a0}', '#'].into_iter().any(of_signs);
    (is_said || is_mask).then_some(Masked { writer: None, advice: OF_SOMEBODY })
}

/// A text of which a part was masked, and what stands in its place: `eyJh****`, `****abcd`, `sk-…4f2a`.
pub(crate) fn partly(value: &str) -> Option<&str> {
    let is_sign = |sign: char| matches!(sign, '*' | '\u{2022}' | '\u{25cf}' | '\u{2588}' | '\u{25a0}' | '\u{2026}');
    let start = value.find(is_sign)?;
    let behind = value[start..].trim_start_matches(is_sign);
    let mark = &value[start..value.len() - behind.len()];
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.+/=".contains(&byte));
    let shown = value.len() - mark.len();
    let is_one = mark.chars().count() >= 2 || mark.starts_with('\u{2026}');
    (is_one && shown >= 2 && is_plain(&value[..start]) && is_plain(behind)).then_some(mark)
}

/// Whether these words, in lower case, say that something was taken out.
pub(crate) fn is_redacting(words: &str) -> bool {
    REDACTIONS.contains(&words)
}

/// Whether somebody put this in the place of a signature before the token was shared.
pub(crate) fn is_redaction(value: &str) -> bool {
    let inside = value.trim_matches(['<', '>', '[', ']', '{', '}', '(', ')', '%', '$', '#', '.', '_', '-', '*']);
    let words = inside.to_ascii_lowercase();
    let is_word = words.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-' | b' '));
    let speaks_of_one = is_word && ["signature", "redacted", "removed"].iter().any(|word| words.contains(word));
    speaks_of_one || is_redacting(&words) || OMISSIONS[..9].contains(&&*words) || is_masked(value) || is_one_sign(value)
}

/// `????`, `-----`, `00000000`: one sign, as often as no base64 has it by chance. Zero bytes are written with A.
pub(crate) fn is_one_sign(value: &str) -> bool {
    let Some(first) = value.chars().next().filter(|first| *first != 'A') else { return false };
    let least = if first.is_ascii_alphanumeric() { LETTERS } else { 3 };
    value.chars().all(|character| character == first) && value.len() >= least * first.len_utf8()
}

/// The mask at the beginning of a text, in bytes.
pub(crate) fn at(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let run = || text.len() - text.trim_start_matches(first).len();
    match first {
        '\u{2026}' => Some(run()),
        '*' | '\u{2022}' | '#' | '\u{25cf}' | '\u{2588}' | '\u{25a0}' => {
            let length = run();
            (length >= 2 * first.len_utf8()).then_some(length)
        }
        '.' => Some(run()).filter(|length| *length >= 3),
        'x' | 'X' => Some(run()).filter(|length| *length >= LETTERS),
        '[' | '<' | '(' | '{' => {
            let close = match first {
                '[' => ']',
                '<' => '>',
                '(' => ')',
                _ => '}',
            };
            let near = &text[..text.floor_char_boundary(LONGEST)];
            let end = near.find(close)? + close.len_utf8();
            is_omission(&near[1..end - 1]).then_some(end)
        }
        _ => None,
    }
}

/// A mask as a sentence quotes it: of many equal signs three.
pub(crate) fn mark(mask: &str) -> &str {
    let first = mask.chars().next().map_or(0, char::len_utf8);
    let is_one_sign = mask.chars().all(|character| mask.starts_with(character));
    if is_one_sign { mask.get(..3 * first).unwrap_or(mask) } else { mask }
}

/// Whether words in brackets say that something is left out: "redacted", "…", "123 more characters".
fn is_omission(inside: &str) -> bool {
    let words = inside.trim().to_ascii_lowercase();
    let mut each = words.split(|character: char| !character.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    matches!(&*words, "..." | "\u{2026}" | "***") || each.any(|word| is_redacting(word) || OMISSIONS.contains(&word))
}

/// The first mask in a token between two pieces of it, of which the first is not empty.
pub(crate) fn within(token: &str) -> Option<Span> {
    // The first bytes of all that a mask begins with: a token of ten megabytes has none of them.
    let may_begin = |byte: u8| matches!(byte, b'*' | b'#' | b'.' | b'x' | b'X' | b'[' | b'<' | b'(' | b'{' | 0xE2);
    let mut from = 0;
    while let Some(start) = token.as_bytes().get(from..)?.iter().position(|byte| may_begin(*byte)).map(|at| from + at) {
        let rest = &token[start..];
        match at(rest) {
            Some(length) if start > 0 => return Some(Span::new(start, start + length)),
            Some(length) => from = start + length,
            None => {
                let first = rest.chars().next()?;
                from = start + (rest.len() - rest.trim_start_matches(first).len());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{at, masked, partly, within};

    #[test]
    fn masks_in_a_token() {
        for mask in ["***", "\u{2026}", "...", "\u{2022}\u{2022}", "[...]", "<snip>", "[REDACTED]", "xxxxxxxx", "####"]
        {
            assert_eq!(at(mask), Some(mask.len()), "{mask}");
            let span = within(&format!("eyJhbGci{mask}abcd")).expect("a mask");
            assert_eq!((span.start, span.len()), (8, mask.len()), "{mask}");
        }
        assert_eq!(at("[truncated 123 chars]"), Some(21));
        for none in ["", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "eyJh..AAAA", "xxxx", "a*b", "<a href>", "[1]"] {
            assert_eq!(within(none), None, "{none}");
        }
    }

    #[test]
    fn who_masked_a_secret_is_told_by_the_mark() {
        for (mark, writer) in [
            ("***", Some("in the logs of GitHub Actions and Azure Pipelines")),
            ("[MASKED]", Some("in the logs of GitLab CI/CD")),
            ("[FILTERED]", Some("in the logs of Rails and Phoenix")),
            ("[Filtered]", Some("in the events of Sentry")),
            ("****", Some("in the logs of Jenkins")),
            ("REDACTED", Some("in what jotsmith redact and kubectl config view write")),
            ("<redacted>", None),
            ("[REDACTED]", None),
            ("(hidden)", None),
            ("[REDACTED JWT]", None),
            ("\u{2022}\u{2022}\u{2022}\u{2022}", None),
            ("*******", None),
        ] {
            assert_eq!(masked(mark).map(|found| found.writer), Some(writer), "{mark}");
        }
        // What asks for something, what stands in examples too, and what is a value.
        for none in ["", "todo", "changeme", "<your token>", "xxxxx", "...", "secret", "**", "a***", "[1]", "my secret"]
        {
            assert_eq!(masked(none), None, "{none}");
        }
    }

    #[test]
    fn a_part_that_is_masked() {
        for (value, mark) in
            [("eyJh****", "****"), ("****4f2a", "****"), ("sk-ab\u{2026}yz", "\u{2026}"), ("a1**b2", "**")]
        {
            assert_eq!(partly(value), Some(mark), "{value}");
        }
        for none in ["", "****", "a*b", "a ** b", "**bold**", "x*", "**{token}"] {
            assert_eq!(partly(none), None, "{none}");
        }
    }
}
