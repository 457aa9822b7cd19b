//! What boxes, logs, listings and programs put around the lines of a token, and what is masked in it or lost of it.

use super::around::lines;
use super::*;
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::key::KeyRing;

/// With this in front of and behind each line, whose width is the same.
fn framed(token: &str, front: &str, behind: &str) -> String {
    lines(token, 70, "\n").lines().map(|line| format!("{front}{line:70}{behind}\n")).collect()
}

/// The same with something else in front of each line.
fn numbered(token: &str, front: impl Fn(usize) -> String) -> String {
    lines(token, 70, "\n").lines().enumerate().map(|(index, line)| format!("{}{line}\n", front(index))).collect()
}

#[track_caller]
fn finds(input: &str, token: &str) {
    let detection = seen(input);
    let texts: Vec<&str> = detection.candidates.iter().map(|candidate| candidate.text.as_str()).collect();
    assert_eq!(texts, [token], "in {input}");
    assert!(!detection.candidates[0].cleaned.is_empty(), "nothing is said of {input}");
}

#[test]
fn boxes_tables_and_signs_at_line_ends() {
    for token in [rs256(), es256()] {
        for border in ["\u{2502}", "|", "\u{2503}", "\u{2551}", "*"] {
            finds(&framed(&token, &format!("{border} "), &format!(" {border}")), &token);
        }
        let rule = "\u{2500}".repeat(72);
        let boxed = framed(&token, "\u{2502} ", " \u{2502}");
        finds(&format!("\u{250c}{rule}\u{2510}\n{boxed}\u{2514}{rule}\u{2518}\n"), &token);
        finds(&format!("\u{256d}\u{2500} Token {rule}\u{256e}\n{boxed}\u{2570}{rule}\u{256f}\n"), &token);
        let line = "-".repeat(72);
        finds(&format!("+{line}+\n{}+{line}+\n", framed(&token, "| ", " |")), &token);
        let table = numbered(&token, |index| format!("| {:5} | ", if index == 0 { "token" } else { "" }));
        finds(&table, &token);
        finds(&format!(" name  | value\n-------+------\n {}", &table[1..].replace("\n|", "\n ")), &token);
        for sign in ["$", "^M$", "^M", ">", "\u{ac}", "\u{b6}"] {
            finds(&lines(&token, 70, &format!("{sign}\n")), &token);
        }
        finds(&lines(&token, 70, "\u{2010}\n"), &token);
        finds(&lines(&token, 30, "-\n"), &token);
        finds(&format!("_{token}_"), &token);
        finds(&lines(&token, 70, "\0"), &token);
    }
}

#[test]
fn logs_whose_lines_begin_differently() {
    let token = rs256();
    finds(&numbered(&token, |index| format!("[{index}] ")), &token);
    finds(&numbered(&token, |index| format!("2026-11-29T15:00:00.12{index}Z stdout P ")), &token);
    finds(&numbered(&token, |index| format!("Nov 29 15:0{index}:17 host app[{}]: ", 100 + 7 * index)), &token);
    let objects: Vec<String> = lines(&token, 70, "\n").lines().map(|line| format!("{{\"log\":\"{line}\"}}")).collect();
    finds(&objects.join("\n"), &token);
    for between in ["' || '", "'..'", "\",\"", "\" + \""] {
        let quote = &between[..1];
        finds(&format!("concat({quote}{}{quote})", lines(&token, 70, between)), &token);
    }
    for (front, behind) in [("[32m", "[0m"), ("\\e[1;31m", "\\e[0m"), ("\\033[32m", "\\033[0m")] {
        finds(&format!("{front}{token}{behind}"), &token);
    }
    let protocol =
        format!("Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.{}", encode(token.as_bytes()));
    finds(&protocol, &token);
}

