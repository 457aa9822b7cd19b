//! What is about to be shared. All of it is shown; what is masked is marked by colour and line.

use super::dialog::{error_line, row, title, weak};
use crate::app::message::command::Command;
use crate::app::message::share::ShareCommand;
use crate::app::value::CopyTarget;
use crate::app::value::share::ShareScope;
use crate::app::view::{ShareLine, ShareView};
use crate::ui::widget::segment::segment;
use crate::ui::widget::{Cx, button};
use crate::ui::{egui, theme};
use egui::text::{LayoutJob, TextFormat};
use egui::{Frame, Label, Margin, ScrollArea, Stroke, Ui};

pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, share: &ShareView) {
    title(ui, cx, "Share redacted");
    weak(
        ui,
        cx,
        "Everything below is shared, and nothing else. Masked values are marked; the same value always has the same pseudonym",
    );
    if share.desk > 1 {
        let all = format!("All {} tokens on the desk", share.desk);
        let scopes = [(ShareScope::Token, "This token"), (ShareScope::Desk, all.as_str())];
        let chosen = ui.horizontal(|ui| segment(ui, "Share", share.scope, &scopes)).inner;
        if let Some(scope) = chosen {
            cx.send(Command::Share(ShareCommand::Open(scope)));
        }
    }
    toggles(ui, cx, share);
    let height = (ui.ctx().content_rect().height() - 330.0).clamp(120.0, 420.0);
    Frame::new().fill(cx.palette.sunken).stroke(Stroke::new(1.0, cx.palette.line)).inner_margin(Margin::same(8)).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let line = ui.fonts_mut(|fonts| fonts.row_height(&theme::mono())) + 3.0;
            // A line is as high as its letters, not as a button.
            ui.spacing_mut().interact_size.y = line;
            let area =
                ScrollArea::both().id_salt("shared").max_height(height).min_scrolled_height(height).auto_shrink(false);
            area.show_rows(ui, line, share.lines.len(), |ui, rows| {
                for shown in share.lines.get(rows).unwrap_or_default() {
                    ui.horizontal(|ui| {
                        ui.set_min_height(line);
                        ui.add(Label::new(text(cx, shown)).extend());
                    });
                }
            });
        },
    );
    match &share.error {
        Some(error) => error_line(ui, cx, Some(error)),
        None if share.is_ready => {
            weak(ui, cx, &format!("Masked: {}", share.summary));
        }
        None => {
            weak(ui, cx, "Masking…");
        }
    }
    row(ui, |ui| {
        ui.add_enabled_ui(share.is_ready, |ui| {
            let copied = cx.is_copied(&CopyTarget::Shared);
            if button::primary_button(ui, if copied { "Copied" } else { "Copy" }).clicked() {
                cx.send(Command::Copy(CopyTarget::Shared));
            }
            if button::text_button(ui, None, "Save as…").clicked() {
                cx.send(Command::Share(ShareCommand::Save));
            }
        });
        if button::text_button(ui, None, "Close").clicked() {
            cx.send(Command::CloseDialog);
        }
    });
}

fn toggles(ui: &mut Ui, cx: &mut Cx<'_>, share: &ShareView) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        let rules = &share.rules;
        let (mut lengths, mut roles, mut issuer) = (rules.keeps_lengths, rules.keeps_roles, rules.keeps_issuer);
        let changed = [
            ui.checkbox(&mut lengths, "Keep lengths").changed(),
            ui.checkbox(&mut roles, "Keep roles and scopes").changed(),
            ui.checkbox(&mut issuer, "Keep issuer, audience and client").changed(),
        ];
        if changed.contains(&true) {
            cx.send(Command::Share(ShareCommand::Keep { lengths, roles, issuer }));
        }
    });
}

fn text(cx: &Cx<'_>, line: &ShareLine) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = f32::INFINITY;
    for run in &line.runs {
        let format = match run.masked {
            _ if line.is_heading => {
                TextFormat { font_id: theme::strong(), color: cx.palette.strong, ..TextFormat::default() }
            }
            None => TextFormat { font_id: theme::mono(), color: cx.palette.text, ..TextFormat::default() },
            Some(_) => TextFormat {
                font_id: theme::mono(),
                color: cx.palette.warning,
                background: cx.palette.warning_fill,
                underline: Stroke::new(1.0, cx.palette.warning),
                ..TextFormat::default()
            },
        };
        job.append(&run.text, 0.0, format);
    }
    job
}
