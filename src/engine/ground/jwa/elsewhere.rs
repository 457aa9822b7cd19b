//! Names that are met in tokens and keys and that Jotsmith knows but does not compute: of COSE, of drafts, of national
//! profiles. They are called by their name, never malformed.

/// The brainpool curves (RFC 5639) by the names they go by in JWKs, and others of the kind.
const CURVES: &[(&str, &str)] = &[
    ("BP-256", "brainpoolP256r1"),
    ("BP-320", "brainpoolP320r1"),
    ("BP-384", "brainpoolP384r1"),
    ("BP-512", "brainpoolP512r1"),
    ("brainpoolP256r1", "brainpoolP256r1"),
    ("brainpoolP320r1", "brainpoolP320r1"),
    ("brainpoolP384r1", "brainpoolP384r1"),
    ("brainpoolP512r1", "brainpoolP512r1"),
    ("P-224", "NIST P-224"),
    ("P-192", "NIST P-192"),
    ("SM2", "SM2"),
];

/// Algorithms, the exact name or, with a star behind it, its beginning.
const ALGORITHMS: &[(&str, &str)] = &[
    ("ESB256", "ECDSA on brainpoolP256r1 with SHA-256 (RFC 9864, for COSE)"),
    ("ESB320", "ECDSA on brainpoolP320r1 with SHA-384 (RFC 9864, for COSE)"),
    ("ESB384", "ECDSA on brainpoolP384r1 with SHA-384 (RFC 9864, for COSE)"),
    ("ESB512", "ECDSA on brainpoolP512r1 with SHA-512 (RFC 9864, for COSE)"),
    ("BP256R1", "ECDSA on brainpoolP256r1 with SHA-256 (gematik)"),
    ("BP384R1", "ECDSA on brainpoolP384r1 with SHA-384"),
    ("BP512R1", "ECDSA on brainpoolP512r1 with SHA-512"),
    ("ESP256", "COSE's name for ES256 (RFC 9864)"),
    ("ESP384", "COSE's name for ES384 (RFC 9864)"),
    ("ESP512", "COSE's name for ES512 (RFC 9864)"),
    ("HS256/64", "an HMAC truncated to 64 bits (COSE, RFC 9053)"),
    ("SLH-DSA-*", "a hash-based signature (FIPS 205)"),
    ("HPKE-*", "HPKE (draft-ietf-jose-hpke-encrypt)"),
    ("ECDH-1PU*", "authenticated key agreement (draft-madden-jose-ecdh-1pu)"),
    ("ECDH-SS*", "key agreement between two static keys (a draft)"),
    ("ECDH-ES+C20PKW", "key agreement with ChaCha20-Poly1305 (a draft)"),
    ("ECDH-ES+XC20PKW", "key agreement with XChaCha20-Poly1305 (a draft)"),
    ("C20P", "ChaCha20-Poly1305 (a draft)"),
    ("XC20P", "XChaCha20-Poly1305 (a draft)"),
    ("C20PKW", "key wrapping with ChaCha20-Poly1305 (a draft)"),
    ("XC20PKW", "key wrapping with XChaCha20-Poly1305 (a draft)"),
    ("ML-KEM-*", "key encapsulation with ML-KEM (FIPS 203; a draft)"),
    ("BBS*", "a signature with selective disclosure (JWP, a draft)"),
];

/// What JOSE has no algorithm for, or none that may be used, by the names of Java, OAuth 1 and XML Signature.
const OLD: &[(&str, &str)] = &[
    ("HmacSHA1", "HMAC with SHA-1, which no JOSE algorithm is"),
    ("HMACwithSHA1", "HMAC with SHA-1, which no JOSE algorithm is"),
    ("http://www.w3.org/2000/09/xmldsig#hmac-sha1", "HMAC with SHA-1, which no JOSE algorithm is"),
    ("HmacMD5", "HMAC with MD5, which no JOSE algorithm is"),
    ("SHA1withRSA", "RSA with SHA-1 (RS1), which may not be used for signatures"),
    ("sha1WithRSAEncryption", "RSA with SHA-1 (RS1), which may not be used for signatures"),
    ("RSA-SHA1", "RSA with SHA-1 (RS1), which may not be used for signatures"),
    ("http://www.w3.org/2000/09/xmldsig#rsa-sha1", "RSA with SHA-1 (RS1), which may not be used for signatures"),
    ("MD5withRSA", "RSA with MD5, which no JOSE algorithm is"),
    ("SHA1withECDSA", "ECDSA with SHA-1, which no JOSE algorithm is"),
    ("SHA1withDSA", "DSA, which no JOSE algorithm is"),
    ("SHA256withDSA", "DSA, which no JOSE algorithm is"),
    ("http://www.w3.org/2000/09/xmldsig#dsa-sha1", "DSA, which no JOSE algorithm is"),
];

