"""Whole verdicts on dressed-up claims: if any reader that nobody here wrote sees an `exp` in the past, Jotsmith must not say
*valid*. Claims, encodings and headers are mutated with a fixed seed; every token has a right signature. Prints the smallest
object that breaks the property and fails.

Usage: expired.py PATH-TO-JOTSMITH [FOLDER-WITH-node_modules] [COUNT]
"""

import base64
import gzip
import hashlib
import hmac
import html
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import urllib.parse
import zlib

import joserfc.jwt
import jwt as pyjwt
from joserfc.jwk import OctKey
from jwcrypto import jwk as jwcrypto_jwk
from jwcrypto import jwt as jwcrypto_jwt

SECRET = b"0123456789abcdef0123456789abcdef"
NOW = 1_700_000_000
PAST = ["1000", "1000.5", "1e3", "1E+3", "-5", "0", "10e2", "0.1e4", "1699999999", "1000000000000000000000e-18"]
HEADERS = [
    '{"alg":"HS256"}',
    '{"alg":"HS256","typ":"JWT"}',
    '{"alg":"HS256","typ":"text/plain"}',
    '{"alg":"HS256","cty":"text/plain"}',
    '{"alg":"HS256","cty":"JWT"}',
    '{"alg":"HS256","cty":"JOSE+JSON"}',
    '{"alg":"HS256","typ":"application/octet-stream","cty":"json"}',
    '{"alg":"HS256","typ":"jwt; charset=utf-8"}',
    '{"alg":"HS256","cty":" JWT "}',
]
# Of a JWS no standard says what `zip` means; JJWT reads DEF with the head of zlib, and GZIP.
ZIPS = ['"DEF"', '"def"', '"GZIP"', '"deflate"', '"zlib"', "null", '["DEF"]']
GUARDS = [")]}',\n", ")]}'\n", "while(1);", "for(;;);", "throw 1; <don't be evil>\n", "&&&START&&&"]


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sign(header, payload):
    text = f"{encode(header.encode())}.{encode(payload)}"
    return f"{text}.{encode(hmac.new(SECRET, text.encode(), hashlib.sha256).digest())}"


def mutated(rng):
    text = '{"iss":"a","exp":%s}' % rng.choice(PAST)
    if rng.random() < 0.3:
        text = text.replace('"exp"', rng.choice(['"\\u0065xp"', '"ex\\u0070"']))
    if rng.random() < 0.2:
        text = text[:-1] + ',"x":' + rng.choice(["NaN", "Infinity", "-Infinity", "1", "null", '[1,{"a":1}]', '"\\ud800"']) + "}"
    if rng.random() < 0.2:
        text = '{"x":' + rng.choice(["NaN", "-Infinity", "[]", '{"exp":9999999999}']) + "," + text[1:]
    if rng.random() < 0.2:
        text = text[:-1] + rng.choice([',"exp":9999999999}', ',"payload":"e30","signatures":[]}', ',"signature":"AA","protected":"e30","payload":"x"}'])
    if rng.random() < 0.2:
        text = '{"exp":9999999999,' + text[1:]
    if rng.random() < 0.2:
        text = rng.choice(["\n", "  ", "\t\r\n"]) + text + rng.choice(["\n", " ", ""])
    payload = text.encode()
    way = rng.random()
    if way < 0.12:
        return b"\xef\xbb\xbf" + payload
    if way < 0.3:
        return text.encode(rng.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]))
    if way < 0.36:
        return rng.choice([payload.rstrip()[:-1] + b',"z":"\xff"}', b'{"z":"\xff",' + payload.lstrip()[1:]])
    if way < 0.42:
        return rng.choice([b"\0" + payload, payload + b"\0\0", b'"' + payload.replace(b'"', b'\\"') + b'"'])
    if way < 0.6:
        return dressed(rng, text.strip())
    return payload


def deflated(data, window):
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    return packer.compress(data) + packer.flush()


def dressed(rng, text):
    """What no specification allows, and some reader undoes."""
    data = text.encode()
    return rng.choice(
        [
            lambda: b"/* c */ " + data,
            lambda: b"// c\n" + data + b"\n// d",
            lambda: text.replace(",", ", // c\n").encode(),
            lambda: (text[:-1] + ",}").encode(),
            lambda: rng.choice(GUARDS).encode() + data,
            lambda: b"[" + data + b"]",
            lambda: b"[[" + data + b"]]",
            lambda: f"callback({text});".encode(),
            lambda: base64.b64encode(data),
            lambda: base64.encodebytes(data),
            lambda: base64.urlsafe_b64encode(base64.b64encode(data)),
            lambda: json.dumps(base64.b64encode(data).decode()).encode(),
            lambda: data.hex().encode(),
            lambda: urllib.parse.quote(text).encode(),
            lambda: html.escape(text).encode(),
            lambda: gzip.compress(data),
            lambda: base64.b64encode(gzip.compress(data)),
            lambda: zlib.compress(data),
        ]
    )()


