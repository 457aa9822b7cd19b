"""Writes the cases of this folder: `make.py` in an interpreter that has PyPI `cryptography`. The same bytes at each run.

It builds each JWE out of the primitives and uses neither Jotsmith nor a JOSE library: what a reader is held against must
not come from one.
"""
import base64
import glob
import hashlib
import hmac
import json
import os
import zlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, x448, x25519
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

here = os.path.dirname(os.path.abspath(__file__))
PASSPHRASE = "open sesame"
# Cheap on purpose, but for the cases that are about it.
P2C = 1000
PBES2 = {"PBES2-HS256+A128KW": (hashes.SHA256, 16), "PBES2-HS384+A192KW": (hashes.SHA384, 24),
         "PBES2-HS512+A256KW": (hashes.SHA512, 32)}
# Length of the content encryption key, and the hash where it is CBC with HMAC.
ENC = {"A128GCM": (16, None), "A192GCM": (24, None), "A256GCM": (32, None), "A128CBC-HS256": (32, hashlib.sha256),
       "A192CBC-HS384": (48, hashlib.sha384), "A256CBC-HS512": (64, hashlib.sha512)}


def b64(data):
    return base64.urlsafe_b64encode(data.encode() if isinstance(data, str) else data).rstrip(b"=").decode()


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def bytes_of(label, length):
    """Bytes that are the same at each run."""
    return hashlib.shake_256(("jotsmith keyring " + label).encode()).digest(length)


# Keys

def ec_key(curve, name, length, secret):
    key = ec.derive_private_key(secret, curve)
    point = key.public_key().public_numbers()
    x, y, d = (number.to_bytes(length, "big") for number in (point.x, point.y, secret))
    return {"kty": "EC", "crv": name, "x": b64(x), "y": b64(y), "d": b64(d)}


def okp_key(kind, name, length):
    key = kind.from_private_bytes(bytes_of(name, length))
    x = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    d = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return {"kty": "OKP", "crv": name, "x": b64(x), "d": b64(d)}



SECRET = {"kty": "oct", "k": b64(bytes_of("oct", 32))}
P256 = ec_key(ec.SECP256R1(), "P-256", 32, int.from_bytes(bytes_of("P-256", 31), "big"))
ED25519 = okp_key(ed25519.Ed25519PrivateKey, "Ed25519", 32)
EVERY = {
    "oct": SECRET,
    "p-256": P256,
    "p-384": ec_key(ec.SECP384R1(), "P-384", 48, int.from_bytes(bytes_of("P-384", 47), "big")),
    "p-521": ec_key(ec.SECP521R1(), "P-521", 66, int.from_bytes(bytes_of("P-521", 64), "big")),
    "secp256k1": ec_key(ec.SECP256K1(), "secp256k1", 32, int.from_bytes(bytes_of("secp256k1", 31), "big")),
    "ed25519": ED25519,
    "ed448": okp_key(ed448.Ed448PrivateKey, "Ed448", 57),
    "x25519": okp_key(x25519.X25519PrivateKey, "X25519", 32),
    "x448": okp_key(x448.X448PrivateKey, "X448", 56),
}


def public(key):
    return {name: value for name, value in key.items() if name not in ("k", "d", "p", "q", "dp", "dq", "qi", "priv")}


MEMBERS = {"oct": ("k", "kty"), "EC": ("crv", "kty", "x", "y"), "OKP": ("crv", "kty", "x"), "RSA": ("e", "kty", "n"),
           "AKP": ("alg", "kty", "pub")}


def thumbprint(key):
    """RFC 7638 §3, RFC 9964 §6; `none` for what is no usable key."""
    if not isinstance(key, dict) or key.get("kty") not in MEMBERS:
        return "none"
    return b64(hashlib.sha256(compact({name: key[name] for name in MEMBERS[key["kty"]]}).encode()).digest())


# JWE (RFC 7516, RFC 7518)

def wrap(alg, cek, passphrase, p2s, p2c):
    digest, length = PBES2[alg]
    salt = alg.encode() + b"\0" + p2s
    return aes_key_wrap(PBKDF2HMAC(digest(), length, salt, p2c).derive(passphrase), cek)


