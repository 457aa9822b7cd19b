"""Keyrings and key files, both ways: what others made opens here, and what is made here opens there.

Peers: PyPI jwcrypto (this interpreter has it), npm jose, Debian's jose, the command lines of OpenSSL, OpenSSH, PuTTY and
Java. Keys are
compared by their RFC 7638 thumbprint, which jwcrypto computes, not Jotsmith.
Usage: keyring.py PATH-TO-JOTSMITH CACHE
"""
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile

from jwcrypto import jwa, jwe, jwk

binary, cache = sys.argv[1:]
here = os.path.dirname(os.path.abspath(__file__))
folder = tempfile.mkdtemp()
PASS = "correct horse battery stäple"
environment = {**os.environ, "PASS": PASS, "JOTSMITH_DATA_DIR": os.path.join(folder, "data")}
counts = {}
faults = []


def path(name):
    return os.path.join(folder, name)


def put(name, content):
    with open(path(name), "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path(name)


def run(*words, check=True, **options):
    words = [str(word) for word in words]
    done = subprocess.run(words, capture_output=True, timeout=120, env=environment, **options)
    if check and done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr.decode(errors='replace')[-300:]}")
    return done


def jotsmith(*words, check=True):
    return run(binary, "keys", *words, check=check)


def note(peer, what, is_good, why=""):
    good, all_ = counts.get(peer, (0, 0))
    counts[peer] = (good + bool(is_good), all_ + 1)
    if not is_good:
        faults.append(f"{peer}: {what}: {why}")


def attempt(peer, what, action):
    try:
        found = action()
        note(peer, what, found is not False, "another key" if found is False else "")
    except Exception as error:  # noqa: BLE001 a peer may fail in any way; all are shown
        note(peer, what, False, f"{type(error).__name__}: {error}")


def thumbprints(*place):
    listed = json.loads(jotsmith("list", *place, "--passphrase-env", "PASS", "--json").stdout)
    return sorted((key["thumbprint"], key["private"]) for key in listed["keys"])


def of(key):
    return key.thumbprint()


def private(*keys):
    return sorted((of(key), True) for key in keys)


# Theirs, here

KEYS = [
    jwk.JWK.generate(kty="oct", size=256, kid="secret"),
    jwk.JWK.generate(kty="RSA", size=2048, kid="rsa"),
    jwk.JWK.generate(kty="EC", crv="P-256", kid="p256"),
    jwk.JWK.generate(kty="EC", crv="secp256k1", kid="k1"),
    jwk.JWK.generate(kty="OKP", crv="Ed25519", kid="ed"),
    jwk.JWK.generate(kty="OKP", crv="X448", kid="x448"),
]
SET = json.dumps({"keys": [json.loads(key.export(private_key=True)) for key in KEYS], "note": "theirs"})
PBES2 = ["PBES2-HS256+A128KW", "PBES2-HS384+A192KW", "PBES2-HS512+A256KW"]


def opens_here(peer, what, token):
    """As a key file, and as a keyring."""
    name = "x" + str(sum(total for _, total in counts.values()))
    attempt(peer, what, lambda: thumbprints(put(name, token)) == private(*KEYS))
    rings = os.path.join(environment["JOTSMITH_DATA_DIR"], "keyrings")
    os.makedirs(rings, exist_ok=True)
    shutil.copy(path(name), os.path.join(rings, name + ".jwe"))
    attempt(peer, what + ", as a keyring", lambda: thumbprints("--keyring", name) == private(*KEYS))


# 16,384 as it comes: less than any keyring should have.
jwa.default_max_pbkdf2_iterations = 220_000
for algorithm in PBES2:
    for enc in ("A128CBC-HS256", "A256GCM"):
        header = {"alg": algorithm, "enc": enc, "cty": "jwk-set+json"}
        token = jwe.JWE(SET.encode(), json.dumps(header), algs=[algorithm, enc])
        token.add_recipient(jwk.JWK.from_password(PASS))
        opens_here("jwcrypto → Jotsmith", f"{algorithm} {enc}", token.serialize(compact=True))
        opens_here("jwcrypto → Jotsmith", f"{algorithm} {enc}, flattened", token.serialize())

