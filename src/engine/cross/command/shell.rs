//! Commands as a POSIX shell parts them into words.

use super::{COMPUTED, Line};

/// The words of one command: up to the first line break that is not escaped, or to a sign that ends it. `outer`: the quotation
/// mark in front of it, which ends it.
pub(super) fn read(text: &str, outer: Option<char>) -> Line {
    let mut shell = Shell { line: Line { end: text.len(), ..Line::default() }, ..Shell::default() };
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        match character {
            _ if outer == Some(character) => return shell.ended(at),
            '\\' => {
                // `C:\dir\`, `.\file` of Windows, where this sign takes the meaning from nothing.
                let bytes = shell.word.as_bytes();
                shell.line.is_unsure |=
                    matches!(bytes, [.., drive, b':'] if drive.is_ascii_alphabetic()) || matches!(bytes, b"." | b"..");
                match characters.next() {
                    Some((_, '\n')) | None => {}
                    Some((_, '\r')) => drop(characters.next_if(|(_, next)| *next == '\n')),
                    Some((_, '"')) if outer == Some('"') => shell.quoted_within(text, &mut characters),
                    Some((_, escaped)) => shell.word.push(escaped),
                }
            }
            '\'' if shell.word.ends_with('$') => {
                shell.word.pop();
                shell.escaped(&mut characters);
            }
            '\'' | '"' => shell.quoted(text, character, &mut characters),
            '$' if next == Some('(') => shell.inner(text, at, &mut characters),
            '`' if is_closed_in_line(&text[at + 1..]) => shell.inner(text, at, &mut characters),
            '#' if shell.word.is_empty() && !shell.is_open => {
                let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
                return shell.ended(end);
            }
            '&' if next == Some('>') => shell.finish(),
            '\n' | ';' | '|' | '&' | ')' | '`' => return shell.ended(at),
            // `https://host/<id>` is no file, but what someone has to fill in.
            '<' if shell.word.contains("://") => shell.word.push('<'),
            '<' | '>' if next == Some('(') => shell.inner(text, at, &mut characters),
            '<' | '>' => shell.redirect(character, &mut characters),
            character if character.is_whitespace() => shell.finish(),
            // No command has it but in quotation marks.
            '(' => shell.word.push(COMPUTED),
            // What a text program makes of quotation marks and hyphens, which a shell does not know.
            '\u{2018}'..='\u{201f}' | '\u{2010}'..='\u{2015}' | '\u{2212}' if shell.word.is_empty() => {
                shell.line.is_unsure = true;
                shell.word.push(character);
            }
            character => shell.word.push(character),
        }
    }
    let end = shell.line.end;
    shell.ended(end)
}

/// Whether there is another backtick before the line is over.
fn is_closed_in_line(text: &str) -> bool {
    memchr::memchr2(b'`', b'\n', text.as_bytes()).is_some_and(|at| text[at..].starts_with('`'))
}

type Characters<'a> = std::iter::Peekable<std::str::CharIndices<'a>>;

/// A command as it is read.
#[derive(Default)]
struct Shell {
    line: Line,
    word: String,
    /// There are quotation marks in the word: it may be empty.
    is_open: bool,
    /// The next word is a file that is written or read.
    is_redirected: bool,
}

impl Shell {
    fn ended(mut self, end: usize) -> Line {
        self.finish();
        self.line.end = end;
        self.line
    }

    /// The word is over.
    fn finish(&mut self) {
        if self.is_open || !self.word.is_empty() {
            let word = std::mem::take(&mut self.word);
            if !std::mem::take(&mut self.is_redirected) {
                self.line.words.push(word);
            }
        }
        self.is_open = false;
    }

    /// `>file`, `2>&1`, `<<< word`.
    fn redirect(&mut self, sign: char, characters: &mut Characters<'_>) {
        if self.word.bytes().all(|byte| byte.is_ascii_digit()) && !self.is_open {
            self.word.clear();
        }
        self.finish();
        self.line.has_input |= sign == '<';
        while characters.next_if(|(_, next)| "<>&|".contains(*next)).is_some() {}
        self.is_redirected = true;
    }

