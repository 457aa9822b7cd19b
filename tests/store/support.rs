//! What the tests share: files that say which version they are, and whether they are whole.

use jotsmith::engine::crypto::digest::sha256;
use jotsmith::store::disk::RealDisk;
use jotsmith::store::keyring::KeyringFile;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// A file of this version: its number, much in between, and a digest over all of it.
pub fn version(number: u64, length: usize) -> Vec<u8> {
    let mut bytes = number.to_be_bytes().to_vec();
    bytes.resize(length + 8, number.to_le_bytes()[0]);
    let digest = sha256(&bytes);
    bytes.extend(digest);
    bytes
}

/// The number of a whole file; `None` for one that is not.
pub fn number_of(bytes: &[u8]) -> Option<u64> {
    let (content, digest) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
    (sha256(content) == digest).then(|| u64::from_be_bytes(content.first_chunk::<8>().copied().unwrap_or_default()))
}

/// The file at `path`, read, on the real disk.
pub fn opened(path: &Path) -> KeyringFile {
    let mut file = KeyringFile::open(path, Arc::new(RealDisk)).expect("it opens");
    if path.exists() {
        file.read().expect("it is read");
    }
    file
}

/// This test binary once more, running one test that does a part for another.
pub fn again(test: &str) -> Vec<String> {
    let own = std::env::current_exe().expect("the test knows itself");
    [own.to_str().expect("UTF-8"), "--exact", test, "--nocapture", "--test-threads", "1"].map(str::to_owned).to_vec()
}

/// A command of these words.
pub fn command(words: &[String]) -> Command {
    let (program, arguments) = words.split_first().expect("a program");
    let mut command = Command::new(program);
    command.args(arguments);
    command
}
