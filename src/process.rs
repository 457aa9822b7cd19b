//! The process itself: what runs in it is its own, and what it holds in memory is nobody else's to see.
//!
//! OpenSSL reads a configuration, of the environment or of a folder that was built into it, which may name shared objects
//! to run and algorithms to switch off. It is told to read none.
//!
//! A core dump would write keys to the disk, where they outlive the program, and a debugger of the same user would read
//! them. Both are switched off; `JOTSMITH_ALLOW_DEBUGGER` leaves them as the system has them, for whoever looks for a fault.

use crate::engine::crypto::configuration;
use std::cell::RefCell;
use std::ffi::OsString;
use std::fmt;
use std::io::{self, Write as _};
use std::process::{Command, ExitCode};
#[cfg(unix)]
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// Leaves core dumps and debuggers as the system has them, where it is set to anything.
pub const ALLOW_DEBUGGER: &str = "JOTSMITH_ALLOW_DEBUGGER";

/// An empty one means: no configuration, not even that of the folder that was built in (OpenSSL's `config(5)`).
const CONFIGURATION: &str = "OPENSSL_CONF";
/// Where OpenSSL would look for code and for more of its configuration.
const FOLDERS: [&str; 3] = ["OPENSSL_MODULES", "OPENSSL_ENGINES", "OPENSSL_CONF_INCLUDE"];

/// Why the process cannot be made to run OpenSSL as it was built.
#[derive(Debug)]
pub struct NotFixed(io::Error);

impl fmt::Display for NotFixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let folders = FOLDERS.join(", ");
        write!(
            f,
            "cannot start itself without the configuration of OpenSSL: {}. Set {CONFIGURATION} to an empty text and unset {folders}",
            self.0
        )
    }
}

impl std::error::Error for NotFixed {}

/// From now on OpenSSL loads no configuration and no module, whatever the environment says. To be called before anything
/// else: the program starts itself anew where its environment says otherwise, or where there is a configuration in the folder
/// that was built in, because nobody can change the environment of a running process safely. Returns the exit code of the new one where the system cannot put it in this one's place.
///
/// # Errors
///
/// Nothing may be done with OpenSSL then.
pub fn fix_openssl() -> Result<Option<ExitCode>, NotFixed> {
    let is_off = std::env::var_os(CONFIGURATION).map_or_else(has_no_configuration, |value| value.is_empty());
    if is_off && FOLDERS.iter().all(|name| std::env::var_os(name).is_none()) {
        return Ok(None);
    }
    let mut arguments = std::env::args_os();
    let name = arguments.next();
    let mut command = Command::new(std::env::current_exe().map_err(NotFixed)?);
    command.args(arguments).env(CONFIGURATION, "");
    for folder in FOLDERS {
        command.env_remove(folder);
    }
    replace(command, name)
}

/// Whether there is none where OpenSSL looks by itself. Where that is not known, there may be one.
fn has_no_configuration() -> bool {
    let found = configuration::path().map(|path| std::fs::symlink_metadata(path).map_err(|error| error.kind()));
    matches!(found, Some(Err(io::ErrorKind::NotFound)))
}

#[cfg(unix)]
fn replace(mut command: Command, name: Option<OsString>) -> Result<Option<ExitCode>, NotFixed> {
    use std::os::unix::process::CommandExt as _;
    if let Some(name) = name {
        command.arg0(name);
    }
    // Comes back only where it failed.
    Err(NotFixed(command.exec()))
}

/// Windows has neither such a call nor variables that are empty: only folders that are named are unset.
#[cfg(not(unix))]
fn replace(mut command: Command, _name: Option<OsString>) -> Result<Option<ExitCode>, NotFixed> {
    let is_clean = |name: &&str| std::env::var_os(name).is_none();
    if std::iter::once(&CONFIGURATION).chain(&FOLDERS).all(|name| is_clean(name)) {
        return Ok(None);
    }
    command.env_remove(CONFIGURATION);
    let status = command.status().map_err(NotFixed)?;
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(2);
    Ok(Some(ExitCode::from(code)))
}

