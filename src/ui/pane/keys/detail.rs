//! All about one key, or about several that are selected.

use super::{hand_out, keyboard};
use crate::app::message::command::Command;
use crate::app::value::Icon;
use crate::app::view::KeyDetail;
use crate::ui::widget::focus::follow_focus;
use crate::ui::widget::{Cx, badge, button, middle, run};
use crate::ui::{egui, icon, theme};
use egui::{Align, Label, Layout, RichText, ScrollArea, Ui, vec2};

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, detail: &KeyDetail) {
    ScrollArea::vertical().id_salt("key detail").auto_shrink(false).show(ui, |ui| {
        egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 12)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let close = button::icon_button(ui, Icon::Cross, "Close the detail");
                    keyboard::come_to_detail(&close);
                    if close.clicked() {
                        keyboard::go_to_key(ui.ctx(), cx.view.keys.selected.first().copied());
                        cx.send(Command::SelectKey(None));
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        let shown = middle::cut(ui, &detail.name, &theme::head(), ui.available_width());
                        let name = RichText::new(&shown).font(theme::head()).color(cx.palette.strong);
                        let name = ui.add(Label::new(name).truncate());
                        if shown != detail.name {
                            name.accessible_name(detail.name.as_str()).on_hover_text(detail.name.as_str());
                        }
                    });
                });
            });
            for (label, value) in &detail.facts {
                ui.horizontal_top(|ui| {
                    ui.allocate_ui_with_layout(vec2(96.0, 0.0), Layout::top_down(Align::LEFT), |ui| {
                        ui.set_width(96.0);
                        ui.add(Label::new(RichText::new(label).font(theme::small()).color(cx.palette.weak)).wrap());
                    });
                    ui.vertical(|ui| {
                        let mut job = egui::text::LayoutJob::simple(
                            value.clone(),
                            theme::mono(),
                            cx.palette.text,
                            ui.available_width(),
                        );
                        // A thumbprint is broken anywhere, words are not.
                        let columns = run::columns(ui, ui.available_width());
                        job.wrap.break_anywhere = run::has_long_word(value, columns);
                        ui.add(Label::new(job));
                    });
                });
            }
            for row in &detail.findings {
                let fill = cx.palette.tone_fill(row.tone);
                egui::Frame::new().fill(fill).corner_radius(theme::RADIUS).inner_margin(8).show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.horizontal_top(|ui| {
                        icon::show(ui, badge::tone_icon(row.tone), 16.0, cx.palette.tone(row.tone));
                        ui.vertical(|ui| {
                            ui.spacing_mut().item_spacing.y = 2.0;
                            ui.add(Label::new(RichText::new(&row.message).color(cx.palette.text)).wrap());
                            for words in [&row.advice, &row.reference] {
                                if !words.is_empty() {
                                    ui.add(
                                        Label::new(RichText::new(words).font(theme::small()).color(cx.palette.weak))
                                            .wrap(),
                                    );
                                }
                            }
                        });
                    });
                });
            }
            ui.add_space(4.0);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
                hand_out::menus(ui, cx, &detail.hand_out);
            });
            ui.add_space(4.0);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
                button::actions(ui, cx, &detail.actions);
                button::actions(ui, cx, std::slice::from_ref(&detail.removal));
            });
        });
        follow_focus(ui);
    });
}
