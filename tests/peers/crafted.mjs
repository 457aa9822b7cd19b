// Reads crafted objects from standard input, says for each whether npm jose takes it. `crafted.py` tells the rest.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const require = createRequire(process.argv[2] + '/')
const jose = await import(pathToFileURL(require.resolve('jose')).href)

async function take({ name, token, key }) {
  const object = token.startsWith('{') ? JSON.parse(token) : undefined
  if (name.startsWith('jwe')) {
    const secret = await jose.importJWK(key, 'A128KW')
    if (!object) return jose.compactDecrypt(token, secret)
    return object.recipients ? jose.generalDecrypt(object, secret) : jose.flattenedDecrypt(object, secret)
  }
  const imported = await jose.importJWK(key, name.split(' ').pop())
  if (!object) return jose.compactVerify(token, imported)
  return object.signatures ? jose.generalVerify(object, imported) : jose.flattenedVerify(object, imported)
}

const answers = []
for (const entry of JSON.parse(readFileSync(0, 'utf8'))) {
  try {
    await take(entry)
    answers.push(true)
  } catch {
    answers.push(false)
  }
}
process.stdout.write(JSON.stringify(answers))
