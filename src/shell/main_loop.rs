//! The window's loop: commands in, effects out, a view on the screen.

use super::clipboard::Clipboard;
use super::clock::Clock;
use super::file::FilePicker;
use super::guess::Guesser;
use super::keep::Keep;
use super::keyboard::{middle_clicks, take_clipboard_keys};
use super::keyring::KeyringKeeper;
use super::picture::{self, Picture, Said, Shown};
use super::settings::SettingsFile;
use super::worker::Executor;
use super::{News, Post};
use crate::app::message::command::Command;
use crate::app::message::effect::Effect;
use crate::app::message::job::{Answer, Job};
use crate::app::message::keyring::KeyringCommand;
use crate::app::state::State;
use crate::app::update::update;
use crate::app::value::NO_TEXT;
use crate::app::value::settings::Swap;
use crate::app::view::{self, Cache, View};
use crate::process;
use crate::ui::{Splits, Ui};
use eframe::egui;
use jiff::tz::TimeZone;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use zeroize::{Zeroize as _, Zeroizing};

/// How long news are taken in before the next frame is drawn.
const BUDGET: Duration = Duration::from_millis(10);

/// Width and height of the first window, in points.
pub(super) const FIRST_SIZE: [f32; 2] = [1280.0, 800.0];

/// Longest time, in seconds, for which the clock is not looked at where something is to be done by it.
const LONGEST_SLEEP: u64 = 60;

/// All that the window needs from outside.
pub struct World {
    /// Where jobs are done.
    pub executor: Box<dyn Executor>,
    pub clipboard: Box<dyn Clipboard>,
    pub files: Box<dyn FilePicker>,
    pub keyrings: Box<dyn KeyringKeeper>,
    /// Who tries lists of words.
    pub guesser: Box<dyn Guesser>,
    /// Where drafts and templates are kept.
    pub shelf: Box<dyn Keep>,
    pub clock: Box<dyn Clock>,
    /// Where local time comes from.
    pub zone: TimeZone,
    pub settings: SettingsFile,
    /// What to tell the person at the start.
    pub notice: Option<String>,
    /// What comes from outside.
    pub news: Receiver<News>,
    /// The way there for what the window itself has done elsewhere.
    pub post: Post,
}

/// A way to send news to a window, and its end there.
pub fn channel(ctx: &egui::Context) -> (Post, Receiver<News>) {
    let (sender, receiver) = mpsc::channel();
    let (sender, ctx) = (Mutex::new(sender), ctx.clone());
    let post = move |news| {
        let sender = sender.lock().unwrap_or_else(PoisonError::into_inner);
        // A window that is gone wants no news.
        let is_taken = sender.send(news).is_ok();
        if is_taken {
            ctx.request_repaint();
        }
        is_taken
    };
    (Arc::new(post), receiver)
}

/// The application in a window.
pub struct App {
    state: State,
    ui: Ui,
    cache: Cache,
    /// The view is older than the state.
    is_stale: bool,
    world: World,
    /// What to come back with, and when.
    due: Vec<(Instant, Answer)>,
    window: Option<[f32; 2]>,
    /// It fills the screen; `None`: nobody has said.
    is_maximized: Option<bool>,
    /// The second that was last told.
    ticked: Option<i64>,
    /// What the window is called now.
    title: String,
    /// What the keys for a paste brought, for the next frame.
    pasted: Vec<Zeroizing<String>>,
    /// What middle clicks brought, for the next frame, and where.
    selected: Vec<(egui::Pos2, Zeroizing<String>)>,
    /// What the clock of this computer said when the window opened that nobody sets.
    began: i64,
    /// The seconds since then that were last told.
    passed: Option<i64>,
    picture: Option<Picture>,
}

