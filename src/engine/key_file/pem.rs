//! PEM (RFC 7468) as people have it: with text around, on one line, with `\n` written out, quoted, indented, cut.

pub(crate) use crate::engine::ground::base64url::decode_base64;
use crate::engine::ground::secret::SecretBytes;
use zeroize::Zeroizing;

#[derive(Debug)]
pub(crate) struct Block {
    /// The label, in capitals: `PRIVATE KEY`.
    pub label: String,
    /// The bytes; `None` where the text is not base64.
    pub bytes: Option<SecretBytes>,
    /// Whether there is an END line.
    pub is_closed: bool,
    /// `DEK-Info` of the old encryption (RFC 1421 §4.6.1.3): cipher and initialization vector in hexadecimal.
    pub encryption: Option<(String, String)>,
}

/// All blocks, and what had to be repaired.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    pub blocks: Vec<Block>,
    pub notes: Vec<&'static str>,
}

/// Whether there is anything like a BEGIN line.
pub(crate) fn is_likely(text: &str) -> bool {
    let folded = text.to_ascii_lowercase();
    let folded = Zeroizing::new(folded);
    find_marker(text, &folded, "begin", 0, text.len()).is_some()
}

/// Reads the blocks of `text`, at most `limit` of them.
pub(crate) fn read(text: &str, limit: usize) -> Blocks {
    let mut out = Blocks::default();
    let mut text = Zeroizing::new(text.to_owned());
    if text.contains("\\n") || text.contains("\\r") {
        // An environment variable or a JSON string: the backslash stands there as a character.
        let unescaped = text
            .replace("\\\\r", "\n")
            .replace("\\\\n", "\n")
            .replace("\\r", "\n")
            .replace("\\n", "\n")
            .replace("\\/", "/");
        text = Zeroizing::new(unescaped);
        out.note("\\n turned into line breaks");
    }
    let folded = Zeroizing::new(text.to_ascii_lowercase());
    let mut at = 0;
    while out.blocks.len() < limit
        && let Some(begin) = find_marker(&text, &folded, "begin", at, text.len())
    {
        if !begin.exact {
            out.note("a BEGIN line was repaired");
        }
        let next = find_marker(&text, &folded, "begin", begin.end, text.len()).map_or(text.len(), |next| next.start);
        let end = find_marker(&text, &folded, "end", begin.end, next);
        let body_end = match &end {
            Some(end) => {
                if !end.exact {
                    out.note("an END line was repaired");
                } else if end.label != begin.label {
                    out.note("BEGIN and END name different things");
                }
                end.start
            }
            None => {
                out.note("an END line is missing");
                next
            }
        };
        let body = text.get(begin.end..body_end).unwrap_or_default();
        if !body.trim().contains('\n') && !body.trim().contains('\r') && body.len() > 80 {
            out.note("PEM on a single line");
        }
        let (encryption, base64) = split_headers(body);
        let is_closed = end.is_some();
        out.blocks.push(Block { label: begin.label, bytes: decode_base64(&base64), is_closed, encryption });
        at = end.map_or(body_end, |end| end.end).max(begin.end);
    }
    out
}

