//! Dialogs about keyrings and keys. What is typed in them lives in the window, never here.

use crate::app::message::keyring::work::{Allowed, Trashed};
use crate::app::query;
use crate::app::query::key;
use crate::app::state::State;
use crate::app::state::keyring::{KeyringDialog, Rated, Ring, RingStatus};
use crate::app::value::words::{counted, elided, grouped, safe};
use crate::app::value::{Place, RingId, Spare, Tone};
use crate::engine::ground::jwa::SignatureAlgorithm;
use crate::engine::jwt::numeric_date::format_utc;
use crate::engine::key_file::generate;
use crate::engine::keyring::guess::{Guessing, Rank};
use crate::engine::keyring::{Form, PBES2_ITERATIONS, PBES2_ITERATIONS_LATCHSET};

/// Keys that are named when the window is closed and they are kept nowhere.
const UNKEPT: usize = 6;

/// A kind of key that can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenerateKind {
    /// Its place among the kinds, for the command.
    pub index: usize,
    /// "RSA", "EC".
    pub family: String,
    /// "3072 bits", "P-256".
    pub which: String,
    /// The `alg` values that it can have, each with the `use` that goes with it.
    pub algorithms: Vec<(String, String)>,
    /// The one that most people mean.
    pub usual: String,
    /// The `use` that goes with that.
    pub usual_use: String,
    /// It takes seconds.
    pub is_slow: bool,
    /// What is made where nothing else is chosen.
    pub is_usual: bool,
}

/// What guessing a password costs with which a token is encrypted.
#[derive(Clone, Debug, PartialEq)]
pub struct PasswordView {
    /// How strong it is; `None`: there is none yet.
    pub strength: Option<PassphraseView>,
    /// What one guess costs.
    pub cost: String,
}

/// How strong a passphrase is that is being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct PassphraseView {
    pub tone: Tone,
    /// "Weak", "Strong".
    pub word: String,
    /// 0..1.
    pub share: f32,
    /// "One graphics card finds it in about 3 hours".
    pub cost: String,
    /// What makes it weak; may be empty.
    pub hint: String,
    /// "Each guess costs 220,000 rounds of PBKDF2-SHA-512".
    pub derivation: String,
    /// It is very weak, and used only if the person says so once more.
    pub is_asked_about: bool,
}

