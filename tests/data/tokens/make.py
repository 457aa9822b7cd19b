#!/usr/bin/env python3
"""Makes the tokens in this folder that are not there yet, with PyPI `cryptography` and no line of Jotsmith.

A file that is there stays: signatures of EC and PSS, and encrypted tokens, are other bytes each time.
"""
import base64
import hashlib
import hmac
import json
import os
import zlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, x25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

here = os.path.dirname(os.path.abspath(__file__))
data = os.path.dirname(here)

# 2026-11-23 14:00:00 UTC, as in all tests.
NOW = 1795442400
SECRET = b"a secret of these tokens that is long enough"


def b64(raw):
    raw = raw.encode() if isinstance(raw, str) else raw
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def write(name, text, end="\n"):
    path = os.path.join(here, name)
    if not os.path.exists(path):
        with open(path, "w") as file:
            file.write(text.rstrip("\n") + end)


def text_of(value):
    return value if isinstance(value, (str, bytes)) else json.dumps(value, separators=(",", ":"))


def hs(header, claims, secret=SECRET, digest=hashlib.sha256):
    message = f"{b64(text_of(header))}.{b64(text_of(claims))}"
    return f"{message}.{b64(hmac.new(secret, message.encode(), digest).digest())}"


def private(name):
    with open(os.path.join(data, "keys", name), "rb") as file:
        return serialization.load_pem_private_key(file.read(), None)


HASHES = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}


def signed(header, claims, key):
    message = f"{b64(text_of(header))}.{b64(text_of(claims))}".encode()
    name = header["alg"]
    if name.startswith("ES"):
        size = (key.curve.key_size + 7) // 8
        digest = hashes.SHA256() if name == "ES256K" else HASHES[name[2:]]
        r, s = decode_dss_signature(key.sign(message, ec.ECDSA(digest)))
        signature = r.to_bytes(size, "big") + s.to_bytes(size, "big")
    elif name.startswith("PS"):
        digest = HASHES[name[2:]]
        signature = key.sign(message, padding.PSS(padding.MGF1(digest), digest.digest_size), digest)
    elif name.startswith("RS"):
        signature = key.sign(message, padding.PKCS1v15(), HASHES[name[2:]])
    else:
        signature = key.sign(message)
    return f"{message.decode()}.{b64(signature)}"


def good(**more):
    claims = {"iss": "https://login.example.com", "sub": "user-4711", "aud": "https://api.example.com",
              "iat": NOW - 60, "exp": NOW + 540, "jti": "k2Zs8q0V"}
    claims.update(more)
    return claims


JWT = {"alg": "HS256", "typ": "JWT"}

# The examples of the RFCs, from the same files as the engine's tests.
for number, names in {
    "7515": ["hs256", "rs256", "es256", "es512", "none", "general", None, "flattened"],
    "7516": ["rsa-oaep", "rsa1_5", "a128kw", "general-rsa", None, "flattened"],
    "7519": ["encrypted", "nested"],
    "7797": [None, "detached", "unencoded"],
    "8037": ["ed25519"],
    "9901": ["issued", "presented", "flattened", None, "general"],
    "9964": ["ml-dsa-44"],
}.items():
    with open(os.path.join(data, "rfc", f"rfc{number}.json")) as file:
        examples = json.load(file)["examples"]
    for example, name in zip(examples, names):
        if name is None:
            continue
        token = example["token"]
        suffix = "json" if token.startswith("{") else "jwt"
        write(f"rfc{number}-{name}.{suffix}", token)
        if example["key"] and example["key"].get("k") != "":
            write(f"rfc{number}-{name}.jwk", json.dumps(example["key"]))

write("secret.txt", SECRET.decode())
write("secret.jwk", json.dumps({"kty": "oct", "kid": "shared", "k": b64(SECRET)}))
write("other-secret.jwk", json.dumps({"kty": "oct", "kid": "shared", "k": b64(b"another secret of the same length as that one")}))
write("payload.txt", "$.02", end="")
write("other-payload.txt", "$.03", end="")

