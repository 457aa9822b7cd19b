//! A hex dump: offset, bytes, and mostly the characters beside them. Of xxd, hexdump, od -t x1, tcpdump -X, Wireshark.

use super::bytes::{self, Text};
use zeroize::Zeroizing;

pub(super) fn applies(text: &str) -> bool {
    text.lines().filter(|line| line_bytes(line, false).is_some_and(|bytes| bytes.len() >= 4)).take(2).count() == 2
        || are_cells(text)
}

/// What `od` and `xxd -b` print: characters, octal bytes or words, names, bits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Characters,
    OctalBytes,
    OctalWords,
    Bits,
}

/// A line of such a dump without its offset; `None` where it is none.
fn cells(line: &str) -> Option<&str> {
    let line = line.trim_end();
    let offset = line.bytes().take(12).take_while(u8::is_ascii_hexdigit).count();
    let rest = &line[offset..];
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    (matches!(offset, 0 | 6..=12) && (rest.starts_with("  ") || rest.starts_with(' '))).then_some(rest)
}

/// The bytes of one line of cells.
fn cell_bytes(rest: &str, cell: Cell) -> Option<Vec<u8>> {
    let octal = |word: &str| u16::from_str_radix(word, 8).ok();
    match cell {
        // A cell is three characters behind a blank.
        Cell::Characters => {
            let signs: Vec<char> = rest.chars().collect();
            let byte = |cell: &[char]| -> Option<u8> {
                let word: String = cell.iter().collect::<String>().trim().to_owned();
                Some(match word.as_str() {
                    "" | "sp" => b' ',
                    "\\n" | "nl" => b'\n',
                    "\\r" | "cr" => b'\r',
                    "\\t" | "ht" => b'\t',
                    "\\0" | "nul" => 0,
                    word if word.len() == 3 => u8::from_str_radix(word, 8).ok()?,
                    word if word.len() == 1 => word.as_bytes()[0],
                    _ => return None,
                })
            };
            signs.chunks(4).map(byte).collect()
        }
        Cell::OctalBytes => {
            let byte = |word: &str| octal(word).filter(|_| word.len() == 3).and_then(|byte| u8::try_from(byte).ok());
            rest.split_ascii_whitespace().map(byte).collect()
        }
        Cell::OctalWords => {
            let words: Option<Vec<u16>> =
                rest.split_ascii_whitespace().map(|word| octal(word).filter(|_| word.len() == 6)).collect();
            words.map(|words| words.into_iter().flat_map(u16::to_le_bytes).collect())
        }
        Cell::Bits => {
            let bits = |word: &&str| word.len() == 8 && word.bytes().all(|byte| matches!(byte, b'0' | b'1'));
            let bytes: Vec<u8> = rest
                .split_ascii_whitespace()
                .take_while(bits)
                .filter_map(|word| u8::from_str_radix(word, 2).ok())
                .collect();
            (!bytes.is_empty()).then_some(bytes)
        }
    }
}

/// The bytes of a dump in cells of one sort: all its lines, but for an offset alone at the end.
fn of_cells(text: &str, cell: Cell) -> Option<Zeroizing<Vec<u8>>> {
    let mut out = Zeroizing::new(Vec::new());
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let is_offset = line.trim().len() >= 6 && line.trim().bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_offset && !line.starts_with(' ') {
            continue;
        }
        out.extend(cell_bytes(cells(line)?, cell)?);
    }
    if cell == Cell::OctalWords && out.last() == Some(&0) {
        out.pop();
    }
    (out.len() >= 16).then_some(out)
}

const CELLS: [Cell; 4] = [Cell::OctalBytes, Cell::OctalWords, Cell::Bits, Cell::Characters];

fn are_cells(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().and_then(cells);
    first.is_some_and(|rest| CELLS.iter().any(|cell| cell_bytes(rest, *cell).is_some_and(|bytes| bytes.len() >= 4)))
}

pub(super) fn open(text: &str) -> Option<Text> {
    if are_cells(text) {
        let mut read = CELLS.iter().filter_map(|cell| bytes::text_of(&of_cells(text, *cell)?));
        if let Some(inner) = read.find(|inner| inner.text.is_ascii()) {
            return Some(inner);
        }
    }
    let mut out = dumped(text);
    // Half of the last word is a zero byte where the text has an odd number of them.
    if out.last() == Some(&0) {
        out.pop();
    }
    bytes::text_of(&out).filter(|inner| inner.text.is_ascii())
}

/// All bytes that the lines of a dump show, whatever they are.
pub(crate) fn dumped(text: &str) -> Zeroizing<Vec<u8>> {
    // hexdump without options writes words of two bytes, the second first.
    let is_swapped = text.lines().all(|line| !line.contains([':', '|']))
        && text.lines().find_map(|line| line.split_ascii_whitespace().nth(1)).is_some_and(|group| group.len() == 4);
    let mut out = Zeroizing::new(Vec::new());
    for bytes in text.lines().filter_map(|line| line_bytes(line, is_swapped)) {
        out.extend_from_slice(&bytes);
    }
    out
}

/// The bytes that one line shows.
fn line_bytes(line: &str, swapped: bool) -> Option<Zeroizing<Vec<u8>>> {
    let line = line.trim();
    let offset = line.bytes().take(17).take_while(u8::is_ascii_hexdigit).count();
    // `0x0000:` in tcpdump.
    let (offset, is_hexadecimal) = match line.strip_prefix("0x") {
        Some(rest) => (2 + rest.bytes().take(17).take_while(u8::is_ascii_hexdigit).count(), true),
        None => (offset, false),
    };
    if !(is_hexadecimal && offset >= 6 || (4..=16).contains(&offset)) {
        return None;
    }
    let rest = &line[offset..];
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    if !rest.starts_with([' ', '\t']) {
        return None;
    }
    let mut out = Zeroizing::new(Vec::new());
    let mut rest = rest.trim_start_matches([' ', '\t']);
    loop {
        let length = rest.bytes().take(17).take_while(u8::is_ascii_hexdigit).count();
        let behind = rest.as_bytes().get(length);
        if !matches!(length, 2 | 4 | 8 | 16) || !matches!(behind, None | Some(b' ' | b'\t' | b'-')) || out.len() >= 32 {
            break;
        }
        let mut group: Vec<u8> = rest.as_bytes()[..length].chunks(2).filter_map(bytes::pair).collect();
        if swapped && group.len() == 2 {
            group.swap(0, 1);
        }
        out.extend_from_slice(&group);
        let next = &rest[length..];
        let blanks = next.len() - next.trim_start_matches([' ', '\t']).len();
        // Two blanks stand in the middle of sixteen bytes, and in front of the characters.
        if out.len() >= 16 && blanks >= 2 {
            break;
        }
        rest = next.trim_start_matches([' ', '\t', '-']);
    }
    (!out.is_empty()).then_some(out)
}
