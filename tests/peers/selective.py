"""SD-JWTs (RFC 9901) both ways: made by jotsmith and verified by PyPI sd-jwt and npm @sd-jwt/core, made by those and read by
jotsmith; presentations by the one of tokens by the other too.

Usage: selective.py PATH-TO-JOTSMITH [FOLDER-WITH-node_modules/@sd-jwt/core]
Prints a table: who made it, who read it. Fails where a reader refuses, or reads other claims.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile

binary = os.path.realpath(sys.argv[1])
npm = os.path.realpath(sys.argv[2]) if len(sys.argv) > 2 else None
here = os.path.dirname(os.path.realpath(__file__))
folder = tempfile.mkdtemp()
NOW, NONCE, AUDIENCE = 1900000000, "n-0S6_WzA2Mj", "https://verifier.example"

from jwcrypto.jwk import JWK
from sd_jwt.common import SDObj
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier

CLAIMS = {
    "iss": "https://issuer.example", "iat": 1683000000, "exp": 4102444800, "given_name": "Żaneta", "age": 41, "n": 1.5,
    "address": {"street": "1 Main St", "city": "Anytown", "geo": [1, {"alt": 30}]}, "nationalities": ["US", "DE", {"code": "PL"}],
    "nothing": None, "is_good": True,
}
# What can be withheld; what a holder shows; what a verifier then reads beside what is in the clear.
CASES = {
    "flat": (["given_name", "age", "nothing", "is_good"], ["given_name", "nothing"],
             lambda claims: claims.pop("age") and claims.pop("is_good")),
    "inside an object": (["/address/street", "/address/geo"], ["/address/geo"], lambda claims: claims["address"].pop("street")),
    "one inside another": (["/address", "/address/street", "/address/city"], ["/address/city"], lambda claims: claims["address"].pop("street")),
    "elements": (["/nationalities/0", "/nationalities/2"], ["/nationalities/0"], lambda claims: claims["nationalities"].pop(2)),
    "everything": (["given_name", "age", "n", "/address", "/address/**", "/nationalities", "/nationalities/*"], ["/nationalities/1"],
                   lambda claims: (claims.pop("given_name"), claims.pop("age"), claims.pop("n"), claims.pop("address"),
                                   claims["nationalities"].pop(2), claims["nationalities"].pop(0))),
}
FORMS = ("compact", "flattened", "general")


def write(name, text):
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        file.write(text)
    return path


def pair(name, **kwargs):
    key = JWK.generate(**kwargs)
    private, public = json.loads(key.export_private()), json.loads(key.export_public())
    for half in (private, public):
        half.pop("kid", None)
    return {"key": key, "private": private, "public": public, "file": write(f"{name}.jwk", json.dumps(private)),
            "public_file": write(f"{name}.pub", json.dumps(public))}


ISSUERS = {"ES256": pair("issuer", kty="EC", crv="P-256"), "ES384": pair("issuer384", kty="EC", crv="P-384"),
           "Ed25519": pair("issuer25519", kty="OKP", crv="Ed25519")}
HOLDERS = {"ES256": pair("holder", kty="EC", crv="P-256"), "ES512": pair("holder521", kty="EC", crv="P-521")}
claims_file = write("claims.json", json.dumps(CLAIMS, ensure_ascii=False))


def run(*arguments, given=""):
    done = subprocess.run([binary, *arguments], input=given, capture_output=True, text=True, timeout=60)
    return done.stdout.strip() if done.returncode == 0 else sys.exit(f"jotsmith {' '.join(arguments)}: {done.stderr}")


def flags(name, values):
    return [part for value in values for part in (name, value)]


def present(token, shown, holder):
    return run("present", "-", *flags("--disclose", shown), "--holder-key", holder["file"], "--nonce", NONCE, "--aud", AUDIENCE,
               "--now", str(NOW), given=token)


def expected(case, holder, is_presented):
    claims = json.loads(json.dumps(CLAIMS))
    if is_presented:
        CASES[case][2](claims)
    return claims | {"cnf": {"jwk": holder["public"]}}


def by_python(entry):
    if entry["form"] != "compact":
        # It looks for the disclosures where an older draft had them.
        return "unsupported: JSON serializations of RFC 9901"
    if entry["hash"] != "sha-256":
        return f"unsupported: {entry['hash']}"
    if entry["issuer_alg"] == "Ed25519":
        return "unsupported: the name Ed25519"
    if entry["nonce"] and entry["holder_alg"] != "ES256":
        return "unsupported: key bindings with other than ES256"
    wants = (AUDIENCE, NONCE) if entry["nonce"] else (None, None)
    try:
        verifier = SDJWTVerifier(entry["token"], lambda issuer, header: JWK(**entry["issuer"]), *wants)
        return verifier.get_verified_payload()
    except Exception as error:
        return f"REFUSED: {error!r}"


def node(mode, entries):
    lines = "".join(json.dumps(entry) + "\n" for entry in entries)
    done = subprocess.run(["node", os.path.join(here, "selective.mjs"), mode, npm], input=lines, capture_output=True, text=True, timeout=300)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(entries):
        sys.exit(f"npm @sd-jwt/core answered {len(answers)} of {len(entries)}: {done.stderr[-600:]}")
    return answers


def by_npm(entries):
    asked = [{**entry, "issuerAlg": entry["issuer_alg"], "holderAlg": entry["holder_alg"], "nonce": entry["nonce"]} for entry in entries]
    results = []
    for entry, answer in zip(entries, node("verify", asked)):
        if "error" in answer:
            results.append(f"REFUSED: {answer['error']}")
        elif entry["nonce"] and (answer["kb"]["nonce"], answer["kb"]["aud"]) != (NONCE, AUDIENCE):
            results.append(f"REFUSED: another key binding: {answer['kb']}")
        else:
            results.append(answer["payload"])
    return results


def by_jotsmith(entry):
    key = write("peer.jwk", json.dumps(entry["issuer"]))
    done = subprocess.run([binary, "inspect", "-", "--json", "--key", key, "--now", str(NOW)], input=entry["token"],
                          capture_output=True, text=True, timeout=60)
    layer = json.loads(done.stdout)["layers"][0]
    if done.returncode != 0:
        return f"REFUSED: {layer['signatures']} {layer['sd_jwt'] and layer['sd_jwt']['reasons']}"
    binding = layer["sd_jwt"]["key_binding"]
    if bool(binding) != bool(entry["nonce"]) or binding and (binding["status"], binding["nonce"]) != ("verified", NONCE):
        return f"REFUSED: the key binding: {binding}"
    return layer["claims"]


def entry(maker, case, form, hash_name, issuer_alg, holder_alg, token, is_presented):
    return {"maker": maker, "case": case, "form": form, "hash": hash_name, "issuer_alg": issuer_alg, "holder_alg": holder_alg,
            "issuer": ISSUERS[issuer_alg]["public"], "token": token, "nonce": NONCE if is_presented else None,
            "expected": expected(case, HOLDERS[holder_alg], is_presented)}


def ours():
    for case, (paths, shown, _) in CASES.items():
        for form in FORMS:
            for hash_name, issuer_alg, holder_alg in (("sha-256", "ES256", "ES256"), ("sha-384", "ES384", "ES512"), ("sha-512", "Ed25519", "ES256"), ("sha-256", "ES256", "ES512")):
                token = run("build", "--claims", claims_file, "--key", ISSUERS[issuer_alg]["file"], "--alg", issuer_alg, *flags("--sd", paths), "--sd-decoys", "2",
                            "--sd-alg", hash_name, "--holder", HOLDERS[holder_alg]["public_file"], "--serialization", form)
                about = (case, form, hash_name, issuer_alg, holder_alg)
                yield entry("jotsmith", *about, token, False)
                yield entry("jotsmith", *about, present(token, shown, HOLDERS[holder_alg]), True)


def marked(value, paths, path=""):
    """The claims as Python's issuer takes them."""
    def chosen(inner):
        parent, _, _ = inner.rpartition("/")
        return inner in paths or inner[1:] in paths or f"{parent}/*" in paths or any(
            inner.startswith(given[:-2]) for given in paths if given.endswith("/**"))
    if isinstance(value, dict):
        pairs = ((name, f"{path}/{name}", inner) for name, inner in value.items())
        return {SDObj(name) if chosen(at) else name: marked(inner, paths, at) for name, at, inner in pairs}
    if isinstance(value, list):
        pairs = ((f"{path}/{place}", inner) for place, inner in enumerate(value))
        return [SDObj(marked(inner, paths, at)) if chosen(at) else marked(inner, paths, at) for at, inner in pairs]
    return value


