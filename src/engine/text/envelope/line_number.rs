//! A listing with numbers in front of its lines, each one more than the last: `cat -n`, `grep -n`, a web page.

use zeroize::Zeroizing;

pub(super) fn applies(text: &str) -> bool {
    let mut numbers =
        text.lines().filter(|line| !line.trim().is_empty()).map(|line| numbered(line).map(|(number, _)| number));
    matches!((numbers.next(), numbers.next()), (Some(Some(first)), Some(Some(second))) if first.checked_add(1) == Some(second))
}

/// The number in front of a line, and the rest of it.
fn numbered(line: &str) -> Option<(u32, &str)> {
    let line = line.trim_start();
    let digits = line.bytes().take(9).take_while(u8::is_ascii_digit).count();
    let number = line.get(..digits)?.parse().ok()?;
    let rest = &line[digits..];
    if rest.is_empty() {
        return Some((number, rest));
    }
    let content = rest.trim_start_matches([' ', '\t', ':', '|', '.', ')', '\u{2502}', '\u{2192}']);
    (content.len() < rest.len()).then_some((number, content))
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut expected: Option<u32> = None;
    for line in text.lines() {
        let Some((number, content)) = numbered(line) else {
            if line.trim().is_empty() {
                continue;
            }
            return None;
        };
        if expected.is_some_and(|expected| expected != number) {
            return None;
        }
        expected = number.checked_add(1);
        out.push_str(content);
        out.push('\n');
    }
    Some(out)
}
