//! Runs of text with roles, as one coloured text.

use crate::app::value::{Role, Run};
use crate::ui::{egui, theme, theme::Palette};
use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Stroke};

/// The most characters that one run is laid out with; a galley costs some 220 bytes a character.
pub const LIMIT: usize = 4_000;

/// The runs in their colours. What came out of a token is in `mono`; the rest in `words`.
pub fn job(runs: &[Run], palette: &Palette, words: &FontId, mono: &FontId) -> LayoutJob {
    job_within(runs, palette, words, mono, LIMIT)
}

/// The same, with at most `limit` characters.
pub fn job_within(runs: &[Run], palette: &Palette, words: &FontId, mono: &FontId, limit: usize) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut left = limit;
    for run in runs {
        if left == 0 {
            break;
        }
        let font = match run.role {
            Role::Plain | Role::Weak | Role::Tone(_) => words.clone(),
            Role::Strong => FontId::new(words.size, theme::semibold()),
            _ => mono.clone(),
        };
        append(&mut job, run, palette, font, left);
        left = left.saturating_sub(run.text.chars().take(left).count());
    }
    job
}

/// The runs in their colours, all in one font.
pub fn uniform_job(runs: &[Run], palette: &Palette, font: &FontId) -> LayoutJob {
    let mut job = LayoutJob::default();
    for run in runs {
        append(&mut job, run, palette, font.clone(), LIMIT);
    }
    job
}

/// Adds a run, cut after `limit` characters.
fn append(job: &mut LayoutJob, run: &Run, palette: &Palette, font: FontId, limit: usize) {
    let mut format = TextFormat::simple(font, palette.role(run.role));
    format.valign = egui::Align::Center;
    if run.role == Role::Fault {
        format.underline = Stroke::new(1.5, palette.bad);
    }
    match run.text.char_indices().nth(limit) {
        Some((end, _)) => {
            job.append(run.text.get(..end).unwrap_or_default(), 0.0, format.clone());
            format.color = palette.weak;
            job.append("…", 0.0, format);
        }
        None => job.append(&run.text, 0.0, format),
    }
}

/// Whether it is in the face of words.
pub fn is_prose(role: Role) -> bool {
    matches!(role, Role::Plain | Role::Weak | Role::Strong | Role::Tone(_))
}

/// How many monospaced characters fit in a width.
pub fn columns(ui: &egui::Ui, width: f32) -> usize {
    let glyph = ui.fonts_mut(|fonts| fonts.glyph_width(&theme::mono(), 'm')).max(1.0);
    (width / glyph).floor().max(1.0) as usize
}

/// Whether a word is longer than a line: then lines are broken anywhere, or the first would hold next to nothing.
pub fn has_long_word(text: &str, columns: usize) -> bool {
    text.split_whitespace().any(|word| word.chars().nth(columns).is_some())
}
