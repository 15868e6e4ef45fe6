import { Hono } from 'hono'
import type { AccessTokens } from './access-tokens.ts'
import type { Call } from './calls.ts'
import type { Fault } from './fault.ts'
import type { Grant } from './grants.ts'
import { jsonBody } from './json-body.ts'
import { keyRoutes } from './key-routes.ts'
import { kmsRoutes } from './kms-routes.ts'
import { knownRoutes } from './known-routes.ts'
import { ncError } from './nc-error.ts'
import type { RefreshTokens } from './refresh-tokens.ts'
import type { SwitchParts } from './rotation-switch.ts'
import { tokenRoutes } from './token-routes.ts'

/** What the exchange hands to the routes beside the request, and what the token adds. */
export interface ApiEnv {
  Bindings: {
    call: Call
    fault: Fault | undefined
    /** Of the caller's certificate, where our CA signed it. */
    fingerprint: string | undefined
  }
  Variables: { domainId: string }
}

export interface ApiParts extends SwitchParts {
  readonly grant: Grant
  readonly accessTokens: AccessTokens
  readonly refreshTokens: RefreshTokens
}

/** CipherTrust's REST API, as far as a client of automatic rotation needs it. */
export function createApi({ grant, accessTokens, refreshTokens, ...parts }: ApiParts): Hono<ApiEnv> {
  const api = new Hono<ApiEnv>()

  // With and without the trailing slash: shipping clients use both.
  api.on('POST', ['/api/v1/auth/tokens', '/api/v1/auth/tokens/'], async (c) =>
    grant(await jsonBody(c.req.raw), c.env.fingerprint),
  )

  api.use('/api/*', async (c, next) => {
    const checked = accessTokens.check(c.req.header('authorization'))
    if ('refusal' in checked) return checked.refusal
    c.set('domainId', checked.domainId)
    await next()
  })

  api.route('/api/v1/auth/tokens', tokenRoutes(refreshTokens))
  api.route('/api/v1/cckm/aws/keys', keyRoutes(parts))
  api.route('/api/v1/cckm/aws/kms', kmsRoutes())

  api.get('/api/v1/system/info', (c) =>
    c.json({
      name: 'ciphertrust-simulator',
      version: '2.20.0+simulated',
      model: 'CipherTrust Manager k170v',
      vendor: 'Thales Group',
      system_time: parts.now().toISOString(),
    }),
  )

  for (const { method, path, status } of knownRoutes) {
    if (status === 'not simulated')
      api.on(method, `/api${path.replace(/\{(\w+)\}/g, ':$1')}`, () => ncError.notSimulated(method, path))
  }
  api.notFound(() => ncError.notFound())
  api.onError((error) => {
    console.error(error)
    return ncError.internal()
  })
  return api
}
