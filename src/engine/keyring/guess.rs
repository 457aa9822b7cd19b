//! How easily the passphrase of a keyring is guessed, and what that costs at this key derivation.

use super::{PBES2_ITERATIONS, PBES2_ITERATIONS_LATCHSET, Strength};
use crate::engine::builder::weakness::advised_pbes2_count;
use crate::engine::builder::{BuildRequest, RecipientRequest, jwe};
use crate::engine::crypto::key_file::ENCRYPTION_ITERATIONS;
use crate::engine::crypto::key_management::random;
use crate::engine::ground::json;
use crate::engine::ground::jwa::{Hash, KeyManagementFamily, key_management};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::KeyMaterial;
use crate::engine::text::words::grouped;
use zeroize::{Zeroize, Zeroizing};

/// Iterations of PBKDF2-HMAC-SHA-512 that one fast graphics card does in a second: hashcat on a card of 2022 does some
/// 1.3 million derivations of 1,023 iterations.
const ITERATIONS_PER_SECOND: f64 = 1.35e9;
/// Dollars for which such a card is rented for an hour (2026).
const DOLLARS_PER_HOUR: f64 = 0.5;
/// Words of a passphrase that is generated: 77 bits, out of everybody's reach at this derivation.
pub const GENERATED_WORDS: usize = 6;
/// The EFF's long list (7,776 words, five dice each), CC BY 3.0 US.
const WORDS: &str = include_str!("../../../assets/passphrase-words.txt");
/// What is said of words that are on no list.
const CEILING: &str =
    "That is a ceiling: words that belong together, such as a saying or a line of a song, are guessed sooner";
/// Longest passphrase, in characters, that is looked into; what stands behind it only adds.
const LOOKED_INTO: usize = 100;

/// How strong a passphrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// In minutes, or at once.
    Bad,
    /// In days by one, in hours by many.
    Weak,
    /// In years by one, in weeks by many.
    Fair,
    Strong,
}

/// What guessing a passphrase takes. Holds nothing of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guessing {
    /// How strong that is.
    pub rank: Rank,
    /// Seconds that one graphics card needs on average.
    pub seconds: f64,
    /// What makes it weak, a sentence without a full stop; may be empty.
    pub hint: &'static str,
}

impl Guessing {
    /// How strong that is, in a word.
    pub const fn word(&self) -> &'static str {
        match self.rank {
            Rank::Bad => "Very weak",
            Rank::Weak => "Weak",
            Rank::Fair => "Good",
            Rank::Strong => "Strong",
        }
    }

    /// What guessing it costs: days, and money. Holds nothing of it.
    pub fn cost(&self) -> String {
        let time = duration_words(self.seconds);
        let rent = money_words(self.seconds / 3_600.0 * DOLLARS_PER_HOUR);
        match self.rank {
            Rank::Strong => format!("One graphics card would need {time} to guess it, at a rent of {rent}"),
            _ if self.seconds < 1.0 => format!("One graphics card guesses it in {time}"),
            _ => {
                let many = duration_words(self.seconds / 1_000.0);
                format!(
                    "One graphics card guesses it in about {time}, a thousand of them in {many}; the rent is {rent}"
                )
            }
        }
    }
}

/// A passphrase of [`GENERATED_WORDS`] words, each chosen by chance; `None` where there is no randomness.
pub fn generate() -> Option<SecretBytes> {
    let words: Vec<&str> = WORDS.lines().collect();
    // All of the numbers of 13 bits beyond the list are thrown again: no word is likelier than another.
    let mut chosen = Vec::with_capacity(16 * GENERATED_WORDS);
    let mut count = 0;
    while count < GENERATED_WORDS {
        let mut bytes = random(2).ok()?;
        let number = bytes.first_chunk::<2>().map(|pair| usize::from(u16::from_be_bytes(*pair) & 0x1fff))?;
        bytes.zeroize();
        let Some(word) = words.get(number) else { continue };
        if count > 0 {
            chosen.push(b'-');
        }
        chosen.extend_from_slice(word.as_bytes());
        count += 1;
    }
    Some(SecretBytes::new(chosen))
}

