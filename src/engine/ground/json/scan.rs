//! From bytes to nodes, in one pass.

use super::super::span::Span;
use super::{Expected, Fault, FaultKind, Kind, Node};

pub(super) struct Scanner<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) nodes: Vec<Node>,
}

/// What may come next.
#[derive(Clone, Copy)]
enum Expect {
    Value,
    FirstElement,
    FirstName,
    Name,
    CommaOrEnd,
}

impl Scanner<'_> {
    pub(super) fn run(&mut self, depth_limit: usize) -> Result<(), Fault> {
        if u32::try_from(self.bytes.len()).is_err() {
            return Err(self.fault(FaultKind::TooLong, 0, 0, Expected::Nothing));
        }
        // What stands behind a byte order mark can still be shown.
        if self.bytes.starts_with(b"\xEF\xBB\xBF") {
            self.at = 3;
            self.text(depth_limit)?;
            return Err(self.fault(FaultKind::ByteOrderMark, 0, 3, Expected::NoByteOrderMark));
        }
        self.text(depth_limit)
    }

    fn text(&mut self, depth_limit: usize) -> Result<(), Fault> {
        // Where UTF-8 ends, the text ends: what stands before can still be shown.
        let utf8_end = std::str::from_utf8(self.bytes).err();
        let whole = self.bytes;
        if let Some(error) = &utf8_end {
            self.bytes = &self.bytes[..error.valid_up_to()];
        }
        let result = self.values(depth_limit);
        if let Some(error) = utf8_end
            && result.is_err_and(|fault| fault.span.end >= error.valid_up_to())
        {
            let start = error.valid_up_to();
            let end = start + error.error_len().unwrap_or(whole.len() - start);
            return Err(Fault { kind: FaultKind::NotUtf8, span: Span::new(start, end), expected: Expected::Utf8 });
        }
        if let Some(error) = utf8_end
            && result.is_ok()
        {
            let start = error.valid_up_to();
            return Err(Fault {
                kind: FaultKind::NotUtf8,
                span: Span::new(start, whole.len()),
                expected: Expected::Utf8,
            });
        }
        result
    }

    fn values(&mut self, depth_limit: usize) -> Result<(), Fault> {
        let mut open: Vec<u32> = Vec::new();
        let mut expect = Expect::Value;
        let mut key = (0_u32, 0_u32);
        self.skip_whitespace();
        if self.at == self.bytes.len() {
            return Err(self.fault(FaultKind::Empty, 0, self.at, Expected::Value));
        }
        let outcome = loop {
            self.skip_whitespace();
            let Some(&byte) = self.bytes.get(self.at) else {
                break Err(self.fault(FaultKind::Truncated, self.at, self.at, expected(expect, &open, &self.nodes)));
            };
            let read = match expect {
                Expect::FirstElement if byte == b']' => Ok(self.close(&mut open)),
                Expect::FirstName if byte == b'}' => Ok(self.close(&mut open)),
                Expect::FirstName | Expect::Name => self.name(byte).map(|span| {
                    key = span;
                    Expect::Value
                }),
                Expect::Value | Expect::FirstElement => {
                    self.value(byte, std::mem::take(&mut key), &mut open, depth_limit)
                }
                // The check below ends the loop once nothing is open.
                Expect::CommaOrEnd => self.comma_or_end(byte, &mut open),
            };
            match read {
                Ok(next) => expect = next,
                Err(fault) => break Err(fault),
            }
            if open.is_empty() && matches!(expect, Expect::CommaOrEnd) {
                self.skip_whitespace();
                break if self.at == self.bytes.len() {
                    Ok(())
                } else {
                    Err(self.fault(FaultKind::Trailing, self.at, self.bytes.len(), Expected::End))
                };
            }
        };
        // What was open when the text broke off ends where the text ends.
        let end = self.at as u32;
        while let Some(index) = open.pop() {
            let next = self.nodes.len() as u32;
            let node = &mut self.nodes[index as usize];
            node.end = end;
            node.next = next;
        }
        outcome
    }

    /// A member name with its colon.
    pub(super) fn name(&mut self, byte: u8) -> Result<(u32, u32), Fault> {
        if byte != b'"' {
            return Err(self.unexpected(Expected::QuotedName));
        }
        let start = self.at;
        self.string()?;
        let span = (start as u32, self.at as u32);
        self.skip_whitespace();
        match self.bytes.get(self.at) {
            Some(b':') => self.at += 1,
            Some(_) => return Err(self.unexpected(Expected::Colon)),
            None => return Err(self.fault(FaultKind::Truncated, self.at, self.at, Expected::Colon)),
        }
        Ok(span)
    }

    /// A scalar as a whole, or the beginning of an object or an array.
    fn value(&mut self, byte: u8, key: (u32, u32), open: &mut Vec<u32>, depth_limit: usize) -> Result<Expect, Fault> {
        let start = self.at;
        let kind = match byte {
            b'{' => Kind::Object,
            b'[' => Kind::Array,
            b'"' => Kind::String,
            b't' => Kind::True,
            b'f' => Kind::False,
            b'n' => Kind::Null,
            b'-' | b'0'..=b'9' => Kind::Number,
            b'+' | b'.' | b'N' | b'I' => {
                let end = self.word_end();
                return Err(self.fault(FaultKind::BadNumber, start, end, Expected::Value));
            }
            _ => return Err(self.unexpected(Expected::Value)),
        };
        if open.len() >= depth_limit && matches!(kind, Kind::Object | Kind::Array) {
            return Err(self.fault(FaultKind::TooDeep, start, start + 1, Expected::Nothing));
        }
        if let Some(&parent) = open.last() {
            self.nodes[parent as usize].children += 1;
        }
        let index = self.nodes.len() as u32;
        self.nodes.push(Node {
            kind,
            depth: open.len() as u16,
            start: start as u32,
            end: start as u32,
            key_start: key.0,
            key_end: key.1,
            next: index + 1,
            children: 0,
        });
        let scalar = match kind {
            Kind::Object | Kind::Array => {
                self.at += 1;
                open.push(index);
                return Ok(if kind == Kind::Object { Expect::FirstName } else { Expect::FirstElement });
            }
            Kind::String => self.string(),
            Kind::Number => self.number(),
            Kind::True => self.literal(b"true"),
            Kind::False => self.literal(b"false"),
            Kind::Null => self.literal(b"null"),
        };
        self.nodes[index as usize].end = self.at as u32;
        scalar.map(|()| Expect::CommaOrEnd)
    }

    /// What stands between two members or elements, or behind the last.
    fn comma_or_end(&mut self, byte: u8, open: &mut Vec<u32>) -> Result<Expect, Fault> {
        let is_object = open.last().is_some_and(|&parent| self.nodes[parent as usize].kind == Kind::Object);
        match byte {
            b',' => {
                self.at += 1;
                Ok(if is_object { Expect::Name } else { Expect::Value })
            }
            b'}' if is_object => Ok(self.close(open)),
            b']' if !is_object => Ok(self.close(open)),
            _ => Err(self.unexpected(if is_object { Expected::CommaOrBrace } else { Expected::CommaOrBracket })),
        }
    }

    /// A closing brace or bracket.
    fn close(&mut self, open: &mut Vec<u32>) -> Expect {
        self.at += 1;
        if let Some(index) = open.pop() {
            let next = self.nodes.len() as u32;
            let node = &mut self.nodes[index as usize];
            node.end = self.at as u32;
            node.next = next;
        }
        Expect::CommaOrEnd
    }

    fn skip_whitespace(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    fn string(&mut self) -> Result<(), Fault> {
        self.at += 1;
        loop {
            let rest = &self.bytes[self.at..];
            let Some(step) = rest.iter().position(|&byte| byte == b'"' || byte == b'\\' || byte < 0x20) else {
                self.at = self.bytes.len();
                return Err(self.fault(FaultKind::Truncated, self.at, self.at, Expected::ClosingQuote));
            };
            self.at += step;
            match rest[step] {
                b'"' => {
                    self.at += 1;
                    return Ok(());
                }
                b'\\' => match rest.get(step + 1) {
                    Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
                    Some(b'u') => {
                        let digits =
                            rest[step + 2..].iter().take(4).take_while(|byte| byte.is_ascii_hexdigit()).count();
                        if digits < 4 {
                            let kind = if step + 2 + digits == rest.len() {
                                FaultKind::Truncated
                            } else {
                                FaultKind::BadEscape
                            };
                            let start = self.at;
                            self.at += 2 + digits;
                            return Err(self.fault(kind, start, self.at, Expected::FourDigits));
                        }
                        self.at += 6;
                    }
                    Some(_) => {
                        return Err(self.fault(FaultKind::BadEscape, self.at, self.at + 2, Expected::Escape));
                    }
                    None => {
                        self.at += 1;
                        return Err(self.fault(FaultKind::Truncated, self.at, self.at, Expected::RestOfEscape));
                    }
                },
                _ => {
                    return Err(self.fault(
                        FaultKind::ControlCharacter,
                        self.at,
                        self.at + 1,
                        Expected::EscapedCharacter,
                    ));
                }
            }
        }
    }

    fn number(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let end = self.word_end();
        let lexeme = &self.bytes[start..end];
        self.at = end;
        if is_json_number(lexeme) {
            return Ok(());
        }
        let cut_off = end == self.bytes.len() && matches!(lexeme.last(), Some(b'-' | b'.' | b'e' | b'E' | b'+'));
        let kind = if cut_off { FaultKind::Truncated } else { FaultKind::BadNumber };
        Err(self.fault(kind, start, end, Expected::Number))
    }

    fn literal(&mut self, word: &'static [u8]) -> Result<(), Fault> {
        let start = self.at;
        let end = self.word_end();
        let found = &self.bytes[start..end];
        self.at = end;
        if found == word {
            return Ok(());
        }
        let kind = if end == self.bytes.len() && word.starts_with(found) {
            FaultKind::Truncated
        } else {
            FaultKind::Unexpected
        };
        Err(self.fault(kind, start, end, Expected::Literal))
    }

    /// End of the run of characters that a number or literal could consist of.
    fn word_end(&self) -> usize {
        let rest = &self.bytes[self.at..];
        let length = rest
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_')))
            .unwrap_or(rest.len());
        self.at + length
    }

    fn unexpected(&self, expected: Expected) -> Fault {
        self.fault(FaultKind::Unexpected, self.at, self.at + 1, expected)
    }

    pub(super) fn fault(&self, kind: FaultKind, start: usize, end: usize, expected: Expected) -> Fault {
        let mut end = end.min(self.bytes.len()).max(start);
        // Whole characters, so that the span can be cut out of the text.
        while end > start && self.bytes.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
            end += 1;
        }
        Fault { kind, span: Span::new(start, end), expected }
    }
}

fn expected(expect: Expect, open: &[u32], nodes: &[Node]) -> Expected {
    let in_object = open.last().is_some_and(|&index| nodes[index as usize].kind == Kind::Object);
    match expect {
        Expect::Value => Expected::Value,
        Expect::FirstElement => Expected::ValueOrBracket,
        Expect::FirstName => Expected::NameOrBrace,
        Expect::Name => Expected::Name,
        Expect::CommaOrEnd if in_object => Expected::CommaOrBrace,
        Expect::CommaOrEnd => Expected::CommaOrBracket,
    }
}

/// RFC 8259 §6: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
fn is_json_number(lexeme: &[u8]) -> bool {
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = lexeme.strip_prefix(b"-").unwrap_or(lexeme);
    let integer = digits(rest);
    if integer == 0 || (integer > 1 && rest[0] == b'0') {
        return false;
    }
    rest = &rest[integer..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = &fraction[count..];
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) {
        let exponent = exponent.strip_prefix(b"+").or_else(|| exponent.strip_prefix(b"-")).unwrap_or(exponent);
        let count = digits(exponent);
        if count == 0 {
            return false;
        }
        rest = &exponent[count..];
    }
    rest.is_empty()
}
