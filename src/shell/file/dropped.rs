//! Files that are dropped on the window, read on a thread of their own: a file may be large, or far away.

use super::{LARGEST, load};
use crate::app::value::FileBytes;
use crate::engine::text::escape::escaped;
use crate::shell::{News, Post, in_background};
use std::path::{Path, PathBuf};

/// Together they take no more than a few of the largest, in bytes.
const ROOM: u64 = 4 * LARGEST;

/// Reads the files, and posts them with why others could not be read.
pub fn take(paths: Vec<PathBuf>, post: &Post) {
    let reply = Post::clone(post);
    let is_running = in_background("dropped", move || {
        let (files, unread) = read_all(&paths);
        reply(News::Dropped { files, unread });
    });
    if !is_running {
        post(News::Dropped { files: Vec::new(), unread: vec!["The files could not be read: try again".to_owned()] });
    }
}

/// The files that can be read, within bounds, and why the others were not.
fn read_all(paths: &[PathBuf]) -> (Vec<FileBytes>, Vec<String>) {
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    let mut room = ROOM;
    for (index, path) in paths.iter().enumerate() {
        let length = path.metadata().map_or(0, |metadata| if metadata.is_file() { metadata.len() } else { 0 });
        // One that is too large by itself is told as such, and takes no room.
        if length <= LARGEST && length > room {
            let name = escaped(&file_name(path)).into_owned();
            let words = match paths.len() - index - 1 {
                0 => format!("{name} was not read"),
                more => format!("{name} and {more} more were not read"),
            };
            let most = ROOM / 1024 / 1024;
            unread.push(format!("{words}: together, the files exceed {most} MB"));
            break;
        }
        match load(path) {
            Ok(file) => {
                room = room.saturating_sub(file.expose().len() as u64);
                files.push(file);
            }
            Err(why) => unread.push(why),
        }
    }
    (files, unread)
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::{LARGEST, ROOM, read_all};
    use std::path::PathBuf;

    /// Files of so many bytes, which take no room on the disk.
    fn files(folder: &tempfile::TempDir, sizes: &[u64]) -> Vec<PathBuf> {
        let paths = sizes.iter().enumerate().map(|(index, size)| {
            let path = folder.path().join(format!("{index}.bin"));
            std::fs::File::create(&path).unwrap().set_len(*size).unwrap();
            path
        });
        paths.collect()
    }

    #[test]
    fn all_together_take_no_more_than_the_room_there_is() {
        let folder = tempfile::tempdir().unwrap();
        let paths = files(&folder, &[LARGEST, LARGEST, LARGEST, LARGEST - 4, 4, 5, 1, 1]);
        let (read, unread) = read_all(&paths);
        assert_eq!(read.iter().map(|file| file.expose().len() as u64).sum::<u64>(), ROOM);
        assert_eq!(read.len(), 5);
        assert_eq!(unread, ["5.bin and 2 more were not read: together, the files exceed 64 MB"]);
        let (read, unread) = read_all(&paths[..6]);
        assert_eq!((read.len(), unread.len()), (5, 1));
        assert_eq!(unread, ["5.bin was not read: together, the files exceed 64 MB"]);
    }

    #[test]
    fn one_that_is_too_large_costs_the_others_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let paths = files(&folder, &[100 * LARGEST, LARGEST + 1, 3]);
        let (read, unread) = read_all(&paths);
        assert_eq!(read.len(), 1);
        assert_eq!(unread.len(), 2);
        assert_eq!(unread, ["0.bin", "1.bin"].map(|name| format!("{name} is larger than 16 MB, so it was not read")));
    }

    /// The thread would wait for ever until somebody writes into the pipe, and the other files with it.
    #[cfg(unix)]
    #[test]
    fn a_pipe_is_not_waited_for_and_a_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let directory = rustix::fs::open(folder.path(), rustix::fs::OFlags::RDONLY, rustix::fs::Mode::empty()).unwrap();
        rustix::fs::mkfifoat(&directory, "pipe", rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR).unwrap();
        let mut paths = vec![folder.path().join("pipe"), folder.path().to_owned(), folder.path().join("missing")];
        paths.extend(files(&folder, &[3]));
        let (sender, receiver) = std::sync::mpsc::channel();
        std::thread::Builder::new().spawn(move || sender.send(read_all(&paths))).unwrap();
        let (read, unread) = receiver.recv_timeout(std::time::Duration::from_secs(20)).expect("nobody waits");
        assert_eq!(read.len(), 1);
        assert_eq!(unread.len(), 3);
        assert_eq!(unread[0], "pipe is not a regular file");
        let place = folder.path().display();
        let name = folder.path().file_name().and_then(|name| name.to_str()).expect("a name");
        assert_eq!(unread[1], format!("{name} is a folder, not a file"));
        assert_eq!(unread[2], format!("The file {place}/missing does not exist"));
    }
}
