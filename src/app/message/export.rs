//! What happens in the list of exports.

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportCommand {
    /// Show what this one would hand on.
    Choose(&'static str),
    /// Show only those of one group; `None`: all.
    Group(Option<&'static str>),
    /// Show only those with these words.
    Filter(String),
    /// Write it into a file that is asked for.
    Save(&'static str),
}