# What Python's and npm's holders call that which ours calls by paths.
PYTHON_SHOWS = {
    "flat": {"given_name": True, "nothing": True}, "inside an object": {"address": {"geo": True}},
    "one inside another": {"address": {"city": True}}, "elements": {"nationalities": [True]},
    "everything": {"nationalities": [None, True]},
}
NPM_FRAMES = {
    "flat": ({"_sd": ["given_name", "age", "nothing", "is_good"]}, {"given_name": True, "nothing": True}),
    "inside an object": ({"address": {"_sd": ["street", "geo"]}}, {"address": {"geo": True}}),
    "one inside another": ({"_sd": ["address"], "address": {"_sd": ["street", "city"], "_sd_decoy": 2}}, {"address": {"city": True}}),
    "elements": ({"nationalities": {"_sd": [0, 2], "_sd_decoy": 1}}, {"nationalities": {"0": True}}),
}


def by_peers():
    issuer, holder = ISSUERS["ES256"], HOLDERS["ES256"]
    for case, (paths, shown, _) in CASES.items():
        for decoys in (False, True):
            made = SDJWTIssuer(marked(CLAIMS, paths), issuer["key"], JWK(**holder["private"]), add_decoy_claims=decoys)
            token = made.sd_jwt_issuance
            about = (case, "compact", "sha-256", "ES256", "ES256")
            yield entry("PyPI sd-jwt", *about, token, False)
            holding = SDJWTHolder(token)
            holding.create_presentation(PYTHON_SHOWS[case], NONCE, AUDIENCE, holder["key"])
            yield entry("PyPI sd-jwt", *about, holding.sd_jwt_presentation, True)
            yield entry("PyPI sd-jwt, presented by jotsmith", *about, present(token, shown, holder), True)
        token = run("build", "--claims", claims_file, "--key", issuer["file"], *flags("--sd", paths), "--holder", holder["public_file"])
        holding = SDJWTHolder(token)
        holding.create_presentation(PYTHON_SHOWS[case], NONCE, AUDIENCE, holder["key"])
        yield entry("jotsmith, presented by PyPI sd-jwt", *about, holding.sd_jwt_presentation, True)
    if npm is None:
        return
    asked, about = [], []
    for case, (frame, shown) in NPM_FRAMES.items():
        for form in FORMS:
            for hash_name, issuer_alg, holder_alg in (("sha-256", "ES256", "ES256"), ("sha-384", "ES384", "ES512"), ("sha-512", "Ed25519", "ES256")):
                for is_presented in (False, True):
                    issuer, holder = ISSUERS[issuer_alg], HOLDERS[holder_alg]
                    asked.append({"claims": CLAIMS, "frame": frame, "shown": shown if is_presented else None, "hashAlg": hash_name, "form": form,
                                  "issuer": issuer["private"], "issuerAlg": issuer_alg, "holder": holder["private"], "holderAlg": holder_alg,
                                  "holderPublic": holder["public"], "nonce": NONCE, "aud": AUDIENCE, "iat": NOW})
                    about.append((case, form, hash_name, issuer_alg, holder_alg, is_presented))
    for (case, form, hash_name, issuer_alg, holder_alg, is_presented), answer in zip(about, node("make", asked)):
        if "error" in answer:
            sys.exit(f"npm @sd-jwt/core could not make {case}, {form}: {answer['error']}")
        yield entry("npm @sd-jwt/core", case, form, hash_name, issuer_alg, holder_alg, answer["token"], is_presented)
        if not is_presented:
            text = present(answer["token"], CASES[case][1], HOLDERS[holder_alg])
            yield entry("npm @sd-jwt/core, presented by jotsmith", case, form, hash_name, issuer_alg, holder_alg, text, True)


