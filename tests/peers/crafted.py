"""About a thousand objects that are odd in one way each, *with right signatures and tags over what they are*: headers that
JSON parsers read differently, encodings that decoders forgive, members that stand where they must not, keys that forbid
themselves. Jotsmith, jwcrypto and npm jose each say whether they take it. Where Jotsmith takes what no peer takes, or
refuses what every peer takes, EXPLAINED must say why; anything else fails.

Usage: crafted.py PATH-TO-JOTSMITH [FOLDER-WITH-NPM-JOSE]
"""
import base64
import collections
import hashlib
import hmac
import json
import os
import re
import subprocess
import sys
import tempfile
import zlib
from concurrent.futures import ThreadPoolExecutor

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwcrypto import jwe, jwk, jws

# What Jotsmith takes and no peer does; the others are refused here and taken by every peer.
EXPLAINED = [
    ("taken", r"parts lead|json trailing|bearer", "paste clean-up, listed as such"),
    ("taken", r"\btail\b", "an SD-JWT without disclosures (RFC 9901 §4)"),
    ("taken", r"key ops dup", "a warning about the key (RFC 7517 §4.3)"),
    ("refused", r"hdr dup", "two members of one name: parsers differ (RFC 7515 §4)"),
    ("refused", r"hdr crit dup", "crit names one twice (RFC 7515 §4.1.11)"),
    ("refused", r"json both|json general header top|json general \+", "two serializations mixed (RFC 7515 §7.2.2)"),
    ("refused", r"json jwe mix|json recipients mix", "a JWS and a JWE in one (RFC 7516 §9)"),
    ("refused", r"key ops empty", "key_ops allows nothing (RFC 7517 §4.3)"),
    ("refused", r"key alg", "one key, one algorithm (RFC 7517 §4.4, rfc8725bis §3.1)"),
    ("refused", r"sig pad|sig noncanon|b64 (pad|noncanon) (ct|tag)", "not base64url as JOSE has it (RFC 7515 §2)"),
    ("refused", r"hdr typ number", "typ is a string (RFC 7515 §4.1.9)"),
    ("refused", r"jwe dirkey ops|jwe key ops", "key_ops forbids it (RFC 7517 §4.3)"),
]

ALGORITHMS = ["HS256", "RS256", "PS256", "ES256", "ES512", "EdDSA"]
CLAIMS = '{"iss":"a"}'


def b64(data):
    data = data.encode() if isinstance(data, str) else data
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def padded(data):
    return base64.urlsafe_b64encode(data.encode() if isinstance(data, str) else data).decode()


def number(value, length=None):
    return value.to_bytes(length or (value.bit_length() + 7) // 8, "big")


def next_character(text):
    """The text with the bits of its last character changed that stand for no byte."""
    return text[:-1] + chr(ord(text[-1]) + 1)


# ---- Keys

SECRET = bytes(range(40))
RSA = rsa.generate_private_key(65537, 2048)
EC = {"ES256": (ec.generate_private_key(ec.SECP256R1()), "P-256", 32, hashes.SHA256()),
      "ES512": (ec.generate_private_key(ec.SECP521R1()), "P-521", 66, hashes.SHA512())}
ED = ed25519.Ed25519PrivateKey.generate()


def ec_jwk(name):
    key, curve, length, _ = EC[name]
    point = key.public_key().public_numbers()
    return {"kty": "EC", "crv": curve, "x": b64(number(point.x, length)), "y": b64(number(point.y, length))}


RSA_JWK = {"kty": "RSA", "n": b64(number(RSA.public_key().public_numbers().n)), "e": "AQAB"}
KEYS = {"HS256": {"kty": "oct", "k": b64(SECRET)}, "RS256": RSA_JWK, "PS256": RSA_JWK,
        "ES256": ec_jwk("ES256"), "ES512": ec_jwk("ES512"),
        "EdDSA": {"kty": "OKP", "crv": "Ed25519", "x": b64(ED.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))}}


