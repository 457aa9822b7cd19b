//! Private keys within texts that are to be kept: found, and taken out. What is typed may be half a JSON text, so that the
//! characters are looked at and not the tree.

use super::draft::Draft;
use crate::engine::ground::limit::Limits;
use crate::engine::key::KeyIds;
use crate::engine::key_file::import::ImportOptions;
use crate::engine::text::private::spans;
use crate::engine::verify::key_file::import;

/// Bytes of the largest payload file that is looked at: keys are small.
const LARGEST_FILE: usize = 256 * 1024;

/// What is left may look like a key once what stood before it is gone: so often it is looked at again.
const PASSES: usize = 4;

/// The text without what is private; `None` where there is nothing of the kind. Nothing is left of one that looks private
/// however much was taken out.
pub fn without(text: &str) -> Option<String> {
    let mut kept: Option<String> = None;
    for _ in 0..PASSES {
        let text = kept.as_deref().unwrap_or(text);
        let spans = spans(text);
        if spans.is_empty() {
            return kept;
        }
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for span in spans {
            out.push_str(text.get(at..span.start).unwrap_or_default());
            at = span.end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        kept = Some(out);
    }
    if kept.as_deref().is_some_and(|kept| spans(kept).is_empty()) { kept } else { Some(String::new()) }
}

/// Every text of a draft that may hold a key, with what it is called.
fn texts(draft: &mut Draft) -> Vec<(&'static str, &mut String)> {
    let mut texts = vec![("the claims", &mut draft.payload.claims), ("the payload", &mut draft.payload.text)];
    for signature in &mut draft.signing.signatures {
        texts.push(("the header", &mut signature.protected));
        texts.push(("the unprotected header", &mut signature.unprotected));
    }
    texts.push(("the encryption header", &mut draft.encryption.protected));
    texts.push(("the shared header", &mut draft.encryption.shared));
    texts.push(("the additional data", &mut draft.encryption.aad));
    for recipient in &mut draft.encryption.recipients {
        texts.push(("the header of a recipient", &mut recipient.header));
        texts.push(("apu", &mut recipient.apu));
        texts.push(("apv", &mut recipient.apv));
    }
    texts
}

/// The draft as it may be kept, and where something was left out.
pub fn keepable(draft: &Draft) -> (Draft, Vec<&'static str>) {
    let mut draft = draft.clone();
    let mut places = Vec::new();
    for (place, text) in texts(&mut draft) {
        if let Some(rest) = without(text) {
            *text = rest;
            places.push(place);
        }
    }
    if draft.payload.file.as_ref().is_some_and(|file| is_private_key(&file.bytes)) {
        draft.payload.file = None;
        places.push("the payload file");
    }
    places.dedup();
    (draft, places)
}

/// Whether a file is a private key in one of the formats that are read, or has one in its text.
fn is_private_key(bytes: &[u8]) -> bool {
    if bytes.len() > LARGEST_FILE {
        return false;
    }
    if std::str::from_utf8(bytes).is_ok_and(|text| !spans(text).is_empty()) {
        return true;
    }
    let imported = import(bytes, "", &ImportOptions::default(), &Limits::DEFAULT, &mut KeyIds::default());
    // Any bytes can be a secret; that alone makes them none.
    imported.needs_passphrase || imported.keys.iter().any(|key| key.is_private() && !key.source.is_secret)
}

#[cfg(test)]
mod tests {
    use super::{keepable, spans, without};
    use crate::engine::builder::draft::{Draft, DraftFile};

    #[test]
    fn private_members_go_and_the_rest_stays() {
        let text = "{ \"typ\":\"a\", \"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"pub\",\"d\" : \"secret\"} }";
        let kept = without(text).unwrap();
        assert_eq!(kept, text.replace("secret", ""));
        assert_eq!(spans(&kept), []);
        // Half typed, in another order, with an escape in the name.
        assert_eq!(without(r#"{"d":"secret","kty":"EC"#).unwrap(), r#"{"d":"","kty":"EC"#);
        assert_eq!(without(r#"{"kty":"oct","\u006b":"secr"#).unwrap(), r#"{"kty":"oct","\u006b":""#);
        assert_eq!(without(r#"{"kty":"RSA","oth":"half typed"#).unwrap(), r#"{"kty":"RSA","oth":""#);
        let primes = r#"{"kty":"RSA","oth":[{"r":"R","d":"D","t":"T"}]}"#;
        assert_eq!(without(primes).unwrap(), r#"{"kty":"RSA","oth":[{"r":"","d":"","t":""}]}"#);
        assert_eq!(
            without(r#"{"keys":[{"kty":"AKP","priv":"s"},{"kty":"RSA","qi":"s","n":"n"}]}"#).unwrap(),
            r#"{"keys":[{"kty":"AKP","priv":""},{"kty":"RSA","qi":"","n":"n"}]}"#
        );
    }

    /// As YAML folds it, and as fuzzing found it: what stands behind the first half looked like a value once that was gone.
    #[test]
    fn a_value_that_goes_on_goes_whole() {
        let (first, second) = ("AyM1SysPpbyDfgZld3umj1qzKObwVMko", "qyIcE7mF3pTgYp5oYtq5Ewqzw0");
        for (text, kept) in [
            (format!("kty: oct\nk: >\n  {first}\n  {second}\n"), Some("kty: oct\nk: >\n  \n  \n")),
            (format!("kty: oct\nk: |-\n  {first}"), Some("kty: oct\nk: |-\n  ")),
            (format!("kty: oct\nk: {first}\n   {second}\n"), Some("kty: oct\nk: \n   \n")),
            (format!("{{'kty':'oct','k':{first} '{second}"), Some("{'kty':'oct','k': '")),
            (
                format!("kty: oct\nk: {first}\na_name_that_is_long: {second}"),
                Some("kty: oct\nk: \na_name_that_is_long: qyIcE7mF3pTgYp5oYtq5Ewqzw0"),
            ),
            (format!("kty: oct\nk:\na_name_that_is_long: {second}"), None),
        ] {
            let without_it = without(&text);
            assert_eq!(without_it.as_deref(), kept, "{text}");
            assert_eq!(without_it.and_then(|kept| without(&kept)), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_key_is_not_touched() {
        for text in [
            r#"{"d":"a claim","k":"another"}"#,
            r#"{"kty":"EC","x":"public","y":"public"}"#,
            "",
            "{",
            "\"",
            r#"{"kty":"EC","d":1}"#,
            "-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----",
            "-----BEGIN CERTIFICATE-----",
        ] {
            assert_eq!(without(text), None, "{text}");
        }
    }

    #[test]
    fn a_pem_is_emptied_wherever_it_stands() {
        let pem = "-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n";
        assert_eq!(without(pem).unwrap(), "-----BEGIN PRIVATE KEY----------END PRIVATE KEY-----\n");
        assert_eq!(without("-----BEGIN EC PRIVATE KEY-----\nMIGH").unwrap(), "-----BEGIN EC PRIVATE KEY-----");
        let inside = format!("{{\"note\":{}}}", serde_json::Value::from(pem));
        assert!(!without(&inside).unwrap().contains("MIGH"));
        let two = format!("{pem}{pem}").replace("MIGH", "abc");
        assert!(!without(&two).unwrap().contains("abc"));
    }

    #[test]
    fn every_text_of_a_draft_is_looked_at() {
        let secret = r#"{"kty":"oct","k":"secret"}"#.to_owned();
        let mut draft = Draft::default();
        draft.payload.claims = secret.clone();
        draft.payload.text = secret.clone();
        draft.signing.signatures[0].protected = secret.clone();
        draft.signing.signatures[0].unprotected = secret.clone();
        draft.encryption.protected = secret.clone();
        draft.encryption.shared = secret.clone();
        draft.encryption.aad = secret.clone();
        draft.encryption.recipients[0].header = secret.clone();
        draft.encryption.recipients[0].apu = secret.clone();
        draft.encryption.recipients[0].apv = secret.clone();
        for file in [secret.as_bytes(), include_bytes!("../../../tests/data/keys/p256.pkcs8.pem").as_slice()] {
            draft.payload.file = Some(DraftFile { name: "f".to_owned(), bytes: file.into() });
            let (kept, places) = keepable(&draft);
            assert!(kept.payload.file.is_none());
            assert_eq!(places.len(), 11, "{places:?}");
            assert!(!serde_json::to_string(&kept).unwrap().contains("secret"));
        }
        draft = Draft::default();
        draft.payload.file = Some(DraftFile { name: "f".to_owned(), bytes: b"just a file".as_slice().into() });
        assert_eq!(keepable(&draft), (draft, Vec::new()));
    }
}
