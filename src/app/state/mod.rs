//! Everything the application knows at a moment.
//!
//! Ground state is private to `app`: [`update`](super::update::update) writes it, the views read it.

pub mod assumption;
pub mod builder;
pub mod desk;
pub mod guess;
pub mod key_file;
pub mod key_relation;
pub mod keyring;
pub mod removal;
pub mod share;
mod unread;

use crate::app::message::notice::{Action, Notice};
use crate::app::value::policy::{Expectations, Expecting, PolicyText};
use crate::app::value::reading::{CleaningStep, Reading, SourceMap, TokenCandidate};
use crate::app::value::settings::{Settings, SettingsPage, Swap};
use crate::app::value::size::SizePage;
use crate::app::value::{
    CopyTarget, FileBytes, FilePurpose, FoundKey, KeyOrder, MemberFold, Place, RingId, TextSpan, Workspace,
};
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::layer::{Examination, Layer};
use crate::engine::jose::sd_jwt::KeyBinding;
use crate::engine::jwt::policy::{Judgement, Policy};
use crate::engine::jwt::profile::{Profile, ProfileKind};
use crate::engine::key::KeyIds;
use crate::engine::key::{Certificate, Jwk, KeyId, KeyRing, Removed, TrustAnchor};
use crate::engine::keyring::KeyringEntry;
use crate::engine::keyring::guess::Guessing;
use assumption::ReadAs;
use builder::Builder;
use desk::Desk;
use guess::Guesses;
use jiff::tz::TimeZone;
use key_file::KeyFiles;
use key_relation::Relations;
use keyring::{KeyringDialog, Keyrings};
use removal::Removals;
use share::Share;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use unread::Reads;

pub struct State {
    /// What is remembered from one start to the next.
    pub(in crate::app) settings: Settings,
    /// Where local time comes from.
    pub(in crate::app) zone: TimeZone,
    pub(in crate::app) workspace: Workspace,
    pub(in crate::app) token: Token,
    pub(in crate::app) desk: Desk,
    pub(in crate::app) reads: Reads,
    pub(in crate::app) keys: Keys,
    pub(in crate::app) build: Builder,
    pub(in crate::app) keyrings: Keyrings,
    pub(in crate::app) clock: Clock,
    pub(in crate::app) options: ExamineOptions,
    /// What the person expects of a token in this session.
    pub(in crate::app) expected: Policy,
    /// Whether that counts, or what is kept under a name.
    pub(in crate::app) expecting: Expecting,
    /// Rises when the dialog is to show other expectations.
    pub(in crate::app) policy_editions: u64,
    pub(in crate::app) looking: Looking,
    /// Until when a secret is on the clipboard that was copied here: seconds since the window opened.
    pub(in crate::app) secret_until: Option<i64>,
    /// The same of what is selected.
    pub(in crate::app) selection_until: Option<i64>,
    pub(in crate::app) share: Share,
    pub(in crate::app) swap: Swap,
    pub(in crate::app) guesses: Guesses,
    pub(in crate::app) dialog: Option<OpenDialog>,
    pub(in crate::app) notices: Vec<Notice>,
    pub(in crate::app) notice_count: u64,
    pub(in crate::app) just_copied: Option<CopyTarget>,
    pub(in crate::app) copy_count: u64,
    pub(in crate::app) derived: Derived,
    pub(in crate::app) revisions: Revisions,
}

/// What is in the token box.
#[derive(Default)]
pub(in crate::app) struct Token {
    pub text: Arc<str>,
    /// Rises when the text is changed by anything but typing.
    pub revision: u64,
    /// Rises when the text is changed by anything at all.
    pub version: u64,
    /// Earlier texts, the newest last. Key material that something was pasted over is among them, until it is moved to the keys.
    pub undo: Vec<Arc<str>>,
    /// What was in the box before key material was pasted over it, which it goes back to once that is a key: the newest last,
    /// where a key was pasted over another.
    pub behind_keys: Vec<Arc<str>>,
    /// Key material that was moved to the keys or is kept no longer, until it can be wiped.
    pub spent: Vec<Arc<str>>,
    /// What the last paste was cleaned of.
    pub cleaned: Vec<String>,
    /// The same one by one, each with the text as it was before.
    pub steps: Vec<CleaningStep>,
    /// Which of several tokens is looked at.
    pub candidate: usize,
}

