//! What is opened from outside: tokens and files as arguments, in a window that is there already or in one of their own.
//!
//! A second start hands over by D-Bus, which is a socket of this computer. A token does not pass through the bus: it is
//! handed over as an open file, which lies in memory and has no name.

use super::{News, Post, in_background};
use crate::app::value::FileBytes;
use crate::cli::Opening;
use std::io::Read as _;
use std::sync::Arc;
use zeroize::Zeroizing;

/// What standard input is called.
const STDIN: &str = "standard input";
/// Of standard input, in bytes.
const LARGEST: u64 = super::file::LARGEST;

/// Gives a window what it is to open.
pub(super) fn open(opening: &Opening, post: &Post) {
    let texts = opening.texts.iter().map(|text| Zeroizing::new(text.clone())).collect();
    post(News::Opened { paths: opening.paths.clone(), texts });
    if opening.reads_stdin {
        let post = Arc::clone(post);
        // Whoever writes it may take their time.
        in_background("stdin", move || {
            post(read_stdin());
        });
    }
}

fn read_stdin() -> News {
    let mut bytes = Zeroizing::new(Vec::new());
    let read = std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes);
    let problem = match read {
        Ok(_) if bytes.len() as u64 > LARGEST => format!("is larger than {} MB", LARGEST / 1024 / 1024),
        Ok(0) => "is empty".to_owned(),
        Ok(_) => {
            let file = FileBytes::new(STDIN.to_owned(), std::mem::take(&mut *bytes));
            return News::Dropped { files: vec![file], unread: Vec::new() };
        }
        Err(error) => format!("cannot be read: {}", crate::store::regular::reason(&error)),
    };
    News::Dropped { files: Vec::new(), unread: vec![format!("The {STDIN} {problem}")] }
}

#[cfg(target_os = "linux")]
pub(super) use bus::{listen, offer};

/// Whether another window took it.
#[cfg(not(target_os = "linux"))]
pub(super) fn offer(_opening: &Opening) -> bool {
    false
}

/// Takes what later starts hand over.
#[cfg(not(target_os = "linux"))]
pub(super) fn listen(_post: &Post) {}

#[cfg(target_os = "linux")]
mod bus {
    use super::{Arc, LARGEST, News, Opening, Post, Zeroizing, in_background};
    use crate::shell::desktop::{Bus, connection};
    use crate::store::path::{config_dir, data_dir};
    use rustix::fs::{MemfdFlags, SealFlags};
    use std::ffi::OsString;
    use std::fs::File;
    use std::future::poll_fn;
    use std::io::{Read as _, Seek as _, Write as _};
    use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
    use std::path::PathBuf;
    use std::pin::Pin;
    use std::sync::mpsc;
    use std::time::Duration;
    use zbus::export::futures_core::Stream as _;
    use zbus::message::Type;
    use zbus::zvariant::{Fd, OwnedFd};
    use zbus::{Connection, Message, MessageStream};

    /// The name that the first window has on the bus, and that of what can be asked of it.
    const NAME: &str = crate::shell::APP_ID;
    const PATH: &str = "/dev/jotsmith/Jotsmith";
    const OPEN: &str = "Open";
    /// `DBUS_NAME_FLAG_DO_NOT_QUEUE`: who is second does not become the first later.
    const DO_NOT_QUEUE: u32 = 4;
    /// `DBUS_REQUEST_NAME_REPLY_PRIMARY_OWNER`.
    const PRIMARY_OWNER: u32 = 1;
    /// So long another window has time to answer; after that one of our own opens.
    const PATIENCE: Duration = Duration::from_secs(3);
    /// Most files and texts that are taken at once.
    const MOST: usize = 256;

    /// What makes a file one in memory that nobody changes any more: reading it waits for nobody.
    const SEALS: SealFlags = SealFlags::SHRINK.union(SealFlags::GROW).union(SealFlags::WRITE);

    /// What is handed over: the place that it is meant for, the files, and the texts as open files.
    type Handed<F> = (Vec<Vec<u8>>, Vec<Vec<u8>>, Vec<F>);

    /// Whether another window took it.
    pub(in crate::shell) fn offer(opening: &Opening) -> bool {
        if opening.reads_stdin {
            // It is read when there is a window to show it in.
            return false;
        }
        let (sender, receiver) = mpsc::channel();
        let opening = opening.clone();
        in_background("handover", move || {
            let taken = zbus::block_on(async {
                match connection(Bus::Session).await? {
                    Some(connection) => ask(&connection, place(), &opening).await,
                    None => Ok(false),
                }
            });
            let _ = sender.send(taken.unwrap_or(false));
        });
        receiver.recv_timeout(PATIENCE).unwrap_or(false)
    }

    /// Takes what later starts hand over.
    pub(in crate::shell) fn listen(post: &Post) {
        let post = Arc::clone(post);
        in_background("handover", move || {
            let _ = zbus::block_on(async {
                match connection(Bus::Session).await? {
                    Some(connection) => serve(&connection, &place(), &post).await,
                    None => Ok(()),
                }
            });
        });
    }

