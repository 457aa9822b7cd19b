//! Names that a person reads as the same and a program does not.

use super::deceptive::hidden;
use unicode_normalization::UnicodeNormalization;

/// Letters of other scripts that look like Latin ones in most typefaces (Unicode UTS #39, confusables), and other dashes.
const ALIKE: &[(&str, char)] = &[
    ("\u{430}\u{3b1}\u{251}", 'a'),
    ("\u{441}\u{3f2}", 'c'),
    ("\u{501}", 'd'),
    ("\u{435}", 'e'),
    ("\u{261}", 'g'),
    ("\u{4bb}", 'h'),
    ("\u{456}\u{131}\u{3b9}", 'i'),
    ("\u{458}\u{3f3}", 'j'),
    ("\u{43a}\u{3ba}", 'k'),
    ("\u{4cf}", 'l'),
    ("\u{578}", 'n'),
    ("\u{43e}\u{3bf}\u{585}", 'o'),
    ("\u{440}\u{3c1}", 'p'),
    ("\u{51b}", 'q'),
    ("\u{455}", 's'),
    ("\u{57d}", 'u'),
    ("\u{3bd}\u{475}", 'v'),
    ("\u{51d}", 'w'),
    ("\u{445}\u{3c7}", 'x'),
    ("\u{443}\u{3b3}", 'y'),
    ("\u{410}\u{391}", 'A'),
    ("\u{412}\u{392}", 'B'),
    ("\u{421}\u{3f9}", 'C'),
    ("\u{415}\u{395}", 'E'),
    ("\u{41d}\u{397}", 'H'),
    ("\u{406}\u{399}\u{4c0}", 'I'),
    ("\u{408}", 'J'),
    ("\u{41a}\u{39a}", 'K'),
    ("\u{41c}\u{39c}", 'M'),
    ("\u{39d}", 'N'),
    ("\u{41e}\u{39f}", 'O'),
    ("\u{420}\u{3a1}", 'P'),
    ("\u{405}", 'S'),
    ("\u{422}\u{3a4}", 'T'),
    ("\u{425}\u{3a7}", 'X'),
    ("\u{4ae}\u{3a5}", 'Y'),
    ("\u{396}", 'Z'),
    ("\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2212}", '-'),
    ("\u{2044}\u{2215}", '/'),
    ("\u{2236}\u{a789}", ':'),
    ("\u{a0}\u{2007}\u{202f}", ' '),
];

/// Whether two different texts look the same.
pub(crate) fn same(one: &str, other: &str) -> bool {
    one != other && !(one.is_ascii() && other.is_ascii()) && seen(one).eq(seen(other))
}

/// The text as a person reads it, where that differs from how it is written.
pub(crate) fn plain(text: &str) -> Option<String> {
    // ASCII looks like nothing else, and is most of what comes in.
    if text.is_ascii() {
        return None;
    }
    let plain: String = seen(text).collect();
    (plain != text).then_some(plain)
}

/// What a person sees of it: letters of compatibility as plain ones, and nothing of what is invisible.
fn seen(text: &str) -> impl Iterator<Item = char> {
    let plain = |character: char| {
        let alike = || ALIKE.iter().find(|(all, _)| all.contains(character)).map(|(_, plain)| *plain);
        if character.is_ascii() { character } else { alike().unwrap_or(character) }
    };
    text.nfkc().filter(|character| hidden(*character).is_none()).map(plain)
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn what_looks_the_same() {
        for (one, other) in [
            ("\u{430}pi", "api"),
            ("https://\u{440}\u{430}y.example", "https://pay.example"),
            ("a\u{200b}pi", "api"),
            ("a\u{2013}b", "a-b"),
            ("\u{ff41}pi", "api"),
        ] {
            assert!(same(one, other) && same(other, one), "{one} {other}");
        }
        for (one, other) in [("api", "api"), ("api", "apl"), ("p\u{e4}y", "pay"), ("\u{431}", "b"), ("a b", "ab")] {
            assert!(!same(one, other), "{one} {other}");
        }
    }
}
