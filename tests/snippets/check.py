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


def extract(text, begin, end):
    return text[text.index(begin) : text.index(end, text.index(begin))]


def parsed(folder):
    """Programs whose library no registry here has: at least their language reads them, with the hostile names in them."""
    good = make(folder, "ES256", {"iss": HOSTILE, "aud": "https://api.example.com", "exp": int(time.time()) + 300}, HOSTILE, "at+jwt")
    assert good
    checks = {
        "php": (("verify-php", "create-php"), "a.php", ["php", "-l", "a.php"]),
        "go": (("verify-go", "create-go"), "a.go", ["gofmt", "-l", "a.go"]),
        "envoy": (("verify-envoy",), "a.yaml", [PYTHON, "-c", READ_ENVOY]),
    }
    for name, (exports, file, command) in checks.items():
        missing = program(command[0]) if command[0] != PYTHON else python_with("yaml")
        if wanted and name not in wanted:
            continue
        if missing:
            print(f"| {name} | – | missing, and so not parsed: {missing} |")
            continue
        for export in exports:
            (folder / file).unlink(missing_ok=True)
            jotsmith("export", "--as", export, folder / "good.jwt", "-o", folder / file)
            ran = run(command, folder)
            # gofmt names what it would write otherwise.
            if ran.returncode != 0 or (command[0] == "gofmt" and ran.stdout):
                faults.append(f"{export}: not read: {(ran.stdout + ran.stderr).strip()[-400:]}")
        print(f"| {name} | ES256 | parsed: {' '.join(exports)} |")


READ_ENVOY = f"""
import yaml
filter = yaml.safe_load(open("a.yaml"))
provider = filter["typed_config"]["providers"]["issuer"]
assert provider["issuer"] == {HOSTILE!r}, provider
assert provider["audiences"] == ["https://api.example.com"] and provider["clock_skew_seconds"] == 1
"""


def go_create(folder):
    """What Debian's older golang-jwt has in common with version 5: creating."""
    source = pathlib.Path("/usr/share/gocode/src/github.com/golang-jwt/jwt")
    if wanted and "go" not in wanted:
        return
    if program("go") or not source.is_dir():
        print("| golang-jwt 4, create alone | – | missing, and so not run |")
        return
    for algorithm in ("RS256", "ES256", "EdDSA"):
        own = folder / algorithm
        now = int(time.time())
        make(own, algorithm, {"iss": "https://issuer.example", "sub": "a", "iat": now, "exp": now + 300, "jti": "1"}, "key-1", "at+jwt")
        code = jotsmith("export", "--as", "create-go", own / "good.jwt")
        path = own / "gopath/src/github.com/golang-jwt/jwt"
        path.parent.mkdir(parents=True)
        shutil.copytree(source, path / "v5", ignore=shutil.ignore_patterns("*_test.go", "cmd", "test", "request"))
        (own / "main.go").write_text(code)
        environment = {**os.environ, "GO111MODULE": "off", "GOPATH": str(own / "gopath"), "GOCACHE": str(cache / "gocache")}
        ran = subprocess.run(["go", "run", "main.go"], cwd=own, capture_output=True, text=True, env=environment)
        (own / "created.jwt").write_text(ran.stdout)
        if ran.returncode != 0:
            faults.append(f"create-go {algorithm}: {ran.stderr.strip()[-400:]}")
        elif json.loads(jotsmith("inspect", own / "created.jwt", "-k", own / "jwks.json", "--json"))["verdict"] != "valid":
            faults.append(f"create-go {algorithm}: what it creates is not valid")
    print("| golang-jwt 4, create alone | RS256 ES256 EdDSA | 3 |")


