//! What of a text gives no name its value, whatever stands in it: comments, documentation, and what a call that signs puts
//! into the token.
//!
//! *Invariant:* linear in the text; what stays is where it was.

use super::call;
use crate::engine::ground::span::Span;
use std::cell::OnceCell;
use zeroize::Zeroizing;

/// Longest text in quotes that has several lines.
const LONGEST_QUOTED: usize = 4 * 1024;
/// Longest list of claims that is passed over.
const LONGEST_PAYLOAD: usize = 4 * 1024;
/// Brackets in brackets of it.
const DEEPEST: usize = 32;

/// The text with blanks in place of what is out of use.
pub(crate) fn in_use(text: &str) -> Zeroizing<String> {
    let mut bytes = Zeroizing::new(text.as_bytes().to_vec());
    Comments::new(text).all().into_iter().for_each(|span| blank(&mut bytes, span));
    // Blanks in place of whole characters leave the text one.
    let text = Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned());
    let claims = payloads(&text);
    if claims.is_empty() {
        return text;
    }
    claims.into_iter().for_each(|span| blank(&mut bytes, span));
    Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned())
}

fn blank(bytes: &mut [u8], span: Span) {
    let part = bytes.get_mut(span.start..span.end).unwrap_or_default();
    part.iter_mut().filter(|byte| !matches!(byte, b'\n' | b'\r')).for_each(|byte| *byte = b' ');
}

/// What ends at the end of its line.
fn line_end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end)
}

/// Whether a text begins with this word, in any case.
fn is_word(rest: &str, word: &str) -> bool {
    rest.get(..word.len()).is_some_and(|front| front.eq_ignore_ascii_case(word))
        && rest.as_bytes().get(word.len()).is_none_or(u8::is_ascii_whitespace)
}

/// How documentation of Perl begins (perlpod).
fn is_pod(rest: &str) -> bool {
    ["=pod", "=head1", "=head2", "=head3", "=over", "=item", "=for", "=encoding"].iter().any(|word| is_word(rest, word))
}

/// Whether what stands behind `% ` is a command: it sets a variable, or has options.
fn is_typed(line: &str) -> bool {
    let line = line.lines().next().unwrap_or_default().trim();
    let first = line.split_whitespace().next().unwrap_or_default();
    ["export", "setenv", "set", "declare", "env", "jwt"].contains(&first)
        || line.contains(" -")
        || is_set_at_once(first)
}

