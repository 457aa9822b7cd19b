"""Makes every structure with every algorithm by `jotsmith build` and has other implementations verify or decrypt it.

Usage: verify_built.py PATH-TO-JOTSMITH [FOLDER-WITH-node_modules/jose]
Prints a table: what was made, and who accepted it. Fails where a peer that knows structure and algorithm refuses, where
content comes out changed, or where nobody at all accepted.
"""
import base64
import collections
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import by_latchset

binary = os.path.realpath(sys.argv[1])
npm = os.path.realpath(sys.argv[2]) if len(sys.argv) > 2 else None
here = os.path.dirname(os.path.realpath(__file__))
folder = tempfile.mkdtemp()
CLAIMS = '{"iss":"https://issuer.example", "sub":"user-42", "n":1.0, "exp":4102444800}'
UNENCODED = "unencoded, 2"
AAD = "more to authenticate"

try:
    from jwcrypto import jwe, jwk, jws
except ImportError:
    sys.exit("verify_built.py needs PyPI jwcrypto, which also makes the keys")


def b64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def write(name, text):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return path


def generate(**kwargs):
    """A key pair: its file, and the JWK that verifies or decrypts."""
    key = jwk.JWK.generate(**kwargs)
    private = json.loads(key.export(private_key=True))
    private.pop("kid", None)
    public = private if kwargs["kty"] == "oct" else json.loads(key.export(private_key=False))
    public.pop("kid", None)
    number = generate.count = getattr(generate, "count", 0) + 1
    return write(f"{number}.jwk", json.dumps(private)), write(f"{number}.pub", json.dumps(public)), private, public


RSA = generate(kty="RSA", size=2048)
SIGNERS = [(f"{family}{size}", RSA) for family in ("RS", "PS") for size in (256, 384, 512)]
SIGNERS += [(f"HS{size}", generate(kty="oct", size=512)) for size in (256, 384, 512)]
for algorithm, curve in (("ES256", "P-256"), ("ES384", "P-384"), ("ES512", "P-521"), ("ES256K", "secp256k1")):
    SIGNERS.append((algorithm, generate(kty="EC", crv=curve)))
for curve in ("Ed25519", "Ed448"):
    pair = generate(kty="OKP", crv=curve)
    SIGNERS += [("EdDSA", pair), (curve, pair)]
missing = []
for algorithm in ("ML-DSA-44", "ML-DSA-65", "ML-DSA-87"):
    try:
        SIGNERS.append((algorithm, generate(kty="AKP", alg=algorithm)))
    except Exception as error:  # an older cryptography cannot make such keys
        missing.append(f"{algorithm}: no peer here makes a key ({type(error).__name__})")

ENCS = {"A128GCM": 128, "A192GCM": 192, "A256GCM": 256, "A128CBC-HS256": 256, "A192CBC-HS384": 384, "A256CBC-HS512": 512}
RECIPIENTS = [(name, RSA) for name in ("RSA1_5", "RSA-OAEP", "RSA-OAEP-256", "RSA-OAEP-384", "RSA-OAEP-512")]
AGREEING = [generate(kty=kty, crv=curve) for curve, kty in (("P-256", "EC"), ("P-384", "EC"), ("P-521", "EC"), ("X25519", "OKP"), ("X448", "OKP"))]
for suffix in ("", "+A128KW", "+A192KW", "+A256KW"):
    RECIPIENTS += [(f"ECDH-ES{suffix}", pair) for pair in AGREEING]
for size in (128, 192, 256):
    RECIPIENTS += [(f"A{size}{kind}", generate(kty="oct", size=size)) for kind in ("KW", "GCMKW")]
RECIPIENTS += [(name, generate(kty="oct", size=160)) for name in ("PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW")]
DIRECT = {enc: generate(kty="oct", size=size) for enc, size in ENCS.items()}

claims_file, unencoded_file, aad_file = write("claims", CLAIMS), write("unencoded", UNENCODED), write("aad", AAD)
jobs = []


def job(kind, structure, alg, key, arguments, payload=CLAIMS, enc=None, detached=False, nested=None):
    crv = key.get("crv")
    jobs.append({"kind": kind, "structure": structure, "alg": alg, "enc": enc, "crv": crv, "key": key, "payload": b64(payload.encode()),
                 "detached": detached, "nested": nested, "arguments": arguments})