def encrypt(enc, cek, iv, plaintext, aad):
    length, digest = ENC[enc]
    if digest is None:
        sealed = AESGCM(cek).encrypt(iv, plaintext, aad)
        return sealed[:-16], sealed[-16:]
    half = length // 2
    padder = PKCS7(128).padder()
    cipher = Cipher(algorithms.AES(cek[half:]), modes.CBC(iv)).encryptor()
    ciphertext = cipher.update(padder.update(plaintext) + padder.finalize()) + cipher.finalize()
    tag = hmac.new(cek[:half], aad + iv + ciphertext + (8 * len(aad)).to_bytes(8, "big"), digest).digest()
    return ciphertext, tag[:half]


class Sealed:
    """A JWE under a passphrase. `header` holds what is put in or, with None, left out."""

    def __init__(self, plaintext, label, passphrase=PASSPHRASE, alg="PBES2-HS512+A256KW", enc="A256GCM", p2c=P2C, salt=16,
                 header=None, text=None, iv=None):
        plaintext = plaintext if isinstance(plaintext, bytes) else plaintext.encode()
        passphrase = passphrase if isinstance(passphrase, bytes) else passphrase.encode()
        p2s = bytes_of("salt " + label, salt)
        members = {"alg": alg, "enc": enc, "p2c": p2c, "p2s": b64(p2s), "cty": "jwk-set+json", "typ": "JOSE", "kid": "prod"}
        members.update(header or {})
        self.header = text or compact({name: value for name, value in members.items() if value is not None})
        self.protected = b64(self.header)
        if members.get("zip") == "DEF":
            deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
            plaintext = deflate.compress(plaintext) + deflate.flush()
        length, digest = ENC[enc]
        self.cek = bytes_of("cek " + label, length)
        self.iv = bytes_of("iv " + label, iv or (12 if digest is None else 16))
        self.key = wrap(alg, self.cek, passphrase, p2s, p2c)
        self.ciphertext, self.tag = encrypt(enc, self.cek, self.iv, plaintext, self.protected.encode())

    def parts(self):
        return [self.protected, *(b64(part) for part in (self.key, self.iv, self.ciphertext, self.tag))]

    def compact(self):
        return ".".join(self.parts())

    def members(self):
        return dict(zip(("protected", "encrypted_key", "iv", "ciphertext", "tag"), self.parts()))


# Cases

written = set()


def case(name, file, expect, comment, passphrase=PASSPHRASE, plaintext=None, keys=(), /, **more):
    """One file. `keys` are the entries in their order; `more` are further headers."""
    assert name not in written, name
    written.add(name)
    lines = [f"comment: {comment}", f"expect: {expect}"]
    if passphrase is not None:
        lines.append(f"passphrase: {passphrase}")
    if plaintext is not None:
        plaintext = plaintext if isinstance(plaintext, bytes) else plaintext.encode()
        lines.append(f"plaintext: {hashlib.sha256(plaintext).hexdigest()}")
    lines += [f"{word}: {value}" for word, value in more.items() if value is not None]
    lines += [f"key: {key if isinstance(key, str) else thumbprint(key)}" for key in keys]
    file = file if isinstance(file, bytes) else file.encode()
    with open(os.path.join(here, name), "wb") as out:
        out.write(("\n".join(lines) + "\n\n").encode() + file)


def keys_text(*keys, **members):
    return compact({"keys": list(keys), **members})


def opens(name, comment, keys=(SECRET,), plaintext=None, form=Sealed.compact, passphrase=PASSPHRASE, file=None, more=None,
          generation=0, kid="prod", **sealed):
    plaintext = keys_text(*keys) if plaintext is None else plaintext
    made = form(Sealed(plaintext, name, passphrase=passphrase, **sealed))
    case(name, file(made) if file else made, "opens", comment, passphrase, plaintext, keys,
         **{"name": json.dumps(kid, ensure_ascii=False), "generation": generation, **(more or {})})


def refused(name, expect, comment, plaintext=None, form=Sealed.compact, given=PASSPHRASE, **sealed):
    case(name, form(Sealed(keys_text(SECRET) if plaintext is None else plaintext, name, **sealed)), expect, comment, given)


