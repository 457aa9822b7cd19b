//! Rules about keys.

super::rules! {
    KEY_HS_SHORT: Error, "The secret is shorter than the hash", "HS256 needs 32 bytes, HS384 48, HS512 64: short secrets can be guessed from one token", "RFC 7518 §3.2";
    KEY_HS_LOW_ENTROPY: Warning, "The secret looks typed by a person", "It can be guessed offline from one token: have it generated", "RFC 8725 §3.5";
    KEY_HS_EMPTY: Error, "The secret is empty: everyone can make this token", "Set a secret for the issuer, and let it not start without one; refuse every token that was made so far", "CVE-2019-20933";
    KEY_HS_LEAKED: Error, "The secret is public: everyone can make this token", "Replace it with 32 random bytes or more; refuse every token that was made with it", "RFC 8725 §3.5";
    KEY_HS_PUBLIC_KEY: Error, "The secret is the text of a public key: everyone who has that key can make this token", "Load it as a key, and accept asymmetric algorithms alone", "CVE-2015-9235; RFC 8725 §2.1";
    KEY_RSA_SMALL: Error, "The RSA modulus is too short", "2048 bits are the least that is allowed", "RFC 7518 §3.3";
    KEY_RSA_E: Error, "An unusual public exponent", "65537 is what everybody uses", "FIPS 186-5 §5.1";
    KEY_RSA_ROCA: Error, "The modulus bears the fingerprint of ROCA: the private key can be computed from it", "Replace the key; a chip of Infineon's made it", "CVE-2017-15361";
    KEY_RSA_FERMAT: Error, "The two primes are so close that anybody can compute them", "Replace the key", "CVE-2022-26320";
    KEY_RSA_SMALLFACTOR: Error, "A small prime divides the modulus: anybody can compute the private key", "Replace the key", "FIPS 186-5 §5.1";
    KEY_DUP_MODULUS: Error, "Two keys have the same modulus: whoever has one private half computes the other", "Replace both", "RFC 8017 §3";
    KEY_SHARED_PRIME: Error, "Two keys share a prime: anybody who has both public halves computes both private ones", "Replace both; the generator had too little randomness", "FIPS 186-5 §5.1";
    KEY_KNOWN_PUBLIC: Error, "The private half of this key is published", "Good for trying things out; never rely on it", "RFC 8725 §3.5";
    KEY_PRIV_PUB_MISMATCH: Error, "The private half does not belong to the public half", "Two keys were mixed up, or it is damaged", "RFC 7518 §6.2.2, §6.3.2";
    KEY_EC_INVALID: Error, "The point is not on the curve", "A key like this can leak the private half of whoever computes with it", "RFC 7518 §6.2.1";
    KEY_USE_OPS_BOTH: Warning, "Both use and key_ops", "Keep one of them", "RFC 7517 §4.3";
    KEY_OPS_CONFLICT: Warning, "use and key_ops contradict each other", "Programs differ in which one counts", "RFC 7517 §4.3";
    KEY_OPS_DUP: Warning, "key_ops names an operation twice", "", "RFC 7517 §4.3";
    KEY_MEMBER_TYPE: Warning, "A member has the wrong type and is ignored", "", "RFC 7517 §4";
    KEY_KID_DUP: Warning, "Another key of the set has the same kid", "Programs differ in which one they take", "RFC 7517 §4.5";
    KEY_NO_KID: Info, "No kid, in a set of several keys", "A token cannot name it: every key of the set must be tried", "RFC 7517 §4.5";
    KEY_INT_PADDED: Info, "A number starts with a zero byte", "Some programs refuse it, and its thumbprint differs from theirs", "RFC 7518 §6.3.1.1";
    KEY_X5C_MISMATCH: Error, "The certificate in x5c is for another key", "Programs that trust the certificate use another key than this one", "RFC 7517 §4.7";
    KEY_X5C_INVALID: Warning, "x5c cannot be read", "It is a list of certificates in standard base64", "RFC 7517 §4.7";
    KEY_X5T_MISMATCH: Warning, "The certificate in x5c has another thumbprint", "", "RFC 7517 §4.8, §4.9";
    KEY_ALG_MISMATCH: Warning, "alg does not fit the key", "Programs that obey alg cannot use it", "RFC 7517 §4.4";
    KEY_ALG_UNKNOWN: Warning, "alg names an algorithm that is not known here", "", "RFC 7517 §4.4";
    KEY_USE_CONFLICT: Warning, "use and alg contradict each other", "Programs that obey use refuse what alg allows", "RFC 7517 §4.2";
    KEY_OCT_IN_JWKS: Warning, "A shared secret stands among public keys", "Whoever may read the set can forge tokens", "RFC 7517 §9";
    KEY_CERT_EXPIRED: Info, "The certificate of the key has expired", "The key still verifies; ask its owner for the current certificate", "RFC 5280 §4.1.2.5";
    KEY_FILE_PERMS: Warning, "Other users of this computer can read the file of this private key", "Take their rights away, as with chmod 600", "";
    KEY_IN_SYNC_FOLDER: Info, "The file of this private key is in a folder that is copied elsewhere", "Whoever gets a copy has the key: keep it elsewhere, or in a keyring under a passphrase", "";
    KEY_PRIVATE_IN_JWKS: Warning, "A private key stands in a set with public ones", "Before the set is published, leave the private halves out: convert it to a public JWK Set", "RFC 7517 §9.2";
}
