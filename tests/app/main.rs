//! The application without its window, and the rules of the house.

mod build;
mod canary;
mod certificate;
mod conversion;
mod desk;
mod disclosure;
mod inspect;
mod key;
#[cfg(feature = "gui")]
mod keyring;
mod large;
mod tidy;
#[cfg(feature = "gui")]
mod window;
