//! Keys below what wraps them: envelopes, XML, .env files, JSON in JSON, JWKs that are written otherwise. And what is
//! surely no secret.

use super::super::der;
use super::{Import, Importer, KeyProblem, WRAPPINGS, join, spelling};
use crate::engine::crypto::key::{self, Effort};
use crate::engine::ground::json::{self, Document, Kind, Value};
use crate::engine::ground::limit::Limits;
use crate::engine::ground::secret::SecretBytes;
use crate::engine::key::error::KeyError;
use crate::engine::key::foreign::ForeignFormat;
use crate::engine::key::{Doubt, Jwk, KeyMaterial, Written};
use crate::engine::key_file::draft::Draft;
use crate::engine::key_file::recognition::{is_key, mentions_keys};
use crate::engine::key_file::{jwk_variant, pem, pkcs12, xml};
use crate::engine::rule::finding::{Finding, Place};
use crate::engine::rule::key::KEY_MEMBER_ENCODING;
use crate::engine::text::envelope::{self, EnvelopeKind, Layer, Work};
use crate::engine::text::variable::{self, assignment};
use crate::engine::text::words::{joined, shown};
use crate::engine::text::{mask, page};
use std::cell::{Cell, OnceCell};
use std::collections::{HashMap, HashSet};
use std::iter;

/// How often JSON in a string of JSON is gone into.
const NESTING: u8 = 2;
/// How curl's own errors begin, with a number behind it.
const CURL: &str = "curl: (";
/// Characters of a value that may hold a key, and values that are looked into.
const SHORTEST_WRAPPED: usize = 40;
const MOST_WRAPPED: usize = 16;
/// Readings of a secret below envelopes that are taken.
const MOST_READINGS: usize = 4;
/// Refused keys that are mended.
const MOST_MENDED: usize = 16;

