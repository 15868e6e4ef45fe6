import { describe, expect, it } from 'vitest'
import { startClient, type TestClient } from './client.ts'

const minute = 60_000

/** A simulator whose clock stands still until told. */
async function start() {
  let at = new Date('2026-03-02T10:00:00Z').getTime()
  const client = await startClient({ now: () => new Date(at) })
  return {
    client,
    pass: (ms: number) => {
      at += ms
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  }
}

function refresh(client: TestClient, refresh_token: unknown, more = {}) {
  return client.call('POST', '/api/v1/auth/tokens', { grant_type: 'refresh_token', refresh_token, ...more })
}

function as(login: Record<string, unknown>): Record<string, string> {
  return { authorization: `Bearer ${login.jwt}` }
}

const revoked = { status: 401, body: { code: 5, message: 'Token has been revoked' } }
const invalid = { status: 401, body: { code: 5, message: 'Invalid token' } }

describe('a refresh token', () => {
  it.each([
    [{}, 1799],
    [{ refresh_token_revoke_unused_in: 10 }, 600],
    [{ refresh_token_revoke_unused_in: 1440, refresh_token_lifetime: 5 }, 300],
  ])('granted with %j lasts %d seconds', async (fields, seconds) => {
    await using simulated = await start()
    const { body } = await simulated.client.grant(fields)
    expect(body.refresh_token_expires_in).toBe(seconds)
    simulated.pass(seconds * 1000 - 1)
    expect((await refresh(simulated.client, body.refresh_token)).status).toBe(200)
  })

  it('is revoked when it lay unused for as long as was asked for', async () => {
    await using simulated = await start()
    const { body } = await simulated.client.grant({ refresh_token_revoke_unused_in: 10 })
    simulated.pass(10 * minute)
    expect(await refresh(simulated.client, body.refresh_token)).toMatchObject(revoked)
  })

  it('lives on through use, until its whole life is over', async () => {
    await using simulated = await start()
    const times = { refresh_token_revoke_unused_in: 10, refresh_token_lifetime: 25 }
    const { refresh_token } = (await simulated.client.grant(times)).body
    const statuses: number[] = []
    for (let use = 0; use < 3; use += 1) {
      simulated.pass(8 * minute)
      statuses.push((await refresh(simulated.client, refresh_token)).status)
    }
    simulated.pass(minute)
    expect(statuses).toEqual([200, 200, 200])
    expect(await refresh(simulated.client, refresh_token)).toMatchObject(invalid)
  })

  it('keeps the end of its life when it is renewed', async () => {
    await using simulated = await start()
    const { refresh_token } = (await simulated.client.grant({ refresh_token_lifetime: 20 })).body
    simulated.pass(15 * minute)
    const renewed = await refresh(simulated.client, refresh_token, { renew_refresh_token: true })
    simulated.pass(5 * minute)
    expect(await refresh(simulated.client, renewed.body.refresh_token)).toMatchObject(invalid)
  })

  it('brings a JWT that works', async () => {
    await using simulated = await start()
    const { refresh_token } = await simulated.client.login()
    simulated.pass(6 * minute)
    const { body } = await refresh(simulated.client, refresh_token)
    const reply = await simulated.client.call('GET', '/api/v1/system/info', undefined, as(body))
    expect(reply.status).toBe(200)
  })

  it('that nobody issued is refused', async () => {
    await using simulated = await start()
    expect(await refresh(simulated.client, 'nonsense')).toMatchObject(invalid)
  })
})

describe('/v1/auth/tokens', () => {
  it('lists refresh tokens by label and state', async () => {
    await using simulated = await start()
    const { client, pass } = simulated
    await client.grant({ labels: ['old'], refresh_token_lifetime: 1 })
    const { refresh_token } = (await client.grant({ labels: ['cckm-bot'] })).body
    pass(minute)
    const list = async (query: string) => (await client.api('GET', `/auth/tokens${query}`)).body
    expect(await list('?labels=cckm-bot')).toMatchObject({ total: 1, resources: [{ labels: ['cckm-bot'] }] })
    expect(await list('?expired=true')).toMatchObject({ total: 1, resources: [{ labels: ['old'] }] })
    expect(await list('?revoked=true')).toMatchObject({ total: 0, resources: null })
    expect(JSON.stringify(await list('?limit=-1'))).not.toContain(refresh_token)
  })

  it('shows one and revokes it', async () => {
    await using simulated = await start()
    const { client } = simulated
    const { refresh_token } = (await client.grant({ labels: ['mine'] })).body
    const { body } = await client.api('GET', '/auth/tokens?labels=mine')
    const [{ id }] = body.resources as [{ id: string }]
    expect((await client.api('GET', `/auth/tokens/${id}`)).body).toMatchObject({ id, revoked: false })
    expect((await client.api('DELETE', `/auth/tokens/${id}`)).status).toBe(204)
    expect((await client.api('GET', `/auth/tokens/${id}`)).body).toMatchObject({ id, revoked: true })
    expect(await refresh(client, refresh_token)).toMatchObject(revoked)
  })

  it.each(['GET', 'DELETE'])('answers %s of an unknown one with 404', async (method) => {
    await using simulated = await start()
    expect((await simulated.client.api(method, '/auth/tokens/x')).status).toBe(404)
  })
})

describe('POST /control/revoke', () => {
  it.each([
    ['refresh', 200, 401],
    ['jwt', 401, 200],
    ['all', 401, 401],
  ])('of %s leaves a JWT at %d and a refresh token at %d', async (what, jwtStatus, refreshStatus) => {
    await using simulated = await start()
    const { client } = simulated
    const login = await client.login()
    await client.control('revoke', { what })
    const call = await client.call('GET', '/api/v1/system/info', undefined, as(login))
    const refreshed = await refresh(client, login.refresh_token)
    expect([call.status, refreshed.status]).toEqual([jwtStatus, refreshStatus])
  })
})
