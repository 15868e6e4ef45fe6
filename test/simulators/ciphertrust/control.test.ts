import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { fixtureByAlias } from '../../../simulators/ciphertrust/fixtures/fixture-keys.ts'
import { startClient } from './client.ts'

const { id } = fixtureByAlias('alias/orders-eligible')
const key = `/cckm/aws/keys/${id}`

/** fetch sets Host by itself, so this speaks HTTP with headers of its own choice. */
function statusWith(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${url}/control/calls`, { headers }, (reply) => resolve(reply.resume().statusCode))
      .on('error', reject)
      .end()
  })
}

describe('GET /control/calls', () => {
  it('lists the calls of the API in order, and no control calls', async () => {
    await using client = await startClient({ now: () => new Date('2026-03-02T10:00:00Z') })
    await client.api('GET', '/cckm/aws/keys?limit=1')
    await client.call('POST', '/control/fault', { kind: 'none' })
    await client.api('POST', `${key}/enable-auto-rotation`)
    const { body } = await client.call('GET', '/control/calls')
    const at = '2026-03-02T10:00:00.000Z'
    const login = { at, method: 'POST', path: '/api/v1/auth/tokens', status: 200, committed: false }

    expect(body).toEqual([
      login,
      { at, method: 'GET', path: '/api/v1/cckm/aws/keys?limit=1', status: 200, committed: false },
      login,
      { at, method: 'POST', path: `/api/v1${key}/enable-auto-rotation`, status: 200, committed: true },
    ])
  })
})

describe('POST /control/key', () => {
  it('merges deeply and deletes what is null', async () => {
    await using client = await startClient()
    const set = { gone: true, labels: null, aws_param: { KeyState: 'Disabled', Tags: [] } }
    await client.call('POST', '/control/key', { id, set })
    const { body } = await client.api('GET', key)

    expect(body).toMatchObject({ gone: true, region: 'eu-central-1' })
    expect(body.aws_param).toMatchObject({ KeyState: 'Disabled', KeyUsage: 'ENCRYPT_DECRYPT', Tags: [] })
    expect(body).not.toHaveProperty('labels')
  })

  it('hides a key and shows a hidden one', async () => {
    await using client = await startClient()
    const hidden = fixtureByAlias('alias/orders-hidden').id
    await client.call('POST', '/control/key', { id, set: { hidden: true } })
    await client.call('POST', '/control/key', { id: hidden, set: { hidden: false } })
    expect((await client.api('GET', key)).status).toBe(404)
    expect((await client.api('GET', `/cckm/aws/keys/${hidden}`)).body).not.toHaveProperty('hidden')
  })
})

describe('POST /control/reset', () => {
  it('brings keys, calls and faults back to the start', async () => {
    await using client = await startClient()
    const before = (await client.api('GET', key)).body
    await client.api('POST', `${key}/enable-auto-rotation`)
    await client.call('POST', '/control/key', { id, set: { hidden: true } })
    await client.call('POST', '/control/fault', { kind: '500', times: -1 })
    await client.call('POST', '/control/reset')

    expect((await client.call('GET', '/control/calls')).body).toEqual([])
    expect((await client.api('GET', key)).body).toEqual(before)
  })
})

describe('the control paths', () => {
  it.each([
    ['/control/fault', {}],
    ['/control/fault', { kind: 'earthquake' }],
    ['/control/fault', { kind: 'aws_error' }],
    ['/control/fault', { kind: '500', times: -2 }],
    ['/control/fault', { kind: '500', tiems: 2 }],
    ['/control/fault', '{'],
    ['/control/key', { id }],
    ['/control/key', { id: 'nobody', set: {} }],
    ['/control/key', { id, set: { id: 'another' } }],
    ['/control/key', { id, set: { aws_param: null } }],
  ])('answer %s with %j in a sentence', async (path, body) => {
    await using client = await startClient()
    const reply = await client.call('POST', path, body)
    expect(reply.status).toBe(400)
    expect(reply.body.error).toMatch(/^[A-Z].*\.$/)
  })

  it.each([
    [{ host: 'localhost' }, 200],
    [{ host: '[::1]:8080' }, 200],
    [{ host: '127.0.0.1:1' }, 200],
    [{ host: 'evil.example' }, 403],
    [{ host: '127.0.0.1.evil.example' }, 403],
    [{ host: 'localhost:80', origin: 'http://localhost:80' }, 200],
    [{ host: 'localhost:80', origin: 'http://localhost:81' }, 403],
    [{ host: 'localhost:80', origin: 'https://evil.example' }, 403],
    [{ host: 'localhost:80', origin: 'null' }, 403],
  ])('answer a request with %j by %d', async (headers: Record<string, string>, status) => {
    await using client = await startClient()
    expect(await statusWith(client.url, headers)).toBe(status)
  })

  it('answer an unknown path with 404', async () => {
    await using client = await startClient()
    expect((await client.call('POST', '/control/nothing')).status).toBe(404)
  })
})
