//! Signing elsewhere: by a card, an HSM or a KMS, which has the private key.

/// What happens on the page for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElsewhereCommand {
    Open,
    Close,
    /// The public key that the signature is checked with; `None`: there is none at hand.
    Key(Option<u64>),
    /// The algorithm, where no key says it.
    Algorithm(String),
    /// Write the bytes that are to be signed into a file.
    SaveInput,
    /// The signature as it was given: r‖s or DER, in hexadecimal, base64 or base64url.
    Assemble(String),
    OpenInInspect,
}
