//! Text that is too long for its place, cut in its middle: names often differ in their ends.

use crate::ui::egui::{Color32, FontId, Ui};

/// Characters that are measured: more fit no place.
const MOST: usize = 240;

/// The text, or its beginning and its end with an ellipsis between, so that it is at most `room` wide.
pub fn cut(ui: &Ui, text: &str, font: &FontId, room: f32) -> String {
    let measure =
        |shown: &str| ui.painter().layout_no_wrap(shown.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x;
    cut_by(text, |shown| measure(shown) <= room)
}

fn cut_by(text: &str, fits: impl Fn(&str) -> bool) -> String {
    let all: Vec<char> = text.chars().collect();
    if all.len() <= MOST && fits(text) {
        return text.to_owned();
    }
    let shown = |kept: usize| {
        let (head, tail) = (kept.div_ceil(2), kept / 2);
        let begin: String = all.iter().take(head).collect();
        let end: String = all.iter().skip(all.len().saturating_sub(tail)).collect();
        format!("{}…{}", begin.trim_end(), end.trim_start())
    };
    // The most that fits: each character more makes it wider.
    let (mut low, mut high) = (1, all.len().min(MOST));
    while low + 1 < high {
        let middle = low.midpoint(high);
        if fits(&shown(middle)) { low = middle } else { high = middle }
    }
    shown(low)
}

#[cfg(test)]
mod tests {
    use super::cut_by;

    #[test]
    fn both_ends_stay() {
        let fits = |most: usize| move |shown: &str| shown.chars().count() <= most;
        assert_eq!(cut_by("prod-2026", fits(9)), "prod-2026");
        assert_eq!(cut_by("production-signer-2026", fits(12)), "produc…-2026");
        assert_eq!(cut_by("Schlüssel für Äpfel", fits(8)), "Schl…fel");
        for most in 0..6 {
            assert!(cut_by(&"é".repeat(500), fits(most)).contains('…'));
        }
        assert_eq!(cut_by("", fits(0)), "");
    }
}