def own(**members):
    return {"jotsmith": members}


FULL = {"v": 1, "created": 1795442400, "gen": 7, "id": b64(bytes_of("id", 16))}

# Valid: what is written, what may be written

plaintext = '{"keys":[\n' + ",\n".join(compact({**key, "kid": name, **own(name=name + " key", created=1795442400)})
                                       for name, key in EVERY.items()) + "\n]," + compact({"jotsmith": FULL})[1:]
opens("as-written", "All that Jotsmith writes, at full strength", EVERY.values(), plaintext, p2c=220000, generation=7,
      more={"created": 1795442400})
opens("one-secret", "One shared secret, no member of Jotsmith")
opens("empty-set", "No key at all", ())
for alg in PBES2:
    for enc in ENC:
        opens(f"alg-{alg.split('-')[1].split('+')[0].lower()}-{enc.lower()}", f"{alg} with {enc}", alg=alg, enc=enc)
opens("iterations-at-the-limit", "1,200,000 iterations, the most that are done without asking", p2c=1200000)
opens("iterations-few", "Eight iterations: far too few, but not the reader's to refuse", p2c=8)
opens("salt-long", "A salt of 64 bytes", salt=64)
opens("public-key", "A public key beside a secret, encrypted all the same", (public(P256), SECRET))
opens("single-key", "An encrypted JWK in the place of a set (RFC 7517 §7)", plaintext=compact(SECRET),
      header={"cty": "jwk+json"})
opens("zip", "Compressed (RFC 7516 §4.1.3)", header={"zip": "DEF"})
opens("no-cty", "Neither cty nor typ", header={"cty": None, "typ": None})
opens("no-kid", "Without a kid the keyring is called as its file is", header={"kid": None}, kid="file")
opens("kid-number", "A kid that is no string is no name", header={"kid": 7}, kid="file")
opens("kid-of-another-script", "A name beyond ASCII", header={"kid": "Schlüssel 鍵 🔑"}, kid="Schlüssel 鍵 🔑")
opens("kid-escaped", "A kid written with escapes", text='{"alg":"PBES2-HS512+A256KW","enc":"A256GCM","p2c":1000,"p2s":"%s","kid":"pr\\u006fd"}'
      % b64(bytes_of("salt kid-escaped", 16)))
opens("header-unknown", "A header parameter that nobody knows and that is not critical", header={"x": [1]})
opens("header-spaced", "White space in the header", text='{ "alg" : "PBES2-HS512+A256KW",\r\n\t"enc":"A256GCM", "p2s":"%s", "p2c":1000, "kid":"prod" } '
      % b64(bytes_of("salt header-spaced", 16)))
opens("flattened", "Flattened JSON serialization", form=lambda jwe: compact(jwe.members()))
opens("flattened-spaced", "Flattened, over several lines", form=lambda jwe: json.dumps(jwe.members(), indent=2) + "\n")
opens("flattened-unknown", "Flattened, with a member that nobody knows", form=lambda jwe: compact({**jwe.members(), "note": "x"}))


def general(jwe, *before):
    members = jwe.members()
    key = members.pop("encrypted_key")
    return compact({**members, "recipients": [*before, {"encrypted_key": key}]})


opens("general", "General JSON serialization, one recipient", form=general)


class Shared(Sealed):
    """Two recipients: what is each one's stands in its own header."""

    def general(self, first_header, first_key, own_header):
        return compact({"protected": self.protected, "recipients": [
            {"header": first_header, "encrypted_key": first_key}, {"header": own_header, "encrypted_key": b64(self.key)}],
            "iv": b64(self.iv), "ciphertext": b64(self.ciphertext), "tag": b64(self.tag)})


def two(name, comment, first_header, first_key, expect="opens"):
    salt = b64(bytes_of("salt " + name, 16))
    plaintext = keys_text(SECRET)
    jwe = Shared(plaintext, name, text='{"enc":"A256GCM"}')
    file = jwe.general(first_header, first_key, {"alg": "PBES2-HS512+A256KW", "p2c": P2C, "p2s": salt, "kid": "mine"})
    case(name, file, expect, comment, PASSPHRASE, plaintext, (SECRET,), name=json.dumps(first_header.get("kid", "file")),
         generation=0)


