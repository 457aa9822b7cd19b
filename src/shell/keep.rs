//! Where drafts and templates are kept: a thread, so that no disk keeps the window waiting.

use super::{News, Post, in_background};
use crate::app::message::builder::job::BuildAnswer;
use crate::app::message::builder::keep::{Happened, KeepAnswer, KeepWork};
use crate::app::message::job::Answer;
use crate::engine::builder::draft::Draft;
use crate::engine::text::words::capital;
use crate::store::draft::DraftKeeper;
use crate::store::template::TemplateFolder;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// How long nothing must have changed before a draft is written.
const PAUSE: Duration = Duration::from_millis(400);
/// How long a draft that goes on changing may stay unwritten.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long the window waits at its end for the last draft to be written.
const FAREWELL: Duration = Duration::from_secs(2);

/// Who keeps drafts and templates.
pub trait Keep {
    /// Does this, some time, and posts what came of it.
    fn perform(&mut self, work: KeepWork);
}

/// The folders, and what is to be written.
pub struct Shelf {
    drafts: Option<DraftKeeper>,
    templates: Option<TemplateFolder>,
    stamp: String,
}

impl Shelf {
    /// The person's own folders. What was left there is the first answer. `stamp` names damaged files.
    fn standard(stamp: &str) -> (Self, Vec<KeepAnswer>) {
        Self::of(DraftKeeper::standard(stamp), TemplateFolder::standard(), stamp)
    }

    /// In this folder for data.
    pub fn at(folder: &Path, stamp: &str) -> (Self, Vec<KeepAnswer>) {
        let drafts = DraftKeeper::at(&folder.join("drafts"), stamp);
        Self::of(Some(drafts), Some(TemplateFolder::at(folder.join("templates"))), stamp)
    }

    fn of(
        drafts: Option<(DraftKeeper, Option<crate::store::draft::Found>, Vec<String>)>,
        templates: Option<TemplateFolder>,
        stamp: &str,
    ) -> (Self, Vec<KeepAnswer>) {
        let mut answers = Vec::new();
        let mut notices = Vec::new();
        let drafts = drafts.map(|(keeper, found, told)| {
            notices.extend(told);
            answers.extend(found.map(|found| KeepAnswer::Restored {
                draft: Box::new(found.draft),
                saved_at: found.saved_at,
                left_out: found.left_out,
            }));
            keeper
        });
        if let Some(folder) = &templates {
            let listed = folder.list(stamp);
            notices.extend(listed.notices);
            answers.push(KeepAnswer::Templates(listed.templates, Happened::Read));
        }
        if !notices.is_empty() {
            answers.push(KeepAnswer::Notices(notices));
        }
        (Self { drafts, templates, stamp: stamp.to_owned() }, answers)
    }

    fn keep(&mut self, draft: Option<&Draft>, now: i64) -> Option<KeepAnswer> {
        let keeper = self.drafts.as_mut()?;
        let kept = match draft {
            Some(draft) => keeper.keep(draft, now),
            None => keeper.discard(),
        };
        kept.err().map(|error| KeepAnswer::Failed(format!("The draft could not be saved: {error}")))
    }

    fn do_at_once(&self, work: KeepWork) -> Vec<KeepAnswer> {
        let nowhere = "No folder for data was found: set JOTSMITH_DATA_DIR".to_owned();
        let Some(folder) = &self.templates else { return vec![KeepAnswer::NotSaved(nowhere)] };
        let list = |happened| KeepAnswer::Templates(folder.list(&self.stamp).templates, happened);
        match work {
            KeepWork::Draft(_) => Vec::new(),
            KeepWork::Save(template) => vec![match folder.save(&template, false) {
                Ok(()) => list(Happened::Saved(template.name)),
                Err(error) => KeepAnswer::NotSaved(capital(&error.to_string())),
            }],
            KeepWork::PutBack(templates) => {
                let save = |template| folder.save(template, false).err().map(|error| (template, error));
                let failed = templates.iter().filter_map(save).map(|(template, error)| {
                    KeepAnswer::Failed(format!("The template {} was not put back: {error}", template.name))
                });
                let mut answers: Vec<_> = failed.collect();
                answers.push(list(Happened::PutBack));
                answers
            }
            KeepWork::Delete(names) => {
                let (mut deleted, mut answers) = (Vec::new(), Vec::new());
                for name in names {
                    match folder.delete(&name) {
                        Ok(template) => deleted.push(template),
                        Err(error) => {
                            let why = format!("The template {name} was not deleted: {error}");
                            answers.push(KeepAnswer::Failed(why));
                        }
                    }
                }
                if !deleted.is_empty() {
                    answers.push(list(Happened::Deleted(deleted)));
                }
                answers
            }
        }
    }
}

