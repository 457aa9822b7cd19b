//! Passphrases: out of a file, a file descriptor or the environment, or typed at a terminal. Never out of an argument, which
//! every user of the computer can read.

use super::error::SourceError;
use super::input::{self, Hidden};
use super::print::complain;
use super::secret::{SecretEncoding, secret_keys};
use super::{number, stdin, terminal};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::{Jwk, KeyIds};
use crate::engine::key_file::import;
use crate::engine::keyring::Strength;
use crate::engine::keyring::guess::{self, Guessing, Rank};
use crate::engine::text::escape::escaped;
use crate::store::regular;
use clap::{Args, ValueHint};
use std::cell::Cell;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// Longest file that a passphrase is read from.
const LONGEST: usize = 64 * 1024;
/// What a passphrase is called that was typed.
const TYPED: &str = "what was typed";

/// As [`Passphrase::check_used`], where one was given.
pub(in crate::cli) fn check_used(passphrase: Option<&Passphrase>) -> Result<(), SourceError> {
    passphrase.map_or(Ok(()), Passphrase::check_used)
}

/// Where a passphrase comes from.
#[derive(Clone, Copy, Default)]
pub(in crate::cli) struct Origin<'a> {
    /// What is asked for, where it is to be typed.
    what: &'static str,
    file: Option<&'a Path>,
    descriptor: Option<u32>,
    variable: Option<&'a OsStr>,
}

impl<'a> Origin<'a> {
    pub(in crate::cli) fn is_given(self) -> bool {
        self.file.is_some() || self.descriptor.is_some() || self.variable.is_some()
    }

    /// The environment variable that holds it, which no other program needs to see.
    pub(in crate::cli) fn variable(self) -> Option<&'a OsStr> {
        self.variable
    }
}

// The arguments that name one; a subcommand may take several. rustfmt would indent the attributes further each time.
#[rustfmt::skip]
macro_rules! passphrase_arguments {
    ($name:ident, $asked:literal, $what:literal, $file:ident, $descriptor:ident, $variable:ident) => {
        #[derive(Args, Default)]
        pub(in crate::cli) struct $name {
            #[arg(
                long,
                value_name = "FILE",
                value_hint = ValueHint::FilePath,
                help = concat!("A file whose first line is ", $what, "; - for standard input"),
                conflicts_with_all = [stringify!($descriptor), stringify!($variable)]
            )]
            $file: Option<PathBuf>,

            #[arg(
                long,
                value_name = "N",
                value_parser = number::within::<u32>(0..=u64::from(u32::MAX), 3),
                allow_negative_numbers = true,
                help = "Read it from an open file descriptor",
                conflicts_with = stringify!($variable)
            )]
            $descriptor: Option<u32>,

            #[arg(long, value_name = "NAME", help = "Read it from an environment variable")]
            $variable: Option<OsString>,
        }

        impl $name {
            pub(in crate::cli) fn origin(&self) -> Origin<'_> {
                Origin {
                    what: $asked,
                    file: self.$file.as_deref(),
                    descriptor: self.$descriptor,
                    variable: self.$variable.as_deref(),
                }
            }
        }
    };
}

passphrase_arguments!(
    PassphraseArguments,
    "Passphrase",
    "the passphrase",
    passphrase_file,
    passphrase_fd,
    passphrase_env
);
passphrase_arguments!(
    InspectPassphraseArguments,
    "Passphrase",
    "a passphrase: of a keyring, an encrypted key file or a token with PBES2",
    passphrase_file,
    passphrase_fd,
    passphrase_env
);
passphrase_arguments!(
    BuildPassphraseArguments,
    "Passphrase",
    "a passphrase: of an encrypted key file, or, with PBES2 and without --encrypt-to, to encrypt with",
    passphrase_file,
    passphrase_fd,
    passphrase_env
);
passphrase_arguments!(
    FilePassphraseArguments,
    "Passphrase of the files",
    "the passphrase of the files",
    file_passphrase_file,
    file_passphrase_fd,
    file_passphrase_env
);
passphrase_arguments!(
    NewPassphraseArguments,
    "New passphrase",
    "the passphrase for the output",
    new_passphrase_file,
    new_passphrase_fd,
    new_passphrase_env
);

/// Whether a passphrase may be one that is guessed at once.
#[derive(Args, Clone, Copy, Default)]
pub(in crate::cli) struct WeakPassphrase {
    /// Use a new passphrase although it is very weak
    #[arg(long)]
    weak_passphrase: bool,
}

/// What opens a keyring, a key file or a token with PBES2.
pub(in crate::cli) struct Passphrase {
    name: String,
    bytes: SecretBytes,
    /// Something was opened with it, or tried.
    is_used: Cell<bool>,
    is_typed: bool,
}