two("general-other-key-first", "Two recipients, the first of which is for a key", {"alg": "A256KW", "kid": "prod"},
    b64(bytes_of("wrapped", 40)))
two("general-other-passphrase-first", "Two recipients, the first of which is for another passphrase",
    {"alg": "PBES2-HS512+A256KW", "p2c": P2C, "p2s": b64(bytes_of("other salt", 16)), "kid": "prod"},
    b64(wrap("PBES2-HS512+A256KW", bytes_of("cek general-other-passphrase-first", 32), b"another", bytes_of("other salt", 16), P2C)))
opens("line-break-behind", "A line break behind it, as editors write it", file=lambda jwe: jwe + "\r\n")
opens("space-around", "White space around it", file=lambda jwe: "\n \t" + jwe + " \n\n")
opens("byte-order-mark", "A byte order mark of UTF-8 in front of it", file=lambda jwe: b"\xef\xbb\xbf" + jwe.encode())
opens("passphrase-beyond-ascii", "A passphrase in UTF-8, as NFC writes it", passphrase="correct horse st\u00e4ple 🔑")
opens("passphrase-decomposed", "A passphrase in UTF-8, as NFD writes it: readers normalize nothing", passphrase="correct horse sta\u0308ple")
opens("passphrase-spaces", "Spaces around a passphrase belong to it", passphrase="  open sesame ")
opens("passphrase-long", "A passphrase longer than a block of the hash", passphrase="open sesame " * 20 + "!")

# Valid: content

opens("unknown-members", "Members that nobody knows, of the set, of a key and of Jotsmith's own",
      ({**SECRET, "kid": "a", "x-vendor": {"deep": [1, 2.50, "é"]}, **own(name="first", later=True)},),
      keys_text({**SECRET, "kid": "a", "x-vendor": {"deep": [1, 2.5, "é"]}, **own(name="first", later=True)},
                note="theirs", jotsmith={**FULL, "later": {"a": [None]}}), generation=7, more={"created": 1795442400})
opens("number-lexemes", "Numbers that a program must not write anew", (SECRET,),
      '{"keys":[{"kty":"oct","k":"%s","big":12345678901234567890123,"small":1.50e-7}]}' % SECRET["k"])
opens("kid-twice", "Two keys of one kid", ({**SECRET, "kid": "a"}, {**P256, "kid": "a"}))
opens("key-twice", "One key twice", ({**SECRET, "kid": "a"}, {**SECRET, "kid": "a"}))
opens("entry-unknown-type", "A key of a type that nobody knows is kept and not used", ({"kty": "new", "n": 1}, SECRET))
opens("entry-not-an-object", "An entry that is no object is kept and not used", ("none", SECRET), keys_text("text", SECRET))
opens("entry-empty-secret", "A shared secret without a byte is no key", ("none", SECRET), keys_text({"kty": "oct", "k": ""}, SECRET))
opens("entry-not-on-the-curve", "A point that is not on its curve is no key", ("none", SECRET),
      keys_text({**public(P256), "y": public(P256)["x"]}, SECRET))
opens("generation-missing", "No member of Jotsmith: generation 0", (SECRET,), keys_text(SECRET, jotsmith={"v": 1}))
opens("generation-text", "A generation that is no number is 0", (SECRET,), keys_text(SECRET, jotsmith={**FULL, "gen": "7"}),
      more={"created": 1795442400})
opens("generation-large", "The largest generation", (SECRET,), keys_text(SECRET, jotsmith={"v": 1, "gen": 2**64 - 1}), generation=2**64 - 1)
opens("own-member-text", "A member of Jotsmith that is no object says nothing", (SECRET,), keys_text(SECRET, jotsmith="x"))
opens("version-newer", "Written by a newer program: to be read, not to be written", (SECRET,), keys_text(SECRET, jotsmith={**FULL, "v": 2}),
      generation=7, more={"created": 1795442400, "writable": "no"})