/// The keys of the session.
#[derive(Default)]
pub(in crate::app) struct Keys {
    pub ring: KeyRing,
    pub ids: KeyIds,
    /// The JSON that keys came as, so that a keyring keeps members that Jotsmith does not know.
    pub texts: HashMap<KeyId, SecretBytes>,
    /// What the certificates say that keys came from.
    pub certificates: HashMap<KeyId, Certificate>,
    /// Keys that were removed together, in the order in which they go back.
    pub removed: Removals<Vec<RemovedKey>>,
    pub removed_anchors: Removals<RemovedAnchor>,
    /// A passphrase that is tried on the token: it is a key once it has decrypted something.
    pub on_trial: Option<Arc<Jwk>>,
    /// Secrets that the person has read in another way.
    pub read_as: Vec<ReadAs>,
    /// Keys of the session that are in a keyring or a file as well.
    pub kept: HashSet<KeyId>,
    /// The keys that are selected together; a range begins at the first.
    pub selected: Vec<u64>,
    /// How the table of keys is sorted; as the keys came else.
    pub order: Option<KeyOrder>,
    /// What the table shows: keys with these words.
    pub filter: String,
    pub files: KeyFiles,
    pub relations: Relations,
}

impl Keys {
    /// The key whose detail is shown, where no others are selected with it.
    pub fn only_selected(&self) -> Option<u64> {
        if let [id] = self.selected.as_slice() { Some(*id) } else { None }
    }
}

/// A key that was removed, and where it stood.
pub(in crate::app) enum RemovedKey {
    OfSession(Removed),
    OfKeyring { ring: RingId, index: usize, entry: KeyringEntry },
}

/// A certificate that was trusted, and where it was kept.
pub(in crate::app) struct RemovedAnchor {
    pub place: Place,
    pub anchor: Arc<TrustAnchor>,
}

#[derive(Default)]
pub(in crate::app) struct Clock {
    /// The last tick, Unix seconds.
    pub real: i64,
    /// Seconds since the window opened, whatever was done to the clock.
    pub passed: i64,
    /// Set by hand.
    pub set: Option<i64>,
    /// It was set to the time at which the token that is shown says that it was made.
    pub is_at_iat: bool,
}

impl Clock {
    /// When so many seconds will have passed.
    pub fn after(&self, seconds: u64) -> i64 {
        self.passed.saturating_add(i64::try_from(seconds).unwrap_or(i64::MAX))
    }

    /// Seconds until then; `None`: it is over.
    pub fn left(&self, until: i64) -> Option<u64> {
        u64::try_from(until.saturating_sub(self.passed)).ok().filter(|left| *left > 0)
    }
}

/// What the person looks at.
#[derive(Default)]
pub(in crate::app) struct Looking {
    /// The layer, if one was chosen; else the innermost.
    pub layer: Option<usize>,
    /// The signature or recipient, if one was chosen; else the recipient that opened it, or the first.
    pub entry: Option<usize>,
    /// The kind that the token is held against, whatever it looks like.
    pub kind: Option<ProfileKind>,
    pub header_folds: HashSet<usize>,
    pub claims_folds: HashSet<usize>,
    /// Claims of the table whose members are shown below them.
    pub members_open: HashSet<MemberFold>,
    /// The claims stand in the order of their names, not as they were written.
    pub is_sorted: bool,
    /// Rises with every fold.
    pub folds: u64,
    pub hover: Option<TextSpan>,
    pub export: LookingAtExports,
    /// What of its size.
    pub size: SizePage,
}

/// What of the exports is looked at.
#[derive(Default)]
pub(in crate::app) struct LookingAtExports {
    pub filter: String,
    pub group: Option<&'static str>,
    pub chosen: Option<&'static str>,
}

