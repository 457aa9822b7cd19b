"""Whole verdicts under a policy, both ways: generated claims, encodings, headers, policies and clocks; five libraries that
nobody here wrote (PyJWT, joserfc, jwcrypto, npm jose, jsonwebtoken) and `jotsmith inspect` judge the same signed object. Each
disagreement is explained by a rule below, or the smallest object of it is printed and the run fails. The seed is fixed.

A library is asked about what it can check: typ, required claims and a greatest age are not for all of them.

Usage: verdict.py PATH-TO-JOTSMITH [FOLDER-WITH-node_modules] [COUNT] [SEED]
"""

import base64
import collections
import concurrent.futures
import datetime
import gzip
import hashlib
import hmac
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
import jwcrypto.jwt
import jwt as pyjwt
import jwt.api_jwt
from joserfc.jwk import OctKey
from jwcrypto.jwk import JWK

SECRET = b"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
NOW = 1_700_000_000
HASHES = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}


class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(NOW, tz)


jwt.api_jwt.datetime = Clock
jwcrypto.jwt.time.time = lambda: NOW


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


TIMES = ["1000", "1699999939", "1699999940", "1699999941", "1699999999", "1700000000", "1700000001", "1700000059", "1700000060", "1700000061", "1900000000", "1699999999.5", "1700000000.5", "1.9e9", "-1", "0"]
ODD_TIMES = ['"1900000000"', '"1000"', "null", "true", "1e400", "-1e400", "[1900000000]", "{}", '""', "99999999999999999999999"]
ISSUERS = ['"a"', '"b"', '"A"', '"a/"', '["a"]', "5", "null", '"\\u0061"', '""']
AUDIENCES = ['"api"', '"x"', '["api"]', '["x","api"]', '["x"]', "[]", '["api",1]', '"API"', "null", "5", '""', '"\\u0061pi"']
TYPES = [None, '"JWT"', '"at+jwt"', '"AT+JWT"', '"application/at+jwt"', '"at+jwt "', '"x"', "5", '"jwt; charset=utf-8"', '" JWT"', '"at+jwt;v=1"', '["at+jwt"]']
# What no specification allows, and some reader undoes.
DRESSES = {
    "mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-32-le": lambda text: text.encode("utf-32-le"),
    "nul": lambda text: text.encode() + b"\0",
    "string": lambda text: json.dumps(text).encode(),
    "cut": lambda text: text.encode()[:-1],
    "comment": lambda text: b"/* c */" + text.encode(),
    "comment inside": lambda text: text.replace("{", "{/* c */").encode(),
    "trailing comma": lambda text: text.encode()[:-1] + b",}",
    "guard": lambda text: b")]}',\n" + text.encode(),
    "list": lambda text: f"[{text}]".encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "percent": lambda text: urllib.parse.quote(text).encode(),
    "gzip": lambda text: gzip.compress(text.encode(), mtime=0),
    "zlib": lambda text: zlib.compress(text.encode()),
    "deflate": lambda text: zlib.compress(text.encode())[2:-4],
}


