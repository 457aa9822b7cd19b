//! Rules about claims that the clock and the policy need.

super::rules! {
    EXP_PAST: Error, "Expired", "Get a new token; if this is unexpected, compare the clocks", "RFC 7519 §4.1.4";
    CREDENTIAL_PERIOD: Error, "Outside the validity period of the credential", "Ask the issuer for a new one, or wait", "W3C VCDM 2.0 §4.9; VCDM 1.1 §4.6";
    NBF_FUTURE: Error, "Not valid yet", "Wait; if this is unexpected, compare the clocks", "RFC 7519 §4.1.5";
    IAT_FUTURE: Warning, "Issued in the future", "Compare the clocks, or allow more leeway", "RFC 7519 §4.1.6";
    NONCE_MISMATCH: Error, "Unexpected nonce", "It answers a different request: a replay, or two requests at once", "OpenID Connect Core §3.1.3.7; RFC 9901 §7.3";
    PROOF_STALE: Error, "A proof of possession that is not fresh", "Verifiers accept a proof for a few minutes; check both clocks, or ask for a new one", "RFC 9901 §7.3; RFC 9449 §11.1";
    ISS_MISMATCH: Error, "Unexpected issuer", "Issuers are compared exactly, down to the trailing slash", "RFC 7519 §4.1.1; RFC 8725 §3.8";
    AUD_MISMATCH: Error, "Unexpected audience", "A recipient that aud does not name must reject the token", "RFC 7519 §4.1.3; RFC 8725 §3.9";
    TYP_NOT_EXPECTED: Error, "Unexpected kind of token", "Reject it: one kind of token must not pass as another", "RFC 8725 §3.11, §3.12";
    ALG_NOT_EXPECTED: Error, "Unexpected algorithm", "Reject it: the verifier chooses the algorithms, not the sender", "RFC 8725 §3.1";
    CLAIM_EXPECTED: Error, "An expected claim is missing", "", "RFC 7519 §4";
    CLAIM_VALUE: Error, "A claim has another value than expected", "", "RFC 7519 §4";
    PROFILE_UNMET: Error, "Not what the standard of this kind of token demands", "Reject it, or choose the kind that it is", "RFC 8725 §3.11, §3.12";
    EXPIRES_SOON: Error, "Expires sooner than expected", "Get a new token", "RFC 7519 §4.1.4";
    TIME_CASE: Error, "A time that only some libraries see", "Libraries that ignore the case of names (Go's encoding/json, many in .NET) take it for the registered claim: remove it", "RFC 7519 §4; RFC 8259 §8.3";
    HTM_MISMATCH: Error, "Unexpected method", "A DPoP proof is for one request: reject it for any other", "RFC 9449 §4.3";
    HTU_MISMATCH: Error, "Unexpected URL", "A DPoP proof is for one request: reject it for any other; query and fragment are not compared", "RFC 9449 §4.3";
    ATH_MISMATCH: Error, "Not made for this access token", "ath must be the SHA-256 hash of the access token that the proof is sent with, in base64url", "RFC 9449 §4.3";
    CNF_MISMATCH: Error, "Not made with the key that the accompanying token names", "Reject it: the sender of the token must hold the key that it is bound to", "RFC 9449 §6; RFC 7800 §3";
    PROOF_EXPECTED: Error, "Not a proof of possession", "The typ of a DPoP proof is dpop+jwt, that of a client attestation proof oauth-client-attestation-pop+jwt", "RFC 9449 §4.3";
    OWN_KEY_ISSUER: Error, "Made with its own key, which nothing ties to the expected issuer", "Load the issuer's key: anybody can make such a token", "RFC 8725 §3.8";
    COMPANION_INVALID: Error, "The token that names the key of this proof is not valid", "The proof is only as good as that token: get a new one", "RFC 9449 §7.1";
    COMPANION_UNVERIFIED: Error, "The token that came with the proof was not verified", "Load the key of its issuer: without it the token may be anybody's", "RFC 9449 §7.1";
    ATTESTATION_CLIENT: Error, "Not from the client that the attestation names", "The client_id of the request, sub of the attestation and iss of the proof are one client: check which client sent it", "draft-ietf-oauth-attestation-based-client-auth";
    TOGETHER_MISMATCH: Error, "Does not belong with what came with it", "Reject them, unless they are of two requests or logins", "OpenID Connect Core §3.1.3.8, §3.3.2.10; RFC 9449 §4.3";
    REQUEST_UNSURE: Warning, "What the request is that a proof was made for is not certain", "Check that only a proxy of your own can write these fields, and that the proof was sent once", "RFC 9449 §4.3, §11.1";
    STATUS_NOT_VALID: Error, "The status list says that the token is not valid", "Reject it, whatever its signature and its times say", "draft-ietf-oauth-status-list §8.3";
    STATUS_UNREADABLE: Error, "The status of the token cannot be read", "Reject it until its status is known", "draft-ietf-oauth-status-list §8.3";
    STATUS_NOT_COUNTED: Warning, "What the status list says does not count", "Get the list from the issuer of the token, and load the key of the list's issuer", "draft-ietf-oauth-status-list §8.3";
    STATUS_LIST_STALE: Warning, "A status list that is older than its ttl says", "Fetch it again: a token may have been revoked since", "draft-ietf-oauth-status-list §5.1";
    STATUS_LIST_TTL: Error, "The ttl of a status list is not a positive number", "Reject the list: its issuer has to correct it", "draft-ietf-oauth-status-list §5.1";
    CREDENTIAL_INVALID: Error, "A credential of the presentation is not valid", "Reject the presentation: it is only as good as what it presents", "W3C VCDM 2.0 §7.1; OpenID4VP §8.6";
    RECIPIENT_LIMIT: Error, "Lives longer than the service that it is for accepts", "Make it for a shorter time", "RFC 7519 §4.1.4";
    AGE_EXCEEDED: Error, "Older than expected", "Get a new token", "RFC 7519 §4.1.6";
}
