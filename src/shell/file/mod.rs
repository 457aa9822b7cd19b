//! Files that a person chooses: the platform's dialog, and reading with care.

pub mod dropped;

use super::{News, Post, in_background};
use crate::app::message::job::Answer;
use crate::app::value::{FileAnswer, FileBytes, FilePurpose};
use crate::engine::text::escape::escaped;
use crate::process::Readable;
use crate::store::path::home_dir;
use crate::store::{regular, synced};
use std::future::Future;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::{Duration, Instant};

/// Largest file that is read.
pub const LARGEST: u64 = 16 * 1024 * 1024;
/// Nobody sees a dialog and closes it this fast: there was none. (To find that out takes a busy machine over 100 ms.)
const TOO_FAST: Duration = Duration::from_millis(400);

/// Lets a person choose a file, and reads it.
pub trait FilePicker {
    /// Opens the dialog. `frame` is the window it belongs to.
    fn choose(&mut self, purpose: FilePurpose, frame: Option<&eframe::Frame>);
    /// Opens the dialog for a new file, which this name is proposed for. Asks before a file is replaced.
    fn choose_new(&mut self, purpose: FilePurpose, name: &str, frame: Option<&eframe::Frame>);
    /// Reads the file at a path that was typed.
    fn read(&mut self, purpose: FilePurpose, path: &str);
    /// Writes a file. At a path that was typed, `~` is the home folder, and what is there already is not replaced.
    fn write(&mut self, path: &Path, bytes: Arc<[u8]>, is_typed: bool);
    /// Reads files that were dropped on the window. Answers with [`News::Dropped`].
    fn take_dropped(&mut self, paths: Vec<PathBuf>);
    /// Nobody waits for the dialog any more.
    fn abandon(&mut self);
}

/// The platform's file dialog.
pub struct PlatformPicker {
    post: Post,
    /// Set while a dialog is open, also one that nobody waits for any more.
    open: Arc<AtomicBool>,
}

impl PlatformPicker {
    /// Posts its answers with `post`.
    pub fn new(post: Post) -> Self {
        Self { post, open: Arc::new(AtomicBool::new(false)) }
    }
}

impl PlatformPicker {
    /// Waits for a dialog on a thread of its own, and posts what was chosen.
    fn wait(
        &self,
        purpose: FilePurpose,
        future: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static,
        readable: Readable,
        answer: impl FnOnce(&Path) -> FileAnswer + Send + 'static,
    ) {
        let (post, open) = (Arc::clone(&self.post), Arc::clone(&self.open));
        let is_running = in_background("file", move || {
            let begin = Instant::now();
            let chosen = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| block_on(future))).ok().flatten();
            drop(readable);
            open.store(false, Ordering::SeqCst);
            let result = match chosen {
                Some(handle) => answer(handle.path()),
                None if cfg!(target_os = "linux") && begin.elapsed() < TOO_FAST => FileAnswer::NoDialog,
                None => FileAnswer::Cancelled,
            };
            post(News::Answer(Answer::File { purpose, result }));
        });
        if !is_running {
            self.open.store(false, Ordering::SeqCst);
            (self.post)(News::Answer(Answer::File { purpose, result: FileAnswer::NoDialog }));
        }
    }
}

impl FilePicker for PlatformPicker {
    fn choose(&mut self, purpose: FilePurpose, frame: Option<&eframe::Frame>) {
        // A portal that hangs must not lock anybody out: a path can be typed then.
        if self.open.swap(true, Ordering::SeqCst) {
            (self.post)(News::Answer(Answer::File { purpose, result: FileAnswer::NoDialog }));
            return;
        }
        let title = match purpose {
            FilePurpose::Token => "Open a token",
            FilePurpose::Key => "Load a key file",
            FilePurpose::Anchor => "Load a trust anchor",
            FilePurpose::Payload | FilePurpose::BuildPayload => "Open the payload",
            FilePurpose::Keyring => "Import a keyring",
            FilePurpose::Policy => "Import expectations",
            FilePurpose::WordList => "Choose a list of words",
            FilePurpose::Export | FilePurpose::Save => new_file_title(purpose),
        };
        let mut dialog = rfd::AsyncFileDialog::new().set_title(title);
        if let Some(frame) = frame {
            dialog = dialog.set_parent(frame);
        }
        // Until the portal has seen who asks, and the person has chosen.
        let readable = Readable::begin();
        // macOS wants the dialog to be made on the window's thread; only the waiting is done elsewhere.
        let future = dialog.pick_file();
        self.wait(purpose, future, readable, move |path| chosen(purpose, path));
    }