/// An amount in words that need no precision: "$40", "$3 million".
fn money_words(dollars: f64) -> String {
    match dollars {
        dollars if dollars < 1.0 => "less than $1".to_owned(),
        dollars if dollars < 1e3 => format!("${dollars:.0}"),
        dollars if dollars < 1e6 => format!("${:.0} thousand", dollars / 1e3),
        dollars if dollars < 1e9 => format!("${:.0} million", dollars / 1e6),
        dollars if dollars < 1e12 => format!("${:.0} billion", dollars / 1e9),
        _ => "more than $1,000 billion".to_owned(),
    }
}

/// Rates a passphrase for a key derivation of so many iterations of PBKDF2-HMAC-SHA-512. `known` are words that a guesser
/// tries first, the keyring's name above all.
pub fn rate(passphrase: &str, known: &[&str], iterations: u64) -> Guessing {
    let end = passphrase.char_indices().nth(LOOKED_INTO).map_or(passphrase.len(), |(at, _)| at);
    let looked_into = passphrase.get(..end).unwrap_or(passphrase);
    let phrases = Phrases::in_text(looked_into);
    let of_phrases = (!phrases.found.is_empty()).then(|| {
        // With what separates its words left out, which nobody has to guess twice.
        let known: Vec<&str> =
            phrases.found.iter().map(|phrase| phrase.as_str()).chain(known.iter().copied()).collect();
        zxcvbn::zxcvbn(&phrases.squeezed, &known)
    });
    let entropy = zxcvbn::zxcvbn(looked_into, known);
    let guesses = of_phrases.map_or(f64::INFINITY, |entropy| entropy.guesses_log10()).min(entropy.guesses_log10());
    // On average half of the guesses are needed.
    let seconds = 10_f64.powf(guesses) / 2.0 / (ITERATIONS_PER_SECOND / iterations.max(1) as f64);
    const DAY: f64 = 86_400.0;
    let rank = match seconds {
        seconds if seconds < DAY => Rank::Bad,
        seconds if seconds < 365.0 * DAY => Rank::Weak,
        seconds if seconds < 100.0 * 365.0 * DAY => Rank::Fair,
        _ => Rank::Strong,
    };
    let warning = entropy.feedback().and_then(zxcvbn::feedback::Feedback::warning);
    let hint = match warning {
        _ if rank >= Rank::Fair && has_words(looked_into) => CEILING,
        _ if rank >= Rank::Fair => "",
        _ if !phrases.found.is_empty() => "It contains a well-known phrase, which is guessed as one word",
        None => "Make it longer: four or five unrelated words",
        Some(warning) => hint(warning),
    };
    Guessing { rank, seconds, hint }
}

/// Bytes as text, to see how easily they are guessed: what is not UTF-8 was typed in an older encoding, of which Latin-1 has
/// the letters that guessers try.
pub fn text(bytes: &[u8]) -> Zeroizing<String> {
    let latin = || bytes.iter().copied().map(char::from).collect();
    Zeroizing::new(std::str::from_utf8(bytes).map_or_else(|_| latin(), str::to_owned))
}

/// How much faster than SHA-512's a card does PBKDF2-HMAC-SHA-256: 8.9 million derivations of 999 iterations in a second.
const FASTER_WITH_SHA256: u64 = 6;

/// The same for a token that is encrypted with a password (PBES2); without a count, for what is taken then.
pub fn rate_for_token(password: &[u8], hash: Option<Hash>, count: Option<u64>) -> Guessing {
    let iterations = count.unwrap_or(advised_pbes2_count(hash));
    rate(&text(password), &[], if is_long(hash) { iterations } else { iterations.div_ceil(FASTER_WITH_SHA256) })
}

