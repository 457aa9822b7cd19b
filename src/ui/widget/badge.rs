//! A small word on a coloured ground.

use crate::app::view::Tone;
use crate::ui::{egui, theme, theme::Palette};
use egui::{FontId, RichText, Ui};

/// A word in a tone.
pub fn badge(ui: &mut Ui, text: &str, tone: Tone) -> egui::Response {
    let palette = Palette::of(ui);
    let fill = if tone == Tone::Neutral { palette.hover } else { palette.tone_fill(tone) };
    egui::Frame::new()
        .fill(fill)
        .corner_radius(4)
        .inner_margin(egui::Margin::symmetric(5, 1))
        .show(ui, |ui| {
            let ink = if tone == Tone::Neutral { palette.text } else { palette.tone(tone) };
            let font = FontId::new(theme::SMALL - 1.0, theme::semibold());
            ui.add(egui::Label::new(RichText::new(text).font(font).color(ink)).extend().selectable(false));
        })
        .response
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

/// The icon of a tone.
pub fn tone_icon(tone: Tone) -> crate::app::view::Icon {
    use crate::app::view::Icon;
    match tone {
        Tone::Bad => Icon::Cross,
        Tone::Warning => Icon::Warning,
        Tone::Good => Icon::Check,
        Tone::Neutral => Icon::Info,
    }
}
