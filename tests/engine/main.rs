//! The engine against the standards: the RFCs' own examples, public vectors, hostile input.

mod assumption;
mod build;
mod checklist;
mod convert;
mod embedded;
mod fault_crypto;
mod fault_structure;
#[path = "../golden/mod.rs"]
mod golden;
mod handed_on;
mod issuer;
mod keyring;
mod keyring_set;
mod kind_example;
mod many_keys;
mod mutation;
mod own_key;
mod path;
mod possession;
mod private_key;
mod redact;
mod redact_kinds;
mod registry;
mod rfc;
mod rfc7515_x5c;
mod rfc9901;
mod rfc_bytes;
mod rules;
mod sd_jwt;
mod several;
mod size;
mod support;
mod vectors;
mod verdict;
mod work;
