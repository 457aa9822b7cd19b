//! The headers of a JWE, and what is written into them.

use super::super::edit::{NewValue, Position};
use super::super::error::BuildError;
use super::super::header::HeaderText;
use super::super::{HeaderSync, weakness};
use super::{Encryption, Inner, RecipientRequest};
use crate::engine::ground::base64url;
use crate::engine::ground::jwa::key_management::{OWN_PARAMETERS, own_parameters};
use crate::engine::ground::jwa::{ContentEncryptionRow, KeyManagementFamily, KeyManagementRow};
use crate::engine::jose::jws::Serialization;

impl Headers {
    /// Refuses what the compact serialization has no place for.
    pub(super) fn check_compact(&self, has_aad: bool) -> Result<(), BuildError> {
        let has_own = self.own.iter().any(|header| !header.is_empty());
        let what = match (self.shared.is_empty(), has_own, has_aad) {
            (false, ..) => "a shared unprotected header",
            (_, true, _) => "a per-recipient header",
            (_, _, true) => "additional authenticated data",
            _ => return Ok(()),
        };
        Err(BuildError::Serialization { serialization: Serialization::Compact, what })
    }

    /// Writes into the headers what the choices say, and tells whether the plaintext is compressed.
    pub(super) fn keep_in_step(
        &mut self,
        request: &Encryption,
        rows: &[&'static KeyManagementRow],
        enc: &'static ContentEncryptionRow,
        inner: Inner,
    ) -> Result<bool, BuildError> {
        if request.sync != HeaderSync::LeftAlone {
            self.follow_algorithms(rows)?;
            self.follow_encryption(enc)?;
            self.forget_strays(rows)?;
        }
        if request.sync == HeaderSync::InStep {
            for (index, recipient) in request.recipients.iter().enumerate() {
                if let Some(key_id) = recipient.key.key_id.as_deref() {
                    self.follow(index, "kid", NewValue::Text(key_id), Position::Last)?;
                }
            }
            self.follow_content(inner, request.serialization)?;
        }
        if request.compress && !self.anywhere("zip") {
            self.protected.set("zip", NewValue::Text("DEF"), Position::Last)?;
        }
        for (index, recipient) in request.recipients.iter().enumerate() {
            for (name, bytes) in [("apu", &recipient.apu), ("apv", &recipient.apv)] {
                if let Some(bytes) = bytes {
                    self.follow(index, name, NewValue::Text(&base64url::encode(bytes)), Position::Last)?;
                }
            }
        }
        Ok(self.protected.string("zip")?.as_deref() == Some("DEF"))
    }

    /// The rounds for a password: as chosen, as the header has them, or as advised.
    pub(super) fn pbes2_count(
        &mut self,
        index: usize,
        row: &KeyManagementRow,
        chosen: Option<u64>,
    ) -> Result<Option<u64>, BuildError> {
        if row.family != KeyManagementFamily::Pbes2 {
            return Ok(None);
        }
        let count = match chosen {
            Some(count) => count,
            None => self.home(index, "p2c").u64("p2c")?.unwrap_or(weakness::advised_pbes2_count(row.hash)),
        };
        self.follow(index, "p2c", NewValue::Json(&count.to_string()), Position::Last)?;
        Ok(Some(count))
    }
}

/// The up to three header texts that each recipient sees.
pub(super) struct Headers {
    pub(super) protected: HeaderText,
    pub(super) shared: HeaderText,
    pub(super) own: Vec<HeaderText>,
}

impl Headers {
    pub(super) fn of(&self, index: usize) -> Vec<&HeaderText> {
        [&self.protected, &self.shared].into_iter().chain(self.own.get(index)).collect()
    }

    /// Where a parameter of one recipient stands; where it would be put if it stands nowhere.
    pub(super) fn home(&self, index: usize, name: &str) -> &HeaderText {
        let texts = self.of(index);
        let there = texts.iter().copied().find(|text| text.has(name));
        let own = if self.own.len() > 1 { self.own.get(index) } else { None };
        there.or(own).unwrap_or(&self.protected)
    }

    fn anywhere(&self, name: &str) -> bool {
        (0..self.own.len()).any(|index| self.home(index, name).has(name))
    }

    pub(super) fn algorithm(
        &self,
        index: usize,
        recipient: &RecipientRequest,
        sync: HeaderSync,
    ) -> Result<&'static KeyManagementRow, BuildError> {
        if let (Some(row), true) = (recipient.algorithm, sync != HeaderSync::LeftAlone) {
            return Ok(row);
        }
        let home = self.home(index, "alg");
        let place = home.place;
        let Some(name) = home.string("alg")? else {
            return Err(BuildError::AlgorithmMissing { place, parameter: "alg" });
        };
        let span = home.span("alg");
        match recipient.algorithm {
            Some(chosen) if chosen.name != name => {
                Err(BuildError::AlgorithmDiffers { place, span, parameter: "alg", header: name, chosen: chosen.name })
            }
            _ => crate::engine::ground::jwa::key_management::find(&name).ok_or(BuildError::AlgorithmUnknown {
                place,
                span,
                parameter: "alg",
                name,
            }),
        }
    }

