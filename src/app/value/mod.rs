//! What commands, state and views share, as plain values.

pub mod assumption;
pub mod builder;
mod choice;
mod copy;
pub mod desk;
mod file;
mod keyring;
mod look;
mod original;
mod part;
pub mod policy;
pub mod reading;
pub mod sample;
mod secret;
pub mod settings;
pub mod share;
pub mod size;
pub(in crate::app) mod time;
pub(in crate::app) mod words;

pub use choice::{DrawerTab, PaneMode, ThemeChoice, TimeStyle, Workspace};
pub use copy::{CopyTarget, KeyExport, KeyFormat, Secrecy};
pub use file::{FileAnswer, FilePurpose};
pub use keyring::{KeyColumn, KeyOrder, Place, RingId, Spare};
pub(in crate::app) use look::TABLE_ROWS;
pub use look::{Icon, MemberFold, PartKind, Role, Run, TextSpan, Tone};
pub use original::Original;
pub(in crate::app) use part::parts_of;
pub use secret::{ChosenKey, FileBytes, FoundKey, SecretReading, SecretText};
pub(in crate::app) use time::{is_called_time, is_time, unregistered_time};
pub use words::{NO_TEXT, bytes, grouped, size};