impl Importer<'_> {
    /// Takes off what stands around a key, where nothing else was found than what may be a secret.
    pub(super) fn take_envelopes_off(&mut self, bytes: &[u8]) {
        let is_guess = |key: &Jwk| key.source.is_secret;
        if !self.out.keys.iter().all(is_guess) || self.out.needs_passphrase {
            return;
        }
        let Some((text, _)) = super::text_of(bytes) else { return };
        let work = Work::of(text.len());
        let has_named = self.out.keys.iter().any(|key| key.name.is_some());
        // Variables as they stand, if there are any.
        let outer = has_named.then(|| variable::read(&text).map_or(0, |variables| variables.len()));
        // What is known to be something else holds no secret either.
        let is_unknown = self.out.problems.iter().all(|problem| {
            matches!(problem.error, KeyError::NotAKey | KeyError::Json(_) | KeyError::Foreign(ForeignFormat::Xml))
        });
        let may_hold_secret = self.guesses
            && is_unknown
            && !variable::may_be_manifest(&text)
            && !variable::is_notebook(&text)
            && !variable::code::is_tagged(&text);
        let may_be_word = self.out.keys.is_empty();
        let mut secrets: Vec<(Import, Vec<Layer>)> = Vec::new();
        let mut named: Option<(Import, Vec<Layer>)> = None;
        // What is surely no secret where it stands is none without what stands around it.
        let doubted = std::mem::take(&mut self.out.doubtful);
        let is_sure = |doubt: Doubt| !doubt.is_open() || doubt.is_look();
        // A tag of YAML or a call that was taken off is no envelope of the value that it makes something else of.
        let is_doubted = |key: &Jwk| {
            doubted.iter().any(|doubtful| {
                let is_same = doubtful.key.material == key.material;
                let is_of_name = key.name.is_some() && doubtful.key.name == key.name && is_made(&doubtful.key);
                is_sure(doubtful.doubt) && (is_same || is_of_name)
            })
        };
        let in_use = OnceCell::new();
        // What is in a comment is out of use, whatever is taken off around it.
        let is_out_of_use = |key: &Jwk| {
            let KeyMaterial::Oct(secret) = &key.material else { return false };
            let word = std::str::from_utf8(secret.expose()).unwrap_or_default();
            text.contains(word) && !in_use.get_or_init(|| variable::unused::in_use(&text)).contains(word)
        };
        let found = envelope::search(&text, &work, |inner, layers| {
            let mut trial = self.trial(false);
            if !has_named {
                trial.content(inner.as_bytes(), "", 0);
            }
            if !trial.out.keys.is_empty() || trial.out.needs_passphrase {
                return Some((trial.out, layers.to_vec()));
            }
            if named.is_none() && trial.out.problems.iter().any(|problem| says_what_it_is(&problem.error)) {
                named = Some((std::mem::take(&mut trial.out), layers.to_vec()));
            }
            // A key is looked for in every order of layers before anything is taken for a secret.
            if may_hold_secret && secrets.len() < MOST_READINGS {
                let mut trial = self.trial(true);
                trial.secret_in(inner, layers, outer, may_be_word);
                trial.out.keys.retain(|key| !is_doubted(key) && !is_out_of_use(key));
                if !trial.out.keys.is_empty() {
                    secrets.push((trial.out, layers.to_vec()));
                }
            }
            None
        });
        // A value under a name is wrapped like a text of its own.
        let found = found.or_else(|| {
            let (value, inner, layers) = self.key_in_values(&text)?;
            // It is a key then, and no secret.
            self.out.keys.retain(|key| !matches!(&key.material, KeyMaterial::Oct(own) if *own == value));
            self.out.secret = self.out.secret.take().filter(|own| *own != value);
            Some((inner, layers))
        });
        if let Some((inner, layers)) = found {
            let inner = Import { notes: noted(&layers, inner.notes), ..inner };
            if self.out.keys.iter().any(|key| key.name.is_some()) {
                self.out.keys.extend(inner.keys);
                inner.notes.into_iter().for_each(|note| self.note(note));
            } else {
                self.out = inner;
            }
        } else if self.out.keys.is_empty() {
            self.take_readings(secrets, named);
        } else {
            secrets.into_iter().for_each(|(other, layers)| self.add_readings(other, &layers));
        }
        self.out.doubtful.extend(doubted);
    }

    /// Of a text that is no key: the secrets below envelopes, else what it is below some.
    fn take_readings(&mut self, secrets: Vec<(Import, Vec<Layer>)>, named: Option<(Import, Vec<Layer>)>) {
        // Each of them is a secret, and none is chosen.
        let mut secrets = secrets.into_iter();
        if let Some((first, layers)) = secrets.next() {
            self.out = Import { notes: noted(&layers, first.notes), ..first };
        }
        secrets.for_each(|(other, layers)| self.add_readings(other, &layers));
        // What it is below is more than that it is no key.
        let is_nothing = |problem: &KeyProblem| matches!(problem.error, KeyError::NotAKey | KeyError::Json(_));
        if let Some((inner, layers)) = named
            && self.out.keys.is_empty()
            && self.out.problems.iter().all(is_nothing)
        {
            self.out.problems = inner.problems;
            noted(&layers, inner.notes).into_iter().for_each(|note| self.note(note));
        }
    }

    /// The first key below envelopes in a value that has a name.
    fn key_in_values(&mut self, text: &str) -> Option<(SecretBytes, Import, Vec<Layer>)> {
        let document = json::scan(text.as_bytes(), self.limits.json_depth);
        let root = document.root().filter(|root| document.is_complete() && root.kind() == Kind::Object);
        let values = root.map_or_else(|| variable::of_settings_text(text), variable::of_settings).variables;
        document.wipe();
        // One budget for all of them, as they are no longer together than the text.
        let work = Work::of(text.len());
        let long = values.iter().filter(|variable| variable.value.len() >= SHORTEST_WRAPPED).take(MOST_WRAPPED);
        long.filter_map(|variable| Some((variable, std::str::from_utf8(variable.value.expose()).ok()?)))
            .filter(|(_, value)| *value != text)
            .find_map(|(variable, value)| {
                let (import, layers) = envelope::search(value, &work, |inner, layers| {
                    let mut trial = self.trial(false);
                    trial.content(inner.as_bytes(), "", 0);
                    let is_one = !trial.out.keys.is_empty() || trial.out.needs_passphrase;
                    trial.note(format!("read from the variable {}", shown(&variable.name)));
                    is_one.then(|| (trial.out, layers.to_vec()))
                })?;
                Some((variable.value.clone(), import, layers))
            })
    }

    /// Adds the secrets that were found below some layers to those that are there already.
    fn add_readings(&mut self, other: Import, layers: &[Layer]) {
        let before = self.out.keys.len();
        let notes = noted(layers, Vec::new());
        for mut key in other.keys {
            if self.out.keys.iter().all(|known| known.material != key.material) {
                // Another reading of what may have the same name: how it is read tells them apart.
                key.source.format =
                    iter::once(&key.source.format).chain(&notes).map(String::as_str).collect::<Vec<_>>().join(", ");
                self.out.keys.push(key);
            }
        }
        if self.out.keys.len() > before {
            // Another reading of the same variable leaves it the one that is meant.
            let (known, new) = self.out.keys.split_at(before);
            let is_known = |key: &Jwk| key.name.is_some() && known.iter().any(|known| known.name == key.name);
            if !new.iter().all(is_known) {
                self.out.secret = None;
            }
            noted(layers, other.notes).into_iter().for_each(|note| self.note(note));
        }
    }

    /// The same with nothing found yet, for a text that may be what this one holds.
    fn trial(&mut self, guesses: bool) -> Importer<'_> {
        Importer {
            open: self.open,
            source_name: self.source_name,
            options: self.options,
            limits: self.limits,
            ids: &mut *self.ids,
            effort: Effort::default(),
            work: Cell::new(self.work.get()),
            is_full: false,
            is_encrypted: false,
            key_id: None,
            guesses,
            nesting: self.nesting,
            out: Import::default(),
        }
    }

    /// The secrets in a text below what wraps it: those that are named so, or, where nothing else is known, the only word that
    /// there is. Of a text that has `outer` variables as it stands, what is written otherwise within a value is the value
    /// itself: only what wraps the names is an envelope.
    fn secret_in(&mut self, text: &str, layers: &[Layer], outer: Option<usize>, may_be_word: bool) {
        const LENGTHS: std::ops::RangeInclusive<usize> = 8..=512;
        let is_whole = |layer: &Layer| {
            use EnvelopeKind::{Base64, ByteList, HexDump, Hexadecimal, QuotedPrintable};
            matches!(layer.kind, QuotedPrintable | HexDump | ByteList | Hexadecimal | Base64)
        };
        let strict = variable::read(text);
        let is_more = outer.is_none_or(|outer| strict.as_ref().is_some_and(|inner| inner.len() > outer));
        // What a `key` alone opens, nobody knows once the names around it are gone.
        let settings = || {
            let mut found = variable::of_settings_text(text);
            found.variables.retain(|variable| variable.name != "key");
            found
        };
        let found = strict.map_or_else(settings, variable::Found::from);
        if (is_more || layers.iter().any(is_whole)) && self.named_secret(&found, "") {
            return;
        }
        let mut words = text.split_whitespace().filter(|word| !word.starts_with("```"));
        let (Some(word), None) = (words.next(), words.next()) else { return };
        // A list of bytes is written as the text that it is of, in quotes.
        let word = word.strip_prefix('"').and_then(|word| word.strip_suffix('"')).unwrap_or(word);
        let is_secret = may_be_word
            && LENGTHS.contains(&word.len())
            && !word.starts_with(['{', '[', '<', '('])
            && no_secret(word).is_none()
            && !variable::code::names_secret(text);
        if is_secret {
            let secret = SecretBytes::from(word.as_bytes());
            self.out.secret = Some(secret.clone());
            self.secret(secret, "text");
        }
    }

    /// XML: the keys in it, or what it is.
    pub(super) fn xml(&mut self, text: &str, place: &str) {
        let found = xml::read(text, self.limits.keys.saturating_add(1), self.context(None));
        if found.is_empty() {
            let is_page = page::is_page(text);
            if !is_page && self.named_secret(&assignment::read(text), place) {
                return;
            }
            let format = if is_page { ForeignFormat::WebPage } else { ForeignFormat::Xml };
            return self.problem(place, KeyError::Foreign(format));
        }
        let count = found.len();
        for (index, found) in found.into_iter().enumerate() {
            let own = if count > 1 { format!("{} {}", found.element, index + 1) } else { found.element.to_owned() };
            self.accept(&join(place, &own), found.draft);
        }
    }

    /// An .env file or a Secret of Kubernetes: the keys in its variables, and the values that by their names may be a secret.
    /// Says whether it is one.
    pub(super) fn variables(&mut self, text: &str, place: &str, wrapping: u8) -> bool {
        let read = || {
            variable::of_manifest(text, self.limits.json_depth)
                .or_else(|| variable::read(text).map(variable::Found::from))
        };
        // What a variable holds is no file of variables again.
        let may_be = wrapping < WRAPPINGS && self.nesting < NESTING;
        let Some(variable::Found { variables, part }) = may_be.then(read).flatten() else { return false };
        self.nesting += NESTING;
        let before = self.out.keys.len();
        let mut others = Vec::new();
        for variable in variables {
            let (guesses, problems, notes) = (self.guesses, self.out.problems.len(), self.out.notes.len());
            let keys = self.out.keys.len();
            let was_locked = self.out.needs_passphrase;
            self.guesses = false;
            self.content(variable.value.expose(), &join(place, &shown(&variable.name)), WRAPPINGS - 1);
            self.guesses = guesses;
            if let [key] = &mut self.out.keys[keys..] {
                key.name = key.name.take().or_else(|| Some(variable.name.clone()));
            }
            if self.out.keys.len() > keys {
                self.note(format!("read from the variable {}", shown(&variable.name)));
            } else if was_locked || !self.out.needs_passphrase {
                // What is no key is another variable.
                self.out.problems.truncate(problems);
                self.out.notes.truncate(notes);
                others.push(variable);
            }
        }
        self.nesting -= NESTING;
        let has_keys = self.out.keys.len() > before || self.out.needs_passphrase;
        let others = variable::Found { variables: others, part };
        if !self.named_secret(&others, place) && !has_keys {
            let named = others.variables.iter().filter(|variable| !variable.value.is_empty());
            let names: Vec<_> = named.map(|variable| variable.name.clone()).collect();
            let error = match others.variables.as_slice() {
                [only] if names.is_empty() => KeyError::VariableEmpty(only.name.clone()),
                all => masked(all).unwrap_or(KeyError::Variables(names)),
            };
            self.problem(place, error);
        }
        true
    }

    pub(super) fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.out.notes.contains(&note) {
            self.out.notes.push(note);
        }
    }

    pub(super) fn pkcs12(&mut self, bytes: &[u8], place: &str) {
        let found = match pkcs12::read(bytes, self.context(None)) {
            Ok(found) => found,
            Err(error) => return self.problem(place, error),
        };
        if found.is_empty() {
            return self.problem(place, KeyError::NotAKey);
        }
        for (inner, draft) in found {
            self.accept(&join(place, &inner), draft);
        }
    }

    pub(super) fn secret(&mut self, secret: SecretBytes, words: &str) {
        self.accept("", Ok(Draft::secret(secret, words)));
    }

    /// The secret in the settings of a program; says whether there is one. A token and a server's answer are none.
    pub(super) fn settings(&mut self, root: Value<'_>, place: &str) -> bool {
        let is_other = root.get("signatures").is_some() || page::answer(root).is_some();
        !is_other && self.named_secret(&variable::of_settings(root), place)
    }

    /// The same beside keys, of which much is said that has a key in its name.
    pub(super) fn settings_beside(&mut self, root: Value<'_>, place: &str) {
        let mut found = variable::of_settings(root);
        found.variables.retain(|variable| variable::is_surely_secret(&variable.name));
        self.named_secret(&found, place);
    }

    /// The values that by their names may be the secret, each of them a key; says whether there are any.
    pub(super) fn named_secret(&mut self, found: &variable::Found, place: &str) -> bool {
        if !self.guesses {
            return false;
        }
        self.out.part = self.out.part.or(found.part);
        let mut variables = variable::expanded(&found.variables, self.limits.json_depth);
        variables.retain(|variable| !is_surely_other(variable.value.expose()));
        let variable::Secrets { is_clear, all, left_out, doubtful, is_cut } = variable::secrets(&variables, is_key);
        if let Some(first) = all.first().filter(|_| is_clear) {
            self.out.secret = Some(first.value.clone());
        }
        let mut names: Vec<_> = all.iter().map(|variable| shown(&variable.name)).collect();
        let mut seen = HashSet::new();
        names.retain(|name| seen.insert(name.clone()));
        match names.as_slice() {
            [] => {}
            [name] if all.len() > 1 => {
                self.note(format!("the variable {name} has {} values, and each is tried", all.len()))
            }
            [name] if all.iter().any(|one| one.is_argument) => {
                self.note(format!("read as the secret in the call {name}"))
            }
            [name] => self.note(format!("read as the value of the variable {name}")),
            names => self.note(format!("{} variables may be the secret: {}", names.len(), joined(names))),
        }
        // Some programs take it off, and some do not.
        let is_comment = |two: &[u8]| two == b" #" || two == b"\t#";
        let has_comment = |variable: &&&variable::Variable| variable.value.expose().windows(2).any(is_comment);
        if let Some(variable) = all.iter().find(has_comment) {
            let is_other = |other: &&&variable::Variable| other.name == variable.name && other.value != variable.value;
            let read = if all.iter().any(|other| is_other(&other)) { "with and without" } else { "with" };
            self.note(format!("the value of {} is read {read} what follows \"#\"", shown(&variable.name)));
        }
        if is_cut || !left_out.is_empty() {
            self.out.part = self.out.part.or(Some(variable::Part::Secrets(all.len() + doubtful.len())));
        }
        if !left_out.is_empty() {
            let names: Vec<_> = left_out.iter().map(|variable| shown(&variable.name)).collect();
            self.note(format!("too many variables may be the secret; not read: {}", joined(&names)));
        }
        // Only what is called a secret or a key could be missed.
        let is_called_one = |name: &str| ["secret", "key"].iter().any(|word| name.to_ascii_lowercase().contains(word));
        let called = doubtful.iter().map(|(_, variable)| &variable.name).filter(|name| is_called_one(name));
        let mut names: Vec<_> = called.map(|name| shown(name)).collect();
        names.retain(|name| seen.insert(name.clone()));
        if !all.is_empty() && !names.is_empty() {
            self.note(format!("not used as a secret, judging by name and value: {}", joined(&names)));
        }
        doubtful.into_iter().for_each(|(doubt, variable)| self.doubt(value_of(variable), doubt));
        for variable in &all {
            self.accept(place, Ok(value_of(variable)));
        }
        !all.is_empty()
    }

    /// JSON texts behind each other; the first of them ends where `first` ends.
    pub(super) fn json_texts(&mut self, text: &str, first: &Document, place: &str) -> bool {
        let mut rest = text;
        let mut end = first.root().map_or(0, |root| root.span().end);
        let mut count = 0;
        while end > 0 && count <= self.limits.keys && !self.is_full {
            count += 1;
            let document = json::scan(&rest.as_bytes()[..end.min(rest.len())], self.limits.json_depth);
            let is_json = document.is_complete() && self.json(&document, &join(place, &format!("text {count}")));
            document.wipe();
            rest = rest.get(end..).unwrap_or_default().trim_start_matches([' ', '\t', '\r', '\n', ',', ';', '\u{1E}']);
            if !is_json || rest.is_empty() {
                break;
            }
            let next = json::scan(rest.as_bytes(), self.limits.json_depth);
            end = match next.fault() {
                None => rest.len(),
                Some(fault) if fault.kind == json::FaultKind::Trailing => next.root().map_or(0, |root| root.span().end),
                Some(_) => 0,
            };
            next.wipe();
        }
        if pem::is_likely(rest) {
            self.pem(rest, place, None);
        } else if !rest.is_empty() {
            self.problem(place, KeyError::Json(json::FaultKind::Trailing));
        } else if count > 1 {
            self.note(format!("{count} JSON texts in a row"));
        }
        true
    }

    /// JSON with keys in a string of JSON, as a configuration or Terraform holds it.
    pub(super) fn json_in_string(&mut self, text: &str, place: &str) -> bool {
        let trimmed = text.trim();
        if !trimmed.starts_with(['{', '[', '"'])
            || !mentions_keys(&trimmed.replace('\\', ""))
            || self.nesting >= NESTING
        {
            return false;
        }
        self.nesting += 1;
        let settled = self.json_text(trimmed, place);
        self.nesting -= 1;
        if settled {
            self.note("read from JSON inside a JSON string");
        }
        settled
    }

    /// A JWK that another program wrote otherwise; says whether it is a key now.
    pub(super) fn variant(&mut self, value: Value<'_>, place: &str, format: &str) -> bool {
        let Some((text, notes)) = jwk_variant::rewritten(value) else { return false };
        let document = json::scan(text.as_bytes(), self.limits.json_depth);
        let before = (self.out.keys.len(), self.out.problems.len());
        if let Some(root) = document.root() {
            self.jwk_or_variant(root, place, format, false);
        }
        document.wipe();
        if self.out.keys.len() == before.0 {
            // What is wrong with it as it was written is said instead.
            self.out.problems.truncate(before.1);
            return false;
        }
        let of_place = |note: String| if place.is_empty() { note } else { format!("{place}: {note}") };
        for fault in jwk_variant::loose_members(value) {
            self.note(of_place(format!("{fault}. It was read all the same")));
            let told = Finding::new(&KEY_MEMBER_ENCODING, 0, Place::Key).saying(fault.to_string());
            self.out.keys.iter_mut().skip(before.0).for_each(|key| key.findings.push(told.clone()));
        }
        for note in notes {
            self.note(of_place(note));
        }
        true
    }

    /// Keeps what a JWK that was refused would be if its members were written as they should.
    pub(super) fn mend(&mut self, value: Value<'_>) {
        if self.out.mended.len() >= MOST_MENDED {
            return;
        }
        let Some(text) = jwk_variant::mended(value) else { return };
        let document = json::scan(text.as_bytes(), self.limits.json_depth);
        if let Some(draft) = document.root().and_then(|root| super::object::read(root).ok())
            && key::check(&draft.material, &mut self.effort).is_ok()
        {
            let (key, _) = super::named(draft, self.source_name, self.ids, &mut self.effort);
            self.out.mended.push(key);
        }
        document.wipe();
    }

    /// Each key keeps the text that it was read from: the JSON of a JWK, else the whole file.
    pub(super) fn keep_texts(&mut self, bytes: &[u8]) {
        // One copy for all of them: a file of thousands of keys would be held thousands of times.
        let whole = Written::of(bytes);
        let own: HashMap<_, _> = self.out.texts.iter().map(|(id, text)| (*id, text)).collect();
        for key in &mut self.out.keys {
            if !key.source.is_secret {
                let own = own.get(&key.id).map(|text| Written::of(text.expose()));
                key.written = own.unwrap_or_else(|| whole.clone());
            }
        }
    }

    /// Whether the bytes of a PEM block are no DER but a key file as text.
    pub(super) fn is_text_of_a_key(&self, bytes: &SecretBytes) -> bool {
        self.nesting < NESTING
            && der::classify(bytes.expose()).is_none()
            && std::str::from_utf8(bytes.expose())
                .is_ok_and(|text| pem::is_likely(text) || mentions_keys(text) || text.starts_with("ssh-"))
    }

    /// A private key and the certificate of the same key are one key: what the certificate says becomes the key's.
    pub(super) fn join_certificates(&mut self) {
        let private: Vec<(String, crate::engine::key::KeyId)> =
            self.out.keys.iter().filter(|key| key.is_private()).map(|key| (key.thumbprint.clone(), key.id)).collect();
        let mut joined = Vec::new();
        self.out.keys.retain(|key| {
            let is_certificate = !key.is_private() && key.source.format.ends_with("certificate");
            let owner = private.iter().find(|(thumbprint, _)| is_certificate && *thumbprint == key.thumbprint);
            if let Some((_, owner)) = owner {
                joined.push((key.id, *owner, key.x5t.clone(), key.x5t_s256.clone(), key.name.clone()));
            }
            owner.is_none()
        });
        for (certificate, owner, x5t, x5t_s256, name) in joined {
            if let Some(key) = self.out.keys.iter_mut().find(|key| key.id == owner && key.x5t_s256.is_none()) {
                key.x5t = x5t;
                key.x5t_s256 = x5t_s256;
                key.name = key.name.take().or(name);
            }
            // One certificate a key; a second one of the same key says the same of it.
            let has_one = self.out.certificates.iter().any(|(id, _)| *id == owner);
            if has_one {
                self.out.certificates.retain(|(id, _)| *id != certificate);
            } else if let Some((id, _)) = self.out.certificates.iter_mut().find(|(id, _)| *id == certificate) {
                *id = owner;
            }
        }
    }
}