def nginx_maps(folder):
    """The maps of the NGINX configuration, which open-source nginx has as well, with query arguments for claims."""
    if wanted and "nginx" not in wanted:
        return
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not nginx or program("curl"):
        print("| nginx maps | – | missing, and so not run |")
        return
    now = int(time.time())
    issuer = "https://issuer.example/\"'\\ $x (a|b)* [c]"
    make(folder, "ES256", {"iss": issuer, "aud": "https://api.example.com", "exp": now + 300}, "key-1", "at+jwt")
    text = jotsmith("export", "--as", "verify-nginx", folder / "good.jwt")
    maps = extract(text, "map $jwt_header_alg", "server {").replace("$jwt_header_", "$http_x_").replace("$jwt_claim_", "$http_x_")
    (folder / "nginx.conf").write_text(
        f"daemon off;\npid {folder}/pid;\nerror_log {folder}/log;\nevents {{}}\nhttp {{\naccess_log off;\n{maps}\n"
        f"server {{ listen unix:{folder}/s; location / {{ return 200 $is_alg$is_typ$is_iss$is_aud; }} }}\n}}\n"
    )
    server = subprocess.Popen([nginx, "-c", folder / "nginx.conf", "-p", folder], stderr=subprocess.PIPE)
    try:
        for _ in range(50):
            if (folder / "s").exists():
                break
            time.sleep(0.1)
        good = {"alg": "ES256", "typ": "at+jwt", "iss": issuer, "aud": "https://api.example.com"}
        cases = {"1111": good, "0111": {**good, "alg": "ES256x"}, "1011": {**good, "typ": "AT+JWT"}}
        cases |= {"1101": {**good, "iss": issuer.replace("(a|b)*", "aab")}, "1110": {**good, "aud": "https://api-example.com"}}
        for expected, values in [*cases.items(), ("1111", {**good, "aud": "x,https://api.example.com"})]:
            headers = [part for name, value in values.items() for part in ("-H", f"X-{name}: {value}")]
            ran = subprocess.run(["curl", "-s", "--unix-socket", folder / "s", *headers, "http://x/"], capture_output=True, text=True)
            if ran.stdout != expected:
                faults.append(f"nginx: {values}: {ran.stdout!r} instead of {expected}: {(folder / 'log').read_text()[-300:]}")
    finally:
        server.terminate()
        server.wait()
    print("| nginx, maps alone | – | 6 |")


def requests(folder):
    """Command lines and files: what a parser of the other language reads is what was put in."""
    if wanted and "requests" not in wanted:
        return
    now = int(time.time())
    claims = {"iss": HOSTILE, "yes": "no", "=cmd": "=HYPERLINK()", "n": -5, "big": 12345678901234567890, "a": [[], {}, [1, "x: #y"]]}
    token = make(folder, "ES256", {**claims, "exp": now + 300}, "key-1", "JWT")
    url = "https://api.example.com/o'rders?a=b&c[]=$(id)"
    made = {name: jotsmith("export", "--as", name, folder / "good.jwt", "--url", url) for name in
            ("curl", "httpie", "fetch", "http-file", "env", "kubernetes-secret", "claims-yaml", "claims-csv", "claims-json")}
    bearer = f"Bearer {token}"

    def expect(name, got, wanted):
        if got != wanted:
            faults.append(f"{name}: {got!r} instead of {wanted!r}")

    def words(line):
        ran = subprocess.run(["sh", "-c", 'curl() { printf "%s\\n" "$@"; }; http() { curl "$@"; }; ' + line], capture_output=True, text=True)
        return ran.stdout.splitlines()

    expect("curl", words(made["curl"]), ["--globoff", "--header", f"Authorization: {bearer}", url])
    expect("httpie", words(made["httpie"]), ["GET", url, f"Authorization:{bearer}"])
    script = "const fetch = async (...all) => console.log(JSON.stringify(all));\n" + made["fetch"]
    ran = subprocess.run(["node", "--input-type=module", "-e", script], capture_output=True, text=True)
    expect("fetch", json.loads(ran.stdout or "null"), [url, {"headers": {"Authorization": bearer}}])
    expect("http-file", made["http-file"], f"GET {url}\nAuthorization: {bearer}\n")
    expect("env", made["env"], f"TOKEN={token}\n")
    script = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))"
    for name, value in (("kubernetes-secret", None), ("claims-yaml", {**claims, "exp": now + 300})):
        ran = subprocess.run([PYTHON, "-c", script], input=made[name], capture_output=True, text=True)
        read = json.loads(ran.stdout or "null")
        expect(name, read if value else read["stringData"], value or {"token": token})
    import csv
    import io

    rows = list(csv.reader(io.StringIO(made["claims-csv"], newline="")))
    names = [json.loads(row[0]) if row[0].startswith('"') else row[0] for row in rows[1:]]
    expect("claims-csv", dict(zip(names, [json.loads(row[1]) for row in rows[1:]])), {**claims, "exp": now + 300})
    expect("claims-json", json.loads(made["claims-json"]), {**claims, "exp": now + 300})
    print("| curl, HTTPie, fetch, .http, env, Kubernetes, YAML, CSV, JSON | – | read back |")


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
    for part, folder in ((parsed, "parsed"), (go_create, "go"), (nginx_maps, "nginx"), (requests, "requests")):
        folder = cache / "run" / folder
        shutil.rmtree(folder, ignore_errors=True)
        part(folder)
    print(f"{total} runs, {len(faults)} faults")
    for fault in faults:
        print(f"FAULT {fault}")
    sys.exit(1 if faults else 0)


main()
