//! Undo and redo across the whole builder.

use super::Snapshot;
use crate::app::value::builder::Field;
use std::collections::VecDeque;

/// Steps that are kept.
const STEPS: usize = 200;
/// Bytes of text that are kept; older steps go first.
const BYTES: usize = 16 * 1024 * 1024;
/// Characters after which a run of typing is a step of its own.
const RUN: usize = 30;

/// What was, and what was taken back.
#[derive(Default)]
pub(in crate::app) struct History {
    past: VecDeque<Snapshot>,
    future: Vec<Snapshot>,
    /// The run of typing that the last step belongs to.
    run: Option<Typing>,
}

/// A run of typing in one text.
struct Typing {
    field: Field,
    /// Where the next character is expected.
    at: usize,
    length: usize,
    is_deleting: bool,
}

impl History {
    /// A step that stands for itself: what was before it is kept.
    pub fn step(&mut self, before: Snapshot) {
        self.run = None;
        self.push(before);
    }

    /// A text was typed into: one more character of a run is no step of its own.
    pub fn typed(&mut self, before: Snapshot, field: Field, old: &str, new: &str) {
        let edit = Edit::between(old, new);
        let continues = self.run.as_ref().is_some_and(|run| run.continues(field, &edit));
        let run = self.run.take().filter(|_| continues);
        if !continues || self.past.is_empty() {
            self.push(before);
        } else {
            self.future.clear();
        }
        let length = run.map_or(0, |run| run.length) + 1;
        let is_deleting = edit.inserted == 0;
        let at = if is_deleting { edit.start } else { edit.start + edit.inserted };
        // A pasted piece, a cut, an accepted completion stand for themselves.
        self.run = (edit.is_single && length < RUN).then_some(Typing { field, at, length, is_deleting });
    }

    /// What comes next is a step of its own.
    pub fn pause(&mut self) {
        self.run = None;
    }

    fn push(&mut self, before: Snapshot) {
        self.future.clear();
        self.past.push_back(before);
        let size = |past: &VecDeque<Snapshot>| past.iter().map(Snapshot::size).sum::<usize>();
        while self.past.len() > STEPS || (self.past.len() > 1 && size(&self.past) > BYTES) {
            self.past.pop_front();
        }
    }

    /// Takes the last step back: `now` can be brought back.
    pub fn undo(&mut self, now: Snapshot) -> Option<Snapshot> {
        self.run = None;
        let before = self.past.pop_back()?;
        self.future.push(now);
        Some(before)
    }

    /// Brings back what was taken back.
    pub fn redo(&mut self, now: Snapshot) -> Option<Snapshot> {
        self.run = None;
        let after = self.future.pop()?;
        self.past.push_back(now);
        Some(after)
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is one to bring back.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

impl Typing {
    fn continues(&self, field: Field, edit: &Edit) -> bool {
        let is_here = if edit.inserted == 0 {
            self.is_deleting && (edit.start + edit.removed == self.at || edit.start == self.at)
        } else {
            !self.is_deleting && edit.start == self.at
        };
        self.field == field && edit.is_single && is_here && !edit.breaks_line
    }
}

/// What was changed between two texts.
struct Edit {
    start: usize,
    inserted: usize,
    removed: usize,
    /// One character in, or one out.
    is_single: bool,
    breaks_line: bool,
}

impl Edit {
    fn between(old: &str, new: &str) -> Self {
        let same = |(a, b): &(u8, u8)| a == b;
        let start = old.bytes().zip(new.bytes()).take_while(same).count();
        let most = old.len().min(new.len()) - start;
        let end = old.bytes().rev().zip(new.bytes().rev()).take(most).take_while(same).count();
        let piece = |text: &str| {
            let bytes = text.as_bytes().get(start..text.len() - end).unwrap_or_default();
            String::from_utf8_lossy(bytes).into_owned()
        };
        let (inserted, removed) = (piece(new), piece(old));
        // A shared first byte of two characters does not matter here: it is counted as one character all the same.
        let count = inserted.chars().count() + removed.chars().count();
        Self {
            start,
            inserted: inserted.len(),
            removed: removed.len(),
            is_single: count == 1,
            breaks_line: inserted.contains('\n'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, History};
    use crate::app::state::builder::Snapshot;
    use crate::app::value::builder::Field;
    use crate::engine::builder::draft::Draft;

    fn snapshot(claims: &str) -> Snapshot {
        let mut draft = Draft::default();
        draft.payload.claims = claims.to_owned();
        Snapshot { draft: Some(draft), original: None }
    }

    fn type_all(history: &mut History, texts: &[&str]) {
        for pair in texts.windows(2) {
            let [old, new] = pair else { continue };
            history.typed(snapshot(old), Field::Claims, old, new);
        }
    }

    fn steps(history: &History) -> usize {
        history.past.len()
    }

    #[test]
    fn a_run_of_typing_is_one_step() {
        let mut history = History::default();
        type_all(&mut history, &["", "a", "ab", "abc"]);
        assert_eq!(steps(&history), 1);
        type_all(&mut history, &["abc", "ab", "a"]);
        assert_eq!(steps(&history), 2, "deleting is another run");
        type_all(&mut history, &["a", "xa", "xya"]);
        assert_eq!(steps(&history), 3, "elsewhere is another run");
        type_all(&mut history, &["xya", "xy\na", "xy\nza"]);
        assert_eq!(steps(&history), 4, "a new line begins one");
        type_all(&mut history, &["xy\nza", "xy\nz pasted a"]);
        assert_eq!(steps(&history), 5, "what is pasted stands for itself");
        history.typed(snapshot("c"), Field::Protected(0), "{", "{}");
        assert_eq!(steps(&history), 6, "another text is another run");
    }

    #[test]
    fn what_was_taken_back_comes_back_until_something_new_happens() {
        let mut history = History::default();
        history.step(snapshot("one"));
        let now = snapshot("two");
        let before = history.undo(now.clone()).unwrap();
        assert!(before == snapshot("one") && !history.can_undo() && history.can_redo());
        assert!(history.redo(before).unwrap() == now);
        history.undo(now);
        history.step(snapshot("three"));
        assert!(!history.can_redo());
    }

    #[test]
    fn the_oldest_steps_go_first() {
        let mut history = History::default();
        for index in 0..500 {
            history.step(snapshot(&index.to_string()));
        }
        assert_eq!(steps(&history), super::STEPS);
        let large = "x".repeat(super::BYTES / 2);
        for _ in 0..5 {
            history.step(snapshot(&large));
        }
        assert!(steps(&history) <= 2);
    }

    #[test]
    fn an_edit_within_a_character_is_no_trouble() {
        let edit = Edit::between("é", "è");
        assert!(!edit.is_single);
        let edit = Edit::between("a", "aé");
        assert!(edit.is_single);
    }
}