/// Whether a value is what something else makes of what is in it: a tag other than those of a text, a call.
fn is_made(key: &Jwk) -> bool {
    let KeyMaterial::Oct(value) = &key.material else { return false };
    let text = std::str::from_utf8(value.expose()).unwrap_or_default().trim();
    !text.starts_with("!!") && !text.starts_with(['"', '\''])
}

/// What was taken off, in front of what was noted below.
fn noted(layers: &[Layer], below: Vec<String>) -> Vec<String> {
    let mut notes: Vec<String> = layers.iter().map(Layer::note).collect();
    notes.dedup();
    notes.extend(below);
    notes
}

/// The value of a variable as a key.
fn value_of(variable: &variable::Variable) -> Draft {
    // Which of its readings it is, where there are several.
    let name = match variable.reading {
        Some(reading) => format!("{} ({reading})", variable.name),
        None => variable.name.clone(),
    };
    let words = format!("value of {}", shown(&name));
    Draft { name: Some(name), ..Draft::secret(variable.value.clone(), &words) }
}

/// Whether a value is nothing that anybody could take for a secret. A template, an address and a token have been.
fn is_surely_other(value: &[u8]) -> bool {
    // What begins with < and is no page may be a secret.
    let text = std::str::from_utf8(value).ok().filter(|text| !text.starts_with('<') || page::is_page(text));
    let other = text.and_then(no_secret);
    let is_taken = |error: &KeyError| {
        use ForeignFormat::{Address, Age, Did, Fingerprint, Path, Token};
        let is_print = matches!(error, KeyError::Shortened { .. } | KeyError::PrintedObject);
        let is_other = matches!(error, KeyError::Foreign(Address | Token | Path | Fingerprint | Did | Age));
        is_print || is_other || matches!(error, KeyError::Placeholder | KeyError::Damaged("PEM"))
    };
    other.is_some_and(|error| !is_taken(&error))
}

