//! The verdict on a token in one line: the window's strip, the first line of the terminal and the report's message.
//!
//! A word first, then the reason that weighs most, then what else is the case, then the time.

use super::{assumption, embedded, key, reason};
use crate::engine::jose::embedded::OwnKeyGap;
use crate::engine::jose::layer::{Examination, JoseObject, Layer};
use crate::engine::jose::possession::CompanionKind;
use crate::engine::jose::reason::{Cause, KeyReason, Reason, SignatureReason};
use crate::engine::jose::status::{
    Assumed, Attempt, Outcome, RecipientResult, RecipientStatus, SignatureResult, SignatureStatus,
};
use crate::engine::jwt::demand::What;
use crate::engine::jwt::difference::ClaimDifference;
use crate::engine::jwt::inner;
use crate::engine::jwt::numeric_date::{self, duration};
use crate::engine::jwt::period;
use crate::engine::jwt::policy::{ClaimState, Credentials, Judgement, Subject, Verdict};
use crate::engine::jwt::profile::{ProfileKind, ProfileRow, profile};
use crate::engine::key::Jwk;
use crate::engine::key_file::weakness;
use crate::engine::lint::claims::{TIME_MILLIS, TIME_SMALL};
use crate::engine::lint::encoding::ENC_TRUNCATED;
use crate::engine::rule::Rule;
use crate::engine::rule::claims::TOGETHER_MISMATCH;
use crate::engine::rule::finding::{Finding, Severity};
use crate::engine::text::words::{capital, clause, counted, shown};

/// Faults that are named; how many more there are is said.
const MOST_FAULTS: usize = 4;
/// Seconds before its end at which a token is said to end soon.
const SOON: i128 = 60;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    Good,
    Neutral,
    Warning,
    Bad,
}

/// What the verdict is about, for an icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Valid,
    /// Everything holds, and something is still wrong: a weak key, a finding that is an error.
    Flawed,
    /// It is past its time, or before it.
    Time,
    /// Rejected, malformed, not what is expected.
    Wrong,
    /// Not checked, or not all of it.
    Unchecked,
    /// It is encrypted, and no key opens it yet.
    Locked,
    /// `alg` is `none`.
    Unsecured,
}

/// What the clock says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeWords {
    /// "expires in 11 min".
    pub words: String,
    pub tone: Tone,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictWords {
    pub kind: Kind,
    pub tone: Tone,
    /// "Valid", "Expired 3 h ago", "Not checked" …
    pub word: String,
    /// Why, and what else is the case; each begins as in the middle of a sentence.
    pub clauses: Vec<String>,
    /// What the clock says, where the word does not.
    pub time: Option<TimeWords>,
}

impl VerdictWords {
    fn new(kind: Kind, tone: Tone, word: impl Into<String>, clauses: Vec<String>) -> Self {
        Self { kind, tone, word: word.into(), clauses, time: None }
    }

    /// The same where something is assumed besides, which the clause says.
    #[must_use]
    pub fn assuming(mut self, clause: String) -> Self {
        if self.kind == Kind::Valid {
            (self.kind, self.tone) = (Kind::Flawed, Tone::Warning);
            self.word = "Valid, with an assumption".to_owned();
        }
        self.clauses.insert(0, clause);
        self
    }

    /// What stands between the word and the time.
    pub fn detail(&self) -> String {
        self.clauses.join(" · ")
    }

    /// All of it: "Valid: signature verified with ES256 by key "prod-2026" · expires in 11 min".
    pub fn line(&self) -> String {
        let time = self.time.iter().map(|time| time.words.as_str());
        let rest: Vec<&str> = self.clauses.iter().map(String::as_str).chain(time).collect();
        if rest.is_empty() { self.word.clone() } else { format!("{}: {}", self.word, rest.join(" · ")) }
    }
}

