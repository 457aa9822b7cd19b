//! One of several, as buttons that touch.

use crate::app::value::PaneMode;
use crate::ui::{egui, theme, theme::Palette};
use egui::{FontFamily, FontId, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

/// Shows the choices; returns the one that was clicked. `name` says what is chosen.
pub fn segment<T: Copy + PartialEq>(ui: &mut Ui, name: &str, chosen: T, choices: &[(T, &str)]) -> Option<T> {
    let palette = Palette::of(ui);
    let mut clicked = None;
    let font = FontId::new(theme::SMALL, FontFamily::Proportional);
    let galleys =
        choices.iter().map(|(_, label)| ui.painter().layout_no_wrap((*label).to_owned(), font.clone(), palette.weak));
    let galleys: Vec<_> = galleys.collect();
    let size = |galley: &egui::Galley| Vec2::new(galley.size().x + 14.0, 22.0);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        // From right to left the whole is placed at once: what is drawn, read out and reached with Tab keeps its order.
        let mut left = (ui.layout().main_dir() == egui::Direction::RightToLeft).then(|| {
            let width = galleys.iter().map(|galley| size(galley).x).sum();
            ui.allocate_space(Vec2::new(width, 22.0)).1.left_top()
        });
        for ((choice, label), galley) in choices.iter().zip(galleys) {
            let selected = *choice == chosen;
            let (rect, response) = match &mut left {
                Some(at) => {
                    let rect = egui::Rect::from_min_size(*at, size(&galley));
                    at.x = rect.right();
                    (rect, ui.interact(rect, ui.scope_id().with((name, label)), Sense::click()))
                }
                None => ui.allocate_exact_size(size(&galley), Sense::click()),
            };
            response.widget_info(|| {
                WidgetInfo::selected(egui::Role::RadioButton, true, selected, format!("{name}: {label}"))
            });
            let fill = if selected {
                palette.accent_fill
            } else if response.hovered() {
                palette.hover
            } else {
                palette.surface
            };
            ui.painter().rect(rect, 4, fill, Stroke::new(1.0, palette.line), StrokeKind::Inside);
            super::button::focus_ring(ui, &response);
            let ink = if selected || response.hovered() { palette.strong } else { palette.weak };
            let at = rect.center() - galley.size() / 2.0;
            ui.painter().galley_with_override_text_color(at, galley, ink);
            if response.clicked() && !selected {
                clicked = Some(*choice);
            }
        }
    });
    clicked
}

/// What a mode is called.
pub fn mode_name(mode: PaneMode) -> &'static str {
    match mode {
        PaneMode::Table => "Table",
        PaneMode::Json => "JSON",
        PaneMode::Hex => "Hex",
        PaneMode::Base64url => "base64url",
    }
}
