//! Rules about what became of a signature or an encryption: why a token is rejected, for those who read findings alone.

super::rules! {
    SIGNATURE_REJECTED: Error, "The signature is missing, damaged or not valid", "Reject the token", "RFC 7515 §5.2";
    DECRYPTION_FAILED: Error, "The token cannot be decrypted", "Reject the token, unless it is for another recipient", "RFC 7516 §5.2";
    TOKEN_REJECTED: Error, "The token is rejected", "", "RFC 7519 §7.2";
}
