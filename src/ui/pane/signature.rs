//! The right pane: signatures and recipients with a verdict each, or what the encryption is made of.

use super::{Heading, message_ui, pane_ui};
use crate::app::message::command::Command;
use crate::app::value::{PaneMode, PartKind, Tone};
use crate::app::view::{EntryView, ReasonView, RowList};
use crate::ui::widget::focus::follow_focus;
use crate::ui::widget::rows::inline_rows;
use crate::ui::widget::segment::{mode_name, segment};
use crate::ui::widget::{Cx, button, run};
use crate::ui::{egui, icon, theme};
use egui::{
    Align, Frame, Label, Layout, Margin, Rect, RichText, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, vec2,
};

/// More signatures or recipients than this are not laid out.
const MANY: usize = 200;
/// What the bytes can be shown as.
const MODES: [PaneMode; 2] = [PaneMode::Hex, PaneMode::Base64url];

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    let pane = &cx.view.signature;
    let kind = cx
        .view
        .token
        .parts
        .iter()
        .map(|part| part.kind)
        .find(|kind| matches!(kind, PartKind::Signature | PartKind::AuthenticationTag));
    let heading = Heading {
        title: &pane.title,
        subtitle: &pane.subtitle,
        brief: "",
        issuer: "",
        kind,
        modes: &[],
        mode: pane.mode,
        copy: pane.copy.as_ref(),
        more: &[],
        group: None,
    };
    pane_ui(ui, cx, rect, &heading, |ui, cx| {
        if let Some(message) = &pane.message
            && pane.entries.is_empty()
            && pane.facts.is_empty()
        {
            message_ui(ui, cx, &pane.title, message);
            return;
        }
        // All of it scrolls as one: what is said of the signature is never cut by its bytes.
        ScrollArea::vertical().id_salt("signature").auto_shrink(false).show(ui, |ui| {
            above(ui, cx);
            if let Some(rows) = &pane.bytes {
                bytes(ui, cx, rows);
            }
            follow_focus(ui);
        });
    });
}

fn bytes(ui: &mut Ui, cx: &mut Cx<'_>, rows: &RowList) {
    let pane = &cx.view.signature;
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::hover());
    ui.painter().hline(line.x_range(), line.top() + 0.5, Stroke::new(1.0, cx.palette.line));
    let inside = line.shrink2(vec2(theme::PAD, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::right_to_left(Align::Center)), |ui| {
        let choices = MODES.map(|mode| (mode, mode_name(mode)));
        if let Some(mode) = segment(ui, "Bytes", pane.mode, &choices) {
            cx.send(Command::SignatureMode(mode));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let words = RichText::new(&pane.bytes_title).font(theme::small()).color(cx.palette.weak);
            ui.add(Label::new(words).truncate().selectable(false));
        });
    });
    inline_rows(ui, cx, rows);
    ui.add_space(theme::GAP);
}

fn above(ui: &mut Ui, cx: &mut Cx<'_>) {
    let pane = &cx.view.signature;
    Frame::new().inner_margin(Margin { left: 12, right: 12, top: 6, bottom: 10 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        // The one that is open is shown even when it is far down a list that nobody would read.
        let far = pane.selected.saturating_sub(MANY / 2);
        let more = pane.entries.len().saturating_sub(MANY);
        for (index, each) in pane.entries.iter().enumerate().skip(far.min(more)).take(MANY) {
            entry(ui, cx, each, index, pane.entries.len() > 1, index == pane.selected);
        }
        if more > 0 {
            let words = format!("{more} more are not shown here");
            ui.add(Label::new(RichText::new(words).font(theme::small()).color(cx.palette.weak)));
        }
        if let Some(message) = &pane.message {
            ui.add(Label::new(RichText::new(&message.title).color(cx.palette.tone(message.tone))).wrap());
            for line in &message.lines {
                ui.add(Label::new(RichText::new(line).font(theme::small()).color(cx.palette.weak)).wrap());
            }
            ui.horizontal_wrapped(|ui| button::actions(ui, cx, &message.actions));
        }
        if !pane.actions.is_empty() {
            ui.horizontal_wrapped(|ui| button::actions(ui, cx, &pane.actions));
        }
        if !pane.facts.is_empty() {
            facts(ui, cx);
        }
    });
}