#[test]
fn dots_that_were_lost_or_replaced() {
    let token = rs256();
    let parts: Vec<&str> = token.split('.').collect();
    for between in ["", " ", "\n", "\r\n", ",", ":", "\u{b7}", "\u{2022}", "\u{3002}", "[.]", ".."] {
        let input = parts.join(between);
        let detection = seen(&input);
        assert_eq!(detection.candidates[0].text, token, "{between:?}");
        assert!(!detection.candidates[0].cleaned.is_empty(), "{between:?}");
    }
    finds(&format!("{}{}.{}", parts[0], parts[1], parts[2]), &token);
    finds(&format!("{}.{}{}", parts[0], parts[1], parts[2]), &token);
    // An object that no signature follows, and an encrypted token with empty parts, are what they are.
    for input in [parts[0].to_owned(), format!("{}{}", parts[0], parts[1]), JWE.replace(".UGhIOguC7IuEvf", "..")] {
        let found = seen(&input);
        assert!(found.candidates.iter().all(|candidate| candidate.text.split('.').count() != 3), "{input}");
    }
}

/// What the first finding is about, of the first token in a text.
fn first_finding(input: &str) -> String {
    let detection = seen(input);
    let candidate = &detection.candidates[0];
    let following = Some(super::super::following(input, candidate.source).into());
    let options = ExamineOptions { following, ..ExamineOptions::default() };
    let examination = crate::engine::examine::examine(&candidate.text, &KeyRing::default(), &options);
    examination.findings[0].rule.id.to_owned()
}

#[test]
fn what_is_masked_is_said_to_be_masked() {
    let token = rs256();
    let (front, behind) = (&token[..50], &token[token.len() - 20..]);
    let parts: Vec<&str> = token.split('.').collect();
    for mask in ["***", "…", "...", "••••", "####", "[...]", "[REDACTED]", "<snip>", "<masked>", "xxxxxxxxxx", "[…]"]
    {
        for input in [
            format!("{front}{mask}{behind}"),
            format!("Authorization: Bearer {front}{mask}{behind}\n"),
            format!("{}.{mask}.{}", parts[0], parts[2]),
        ] {
            assert_eq!(first_finding(&input), "PART_MASKED", "{input}");
        }
    }
    for end in ["...", "…", "***", "[truncated 123 chars]", "... (120 more characters)"] {
        let found = first_finding(&format!("{}{end}", &token[..120]));
        assert!(["ENC_TRUNCATED", "PART_MASKED"].contains(&&*found), "{end}: {found}");
    }
    // A column of a database leads, too.
    assert_eq!(first_finding(&token[..255]), "ENC_TRUNCATED");
    // A whole token, and one that text follows, are not masked.
    for input in [token.clone(), format!("{token}... and so on"), format!("{token} *** end")] {
        assert!(!["ENC_TRUNCATED", "PART_MASKED"].contains(&&*first_finding(&input)), "{input}");
    }
}

/// A line that was broken by blanks into pieces of one length is whole, however short the last piece is.
#[test]
fn a_token_broken_by_blanks_is_put_together() {
    let header = encode(br#"{"alg":"ES256","kid":"a-key-of-2026"}"#);
    let payload =
        encode(br#"{"iss":"https://issuer.example","sub":"alice","aud":"api","iat":1799999400,"exp":1800000600}"#);
    let signature = encode(&(0..64_u8).map(|byte| byte.wrapping_mul(37)).collect::<Vec<u8>>());
    let token = format!("{header}.{payload}.{signature}");
    for width in 20..160 {
        for blank in [" ", "\t", "\u{a0}"] {
            let pieces: Vec<&str> =
                (0..token.len()).step_by(width).map(|at| &token[at..token.len().min(at + width)]).collect();
            let found = detect(&pieces.join(blank), &Limits::DEFAULT);
            assert_eq!(found.candidates.len(), 1, "{width} {blank:?}");
            assert_eq!(&*found.candidates[0].text, token, "{width} {blank:?}");
        }
    }
}