    fn choose_new(&mut self, purpose: FilePurpose, name: &str, frame: Option<&eframe::Frame>) {
        if self.open.swap(true, Ordering::SeqCst) {
            (self.post)(News::Answer(Answer::File { purpose, result: FileAnswer::NoDialog }));
            return;
        }
        let mut dialog = rfd::AsyncFileDialog::new().set_title(new_file_title(purpose)).set_file_name(name);
        if let Some(frame) = frame {
            dialog = dialog.set_parent(frame);
        }
        let readable = Readable::begin();
        let future = dialog.save_file();
        self.wait(purpose, future, readable, |path| FileAnswer::Place(path.to_owned()));
    }

    fn read(&mut self, purpose: FilePurpose, path: &str) {
        let (post, path) = (Arc::clone(&self.post), expanded(path));
        in_background("file", move || {
            post(News::Answer(Answer::File { purpose, result: chosen(purpose, &path) }));
        });
    }

    fn write(&mut self, path: &Path, bytes: Arc<[u8]>, is_typed: bool) {
        let (post, path) = (Arc::clone(&self.post), path.to_owned());
        in_background("file", move || {
            let result = if is_typed { write_typed(&path, &bytes) } else { write(&path, &bytes) };
            post(News::Answer(Answer::File { purpose: FilePurpose::Save, result }));
        });
    }

    fn take_dropped(&mut self, paths: Vec<PathBuf>) {
        dropped::take(paths, &self.post);
    }

    fn abandon(&mut self) {}
}

const fn new_file_title(purpose: FilePurpose) -> &'static str {
    if matches!(purpose, FilePurpose::Export) { "Save keys" } else { "Save" }
}

/// Writes a file whole or not at all, and says what came of it.
pub fn write(path: &Path, bytes: &[u8]) -> FileAnswer {
    let name = escaped(&path.display().to_string()).into_owned();
    match crate::store::atomic::write(path, bytes) {
        Ok(()) => FileAnswer::Written(format!("Saved as {name}")),
        Err(error) => FileAnswer::Unreadable(format!("{name} could not be written: {}", regular::reason(&error))),
    }
}

/// The same at a path that was typed: nobody has asked whether a file may be replaced, or a folder made.
pub fn write_typed(path: &Path, bytes: &[u8]) -> FileAnswer {
    let path = expanded(&path.to_string_lossy());
    let shown = |path: &Path| escaped(&path.display().to_string()).into_owned();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let why = if path.is_dir() {
        format!("{} is a folder: enter the name of a file as well", shown(&path))
    } else if path.symlink_metadata().is_ok() {
        format!("{} already exists and was not replaced: enter another name", shown(&path))
    } else if !folder.is_dir() {
        format!("The folder {} does not exist", shown(folder))
    } else {
        return write(&path, bytes);
    };
    FileAnswer::Unreadable(why)
}

/// `~` stands for the home folder, and quotes around a path that was copied from somewhere go.
pub(super) fn expanded(path: &str) -> PathBuf {
    let path = path.trim();
    let path = ['"', '\''].iter().find_map(|quote| path.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(path);
    match (path.strip_prefix("~/"), home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}

/// What comes of a file that was chosen: one that is read piece by piece is only looked at.
fn chosen(purpose: FilePurpose, path: &Path) -> FileAnswer {
    if purpose != FilePurpose::WordList {
        return read(path);
    }
    match regular::open(path) {
        Ok(_) => FileAnswer::Place(path.to_owned()),
        Err(error) => FileAnswer::Unreadable(because(path, &shown_name(path), &error)),
    }
}

/// A line break or a change of direction in a name would say something else on the screen.
fn shown_name(path: &Path) -> String {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    escaped(&name).into_owned()
}

/// Why a file of this name cannot be read.
fn because(path: &Path, name: &str, error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => format!("The file {} does not exist", escaped(&path.display().to_string())),
        ErrorKind::PermissionDenied => format!("You do not have permission to read {name}"),
        ErrorKind::IsADirectory => format!("{name} is a folder, not a file"),
        ErrorKind::Unsupported => format!("{name} is not a regular file"),
        _ => format!("{name} could not be read: {}", regular::reason(error)),
    }
}

/// Reads a file that a person chose: a regular one, and not beyond the limit. Says what is wrong in words.
pub fn read(path: &Path) -> FileAnswer {
    match load(path) {
        Ok(file) => FileAnswer::Read(file),
        Err(why) => FileAnswer::Unreadable(why),
    }
}

/// The same, for whoever has not asked with a dialog.
pub(super) fn load(path: &Path) -> Result<FileBytes, String> {
    let name = shown_name(path);
    let (bytes, is_open_to_others) = bytes_of(path, &name)?;
    let file = FileBytes::new(name, bytes).open_to_others(is_open_to_others);
    Ok(file.carried_by(synced::carrier(path)))
}

/// The bytes of a file, and whether others can read it too.
fn bytes_of(path: &Path, name: &str) -> Result<(Vec<u8>, bool), String> {
    let because = |error: std::io::Error| because(path, name, &error);
    let file = regular::open(path).map_err(because)?;
    let metadata = file.metadata().map_err(because)?;
    let length = metadata.len();
    let too_large = || format!("{name} is larger than {} MB, so it was not read", LARGEST / 1024 / 1024);
    if length > LARGEST {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    // A file can grow while it is read.
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(because)?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large());
    }
    Ok((bytes, regular::is_open_to_others(&metadata)))
}

