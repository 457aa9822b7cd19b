//! Pieces that several panes are made of.

pub mod badge;
pub mod button;
pub mod copy_button;
pub mod field;
pub mod focus;
pub mod json_editor;
mod json_typing;
pub mod key_picker;
pub mod member_table;
pub mod middle;
mod offers;
pub mod part_text;
pub mod rows;
pub mod run;
pub mod segment;
pub mod sides;
pub mod splitter;

use crate::app::message::command::Command;
use crate::app::value::{CopyTarget, TextSpan};
use crate::app::view::View;
use crate::ui::theme::Palette;
use crate::ui::{egui, theme};

/// What a pane may see and do while it is drawn.
pub struct Cx<'a> {
    /// What is to be shown.
    pub view: &'a View,
    /// The list of the tokens at hand is shown.
    pub is_desk_open: bool,
    pub send: &'a mut dyn FnMut(Command),
    /// The bytes that whatever is hovered stands for.
    pub hover: &'a mut Option<TextSpan>,
    /// The byte of the token that the pointer was over in the last frame.
    pub pointed: Option<usize>,
    /// The bytes to light.
    pub lit: Option<TextSpan>,
    pub palette: &'static Palette,
}

impl Cx<'_> {
    pub fn send(&mut self, command: Command) {
        (self.send)(command);
    }

    /// Around text that is shown and not typed.
    pub fn sunken(&self) -> egui::Frame {
        egui::Frame::new()
            .fill(self.palette.sunken)
            .stroke(egui::Stroke::new(1.0, self.palette.outline))
            .corner_radius(theme::RADIUS)
            .inner_margin(egui::Margin::symmetric(8, 6))
    }

    /// Which token, of which text, and which layer of it is shown.
    pub fn shown(&self) -> (u64, usize, usize) {
        let layer = self.view.layers.iter().position(|layer| layer.selected).unwrap_or(0);
        (self.view.token.revision, self.view.token.candidate, layer)
    }

    /// Whether this was copied within the last half second.
    pub fn is_copied(&self, target: &CopyTarget) -> bool {
        self.view.just_copied.as_ref() == Some(target)
    }

    /// Whether what stands for `span` is to be lit: the pointer is over its bytes, or it is pointed out from elsewhere.
    pub fn is_lit(&self, span: Option<TextSpan>) -> bool {
        self.is_pointed(span) || (span.is_some() && span == self.lit)
    }

    /// Whether the byte under the pointer belongs to `span`.
    pub fn is_pointed(&self, span: Option<TextSpan>) -> bool {
        match (self.pointed, span) {
            (Some(byte), Some(span)) => span.start <= byte && byte < span.end,
            _ => false,
        }
    }
}