impl Blocks {
    fn note(&mut self, note: &'static str) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

struct Marker {
    start: usize,
    end: usize,
    label: String,
    exact: bool,
}

const DASHES: [char; 6] = ['-', '–', '—', '−', '‐', '‑'];

/// The next `-----BEGIN LABEL-----` (or END) whose word lies in `from..to`, whatever its case and however many dashes.
fn find_marker(text: &str, folded: &str, word: &str, from: usize, to: usize) -> Option<Marker> {
    let mut at = from;
    loop {
        let found = at + folded.get(at..to)?.find(word)?;
        at = found + word.len();
        if let Some(marker) = marker_at(text, word, found, from) {
            return Some(marker);
        }
    }
}

fn marker_at(text: &str, word: &str, found: usize, from: usize) -> Option<Marker> {
    let before = text.get(from..found)?;
    let unspaced = before.trim_end_matches(' ');
    let undashed = unspaced.trim_end_matches(DASHES);
    let dashes_before = unspaced.get(undashed.len()..)?;
    if dashes_before.chars().count() < 2 {
        return None;
    }
    let after = text.get(found + word.len()..)?;
    // No label is longer: what comes without dashes within 80 bytes is not a marker.
    let label_end = after.char_indices().take(80).find(|(_, c)| DASHES.contains(c)).map(|(index, _)| index)?;
    let label = after.get(..label_end)?;
    if !label.starts_with(' ')
        || !label.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '#' | '.' | '_'))
    {
        return None;
    }
    let dashes_after: String = after.get(label_end..)?.chars().take_while(|c| DASHES.contains(c)).take(64).collect();
    if dashes_after.chars().count() < 2 {
        return None;
    }
    let mut end = found + word.len() + label_end + dashes_after.len();
    let behind = text.get(end..)?.as_bytes();
    let starts_with = |word: &[u8]| behind.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if dashes_after.len() > 5 && dashes_after.is_ascii() && (starts_with(b"begin") || starts_with(b"end")) {
        // The next marker stands on the same line; its dashes are its own.
        end -= 5;
    }
    let exact = unspaced.len() == before.len()
        && dashes_before.ends_with("-----")
        && dashes_after.starts_with("-----")
        && text.get(found..found + word.len()).is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_uppercase()))
        && !label.bytes().any(|byte| byte.is_ascii_lowercase())
        && !label.ends_with(' ');
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_uppercase();
    let own_dashes: usize = dashes_before.chars().rev().take(5).map(char::len_utf8).sum();
    let start = found - (before.len() - unspaced.len()) - own_dashes;
    Some(Marker { start, end, label, exact })
}