    /// Where a window keeps its things and is seen: one that differs in that is another program to the person.
    fn place() -> Vec<Vec<u8>> {
        let folders = [config_dir(), data_dir()].map(|folder| folder.unwrap_or_default().into_os_string());
        let displays = ["DISPLAY", "WAYLAND_DISPLAY"].map(|name| std::env::var_os(name).unwrap_or_default());
        folders.into_iter().chain(displays).map(OsString::into_vec).collect()
    }

    async fn ask(connection: &Connection, place: Vec<Vec<u8>>, opening: &Opening) -> zbus::Result<bool> {
        let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let paths = opening.paths.iter().map(|path| absolute(path).as_os_str().as_bytes().to_vec()).collect();
        let files: Vec<File> = opening.texts.iter().map(|text| in_memory(text)).collect::<std::io::Result<_>>()?;
        let body: Handed<Fd<'_>> = (place, paths, files.iter().map(Fd::from).collect());
        let reply = connection.call_method(Some(NAME), PATH, Some(NAME), OPEN, &body).await?;
        reply.body().deserialize()
    }

    /// A text as a file without a name, to be read from its beginning.
    fn in_memory(text: &str) -> std::io::Result<File> {
        let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
        let mut file = File::from(rustix::fs::memfd_create("jotsmith", flags)?);
        file.write_all(text.as_bytes())?;
        file.rewind()?;
        rustix::fs::fcntl_add_seals(&file, SEALS)?;
        Ok(file)
    }

    /// Is the first window on the bus, if there is none, and posts what others hand over until the bus goes away.
    async fn serve(connection: &Connection, place: &[Vec<u8>], post: &Post) -> zbus::Result<()> {
        const DBUS: &str = "org.freedesktop.DBus";
        let mut stream = MessageStream::from(connection);
        let request = (NAME, DO_NOT_QUEUE);
        let reply =
            connection.call_method(Some(DBUS), "/org/freedesktop/DBus", Some(DBUS), "RequestName", &request).await?;
        if reply.body().deserialize::<u32>()? != PRIMARY_OWNER {
            return Ok(());
        }
        while let Some(message) = poll_fn(|cx| Pin::new(&mut stream).poll_next(cx)).await {
            let message = message?;
            if !is_open(&message) {
                continue;
            }
            let news = message.body().deserialize().ok().and_then(|handed| taken(handed, place));
            // A window that closes takes nothing any more: who asked opens one of its own then.
            let is_taken = news.is_some_and(|news| post(news));
            // Who asked may be gone by now.
            let _ = connection.reply(&message.header(), &is_taken).await;
        }
        Ok(())
    }

    fn is_open(message: &Message) -> bool {
        let header = message.header();
        message.message_type() == Type::MethodCall
            && header.interface().is_some_and(|interface| interface.as_str() == NAME)
            && header.member().is_some_and(|member| member.as_str() == OPEN)
    }

    /// What was handed over, if it is meant for this window and within bounds.
    fn taken((meant, paths, texts): Handed<OwnedFd>, place: &[Vec<u8>]) -> Option<News> {
        if meant != place || paths.len() + texts.len() > MOST {
            return None;
        }
        let mut left = LARGEST;
        let texts = texts.into_iter().map(|text| {
            let text = text_of(std::os::fd::OwnedFd::from(text).into(), left)?;
            left -= text.len() as u64;
            Some(text)
        });
        let paths = paths.into_iter().map(|path| PathBuf::from(OsString::from_vec(path))).collect();
        Some(News::Opened { paths, texts: texts.collect::<Option<_>>()? })
    }

    /// A pipe, or a file that a program serves, could be waited for without an end.
    fn text_of(file: File, most: u64) -> Option<Zeroizing<String>> {
        let is_sealed = rustix::fs::fcntl_get_seals(&file).is_ok_and(|seals| seals.contains(SEALS));
        let length = file.metadata().ok().filter(|_| is_sealed)?.len();
        // As long as it is, so that it is not moved while it grows: what is left behind would not be wiped.
        let capacity = usize::try_from(length).ok().filter(|_| length <= most)?;
        let mut text = Zeroizing::new(String::with_capacity(capacity + 1));
        file.take(length).read_to_string(&mut text).ok().map(|_| text)
    }

    #[cfg(test)]
    mod tests {
        use super::{Opening, ask, in_memory, serve, taken, text_of};
        use crate::shell::test_bus::TestBus;
        use crate::shell::{News, Post, in_background};
        use std::path::PathBuf;
        use std::sync::{Arc, Mutex, mpsc};
        use std::time::Duration;

        fn handed(place: &[Vec<u8>], count: usize) -> super::Handed<zbus::zvariant::OwnedFd> {
            (place.to_vec(), vec![b"/a.jwt".to_vec(); count], Vec::new())
        }

