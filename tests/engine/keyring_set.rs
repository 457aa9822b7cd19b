//! The published test set of the keyring format, `tests/data/keyring`: what must open, with what in it, and what must not.
//! `tests/peers/keyring_set.py` holds the same files with a reader of its own.

use jotsmith::engine::crypto::digest::sha256;
use jotsmith::engine::ground::limit::Limits;
use jotsmith::engine::ground::secret::SecretBytes;
use jotsmith::engine::key::KeyIds;
use jotsmith::engine::keyring::{Form, Keyring, OpenError, SealError, Strength, check_form, open, outline, seal};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Cases that are also written again, which costs three key derivations at full strength.
const WRITTEN_AGAIN: [&str; 4] = ["unknown-members", "number-lexemes", "entry-not-an-object", "keys-twice"];

/// One file of the set: headers, an empty line, the keyring.
struct Case {
    name: String,
    headers: Vec<(String, String)>,
    file: Vec<u8>,
}

impl Case {
    fn all() -> Vec<Self> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/keyring");
        let mut cases: Vec<Self> = std::fs::read_dir(folder)
            .expect("the set is there")
            .flatten()
            .map(|entry| (entry.file_name().into_string().expect("a name in UTF-8"), entry.path()))
            // README.md, make.py, .gitattributes
            .filter(|(name, _)| !name.contains('.'))
            .map(|(name, path)| Self::read(name, &std::fs::read(path).expect("it is read")))
            .collect();
        cases.sort_by(|one, other| one.name.cmp(&other.name));
        cases
    }

    fn read(name: String, bytes: &[u8]) -> Self {
        let end = bytes.windows(2).position(|pair| pair == b"\n\n").expect("an empty line behind the headers");
        let headers = std::str::from_utf8(&bytes[..end]).expect("headers in UTF-8");
        let headers = headers.lines().map(|line| line.split_once(": ").expect("a header has a value"));
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { name, headers, file: bytes[end + 2..].to_vec() }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn called(&self) -> Form {
        match self.get("called") {
            None => Form::Encrypted,
            Some("public") => Form::Public,
            Some(other) => panic!("{}: called {other}", self.name),
        }
    }

    /// As the command line and the window open a keyring: first whether it is what its name says.
    fn open(&self) -> Result<Keyring, OpenError> {
        check_form(&self.file, self.called())?;
        let passphrase = self.get("passphrase").map(|text| SecretBytes::from(text.as_bytes()));
        open(&self.file, "file", passphrase.as_ref(), &Limits::DEFAULT, &mut KeyIds::default())
    }
}

/// The word of the set for a refusal.
fn word(error: &OpenError) -> &'static str {
    match error {
        OpenError::Empty => "empty",
        OpenError::NotAKeyring => "not a keyring",
        OpenError::NotEncrypted => "not encrypted",
        OpenError::OtherKeyNeeded { .. } => "other key",
        OpenError::PassphraseNeeded => "passphrase needed",
        OpenError::WrongPassphraseOrDamaged => "wrong passphrase",
        OpenError::TooExpensive { .. } => "too expensive",
        OpenError::Damaged => "damaged",
        OpenError::Unsupported(_) => "unsupported",
        // 64 MB of it in a file would be too much for a test set; see `keyring.rs`.
        OpenError::TooLong { .. } => "too long",
    }
}