# Each verdict.
write("good.jwt", hs(JWT, good()))
write("expired.jwt", hs(JWT, good(iat=NOW - 7200, exp=NOW - 3600)))
write("not-yet.jwt", hs(JWT, good(nbf=NOW + 600)))
write("from-the-future.jwt", hs(JWT, good(iat=NOW + 30)))
write("no-claims.jwt", hs({"alg": "HS256"}, {}))
write("tampered.jwt", ".".join([hs(JWT, good()).split(".")[0], b64(text_of(good(sub="admin"))), hs(JWT, good()).split(".")[2]]))
write("cut.jwt", hs(JWT, good(roles=["reader", "editor", "auditor"]))[:190])
write("cut-signature.jwt", hs(JWT, good())[:-7])
write("critical.jwt", hs({"alg": "HS256", "crit": ["urn:example:x"], "urn:example:x": 1}, good()))
write("other-kid.jwt", hs({"alg": "HS256", "kid": "2026-10"}, good()))
write("secret-read-as-base64.jwt", hs(JWT, good(), secret=base64.b64decode("c2VjcmV0IHRoYXQgaXMgYmFzZTY0IG9mIHNvbWV0aGluZyBlbHNl")))
write("hmac-with-public-key.jwt", hs(JWT, good(), secret=open(os.path.join(data, "keys/rsa.spki.pem"), "rb").read()))
write("hs512-with-hs256.jwt", hs(JWT, good(), digest=hashlib.sha512))
write("short-secret.jwt", hs(JWT, good(), secret=b"secret"))
write("alg-case.jwt", hs({"alg": "hs256"}, good()))
write("alg-unknown.jwt", hs({"alg": "HS1024"}, good()))
write("alg-missing.jwt", hs({"typ": "JWT"}, good()))
write("text-payload.jwt", hs({"alg": "HS256"}, "Live long and prosper."))
write("binary-payload.jwt", hs({"alg": "HS256"}, bytes(range(200))))
write("empty-payload.jwt", hs({"alg": "HS256"}, ""))
write("array-payload.jwt", hs({"alg": "HS256"}, [1, {"a": None}]))

# Each kind of key.
rsa, p256 = private("rsa.pkcs8.pem"), private("p256.pkcs8.pem")
for algorithm, key in {"RS256": rsa, "PS256": rsa, "PS384": rsa, "RS512": rsa, "ES256": p256,
                       "ES384": private("p384.pkcs8.pem"), "ES512": private("p521.pkcs8.pem"),
                       "ES256K": private("secp256k1.pkcs8.pem")}.items():
    write(f"{algorithm.lower()}.jwt", signed({"alg": algorithm, "typ": "JWT"}, good(), key))
write("eddsa.jwt", signed({"alg": "EdDSA", "typ": "JWT"}, good(), private("ed25519.pkcs8.pem")))
write("ed448.jwt", signed({"alg": "Ed448", "typ": "JWT"}, good(), private("ed448.pkcs8.pem")))
r, s = decode_dss_signature(p256.sign(b"", ec.ECDSA(hashes.SHA256())))
message = f"{b64(text_of({'alg': 'ES256', 'typ': 'JWT'}))}.{b64(text_of(good()))}"
write("es256-der.jwt", f"{message}.{b64(p256.sign(message.encode(), ec.ECDSA(hashes.SHA256())))}")

# Certificates in the header (RFC 7515 §4.1.6).
with open(os.path.join(data, "certificate.json")) as file:
    certificates = json.load(file)
leaf_key = {"kty": "EC", "crv": "P-256", "d": "Ur2bNKuBPOrAaxsRnbSH6hIhmNTxSGXshDSUD1a1y7g",
            "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ", "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8"}
write("leaf.jwk", json.dumps({name: value for name, value in leaf_key.items() if name != "d"}))
number = int.from_bytes(base64.urlsafe_b64decode(leaf_key["d"] + "="), "big")
leaf = ec.derive_private_key(number, ec.SECP256R1())
chain = [certificates["leaf"], certificates["intermediate"], certificates["root"]]
write("chain.jwt", signed({"alg": "ES256", "x5c": chain, "x5t": certificates["leaf_x5t"], "x5t#S256": certificates["leaf_x5t_s256"]}, good(), leaf))
write("chain-disordered.jwt", signed({"alg": "ES256", "x5c": [chain[0], chain[2], chain[1]]}, good(), leaf))
write("chain-forged.jwt", signed({"alg": "ES256", "x5c": [certificates["forged"], chain[1], chain[2]], "x5t": "AAAA"}, good(), leaf))
write("chain-unreadable.jwt", signed({"alg": "ES256", "x5c": ["AAAA", chain[2]]}, good(), leaf))
public = {name: value for name, value in leaf_key.items() if name != "d"}
write("embedded.jwt", signed({"alg": "ES256", "jwk": public}, good(), leaf))
write("embedded-private.jwt", signed({"alg": "ES256", "jwk": leaf_key}, good(), leaf))

