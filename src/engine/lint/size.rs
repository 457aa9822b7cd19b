//! Rules about size: what a token fits into, and what it costs on every request.

use super::Subject;
use crate::engine::ground::size::{SESSION_ID_BYTES, encoded_len, limit};
use crate::engine::jose::jws::Serialization;
use crate::engine::jose::layer::{JoseObject, Layer};
use crate::engine::rule::finding::{Finding, Findings, Place};
use crate::engine::text::words::{counted, grouped, shown};

crate::engine::rule::rules! {
    SIZE_URL: Info, "Too long for a URL that works everywhere", "Send it in a header; URLs also end up in logs", "RFC 9110 §4.1";
    SIZE_COOKIE: Warning, "Too long for a cookie: browsers drop it silently", "Make it smaller, or send it in a header", "RFC 6265 §6.1";
    SIZE_8K: Error, "Too long for one header line on many servers", "Apache and nginx accept 8,190 bytes per line: make it smaller", "";
    SIZE_16K: Error, "Too long for the headers on many servers, Node.js among them", "Node.js accepts 16 KiB for all headers: make it smaller", "";
    SIZE_OWN: Warning, "Too long for a limit of your own", "Make it smaller, or change the limit", "";
    SIZE_PQ: Info, "The signature alone fills a cookie", "Post-quantum signatures are large", "RFC 9964";
    SIZE_TAX: Info, "Large for something that is sent with every request", "Where the server keeps the session, a 22-character session ID does the same", "";
}

/// Times a session identifier from which the tax is worth a word.
const TAX: usize = 100;