/// A dialog about keyrings. What is typed lives in the window, never here.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyringDialogView {
    Create {
        /// What went wrong with the last try.
        error: Option<String>,
        /// How strong the passphrase is.
        strength: Option<PassphraseView>,
        /// The store is at work.
        is_working: bool,
        /// What is kept in it then.
        keeping: Option<String>,
    },
    /// The passphrase of a locked one, or which of its backups is to be opened.
    Unlock {
        name: String,
        /// What went wrong with the last try.
        error: Option<String>,
        /// The store is at work.
        is_working: bool,
        /// What is opened has a passphrase.
        is_encrypted: bool,
        /// The keyring's own file is known not to open: a backup is what is chosen.
        is_damaged: bool,
        /// Backups that can be opened instead, with the passphrase where there is one.
        spares: Vec<Spare>,
        /// What was asked about may be done: it costs more than usual, or is not what this computer saw last.
        may_allow: bool,
        /// Who should not do it.
        doubt: &'static str,
    },
    /// Where to keep keys.
    Keep {
        /// Which: "key \"prod-2026\"", "3 keys".
        what: String,
        /// They can be taken out of where they are.
        from: String,
        /// Open keyrings that take them, the best first.
        rings: Vec<(RingId, String)>,
        /// Those that are locked, or, where that is `true`, public and closed.
        locked: Vec<(RingId, String, bool)>,
    },
    /// What is known about a key besides the key.
    Edit {
        what: String,
        /// It has just come: its name is asked for, and nothing else.
        is_new: bool,
        /// What the person calls it now.
        name: String,
        /// The issuer that it is pinned to now; `None`: no keyring keeps such a thing of it.
        issuer: Option<String>,
        /// What went wrong with the last try.
        error: Option<String>,
    },
    Rename {
        name: String,
        /// What went wrong with the last try.
        error: Option<String>,
    },
    ChangePassphrase {
        name: String,
        /// What went wrong with the last try.
        error: Option<String>,
        /// How strong the passphrase is.
        strength: Option<PassphraseView>,
    },
    /// Another file for what could not be saved.
    SaveElsewhere {
        name: String,
        /// What went wrong with the last try.
        error: Option<String>,
        /// The store is at work.
        is_working: bool,
    },
    /// Somebody else has written the file.
    Changed { ring: RingId, name: String },
    /// What was moved to the trash.
    Trash {
        /// Name, when, and where, the latest first.
        entries: Vec<(String, String, std::path::PathBuf)>,
    },
    /// Whether one of them is to be deleted for good.
    Erase {
        name: String,
        lost: String,
        /// What went wrong with the last try.
        error: Option<String>,
        /// The store is at work.
        is_working: bool,
    },
    /// The window is to be closed, and these are not saved.
    Closing { names: Vec<String> },
    /// The window is to be closed, and these keys are kept nowhere.
    Unkept {
        /// "1 key is not saved anywhere".
        title: String,
        names: Vec<String>,
        keys: Vec<u64>,
    },
    Generate {
        /// What can be made.
        kinds: Vec<GenerateKind>,
        /// The names that other keys have, in small letters.
        names: Vec<String>,
        /// Where it can go, the likeliest first.
        places: Vec<(Place, String)>,
        /// What went wrong with the last try.
        error: Option<String>,
        /// It is being made.
        is_working: bool,
    },
    /// The passphrase of what is written into a file.
    ExportPassphrase {
        what: String,
        /// What is to be known of its strength.
        note: String,
        /// What went wrong with the last try.
        error: Option<String>,
        /// How strong the passphrase is.
        strength: Option<PassphraseView>,
    },
    /// The name of a file that is imported.
    Import {
        /// The file's name without its extension.
        name: String,
        /// What went wrong with the last try.
        error: Option<String>,
    },
}

fn strength(rated: Option<&Rated>) -> Option<PassphraseView> {
    let Rated { guessing, is_asked_about } = rated.copied()?;
    let rounds = grouped(PBES2_ITERATIONS as usize);
    let derivation =
        format!("Each guess costs {rounds} iterations of PBKDF2-SHA-512. A lost passphrase cannot be recovered");
    Some(PassphraseView { is_asked_about, ..rating(&guessing, derivation) })
}

/// What guessing it takes; `derivation` says what one guess costs.
pub(super) fn rating(guessing: &Guessing, derivation: String) -> PassphraseView {
    let (tone, share) = match guessing.rank {
        Rank::Bad => (Tone::Bad, 0.15),
        Rank::Weak => (Tone::Warning, 0.4),
        Rank::Fair => (Tone::Good, 0.7),
        Rank::Strong => (Tone::Good, 1.0),
    };
    let (word, cost) = (guessing.word(), guessing.cost());
    PassphraseView {
        tone,
        word: word.to_owned(),
        share,
        cost,
        hint: guessing.hint.to_owned(),
        derivation,
        is_asked_about: false,
    }
}

