//! Fields with their names beside them. What is typed counts when it is meant, not with every key.

use super::Cx;
use crate::app::value::grouped;
use crate::app::value::size::{LONGEST_TEXT, MOST};
use crate::ui::{egui, theme};
use egui::{Align, DragValue, Id, Label, Layout, Response, RichText, TextEdit, Ui, vec2};
use std::ops::RangeInclusive;

/// What a field is called, and where.
#[derive(Clone, Copy)]
pub struct Name<'a> {
    words: &'a str,
    /// As wide as the names of the fields above and below; `None`: as wide as its words.
    width: Option<f32>,
}

impl<'a> Name<'a> {
    /// In small letters where it is as wide as its words.
    pub const fn of(words: &'a str, width: Option<f32>) -> Self {
        Self { words, width }
    }

    /// Draws it.
    pub fn show(self, ui: &mut Ui, cx: &Cx<'_>) -> Response {
        let Some(width) = self.width else {
            let words = RichText::new(self.words).font(theme::small()).color(cx.palette.weak);
            return ui.add(Label::new(words).selectable(false));
        };
        let size = vec2(width, ui.spacing().interact_size.y);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_width(width);
            ui.add(Label::new(RichText::new(self.words).color(cx.palette.text)).selectable(false).truncate())
        })
        .inner
    }
}

/// A named number. It counts when it is set, not while it is dragged or typed.
pub fn number_field(ui: &mut Ui, cx: &Cx<'_>, name: Name<'_>, value: u64) -> Option<u64> {
    number_field_within(ui, cx, name, value, 0..=MOST, "")
}

/// A number that is written as every other one is: `4,096`, and is typed as people do.
pub fn grouped_value(number: &mut u64) -> DragValue<'_> {
    let field = DragValue::new(number).custom_formatter(|number, _| grouped(number as usize));
    field.custom_parser(|text| text.replace([',', '_', ' '], "").parse().ok())
}

/// The same within limits, and with its unit behind it.
pub fn number_field_within(
    ui: &mut Ui,
    cx: &Cx<'_>,
    name: Name<'_>,
    value: u64,
    range: RangeInclusive<u64>,
    unit: &str,
) -> Option<u64> {
    let id = ui.make_persistent_id(("field", name.words));
    let mut shown: u64 = ui.data(|data| data.get_temp(id)).unwrap_or(value);
    let response = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let label = name.show(ui, cx);
            let field = grouped_value(&mut shown).range(range).suffix(unit).update_while_editing(false);
            ui.add(field).labelled_by(label.id).accessible_name(name.words)
        })
        .inner;
    if response.dragged() {
        ui.data_mut(|data| data.insert_temp(id, shown));
        return None;
    }
    ui.data_mut(|data| data.remove_temp::<u64>(id));
    (shown != value).then_some(shown)
}

/// A named line of text. It counts when the keyboard leaves it.
pub fn text_field(ui: &mut Ui, cx: &Cx<'_>, name: Name<'_>, value: &str) -> Option<String> {
    let id: Id = ui.make_persistent_id(("field", name.words));
    let mut shown: String = ui.data(|data| data.get_temp(id)).unwrap_or_else(|| value.to_owned());
    let response = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let label = name.show(ui, cx);
            let width = ui.available_width().min(220.0);
            let field = TextEdit::singleline(&mut shown).font(theme::mono()).char_limit(LONGEST_TEXT);
            ui.add(field.desired_width(width)).labelled_by(label.id).accessible_name(name.words)
        })
        .inner;
    if response.lost_focus() {
        ui.data_mut(|data| data.remove_temp::<String>(id));
        return (shown != value).then_some(shown);
    }
    if response.changed() {
        ui.data_mut(|data| data.insert_temp(id, shown));
    }
    None
}
