//! Rules about headers that checks below the lint need: certificates.

super::rules! {
    HDR_X5C_INVALID: Error, "A certificate in x5c cannot be read", "x5c is a list of certificates: DER bytes in standard base64", "RFC 7515 §4.1.6";
    HDR_X5C_ORDER: Error, "The certificates in x5c are not in signing order", "Each must be signed with the key of the next one", "RFC 7515 §4.1.6";
    HDR_X5C_KEY_MISMATCH: Error, "The first certificate in x5c is for another key", "The certificate of the signing key must be the first", "RFC 7515 §4.1.6; RFC 7516 §4.1.8";
    HDR_X5C_DATES: Error, "A certificate of the chain is not valid at this time", "Verifiers reject the token; the issuer needs a new certificate", "RFC 5280 §6.1.3";
    HDR_EMBEDDED_MISMATCH: Error, "The signature does not match the key in its own header", "It was changed after signing, or the header names another key; verifiers that compare the two reject it", "RFC 7515 §4.1.3, §4.1.6";
    HDR_X5T_MISMATCH: Error, "The thumbprint does not match the certificate", "It is the hash of the DER bytes in base64url", "RFC 7515 §4.1.7, §4.1.8";
}
