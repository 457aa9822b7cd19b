"""Hands each token to `jotsmith inspect --json` as it is, with another key, and with one bit flipped in each part."""
import base64
import collections
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

binary, *sources = sys.argv[1:]
entries = [json.loads(line) for path in sources for line in open(path) if line.strip()]
folder = tempfile.mkdtemp()
GOOD = {"jws": "verified", "jwe": "decrypted"}


def key_file(key):
    path = os.path.join(folder, f"{abs(hash(json.dumps(key)))}.jwk")
    if not os.path.exists(path):
        with open(path, "w") as file:
            json.dump(key, file)
    return path


def look(token, key):
    run = subprocess.run([binary, "inspect", "-", "--key", key_file(key), "--json", "--now", "1800000000"],
                         input=token, capture_output=True, text=True, timeout=120)
    if run.returncode not in (0, 1, 2, 3):
        raise RuntimeError(f"exit status {run.returncode}: {run.stderr[-300:]}")
    report = json.loads(run.stdout) if run.stdout else {"layers": []}
    layers = report["layers"]
    results = (layers[0].get("signatures") or []) + (layers[0].get("recipients") or []) if layers else []
    return run.returncode, report, [result["status"] for result in results]


def flips(token):
    """The token with one bit flipped in the middle of each of its parts."""
    if token.startswith("{"):
        data = json.loads(token)
        parts = [data] + data.get("signatures", []) + data.get("recipients", [])
        for part in parts:
            # The encrypted key of one recipient says nothing about the others'.
            for name in ("payload", "protected", "signature", "iv", "ciphertext", "tag", "aad"):
                value = part.get(name)
                if isinstance(value, str) and value:
                    part[name] = flip(value)
                    yield name, json.dumps(data)
                    part[name] = value
        return
    parts = token.split(".")
    for index, part in enumerate(parts):
        if part:
            yield f"part {index + 1}", ".".join(parts[:index] + [flip(part)] + parts[index + 1:])


def flip(text):
    try:
        raw = bytearray(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        raw[len(raw) // 2] ^= 1
        return base64.urlsafe_b64encode(bytes(raw)).decode().rstrip("=")
    except ValueError:
        return text[:-1] + chr(ord(text[-1]) ^ 1)


def check(entry):
    faults = []
    good = GOOD[entry["kind"]]
    try:
        code, report, statuses = look(entry["token"], entry["key"])
        if good not in statuses:
            reasons = [result.get("reasons") for layer in report["layers"] for result in (layer.get("signatures") or layer.get("recipients") or [])]
            faults.append(f"not {good}: {statuses} {json.dumps(reasons)[:300]}")
        elif entry["form"] == "compact" and code != 0:
            faults.append(f"exit status {code}, verdict {report['verdict']}")
        if entry["kind"] == "jwe" and good in statuses:
            payload = report["layers"][0]["payload_b64"]
            if (payload == "") != bool(entry.get("empty")):
                faults.append(f"plaintext is {payload!r}")
        for where, changed in flips(entry["token"]):
            code, report, statuses = look(changed, entry["key"])
            if good in statuses or code == 0:
                faults.append(f"accepted with a flipped bit in {where}")
    except Exception as error:  # a crash or a hang is the worst finding, and must not hide the others
        faults.append(repr(error)[:400])
    return entry, faults


# latchset writes zip without compressing; this makes none of those.
with ThreadPoolExecutor(os.cpu_count()) as pool:
    results = list(pool.map(check, entries))
table = collections.defaultdict(lambda: [0, 0])
wrong = 0
for entry, faults in results:
    row = table[(entry["maker"], entry["kind"], entry["form"])]
    row[0] += 1
    row[1] += not faults
    for fault in faults:
        wrong += 1
        print(f"WRONG {entry['maker']} {entry['kind']} {entry['form']} {entry['name']}: {fault}")
print("| made by | what | form | tokens | right, and refused with a flipped bit in each part |")
for (maker, kind, form), (cases, right) in sorted(table.items()):
    print(f"| {maker} | {kind} | {form} | {cases} | {right} |")
sys.exit(1 if wrong or not entries else 0)
