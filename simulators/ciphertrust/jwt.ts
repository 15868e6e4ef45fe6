import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

const claims = z.looseObject({
  sub: z.string(),
  jwtid: z.string(),
  exp: z.number(),
  cust: z.looseObject({ domain_id: z.string() }),
})

export type Claims = z.infer<typeof claims>

/** A JSON Web Token signed with HS256. */
export function signJwt(payload: Claims, secret: Buffer): string {
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`
  return `${content}.${signature(content, secret).toString('base64url')}`
}

/** The claims of a token that we signed, expired or not; undefined for anything else. */
export function readJwt(token: string, secret: Buffer): Claims | undefined {
  const [header, payload, signed, ...rest] = token.split('.')
  if (!header || !payload || !signed || rest.length > 0) return undefined
  const expected = signature(`${header}.${payload}`, secret)
  const given = Buffer.from(signed, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  return claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

function signature(content: string, secret: Buffer): Buffer {
  return createHmac('sha256', secret).update(content).digest()
}