fn news(answer: KeepAnswer) -> News {
    News::Answer(Answer::Build(BuildAnswer::Kept(answer)))
}

/// Does all of it at once, on the caller's thread: for tests.
pub struct InlineKeep {
    shelf: Option<Shelf>,
    post: Post,
}

impl InlineKeep {
    /// In this folder for data; `None`: nothing is kept.
    pub fn new(folder: Option<&Path>, post: Post) -> Self {
        let shelf = folder.map(|folder| {
            let (shelf, answers) = Shelf::at(folder, "test");
            for answer in answers {
                post(news(answer));
            }
            shelf
        });
        Self { shelf, post }
    }
}

impl Keep for InlineKeep {
    fn perform(&mut self, work: KeepWork) {
        let Some(shelf) = &mut self.shelf else { return };
        let answers = match work {
            KeepWork::Draft(draft) => shelf.keep(draft.as_deref(), 0).into_iter().collect(),
            work => shelf.do_at_once(work),
        };
        for answer in answers {
            (self.post)(news(answer));
        }
    }
}

/// The thread. It ends when the window does, with the last draft written.
pub struct KeepThread {
    /// `None`: the thread is told to end.
    work: Option<Sender<KeepWork>>,
    ended: Receiver<()>,
}

impl KeepThread {
    /// Starts it. `stamp` names damaged files; `now` says what time it is, in seconds since 1970.
    pub fn new(post: Post, stamp: String, now: impl Fn() -> i64 + Send + 'static) -> Self {
        let (sender, receiver) = mpsc::channel();
        let (end, ended) = mpsc::channel();
        let has_begun = in_background("keeper", move || {
            let (mut shelf, answers) = Shelf::standard(&stamp);
            for answer in answers {
                post(news(answer));
            }
            serve(&mut shelf, &receiver, &post, &now);
            drop(shelf);
            let _ = end.send(());
        });
        Self { work: has_begun.then_some(sender), ended }
    }
}

/// Writes drafts once nothing has changed for a moment, and does everything else at once.
fn serve(shelf: &mut Shelf, work: &Receiver<KeepWork>, post: &Post, now: &impl Fn() -> i64) {
    let mut waiting: Option<(Option<Box<Draft>>, Instant)> = None;
    let mut is_told = false;
    loop {
        let next = match &waiting {
            None => work.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some((_, since)) => work.recv_timeout(PAUSE.min(PATIENCE.saturating_sub(since.elapsed()))),
        };
        match next {
            Ok(KeepWork::Draft(draft)) => {
                let since = waiting.take().map_or_else(Instant::now, |(_, since)| since);
                waiting = Some((draft, since));
            }
            Ok(work) => {
                for answer in shelf.do_at_once(work) {
                    post(news(answer));
                }
            }
            Err(end) => {
                if let Some((draft, _)) = waiting.take() {
                    let answer = shelf.keep(draft.as_deref(), now());
                    // A disk that is full is full for every key that is pressed.
                    match answer {
                        Some(answer) if !is_told => {
                            is_told = true;
                            post(news(answer));
                        }
                        Some(_) => {}
                        None => is_told = false,
                    }
                }
                if end == RecvTimeoutError::Disconnected {
                    return;
                }
            }
        }
    }
}

impl Keep for KeepThread {
    fn perform(&mut self, work: KeepWork) {
        if let Some(sender) = &self.work {
            let _ = sender.send(work);
        }
    }
}

impl Drop for KeepThread {
    fn drop(&mut self) {
        if self.work.take().is_some() {
            let _ = self.ended.recv_timeout(FAREWELL);
        }
    }
}
