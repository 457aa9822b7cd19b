//! The drawn icons: white strokes on a 24 by 24 grid, tinted where they are shown.

use crate::app::value::Icon;
use crate::ui::egui;
use egui::{Color32, Image, ImageSource, Rect, Vec2};

macro_rules! icons {
    ($($variant:ident => $file:literal),+ $(,)?) => {
        /// Every icon there is.
        #[cfg(test)]
        pub const ALL: &[Icon] = &[$(Icon::$variant),+];

        fn source(icon: Icon) -> ImageSource<'static> {
            match icon {
                $(Icon::$variant => ImageSource::Bytes {
                    uri: concat!("bytes://icon/", $file, ".svg").into(),
                    bytes: include_bytes!(concat!("../../assets/icons/", $file, ".svg")).into(),
                }),+
            }
        }
    };
}

icons! {
    Inspect => "inspect",
    Key => "key",
    Settings => "settings",
    Paste => "paste",
    Open => "open",
    Clear => "clear",
    Copy => "copy",
    Check => "check",
    Cross => "cross",
    Warning => "warning",
    Info => "info",
    Question => "question",
    Lock => "lock",
    Unlock => "unlock",
    Clock => "clock",
    Undo => "undo",
    Search => "search",
    Sun => "sun",
    Moon => "moon",
    ChevronRight => "chevron_right",
    ChevronDown => "chevron_down",
    Plus => "plus",
    Trash => "trash",
    Eye => "eye",
    Unsigned => "unsigned",
    Export => "export",
    Size => "size",
    Timeline => "timeline",
    Jump => "jump",
    Build => "build",
    Redo => "redo",
    Compare => "compare",
    Desk => "desk",
}

/// An icon, to be tinted and placed.
pub fn image(icon: Icon, size: f32) -> Image<'static> {
    Image::new(source(icon)).fit_to_exact_size(Vec2::splat(size))
}

/// Paints an icon in the middle of `rect`.
pub fn paint(ui: &egui::Ui, icon: Icon, rect: Rect, size: f32, colour: Color32) {
    let place = Rect::from_center_size(rect.center(), Vec2::splat(size));
    image(icon, size).tint(colour).paint_at(ui, place);
}

/// An icon that says nothing to a screen reader, because words stand beside it.
pub fn show(ui: &mut egui::Ui, icon: Icon, size: f32, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(size), egui::Sense::hover());
    if ui.is_rect_visible(rect) {
        paint(ui, icon, rect, size, colour);
    }
}
