#!/usr/bin/env bash
# Tokens and keys by Debian's jose, one JSON object a line.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
claims='{"iss":"https://issuer.example","sub":"user-42","exp":4102444800}'
put() { # name kind form token-file key-file
  python3 - "$@" <<'P'
import json, sys
name, kind, form, token, key = sys.argv[1:]
key = json.load(open(key))
for member in ("alg", "key_ops", "kid"):
    key.pop(member, None)
print(json.dumps({"maker": "Debian jose", "name": name, "kind": kind, "form": form, "token": open(token).read().strip(), "key": key}))
P
}
for alg in HS256 HS384 HS512 RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 ES256K; do
  jose jwk gen -i "{\"alg\":\"$alg\"}" -o "$work/key" || continue
  printf '%s' "$claims" | jose jws sig -I- -k "$work/key" -c -o "$work/compact" || continue
  printf '%s' "$claims" | jose jws sig -I- -k "$work/key" -o "$work/json"
  case $alg in HS*) cp "$work/key" "$work/pub" ;; *) jose jwk pub -i "$work/key" -o "$work/pub" ;; esac
  put "$alg" jws compact "$work/compact" "$work/pub"
  put "$alg" jws flattened "$work/json" "$work/pub"
done
for alg in A128KW A192KW A256KW A128GCMKW A192GCMKW A256GCMKW RSA1_5 RSA-OAEP RSA-OAEP-256 ECDH-ES ECDH-ES+A128KW ECDH-ES+A192KW ECDH-ES+A256KW; do
  jose jwk gen -i "{\"alg\":\"$alg\"}" -o "$work/key" || continue
  for enc in A128GCM A192GCM A256GCM A128CBC-HS256 A192CBC-HS384 A256CBC-HS512; do
    printf '%s' "$claims" | jose jwe enc -i "{\"protected\":{\"alg\":\"$alg\",\"enc\":\"$enc\"}}" -I- -k "$work/key" -c -o "$work/compact" || continue
    printf '%s' "$claims" | jose jwe enc -i "{\"protected\":{\"enc\":\"$enc\"}}" -I- -k "$work/key" -o "$work/json"
    put "$alg $enc" jwe compact "$work/compact" "$work/key"
    put "$alg $enc" jwe flattened "$work/json" "$work/key"
  done
done
