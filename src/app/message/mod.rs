//! What comes in and what goes out: commands, effects, work for the worker and its answers.

pub mod anchor;
pub mod builder;
pub mod command;
pub mod desk;
pub mod effect;
pub mod export;
pub mod guess;
pub mod job;
pub mod kept;
pub mod key_file;
pub mod key_relation;
pub mod keyring;
pub mod notice;
pub mod policy;
pub mod reading;
pub mod settings;
pub mod share;
pub mod size;