for algorithm, (private, _, _, public) in SIGNERS:
    base = ["--key", private, "--alg", algorithm]
    claims = ["--claims", claims_file]
    plain = ["--payload", unencoded_file, "--header", '{"b64":false}']
    for form in ("compact", "flattened", "general"):
        job("jws", form, algorithm, public, [*base, *claims, "--serialization", form])
        job("jws", f"{form}, detached", algorithm, public, [*base, *claims, "--serialization", form, "--detached"], detached=True)
        job("jws", f"{form}, b64 false", algorithm, public, [*base, *plain, "--serialization", form], payload=UNENCODED)
    job("jws", "compact, b64 false, detached", algorithm, public, [*base, *plain, "--detached"], payload=UNENCODED, detached=True)
    job("jws", "flattened, unprotected kid", algorithm, public,
        [*base, *claims, "--serialization", "flattened", "--unprotected", '{"kid":"a"}'])
    # Two signatures: this one first, an RSA one behind it.
    if not algorithm.startswith(("RS", "PS")):
        both = ["--key", private, "--key", RSA[0], "--alg", algorithm, "--alg", "PS256", *claims]
        job("jws", "general, first of two", algorithm, public, both)
        job("jws", "general, second of two", "PS256", RSA[3], both)


def count(*algorithms):
    """Few iterations, where there are any."""
    return ["--pbes2-count", "2000"] if any(algorithm.startswith("PBES2") for algorithm in algorithms) else []


for index, enc in enumerate(ENCS):
    for number, (algorithm, (_, public, private, _)) in enumerate([*RECIPIENTS, ("dir", DIRECT[enc])]):
        base = ["--claims", claims_file, "--encrypt-to", public, "--jwe-alg", algorithm, "--enc", enc, "--allow-weak", *count(algorithm)]
        job("jwe", "compact", algorithm, private, base, enc=enc)
        # The other structures in turn, so that each algorithm and each enc has each of them.
        turn = (index + number) % 4
        if turn == 0:
            job("jwe", "flattened", algorithm, private, [*base, "--serialization", "flattened"], enc=enc)
        elif turn == 1:
            job("jwe", "flattened, aad, shared header", algorithm, private,
                [*base, "--serialization", "flattened", "--aad", aad_file, "--jwe-unprotected", '{"jku":"https://issuer.example/jwks"}'], enc=enc)
        elif turn == 2:
            job("jwe", "general", algorithm, private, [*base, "--serialization", "general"], enc=enc)
        else:
            job("jwe", "compact, zip", algorithm, private, [*base, "--zip"], enc=enc)
    wrapping = [entry for entry in RECIPIENTS if entry[0] not in ("ECDH-ES", "RSA1_5")]
    for number, (algorithm, (_, public, private, _)) in enumerate(wrapping):
        if number % len(ENCS) != index:
            continue
        other, (_, other_public, other_private, _) = wrapping[(number + 5) % len(wrapping)]
        both = ["--claims", claims_file, "--encrypt-to", public, "--jwe-alg", algorithm, "--encrypt-to", other_public, "--jwe-alg", other,
                "--enc", enc, *count(algorithm, other), "--aad", aad_file]
        job("jwe", "general, first of two", algorithm, private, both, enc=enc)
        job("jwe", "general, second of two", other, other_private, both, enc=enc)

for algorithm, (private, _, _, public) in SIGNERS:
    job("jwe", "signed, then encrypted", "RSA-OAEP-256", RSA[2],
        ["--claims", claims_file, "--key", private, "--alg", algorithm, "--encrypt-to", RSA[1], "--enc", "A256GCM"], enc="A256GCM",
        nested={"alg": algorithm, "key": public})


def make(entry):
    run = subprocess.run([binary, "build", *entry.pop("arguments")], capture_output=True, text=True, timeout=120)
    entry["token"] = run.stdout.strip()
    entry["fault"] = None if run.returncode == 0 else f"not made, exit status {run.returncode}: {run.stderr.strip()}"
    return entry


