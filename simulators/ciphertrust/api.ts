import { Hono } from 'hono'
import type { Call } from './calls.ts'
import type { Fault } from './fault.ts'
import { jsonBody } from './json-body.ts'
import { keyRoutes } from './key-routes.ts'
import { allKms, kmsReply } from './kms.ts'
import { ncError } from './nc-error.ts'
import type { Tokens } from './tokens.ts'
import type { World } from './world.ts'

/** What the exchange hands to the routes beside the request. */
export interface ApiEnv {
  Bindings: { call: Call; fault: Fault | undefined }
}

export interface ApiParts {
  readonly world: World
  readonly tokens: Tokens
  readonly now: () => Date
}

/** CipherTrust's REST API, as far as a client of automatic rotation needs it. */
export function createApi({ world, tokens, now }: ApiParts): Hono<ApiEnv> {
  const api = new Hono<ApiEnv>()

  // With and without the trailing slash: shipping clients use both.
  api.on('POST', ['/api/v1/auth/tokens', '/api/v1/auth/tokens/'], async (c) =>
    tokens.grant(await jsonBody(c.req.raw)),
  )

  api.use('/api/*', async (c, next) => {
    const refusal = tokens.refusal(c.req.header('authorization'))
    if (refusal) return refusal
    await next()
  })

  api.route('/api/v1/cckm/aws/keys', keyRoutes(world, now))

  api.get('/api/v1/cckm/aws/kms', (c) =>
    c.json({ skip: 0, limit: 10, total: allKms.length, resources: allKms.map(kmsReply) }),
  )

  api.get('/api/v1/system/info', (c) =>
    c.json({
      name: 'ciphertrust-simulator',
      version: '2.20.0+simulated',
      model: 'CipherTrust Manager k170v',
      vendor: 'Thales Group',
      system_time: now().toISOString(),
    }),
  )

  api.notFound(() => ncError.notFound())
  api.onError((error) => {
    console.error(error)
    return ncError.internal()
  })
  return api
}
