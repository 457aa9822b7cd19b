//! The application without its window, and the rules of the house.

mod act;
#[cfg(feature = "gui")]
mod anchor;
mod build;
#[cfg(feature = "window-test")]
mod build_access;
#[cfg(feature = "window-test")]
mod build_editor;
#[cfg(feature = "window-test")]
mod build_window;
#[cfg(feature = "window-test")]
mod canary;
mod certificate;
mod checklist;
mod claims;
mod conversion;
mod desk;
mod disclosure;
mod elsewhere;
#[cfg(feature = "window-test")]
mod export_window;
mod floor;
mod form;
#[path = "../golden/mod.rs"]
mod golden;
#[cfg(feature = "gui")]
mod guess;
#[cfg(feature = "gui")]
mod handing;
mod in_step;
mod inspect;
#[cfg(feature = "gui")]
mod keep;
#[cfg(feature = "window-test")]
mod keep_window;
mod kept;
#[cfg(feature = "gui")]
mod kept_token;
mod key;
mod key_file;
#[cfg(feature = "gui")]
mod key_relation;
#[cfg(feature = "window-test")]
mod key_window;
#[cfg(feature = "gui")]
mod keyring;
#[cfg(feature = "window-test")]
mod keyring_backup;
mod large;
mod logout;
#[cfg(feature = "gui")]
mod measured;
#[cfg(feature = "gui")]
mod missing;
mod named;
#[cfg(feature = "gui")]
mod naming;
#[cfg(feature = "gui")]
mod neighbour;
mod opaque;
#[cfg(feature = "window-test")]
mod password;
mod pasted;
#[cfg(feature = "window-test")]
mod picture;
#[cfg(feature = "window-test")]
mod pictured;
mod policy;
#[cfg(feature = "gui")]
mod prefill;
mod private_key;
mod prose;
#[cfg(feature = "gui")]
mod provenance;
mod reading;
mod remark;
mod same_words;
mod selective;
#[cfg(feature = "window-test")]
mod settings;
mod several;
#[cfg(feature = "window-test")]
mod several_window;
mod share;
mod size;
mod take_back;
mod tidy;
#[cfg(feature = "window-test")]
mod tree;

mod whose_key;
#[cfg(feature = "window-test")]
mod window;
#[cfg(feature = "window-test")]
mod window_act;
#[cfg(feature = "window-test")]
mod window_desk;
#[cfg(feature = "window-test")]
mod window_keyring;
