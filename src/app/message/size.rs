//! What a person does about the size of a token.

use crate::app::value::size::SizePage;
use crate::engine::builder::shrink::Change;
use crate::engine::ground::size::baseline::Baseline;
use crate::engine::ground::size::limit::OwnLimit;
use crate::engine::ground::size::traffic::Traffic;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SizeCommand {
    Page(SizePage),
    /// Compare tokens with this.
    Compare(Baseline),
    SetTraffic(Traffic),
    /// The token goes to the servers in a cookie.
    AsCookie(bool),
    SetCookieName(String),
    /// The address in front of a token in a URL.
    SetAddress(String),
    /// Bytes of the other headers.
    SetOthers(usize),
    AddLimit(OwnLimit),
    RemoveLimit(usize),
    /// Make the token shorter in the builder; from Inspect it is carried over first.
    Shrink(Change),
}
