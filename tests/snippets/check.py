"""Runs the programs of `jotsmith export` against tokens, and prints a table of what ran.

Each program that verifies reads a token from standard input and ends with 0 where it accepts it. Each that creates prints one,
which `jotsmith inspect` must call valid.
"""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

binary, cache, *wanted = sys.argv[1:]
cache = pathlib.Path(cache)
HOSTILE = "https://issuer.example/\"'\\ $HOME ${x} `id` $(id) #{id} %d <?php */ // \u2028 \U0001f600 \u2019 {{iss}}"
faults = []


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def jotsmith(*arguments, text=None, status=0):
    ran = subprocess.run([binary, *map(str, arguments)], input=text, capture_output=True, text=True)
    if ran.returncode != status:
        raise SystemExit(f"jotsmith {arguments}: {ran.returncode}\n{ran.stdout}{ran.stderr}")
    return ran.stdout


class Library:
    """A library, its algorithms, and how its programs are run in a folder."""

    def __init__(self, name, algorithms, verify, create=None, setup=None, missing=None):
        self.name, self.algorithms, self.setup, self.missing = name, algorithms.split(), setup, missing
        # File and command of each.
        self.verify, self.create = verify, create


def python_with(module):
    python = cache / "venv/bin/python"
    works = python.exists() and subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0
    return None if works else f"PyPI {module}"


def program(*names):
    return next((f"{name} is not installed" for name in names if not shutil.which(name)), None)


def link_modules(folder):
    (folder / "node_modules").symlink_to(cache / "node_modules")


def cargo_project(crates):
    """One project for each library, whose main.rs changes: the crates are compiled once."""

    def setup(folder):
        project = cache / "rust" / crates[0].split("@")[0]
        if not (project / "Cargo.toml").exists():
            project.mkdir(parents=True, exist_ok=True)
            subprocess.run(["cargo", "init", "-q", "--vcs", "none", "--name", "snippet", project], check=True)
            for crate in crates:
                subprocess.run(["cargo", "add", "-q", *crate.split()], cwd=project, check=True, capture_output=True)

    return setup


def cargo(crate):
    project = cache / "rust" / crate
    script = f'cp main.rs "{project}/src/main.rs" && touch "{project}/src/main.rs" && cargo build -q --manifest-path "{project}/Cargo.toml" && cp "{project}/target/debug/snippet" run.bin'
    return ["sh", "-c", f"[ -x run.bin ] || {{ {script}; }} && ./run.bin"]


PYTHON = str(cache / "venv/bin/python")
GO_ENV = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": ""}
LIBRARIES = {
    "js": Library(
        "jose (npm)", "HS256 RS256 PS256 ES256 ES512 EdDSA", ("verify.mjs", ["node", "verify.mjs"]),
        ("create.mjs", ["node", "create.mjs"]), link_modules,
        program("node") or (None if (cache / "node_modules/jose").is_dir() else "npm jose"),
    ),
    "python": Library(
        "PyJWT", "HS256 RS256 PS256 ES256 ES512 EdDSA ES256K", ("verify.py", [PYTHON, "verify.py"]),
        ("create.py", [PYTHON, "create.py"]), None, python_with("jwt"),
    ),
    "jwcrypto": Library(
        "jwcrypto", "HS256 RS256 PS256 ES256 ES512 EdDSA ES256K", ("verify.py", [PYTHON, "verify.py"]),
        ("create.py", [PYTHON, "create.py"]), None, python_with("jwcrypto"),
    ),
    "ruby": Library(
        "ruby-jwt", "HS256 RS256 PS256 ES256 ES512", ("verify.rb", ["ruby", "verify.rb"]),
        ("create.rb", ["ruby", "create.rb"]), None, program("ruby"),
    ),
    "openssl": Library(
        "OpenSSL", "RS256 PS256 ES256 ES512 EdDSA ES256K", ("verify.sh", ["sh", "verify.sh"]),
        ("create.sh", ["sh", "create.sh"]), None, program("openssl", "jq", "xxd"),
    ),
    "rust": Library(
        "jsonwebtoken", "HS256 RS256 PS256 ES256 ES384 EdDSA", ("main.rs", cargo("jsonwebtoken")),
        ("main.rs", cargo("jsonwebtoken")), cargo_project(["jsonwebtoken@10 --features rust_crypto", "serde_json"]),
        program("cargo"),
    ),
    "josekit": Library(
        "josekit", "HS256 RS256 PS256 ES256 ES512 EdDSA", ("main.rs", cargo("josekit")), ("main.rs", cargo("josekit")),
        cargo_project(["josekit", "serde_json"]), program("cargo"),
    ),
}


