//! A signature that fits what is called like a secret and hardly is one.

use super::Words;
use super::act::{Act, Manner};
use crate::engine::key::Doubt;
use crate::engine::text::words::shown;

/// What is said of the value of the variable `name`.
pub(super) fn words(name: &str, doubt: Doubt, is_usable: bool) -> Words {
    let name = shown(name);
    let fits = match &*name {
        "" => "The signature fits the text that was given".to_owned(),
        name => format!("The signature fits the value of {name}"),
    };
    let what = match doubt {
        Doubt::OtherName => "which by its name is no secret",
        Doubt::UnclearName => "and its name does not say whether it is a secret",
        Doubt::OfPage => "which everyone who opens the page can read",
        Doubt::Path => "which is a path, not a secret",
        Doubt::LikePath => "which looks like a path",
        Doubt::LikeName => "which looks like the name of a variable or a setting",
        Doubt::LikeCode => "which looks like a line of a program",
        Doubt::Hash => "which is a hash, not a secret",
        Doubt::LikeHash => "which looks like a hash, but is what signed it",
        Doubt::LikeReference => "which looks like a reference to a secret, but is what signed it",
        Doubt::LikeMask => "which looks like a mask, but is what signed it",
        Doubt::Printed => "which is what a program prints when it has no text",
        Doubt::Code => "which is an expression of a program, not a secret",
        Doubt::Address => "which is an address, not a secret",
        Doubt::Reference => "which only refers to a secret",
        Doubt::Template => "which is a placeholder that nothing replaced",
        Doubt::Mask => "which is a mask, not a secret",
        Doubt::Encrypted => "which is an encrypted secret that nothing decrypted",
        Doubt::Token => "which is a token, not a secret",
        Doubt::Key => "which is the text of a key",
        Doubt::Setting => "which is a setting, not a secret",
        Doubt::TooShort => "which is too short for a secret",
    };
    let advice = match doubt {
        Doubt::UnclearName
        | Doubt::LikePath
        | Doubt::LikeName
        | Doubt::LikeCode
        | Doubt::LikeHash
        | Doubt::LikeReference
        | Doubt::LikeMask => "If it is a secret, load it by itself",
        Doubt::TooShort => "Anyone can guess it, and make such tokens: the issuer needs a secret of 32 bytes",
        Doubt::OfPage => "Anyone can forge this token: the issuer needs a secret that stays on the server",
        Doubt::Key => "Whoever has that key can make such tokens; a verifier must bind each key to one algorithm",
        Doubt::OtherName | Doubt::Hash => {
            "If it is the secret all the same, load it by itself; else whoever knows the value can make such tokens"
        }
        _ => {
            "The issuer signs with that text itself: correct its configuration. Whoever knows the text can make such tokens"
        }
    };
    let words = Words::new(format!("{fits}, {what}")).advising(advice);
    if is_usable { words.offering(Act::AsMade(Manner::Value)) } else { words }
}
