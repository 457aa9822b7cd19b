//! What an authorization code or an opaque access token is called, and what the tokens beside it say of it.

use super::cross;
use crate::engine::cross::{CrossCheck, Opaque, OpaqueKind};
use crate::engine::text::words::counted;

/// One of them in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpaqueWords {
    /// "Authorization code".
    pub name: &'static str,
    /// "22 characters": its text is not shown.
    pub length: String,
    /// What was checked, what is wrong first.
    pub sentences: Vec<String>,
    pub standing: Standing,
}

/// What the comparisons say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Each token that has a hash of it has the right one.
    Fits,
    /// One has a wrong hash, or none where there has to be one.
    Fails,
    /// Nothing has a hash of it.
    Open,
}

/// `checks` are all that there are; `token` is what a token is called, the first being 0.
pub fn words<'a>(
    opaque: &Opaque,
    checks: impl IntoIterator<Item = &'a CrossCheck>,
    token: impl Fn(usize) -> String,
) -> OpaqueWords {
    let checks: Vec<&CrossCheck> = checks.into_iter().collect();
    let about = opaque.checks(checks.iter().copied());
    let mut own: Vec<&CrossCheck> = about.into_iter().filter_map(|at| checks.get(at).copied()).collect();
    own.sort_by_key(|check| (!check.is_bad(), check.is_open()));
    let standing = match () {
        () if own.iter().any(|check| check.is_bad()) => Standing::Fails,
        () if own.iter().any(|check| !check.is_open()) => Standing::Fits,
        () => Standing::Open,
    };
    let mut sentences: Vec<String> = own.iter().map(|check| cross::words(check, &token).sentence).collect();
    if sentences.is_empty() {
        sentences.push("Not checked: no token here has its hash".to_owned());
    }
    OpaqueWords { name: name(opaque.kind), length: counted(opaque.length(), "character"), sentences, standing }
}

/// "Authorization code".
pub const fn name(kind: OpaqueKind) -> &'static str {
    match kind {
        OpaqueKind::Code => "Authorization code",
        OpaqueKind::AccessToken => "Opaque access token",
    }
}
