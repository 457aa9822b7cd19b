// Tokens and keys by npm jose, one JSON object a line.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { randomBytes } from 'node:crypto'

const require = createRequire(process.argv[2] + '/')
const jose = await import(pathToFileURL(require.resolve('jose')).href)
const text = new TextEncoder()
const claims = text.encode(JSON.stringify({ iss: 'https://issuer.example', sub: 'user-42', exp: 4102444800 }))
const put = (entry) => console.log(JSON.stringify({ maker: 'npm jose', ...entry }))
const jwk = (key) => jose.exportJWK(key)

const asymmetric = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
for (const alg of [...asymmetric, 'HS256', 'HS384', 'HS512']) {
  let signer, verifier
  if (alg.startsWith('HS')) {
    signer = randomBytes(64)
    verifier = { kty: 'oct', k: Buffer.from(signer).toString('base64url') }
  } else {
    const pair = await jose.generateKeyPair(alg, { extractable: true })
    signer = pair.privateKey
    verifier = await jwk(pair.publicKey)
  }
  const header = { alg, kid: 'k1', typ: 'JWT' }
  const compact = await new jose.CompactSign(claims).setProtectedHeader(header).sign(signer)
  put({ name: alg, kind: 'jws', form: 'compact', token: compact, key: verifier })
  const flattened = await new jose.FlattenedSign(claims).setProtectedHeader({ alg }).setUnprotectedHeader({ kid: 'k1' }).sign(signer)
  put({ name: alg, kind: 'jws', form: 'flattened', token: JSON.stringify(flattened), key: verifier })
  const general = await new jose.GeneralSign(claims).addSignature(signer).setProtectedHeader({ alg }).sign()
  put({ name: alg, kind: 'jws', form: 'general', token: JSON.stringify(general), key: verifier })
  const unencoded = await new jose.FlattenedSign(text.encode('$.02')).setProtectedHeader({ alg, b64: false, crit: ['b64'] }).sign(signer)
  put({ name: `${alg} b64=false`, kind: 'jws', form: 'flattened', token: JSON.stringify({ ...unencoded, payload: '$.02' }), key: verifier })
}

const encs = ['A128GCM', 'A192GCM', 'A256GCM', 'A128CBC-HS256', 'A192CBC-HS384', 'A256CBC-HS512']
const bits = { A128GCM: 16, A192GCM: 24, A256GCM: 32, 'A128CBC-HS256': 32, 'A192CBC-HS384': 48, 'A256CBC-HS512': 64 }
const oct = (length) => { const k = randomBytes(length); return [k, { kty: 'oct', k: k.toString('base64url') }] }
const pair = async (alg, options) => {
  const keys = await jose.generateKeyPair(alg, { extractable: true, ...options })
  return [keys.publicKey, await jwk(keys.privateKey)]
}
const recipients = []
for (const alg of ['RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512']) recipients.push([alg, alg, await pair(alg)])
for (const alg of ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW'])
  for (const crv of ['P-256', 'P-384', 'P-521', 'X25519']) recipients.push([`${alg} ${crv}`, alg, await pair(alg, { crv })])
for (const size of [128, 192, 256])
  for (const kind of ['KW', 'GCMKW']) recipients.push([`A${size}${kind}`, `A${size}${kind}`, oct(size / 8)])
for (const alg of ['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW']) recipients.push([alg, alg, oct(20)])

for (const enc of encs) {
  for (const [name, alg, [sealer, opener]] of [...recipients, ['dir', 'dir', oct(bits[enc])]]) {
    const limits = alg.startsWith('PBES2') ? (e) => e.setKeyManagementParameters({ p2c: 2048 }) : (e) => e
    const compact = await limits(new jose.CompactEncrypt(claims).setProtectedHeader({ alg, enc })).encrypt(sealer)
    put({ name: `${name} ${enc}`, kind: 'jwe', form: 'compact', token: compact, key: opener })
    const flattened = await limits(new jose.FlattenedEncrypt(claims).setProtectedHeader({ alg, enc }).setAdditionalAuthenticatedData(text.encode('aad'))).encrypt(sealer)
    put({ name: `${name} ${enc} aad`, kind: 'jwe', form: 'flattened', token: JSON.stringify(flattened), key: opener })
    const empty = await limits(new jose.FlattenedEncrypt(new Uint8Array()).setProtectedHeader({ alg, enc })).encrypt(sealer)
    put({ name: `${name} ${enc} empty`, kind: 'jwe', form: 'flattened', token: JSON.stringify(empty), key: opener, empty: true })
  }
}
