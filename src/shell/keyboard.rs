//! The keys of the clipboard, and the middle button. The toolkit would read it on the window's thread, where a program that
//! does not answer holds up everything; so its own handling is switched off, and a paste comes with a later frame. What text
//! fields copy goes the same way.

use super::clipboard::Board;
use super::{News, Post};
use eframe::egui::{Context, Event, FullOutput, Key, Modifiers, OutputCommand, Plugin, PointerButton, Pos2};
use zeroize::Zeroizing;

/// Where the middle button was pressed.
pub(super) fn middle_clicks(events: &[Event]) -> Vec<Pos2> {
    let pressed = events.iter().filter_map(|event| match event {
        Event::PointerButton { pos, button: PointerButton::Middle, pressed: true, .. } => Some(*pos),
        _ => None,
    });
    pressed.collect()
}

/// Takes what text fields and labels give to the clipboard out of the toolkit's hands, where that has none of its own.
pub(super) struct Copies(pub(super) Post);

impl Plugin for Copies {
    fn debug_name(&self) -> &'static str {
        "copies"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        output.platform_output.commands.retain_mut(|command| {
            let (board, text) = match command {
                OutputCommand::CopyText(text) => (Board::Clipboard, text),
                OutputCommand::TextSelectionSettled(text) => (Board::Selection, text),
                _ => return true,
            };
            (self.0)(News::Taken(board, Zeroizing::new(std::mem::take(text))));
            false
        });
    }
}

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
    use super::{Copies, take_clipboard_keys};
    use crate::shell::News;
    use crate::shell::clipboard::Board;
    use eframe::egui::{Context, Event, Key, Modifiers, OutputCommand, RawInput};
    use std::sync::{Arc, Mutex, mpsc};

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

    #[test]
    fn what_text_fields_copy_is_handed_over_and_the_rest_is_left() {
        let (sender, news) = mpsc::channel();
        let sender = Mutex::new(sender);
        let ctx = Context::default();
        ctx.add_plugin(Copies(Arc::new(move |news| sender.lock().unwrap().send(news).is_ok())));
        let output = ctx.run_ui(RawInput::default(), |ui| {
            ui.copy_text("copied".to_owned());
            ui.send_cmd(OutputCommand::TextSelectionSettled("selected".to_owned()));
            ui.open_url(eframe::egui::OpenUrl::new_tab("https://example.com"));
        });
        let left = output.platform_output.commands.clone();
        output.drop_without_applying_deltas();
        assert!(matches!(left.as_slice(), [OutputCommand::OpenUrl(_)]), "{left:?}");
        let told: Vec<(Board, String)> = news
            .try_iter()
            .map(|news| match news {
                News::Taken(board, text) => (board, text.to_string()),
                _ => panic!("something else"),
            })
            .collect();
        assert_eq!(told, [(Board::Clipboard, "copied".to_owned()), (Board::Selection, "selected".to_owned())]);
    }
}
