//! DEFLATE (RFC 1951), raw, as `zip` names it (RFC 7516 §4.1.3).
//!
//! josekit inflates without a bound: a token of 340 kB becomes 256 MB. So flate2 is called directly.

use flate2::read::ZlibDecoder;
use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use std::io::Read;

/// Why nothing was inflated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InflateError {
    /// It grows beyond the limit.
    TooLarge {
        /// Bytes that are allowed.
        limit: usize,
    },
    /// It is not DEFLATE.
    Damaged,
    /// It ends before the last block does.
    Truncated,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inflated {
    pub bytes: Vec<u8>,
    /// How many bytes stand behind the last block; readers pass over them.
    pub trailing: usize,
}

/// How much is inflated at a time.
const CHUNK: usize = 16 * 1024;

/// Inflates `bytes`. Never holds more than `limit` bytes and one chunk.
///
/// # Errors
///
/// See [`InflateError`]; the limit is checked first, so that a bomb is named as one whatever follows in it.
pub fn inflate(bytes: &[u8], limit: usize) -> Result<Inflated, InflateError> {
    let mut stream = Decompress::new(false);
    let mut chunk = vec![0; CHUNK];
    let mut inflated = Vec::new();
    loop {
        let (read, written) = (position(stream.total_in()), stream.total_out());
        let rest = bytes.get(read..).unwrap_or_default();
        let status = stream.decompress(rest, &mut chunk, FlushDecompress::None).map_err(|_| InflateError::Damaged)?;
        let produced = position(stream.total_out().saturating_sub(written));
        if inflated.len() + produced > limit {
            return Err(InflateError::TooLarge { limit });
        }
        inflated.extend_from_slice(chunk.get(..produced).unwrap_or_default());
        let consumed = position(stream.total_in());
        if status == Status::StreamEnd {
            return Ok(Inflated { bytes: inflated, trailing: bytes.len().saturating_sub(consumed) });
        }
        if consumed == read && produced == 0 {
            return Err(if consumed >= bytes.len() { InflateError::Truncated } else { InflateError::Damaged });
        }
    }
}

/// Inflates DEFLATE in the ZLIB format (RFC 1950), whose checksum is verified and behind which nothing stands.
///
/// # Errors
///
/// See [`InflateError`]; what breaks off is damaged too.
pub fn inflate_zlib(bytes: &[u8], limit: usize) -> Result<Vec<u8>, InflateError> {
    let mut decoder = ZlibDecoder::new(bytes);
    let mut inflated = Vec::new();
    let allowed = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    decoder.by_ref().take(allowed).read_to_end(&mut inflated).map_err(|_| InflateError::Damaged)?;
    if inflated.len() > limit {
        return Err(InflateError::TooLarge { limit });
    }
    if decoder.total_in() == bytes.len() as u64 { Ok(inflated) } else { Err(InflateError::Damaged) }
}

/// A format that DEFLATE is wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapping {
    /// RFC 1950
    Zlib,
    /// RFC 1952
    Gzip,
}

/// Inflates what should have been raw DEFLATE and is in one of the formats around it.
pub fn inflate_wrapped(bytes: &[u8], limit: usize) -> Option<(Wrapping, Vec<u8>)> {
    if let Ok(inflated) = inflate_zlib(bytes, limit) {
        return Some((Wrapping::Zlib, inflated));
    }
    // A header without optional fields, as programs write it, and CRC and length behind the data.
    const HEADER: usize = 10;
    const TRAILER: usize = 8;
    let body = bytes.strip_prefix(&[0x1f, 0x8b, 8, 0]).and_then(|_| bytes.get(HEADER..))?;
    let inflated = inflate(body, limit).ok().filter(|inflated| inflated.trailing == TRAILER)?;
    Some((Wrapping::Gzip, inflated.bytes))
}

/// Deflates `bytes`, in one stream that [`inflate`] reads back.
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut stream = Compress::new(Compression::best(), false);
    let mut deflated = Vec::with_capacity(bytes.len() / 2 + 64);
    loop {
        let rest = bytes.get(position(stream.total_in())..).unwrap_or_default();
        deflated.reserve(CHUNK);
        // The only error of a compressor is to be called wrongly, and then no more comes of it.
        match stream.compress_vec(rest, &mut deflated, FlushCompress::Finish) {
            Ok(Status::StreamEnd) | Err(_) => return deflated,
            Ok(Status::Ok | Status::BufError) => {}
        }
    }
}

fn position(total: u64) -> usize {
    usize::try_from(total).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::{InflateError, Inflated, deflate};

    /// What is inflated, where nothing follows.
    fn inflate(bytes: &[u8], limit: usize) -> Result<Vec<u8>, InflateError> {
        super::inflate(bytes, limit).inspect(|inflated| assert_eq!(inflated.trailing, 0)).map(|inflated| inflated.bytes)
    }

    #[test]
    fn what_was_deflated_comes_back() {
        for text in [&b""[..], b"a", b"Live long and prosper.", &[7; 100_000]] {
            assert_eq!(inflate(&deflate(text), 100_000).as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_stored_block_is_read() {
        // RFC 1951 §3.2.4: final, stored, LEN 2, NLEN its complement.
        assert_eq!(inflate(&[0x01, 0x02, 0x00, 0xfd, 0xff, b'h', b'i'], 2).as_deref(), Ok(&b"hi"[..]));
    }

    #[test]
    fn the_limit_is_exact_and_a_bomb_is_stopped_at_it() {
        let bomb = deflate(&vec![0; 32 * 1024 * 1024]);
        assert!(bomb.len() < 40_000);
        assert_eq!(inflate(&bomb, 250_000), Err(InflateError::TooLarge { limit: 250_000 }));
        assert_eq!(inflate(&deflate(&[1; 250_000]), 250_000).map(|plain| plain.len()), Ok(250_000));
        assert_eq!(inflate(&deflate(&[1; 250_001]), 250_000), Err(InflateError::TooLarge { limit: 250_000 }));
        assert_eq!(inflate(&deflate(b"x"), 0), Err(InflateError::TooLarge { limit: 0 }));
    }

    #[test]
    fn every_cut_is_called_one() {
        let whole = deflate(b"The true sign of intelligence is not knowledge but imagination.");
        for end in 0..whole.len() {
            assert_eq!(inflate(&whole[..end], 1000), Err(InflateError::Truncated), "{end}");
        }
    }

    #[test]
    fn what_follows_the_stream_is_counted() {
        let mut bytes = deflate(b"plain");
        bytes.extend_from_slice(b"abc");
        assert_eq!(super::inflate(&bytes, 1000), Ok(Inflated { bytes: b"plain".to_vec(), trailing: 3 }));
    }

    #[test]
    fn what_is_not_deflate_is_damaged() {
        // Block type 3 is reserved; NLEN has to be the complement of LEN (RFC 1951 §3.2.3, §3.2.4).
        assert_eq!(inflate(&[0x07, 0, 0, 0], 1000), Err(InflateError::Damaged));
        assert_eq!(inflate(&[0x01, 0x02, 0x00, 0xfd, 0xfe, b'h', b'i'], 1000), Err(InflateError::Damaged));
    }
}
