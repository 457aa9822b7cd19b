//! What is undone before a signal ends or stops the program in the middle of something.

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level::emulate_default_handler;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};

const SIGNALS: [i32; 5] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP];

/// While it lives, something is undone before a signal does what it always does.
pub(in crate::cli) struct Interruption {
    handle: Handle,
    watcher: Option<JoinHandle<Signals>>,
    is_default: Arc<AtomicBool>,
}

impl Interruption {
    /// `undo` is told the signal; `redo` follows where the program goes on after it was stopped. `None`: the system has no
    /// thread or no pipe left, and signals act at once.
    pub(in crate::cli) fn new(
        mut undo: impl FnMut(i32) + Send + 'static,
        mut redo: impl FnMut() + Send + 'static,
    ) -> Option<Self> {
        let is_default = default_action()?;
        let mut signals = Signals::new(SIGNALS).ok()?;
        let handle = signals.handle();
        is_default.store(false, Ordering::SeqCst);
        let watch = move || {
            for signal in &mut signals {
                undo(signal);
                // It comes back from a stop alone.
                let _ = emulate_default_handler(signal);
                redo();
            }
            signals
        };
        let watcher = thread::Builder::new().name("jotsmith-interruption".to_owned()).spawn(watch);
        if watcher.is_err() {
            is_default.store(true, Ordering::SeqCst);
        }
        Some(Self { handle, watcher: Some(watcher.ok()?), is_default })
    }
}

impl Drop for Interruption {
    fn drop(&mut self) {
        self.handle.close();
        let signals = self.watcher.take().and_then(|watcher| watcher.join().ok());
        self.is_default.store(true, Ordering::SeqCst);
        // What came while the watcher ended.
        for signal in signals.into_iter().flat_map(|mut signals| signals.pending().collect::<Vec<_>>()) {
            if signal != SIGTSTP {
                let _ = emulate_default_handler(signal);
            }
        }
    }
}

/// Whether signals act at once. A handler that is taken back leaves a signal without any effect, so the default action is
/// a handler of its own: Ctrl-C ends what follows the question as well.
fn default_action() -> Option<Arc<AtomicBool>> {
    static IS_DEFAULT: OnceLock<Option<Arc<AtomicBool>>> = OnceLock::new();
    let register = || {
        let is_default = Arc::new(AtomicBool::new(true));
        for signal in SIGNALS {
            signal_hook::flag::register_conditional_default(signal, Arc::clone(&is_default)).ok()?;
        }
        Some(is_default)
    };
    IS_DEFAULT.get_or_init(register).clone()
}