/// The curve that a `crv` value names, where it is one that is not computed with.
pub fn curve(name: &str) -> Option<&'static str> {
    CURVES.iter().find(|(known, _)| *known == name).map(|(_, words)| *words)
}

/// What an `alg` or `enc` stands for, where it is one that is not computed.
pub fn algorithm(name: &str) -> Option<&'static str> {
    let is_it = |known: &str| match known.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => known == name,
    };
    let is_old = |known: &str| plain(known) == plain(name);
    let known = ALGORITHMS.iter().find(|(known, _)| is_it(known));
    known.or_else(|| OLD.iter().find(|(known, _)| is_old(known))).map(|(_, words)| *words)
}

/// What XML Signature, Java, Python, OAuth 1 and hasty hands call the algorithms of JOSE.
const REGISTERED: &[(&str, &str)] = &[
    ("http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", "HS256"),
    ("http://www.w3.org/2001/04/xmldsig-more#hmac-sha384", "HS384"),
    ("http://www.w3.org/2001/04/xmldsig-more#hmac-sha512", "HS512"),
    ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "RS256"),
    ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "RS384"),
    ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "RS512"),
    ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "ES256"),
    ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", "ES384"),
    ("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", "ES512"),
    ("http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", "PS256"),
    ("http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1", "PS384"),
    ("http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1", "PS512"),
    ("http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", "EdDSA"),
    ("HMACSHA256", "HS256"),
    ("HMACSHA384", "HS384"),
    ("HMACSHA512", "HS512"),
    ("HS2256", "HS256"),
    ("HMAC256", "HS256"),
    ("HMAC384", "HS384"),
    ("HMAC512", "HS512"),
    ("HMAC", "HS256"),
    ("HMACwithSHA256", "HS256"),
    ("1.2.840.113549.2.9", "HS256"),
    ("1.2.840.113549.2.10", "HS384"),
    ("1.2.840.113549.2.11", "HS512"),
    ("RSA256", "RS256"),
    ("RSA384", "RS384"),
    ("RSA512", "RS512"),
    ("sha256WithRSAEncryption", "RS256"),
    ("sha384WithRSAEncryption", "RS384"),
    ("sha512WithRSAEncryption", "RS512"),
    ("1.2.840.113549.1.1.11", "RS256"),
    ("1.2.840.113549.1.1.12", "RS384"),
    ("1.2.840.113549.1.1.13", "RS512"),
    ("RSA_SIGN_PKCS1_2048_SHA256", "RS256"),
    ("RSA_SIGN_PKCS1_3072_SHA256", "RS256"),
    ("RSA_SIGN_PKCS1_4096_SHA256", "RS256"),
    ("RSA_SIGN_PKCS1_4096_SHA512", "RS512"),
    ("RSA_SIGN_PSS_2048_SHA256", "PS256"),
    ("RSA_SIGN_PSS_3072_SHA256", "PS256"),
    ("RSA_SIGN_PSS_4096_SHA256", "PS256"),
    ("RSA_SIGN_PSS_4096_SHA512", "PS512"),
    ("EC_SIGN_P256_SHA256", "ES256"),
    ("EC_SIGN_P384_SHA384", "ES384"),
    ("ECDSA256", "ES256"),
    ("ECDSA384", "ES384"),
    ("ECDSA512", "ES512"),
    ("ECDSAP256SHA256", "ES256"),
    ("ecdsa-with-SHA256", "ES256"),
    ("ecdsa-with-SHA384", "ES384"),
    ("ecdsa-with-SHA512", "ES512"),
    ("1.2.840.10045.4.3.2", "ES256"),
    ("1.2.840.10045.4.3.3", "ES384"),
    ("1.2.840.10045.4.3.4", "ES512"),
    ("RSAandMGF1", "PS256"),
    ("Ed25519Signature2018", "EdDSA"),
    ("SHA512withEdDSA", "EdDSA"),
    ("1.3.101.112", "EdDSA"),
    ("SHA256", "HS256"),
    ("SHA384", "HS384"),
    ("SHA512", "HS512"),
    ("SHA256withRSA", "RS256"),
    ("SHA384withRSA", "RS384"),
    ("SHA512withRSA", "RS512"),
    ("RSASHA256", "RS256"),
    ("RSASHA384", "RS384"),
    ("RSASHA512", "RS512"),
    ("RSA", "RS256"),
    ("RSASSAPKCS1v15", "RS256"),
    ("RSASSAPKCS1v15SHA256", "RS256"),
    ("RSASSAPKCS1v15SHA384", "RS384"),
    ("RSASSAPKCS1v15SHA512", "RS512"),
    ("SHA256withRSAandMGF1", "PS256"),
    ("SHA384withRSAandMGF1", "PS384"),
    ("SHA512withRSAandMGF1", "PS512"),
    ("RSASSAPSS", "PS256"),
    ("RSAPSS", "PS256"),
    ("RSASSAPSSSHA256", "PS256"),
    ("RSASSAPSSSHA384", "PS384"),
    ("RSASSAPSSSHA512", "PS512"),
    ("SHA256withECDSA", "ES256"),
    ("SHA384withECDSA", "ES384"),
    ("SHA512withECDSA", "ES512"),
    ("ECDSASHA256", "ES256"),
    ("ECDSASHA384", "ES384"),
    ("ECDSASHA512", "ES512"),
    ("ECDSA", "ES256"),
];

