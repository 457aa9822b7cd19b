//! Rules about keys.

super::rules! {
    KEY_HS_SHORT: Error, "The secret is shorter than the hash", "HS256 needs 32 bytes, HS384 48, HS512 64: short secrets can be guessed from one token", "RFC 7518 §3.2";
    KEY_HS_LOW_ENTROPY: Warning, "The secret looks as if a person had typed it", "It can be guessed offline from one token: generate it instead", "RFC 8725 §3.5";
    KEY_HS_EMPTY: Error, "The secret is empty: anyone can forge this token", "Set a secret, make the issuer refuse to start without one, and reject every token made so far", "CVE-2019-20933";
    KEY_HS_LEAKED: Error, "The secret is public: anyone can forge this token", "Replace it with 32 random bytes or more, and reject every token made with it", "RFC 8725 §3.5";
    KEY_IN_TOKEN: Error, "The token contains the key that it was made with", "Anyone who reads this token can make another: replace the key, and reject every token made with it", "RFC 7517 §9.2; RFC 8725 §3.5";
    KEY_HS_PUBLIC_KEY: Error, "The secret is the text of a public key: anyone who has that key can forge this token", "Load it as a key, and accept only asymmetric algorithms", "CVE-2015-9235; RFC 8725 §2.1";
    KEY_RSA_SMALL: Error, "The RSA modulus is too short", "At least 2048 bits are required", "RFC 7518 §3.3";
    KEY_RSA_E: Error, "An unusual public exponent", "65537 is the usual value", "FIPS 186-5 §5.1";
    KEY_RSA_ROCA: Error, "The modulus has the ROCA fingerprint: the private key can be computed from it", "Replace the key; a faulty Infineon chip generated it", "CVE-2017-15361";
    KEY_RSA_FERMAT: Error, "The two primes are so close that anyone can compute them", "Replace the key", "CVE-2022-26320";
    KEY_RSA_SMALLFACTOR: Error, "A small prime divides the modulus: anyone can compute the private key", "Replace the key", "FIPS 186-5 §5.1";
    KEY_DUP_MODULUS: Error, "Two keys have the same modulus: anyone who has one private half can compute the other", "Replace both", "RFC 8017 §3";
    KEY_SHARED_PRIME: Error, "Two keys share a prime: anyone who has both public halves can compute both private ones", "Replace both; the generator had too little randomness", "FIPS 186-5 §5.1";
    KEY_KNOWN_PUBLIC: Error, "The private half of this key has been published", "Use it only for trying things out", "RFC 8725 §3.5";
    KEY_PRIV_PUB_MISMATCH: Error, "The private half does not belong to the public half", "Two keys were mixed up, or it is damaged", "RFC 7518 §6.2.2, §6.3.2";
    KEY_EC_INVALID: Error, "The point is not on the curve", "Using such a key can leak your own private key (invalid curve attack)", "RFC 7518 §6.2.1";
    KEY_USE_OPS_BOTH: Warning, "Both use and key_ops", "Keep one of them", "RFC 7517 §4.3";
    KEY_OPS_CONFLICT: Warning, "use and key_ops contradict each other", "Programs disagree on which one counts", "RFC 7517 §4.3";
    KEY_OPS_DUP: Warning, "key_ops names an operation twice", "", "RFC 7517 §4.3";
    KEY_MEMBER_TYPE: Warning, "A member has the wrong type and is ignored", "", "RFC 7517 §4";
    KEY_MEMBER_ENCODING: Warning, "A member of the JWK is not base64url", "Strict programs refuse the key: write it again with jotsmith keys convert", "RFC 7515 §2";
    KEY_KID_DUP: Warning, "Another key in the set has the same kid", "Programs disagree on which one to use", "RFC 7517 §4.5";
    KEY_NO_KID: Info, "No kid, in a set of several keys", "A token cannot name it, so every key in the set has to be tried", "RFC 7517 §4.5";
    KEY_INT_PADDED: Info, "A number starts with a zero byte", "Some programs reject it or compute a different thumbprint", "RFC 7518 §6.3.1.1";
    KEY_X5C_MISMATCH: Error, "The certificate in x5c is for another key", "Programs that trust the certificate use a different key", "RFC 7517 §4.7";
    KEY_X5C_INVALID: Warning, "x5c cannot be read", "It is a list of certificates in standard base64", "RFC 7517 §4.7";
    KEY_X5T_MISMATCH: Warning, "The thumbprint does not match the certificate in x5c", "", "RFC 7517 §4.8, §4.9";
    KEY_ALG_MISMATCH: Warning, "alg does not fit the key", "Programs that enforce alg cannot use it", "RFC 7517 §4.4";
    KEY_ALG_UNKNOWN: Warning, "alg names an unknown algorithm", "", "RFC 7517 §4.4";
    KEY_USE_CONFLICT: Warning, "use and alg contradict each other", "Programs that enforce use refuse what alg allows", "RFC 7517 §4.2";
    KEY_OCT_IN_JWKS: Warning, "A shared secret among public keys", "Anyone who can read the set can forge tokens", "RFC 7517 §9";
    KEY_CERT_EXPIRED: Info, "The certificate of the key has expired", "The key still verifies; ask its owner for the current certificate", "RFC 5280 §4.1.2.5";
    KEY_FILE_PERMS: Warning, "Other users of this computer can read this key file", "Remove their permissions, for instance with chmod 600", "";
    KEY_IN_SYNC_FOLDER: Info, "This key file is in a folder that is copied elsewhere", "Anyone who gets a copy has the key: move the file, or keep the key in a keyring with a passphrase", "";
    KEY_PRIVATE_IN_JWKS: Warning, "A private key in a set with public keys", "Remove the private halves before publishing the set: convert it to a public JWK Set", "RFC 7517 §9.2";
}

/// Whether a rule is about where a key was found, and no less about another reading of it.
pub(crate) fn is_of_place(rule: &super::Rule) -> bool {
    let of_place = [
        &KEY_FILE_PERMS,
        &KEY_IN_SYNC_FOLDER,
        &KEY_OCT_IN_JWKS,
        &KEY_PRIVATE_IN_JWKS,
        &KEY_HS_LEAKED,
        &KEY_KNOWN_PUBLIC,
    ];
    of_place.iter().any(|other| other.id == rule.id)
}