fn entry(ui: &mut Ui, cx: &mut Cx<'_>, entry: &EntryView, index: usize, several: bool, selected: bool) {
    let ink = cx.palette.tone(entry.tone);
    let edge = if several && selected { cx.palette.accent } else { cx.palette.line };
    let frame = Frame::new()
        .fill(if entry.tone == Tone::Neutral { cx.palette.neutral_fill } else { cx.palette.tone_fill(entry.tone) })
        .stroke(Stroke::new(1.0, edge))
        .corner_radius(theme::RADIUS)
        .inner_margin(Margin::symmetric(10, 8));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            ui.scope(|ui| {
                ui.add_space(0.0);
                icon::show(ui, entry.icon, 18.0, ink);
            });
            ui.vertical(|ui| {
                ui.add(Label::new(RichText::new(&entry.title).font(theme::strong()).color(ink)).wrap());
                if !entry.subtitle.is_empty() {
                    ui.add(
                        Label::new(RichText::new(&entry.subtitle).font(theme::small()).color(cx.palette.weak)).wrap(),
                    );
                }
                for reason in &entry.reasons {
                    self::reason(ui, cx, reason);
                }
                if !entry.note.is_empty() {
                    ui.add_space(2.0);
                    let link = ui.link(RichText::new(&entry.note).font(theme::small()));
                    if link.on_hover_text("Show the keys that were tried").clicked() {
                        cx.send(Command::SelectTab(crate::app::value::DrawerTab::KeysTried));
                    }
                }
            });
        });
    });
    if several {
        let id = ui.make_persistent_id(("entry", index));
        let response = ui.interact(shown.response.rect, id, Sense::click());
        let name = format!("{} {}: {}", cx.view.signature.title, index + 1, entry.title);
        response.widget_info(|| WidgetInfo::selected(egui::Role::RadioButton, true, selected, name.as_str()));
        button::focus_ring(ui, &response);
        if response.clicked() && !selected {
            cx.send(Command::SelectEntry(index));
        }
    }
}

/// A sentence, what to do, and the buttons that do it.
fn reason(ui: &mut Ui, cx: &mut Cx<'_>, reason: &ReasonView) {
    ui.add_space(2.0);
    ui.add(Label::new(RichText::new(&reason.message).color(cx.palette.text)).wrap());
    if !reason.advice.is_empty() {
        ui.add(Label::new(RichText::new(&reason.advice).font(theme::small()).color(cx.palette.weak)).wrap());
    }
    if !reason.actions.is_empty() {
        ui.horizontal_wrapped(|ui| button::actions(ui, cx, &reason.actions));
    }
}

fn facts(ui: &mut Ui, cx: &mut Cx<'_>) {
    let facts = &cx.view.signature.facts;
    let label_width = (ui.available_width() * 0.4).min(140.0);
    ui.add_space(2.0);
    for (label, runs) in facts {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            ui.allocate_ui_with_layout(vec2(label_width, 0.0), Layout::top_down(Align::LEFT), |ui| {
                ui.set_width(label_width);
                ui.add(Label::new(RichText::new(label).font(theme::small()).color(cx.palette.weak)).wrap());
            });
            let mut job = run::job(runs, cx.palette, &theme::body(), &theme::mono());
            job.wrap.max_width = ui.available_width();
            job.wrap.max_rows = 6;
            // Words of ours are not broken; what came out of the token is, where it is longer than a line.
            let columns = run::columns(ui, job.wrap.max_width);
            job.wrap.break_anywhere =
                runs.iter().any(|each| !run::is_prose(each.role) && run::has_long_word(&each.text, columns));
            let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
            ui.vertical(|ui| ui.add(Label::new(galley)));
        });
    }
}
