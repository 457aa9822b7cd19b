//! A small word on a coloured ground, and the word and icon of each tone.

use crate::app::value::{Icon, Tone};
use crate::ui::{egui, theme, theme::Palette};
use egui::{FontId, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

/// A word in a tone.
pub fn badge(ui: &mut Ui, text: &str, tone: Tone) -> egui::Response {
    let palette = Palette::of(ui);
    let (fill, ink) = match tone {
        Tone::Neutral => (palette.neutral_fill, palette.weak),
        _ => (palette.tone_fill(tone), palette.tone(tone)),
    };
    let font = FontId::new(theme::SMALL - 1.0, theme::semibold());
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, ink);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 10.0, 17.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, text));
    ui.painter().rect(rect, 4, fill, Stroke::new(1.0, ink.gamma_multiply(0.35)), StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    response
}

/// The word of a tone in a list of findings.
pub fn tone_word(tone: Tone) -> &'static str {
    match tone {
        Tone::Bad => "Problem",
        Tone::Warning => "Warning",
        Tone::Good => "Good",
        Tone::Neutral => "Note",
    }
}

pub fn tone_icon(tone: Tone) -> Icon {
    match tone {
        Tone::Bad => Icon::Cross,
        Tone::Warning => Icon::Warning,
        Tone::Good => Icon::Check,
        Tone::Neutral => Icon::Info,
    }
}
