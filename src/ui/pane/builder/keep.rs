//! The name of a new template, and that a draft is of an earlier session.

use super::send;
use crate::app::message::builder::BuildCommand;
use crate::app::message::builder::keep::KeepCommand;
use crate::app::value::Icon;
use crate::app::view::builder::DraftView;
use crate::ui::widget::sides::sides;
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, icon, theme};
use egui::{Align, Key, Label, Layout, Rect, RichText, TextEdit, Ui, UiBuilder, pos2, vec2};

/// Height of the line that says that a draft was restored.
const STRIP: f32 = 38.0;

/// What was typed as a name so far.
#[derive(Default)]
pub(crate) struct NameState {
    name: String,
    is_focused: bool,
}

/// The line above, while a name for a new template is asked for.
pub(crate) fn name_bar(ui: &mut Ui, cx: &mut Cx<'_>, line: Rect, why: &str, state: &mut NameState) {
    let inside = line.shrink2(vec2(theme::PAD, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.add(Label::new(RichText::new("Save as template").font(theme::strong())).selectable(false));
        let field = TextEdit::singleline(&mut state.name).hint_text("Name").desired_width(220.0);
        let field = ui.add(field).accessible_name("Name of the template");
        if !state.is_focused {
            state.is_focused = true;
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let left = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        let named = !state.name.trim().is_empty();
        let clicked = ui.add_enabled_ui(named, |ui| button::primary_button(ui, "Save").clicked()).inner;
        if named && (clicked || entered) {
            send(cx, BuildCommand::Keep(KeepCommand::Save(state.name.trim().to_owned())));
        }
        if button::text_button(ui, None, "Cancel").clicked() || left {
            send(cx, BuildCommand::Keep(KeepCommand::Name(false)));
        }
        let (words, ink) = match why {
            "" => ("Texts, structure and algorithms; never a key", cx.palette.weak),
            why => (why, cx.palette.bad),
        };
        ui.add(Label::new(RichText::new(words).font(theme::small()).color(ink)).truncate());
    });
}

/// Says that the draft is of an earlier session, and gives back what room is left.
pub(crate) fn restored_strip(ui: &mut Ui, cx: &mut Cx<'_>, rest: Rect, draft: &DraftView) -> Rect {
    let Some(words) = &draft.restored else { return rest };
    let strip = Rect::from_min_size(rest.min, vec2(rest.width(), STRIP));
    ui.painter().rect_filled(strip, 0, cx.palette.raised);
    super::area(ui, strip, "restored", |ui| {
        let inside = strip.shrink2(vec2(theme::PAD, 0.0));
        let mut sent = Vec::new();
        ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            sides(
                ui,
                "restored",
                |ui| {
                    ui.spacing_mut().item_spacing.x = 6.0;
                    icon::show(ui, Icon::Undo, 14.0, cx.palette.weak);
                    ui.add(Label::new(RichText::new(words).color(cx.palette.text)).truncate());
                },
                |ui| {
                    let discard = button::text_button(ui, Some(Icon::Trash), "Discard");
                    if discard.accessible_name("Discard the restored draft").clicked() {
                        sent.push(KeepCommand::Discard);
                    }
                    if button::sized_icon_button(ui, Icon::Cross, "Keep the restored draft", 24.0, 14.0, None).clicked()
                    {
                        sent.push(KeepCommand::Settled);
                    }
                },
            );
        });
        for command in sent {
            send(cx, BuildCommand::Keep(command));
        }
    });
    Rect::from_min_max(pos2(rest.left(), strip.bottom()), rest.max)
}