opens("version-text", "A version that is no number is newer than any", (SECRET,), keys_text(SECRET, jotsmith={**FULL, "v": "1"}),
      generation=7, more={"created": 1795442400, "writable": "no"})
opens("keys-twice", "Two members called keys: the keys of both", (SECRET, P256), '{"keys":[%s],"keys":[%s]}' % (compact(SECRET), compact(P256)))
opens("plaintext-spaced", "White space in the set", (SECRET,), json.dumps({"keys": [SECRET]}, indent=2))

# Valid: without encryption

for name, comment, keys, members in (
        ("public", "Public keys alone, without encryption", (public(P256), public(ED25519)), {}),
        ("public-empty", "No key, without encryption", (), {}),
        ("public-as-written", "Public keys, as Jotsmith writes them", ({**public(P256), "kid": "a", **own(name="A", created=1)},),
         {"jotsmith": {"v": 1, "created": 1795442400, "gen": 3}})):
    text = keys_text(*keys, **members)
    case(name, text + "\n", "opens", comment, None, text, keys, called="public", name='"file"',
         generation=members.get("jotsmith", {}).get("gen", 0), created=members.get("jotsmith", {}).get("created"))
text = keys_text(SECRET)
case("public-with-secret", text, "opens", "A secret in a keyring without encryption: to be read, not to be written", None, text,
     (SECRET,), called="public", name='"file"', generation=0, writable="no")

# Refused: passphrase, or changed by somebody; nobody can tell which

WRONG = "wrong passphrase"
refused("wrong-passphrase", WRONG, "Another passphrase", given="open sesam")
refused("wrong-passphrase-case", WRONG, "Another case", given="Open Sesame")
refused("wrong-passphrase-space", WRONG, "A space behind the passphrase", given="open sesame ")
refused("wrong-passphrase-empty", WRONG, "An empty passphrase", given="")
refused("wrong-passphrase-normalized", WRONG, "The same to the eye, other bytes", passphrase="sta\u0308ple", given="st\u00e4ple")
refused("no-passphrase", "passphrase needed", "No passphrase was given", given=None)


