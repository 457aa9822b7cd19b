//! Names that are offered while one types, at the caret.

use crate::app::value::builder::Field;
use crate::app::view::builder::{Completion, KnownValues, completions};
use crate::ui::theme::Palette;
use crate::ui::{egui, theme};
use egui::{
    Area, Button, Event, Frame, Id, Key, Label, LayerId, Modifiers, Order, Rect, RichText, ScrollArea, Ui, vec2,
};

/// Height of the list.
const HEIGHT: f32 = 176.0;
/// Width of the list.
const WIDTH: f32 = 380.0;

/// What is offered in a field.
#[derive(Default)]
pub(super) struct Offers {
    /// Where the caret stood when something was typed last: elsewhere nothing is offered.
    at: Option<usize>,
    /// It was asked for there.
    is_asked: bool,
    is_open: bool,
    chosen: usize,
}

/// Where something was typed.
pub(super) struct TypedAt {
    /// Names the field in the toolkit.
    pub id: Id,
    pub field: Field,
    /// The byte at which the caret stands.
    pub caret: usize,
    /// The text was changed just now.
    pub is_changed: bool,
    /// Where the caret stands on the screen.
    pub anchor: Rect,
}

/// Keys that were meant for the list.
#[derive(Clone, Copy, Default)]
pub(super) struct OfferKeys {
    moved: isize,
    accepts: bool,
    dismisses: bool,
    asks: bool,
}

impl Offers {
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    pub fn close(&mut self) {
        self.is_open = false;
        self.is_asked = false;
        self.at = None;
    }

    /// Whether the pointer is over the list.
    pub fn is_under_pointer(&self, ui: &Ui, id: Id) -> bool {
        let layer = LayerId::new(Order::Foreground, id.with("offers"));
        let at = ui.ctx().pointer_interact_pos();
        self.is_open && at.and_then(|at| ui.ctx().layer_id_at(at)) == Some(layer)
    }

    /// Takes the keys of the list out of the input before the field sees them.
    pub fn take_keys(&self, ui: &Ui, id: Id) -> OfferKeys {
        let mut keys = OfferKeys::default();
        // Another field than the one that has the keyboard would take them away from it.
        if !ui.memory(|memory| memory.has_focus(id)) {
            return keys;
        }
        ui.input_mut(|input| {
            if self.is_open {
                input.events.retain(|event| match event {
                    Event::Key { key, pressed: true, modifiers, .. } if modifiers.is_none() => {
                        match key {
                            Key::ArrowDown => keys.moved += 1,
                            Key::ArrowUp => keys.moved -= 1,
                            Key::Enter | Key::Tab => keys.accepts = true,
                            Key::Escape => keys.dismisses = true,
                            _ => return true,
                        }
                        false
                    }
                    _ => true,
                });
            }
            keys.asks = input.consume_key(Modifiers::CTRL, Key::Space);
        });
        keys
    }

    /// Shows what could stand at the caret. Returns where the caret goes if something was accepted into `text`.
    pub fn show(
        &mut self,
        ui: &Ui,
        palette: &'static Palette,
        text: &mut String,
        typed: &TypedAt,
        known: &KnownValues,
        keys: OfferKeys,
    ) -> Option<usize> {
        if typed.is_changed || keys.asks {
            self.at = Some(typed.caret);
            self.chosen = 0;
            self.is_asked = keys.asks || (self.is_asked && self.is_open);
        } else if self.at != Some(typed.caret) || keys.dismisses {
            self.close();
        }
        self.at?;
        let offered = completions(typed.field, text, typed.caret, known, self.is_asked);
        // Before anything is typed names would be in the way; of the values that can stand there one is mostly meant.
        let is_begun = offered.first().is_some_and(|offer| offer.word > 0 || offer.is_value);
        if offered.is_empty() || !(is_begun || self.is_asked || self.is_open) {
            self.is_open = false;
            return None;
        }
        let count = offered.len();
        self.chosen = self.chosen.min(count - 1).saturating_add_signed(keys.moved).min(count - 1);
        let clicked = if keys.accepts && self.is_open { None } else { self.list(ui, palette, typed, &offered, keys) };
        let accepted = clicked.or_else(|| (keys.accepts && self.is_open).then_some(self.chosen));
        self.is_open = true;
        let accepted = offered.get(accepted?)?;
        self.close();
        let caret = put(text, typed.caret, accepted);
        // Behind a name its values are next.
        if !accepted.is_value {
            self.at = Some(caret);
            self.chosen = 0;
            ui.ctx().request_repaint();
        }
        Some(caret)
    }

