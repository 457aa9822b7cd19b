//! Questions to the state: pure functions, which views and updates share.

pub(in crate::app) mod anchor;
pub mod builder;
pub(in crate::app) mod desk;
pub(in crate::app) mod export;
pub(in crate::app) mod guess;
pub(in crate::app) mod kept;
pub mod key;
pub mod keyring;
pub mod policy;
pub mod share;
mod wake;
