// For each token of standard input: the readers of npm that call it expired, as a JSON list. Usage: expired.mjs FOLDER
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const require = createRequire(pathToFileURL(`${process.argv[2]}/`))
const jose = await import(pathToFileURL(require.resolve('jose')))
const jsonwebtoken = require('jsonwebtoken')
const secret = new TextEncoder().encode('0123456789abcdef0123456789abcdef')
const now = 1_700_000_000

for (const token of readFileSync(0, 'utf8').split('\n')) {
  const found = []
  try {
    await jose.jwtVerify(token, secret, { currentDate: new Date(now * 1000) })
  } catch (error) {
    if (error.code === 'ERR_JWT_EXPIRED') found.push('npm jose')
  }
  try {
    jsonwebtoken.verify(token, Buffer.from(secret), { clockTimestamp: now })
  } catch (error) {
    if (error.name === 'TokenExpiredError') found.push('jsonwebtoken')
  }
  console.log(JSON.stringify(found))
}