impl App {
    /// The application in this world, drawn in this context.
    pub fn new(ctx: &egui::Context, mut world: World) -> Self {
        let state = State::new(world.settings.settings(), world.zone.clone(), world.clock.now());
        let mut ui = Ui::new(ctx);
        ui.set_splits(world.settings.splits());
        let notice = world.notice.take();
        let began = world.clock.passed();
        let cache = Cache::new(&state);
        let mut app = Self {
            state,
            ui,
            cache,
            is_stale: false,
            world,
            due: Vec::new(),
            window: None,
            is_maximized: None,
            ticked: None,
            title: String::new(),
            pasted: Vec::new(),
            selected: Vec::new(),
            began,
            passed: None,
            picture: None,
        };
        app.apply([Command::Keyring(KeyringCommand::List)], ctx, None);
        let swap = match process::swap() {
            process::Swap::Never => Swap::Never,
            process::Swap::Limited(limit) => Swap::Limited(limit),
            process::Swap::Unknown => Swap::Unknown,
        };
        app.apply([Command::Answer(Box::new(Answer::Swap(swap)))], ctx, None);
        if let Some(notice) = notice {
            app.apply([Command::Answer(Box::new(Answer::Notice(notice)))], ctx, None);
        }
        app
    }

    /// What is on the screen.
    pub fn view(&self) -> &View {
        self.cache.view()
    }

    /// Applies commands and does what they ask for.
    fn apply(
        &mut self,
        commands: impl IntoIterator<Item = Command>,
        ctx: &egui::Context,
        frame: Option<&eframe::Frame>,
    ) {
        let mut queue: VecDeque<Command> = commands.into_iter().collect();
        while let Some(command) = queue.pop_front() {
            // A tick that nothing on the screen shows is no reason to draw.
            let is_time = matches!(command, Command::Tick(_) | Command::Passed(_));
            self.is_stale |= !is_time || self.state.wants_ticks();
            let effects = update(&mut self.state, command);
            self.is_stale |= !effects.is_empty();
            for effect in effects {
                self.perform(effect, ctx, frame);
            }
        }
    }

    fn perform(&mut self, effect: Effect, ctx: &egui::Context, frame: Option<&eframe::Frame>) {
        match effect {
            Effect::Run(job) => self.world.executor.run(job),
            Effect::CancelWork(kind) => self.world.executor.cancel(kind),
            Effect::ReadClipboard => self.world.clipboard.read(),
            Effect::Copy(target) => match view::copy::text(&self.state, &target) {
                Some((text, secrecy)) => {
                    let stays = Duration::from_secs(self.state.settings().secret_stays);
                    self.world.clipboard.write(target, text, secrecy, stays);
                }
                None => {
                    self.due.push((Instant::now(), Answer::Notice("Nothing to copy".to_owned())));
                    ctx.request_repaint();
                }
            },
            Effect::TakePicture(job) => {
                let mut said = Said::of(self.cache.view());
                self.world.executor.run(Job::Redact(job.saying(said.sentences())));
                self.picture = Some(Picture::Asked(Box::new(said)));
            }
            Effect::ShowPicture(masked) => {
                if let Some(Picture::Asked(said)) = self.picture.take() {
                    let ui = (Ui::for_picture(self.ui.splits()), self.state.now());
                    let shown = Shown::new(*said, masked, &self.state, ui);
                    self.picture = shown.map(|shown| Picture::Shown(Box::new(shown)));
                }
                ctx.request_repaint();
            }
            Effect::ClearClipboard => self.world.clipboard.clear(),
            Effect::ChooseFile(purpose) => self.world.files.choose(purpose, frame),
            Effect::ChooseNewFile(purpose, name) => self.world.files.choose_new(purpose, &name, frame),
            Effect::AbandonFile => self.world.files.abandon(),
            Effect::ReadPath { purpose, path } => self.world.files.read(purpose, &path),
            Effect::WriteFile { path, bytes, is_typed } => self.world.files.write(&path, bytes, is_typed),
            Effect::Keyring(work) => self.world.keyrings.perform(work),
            Effect::Keep(work) => self.world.shelf.perform(work),
            Effect::Guess(work) => self.world.guesser.begin(work),
            Effect::StopGuessing => self.world.guesser.stop(),
            Effect::ResetLayout => {
                self.ui.set_splits(Splits::default());
                ctx.send_viewport_cmd(egui::ViewportCommand::Maximized(false));
                ctx.send_viewport_cmd(egui::ViewportCommand::InnerSize(FIRST_SIZE.into()));
                (self.window, self.is_maximized) = (Some(FIRST_SIZE), Some(false));
                self.save();
            }
            Effect::CloseWindow => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Effect::SaveSettings(_) => self.save(),
            Effect::Remind { reminder, after } => {
                let after = Duration::from_millis(after);
                self.due.push((Instant::now() + after, Answer::Due(reminder)));
                ctx.request_repaint_after(after);
            }
        }
    }