/// `NAME=value` without blanks, as a shell takes it.
fn is_set_at_once(word: &str) -> bool {
    let name = word.split_once('=').map_or("", |(name, _)| name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// `' …` of Visual Basic: one apostrophe in the line.
fn is_of_basic(rest: &str) -> bool {
    let line = rest.lines().next().unwrap_or_default();
    line.strip_prefix('\'').is_some_and(|said| !said.contains('\'') && said.starts_with([' ', '\t']))
}

/// Whether a line that begins so is a comment of any notation.
pub(super) fn is_comment(line: &str) -> bool {
    let name = line.get(1..).unwrap_or_default();
    // `!jwt.secret=…`: what is set in a file of properties.
    let is_set = || {
        let name = name.trim_start();
        let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-".contains(byte);
        let length = name.bytes().take_while(is_of_name).count();
        length > 0 && name[length..].trim_start().starts_with(['=', ':'])
    };
    match line.as_bytes().first() {
        Some(b'#') => !["define", "let", "set", "{", "<"].iter().any(|word| name.starts_with(word)),
        Some(b';') => true,
        // Erlang, TeX, MATLAB.
        // The prompt of zsh and csh has a command behind it.
        Some(b'%') => name.starts_with('%') || name.starts_with([' ', '\t']) && !is_typed(name),
        Some(b'!') => is_set(),
        Some(b'/') => line.starts_with("//"),
        Some(b'*') => name.starts_with([' ', '\t']),
        Some(b'-') => line.starts_with("-- "),
        Some(b':') => line.starts_with("::"),
        Some(b'@') => is_word(name, "rem"),
        Some(b'r' | b'R') => is_word(line, "rem"),
        _ => false,
    }
}

struct Comments<'a> {
    text: &'a str,
    at: usize,
    /// Up to where each kind of what is closed later is known not to be closed.
    open: [usize; 13],
    is_basic: OnceCell<bool>,
    found: Vec<Span>,
}

impl<'a> Comments<'a> {
    const fn new(text: &'a str) -> Self {
        Self { text, at: 0, open: [0; 13], is_basic: OnceCell::new(), found: Vec::new() }
    }

    fn all(mut self) -> Vec<Span> {
        let bytes = self.text.as_bytes();
        let mut is_first = true;
        // The last byte that is no blank.
        let mut last = 0;
        while let Some(byte) = bytes.get(self.at).copied() {
            if byte.is_ascii_whitespace() {
                is_first |= byte == b'\n';
                self.at += 1;
                continue;
            }
            let own = if is_first { self.line(last) } else { None };
            if let Some(end) = own.or_else(|| self.block()).or_else(|| self.trailing(last)) {
                self.found.push(Span::new(self.at, end));
                // What is on the line behind it is first there.
                self.at = end;
                continue;
            }
            is_first = false;
            last = byte;
            self.at = self.quoted().unwrap_or_else(|| self.text.ceil_char_boundary(self.at + 1));
            if let Some(end) =
                self.at.checked_sub(1).and_then(|end| bytes.get(end)).filter(|end| !end.is_ascii_whitespace())
            {
                last = *end;
            }
        }
        self.found
    }

    /// A line that is a comment, or the beginning of several: `last` is what stands in front of it.
    fn line(&mut self, last: u8) -> Option<usize> {
        let rest = &self.text[self.at..];
        // Documentation of Ruby.
        if is_word(rest, "=begin") && (self.at == 0 || self.text[..self.at].ends_with('\n')) {
            return self.closing(0, "\n=end", self.text.len()).map(|end| line_end(self.text, end));
        }
        // Documentation of Perl.
        if is_pod(rest)
            && (self.at == 0 || self.text[..self.at].ends_with('\n'))
            && let Some(end) = self.closing(8, "\n=cut", self.text.len())
        {
            return Some(line_end(self.text, end));
        }
        // What a program of Ruby or Perl reads as data.
        if ["__END__", "__DATA__"].iter().any(|word| is_word(rest, word) && is_end_of_line(&rest[word.len()..])) {
            return Some(self.text.len());
        }
        if is_of_basic(rest) && self.is_basic() {
            return Some(line_end(self.text, self.at));
        }
        // A text that nothing takes: documentation of Python.
        for mark in ["\"\"\"", "'''"] {
            if rest.starts_with(mark) && !b"=(,+[{\\".contains(&last) {
                let end = self.closing_of(mark, self.at + 3, self.text.len());
                return end.filter(|end| is_end_of_line(&self.text[*end..]));
            }
        }
        is_comment(rest).then(|| line_end(self.text, self.at))
    }

    /// Whether the text is a program of Visual Basic, by the words that only those have.
    fn is_basic(&self) -> bool {
        const LONGEST: usize = 64 * 1024;
        let text = &self.text[..self.text.floor_char_boundary(LONGEST)];
        *self
            .is_basic
            .get_or_init(|| ["Dim ", "End Sub", "End Function", "Imports "].iter().any(|word| text.contains(word)))
    }

    /// `/* … */` and `<!-- … -->`, and those of PowerShell, Lua, Haskell and OCaml.
    fn block(&mut self) -> Option<usize> {
        const OTHERS: [(&str, &str, usize); 4] =
            [("<#", "#>", 9), ("--[[", "]]", 10), ("{-", "-}", 11), ("(*", "*)", 12)];
        let rest = &self.text[self.at..];
        if let Some((open, close, kind)) = OTHERS.iter().find(|(open, ..)| rest.starts_with(open)) {
            let next = rest[open.len()..].chars().next();
            let is_first = self.text[..self.at].chars().next_back().is_none_or(char::is_whitespace);
            let is_comment = *open == "--[[" || next.is_some_and(|next| next.is_whitespace() || "|#.*".contains(next));
            return if is_first && is_comment { self.closing(*kind, close, self.text.len()) } else { None };
        }
        if rest.starts_with("<!--") {
            return Some(self.closing(1, "-->", self.text.len()).unwrap_or(self.text.len()));
        }
        // In a path it is a pattern.
        let before = self.text[..self.at].chars().next_back();
        let is_begun = before.is_none_or(|before| before.is_whitespace() || ";,(){}[]=:>'\"`".contains(before));
        if rest.starts_with("/*") && is_begun { self.closing(2, "*/", self.text.len()) } else { None }
    }

    /// A comment behind what a line says.
    fn trailing(&self, last: u8) -> Option<usize> {
        let rest = &self.text[self.at..];
        let is_apart = self.text[..self.at].ends_with([' ', '\t']);
        let is_comment = is_apart
            && (rest.starts_with("//") && b";,{}()[]'\"`".contains(&last)
                || rest.starts_with('#') && b";,)]}'\"".contains(&last)
                || rest.starts_with("-- ") && b";,)'".contains(&last));
        is_comment.then(|| line_end(self.text, self.at))
    }

    /// Behind the quotes that close the text in quotes which begins here.
    fn quoted(&mut self) -> Option<usize> {
        let rest = &self.text[self.at..];
        let mark = ["\"\"\"", "'''", "\"", "'", "`"].into_iter().find(|mark| rest.starts_with(mark))?;
        // An apostrophe: `it's`, and not `rb'…'`.
        let letters = self.text[..self.at].bytes().rev().take(3).take_while(u8::is_ascii_alphanumeric).count();
        if mark == "'" && letters > 2 {
            return None;
        }
        let from = self.at + mark.len();
        let end = if matches!(mark, "\"" | "'") {
            line_end(self.text, from)
        } else {
            self.text.floor_char_boundary(from + LONGEST_QUOTED)
        };
        self.closing_of(mark, from, end)
    }

    fn closing_of(&mut self, mark: &str, from: usize, end: usize) -> Option<usize> {
        let kind = match mark {
            "\"" => 3,
            "'" => 4,
            "`" => 5,
            "\"\"\"" => 6,
            _ => 7,
        };
        if from < self.open[kind] {
            return None;
        }
        let bytes = &self.text.as_bytes()[..end];
        let mut at = from;
        while at < end {
            if bytes[at..].starts_with(mark.as_bytes()) {
                return Some(at + mark.len());
            }
            at += if bytes[at] == b'\\' { 2 } else { 1 };
        }
        self.open[kind] = end;
        None
    }

    fn closing(&mut self, kind: usize, sign: &str, end: usize) -> Option<usize> {
        if self.at < self.open[kind] {
            return None;
        }
        let found = memchr::memmem::find(&self.text.as_bytes()[self.at..end], sign.as_bytes());
        if found.is_none() {
            self.open[kind] = end;
        }
        found.map(|at| self.at + at + sign.len())
    }
}

fn is_end_of_line(rest: &str) -> bool {
    rest.lines().next().is_none_or(|line| line.trim().is_empty())
}

/// What is put into a token: the first argument of what signs, claims that are set, an object that is called so.
fn payloads(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = memchr::memchr2(b'(', b'{', bytes.get(at..).unwrap_or_default()) {
        let start = at + step;
        at = start + 1;
        let (is_first, close) = match bytes[start] {
            b'(' => match call::takes_payload(text, start) {
                Some(is_first) => (is_first, b')'),
                None => continue,
            },
            _ if is_called_claims(&text[..start]) => (false, b'}'),
            _ => continue,
        };
        // What has a name there is not what its place says.
        if is_first && is_keyword(&text[at..]) {
            continue;
        }
        if let Some(end) = end_of_list(bytes, at, close, is_first) {
            // What is called on the claims takes the key alone.
            if is_first && bytes[end] == close && text[at..end].contains("SecretKey(") {
                continue;
            }
            found.push(Span::new(at, end));
            at = end;
        }
    }
    found
}

/// `payload = {`, `jwt.MapClaims{`, `'claims' => {`: what opens there is called so.
fn is_called_claims(front: &str) -> bool {
    const LONGEST_NAME: usize = 48;
    let near = &front[front.ceil_char_boundary(front.len().saturating_sub(LONGEST_NAME))..];
    let named = near.trim_end().trim_end_matches(['=', ':', '>']).trim_end().trim_end_matches(['"', '\'', ' ']);
    let length = named.bytes().rev().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    let name = named[named.len() - length..].to_ascii_lowercase();
    ["payload", "claims", "claimsset", "customclaims"].iter().any(|end| name.ends_with(end))
}

/// `key=…`, as an argument.
fn is_keyword(arguments: &str) -> bool {
    let rest = arguments.trim_start();
    let behind = rest.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || letter == '_');
    behind.len() < rest.len() && behind.trim_start().starts_with('=') && !behind.trim_start().starts_with("==")
}