/// The verdict on what was examined, at `now`, in seconds since 1970.
pub fn of(examination: &Examination, judgement: &Judgement, now: i64) -> VerdictWords {
    let case = Case { examination, judgement, now };
    let mut words = match judgement.verdict {
        Verdict::Valid => VerdictWords { time: case.time(), ..case.valid() },
        Verdict::Invalid => case.invalid(),
        Verdict::Unchecked => VerdictWords { time: case.time(), ..case.unchecked() },
        Verdict::Unsecured => VerdictWords { time: case.time(), ..case.unsecured() },
        Verdict::Unreadable => {
            VerdictWords::new(Kind::Wrong, Tone::Bad, "Cannot be read", case.worst_finding().into_iter().collect())
        }
    };
    for layer in &examination.layers {
        words.clauses.iter_mut().for_each(|clause| layer.exposed.hide(clause));
    }
    words
}

/// How one layer stands, whatever the claims say.
pub fn tone_of(layer: &Layer) -> Tone {
    let signatures = layer.signatures.iter().map(|result| match result.status {
        SignatureStatus::Verified if weakness_of(result).is_some() => Tone::Warning,
        SignatureStatus::Verified if result.assumed.contains(&Assumed::PublicSecret) => Tone::Warning,
        SignatureStatus::Verified => Tone::Good,
        SignatureStatus::Unchecked => Tone::Neutral,
        SignatureStatus::Unsecured => Tone::Warning,
        SignatureStatus::Rejected | SignatureStatus::Malformed => Tone::Bad,
    });
    let worst = |tone: &Tone| match tone {
        Tone::Good => 0,
        Tone::Neutral => 1,
        Tone::Warning => 2,
        Tone::Bad => 3,
    };
    match &layer.object {
        JoseObject::Unreadable(_) => Tone::Bad,
        JoseObject::Jws(_) if !layer.fatal_reasons().is_empty() => Tone::Bad,
        JoseObject::Jws(_) => {
            let unchecked = (!layer.unchecked_reasons().is_empty()).then_some(Tone::Warning);
            signatures.chain(unchecked).max_by_key(worst).unwrap_or(Tone::Bad)
        }
        JoseObject::Jwe(_) if opened(layer).is_some_and(|result| !result.assumed.is_empty()) => Tone::Warning,
        JoseObject::Jwe(_) if opened(layer).is_some() => Tone::Good,
        JoseObject::Jwe(_) if locked(layer).is_some() => Tone::Neutral,
        JoseObject::Jwe(_) => Tone::Bad,
    }
}

/// What makes the key of a signature a weak one.
pub fn weakness_of(result: &SignatureResult) -> Option<Finding> {
    // That everybody knows a secret is told where it is assumed, and outweighs how it looks.
    let is_public = result.assumed.contains(&Assumed::PublicSecret);
    let key = result.key.as_deref().filter(|_| result.status == SignatureStatus::Verified && !is_public)?;
    weakness::in_use(key, result.algorithm.as_deref()).into_iter().find(weakness::is_weakness)
}

fn opened(layer: &Layer) -> Option<&RecipientResult> {
    layer.recipients.iter().find(|result| result.status == RecipientStatus::Decrypted)
}

/// The first recipient whose key may still be loaded, with its place.
fn locked(layer: &Layer) -> Option<(usize, &RecipientResult)> {
    layer.recipients.iter().enumerate().find(|(_, result)| result.status == RecipientStatus::Locked)
}

fn first(reasons: &[Reason]) -> Option<String> {
    reasons.first().map(|found| clause(&reason::sentence(found)))
}

/// What a fault is, for the word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    Malformed,
    NotDecrypted,
    Other,
}

/// What was not checked, with the reason.
enum Gap {
    /// An encryption that no key opened.
    Locked(String),
    Signature(String),
    KeyBinding(String),
}

#[derive(Clone, Copy)]
struct Case<'a> {
    examination: &'a Examination,
    judgement: &'a Judgement,
    now: i64,
}