# Encrypted.
AES = bytes(range(32))
write("aes.jwk", json.dumps({"kty": "oct", "k": b64(AES)}))


def concat_kdf(shared, name, length):
    """RFC 7518 §4.6.2, one round."""
    info = len(name).to_bytes(4, "big") + name.encode() + bytes(8) + (length * 8).to_bytes(4, "big")
    return hashlib.sha256((1).to_bytes(4, "big") + shared + info).digest()[:length]


def encrypted(header, plaintext, content_key, encrypted_key=b""):
    protected, iv = b64(text_of(header)), os.urandom(12)
    sealed = AESGCM(content_key).encrypt(iv, plaintext, protected.encode())
    return ".".join([protected, b64(encrypted_key), b64(iv), b64(sealed[:-16]), b64(sealed[-16:])])


def epk_of(key):
    numbers = key.public_key().public_numbers()
    return {"kty": "EC", "crv": "P-256", "x": b64(numbers.x.to_bytes(32, "big")), "y": b64(numbers.y.to_bytes(32, "big"))}


plain = text_of(good()).encode()
write("dir.jwt", encrypted({"alg": "dir", "enc": "A256GCM", "typ": "JWT"}, plain, AES))
content_key, iv = os.urandom(16), os.urandom(12)
wrapped = AESGCM(AES).encrypt(iv, content_key, None)
deflate = zlib.compressobj(wbits=-15)
write("a256gcmkw.jwt", encrypted(
    {"alg": "A256GCMKW", "enc": "A128GCM", "zip": "DEF", "iv": b64(iv), "tag": b64(wrapped[-16:])},
    deflate.compress(plain) + deflate.flush(), content_key, wrapped[:-16]))
ephemeral = x25519.X25519PrivateKey.generate()
raw = ephemeral.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
shared = ephemeral.exchange(private("x25519.pkcs8.pem").public_key())
write("ecdh-es.jwt", encrypted(
    {"alg": "ECDH-ES", "enc": "A256GCM", "epk": {"kty": "OKP", "crv": "X25519", "x": b64(raw)}}, plain,
    concat_kdf(shared, "A256GCM", 32)))
ephemeral = ec.generate_private_key(ec.SECP256R1())
wrapping = concat_kdf(ephemeral.exchange(ec.ECDH(), p256.public_key()), "ECDH-ES+A128KW", 16)
write("ecdh-es-a128kw.jwt", encrypted(
    {"alg": "ECDH-ES+A128KW", "enc": "A128GCM", "epk": epk_of(ephemeral)}, plain, content_key,
    aes_key_wrap(wrapping, content_key)))
protected, iv = b64(text_of({"enc": "A128GCM"})), os.urandom(12)
sealed = AESGCM(content_key).encrypt(iv, plain, protected.encode())
oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
write("two-recipients.json", json.dumps({
    "protected": protected,
    "recipients": [
        {"header": {"alg": "RSA-OAEP-256", "kid": "rsa"}, "encrypted_key": b64(rsa.public_key().encrypt(content_key, oaep))},
        {"header": {"alg": "ECDH-ES+A128KW", "kid": "p256", "epk": epk_of(ephemeral)},
         "encrypted_key": b64(aes_key_wrap(wrapping, content_key))},
    ],
    "iv": b64(iv), "ciphertext": b64(sealed[:-16]), "tag": b64(sealed[-16:])}))

# Findings, a subject a token.
write("finding-header.jwt", hs({
    "alg": "HS256", "typ": "JWT", "kid": "../../dev/null' OR '1'='1", "jku": "http://keys.example.net/jwks.json",
    "x5u": "https://keys.example.net/chain.pem", "x5t": "Vi-_jhmiZoPF-MCR4gp44TjZ6Qw", "zip": "DEF", "cty": "JWT",
    "enc": "A128GCM", "p2c": 1}, good()))
