import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccessTokens } from '../../../simulators/ciphertrust/access-tokens.ts'
import { createApi } from '../../../simulators/ciphertrust/api.ts'
import { fixtureByAlias } from '../../../simulators/ciphertrust/fixtures/fixture-keys.ts'
import { knownRoutes } from '../../../simulators/ciphertrust/known-routes.ts'
import { createQuota } from '../../../simulators/ciphertrust/quota.ts'
import { createRefreshTokens } from '../../../simulators/ciphertrust/refresh-tokens.ts'
import { createWorld } from '../../../simulators/ciphertrust/world.ts'
import { startClient, type TestClient } from './client.ts'

const differences = await readFile(
  new URL('../../../simulators/ciphertrust/differences.md', import.meta.url),
  'utf8',
)

/** The routes that the API really has, as `METHOD path`. */
function registered(): string[] {
  const now = () => new Date()
  const api = createApi({
    world: createWorld([], now),
    quota: createQuota(now),
    accessTokens: createAccessTokens(now),
    refreshTokens: createRefreshTokens(now),
    grant: () => new Response(),
    now,
  })
  const routes = api.routes.filter(({ method }) => method !== 'ALL')
  const names = routes.map(
    ({ method, path }) => `${method} ${path.replace(/^\/api|\/$/g, '').replace(/:(\w+)/g, '{$1}')}`,
  )
  return [...new Set(names)].sort()
}

const named = ({ method, path }: { method: string; path: string }) => `${method} ${path}`
const withStatus = (status: string) => knownRoutes.filter((route) => route.status === status).map(named)

let client: TestClient
beforeAll(async () => {
  client = await startClient()
})
afterAll(() => client[Symbol.asyncDispose]())

async function answerTo(line: string) {
  const [method = '', path = ''] = line.split(' ')
  const { id } = fixtureByAlias('alias/orders-eligible')
  return client.api(method, path.replace('/v1', '').replace('{id}', id))
}

describe('the list of known routes', () => {
  it('names each route once', () => {
    expect(new Set(knownRoutes.map(named)).size).toBe(knownRoutes.length)
  })

  it('has every route that is served, and no other as served', () => {
    expect(registered()).toEqual([...withStatus('simulated'), ...withStatus('not simulated')].sort())
  })

  it.each(withStatus('simulated'))('is right that %s is simulated', async (line) => {
    expect((await answerTo(line)).status).not.toBe(501)
    expect(differences.includes(`\`${line}\``)).toBe(true)
  })

  it.each(withStatus('not simulated'))('is right that %s is not', async (line) => {
    const { status, body } = await answerTo(line)
    expect([status, body.codeDesc]).toEqual([501, 'NotSimulated'])
  })

  it.each(withStatus('unknown'))('is right that %s is unknown', async (line) => {
    expect((await answerTo(line)).status).toBe(404)
  })
})

describe('differences.md', () => {
  it.each(['calls', 'census', 'fault', 'key', 'lag', 'lockout', 'quota', 'reset', 'revoke', 'sync'])(
    'explains /control/%s',
    (name) => {
      expect(differences.includes(`/control/${name}`)).toBe(true)
    },
  )
})