def sign(algorithm, message):
    if algorithm == "HS256":
        return hmac.new(SECRET, message, hashlib.sha256).digest()
    if algorithm == "RS256":
        return RSA.sign(message, padding.PKCS1v15(), hashes.SHA256())
    if algorithm == "PS256":
        return RSA.sign(message, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
    if algorithm == "EdDSA":
        return ED.sign(message)
    key, _, length, digest = EC[algorithm]
    r, s = utils.decode_dss_signature(key.sign(message, ec.ECDSA(digest)))
    return number(r, length) + number(s, length)


# ---- Headers: JSON texts, with ALG for the algorithm

HEADERS = {
    "plain": '{"alg":"ALG"}', "typ": '{"alg":"ALG","typ":"JWT"}', "ws": ' {\r\n "alg" : "ALG"\t} ',
    "bom": '\ufeff{"alg":"ALG"}', "esc name": '{"\\u0061lg":"ALG"}',
    "dup alg same": '{"alg":"ALG","alg":"ALG"}', "dup alg none first": '{"alg":"none","alg":"ALG"}',
    "dup typ": '{"alg":"ALG","typ":"a","typ":"JWT"}', "dup unknown": '{"alg":"ALG","x":1,"x":2}',
    "nested twice": '{"alg":"ALG","x":{"a":1,"a":2}}',
    "crit empty": '{"alg":"ALG","crit":[]}', "crit unknown": '{"alg":"ALG","crit":["x"],"x":1}',
    "crit absent": '{"alg":"ALG","crit":["x"]}', "crit alg": '{"alg":"ALG","crit":["alg"]}',
    "crit string": '{"alg":"ALG","crit":"b64","b64":true}', "crit null": '{"alg":"ALG","crit":null}',
    "crit b64 true": '{"alg":"ALG","crit":["b64"],"b64":true}',
    "crit dup": '{"alg":"ALG","crit":["b64","b64"],"b64":true}', "crit number": '{"alg":"ALG","crit":[1]}',
    "crit b64 missing": '{"alg":"ALG","crit":["b64"]}', "crit exp": '{"alg":"ALG","crit":["exp"],"exp":9999999999}',
    "b64 string": '{"alg":"ALG","b64":"false","crit":["b64"]}', "b64 null": '{"alg":"ALG","b64":null}',
    "b64 number": '{"alg":"ALG","b64":0,"crit":["b64"]}',
    "alg lower": '{"alg":"LOWER"}', "alg space": '{"alg":"ALG "}', "alg number": '{"alg":1}', "alg null": '{"alg":null}',
    "alg list": '{"alg":["ALG"]}', "alg missing": '{"typ":"JWT"}', "alg empty": '{"alg":""}', "Alg": '{"Alg":"ALG"}',
    "kid number": '{"alg":"ALG","kid":1}', "kid null": '{"alg":"ALG","kid":null}', "kid object": '{"alg":"ALG","kid":{}}',
    "kid control": '{"alg":"ALG","kid":"a\\u0000b"}', "typ number": '{"alg":"ALG","typ":1}',
    "x5t bad": '{"alg":"ALG","x5t":"!!"}', "x5c string": '{"alg":"ALG","x5c":"a"}', "x5c empty": '{"alg":"ALG","x5c":[]}',
    "jku number": '{"alg":"ALG","jku":1}', "jwk string": '{"alg":"ALG","jwk":"a"}', "jwk empty": '{"alg":"ALG","jwk":{}}',
    "empty name": '{"alg":"ALG","":1}', "proto": '{"alg":"ALG","__proto__":{"a":1}}',
    "nested": '{"alg":"ALG","x":' + "[" * 100 + "]" * 100 + "}",
    "deep": '{"alg":"ALG","x":' + "[" * 2000 + "]" * 2000 + "}", "large number": '{"alg":"ALG","x":1e999}',
    "surrogate": '{"alg":"ALG","x":"\\ud800"}', "trailing": '{"alg":"ALG"}x', "trailing space": '{"alg":"ALG"}  \n',
    "trailing nul": '{"alg":"ALG"}\0', "trailing comma": '{"alg":"ALG",}', "single quotes": "{'alg':'ALG'}",
    "comment": '{/**/"alg":"ALG"}', "nan": '{"alg":"ALG","x":NaN}', "leading zero": '{"alg":"ALG","x":01}',
    "plus": '{"alg":"ALG","x":+1}', "array": '["ALG"]', "string": '"ALG"', "null": "null", "empty object": "{}",
    "raw control": '{"alg":"ALG","x":"\x01"}', "raw delete": '{"alg":"ALG","x":"\x7f"}',
    "noncharacter": '{"alg":"ALG","x":"\uffff"}',
}
BYTES = {"not utf8": b'{"alg":"ALG","x":"\xff"}', "overlong": b'{"alg":"ALG","x":"\xc0\x80"}',
         "surrogate utf8": b'{"alg":"ALG","x":"\xed\xa0\x80"}'}
# For every algorithm; the others for two.
ALWAYS = {"plain", "crit unknown", "dup alg none first", "alg lower", "bom", "trailing"}
RESTRICTIONS = {
    "use enc": {"use": "enc"}, "use other": {"use": "x"}, "use number": {"use": 1}, "ops sign": {"key_ops": ["sign"]},
    "ops enc": {"key_ops": ["encrypt"]}, "ops empty": {"key_ops": []}, "ops dup": {"key_ops": ["verify", "verify"]},
    "ops string": {"key_ops": "verify"}, "alg other": {"alg": "ES384"}, "alg unknown": {"alg": "foo"},
    "ext": {"ext": False},
}

cases = []


def case(name, token, key):
    cases.append({"name": name, "token": token, "key": key})


def signed(algorithm, header=None, payload=CLAIMS, encoded_header=None, encoded_payload=None):
    header = encoded_header if encoded_header is not None else b64(header)
    payload = encoded_payload if encoded_payload is not None else b64(payload)
    message = f"{header}.{payload}"
    return f"{message}.{b64(sign(algorithm, message.encode()))}"


def signatures(algorithm):
    key, header = KEYS[algorithm], f'{{"alg":"{algorithm}"}}'
    is_full = algorithm in ("HS256", "ES256")
    for name, text in HEADERS.items():
        if is_full or name in ALWAYS:
            text = text.replace("LOWER", algorithm.lower()).replace("ALG", algorithm)
            case(f"hdr {name} {algorithm}", signed(algorithm, text), key)
    for name, raw in BYTES.items():
        raw = raw.replace(b"ALG", algorithm.encode())
        case(f"hdr {name} {algorithm}", signed(algorithm, encoded_header=b64(raw)), key)
    for name, payload in {"empty": "", "text": "hello", "array": "[]", "twice": '{"iss":"a","iss":"b"}',
                          "binary": b"\xff\xfe"}.items():
        case(f"pay {name} {algorithm}", signed(algorithm, header, payload), key)
    first, body = b64(header), b64(CLAIMS)
    for name, (one, two) in {
        "pad hdr": (padded(header) if len(header) % 3 else padded(header) + "=", body), "ws hdr": (first[:5] + " " + first[5:], body),
        "nl hdr": (first[:5] + "\n" + first[5:], body), "noncanon hdr": (next_character(b64(header + " " * (len(header) % 3 == 0))), body),
        "pad pay": (first, body + "="), "noncanon pay": (first, next_character(b64('{"a":1}'))),
        "ws pay": (first, body[:4] + " " + body[4:]), "star pay": (first, body[:4] + "*" + body[4:]),
        "std pay": (first, base64.b64encode('{"a":"ÿî???>>>"}'.encode()).decode().rstrip("=")),
    }.items():
        case(f"b64 {name} {algorithm}", signed(algorithm, encoded_header=one, encoded_payload=two), key)
    token = signed(algorithm, header)
    start, signature = token.rsplit(".", 1)
    raw = base64.urlsafe_b64decode(signature + "==")
    for name, text in {
        "pad": padded(raw) if len(raw) % 3 else padded(raw) + "=", "noncanon": next_character(signature) if len(raw) % 3 else signature + "==",
        "std": base64.b64encode(raw).decode(), "short": b64(raw[:-1]), "long": b64(raw + b"\0"), "lead": b64(b"\0" + raw),
        "empty": "", "zero": b64(bytes(len(raw))), "double": b64(raw + raw), "star": signature[:9] + "*" + signature[9:],
    }.items():
        case(f"sig {name} {algorithm}", f"{start}.{text}", key)
    case(f"parts 4 {algorithm}", token + ".", key)
    case(f"parts 2 {algorithm}", start, key)
    case(f"parts lead {algorithm}", "." + token, key)
    case(f"tail {algorithm}", token + "~", key)
    for name, members in RESTRICTIONS.items():
        case(f"key {name} {algorithm}", token, {**key, **members})
    serializations(algorithm, key, header)


def serializations(algorithm, key, header):
    def flat(protected, **members):
        message = ("" if protected is None else b64(protected)) + "." + b64(CLAIMS)
        own = {} if protected is None else {"protected": b64(protected)}
        return {**own, "payload": b64(CLAIMS), "signature": b64(sign(algorithm, message.encode())), **members}

    whole = flat(header)
    entry = {"protected": b64(header), "signature": whole["signature"]}
    open_header = flat(None, header={"alg": algorithm})
    for name, value in {
        "plain": whole, "extra": flat(header, foo=1), "header empty": flat(header, header={}), "header kid": flat(header, header={"kid": "x"}),
        "header alg twice": flat(header, header={"alg": algorithm}), "header alg none": flat(header, header={"alg": "none"}),
        "header crit": flat(header, header={"crit": ["x"], "x": 1}), "header list": flat(header, header=[]),
        "header text": flat(header, header="x"), "prot absent": open_header, "nothing names alg": flat(None),
        "prot empty text": {**open_header, "protected": ""}, "prot empty object": flat("{}", header={"alg": algorithm}),
        "prot null": {**open_header, "protected": None}, "prot object": {**whole, "protected": json.loads(header)},
        "sig null": {**whole, "signature": None}, "sigs empty": {"payload": b64(CLAIMS), "signatures": []},
        "both": {**whole, "signatures": [entry]}, "general": {"payload": b64(CLAIMS), "signatures": [entry]},
        "general extra": {"payload": b64(CLAIMS), "x": 1, "signatures": [{**entry, "y": 2}]},
        "general header top": {"payload": b64(CLAIMS), "header": {"kid": "a"}, "signatures": [entry]},
        "general text": {"payload": b64(CLAIMS), "signatures": ["x"]}, "general object": {"payload": b64(CLAIMS), "signatures": entry},
        "payload null": {**whole, "payload": None}, "payload pad": {**whole, "payload": b64(CLAIMS) + "="},
        "jwe mix": {**whole, "ciphertext": "AA"}, "recipients mix": {**whole, "recipients": []},
        "crit names unprotected": flat(f'{{"alg":"{algorithm}","crit":["x"]}}', header={"x": 1}),
    }.items():
        case(f"json {name} {algorithm}", json.dumps(value), key)
    text = json.dumps(whole)
    case(f"json dup payload {algorithm}", text[:-1] + ',"payload":"e30"}', key)
    case(f"json dup signature {algorithm}", text[:-1] + ',"signature":"AA"}', key)
    case(f"json trailing {algorithm}", text + "x", key)
    case(f"json escaped {algorithm}", text.replace('"payload"', '"p\\u0061yload"'), key)


# ---- Encryption: A128KW and dir with A128GCM

WRAPPING, CONTENT, IV = bytes(range(16)), bytes(range(50, 66)), bytes(12)
ENCRYPTED_KEY = aes_key_wrap(WRAPPING, CONTENT)
WRAP = '{"alg":"A128KW","enc":"A128GCM"}'
DIRECT = '{"alg":"dir","enc":"A128GCM"}'
WRAP_KEY, DIRECT_KEY = {"kty": "oct", "k": b64(WRAPPING)}, {"kty": "oct", "k": b64(CONTENT)}


def sealed(protected, plaintext=b"{}", iv=IV, aad=None):
    own = "" if protected is None else b64(protected)
    data = own + ("" if aad is None else "." + b64(aad))
    ciphertext = AESGCM(CONTENT).encrypt(iv, plaintext, data.encode())
    return own, ciphertext[:-16], ciphertext[-16:]


def compact(protected, encrypted_key, plaintext=b"{}", iv=IV, tag_length=16):
    own, ciphertext, tag = sealed(protected, plaintext, iv)
    return ".".join([own, b64(encrypted_key), b64(iv), b64(ciphertext), b64(tag[:tag_length])])


def members(protected, encrypted_key, aad=None, without=(), **more):
    own, ciphertext, tag = sealed(protected, aad=aad)
    made = {} if protected is None else {"protected": own}
    if encrypted_key is not None:
        made["encrypted_key"] = b64(encrypted_key)
    made.update({"iv": b64(IV), "ciphertext": b64(ciphertext), "tag": b64(tag)})
    if aad is not None:
        made["aad"] = b64(aad)
    made.update(more)
    return {name: value for name, value in made.items() if name not in without}


def encryptions():
    for name, text in HEADERS.items():
        for algorithm, encrypted_key, key in (("A128KW", ENCRYPTED_KEY, WRAP_KEY), ("dir", b"", DIRECT_KEY)):
            header = text.replace("LOWER", algorithm.swapcase()).replace("ALG", algorithm)
            if "{" in header and name != "empty object":
                header = header.replace("{", '{"enc":"A128GCM",', 1)
            case(f"jwe hdr {name} {algorithm}", compact(header, encrypted_key), key)
    zipped = '{"alg":"A128KW","enc":"A128GCM","zip":"DEF"}'
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = deflater.compress(b'{"a":1}') + deflater.flush()
    plain = compact(WRAP, ENCRYPTED_KEY)
    tokens = {
        "plain": plain, "ek cut": compact(WRAP, ENCRYPTED_KEY[:-8]), "ek long": compact(WRAP, ENCRYPTED_KEY + bytes(8)),
        "ek empty": compact(WRAP, b""), "cek long": compact(WRAP, aes_key_wrap(WRAPPING, CONTENT + CONTENT[:8])),
        "tag 12": compact(WRAP, ENCRYPTED_KEY, tag_length=12), "tag 0": compact(WRAP, ENCRYPTED_KEY, tag_length=0),
        "iv 16": compact(WRAP, ENCRYPTED_KEY, iv=bytes(16)), "iv 8": compact(WRAP, ENCRYPTED_KEY, iv=bytes(8)),
        "empty plaintext": compact(WRAP, ENCRYPTED_KEY, b""), "enc missing": compact('{"alg":"A128KW"}', ENCRYPTED_KEY),
        "enc number": compact('{"alg":"A128KW","enc":1}', ENCRYPTED_KEY), "enc other": compact(WRAP.replace("A128G", "A256G"), ENCRYPTED_KEY),
        "enc lower": compact(WRAP.replace("A128GCM", "a128gcm"), ENCRYPTED_KEY),
        "zip": compact(zipped, ENCRYPTED_KEY, deflated), "zip trailing": compact(zipped, ENCRYPTED_KEY, deflated + b"xx"),
        "zip zlib": compact(zipped, ENCRYPTED_KEY, zlib.compress(b'{"a":1}')), "zip not": compact(zipped, ENCRYPTED_KEY),
        "zip lower": compact(zipped.replace("DEF", "def"), ENCRYPTED_KEY, deflated), "parts 6": plain + ".", "parts 4": plain.rsplit(".", 1)[0],
    }
    parts = plain.split(".")
    for index, part in enumerate(["hdr", "ek", "iv", "ct", "tag"]):
        value = parts[index]
        padding_needed = "=" * (-len(value) % 4) or "="
        for name, text in {"pad": value + padding_needed, "noncanon": next_character(value), "star": value[:2] + "*" + value[2:], "empty": ""}.items():
            tokens[f"b64 {name} {part}"] = ".".join(parts[:index] + [text] + parts[index + 1:])
    for name, token in tokens.items():
        case(f"jwe {name}", token, WRAP_KEY)
    case("jwe dir", compact(DIRECT, b""), DIRECT_KEY)
    case("jwe dir ek", compact(DIRECT, ENCRYPTED_KEY), DIRECT_KEY)
    entry, shared = {"encrypted_key": b64(ENCRYPTED_KEY)}, members(WRAP, None)
    all_open = members(None, ENCRYPTED_KEY, unprotected=json.loads(WRAP))
    for name, value in {
        "plain": members(WRAP, ENCRYPTED_KEY), "aad": members(WRAP, ENCRYPTED_KEY, b"x"), "aad empty": members(WRAP, ENCRYPTED_KEY, b""),
        "aad left out": members(WRAP, ENCRYPTED_KEY, b"x", ["aad"]), "no tag": members(WRAP, ENCRYPTED_KEY, without=["tag"]),
        "no iv": members(WRAP, ENCRYPTED_KEY, without=["iv"]), "no ciphertext": members(WRAP, ENCRYPTED_KEY, without=["ciphertext"]),
        "no ek": shared, "unprot": members(WRAP, ENCRYPTED_KEY, unprotected={"kid": "x"}),
        "unprot alg twice": members(WRAP, ENCRYPTED_KEY, unprotected={"alg": "A128KW"}), "header enc twice": members(WRAP, ENCRYPTED_KEY, header={"enc": "A128GCM"}),
        "header and unprot": members(WRAP, ENCRYPTED_KEY, header={"x": 1}, unprotected={"x": 1}), "all open": all_open,
        "alg in header": members('{"enc":"A128GCM"}', ENCRYPTED_KEY, header={"alg": "A128KW"}), "zip unprot": members(WRAP, ENCRYPTED_KEY, unprotected={"zip": "DEF"}),
        "crit unprot": members(WRAP, ENCRYPTED_KEY, unprotected={"crit": ["x"], "x": 1}), "crit header": members(WRAP, ENCRYPTED_KEY, header={"crit": ["x"], "x": 1}),
        "general": {**shared, "recipients": [entry]}, "general kid": {**shared, "recipients": [{**entry, "header": {"kid": "a"}}]},
        "general empty": {**shared, "recipients": []}, "general + ek": {**shared, **entry, "recipients": [entry]},
        "general + header": {**shared, "header": {"kid": "a"}, "recipients": [entry]}, "general text": {**shared, "recipients": ["x"]},
        "general object": {**shared, "recipients": entry}, "extra": members(WRAP, ENCRYPTED_KEY, foo=1),
        "prot empty": {**all_open, "protected": ""}, "unprot null": members(WRAP, ENCRYPTED_KEY, unprotected=None),
        "unprot list": members(WRAP, ENCRYPTED_KEY, unprotected=[]), "header null": members(WRAP, ENCRYPTED_KEY, header=None),
        "ek null": {**shared, "encrypted_key": None}, "tag null": members(WRAP, ENCRYPTED_KEY, tag=None), "iv number": members(WRAP, ENCRYPTED_KEY, iv=1),
    }.items():
        case(f"jwe json {name}", json.dumps(value), WRAP_KEY)
    for name, value in {"no ek": members(DIRECT, None), "ek empty": members(DIRECT, b""), "ek": members(DIRECT, ENCRYPTED_KEY)}.items():
        case(f"jwe json dir {name}", json.dumps(value), DIRECT_KEY)
    for name, more in {"use sig": {"use": "sig"}, "ops wrap": {"key_ops": ["wrapKey"]}, "ops decrypt": {"key_ops": ["decrypt"]},
                       "ops unwrap": {"key_ops": ["unwrapKey"]}, "alg A256KW": {"alg": "A256KW"}, "alg HS256": {"alg": "HS256"}}.items():
        case(f"jwe key {name}", plain, {**WRAP_KEY, **more})
        case(f"jwe dirkey {name}", compact(DIRECT, b""), {**DIRECT_KEY, **more})


# ---- Who takes what

def by_jwcrypto(entry):
    try:
        key = jwk.JWK(**entry["key"])
        if entry["name"].startswith("jwe"):
            jwe.JWE().deserialize(entry["token"], key)
        else:
            token = jws.JWS()
            token.allowed_algs = ALGORITHMS
            token.deserialize(entry["token"], key)
        return True
    except Exception:  # It has many kinds, and some that come from below it.
        return False


def by_npm(folder):
    here = os.path.dirname(os.path.realpath(__file__))
    run = subprocess.run(["node", os.path.join(here, "crafted.mjs"), folder], input=json.dumps(cases),
                         capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def by_jotsmith(binary, folder):
    def look(indexed):
        index, entry = indexed
        path = os.path.join(folder, str(index))
        for suffix, text in ((".jwk", json.dumps(entry["key"])), (".txt", entry["token"])):
            with open(path + suffix, "w", newline="") as file:
                file.write(text)
        run = subprocess.run([binary, "inspect", "--json", "--now", "1700000000", "--key", path + ".jwk", path + ".txt"],
                             capture_output=True, text=True, timeout=120)
        if run.returncode not in (0, 1, 2, 3):
            raise RuntimeError(f"{entry['name']}: exit status {run.returncode}: {run.stderr[-300:]}")
        layers = json.loads(run.stdout)["layers"] if run.stdout else []
        results = [result for layer in layers[:1] for result in (layer.get("signatures") or []) + (layer.get("recipients") or [])]
        return any(result["status"] in ("verified", "decrypted") for result in results)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(look, enumerate(cases)))


def main():
    binary, *npm = sys.argv[1:]
    for algorithm in ALGORITHMS:
        signatures(algorithm)
    encryptions()
    peers = {"jwcrypto": [by_jwcrypto(entry) for entry in cases]}
    if npm:
        peers["npm jose"] = by_npm(npm[0])
    with tempfile.TemporaryDirectory() as folder:
        here = by_jotsmith(binary, folder)
    counts, wrong, used = collections.Counter(), [], collections.Counter()
    for index, entry in enumerate(cases):
        theirs = [answers[index] for answers in peers.values()]
        if here[index] in theirs:
            counts["as all peers" if theirs.count(here[index]) == len(theirs) else "as some peer"] += 1
            continue
        kind = "taken" if here[index] else "refused"
        why = next((why for side, pattern, why in EXPLAINED if side == kind and re.search(pattern, entry["name"])), None)
        if why:
            counts["explained"] += 1
            used[f"{kind}: {why}"] += 1
        else:
            wrong.append(f"{kind} here alone: {entry['name']}\n    {entry['token'][:300]}")
    print(f"crafted objects: {len(cases)}, compared with {' and '.join(peers)}: "
          + ", ".join(f"{count} {word}" for word, count in sorted(counts.items())) + f", {len(wrong)} unexplained")
    for why, count in sorted(used.items()):
        print(f"  {count:3} {why}")
    print("\n".join(wrong))
    sys.exit(1 if wrong else 0)


main()
