import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { readJwt, signJwt } from './jwt.ts'
import { ncError } from './nc-error.ts'

// CipherTrust's tokens live five minutes; the refresh token's time is the one of the documented sample.
const jwtSeconds = 300
const refreshSeconds = 1799
const rootDomain = '00000000-0000-0000-0000-000000000000'

const grantRequest = z.looseObject({
  grant_type: z.string().default('password'),
  username: z.string().optional(),
  name: z.string().optional(),
  password: z.string().optional(),
  refresh_token: z.string().optional(),
  renew_refresh_token: z.boolean().optional(),
})

type GrantRequest = z.infer<typeof grantRequest>

export interface Credentials {
  readonly username: string
  readonly password: string
}

export interface Tokens {
  /** The reply to `POST /auth/tokens`. */
  grant(body: unknown): Response
  /** The reply that turns a call away; undefined when its Authorization header is good. */
  refusal(authorization: string | undefined): Response | undefined
}

export function createTokens({ username, password }: Credentials, now: () => Date): Tokens {
  const secret = randomBytes(32)
  const clientId = randomUUID()
  const subject = 'local|a67c3748-9a4b-4add-b3d9-054ba20be3ac'
  const refreshTokens = new Map<string, number>()

  function grant(body: unknown): Response {
    const request = grantRequest.safeParse(body)
    if (!request.success)
      return ncError.badRequest('The token request is not valid JSON of the expected form.')
    switch (request.data.grant_type) {
      case 'password':
        return passwordGrant(request.data)
      case 'refresh_token':
        return refreshGrant(request.data)
      case 'client_credential':
        return ncError.unauthorized('Invalid Client')
      default:
        return ncError.badRequest(`Unsupported grant_type ${request.data.grant_type}`)
    }
  }

  function passwordGrant(request: GrantRequest): Response {
    const given = request.username ?? request.name
    if (given !== username || request.password !== password) {
      return ncError.unauthorized('Wrong username or password.')
    }
    return tokenReply(newRefreshToken())
  }

  function refreshGrant({ refresh_token = '', renew_refresh_token }: GrantRequest): Response {
    const expires = refreshTokens.get(refresh_token)
    if (expires === undefined || expires <= seconds()) return ncError.unauthorized('Invalid token')
    if (!renew_refresh_token) return tokenReply(refresh_token)
    refreshTokens.delete(refresh_token)
    return tokenReply(newRefreshToken())
  }

  function newRefreshToken(): string {
    const token = randomBytes(32).toString('base64url')
    refreshTokens.set(token, seconds() + refreshSeconds)
    return token
  }

  function tokenReply(refreshToken: string): Response {
    return Response.json({
      jwt: newJwt(),
      duration: jwtSeconds,
      token_type: 'Bearer',
      client_id: clientId,
      refresh_token: refreshToken,
      refresh_token_expires_in: (refreshTokens.get(refreshToken) ?? 0) - seconds(),
    })
  }

  function newJwt(): string {
    const iat = seconds()
    const cust = { domain_id: rootDomain, groups: ['CCKM Users'], sid: randomUUID(), zone_id: rootDomain }
    return signJwt(
      {
        aud: clientId,
        sub: subject,
        iss: 'kylo',
        acc: 'kylo',
        preferred_username: username,
        cust,
        jwtid: randomUUID(),
        iat,
        exp: iat + jwtSeconds,
      },
      secret,
    )
  }

  function refusal(authorization = ''): Response | undefined {
    const token = /^Bearer (.+)$/i.exec(authorization)?.[1]
    if (!token) return ncError.unauthorized('Unauthorized: Bearer token missing')
    const claims = readJwt(token, secret)
    if (!claims) return ncError.unauthorized('Unauthorized: Bearer token malformed: signature is invalid')
    if (claims.exp > seconds()) return undefined
    const late = goDuration(seconds() - claims.exp)
    return ncError.unauthorized(`Unauthorized: Bearer token malformed: Token is expired by ${late}`)
  }

  function seconds(): number {
    return Math.floor(now().getTime() / 1000)
  }

  return { grant, refusal }
}

// As Go prints a duration: 50s, 1m40s, 2h0m5s.
function goDuration(total: number): string {
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`
}
