//! Rules about claims that the clock and the policy need.

super::rules! {
    EXP_PAST: Error, "Expired", "Get a new token; if this surprises you, compare the clocks", "RFC 7519 §4.1.4";
    NBF_FUTURE: Error, "Not valid yet", "Wait; if this surprises you, compare the clocks", "RFC 7519 §4.1.5";
    IAT_FUTURE: Warning, "Issued in the future", "Compare the clocks, or allow some leeway", "RFC 7519 §4.1.6";
    NONCE_MISMATCH: Error, "Another nonce than the one that was asked for", "It answers another request: a replay, or two requests at once", "OpenID Connect Core §3.1.3.7; RFC 9901 §7.3";
    PROOF_STALE: Warning, "A proof of possession that was not made on the spot", "Verifiers accept a proof for a few minutes; check both clocks, or ask for a new one", "RFC 9901 §7.3; RFC 9449 §11.1";
    ISS_MISMATCH: Error, "Another issuer than expected", "Issuers compare exactly, down to the last slash", "RFC 7519 §4.1.1; RFC 8725 §3.8";
    AUD_MISMATCH: Error, "Meant for another audience than expected", "Whoever is not named in aud must refuse the token", "RFC 7519 §4.1.3; RFC 8725 §3.9";
    TYP_NOT_EXPECTED: Error, "Another kind of token than expected", "Refuse it: one kind of token must not pass as another", "RFC 8725 §3.11, §3.12";
    ALG_NOT_EXPECTED: Error, "Another algorithm than expected", "Refuse it: whoever checks tokens chooses the algorithms, not whoever sends them", "RFC 8725 §3.1";
    CLAIM_EXPECTED: Error, "A claim that is expected is missing", "", "RFC 7519 §4";
    HTM_MISMATCH: Error, "Made for another method than expected", "A DPoP proof is for one request: refuse it for any other", "RFC 9449 §4.3";
    HTU_MISMATCH: Error, "Made for another address than expected", "A DPoP proof is for one request: refuse it for any other; query and fragment are not compared", "RFC 9449 §4.3";
    ATH_MISMATCH: Error, "Not made for this access token", "ath must be the SHA-256 hash of the access token that the proof is sent with, in base64url", "RFC 9449 §4.3";
    CNF_MISMATCH: Error, "Made with another key than the one that the token beside it names", "Refuse it: whoever sends the token must hold the key that it is bound to", "RFC 9449 §6; RFC 7800 §3";
    COMPANION_INVALID: Error, "The token that names the key of this proof is not valid", "The proof is worth what that token is worth: get a new one", "RFC 9449 §7.1";
    AGE_EXCEEDED: Error, "Older than expected", "Get a new token", "RFC 7519 §4.1.6";
}
