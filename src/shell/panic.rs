//! A panic says where it happened and nothing else: its message could quote a token.

use std::cell::RefCell;
use std::io::Write as _;

thread_local! {
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// From now on a panic prints the place in the source, never its message.
pub fn install_hook() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        // That nobody reads standard error is no reason for a second panic.
        let _ = writeln!(std::io::stderr(), "jotsmith: internal error at {place}");
        let _ = PLACE.try_with(|known| known.replace(Some(place)));
    }));
}

/// Where this thread last panicked.
pub fn last_place() -> Option<String> {
    PLACE.try_with(RefCell::take).ok().flatten()
}