impl Passphrase {
    /// The one that is given, if one is.
    pub(in crate::cli) fn of(origin: Origin<'_>) -> Result<Option<Self>, SourceError> {
        let is_stdin = |path: &Path| input::is_stdin(path) || input::is_stdin_device(path);
        let reads_stdin = origin.file.is_some_and(is_stdin) || origin.descriptor == Some(0);
        if reads_stdin
            && stdin::is_typed()
            && let Ok(text) = terminal::hidden(&format!("{}: ", origin.what))
        {
            return Self::new(TYPED.to_owned(), text, true).map(Some);
        }
        let (name, bytes) = if let Some(path) = origin.file {
            let bytes = input::read_secret_file(path, LONGEST, Hidden::Passphrase)?;
            if path.metadata().is_ok_and(|metadata| metadata.is_file() && regular::is_open_to_others(&metadata)) {
                let name = input::name(path);
                complain(&format!(
                    "warning: other users of this computer can read {name}. Remove that permission: chmod go= {name}"
                ));
            }
            let name = input::name(path);
            let line = line_of(&bytes, &name)?;
            (name, line)
        } else if let Some(number) = origin.descriptor {
            let path = PathBuf::from(format!("/dev/fd/{number}"));
            let bytes = input::read_secret_file(&path, LONGEST, Hidden::Passphrase)?;
            let name = format!("file descriptor {number}");
            let line = line_of(&bytes, &name)?;
            (name, line)
        } else if let Some(name) = origin.variable {
            let mut bytes = input::read_variable(name)?;
            (input::variable(name), SecretBytes::new(std::mem::take(&mut *bytes)))
        } else {
            return Ok(None);
        };
        Self::new(name, bytes, false).map(Some)
    }

    fn new(name: String, bytes: SecretBytes, is_typed: bool) -> Result<Self, SourceError> {
        if bytes.is_empty() {
            return Err(SourceError::PassphraseEmpty { name });
        }
        Ok(Self { name, bytes, is_used: Cell::new(false), is_typed })
    }

    /// Asks for one at the terminal, without showing it; `None` where there is nobody to ask.
    pub(in crate::cli) fn ask(what: &str) -> Result<Option<Self>, SourceError> {
        // Who redirects standard error would not see the question.
        if !io::stderr().is_terminal() {
            return Ok(None);
        }
        match terminal::hidden(&format!("{}: ", escaped(what))) {
            Ok(text) => Self::new(TYPED.to_owned(), text, true).map(Some),
            // No terminal.
            Err(_) => Ok(None),
        }
    }

    /// One that something is to be sealed with is typed twice.
    ///
    /// # Errors
    ///
    /// It was not the same the second time.
    pub(in crate::cli) fn repeated(self) -> Result<Self, SourceError> {
        self.check_repeated()?;
        Ok(self)
    }

    /// The same.
    ///
    /// # Errors
    ///
    /// It was not the same the second time.
    pub(in crate::cli) fn check_repeated(&self) -> Result<(), SourceError> {
        let is_same = || terminal::hidden("Repeat it: ").is_ok_and(|again| again == self.bytes);
        if self.is_typed && !is_same() { Err(SourceError::PassphrasesDiffer) } else { Ok(()) }
    }

    /// Asks for a new one, twice, because nobody sees what is typed.
    pub(in crate::cli) fn ask_new(what: &str) -> Result<Option<Self>, SourceError> {
        let Some(first) = Self::ask(what)? else { return Ok(None) };
        let again = Self::ask("Repeat it")?;
        if again.is_some_and(|again| again.bytes == first.bytes) {
            Ok(Some(first))
        } else {
            Err(SourceError::PassphrasesDiffer)
        }
    }

    /// Six words, chosen by chance.
    pub(in crate::cli) fn generated() -> Result<Self, SourceError> {
        let words = guess::generate().ok_or(SourceError::NoRandomness)?;
        Self::new("what was generated".to_owned(), words, false)
    }

    /// Says how easily it is guessed, where a keyring is about to be sealed with it.
    ///
    /// # Errors
    ///
    /// It is very weak, and nobody said that it is to be used anyway: neither in the arguments nor, where it was typed, when
    /// asked.
    pub(in crate::cli) fn check_strength(&self, keyring: &str, allowed: WeakPassphrase) -> Result<(), SourceError> {
        self.check(&guess::rate_for_keyring(&guess::text(self.bytes.expose()), keyring), allowed)
    }