/// Waits for a future on this thread.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LARGEST, escaped, expanded, read, write, write_typed};
    use crate::app::value::FileAnswer;
    use std::path::Path;

    fn why(path: &Path) -> String {
        match read(path) {
            FileAnswer::Unreadable(why) => why,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_is_read_with_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.pem");
        std::fs::write(&path, b"abc").unwrap();
        let FileAnswer::Read(file) = read(&path) else { panic!("not read") };
        assert_eq!((file.name.as_str(), file.expose()), ("key.pem", b"abc".as_slice()));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing");
        assert_eq!(why(&missing), format!("The file {} does not exist", escaped(&missing.display().to_string())));
        let name = folder.path().file_name().and_then(|name| name.to_str()).expect("a name");
        assert_eq!(why(folder.path()), format!("{name} is a folder, not a file"));
        let large = folder.path().join("large");
        std::fs::File::create(&large).unwrap().set_len(LARGEST + 1).unwrap();
        assert_eq!(why(&large), "large is larger than 16 MB, so it was not read");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_or_pipe_is_not_waited_for() {
        for name in ["zero", "random"] {
            assert_eq!(why(&Path::new("/dev").join(name)), format!("{name} is not a regular file"));
        }
        let folder = tempfile::tempdir().unwrap();
        let directory = rustix::fs::open(folder.path(), rustix::fs::OFlags::RDONLY, rustix::fs::Mode::empty()).unwrap();
        rustix::fs::mkfifoat(&directory, "pipe", rustix::fs::Mode::RUSR).unwrap();
        assert_eq!(why(&folder.path().join("pipe")), "pipe is not a regular file");
        std::os::unix::fs::symlink(folder.path().join("around"), folder.path().join("around")).unwrap();
        assert_eq!(why(&folder.path().join("around")), "around could not be read: its symbolic links form a loop");
    }

    /// D9: what a name says on the screen is what it is.
    #[cfg(unix)]
    #[test]
    fn names_of_every_kind_are_shown_escaped() {
        use std::os::unix::ffi::OsStrExt as _;
        let folder = tempfile::tempdir().unwrap();
        for (name, shown) in [
            (b"a\nb.pem".as_slice(), "a\\nb.pem"),
            ("gpj\u{202e}mep.key".as_bytes(), "gpj\\u202emep.key"),
            (b"\xff.pem", "\u{FFFD}.pem"),
            (b"-rf", "-rf"),
            (b"CON", "CON"),
            (&[b'x'; 255], &"x".repeat(255)),
        ] {
            let path = folder.path().join(std::ffi::OsStr::from_bytes(name));
            std::fs::write(&path, b"abc").unwrap();
            let FileAnswer::Read(file) = read(&path) else { panic!("{shown}") };
            assert_eq!((file.name.as_str(), file.expose()), (shown, b"abc".as_slice()));
            std::fs::remove_file(&path).unwrap();
            assert!(!why(&path).contains(['\n', '\u{202e}']));
        }
    }

    #[test]
    fn a_file_is_written_where_it_was_typed_and_replaces_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("set.json");
        let quoted = format!("\"{}\"", path.display());
        assert!(
            matches!(write_typed(Path::new(&quoted), b"one"), FileAnswer::Written(words) if words.ends_with("set.json"))
        );
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        let why = |path: &Path| match write_typed(path, b"two") {
            FileAnswer::Unreadable(why) => why,
            other => panic!("{other:?}"),
        };
        let shown = |path: &Path| escaped(&path.display().to_string()).into_owned();
        assert_eq!(why(&path), format!("{} already exists and was not replaced: enter another name", shown(&path)));
        let place = shown(folder.path());
        assert_eq!(why(folder.path()), format!("{place} is a folder: enter the name of a file as well"));
        let none = shown(&folder.path().join("none"));
        assert_eq!(why(&folder.path().join("none/set.json")), format!("The folder {none} does not exist"));
        assert_eq!(why(&path.join("set.json")), format!("The folder {} does not exist", shown(&path)));
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        // The platform's dialog has asked.
        assert!(matches!(write(&path, b"two"), FileAnswer::Written(_)));
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
    }

    #[test]
    fn a_typed_path_may_be_quoted_and_begin_at_home() {
        assert_eq!(expanded(" \"/a b/c\" "), Path::new("/a b/c"));
        assert_eq!(expanded("'/a'"), Path::new("/a"));
        assert!(!expanded("~/x").starts_with("~") || super::home_dir().is_none());
    }
}
