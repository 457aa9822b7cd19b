// For each line {"token", "policy"} of standard input: why each reader of npm refuses the token under the policy, "" where it
// does not, null where it cannot check the policy. Usage: verdict.mjs FOLDER
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const require = createRequire(pathToFileURL(`${process.argv[2]}/`))
const jose = await import(pathToFileURL(require.resolve('jose')))
const jsonwebtoken = require('jsonwebtoken')
const secret = new TextEncoder().encode('0123456789abcdef'.repeat(4))
const now = 1_700_000_000
const all = ['HS256', 'HS384', 'HS512']

for (const line of readFileSync(0, 'utf8').split('\n')) {
  const { token, policy } = JSON.parse(line)
  const found = {}
  try {
    await jose.jwtVerify(token, secret, {
      currentDate: new Date(now * 1000),
      algorithms: policy.algorithms ?? all,
      clockTolerance: policy.leeway ?? 0,
      ...(policy.issuer !== undefined && { issuer: policy.issuer }),
      ...(policy.audience !== undefined && { audience: policy.audience }),
      ...(policy.typ !== undefined && { typ: policy.typ }),
      ...(policy.require !== undefined && { requiredClaims: [policy.require] }),
      ...(policy.max_age !== undefined && { maxTokenAge: policy.max_age }),
    })
    found['npm jose'] = ''
  } catch (error) {
    found['npm jose'] = `${error.code}: ${error.message}`
  }
  if (policy.typ !== undefined || policy.require !== undefined) {
    found.jsonwebtoken = null
  } else {
    try {
      jsonwebtoken.verify(token, Buffer.from(secret), {
        clockTimestamp: now,
        algorithms: policy.algorithms ?? all,
        clockTolerance: policy.leeway ?? 0,
        issuer: policy.issuer,
        audience: policy.audience,
        ...(policy.max_age !== undefined && { maxAge: policy.max_age }),
      })
      found.jsonwebtoken = ''
    } catch (error) {
      found.jsonwebtoken = `${error.name}: ${error.message}`
    }
  }
  console.log(JSON.stringify(found))
}
