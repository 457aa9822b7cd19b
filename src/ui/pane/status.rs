//! The bottom line: size, keys, clock, leeway, expectations, and how times are shown.

use crate::app::message::command::Command;
use crate::app::message::guess::GuessCommand;
use crate::app::message::policy::PolicyCommand;
use crate::app::value::{Icon, TimeStyle, Workspace};
use crate::ui::widget::{Cx, focus};
use crate::ui::{egui, icon, theme};
use egui::{Align, Button, DragValue, Label, Layout, Rect, RichText, Stroke, Ui, UiBuilder, vec2};

/// Leeways that are often used, in seconds.
const LEEWAYS: [u64; 5] = [0, 30, 60, 120, 300];

/// How times can be shown.
pub(super) const STYLES: [(TimeStyle, &str); 4] = [
    (TimeStyle::Utc, "UTC"),
    (TimeStyle::Local, "Local time"),
    (TimeStyle::Relative, "Relative"),
    (TimeStyle::Unix, "Unix seconds"),
];

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
    ui.painter().rect_filled(rect, 0, cx.palette.base);
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, cx.palette.line));
    let status = &cx.view.status;
    super::area(ui, rect, "status", |ui| {
        let inside = rect.shrink2(vec2(theme::PAD, 0.0));
        ui.spacing_mut().interact_size.y = 20.0;
        ui.spacing_mut().button_padding = vec2(6.0, 1.0);
        ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::right_to_left(Align::Center)), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            style_menu(ui, cx);
            leeway_menu(ui, cx);
            policy(ui, cx);
            clock(ui, cx);
            if !status.keys.is_empty() {
                let image = icon::image(Icon::Key, 13.0).tint(cx.palette.weak);
                let button = Button::image_and_text(image, words(cx, &status.keys)).frame_when_inactive(false);
                if ui.add(button).on_hover_text("Show the keys").clicked() {
                    cx.send(Command::Show(Workspace::Keys));
                }
            }
            if let Some(words) = &status.guessing {
                let image = icon::image(Icon::Search, 13.0).tint(cx.palette.weak);
                let button = Button::image_and_text(image, self::words(cx, words)).frame_when_inactive(false);
                if ui.add(button).on_hover_text("Words of a list are tried as the secret. Click to see").clicked() {
                    cx.send(Command::Guess(GuessCommand::Open));
                }
            }
            if let Some(words) = &status.secret {
                let image = icon::image(Icon::Lock, 13.0).tint(cx.palette.warning);
                let text = RichText::new(words).font(theme::small()).color(cx.palette.warning);
                let button = Button::image_and_text(image, text).frame_when_inactive(false);
                if ui.add(button).on_hover_text("This is secret. Click to clear it now").clicked() {
                    cx.send(Command::ClearClipboard);
                }
            }
            if cx.view.just_copied.is_some() {
                // Whatever was copied, by whatever key: this is where it is confirmed.
                ui.add(Label::new(RichText::new("Copied").font(theme::small()).color(cx.palette.good)).extend());
                icon::show(ui, Icon::Check, 13.0, cx.palette.good);
                ui.add_space(theme::GAP);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                size(ui, cx);
            });
        });
    });
}

/// The size, then its parts: as many as there is room for, and none of them cut.
fn size(ui: &mut Ui, cx: &Cx<'_>) {
    let all = &cx.view.status.size;
    let digits = egui::FontId::new(theme::SMALL - 0.5, egui::FontFamily::Monospace);
    let room = ui.available_width();
    let mut shown = all.as_slice();
    while !shown.is_empty() {
        let mut job = crate::ui::widget::run::job(shown, cx.palette, &theme::small(), &digits);
        // The last one has to do with what there is.
        job.wrap = if shown.len() == 1 {
            egui::text::TextWrapping::truncate_at_width(room)
        } else {
            egui::text::TextWrapping::no_max_width()
        };
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        if shown.len() == 1 || galley.size().x <= room {
            let label = ui.add(Label::new(galley));
            if shown.len() < all.len() {
                label.on_hover_text(all.iter().map(|run| run.text.as_str()).collect::<String>());
            }
            return;
        }
        // A part goes with the mark in front of it.
        shown = shown.get(..shown.len().saturating_sub(2).max(1)).unwrap_or_default();
    }
}

