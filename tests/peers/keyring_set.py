"""A reader of keyrings that shares nothing with Jotsmith: PyPI jwcrypto for JOSE, and the rules of
`tests/data/keyring/README.md`. It is held against the published test set, and opens what Jotsmith writes.

Usage: keyring_set.py [PATH-TO-JOTSMITH]
"""
import hashlib
import json
import os
import subprocess
import sys
import tempfile

from jwcrypto import jwa, jwe, jwk
from jwcrypto.common import base64url_decode, base64url_encode

LARGEST = 64 * 1024 * 1024
MOST_ITERATIONS = 1_200_000
PBES2 = ["PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW"]
ENC = ["A128GCM", "A192GCM", "A256GCM", "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512"]
# The reader counts iterations itself, before it asks jwcrypto for any.
jwa.default_max_pbkdf2_iterations = MOST_ITERATIONS


class Refused(Exception):
    """Why a file is not opened."""


def once(pairs):
    """A JSON object that names nothing twice."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Refused("one name twice")
    return members


def decoded(text):
    """base64url as JOSE has it: no padding, no loose bits, no other character."""
    raw = base64url_decode(text)
    if base64url_encode(raw) != text:
        raise Refused("not base64url")
    return raw


def objects(text):
    """The protected header, the shared one, and header and key of each recipient; as a JWE in JSON serialization."""
    if text.startswith("{"):
        whole = json.loads(text, object_pairs_hook=once)
        for name in ("ciphertext", "protected", "iv", "tag"):
            if name not in whole:
                raise Refused(f"no {name}")
        return whole, whole.get("recipients", [{key: whole[key] for key in ("header", "encrypted_key") if key in whole}])
    parts = text.split(".")
    if len(parts) != 5:
        raise Refused("not five parts")
    whole = dict(zip(("protected", "encrypted_key", "iv", "ciphertext", "tag"), parts))
    return whole, [{"encrypted_key": whole.pop("encrypted_key")}]


def plaintext(text, passphrase):
    """The set that is in a JWE, and the header that was found first."""
    whole, recipients = objects(text)
    for name in ("protected", "iv", "ciphertext", "tag", "aad"):
        if name in whole:
            decoded(whole[name])
    protected = json.loads(decoded(whole["protected"]), object_pairs_hook=once)
    last = Refused("no recipient")
    first = None
    for recipient in recipients:
        header = {**protected, **whole.get("unprotected", {}), **recipient.get("header", {})}
        first = header if first is None else first
        try:
            alg, enc, p2c = header.get("alg"), header.get("enc"), header.get("p2c")
            if alg not in PBES2 or enc not in ENC:
                raise Refused("not for a passphrase, or unknown")
            if type(p2c) is not int or not 1 <= p2c <= MOST_ITERATIONS:
                raise Refused("too many iterations, or none")
            if len(decoded(header["p2s"])) < 8:
                raise Refused("a short salt")
            if "crit" in header:
                raise Refused("something critical")
            if len(decoded(whole["iv"])) != (12 if enc.endswith("GCM") else 16):
                raise Refused("an IV of another length")
            if len(decoded(whole["tag"])) != (16 if enc.endswith("GCM") else int(enc[-3:]) // 16):
                raise Refused("a tag of another length")
            if not passphrase:
                raise Refused("an empty passphrase is nobody's")
            one = {name: whole[name] for name in ("protected", "iv", "ciphertext", "tag", "aad", "unprotected") if name in whole}
            opened = jwe.JWE(algs=[alg, enc])
            opened.deserialize(json.dumps({**one, **recipient}))
            opened.decrypt(jwk.JWK(kty="oct", k=base64url_encode(passphrase.encode())))
            return opened.payload, first
        except Refused as error:
            last = error
        except Exception as error:  # noqa: BLE001 whatever a library says, it does not open
            last = Refused(f"{type(error).__name__}: {error}")
    raise last


MEMBERS = {"oct": ("k", "kty"), "EC": ("crv", "kty", "x", "y"), "OKP": ("crv", "kty", "x"), "RSA": ("e", "kty", "n")}


def thumbprint(entry):
    """That of a key that can be used, by jwcrypto; `none` otherwise."""
    try:
        if not isinstance(entry, dict) or entry["kty"] not in MEMBERS or entry.get("k") == "":
            return "none"
        key = jwk.JWK(**{name: value for name, value in entry.items() if name in (*MEMBERS[entry["kty"]], "d")})
        if entry["kty"] != "oct":
            key.get_op_key("verify" if entry["kty"] == "EC" else "encrypt" if entry["kty"] == "RSA" else "unwrapKey"
                           if entry["crv"].startswith("X") else "verify")
        return key.thumbprint()
    except Exception:  # noqa: BLE001 jwcrypto refuses it in its own way
        return "none"


def read(file, called, passphrase):
    """Name, entries, members of Jotsmith, and the plaintext of a keyring."""
    if len(file) > LARGEST:
        raise Refused("too long")
    text = file.removeprefix(b"\xef\xbb\xbf").decode().strip(" \t\r\n")
    if not text:
        raise Refused("empty")
    is_plain = text.startswith("{") and "ciphertext" not in json.loads(text)
    if is_plain and (called != "public" or passphrase is not None):
        raise Refused("a plain set where an encrypted keyring has to be")
    if not is_plain and passphrase is None:
        raise Refused("a passphrase is needed")
    content, header = (text.encode(), {}) if is_plain else plaintext(text, passphrase)
    lists = []

    def pairs(found):
        # The outermost object comes last, and its lists with it.
        lists[:] = [value for name, value in found if name == "keys"]
        return dict(found)

    whole = json.loads(content, object_pairs_hook=pairs)
    if not isinstance(whole, dict):
        raise Refused("no set")
    if lists and not all(isinstance(each, list) for each in lists) or not lists and "kty" not in whole:
        raise Refused("no set")
    entries = [entry for each in lists for entry in each] if lists else [whole]
    own = whole.get("jotsmith") if lists and isinstance(whole.get("jotsmith"), dict) else {}
    name = header.get("kid")
    return (name if isinstance(name, str) else "file"), entries, own, content


def number(value):
    return value if type(value) is int and value >= 0 else None


def check(path):
    """What is wrong with one case, if anything."""
    with open(path, "rb") as case:
        head, file = case.read().split(b"\n\n", 1)
    headers = [line.split(": ", 1) for line in head.decode().split("\n")]
    wanted = dict(headers)
    try:
        name, entries, own, content = read(file, wanted.get("called"), wanted.get("passphrase"))
    except (Refused, ValueError) as error:
        return None if wanted["expect"] != "opens" else f"does not open: {error}"
    if wanted["expect"] != "opens":
        return f"opens, and must not: {wanted['expect']}"
    found = {"name": name, "generation": number(own.get("gen")) or 0, "created": number(own.get("created")),
             "plaintext": hashlib.sha256(content).hexdigest(), "keys": [thumbprint(entry) for entry in entries]}
    expected = {"name": json.loads(wanted["name"]), "generation": int(wanted["generation"]),
                "created": int(wanted["created"]) if "created" in wanted else None, "plaintext": wanted["plaintext"],
                "keys": [value for key, value in headers if key == "key"]}
    return None if found == expected else f"{found}, not {expected}"


def written(binary):
    """Jotsmith makes a keyring, and this reader opens it."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PASS": "ladle gravel owl sonnet thaw", "JOTSMITH_DATA_DIR": folder}
        for kind, more in (("p-256", ["--create"]), ("ed25519", []), ("rsa-2048", []), ("oct-256", [])):
            subprocess.run([binary, "keys", "generate", kind, "--keyring", "made", "--passphrase-env", "PASS", *more],
                           env=environment, check=True, capture_output=True, timeout=120)
        listed = subprocess.run([binary, "keys", "list", "--keyring", "made", "--passphrase-env", "PASS", "--json"],
                                env=environment, check=True, capture_output=True, timeout=120)
        with open(os.path.join(folder, "keyrings", "made.jwe"), "rb") as file:
            name, entries, own, _ = read(file.read(), None, "ladle gravel owl sonnet thaw")
    known = [key["thumbprint"] for key in json.loads(listed.stdout)["keys"]]
    found = (name, [thumbprint(entry) for entry in entries], own.get("v"), own.get("gen"), isinstance(own.get("id"), str))
    return None if found == ("made", known, 1, 4, True) else f"{found}, not {known}"


folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "keyring")
cases = sorted(name for name in os.listdir(folder) if "." not in name)
faults = {name: fault for name in cases if (fault := check(os.path.join(folder, name)))}
if len(sys.argv) > 1 and (fault := written(os.path.abspath(sys.argv[1]))):
    faults["what Jotsmith wrote"] = fault
for name, fault in faults.items():
    print(f"FAULT {name}: {fault}")
print(f"keyring set, read by jwcrypto: {len(cases) - len(faults)} of {len(cases)}")
sys.exit(bool(faults) or len(cases) < 100)
