//! The application without its window, and the rules of the house.

mod build;
mod certificate;
mod conversion;
mod desk;
mod disclosure;
mod inspect;
mod key;
mod large;
mod tidy;
#[cfg(feature = "gui")]
mod window;
