//! What happens to a member of a JSON text.

/// A change of the members of a text. Places are counted from 0; a name is told with its place, and where another member has
/// moved there in the meantime nothing happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberCommand {
    /// One more, with a value as typed: JSON where it looks like JSON, else a text.
    Add { name: String, value: String },
    /// A change of one that is there.
    At {
        place: usize,
        name: String,
        /// What becomes of it.
        change: MemberChange,
    },
}

/// What becomes of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberChange {
    /// This name, a text.
    Name(String),
    /// This name, a JSON string with its quotes and escapes.
    NameAsJson(String),
    /// This value, a text.
    Text(String),
    /// This value, JSON as typed, or a date for a time.
    Json(String),
    /// It changes places with the one in front.
    Up,
    /// It changes places with the one behind.
    Down,
    /// It is taken out.
    Remove,
}
