//! Keyrings on a disk that fails, in a program that is killed, beside another one that writes too: standards for what must
//! never be lost. Figures are printed: `cargo test --test store -- --nocapture`.

#![expect(clippy::disallowed_methods, reason = "tests set times and read how much they are to do")]

mod damage;
mod draft;
mod fault;
#[path = "../golden/mod.rs"]
mod golden;
mod kill;
#[cfg(unix)]
mod link;
mod neighbour;
mod power;
mod scarce;
mod support;
mod trash;
