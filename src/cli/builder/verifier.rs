//! A verifier of somebody else's, run on one token at a time.

#[cfg(unix)]
use crate::cli::source::interruption::Interruption;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{self, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Longest pause between two looks at whether it has ended.
const PAUSE: Duration = Duration::from_millis(20);
/// As which status a shell reports a program that was killed by SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGKILL or SIGSEGV.
const CRASHED_IN_A_SHELL: [i32; 7] = [132, 134, 135, 136, 137, 138, 139];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Accepted,
    Rejected,
    /// A signal or an exception ended it.
    Crashed,
    /// It was killed when its time was over.
    TimedOut,
    /// It was not run: the system takes no argument of this length.
    TooLong,
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Crashed => "crashed",
            Self::TimedOut => "timed out",
            Self::TooLong => "not tried: the token is too long for an argument",
        })
    }
}

pub(super) struct Verifier<'a> {
    program: &'a str,
    arguments: &'a [String],
    /// Variables that are not passed on: those that the arguments name.
    secrets: Vec<&'a OsStr>,
    /// And those that are called as if they were for this program alone.
    own: Vec<OsString>,
    limit: Duration,
    #[cfg(unix)]
    group: group::Group,
}

impl<'a> Verifier<'a> {
    pub(super) fn new(program: &'a str, arguments: &'a [String], secrets: Vec<&'a OsStr>, limit: Duration) -> Self {
        #[cfg(unix)]
        let group = group::Group::new();
        let own = std::env::vars_os().map(|(name, _)| name).filter(|name| is_own(name)).collect();
        Self {
            program,
            arguments,
            secrets,
            own,
            limit,
            #[cfg(unix)]
            group,
        }
    }

    /// What it answers. No shell reads the token: it is whatever an attacker wrote.
    ///
    /// # Errors
    ///
    /// It does not run at all.
    pub(super) fn answer(&mut self, token: &str) -> io::Result<Answer> {
        let is_argument = self.arguments.iter().any(|argument| argument.contains("{}"));
        let mut command = Command::new(self.program);
        command
            .args(self.arguments.iter().map(|argument| argument.replace("{}", token)))
            .stdin(if is_argument { Stdio::null() } else { Stdio::piped() })
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let own = self.own.iter().map(OsString::as_os_str);
        for name in self.secrets.iter().copied().chain(own) {
            command.env_remove(name);
        }
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = match command.spawn() {
            Err(error) if error.kind() == io::ErrorKind::ArgumentListTooLong => return Ok(Answer::TooLong),
            started => started?,
        };
        #[cfg(unix)]
        self.group.set(Some(&child));
        let ended = feed(&mut child, token).and_then(|()| wait(&mut child, self.limit));
        if !matches!(ended, Ok(Some(_))) {
            #[cfg(unix)]
            self.group.kill();
            let _ = child.kill();
            let _ = child.wait();
        }
        #[cfg(unix)]
        self.group.set(None);
        Ok(ended?.map_or(Answer::TimedOut, answer_of))
    }
}

/// Where the folders are is no secret, and a verifier can be this program again.
fn is_own(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b"JOTSMITH_") && !name.as_encoded_bytes().ends_with(b"_DIR")
}

/// Writes the token where it is read from standard input. A thread does: a verifier that never reads would hold up the
/// writer behind 64 kB for ever.
fn feed(child: &mut Child, token: &str) -> io::Result<()> {
    let Some(mut stdin) = child.stdin.take() else { return Ok(()) };
    let line = format!("{token}\n");
    let write = move || {
        // One that answers before it has read all of it closes the pipe.
        let _ = stdin.write_all(line.as_bytes());
    };
    thread::Builder::new().name("jotsmith-verifier".to_owned()).spawn(write).map(drop)
}

/// `None`: it still runs when its time is over.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() >= limit {
            return Ok(None);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(PAUSE);
    }
}

fn answer_of(status: ExitStatus) -> Answer {
    match status.code() {
        Some(0) => Answer::Accepted,
        // Windows: the exception, as a negative number.
        Some(code) if code < 0 || CRASHED_IN_A_SHELL.contains(&code) => Answer::Crashed,
        Some(_) => Answer::Rejected,
        None => Answer::Crashed,
    }
}

/// The verifier together with what it has started: a script that is killed alone leaves its programs running.
#[cfg(unix)]
mod group {
    use super::{Child, Interruption};
    use rustix::process::{Pid, Signal, kill_process_group};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI32, Ordering};

    pub(super) struct Group {
        id: Arc<AtomicI32>,
        /// Ctrl-C at the terminal does not reach a group of its own.
        _interruption: Option<Interruption>,
    }

    impl Group {
        pub(super) fn new() -> Self {
            let id = Arc::new(AtomicI32::new(0));
            let of_undo = Arc::clone(&id);
            let undo = move |signal| {
                if signal != signal_hook::consts::SIGTSTP {
                    kill(&of_undo);
                }
            };
            Self { id, _interruption: Interruption::new(undo, || {}) }
        }

        pub(super) fn set(&self, child: Option<&Child>) {
            let id = child.and_then(|child| i32::try_from(child.id()).ok()).unwrap_or(0);
            self.id.store(id, Ordering::SeqCst);
        }

        pub(super) fn kill(&self) {
            kill(&self.id);
        }
    }

    fn kill(id: &AtomicI32) {
        if let Some(id) = Pid::from_raw(id.load(Ordering::SeqCst)) {
            let _ = kill_process_group(id, Signal::KILL);
        }
    }
}
