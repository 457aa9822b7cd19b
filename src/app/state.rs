//! Everything the application knows at a moment.
//!
//! Ground state is private to `app`: [`update`](super::update::update) writes it, the views read it.

use super::analysis::{Reading, SourceMap, TokenCandidate};
use super::build::{self, Builder};
use super::command::FileBytes;
use super::job::FilePurpose;
use super::key_file::KeyFiles;
use super::key_relation::Relations;
use super::keyring::{KeyringDialog, Keyrings};
use super::settings::Settings;
use super::view::{Conversions, CopyTarget, Notice, RowList, TextSpan, Workspace};
use crate::engine::ground::limit::ExamineOptions;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::jose::layer::{Examination, Layer};
use crate::engine::jose::sd_jwt::KeyBinding;
use crate::engine::jwt::policy::{Judgement, Policy};
use crate::engine::jwt::profile::Profile;
use crate::engine::key::KeyIds;
use crate::engine::key::{Certificate, Jwk, KeyId, KeyRing};
use jiff::tz::TimeZone;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Within so many seconds of a time its distance is told to the second: an hour, and the minute before it.
const NEAR: u128 = 3_660;
/// Longest token, in bytes, that can be edited in place: beyond it a text field lags behind the keys.
pub const EDITABLE: usize = 128 * 1024;

/// The application.
pub struct State {
    /// What is remembered from one start to the next.
    pub(super) settings: Settings,
    /// Where local time comes from.
    pub(super) zone: TimeZone,
    pub(super) workspace: Workspace,
    pub(super) token: Token,
    pub(super) keys: Keys,
    pub(super) build: Builder,
    pub(super) keyrings: Keyrings,
    pub(super) clock: Clock,
    pub(super) options: ExamineOptions,
    /// What the person expects of a token, but for the leeway, which is a setting.
    pub(super) expected: Policy,
    pub(super) looking: Looking,
    pub(super) dialog: Option<OpenDialog>,
    pub(super) notices: Vec<Notice>,
    pub(super) notice_count: u64,
    pub(super) just_copied: Option<CopyTarget>,
    pub(super) copy_count: u64,
    pub(super) derived: Derived,
}

/// What is in the token box.
#[derive(Default)]
pub(super) struct Token {
    pub text: Arc<str>,
    /// Rises when the text is changed by anything but typing.
    pub revision: u64,
    /// Rises when the text is changed by anything at all.
    pub version: u64,
    /// Earlier texts, the newest last; key material is never kept here.
    pub undo: Vec<Arc<str>>,
    /// What the last paste was cleaned of.
    pub cleaned: Vec<String>,
    /// Which of several tokens is looked at.
    pub candidate: usize,
}

/// The keys of the session.
#[derive(Default)]
pub(super) struct Keys {
    pub ring: KeyRing,
    pub ids: KeyIds,
    /// The JSON that keys came as, so that a keyring keeps members that Jotsmith does not know.
    pub texts: HashMap<KeyId, SecretBytes>,
    /// What the certificates say that keys came from.
    pub certificates: HashMap<KeyId, Certificate>,
    pub removed: Option<(usize, Arc<Jwk>)>,
    pub selected: Option<u64>,
    pub files: KeyFiles,
    pub relations: Relations,
}

/// What time it is.
#[derive(Default)]
pub(super) struct Clock {
    /// The last tick, Unix seconds.
    pub real: i64,
    /// Set by hand.
    pub set: Option<i64>,
}

/// What the person looks at.
#[derive(Default)]
pub(super) struct Looking {
    /// The layer, if one was chosen; else the innermost.
    pub layer: Option<usize>,
    /// The signature or recipient, if one was chosen; else the recipient that opened it, or the first.
    pub entry: Option<usize>,
    /// Folded nodes.
    pub header_folds: HashSet<usize>,
    pub claims_folds: HashSet<usize>,
    /// Rises with every fold.
    pub folds: u64,
    pub hover: Option<TextSpan>,
}