    fn list(
        &self,
        ui: &Ui,
        palette: &'static Palette,
        typed: &TypedAt,
        offered: &[Completion],
        keys: OfferKeys,
    ) -> Option<usize> {
        let screen = ui.ctx().content_rect();
        let below = typed.anchor.bottom() + HEIGHT + 16.0 < screen.bottom();
        let area = Area::new(typed.id.with("offers")).order(Order::Foreground).constrain(true);
        let area = if below {
            area.fixed_pos(typed.anchor.left_bottom() + vec2(-4.0, 3.0))
        } else {
            area.pivot(egui::Align2::LEFT_BOTTOM).fixed_pos(typed.anchor.left_top() + vec2(-4.0, -3.0))
        };
        let mut clicked = None;
        area.show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).inner_margin(4).show(ui, |ui| {
                ui.set_width(WIDTH.min(screen.width() - 40.0));
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.visuals_mut().selection.bg_fill = palette.accent_fill;
                ScrollArea::vertical().max_height(HEIGHT).min_scrolled_height(HEIGHT).show(ui, |ui| {
                    for (index, completion) in offered.iter().enumerate() {
                        let is_chosen = index == self.chosen;
                        let row = ui.horizontal(|ui| {
                            let name = RichText::new(&completion.shown).font(theme::mono()).color(palette.text);
                            let name = ui.add(Button::selectable(is_chosen, name));
                            if name.clicked() {
                                clicked = Some(index);
                            }
                            let words = RichText::new(&completion.words).font(theme::small()).color(palette.weak);
                            ui.add(Label::new(words).truncate().selectable(false));
                        });
                        if is_chosen && keys.moved != 0 {
                            row.response.scroll_to_me(None);
                        }
                    }
                });
            });
        });
        clicked
    }
}

/// Puts a completion in place of the word at the caret, in a string with the closing quote if there is none, and behind a
/// name the colon. Returns where the caret goes: between the quotes of a value that is a string.
fn put(text: &mut String, caret: usize, completion: &Completion) -> usize {
    let start = caret.saturating_sub(completion.word);
    let end = caret + completion.rest;
    let has_quote = completion.is_in_string && text.get(end..).is_some_and(|rest| rest.starts_with('"'));
    let end = if has_quote { end + 1 } else { end };
    let quote = if completion.is_in_string { "\"" } else { "" };
    let insert = format!("{}{quote}{}", completion.insert, completion.tail);
    if text.get(start..end).is_none() {
        return caret;
    }
    text.replace_range(start..end, &insert);
    let is_between = completion.tail.ends_with('"') || insert.ends_with(": \"\"");
    start + insert.len() - usize::from(is_between)
}

#[cfg(test)]
mod tests {
    use super::put;
    use crate::app::view::builder::Completion;

    #[test]
    fn what_is_accepted_closes_its_string() {
        let completion = |tail| Completion {
            shown: "exp".to_owned(),
            insert: "exp".to_owned(),
            words: String::new(),
            tail,
            word: 2,
            rest: 0,
            is_in_string: true,
            is_value: false,
        };
        let mut text = "{\"ex\"}".to_owned();
        let caret = put(&mut text, 4, &completion(": "));
        assert_eq!((text.as_str(), caret), ("{\"exp\": }", 8));
        let mut text = "{\"ex".to_owned();
        let caret = put(&mut text, 4, &completion(": \"\""));
        assert_eq!((text.as_str(), &text[..caret]), ("{\"exp\": \"\"", "{\"exp\": \""));
    }
}