const fn is_long(hash: Option<Hash>) -> bool {
    matches!(hash, Some(Hash::Sha384 | Hash::Sha512))
}

/// What one guess at the password of a token costs, and how many a card makes in a second. `count` as in
/// [`rate_for_token`].
pub fn cost_of_guess(hash: Option<Hash>, count: Option<u64>) -> String {
    let count = count.unwrap_or(advised_pbes2_count(hash)).max(1);
    let name = match hash {
        Some(Hash::Sha384) => "SHA-384",
        Some(Hash::Sha512) => "SHA-512",
        _ => "SHA-256",
    };
    let factor = if is_long(hash) { 1 } else { FASTER_WITH_SHA256 };
    let rate = ITERATIONS_PER_SECOND * factor as f64 / count as f64;
    let rate = grouped((rate.max(1.0) / 10.0).round() as u128 * 10).to_owned();
    let unit = if count == 1 { "iteration" } else { "iterations" };
    format!(
        "Each guess costs {} {unit} of PBKDF2-{name}: one graphics card makes about {rate} guesses a second, at a rent of \
         ${DOLLARS_PER_HOUR:.2} an hour",
        grouped(u128::from(count))
    )
}

/// What guessing takes the password of each recipient of a token that is to be made; `None`: it has no password.
pub fn of_request(request: &BuildRequest) -> Vec<Option<Guessing>> {
    let Some(encryption) = &request.encryption else { return Vec::new() };
    let scanned = |text: &'_ str| json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
    let is_secret = |recipient: &RecipientRequest| matches!(recipient.key.material, KeyMaterial::Oct(_));
    if !encryption.recipients.iter().any(is_secret) {
        return vec![None; encryption.recipients.len()];
    }
    // Scanned once, however many recipients there are.
    let common = [scanned(&encryption.protected), scanned(&encryption.shared)];
    let guessing = |recipient: &RecipientRequest| {
        let KeyMaterial::Oct(secret) = &recipient.key.material else { return None };
        let own = scanned(&recipient.header);
        // What is written in a header counts where nothing else was chosen.
        let headers = || common.iter().chain([&own]).filter_map(|document| document.object());
        let named = || headers().find_map(|header| key_management::find(&header.get("alg")?.as_str()?));
        let row = recipient.algorithm.or_else(named).or_else(|| jwe::default_algorithm(&recipient.key))?;
        if row.family != KeyManagementFamily::Pbes2 {
            return None;
        }
        let count = recipient.pbes2_count.or_else(|| headers().find_map(|header| header.get("p2c")?.as_u64()));
        Some(rate_for_token(secret.expose(), row.hash, count))
    };
    encryption.recipients.iter().map(guessing).collect()
}

/// Phrases that everybody knows, each of which is one guess.
const PHRASES: &str = include_str!("../../../assets/known-phrases.txt");

/// The phrases in a passphrase, and what is compared of it: letters and digits alone, in lower case.
struct Phrases {
    squeezed: Zeroizing<String>,
    found: Vec<Zeroizing<String>>,
}

impl Phrases {
    fn in_text(text: &str) -> Self {
        let own = squeezed(text);
        let all = PHRASES.lines().map(squeezed).filter(|phrase| phrase.len() >= 8);
        let found = all.filter(|phrase| own.contains(phrase.as_str())).collect();
        Self { squeezed: own, found }
    }
}

fn squeezed(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect())
}

/// Whether a word is one of those that passphrases are generated from.
pub fn is_listed(word: &str) -> bool {
    // The list has words with a hyphen too.
    WORDS.lines().flat_map(|line| line.split('-')).any(|one| one.eq_ignore_ascii_case(word))
}

