"""Tokens and keys by PyPI jwcrypto, one JSON object a line."""
import json

from jwcrypto import jwe, jwk, jws

CLAIMS = json.dumps({"iss": "https://issuer.example", "sub": "user-42", "exp": 4102444800})


def put(**entry):
    print(json.dumps({"maker": "jwcrypto", **entry}))


def strip(key, private):
    data = json.loads(key.export(private_key=private))
    return {name: value for name, value in data.items() if name not in ("kid", "alg", "use")}


KEYS = {
    "RS": lambda: jwk.JWK.generate(kty="RSA", size=2048),
    "PS": lambda: jwk.JWK.generate(kty="RSA", size=2048),
    "HS": lambda: jwk.JWK.generate(kty="oct", size=512),
}
signers = [(f"{family}{size}", KEYS[family]()) for family in ("HS", "RS", "PS") for size in (256, 384, 512)]
for algorithm, curve in (("ES256", "P-256"), ("ES384", "P-384"), ("ES512", "P-521"), ("ES256K", "secp256k1")):
    signers.append((algorithm, jwk.JWK.generate(kty="EC", crv=curve)))
for curve in ("Ed25519", "Ed448"):
    signers.append(("EdDSA", jwk.JWK.generate(kty="OKP", crv=curve)))

for algorithm, key in signers:
    public = strip(key, key.is_symmetric)
    for form in ("compact", "flattened"):
        token = jws.JWS(CLAIMS.encode())
        token.allowed_algs = [algorithm]
        token.add_signature(key, None, json.dumps({"alg": algorithm}), None)
        put(name=algorithm, kind="jws", form=form, token=token.serialize(compact=form == "compact"), key=public)

ENCS = {"A128GCM": 128, "A192GCM": 192, "A256GCM": 256, "A128CBC-HS256": 256, "A192CBC-HS384": 384, "A256CBC-HS512": 512}
RSA = jwk.JWK.generate(kty="RSA", size=2048)
recipients = [("RSA1_5", "RSA1_5", RSA), ("RSA-OAEP", "RSA-OAEP", RSA), ("RSA-OAEP-256", "RSA-OAEP-256", RSA)]
for curve, kty in (("P-256", "EC"), ("P-384", "EC"), ("P-521", "EC"), ("X25519", "OKP"), ("X448", "OKP")):
    key = jwk.JWK.generate(kty=kty, crv=curve)
    for suffix in ("", "+A128KW", "+A192KW", "+A256KW"):
        recipients.append((f"ECDH-ES{suffix} {curve}", f"ECDH-ES{suffix}", key))
for size in (128, 192, 256):
    for kind in ("KW", "GCMKW"):
        recipients.append((f"A{size}{kind}", f"A{size}{kind}", jwk.JWK.generate(kty="oct", size=size)))
for algorithm in ("PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW"):
    recipients.append((algorithm, algorithm, jwk.JWK.generate(kty="oct", size=160)))

jwe.default_allowed_algs = list(jwe.JWE().allowed_algs) + ["RSA1_5", "PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW"]
for enc, size in ENCS.items():
    for name, algorithm, key in [*recipients, ("dir", "dir", jwk.JWK.generate(kty="oct", size=size))]:
        for zipped in (False, True):
            header = {"alg": algorithm, "enc": enc, **({"zip": "DEF"} if zipped else {})}
            token = jwe.JWE(CLAIMS.encode(), json.dumps(header), algs=[algorithm, enc])
            token.add_recipient(key)
            put(name=f"{name} {enc}{' zip' if zipped else ''}", kind="jwe", form="compact",
                token=token.serialize(compact=True), key=strip(key, True))
    # Two recipients, general serialization: either key opens it.
    token = jwe.JWE(CLAIMS.encode(), json.dumps({"enc": enc}), algs=["RSA-OAEP", "A256KW", enc])
    second = jwk.JWK.generate(kty="oct", size=256)
    token.add_recipient(RSA, json.dumps({"alg": "RSA-OAEP"}))
    token.add_recipient(second, json.dumps({"alg": "A256KW"}))
    for which, key in (("first", RSA), ("second", second)):
        put(name=f"two recipients, {which}, {enc}", kind="jwe", form="general", token=token.serialize(), key=strip(key, True))
