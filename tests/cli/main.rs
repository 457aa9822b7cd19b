//! The command line as a person or a script meets it: the real binary, its output, its exit status.

mod build;
mod canary;
mod certificate;
mod dist;
mod doubt;
mod elsewhere;
mod everyday;
mod fault;
#[cfg(unix)]
mod fixed_openssl;
#[path = "../golden/mod.rs"]
mod golden;
mod honesty;
mod inspect;
mod keys;
#[cfg(unix)]
mod memory;
#[cfg(unix)]
mod page;
mod passphrase;
mod present;
mod presented;
mod promise;
mod readme;
mod real;
mod safety;
mod sarif;
mod sd_jwt;
mod security;
mod slip;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod supply;
mod templates;
#[cfg(unix)]
mod trust;
#[cfg(unix)]
mod typed;
mod vector;
#[cfg(unix)]
mod whole;
mod wrong;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The status of each verdict.
pub(crate) const VALID: i32 = 0;
pub(crate) const INVALID: i32 = 1;
pub(crate) const UNUSABLE: i32 = 2;
pub(crate) const UNCHECKED: i32 = 3;

/// Where what a test leaves is remembered: not among what is the person's.
const CONFIG: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/config");

/// The binary, where no display is: with one, a token or a file alone opens a window.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jotsmith"));
    for display in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(display);
    }
    command
}

/// `jotsmith inspect …`, its input empty unless [`Run::input`] gives one.
pub(crate) struct Run {
    command: Command,
    input: Vec<u8>,
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn inspect(arguments: &[&str]) -> Run {
    let mut command = program();
    command.env("JOTSMITH_CONFIG_DIR", CONFIG);
    command.arg("inspect").args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    Run { command, input: Vec::new() }
}

/// `jotsmith …`.
pub(crate) fn run(arguments: &[&str]) -> Run {
    let mut command = program();
    command.args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    Run { command, input: Vec::new() }
}

/// `jotsmith build …`.
pub(crate) fn build(arguments: &[&str]) -> Run {
    let mut command = program();
    command.arg("build").args(arguments);
    Run { command, input: Vec::new() }
}

/// `jotsmith present …`.
pub(crate) fn present(arguments: &[&str]) -> Run {
    let mut command = program();
    command.arg("present").args(arguments);
    Run { command, input: Vec::new() }
}

/// `jotsmith keys …`, with keyrings in this folder.
pub(crate) fn keys(folder: &Folder, arguments: &[&str]) -> Run {
    let mut command = program();
    command.arg("keys").args(arguments).env("JOTSMITH_DATA_DIR", folder.path("data"));
    command.env("JOTSMITH_CONFIG_DIR", CONFIG);
    Run { command, input: Vec::new() }
}

impl Run {
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = input.into();
        self
    }

    pub(crate) fn run(mut self) -> Ran {
        let mut child = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut stdin = child.stdin.take().expect("piped");
        let input = self.input;
        // Whoever does not read its input may leave while it is written.
        #[expect(clippy::disallowed_methods, reason = "a test writes while it reads")]
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let Output { status, stdout, stderr } = child.wait_with_output().expect("it ends");
        writer.join().expect("the writer ends");
        let ran = Ran {
            status: status.code().expect("it ends by itself"),
            stdout: String::from_utf8(stdout).expect("UTF-8"),
            stderr: String::from_utf8(stderr).expect("UTF-8"),
        };
        assert!(!ran.stderr.contains("panicked"), "{ran:?}");
        ran
    }
}

impl Ran {
    /// The report, for a run with `--json`.
    pub(crate) fn report(&self) -> serde_json::Value {
        assert!(self.stdout.ends_with('\n'), "{self:?}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A folder for the files of one test.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// Writes a file and gives its path.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).expect("writable");
        // What is said about a private key that others can read is not to depend on who runs the tests.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("ours");
        }
        text(&path)
    }

    /// A path in it.
    pub(crate) fn path(&self, name: &str) -> String {
        text(&self.0.path().join(name))
    }
}

fn text(path: &Path) -> String {
    PathBuf::from(path).into_os_string().into_string().expect("UTF-8")
}
