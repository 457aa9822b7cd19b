//! Why an object cannot be written in another serialization, in words.

use super::Words;
use crate::engine::convert::{ConvertError, Malformation};
use crate::engine::text::words::{joined, shown};

/// What stands in the way.
pub fn words(error: &ConvertError) -> Words {
    match error {
        ConvertError::Unreadable => Words::new("It could not be read as a JOSE object"),
        ConvertError::Malformed(what) => {
            Words::new(malformation(what)).advising("Correct it first; converting it would hide the fault")
        }
        ConvertError::Several { what, count } => {
            Words::new(format!("It has {count} {what}; compact and flattened have room for one"))
        }
        ConvertError::NoProtectedHeader => {
            Words::new("It has no protected header, which the compact serialization requires")
        }
        ConvertError::Unprotected(names) => {
            let message =
                format!("The compact serialization has no room for unprotected parameters: {}", joined(names));
            Words::new(message).advising("Moving a parameter into the protected header would break what protects it")
        }
        ConvertError::UnencodedPayload => {
            Words::new("The payload is not encoded (b64 is false) and contains a full stop or characters beyond ASCII")
                .advising("In the compact serialization such a payload must be detached")
        }
        ConvertError::EmptyPayload => {
            Words::new("The payload is empty, which would look detached in the compact serialization")
        }
        ConvertError::AdditionalData => {
            Words::new("It has additional authenticated data (aad), which only JSON has room for")
        }
        ConvertError::LostMember(name) => {
            Words::new(format!("\"{}\" would be lost: compact has no room for it", shown(name)))
        }
    }
}

fn malformation(what: &Malformation) -> String {
    match what {
        Malformation::NotBase64url(part) => format!("The {} is not base64url", part.word()),
        Malformation::Rule(message) => message.clone(),
        Malformation::PartMissing => "A part is missing".to_owned(),
        Malformation::TrailingData => "It has trailing data".to_owned(),
        Malformation::NoHeader => "There is no header".to_owned(),
        Malformation::NoSignature => "There is no signature".to_owned(),
        Malformation::NotJson => "It is not entirely valid JSON".to_owned(),
        Malformation::PayloadNotText => "The payload is not a string".to_owned(),
        Malformation::Beside { name, list } => format!("\"{name}\" appears beside \"{list}\""),
        Malformation::NotAList(list) => format!("\"{list}\" is not a list"),
        Malformation::EmptyList(list) => format!("\"{list}\" is empty"),
        Malformation::Missing(name) => format!("There is no \"{name}\""),
        Malformation::Misplaced { name, list } => format!("\"{}\" has no place in \"{list}\"", shown(name)),
        Malformation::Twice(name) => format!("\"{}\" appears twice", shown(name)),
    }
}