/// The dialog that is open.
pub(super) fn dialog(state: &State, dialog: &KeyringDialog) -> Option<KeyringDialogView> {
    Some(match dialog {
        KeyringDialog::Create { error, rated, is_working, keep } => KeyringDialogView::Create {
            error: error.clone(),
            strength: strength(rated.as_ref()),
            is_working: *is_working,
            keeping: keep.as_ref().map(|(keys, _)| what(state, keys)),
        },
        KeyringDialog::Unlock(asked) => KeyringDialogView::Unlock {
            name: name(state, asked.ring)?,
            error: asked.error.as_deref().map(safe),
            is_working: asked.is_working,
            is_encrypted: asked.is_encrypted,
            is_damaged: asked.is_damaged,
            spares: asked.spares.clone(),
            may_allow: asked.may_allow.is_some(),
            doubt: match asked.may_allow {
                Some(Allowed { change: Some(_), .. }) => "Open it only if you know why it is different",
                _ => "",
            },
        },
        KeyringDialog::Keep(keeping) => keep(state, &keeping.keys),
        KeyringDialog::Edit { key, is_new, error } => edit(state, *key, *is_new, error.clone())?,
        KeyringDialog::Rename { ring, error } => {
            KeyringDialogView::Rename { name: name(state, *ring)?, error: error.as_deref().map(safe) }
        }
        KeyringDialog::ChangePassphrase { ring, error, rated } => KeyringDialogView::ChangePassphrase {
            name: name(state, *ring)?,
            error: error.clone(),
            strength: strength(rated.as_ref()),
        },
        KeyringDialog::SaveElsewhere { ring, error, is_working } => KeyringDialogView::SaveElsewhere {
            name: name(state, *ring)?,
            error: error.as_deref().map(safe),
            is_working: *is_working,
        },
        KeyringDialog::Changed { ring } => KeyringDialogView::Changed { ring: *ring, name: name(state, *ring)? },
        KeyringDialog::Trash { entries } => {
            KeyringDialogView::Trash { entries: entries.iter().map(trashed_row).collect() }
        }
        KeyringDialog::Erase { trashed, error, is_working } => KeyringDialogView::Erase {
            name: safe(&trashed.name),
            lost: what_is_lost(trashed),
            error: error.as_deref().map(safe),
            is_working: *is_working,
        },
        KeyringDialog::Closing => KeyringDialogView::Closing {
            names: state
                .keyrings
                .open()
                .filter(|(_, open)| open.is_unsaved())
                .map(|(ring, _)| safe(&ring.name))
                .collect(),
        },
        KeyringDialog::Unkept => {
            let keys = state.unkept_keys();
            let verb = if keys.len() == 1 { "is" } else { "are" };
            KeyringDialogView::Unkept {
                title: format!("{} {verb} not saved anywhere", counted(keys.len(), "key")),
                names: keys.iter().take(UNKEPT).map(|id| what(state, &[*id])).collect(),
                keys,
            }
        }
        KeyringDialog::Generate { error, working } => KeyringDialogView::Generate {
            kinds: kinds(),
            names: key::names(state, &[]).all(),
            places: places(state),
            error: error.clone(),
            is_working: working.is_some(),
        },
        KeyringDialog::ExportPassphrase { what, error, rated } => KeyringDialogView::ExportPassphrase {
            what: what.keys.as_ref().map_or_else(|| "the whole keyring".to_owned(), |ids| self::what(state, ids)),
            note: export_note(&what.format),
            error: error.clone(),
            strength: strength(rated.as_ref()),
        },
        KeyringDialog::Import { file, error, .. } => {
            let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
            KeyringDialogView::Import { name: elided(stem, 60), error: error.as_deref().map(safe) }
        }
    })
}

/// What is known about a key besides the key; of a new one, what it is called.
fn edit(state: &State, key: u64, is_new: bool, error: Option<String>) -> Option<KeyringDialogView> {
    let found = state.key(key);
    let details = query::keyring::entry(state, key).map(|entry| entry.details().clone());
    let name = match &details {
        Some(details) => details.name.clone(),
        None => found?.name_to_keep().map(str::to_owned),
    };
    // What it is called already is the name that is suggested.
    let kid = || found.and_then(|key| key.key_id.clone()).filter(|_| is_new);
    Some(KeyringDialogView::Edit {
        what: match found.filter(|_| is_new) {
            Some(key) => crate::app::value::words::capital(&key::kind(key)),
            None => what(state, &[key]),
        },
        is_new,
        name: name.or_else(kid).unwrap_or_default(),
        issuer: details.filter(|_| !is_new).map(|details| details.issuer.unwrap_or_default()),
        error,
    })
}

fn name(state: &State, ring: RingId) -> Option<String> {
    state.keyrings.get(ring).map(|ring| safe(&ring.name))
}