/// The registered algorithm that a name of another world most likely means. Case, hyphens, blanks, underscores and dots
/// make no difference there.
pub fn registered(name: &str) -> Option<&'static str> {
    let wanted = plain(name);
    let own = super::SIGNATURE_ALGORITHMS.iter().map(|row| (row.name, row.name)).filter(|(name, _)| *name != "none");
    REGISTERED.iter().copied().chain(own).find(|(known, _)| plain(known) == wanted).map(|(_, registered)| registered)
}

/// The name without case, hyphens, blanks, underscores and dots.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_uppercase()).collect()
}

/// What XML Encryption, Java and the services that keep keys call the algorithms of JWE.
const OF_ENCRYPTION: &[(&str, &str)] = &[
    ("RSA/ECB/OAEPWithSHA-256AndMGF1Padding", "RSA-OAEP-256"),
    ("RSA/ECB/OAEPWithSHA-384AndMGF1Padding", "RSA-OAEP-384"),
    ("RSA/ECB/OAEPWithSHA-512AndMGF1Padding", "RSA-OAEP-512"),
    ("RSA/ECB/OAEPWithSHA-1AndMGF1Padding", "RSA-OAEP"),
    ("RSA/ECB/OAEPWithSHA1AndMGF1Padding", "RSA-OAEP"),
    ("RSA/ECB/OAEPPadding", "RSA-OAEP"),
    ("RSA/ECB/PKCS1Padding", "RSA1_5"),
    ("RSAES-OAEP", "RSA-OAEP"),
    ("RSA-OAEP-SHA1", "RSA-OAEP"),
    ("RSA-OAEP-SHA256", "RSA-OAEP-256"),
    ("RSAES_OAEP_SHA_1", "RSA-OAEP"),
    ("RSAES_OAEP_SHA_256", "RSA-OAEP-256"),
    ("RSA_DECRYPT_OAEP_2048_SHA1", "RSA-OAEP"),
    ("RSA_DECRYPT_OAEP_2048_SHA256", "RSA-OAEP-256"),
    ("RSA_DECRYPT_OAEP_3072_SHA256", "RSA-OAEP-256"),
    ("RSA_DECRYPT_OAEP_4096_SHA256", "RSA-OAEP-256"),
    ("RSA_DECRYPT_OAEP_4096_SHA512", "RSA-OAEP-512"),
    ("RSAES-PKCS1-v1_5", "RSA1_5"),
    ("http://www.w3.org/2001/04/xmlenc#rsa-1_5", "RSA1_5"),
    ("http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p", "RSA-OAEP"),
    ("http://www.w3.org/2001/04/xmlenc#kw-aes128", "A128KW"),
    ("http://www.w3.org/2001/04/xmlenc#kw-aes192", "A192KW"),
    ("http://www.w3.org/2001/04/xmlenc#kw-aes256", "A256KW"),
    ("AES128KW", "A128KW"),
    ("AES192KW", "A192KW"),
    ("AES256KW", "A256KW"),
    ("direct", "dir"),
    ("AES128GCM", "A128GCM"),
    ("AES192GCM", "A192GCM"),
    ("AES256GCM", "A256GCM"),
    ("http://www.w3.org/2009/xmlenc11#aes128-gcm", "A128GCM"),
    ("http://www.w3.org/2009/xmlenc11#aes192-gcm", "A192GCM"),
    ("http://www.w3.org/2009/xmlenc11#aes256-gcm", "A256GCM"),
    ("AES_128_CBC_HMAC_SHA_256", "A128CBC-HS256"),
    ("AES_192_CBC_HMAC_SHA_384", "A192CBC-HS384"),
    ("AES_256_CBC_HMAC_SHA_512", "A256CBC-HS512"),
    ("AES128CBC-HS256", "A128CBC-HS256"),
    ("AES256CBC-HS512", "A256CBC-HS512"),
];

/// The `alg` or `enc` of a JWE that a name of another world most likely means, as [`registered`] has it for signatures.
pub fn registered_encryption(name: &str) -> Option<&'static str> {
    let wanted = plain(name);
    let own = super::KEY_MANAGEMENT_ALGORITHMS.iter().map(|row| row.name);
    let own = own.chain(super::CONTENT_ENCRYPTION_ALGORITHMS.iter().map(|row| row.name)).map(|name| (name, name));
    let mut known = OF_ENCRYPTION.iter().copied().chain(own);
    known.find(|(known, _)| plain(known) == wanted).map(|(_, registered)| registered)
}