NODE = f"""
import {{ createRequire }} from 'node:module'
import {{ pathToFileURL }} from 'node:url'
const jose = await import(pathToFileURL(createRequire({json.dumps(cache + "/")}).resolve('jose')).href)
const text = new TextEncoder()
const input = JSON.parse(await new Promise((done) => {{ let all = ''; process.stdin.on('data', (part) => all += part).on('end', () => done(all)) }}))
"""
SEAL = NODE + """
const out = []
for (const alg of input.algorithms) for (const enc of ['A128CBC-HS256', 'A256GCM']) for (const p2c of [2048, 220000])
  out.push([`${alg} ${enc} ${p2c}`, await new jose.CompactEncrypt(text.encode(input.set)).setProtectedHeader({ alg, enc, cty: 'jwk-set+json' }).setKeyManagementParameters({ p2c }).encrypt(text.encode(input.pass))])
console.log(JSON.stringify(out))
"""
OPEN = NODE + """
let refused = false
try { await jose.compactDecrypt(input.token, text.encode(input.pass)) } catch { refused = true }
const { plaintext, protectedHeader } = await jose.compactDecrypt(input.token, text.encode(input.pass), { keyManagementAlgorithms: ['PBES2-HS512+A256KW'], maxPBES2Count: 220000 })
const set = JSON.parse(new TextDecoder().decode(plaintext))
const thumbprints = []
for (const key of set.keys) thumbprints.push(await jose.calculateJwkThumbprint(key))
console.log(JSON.stringify({ refused, kid: protectedHeader.kid, thumbprints }))
"""
has_npm = shutil.which("node") and os.path.isdir(os.path.join(cache, "node_modules", "jose"))
has_latchset = shutil.which("jose")


def node(source, data):
    return json.loads(run("node", put("script.mjs", source), input=json.dumps(data).encode()).stdout)


if has_npm:
    for what, token in node(SEAL, {"algorithms": PBES2, "set": SET, "pass": PASS}):
        opens_here("npm jose → Jotsmith", what, token)

password = put("password.jwk", json.dumps({"kty": "oct", "k": base64.urlsafe_b64encode(PASS.encode()).decode().rstrip("=")}))
if has_latchset:
    for algorithm in PBES2:
        header = json.dumps({"protected": {"alg": algorithm, "enc": "A128CBC-HS256", "cty": "jwk-set+json"}})
        done = run("jose", "jwe", "enc", "-i", header, "-I", put("set.json", SET), "-k", password, "-c", check=False)
        if done.returncode == 0:
            opens_here("Debian jose → Jotsmith", algorithm, done.stdout)


def openssl(*words, check=True):
    return run("openssl", *words, check=check)


def from_pem(file, passphrase=None):
    return jwk.JWK.from_pem(open(file, "rb").read(), passphrase)


for name, arguments in {
    "rsa": ("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"),
    "p256": ("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"),
    "p521": ("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"),
    "ed25519": ("-algorithm", "ED25519"),
    "x25519": ("-algorithm", "X25519"),
}.items():
    peer = "openssl → Jotsmith"
    pem = path(name + ".pem")
    openssl("genpkey", *arguments, "-out", pem)
    expected = private(from_pem(pem))
    makes = {
        "PKCS#8": ("pkcs8", "-topk8", "-nocrypt", "-in", pem),
        "PKCS#8 DER": ("pkcs8", "-topk8", "-nocrypt", "-in", pem, "-outform", "DER"),
        "PKCS#8 AES-256": ("pkcs8", "-topk8", "-in", pem, "-passout", "env:PASS", "-v2", "aes256"),
        "PKCS#8 scrypt": ("pkcs8", "-topk8", "-in", pem, "-passout", "env:PASS", "-scrypt"),
        "PKCS#8 3DES of PKCS#12": ("pkcs8", "-topk8", "-in", pem, "-passout", "env:PASS", "-v1", "PBE-SHA1-3DES"),
        "PKCS#8 RC2 of PKCS#12": ("pkcs8", "-topk8", "-in", pem, "-passout", "env:PASS", "-v1", "PBE-SHA1-RC2-40",
                                  "-provider", "legacy", "-provider", "default"),
        "traditional, encrypted": ("pkey", "-traditional", "-aes128", "-in", pem, "-passout", "env:PASS"),
    }
    if name != "x25519":
        certificate = path(name + ".crt")
        openssl("req", "-x509", "-key", pem, "-subj", "/CN=x", "-out", certificate)
        export = ("pkcs12", "-export", "-inkey", pem, "-in", certificate, "-passout", "env:PASS", "-name", "Jötsmith")
        makes["PKCS#12"] = export
        makes["PKCS#12, legacy"] = (*export, "-legacy")
        makes["PKCS#12, SHA-512"] = (*export, "-macalg", "sha512", "-iter", "10000")
        makes["PKCS#12, RC2-128, 2DES"] = (*export, "-provider", "legacy", "-provider", "default",
                                           "-certpbe", "PBE-SHA1-RC2-128", "-keypbe", "PBE-SHA1-2DES")
    for what, words in makes.items():
        out = path(f"{name} {what}".replace("/", " "))
        done = openssl(*words, "-out", out, check=False)
        if done.returncode != 0:
            # An OpenSSL without its legacy provider, or a form that this kind of key does not have.
            continue
        attempt(peer, f"{name} {what}", lambda: [row for row in thumbprints(out) if row[1]] == expected)