/// The window in front of everything.
pub(super) enum OpenDialog {
    /// A long text is read by the worker: `working` is the number of the question.
    AddKey {
        error: Option<String>,
        readings: Vec<String>,
        working: Option<u64>,
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
    },
    Payload,
    TypePath {
        purpose: FilePurpose,
        error: Option<String>,
    },
    Keyring(KeyringDialog),
    Shortcuts,
    Palette,
    About,
}

/// What follows from the ground state, kept while it holds.
#[derive(Default)]
pub(super) struct Derived {
    /// What the text is.
    pub reading: Reading,
    /// Rises whenever text, keys or options change what an examination would say.
    pub revision: u64,
    /// The revision that is being worked on.
    pub pending: Option<u64>,
    /// It takes long.
    pub is_slow: bool,
    /// The newest examination is of another token than the one in the box.
    pub is_of_another: bool,
    /// The newest examination, and the revision it is of.
    pub examination: Option<(u64, Arc<Examination>)>,
    /// What the clock and the policy make of it.
    pub judgement: Option<Judgement>,
    /// What kind of token the newest examination is of.
    pub profile: Option<Profile>,
    /// Rows of the three panes for the layer that is shown.
    pub rows: CachedRows,
    /// In which other forms the layer that is shown can be written.
    pub conversions: Conversions,
}

/// Rows that were made once for what is shown.
#[derive(Default)]
pub(super) struct CachedRows {
    /// For which revision, layer, entry, modes and folds.
    pub of: Option<RowsKey>,
    pub header: Option<RowList>,
    pub claims: Option<RowList>,
    pub signature: Option<RowList>,
}

/// What cached rows depend on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct RowsKey {
    pub revision: u64,
    pub version: u64,
    pub layer: usize,
    pub entry: usize,
    pub modes: [super::view::PaneMode; 3],
    pub folds: u64,
}

impl State {
    /// A new application: these settings, local time in `zone`, and the time now in Unix seconds.
    pub fn new(settings: Settings, zone: TimeZone, now: i64) -> Self {
        Self {
            settings,
            zone,
            workspace: Workspace::Inspect,
            token: Token::default(),
            keys: Keys::default(),
            build: Builder::default(),
            keyrings: Keyrings { last_act: now, ..Keyrings::default() },
            clock: Clock { real: now, set: None },
            options: ExamineOptions::default(),
            expected: Policy::default(),
            looking: Looking::default(),
            dialog: None,
            notices: Vec::new(),
            notice_count: 0,
            just_copied: None,
            copy_count: 0,
            derived: Derived::default(),
        }
    }

    /// The settings as they stand.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The time that tokens are judged at.
    pub(super) fn now(&self) -> i64 {
        self.clock.set.unwrap_or(self.clock.real)
    }

    /// What the person expects of a token.
    pub(super) fn policy(&self) -> Policy {
        Policy { leeway: self.settings.leeway, ..self.expected.clone() }
    }

    /// Whether anything on the screen changes with the clock: then, and only then, a tick a second is wanted.
    pub fn wants_ticks(&self) -> bool {
        self.next_tick().is_some()
    }

    /// In how many seconds something that is shown changes by itself: within an hour of a time of the token each second,
    /// else when a minute of the distance is over. `None`: nothing does.
    pub fn next_tick(&self) -> Option<u64> {
        self.tick().map(|(seconds, _)| seconds)
    }

    /// In how many seconds the clock has to be looked at again, for what is shown or for what is to be done: keyrings
    /// are locked also where nothing else wakes the window.
    pub fn next_wake(&self) -> Option<u64> {
        let lock = super::keyring::due_in(self).map(|seconds| seconds.max(1));
        [self.next_tick(), lock].into_iter().flatten().min()
    }

    /// Whether what is shown changes each second, so that the clock may show seconds.
    pub(super) fn shows_seconds(&self) -> bool {
        self.tick().is_some_and(|(_, is_near)| is_near)
    }

