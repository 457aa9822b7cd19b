//! Rules about selective disclosure (RFC 9901): disclosures, digests, key binding.

super::rules! {
    SDJWT_NO_TILDE: Error, "The last tilde is missing", "An SD-JWT ends with a tilde or with a key binding JWT after one; it was probably cut off", "RFC 9901 §4";
    SDJWT_NOT_JWS: Error, "Disclosures after something that is not a signed JWT", "Only a JWS can carry disclosures", "RFC 9901 §4";
    SDJWT_PAYLOAD: Error, "The payload is not a JSON object, so it contains no digests", "", "RFC 9901 §4.1";
    SDJWT_UNSECURED: Error, "alg is none, which an SD-JWT must not use", "Anyone who passed it on could have written it", "RFC 9901 §7.1, §9.1";
    SDJWT_SYMMETRIC: Warning, "Signed with a shared secret", "Every verifier can forge such an SD-JWT: use a private key", "RFC 9901 §9.1";
    SDJWT_TOO_MANY: Error, "More disclosures than are read", "", "";
    SDJWT_TOO_DEEP: Error, "Disclosures nest the claims too deeply to be read", "", "";
    SDJWT_JSON_PLACE: Error, "disclosures or kb_jwt with a signature other than the first", "", "RFC 9901 §8.3";
    SDJWT_ENCODING: Error, "A disclosure cannot be decoded", "It must be a JSON list in base64url; it was probably cut off or changed", "RFC 9901 §4.2";
    SDJWT_SALT: Error, "The salt of a disclosure is not a string", "", "RFC 9901 §4.2.1";
    SDJWT_SALT_TWICE: Warning, "Two disclosures have the same salt", "Each needs a random salt of its own, or hidden values can be guessed", "RFC 9901 §9.3";
    SDJWT_ARITY: Error, "A disclosure does not have the elements that its place requires", "A claim needs a salt, a name and a value; a list element needs a salt and a value", "RFC 9901 §7.1";
    SDJWT_RESERVED_NAME: Error, "_sd, ... or _sd_alg where they are not allowed", "", "RFC 9901 §4.1, §7.1";
    SDJWT_NAME_COLLISION: Error, "A disclosed claim already exists", "", "RFC 9901 §7.1";
    SDJWT_DUP_DIGEST: Error, "The same digest appears twice", "", "RFC 9901 §7.1";
    SDJWT_DUP_DISCLOSURE: Error, "The same disclosure appears twice", "", "RFC 9901 §4";
    SDJWT_UNREF_DISCLOSURE: Error, "A disclosure that matches no digest", "It was changed, belongs to another token, or the disclosure that contains it is missing", "RFC 9901 §7.1";
    SDJWT_HASH_UNKNOWN: Error, "The hash algorithm in _sd_alg is not supported", "sha-256, sha-384 and sha-512 are supported", "RFC 9901 §4.1.1, §7.1";
    SDJWT_HIDDEN_VALIDITY: Error, "A claim that decides about validity can be hidden", "The holder could leave it out: the issuer must send it in the clear", "RFC 9901 §9.7";
    SDJWT_KB_INVALID: Error, "The key binding JWT is not a signed JWT", "", "RFC 9901 §4.3";
    SDJWT_KB_TYP: Error, "The key binding JWT's typ is not kb+jwt", "", "RFC 9901 §4.3, §7.3";
    SDJWT_KB_ALG: Error, "The key binding JWT is not signed with a private key", "It needs the holder's digital signature", "RFC 9901 §4.3, §7.3";
    SDJWT_KB_CLAIM: Error, "A required claim of the key binding JWT is missing or has the wrong type", "It needs iat, aud, nonce and sd_hash", "RFC 9901 §4.3";
    SDJWT_KB_HASH: Error, "The key binding JWT was made for another presentation", "Disclosures were added, removed or reordered after the holder signed, or it was copied from elsewhere", "RFC 9901 §4.3.1, §7.3";
    SDJWT_KB_KEY: Warning, "The holder's key is not known, so the key binding was not checked", "cnf names the holder's key; jwk inside it carries the key itself", "RFC 9901 §4.1.2; RFC 7800 §3";
    SDJWT_KB_HOLDERS: Error, "cnf names more than one key", "Reject it: readers differ in which of the keys they take for the holder's", "RFC 7800 §3.1";
    SDJWT_KB_SIGNATURE: Error, "The key binding JWT was not signed with the holder's key", "The presenter does not hold the key that cnf names, or the key binding JWT was changed", "RFC 9901 §4.3.2, §7.3";
}

/// Whether it speaks against the key binding JWT and against nothing else.
pub fn is_of_key_binding(rule: &super::Rule) -> bool {
    rule.id.starts_with("SDJWT_KB_")
}
