//! Exit statuses that several subcommands share.

/// Usage is wrong, or something could not be read.
pub(in crate::cli) const UNUSABLE: u8 = 2;