    /// Up to the closing quotation mark.
    fn quoted(&mut self, text: &str, quote: char, characters: &mut Characters<'_>) {
        self.is_open = true;
        while let Some((at, character)) = characters.next() {
            match character {
                _ if character == quote => return,
                '\\' if quote == '"' => match characters.next() {
                    Some((_, '\n')) | None => {}
                    Some((_, '\r')) => drop(characters.next_if(|(_, next)| *next == '\n')),
                    Some((_, escaped @ ('$' | '`' | '"' | '\\'))) => self.word.push(escaped),
                    // POSIX.1-2024, Shell Command Language §2.2.3: the backslash stays in front of others.
                    Some((_, other)) => self.word.extend(['\\', other]),
                },
                '$' if quote == '"' && characters.peek().is_some_and(|(_, next)| *next == '(') => {
                    self.inner(text, at, characters);
                }
                '`' if quote == '"' => self.inner(text, at, characters),
                character => self.word.push(character),
            }
        }
        self.line.is_unsure = true;
    }

    /// The same within other quotation marks, where each of them is escaped: `"curl -H \"…\""`.
    fn quoted_within(&mut self, text: &str, characters: &mut Characters<'_>) {
        self.is_open = true;
        while let Some((at, character)) = characters.next() {
            match (character, characters.peek().map(|(_, next)| *next)) {
                ('\\', Some('"')) => {
                    characters.next();
                    return;
                }
                ('\\', Some(_)) => self.word.extend(characters.next().map(|(_, escaped)| escaped)),
                // Those around it are over.
                ('"', _) => break,
                ('$', Some('(')) | ('`', _) => self.inner(text, at, characters),
                _ => self.word.push(character),
            }
        }
        self.line.is_unsure = true;
    }

    /// `$'…'`, as browsers write what has an apostrophe in it.
    fn escaped(&mut self, characters: &mut Characters<'_>) {
        self.is_open = true;
        while let Some((_, character)) = characters.next() {
            match character {
                '\'' => return,
                '\\' => match characters.next() {
                    Some((_, 'n')) => self.word.push('\n'),
                    Some((_, 'r')) => self.word.push('\r'),
                    Some((_, 't')) => self.word.push('\t'),
                    Some((_, 'u')) => self.code(4, 16, 0, characters),
                    Some((_, 'U')) => self.code(8, 16, 0, characters),
                    Some((_, 'x')) => self.code(2, 16, 0, characters),
                    Some((_, digit @ '0'..='7')) => self.code(2, 8, u32::from(digit) - u32::from('0'), characters),
                    Some((_, escaped @ ('\\' | '\'' | '"' | '?'))) => self.word.push(escaped),
                    Some((_, other)) => self.word.extend(['\\', other]),
                    None => {}
                },
                character => self.word.push(character),
            }
        }
        self.line.is_unsure = true;
    }

    /// A character by its number, of which `code` was read.
    fn code(&mut self, most: usize, radix: u32, mut code: u32, characters: &mut Characters<'_>) {
        for _ in 0..most {
            let digit = characters.next_if(|(_, next)| next.is_digit(radix));
            let Some(digit) = digit.and_then(|(_, digit)| digit.to_digit(radix)) else { break };
            code = code.saturating_mul(radix).saturating_add(digit);
        }
        self.word.push(char::from_u32(code).unwrap_or(COMPUTED));
    }

    /// Another command in a word, or in front of it: `$(…)`, `<(…)`, and that in backticks, which begins at `start`.
    fn inner(&mut self, text: &str, start: usize, characters: &mut Characters<'_>) {
        let is_tick = text[start..].starts_with('`');
        let (mut depth, mut quote) = (0_usize, None);
        let mut end = text.len();
        while let Some((at, character)) = characters.next() {
            match (quote, character) {
                (_, '\\') if quote != Some('\'') => drop(characters.next()),
                (None, '`') if is_tick => depth = 0,
                (None, '\'' | '"') => quote = Some(character),
                (Some(open), _) if open == character => quote = None,
                (None, '(') => depth += 1,
                (None, ')') if !is_tick => depth = depth.saturating_sub(1),
                _ => continue,
            }
            if depth == 0 && quote.is_none() && matches!(character, '`' | ')') {
                end = at;
                break;
            }
        }
        self.line.has_inner |= text[start..end].contains("eyJ");
        self.word.push(COMPUTED);
    }
}