        #[test]
        fn only_what_is_meant_for_this_window_is_taken_and_within_bounds() {
            let place = [b"config".to_vec(), b":0".to_vec()];
            assert!(taken(handed(&place, 3), &place).is_some());
            assert!(taken(handed(&[b"config".to_vec(), b":1".to_vec()], 3), &place).is_none(), "another display");
            assert!(taken(handed(&place, super::MOST + 1), &place).is_none());
        }

        #[test]
        fn a_text_is_a_file_in_memory_and_nothing_that_could_be_waited_for() {
            assert_eq!(text_of(in_memory("eyJ").unwrap(), 3).unwrap().as_str(), "eyJ");
            assert!(text_of(in_memory("eyJ").unwrap(), 2).is_none());
            assert!(text_of(std::fs::File::open("/dev/zero").unwrap(), 9).is_none());
            assert!(
                text_of(std::fs::File::open("Cargo.toml").unwrap(), super::LARGEST).is_none(),
                "may be served by a program"
            );
            let flags = super::MemfdFlags::CLOEXEC | super::MemfdFlags::ALLOW_SEALING;
            let open = std::fs::File::from(rustix::fs::memfd_create("open", flags).unwrap());
            assert!(text_of(open, super::LARGEST).is_none(), "may still grow");
        }

        /// All of it together is no more than one paste may be.
        #[test]
        fn many_texts_share_one_bound() {
            let half = "a".repeat(super::LARGEST as usize / 2 + 1);
            let text = || std::os::fd::OwnedFd::from(in_memory(&half).unwrap()).into();
            assert!(taken((Vec::new(), Vec::new(), vec![text()]), &[]).is_some());
            assert!(taken((Vec::new(), Vec::new(), vec![text(), text()]), &[]).is_none());
        }

        /// What nobody can show is not taken: the second start opens a window of its own.
        #[test]
        fn a_window_that_closes_takes_nothing() {
            let Some(bus) = TestBus::start("a window that closes") else { return };
            let address = bus.address.clone();
            let connect =
                async |address: &str| zbus::connection::Builder::address(address).unwrap().build().await.unwrap();
            let (listening, place) = (address.clone(), || vec![b"here".to_vec()]);
            let (sender, receiver) = mpsc::channel();
            let post: Post = Arc::new(move |_| {
                let _ = sender.send(());
                false
            });
            in_background("listening", move || {
                zbus::block_on(async {
                    let _ = serve(&connect(&listening).await, &place(), &post).await;
                });
            });
            let opening = Opening { texts: vec!["eyJhbGciOiJub25lIn0.e30.".to_owned()], ..Opening::default() };
            let is_asked = (0..100).any(|_| {
                std::thread::sleep(Duration::from_millis(50));
                let is_taken = zbus::block_on(async { ask(&connect(&address).await, place(), &opening).await });
                assert!(!is_taken.unwrap_or(false));
                receiver.try_recv().is_ok()
            });
            assert!(is_asked);
        }

        /// A bus of its own, where there is a program for one: the second start finds the first, and a third place does not.
        #[test]
        fn a_second_start_hands_over_by_a_real_bus() {
            let Some(bus) = TestBus::start("handing over") else { return };
            let address = bus.address.clone();
            let connect =
                async |address: &str| zbus::connection::Builder::address(address).unwrap().build().await.unwrap();
            let place = || vec![b"here".to_vec()];
            let opening = Opening {
                paths: vec![PathBuf::from("/tmp/a b.jwt")],
                texts: vec!["eyJhbGciOiJub25lIn0.e30.".to_owned()],
                reads_stdin: false,
            };
            let offer =
                |place| zbus::block_on(async { ask(&connect(&address).await, place, &opening).await.unwrap_or(false) });
            assert!(!offer(place()), "nobody is there");
            let (sender, receiver) = mpsc::channel();
            let sender = Mutex::new(sender);
            let post: Post = Arc::new(move |news| sender.lock().unwrap().send(news).is_ok());
            let listening = address.clone();
            in_background("listening", move || {
                zbus::block_on(async {
                    let _ = serve(&connect(&listening).await, &place(), &post).await;
                });
            });
            // Until the other side has its name.
            let is_taken = (0..100).any(|_| {
                std::thread::sleep(Duration::from_millis(50));
                offer(place())
            });
            assert!(is_taken);
            assert!(!offer(vec![b"elsewhere".to_vec()]));
            drop(bus);
            match receiver.recv_timeout(Duration::from_secs(20)) {
                Ok(News::Opened { paths, texts }) => {
                    assert_eq!(paths, opening.paths);
                    assert_eq!(
                        texts.iter().map(|text| text.as_str()).collect::<Vec<_>>(),
                        ["eyJhbGciOiJub25lIn0.e30."]
                    );
                }
                _ => panic!("nothing was handed over"),
            }
        }
    }
}