def generated(rng):
    members = []
    for name in ["exp", "nbf", "iat"]:
        if rng.random() < 0.45:
            far = "1900000000" if name == "exp" else "1000"
            members.append((name, far if rng.random() < 0.5 else rng.choice(TIMES if rng.random() < 0.8 else ODD_TIMES)))
    if rng.random() < 0.5:
        members.append(("iss", rng.choice(ISSUERS[:2] if rng.random() < 0.6 else ISSUERS)))
    if rng.random() < 0.5:
        members.append(("aud", rng.choice(AUDIENCES[:4] if rng.random() < 0.6 else AUDIENCES)))
    if rng.random() < 0.1:
        members.append((rng.choice(["x", "payload", "signature"]), rng.choice(['"e30"', "1", "NaN", "{}"])))
    if members and rng.random() < 0.06:
        name, _ = rng.choice(members)
        pool = {"iss": ISSUERS, "aud": AUDIENCES}.get(name, TIMES)
        members.append((name, rng.choice(pool)))
    rng.shuffle(members)
    written = lambda name: "\\u%04x" % ord(name[0]) + name[1:] if rng.random() < 0.04 else name
    text = "{" + ",".join(f'"{written(name)}":{value}' for name, value in members) + "}"
    payload, dress = text.encode(), ""
    zipped = ""
    if rng.random() < 0.12:
        dress = rng.choice([*DRESSES, "blank"])
        payload = b" \n" + payload + b"\t" if dress == "blank" else DRESSES[dress](text)
        if dress in ("zlib", "gzip", "deflate") and rng.random() < 0.7:
            zipped = ',"zip":' + rng.choice(['"DEF"', '"DEF"', '"def"', '"GZIP"'])
    algorithm = rng.choice(["HS256", "HS256", "HS384", "HS512"])
    typ = rng.choice(TYPES) if rng.random() < 0.6 else None
    header = f'{{"alg":"{algorithm}"' + (f',"typ":{typ}' if typ else "") + zipped + "}"
    policy = {}
    if rng.random() < 0.4:
        policy["issuer"] = rng.choice(["a", "a", "b"])
    if rng.random() < 0.4:
        policy["audience"] = rng.choice(["api", "api", "x"])
    if rng.random() < 0.3:
        policy["leeway"] = 60
    if rng.random() < 0.25:
        policy["algorithms"] = rng.sample(sorted(HASHES), rng.choice([1, 2]))
    if rng.random() < 0.2:
        policy["typ"] = rng.choice(["at+jwt", "JWT", "application/at+jwt"])
    if rng.random() < 0.15:
        policy["require"] = rng.choice(["exp", "iss", "iat"])
    if rng.random() < 0.1:
        policy["max_age"] = 60
    return {"header": header, "payload": payload, "members": members, "dress": dress, "policy": policy, "algorithm": algorithm}


def token(case):
    text = f"{encode(case['header'].encode())}.{encode(case['payload'])}"
    return f"{text}.{encode(hmac.new(SECRET, text.encode(), HASHES[case['algorithm']]).digest())}"


def algorithms(policy):
    return policy.get("algorithms", sorted(HASHES))


def by_pyjwt(text, policy):
    if policy.keys() & {"typ", "max_age"}:
        return None
    options = {"verify_aud": "audience" in policy, "verify_sub": False, "verify_jti": False, "require": [policy["require"]] if "require" in policy else []}
    try:
        pyjwt.decode(text, SECRET, algorithms=algorithms(policy), issuer=policy.get("issuer"), audience=policy.get("audience"), leeway=policy.get("leeway", 0), options=options)
        return ""
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def by_joserfc(text, policy):
    if policy.keys() & {"typ", "max_age"}:
        return None
    try:
        read = joserfc.jwt.decode(text, OctKey.import_key(SECRET), algorithms=algorithms(policy))
        wanted = {}
        if "issuer" in policy:
            wanted["iss"] = {"essential": True, "value": policy["issuer"]}
        if "audience" in policy:
            wanted["aud"] = {"essential": True, "value": policy["audience"]}
        if "require" in policy:
            wanted.setdefault(policy["require"], {})["essential"] = True
        joserfc.jwt.JWTClaimsRegistry(now=NOW, leeway=policy.get("leeway", 0), **wanted).validate(read.claims)
        return ""
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def by_jwcrypto(text, policy):
    if policy.keys() & {"typ", "max_age"}:
        return None
    try:
        claims = json.loads(base64.urlsafe_b64decode(text.split(".")[1] + "=="))
        names = set(claims) if isinstance(claims, dict) else set()
    except Exception:
        names = set()
    wanted = {"iss": policy.get("issuer"), "aud": policy.get("audience")}
    checks = {name: value for name, value in wanted.items() if value is not None}
    for name in ["exp", "nbf"]:
        if name in names:
            checks[name] = None
    if "require" in policy:
        checks.setdefault(policy["require"], None)
    try:
        read = jwcrypto.jwt.JWT(algs=algorithms(policy), check_claims=checks or None, expected_type="JWS")
        read.leeway = policy.get("leeway", 0)
        read.deserialize(text, JWK(kty="oct", k=encode(SECRET)))
        return ""
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def strings(value):
    return value.startswith('"')