write("finding-kid.jwt", hs({"alg": "HS256", "typ": "JWT", "kid": "https://a.example/keys?cmd=$(id)|" + "k" * 300}, good()))
write("finding-time.jwt", hs(JWT, {"iss": "https://login.example.com", "sub": "a", "iat": (NOW - 60) * 1000, "nbf": str(NOW), "exp": NOW + 11 * 31536000}))
write("finding-time-order.jwt", hs(JWT, {"iss": "x", "sub": "a", "iat": NOW + 86400, "nbf": NOW - 10.5, "exp": NOW - 60, "auth_time": 12, "updated_at": "2026-01-01"}))
write("finding-claims.jwt", hs(JWT, {
    "issuer": "https://login.example.com", "iss": "http://login.example.com", "Sub": "a", "sub": 5, "expires": NOW, "audience": "x",
    "aud": ["*", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"], "alg": "HS256", "typ": "JWT", "scope": "* admin", "jti": None}))
write("finding-person.jwt", hs(JWT, good(
    email="ada@example.org", name="Ada Lovelace", phone_number="+44 20 7946 0000", birthdate="1815-12-10", gender="female",
    address={"street_address": "12 St James's Square", "country": "UK"}, ip="203.0.113.7", iban="GB29NWBK60161331926819",
    card="4111111111111111", ssn="078-05-1120", diagnosis="F32.1", latitude=51.5, longitude=-0.13)))
write("finding-secret.jwt", hs(JWT, good(password="hunter2", api_key="AKIAIOSFODNN7EXAMPLE", client_secret="8d969eef6ecad3c29a3a629280e686cf", db="postgres://app:pw@db1.prod.internal:5432/app", host="10.1.2.3")))
write("finding-text.jwt", hs(JWT, good(name="admin\u202eresu", role="\u0430dmin", note="a\u0000b\u200bc", tag="zalgo\u0301\u0301\u0301")))
write("finding-json.jwt", hs('{"alg":"HS256","alg":"none","typ":"JWT"}', '{"sub":"a","sub":"b","id":9007199254740993,"x":1e999,"y":"\\ud800","z":01,"exp":%d}' % (NOW + 60)))
write("finding-roles.jwt", hs(JWT, good(roles=[f"role-{index:04}" for index in range(120)], permissions={f"p{index}": True for index in range(60)}, avatar="data:image/png;base64," + "A" * 3000)))
write("finding-size.jwt", hs(JWT, good(groups=["cn=%04d,ou=groups,dc=example,dc=com" % index for index in range(500)])))
write("finding-deep.jwt", hs(JWT, '{"a":' + "[" * 200 + "]" * 200 + "}"))
write("finding-padded.jwt", ".".join(part + "=" for part in hs(JWT, good()).split(".")))
write("access-token.jwt", signed({"alg": "ES256", "typ": "at+jwt", "kid": "2026-11"}, good(client_id="portal", scope="read write", roles=["editor"]), p256))
write("id-token.jwt", signed({"alg": "RS256", "kid": "2026-11"}, good(aud="portal", nonce="n-0S6_WzA2Mj", auth_time=NOW - 90, amr=["pwd", "otp"], acr="2", at_hash="77QmUPtjPfzWtF2AnpK9RQ"), rsa))
write("logout-token.jwt", signed({"alg": "RS256", "typ": "logout+jwt"}, good(events={"http://schemas.openid.net/event/backchannel-logout": {}}, nonce="no", sid="08a5019c"), rsa))
write("dpop.jwt", signed({"alg": "ES256", "typ": "dpop+jwt", "jwk": public}, {"jti": "-BwC3ESc6acc2lTc", "htm": "POST", "htu": "https://server.example.com/token", "iat": NOW}, leaf))
write("vc.jwt", signed({"alg": "ES256", "typ": "vc+jwt"}, {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"], "issuer": "https://a.example", "credentialSubject": {"id": "did:example:1"}}, p256))

# How tokens are pasted.
token = hs(JWT, good())
write("in-bearer.txt", f"Authorization: Bearer {token}")
write("in-curl.txt", f"curl -sS 'https://api.example.com/v1/me' \\\n  -H 'Accept: application/json' \\\n  -H 'Authorization: Bearer {token}'")
write("in-cookie.txt", f"Set-Cookie: session={token}; Path=/; HttpOnly; SameSite=Lax")
write("in-url.txt", f"https://portal.example.com/callback#access_token={token}&token_type=Bearer&expires_in=600")
write("in-response.json", json.dumps({"access_token": token, "token_type": "Bearer", "expires_in": 600,
                                      "id_token": hs(JWT, good(aud="portal", nonce="n-0S6"))}, indent=2))
write("in-lines.txt", "\n".join(f"  > {token[at:at + 60]}" for at in range(0, len(token), 60)))
write("in-python.txt", f"token = b'{token}'")

# What is no JOSE token.
write("not-a-token.txt", "hello world")
write("one-part.txt", token.split(".")[0])
write("two-parts.txt", ".".join(token.split(".")[:2]))
write("four-parts.txt", "eyJhbGciOiJkaXIifQ.a.b.c")
write("five-parts.txt", f"{b64(text_of(JWT))}.a.b.c.d")
write("header-not-json.jwt", ".".join([b64("alg: HS256"), b64(text_of(good())), "AAAA"]))
write("not-base64url.jwt", token.replace(".", ".!", 1))
write("paseto.txt", "v4.public.eyJkYXRhIjoidGhpcyBpcyBhIHNpZ25lZCBtZXNzYWdlIiwiZXhwIjoiMjAyMi0wMS0wMVQwMDowMDowMCswMDowMCJ9bg_XBBzds8lTZShVlwwKSgeKpLT3yukTw6JUz3W4h_ExsQV-P0V54zemZDcAxFaSeef1QlXEFtkqxT1ciiQEDA")
write("fernet.txt", "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==")
write("json.txt", json.dumps({"sub": "user-4711", "exp": NOW}))

# What arrives beside tokens, in the ways in which it arrives.
ISSUER = "https://login.example"


def half(text):
    return b64(hashlib.sha256(text.encode()).digest()[:16])


def claims_of(more, subject="u-4711"):
    return {"iss": ISSUER, "sub": subject, "iat": NOW - 60, "exp": NOW + 540, **more}


CODE, STATE = "SplxlOBeZQQYbYS6WxSbIA", "af0ifjsldkj"
ID_TOKEN = hs(JWT, claims_of({"aud": "shop", "nonce": "n-0S6", "c_hash": half(CODE), "s_hash": half(STATE)}))
FIELDS = [("code", CODE), ("state", STATE), ("id_token", ID_TOKEN), ("iss", ISSUER)]
FORM = "&".join(f"{name}={value}" for name, value in FIELDS).replace(ISSUER, "https%3A%2F%2Flogin.example")
INPUTS = "\n".join(f'<input type="hidden" name="{name}" value="{value}"/>' for name, value in FIELDS)
write("form-post.html", f"""<html><head><title>Submit This Form</title></head>
<body onload="javascript:document.forms[0].submit()">
<form method="post" action="https://shop.example/cb">
{INPUTS}
</form></body></html>""")
write("form-parts.txt", "".join(f'--X\nContent-Disposition: form-data; name="{name}"\n\n{value}\n' for name, value in FIELDS) + "--X--")
write("form-mixed.html", f"""<form method="post" action="https://shop.example/cb">
{INPUTS.replace(CODE, "another-code-that-came").replace(f'value="{ISSUER}"', 'value="https://evil.example"')}
</form>""")
entry = {"request": {"method": "POST", "url": "https://shop.example/cb", "headers": []}, "response": {"status": 200, "content": {}}}
for kind, posted in [("text", {"text": FORM}), ("params", {"params": [{"name": name, "value": value} for name, value in FIELDS]})]:
    entry["request"]["postData"] = {"mimeType": "application/x-www-form-urlencoded", **posted}
    write(f"login-{kind}.har", json.dumps({"log": {"version": "1.2", "entries": [entry]}}, indent=1))

GOOD = hs(JWT, claims_of({"vc": {"credentialSubject": {"id": "did:example:a"}}}))
OVER = hs(JWT, {**claims_of({"vc": {"credentialSubject": {"id": "did:example:b"}}}), "exp": NOW - 60})
STRANGE = hs(JWT, claims_of({"vc": {"credentialSubject": {"id": "did:example:c"}}}), b"the secret of somebody else that nobody has")
for name, held in [("good", [GOOD]), ("over", [GOOD, OVER]), ("strange", [GOOD, STRANGE])]:
    write(f"presentation-{name}.jwt", hs(JWT, claims_of({"aud": "shop", "nonce": "n", "vp": {"verifiableCredential": held}})))

LIST = ISSUER + "/statuslists/1"
write("status-of-list.jwt", hs(JWT, claims_of({"status": {"status_list": {"idx": 0, "uri": LIST}}})))
for name, more in [("undated", {}), ("ttl", {"iat": NOW - 60, "ttl": 0}), ("elsewhere", {"iat": NOW - 60, "iss": "https://other.example"})]:
    bits = {"bits": 1, "lst": b64(zlib.compress(b"\0\0"))}
    secret = b"the secret of somebody else that nobody has" if name == "elsewhere" else SECRET
    write(f"status-list-{name}.jwt", hs({"alg": "HS256", "typ": "statuslist+jwt"}, {"iss": ISSUER, "sub": LIST, "exp": NOW + 540, "status_list": bits, **more}, secret))
