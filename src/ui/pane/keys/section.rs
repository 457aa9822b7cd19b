//! What is kept beside the keys, below them: the certificates that are trusted, and tokens.

use crate::app::message::anchor::AnchorCommand;
use crate::app::message::command::Command;
use crate::app::value::{Icon, Tone};
use crate::app::view::PlaceRow;
use crate::ui::widget::focus::follow_focus;
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, icon, theme};
use egui::{Align, Label, Layout, Rect, RichText, ScrollArea, Stroke, Ui, UiBuilder, pos2, vec2};

/// Height of the line above them, and of one of them.
const HEAD: f32 = 40.0;
const ROW: f32 = 34.0;
/// So many are seen without scrolling, where there is room.
const SEEN: usize = 4;

/// The certificates that are trusted, or the tokens.
pub struct Section<'a> {
    title: &'static str,
    icon: Icon,
    /// Said where there is none.
    hint: &'static str,
    /// Brings one in.
    load: Option<(&'static str, &'static str, Command)>,
    rows: &'a [PlaceRow],
}

/// Those that are shown, from top to bottom: trust anchors have their place also where there is none.
pub fn all<'a>(cx: &Cx<'a>) -> Vec<Section<'a>> {
    let keys = &cx.view.keys;
    let tokens = (!keys.tokens.is_empty()).then(|| Section {
        title: "Kept tokens",
        icon: Icon::Inspect,
        hint: "",
        load: None,
        rows: &keys.tokens,
    });
    let anchors = keys.anchors.as_ref().map(|rows| Section {
        title: "Trust anchors",
        icon: Icon::Check,
        hint: "A token whose certificates (x5c) lead to one is verified with them",
        load: Some((
            "Load trust anchor…",
            "Load a certificate, PEM or DER, that you trust",
            Command::Anchor(AnchorCommand::Load),
        )),
        rows,
    });
    tokens.into_iter().chain(anchors).collect()
}

impl Section<'_> {
    /// The height that it takes of `room`, which it shares with `others`.
    pub fn height(&self, room: f32, others: usize) -> f32 {
        let rows = self.rows.len().min(SEEN) as f32 * ROW;
        let share = 0.45 / (others + 1) as f32;
        HEAD + if rows > 0.0 { (rows + 6.0).min((room * share - HEAD).max(ROW)) } else { 0.0 }
    }

    /// Draws it.
    pub fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
        ui.painter().rect_filled(rect, 0, cx.palette.base);
        ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, cx.palette.line));
        let head = Rect::from_min_size(rect.min, vec2(rect.width(), HEAD)).shrink2(vec2(theme::WIDE, 0.0));
        ui.scope_builder(UiBuilder::new().max_rect(head).layout(Layout::right_to_left(Align::Center)), |ui| {
            if let Some((label, tip, command)) = &self.load
                && button::text_button(ui, Some(Icon::Open), label).on_hover_text(*tip).clicked()
            {
                cx.send(command.clone());
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = theme::GAP;
                icon::show(ui, self.icon, 15.0, cx.palette.weak);
                let words = RichText::new(self.title).font(theme::strong()).color(cx.palette.strong);
                ui.add(Label::new(words).selectable(false));
                let words = if self.rows.is_empty() { self.hint.to_owned() } else { self.rows.len().to_string() };
                let words = RichText::new(words).font(theme::small()).color(cx.palette.weak);
                // Where it is cut, the tip has all of it.
                ui.add(Label::new(words).truncate().selectable(false));
            });
        });
        if self.rows.is_empty() {
            return;
        }
        let list = Rect::from_min_max(pos2(rect.left(), rect.top() + HEAD), rect.max);
        super::super::area(ui, list, self.title, |ui| {
            ScrollArea::vertical().id_salt(self.title).auto_shrink(false).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (index, shown) in self.rows.iter().enumerate() {
                    row(ui, cx, index, shown);
                }
                follow_focus(ui);
            });
        });
    }
}

fn row(ui: &mut Ui, cx: &mut Cx<'_>, index: usize, shown: &PlaceRow) {
    let (place, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), egui::Sense::hover());
    let inside = place.shrink2(vec2(theme::WIDE, 0.0));
    let builder = UiBuilder::new()
        .id_salt(index)
        .max_rect(inside)
        .layout(Layout::right_to_left(Align::Center))
        .accessibility_role(egui::accesskit::Role::Row)
        .accessibility_label(shown.title.as_str());
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        // The last one removes it, and every row has it.
        let (remove, others) = match shown.actions.split_last() {
            Some((remove, others)) => (Some(remove), others),
            None => (None, [].as_slice()),
        };
        if let Some(remove) = remove
            && button::sized_icon_button(ui, Icon::Trash, &remove.label, 24.0, 15.0, None).clicked()
        {
            cx.send(remove.command.clone());
        }
        for action in others.iter().rev() {
            let offered = button::text_button(ui, action.icon, &action.label);
            // No two buttons have one name.
            if offered.accessible_name(format!("{}: {}", action.label, shown.title)).clicked() {
                cx.send(action.command.clone());
            }
        }
        let ink = if shown.tone == Tone::Neutral { cx.palette.weak } else { cx.palette.tone(shown.tone) };
        ui.add(Label::new(RichText::new(&shown.note).font(theme::small()).color(ink)).selectable(false));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let words = RichText::new(&shown.title).font(theme::strong()).color(cx.palette.text);
            let room = ui.available_width();
            let source = RichText::new(&shown.source).font(theme::small()).color(cx.palette.weak);
            ui.allocate_ui_with_layout(vec2(room * 0.6, ROW), Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(words).truncate()).on_hover_text(shown.details.as_str());
            });
            ui.add(Label::new(source).truncate().selectable(false)).on_hover_text(shown.details.as_str());
        });
    });
}
