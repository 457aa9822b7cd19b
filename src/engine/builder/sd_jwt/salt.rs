//! Where salts and decoys come from.

use crate::engine::crypto::key_management;
use crate::engine::ground::base64url;

/// There are no random numbers to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRandomness;

/// What is drawn for disclosures and decoys: random, but for tests that remake a published example.
pub trait SaltSource {
    /// The salt of the disclosure of the claim at `path`, a JSON pointer: base64url of at least 128 random bits
    /// (RFC 9901 §9.3).
    fn salt(&mut self, path: &str) -> Result<String, NoRandomness>;
    /// What a decoy is the digest of (RFC 9901 §4.2.5).
    fn decoy(&mut self) -> Result<Vec<u8>, NoRandomness>;
    /// Any number below `bound`, which is not 0: the place of a decoy in a list.
    fn place(&mut self, bound: usize) -> Result<usize, NoRandomness>;
}

/// The operating system's random numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomSalts;

impl SaltSource for RandomSalts {
    fn salt(&mut self, _path: &str) -> Result<String, NoRandomness> {
        Ok(base64url::encode(&random(16)?))
    }

    fn decoy(&mut self) -> Result<Vec<u8>, NoRandomness> {
        random(32)
    }

    fn place(&mut self, bound: usize) -> Result<usize, NoRandomness> {
        let bytes = random(8)?;
        let number = bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        // Lists are short: what 2^64 is not divisible by does not show.
        Ok(usize::try_from(number % (bound.max(1) as u64)).unwrap_or(0))
    }
}

fn random(len: usize) -> Result<Vec<u8>, NoRandomness> {
    key_management::random(len).map_err(|_| NoRandomness)
}
