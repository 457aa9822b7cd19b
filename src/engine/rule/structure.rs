//! Rules about the shape of a JOSE object: parts, members, `crit`, `b64`.

super::rules! {
    PARTS_ONE: Error, "Only one part: a header without payload and signature", "A signed token has three parts with two dots between them", "RFC 7515 §3.1";
    PARTS_TWO: Error, "Two parts: the signature and its dot are missing", "An unsecured token ends with a dot; a signed one has a third part", "RFC 7515 §3.1";
    PARTS_FOUR: Error, "Four parts: a JWS has three, a JWE five", "A part is missing or one is too many", "RFC 7516 §9";
    PARTS_MANY: Error, "More than five parts", "A JWS has three, a JWE five; is it several tokens in a row?", "RFC 7516 §9";
    START_MISSING: Error, "The first characters of the token are missing", "Copy the token again, from its first character on", "RFC 7515 §3.1";
    PART_MASKED: Error, "Part of the token is masked or left out", "Only the whole token can be read and verified: copy it again from its source, unmasked", "RFC 7515 §3.1";
    CASE_LOST: Error, "The upper and lower case of the token were lost", "They cannot be restored: copy the token again from its source", "RFC 4648 §5";
    HEADER_IS_CLAIMS: Error, "The first part contains claims: it is a payload, not a header", "The header is missing, or the parts are in another order: copy the whole token", "RFC 7515 §3.1";
    NOT_JOSE: Error, "Not a JOSE object", "", "RFC 7515 §3";
    JSON_MEMBER_MISSING: Error, "A member that this serialization requires is missing", "", "RFC 7515 §7.2; RFC 7516 §7.2";
    JSON_MEMBER_TYPE: Error, "A member has the wrong type", "", "RFC 7515 §7.2; RFC 7516 §7.2";
    JSON_MEMBER_EMPTY: Error, "An empty member that must be left out", "Leave it out: verifiers reject the object as it is", "RFC 7515 §7.2.1; RFC 7516 §7.2.1";
    JSON_MEMBER_NEEDLESS: Warning, "An empty member that should be left out", "Leave it out: strict verifiers reject the object as it is", "RFC 7515 §7.2.1; RFC 7516 §7.2.1";
    JSON_MEMBER_FOREIGN: Warning, "A member that belongs to another kind of object", "Verifiers must ignore it; leave it out", "RFC 7515 §7.2; RFC 7516 §7.2";
    JSON_MIXED: Error, "Members of two serializations are mixed", "Use either a single signature or a list of them", "RFC 7515 §7.2.2; RFC 7516 §7.2.2";
    TOO_MANY_ENTRIES: Warning, "More signatures or recipients than are examined", "", "";
    TOO_MANY_LAYERS: Error, "Tokens nested too deeply to be examined", "", "";
    HEADER_NOT_OBJECT: Error, "The header is not a JSON object", "", "RFC 7515 §4";
    HEADER_NOT_DISJOINT: Error, "A header parameter appears in two places", "A name may appear in the protected or the unprotected header, not in both", "RFC 7515 §4; RFC 7516 §4";
    HEADER_UNPROTECTED: Warning, "Unprotected header parameters", "Anyone can change them in transit: sign both header and payload", "RFC 7515 §10.7";
    ALG_MISSING: Error, "No alg", "Every JOSE header must name its algorithm", "RFC 7515 §4.1.1; RFC 7516 §4.1.1";
    ALG_NOT_STRING: Error, "alg is not a string", "", "RFC 7515 §4.1.1";
    ENC_MISSING: Error, "No enc", "A JWE header must name its content encryption", "RFC 7516 §4.1.2";
    HDR_TYPE: Warning, "A header parameter has the wrong type", "Strict libraries reject the token; ask the issuer to correct it", "RFC 7515 §4.1";
    KID_TYPE: Error, "kid is not a string", "Strict libraries reject the token, others find no key: write it as a string", "RFC 7515 §4.1.4; RFC 7516 §4.1.6";
    CRIT_NOT_ARRAY: Error, "crit is not a list of names", "Verifiers must reject this token", "RFC 7515 §4.1.11";
    CRIT_EMPTY: Error, "crit is empty", "Verifiers must reject this token", "RFC 7515 §4.1.11";
    CRIT_DUP: Error, "crit names a parameter twice", "Verifiers must reject this token", "RFC 7515 §4.1.11";
    CRIT_STD_NAME: Error, "crit names a parameter of the standard itself", "Verifiers must reject this token", "RFC 7515 §4.1.11";
    CRIT_MISSING_PARAM: Error, "crit names a parameter that is not in the protected header", "Verifiers must reject this token", "RFC 7515 §4.1.11";
    CRIT_UNPROTECTED: Error, "crit is outside the protected header", "Verifiers must reject this token", "RFC 7515 §4.1.11";
    CRIT_TOO_MANY: Error, "crit names more parameters than are examined", "No standard needs so many: this may be meant to exhaust verifiers", "RFC 8725 §3.11";
    CRIT_UNKNOWN: Error, "crit names an extension that Jotsmith does not support", "A verifier that does not support it must reject the token; many libraries accept it (CVE-2026-32597, CVE-2026-35042)", "RFC 7515 §4.1.11";
    B64_IN_JWT: Error, "b64:false is not allowed in a JWT", "", "RFC 7797 §7";
    B64_NOT_CRIT: Error, "b64 is not listed in crit", "Verifiers that do not know b64 verify different bytes from those that were signed", "RFC 7797 §6";
    B64_TYPE: Error, "b64 is not a boolean, or not in the protected header", "", "RFC 7797 §3";
    B64_DIFFERS: Error, "b64 differs from signature to signature", "", "RFC 7797 §3";
    ZIP_UNPROTECTED: Error, "zip is outside the protected header", "", "RFC 7516 §4.1.3";
    ZIP_UNKNOWN: Error, "zip names a compression that JWE does not define", "Only DEF is defined", "RFC 7516 §4.1.3";
    EK_PRESENT: Error, "An encrypted key that the algorithm does not use", "", "RFC 7516 §5.2";
    EK_MISSING: Error, "No encrypted key, though the algorithm requires one", "", "RFC 7516 §5.2";
    ENC_DIFFERS: Error, "enc differs between recipients", "", "RFC 7516 §7.2.1";
    CIPHERTEXT_LENGTH: Error, "The ciphertext has a length that is impossible in CBC mode", "", "RFC 7518 §5.2.2.1";
    PART_REDACTED: Error, "A part of the encrypted token was replaced by a placeholder", "Only the whole token can be decrypted: it was removed before the token was shared", "RFC 7516 §5.2";
    IV_LENGTH: Error, "The initialization vector has the wrong length", "", "RFC 7518 §5";
    TAG_LENGTH: Error, "The authentication tag has the wrong length", "Copy the whole token; if that is all of it, the sender must send the whole tag", "RFC 7518 §5";
    CTY_NOT_NESTED: Error, "cty announces a nested token, but there is none", "Nest the bare token, or leave cty out", "RFC 7519 §5.2, §7.2";
    NESTED_LOOKALIKE: Info, "The claims look like a token in a JSON serialization, but cty does not say so", "They are treated as claims; set cty to JOSE+JSON if a token is meant", "RFC 7515 §4.1.10";
    JWT_NOT_COMPACT: Warning, "A JWT is compact by definition; this is the JSON serialization", "JWT libraries will reject it", "RFC 7519 §1; rfc8725bis §3.14";
    NONE_WITH_SIGNATURE: Error, "alg is none, yet there is a signature", "An unsecured token must have an empty signature: reject this one", "RFC 7518 §3.6";
    DETACHED: Info, "The payload is detached: it is not in the token", "Supply the payload to verify the signature", "RFC 7515 Appendix F";
    HPKE: Info, "HPKE is not supported yet", "", "draft-ietf-jose-hpke-encrypt";
}

/// Whether a rule is about what was lost of the token before its end.
pub fn is_of_beginning(rule: &super::Rule) -> bool {
    [&START_MISSING, &PART_MASKED, &CASE_LOST, &HEADER_IS_CLAIMS].iter().any(|known| known.id == rule.id)
}