    /// The same for a keyring that is handed on.
    ///
    /// # Errors
    ///
    /// As [`Passphrase::check_strength`].
    pub(in crate::cli) fn check_sealed(
        &self,
        keyring: &str,
        strength: Strength,
        allowed: WeakPassphrase,
    ) -> Result<(), SourceError> {
        self.check(&guess::rate_for_sealed(&guess::text(self.bytes.expose()), keyring, strength), allowed)
    }

    fn check(&self, guessing: &Guessing, allowed: WeakPassphrase) -> Result<(), SourceError> {
        let hint = if guessing.hint.is_empty() { String::new() } else { format!(". {}", guessing.hint) };
        complain(&format!("{} passphrase. {}{hint}", guessing.word(), guessing.cost()));
        if guessing.rank != Rank::Bad || allowed.weak_passphrase {
            return Ok(());
        }
        if self.is_typed && terminal::confirmed("Use it anyway? [y/N] ").unwrap_or(false) {
            return Ok(());
        }
        Err(SourceError::PassphraseVeryWeak)
    }

    /// The same for a file with a private key.
    ///
    /// # Errors
    ///
    /// As [`Passphrase::check_strength`].
    pub(in crate::cli) fn check_guessable(&self, allowed: WeakPassphrase) -> Result<(), SourceError> {
        self.check(&guess::rate_for_key_file(&guess::text(self.bytes.expose())), allowed)
    }

    /// That another one is none of these bytes: nothing would be changed.
    ///
    /// # Errors
    ///
    /// It is the same.
    pub(in crate::cli) fn check_new(&self, before: &SecretBytes) -> Result<(), SourceError> {
        if self.bytes == *before { Err(SourceError::PassphraseUnchanged) } else { Ok(()) }
    }

    /// Whether it was typed: then it can be typed once more.
    pub(in crate::cli) fn is_typed(&self) -> bool {
        self.is_typed
    }

    /// Its bytes, for what is opened with it.
    pub(in crate::cli) fn bytes(&self) -> &SecretBytes {
        self.is_used.set(true);
        &self.bytes
    }

    /// Its bytes, for a file that may need it.
    pub(in crate::cli) fn for_file(&self) -> SecretBytes {
        self.bytes.clone()
    }

    /// Says that it was passed for nothing: who passes one takes what comes of it for protected.
    pub(in crate::cli) fn tell_unused(&self) {
        if !self.is_used.get() {
            complain(&format!(
                "warning: the passphrase in {} was not used: nothing that was read is encrypted",
                self.name
            ));
        }
    }

    /// Something was opened with it.
    pub(in crate::cli) fn note_use(&self) {
        self.is_used.set(true);
    }

    /// Whoever gives a passphrase takes what opens for what it protects.
    ///
    /// # Errors
    ///
    /// Nothing was opened with it.
    pub(in crate::cli) fn check_used(&self) -> Result<(), SourceError> {
        if self.is_used.get() { Ok(()) } else { Err(SourceError::PassphraseUnused { name: self.name.clone() }) }
    }

    /// As keys for PBES2. They join the others only when a token asks for it: as a secret that fails it would speak against
    /// signatures that it was never meant for.
    pub(in crate::cli) fn keys(&self, ids: &mut KeyIds) -> Result<Vec<Jwk>, SourceError> {
        let keys = secret_keys(self.bytes.expose(), &self.name, SecretEncoding::Utf8, ids)?;
        Ok(keys.into_iter().map(import::as_passphrase).collect())
    }
}

/// The first line of a file, as it was typed: what an editor writes in front of it is not part of it, and neither are the zero
/// bytes of UTF-16, which nobody types at the next terminal.
///
/// # Errors
///
/// It is UTF-16 or UTF-32.
fn line_of(bytes: &[u8], name: &str) -> Result<SecretBytes, SourceError> {
    if let Some(text) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        complain(&format!("{name}: the byte order mark at its beginning is not part of the passphrase"));
        return Ok(first_line(text));
    }
    match marked(bytes).or_else(|| unmarked(bytes)) {
        Some(encoding) => Err(SourceError::PassphraseWide { name: name.to_owned(), encoding }),
        None => Ok(first_line(bytes)),
    }
}

/// Whether it may be typed: what is no control character, belongs to no program of its own, and is a character at all.
fn is_typed(character: char) -> bool {
    let code = u32::from(character);
    let is_of_its_own = matches!(code, 0xE000..=0xF8FF | 0xF0000..) || code & 0xFFFE == 0xFFFE;
    !is_of_its_own && (!character.is_control() || character.is_whitespace())
}

