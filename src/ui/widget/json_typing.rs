//! What an editor of code does as one types: a new line is indented, brackets and quotes come in pairs.

use std::ops::Range;

/// One level of indentation.
const INDENT: &str = "  ";

/// A key that may mean more than its character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    Enter,
    Backspace,
    Character(char),
}

/// A change of a text: these bytes are replaced, and the caret or the selection is then there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub range: Range<usize>,
    pub text: String,
    pub selected: Range<usize>,
}

/// What a key means with these bytes selected, or with the caret there; `None`: what it always means.
pub fn change(text: &str, selected: Range<usize>, typed: Typed) -> Option<Change> {
    let (before, after) = (text.get(..selected.start)?, text.get(selected.end..)?);
    let is_empty = selected.is_empty();
    match typed {
        Typed::Enter => Some(new_line(before, after, selected)),
        Typed::Backspace if is_empty => {
            let last = before.chars().next_back()?;
            let is_pair = closing(last).is_some_and(|end| after.starts_with(end));
            let is_quote_of_its_own = last != '"' || !is_in_string(before.strip_suffix('"')?);
            (is_pair && is_quote_of_its_own).then(|| Change {
                range: selected.start - 1..selected.end + 1,
                text: String::new(),
                selected: selected.start - 1..selected.start - 1,
            })
        }
        Typed::Backspace => None,
        Typed::Character(end @ ('}' | ']' | '"')) if is_empty && after.starts_with(end) && closes(before, end) => {
            // It is there already: it is typed over.
            let behind = selected.end + 1;
            Some(Change { range: selected.end..selected.end, text: String::new(), selected: behind..behind })
        }
        Typed::Character(end @ ('}' | ']')) if is_empty && !is_in_string(before) => {
            let line = before.rfind('\n')? + 1;
            let indent = before.get(line..)?;
            (indent.len() >= INDENT.len() && indent.bytes().all(|byte| byte == b' ')).then(|| {
                let start = selected.start - INDENT.len();
                Change { range: start..selected.end, text: end.to_string(), selected: start + 1..start + 1 }
            })
        }
        Typed::Character(start) => pair(text, before, after, selected, start),
    }
}

/// What several keys do one after the other, which were pressed before the text was drawn again: as if each had been alone.
/// Returns what is selected then.
pub fn change_all(text: &mut String, selected: Range<usize>, typed: &[Typed]) -> Range<usize> {
    typed.iter().fold(selected, |selected, typed| {
        let change = change(text, selected.clone(), *typed).or_else(|| plain(text, selected.clone(), *typed));
        let Some(change) = change.filter(|change| text.get(change.range.clone()).is_some()) else { return selected };
        text.replace_range(change.range, &change.text);
        change.selected
    })
}

/// What a key always means.
fn plain(text: &str, selected: Range<usize>, typed: Typed) -> Option<Change> {
    let (range, text) = match typed {
        Typed::Character(character) => (selected, character.to_string()),
        Typed::Backspace if selected.is_empty() => {
            let last = text.get(..selected.start)?.chars().next_back()?;
            (selected.start - last.len_utf8()..selected.end, String::new())
        }
        Typed::Backspace => (selected, String::new()),
        Typed::Enter => return None,
    };
    let caret = range.start + text.len();
    Some(Change { range, text, selected: caret..caret })
}

/// The line that is begun stands as deep as the one that it ends, and deeper behind an opening bracket.
fn new_line(before: &str, after: &str, selected: Range<usize>) -> Change {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let indent: String = line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    let opens = line.trim_end().ends_with(['{', '[']) && !is_in_string(before);
    let mut text = format!("\n{indent}{}", if opens { INDENT } else { "" });
    let caret = selected.start + text.len();
    if opens && after.starts_with(['}', ']']) {
        text.push_str(&format!("\n{indent}"));
    }
    Change { range: selected, text, selected: caret..caret }
}

fn closing(start: char) -> Option<char> {
    match start {
        '{' => Some('}'),
        '[' => Some(']'),
        '"' => Some('"'),
        _ => None,
    }
}

/// Whether the quote or bracket that stands behind the caret is the one that is typed.
fn closes(before: &str, end: char) -> bool {
    match end {
        '"' => is_in_string(before) && !ends_in_escape(before),
        _ => !is_in_string(before),
    }
}

fn pair(text: &str, before: &str, after: &str, selected: Range<usize>, start: char) -> Option<Change> {
    let end = closing(start)?;
    if is_in_string(before) {
        return None;
    }
    if !selected.is_empty() {
        let inside = text.get(selected.clone())?;
        let wrapped = format!("{start}{inside}{end}");
        let within = selected.start + 1..selected.start + 1 + inside.len();
        return Some(Change { range: selected, text: wrapped, selected: within });
    }
    // In front of a value nothing is closed: it is to be put into what is opened.
    let is_free = after.chars().next().is_none_or(|next| next.is_whitespace() || matches!(next, '}' | ']' | ',' | ':'));
    let caret = selected.start + 1;
    is_free.then(|| Change { range: selected, text: format!("{start}{end}"), selected: caret..caret })
}

/// Whether a string is open behind `before`. One ends with its line at the latest.
fn is_in_string(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let (mut is_open, mut is_escaped) = (false, false);
    for byte in line.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_open => is_escaped = true,
            b'"' => is_open = !is_open,
            _ => {}
        }
    }
    is_open
}