def values(case, name):
    return [value for known, value in case["members"] if known == name]


def is_plain_time(value):
    return re.fullmatch(r"-?\d+", value) is not None


def is_time(value):
    return re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", value) is not None


TIME_CLAIMS = ["exp", "nbf", "iat"]


# What explains that a library refuses what Jotsmith calls valid.
REFUSED = [
    ("a future iat, for which RFC 7519 §4.1.6 has no rule, is refused", lambda case, name, why: "iat" in why or "future" in why),
    ("a fraction is cut off (RFC 7519 §2 allows it)", lambda case, name, why: name == "PyJWT" and any("." in value for claim in TIME_CLAIMS for value in values(case, claim))),
    ("a time must be an integer (RFC 7519 §2 allows more)", lambda case, name, why: name in ("jwcrypto", "joserfc") and any(not is_plain_time(value) for claim in TIME_CLAIMS for value in values(case, claim))),
    ("a number that no double holds is refused", lambda case, name, why: any("e400" in value for claim in TIME_CLAIMS for value in values(case, claim))),
    ("the type of a claim that nobody asked about is checked", lambda case, name, why: any(not strings(value) and policy not in case["policy"] and claim in why.lower() for claim, policy in [("iss", "issuer"), ("aud", "audience")] for value in values(case, claim))),
    ("null is as good as missing", lambda case, name, why: "missing" in why.lower() and any(value == "null" for _, value in case["members"])),
    ("what is around a media type makes it no other (RFC 7515 §4.1.9, RFC 2045 §5.1)", lambda case, name, why: "typ" in case["policy"] and re.search('"typ":"[^"]*[; ]', case["header"]) and "typ" in why),
    ("an empty value is as good as missing", lambda case, name, why: name == "joserfc" and '""' in values(case, case["policy"].get("require"))),
    ("zip DEF is read as SMART Health Cards define it", lambda case, name, why: case["dress"] == "deflate" and '"zip":"DEF"' in case["header"]),
    ("of a token that is not said to be a JWT the payload need not be claims", lambda case, name, why: case["dress"] in DRESSES),
    ("the last second of a greatest age counts", lambda case, name, why: name == "jsonwebtoken" and "maxAge" in why),
    ("NaN is no JSON", lambda case, name, why: b"NaN" in case["payload"]),
]

# What explains that a library accepts what Jotsmith does not.
ACCEPTED = [
    ("of a claim that is there twice every value counts", lambda case, name: len({known for known, _ in case["members"]}) < len(case["members"])),
    ("claims are a JSON object in UTF-8 (RFC 7519 §7.2)", lambda case, name: case["dress"] not in ("", "blank") or b"NaN" in case["payload"]),
    ("a time that is no number is malformed (RFC 7519 §4.1.4)", lambda case, name: any(not is_time(value) for claim in TIME_CLAIMS for value in values(case, claim))),
    ("the second of exp is too late (RFC 7519 §4.1.4: before)", lambda case, name: name in ("joserfc", "jwcrypto") and any(float(value) == NOW - case["policy"].get("leeway", 0) for value in values(case, "exp") if is_time(value))),
    ("aud is a string or a list of strings (RFC 7519 §4.1.3)", lambda case, name: '["api",1]' in values(case, "aud")),
    ("iss is a string (RFC 7519 §4.1.1)", lambda case, name: '["a"]' in values(case, "iss") and "issuer" in case["policy"]),
    ("a greatest age needs an iat that is past", lambda case, name: "max_age" in case["policy"]),
    ("a fraction of the last second is not cut off", lambda case, name: any("." in value for claim in ["nbf"] for value in values(case, claim))),
    ("a time that no double holds is compared all the same", lambda case, name: any("e400" in value for claim in TIME_CLAIMS for value in values(case, claim))),
    ("typ is a string (RFC 7515 §4.1.9)", lambda case, name: re.search(r'"typ":[^"]', case["header"])),
    ("a claim that is null is not there", lambda case, name: "null" in values(case, case["policy"].get("require"))),
    ("an empty aud names nobody", lambda case, name: values(case, "aud") in (["[]"], ['""']) and "audience" in case["policy"]),
]