impl Case<'_> {
    fn valid(self) -> VerdictWords {
        let mut clauses = self.assumptions();
        let are_assumed = !clauses.is_empty();
        clauses.extend(self.achievements());
        let verified = self.examination.layers.iter().flat_map(|layer| &layer.signatures);
        if verified.clone().any(|result| weakness_of(result).is_some()) {
            return VerdictWords::new(Kind::Flawed, Tone::Warning, "Valid, with a weak key", clauses);
        }
        let errors: Vec<&Finding> = self.findings().filter(|finding| finding.severity == Severity::Error).collect();
        if are_assumed {
            return VerdictWords::new(Kind::Flawed, Tone::Warning, "Valid, with an assumption", clauses);
        }
        let Some(worst) = errors.first() else {
            return VerdictWords::new(Kind::Valid, Tone::Good, "Valid", clauses);
        };
        let word = match errors.len() {
            1 => "Valid, with a problem".to_owned(),
            count => format!("Valid, with {count} problems"),
        };
        clauses.insert(0, clause(&worst.message));
        VerdictWords::new(Kind::Flawed, Tone::Warning, word, clauses)
    }

    fn invalid(self) -> VerdictWords {
        let mut faults = self.layer_faults();
        let time = self.time().filter(|time| time.tone == Tone::Bad);
        let leads_with_time = faults.is_empty() && time.is_some();
        if leads_with_time {
            faults.extend(self.time_causes().into_iter().map(|cause| (Lead::Other, cause)));
        }
        faults.extend(self.claim_faults().into_iter().map(|fault| (Lead::Other, fault)));
        // What cut the token off, before what is missing of it.
        let cut = self.findings().find(|finding| finding.rule.id == ENC_TRUNCATED.id);
        if let Some(cut) = cut.filter(|_| !leads_with_time) {
            let lead = faults.first().map_or(Lead::Other, |(lead, _)| *lead);
            faults.insert(0, (lead, clause(&cut.message)));
        }
        if faults.is_empty() && time.is_none() {
            faults.extend(self.worst_finding().map(|finding| (Lead::Other, finding)));
        }
        let word = match (&time, faults.first()) {
            (Some(time), _) if leads_with_time => capital(&time.words),
            (_, Some((Lead::Malformed, _))) => "Malformed".to_owned(),
            (_, Some((Lead::NotDecrypted, _))) => "Could not be decrypted".to_owned(),
            _ => "Invalid".to_owned(),
        };
        let mut clauses: Vec<String> = faults.into_iter().map(|(_, fault)| fault).collect();
        let more = clauses.len().saturating_sub(MOST_FAULTS);
        clauses.truncate(MOST_FAULTS);
        if more > 0 {
            clauses.push(format!("and {more} more"));
        }
        clauses.extend(self.assumptions());
        clauses.extend(self.achievements());
        clauses.extend(self.gap().map(|gap| match gap {
            Gap::Locked(why) => format!("still encrypted, {why}"),
            Gap::Signature(why) => format!("signature not checked, {why}"),
            Gap::KeyBinding(why) => why,
        }));
        let kind = if leads_with_time { Kind::Time } else { Kind::Wrong };
        let time = time.filter(|_| !leads_with_time);
        VerdictWords { time, ..VerdictWords::new(kind, Tone::Bad, word, clauses) }
    }

    fn unchecked(self) -> VerdictWords {
        let achievements = self.achievements();
        let are_some_verified = self
            .examination
            .layers
            .iter()
            .flat_map(|layer| &layer.signatures)
            .any(|result| result.status == SignatureStatus::Verified);
        let (kind, tone, word, gap) = match self.gap() {
            Some(Gap::Locked(why)) => (Kind::Locked, Tone::Neutral, "Encrypted", Some(why)),
            Some(Gap::Signature(why)) if !are_some_verified => {
                (Kind::Unchecked, Tone::Neutral, "Not checked", Some(why))
            }
            // Every layer is right as far as it was looked at, and that was not all of it.
            Some(Gap::Signature(why) | Gap::KeyBinding(why)) => {
                (Kind::Unchecked, Tone::Warning, "Not fully checked", Some(why))
            }
            None if self.has_open_credentials() => {
                (Kind::Unchecked, Tone::Warning, "Not fully checked", self.credentials())
            }
            None if !self.assumptions().is_empty() => (Kind::Unchecked, Tone::Warning, "Not fully checked", None),
            None => (Kind::Unchecked, Tone::Warning, "Not fully checked", self.worst_finding()),
        };
        let public = self.public_secret();
        let tone = if public.is_some() { Tone::Warning } else { tone };
        // What is open comes first, and once.
        let is_said = |clause: &String| gap.as_ref() != Some(clause);
        let achievements: Vec<String> = achievements.into_iter().filter(is_said).collect();
        let clauses = gap.into_iter().chain(public).chain(self.assumptions()).chain(achievements);
        VerdictWords::new(kind, tone, word, clauses.collect())
    }

    /// That everybody knows the secret that made a signature no key was tried on.
    fn public_secret(self) -> Option<String> {
        let results =
            self.examination.layers.iter().flat_map(|layer| layer.signatures.iter().zip(&layer.public_secrets));
        let mut open = results.filter(|(result, _)| result.status == SignatureStatus::Unchecked);
        let words = open.find_map(|(_, trial)| trial.words())?;
        Some(format!("{}: anyone could have made this token", clause(&words)))
    }

    fn unsecured(self) -> VerdictWords {
        let signatures = || self.examination.layers.iter().flat_map(|layer| &layer.signatures);
        let unsecured = signatures().find(|result| result.status == SignatureStatus::Unsecured);
        let why = unsecured.and_then(|result| first(&result.reasons));
        let clauses = why.into_iter().chain(self.achievements()).collect();
        VerdictWords::new(Kind::Unsecured, Tone::Warning, "Unsecured", clauses)
    }

    fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.examination.findings.iter().chain(&self.judgement.findings)
    }

    fn worst_finding(self) -> Option<String> {
        let error = self.findings().find(|finding| finding.severity == Severity::Error);
        error.or_else(|| self.findings().next()).map(|finding| clause(&finding.message))
    }

    /// Why layers are rejected, the outermost first.
    fn layer_faults(self) -> Vec<(Lead, String)> {
        let mut faults = Vec::new();
        for layer in &self.examination.layers {
            for result in &layer.signatures {
                let (lead, otherwise) = match result.status {
                    SignatureStatus::Rejected => (Lead::Other, "the signature is rejected"),
                    SignatureStatus::Malformed => (Lead::Malformed, "it breaks a rule of the standard"),
                    SignatureStatus::Verified | SignatureStatus::Unchecked | SignatureStatus::Unsecured => continue,
                };
                faults.push((lead, first(&result.reasons).unwrap_or_else(|| otherwise.to_owned())));
                // What is right about it all the same says more than the rule.
                let intact = result.reasons.iter().skip(1).find(|reason| {
                    matches!(reason, Reason::Cause(Cause::Intact(_) | Cause::AlgorithmChanged { .. }, _))
                });
                faults.extend(intact.map(|reason| (lead, clause(&reason::sentence(reason)))));
            }
            // One recipient that opens it, or may still, is enough.
            if opened(layer).is_none() && locked(layer).is_none() {
                for result in &layer.recipients {
                    let (lead, otherwise) = match result.status {
                        RecipientStatus::Failed => (Lead::NotDecrypted, "no key decrypts it"),
                        RecipientStatus::Malformed => (Lead::Malformed, "it breaks a rule of the standard"),
                        RecipientStatus::Decrypted | RecipientStatus::Locked => continue,
                    };
                    faults.push((lead, first(&result.reasons).unwrap_or_else(|| otherwise.to_owned())));
                }
            }
            faults.extend(first(layer.fatal_reasons()).map(|fault| (Lead::Other, fault)));
        }
        // What a key said is worth more than what could not be asked; malformed entries of one layer say the same.
        let mut seen = std::collections::HashSet::new();
        faults.retain(|(_, fault)| seen.insert(fault.clone()));
        faults
    }

    /// Why the clock says no, where the claims tell: milliseconds, a length instead of a date, a time zone.
    fn time_causes(self) -> Vec<String> {
        let units = self.findings().filter(|finding| is_of_units(finding.rule)).map(|finding| clause(&finding.message));
        let zones = self.judgement.checks.iter().filter(|check| check.subject == Subject::Token);
        let zones = zones.filter_map(|check| match &check.difference.as_ref()?.what {
            what @ ClaimDifference::TimeZone { .. } => Some(what.words()),
            _ => None,
        });
        let mut causes: Vec<String> = units.take(1).collect();
        causes.extend(zones.take(1));
        causes
    }

    /// What is wrong with the claims, besides the time that [`time`](Self::time) tells.
    fn claim_faults(self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut is_time_told = false;
        for check in &self.judgement.checks {
            let of = match check.subject {
                Subject::Token => "",
                Subject::KeyBinding => "key binding: ",
            };
            if let Some(time) = time_words(&check.state) {
                let is_fault = check.subject == Subject::Token || time.tone == Tone::Bad;
                if (is_time_told || check.subject == Subject::KeyBinding) && is_fault {
                    faults.push(format!("{of}{}", time.words));
                }
                is_time_told |= check.subject == Subject::Token;
            } else if check.state == ClaimState::Malformed
                && !(check.subject == Subject::Token && self.is_told(check.claim))
            {
                faults.push(match check.difference.as_ref().map(|difference| &difference.what) {
                    Some(what @ ClaimDifference::TimeText(_)) => {
                        format!("{of}{} is text, not a number: {}", check.claim, what.words())
                    }
                    _ => format!("{of}{} is malformed", check.claim),
                });
            }
        }
        faults.extend(self.judgement.unmet().map(|finding| clause(&finding.message)));
        let of_key = self.examination.findings.iter().filter(|finding| finding.rule.id == "KEY_OTHER_ISSUER");
        faults.extend(of_key.map(|finding| clause(&finding.message)));
        faults
    }

    /// Whether a signature is rejected for this very claim, which says it.
    fn is_told(self, claim: &str) -> bool {
        let results = self.examination.layers.iter().flat_map(|layer| &layer.signatures);
        results.filter_map(|result| result.reasons.first()).any(|reason| match reason {
            Reason::Signature(SignatureReason::NoProof { gap: OwnKeyGap::Malformed(name), .. }) => *name == claim,
            _ => false,
        })
    }

    /// The first layer that was not checked, and why.
    fn gap(self) -> Option<Gap> {
        self.examination.layers.iter().find_map(|layer| {
            let unchecked = layer.signatures.iter().find(|result| result.status == SignatureStatus::Unchecked);
            if let Some(result) = unchecked {
                let why = first(&result.reasons).unwrap_or_else(|| "the signature was not checked".to_owned());
                return Some(Gap::Signature(why));
            }
            if opened(layer).is_none()
                && let Some((index, result)) = locked(layer)
            {
                let why = first(&result.reasons).unwrap_or_else(|| "no key decrypts it".to_owned());
                let needed = key::missing_for(layer, index).map(|needed| format!(" · {}", clause(&needed)));
                return Some(Gap::Locked(format!("{why}{}", needed.unwrap_or_default())));
            }
            first(layer.unchecked_reasons()).map(Gap::KeyBinding)
        })
    }

    /// What is taken for granted because the person said so.
    fn assumptions(self) -> Vec<String> {
        let mut clauses: Vec<String> = Vec::new();
        let mut say = |clause: String| {
            if !clauses.contains(&clause) {
                clauses.push(clause);
            }
        };
        for layer in &self.examination.layers {
            for (index, result) in layer.signatures.iter().enumerate() {
                result
                    .assumed
                    .iter()
                    .for_each(|&assumed| say(assumption::clause(assumed, "its", public_secret(layer, index))));
            }
        }
        for result in self.examination.layers.iter().filter_map(opened) {
            result.assumed.iter().for_each(|&assumed| say(assumption::clause(assumed, "its", None)));
        }
        // What vouches for the key of a proof, or only came with it: its verdict is part of this one.
        for possession in self.examination.layers.iter().filter_map(|layer| layer.possession.as_ref()) {
            let whose = match possession.kind {
                CompanionKind::AccessToken => "the access token's",
                CompanionKind::ClientAttestation => "the client attestation's",
                CompanionKind::WorkloadIdentity => "the workload identity token's",
            };
            for layer in &possession.companion.layers {
                for (index, result) in layer.signatures.iter().enumerate() {
                    result
                        .assumed
                        .iter()
                        .for_each(|&assumed| say(assumption::clause(assumed, whose, public_secret(layer, index))));
                }
            }
        }
        if self.judgement.is_at_iat {
            clauses.push(format!("evaluated at its iat, {}", numeric_date::format_utc(self.now)));
        }
        clauses
    }

    /// What was verified and decrypted, the outermost layer first.
    fn achievements(self) -> Vec<String> {
        let mut clauses = Vec::new();
        for layer in &self.examination.layers {
            let verified = || layer.signatures.iter().filter(|result| result.status == SignatureStatus::Verified);
            match (verified().count(), layer.signatures.len()) {
                (0, _) => {}
                (1, 1) => clauses.extend(
                    verified()
                        .map(|result| with("signature verified", result.algorithm.as_deref(), result.key.as_deref())),
                ),
                (count, all) => clauses.push(format!("{count} of {all} signatures verified")),
            }
            clauses.extend(verified().find_map(named_otherwise));
            let weak = verified().find_map(weakness_of);
            clauses.extend(weak.map(|finding| format!("weak key: {}", clause(&finding.message))));
            if verified().next().is_some() {
                clauses.extend(layer.embedded.iter().find_map(embedded::basis));
                // What it is not bound to has been said.
                let is_told = || self.judgement.findings.iter().any(|one| one.rule.id == TOGETHER_MISMATCH.id);
                clauses.extend(embedded::bound(layer).filter(|_| layer.possession.is_some() || !is_told()));
            }
            clauses.extend(
                opened(layer).map(|result| with("decrypted", result.algorithm.as_deref(), result.key.as_deref())),
            );
            // With a key that was derived from it, say.
            clauses.extend(opened(layer).and_then(|result| first(&result.reasons)));
        }
        clauses.extend(self.credentials());
        clauses
    }

    /// Whether some credentials of a presentation were looked at and are neither valid nor invalid.
    fn has_open_credentials(self) -> bool {
        let Credentials { valid, invalid, all } = self.judgement.credentials;
        all > 0 && inner::credentials(self.examination) > valid + invalid
    }

    /// What became of the credentials of a presentation: each has an issuer, a period and a signature of its own.
    fn credentials(self) -> Option<String> {
        let within = inner::credentials(self.examination);
        let Credentials { valid, invalid, all } = self.judgement.credentials;
        let open = within.saturating_sub(valid + invalid);
        Some(match (within, all) {
            (0, _) => return None,
            (1, 0) => "the credential inside it was not evaluated".to_owned(),
            (count, 0) => format!("the {} inside it were not evaluated", counted(count, "credential")),
            (1, _) if valid == 1 => "the credential inside it is valid".to_owned(),
            (count, _) if valid == count => format!("the {} inside it are valid", counted(count, "credential")),
            // That one is not valid is the reason of the verdict.
            _ if open == 0 => return None,
            (1, _) => "the credential inside it was not verified".to_owned(),
            (count, _) if open == count => {
                format!("the {} inside it were not verified", counted(count, "credential"))
            }
            (count, _) => {
                let verb = if open == 1 { "was" } else { "were" };
                format!("{open} of the {count} credentials inside it {verb} not verified")
            }
        })
    }

    /// Whether it lives as long as who receives it allows after `iat`, or for one request.
    fn ages(self) -> bool {
        let Some(profile) = profile(self.examination) else { return false };
        let is_fresh = |row: &ProfileRow| row.demands(profile.typ).any(|demand| matches!(demand.what, What::Fresh));
        let is_of_request = matches!(
            profile.kind(),
            Some(ProfileKind::AcmeRequest | ProfileKind::Passport | ProfileKind::UserInfoResponse)
        );
        is_of_request || profile.row.is_some_and(is_fresh)
    }

    /// What the clock says; `None` where the token has no claims, or an `exp` that cannot be read.
    fn time(self) -> Option<TimeWords> {
        let mut of_token = self.judgement.checks.iter().filter(|check| check.subject == Subject::Token);
        if let Some(words) = of_token.find_map(|check| time_words(&check.state)) {
            return Some(words);
        }
        let claims = self.examination.claims_document().and_then(|document| document.object());
        let end = match (claims.and_then(|claims| claims.get("exp")), period::end(self.examination)) {
            (Some(expiry), _) => numeric_date::parse(expiry).ok()?.ceil(),
            (None, Some(end)) => i128::from(end),
            (None, None) => {
                claims?;
                // Its credentials may well expire, and who receives a proof counts from iat.
                if inner::credentials(self.examination) > 0 || self.ages() {
                    return None;
                }
                return Some(TimeWords { words: "never expires".to_owned(), tone: Tone::Neutral });
            }
        };
        let left = end.saturating_sub(i128::from(self.now));
        let length = duration(u64::try_from(left.unsigned_abs()).unwrap_or(u64::MAX));
        Some(match left {
            // Its end is past, and the leeway covers it.
            0 => TimeWords { words: "expired just now, within the leeway".to_owned(), tone: Tone::Warning },
            ..0 => TimeWords { words: format!("expired {length} ago, within the leeway"), tone: Tone::Warning },
            1..=SOON => TimeWords { words: format!("expires in {length}"), tone: Tone::Warning },
            _ => TimeWords { words: format!("expires in {length}"), tone: Tone::Good },
        })
    }
}

