//! Spacing, radii, type and colours by role. The only place that names a colour.

use crate::app::value::{PartKind, Role, Tone};
use crate::ui::egui;
use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, TextStyle, Theme, Vec2};

/// Between things that belong together.
pub const TIGHT: f32 = 4.0;
/// Between neighbours.
pub const GAP: f32 = 8.0;
/// Around the content of a pane.
pub const PAD: f32 = 12.0;
/// Between groups.
pub const WIDE: f32 = 16.0;

/// Radius of buttons and fields.
pub const RADIUS: u8 = 5;
/// Radius of windows and cards.
pub const CARD_RADIUS: u8 = 8;

/// Width of the rail at the left.
pub const RAIL: f32 = 60.0;
/// Height of the verdict strip.
pub const STRIP: f32 = 46.0;
/// Height of the verdict strip in a low window.
pub const LOW_STRIP: f32 = 40.0;
/// Height of the line of one assumption below it.
pub const ASSUMED: f32 = 32.0;
/// Height of a pane's heading line, and of the drawer's tab line.
pub const HEADING: f32 = 34.0;
/// Height of the status bar.
pub const STATUS: f32 = 26.0;
/// Height of one row of monospaced text.
pub const ROW: f32 = 18.0;

/// Size of ordinary words.
pub const BODY: f32 = 13.5;
/// Size of secondary words.
pub const SMALL: f32 = 12.0;
/// Size of headings.
pub const HEAD: f32 = 14.5;
/// Size of the title of an empty state or a dialog.
pub const TITLE: f32 = 20.0;
/// Size of monospaced text.
pub const MONO: f32 = 12.5;

/// The family of headings.
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Ordinary words.
pub fn body() -> FontId {
    FontId::new(BODY, FontFamily::Proportional)
}

/// Secondary words.
pub fn small() -> FontId {
    FontId::new(SMALL, FontFamily::Proportional)
}

/// Headings.
pub fn head() -> FontId {
    FontId::new(HEAD, semibold())
}

/// Names of groups, in the size of ordinary words.
pub fn strong() -> FontId {
    FontId::new(BODY, semibold())
}

/// Whatever came out of a token.
pub fn mono() -> FontId {
    FontId::new(MONO, FontFamily::Monospace)
}

/// Every colour of one theme, by what it is for.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Behind everything.
    pub base: Color32,
    /// Behind panes.
    pub surface: Color32,
    /// Behind text that can be edited.
    pub sunken: Color32,
    /// Buttons.
    pub raised: Color32,
    /// Whatever the pointer is over.
    pub hover: Color32,
    /// Whatever is pressed.
    pub pressed: Color32,
    /// Between panes.
    pub line: Color32,
    /// Around buttons and fields.
    pub outline: Color32,
    /// Words.
    pub text: Color32,
    /// Secondary words.
    pub weak: Color32,
    /// Headings and what is chosen.
    pub strong: Color32,
    /// Links, focus, what is chosen.
    pub accent: Color32,
    /// Behind what is chosen.
    pub accent_fill: Color32,
    /// Behind what is selected as text.
    pub selection: Color32,
    /// As it should be.
    pub good: Color32,
    /// Look at this.
    pub warning: Color32,
    /// Wrong.
    pub bad: Color32,
    /// Behind a sentence that is good.
    pub good_fill: Color32,
    /// Behind a sentence that is a warning.
    pub warning_fill: Color32,
    /// Behind a sentence that is bad.
    pub bad_fill: Color32,
    /// Behind a sentence with nothing to say.
    pub neutral_fill: Color32,
    /// Behind bytes that are lit because something that stands for them is hovered.
    pub lit: Color32,
    /// Behind a row that stands for the bytes that are hovered.
    pub row_lit: Color32,
    /// Over the window while a dialog is in front.
    pub backdrop: Color32,
    /// Shadow of what floats.
    pub shadow: Color32,
    /// The parts of a token, in the order of [`PARTS`].
    pub parts: [Color32; 9],
    /// The name of a JSON member.
    pub name: Color32,
    /// A JSON string.
    pub string: Color32,
    /// A JSON number.
    pub number: Color32,
    /// `true`, `false`, `null`.
    pub literal: Color32,
}

/// The order of [`Palette::parts`].
pub const PARTS: [PartKind; 9] = [
    PartKind::Header,
    PartKind::Payload,
    PartKind::Signature,
    PartKind::EncryptedKey,
    PartKind::InitializationVector,
    PartKind::Ciphertext,
    PartKind::AuthenticationTag,
    PartKind::AdditionalData,
    PartKind::Unknown,
];