/// Whether it is made of words that somebody may have put together, and not all of them of the list for random ones.
fn has_words(text: &str) -> bool {
    // Letters that chance put side by side are of both cases, or few.
    let is_word = |word: &&str| word.chars().count() > 2 && !word.chars().skip(1).any(char::is_uppercase);
    let words = || text.split(|c: char| !c.is_alphabetic()).filter(is_word);
    words().count() > 2 && !words().all(is_listed)
}

/// The same for a keyring as it is saved.
pub fn rate_for_keyring(passphrase: &str, name: &str) -> Guessing {
    rate_for_sealed(passphrase, name, Strength::Full)
}

/// The same for one that is handed on.
pub fn rate_for_sealed(passphrase: &str, name: &str, strength: Strength) -> Guessing {
    let iterations = match strength {
        Strength::Full => PBES2_ITERATIONS,
        Strength::LatchsetJose => PBES2_ITERATIONS_LATCHSET,
    };
    rate(passphrase, &[name, "jotsmith", "keyring"], iterations)
}

/// The same for a file with a private key as it is written.
pub fn rate_for_key_file(passphrase: &str) -> Guessing {
    rate(passphrase, &["jotsmith"], u64::from(ENCRYPTION_ITERATIONS).div_ceil(FASTER_WITH_SHA256))
}

fn hint(warning: zxcvbn::feedback::Warning) -> &'static str {
    use zxcvbn::feedback::Warning as W;
    match warning {
        W::StraightRowsOfKeysAreEasyToGuess | W::ShortKeyboardPatternsAreEasyToGuess => {
            "Neighbouring keys on the keyboard are guessed first"
        }
        W::RepeatsLikeAaaAreEasyToGuess | W::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            "Repetition adds little strength"
        }
        W::ThisIsATop10Password | W::ThisIsATop100Password | W::ThisIsACommonPassword => {
            "This is on every list of common passwords"
        }
        W::ThisIsSimilarToACommonlyUsedPassword => "This is similar to a common password",
        W::SequencesLikeAbcAreEasyToGuess => "Sequences such as abc are guessed first",
        W::RecentYearsAreEasyToGuess | W::DatesAreOftenEasyToGuess => "Years and dates are guessed first",
        W::AWordByItselfIsEasyToGuess => "Single words are guessed first",
        W::NamesAndSurnamesByThemselvesAreEasyToGuess | W::CommonNamesAndSurnamesAreEasyToGuess => {
            "Names are guessed first"
        }
    }
}

/// A time in words that need no precision: "3 hours", "20 million years".
pub fn duration_words(seconds: f64) -> String {
    const UNITS: [(f64, &str); 5] =
        [(31_557_600.0, "year"), (2_629_800.0, "month"), (86_400.0, "day"), (3_600.0, "hour"), (60.0, "minute")];
    if seconds < 1.0 {
        return "less than a second".to_owned();
    }
    let (count, unit) = UNITS
        .into_iter()
        .find(|(length, _)| seconds >= *length)
        .map_or((seconds, "second"), |(length, unit)| (seconds / length, unit));
    let words = match count {
        count if count < 1_000.0 => format!("{count:.0}"),
        count if count < 1e6 => format!("{:.0} thousand", count / 1e3),
        count if count < 1e9 => format!("{:.0} million", count / 1e6),
        count if count < 1e12 => format!("{:.0} billion", count / 1e9),
        _ => return "trillions of years".to_owned(),
    };
    if words == "1" { format!("1 {unit}") } else { format!("{words} {unit}s") }
}

#[cfg(test)]
mod tests {
    use super::{CEILING, GENERATED_WORDS, Rank, WORDS, duration_words, generate, rate_for_keyring};
    use std::collections::BTreeSet;