thread_local! {
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on a panic prints the place in the source, never its message: that could quote a token.
pub fn scrub_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        // That nobody reads standard error is no reason for a second panic.
        let _ = writeln!(io::stderr(), "jotsmith: internal error at {place}");
        let _ = PLACE.try_with(|known| known.replace(Some(place)));
    }));
}

/// Where this thread last panicked.
pub fn last_panic() -> Option<String> {
    PLACE.try_with(RefCell::take).ok().flatten()
}

/// What the program ends with where it cannot go on: memory or threads ran out.
const EXHAUSTED: i32 = 2;

/// From now on the program ends with a status where memory runs out, after the line that says so: the library of the language
/// prints it and then sends the program a signal, as for a fault of its own.
pub fn end_with_a_status() {
    // A file that grows beyond the limit for files (`ulimit -f`) is an error of the write, which is told.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
    // Whoever looks for a fault wants the signal, and what it leaves.
    if std::env::var_os(ALLOW_DEBUGGER).is_some_and(|value| !value.is_empty()) {
        return;
    }
    #[cfg(unix)]
    {
        let always = Arc::new(AtomicBool::new(true));
        // Where this cannot be done, it is the signal.
        let _ = signal_hook::flag::register_conditional_shutdown(signal_hook::consts::SIGABRT, EXHAUSTED, always);
    }
    #[cfg(not(unix))]
    let _ = EXHAUSTED;
}

/// Whether what is in memory may be written to the swap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swap {
    /// Never: all of it is locked.
    Never,
    /// The system lets this process lock no more than so many bytes.
    Limited(u64),
    /// This system is not asked.
    Unknown,
}

static SWAP: OnceLock<Swap> = OnceLock::new();

/// From now on nothing of this process is written to the swap, where no limit counts for what it may lock. To be called while
/// there is one thread.
///
/// All of it is locked, whoever allocated it: the copies that OpenSSL and the toolkit make of a key are no less secret. Under a
/// limit that cannot be done: what is allocated beyond it would end the program.
pub fn lock_memory() {
    let _ = SWAP.set(locked());
}

/// What came of [`lock_memory`].
pub fn swap() -> Swap {
    SWAP.get().copied().unwrap_or(Swap::Unknown)
}

#[cfg(target_os = "linux")]
fn locked() -> Swap {
    use rustix::mm::{MlockAllFlags, mlockall};
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    // The limit of this process is raised as far as that of its user goes.
    let _ = setrlimit(Resource::Memlock, Rlimit { current: None, maximum: None });
    let own = getrlimit(Resource::Memlock);
    // Where there is one still, it counts for all but those who have the right to ignore it (CAP_IPC_LOCK): under a limit of
    // nothing they alone can lock anything.
    if own.current.is_some() && setrlimit(Resource::Memlock, Rlimit { current: Some(0), ..own }).is_err() {
        return Swap::Limited(own.current.unwrap_or(0));
    }
    // Pages are locked when they are used for the first time; most of what is mapped never is.
    let is_locked = mlockall(MlockAllFlags::CURRENT | MlockAllFlags::FUTURE | MlockAllFlags::ONFAULT).is_ok();
    let _ = setrlimit(Resource::Memlock, own);
    if is_locked { Swap::Never } else { Swap::Limited(own.current.unwrap_or(0)) }
}

#[cfg(not(target_os = "linux"))]
fn locked() -> Swap {
    Swap::Unknown
}

static IS_SECLUDED: AtomicBool = AtomicBool::new(false);

/// From now on this process leaves no core dump, and on Linux no other process of this user may read its memory.
///
/// What the system does not allow is left: it is a second wall, not the first.
pub fn seclude() {
    if std::env::var_os(ALLOW_DEBUGGER).is_some_and(|value| !value.is_empty()) {
        return;
    }
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    }
    IS_SECLUDED.store(true, Ordering::SeqCst);
    set_readable(false);
}

/// While it lives, others of this user may look at the process: a desktop portal opens no dialog for one whose `/proc` entry
/// it cannot read. There is no core dump all the same.
#[must_use]
pub struct Readable(());

impl Readable {
    pub fn begin() -> Self {
        set_readable(true);
        Self(())
    }
}

impl Drop for Readable {
    fn drop(&mut self) {
        set_readable(false);
    }
}

