//! The application on a desk: commands in, view out, work done at once, nothing of the world.

use jotsmith::app::command::{Command, FileBytes, SecretText};
use jotsmith::app::effect::{Effect, Secrecy};
use jotsmith::app::job::{Answer, FileAnswer, FilePurpose, Job};
use jotsmith::app::sample::SAMPLES;
use jotsmith::app::settings::Settings;
use jotsmith::app::state::State;
use jotsmith::app::update::update;
use jotsmith::app::view::{self, CopyTarget, MemberRow, PaneBody, View};

/// 2026-11-23 14:00:00 UTC.
pub const NOW: i64 = 1_795_442_400;

/// The application, and what it asked of the world.
pub struct Desk {
    pub state: State,
    pub asked: Vec<Effect>,
    /// Jobs are kept here instead of being done at once.
    pub held: Option<Vec<Job>>,
}

impl Desk {
    pub fn new() -> Self {
        let state = State::new(Settings::default(), jiff::tz::TimeZone::UTC, NOW);
        Self { state, asked: Vec::new(), held: None }
    }

    /// Does a command and all the work that follows.
    pub fn send(&mut self, command: Command) -> View {
        let mut queue = vec![command];
        while let Some(command) = queue.pop() {
            for effect in update(&mut self.state, command) {
                match (effect, &mut self.held) {
                    (Effect::Run(job), Some(held)) => held.push(job),
                    (Effect::Run(job), None) => queue.push(Command::Answer(Box::new(job.run()))),
                    (effect, _) => self.asked.push(effect),
                }
            }
        }
        self.view()
    }

    pub fn view(&self) -> View {
        view::build(&self.state)
    }

    pub fn paste(&mut self, text: &str) -> View {
        self.send(Command::PasteToken(text.to_owned()))
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
        self.asked.clear();
        self.send(Command::Copy(target));
        self.asked.iter().find_map(|effect| match effect {
            Effect::Copy { text, secrecy, .. } => Some((text.to_string(), *secrecy != Secrecy::Open)),
            _ => None,
        })
    }
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

pub fn text(runs: &[view::Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// The row of this name.
pub fn row<'a>(rows: &'a [MemberRow], name: &str) -> &'a MemberRow {
    rows.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("no row {name}"))
}
