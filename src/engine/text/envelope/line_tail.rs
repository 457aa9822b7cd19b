//! A value in pieces at the end of lines: what stands in front of them, a time, a number, the name of a program, differs from
//! line to line.

use zeroize::Zeroizing;

/// Characters of a piece that is not the last.
const SHORTEST: usize = 20;

pub(super) fn applies(text: &str) -> bool {
    text.trim().contains('\n') && text.contains("ey")
}

/// The last word of a line with more than one.
fn tail(line: &str) -> Option<&str> {
    line.trim_end().rsplit_once([' ', '\t']).map(|(_, tail)| tail)
}

pub(super) fn open(text: &str) -> Option<Zeroizing<String>> {
    let is_piece = |tail: &str| tail.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte));
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    // From the line that the value begins in: others of the log may be before it, and behind it.
    let begins = |line: &&str| tail(line).is_some_and(|tail| tail.starts_with("ey") && tail.len() >= SHORTEST);
    let start = lines.iter().position(begins)?;
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut count = 0;
    for line in &lines[start..] {
        let Some(piece) = tail(line).filter(|piece| is_piece(piece)) else { break };
        out.push_str(piece);
        out.push('\n');
        count += 1;
        if piece.len() < SHORTEST {
            break;
        }
    }
    (count > 1).then_some(out)
}
