import { randomBytes, randomUUID } from 'node:crypto'
import type { Domain } from './domains.ts'
import { readJwt, signJwt } from './jwt.ts'
import { ncError } from './nc-error.ts'

/** CipherTrust's tokens live five minutes. */
export const jwtSeconds = 300

export interface Bearer {
  readonly subject: string
  readonly name: string
  readonly clientId: string
}

export interface AccessTokens {
  /** A JWT for calls in that one domain. */
  issue(bearer: Bearer, domain: Domain): string
  /** The reply that turns a call away, or the id of the domain that its token is bound to. */
  check(authorization: string | undefined): { readonly refusal: Response } | { readonly domainId: string }
  /** Makes every token that was issued so far a token that has just expired. */
  expireAll(): void
}

export function createAccessTokens(now: () => Date): AccessTokens {
  const secret = randomBytes(32)
  const ended = new Map<string, number>()
  const issued = new Set<string>()

  function issue({ subject, name, clientId }: Bearer, domain: Domain): string {
    const iat = seconds()
    const jwtid = randomUUID()
    issued.add(jwtid)
    const cust = {
      domain_id: domain.id,
      groups: ['CCKM Users'],
      sid: randomUUID(),
      zone_id: '00000000-0000-0000-0000-000000000000',
    }
    const known = { aud: clientId, sub: subject, iss: 'kylo', acc: 'kylo', preferred_username: name }
    return signJwt({ ...known, cust, jwtid, iat, exp: iat + jwtSeconds }, secret)
  }

  function check(authorization = ''): ReturnType<AccessTokens['check']> {
    const token = /^Bearer (.+)$/i.exec(authorization)?.[1]
    if (!token) return refused('Unauthorized: Bearer token missing')
    const claims = readJwt(token, secret)
    if (!claims) return refused('Unauthorized: Bearer token malformed: signature is invalid')
    const end = Math.min(claims.exp, ended.get(claims.jwtid) ?? claims.exp)
    if (end > seconds()) return { domainId: claims.cust.domain_id }
    return refused(`Unauthorized: Bearer token malformed: Token is expired by ${goDuration(seconds() - end)}`)
  }

  function expireAll(): void {
    for (const jwtid of issued) ended.set(jwtid, seconds())
    issued.clear()
  }

  function seconds(): number {
    return Math.floor(now().getTime() / 1000)
  }

  return { issue, check, expireAll }
}

function refused(message: string): { readonly refusal: Response } {
  return { refusal: ncError.unauthorized(message) }
}

// As Go prints a duration: 50s, 1m40s, 2h0m5s.
function goDuration(total: number): string {
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`
}