const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

/// The dark theme.
pub const DARK: Palette = Palette {
    base: hex(0x15_17_1B),
    surface: hex(0x1B_1E_24),
    sunken: hex(0x11_13_17),
    raised: hex(0x0025_2932),
    hover: hex(0x2E_33_3E),
    pressed: hex(0x38_3E_4B),
    line: hex(0x2A_2E_37),
    outline: hex(0x3A_40_4C),
    text: hex(0xE3_E6_EB),
    weak: hex(0xA2_A9_B5),
    strong: hex(0xF6_F8_FA),
    accent: hex(0x8D_A9_FF),
    accent_fill: hex(0x27_31_4D),
    selection: hex(0x2F_45_80),
    good: hex(0x5B_D0_7F),
    warning: hex(0xF5_C5_42),
    bad: hex(0xFF_7B_72),
    good_fill: hex(0x16_2A_20),
    warning_fill: hex(0x2D_27_15),
    bad_fill: hex(0x32_1C_1D),
    neutral_fill: hex(0x1F_23_2A),
    lit: hex(0x31_37_47),
    row_lit: hex(0x28_2E_3B),
    backdrop: Color32::from_black_alpha(150),
    shadow: Color32::from_black_alpha(110),
    parts: [
        hex(0x56_B4_E9),
        hex(0xE0_8F_C6),
        hex(0x33_C9_B5),
        hex(0xE5_9A_4C),
        hex(0xA7_9C_F7),
        hex(0xC5_8A_F9),
        hex(0x86_C9_D6),
        hex(0xB9_C2_6A),
        hex(0xA2_A9_B5),
    ],
    name: hex(0xA3_B4_EA),
    string: hex(0xCF_C7_B4),
    number: hex(0xF2_A8_8F),
    literal: hex(0xDD_B3_F0),
};

/// The light theme.
pub const LIGHT: Palette = Palette {
    base: hex(0xF4_F5_F7),
    surface: hex(0xFF_FF_FF),
    sunken: hex(0xFA_FB_FC),
    raised: hex(0xFF_FF_FF),
    hover: hex(0xE9_EC_F1),
    pressed: hex(0xDD_E1_E8),
    line: hex(0xDF_E2_E8),
    outline: hex(0xC6_CC_D6),
    text: hex(0x1D_21_27),
    weak: hex(0x59_61_70),
    strong: hex(0x0B_0D_10),
    accent: hex(0x2B_55_CC),
    accent_fill: hex(0xE6_EC_FC),
    selection: hex(0xC9_D8_FF),
    good: hex(0x18_75_2F),
    warning: hex(0x7D_56_00),
    bad: hex(0xBE_1E_1E),
    good_fill: hex(0xE9_F6_EC),
    warning_fill: hex(0xFB_F4_DE),
    bad_fill: hex(0xFD_EC_EB),
    neutral_fill: hex(0xF1_F3_F6),
    lit: hex(0xDC_E4_F5),
    row_lit: hex(0xEB_F0_FA),
    backdrop: Color32::from_black_alpha(90),
    shadow: Color32::from_black_alpha(40),
    parts: [
        hex(0x0A_6A_A6),
        hex(0xA8_34_80),
        hex(0x00_6B_61),
        hex(0xA1_48_0A),
        hex(0x5A_4F_CF),
        hex(0x81_33_C2),
        hex(0x2F_68_78),
        hex(0x5D_66_00),
        hex(0x59_61_70),
    ],
    name: hex(0x34_48_7C),
    string: hex(0x5C_4B_2F),
    number: hex(0x94_41_2B),
    literal: hex(0x6E_2F_8F),
};

