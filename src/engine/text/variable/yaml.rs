//! Scalars of YAML: in quotes (YAML 1.2.2 §7.3), and in blocks (§8.1).

use super::literal;
use zeroize::Zeroizing;

/// The header of a block that begins there.
pub(super) fn block(value: &str) -> Option<&str> {
    let header = value.split(" #").next().unwrap_or_default().trim_end();
    let rest = header.strip_prefix(['|', '>'])?;
    (rest.len() <= 2 && rest.bytes().all(|byte| byte.is_ascii_digit() || b"+-".contains(&byte))).then_some(header)
}

/// What the lines of a block are: as the header says, and without the line break at the end, which hardly anybody means.
pub(super) fn readings(header: &str, lines: &[&str]) -> Vec<(Zeroizing<String>, Option<&'static str>)> {
    let first = lines.iter().find(|line| !line.trim().is_empty());
    let Some(indent) = first.map(|line| line.len() - line.trim_start().len()) else { return Vec::new() };
    let mut value = Zeroizing::new(String::new());
    let is_folded = header.starts_with('>');
    for line in lines {
        let line = line.trim_end_matches('\r');
        let line = line.get(indent..).unwrap_or_default();
        if !value.is_empty() {
            // Between lines a blank; an empty one is the line break.
            let is_blank = is_folded && !line.is_empty() && !value.ends_with('\n');
            value.push(if is_blank { ' ' } else { '\n' });
        }
        value.push_str(line);
    }
    let bare = Zeroizing::new(value.trim_end_matches([' ', '\n']).to_owned());
    if bare.is_empty() {
        return Vec::new();
    }
    if header.contains('-') {
        return vec![(bare, None)];
    }
    let whole = Zeroizing::new(format!("{}\n", *bare));
    vec![(bare, Some("without the final line break")), (whole, Some("with the final line break"))]
}

/// The text in quotes that a value is; `None`: it is none.
pub(super) fn quoted(value: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mark = value.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let mut out = Zeroizing::new(Vec::with_capacity(value.len()));
    let mut rest = &value[1..];
    loop {
        let first = rest.chars().next()?;
        let behind = &rest[first.len_utf8()..];
        if first == mark {
            if mark == '\'' && behind.starts_with('\'') {
                out.push(b'\'');
                rest = &behind[1..];
                continue;
            }
            let is_end = behind.trim().is_empty() || behind.trim_start().starts_with('#');
            return (is_end && !out.is_empty()).then_some(out);
        }
        if first == '\\' && mark == '"' {
            rest = literal::escape(behind, false, &mut out);
            continue;
        }
        out.extend_from_slice(first.encode_utf8(&mut [0; 4]).as_bytes());
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::{block, quoted, readings};

    #[test]
    fn a_scalar_is_read_as_yaml_has_it() {
        for (text, value) in
            [("'it''s'", "it's"), ("\"a\\tb\" # c", "a\tb"), ("'a\\nb'", "a\\nb"), ("\"\\u0041\"", "A")]
        {
            assert_eq!(quoted(text).map(|value| String::from_utf8(value.to_vec()).unwrap()).as_deref(), Some(value));
        }
        assert!(quoted("'a' b").is_none() && quoted("'a").is_none() && quoted("a").is_none());
        let lines = ["    ab", "    cd", ""];
        let read = |header| readings(block(header).unwrap(), &lines).into_iter().map(|(value, _)| value.to_string());
        assert_eq!(read(">-").collect::<Vec<_>>(), ["ab cd"]);
        assert_eq!(read("|").collect::<Vec<_>>(), ["ab\ncd", "ab\ncd\n"]);
        assert!(block("|a").is_none() && block("> quoted").is_none());
    }
}
