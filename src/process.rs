//! The process itself: what it holds in memory is nobody else's to see.
//!
//! A core dump would write keys to the disk, where they outlive the program, and a debugger of the same user would read
//! them. Both are switched off; `JOTSMITH_ALLOW_DEBUGGER` leaves them as the system has them, for whoever looks for a fault.

use std::sync::atomic::{AtomicBool, Ordering};

/// Leaves core dumps and debuggers as the system has them, where it is set to anything.
pub const ALLOW_DEBUGGER: &str = "JOTSMITH_ALLOW_DEBUGGER";

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
    /// Begins.
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
    use super::{Readable, seclude};
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};

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
