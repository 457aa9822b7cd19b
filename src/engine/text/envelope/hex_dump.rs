//! A hex dump: offset, bytes, and mostly the characters beside them. Of xxd, hexdump, od -t x1, tcpdump -X, Wireshark.

use super::bytes;
use zeroize::Zeroizing;

pub(super) fn applies(text: &str) -> bool {
    text.lines().filter(|line| line_bytes(line, false).is_some_and(|bytes| bytes.len() >= 4)).take(2).count() == 2
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    // hexdump without options writes words of two bytes, the second first.
    let is_swapped = text.lines().all(|line| !line.contains([':', '|']))
        && text.lines().find_map(|line| line.split_ascii_whitespace().nth(1)).is_some_and(|group| group.len() == 4);
    let mut out = Zeroizing::new(Vec::new());
    for bytes in text.lines().filter_map(|line| line_bytes(line, is_swapped)) {
        out.extend_from_slice(&bytes);
    }
    // Half of the last word is a zero byte where the text has an odd number of them.
    if out.last() == Some(&0) {
        out.pop();
    }
    bytes::text_of(&out).map(|inner| inner.text).filter(|inner| inner.is_ascii())
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