impl Palette {
    /// The colours of the theme that `ui` is drawn in.
    pub fn of(ui: &egui::Ui) -> &'static Self {
        Self::for_mode(ui.visuals().dark_mode)
    }

    /// The colours for dark or light.
    pub const fn for_mode(dark: bool) -> &'static Self {
        if dark { &DARK } else { &LIGHT }
    }

    /// The colour of words in a tone.
    pub fn tone(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Good => self.good,
            Tone::Warning => self.warning,
            Tone::Bad => self.bad,
            Tone::Neutral => self.weak,
        }
    }

    /// What lies behind a sentence in a tone.
    pub fn tone_fill(&self, tone: Tone) -> Color32 {
        match tone {
            Tone::Good => self.good_fill,
            Tone::Warning => self.warning_fill,
            Tone::Bad => self.bad_fill,
            Tone::Neutral => self.neutral_fill,
        }
    }

    /// The colour of a part of the token.
    pub fn part(&self, kind: PartKind) -> Color32 {
        let [header, payload, signature, key, vector, ciphertext, tag, additional, unknown] = self.parts;
        match kind {
            PartKind::Header => header,
            PartKind::Payload => payload,
            PartKind::Signature => signature,
            PartKind::EncryptedKey => key,
            PartKind::InitializationVector => vector,
            PartKind::Ciphertext => ciphertext,
            PartKind::AuthenticationTag => tag,
            PartKind::AdditionalData => additional,
            PartKind::Unknown => unknown,
        }
    }

    /// The colour of a run of text.
    pub fn role(&self, role: Role) -> Color32 {
        match role {
            Role::Plain | Role::Bytes => self.text,
            Role::Weak | Role::Punctuation => self.weak,
            Role::Strong => self.strong,
            Role::Name => self.name,
            Role::String => self.string,
            Role::Number => self.number,
            Role::Literal => self.literal,
            Role::Fault => self.bad,
            Role::Tone(tone) => self.tone(tone),
        }
    }
}

/// How a part of the token is underlined, so that it is told apart without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Underline {
    /// One line.
    Solid,
    /// Two thin lines.
    Double,
    /// Dashes of this length and gap, in points.
    Dashed(u8, u8),
    /// Dots at this distance, in points.
    Dotted(u8),
    /// A dash, a dot, a dash.
    DashDot,
    /// Up and down.
    Zigzag,
    /// None.
    Bare,
}

/// The underline of a part.
pub const fn underline(kind: PartKind) -> Underline {
    match kind {
        PartKind::Header => Underline::Solid,
        PartKind::Payload => Underline::Dashed(6, 3),
        PartKind::Signature => Underline::Dotted(3),
        PartKind::EncryptedKey => Underline::Double,
        PartKind::InitializationVector => Underline::DashDot,
        PartKind::Ciphertext => Underline::Dashed(11, 4),
        PartKind::AuthenticationTag => Underline::Dotted(6),
        PartKind::AdditionalData => Underline::Zigzag,
        PartKind::Unknown => Underline::Bare,
    }
}

/// Makes both of egui's styles ours.
pub fn install(ctx: &egui::Context) {
    for (theme, palette) in [(Theme::Dark, &DARK), (Theme::Light, &LIGHT)] {
        ctx.style_mut_of(theme, |style| apply(style, palette, theme == Theme::Dark));
    }
}