/// "the secret is public, "secret" (…)", where everybody knows it.
fn public_secret(layer: &Layer, index: usize) -> Option<String> {
    layer.public_secrets.get(index)?.words().map(|words| clause(&words))
}

/// Whether a rule is about a time that is in another unit.
fn is_of_units(rule: &Rule) -> bool {
    [&TIME_MILLIS, &TIME_SMALL].iter().any(|known| known.id == rule.id)
}

fn time_words(state: &ClaimState) -> Option<TimeWords> {
    let (words, tone) = match state {
        ClaimState::Expired(0) => ("expired just now".to_owned(), Tone::Bad),
        ClaimState::Expired(ago) => (format!("expired {} ago", duration(*ago)), Tone::Bad),
        ClaimState::NotYet(until) => (format!("not valid for another {}", duration(*until)), Tone::Bad),
        ClaimState::IssuedInFuture(until) => (format!("issued {} in the future", duration(*until)), Tone::Warning),
        ClaimState::Holds | ClaimState::Malformed | ClaimState::Mismatch | ClaimState::Missing => return None,
    };
    Some(TimeWords { words, tone })
}

/// That whoever looks the key up by its name finds another one, or none.
fn named_otherwise(result: &SignatureResult) -> Option<String> {
    let success = result.attempts.iter().find(|attempt| attempt.outcome == Outcome::Success)?;
    success.reasons.iter().find_map(|reason| match reason {
        Reason::Key(KeyReason::OtherName { named, .. }) => {
            let name = |attempt: &Attempt| attempt.key.key_id.as_deref().map(shown).as_deref() == Some(named);
            Some(if result.attempts.iter().any(name) {
                format!("its kid names another key, \"{}\"", shown(named))
            } else {
                format!("its kid names \"{}\", which is not at hand", shown(named))
            })
        }
        _ => None,
    })
}

/// "signature verified with ES256 by key "prod-2026"".
fn with(what: &str, algorithm: Option<&str>, used: Option<&Jwk>) -> String {
    let algorithm = algorithm.map(|name| format!(" with {}", shown(name))).unwrap_or_default();
    let key = used.map(|used| format!(" by {}", key::named(used))).unwrap_or_default();
    format!("{what}{algorithm}{key}")
}