def zipped(rng):
    """A header with `zip`, and claims compressed in one of the ways that readers take for it."""
    data = ('{"iss":"a","exp":%s}' % rng.choice(PAST)).encode()
    typ = rng.choice(["", ',"typ":"JWT"', ',"cty":"text/plain"'])
    return '{"alg":"HS256"%s,"zip":%s}' % (typ, rng.choice(ZIPS)), rng.choice([deflated(data, -15), deflated(data, 15), gzip.compress(data), data])


# How a payload is undone by readers that go on where it is no JSON.
UNDOING = {
    "zlib": zlib.decompress,
    "gzip": gzip.decompress,
    "base64": lambda data: base64.b64decode(data, validate=False) if re.fullmatch(rb"[A-Za-z0-9+/=\s]+", data) else b"",
    "base64url": lambda data: base64.urlsafe_b64decode(data + b"=="),
    "hexadecimal": lambda data: bytes.fromhex(data.decode()),
    "percent": lambda data: urllib.parse.unquote_to_bytes(data),
    "HTML": lambda data: html.unescape(data.decode()).encode(),
    "comments": lambda data: re.sub(rb"/\*.*?\*/|//[^\n]*", b"", data),
    "trailing comma": lambda data: re.sub(rb",\s*}", b"}", data),
    "text around": lambda data: data[data.index(b"{") : data.rindex(b"}") + 1],
}


def undone(header, payload):
    """The ways in which one or two steps lead to an object whose `exp` is past."""
    ways = dict(UNDOING)
    if '"zip"' in header:
        ways["DEFLATE"] = lambda data: zlib.decompress(data, -15)
    found = set()
    texts = [((), payload)]
    for steps in [1, 2]:
        after = []
        for path, data in texts:
            for name, undo in ways.items():
                try:
                    inner = undo(data)
                except Exception:
                    continue
                if inner and inner != data:
                    after.append(((*path, name), inner))
        texts = after
        for path, inner in after:
            try:
                read = json.loads(inner)
                while isinstance(read, str) or isinstance(read, list) and len(read) == 1:
                    read = json.loads(read) if isinstance(read, str) else read[0]
                exp = read.get("exp") if isinstance(read, dict) else None
                if isinstance(exp, (int, float)) and exp <= NOW:
                    found.add("json behind " + ", ".join(path))
            except Exception:
                pass
        if found:
            return [min(found)]
    return []


def python_readers(token, payload):
    """The names of the readers that call it expired."""
    found = []
    try:
        pyjwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_aud": False, "verify_iat": False})
    except pyjwt.ExpiredSignatureError:
        found.append("PyJWT")
    except Exception:
        pass
    try:
        read = joserfc.jwt.decode(token, OctKey.import_key(SECRET), algorithms=["HS256"])
        if isinstance(read.claims.get("exp"), (int, float)) and read.claims["exp"] <= NOW:
            found.append("joserfc")
    except Exception:
        pass
    try:
        key = jwcrypto_jwk.JWK(kty="oct", k=encode(SECRET))
        jwcrypto_jwt.JWT(jwt=token, key=key, algs=["HS256"], check_claims={"exp": NOW})
    except jwcrypto_jwt.JWTExpired:
        found.append("jwcrypto")
    except Exception:
        pass
    try:
        read = json.loads(payload)
        exp = read.get("exp") if isinstance(read, dict) else None
        if isinstance(exp, (int, float)) and exp <= NOW:
            found.append("Python's json")
    except Exception:
        pass
    return found


def main():
    binary = sys.argv[1]
    modules = sys.argv[2] if len(sys.argv) > 2 else ""
    rng = random.Random(2026)
    cases = []
    for _ in range(int(sys.argv[3]) if len(sys.argv) > 3 else 1200):
        header, payload = zipped(rng) if rng.random() < 0.12 else (rng.choice(HEADERS), mutated(rng))
        cases.append((header, payload, sign(header, payload)))
    node = [[] for _ in cases]
    if modules:
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "expired.mjs")
        tokens = "\n".join(token for _, _, token in cases)
        out = subprocess.run(["node", script, modules], input=tokens, capture_output=True, text=True, check=True).stdout
        node = [json.loads(line) for line in out.splitlines()]
    broken = []
    seen = {}
    with tempfile.NamedTemporaryFile() as file:
        file.write(SECRET)
        file.flush()
        for (header, payload, token), more in zip(cases, node, strict=True):
            readers = python_readers(token, payload) + more
            readers = readers or undone(header, payload)
            for reader in readers:
                seen[reader] = seen.get(reader, 0) + 1
            if not readers:
                continue
            command = [binary, "inspect", "--now", str(NOW), "--secret-file", file.name, "-"]
            answer = subprocess.run(command, input=token, capture_output=True, text=True)
            if answer.returncode not in (1, 2, 3):
                broken.append((len(payload), header, payload, readers))
    print(f"expired claims: {len(cases)} objects; called expired by " + ", ".join(f"{name} {count}" for name, count in sorted(seen.items())))
    if broken:
        _, header, payload, readers = min(broken)
        print(f"{len(broken)} are valid although {', '.join(readers)} sees them expired; the smallest: {header} {payload!r}")
        sys.exit(1)
    if not seen:
        sys.exit("no reader saw anything expired: nothing was compared")


main()