fn apply(style: &mut egui::Style, palette: &Palette, dark: bool) {
    style.text_styles = [
        (TextStyle::Small, small()),
        (TextStyle::Body, body()),
        (TextStyle::Button, FontId::new(13.0, FontFamily::Proportional)),
        (TextStyle::Heading, head()),
        (TextStyle::Monospace, mono()),
    ]
    .into();
    style.animation_time = 0.08;
    style.interaction.tooltip_delay = 0.35;
    style.interaction.resize_grab_radius_side = 4.0;

    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(GAP, TIGHT);
    spacing.button_padding = Vec2::new(9.0, 4.0);
    spacing.interact_size = Vec2::new(28.0, 26.0);
    spacing.window_margin = Margin::same(WIDE as i8);
    spacing.menu_margin = Margin::same(6);
    spacing.icon_spacing = 6.0;
    spacing.tooltip_width = 420.0;
    spacing.scroll.bar_width = 8.0;
    spacing.scroll.floating = true;
    spacing.scroll.dormant_handle_opacity = 0.25;
    spacing.scroll.active_handle_opacity = 0.4;
    spacing.scroll.interact_handle_opacity = 0.6;

    let mut visuals = if dark { egui::Visuals::dark() } else { egui::Visuals::light() };
    visuals.weak_text_color = Some(palette.weak);
    visuals.hyperlink_color = palette.accent;
    visuals.faint_bg_color = palette.neutral_fill;
    visuals.extreme_bg_color = palette.sunken;
    visuals.text_edit_bg_color = Some(palette.sunken);
    visuals.code_bg_color = palette.neutral_fill;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.bad;
    visuals.panel_fill = palette.base;
    visuals.window_fill = palette.surface;
    visuals.window_stroke = Stroke::new(1.0, palette.outline);
    visuals.window_corner_radius = CornerRadius::same(CARD_RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(CARD_RADIUS);
    let shadow = Shadow { offset: [0, 6], blur: 22, spread: 0, color: palette.shadow };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.selection.bg_fill = palette.selection;
    visuals.selection.stroke = Stroke::new(1.0, palette.strong);
    visuals.text_cursor.stroke = Stroke::new(1.5, palette.accent);
    visuals.indent_has_left_vline = false;
    visuals.image_loading_spinners = false;

    let radius = CornerRadius::same(RADIUS);
    let widgets = &mut visuals.widgets;
    for (widget, fill, edge, words) in [
        (&mut widgets.noninteractive, palette.surface, palette.line, palette.text),
        (&mut widgets.inactive, palette.raised, palette.outline, palette.text),
        (&mut widgets.hovered, palette.hover, palette.outline, palette.strong),
        (&mut widgets.active, palette.pressed, palette.accent, palette.strong),
        (&mut widgets.open, palette.hover, palette.outline, palette.strong),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, edge);
        widget.fg_stroke = Stroke::new(1.0, words);
        widget.corner_radius = radius;
        widget.expansion = 0.0;
    }
    style.visuals = visuals;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Color32) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
    }

    /// WCAG 2.2, "contrast ratio".
    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// CIE 1976 colour difference under D65.
    fn difference(a: Color32, b: Color32) -> f64 {
        let lab = |colour: Color32| {
            let channel = |value: u8| {
                let value = f64::from(value) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            let (r, g, b) = (channel(colour.r()), channel(colour.g()), channel(colour.b()));
            let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
            let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.950_47);
            let y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
            let z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.088_83);
            [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
        };
        let (a, b) = (lab(a), lab(b));
        a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    fn inks(palette: &Palette) -> Vec<(&'static str, Color32)> {
        let mut inks = vec![
            ("text", palette.text),
            ("weak", palette.weak),
            ("strong", palette.strong),
            ("accent", palette.accent),
            ("good", palette.good),
            ("warning", palette.warning),
            ("bad", palette.bad),
            ("name", palette.name),
            ("string", palette.string),
            ("number", palette.number),
            ("literal", palette.literal),
        ];
        inks.extend(palette.parts.iter().map(|colour| ("part", *colour)));
        inks
    }

    #[test]
    fn every_ink_can_be_read_on_every_ground() {
        for (theme, palette) in [("dark", &DARK), ("light", &LIGHT)] {
            for (name, ink) in inks(palette) {
                for (ground_name, ground) in [
                    ("base", palette.base),
                    ("surface", palette.surface),
                    ("sunken", palette.sunken),
                    ("raised", palette.raised),
                    ("neutral fill", palette.neutral_fill),
                    ("row lit", palette.row_lit),
                ] {
                    let ratio = contrast(ink, ground);
                    assert!(ratio >= 4.5, "{theme}: {name} {ink:?} on {ground_name}: {ratio:.2}");
                }
            }
            for (tone, fill) in [
                (palette.good, palette.good_fill),
                (palette.warning, palette.warning_fill),
                (palette.bad, palette.bad_fill),
            ] {
                assert!(contrast(tone, fill) >= 4.5, "{theme}: {tone:?} on {fill:?}");
                assert!(contrast(palette.text, fill) >= 4.5);
                assert!(contrast(palette.weak, fill) >= 4.5, "{theme}: weak on {fill:?}");
            }
            for ground in [palette.hover, palette.pressed, palette.accent_fill, palette.selection] {
                assert!(contrast(palette.strong, ground) >= 4.5, "{theme}: strong on {ground:?}");
            }
            for part in palette.parts {
                assert!(contrast(part, palette.lit) >= 4.5, "{theme}: {part:?} while lit");
            }
        }
    }

    #[test]
    fn parts_verdicts_and_syntax_are_told_apart() {
        for (theme, palette) in [("dark", &DARK), ("light", &LIGHT)] {
            let mut colours = vec![palette.good, palette.warning, palette.bad];
            colours.extend([palette.name, palette.string, palette.number, palette.literal]);
            colours.extend(palette.parts.iter().take(8));
            for (index, a) in colours.iter().enumerate() {
                for b in colours.iter().skip(index + 1) {
                    assert!(difference(*a, *b) >= 12.0, "{theme}: {a:?} and {b:?}");
                }
            }
        }
    }

    #[test]
    fn each_part_has_its_own_underline() {
        for (index, a) in PARTS.iter().enumerate() {
            for b in PARTS.iter().skip(index + 1) {
                assert_ne!(underline(*a), underline(*b), "{a:?} and {b:?}");
            }
        }
        for (kind, colour) in PARTS.iter().zip(DARK.parts) {
            assert_eq!(DARK.part(*kind), colour);
        }
    }
}
