//! Faces: Inter for words, Hack for whatever came out of a token.

use crate::ui::{egui, theme};
use egui::epaint::text::VariationCoords;
use egui::{FontData, FontDefinitions, FontFamily, FontTweak};
use std::sync::Arc;

/// Weight of ordinary words on the `wght` axis.
const REGULAR: f32 = 430.0;
const SEMIBOLD: f32 = 620.0;

/// The faces of this window. Hack, egui's own, has no ligatures: `==` and `--` in a token stay two characters.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let fallbacks = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for (name, family, weight) in
        [("inter", FontFamily::Proportional, REGULAR), ("inter-semibold", theme::semibold(), SEMIBOLD)]
    {
        let tweak = FontTweak { coords: VariationCoords::new([(b"wght", weight)]), ..FontTweak::default() };
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(ttf_inter::REGULAR).tweak(tweak)));
        let mut chain = vec![name.to_owned()];
        chain.extend(fallbacks.iter().cloned());
        fonts.families.insert(family, chain);
    }
    // What Hack lacks, such as an en quad in a label, Inter may have.
    fonts.families.entry(FontFamily::Monospace).or_default().push("inter".to_owned());
    fonts
}

/// Gives the context these faces.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(definitions());
}