fn keep(state: &State, keys: &[u64]) -> KeyringDialogView {
    let from = keys.first().and_then(|id| query::keyring::entry_ring(state, *id));
    // What is private is in no keyring that is not encrypted.
    let is_private = keys.iter().any(|id| state.key(*id).is_some_and(|key| key.is_private()));
    let may_hold = |ring: &&Ring| !is_private || ring.form != Form::Public;
    let is_open = |ring: &&Ring| ring.open().is_some_and(|open| open.read_only.is_none());
    let rings = state.keyrings.rings.iter().filter(may_hold).filter(is_open).filter(|ring| Some(ring.id) != from);
    let locked = state.keyrings.rings.iter().filter(may_hold);
    let locked = locked.filter(|ring| matches!(ring.standing, RingStatus::Locked) && ring.fault.is_none());
    KeyringDialogView::Keep {
        what: what(state, keys),
        from: from.and_then(|ring| name(state, ring)).unwrap_or_else(|| "the session".to_owned()),
        rings: rings.map(|ring| (ring.id, safe(&ring.name))).collect(),
        locked: locked.map(|ring| (ring.id, safe(&ring.name), ring.form == Form::Public)).collect(),
    }
}

fn trashed_row(trashed: &Trashed) -> (String, String, std::path::PathBuf) {
    let when = trashed.deleted.map_or_else(|| "at an unknown time".to_owned(), format_utc);
    let when = if trashed.is_whole { when } else { format!("{when} · only backups") };
    (safe(&trashed.name), when, trashed.path.clone())
}

/// What a person loses who deletes it.
fn what_is_lost(trashed: &Trashed) -> String {
    let backups = match trashed.backups {
        1 if !trashed.is_whole => "Only one backup is left".to_owned(),
        count if !trashed.is_whole => format!("Only {count} backups are left"),
        0 => "It has no backups".to_owned(),
        1 => "Its backup is deleted with it".to_owned(),
        count => format!("Its {count} backups are deleted with it"),
    };
    let when = trashed.deleted.map_or_else(String::new, |time| format!(" on {}", format_utc(time)));
    format!(
        "It was moved to the trash{when}. {backups}. Keys that exist nowhere else are lost, and so is everything encrypted for them"
    )
}

fn export_note(format: &str) -> String {
    let is_weak = format.ends_with("for-jose");
    if is_weak {
        format!(
            "Debian's jose supports at most {} iterations, so guessing the passphrase is seven times as easy as for the keyring",
            grouped(PBES2_ITERATIONS_LATCHSET as usize)
        )
    } else {
        "Anyone who opens the file needs this passphrase. It may differ from the keyring's".to_owned()
    }
}

/// What can be made.
fn kinds() -> Vec<GenerateKind> {
    let kinds = generate::GENERATED_KINDS.iter().enumerate();
    kinds
        .map(|(index, row)| {
            let (family, which) = query::keyring::kind_words(row.title);
            let with_use = |name: &str| {
                let signs = SignatureAlgorithm::named(name).known().is_some();
                (name.to_owned(), if signs { "sig" } else { "enc" }.to_owned())
            };
            let algorithms = generate::algorithms(row.kind).into_iter().map(with_use).collect();
            GenerateKind {
                index,
                family,
                which,
                algorithms,
                usual: row.algorithm.to_owned(),
                usual_use: row.public_key_use.to_owned(),
                is_slow: row.is_slow,
                is_usual: row.name == generate::USUAL_KIND,
            }
        })
        .collect()
}

/// Where a new key can go: first where the person looks.
fn places(state: &State) -> Vec<(Place, String)> {
    let rings =
        state.keyrings.open().filter(|(_, open)| open.read_only.is_none() && open.keyring.form() == Form::Encrypted);
    let mut places: Vec<(Place, String)> =
        rings.map(|(ring, _)| (Place::Keyring(ring.id), elided(&ring.name, 40))).collect();
    places.insert(0, (Place::Session, "This session".to_owned()));
    let at = places.iter().position(|(place, _)| *place == state.keyrings.chosen).unwrap_or(0);
    places[..=at].rotate_right(1);
    places
}

/// "key \"prod-2026\"", "3 keys".
fn what(state: &State, keys: &[u64]) -> String {
    match keys {
        [id] => state.key(*id).map_or_else(|| "an entry".to_owned(), |key| key::words(key)),
        keys => counted(keys.len(), "key"),
    }
}
