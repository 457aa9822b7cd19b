//! A shell's sign that a program's output ended without a line break: zsh prints `%`, fish `⏎`.

use zeroize::Zeroizing;

const SIGNS: [char; 2] = ['%', '\u{23CE}'];

pub(super) fn applies(text: &str) -> bool {
    text.contains(SIGNS)
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut any = false;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        match content.strip_suffix(SIGNS) {
            Some(before) if !before.ends_with(|character: char| character.is_whitespace() || character == '%') => {
                out.push_str(before);
                out.push_str(&line[content.len()..]);
                any = true;
            }
            _ => out.push_str(line),
        }
    }
    any.then_some(out)
}