/// The window in front of everything.
pub(in crate::app) enum OpenDialog {
    /// A long text is read by the worker: `working` is the number of the question.
    AddKey {
        error: Option<String>,
        readings: Vec<String>,
        /// Several keys in it, of which none is chosen yet.
        found: Vec<FoundKey>,
        /// What the key is called unless the person says otherwise.
        suggested: String,
        working: Option<u64>,
        /// What can be done about the error.
        offer: Option<Action>,
        /// What guessing it takes, where it is to be the password of a token.
        rated: Option<Guessing>,
    },
    /// A key file, or the token, needs one; `working` is the number of the question that is being answered.
    Passphrase {
        file: Option<FileBytes>,
        error: Option<String>,
        working: Option<u64>,
    },
    WaitingForFile(FilePurpose),
    SetClock {
        error: Option<String>,
    },
    Policy {
        error: Option<String>,
        /// What is typed, once something was.
        preview: Option<PolicyText>,
    },
    Payload,
    TypePath {
        purpose: FilePurpose,
        error: Option<String>,
    },
    Keyring(KeyringDialog),
    Settings(SettingsPage),
    Guess,
    Share,
    Shortcuts,
    Palette,
    About,
}

/// What follows from the ground state, kept while it holds.
#[derive(Default)]
pub(in crate::app) struct Derived {
    /// What the text is.
    pub reading: Reading,
    /// Rises whenever text, keys or options change what an examination would say.
    pub revision: u64,
    /// The revision that is being worked on.
    pub pending: Option<u64>,
    pub is_slow: bool,
    /// Every cause is being tried, or was: not only those that take little time.
    pub is_searched: bool,
    /// The newest examination is of another token than the one in the box.
    pub is_of_another: bool,
    /// The newest examination, and the revision it is of.
    pub examination: Option<(u64, Arc<Examination>)>,
    /// The same, with every private key covered: what is shown of headers and claims.
    pub covered: Option<Arc<Examination>>,
    /// What the clock and the policy make of it.
    pub judgement: Option<Judgement>,
    /// What kind of token the newest examination is of.
    pub profile: Option<Profile>,
}

/// What has changed, counted. Who keeps what was made of a state needs no other question to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    /// Rises with all that is more than a hover or a tick of the clock.
    pub(in crate::app) changes: u64,
    /// Rises when the clock moves on.
    pub(in crate::app) ticks: u64,
    /// Rises when the judgement has other findings.
    pub(in crate::app) findings: u64,
}

impl State {
    /// The zone that times are told in, where that is not UTC.
    pub(in crate::app) fn local_zone(&self) -> Option<&TimeZone> {
        (self.settings.time_style == crate::app::value::TimeStyle::Local).then_some(&self.zone)
    }

    /// A new application: these settings, local time in `zone`, and the time now in Unix seconds.
    pub fn new(settings: Settings, zone: TimeZone, now: i64) -> Self {
        let options = ExamineOptions { sending: settings.size.sending.clone(), ..ExamineOptions::default() };
        Self {
            settings,
            zone,
            workspace: Workspace::Inspect,
            token: Token::default(),
            desk: Desk::default(),
            reads: Reads::default(),
            keys: Keys::default(),
            build: Builder::default(),
            keyrings: Keyrings::default(),
            clock: Clock { real: now, ..Clock::default() },
            options,
            expected: Policy::default(),
            expecting: Expecting::default(),
            policy_editions: 0,
            looking: Looking::default(),
            secret_until: None,
            selection_until: None,
            share: Share::default(),
            swap: Swap::default(),
            guesses: Guesses::default(),
            dialog: None,
            notices: Vec::new(),
            notice_count: 0,
            just_copied: None,
            copy_count: 0,
            derived: Derived::default(),
            revisions: Revisions::default(),
        }
    }

    /// The settings as they stand.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Where local time comes from.
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The time that tokens are judged at.
    pub fn now(&self) -> i64 {
        self.clock.set.unwrap_or(self.clock.real)
    }

    /// What the person expects of the token that is shown.
    pub(in crate::app) fn policy(&self) -> Policy {
        let policy = self.policy_for(self.examination());
        let profile = self.looking.kind.or(policy.profile);
        Policy { at_iat: self.clock.is_at_iat, profile, ..policy }
    }

    /// What the person expects of a token that may not be the one that is shown.
    pub(in crate::app) fn policy_for(&self, examination: Option<&Examination>) -> Policy {
        self.expectations().of(examination)
    }