def changed(index):
    def change(jwe):
        parts = jwe.parts()
        raw = bytearray(base64.urlsafe_b64decode(parts[index] + "=="))
        raw[len(raw) // 2] ^= 1
        return ".".join(parts[:index] + [b64(bytes(raw))] + parts[index + 1:])
    return change


for index, part in enumerate(("header", "key", "iv", "ciphertext", "tag")):
    if index:
        refused(f"changed-{part}", WRONG, f"One bit of the {part} is another", form=changed(index))


def other_header(**members):
    """The header says something else than what was encrypted with."""
    def change(jwe):
        header = compact({**json.loads(jwe.header), **members})
        return ".".join([b64(header), *jwe.parts()[1:]])
    return change


refused("changed-p2c", WRONG, "The header asks for another number of iterations", form=other_header(p2c=999))
refused("changed-p2s", WRONG, "The header has another salt", form=other_header(p2s=b64(bytes_of("x", 16))))
refused("changed-kid", WRONG, "Renamed by somebody without the passphrase", form=other_header(kid="staging"))
refused("changed-alg", WRONG, "Another algorithm of the same kind", form=other_header(alg="PBES2-HS384+A192KW"))
refused("added-header-parameter", WRONG, "A parameter was added", form=other_header(x=1))
twin = Sealed(keys_text(P256), "twin")
refused("content-of-another", WRONG, "IV, ciphertext and tag of another keyring under the same passphrase",
        form=lambda jwe: ".".join(jwe.parts()[:2] + twin.parts()[2:]))
refused("tag-of-another", WRONG, "The tag of another keyring", form=lambda jwe: ".".join(jwe.parts()[:4] + twin.parts()[4:]))
refused("flattened-added-aad", WRONG, "Additional data was added", form=lambda jwe: compact({**jwe.members(), "aad": b64("x")}))

# Refused: more work than is done without asking, told before any is done

refused("iterations-beyond-the-limit", "too expensive", "One iteration too many: nothing is derived", form=other_header(p2c=1200001))
refused("iterations-beyond-the-ceiling", "too expensive", "More than are ever done", form=other_header(p2c=10000001))
refused("iterations-huge", "too expensive", "As many as 64 bits hold", form=other_header(p2c=2**64 - 1))

# Refused: damaged

DAMAGED = "damaged"
refused("changed-header", DAMAGED, "The header is no JSON any more", form=lambda jwe: ".".join([b64(jwe.header[:-1]), *jwe.parts()[1:]]))
for count in (1, 2, 3, 4):
    refused(f"cut-to-{count}-parts", DAMAGED, f"{count} of 5 parts", form=lambda jwe, count=count: ".".join(jwe.parts()[:count]))
refused("cut-in-ciphertext", DAMAGED, "Cut off within the ciphertext", form=lambda jwe: jwe.compact()[:-40])
refused("cut-in-tag", DAMAGED, "Cut off within the tag", form=lambda jwe: jwe.compact()[:-4])
refused("six-parts", DAMAGED, "A sixth part", form=lambda jwe: jwe.compact() + ".AA")
refused("trailing-text", DAMAGED, "Text behind it", form=lambda jwe: jwe.compact() + "\nx")
refused("twice", DAMAGED, "Two keyrings in one file", form=lambda jwe: jwe.compact() + "\n" + jwe.compact())
refused("not-base64url", DAMAGED, "A character that is not of base64url", form=lambda jwe: ".".join(jwe.parts()[:3] + [jwe.parts()[3][:-4] + "+/+/", jwe.parts()[4]]))
refused("padded", DAMAGED, "Padding behind the tag", form=lambda jwe: jwe.compact() + "==")
refused("loose-bits", DAMAGED, "Bits behind the last byte of the tag that are not zero", form=lambda jwe: jwe.compact()[:-1] + chr(ord(jwe.compact()[-1]) + 1))
refused("not-utf8", DAMAGED, "A byte that is not UTF-8", form=lambda jwe: jwe.compact().encode()[:-1] + b"\xff")
refused("tag-short", DAMAGED, "A tag of 12 bytes", form=lambda jwe: ".".join(jwe.parts()[:4] + [b64(jwe.tag[:12])]))
refused("tag-empty", DAMAGED, "No tag", form=lambda jwe: ".".join(jwe.parts()[:4] + [""]))
refused("iv-short", DAMAGED, "An IV of 11 bytes, which AES-GCM would take", iv=11)
refused("key-short", WRONG, "An encrypted key of 32 bytes, 40 are needed", form=lambda jwe: ".".join([jwe.protected, b64(jwe.key[:32]), *jwe.parts()[2:]]))
refused("key-empty", DAMAGED, "No encrypted key", form=lambda jwe: ".".join([jwe.protected, "", *jwe.parts()[2:]]))
refused("header-twice-p2c", DAMAGED, "Two p2c: readers differ in which one counts",
        text='{"alg":"PBES2-HS512+A256KW","enc":"A256GCM","p2c":1,"p2c":1000,"p2s":"%s","kid":"prod"}' % b64(bytes_of("salt header-twice-p2c", 16)))
refused("crit-unknown", DAMAGED, "A critical parameter that nobody knows", header={"crit": ["x"], "x": 1})
refused("crit-empty", DAMAGED, "crit names nothing (RFC 7515 §4.1.11)", header={"crit": []})
refused("zip-unknown", DAMAGED, "Another compression", header={"zip": "BR"})
refused("no-alg", DAMAGED, "No algorithm", header={"alg": None})
refused("no-enc", DAMAGED, "No content encryption", header={"enc": None})
refused("no-p2c", DAMAGED, "No number of iterations", header={"p2c": None})
refused("no-p2s", DAMAGED, "No salt", header={"p2s": None})
refused("p2c-zero", DAMAGED, "No iteration", form=other_header(p2c=0))
refused("p2c-negative", DAMAGED, "Fewer than none", form=other_header(p2c=-1000))
refused("p2c-text", DAMAGED, "A number of iterations that is text", header={"p2c": "1000"})
refused("p2c-fraction", DAMAGED, "A number of iterations that is none", form=other_header(p2c=1000.5))
refused("p2s-short", WRONG, "A salt of 7 bytes, 8 are needed (RFC 7518 §4.8.1.1)", salt=7)
refused("p2s-not-base64url", DAMAGED, "A salt that is not base64url", header={"p2s": "AAAA AAAA AAAA=="})
refused("flattened-no-ciphertext", DAMAGED, "Flattened, and no ciphertext",
        form=lambda jwe: compact({name: value for name, value in jwe.members().items() if name != "ciphertext"}))
refused("general-no-recipients", DAMAGED, "No recipient at all",
        form=lambda jwe: compact({"protected": jwe.protected, "recipients": [], "iv": b64(jwe.iv), "ciphertext": b64(jwe.ciphertext), "tag": b64(jwe.tag)}))
refused("plaintext-cut", DAMAGED, "What was encrypted is a set that is cut off", plaintext=keys_text(SECRET)[:-2])
refused("plaintext-empty", DAMAGED, "What was encrypted is nothing", plaintext="")

# Refused: something else

refused("plaintext-list", "not a keyring", "What was encrypted is a list", plaintext="[]")
refused("plaintext-no-keys", "not a keyring", "What was encrypted is an object without keys", plaintext='{"a":1}')
refused("plaintext-keys-object", "not a keyring", "What was encrypted has keys that are no list", plaintext='{"keys":{}}')
refused("plaintext-token", DAMAGED, "What was encrypted is a keyring once more", plaintext=twin.compact())
refused("enc-unknown", "unsupported", "A content encryption that nobody knows", form=other_header(enc="A512GCM"))
refused("alg-unknown", "unsupported", "A key management that nobody knows", form=other_header(alg="PBES2-HS1024+A256KW"))
refused("alg-dir", "other key", "Encrypted directly with a key", form=lambda jwe: ".".join([other_header(alg="dir")(jwe).split(".")[0], "", *jwe.parts()[2:]]))
refused("alg-rsa-oaep", "other key", "Encrypted for an RSA key", form=other_header(alg="RSA-OAEP-256"))
refused("alg-ecdh-es", "other key", "Encrypted for an EC key", form=other_header(alg="ECDH-ES+A256KW", epk=public(P256)))

text = keys_text(SECRET)
case("swapped-for-plain-set", text, "not encrypted", "A plain set in the place of an encrypted keyring: anybody can write one", PASSPHRASE)
case("swapped-for-plain-set-no-passphrase", text, "not encrypted", "The same where no passphrase was given", None)
case("swapped-for-public-set", keys_text(public(P256)), "not encrypted", "A plain set of public keys in the place of an encrypted keyring", PASSPHRASE)
case("passphrase-for-public", keys_text(public(P256)), "not encrypted", "Who gives a passphrase takes no keyring that needs none", PASSPHRASE, called="public")
case("nothing", "", "empty", "Not one byte", PASSPHRASE)
case("white-space", " \r\n\t\n", "empty", "White space alone", PASSPHRASE)
case("binary", bytes_of("binary", 64), "not a keyring", "No text", PASSPHRASE)
case("text", "correct horse battery staple\n", "not a keyring", "Some text", PASSPHRASE)
case("pem", "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n",
     "not a keyring", "A key file", PASSPHRASE)
token = f"{b64(compact({'alg': 'HS256'}))}.{b64(keys_text(SECRET))}"
token += "." + b64(hmac.new(bytes_of("oct", 32), token.encode(), hashlib.sha256).digest())
case("signed-set", token, DAMAGED, "A set that is signed, not encrypted", PASSPHRASE)
case("plain-list", "[" + compact(SECRET) + "]", "not a keyring", "A list of keys", None, called="public")
case("plain-no-keys", '{"keys":7}', "not a keyring", "keys that are no list", None, called="public")
case("plain-cut", keys_text(public(P256))[:-3], DAMAGED, "A plain set that is cut off", None, called="public")

for path in glob.glob(os.path.join(here, "*")):
    name = os.path.basename(path)
    if "." not in name and name not in written:
        os.remove(path)
print(f"{len(written)} cases")
