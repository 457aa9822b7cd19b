"""Makes the tokens of `tests/golden/cli/verdict` that carry their own key or a chain of certificates, all of the same minute:
needs PyPI cryptography. The files W1 to W9 and weak-kb are kept as they were found.

Usage: make.py FOLDER
"""

import base64
import datetime
import hashlib
import json
import os
import sys
import zlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID

NOW = 1_700_000_000
DAY = 86_400


def encode(data):
    return base64.urlsafe_b64encode(data if isinstance(data, bytes) else data.encode()).rstrip(b"=").decode()


def text(value):
    return json.dumps(value, separators=(",", ":"))


class Key:
    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())

    def jwk(self, **more):
        numbers = self.key.public_key().public_numbers()
        coordinates = {name: encode(value.to_bytes(32, "big")) for name, value in [("x", numbers.x), ("y", numbers.y)]}
        return {"kty": "EC", "crv": "P-256", **coordinates, **more}

    def thumbprint(self):
        return encode(hashlib.sha256(text({name: self.jwk()[name] for name in ["crv", "kty", "x", "y"]}).encode()).digest())

    def parts(self, header, payload):
        payload = payload if isinstance(payload, bytes) else text(payload).encode()
        signed = f"{encode(text({'alg': 'ES256', **header}))}.{encode(payload)}"
        r, s = decode_dss_signature(self.key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        return [*signed.split("."), encode(r.to_bytes(32, "big") + s.to_bytes(32, "big"))]

    def token(self, header, payload):
        return ".".join(self.parts(header, payload))


def certificate(name, key, issuer=None, authority=False, end=3650 * DAY):
    named = lambda name: x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    at = lambda second: datetime.datetime.fromtimestamp(NOW + second, datetime.timezone.utc)
    usage = dict.fromkeys(["content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "crl_sign", "encipher_only", "decipher_only"], False)
    issued_by, with_key = issuer or (name, key)
    builder = x509.CertificateBuilder().subject_name(named(name)).issuer_name(named(issued_by)).public_key(key.key.public_key())
    builder = builder.serial_number(4711).not_valid_before(at(-30 * DAY)).not_valid_after(at(end))
    builder = builder.add_extension(x509.BasicConstraints(authority, None), critical=True)
    builder = builder.add_extension(x509.KeyUsage(digital_signature=not authority, key_cert_sign=authority, **usage), critical=True)
    return builder.sign(with_key.key, hashes.SHA256())


def der(found):
    return base64.b64encode(found.public_bytes(serialization.Encoding.DER)).decode()


def pem(found):
    return found.public_bytes(serialization.Encoding.PEM).decode()


def main():
    files = {}
    client, issuer = Key(), Key()
    claims = {"iss": "https://as.example", "sub": "user-4711", "aud": "https://api.example", "iat": NOW - 60, "exp": NOW + 540}
    access = issuer.token({"typ": "at+jwt"}, {**claims, "cnf": {"jkt": client.thumbprint()}})
    files["access-token.jwt"] = access
    files["access-token-of-another-key.jwt"] = issuer.token({"typ": "at+jwt"}, {**claims, "cnf": {"jkt": Key().thumbprint()}})
    files["as.jwk"] = text(issuer.jwk())
    proof = {"jti": "k2Zs8q0V", "htm": "GET", "htu": "https://api.example/things", "iat": NOW - 2, "ath": encode(hashlib.sha256(access.encode()).digest())}
    parts = client.parts({"typ": "dpop+jwt", "jwk": client.jwk()}, proof)
    files["dpop.jwt"] = ".".join(parts)
    files["dpop-altered.jwt"] = ".".join([parts[0], encode(text({**proof, "htm": "DELETE"})), parts[2]])
    files["dpop-no-jti.jwt"] = client.token({"typ": "dpop+jwt", "jwk": client.jwk()}, {name: proof[name] for name in proof if name != "jti"})
    files["request.txt"] = f"GET /things HTTP/1.1\r\nHost: api.example\r\nAuthorization: DPoP {access}\r\nDPoP: {files['dpop.jwt']}\r\n"
    attester, instance = Key(), Key()
    attestation = attester.token({"typ": "oauth-client-attestation+jwt"}, {"sub": "client", "exp": NOW + 3600, "cnf": {"jwk": instance.jwk()}})
    files["attestation.jwt"] = attestation
    files["attester.jwk"] = text(attester.jwk())
    pop = {"aud": "https://as.example", "jti": "d25d00ab", "iat": NOW - 2}
    files["attestation-pop.jwt"] = instance.token({"typ": "oauth-client-attestation-pop+jwt"}, pop)
    files["attestation-pop-other.jwt"] = Key().token({"typ": "oauth-client-attestation-pop+jwt"}, pop)
    header, payload, signature = client.parts({"jwk": client.jwk(), "url": "https://acme.example/new-account", "nonce": "6S8IqOGY7eL2lsGoTZYifg"}, {"termsOfServiceAgreed": True})
    files["acme.json"] = text({"protected": header, "payload": payload, "signature": signature})

    root, middle, leaf, other = Key(), Key(), Key(), Key()
    roots = certificate("Store Root CA", root, authority=True)
    middles = certificate("Store Intermediate CA", middle, ("Store Root CA", root), authority=True)
    leaves = certificate("Store Receipt Signing", leaf, ("Store Intermediate CA", middle))
    over = certificate("Store Receipt Signing", leaf, ("Store Intermediate CA", middle), end=-DAY)
    notice = {"notificationType": "TEST", "notificationUUID": "0a1b", "version": "2.0", "signedDate": NOW * 1000}
    files["app-store.jwt"] = leaf.token({"x5c": [der(leaves), der(middles), der(roots)]}, notice)
    files["app-store-expired.jwt"] = leaf.token({"x5c": [der(over), der(middles), der(roots)]}, notice)
    files["app-store-root.pem"] = pem(roots)
    files["other-root.pem"] = pem(certificate("Store Root CA", other, authority=True))

    files["other-kid.jwt"] = issuer.token({"kid": "2025-01"}, claims)
    files["other-kid.jwk"] = text(issuer.jwk(kid="2024-07"))

    card = {"iss": "https://smarthealth.example/issuer", "nbf": NOW - 400 * DAY, "exp": NOW - DAY, "vc": {"type": ["https://smarthealth.cards#health-card"]}}
    deflate = zlib.compressobj(wbits=-15)
    deflated = deflate.compress(text(card).encode()) + deflate.flush()
    files["health-card-expired.jwt"] = issuer.token({"zip": "DEF", "kid": issuer.thumbprint()}, deflated)
    for name, content in files.items():
        with open(os.path.join(sys.argv[1], name), "w", newline="") as file:
            file.write(content if content.endswith("\n") else content + "\n")


main()
