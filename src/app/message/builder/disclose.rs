//! What happens to selective disclosure.

/// What a person does about selective disclosure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiscloseCommand {
    /// The holder may withhold claims, or may not.
    On(bool),
    /// The claim at this path can be withheld, or not.
    Claim(String, bool),
    /// All claims that the filter leaves can be withheld, or none of them; those that decide about validity cannot.
    Matching(bool),
    /// Only claims with this text in their path or value are offered.
    Filter(String),
    /// Claims are offered from the n-th on.
    From(usize),
    /// Decoys wherever something can be withheld.
    Decoys(u16),
    /// Decoys in the object or list at this path; the empty one stands for the claims themselves.
    DecoysAt(String, u16),
    /// The hash of the digests, by its name in `_sd_alg`.
    Hash(String),
    /// The holder's key, by its number in the session.
    Holder(Option<u64>),
    MakeHolder,
    /// Open or fold the presentation.
    ShowPresentation(bool),
    /// The claim at this path is shown to the verifier, or not.
    Show(String, bool),
    /// All of them are, or none is.
    ShowAll(bool),
    /// What can be shown is offered from the n-th on.
    ShowFrom(usize),
    /// Bind the presentation with the holder's key.
    Bind(bool),
    /// What the verifier asks to be signed.
    Nonce(String),
    Audience(String),
    /// Show the presentation in Inspect.
    Open,
}
