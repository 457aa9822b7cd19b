//! One key after the other: what comes in one frame with a key that moves the keyboard is for what gets it.
//!
//! The toolkit moves the keyboard while a frame is drawn, and takes every key of the frame for meant by what had it before.
//! A slow frame may hold Tab and the Enter behind it: the button that was left would be pressed.

use crate::ui::egui;
use egui::{Context, Event, Key, Plugin, RawInput};

/// Events that wait for the next frame.
#[derive(Default)]
pub struct Turns {
    held: Vec<Event>,
}

impl Plugin for Turns {
    fn debug_name(&self) -> &'static str {
        "turns"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        if !self.held.is_empty() {
            let come = std::mem::replace(&mut input.events, std::mem::take(&mut self.held));
            input.events.extend(come);
        }
        if let Some(at) = turn(&input.events) {
            self.held = input.events.split_off(at);
            ctx.request_repaint();
        }
    }
}

/// Where the events begin that are for what has the keyboard in the next frame; `None`: there are none.
fn turn(events: &[Event]) -> Option<usize> {
    let moves = |event: &Event| {
        let Event::Key { key, pressed: true, .. } = event else { return false };
        matches!(key, Key::Tab | Key::Enter | Key::Escape | Key::F6)
            || matches!(key, Key::ArrowUp | Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight)
    };
    let is_meant = |event: &Event| {
        matches!(
            event,
            Event::Key { pressed: true, .. }
                | Event::Text(_)
                | Event::Paste(_)
                | Event::Copy
                | Event::Cut
                | Event::Ime(_)
        )
    };
    let moved = events.iter().position(moves)? + 1;
    let next = events.get(moved..)?.iter().position(is_meant)?;
    Some(moved + next)
}

#[cfg(test)]
mod tests {
    use super::{Event, Key, turn};
    use crate::ui::egui::Modifiers;

    fn key(key: Key, pressed: bool) -> Event {
        Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE }
    }

    #[test]
    fn what_follows_a_key_that_moves_the_keyboard_waits() {
        assert_eq!(turn(&[]), None);
        assert_eq!(turn(&[key(Key::Tab, true), key(Key::Tab, false)]), None);
        let both = [key(Key::Tab, true), key(Key::Tab, false), key(Key::Enter, true), key(Key::Enter, false)];
        assert_eq!(turn(&both), Some(2));
        assert_eq!(turn(&[Event::Text("a".to_owned()), Event::Text("b".to_owned())]), None);
        assert_eq!(turn(&[key(Key::Enter, true), Event::Text("a".to_owned())]), Some(1));
        assert_eq!(turn(&[key(Key::Enter, false), Event::Text("a".to_owned())]), None);
    }
}