    fn save(&mut self) {
        let mut settings = self.state.settings().clone();
        settings.window = self.window.or(settings.window);
        settings.is_maximized = self.is_maximized.unwrap_or(settings.is_maximized);
        if let Err(why) = self.world.settings.save(&settings, self.ui.splits()) {
            self.due.push((Instant::now(), Answer::Notice(why)));
        }
    }

    /// Opens what came as arguments, with the window in front.
    fn open(
        &mut self,
        paths: Vec<PathBuf>,
        texts: &[Zeroizing<String>],
        ctx: &egui::Context,
        frame: Option<&eframe::Frame>,
    ) {
        // What is named in one command is looked at together.
        if !texts.is_empty() {
            let texts: Vec<&str> = texts.iter().map(|text| text.as_str()).collect();
            self.apply([Command::PasteToken(texts.join("\n"))], ctx, frame);
        }
        if !paths.is_empty() {
            self.world.files.take_dropped(paths);
        }
        ctx.send_viewport_cmd(egui::ViewportCommand::Minimized(false));
        ctx.send_viewport_cmd(egui::ViewportCommand::Focus);
    }

    /// Takes in what has come from outside.
    fn take_news(&mut self, ctx: &egui::Context, frame: Option<&eframe::Frame>) {
        let begin = Instant::now();
        while let Ok(news) = self.world.news.try_recv() {
            match news {
                News::Answer(answer) => self.apply([Command::Answer(Box::new(answer))], ctx, frame),
                News::Dropped { files, unread } => self.apply([Command::DropFiles { files, unread }], ctx, frame),
                News::Opened { paths, texts } => self.open(paths, &texts, ctx, frame),
                News::Pasted(Ok(text)) if text.is_empty() => {
                    let why = NO_TEXT.to_owned();
                    self.apply([Command::Answer(Box::new(Answer::Notice(why)))], ctx, frame);
                }
                News::Pasted(Ok(text)) => {
                    self.pasted.push(Zeroizing::new(text.replace("\r\n", "\n")));
                    ctx.request_repaint();
                }
                News::Selected(_, text) if text.is_empty() => {}
                News::Selected(place, text) => {
                    self.selected.push((place, Zeroizing::new(text.replace("\r\n", "\n"))));
                    ctx.request_repaint();
                }
                News::Pictured(image) => {
                    if self.picture.take().is_some() {
                        picture::write(image, &self.world.post);
                    }
                    ctx.request_repaint();
                }
                News::Taken(board, text) => {
                    let stays = Duration::from_secs(self.state.settings().secret_stays);
                    self.world.clipboard.keep(board, text, stays);
                }
                News::Away(away) => self.apply([Command::Keyring(KeyringCommand::Away(away))], ctx, frame),
                News::Terminated => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
                News::Pasted(Err(why)) => self.apply([Command::Answer(Box::new(Answer::Notice(why)))], ctx, frame),
                News::PasteWithToolkit => ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
                News::CopyWithToolkit { target, text } => {
                    ctx.copy_text(text.to_string());
                    self.apply([Command::Answer(Box::new(Answer::Copied(target)))], ctx, frame);
                }
            }
            if begin.elapsed() > BUDGET {
                ctx.request_repaint();
                break;
            }
        }
        let now = Instant::now();
        let (due, later): (Vec<_>, Vec<_>) = std::mem::take(&mut self.due).into_iter().partition(|(at, _)| *at <= now);
        self.due = later;
        self.apply(due.into_iter().map(|(_, answer)| Command::Answer(Box::new(answer))), ctx, frame);
        let now = self.world.clock.now();
        if self.ticked != Some(now) {
            self.ticked = Some(now);
            self.apply([Command::Tick(now)], ctx, frame);
        }
        let passed = self.world.clock.passed().saturating_sub(self.began);
        if self.passed != Some(passed) {
            self.passed = Some(passed);
            self.apply([Command::Passed(passed)], ctx, frame);
        }
    }
}

