//! The command palette: what can be done, found by a few letters of its name.

use crate::app::message::command::{Command, ExportCommand};
use crate::app::message::kept::KeptCommand;
use crate::app::message::keyring::KeyringCommand;
use crate::app::value::sample::SAMPLES;
use crate::app::value::{Place, RingId};
use crate::app::view::{Dialog, View};
use crate::ui::egui::{Key, KeyboardShortcut, Modifiers};
use crate::ui::shortcut::{Act, ENTRIES};

/// What renames a key.
const RENAME: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F2);
/// Longest name of a key, in characters, that is shown whole.
const LONGEST_NAME: usize = 28;

/// One line of the palette.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub name: String,
    pub group: &'static str,
    /// Its keys, for a person.
    pub key: Option<KeyboardShortcut>,
    pub act: Act,
}

/// What matches `query`, best first; everything in its own order when the query is empty.
pub fn choices(view: &View, query: &str) -> Vec<Choice> {
    let mut found: Vec<(Rank, i32, Choice)> = Vec::new();
    let commands = ENTRIES.iter().filter_map(|entry| {
        let act = (entry.act)(view)?;
        // The palette is open already.
        if act == Act::Send(Command::OpenPalette) {
            return None;
        }
        Some(Choice { name: entry.name.to_owned(), group: entry.group, key: entry.key, act })
    });
    let samples = SAMPLES.iter().enumerate().map(|(index, sample)| Choice {
        name: format!("Sample: {}", sample.name),
        group: "Samples",
        key: None,
        act: Act::Send(Command::OpenSample(index)),
    });
    let all = commands.chain(acts(view)).chain(keeps(view)).chain(exports(view)).chain(mutes(view));
    for choice in all.chain(selected_key(view)).chain(keyrings(view)).chain(samples).chain(leeways()).chain(named(view))
    {
        let by_name = score(&choice.name, query);
        let rank = match by_name {
            Some(_) if has_words(&choice.name, query) => Rank::Words,
            _ if is_called_so(&choice.name, query) => Rank::Synonym,
            _ if is_of_group(choice.group, query) => Rank::Group,
            Some(_) => Rank::Letters,
            None => continue,
        };
        found.push((rank, by_name.unwrap_or_default(), choice));
    }
    // The sort keeps the order of equals.
    found.sort_by_key(|(rank, score, _)| (*rank, -score));
    found.into_iter().map(|(_, _, choice)| choice).collect()
}

/// What a command is found by, the surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Its name has what was typed, word by word.
    Words,
    /// What was typed begins another word for it.
    Synonym,
    /// What was typed begins the name of its group: each template is found by "template".
    Group,
    /// Its name has the letters, somewhere.
    Letters,
}

/// Whether each word of the query is in the name as it stands.
fn has_words(name: &str, query: &str) -> bool {
    let name = name.to_lowercase();
    query.to_lowercase().split_whitespace().all(|word| name.contains(word))
}

/// How far two clocks may be apart.
fn leeways() -> impl Iterator<Item = Choice> {
    let all = [("none", 0), ("30 s", 30), ("1 min", 60), ("5 min", 300)];
    all.into_iter().map(|(words, seconds)| Choice {
        name: format!("Leeway: {words}"),
        group: "Time",
        key: None,
        act: Act::Send(Command::SetLeeway(seconds)),
    })
}

/// Templates and keys, by their names.
fn named(view: &View) -> impl Iterator<Item = Choice> {
    let offers = match &view.dialog {
        Some(Dialog::Palette(offers)) => offers.as_slice(),
        _ => &[],
    };
    offers.iter().map(|offer| Choice {
        name: offer.name.clone(),
        group: offer.group,
        key: None,
        act: Act::Send(offer.command.clone()),
    })
}

/// Where the token that is shown can be kept.
fn keeps(view: &View) -> Vec<Choice> {
    let keep = |(ring, name): &(RingId, String)| Choice {
        name: format!("Keep this token in {name}"),
        group: "This token",
        key: None,
        act: Act::Send(Command::Kept(KeptCommand::Keep { token: None, ring: *ring })),
    };
    if view.desk.can_keep { view.desk.keyrings.iter().map(keep).collect() } else { Vec::new() }
}