for kind, more in (("rsa", ("-b", "2048")), ("ecdsa", ("-b", "256")), ("ecdsa", ("-b", "521")), ("ed25519", ())):
    for cipher in (None, "aes256-ctr", "aes256-cbc", "aes128-gcm@openssh.com"):
        peer = "ssh-keygen → Jotsmith"
        key = path(f"ssh-{kind}-{'-'.join(more)}-{cipher}")
        words = ["ssh-keygen", "-q", "-t", kind, *more, "-f", key, "-N", PASS if cipher else "", "-C", "me@example"]
        run(*words, *(["-Z", cipher] if cipher else []))
        # What the peer itself says about it: the public half in a form that jwcrypto reads.
        if kind == "ed25519":
            blob = base64.b64decode(open(key + ".pub").read().split()[1])
            x = base64.urlsafe_b64encode(blob[-32:]).decode().rstrip("=")
            expected = of(jwk.JWK(kty="OKP", crv="Ed25519", x=x))
        else:
            pem = run("ssh-keygen", "-e", "-m", "PKCS8", "-f", key + ".pub").stdout
            expected = of(jwk.JWK.from_pem(pem))
        attempt(peer, os.path.basename(key), lambda: thumbprints(key) == [(expected, True)])
        attempt(peer, os.path.basename(key) + ".pub", lambda: thumbprints(key + ".pub") == [(expected, False)])

# puttygen: RSA, ECDSA, EdDSA in both versions of its format, plain and under a passphrase with each variant of Argon2.
has_putty = shutil.which("puttygen")
if has_putty:
    peer = "puttygen → Jotsmith"
    passphrase_file, nothing = put("passphrase", PASS), put("nothing", "")
    for kind in (("-t", "rsa", "-b", "2048"), ("-t", "ecdsa", "-b", "384"), ("-t", "ed25519"), ("-t", "ed448")):
        plain = path("putty " + " ".join(kind) + ".ppk")
        run("puttygen", "-q", *kind, "-o", plain, "--new-passphrase", nothing, "-C", "me@example")
        # The public half in the words of the peer: its fields are read here, and named by jwcrypto.
        line = run("puttygen", plain, "-L").stdout.decode()
        blob, fields = base64.b64decode(line.split()[1]), []
        while blob:
            length = int.from_bytes(blob[:4], "big")
            fields.append(blob[4:4 + length])
            blob = blob[4 + length:]
        coded = [base64.urlsafe_b64encode(field.lstrip(b"\0")).decode().rstrip("=") for field in fields]
        whole = base64.urlsafe_b64encode(fields[-1]).decode().rstrip("=")
        if fields[0] == b"ssh-rsa":
            expected = of(jwk.JWK(kty="RSA", e=coded[1], n=coded[2]))
        elif fields[0] == b"ecdsa-sha2-nistp384":
            x, y = (base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (fields[2][1:49], fields[2][49:]))
            expected = of(jwk.JWK(kty="EC", crv="P-384", x=x, y=y))
        else:
            expected = of(jwk.JWK(kty="OKP", crv="Ed25519" if fields[0] == b"ssh-ed25519" else "Ed448", x=whole))
        forms = {"version 3": [], "version 2": ["--ppk-param", "version=2"]}
        for variant in ("argon2id", "argon2i", "argon2d"):
            forms[variant] = ["--ppk-param", f"kdf={variant},passes=3,memory=4096", "--new-passphrase", passphrase_file]
        forms["version 2, encrypted"] = ["--ppk-param", "version=2", "--new-passphrase", passphrase_file]
        for form, words in forms.items():
            out = path(f"{' '.join(kind)} {form}.ppk")
            run("puttygen", plain, "-O", "private", "-o", out, *(["-P"] if "--new-passphrase" in words else ["--reencrypt"]), *words)
            attempt(peer, f"{' '.join(kind)}, {form}", lambda: thumbprints(out) == [(expected, True)])
        ssh2 = path(" ".join(kind) + ".ssh2.pub")
        if run("puttygen", plain, "-O", "public", "-o", ssh2, check=False).returncode == 0 and kind[1] != "ed448":
            attempt(peer, f"{' '.join(kind)}, SSH2 public", lambda: thumbprints(ssh2) == [(expected, False)])