    #[test]
    fn a_generated_passphrase_has_six_words_of_the_list_and_is_strong() {
        let list: BTreeSet<&str> = WORDS.lines().collect();
        assert_eq!(list.len(), 7_776, "five dice");
        let mut seen = BTreeSet::new();
        for _ in 0..50 {
            let secret = generate().unwrap();
            let text = std::str::from_utf8(secret.expose()).unwrap();
            // Four words of the list have a hyphen: taken out, the rest is six of them.
            let parts = text.split('-').count();
            assert!((GENERATED_WORDS..=2 * GENERATED_WORDS).contains(&parts), "{text}");
            assert_eq!(rate_for_keyring(text, "prod").rank, Rank::Strong, "{text}");
            seen.insert(text.to_owned());
        }
        assert_eq!(seen.len(), 50);
    }

    #[test]
    fn what_guessing_costs_is_told_in_days_and_money() {
        let weak = rate_for_keyring("correct horse", "prod").cost();
        assert!(weak.contains("about") && weak.contains('$'), "{weak}");
        let strong = rate_for_keyring("ladle-gravel-owl-sonnet-thaw", "prod").cost();
        assert!(strong.contains("years") || strong.contains("sun"), "{strong}");
        assert_eq!(rate_for_keyring("hunter2", "prod").cost(), "One graphics card guesses it in less than a second");
        assert_eq!(super::money_words(0.4), "less than $1");
        assert_eq!(super::money_words(40.0), "$40");
        assert_eq!(super::money_words(3.2e6), "$3 million");
    }

    #[test]
    fn what_everybody_tries_is_bad_and_five_words_are_strong() {
        for bad in ["", "password", "hunter2", "prod", "prod1", "jotsmith", "qwertyuiop", "2026-11-25"] {
            assert_eq!(rate_for_keyring(bad, "prod").rank, Rank::Bad, "{bad}");
        }
        assert!(!rate_for_keyring("password", "prod").hint.is_empty());
        for strong in ["ladle-gravel-owl-sonnet-thaw", "k7#Vq!m2zLx9@pR4"] {
            assert_eq!(rate_for_keyring(strong, "prod").rank, Rank::Strong, "{strong}");
        }
    }

    #[test]
    fn what_everybody_knows_by_heart_is_bad_however_long_it_is() {
        for phrase in [
            "correct horse battery staple",
            "Correct-Horse-Battery-Staple1",
            "correcthorsebatterystaple",
            "The quick brown fox jumps over the lazy dog.",
            "to be or not to be, that is the question",
            "a bird in the hand is worth two in the bush",
        ] {
            let guessing = rate_for_keyring(phrase, "prod");
            assert_eq!(guessing.rank, Rank::Bad, "{phrase}: {guessing:?}");
            assert_eq!(guessing.hint, "It contains a well-known phrase, which is guessed as one word", "{phrase}");
        }
        // What nobody lists is told as what it is: the most that it can be.
        assert_eq!(rate_for_keyring("my brother keeps seven noisy tractors", "prod").hint, CEILING);
        assert_eq!(rate_for_keyring("k7#Vq!m2zLx9@pR4", "prod").hint, "");
        assert_eq!(rate_for_keyring(std::str::from_utf8(generate().unwrap().expose()).unwrap(), "prod").hint, "");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_rated_as_what_was_typed() {
        for bytes in [&b"caf\xe9"[..], b"\xff", b"password\xa0", b"\xe4\xf6\xfc123"] {
            assert_eq!(rate_for_keyring(&super::text(bytes), "prod").rank, Rank::Bad, "{bytes:?}");
        }
        let token = |count| super::rate_for_token(b"hunter2 x9", None, Some(count)).seconds;
        assert!(token(600_000) > 100.0 * token(1_000));
    }

    #[test]
    fn times_are_told_in_round_words() {
        for (seconds, words) in [
            (0.2, "less than a second"),
            (1.0, "1 second"),
            (3_700.0, "1 hour"),
            (86_400.0 * 3.0, "3 days"),
            (31_557_600.0 * 25.0, "25 years"),
            (31_557_600.0 * 2e7, "20 million years"),
            (1e40, "trillions of years"),
        ] {
            assert_eq!(duration_words(seconds), words);
        }
    }
}
