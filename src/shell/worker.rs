//! The worker: for each kind of job a named thread, in which the newest job replaces one that has not begun.

use super::{News, Post, in_background};
use crate::app::message::job::{Answer, Job, JobKind};
use crate::engine::ground::limit::Cancel;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A job that has run for longer than this does not keep a newer one waiting: that one gets a thread of its own.
const PATIENCE: Duration = Duration::from_millis(400);
/// Threads that may be left behind with a job whose answer nobody wants any more.
const LEFT_BEHIND: usize = 3;

/// Where jobs are done.
pub trait Executor {
    /// Does this job, some time, and posts its answer.
    fn run(&mut self, job: Job);
    /// What of this kind has not begun need not begin.
    fn cancel(&mut self, kind: JobKind);
}

/// Does a job. A panic becomes an answer that says so and holds nothing of the token.
fn perform(job: Job) -> Answer {
    let (kind, revision) = (job.kind(), job.revision());
    catch_unwind(AssertUnwindSafe(|| job.run())).unwrap_or_else(|_| Answer::Failed {
        kind,
        revision,
        message: crate::process::last_panic().unwrap_or_else(|| "an unknown place".to_owned()),
    })
}

/// Does every job at once, on the caller's thread: for tests.
pub struct Inline {
    post: Post,
}

impl Inline {
    /// Posts its answers with `post`.
    pub fn new(post: Post) -> Self {
        Self { post }
    }
}

impl Executor for Inline {
    fn run(&mut self, job: Job) {
        (self.post)(News::Answer(perform(job)));
    }

    fn cancel(&mut self, _kind: JobKind) {}
}

/// The worker's threads, one for each kind of job: looking into a token waits for no key that is generated.
pub struct Worker {
    rooms: HashMap<JobKind, Arc<Shared>>,
    post: Post,
}

struct Shared {
    desk: Mutex<Desk>,
    woken: Condvar,
}

/// What lies on the desk of one kind of job: the newest job alone.
#[derive(Default)]
struct Desk {
    job: Option<Job>,
    /// Ends early what is under way, whose answer nobody waits for once there is a newer job.
    under_way: Cancel,
    /// The thread that takes the next job; older ones leave when they are done.
    shift: u64,
    /// Since when that thread has been at work.
    busy_since: Option<Instant>,
    threads: usize,
    is_closed: bool,
}

impl Shared {
    /// No job panics while the desk is locked; were it so, the desk would still be in order.
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Worker {
    /// A worker that posts its answers with `post`. A thread starts with the first job of its kind.
    pub fn new(post: Post) -> Self {
        Self { rooms: HashMap::new(), post }
    }

    /// Where jobs of this kind are done.
    fn room(&mut self, kind: JobKind) -> Arc<Shared> {
        let new = || Arc::new(Shared { desk: Mutex::new(Desk::default()), woken: Condvar::new() });
        Arc::clone(self.rooms.entry(kind).or_insert_with(new))
    }

    /// Starts the thread of the next shift.
    fn start(&self, room: &Arc<Shared>, desk: &mut Desk) {
        desk.shift += 1;
        desk.busy_since = None;
        let (shift, shared, post) = (desk.shift, Arc::clone(room), Arc::clone(&self.post));
        if in_background("worker", move || work(&shared, shift, &post)) {
            desk.threads += 1;
        } else if let Some(job) = desk.job.take() {
            let message = "no thread could be started".to_owned();
            let (kind, revision) = (job.kind(), job.revision());
            (self.post)(News::Answer(Answer::Failed { kind, revision, message }));
        }
    }
}

impl Executor for Worker {
    fn run(&mut self, job: Job) {
        let room = self.room(job.kind());
        let mut desk = room.desk();
        desk.under_way.cancel();
        desk.job = Some(job);
        let is_stuck = desk.busy_since.is_some_and(|since| since.elapsed() > PATIENCE);
        if desk.threads == 0 || (is_stuck && desk.threads <= LEFT_BEHIND) {
            self.start(&room, &mut desk);
        }
        drop(desk);
        room.woken.notify_all();
    }

    fn cancel(&mut self, kind: JobKind) {
        if let Some(room) = self.rooms.get(&kind) {
            let mut desk = room.desk();
            desk.job = None;
            desk.under_way.cancel();
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // A job under way is left alone: the process ends without waiting for it.
        for room in self.rooms.values() {
            let mut desk = room.desk();
            desk.is_closed = true;
            desk.job = None;
            desk.under_way.cancel();
            drop(desk);
            room.woken.notify_all();
        }
    }
}

fn work(shared: &Shared, shift: u64, post: &Post) {
    loop {
        let mut desk = shared.desk();
        let job = loop {
            if desk.is_closed || desk.shift != shift {
                desk.threads -= 1;
                return;
            }
            if let Some(mut job) = desk.job.take() {
                desk.under_way = job.cancellable();
                break job;
            }
            desk = shared.woken.wait(desk).unwrap_or_else(PoisonError::into_inner);
        };
        desk.busy_since = Some(Instant::now());
        drop(desk);
        let answer = perform(job);
        let mut desk = shared.desk();
        if desk.shift == shift {
            desk.busy_since = None;
        }
        drop(desk);
        post(News::Answer(answer));
    }
}

#[cfg(test)]
mod tests {
    use super::{Executor, Worker};
    use crate::app::message::job::{Answer, Job};
    use crate::shell::{News, Post};
    use std::sync::{Arc, Mutex, mpsc};
    use std::time::Duration;

