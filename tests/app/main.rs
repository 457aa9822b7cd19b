//! The application without its window, and the rules of the house.

mod build;
#[cfg(feature = "gui")]
mod build_access;
#[cfg(feature = "gui")]
mod build_window;
#[cfg(feature = "gui")]
mod canary;
mod certificate;
mod conversion;
mod desk;
mod disclosure;
mod floor;
mod form;
#[cfg(feature = "gui")]
#[path = "../golden/mod.rs"]
mod golden;
#[cfg(feature = "gui")]
mod handing;
mod in_step;
mod inspect;
#[cfg(feature = "gui")]
mod keep;
#[cfg(feature = "gui")]
mod keep_window;
mod key;
mod key_file;
#[cfg(feature = "gui")]
mod key_relation;
#[cfg(feature = "gui")]
mod keyring;
mod large;
mod policy;
mod selective;
mod tidy;
#[cfg(feature = "gui")]
mod tree;
#[cfg(feature = "gui")]
mod window;
#[cfg(feature = "gui")]
mod window_keyring;