    fn tick(&self) -> Option<(u64, bool)> {
        use crate::engine::jwt::numeric_date;
        if self.clock.set.is_some() {
            return None;
        }
        if self.workspace == Workspace::Build {
            return build::next_tick(self);
        }
        let root = self.examination().and_then(Examination::claims_document)?.root()?;
        let now = i128::from(self.clock.real);
        let leeway = i128::from(self.settings.leeway);
        let mut next: Option<u64> = None;
        let mut is_near = false;
        for member in root.members().take(super::view::TABLE_ROWS) {
            if !super::view::is_time(&member.name) {
                continue;
            }
            let Ok(date) = numeric_date::parse(member.value) else { continue };
            let time = if date.looks_like_milliseconds() { date.seconds / 1_000 } else { date.seconds };
            let distance = time.saturating_sub(now);
            is_near |= [-leeway, 0, leeway].iter().any(|shift| distance.saturating_add(*shift).unsigned_abs() <= NEAR);
            // The words round down: what is ahead loses its minute a second after the full one, what is past gains one.
            let left = distance.rem_euclid(60) + i128::from(distance >= 0);
            let left = u64::try_from(left).unwrap_or(60);
            let left = if left == 0 { 60 } else { left };
            next = Some(next.map_or(left, |next| next.min(left)));
        }
        // The clock in the bottom line turns with the minute.
        let minute = u64::try_from(60 - self.clock.real.rem_euclid(60)).unwrap_or(60);
        next.map(|next| (if is_near { 1 } else { next.min(minute) }, is_near))
    }

    /// Whether work is under way.
    pub fn is_busy(&self) -> bool {
        self.derived.pending.is_some()
    }

    /// The token that is looked at.
    pub(super) fn candidate(&self) -> Option<&TokenCandidate> {
        let candidates = &self.derived.reading.candidates;
        candidates.get(self.token.candidate).or_else(|| candidates.first())
    }

    /// The newest examination, also while a newer one is worked on; but not for long when it is of another token.
    pub(super) fn examination(&self) -> Option<&Examination> {
        if self.derived.is_of_another && self.derived.is_slow {
            return None;
        }
        self.derived.examination.as_ref().map(|(_, examination)| &**examination)
    }

    /// Whether the examination is of what is in the box now.
    pub(super) fn is_current(&self) -> bool {
        self.derived.examination.as_ref().is_some_and(|(revision, _)| *revision == self.derived.revision)
    }

    /// The layer that is shown.
    pub(super) fn layer_index(&self) -> usize {
        let last = self.examination().map_or(0, |examination| examination.layers.len().saturating_sub(1));
        self.looking.layer.unwrap_or(last).min(last)
    }

    /// The layer that is shown.
    pub(super) fn layer(&self) -> Option<&Layer> {
        self.examination()?.layers.get(self.layer_index())
    }

    /// The signature or recipient that is shown.
    pub(super) fn entry_index(&self) -> usize {
        let count = self.layer().map_or(0, |layer| layer.entry_count());
        let chosen = self.looking.entry.or_else(|| self.layer()?.first_open());
        chosen.unwrap_or(0).min(count.saturating_sub(1))
    }

    /// Places of the layer's text in the box: only the outermost layer, and only while the box holds what was examined.
    pub(super) fn source_map(&self, layer: usize) -> Option<&SourceMap> {
        (layer == 0 && self.is_current()).then(|| self.candidate().map(|candidate| &candidate.map)).flatten()
    }

    /// The key binding JWT, when it is the entry that is shown: it stands behind the signatures.
    pub(super) fn shown_key_binding(&self) -> Option<&KeyBinding> {
        let layer = self.layer()?;
        layer.key_binding().filter(|_| self.entry_index() >= layer.signatures.len())
    }

    /// The same for the text of the entry that is shown, which for a key binding is a piece of the layer's.
    pub(super) fn entry_map(&self) -> Option<SourceMap> {
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
    pub(super) fn key_binding(&self) -> Option<&KeyBinding> {
        self.sd_jwt.as_ref()?.key_binding.as_ref()
    }

    /// How many signatures or recipients it has; a key binding counts as one more.
    pub(super) fn entry_count(&self) -> usize {
        use crate::engine::jose::layer::JoseObject;
        match &self.object {
            JoseObject::Jws(jws) => jws.signatures.len() + usize::from(self.key_binding().is_some()),
            JoseObject::Jwe(jwe) => jwe.recipients.len(),
            JoseObject::Unreadable(_) => 0,
        }
    }
}