/// Does nothing where the process was never secluded.
fn set_readable(is_readable: bool) {
    if !IS_SECLUDED.load(Ordering::SeqCst) {
        return;
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(match is_readable {
            true => DumpableBehavior::Dumpable,
            false => DumpableBehavior::NotDumpable,
        });
    }
    #[cfg(not(target_os = "linux"))]
    let _ = is_readable;
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{Readable, Swap, lock_memory, seclude, swap};
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};

    const CHILD: &str = "JOTSMITH_TEST_SWAP";

    /// What is locked is the whole process: another one does it.
    #[test]
    fn all_memory_is_locked_or_the_limit_is_told() {
        if std::env::var_os(CHILD).is_some() {
            assert_eq!(swap(), Swap::Unknown);
            lock_memory();
            let status = std::fs::read_to_string("/proc/self/status").unwrap();
            let locked = status.lines().find_map(|line| line.strip_prefix("VmLck:")).unwrap();
            let locked: u64 = locked.trim().trim_end_matches(" kB").parse().unwrap();
            match swap() {
                Swap::Never => assert!(locked > 1_024, "{locked} kB"),
                Swap::Limited(limit) => {
                    assert_eq!((Some(limit), locked), (getrlimit(Resource::Memlock).current, 0));
                }
                Swap::Unknown => panic!("it was asked"),
            }
            // What is allocated later, and another thread.
            let more = || vec![1_u8; 32 << 20].iter().map(|byte| u64::from(*byte)).sum::<u64>();
            let thread = std::thread::Builder::new().spawn(more).unwrap();
            assert_eq!(thread.join().unwrap(), 32 << 20);
            println!("{CHILD}");
            return;
        }
        let own = std::env::current_exe().unwrap();
        let test = ["process::tests::all_memory_is_locked_or_the_limit_is_told", "--exact", "--nocapture"];
        for limit in ["", "ulimit -S -l 64; ", "ulimit -l 64; ", "ulimit -l 0; "] {
            let run = format!("{limit}exec \"$@\"");
            let output =
                std::process::Command::new("sh").args(["-c", &run, "sh"]).arg(&own).args(test).env(CHILD, "1").output();
            let output = output.unwrap();
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && said.contains(CHILD), "{limit}{said}");
        }
    }

    #[test]
    fn no_core_dump_and_no_reader_except_while_a_portal_looks() {
        seclude();
        assert_eq!(getrlimit(Resource::Core).maximum, Some(0));
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
        let readable = Readable::begin();
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::Dumpable));
        drop(readable);
        assert_eq!(dumpable_behavior(), Ok(DumpableBehavior::NotDumpable));
    }
}

/// Whether a program or a script reads what is printed: it is piped, or sent to a file by somebody at a terminal. A desktop
/// gives none of these.
#[cfg(unix)]
pub fn is_output_read() -> bool {
    use std::io::IsTerminal as _;
    use std::os::unix::fs::FileTypeExt as _;
    let Ok(output) = std::fs::metadata("/dev/stdout") else { return false };
    output.file_type().is_fifo() || output.is_file() && io::stdin().is_terminal()
}

#[cfg(not(unix))]
pub fn is_output_read() -> bool {
    false
}

#[cfg(test)]
mod panic_tests {
    use super::{last_panic, scrub_panics};
    use std::process::Command;

    const SECRET: &str = "eyJhbGciOiJub25lIn0";
    const CHILD: &str = "JOTSMITH_TEST_PANIC";

    /// The hook is that of the whole process: another one shows it.
    #[test]
    fn a_panic_says_where_and_never_what() {
        if std::env::var_os(CHILD).is_some() {
            scrub_panics();
            let _ = std::panic::catch_unwind(|| panic!("{SECRET} cannot be read"));
            assert!(last_panic().is_some_and(|place| place.contains("process.rs")));
            assert_eq!(last_panic(), None);
            return;
        }
        let own = std::env::current_exe().unwrap();
        let test = ["process::panic_tests::a_panic_says_where_and_never_what", "--exact", "--nocapture"];
        let output = Command::new(own).args(test).env(CHILD, "1").env("RUST_BACKTRACE", "full").output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}");
        assert!(said.contains(file!()) && !said.contains(SECRET), "{said}");
    }
}
