// SD-JWTs by npm @sd-jwt/core: `verify` reads what others made, `make` makes. One JSON object a line in, one a line out.
import { createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { createInterface } from 'node:readline'

const require = createRequire(process.argv[3] + '/')
const { SDJwtInstance, FlattenJSON, GeneralJSON } = await import(pathToFileURL(require.resolve('@sd-jwt/core')).href)

const hash = (alg) => ({ ES256: 'sha256', ES384: 'sha384', ES512: 'sha512', Ed25519: null, EdDSA: null })[alg]
const signer = (jwk, alg) => (data) =>
  sign(hash(alg), Buffer.from(data), { key: createPrivateKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }).toString('base64url')
const verifier = (jwk, alg) => (data, signature) =>
  verify(hash(alg), Buffer.from(data), { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
const common = {
  hasher: (data, alg) => createHash(alg.replace('-', '')).update(data).digest(),
  saltGenerator: () => randomBytes(16).toString('base64url'),
}

async function read({ token, form, issuer, issuerAlg, holderAlg, nonce }) {
  const compact =
    form === 'flattened' ? FlattenJSON.fromSerialized(JSON.parse(token)).toEncoded()
    : form === 'general' ? GeneralJSON.fromSerialized(JSON.parse(token)).toEncoded(0)
    : token
  const instance = new SDJwtInstance({
    ...common,
    verifier: verifier(issuer, issuerAlg),
    kbVerifier: (data, signature, payload) => verifier(payload.cnf.jwk, holderAlg)(data, signature),
  })
  const result = await instance.verify(compact, nonce ? { keyBindingNonce: nonce } : undefined)
  return { payload: result.payload, kb: result.kb?.payload ?? null }
}

async function make({ claims, frame, shown, hashAlg, issuer, issuerAlg, holder, holderAlg, holderPublic, nonce, aud, iat, form }) {
  const instance = new SDJwtInstance({
    ...common, hashAlg, signAlg: issuerAlg, signer: signer(issuer, issuerAlg), kbSignAlg: holderAlg, kbSigner: signer(holder, holderAlg),
  })
  const issued = await instance.issue({ ...claims, cnf: { jwk: holderPublic } }, frame, { header: { typ: 'example+sd-jwt' } })
  const token = shown ? await instance.present(issued, shown, { kb: { payload: { nonce, aud, iat } } }) : issued
  const json = form === 'flattened' ? FlattenJSON.fromEncode(token) : form === 'general' ? GeneralJSON.fromEncode(token) : null
  return { token: json ? JSON.stringify(json.toJson()) : token }
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    const answer = await (process.argv[2] === 'make' ? make : read)(JSON.parse(line))
    console.log(JSON.stringify(answer))
  } catch (error) {
    console.log(JSON.stringify({ error: `${error.name} ${error.message}`.slice(0, 300) }))
  }
}