fn ends_in_escape(before: &str) -> bool {
    before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// The brackets that belong together, one of which the caret touches: their bytes.
pub fn matching(text: &str, caret: usize) -> Option<[usize; 2]> {
    let bytes = text.as_bytes();
    let is_bracket = |at: &usize| bytes.get(*at).is_some_and(|byte| b"{}[]".contains(byte));
    let wanted = [Some(caret), caret.checked_sub(1)].into_iter().flatten().find(is_bracket)?;
    let (mut open, mut is_string, mut is_escaped) = (Vec::new(), false, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            _ if is_string => {}
            b'{' | b'[' => open.push(at),
            b'}' | b']' => {
                let start = open.pop()?;
                if start == wanted || at == wanted {
                    return Some([start, at]);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Typed, change, change_all, matching};

    /// `|` is the caret, or each end of what is selected.
    fn typed(marked: &str, typed: Typed) -> Option<String> {
        let start = marked.find('|').unwrap();
        let end = marked.rfind('|').unwrap();
        let text = marked.replace('|', "");
        let selected = if start == end { start..start } else { start..end - 1 };
        let change = change(&text, selected, typed)?;
        let mut after = text;
        after.replace_range(change.range, &change.text);
        after.insert(change.selected.end, '|');
        if !change.selected.is_empty() {
            after.insert(change.selected.start, '|');
        }
        Some(after)
    }

    #[test]
    fn a_new_line_stands_where_it_belongs() {
        let enter = |marked| typed(marked, Typed::Enter).unwrap();
        assert_eq!(enter("{|}"), "{\n  |\n}");
        assert_eq!(enter("{\n  \"a\": [|]\n}"), "{\n  \"a\": [\n    |\n  ]\n}");
        assert_eq!(enter("{\n  \"a\": 1,|\n}"), "{\n  \"a\": 1,\n  |\n}");
        assert_eq!(enter("{\"a\":1,|\"b\":2}"), "{\"a\":1,\n|\"b\":2}");
        assert_eq!(enter("{\n  |\"a\": 1|\n}"), "{\n  \n  |\n}");
    }

    #[test]
    fn brackets_and_quotes_come_in_pairs() {
        let one = |marked, character| typed(marked, Typed::Character(character));
        assert_eq!(one("|", '{').unwrap(), "{|}");
        assert_eq!(one("{|}", '"').unwrap(), "{\"|\"}");
        assert_eq!(one("{\"a\":|}", '[').unwrap(), "{\"a\":[|]}");
        assert_eq!(one("{\"a\":|12}", '['), None, "in front of a value");
        assert_eq!(one("{\"a\":|12|}", '[').unwrap(), "{\"a\":[|12|]}");
        assert_eq!(one("{\"a|\"}", '{'), None, "a text is what it is");
        // What is there is typed over.
        assert_eq!(one("{\"a|\"}", '"').unwrap(), "{\"a\"|}");
        assert_eq!(one("{\"a\\|\"}", '"'), None, "the quote is escaped");
        assert_eq!(one("{|}", '}').unwrap(), "{}|");
        assert_eq!(one("{\n  |", '}').unwrap(), "{\n}|");
        assert_eq!(one("{|}", 'a'), None);
    }

    /// Who types faster than the window draws gets the same text.
    #[test]
    fn keys_that_come_together_do_what_they_do_alone() {
        let all = |keys: &str| {
            let mut text = String::new();
            let typed: Vec<Typed> = keys.chars().map(Typed::Character).collect();
            let caret = change_all(&mut text, 0..0, &typed);
            text.insert(caret.end, '|');
            text
        };
        assert_eq!(all("{\"a\":{\"é\":[1,2]},\"b\":\"}\"}"), "{\"a\":{\"é\":[1,2]},\"b\":\"}\"}|");
        assert_eq!(all("{\"a"), "{\"a|\"}");
        let mut text = "é{}".to_owned();
        let keys = [Typed::Backspace, Typed::Backspace, Typed::Character('x'), Typed::Enter, Typed::Backspace];
        assert_eq!((change_all(&mut text, 3..3, &keys), text.as_str()), (1..1, "x"));
    }

    #[test]
    fn an_empty_pair_goes_together() {
        let back = |marked| typed(marked, Typed::Backspace);
        assert_eq!(back("{|}").unwrap(), "|");
        assert_eq!(back("{\"|\"}").unwrap(), "{|}");
        assert_eq!(back("{\"a\"|\"b\"}"), None);
        assert_eq!(back("{1|}"), None);
    }

    #[test]
    fn a_bracket_knows_its_other() {
        let text = "{\"a}\":[1,{}]}";
        assert_eq!(matching(text, 0), Some([0, 12]));
        assert_eq!(matching(text, 13), Some([0, 12]));
        assert_eq!(matching(text, 7), Some([6, 11]));
        assert_eq!(matching(text, 2), None, "in a string");
        assert_eq!(matching("{", 0), None);
    }

    /// Whatever stands there, it does not panic, and what is told are bytes of the text.
    #[test]
    fn every_place_of_every_text_is_sound() {
        for text in ["", "é", "{\"é\":[\"\\\"\"]}\n", "\"\\", "\n\n  }", "“{”"] {
            for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                for key in [Typed::Enter, Typed::Backspace, Typed::Character('"'), Typed::Character('}')] {
                    if let Some(change) = change(text, at..at, key) {
                        assert!(text.get(change.range.clone()).is_some(), "{text:?} {at} {key:?}");
                        let mut after = text.to_owned();
                        after.replace_range(change.range, &change.text);
                        assert!(after.get(change.selected).is_some(), "{text:?} {at} {key:?}");
                    }
                }
                let _ = matching(text, at);
            }
        }
    }
}