/// Words of the bottom line.
fn words(cx: &Cx<'_>, text: &str) -> RichText {
    RichText::new(text).font(theme::small()).color(cx.palette.weak)
}

fn clock(ui: &mut Ui, cx: &mut Cx<'_>) {
    let status = &cx.view.status;
    let ink = if status.clock_is_set { cx.palette.warning } else { cx.palette.weak };
    let digits = egui::FontId::new(theme::SMALL - 0.5, egui::FontFamily::Monospace);
    let time = RichText::new(&status.clock).font(digits).color(ink);
    let button = Button::image_and_text(icon::image(Icon::Clock, 13.0).tint(ink), time).frame_when_inactive(false);
    if ui.add(button).on_hover_text("Set the clock: evaluate the token at another time").clicked() {
        cx.send(Command::OpenSetClock);
    }
}

fn policy(ui: &mut Ui, cx: &mut Cx<'_>) {
    let status = &cx.view.status;
    let tip = if status.expectations.is_empty() {
        "Set what you expect of a token: issuer, audience, algorithm …".to_owned()
    } else {
        format!("What you expect of a token\n{}", status.expectations)
    };
    let mut text = words(cx, &status.expects);
    if !status.expectations.is_empty() {
        text = text.color(cx.palette.text);
    }
    if ui.add(Button::new(text).frame_when_inactive(false)).on_hover_text(tip).clicked() {
        cx.send(Command::Policy(PolicyCommand::Open));
    }
}

fn leeway_menu(ui: &mut Ui, cx: &mut Cx<'_>) {
    let leeway = cx.view.status.leeway;
    let button = Button::new(words(cx, &format!("Leeway {leeway} s"))).frame_when_inactive(false);
    let response = ui.add(button).on_hover_text("Allowed clock skew, in seconds");
    egui::Popup::menu(&response).accessible_name("Leeway").show(|ui| {
        ui.set_min_width(140.0);
        if cx.view.status.leeway_is_expected {
            let why = "Set by what you expect of this token";
            ui.label(why);
            if ui.button("Change it there…").clicked() {
                cx.send(Command::Policy(PolicyCommand::Open));
            }
            return;
        }
        for seconds in LEEWAYS {
            let name = if seconds == 0 { "None".to_owned() } else { format!("{seconds} seconds") };
            if ui.add(Button::selectable(leeway == seconds, name)).clicked() {
                cx.send(Command::SetLeeway(seconds));
            }
        }
        ui.separator();
        let mut other = leeway;
        let label = ui.label("Other, in seconds");
        let field = ui.add(DragValue::new(&mut other).range(0..=86_400)).labelled_by(label.id);
        if field.changed() && other != leeway {
            cx.send(Command::SetLeeway(other));
        }
        focus::close_by_key(ui);
    });
}

fn style_menu(ui: &mut Ui, cx: &mut Cx<'_>) {
    let current = cx.view.status.time_style;
    let name = STYLES.iter().find(|(style, _)| *style == current).map_or("UTC", |(_, name)| name);
    let button = Button::new(words(cx, &format!("Times: {name}"))).frame_when_inactive(false);
    let response = ui.add(button).on_hover_text("How times are shown");
    egui::Popup::menu(&response).accessible_name("How times are shown").show(|ui| {
        ui.set_min_width(140.0);
        for (style, name) in STYLES {
            if ui.add(Button::selectable(style == current, name)).clicked() {
                cx.send(Command::SetTimeStyle(style));
            }
        }
        focus::close_by_key(ui);
    });
}
