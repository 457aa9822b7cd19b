//! Work on all cores of the computer, with somebody who is told how it goes.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// How often it is told.
const OFTEN: Duration = Duration::from_millis(500);

/// Does the work on as many threads as there are cores, and comes back when all of them are done. Where no thread can be started
/// it is done on this one.
pub fn on_all(work: impl Fn() + Sync, mut tell: impl FnMut()) {
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    let work = &work;
    std::thread::scope(|scope| {
        // It is over when nobody holds the other end any more.
        let (working, all_done) = mpsc::channel::<()>();
        let start = || {
            let working = working.clone();
            std::thread::Builder::new().spawn_scoped(scope, move || {
                work();
                drop(working);
            })
        };
        if (0..count).filter_map(|_| start().ok()).count() == 0 {
            work();
        }
        drop(working);
        while all_done.recv_timeout(OFTEN) == Err(RecvTimeoutError::Timeout) {
            tell();
        }
    });
}
