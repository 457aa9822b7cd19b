//! The world: the window, the worker's thread, the clipboard, file dialogs, the clock, the settings file.
//!
//! Everything here that touches the world stands behind a trait, so that a test can put a world of its own in its place.

pub mod clipboard;
pub mod clock;
mod desktop;
pub mod file;
pub mod guess;
mod handover;
pub mod keep;
mod keyboard;
pub mod keyring;
mod picture;
pub mod settings;
pub mod window;
pub mod worker;

mod main_loop;
#[cfg(all(test, target_os = "linux"))]
mod test_bus;

pub use main_loop::{App, World, channel};

use crate::app::message::job::Answer;
use crate::app::message::keyring::Away;
use crate::app::value::{CopyTarget, FileBytes};
use crate::ui::egui::{ColorImage, Pos2};
use clipboard::Board;
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Names the program to the desktop.
pub const APP_ID: &str = "dev.jotsmith.Jotsmith";

/// What reaches the window's thread from outside.
pub enum News {
    /// An answer to an effect.
    Answer(Answer),
    /// Files were dropped on the window, and read.
    Dropped {
        files: Vec<FileBytes>,
        /// Why others could not be read.
        unread: Vec<String>,
    },
    /// Files and texts are to be opened that came with the start of the program, or with a later one.
    Opened { paths: Vec<PathBuf>, texts: Vec<Zeroizing<String>> },
    /// What the keys for a paste brought, or why not.
    Pasted(Result<Zeroizing<String>, String>),
    /// What is selected somewhere, for the place that was clicked; empty: nothing, or it could not be read.
    Selected(Pos2, Zeroizing<String>),
    /// A text field or a label gave something to the clipboard, or was selected in.
    Taken(Board, Zeroizing<String>),
    /// The pixels of the window.
    Pictured(Arc<ColorImage>),
    /// The desktop says that the person goes away.
    Away(Away),
    /// The session ends: what is to be saved is saved now.
    Terminated,
    /// The clipboard of the platform is out of reach: the toolkit's own must do for a paste.
    PasteWithToolkit,
    /// The clipboard of the platform is out of reach: the toolkit's own must do.
    CopyWithToolkit { target: CopyTarget, text: Zeroizing<String> },
}

/// Sends news to the window's thread and wakes it; says whether there is one still.
pub type Post = Arc<dyn Fn(News) -> bool + Send + Sync>;

/// Starts a thread for work that waits for others; says whether it could.
fn in_background(name: &str, work: impl FnOnce() + Send + 'static) -> bool {
    std::thread::Builder::new().name(format!("jotsmith-{name}")).spawn(work).is_ok()
}