    pub(in crate::app) fn expectations(&self) -> Expectations<'_> {
        Expectations {
            expecting: Cow::Borrowed(&self.expecting),
            typed: Cow::Borrowed(&self.expected),
            named: Cow::Borrowed(&self.settings.expectations),
            leeway: self.settings.leeway,
        }
    }

    /// Seconds until the secret that was copied last is taken off the clipboard; `None`: there is none.
    pub(in crate::app) fn secret_left(&self) -> Option<u64> {
        self.clock.left(self.secret_until?)
    }

    /// The same of what is selected.
    pub(in crate::app) fn selection_left(&self) -> Option<u64> {
        self.clock.left(self.selection_until?)
    }

    /// Whether work is under way.
    pub fn is_busy(&self) -> bool {
        self.derived.pending.is_some() || self.reads.awaited().is_some()
    }

    /// The token that is looked at.
    pub(in crate::app) fn candidate(&self) -> Option<&TokenCandidate> {
        let candidates = &self.derived.reading.candidates;
        candidates.get(self.token.candidate).or_else(|| candidates.first())
    }

    /// The newest examination, also while a newer one is worked on; but not for long when it is of another token.
    pub(in crate::app) fn examination(&self) -> Option<&Examination> {
        if self.reads.is_slow || (self.derived.is_of_another && self.derived.is_slow) {
            return None;
        }
        self.derived.examination.as_ref().map(|(_, examination)| &**examination)
    }

    /// Whether the examination is of what is in the box now.
    pub(in crate::app) fn is_current(&self) -> bool {
        self.derived.examination.as_ref().is_some_and(|(revision, _)| *revision == self.derived.revision)
    }

    /// The layer that is shown.
    pub(in crate::app) fn layer_index(&self) -> usize {
        let last = self.examination().map_or(0, |examination| examination.layers.len().saturating_sub(1));
        self.looking.layer.unwrap_or(last).min(last)
    }

    /// The layer that is shown.
    pub(in crate::app) fn layer(&self) -> Option<&Layer> {
        self.examination()?.layers.get(self.layer_index())
    }

    /// The same as it may be shown.
    pub(in crate::app) fn covered_layer(&self) -> Option<&Layer> {
        self.examination()?;
        self.derived.covered.as_ref()?.layers.get(self.layer_index())
    }

    /// The signature or recipient that is shown.
    pub(in crate::app) fn entry_index(&self) -> usize {
        let count = self.layer().map_or(0, |layer| layer.entry_count());
        let chosen = self.looking.entry.or_else(|| self.layer()?.first_open());
        chosen.unwrap_or(0).min(count.saturating_sub(1))
    }

    /// Places of the layer's text in the box: only the outermost layer, and only while the box holds what was examined.
    pub(in crate::app) fn source_map(&self, layer: usize) -> Option<&SourceMap> {
        (layer == 0 && self.is_current()).then(|| self.candidate().map(|candidate| &candidate.map)).flatten()
    }

    /// The key binding JWT, when it is the entry that is shown: it stands behind the signatures.
    pub(in crate::app) fn shown_key_binding(&self) -> Option<&KeyBinding> {
        let layer = self.layer()?;
        layer.key_binding().filter(|_| self.entry_index() >= layer.signatures.len())
    }

    /// The same for the text of the entry that is shown, which for a key binding is a piece of the layer's.
    pub(in crate::app) fn entry_map(&self) -> Option<SourceMap> {
        let map = self.source_map(self.layer_index())?;
        let Some(key_binding) = self.shown_key_binding() else { return Some(map.clone()) };
        let is_plain = key_binding.span.len() == key_binding.text.len();
        is_plain.then(|| map.behind(key_binding.span.start)).flatten()
    }
}

impl Layer {
    /// The recipient that opened what is shown. Signatures are all of equal weight, and the first comes first.
    fn first_open(&self) -> Option<usize> {
        use crate::engine::jose::status::RecipientStatus;
        self.recipients.iter().position(|recipient| recipient.status == RecipientStatus::Decrypted)
    }

    /// The key binding JWT of an SD-JWT.
    pub(in crate::app) fn key_binding(&self) -> Option<&KeyBinding> {
        self.sd_jwt.as_ref()?.key_binding.as_ref()
    }

    /// How many signatures or recipients it has; a key binding counts as one more.
    pub(in crate::app) fn entry_count(&self) -> usize {
        use crate::engine::jose::layer::JoseObject;
        match &self.object {
            JoseObject::Jws(jws) => jws.signatures.len() + usize::from(self.key_binding().is_some()),
            JoseObject::Jwe(jwe) => jwe.recipients.len(),
            JoseObject::Unreadable(_) => 0,
        }
    }
}
