//! The application without its window, and the rules of the house.

mod desk;
mod inspect;
mod key;
mod large;
mod tidy;
#[cfg(feature = "gui")]
mod window;