def run(command, folder, text=""):
    environment = {**os.environ, "HOME": str(folder)} if command[0] != "sh" else dict(os.environ)
    return subprocess.run(command, cwd=folder, input=text, capture_output=True, text=True, timeout=600, env=environment)


def make(folder, algorithm, claims, kid, typ):
    """A key pair and a good token of it."""
    folder.mkdir(parents=True)
    kind = {"EdDSA": "ed25519", "ES256K": "secp256k1", "PS256": "rsa-2048", "RS256": "rsa-2048"}.get(algorithm, algorithm)
    form = "jwk" if algorithm == "HS256" else "pkcs8-pem"
    jotsmith("keys", "generate", kind, "--private", "--to", form, "--out", folder / "private.pem")
    header = json.dumps({"alg": algorithm, "typ": typ, **({"kid": kid} if kid else {})})
    arguments = ["build", "-q", "--header-sync", "none", "--header", header, "--alg", algorithm, "-k", folder / "private.pem"]
    token = jotsmith(*arguments, "--claims", json.dumps(claims)).strip()
    (folder / "good.jwt").write_text(token)
    (folder / "claims.json").write_text(json.dumps({**claims, "iat": 1, "exp": 2}))
    if algorithm == "HS256":
        secret = decode(json.loads((folder / "private.pem").read_text())["k"])
        (folder / "secret.bin").write_bytes(secret)
    else:
        # The set of the issuer: the key that is meant, and another one.
        keys = json.loads(jotsmith("keys", "convert", folder / "private.pem", "--to", "public-jwk-set"))["keys"]
        for key in keys:
            key.pop("kid", None)
            key.update({"kid": kid} if kid else {})
        other = json.loads(jotsmith("keys", "generate", "p-256", "--private", "--to", "jwk"))
        other = {name: other[name] for name in ("kty", "crv", "x", "y")} | {"kid": "another"}
        (folder / "jwks.json").write_text(json.dumps({"keys": keys + ([other] if kid else [])}))
        (folder / "public.pem").write_text(jotsmith("keys", "convert", folder / "private.pem", "--to", "spki-pem"))
    return token


def signed(folder, algorithm, claims, header):
    header = json.dumps({"alg": algorithm, **header})
    arguments = ["build", "-q", "--header-sync", "none", "--header", header, "--alg", algorithm, "-k", folder / "private.pem"]
    return jotsmith(*arguments, "--claims", json.dumps(claims)).strip()