/// What is wide characters by the mark that it begins with.
fn marked(bytes: &[u8]) -> Option<&'static str> {
    let is_text = |bytes: &[u8], order: Order| {
        let (mut units, rest) = order.sixteen(bytes);
        drop_end(&mut units);
        // An editor, or a shell, may have put a line end of one byte behind it.
        matches!(rest, [] | [b'\n' | b'\r' | 0]) && char::decode_utf16(units).all(|c| c.is_ok_and(is_typed))
    };
    let is_wide = |bytes: &[u8], order: Order| {
        let (units, rest) = order.thirty_two(bytes);
        rest.is_empty() && units.into_iter().all(|unit| char::from_u32(unit).is_some_and(is_typed))
    };
    match bytes {
        [0xFF, 0xFE, 0, 0, text @ ..] if is_wide(text, Order::Little) => Some("UTF-32"),
        [0, 0, 0xFE, 0xFF, text @ ..] if is_wide(text, Order::Big) => Some("UTF-32"),
        [0xFF, 0xFE, text @ ..] if is_text(text, Order::Little) => Some("UTF-16"),
        [0xFE, 0xFF, text @ ..] if is_text(text, Order::Big) => Some("UTF-16"),
        _ => None,
    }
}

/// What encodes text of any script in wide characters without a mark: its first line is no text in bytes, and read as what it
/// is, it is one.
fn unmarked(bytes: &[u8]) -> Option<&'static str> {
    let is_control = |c: char| c.is_control() && c != '\t';
    let first = first_line(bytes);
    let is_line_of_bytes = |line: &[u8]| std::str::from_utf8(line).is_ok_and(|line| !line.contains(is_control));
    if !first.is_empty() && is_line_of_bytes(first.expose()) {
        return None;
    }
    let is_thirty_two = |order: Order| {
        let (units, rest) = order.thirty_two(bytes);
        rest.is_empty() && units.len() > 1 && units.into_iter().all(|unit| char::from_u32(unit).is_some_and(is_typed))
    };
    if is_thirty_two(Order::Little) || is_thirty_two(Order::Big) {
        return Some("UTF-32");
    }
    let is_sixteen = |order: Order| {
        let (mut units, rest) = order.sixteen(bytes);
        drop_end(&mut units);
        // Random bytes are letters of all scripts: a text is mostly of one alphabet, or a line that ends.
        let mut of_script = [0_usize; 0x20];
        for unit in &units {
            if let Some(count) = of_script.get_mut(usize::from(unit >> 8)) {
                *count += 1;
            }
        }
        let most = of_script.into_iter().max().unwrap_or(0);
        let is_line = units.len() > 1 && units.last() == Some(&u16::from(b'\n'));
        matches!(rest, [] | [b'\n'])
            && (is_line || most > 1 && 2 * most >= units.len())
            && char::decode_utf16(units).all(|c| c.is_ok_and(is_typed))
    };
    (is_sixteen(Order::Little) || is_sixteen(Order::Big)).then_some("UTF-16")
}

/// Programs in C write the character that ends a text.
fn drop_end(units: &mut Vec<u16>) {
    while units.last() == Some(&0) {
        units.pop();
    }
}

/// Which byte of a wide character comes first.
#[derive(Clone, Copy)]
enum Order {
    Little,
    Big,
}

impl Order {
    fn sixteen(self, bytes: &[u8]) -> (Vec<u16>, &[u8]) {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let unit = |pair: &[u8; 2]| match self {
            Self::Little => u16::from_le_bytes(*pair),
            Self::Big => u16::from_be_bytes(*pair),
        };
        (pairs.iter().map(unit).collect(), rest)
    }

    fn thirty_two(self, bytes: &[u8]) -> (Vec<u32>, &[u8]) {
        let (fours, rest) = bytes.as_chunks::<4>();
        let unit = |four: &[u8; 4]| match self {
            Self::Little => u32::from_le_bytes(*four),
            Self::Big => u32::from_be_bytes(*four),
        };
        (fours.iter().map(unit).collect(), rest)
    }
}

/// What stands before the first line break.
fn first_line(bytes: &[u8]) -> SecretBytes {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    SecretBytes::from(line.strip_suffix(b"\r").unwrap_or(line))
}

#[cfg(test)]
mod tests {
    use super::{SourceError, line_of};

