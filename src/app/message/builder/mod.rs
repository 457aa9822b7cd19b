//! What a person does in the builder.

pub mod disclose;
pub mod elsewhere;
pub mod job;
pub mod keep;
pub mod member;

use crate::app::value::builder::{EditMode, Field, Quick, Slot, TamperSource};
use crate::engine::builder::draft::{Follow, PayloadKind, Structure, Writing};
use disclose::DiscloseCommand;
use elsewhere::ElsewhereCommand;
use keep::KeepCommand;
use member::MemberCommand;

/// What happens in the builder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BuildCommand {
    // Beginning
    /// Show the templates, or go back to the draft.
    ShowTemplates(bool),
    /// Start from the n-th template.
    StartTemplate(usize),
    StartEmpty,
    /// Carry over the layer that Inspect shows.
    EditInspected,

    // Texts
    /// A text was edited by hand.
    Edit(Field, String),
    /// The caret stands at this byte of a text.
    Caret(Field, usize),
    /// The keyboard left a text: headers are brought into step.
    Settle,
    /// A quick action on the claims.
    Quick(Quick),
    /// The number or text at the caret is replaced by this time: a date as typed, or seconds.
    SetTimeAtCaret(String),
    ClaimsMode(EditMode),
    /// Edit the headers as text or as tables.
    HeaderMode(EditMode),
    /// A member of a text is set: a string.
    SetText(Field, String, String),
    /// A member of a text is set: JSON as typed, or a date for a time.
    SetJson(Field, String, String),
    /// A member is taken out.
    RemoveMember(Field, String),
    /// Names, values and order of the members, in the form.
    Member(Field, MemberCommand),
    /// One member a line.
    LayOut(Field),
    /// No spaces and line breaks between values.
    Compact(Field),

    // Choices
    SetStructure(Structure),
    /// The key of a signature or recipient, by its number in the session.
    SetKey(Slot, Option<u64>),
    /// The algorithm of a signature or recipient.
    SetAlgorithm(Slot, String),
    /// `enc`.
    SetContentEncryption(String),
    /// Whether a header follows.
    SetFollow(Slot, Follow),
    /// Generate a key that fits.
    MakeKey(Slot),
    /// A key was asked for where one is missing, and none is there to be taken; whether the draft means one that is not at hand.
    NoKeyToTake {
        is_meant: bool,
    },
    /// Show a signature or recipient.
    Select(Slot),
    Add(Slot),
    Remove(Slot),
    /// How the JWS (a signature's slot) or the JWE is written.
    SetWriting(Slot, Writing),
    /// Claims, text or file.
    SetPayload(PayloadKind),
    /// Choose the file that is the payload.
    LoadPayload,
    /// Leave spaces and line breaks of the claims out of the token.
    SetCompacted(bool),
    /// Leave the payload outside.
    SetDetached(bool),
    /// Do not encode the payload.
    SetUnencoded(bool),
    SetUnsecured(bool),
    SetCompressed(bool),
    /// Open or fold what is rarely used.
    ShowMore(bool),

    // The result
    /// Make what is too weak to issue.
    AllowWeak(bool),
    /// Stop the making that is under way.
    Cancel,
    /// Make it, although it takes long or was stopped.
    MakeNow,
    /// Show the token in Inspect.
    OpenInInspect,
    /// Take the last step back.
    Undo,
    /// What the step of this number changed is as it was before, and what was changed since stays.
    TakeBack(u64),
    Redo,

    // Selective disclosure
    /// What the holder may withhold, and what is shown.
    Disclose(DiscloseCommand),

    // What outlives the window
    /// Drafts and templates of one's own.
    Keep(KeepCommand),

    // Signing elsewhere
    Elsewhere(ElsewhereCommand),

    // The tamper set
    /// Make the variants of a token and show them.
    Tamper(TamperSource),
    /// Go back to the draft.
    CloseTamper,
    /// Show a variant in Inspect.
    OpenVariant(usize),
    /// Write all variants to a file.
    SaveTamper,
}
