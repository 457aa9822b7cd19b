//! A session bus of a test's own.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};

pub(super) struct TestBus {
    daemon: Child,
    pub address: String,
}

impl TestBus {
    /// `None` where there is no program for it, and it is said what is not tested then.
    pub fn start(untested: &str) -> Option<Self> {
        let started = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address=1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut daemon) = started else {
            assert!(std::env::var_os("JOTSMITH_TEST_ALL").is_none(), "no dbus-daemon here");
            // Not by println!, which a test that passes keeps to itself.
            let _ = writeln!(std::io::stderr(), "no dbus-daemon here: {untested} is not tested");
            return None;
        };
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Some(Self { daemon, address: address.trim().to_owned() })
    }
}

impl Drop for TestBus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}
