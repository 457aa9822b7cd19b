//! Moving a file so that it is there whatever happens in between: a second name first, flushed, then the first one away.
//!
//! A rename into another folder changes two folders, and a file system without a journal writes them in whatever order it
//! likes: a power cut may leave the file in neither.

use crate::engine::keyring::MOST_BYTES;
use crate::store::disk::{Disk, DiskFile};
use std::io;
use std::path::Path;

/// Bytes of one write.
const CHUNK: usize = 16 * 1024;

/// Gives a file a second name, which nothing has yet, for its owner alone. Where there is no such thing, or the place is on another file system,
/// it is a copy, flushed and read back.
pub(super) fn second_name(disk: &dyn Disk, from: &Path, to: &Path) -> io::Result<()> {
    let linked = disk.link(from, to).and_then(|()| {
        // A copy, where the file is another's.
        disk.make_private(to).or_else(|_| disk.remove(to).and_then(|()| copy(disk, from, to)))
    });
    match linked {
        Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists) => {
            copy(disk, from, to)
        }
        result => result,
    }
}

fn copy(disk: &dyn Disk, from: &Path, to: &Path) -> io::Result<()> {
    let bytes = disk.read(from, MOST_BYTES)?;
    let mut file = disk.create(to)?;
    let copied = write_all(&mut *file, &bytes).and_then(|()| file.sync());
    drop(file);
    let compared = copied.and_then(|()| match disk.read(to, MOST_BYTES)? == bytes {
        true => Ok(()),
        false => Err(io::ErrorKind::InvalidData.into()),
    });
    if compared.is_err() {
        let _ = disk.remove(to);
    }
    compared
}

/// Flushes the names in a folder, where the file system knows how: some of the network do not.
pub(super) fn flush(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    match disk.sync_folder(folder) {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

pub(super) fn write_all(file: &mut dyn DiskFile, bytes: &[u8]) -> io::Result<()> {
    for chunk in bytes.chunks(CHUNK) {
        let mut rest = chunk;
        while !rest.is_empty() {
            match file.write(rest) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => rest = rest.get(count..).unwrap_or_default(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}