/// What was pasted has arrived where it belongs. What a text field has made of it is its own.
fn wipe_pastes(ctx: &egui::Context) {
    ctx.input_mut(|input| {
        for event in input.events.iter_mut().chain(&mut input.raw.events) {
            if let egui::Event::Paste(text) | egui::Event::MiddleClickPaste { text, .. } = event {
                text.zeroize();
            }
        }
    });
}

impl eframe::App for App {
    fn raw_input_hook(&mut self, _ctx: &egui::Context, raw_input: &mut egui::RawInput) {
        if matches!(self.picture, Some(Picture::Shown(_))) {
            // Nothing in a picture is pointed at.
            raw_input.events.retain(|event| !matches!(event, egui::Event::PointerMoved(_)));
            raw_input.events.push(egui::Event::PointerGone);
        }
        if take_clipboard_keys(&mut raw_input.events) {
            self.world.clipboard.paste();
        }
        for place in middle_clicks(&raw_input.events) {
            self.world.clipboard.paste_selected(place);
        }
        let pasted = self.pasted.drain(..).map(|mut text| egui::Event::Paste(std::mem::take(&mut *text)));
        raw_input.events.extend(pasted);
        let selected = self.selected.drain(..);
        raw_input.events.extend(
            selected.map(|(pos, mut text)| egui::Event::MiddleClickPaste { pos, text: std::mem::take(&mut *text) }),
        );
    }

    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        let dropped = ctx.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
        if !dropped.is_empty() {
            self.world.files.take_dropped(dropped.iter().map(|file| file.path().to_owned()).collect());
        }
        self.take_news(ctx, Some(frame));
        if ctx.input(|input| input.viewport().close_requested()) && self.state.must_ask_before_closing() {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.apply([Command::Keyring(KeyringCommand::CloseWindow)], ctx, Some(frame));
        }
        // Nothing else repaints: an idle window costs nothing.
        if let Some(next) = self.due.iter().map(|(at, _)| *at).min() {
            ctx.request_repaint_after(next.saturating_duration_since(Instant::now()));
        }
        if let Some(seconds) = self.state.next_wake() {
            // The timer of the toolkit stands still while the computer sleeps: what is due by then is seen to soon after.
            let more = Duration::from_secs(seconds.saturating_sub(1).min(LONGEST_SLEEP));
            ctx.request_repaint_after(self.world.clock.until_next_second() + more);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        if std::mem::take(&mut self.is_stale) {
            self.cache.refresh(&self.state);
        }
        let ctx = ui.ctx().clone();
        let title = self.cache.view().title();
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
        let (viewport, is_maximized) = ctx.input(|input| {
            let viewport = input.viewport();
            let is_free = !viewport.maximized.unwrap_or(false) && !viewport.fullscreen.unwrap_or(false);
            (viewport.inner_rect.filter(|_| is_free), viewport.maximized)
        });
        self.is_maximized = is_maximized.or(self.is_maximized);
        if let Some(rect) = viewport {
            self.window = Some([rect.width(), rect.height()]);
        }
        if let Some(Picture::Shown(shown)) = &mut self.picture {
            if !shown.show(ui, &self.world.post) {
                self.picture = None;
                self.apply([Command::Answer(Box::new(Answer::Picture(None)))], &ctx, Some(frame));
            }
            return;
        }
        let mut commands = Vec::new();
        self.ui.show(ui, self.cache.view(), &mut |command| commands.push(command));
        wipe_pastes(&ctx);
        if !commands.is_empty() {
            self.apply(commands, &ctx, Some(frame));
            // What a test's world answers at once is taken in with the next frame.
            ctx.request_repaint();
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.save();
        self.world.keyrings.finish();
    }

    fn persist_egui_memory(&self) -> bool {
        // egui's memory would hold what was typed.
        false
    }
}
