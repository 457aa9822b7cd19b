// Verifies or decrypts, by npm jose, what `jotsmith build` made: one JSON object a line in, one answer a line out.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { createInterface } from 'node:readline'

const require = createRequire(process.argv[2] + '/')
const jose = await import(pathToFileURL(require.resolve('jose')).href)

async function verify(token, alg, jwk, expected, detached) {
  const key = await jose.importJWK(jwk, alg)
  const options = { algorithms: [alg, 'PS256'] }
  let result
  if (token.startsWith('{')) {
    const object = JSON.parse(token)
    if (detached) object.payload = expected
    result = object.signatures
      ? await jose.generalVerify(object, key, options)
      : await jose.flattenedVerify(object, key, options)
  } else if (detached) {
    const [header, , signature] = token.split('.')
    result = await jose.flattenedVerify({ protected: header, payload: expected, signature }, key, options)
  } else {
    result = await jose.compactVerify(token, key, options)
  }
  return Buffer.from(result.payload)
}

async function decrypt(token, alg, enc, jwk) {
  const key = await jose.importJWK(jwk, alg === 'dir' ? enc : alg)
  const options = { keyManagementAlgorithms: [alg], maxPBES2Count: 10000 }
  let result
  if (token.startsWith('{')) {
    const object = JSON.parse(token)
    result = object.recipients
      ? await jose.generalDecrypt(object, key, options)
      : await jose.flattenedDecrypt(object, key, options)
  } else {
    result = await jose.compactDecrypt(token, key, options)
  }
  return Buffer.from(result.plaintext)
}

// What this version of jose and of Node's WebCrypto does not have.
function lacks(entry, error) {
  const alg = entry.nested?.alg ?? entry.alg
  const crv = entry.nested?.key.crv ?? entry.crv
  if (['RSA1_5', 'ES256K', 'Ed448'].includes(alg) || ['X448', 'Ed448', 'secp256k1'].includes(crv)) return true
  if (alg.startsWith('ML-DSA')) return true
  return error.code === 'ERR_JOSE_NOT_SUPPORTED'
}

for await (const line of createInterface({ input: process.stdin })) {
  const entry = JSON.parse(line)
  const payload = Buffer.from(entry.payload, 'base64url')
  try {
    let content
    if (entry.kind === 'jws') {
      // A payload that is left out is given as it is signed: base64url, or the bytes where b64 is false.
      const unencoded = entry.structure.includes('b64 false')
      const given = unencoded ? payload.toString() : entry.payload
      content = await verify(entry.token, entry.alg, entry.key, given, entry.detached)
    } else {
      content = await decrypt(entry.token, entry.alg, entry.enc, entry.key)
      if (entry.nested) content = await verify(content.toString(), entry.nested.alg, entry.nested.key, null, false)
    }
    console.log(content.equals(payload) ? 'accepted' : `another content: ${content}`)
  } catch (error) {
    const name = `${entry.nested?.alg ?? entry.alg}${entry.crv ? ` ${entry.crv}` : ''}`
    const words = `${error.code ?? error.name} ${error.message}`.replaceAll('\n', ' ')
    console.log(lacks(entry, error) ? `unsupported: ${name} (${words})` : `REFUSED: ${words}`)
  }
}
