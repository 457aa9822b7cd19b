//! The application on a desk: commands in, view out, work done at once, nothing of the world.

use jotsmith::app::message::builder::BuildCommand;
use jotsmith::app::message::command::Command;
use jotsmith::app::message::effect::Effect;
use jotsmith::app::message::job::{Answer, Job};
use jotsmith::app::state::State;
use jotsmith::app::update::update;
use jotsmith::app::value::sample::SAMPLES;
use jotsmith::app::value::settings::Settings;
use jotsmith::app::value::{CopyTarget, FileAnswer, FileBytes, FilePurpose, Run, Secrecy, SecretText};
use jotsmith::app::view;
use jotsmith::app::view::builder::Page;
use jotsmith::app::view::{Cache, MemberRow, PaneBody, View};
use jotsmith::engine::ground::secret::SecretBytes;
use std::cell::RefCell;

/// 2026-11-23 14:00:00 UTC.
pub const NOW: i64 = 1_795_442_400;

/// The views of longer texts are not written out to be compared.
const LONG: usize = 16 * 1024;

/// The application, and what it asked of the world.
pub struct Desk {
    pub state: State,
    pub asked: Vec<Effect>,
    /// What was put on the clipboard since `asked` was cleared last, and who may see it.
    pub clipboard: Vec<(String, Secrecy)>,
    /// Jobs are kept here instead of being done at once.
    pub held: Option<Vec<Job>>,
    pub cache: RefCell<Cache>,
}

impl Desk {
    pub fn new() -> Self {
        let state = State::new(Settings::default(), jiff::tz::TimeZone::UTC, NOW);
        let cache = RefCell::new(Cache::new(&state));
        Self { state, asked: Vec::new(), clipboard: Vec::new(), held: None, cache }
    }

    /// Does a command and all the work that follows.
    pub fn send(&mut self, command: Command) -> View {
        let mut queue = vec![command];
        while let Some(command) = queue.pop() {
            for effect in update(&mut self.state, command) {
                match (effect, &mut self.held) {
                    (Effect::Run(job), Some(held)) => held.push(job),
                    (Effect::Run(Job::Redact(mut job)), None) => {
                        // A key of its own would give other pseudonyms in each run.
                        job.key.get_or_insert_with(|| SecretBytes::new(vec![7; 32]));
                        queue.push(Command::Answer(Box::new(Job::Redact(job).run())));
                    }
                    (Effect::Run(job), None) => queue.push(Command::Answer(Box::new(job.run()))),
                    (Effect::Copy(target), _) => self.clipboard.extend(copied(&self.state, &target)),
                    (effect, _) => self.asked.push(effect),
                }
            }
        }
        self.view()
    }

    /// What a window that kept its view shows now, which has to be what one made of nothing shows.
    pub fn view(&self) -> View {
        let kept = self.cache.borrow_mut().refresh(&self.state).clone();
        if kept.token.text.len() < LONG {
            assert_eq!(format!("{kept:?}"), format!("{:?}", view::build(&self.state)), "an old view was kept");
        }
        kept
    }

    pub fn paste(&mut self, text: &str) -> View {
        self.send(Command::PasteToken(text.to_owned()))
    }

    /// A new draft, signed with the first of the keys that are offered for it.
    pub fn start(&mut self) -> View {
        self.send(Command::Build(BuildCommand::StartEmpty));
        self.choose()
    }

    /// Takes the first of the keys that are offered where one is missing, as Alt+K does.
    pub fn choose(&mut self) -> View {
        let view = self.view();
        let Page::Draft(draft) = &view.build.page else { panic!("no draft: {:?}", view.build.page) };
        match draft.result.choose.clone() {
            Some(choose) => self.send(choose.command),
            None => view,
        }
    }

    pub fn add_key(&mut self, text: &str) -> View {
        self.send(Command::OpenAddKey);
        self.send(Command::AddKey(SecretText::new(text.to_owned()), Default::default()))
    }

    pub fn key_file(&mut self, name: &str, bytes: &[u8]) -> View {
        self.send(Command::LoadKeyFile);
        let result = FileAnswer::Read(FileBytes::new(name.to_owned(), bytes.to_vec()));
        self.send(Command::Answer(Box::new(Answer::File { purpose: FilePurpose::Key, result })))
    }

    /// What would be on the clipboard, and whether it is kept from histories.
    pub fn copied(&mut self, target: CopyTarget) -> Option<(String, bool)> {
        let (text, secrecy) = self.copy(target)?;
        Some((text, secrecy != Secrecy::Open))
    }

    /// What would be on the clipboard, and who may see it.
    pub fn copy(&mut self, target: CopyTarget) -> Option<(String, Secrecy)> {
        self.asked.clear();
        self.clipboard.clear();
        self.send(Command::Copy(target));
        self.clipboard.pop()
    }
}

/// What the shell makes of [`Effect::Copy`].
fn copied(state: &State, target: &CopyTarget) -> Option<(String, Secrecy)> {
    view::copy::text(state, target).map(|(text, secrecy)| (text.to_string(), secrecy))
}

/// A sample's token and keys.
pub fn sample(name: &str) -> (&'static str, &'static str) {
    let sample = SAMPLES.iter().find(|sample| sample.name == name).expect("there is such a sample");
    (sample.token.trim(), sample.keys)
}

/// The rows of a table.
pub fn table(body: &PaneBody) -> &[MemberRow] {
    match body {
        PaneBody::Table(rows) => rows,
        other => panic!("not a table: {other:?}"),
    }
}

/// The lines of a list of rows.
pub fn lines(body: &PaneBody) -> Vec<String> {
    match body {
        PaneBody::Rows(rows) => (0..rows.0.len()).map(|index| text(&rows.0.row(index).runs)).collect(),
        other => panic!("not rows: {other:?}"),
    }
}

pub fn text(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// The row of this name.
pub fn row<'a>(rows: &'a [MemberRow], name: &str) -> &'a MemberRow {
    rows.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no row {name}"))
}
