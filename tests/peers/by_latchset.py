"""Verifies or decrypts with Debian's jose (latchset) what `jotsmith build` made."""
import base64
import json
import os
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

IS_THERE = shutil.which("jose") is not None
ALGORITHMS = set(subprocess.run(["jose", "alg"], capture_output=True, text=True).stdout.split()) if IS_THERE else set()
CURVES = {"P-256", "P-384", "P-521"}


def answers(entries):
    """For each entry: accepted, unsupported and why, or what is wrong."""
    if not IS_THERE:
        return ["unsupported: Debian's jose is missing"] * len(entries)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(lambda pair: answer(folder, *pair), enumerate(entries)))


def lacks(entry):
    """What this version does not have, by what it says of itself and by its manual."""
    needed = [(entry["alg"], entry["crv"])]
    if entry["nested"]:
        needed.append((entry["nested"]["alg"], entry["nested"]["key"].get("crv")))
    for algorithm, curve in needed:
        if algorithm not in ALGORITHMS:
            return algorithm
        if curve is not None and curve not in CURVES:
            return curve
    if entry["enc"] is not None and entry["enc"] not in ALGORITHMS:
        return entry["enc"]
    # It refuses the example of RFC 7520 5.10 as well, and nobody else opens what it makes itself like this.
    if '"aad"' in entry["token"] and entry["enc"].endswith("GCM"):
        return "aad with a GCM encryption"
    return "b64 false" if "b64 false" in entry["structure"] else None


def answer(folder, number, entry):
    lacking = lacks(entry)
    if lacking:
        return f"unsupported: {lacking}"
    payload = base64.urlsafe_b64decode(entry["payload"] + "==")
    place = os.path.join(folder, str(number))
    if entry["kind"] == "jws":
        content, fault = verify(place, entry["token"], entry["key"], payload if entry["detached"] else None)
    else:
        content, fault = run(place, ["jwe", "dec"], entry["token"], entry["key"])
        if content is not None and entry["nested"]:
            content, fault = verify(place, content.decode(), entry["nested"]["key"], None)
    if content is None:
        return f"REFUSED: {fault}"
    return "accepted" if content == payload else f"another content: {content[:80]!r}"


def verify(place, token, key, detached):
    more = []
    if detached is not None:
        with open(f"{place}.payload", "wb") as file:
            file.write(detached)
        more = ["-I", f"{place}.payload"]
    content, fault = run(place, ["jws", "ver", *more], token, key)
    # It writes out what it read from the token, and of a detached payload nothing.
    return (detached, fault) if content is not None and detached is not None else (content, fault)


def run(place, command, token, key):
    with open(f"{place}.token", "w") as file:
        file.write(token)
    with open(f"{place}.key", "w") as file:
        json.dump(key, file)
    done = subprocess.run(["jose", *command, "-i", f"{place}.token", "-k", f"{place}.key", "-O", "-"], capture_output=True, timeout=60)
    return (done.stdout, None) if done.returncode == 0 else (None, f"exit status {done.returncode}: {done.stderr.decode().strip()[:200]}")