def bad_tokens(folder, algorithm, claims, header, good):
    """Name and token of everything that must be rejected."""
    head, payload, signature = good.split(".")
    now = int(time.time())
    evil = encode(json.dumps({**claims, "sub": "root"}).encode())
    flipped = bytearray(decode(signature))
    flipped[len(flipped) // 2] ^= 1
    yield "other claims", f"{head}.{evil}.{signature}"
    yield "a flipped bit", f"{head}.{payload}.{encode(bytes(flipped))}"
    yield "no signature", f"{head}.{payload}."
    yield "alg none", f"{encode(json.dumps({**header, 'alg': 'none'}).encode())}.{payload}."
    yield "expired", signed(folder, algorithm, {**claims, "exp": now - 100}, header)
    yield "not yet valid", signed(folder, algorithm, {**claims, "nbf": now + 1000}, header)
    yield "another issuer", signed(folder, algorithm, {**claims, "iss": "https://evil.example"}, header)
    yield "another audience", signed(folder, algorithm, {**claims, "aud": "https://other.example"}, header)
    yield "another type", signed(folder, algorithm, claims, {**header, "typ": "JWT"})
    for name in ("iss", "aud", "exp", "sub"):
        yield f"no {name}", signed(folder, algorithm, {k: v for k, v in claims.items() if k != name}, header)
    if algorithm != "HS256":
        if "kid" in header:
            yield "an unknown kid", signed(folder, algorithm, claims, {**header, "kid": "unknown"})
        # The public key, which everybody has, taken for a shared secret (RFC 8725 §2.1).
        for secret in ((folder / "public.pem").read_bytes(), (folder / "jwks.json").read_bytes()):
            text = f"{encode(json.dumps({**header, 'alg': 'HS256'}).encode())}.{payload}"
            yield "a public key as secret", f"{text}.{encode(hmac.new(secret, text.encode(), hashlib.sha256).digest())}"
        stranger = folder / "stranger"
        make(stranger, algorithm, claims, header.get("kid"), header["typ"])
        yield "another key", (stranger / "good.jwt").read_text()
    yield "text", "eyJhbGciOiJub25lIn0"
    yield "nothing", ""


def verify(name, library, algorithm, folder, claims, header, good):
    file, command = library.verify
    jotsmith("export", "--as", f"verify-{name}", folder / "good.jwt", "-o", folder / file)
    ran = run(command, folder, good)
    if ran.returncode != 0:
        faults.append(f"{library.name} {algorithm}: the good token is rejected: {ran.stderr.strip()[-400:]}")
        return 0
    count = 1
    for what, token in bad_tokens(folder, algorithm, claims, header, good):
        ran = run(command, folder, token)
        count += 1
        if ran.returncode == 0:
            faults.append(f"{library.name} {algorithm}: {what}: accepted")
        elif "rejected" not in ran.stderr:
            faults.append(f"{library.name} {algorithm}: {what}: broke: {ran.stderr.strip()[-400:]}")
    return count


def create(name, library, algorithm, folder, header):
    file, command = library.create
    for stale in ("run.bin", file):
        (folder / stale).unlink(missing_ok=True)
    jotsmith("export", "--as", f"create-{name}", folder / "good.jwt", "-o", folder / file)
    ran = run(command, folder)
    token = ran.stdout.strip()
    if ran.returncode != 0 or token.count(".") != 2:
        faults.append(f"{library.name} {algorithm}: nothing is created: {ran.stderr.strip()[-400:]}")
        return 0
    made, claims = (json.loads(decode(part)) for part in token.split(".")[:2])
    # The library's own default where the header has none of its own.
    if made != {"alg": algorithm, **header}:
        faults.append(f"{library.name} {algorithm}: the header is {made}")
    if claims["exp"] - claims["iat"] != 300 or abs(claims["iat"] - time.time()) > 60:
        faults.append(f"{library.name} {algorithm}: the times are {claims}")
    key = ["--secret-file", folder / "secret.bin"] if algorithm == "HS256" else ["-k", folder / "jwks.json"]
    (folder / "created.jwt").write_text(token)
    verdict = json.loads(jotsmith("inspect", folder / "created.jwt", *key, "--json"))["verdict"]
    if verdict != "valid":
        faults.append(f"{library.name} {algorithm}: what it creates is {verdict}")
    return 1


def check(name, library):
    count = 0
    for index, algorithm in enumerate(library.algorithms):
        # Names that mean something in some language, once for each library; and once a token that names no key.
        issuer = HOSTILE if index == 1 else "https://issuer.example"
        kid = {0: "key-1", 1: "key \"1\" ' $x #{y} \\ é"}.get(index, "key-1" if index % 2 else None)
        header = {"typ": "at+jwt", **({"kid": kid} if kid else {})}
        now = int(time.time())
        audience = ["https://api.example.com", "https://other.example.com"] if index else "https://api.example.com"
        claims = {"iss": issuer, "aud": audience, "sub": "alice", "iat": now, "exp": now + 300}
        folder = cache / "run" / name / algorithm
        shutil.rmtree(folder, ignore_errors=True)
        good = make(folder, algorithm, claims, kid, header["typ"])
        if library.setup:
            library.setup(folder)
        count += verify(name, library, algorithm, folder, claims, header, good)
        if library.create:
            count += create(name, library, algorithm, folder, header)
    return count


def main():
    print("| library | algorithms | runs |\n| --- | --- | --- |")
    total = 0
    for name, library in LIBRARIES.items():
        if wanted and name not in wanted:
            continue
        if library.missing:
            print(f"| {library.name} | – | missing, and so not run: {library.missing} |", flush=True)
            continue
        count = check(name, library)
        total += count
        print(f"| {library.name} | {' '.join(library.algorithms)} | {count} |", flush=True)
    print(f"{total} runs, {len(faults)} faults")
    for fault in faults:
        print(f"FAULT {fault}")
    sys.exit(1 if faults else 0)


main()