    fn job(revision: u64) -> Job {
        let token = "eyJhbGciOiJub25lIn0.e30.".into();
        Job::Examine { revision, token, keys: Default::default(), options: Default::default(), before: None }
    }

    #[test]
    fn the_newest_job_is_always_answered() {
        let (sender, receiver) = mpsc::channel();
        let sender = Mutex::new(sender);
        let post: Post = Arc::new(move |news| sender.lock().unwrap().send(news).is_ok());
        let mut worker = Worker::new(post);
        for revision in 1..=50 {
            worker.run(job(revision));
        }
        let mut last = 0;
        while last < 50 {
            let Ok(News::Answer(Answer::Examined { revision, examination, .. })) =
                receiver.recv_timeout(Duration::from_secs(30))
            else {
                panic!("the worker did not answer")
            };
            assert!(revision > last, "answers come in order");
            assert_eq!(examination.layers.len(), 1);
            last = revision;
        }
    }

    /// 3,000 secrets over 3 MB are some ten seconds of work. What comes of them is cut short by a newer token.
    #[test]
    fn a_newer_job_ends_the_one_that_is_under_way() {
        use crate::engine::ground::limit::{ExamineOptions, Limits};
        use crate::engine::jose::status::Outcome;
        use crate::engine::key::{KeyIds, KeyRing};
        use crate::engine::key_file::{import::secret, secret::SecretEncoding};
        const KEYS: usize = 3_000;
        let (sender, receiver) = mpsc::channel();
        let sender = Mutex::new(sender);
        let post: Post = Arc::new(move |news| sender.lock().unwrap().send(news).is_ok());
        let mut worker = Worker::new(post);
        let mut ids = KeyIds::default();
        let key = |index: usize| {
            Arc::new(secret(format!("secret {index}").as_bytes(), SecretEncoding::Utf8, "set", &mut ids).unwrap())
        };
        let keys = KeyRing::new((0..KEYS).map(key).collect::<Vec<_>>());
        let token = format!("eyJhbGciOiJIUzI1NiJ9.{}.{}", "AAAA".repeat(1 << 20), "A".repeat(43));
        let options = ExamineOptions { limits: Limits::DEFAULT.do_it_anyway(), ..ExamineOptions::default() };
        worker.run(Job::Examine { revision: 1, token: token.into(), keys, options: options.into(), before: None });
        // Until it is under way: then nothing is left on the desk.
        let room = worker.room(crate::app::message::job::JobKind::Examine);
        while room.desk().job.is_some() {
            std::thread::yield_now();
        }
        worker.run(job(2));
        let (mut tried, mut is_answered) = (None, false);
        while tried.is_none() || !is_answered {
            let Ok(News::Answer(Answer::Examined { revision, examination, .. })) =
                receiver.recv_timeout(Duration::from_secs(60))
            else {
                panic!("the worker did not answer")
            };
            if revision == 1 {
                let attempts = &examination.layers[0].signatures[0].attempts;
                tried = Some(attempts.iter().filter(|attempt| attempt.outcome == Outcome::Failure).count());
            } else {
                is_answered = true;
            }
        }
        assert!(tried < Some(KEYS), "all keys were tried");
    }

    #[test]
    fn work_of_one_kind_waits_for_no_work_of_another() {
        use crate::app::message::builder::job::{BuildAnswer, BuildJob};
        use crate::engine::key_file::generate::{GENERATED_KINDS, Recipe};
        let (sender, receiver) = mpsc::channel();
        let sender = Mutex::new(sender);
        let post: Post = Arc::new(move |news| sender.lock().unwrap().send(news).is_ok());
        let mut worker = Worker::new(post);
        let row = GENERATED_KINDS.iter().find(|row| row.name == "p-256").unwrap();
        // Of one kind only the newest need be answered; of several kinds, each.
        worker.run(Job::Build(BuildJob::Generate { revision: 1, recipe: Box::new(Recipe::usual(row)) }));
        worker.run(job(1));
        let (mut examined, mut generated) = (false, false);
        while !(examined && generated) {
            match receiver.recv_timeout(Duration::from_secs(30)) {
                Ok(News::Answer(Answer::Examined { .. })) => examined = true,
                Ok(News::Answer(Answer::Build(BuildAnswer::Generated { key, .. }))) => generated = key.is_ok(),
                _ => panic!("the worker did not answer"),
            }
        }
    }
}