# Java's key stores: named with the command that converts them, which is then run as it stands.
has_java = shutil.which("keytool")
if has_java:
    peer = "keytool → Jotsmith"
    certificate, pem, store = path("rsa.crt"), path("rsa.pem"), path("java.p12")
    # Java's own PKCS#12 asks for a passphrase in ASCII.
    environment["PASS"], java_pass = "changeit-java", "changeit-java"
    openssl("pkcs12", "-export", "-inkey", pem, "-in", certificate, "-passout", "env:PASS", "-name", "java", "-out", store)
    for kind, extension in (("JKS", "jks"), ("JCEKS", "jceks"), ("PKCS12", "java.p12")):
        out = path("file." + extension)
        base = ("-importkeystore", "-noprompt", "-srcstorepass", java_pass, "-deststorepass", java_pass)
        run("keytool", *base, "-srckeystore", store, "-srcstoretype", "PKCS12", "-destkeystore", out, "-deststoretype", kind)
        if kind != "PKCS12":
            done = jotsmith("list", out, "--passphrase-env", "PASS", check=False)
            words = done.stderr.decode()
            note(peer, f"{kind} is named", done.returncode == 2 and "keytool -importkeystore" in words, words)
            # As it is printed; what comes after it is the next step.
            command = words[words.index("keytool "):].split(". Then:")[0].split()
            command = [path(word) if word.startswith("file.") else word for word in command]
            target = command[command.index("-destkeystore") + 1]
            if os.path.exists(target):
                os.remove(target)
            run(*command, "-noprompt", "-srcstorepass", java_pass, "-deststorepass", java_pass)
            out = target
        expected = private(from_pem(pem))
        attempt(peer, f"{kind}, converted", lambda: [row for row in thumbprints(out) if row[1]] == expected)
    environment["PASS"] = PASS

# Ours, there

ours = {}
for kind in ("oct-256", "rsa-2048", "p-256", "p-384", "p-521", "secp256k1", "ed25519", "x25519", "ml-dsa-44"):
    create = [] if ours else ["--create"]
    jotsmith("generate", kind, "--keyring", "ours", "--kid", "=" + kind, "--passphrase-env", "PASS", *create)
    ours[kind] = None
listed = json.loads(jotsmith("list", "--keyring", "ours", "--passphrase-env", "PASS", "--json").stdout)["keys"]
ours = {key["kid"]: key["thumbprint"] for key in listed}
keyring = open(os.path.join(environment["JOTSMITH_DATA_DIR"], "keyrings", "ours.jwe"), "rb").read()
known = {kind: thumbprint for kind, thumbprint in ours.items() if not kind.startswith("ml-dsa")}


def jwcrypto_opens(token):
    opened = jwe.JWE(algs=["PBES2-HS512+A256KW", "A256GCM"])
    opened.deserialize(token.decode())
    opened.decrypt(jwk.JWK.from_password(PASS))
    keys = json.loads(opened.payload)["keys"]
    return {key["kid"]: of(jwk.JWK(**key)) for key in keys if key["kty"] != "AKP"} == known


attempt("Jotsmith → jwcrypto", "the keyring, with default_max_pbkdf2_iterations 220,000", lambda: jwcrypto_opens(keyring))
weak = path("weak.jwe")
jotsmith("export", "--keyring", "ours", "--passphrase-env", "PASS", "--to", "encrypted-jwk-set-for-jose", "--private",
         "--out", weak)