/// The place of a quote among the three.
const fn kind_of(quote: u8) -> usize {
    match quote {
        b'"' => 0,
        b'\'' => 1,
        _ => 2,
    }
}

/// Where a list of arguments or of members ends, or its first.
fn end_of_list(bytes: &[u8], from: usize, close: u8, is_first: bool) -> Option<usize> {
    let bytes = &bytes[..bytes.len().min(from + LONGEST_PAYLOAD)];
    let (mut at, mut open) = (from, vec![close]);
    // Up to where no quote of a kind is closed: an escaped one that was passed over would look for its end again.
    let mut unclosed = [0; 3];
    while let Some(byte) = bytes.get(at).copied().filter(|_| open.len() <= DEEPEST) {
        match byte {
            b'"' | b'\'' | b'`' if at >= unclosed[kind_of(byte)] => {
                let line = &bytes[at + 1..];
                let mut length = 0;
                while let Some(next) =
                    line.get(length).filter(|next| **next != byte && (byte == b'`' || **next != b'\n'))
                {
                    length += if *next == b'\\' { 2 } else { 1 };
                }
                if line.get(length) == Some(&byte) {
                    at += length + 1;
                } else {
                    unclosed[kind_of(byte)] = at + 1 + length;
                }
            }
            b'(' => open.push(b')'),
            b'[' => open.push(b']'),
            b'{' => open.push(b'}'),
            b',' if is_first && open.len() == 1 => return Some(at),
            _ if open.last() == Some(&byte) => {
                open.pop();
                if open.is_empty() {
                    return Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::in_use;

    #[test]
    fn what_is_out_of_use_is_left_out() {
        for text in [
            "/*\nsecret = 'O';\n*/\nsecret = 'S';",
            "const secret = /* 'O' */ 'S';",
            "const secret = 'S'; // const secret = 'O';",
            "// secret = 'O'\nsecret = 'S'",
            "\"\"\"\nSECRET_KEY = \"O\"\n\"\"\"\nSECRET_KEY = \"S\"",
            "def a():\n  '''\n  secret = O\n  '''\n  secret = 'S'",
            "=begin\nsecret = 'O'\n=end\nsecret = 'S'",
            "REM set JWT_SECRET=O\r\nset JWT_SECRET=S",
            "@rem set JWT_SECRET=O\nset JWT_SECRET=S",
            ":: set JWT_SECRET=O\nset JWT_SECRET=S",
            "!jwt.secret=O\njwt.secret=S",
            "-- secret 'O'\nsecret 'S'",
            ";secret=O\nsecret=S",
            "#SECRET = 'O'\nSECRET = 'S'  # was SECRET = 'O'",
            "<!-- <a secret=\"O\"/> --><a secret=\"S\"/>",
            "=pod\n$secret = 'O';\n=cut\n$secret = 'S';",
            "<#\n$secret = 'O'\n#>\n$secret = 'S'",
            "--[[\nlocal secret = 'O'\n]]\nlocal secret = 'S'",
            "{-\nsecret = \"O\"\n-}\nsecret = \"S\"",
            "(* secret = \"O\" *)\nlet secret = \"S\"",
            "' Dim secret = \"O\"\nDim secret = \"S\"",
            "% secret = \"O\"\nsecret = \"S\"",
            "secret = 'S'\n__END__\nsecret = 'O'",
            "jwt.sign({secret:'O', sub:'x'}, 'S');",
            "jwt.encode({'secret': 'O'}, key=\"S\")",
            "jwt.encode(key='S', payload={'secret': 'O'})",
            "JWT::encode(['secret'=>'O'], 'S', 'HS256')",
            "new SignJWT({secret:'O'}).sign(encode('S'))",
            "const payload = { secret: 'O' };\njwt.sign(payload, 'S')",
            "jwt.NewWithClaims(m, jwt.MapClaims{\"secret\": \"O\"}).SignedString([]byte(\"S\"))",
            "Jwts.builder().claim(\"secret\", \"O\").signWith(key(\"S\"))",
        ] {
            let used = in_use(text);
            assert_eq!(used.len(), text.len(), "{text}");
            assert!(!used.contains('O') && used.contains('S'), "{text}: {}", *used);
        }
    }

    #[test]
    fn what_looks_like_a_comment_stays() {
        for text in [
            "secret = 'ab//cd'",
            "secret = \"ab /* cd\"; b = \"*/\"",
            "secret = 'ab # cd'",
            "JWT_SECRET=ab#cd",
            "JWT_SECRET=ab //cd",
            "url: https://a.example // 1",
            "--secret S",
            "it's a /* b",
            "const x = `a // b\n// c`",
            "secret = (\n  \"\"\"S\"\"\"\n)",
            "#define SECRET \"S\"",
            "select count(*), (*) from t",
            "{-secret: S}",
            "x = <#if a>\nS",
            "' S'\nDim x",
            "%ENV% S",
            "% export JWT_SECRET=S",
            "% jwt encode --secret S x",
            "% JWT_SECRET=S node app.js",
            "=for x\nJWT_SECRET=S",
            "Accept: */*, a/*, b/*/",
            "!Passw0rd",
        ] {
            assert_eq!(*in_use(text), text);
        }
    }
}