    #[test]
    fn wide_characters_are_told_and_bytes_are_bytes() {
        let wide = |text: &str, mark: &[u8], order: fn(u16) -> [u8; 2]| {
            mark.iter().copied().chain(text.encode_utf16().flat_map(order)).collect::<Vec<u8>>()
        };
        for text in [
            "hunter2",
            "ladle gravel\r\n",
            "schl\u{fc}ssel\n",
            "\u{9375}\u{9375}",
            "a",
            "Sommer\u{a7}2026-Kiesel\r\n",
            "\u{1f511}\u{2019}\u{2026}\u{ab}",
            "u\u{308}ber\nnote: \u{2192}",
            "\u{aaa}\u{a97}",
        ] {
            let is_ascii = text.is_ascii() && text.len() > 2;
            for (mark, order) in
                [(&b"\xFF\xFE"[..], u16::to_le_bytes as fn(u16) -> [u8; 2]), (b"\xFE\xFF", u16::to_be_bytes)]
            {
                for mark in [Some(mark), is_ascii.then_some(&b""[..])].into_iter().flatten() {
                    let error = line_of(&wide(text, mark, order), "pass.txt").map(|_| ()).expect_err(text);
                    assert!(
                        matches!(error, SourceError::PassphraseWide { encoding: "UTF-16", .. }),
                        "{text:?}: {error:?}"
                    );
                }
            }
            let four: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
            let error = line_of(&[b"\xFF\xFE\0\0", &four[..]].concat(), "pass.txt").map(|_| ()).expect_err(text);
            assert!(matches!(error, SourceError::PassphraseWide { encoding: "UTF-32", .. }), "{text:?}: {error:?}");
        }
        for text in [
            "\u{43f}\u{430}\u{440}\u{43e}\u{43b}\u{44c} 2026\n",
            "M\u{fc}ller \u{43f}\u{430}\u{440}\u{43e}\u{43b}\u{44c}",
            "\u{3ba}\u{3c9}\u{3b4}\u{3b9}\u{3ba}\u{3cc}\u{3c2}",
            "\u{5e1}\u{5d9}\u{5e1}\u{5de}\u{5d4}\n",
            "\u{4e2d}\u{56fd}\u{4e0a}\u{6d77}\n",
            "Sommer\u{a7}2026-Kiesel\r\n",
            "\u{939}\u{93f}\u{928}\u{94d}\u{926}\u{940} \u{2192} \u{20ac}\n",
        ] {
            for bytes in [wide(text, b"", u16::to_le_bytes), wide(text, b"", u16::to_be_bytes)] {
                let error = line_of(&bytes, "x").map(|_| ()).expect_err(text);
                assert!(matches!(error, SourceError::PassphraseWide { encoding: "UTF-16", .. }), "{text:?}: {error:?}");
            }
            let four: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
            let error = line_of(&four, "x").map(|_| ()).expect_err(text);
            assert!(matches!(error, SourceError::PassphraseWide { encoding: "UTF-32", .. }), "{text:?}: {error:?}");
            // A line end of one byte behind it, or the end of a text in C.
            for end in [&b"\n"[..], b"\0\0"] {
                let bytes = [&wide(text.trim_end(), b"", u16::to_le_bytes)[..], end].concat();
                let is_alphabet = !text.starts_with('\u{4e2d}');
                assert_eq!(line_of(&bytes, "x").is_err(), is_alphabet, "{text:?} {end:?}");
            }
            // As it should be.
            assert!(line_of(text.as_bytes(), "x").is_ok(), "{text}");
        }
        let error = SourceError::PassphraseWide { name: "pass.txt".to_owned(), encoding: "UTF-16" };
        assert_eq!(
            error.to_string(),
            "pass.txt is UTF-16 text, but a passphrase is read as UTF-8: save the file as UTF-8"
        );
        for (bytes, line) in [
            (&b"\xEF\xBB\xBFladle\r\n"[..], &b"ladle"[..]),
            (b"ladle\nnext\0", b"ladle"),
            (b"caf\xe9\n", b"caf\xe9"),
            (b"password\n\0", b"password"),
            (b"ladle\nl\0a\0", b"ladle"),
            // Random bytes.
            (b"\xFF\xFE\x01\x9c\x80\xd8\x11", b"\xFF\xFE\x01\x9c\x80\xd8\x11"),
            (b"\xFE\xFF\x05\x8f\xd8\x0b\xfe\x12", b"\xFE\xFF\x05\x8f\xd8\x0b\xfe\x12"),
            (b"\x93\0\x80\0\xa7", b"\x93\0\x80\0\xa7"),
            (
                b"\x8e\x1b\xd4\x77\x02\xc3\x55\xe9\x31\xaf\x60\x9d\x14\xb8\x4c\xf2",
                b"\x8e\x1b\xd4\x77\x02\xc3\x55\xe9\x31\xaf\x60\x9d\x14\xb8\x4c\xf2",
            ),
        ] {
            assert_eq!(line_of(bytes, "x").expect("bytes").expose(), line, "{bytes:?}");
        }
    }
}
