//! Options in one letter that take a password, by the program that they are of: joined with others (`curl -su user:password`),
//! and with the value glued to them (`mysql -ppassword`).

use super::mask::MaskKind;
use super::named_value::{NamedValue, value};
use crate::engine::ground::span::Span;
use crate::engine::text::variable::notation;

/// How the value of an option is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// All of it is masked.
    Whole,
    /// `user:password`; without a password, it is a user.
    Pair,
    /// `file:password`
    BehindColon,
    /// As [`Whole`](Self::Whole), and a blank in front of it makes it another argument.
    Glued,
    /// As [`Whole`](Self::Whole), where the command logs in.
    Login,
    Cookie,
}

struct Program {
    names: &'static [&'static str],
    /// Options without a value, which stand in front of others in one word.
    flags: &'static str,
    options: &'static [(char, Form)],
}

const PROGRAMS: [Program; 11] = [
    Program {
        names: &["curl", "curl.exe"],
        flags: "#0123456789afgGijJklLnNOpqRsSvVZI",
        options: &[('u', Form::Pair), ('U', Form::Pair), ('E', Form::BehindColon), ('b', Form::Cookie)],
    },
    Program { names: &["http", "https", "xh", "xhs"], flags: "fjvhbdI", options: &[('a', Form::Whole)] },
    Program {
        names: &["mysql", "mysqldump", "mysqladmin", "mariadb"],
        flags: "ABCNsvt",
        options: &[('p', Form::Glued)],
    },
    Program { names: &["sshpass"], flags: "v", options: &[('p', Form::Whole)] },
    Program { names: &["redis-cli"], flags: "hcx", options: &[('a', Form::Whole)] },
    Program {
        names: &["ldapsearch", "ldapmodify", "ldapadd", "ldapwhoami", "ldapdelete", "ldappasswd"],
        flags: "xLvnZ",
        options: &[('w', Form::Whole)],
    },
    Program { names: &["docker", "podman", "helm", "az"], flags: "", options: &[('p', Form::Login)] },
    Program { names: &["mongo", "mongosh", "mongodump"], flags: "", options: &[('p', Form::Whole)] },
    Program { names: &["sqlcmd"], flags: "", options: &[('P', Form::Whole)] },
    Program { names: &["zip", "unzip"], flags: "qrojlvn", options: &[('P', Form::Whole)] },
    Program { names: &["smbclient"], flags: "", options: &[('U', Form::Whole)] },
];

/// What the option that stands at `name` gives away.
pub(super) fn find(text: &str, name: Span) -> Option<NamedValue> {
    let word = name.of(text)?;
    let letters = word.strip_prefix('-').filter(|letters| !letters.starts_with('-'))?;
    if !letters.contains(['u', 'U', 'E', 'b', 'a', 'p', 'w', 'P']) {
        return None;
    }
    let (program, is_login) = program(text, name.start)?;
    let (at, letter) = letters.char_indices().find(|(_, letter)| !program.flags.contains(*letter))?;
    let (_, form) = program.options.iter().find(|(option, _)| *option == letter)?;
    let from = name.start + 1 + at + letter.len_utf8();
    let is_glued = from < name.end || text.get(from..)?.starts_with(|sign: char| !sign.is_whitespace() && sign != '=');
    let span = if is_glued { glued(text, from)? } else { value(text, name, true)? };
    let written = span.of(text)?;
    let is_found = match form {
        Form::Whole | Form::Cookie => true,
        Form::Pair => !is_glued || written.contains(':'),
        Form::BehindColon => written.contains(':'),
        Form::Glued => is_glued,
        Form::Login => is_login,
    };
    let (_, behind) = written.rsplit_once(':').filter(|_| *form == Form::BehindColon).unwrap_or(("", written));
    // `C:\\client.pem`
    let is_path = *form == Form::BehindColon && behind.starts_with(['\\', '/']);
    let header = (*form == Form::Cookie).then(|| "Cookie".to_owned());
    let span = Span::new(span.end - behind.len(), span.end);
    (is_found && !is_path && !span.is_empty()).then_some(NamedValue { span, kind: MaskKind::Secret, header })
}

/// A value without a blank between it and its option.
fn glued(text: &str, from: usize) -> Option<Span> {
    if let Some(written) = notation::quoted(text, from) {
        return Some(written.span);
    }
    let rest = text.get(from..)?;
    let length = rest.find(|sign: char| sign.is_whitespace() || "\"'`".contains(sign)).unwrap_or(rest.len());
    (length > 0).then(|| Span::new(from, from + length))
}

/// The program of the command in which an option stands, and whether the command logs in.
fn program(text: &str, at: usize) -> Option<(&'static Program, bool)> {
    const REACH: usize = 512;
    let near = &text[text.ceil_char_boundary(at.saturating_sub(REACH))..at];
    let mut is_login = false;
    let mut rest = near;
    loop {
        // A line goes on in the next one behind a sign at its end.
        let line = rest.rfind('\n').map_or(rest, |place| &rest[place + 1..]);
        for word in line.rsplit(|sign: char| sign.is_whitespace() || "|;&()`\"'/\\".contains(sign)) {
            is_login |= word == "login";
            if let Some(program) = PROGRAMS.iter().find(|program| program.names.contains(&word)) {
                return Some((program, is_login));
            }
        }
        let before = rest[..rest.len() - line.len()].trim_end_matches(['\n', '\r']);
        rest = before.strip_suffix(['\\', '^', '`'])?;
    }
}
