//! A picture of the panes to send. The redacted token is examined as any other, its panes are drawn in the place of all others
//! for some frames, and the window's pixels are read.
//!
//! *Invariant:* what is drawn was made of masked texts alone, so that nothing has to be covered.

use super::{News, Post, in_background};
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::job::Answer;
use crate::app::message::share::Png;
use crate::app::state::State;
use crate::app::update::update;
use crate::app::view::{Cache, ReasonView, SignaturePane, VerdictStrip, View};
use crate::engine::jwt::numeric_date::format_utc;
use crate::engine::report::picture::Masked;
use crate::engine::speech;
use crate::ui::{Ui, egui};
use eframe::icon_data::IconDataExt as _;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Frames after which letters have their places, and icons are loaded.
const SETTLED: usize = 3;
/// How long a window may take that nobody sees.
const PATIENCE: Duration = Duration::from_secs(5);
/// Questions and answers after which the redacted token is examined.
const MOST_STEPS: usize = 64;

/// What the panes say about the token that is not in it.
pub(super) struct Said {
    verdict: VerdictStrip,
    signature: SignaturePane,
}

impl Said {
    pub(super) fn of(view: &View) -> Self {
        let verdict = VerdictStrip { actions: Vec::new(), stale: false, ..view.verdict.clone() };
        let mut signature = view.signature.clone();
        // The signature itself is not shown, and nothing can be pressed in a picture.
        (signature.bytes, signature.copy, signature.message) = (None, None, None);
        signature.facts.clear();
        signature.actions.clear();
        for reason in signature.entries.iter_mut().flat_map(|entry| &mut entry.reasons) {
            *reason = ReasonView { actions: Vec::new(), ..std::mem::take(reason) };
        }
        Self { verdict, signature }
    }

    /// Every sentence, in an order that stays.
    fn each(&mut self) -> Vec<&mut String> {
        let Self { verdict, signature } = self;
        let mut all = vec![&mut verdict.word, &mut verdict.detail, &mut verdict.time, &mut signature.subtitle];
        all.extend(verdict.assumed.iter_mut().map(|assumed| &mut assumed.text));
        for entry in &mut signature.entries {
            all.extend([&mut entry.title, &mut entry.subtitle, &mut entry.note]);
            all.extend(entry.reasons.iter_mut().flat_map(|reason| [&mut reason.message, &mut reason.advice]));
        }
        all
    }

    pub(super) fn sentences(&mut self) -> Vec<String> {
        self.each().into_iter().map(|sentence| sentence.clone()).collect()
    }

    /// The same with what stands in the place of its sentences; `None`: that is of other ones.
    fn masked(mut self, said: Vec<String>) -> Option<Self> {
        let own = self.each();
        if own.len() != said.len() {
            return None;
        }
        own.into_iter().zip(said).for_each(|(own, masked)| *own = masked);
        Some(self)
    }
}

/// A picture on its way.
pub(super) enum Picture {
    /// The worker masks what it shows.
    Asked(Box<Said>),
    Shown(Box<Shown>),
}

pub(super) struct Shown {
    view: View,
    ui: Ui,
    /// What stands below the panes.
    note: String,
    frames: usize,
    until: Instant,
}

impl Shown {
    /// What is drawn of this in the place of the panes that `state` shows.
    pub(super) fn new(said: Said, masked: Masked, state: &State, (ui, now): (Ui, i64)) -> Option<Self> {
        let Said { verdict, signature } = said.masked(masked.said)?;
        let mut view = view_of(masked.token, state, now);
        if let Some(claims) = masked.claims {
            view.claims = view_of(claims, state, now).claims;
        }
        (view.verdict, view.signature) = (verdict, signature);
        (view.compare, view.instead) = (None, None);
        for pane in [&mut view.header, &mut view.claims] {
            (pane.copy, pane.modes) = (None, Vec::new());
        }
        let (time, version) = (format_utc(now), env!("CARGO_PKG_VERSION"));
        let note = format!("{} · As of {time} · Jotsmith {version}", speech::redact::PICTURE);
        Some(Self { view, ui, note, frames: 0, until: Instant::now() + PATIENCE })
    }

    /// Draws it, and asks for the picture once it stands still. `false`: nobody draws this window.
    pub(super) fn show(&mut self, ui: &mut egui::Ui, post: &Post) -> bool {
        self.ui.picture(ui, &self.view, &self.note);
        self.frames += 1;
        if self.frames == SETTLED {
            let post = Arc::clone(post);
            ui.ctx().request_screenshot(move |image| {
                post(News::Pictured(image));
            });
        }
        ui.ctx().request_repaint();
        Instant::now() < self.until
    }
}

/// The view of this token, with no key and nothing else at hand.
fn view_of(token: String, own: &State, now: i64) -> View {
    let mut state = State::new(own.settings().clone(), own.zone().clone(), now);
    let mut queue = VecDeque::from([Command::PasteToken(token)]);
    for _ in 0..MOST_STEPS {
        let Some(command) = queue.pop_front() else { break };
        queue.extend(update(&mut state, command).into_iter().filter_map(|effect| match effect {
            Effect::Run(job) => Some(Command::Answer(Box::new(job.run()))),
            _ => None,
        }));
    }
    Cache::new(&state).into_view()
}

/// Writes the file away from the window's thread, and answers with it.
pub(super) fn write(image: Arc<egui::ColorImage>, post: &Post) {
    let answer = Arc::clone(post);
    let is_running = in_background("picture", move || {
        answer(News::Answer(Answer::Picture(png(&image))));
    });
    if !is_running {
        post(News::Answer(Answer::Picture(None)));
    }
}

/// The toolkit writes pictures of icons; this one has another size.
fn png(image: &egui::ColorImage) -> Option<Png> {
    let [width, height] = image.size.map(|side| u32::try_from(side).ok());
    // What was drawn on the window is opaque, whatever its surface says.
    let rgba = image.pixels.iter().flat_map(|pixel| [pixel.r(), pixel.g(), pixel.b(), u8::MAX]).collect();
    let icon = egui::IconData { rgba, width: width?, height: height? };
    Some(Png(icon.to_png_bytes().ok()?.into()))
}
