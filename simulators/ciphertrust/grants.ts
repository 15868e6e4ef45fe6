import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type AccessTokens, jwtSeconds } from './access-tokens.ts'
import { accountsFor } from './accounts.ts'
import { type Domain, domainAt, domainNamed, reaches, rootDomain } from './domains.ts'
import type { LockOut } from './lock-out.ts'
import { ncError } from './nc-error.ts'
import { endOf, type RefreshToken, type RefreshTokens } from './refresh-tokens.ts'

const grantRequest = z.looseObject({
  grant_type: z.string().default('password'),
  username: z.string().optional(),
  name: z.string().optional(),
  password: z.string().optional(),
  domain: z.string().optional(),
  auth_domain: z.string().optional(),
  auth_domain_path: z.string().optional(),
  labels: z.array(z.string()).optional(),
  refresh_token: z.string().optional(),
  renew_refresh_token: z.boolean().optional(),
  refresh_token_lifetime: z.int().min(0).optional(),
  refresh_token_revoke_unused_in: z.int().min(0).optional(),
  client_id: z.string().optional(),
})

type GrantRequest = z.infer<typeof grantRequest>

/** A registered client: its id goes in the body, its certificate in the TLS handshake. */
export interface Client {
  readonly id: string
  readonly fingerprint: string
}

export interface GrantParts {
  readonly username: string
  readonly password: string
  readonly client: Client | undefined
  readonly accessTokens: AccessTokens
  readonly refreshTokens: RefreshTokens
  readonly lockOut: LockOut
  readonly now: () => Date
}

/** The reply to `POST /auth/tokens`; `fingerprint` is that of a client certificate that our CA signed. */
export type Grant = (body: unknown, fingerprint: string | undefined) => Response

export function createGrant(parts: GrantParts): Grant {
  const { password, client, accessTokens, refreshTokens, lockOut, now } = parts
  const accounts = accountsFor(parts.username)
  const localClientId = randomUUID()

  function passwordGrant(request: GrantRequest): Response {
    const username = request.username ?? request.name ?? ''
    if (lockOut.locked(username)) return ncError.unauthorized('User account is locked.')
    const home = homeOf(request)
    const account = accounts.find((one) => one.username === username && one.home === home)
    if (!account || request.password !== password) {
      lockOut.failed(username)
      return ncError.unauthorized('Wrong username or password.')
    }
    const domain = domainFor(request, account.home)
    if (!domain) return ncError.unauthorized('Invalid domain')
    lockOut.succeeded(username)
    return tokenReply(
      refreshTokens.issue({
        account,
        domain,
        labels: request.labels,
        lifetimeMinutes: request.refresh_token_lifetime,
        revokeUnusedInMinutes: request.refresh_token_revoke_unused_in,
      }),
    )
  }

  function refreshGrant(request: GrantRequest): Response {
    const token = refreshTokens.find(request.refresh_token ?? '')
    const state = token ? refreshTokens.state(token) : 'expired'
    if (!token || state === 'expired') return ncError.unauthorized('Invalid token')
    if (state === 'revoked') return ncError.unauthorized('Token has been revoked')
    const domain = request.domain ? domainFor(request, token.account.home) : token.domain
    if (!domain) return ncError.unauthorized('Invalid domain')
    refreshTokens.use(token)
    if (!request.renew_refresh_token) return tokenReply(token, domain)
    return tokenReply(refreshTokens.renew(token), domain)
  }

  function clientGrant(request: GrantRequest, fingerprint: string | undefined): Response {
    const known = client !== undefined && request.client_id === client.id
    if (!known || fingerprint !== client.fingerprint) return ncError.unauthorized('Invalid Client')
    const domain = domainFor(request, rootDomain)
    if (!domain) return ncError.unauthorized('Invalid domain')
    const bearer = { subject: `client|${client.id}`, name: client.id, clientId: client.id }
    return Response.json({
      jwt: accessTokens.issue(bearer, domain),
      duration: jwtSeconds,
      token_type: 'Bearer',
      client_id: client.id,
    })
  }

  function tokenReply(token: RefreshToken, domain = token.domain): Response {
    const { account } = token
    const bearer = { subject: account.subject, name: account.username, clientId: localClientId }
    return Response.json({
      jwt: accessTokens.issue(bearer, domain),
      duration: jwtSeconds,
      token_type: 'Bearer',
      client_id: localClientId,
      refresh_token: token.value,
      refresh_token_expires_in: Math.ceil((endOf(token) - now().getTime()) / 1000),
    })
  }

  return (body, fingerprint) => {
    const request = grantRequest.safeParse(body)
    if (!request.success) return ncError.badRequest('The token request is not JSON of the expected form.')
    switch (request.data.grant_type) {
      case 'password':
        return passwordGrant(request.data)
      case 'refresh_token':
        return refreshGrant(request.data)
      case 'client_credential':
        return clientGrant(request.data, fingerprint)
      default:
        return ncError.badRequest(`Unsupported grant_type ${request.data.grant_type}`)
    }
  }
}

// CDSP as a Service sends the path instead of the name. Empty is the root domain.
function homeOf({ auth_domain_path, auth_domain }: GrantRequest): Domain | undefined {
  if (auth_domain_path) return domainAt(auth_domain_path)
  return auth_domain ? domainNamed(auth_domain) : rootDomain
}

function domainFor({ domain }: GrantRequest, home: Domain): Domain | undefined {
  const wanted = domain ? domainNamed(domain) : home
  return wanted && reaches(home, wanted) ? wanted : undefined
}
