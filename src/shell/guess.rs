//! Trying a list of words as the secret of a token: on all cores, away from the window's thread, until somebody has enough.

use super::{News, Post, in_background};
use crate::app::message::guess::{Ended, GuessNews, GuessWork, Progress};
use crate::app::message::job::Answer;
use crate::cores;
use crate::engine::ground::limit::Cancel;
use crate::engine::verify::guess::Search;
use crate::store::regular;
use std::io::BufReader;
use std::sync::Arc;
use std::time::Instant;

/// Who tries words.
pub trait Guesser {
    /// Tries these, and none of those before.
    fn begin(&mut self, work: GuessWork);
    /// Ends what is under way. What was found until then is still told.
    fn stop(&mut self);
}

/// Threads of their own.
pub struct GuesserThread {
    post: Post,
    under_way: Cancel,
}

impl GuesserThread {
    /// Posts its answers with `post`.
    pub fn new(post: Post) -> Self {
        Self { post, under_way: Cancel::default() }
    }
}

impl Guesser for GuesserThread {
    fn begin(&mut self, work: GuessWork) {
        self.stop();
        self.under_way = Cancel::default();
        let (post, cancel, revision) = (Arc::clone(&self.post), self.under_way.clone(), work.revision);
        if !in_background("guess", move || run(&work, &cancel, &post)) {
            let ended = Some(Ended::Failed("no thread could be started".to_owned()));
            let progress = Progress::default();
            (self.post)(News::Answer(Answer::Guess(GuessNews { revision, progress, ended })));
        }
    }

    fn stop(&mut self) {
        self.under_way.cancel();
    }
}

impl Drop for GuesserThread {
    /// With the window it ends.
    fn drop(&mut self) {
        self.stop();
    }
}

/// Does it at once, on the caller's thread: for tests.
pub struct InlineGuesser(pub Post);

impl Guesser for InlineGuesser {
    fn begin(&mut self, work: GuessWork) {
        run(&work, &Cancel::default(), &self.0);
    }

    fn stop(&mut self) {}
}

fn run(work: &GuessWork, cancel: &Cancel, post: &Post) {
    let begin = Instant::now();
    let tell = |progress, ended| {
        post(News::Answer(Answer::Guess(GuessNews { revision: work.revision, progress, ended })));
    };
    let opened = regular::open(&work.list).and_then(|file| Ok((file.metadata()?.len(), file)));
    let (length, file) = match opened {
        Ok(opened) => opened,
        Err(error) => return tell(Progress::default(), Some(Ended::Failed(regular::reason(&error)))),
    };
    let search = Search::new(&work.target, BufReader::new(file), cancel.clone());
    let progress = |search: &Search<'_, _>| Progress {
        tried: search.tried(),
        seconds: begin.elapsed().as_secs_f64(),
        // A list can grow while it is read.
        share: (search.read() as f32 / length.max(1) as f32).min(1.0),
    };
    cores::on_all(|| search.work(), || tell(progress(&search), None));
    let last = progress(&search);
    let ended = match search.end() {
        Ok(Some(found)) => Ended::Found(found),
        Ok(None) => Ended::NotFound,
        Err(error) => Ended::Failed(regular::reason(&error)),
    };
    tell(last, Some(ended));
}