entries = [*ours(), *by_peers()]
answers = {"jotsmith": [by_jotsmith(one) for one in entries], "PyPI sd-jwt": [by_python(one) for one in entries]}
if npm is not None:
    answers["npm @sd-jwt/core"] = by_npm(entries)
table = collections.defaultdict(collections.Counter)
reasons, wrong = collections.Counter(), []
for index, one in enumerate(entries):
    row = table[(one["maker"], one["form"], "with key binding" if one["nonce"] else "as issued")]
    row["made"] += 1
    accepted = 0
    for reader, results in answers.items():
        answer = results[index]
        if isinstance(answer, str) and answer.startswith("unsupported"):
            reasons[f"{reader}: {answer}"] += 1
        elif answer == one["expected"]:
            row[reader] += 1
            accepted += 1
        else:
            what = answer if isinstance(answer, str) else f"other claims: {json.dumps(answer)} instead of {json.dumps(one['expected'])}"
            wrong.append(f"{reader}: {one['maker']}, {one['case']}, {one['form']}, {one['hash']}: {what}")
    # Ours has to be read by somebody who did not make it.
    if one["maker"].startswith("jotsmith") and npm is not None and accepted < 2:
        wrong.append(f"nobody else read {one['case']}, {one['form']}")
print(f"| SD-JWT made by | form | | made | {' | '.join(f'read by {reader}' for reader in answers)} |")
for (maker, form, kind), row in sorted(table.items()):
    print(f"| {maker} | {form} | {kind} | {row['made']} | {' | '.join(str(row[reader]) for reader in answers)} |")
print("\nNot compared:")
for reason, count in sorted(reasons.items()):
    print(f"  {count} × {reason}")
print(f"\n{len(entries)} SD-JWTs")
for line in wrong:
    print(f"WRONG {line}")
sys.exit(1 if wrong else 0)
