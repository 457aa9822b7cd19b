//! Text from tokens as a person may be shown it.
//!
//! *Invariant:* what hides or reorders other characters is decided by one list, [`deceptive`].

pub(crate) mod compact;
pub(crate) mod cut;
pub mod deceptive;
pub mod envelope;
pub mod escape;
pub(crate) mod look_alike;
pub(crate) mod mask;
pub(crate) mod meaning;
pub mod page;
pub(crate) mod private;
pub(crate) mod sign;
pub(crate) mod typed;
pub(crate) mod uri;
pub(crate) mod variable;
pub mod words;
