//! The keys of the clipboard. The toolkit would read it on the window's thread, where a program that does not answer holds
//! up everything; so its own handling is switched off, and a paste comes with a later frame.

use eframe::egui::{Event, Key, Modifiers};

/// Turns the keys for cut and copy into what text fields listen for, takes those for paste out, and says whether there was one.
pub(super) fn take_clipboard_keys(events: &mut Vec<Event>) -> bool {
    let mut is_paste = false;
    events.retain_mut(|event| {
        let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
        match meaning(*key, *modifiers) {
            Some(Meaning::Cut) => *event = Event::Cut,
            Some(Meaning::Copy) => *event = Event::Copy,
            Some(Meaning::Paste) => {
                is_paste = true;
                return false;
            }
            None => {}
        }
        true
    });
    is_paste
}

enum Meaning {
    Cut,
    Copy,
    Paste,
}

/// As the platform has it: Windows knows Insert and Delete besides.
fn meaning(key: Key, modifiers: Modifiers) -> Option<Meaning> {
    let is_windows = cfg!(target_os = "windows");
    match key {
        Key::Cut => Some(Meaning::Cut),
        Key::Copy => Some(Meaning::Copy),
        Key::Paste => Some(Meaning::Paste),
        Key::X if modifiers.command_only() => Some(Meaning::Cut),
        Key::C if modifiers.command_only() => Some(Meaning::Copy),
        Key::V if modifiers.command_only() => Some(Meaning::Paste),
        Key::Delete if is_windows && modifiers.shift => Some(Meaning::Cut),
        Key::Insert if is_windows && modifiers.ctrl => Some(Meaning::Copy),
        Key::Insert if is_windows && modifiers.shift => Some(Meaning::Paste),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::take_clipboard_keys;
    use eframe::egui::{Event, Key, Modifiers};

    fn key(key: Key, modifiers: Modifiers, pressed: bool) -> Event {
        Event::Key { key, physical_key: None, pressed, repeat: false, modifiers }
    }

    #[test]
    fn cut_and_copy_are_what_text_fields_know_and_a_paste_is_taken_out() {
        let mut events = vec![
            key(Key::C, Modifiers::COMMAND, true),
            key(Key::X, Modifiers::COMMAND, true),
            key(Key::V, Modifiers::COMMAND, true),
            key(Key::V, Modifiers::COMMAND, false),
            key(Key::V, Modifiers::COMMAND | Modifiers::SHIFT, true),
            key(Key::V, Modifiers::NONE, true),
        ];
        let rest = events[3..].to_vec();
        assert!(take_clipboard_keys(&mut events));
        assert_eq!(events[..2], [Event::Copy, Event::Cut]);
        assert_eq!(events[2..], rest);
        assert!(!take_clipboard_keys(&mut events), "asked once");
    }
}