#[test]
fn every_file_of_the_set_opens_or_is_refused_as_it_says() {
    let cases = Case::all();
    assert!(cases.len() > 130, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let expected = case.get("expect").expect("a case says what is expected");
        let opened = case.open();
        let found = opened.as_ref().map_or_else(word, |_| "opens");
        if found != expected {
            wrong.push(format!("{}: {found}, not {expected}", case.name));
        } else if let Ok(keyring) = opened {
            wrong.extend(differences(case, keyring));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where an open keyring is another than its case says.
fn differences(case: &Case, keyring: Keyring) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |what: &str, found: String, expected: &str| {
        if found != expected {
            wrong.push(format!("{}: {what} is {found}, not {expected}", case.name));
        }
    };
    check("name", serde_json::to_string(keyring.name()).expect("a string"), case.get("name").expect("a name"));
    check("generation", keyring.generation().to_string(), case.get("generation").expect("a generation"));
    let created = keyring.created().map(|seconds| seconds.to_string());
    check("created", created.unwrap_or_default(), case.get("created").unwrap_or_default());
    let keys: Vec<&str> =
        case.headers.iter().filter(|(name, _)| name == "key").map(|(_, value)| value.as_str()).collect();
    let found = keyring.entries().iter().map(|entry| match entry.key() {
        Ok(key) => key.thumbprint.clone(),
        Err(_) => "none".to_owned(),
    });
    check("keys", found.collect::<Vec<_>>().join(" "), &keys.join(" "));
    let shown = outline(&case.file).expect("what opens has an outline");
    check("form", format!("{:?}", shown.form), &format!("{:?}", case.called()));
    // Written again it holds the same, or is not written where the case says so.
    let is_cheap = keyring.form() == Form::Public || case.get("writable").is_some();
    if !is_cheap && !WRITTEN_AGAIN.contains(&case.name.as_str()) {
        return wrong;
    }
    let passphrase = SecretBytes::from(b"open sesame".as_slice());
    let (generation, entries) = (keyring.generation(), texts(&keyring));
    let sealed = seal(&keyring, &passphrase, Strength::Full);
    let is_refused = matches!(sealed, Err(SealError::NewerFormat { .. } | SealError::PrivateInPublic));
    check("written", (if is_refused { "no" } else { "yes" }).to_owned(), case.get("writable").unwrap_or("yes"));
    if let Ok(bytes) = sealed {
        let passphrase = (keyring.form() == Form::Encrypted).then_some(&passphrase);
        match open(&bytes, "file", passphrase, &Limits::DEFAULT, &mut KeyIds::default()) {
            Err(error) => wrong.push(format!("{}: written again it does not open: {error}", case.name)),
            Ok(again) if texts(&again) != entries => {
                wrong.push(format!("{}: written again it lost something", case.name))
            }
            Ok(again) if again.generation() != generation.saturating_add(1) => {
                wrong.push(format!("{}: written again it is of generation {}", case.name, again.generation()));
            }
            Ok(_) => {}
        }
    }
    wrong
}

fn texts(keyring: &Keyring) -> Vec<String> {
    keyring.entries().iter().map(|entry| String::clone(&*entry.text())).collect()
}

/// What a case has besides: the plaintext that everybody must get, so that a reader without keys can be tested too.
#[test]
fn the_set_has_every_way_to_be_refused_and_says_what_is_in_what_opens() {
    let cases = Case::all();
    let expected: BTreeSet<&str> = cases.iter().filter_map(|case| case.get("expect")).collect();
    let words = [
        "damaged",
        "empty",
        "not a keyring",
        "not encrypted",
        "opens",
        "other key",
        "passphrase needed",
        "too expensive",
        "unsupported",
        "wrong passphrase",
    ];
    assert_eq!(expected.into_iter().collect::<Vec<_>>(), words);
    let readme = include_str!("../data/keyring/README.md");
    for word in words {
        assert!(readme.contains(&format!("`{word}`")), "the README does not say what {word} means");
    }
    for case in &cases {
        assert!(case.get("comment").is_some(), "{} says nothing about itself", case.name);
        let is_open = case.get("expect") == Some("opens");
        for header in ["plaintext", "name", "generation"] {
            assert_eq!(case.get(header).is_some(), is_open, "{}: {header}", case.name);
        }
        for (name, _) in &case.headers {
            assert!(readme.contains(&format!("| `{name}` |")), "the README does not say what {name} is");
        }
        if is_open && case.called() == Form::Public {
            let text = case.file.strip_suffix(b"\n").unwrap_or(&case.file);
            let digest = data_encoding::HEXLOWER.encode(&sha256(text));
            assert_eq!(case.get("plaintext"), Some(digest.as_str()), "{}", case.name);
        }
    }
}