    pub(super) fn content_encryption(
        &self,
        chosen: Option<&'static ContentEncryptionRow>,
        sync: HeaderSync,
    ) -> Result<&'static ContentEncryptionRow, BuildError> {
        if let (Some(row), true) = (chosen, sync != HeaderSync::LeftAlone) {
            return Ok(row);
        }
        let home = [&self.protected, &self.shared]
            .into_iter()
            .chain(&self.own)
            .find(|text| text.has("enc"))
            .unwrap_or(&self.protected);
        let place = home.place;
        let Some(name) = home.string("enc")? else {
            return Err(BuildError::AlgorithmMissing { place, parameter: "enc" });
        };
        let span = home.span("enc");
        match chosen {
            Some(chosen) if chosen.name != name => {
                Err(BuildError::AlgorithmDiffers { place, span, parameter: "enc", header: name, chosen: chosen.name })
            }
            _ => crate::engine::ground::jwa::content_encryption::find(&name).ok_or(BuildError::AlgorithmUnknown {
                place,
                span,
                parameter: "enc",
                name,
            }),
        }
    }

    /// Sets a parameter of one recipient where it stands. With several recipients a parameter that stands where all see it
    /// moves to the recipient's own header, for it differs from recipient to recipient.
    fn follow(&mut self, index: usize, name: &str, value: NewValue<'_>, position: Position) -> Result<(), BuildError> {
        let own_has = self.own.get(index).is_some_and(|own| own.has(name));
        if self.own.len() > 1 || own_has {
            self.protected.remove(name)?;
            self.shared.remove(name)?;
            if let Some(own) = self.own.get_mut(index) {
                own.set(name, value, position)?;
            }
            return Ok(());
        }
        let home =
            if self.shared.has(name) && !self.protected.has(name) { &mut self.shared } else { &mut self.protected };
        home.set(name, value, position)
    }

    fn follow_algorithms(&mut self, rows: &[&'static KeyManagementRow]) -> Result<(), BuildError> {
        let is_common = self.protected.has("alg") || self.shared.has("alg");
        let first = rows.first().map(|row| row.name);
        // One algorithm for all may stand where all see it.
        let is_same =
            is_common && rows.iter().all(|row| Some(row.name) == first) && !self.own.iter().any(|own| own.has("alg"));
        if let (true, Some(name)) = (is_same, first) {
            let home = if self.protected.has("alg") { &mut self.protected } else { &mut self.shared };
            return home.set("alg", NewValue::Text(name), Position::First);
        }
        for (index, row) in rows.iter().enumerate() {
            self.follow(index, "alg", NewValue::Text(row.name), Position::First)?;
        }
        Ok(())
    }

    /// Takes out parameters that none of the algorithms uses that read them there: another one was chosen before.
    fn forget_strays(&mut self, rows: &[&'static KeyManagementRow]) -> Result<(), BuildError> {
        let uses = |row: &&'static KeyManagementRow, name: &&str| own_parameters(row.family).contains(name);
        for name in OWN_PARAMETERS {
            if !rows.iter().any(|row| uses(row, name)) {
                self.protected.remove(name)?;
                self.shared.remove(name)?;
            }
            for (own, row) in self.own.iter_mut().zip(rows) {
                if !uses(row, name) {
                    own.remove(name)?;
                }
            }
        }
        Ok(())
    }

    /// One ciphertext, one `enc` (RFC 7516 §7.2.1): every place that names it follows.
    fn follow_encryption(&mut self, enc: &'static ContentEncryptionRow) -> Result<(), BuildError> {
        let mut is_there = false;
        for text in [&mut self.protected, &mut self.shared].into_iter().chain(&mut self.own) {
            if text.has("enc") {
                is_there = true;
                text.set("enc", NewValue::Text(enc.name), Position::Last)?;
            }
        }
        if !is_there {
            self.protected.set("enc", NewValue::Text(enc.name), Position::Last)?;
        }
        Ok(())
    }

    /// `typ` of a JWT, `cty` around a token (RFC 7519 §5.1, §5.2; RFC 7515 §4.1.10).
    fn follow_content(&mut self, inner: Inner, serialization: Serialization) -> Result<(), BuildError> {
        let (name, value) = match inner {
            Inner::Claims if serialization == Serialization::Compact => ("typ", "JWT"),
            Inner::Claims | Inner::Bytes => return Ok(()),
            Inner::Jws { is_jwt: true, .. } => ("cty", "JWT"),
            Inner::Jws { is_compact: true, .. } => ("cty", "JOSE"),
            Inner::Jws { .. } => ("cty", "JOSE+JSON"),
        };
        if self.anywhere(name) {
            return Ok(());
        }
        self.protected.set(name, NewValue::Text(value), Position::Last)
    }
}
