//! Tokens of the standards, and tokens that other code than ours signs.

use data_encoding::BASE64URL_NOPAD;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign::Signer;

/// Before the `exp` of the RFCs' examples, 1300819380.
pub(crate) const BEFORE: &str = "1300819000";

/// RFC 7515 Appendix A.1.
pub(crate) const HS256: &str = "\
    eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9\
    leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// The key of RFC 7515 Appendix A.1, `k`.
pub(crate) const HS256_KEY: &str = "\
    AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";

/// RFC 7515 Appendix A.5.
pub(crate) const NONE: &str = "\
    eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19y\
    b290Ijp0cnVlfQ.";

/// RFC 7515 Appendix A.3.
pub(crate) const ES256: &str = "\
    eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19\
    yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU\
    1Q";

/// RFC 7516 Appendix A.3.
pub(crate) const A128KW: &str = "\
    eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2Il\
    rT1oOQ.AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ";

/// RFC 7797 §4.2: the payload is `$.02`.
pub(crate) const DETACHED: &str = "\
    eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19..A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmD\
    Y";

/// The key of RFC 7516 Appendix A.3, `k`.
pub(crate) const A128KW_KEY: &str = "GawgguFyGrWKav7AX4VKUg";

/// The key of RFC 7515 Appendix A.1 as a JWK.
pub(crate) fn hs256_jwk() -> String {
    format!("{{\"kty\":\"oct\",\"kid\":\"a1\",\"k\":\"{HS256_KEY}\"}}")
}

/// The key of RFC 7515 Appendix A.3, public.
pub(crate) const ES256_JWK: &str = r#"{"kty":"EC","crv":"P-256","kid":"a3",
    "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    BASE64URL_NOPAD.encode(bytes.as_ref())
}

/// HMAC with SHA-256, by OpenSSL.
pub(crate) fn hmac(secret: &[u8], message: &str) -> String {
    let key = PKey::hmac(secret).expect("a key");
    let mut signer = Signer::new(MessageDigest::sha256(), &key).expect("a signer");
    encode(signer.sign_oneshot_to_vec(message.as_bytes()).expect("a signature"))
}

/// A compact JWS, signed with HS256.
pub(crate) fn sign(header: &str, payload: impl AsRef<[u8]>, secret: &[u8]) -> String {
    let input = format!("{}.{}", encode(header), encode(payload));
    let signature = hmac(secret, &input);
    format!("{input}.{signature}")
}

/// A compact JWS with the plainest header.
pub(crate) fn hs256(payload: impl AsRef<[u8]>, secret: &[u8]) -> String {
    sign("{\"alg\":\"HS256\"}", payload, secret)
}
