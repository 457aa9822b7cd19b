//! The certificates in a header, read out in the right pane. Without a trust anchor nobody is trusted, and the pane says so.

use crate::app::state::State;
use crate::app::value::words::{elided, safe};
use crate::app::value::{Role, Run, Tone, time};
use crate::engine::crypto::certificate::Issuance;
use crate::engine::jose::certificate::{CertificateChain, ChainCertificate};
use crate::engine::jose::embedded::Trust;
use crate::engine::jose::layer::Layer;
use crate::engine::speech::embedded;

/// Characters of a name that are shown.
const SHOWN: usize = 300;

type Fact = (String, Vec<Run>);

fn plain(text: impl Into<String>) -> Vec<Run> {
    vec![Run::new(text, Role::Plain)]
}

fn toned(text: &str, tone: Tone) -> Vec<Run> {
    vec![Run::new(text, Role::Tone(tone))]
}

/// The certificates of the entry that is shown.
pub(super) fn facts(state: &State, layer: &Layer, entry: usize) -> Vec<Fact> {
    let Some(chain) = layer.certificates.iter().find(|chain| chain.entry == entry) else { return Vec::new() };
    let mut facts = Vec::new();
    let count = chain.certificates.len();
    for (index, certificate) in chain.certificates.iter().enumerate() {
        let label = if count == 1 { "Certificate".to_owned() } else { format!("Certificate {}", index + 1) };
        match certificate {
            Some(certificate) => {
                facts.push((label, vec![Run::new(named(&certificate.facts.subject), Role::Strong)]));
                one(state, certificate, &mut facts);
            }
            None => facts.push((label, toned("cannot be read", Tone::Bad))),
        }
        if index == 0 {
            first(chain, layer.jwe().is_some(), &mut facts);
        }
    }
    if count > 0 {
        facts.push(("Trust".to_owned(), trust(layer, entry)));
    }
    facts
}

/// Where the chain leads, as far as there are anchors.
fn trust(layer: &Layer, entry: usize) -> Vec<Run> {
    let found = layer.embedded.iter().find(|found| found.entry == entry && found.trust.is_some());
    match found.and_then(|found| found.trust.as_ref()) {
        Some(Trust::Anchored { anchor, .. }) => {
            let words = format!("leads to your trust anchor {}; revocation is not checked", elided(anchor, SHOWN));
            toned(&words, Tone::Good)
        }
        Some(Trust::Broken(error)) => toned(&embedded::broken(error), Tone::Bad),
        Some(Trust::NoAnchors) | None => toned("not checked: anyone can make certificates like these", Tone::Warning),
    }
}

fn named(name: &str) -> String {
    if name.is_empty() { "no name".to_owned() } else { elided(name, SHOWN) }
}

fn one(state: &State, certificate: &ChainCertificate, facts: &mut Vec<Fact>) {
    let mut add = |label: &str, runs: Vec<Run>| facts.push((label.to_owned(), runs));
    add("Issuer", plain(named(&certificate.facts.issuer)));
    let now = state.now();
    let when = |seconds: Option<i64>, is_wrong: fn(i64, i64) -> bool| match seconds {
        None => toned("cannot be read", Tone::Bad),
        Some(seconds) => {
            let mut runs = time::reading(seconds.into(), now, state.settings.time_style, &state.zone);
            if is_wrong(seconds, now) {
                runs.iter_mut().for_each(|run| run.role = Role::Tone(Tone::Bad));
            }
            runs
        }
    };
    // RFC 5280 §4.1.2.5: both ends are inside.
    add("Valid from", when(certificate.facts.not_before, |seconds, now| now < seconds));
    add("Valid to", when(certificate.facts.not_after, |seconds, now| now > seconds));
    if !certificate.alternative_names.is_empty() {
        add("Names", plain(elided(&certificate.alternative_names.join(", "), SHOWN)));
    }
    add("Key", plain(safe(&certificate.key_words)));
    let signed_by = match (certificate.is_self_signed, certificate.issued_by_next) {
        (true, _) => plain("itself"),
        (_, Some(Issuance::Signed)) => toned("the next certificate", Tone::Good),
        (_, Some(Issuance::NotSigned)) => toned("not by the next certificate, although the names match", Tone::Bad),
        (_, Some(Issuance::OtherName)) => toned("not by the next certificate", Tone::Bad),
        (_, Some(Issuance::Unknown)) => plain("the next certificate by its name; the signature was not checked"),
        (_, None) => plain("an issuer that is not in the list"),
    };
    add("Signed by", signed_by);
}

/// What the first certificate has to do with the token.
fn first(chain: &CertificateChain, is_encrypted: bool, facts: &mut Vec<Fact>) {
    if chain.first().is_none() {
        return;
    }
    let did = if is_encrypted { "decrypts it" } else { "made this signature" };
    let whose = match chain.is_of_key {
        Some(true) => toned(&format!("is the one that {did}"), Tone::Good),
        Some(false) => toned(&format!("is not the one that {did}"), Tone::Bad),
        None => vec![Run::new(format!("was not compared with the one that {did}"), Role::Weak)],
    };
    facts.push(("Its key".to_owned(), whose));
    for (name, is_right) in [("x5t", chain.is_x5t_right), ("x5t#S256", chain.is_x5t_s256_right)] {
        match is_right {
            Some(true) => facts.push((name.to_owned(), toned("is this certificate's", Tone::Good))),
            Some(false) => facts.push((name.to_owned(), toned("is not this certificate's", Tone::Bad))),
            None => {}
        }
    }
}