/// Whether what is wrong with a text names what it is.
fn says_what_it_is(error: &KeyError) -> bool {
    use ForeignFormat::{Address, Token, Xml};
    match error {
        KeyError::Foreign(format) => !matches!(format, Address | Token | Xml),
        KeyError::Metadata { .. } | KeyError::ServerAnswer(_) | KeyError::EmptySet => true,
        KeyError::Shortened { .. } | KeyError::PrintedObject => true,
        _ => false,
    }
}

/// Of variables one of which is called like a secret and is masked, that.
pub(super) fn masked(variables: &[variable::Variable]) -> Option<KeyError> {
    variables.iter().filter(|variable| variable::is_surely_secret(&variable.name)).find_map(|variable| {
        let found = mask::masked(std::str::from_utf8(variable.value.expose()).ok()?.trim())?;
        Some(KeyError::Masked { name: variable.name.clone(), writer: found.writer })
    })
}

/// What a text is that is no key and surely no secret.
pub(super) fn no_secret(text: &str) -> Option<KeyError> {
    let text = text.trim();
    // A template that nobody filled in. (`undefined` is a secret that everybody knows: some programs do take it for one.)
    let is_template = ["${", "{{", "$("].iter().any(|open| text.starts_with(open)) && text.ends_with(['}', ')']);
    if is_template && !text.contains(char::is_whitespace) {
        return Some(KeyError::Placeholder);
    }
    if let Some(error) = spelling::no_secret(text) {
        return Some(error);
    }
    // A variable of YAML, of which a mask in brackets would be a list.
    if let Some((name, value)) = text.split_once(": ").filter(|(name, _)| variable::is_surely_secret(name))
        && let Some(found) = mask::masked(value.trim())
    {
        return Some(KeyError::Masked { name: name.to_owned(), writer: found.writer });
    }
    if let Some(words) = text.strip_prefix(CURL).and_then(|rest| rest.split_once(") ")) {
        return Some(KeyError::ServerAnswer(format!("curl says {}", words.1)));
    }
    let is_piece_of_pem = ["-----BEGIN", "-----END", "BEGIN%20", "BEGIN+", "PRIVATE KEY-----", "PUBLIC KEY-----"]
        .iter()
        .any(|mark| text.contains(mark));
    if is_piece_of_pem {
        return Some(KeyError::Damaged("PEM"));
    }
    if is_markup(text) {
        let format = if page::is_page(text) { ForeignFormat::WebPage } else { ForeignFormat::Xml };
        return Some(KeyError::Foreign(format));
    }
    if (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace) {
        return Some(KeyError::Foreign(ForeignFormat::Address));
    }
    // An object that a program printed, and the text of a modulus.
    let is_printed = text.starts_with('{')
        && text.ends_with('}')
        && ["kty", "keys", "[Object]"].iter().any(|mark| text.contains(mark));
    if is_printed || text.starts_with("Modulus") {
        return Some(KeyError::NotAKey);
    }
    // In one line, `{{` opens a template.
    let is_begun = |line: &str| line.starts_with(['"', '{', '\'', '/']);
    let is_of_lines = text.starts_with(['{', '[']) && text.contains('\n') && is_begun(text[1..].trim_start());
    if is_of_lines || ["{\"", "[{", "{'"].iter().any(|front| text.starts_with(front)) {
        let document = json::scan(text.as_bytes(), Limits::DEFAULT.json_depth);
        let fault = document.fault().map_or(json::FaultKind::Truncated, |fault| fault.kind);
        document.wipe();
        return Some(KeyError::Json(fault));
    }
    // DER in base64 that was cut: SEQUENCE with two bytes of length, then an INTEGER or SEQUENCE.
    let bytes = (text.starts_with("MI") && text.len() > 100).then(|| pem::decode_base64(text)).flatten();
    if bytes
        .is_some_and(|bytes| matches!(bytes.expose(), [0x30, 0x81, _, 2 | 0x30, ..] | [0x30, 0x82, _, _, 2 | 0x30, ..]))
    {
        return Some(KeyError::Damaged("DER structure in base64"));
    }
    let word = text.get(..7).unwrap_or_default();
    word.eq_ignore_ascii_case("bearer ").then_some(KeyError::Foreign(ForeignFormat::Token))
}

/// Whether a text begins as XML and HTML do; `<?php` begins a program.
pub(super) fn is_markup(text: &str) -> bool {
    text.starts_with('<') && !["<?php", "<?=", "<%"].iter().any(|open| text.starts_with(open))
}
