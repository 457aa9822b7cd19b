//! What is said of bytes that were lost on the way.

use crate::engine::jose::eaten;
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::Examination;
use crate::engine::lint::claims::JSON_NOT_OBJECT;
use crate::engine::rule::encoding::ENC_B64_NONCANON;
use crate::engine::rule::finding::Finding;
use crate::engine::rule::{Rule, encoding, structure};
use crate::engine::text::words::counted;

/// Of a token with a mask in it, what the mask makes of the bytes around it is no fault of theirs. Of a payload that is no
/// JSON, whether it is with the underscores that Markdown takes out.
pub(super) fn explain(examination: &mut Examination) {
    let is_masked = |findings: &[Finding]| {
        findings.iter().any(|finding| finding.layer == 0 && finding.rule.id == structure::PART_MASKED.id)
    };
    if is_masked(&examination.findings) {
        let is_of_mask = |rule: &Rule| {
            encoding::is_of_lost_bytes(rule) || encoding::is_of_alphabet(rule) || rule.id == JSON_NOT_OBJECT.id
        };
        let is_kept = |finding: &Finding| finding.layer > 0 || !is_of_mask(finding.rule);
        examination.findings.retain(is_kept);
        return;
    }
    let layer = examination.layers.first();
    let payload = layer.and_then(|layer| {
        let jws = layer.jws().filter(|jws| jws.serialization == Serialization::Compact)?;
        let part = jws.payload.as_ref()?;
        Some((part.text(&layer.text), part.span))
    });
    let Some((payload, span)) = payload else { return };
    let is_of_payload = |finding: &Finding| {
        let is_there = finding.span.is_some_and(|own| span.start <= own.start && own.end <= span.end);
        finding.layer == 0 && encoding::is_of_lost_bytes(finding.rule) && is_there
    };
    let Some(first) = examination.findings.iter().position(is_of_payload) else { return };
    let ways = eaten::restored(payload);
    let Some(way) = ways.first() else {
        // What was shifted by a character that is gone has bits left over, and nobody wrote them.
        let is_broken = |finding: &Finding| is_of_payload(finding) && encoding::is_of_json(finding.rule);
        if examination.findings.iter().any(is_broken) {
            examination.findings.retain(|finding| !(is_of_payload(finding) && finding.rule.id == ENC_B64_NONCANON.id));
        }
        return;
    };
    let place = way.places.first().map_or(0, |at| at + 1);
    let message = match way.places.len() {
        1 => format!(
            "The payload lacks a character at or near its character {place}: with an underscore there it is JSON"
        ),
        many => {
            let put = counted(many, "underscore");
            format!(
                "The payload lacks {many} characters, the first at or near its character {place}: with {put} there it is JSON"
            )
        }
    };
    let finding = examination.findings[first]
        .clone()
        .saying(message)
        .advising("Markdown and chats take _ for emphasis and drop it: copy the token from its source, or send it as code (between backticks)");
    // What else is wrong with its bytes is what follows from that.
    examination.findings.retain(|finding| !is_of_payload(finding));
    examination.findings.insert(first.min(examination.findings.len()), finding);
}

#[cfg(test)]
mod tests {
    use crate::engine::examine::examine;
    use crate::engine::ground::base64url::encode;
    use crate::engine::ground::limit::ExamineOptions;
    use crate::engine::key::KeyRing;

    /// The rules that are broken in a token with this in front of it, and what is said of them.
    fn found(token: &str, before: &str) -> Vec<(&'static str, String)> {
        let (preceding, following) = (Some(before.into()), Some("".into()));
        let options = ExamineOptions { preceding, following, ..ExamineOptions::default() };
        let findings = examine(token, &KeyRing::default(), &options).findings;
        findings.into_iter().map(|finding| (finding.rule.id, finding.message.to_string())).collect()
    }

    #[test]
    fn a_mask_is_told_and_nothing_that_follows_from_it() {
        let (header, payload) = (encode(br#"{"alg":"HS256","typ":"JWT"}"#), encode(br#"{"sub":"user-17"}"#));
        let signature = encode(&[7; 32]);
        let masked = found(&format!("{header}.[REDACTED].{signature}"), "");
        assert!(masked.len() == 1 && masked[0].0 == "PART_MASKED", "{masked:?}");
        let cut = format!("{payload}.{signature}");
        let masked = found(&cut, "Bearer ***.");
        assert!(masked.iter().any(|(rule, _)| *rule == "PARTS_TWO"), "{masked:?}");
        assert_ne!(masked, found(&cut, ""));
        assert_eq!(found(&cut, "see ."), found(&cut, ""));
    }

    #[test]
    fn bits_that_are_left_over_are_no_fault_beside_broken_json() {
        let header = encode(br#"{"alg":"HS256","typ":"JWT"}"#);
        for end in ["", "}"] {
            let mut lost = encode(format!(r#"{{"iss":"https://issuer.example","sub":"user-17"{end}"#).as_bytes());
            lost.remove(30);
            lost.remove(9);
            lost.remove(5);
            let all = found(&format!("{header}.{lost}.{}", encode(&[7; 32])), "");
            assert!(all.iter().all(|(rule, _)| *rule != "ENC_B64_NONCANON") && !all.is_empty(), "{all:?}");
        }
    }

    /// Which character was lost nobody knows: an underscore is what Markdown takes.
    #[test]
    fn one_lost_character_may_have_been_an_underscore() {
        let header = encode(br#"{"alg":"HS256","typ":"JWT"}"#);
        let mut lost = encode(br#"{"iss":"https://issuer.example","sub":"user-17"}"#);
        lost.remove(30);
        let all = found(&format!("{header}.{lost}.{}", encode(&[7; 32])), "");
        lost.remove(9);
        let many = found(&format!("{header}.{lost}.{}", encode(&[7; 32])), "");
        assert!(all.len() == 1 && all != many, "{all:?}, {many:?}");
    }
}