def by_jwcrypto(entry):
    """accepted, unsupported, or what is wrong."""
    if entry["structure"] == "compact, b64 false":
        return "unsupported: a compact payload is read as base64url whatever b64 says"
    try:
        key = jwk.JWK(**entry["key"])
    except Exception as error:
        return f"unsupported: {type(error).__name__}"
    expected = base64.urlsafe_b64decode(entry["payload"] + "==")
    try:
        if entry["kind"] == "jws":
            return signed(entry["token"], key, entry["alg"], expected, entry["detached"])
        # With several recipients the others' algorithms are looked at too.
        token = jwe.JWE(algs=list(jwe.default_allowed_algs) + [name for name, _ in RECIPIENTS])
        token.deserialize(entry["token"], key)
        payload = token.payload
        if entry["nested"]:
            return signed(payload.decode(), jwk.JWK(**entry["nested"]["key"]), entry["nested"]["alg"], expected, False)
        return "accepted" if payload == expected else "another content"
    except Exception as error:
        names = f"{error!r} {error.__cause__!r} {error.__context__!r}"
        name = entry["nested"]["alg"] if entry["nested"] else entry["alg"]
        lacks = name in ("RSA-OAEP-384", "RSA-OAEP-512") or name.startswith("ML-DSA") and "nsupported" in names
        return f"unsupported: {name}" if lacks else f"REFUSED: {names[:300]}"


def signed(text, key, algorithm, expected, detached):
    token = jws.JWS()
    token.allowed_algs = [algorithm, "PS256"]
    token.deserialize(text)
    if detached:
        token.verify(key, detached_payload=expected)
        return "accepted"
    if token.objects.get("signatures"):
        # One good signature is enough for jwcrypto.
        token.verify(key)
    else:
        token.verify(key, alg=algorithm)
    payload = token.payload
    payload = payload.encode() if isinstance(payload, str) else payload
    return "accepted" if payload == expected else f"another content: {payload!r}"


def by_npm(entries):
    if npm is None:
        return ["unsupported: npm jose is missing"] * len(entries)
    lines = "".join(json.dumps(entry) + "\n" for entry in entries)
    run = subprocess.run(["node", os.path.join(here, "verify_built.mjs"), npm], input=lines, capture_output=True, text=True, timeout=900)
    results = run.stdout.splitlines()
    if len(results) != len(entries):
        sys.exit(f"npm jose answered {len(results)} of {len(entries)}: {run.stderr[-600:]}")
    return results


with ThreadPoolExecutor(os.cpu_count()) as pool:
    entries = list(pool.map(make, jobs))
wrong = [f"{entry['kind']} {entry['structure']} {entry['alg']} {entry['enc'] or ''}: {entry['fault']}" for entry in entries if entry["fault"]]
entries = [entry for entry in entries if not entry["fault"]]
answers = {
    "npm jose": by_npm(entries),
    "jwcrypto": [by_jwcrypto(entry) for entry in entries],
    "Debian jose": by_latchset.answers(entries),
}

table = collections.defaultdict(lambda: collections.Counter())
algorithms = collections.defaultdict(lambda: collections.Counter())
reasons = collections.Counter()
for index, entry in enumerate(entries):
    name = f"{entry['alg']} {entry['crv'] or ''} {entry['enc'] or ''}".replace("  ", " ").strip()
    accepted = 0
    for row in (table[(entry["kind"], entry["structure"])], algorithms[(entry["kind"], entry["alg"])]):
        row["made"] += 1
    for peer, results in answers.items():
        answer = results[index]
        if answer == "accepted":
            accepted += 1
            for row in (table[(entry["kind"], entry["structure"])], algorithms[(entry["kind"], entry["alg"])]):
                row[peer] += 1
        elif answer.startswith("unsupported"):
            reasons[f"{peer}: {answer}"] += 1
        else:
            wrong.append(f"{peer}: {entry['kind']} {entry['structure']} {name}: {answer}")
    if not accepted:
        table[(entry["kind"], entry["structure"])]["nobody"] += 1
        algorithms[(entry["kind"], entry["alg"])]["nobody"] += 1
        reasons[f"nobody knows {entry['kind']} {name}"] += 1

for title, rows in (("structure", table), ("algorithm", algorithms)):
    print(f"| what | {title} | made | {' | '.join(f'accepted by {peer}' for peer in answers)} | known to none |")
    for (kind, what), row in sorted(rows.items()):
        print(f"| {kind} | {what} | {row['made']} | {' | '.join(str(row[peer]) for peer in answers)} | {row['nobody']} |")
print("\nNot compared:")
for reason, count in sorted(reasons.items()):
    print(f"  {count} × {reason}")
for line in missing:
    print(f"  {line}")
print(f"\n{len(entries)} tokens made by jotsmith build")
for line in wrong:
    print(f"WRONG {line}")
sys.exit(1 if wrong or not entries else 0)
