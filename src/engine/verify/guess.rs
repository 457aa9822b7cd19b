//! Whether a secret that stands in a list of words made a token.

use super::public_secret::hmac_of;
use crate::engine::crypto::mac::hmac;
use crate::engine::ground::jwa::Hash;
use crate::engine::ground::limit::{Cancel, Limits};
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::layer::JoseObject;
use crate::engine::jose::parse::parse;
use std::fmt;
use std::io::{self, BufRead, Read as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Bytes of one word; a longer line is no word.
const LONGEST: usize = 4_096;
/// Bytes of words that are taken at once.
const CHUNK: usize = 256 * 1_024;

/// A signature that a shared secret made, and what it was made of.
#[derive(Clone)]
pub struct GuessTarget {
    hash: Hash,
    message: Vec<u8>,
    signature: Vec<u8>,
}

/// Why there is nothing to guess.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotGuessable {
    /// It is encrypted, or not a token.
    NotSigned,
    /// No signature in it is an HMAC of the length that its algorithm makes; the algorithm, where it names one.
    NoSharedSecret(Option<String>),
}

impl GuessTarget {
    /// The first signature of the token that a shared secret can have made.
    ///
    /// # Errors
    ///
    /// See [`NotGuessable`].
    pub fn of(token: &str, limits: &Limits) -> Result<Self, NotGuessable> {
        let parsed = parse(token, limits);
        let JoseObject::Jws(jws) = &parsed.object else { return Err(NotGuessable::NotSigned) };
        let found = (0..jws.signatures.len()).find_map(|index| hmac_of(jws, index, token, None));
        let algorithm = || jws.signatures.first().and_then(|signature| signature.header.algorithm());
        let (hash, message, signature) = found.ok_or_else(|| NotGuessable::NoSharedSecret(algorithm()))?;
        Ok(Self { hash, message: message.into_owned(), signature: signature.to_vec() })
    }

    /// Whether this secret made it. How long that takes tells nothing: whoever asks knows both.
    pub fn is_made_with(&self, secret: &[u8]) -> bool {
        hmac(self.hash, secret, &[&self.message]) == self.signature
    }
}

impl fmt::Debug for GuessTarget {
    /// Nothing of the token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GuessTarget")
    }
}

/// A secret that was found, and its line.
#[derive(Clone)]
pub struct Guessed {
    pub line: u64,
    pub secret: SecretBytes,
}

/// A list of words that is tried, one a line, by as many threads as [`work`](Search::work) on it: each takes the next piece of
/// the list when it has tried the last one, so that a list without an end takes no more room than a short one.
pub struct Search<'a, R> {
    target: &'a GuessTarget,
    cancel: Cancel,
    list: Mutex<List<R>>,
    tried: AtomicU64,
    read: AtomicU64,
    /// The earliest, where several are it.
    found: Mutex<Option<Guessed>>,
}

/// What is left of the list.
struct List<R> {
    /// `None`: it has ended, or need not be read any further.
    reader: Option<R>,
    /// The number of the next line.
    line: u64,
    fault: Option<io::Error>,
}

/// Words of the list, and the number of the first.
struct Chunk {
    lines: Vec<u8>,
    first: u64,
}

impl<'a, R: BufRead> Search<'a, R> {
    pub fn new(target: &'a GuessTarget, list: R, cancel: Cancel) -> Self {
        let list = Mutex::new(List { reader: Some(list), line: 1, fault: None });
        Self { target, cancel, list, tried: AtomicU64::new(0), read: AtomicU64::new(0), found: Mutex::new(None) }
    }

    /// Tries words until one is it, there are no more, or nobody wants to know any more.
    pub fn work(&self) {
        while let Some(chunk) = self.next_chunk() {
            self.try_all(&chunk);
        }
    }

    /// Words that have been tried.
    pub fn tried(&self) -> u64 {
        self.tried.load(Ordering::Relaxed)
    }

    /// Bytes of the list that have been read.
    pub fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// What came of it.
    ///
    /// # Errors
    ///
    /// The list could not be read to its end, and no word before that was it.
    pub fn end(self) -> io::Result<Option<Guessed>> {
        let found = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        let list = self.list.into_inner().unwrap_or_else(PoisonError::into_inner);
        match (found, list.fault) {
            (None, Some(fault)) => Err(fault),
            (found, _) => Ok(found),
        }
    }

    /// Nothing panics while it is locked; were it so, the list would still be in order.
    fn list(&self) -> MutexGuard<'_, List<R>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whole lines, as many as are taken at once; the last may have no end.
    fn next_chunk(&self) -> Option<Chunk> {
        let mut list = self.list();
        if self.cancel.is_cancelled() {
            list.reader = None;
        }
        let reader = list.reader.as_mut()?;
        let lines = match whole_lines(reader) {
            Ok(lines) if !lines.is_empty() => lines,
            ended => {
                list.fault = ended.err();
                list.reader = None;
                return None;
            }
        };
        let chunk = Chunk { first: list.line, lines };
        list.line += memchr::memchr_iter(b'\n', &chunk.lines).count() as u64;
        self.read.fetch_add(chunk.lines.len() as u64, Ordering::Relaxed);
        Some(chunk)
    }

    /// Pieces that come before the one that holds it are tried to their end: the earliest line is told.
    fn try_all(&self, chunk: &Chunk) {
        let mut tried = 0;
        // What stands behind the last line break is no line.
        let lines = chunk.lines.strip_suffix(b"\n").unwrap_or(&chunk.lines);
        for (line, word) in (chunk.first..).zip(lines.split(|byte| *byte == b'\n')) {
            let word = word.strip_suffix(b"\r").unwrap_or(word);
            if word.len() > LONGEST {
                continue;
            }
            tried += 1;
            if self.target.is_made_with(word) {
                self.list().reader = None;
                let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
                if found.as_ref().is_none_or(|other| line < other.line) {
                    *found = Some(Guessed { line, secret: SecretBytes::from(word) });
                }
                break;
            }
        }
        self.tried.fetch_add(tried, Ordering::Relaxed);
    }
}