/// Takes the headers of RFC 1421 off a body: the encryption, and the base64 characters.
fn split_headers(body: &str) -> (Option<(String, String)>, Zeroizing<String>) {
    let mut encryption = None;
    let mut rest = body;
    if let Some(at) = body.find("DEK-Info:") {
        let value = body.get(at + "DEK-Info:".len()..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let end = value.find(char::is_whitespace).unwrap_or(value.len());
        let (info, behind) = value.split_at(end);
        let (cipher, iv) = info.split_once(',').unwrap_or((info, ""));
        encryption = Some((cipher.to_ascii_uppercase(), iv.to_owned()));
        rest = behind;
    }
    let mut base64 = Zeroizing::new(String::with_capacity(rest.len()));
    for line in rest.split(['\n', '\r']) {
        let line = line.trim().trim_start_matches(['>', '|', '#']).trim();
        if line.contains(':') {
            continue;
        }
        let line = if line.contains(['"', '\'', '`']) {
            // A line of source code: "MII…" +
            let quoted = line.trim_start_matches(['"', '\'', '`', '+', ' ', '\t']);
            quoted.split(['"', '\'', '`']).next().unwrap_or_default()
        } else {
            line
        };
        base64.push_str(line.trim_end_matches([',', ';', '\\']));
    }
    (encryption, base64)
}

#[cfg(test)]
mod tests {
    use super::{decode_base64, is_likely, read};

    fn check(text: &str, expected: &[(&str, Option<&[u8]>)], notes: &[&str]) {
        let found = read(text, 100);
        let blocks: Vec<_> =
            found.blocks.iter().map(|b| (b.label.as_str(), b.bytes.as_ref().map(|bytes| bytes.expose()))).collect();
        assert_eq!(blocks, expected, "{text:?}");
        assert_eq!(found.notes, notes, "{text:?}");
    }

    #[test]
    fn blocks_are_found_in_text_of_every_shape() {
        let abc: &[(&str, Option<&[u8]>)] = &[("PUBLIC KEY", Some(b"abc"))];
        check("-----BEGIN PUBLIC KEY-----\nYWJj\n-----END PUBLIC KEY-----\n", abc, &[]);
        check("-----BEGIN PUBLIC KEY-----\r\nYW\r\nJj\r\n-----END PUBLIC KEY-----", abc, &[]);
        check("-----BEGIN PUBLIC KEY-----\rYWJj\r-----END PUBLIC KEY-----", abc, &[]);
        check("Bag Attributes\n  a: b\n-----BEGIN PUBLIC KEY-----\nYWJj\n-----END PUBLIC KEY-----\ntext", abc, &[]);
        check("  -----BEGIN PUBLIC KEY-----\n  YWJj\n  -----END PUBLIC KEY-----", abc, &[]);
        check("'-----BEGIN PUBLIC KEY-----YWJj-----END PUBLIC KEY-----'", abc, &[]);
        check("-----BEGIN PUBLIC KEY-----\\nYWJj\\n-----END PUBLIC KEY-----\\n", abc, &["\\n turned into line breaks"]);
        check("-----begin public key-----\nYWJj\n-----END PUBLIC KEY-----", abc, &["a BEGIN line was repaired"]);
        check("---BEGIN PUBLIC KEY---\nYWJj\n-----END PUBLIC KEY-----", abc, &["a BEGIN line was repaired"]);
        check("—–—BEGIN PUBLIC KEY—–—\nYWJj\n-----END PUBLIC KEY-----", abc, &["a BEGIN line was repaired"]);
        check("-----BEGIN PUBLIC KEY-----\nYWJj\n", abc, &["an END line is missing"]);
        check(
            "-----BEGIN PUBLIC KEY-----\nYWJj\n-----END RSA PUBLIC KEY-----",
            abc,
            &["BEGIN and END name different things"],
        );
        check("\"-----BEGIN PUBLIC KEY-----\" +\n\"YWJj\" +\n\"-----END PUBLIC KEY-----\"", abc, &[]);
        check("-----BEGIN PUBLIC KEY-----\nYW!Jj\n-----END PUBLIC KEY-----", &[("PUBLIC KEY", None)], &[]);
        let two: &[(&str, Option<&[u8]>)] = &[("A", Some(b"abc")), ("B", Some(b"ab"))];
        check("-----BEGIN A-----YWJj-----END A----------BEGIN B-----YWI=-----END B-----", two, &[]);
        check("-----BEGIN A-----\nYWJj\n-----BEGIN B-----\nYWI=\n-----END B-----", two, &["an END line is missing"]);
    }

    #[test]
    fn the_old_encryption_is_read_on_several_lines_and_on_one() {
        for text in [
            "-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF\n\nYWJj\n-----END A-----",
            "-----BEGIN A-----Proc-Type: 4,ENCRYPTED DEK-Info: AES-128-CBC,00FF YWJj-----END A-----",
        ] {
            let found = read(text, 9);
            assert_eq!(found.blocks[0].encryption, Some(("AES-128-CBC".into(), "00FF".into())), "{text}");
            assert_eq!(found.blocks[0].bytes.as_ref().map(|b| b.expose().to_vec()), Some(b"abc".to_vec()), "{text}");
        }
    }

    #[test]
    fn prose_is_no_block() {
        for text in ["", "begin", "to begin with -- and end", "-----BEGIN", "-----BEGIN X", "--begin\n--", "--BEGIN--"]
        {
            assert!(!is_likely(text), "{text}");
            assert!(read(text, 9).blocks.is_empty(), "{text}");
        }
    }

    #[test]
    fn base64_of_both_alphabets() {
        for text in ["-_-_", "+/+/", " + / \n+/ "] {
            assert_eq!(decode_base64(text).map(|b| b.expose().to_vec()), Some(vec![0xfb, 0xff, 0xbf]), "{text}");
        }
        assert!(decode_base64("a").is_none());
        assert!(decode_base64("YWJj====").is_none());
        assert!(decode_base64("YW,Jj").is_none());
    }
}