def by_jotsmith(binary, text, policy, secret):
    command = [binary, "inspect", "--now", str(NOW), "--secret-file", secret, "--leeway", str(policy.get("leeway", 0))]
    for name in ["issuer", "audience", "typ", "require", "max_age"]:
        if name in policy:
            command += [f"--{name.replace('_', '-')}", str(policy[name])]
    for name in policy.get("algorithms", []):
        command += ["--algorithm", name]
    ran = subprocess.run([*command, "-"], input=text, capture_output=True, text=True)
    if ran.returncode not in (0, 1, 3):
        sys.exit(f"{command} answered {ran.returncode} to {text}: {ran.stderr}")
    return ran.returncode == 0, ran.stdout.split("\n", 1)[0]


def main():
    binary, modules = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 500
    rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 2026)
    cases = [generated(rng) for _ in range(count)]
    tokens = [token(case) for case in cases]
    answers = [{"PyJWT": by_pyjwt(text, case["policy"]), "joserfc": by_joserfc(text, case["policy"]), "jwcrypto": by_jwcrypto(text, case["policy"])} for case, text in zip(cases, tokens, strict=True)]
    if modules:
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "verdict.mjs")
        lines = "\n".join(json.dumps({"token": text, "policy": case["policy"]}) for case, text in zip(cases, tokens, strict=True))
        out = subprocess.run(["node", script, modules], input=lines, capture_output=True, text=True, check=True).stdout
        for known, line in zip(answers, out.splitlines(), strict=True):
            known.update(json.loads(line))
    table = collections.Counter()
    unexplained = []
    with tempfile.NamedTemporaryFile() as file, concurrent.futures.ThreadPoolExecutor(4) as pool:
        file.write(SECRET)
        file.flush()
        ours = list(pool.map(lambda both: by_jotsmith(binary, both[1], both[0]["policy"], file.name), zip(cases, tokens, strict=True)))
    for case, text, known, (is_valid, line) in zip(cases, tokens, answers, ours, strict=True):
        for name, why in known.items():
            if why is None:
                table[name, "not asked"] += 1
            elif (why == "") == is_valid:
                table[name, "both valid" if is_valid else "both not valid"] += 1
            else:
                rules = [rule for rule, explains in (REFUSED if is_valid else ACCEPTED) if (explains(case, name, why) if is_valid else explains(case, name))]
                direction = "refuses" if is_valid else "accepts"
                if rules:
                    table[name, f"{direction}: {rules[0]}"] += 1
                else:
                    unexplained.append((len(case["payload"]) + len(case["header"]) + len(str(case["policy"])), name, direction, why, line, case))
    names = sorted({name for name, _ in table})
    print(f"whole verdicts: {len(cases)} objects, {sum(valid for valid, _ in ours)} valid")
    for name in names:
        for (known, what), number in sorted(table.items(), key=lambda entry: -entry[1]):
            if known == name:
                print(f"  {name:<13}{number:>5}  {what}")
    if unexplained:
        _, name, direction, why, line, case = min(unexplained, key=lambda found: found[0])
        print(f"{len(unexplained)} are not explained. The smallest: {name} {direction} {case['header']} {case['payload']!r} under {case['policy']}")
        print(f"  {name}: {why or 'valid'}\n  Jotsmith: {line}")
        sys.exit(1)
    if not any(what.startswith("both") for _, what in table):
        sys.exit("nothing was compared")


main()