/// Looks at the token as it is sent: the outermost layer.
pub(crate) fn check(subject: &Subject<'_>, layer: &Layer, findings: &mut Findings) {
    let (serialization, algorithm) = match &layer.object {
        JoseObject::Jws(jws) => {
            (jws.serialization, jws.signatures.first().and_then(|signature| signature.header.algorithm()))
        }
        JoseObject::Jwe(jwe) => (jwe.serialization, None),
        JoseObject::Unreadable(_) => return,
    };
    let size = &subject.examination.size;
    let total = size.total;
    let bytes = grouped(total as u128);
    let mut say = |rule, message: String| findings.push(Finding::new(rule, 0, Place::Token).saying(message));
    // Only what is compact is ever sent in a header, a cookie or an address. The worst of them says it all.
    if serialization == Serialization::Compact {
        let is_over = |id: &str| limit::named(id).map(|row| limit::check(row, total, &size.sending));
        let over = |id: &str| is_over(id).filter(|check| check.standing.is_over()).map(|check| check.row.bytes());
        if let Some(limit) = over("node") {
            let limit = grouped(limit as u128);
            say(
                &SIZE_16K,
                format!("{bytes} bytes is too long for the headers on many servers, Node.js among them ({limit})"),
            );
        } else if let Some(limit) = over("apache") {
            let limit = grouped(limit as u128);
            say(&SIZE_8K, format!("{bytes} bytes is too long for one header line on many servers ({limit})"));
        } else if let Some(limit) = over("cookie") {
            let limit = grouped(limit as u128);
            say(&SIZE_COOKIE, format!("{bytes} bytes is too long for a cookie ({limit}): browsers drop it silently"));
        } else if let Some(limit) = over("url") {
            let limit = grouped(limit as u128);
            say(&SIZE_URL, format!("{bytes} bytes is too long for a URL that works everywhere ({limit})"));
        }
        for check in limit::checks(total, &size.sending) {
            if let (limit::Row::Own(own), limit::Standing::Over { by }) = (check.row, check.standing) {
                let by = counted(by, "byte");
                say(&SIZE_OWN, format!("{by} too long for {} ({})", shown(&own.name), grouped(own.bytes as u128)));
            }
        }
    }
    if let Some(name) = algorithm.filter(|name| name.starts_with("ML-DSA-"))
        && let Some(length) = crate::engine::ground::jwa::signature::find(&name).and_then(|row| row.signature_len)
    {
        let characters = encoded_len(length);
        say(&SIZE_PQ, format!("The {name} signature alone has {} characters", grouped(characters as u128)));
    }
    let times = total / SESSION_ID_BYTES;
    if times >= TAX {
        let message =
            format!("{bytes} bytes with every request: {} times the size of a session ID", grouped(times as u128));
        say(&SIZE_TAX, message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULES;
    use crate::engine::ground::size::limit::{Carrier, OwnLimit};
    use crate::engine::jose::jws::Serialization;
    use crate::engine::jose::layer::{Examination, JoseObject};
    use crate::engine::jose::status::SignatureStatus;
    use crate::engine::jwt::fixture::{examination, jws};
    use crate::engine::lint::lint;

    fn of_size(total: usize) -> Examination {
        let mut examination = examination(vec![jws(r#"{"alg":"ES256"}"#, "{}", &[SignatureStatus::Verified])]);
        examination.size.total = total;
        examination
    }

    fn rules(examination: &Examination) -> Vec<&'static str> {
        let ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
        lint(examination).iter().map(|finding| finding.rule.id).filter(|id| ids.contains(id)).collect()
    }

    #[test]
    fn the_worst_limit_is_named() {
        // The address of the example in front of it.
        assert_eq!(rules(&of_size(1_973)), [""; 0]);
        assert_eq!(rules(&of_size(1_974)), ["SIZE_URL"]);
        // Name and value: 4,096 together.
        assert_eq!(rules(&of_size(4_084)), ["SIZE_URL", "SIZE_TAX"]);
        assert_eq!(rules(&of_size(4_085)), ["SIZE_COOKIE", "SIZE_TAX"]);
        assert_eq!(rules(&of_size(8_168)), ["SIZE_COOKIE", "SIZE_TAX"]);
        assert_eq!(rules(&of_size(8_169)), ["SIZE_8K", "SIZE_TAX"]);
        assert_eq!(rules(&of_size(16_363)), ["SIZE_8K", "SIZE_TAX"]);
        assert_eq!(rules(&of_size(16_364)), ["SIZE_16K", "SIZE_TAX"]);
    }

    #[test]
    fn size_own() {
        let mut examination = of_size(500);
        let limit = |name: &str, bytes| OwnLimit { name: name.to_owned(), carrier: Carrier::HeaderLine, bytes };
        examination.size.sending.own = vec![limit("Our gateway", 521), limit("The other one", 522)];
        assert_eq!(rules(&examination), ["SIZE_OWN"]);
        assert_eq!(lint(&examination)[0].message, "1 byte too long for Our gateway (521)");
    }

    #[test]
    fn size_tax() {
        assert_eq!(rules(&of_size(2_199)), ["SIZE_URL"]);
        assert_eq!(rules(&of_size(2_200)), ["SIZE_URL", "SIZE_TAX"]);
        let findings = lint(&of_size(2_200));
        let said = findings.iter().find(|finding| finding.rule.id == "SIZE_TAX").map(|finding| &*finding.message);
        assert_eq!(said, Some("2,200 bytes with every request: 100 times the size of a session ID"));
    }

    #[test]
    fn the_json_serialization_fits_into_no_header_anyway() {
        let mut examination = of_size(20_000);
        if let JoseObject::Jws(jws) = &mut examination.layers[0].object {
            jws.serialization = Serialization::Flattened;
        }
        assert_eq!(rules(&examination), ["SIZE_TAX"]);
    }

    /// RFC 9964: 3,309 bytes are 4,412 characters.
    #[test]
    fn size_pq() {
        let of = |header: &str| examination(vec![jws(header, "{}", &[SignatureStatus::Verified])]);
        assert_eq!(rules(&of(r#"{"alg":"ML-DSA-65"}"#)), ["SIZE_PQ"]);
        assert_eq!(rules(&of(r#"{"alg":"ES256"}"#)), [""; 0]);
        assert_eq!(
            lint(&of(r#"{"alg":"ML-DSA-65"}"#))[0].message,
            "The ML-DSA-65 signature alone has 4,412 characters"
        );
    }
}