attempt("Jotsmith → jwcrypto", "the variant for jose", lambda: jwcrypto_opens(open(weak, "rb").read()))
if has_npm:
    def npm_opens(token):
        found = node(OPEN, {"token": token.decode(), "pass": PASS})
        return found["kid"] == "ours" and set(known.values()) <= set(found["thumbprints"])

    attempt("Jotsmith → npm jose", "the keyring, with maxPBES2Count 220000", lambda: npm_opens(keyring))
if has_latchset:
    def latchset_opens(file):
        done = run("jose", "jwe", "dec", "-i", file, "-k", password)
        return [key["kid"] for key in json.loads(done.stdout)["keys"]] == list(ours)

    attempt("Jotsmith → Debian jose", "the variant for jose", lambda: latchset_opens(weak))
    full = run("jose", "jwe", "dec", "-i", put("full.jwe", keyring), "-k", password, check=False)
    print(f"Debian jose and a keyring of full strength: {'opens' if full.returncode == 0 else 'does not open, as was said'}")

for kind, thumbprint in known.items():
    if kind == "oct-256":
        continue
    base = ("export", "--keyring", "ours", "--key", kind, "--passphrase-env", "PASS")
    for form in ("pkcs8-pem", "pkcs8-der", "encrypted-pkcs8-pem", "encrypted-pkcs8-der", "sec1-pem", "sec1-der",
                 "pkcs1-pem", "pkcs1-der", "spki-pem", "spki-der", "pkcs1-public-pem", "pkcs1-public-der"):
        out = path(f"{kind}.{form}")
        done = jotsmith(*base, "--to", form, "--private", "--new-passphrase-env", "PASS", "--out", out, check=False)
        if done.returncode != 0:
            if b"this format is for" not in done.stderr:
                note("Jotsmith → openssl", f"{kind} {form}", False, done.stderr.decode())
            continue
        is_public = "public" in form or form.startswith("spki")
        words = ["pkey", "-in", out, "-inform", "DER" if form.endswith("der") else "PEM", "-passin", "env:PASS"]
        words += ["-pubin"] if is_public else []

        def reads():
            if form.startswith("pkcs1-public"):
                inform = "DER" if form.endswith("der") else "PEM"
                return of(jwk.JWK.from_pem(openssl("rsa", "-RSAPublicKey_in", "-in", out, "-inform", inform).stdout)) == thumbprint
            if not is_public:
                openssl("pkey", *words[1:], "-check", "-noout")
            return of(jwk.JWK.from_pem(openssl(*words, *([] if is_public else ["-pubout"])).stdout)) == thumbprint

        attempt("Jotsmith → openssl", f"{kind} {form}", reads)
    out = path(f"{kind}.pub")
    done = jotsmith(*base, "--to", "openssh-public", "--out", out, check=False)
    if done.returncode == 0:
        def ssh_reads():
            run("ssh-keygen", "-l", "-f", out)
            if kind == "ed25519":
                return True
            return of(jwk.JWK.from_pem(run("ssh-keygen", "-e", "-m", "PKCS8", "-f", out).stdout)) == thumbprint

        attempt("Jotsmith → ssh-keygen", f"{kind} openssh-public", ssh_reads)

if has_putty:
    for kind, form in (("rsa-2048", "pkcs1-pem"), ("p-256", "sec1-pem"), ("p-521", "sec1-pem")):
        out = path(f"{kind}.for-putty")
        jotsmith("export", "--keyring", "ours", "--key", kind, "--passphrase-env", "PASS", "--to", form, "--private",
                 "--out", out)

        def putty_reads():
            ours_line = open(path(f"{kind}.pub")).read().split()[:2]
            return run("puttygen", out, "-L").stdout.decode().split()[:2] == ours_line

        attempt("Jotsmith → puttygen", f"{kind} {form}", putty_reads)

shutil.rmtree(folder)
for peer, (good, total) in counts.items():
    print(f"{peer}: {good} of {total}")
for missing in [name for name, there in (("npm jose", has_npm), ("Debian's jose", has_latchset),
                                                   ("puttygen", has_putty), ("keytool", has_java)) if not there]:
    print(f"missing, and so not compared: {missing}")
for fault in faults:
    print("FAULT", fault)
sys.exit(bool(faults))
