//! What was removed, so that each *Undo* brings back its own.

use std::collections::VecDeque;

/// Removals that can be taken back; older ones are forgotten.
const MOST: usize = 16;

/// Each removal has a number, which the button has that takes it back: meanwhile something else may have been removed.
pub(in crate::app) struct Removals<T> {
    count: u64,
    kept: VecDeque<(u64, T)>,
}

impl<T> Default for Removals<T> {
    fn default() -> Self {
        Self { count: 0, kept: VecDeque::new() }
    }
}

impl<T> Removals<T> {
    /// Keeps what was removed. Returns the number of the removal.
    pub fn push(&mut self, removed: T) -> u64 {
        self.count += 1;
        self.put_back(self.count, removed);
        self.count
    }

    /// The removal of this number, or the last one.
    pub fn take(&mut self, number: Option<u64>) -> Option<(u64, T)> {
        match number {
            None => self.kept.pop_back(),
            Some(number) => {
                let at = self.kept.iter().position(|(kept, _)| *kept == number)?;
                self.kept.remove(at)
            }
        }
    }

    /// It was taken and could not be undone: it can be tried once more.
    pub fn put_back(&mut self, number: u64, removed: T) {
        let at = self.kept.partition_point(|(kept, _)| *kept < number);
        self.kept.insert(at, (number, removed));
        if self.kept.len() > MOST {
            self.kept.pop_front();
        }
    }

    /// Those that can be taken back.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.kept.iter().map(|(_, removed)| removed)
    }

    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Changes what each removal holds, and forgets those of which nothing is to be kept.
    pub fn retain(&mut self, keep: impl Fn(&mut T) -> bool) {
        self.kept.retain_mut(|(_, removed)| keep(removed));
    }
}