fn whole_lines(list: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut lines = Vec::with_capacity(CHUNK + LONGEST);
    list.by_ref().take(CHUNK as u64).read_to_end(&mut lines)?;
    if !lines.is_empty() && lines.last() != Some(&b'\n') {
        // The rest of a line that is too long to be a word is read as a word of its own: it is tried, and is not it.
        list.by_ref().take(LONGEST as u64).read_until(b'\n', &mut lines)?;
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, GuessTarget, LONGEST, NotGuessable, Search};
    use crate::engine::ground::limit::{Cancel, Limits};
    use std::io::BufReader;

    /// Signed with "secret".
    const WEAK: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.XbPfbIHMI6arZ3Y922BhjWgQzWXcXNrz0ogtVhfEd2o";

    /// The line that was found, the words that were tried, and the bytes that were read, by two threads.
    fn searched(list: &[u8], cancel: Cancel) -> (Option<u64>, u64, u64) {
        searched_by(2, list, cancel)
    }

    fn searched_by(threads: usize, list: &[u8], cancel: Cancel) -> (Option<u64>, u64, u64) {
        let target = GuessTarget::of(WEAK, &Limits::DEFAULT).unwrap();
        let search = Search::new(&target, BufReader::new(list), cancel);
        std::thread::scope(|scope| {
            (0..threads).for_each(|_| drop(scope.spawn(|| search.work())));
        });
        let (tried, read) = (search.tried(), search.read());
        let found = search.end().unwrap();
        assert!(found.as_ref().is_none_or(|found| found.secret.expose() == b"secret"));
        (found.map(|found| found.line), tried, read)
    }

    #[test]
    fn the_earliest_line_is_told_and_the_rest_is_not_read() {
        let word = b"some other word\n";
        let before = CHUNK / word.len() * 3;
        let mut list = word.repeat(before);
        list.extend_from_slice(b"secret\r\nsecret\n");
        assert_eq!(searched(&list, Cancel::default()).0, Some(before as u64 + 1));
        list.extend_from_slice(&word.repeat(CHUNK * 2));
        assert_eq!(searched(&list, Cancel::default()).0, Some(before as u64 + 1));
        // One thread: of two, the other may read on before this one finds it.
        let (found, _, read) = searched_by(1, &list, Cancel::default());
        assert_eq!(found, Some(before as u64 + 1));
        assert!(read < CHUNK as u64 * 5, "{read}");
        assert_eq!(searched(b"secret", Cancel::default()), (Some(1), 1, 6));
        assert_eq!(searched(b"", Cancel::default()), (None, 0, 0));
        assert_eq!(searched(b"\n\n", Cancel::default()), (None, 2, 2));
    }

    #[test]
    fn a_line_that_is_too_long_is_no_word_and_what_is_behind_it_is() {
        let mut list = vec![b'x'; LONGEST + 1];
        list.extend_from_slice(b"\nsecret\n");
        let (found, tried, _) = searched(&list, Cancel::default());
        assert_eq!((found, tried), (Some(2), 1));
    }

    #[test]
    fn what_nobody_wants_to_know_any_more_is_not_tried() {
        let cancel = Cancel::default();
        cancel.cancel();
        assert_eq!(searched(b"secret\n", cancel), (None, 0, 0));
    }

    /// A disk that fails is no list that has ended; what was found before it failed counts.
    #[test]
    fn a_list_that_cannot_be_read_is_said() {
        struct Failing(&'static [u8]);
        impl std::io::Read for Failing {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                match self.0 {
                    [] => Err(std::io::Error::other("a bad sector")),
                    mut words => {
                        let read = std::io::Read::read(&mut words, buffer)?;
                        self.0 = words;
                        Ok(read)
                    }
                }
            }
        }
        let target = GuessTarget::of(WEAK, &Limits::DEFAULT).unwrap();
        let search = Search::new(&target, BufReader::new(Failing(b"other\n")), Cancel::default());
        search.work();
        assert!(search.end().is_err());
    }

    /// RFC 7515 A.1, and one that was signed with "secret".
    #[test]
    fn the_right_secret_alone_is_it() {
        let target = GuessTarget::of(WEAK, &Limits::DEFAULT).unwrap();
        assert!(target.is_made_with(b"secret"));
        for other in [&b""[..], b"Secret", b"secret\n", b"secret\0", &[0xff; 200]] {
            // RFC 2104 pads a key with zeros: one that ends in them is the same key.
            assert_eq!(target.is_made_with(other), other == b"secret\0");
        }
    }

    #[test]
    fn what_no_shared_secret_made_is_not_guessed() {
        let of = |token: &str| GuessTarget::of(token, &Limits::DEFAULT).err();
        let other = |alg: &str| Some(NotGuessable::NoSharedSecret(Some(alg.to_owned())));
        assert_eq!(of("eyJhbGciOiJub25lIn0.e30."), other("none"));
        assert_eq!(of("eyJhbGciOiJFUzI1NiJ9.e30.AAAA"), other("ES256"));
        assert_eq!(of("eyJhbGciOiJIUzI1NiJ9.e30.AAAA"), other("HS256"), "cut off");
        assert_eq!(of("hello"), Some(NotGuessable::NotSigned));
    }
}