/// What can be kept out of the list of findings, and what is.
fn mutes(view: &View) -> Vec<Choice> {
    let choice = |name, command| Choice { name, group: "Findings", key: None, act: Act::Send(command) };
    let mut rules: Vec<&str> = view.drawer.findings.iter().filter_map(|finding| finding.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let mute = rules.into_iter().map(|rule| choice(format!("Mute {rule}"), Command::Mute(rule.to_owned())));
    let muted = view.drawer.muted.iter();
    let list = muted.map(|(rule, _)| choice(format!("List {rule} again"), Command::Unmute(rule.clone())));
    mute.chain(list).collect()
}

/// Words that people type for what is called otherwise here.
const SYNONYMS: &[(&str, &str)] = &[
    ("Paste a token", "decode inspect read parse new"),
    ("Open a token file…", "load import decode"),
    ("Load a key file…", "verify jwks pem certificate public secret import"),
    ("Paste a key or a secret…", "verify jwks pem certificate public import add"),
    ("Guess the secret…", "crack brute wordlist dictionary weak hashcat john"),
    ("Generate a key…", "new create"),
    ("Set the clock…", "now travel date"),
    ("Show times in UTC", "timezone zone gmt"),
    ("Show times in local time", "timezone zone"),
    ("Show times relative to now", "timezone ago"),
    ("Show times in Unix seconds", "timezone epoch timestamp"),
    ("Theme: dark", "appearance colours colors night mode"),
    ("Theme: light", "appearance colours colors day mode"),
    ("Checklist of the kind of token", "standard compliance conformance profile rfc validate"),
    ("Set what you expect of a token…", "policy require validate verify api leeway"),
    ("Settings…", "preferences options configure appearance theme"),
    ("Settings: times", "leeway skew timezone clock"),
    ("Settings: privacy", "clipboard lock secrets draft"),
    ("Settings: what is remembered", "forget clear delete history templates expectations muted drafts"),
    ("Edit this token", "change modify sign encode"),
    ("Findings", "lint warnings problems issues"),
    ("Size", "bytes length cookie limit"),
    ("Timeline", "expiry expires lifetime exp iat nbf"),
    ("Export", "share report redact"),
    (
        "What the tokens on the desk say about each other",
        "together cross-check at_hash c_hash s_hash code state nonce compare",
    ),
    ("Compare with the next token on the desk", "diff difference"),
    ("Show or hide the desk", "list history compare"),
];

/// Whether what is typed begins another word for it.
fn is_called_so(name: &str, query: &str) -> bool {
    let query = query.trim().to_lowercase();
    let words = SYNONYMS.iter().filter(|(of, _)| *of == name).flat_map(|(_, words)| words.split(' '));
    query.chars().count() > 1 && words.into_iter().any(|word| word.starts_with(&query))
}

/// Whether what is typed begins what stands at its right.
fn is_of_group(group: &str, query: &str) -> bool {
    let query = query.trim().to_lowercase();
    query.chars().count() > 2 && group.to_lowercase().starts_with(&query)
}

/// What the sentences on the token offer, and the way back from what was assumed.
fn acts(view: &View) -> Vec<Choice> {
    let reasons = view.signature.entries.iter().flat_map(|entry| &entry.reasons).flat_map(|reason| &reason.actions);
    let findings = view.drawer.findings.iter().flat_map(|finding| &finding.actions);
    let offered = view.verdict.actions.iter().chain(reasons).chain(findings);
    let mut choices: Vec<Choice> = Vec::new();
    let mut add = |name: String, command: &Command| {
        let act = Act::Send(command.clone());
        let is_listed = ENTRIES.iter().any(|entry| (entry.act)(view).as_ref() == Some(&act));
        if !is_listed && !choices.iter().any(|choice| choice.act == act) {
            choices.push(Choice { name, group: "This token", key: None, act });
        }
    };
    offered.for_each(|action| add(action.label.clone(), &action.command));
    for assumed in &view.verdict.assumed {
        add(format!("{}: {}", assumed.undo.label, assumed.text), &assumed.undo.command);
    }
    choices
}

/// What can be handed on, so far as no command of the table does it already.
fn exports(view: &View) -> Vec<Choice> {
    let mut choices = Vec::new();
    for row in view.drawer.exports.iter().filter(|row| row.is_possible) {
        let copy = Act::Send(Command::Copy(row.copy.clone()));
        if !ENTRIES.iter().any(|entry| (entry.act)(view).as_ref() == Some(&copy)) {
            choices.push(Choice { name: format!("Copy: {}", row.called), group: "Export", key: None, act: copy });
        }
        let save = Act::Send(Command::Export(ExportCommand::Save(row.export)));
        choices.push(Choice { name: format!("Save: {}…", row.called), group: "Export", key: None, act: save });
    }
    choices
}

/// What the key workspace offers for the key whose detail it shows, or for all that are selected.
fn selected_key(view: &View) -> Vec<Choice> {
    let Some(detail) = &view.keys.detail else { return Vec::new() };
    let choice =
        |name: String, command: Command| Choice { name, group: "Selected key", key: None, act: Act::Send(command) };
    let mut key: String = detail.name.chars().take(LONGEST_NAME).collect();
    if key.len() < detail.name.len() {
        key.push('…');
    }
    let mut choices = Vec::new();
    for form in &detail.hand_out {
        // What is private says so in its title.
        if let Some(target) = &form.copy {
            choices.push(choice(format!("Copy {key} as {}", form.title), Command::Copy(target.clone())));
        }
    }
    for form in &detail.hand_out {
        choices.push(choice(format!("Save {key} as {}…", form.title), form.save.clone()));
    }
    for action in &detail.actions {
        let command = action.command.clone();
        match &command {
            // One dialog for both, and each is looked for by its own name. Only a keyring knows issuers.
            Command::Keyring(KeyringCommand::OpenEdit(_)) => {
                let renamed = choice(format!("Rename {key}…"), command.clone());
                choices.push(Choice { key: Some(RENAME), ..renamed });
                if action.label.contains("issuer") {
                    choices.push(choice(format!("Pin {key} to an issuer…"), command));
                }
            }
            // Listed among the commands already.
            Command::Keyring(KeyringCommand::OpenKeep(_)) => {}
            _ => choices.push(choice(format!("{} · {key}", action.label), command)),
        }
    }
    choices.push(choice(format!("Remove {key}"), detail.removal.command.clone()));
    choices.push(choice(format!("Close the detail of {key}"), Command::SelectKey(None)));
    choices
}

/// What can be done with each keyring.
fn keyrings(view: &View) -> impl Iterator<Item = Choice> {
    let choice = |name: String, command| Choice {
        name,
        group: "Keyrings",
        key: None,
        act: Act::Send(Command::Keyring(command)),
    };
    view.keys.keyrings.iter().flat_map(move |ring| {
        let mut choices = vec![choice(format!("Show the keys of {}", ring.name), KeyringCommand::Choose(ring.place))];
        if let Place::Keyring(id) = ring.place {
            if ring.can_unlock {
                choices.push(choice(format!("Unlock {}…", ring.name), KeyringCommand::OpenUnlock(id)));
            }
            if ring.can_lock {
                choices.push(choice(format!("Lock {}", ring.name), KeyringCommand::Lock(id)));
                let name = format!("Change the passphrase of {}…", ring.name);
                choices.push(choice(name, KeyringCommand::OpenChangePassphrase(id)));
            }
            choices.push(choice(format!("Rename {}…", ring.name), KeyringCommand::OpenRename(id)));
            choices.push(choice(format!("Move {} to the trash", ring.name), KeyringCommand::Delete(id)));
        }
        choices
    })
}

/// How well the letters of `query` are found in `name`, in order; `None` when they are not. Letters at the beginning of
/// a word and letters that follow each other count more.
pub fn score(name: &str, query: &str) -> Option<i32> {
    if query.trim().is_empty() {
        return Some(0);
    }
    let mut wanted = query.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).peekable();
    let mut score = 0;
    let mut word_begins = true;
    let mut followed = false;
    for letter in name.chars().flat_map(char::to_lowercase) {
        match wanted.peek() {
            None => break,
            Some(next) if *next == letter => {
                wanted.next();
                score += 1 + if word_begins { 8 } else { 0 } + if followed { 5 } else { 0 };
                followed = true;
            }
            Some(_) => followed = false,
        }
        word_begins = !letter.is_alphanumeric();
    }
    if wanted.peek().is_some() { None } else { Some(score * 100 - name.chars().count() as i32) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_match_in_order_only() {
        assert!(score("Copy the claims", "cc").is_some());
        assert!(score("Copy the claims", "copy claims").is_some());
        assert!(score("Copy the claims", "smialc").is_none());
        assert!(score("Copy the claims", "").is_some());
    }

    #[test]
    fn other_words_are_for_commands_that_there_are() {
        for (name, words) in SYNONYMS {
            assert!(ENTRIES.iter().any(|entry| entry.name == *name), "{name}");
            for word in words.split(' ') {
                assert!(is_called_so(name, word) && word.to_lowercase() == word, "{name}: {word}");
            }
        }
        assert!(is_called_so("Load a key file…", "JWK") && !is_called_so("Load a key file…", "j"));
        assert!(!is_called_so("Load a key file…", "xyz") && !is_called_so("About Jotsmith", "jwks"));
    }

    /// "decode" is not what has these letters somewhere: `Code that creates it, C#, Microsoft.IdentityModel`.
    #[test]
    fn other_words_come_before_letters_that_are_scattered() {
        let name = "Copy: Code that creates it, C#, Microsoft.IdentityModel";
        assert!(
            score(name, "decode").is_some() && !has_words(name, "decode") && is_called_so("Paste a token", "decode")
        );
        assert!(Rank::Words < Rank::Synonym && Rank::Synonym < Rank::Group && Rank::Group < Rank::Letters);
        assert!(has_words("Copy the claims", "claims copy") && !has_words("Copy the claims", "cc"));
    }

    #[test]
    fn a_group_finds_what_is_in_it() {
        assert!(is_of_group("Templates", "template") && is_of_group("Keys by name", "keys by"));
        assert!(!is_of_group("Templates", "te") && !is_of_group("Templates", "templates of mine"));
    }

    #[test]
    fn beginnings_of_words_win() {
        let at_words = score("Copy the claims", "cl");
        let inside = score("Set the clock…", "cl");
        assert!(at_words > score("Unlock all", "cl") && inside > score("Unlock all", "cl"));
    }
}
