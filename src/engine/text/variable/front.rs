//! A secret behind what a terminal, a log, an editor or a chat writes in front of it.

/// The one word of a text behind what was written in front of it, and what that is.
pub(crate) fn behind(text: &str) -> Option<(&str, &'static str)> {
    const SHORTEST: usize = 12;
    let text = text.trim();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next()?;
    let is_word = |word: &str| word.len() >= SHORTEST && !word.contains(char::is_whitespace);
    if let Some(second) = lines.next() {
        // A command, and what it printed.
        let is_command = is_prompt(first) && !is_of_another(first) && lines.next().is_none();
        return (is_command && is_word(second)).then_some((second, "the command in front of it"));
    }
    let (front, word) = first.rsplit_once([' ', '\t'])?;
    if !is_word(word) {
        return None;
    }
    let front = front.trim_end();
    let is_number = |text: &str| {
        let digits = text.trim_end_matches([':', '.', ')', '|', ' ']);
        (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_service = |text: &str| {
        text.strip_suffix('|').map(str::trim_end).is_some_and(|name| {
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        })
    };
    let what = match front {
        ">" | ">>" | "> >" => "the quotation mark of a mail or chat",
        "$" | "%" | "#" | "PS>" | "-" | "*" | "•" => "the sign in front of it",
        front if is_number(front) => "the line number",
        front if is_service(front) => "the name of the service in front of it",
        front if is_time(front) => "the time in front of it",
        _ => return None,
    };
    Some((word, what))
}

/// A time as a log writes it, with what it writes beside it.
fn is_time(text: &str) -> bool {
    let mut words = text.trim_start_matches('[').split([' ', ']', 'T']).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let is_date = first.len() == 10
        && first.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => matches!(byte, b'-' | b'/'),
            _ => byte.is_ascii_digit(),
        });
    // The time of day, its zone, and how grave it is.
    let is_beside = |word: &str| {
        let is_level = ["INFO", "DEBUG", "WARN", "ERROR", "TRACE", "stdout", "stderr", "F", "UTC"].contains(&word);
        is_level || word.bytes().all(|byte| byte.is_ascii_digit() || b":.,+-Z".contains(&byte))
    };
    is_date && words.all(is_beside)
}

/// Whether a command prints something else than a secret that it was asked for: what is made of it, or what is new.
fn is_of_another(command: &str) -> bool {
    let is_asked = ["secret", "SECRET", "jwt", "JWT", "passphrase"].iter().any(|word| command.contains(word));
    let other = ["|", "sum", "hash", "md5", "sha", "dgst", "uuid", "list", "describe", "-id", "arn"];
    !is_asked || other.iter().any(|word| command.contains(word))
}

/// A line that a shell shows with the command that was typed.
pub(super) fn is_prompt(line: &str) -> bool {
    let begins = ["$ ", "# ", "% ", "> ", "PS "].iter().any(|prompt| line.starts_with(prompt));
    let (front, command) = line.split_once(['$', '#', '%']).unwrap_or_default();
    let is_of_host = front.contains('@') && !front.contains(char::is_whitespace) && command.starts_with(' ');
    begins || is_of_host
}

#[cfg(test)]
mod tests {
    use super::behind;

    #[test]
    fn what_is_in_front_of_a_secret_is_known() {
        for text in [
            "> s3cr3t-value",
            "1\ts3cr3t-value",
            "  12  s3cr3t-value\n",
            "api-1  | s3cr3t-value",
            "$ echo $JWT_SECRET\ns3cr3t-value\n",
            "root@web:~# printenv JWT_SECRET\ns3cr3t-value",
            "2026-11-29T01:20:00Z s3cr3t-value",
            "[2026-11-29 01:20:00] s3cr3t-value",
        ] {
            assert_eq!(behind(text).map(|(word, _)| word), Some("s3cr3t-value"), "{text}");
        }
        for text in [
            "$ sha256sum jwt_secret\ns3cr3t-value",
            "$ echo $JWT_SECRET | md5sum\ns3cr3t-value",
            "$ uuidgen\ns3cr3t-value",
            "2026-11-29 01:20:00 INFO session s3cr3t-value",
        ] {
            assert_eq!(behind(text), None, "{text}");
        }
        for text in ["s3cr3t-value", "correct horse battery", "> a", "my s3cr3t-value", "a\nb", "1 2 3 4567890a"] {
            assert_eq!(behind(text), None, "{text}");
        }
    }
}
