import { describe, expect, it } from 'vitest'
import { fixtureByAlias } from '../../../simulators/ciphertrust/fixtures/fixture-keys.ts'
import { startClient, type TestClient } from './client.ts'

const T0 = new Date('2026-03-02T10:00:00Z')
const eligible = `/cckm/aws/keys/${fixtureByAlias('alias/orders-eligible').id}`

function enable(client: TestClient, key = eligible) {
  return client.api('POST', `${key}/enable-auto-rotation`)
}

async function isOn(client: TestClient, key = eligible): Promise<unknown> {
  const { body } = await client.api('POST', `${key}/get-key-rotation-status`)
  return body.KeyRotationEnabled
}

async function lastWrite(client: TestClient): Promise<unknown> {
  const { body } = await client.call('GET', '/control/calls')
  const calls = Object.values(body) as { path: string; status: unknown; committed: unknown }[]
  const { status, committed } = calls.findLast((call) => call.path.endsWith('enable-auto-rotation')) ?? {}
  return { status, committed }
}

describe('a fault of the reply', () => {
  it.each([
    ['401', 401, { message: 'Unauthorized: Bearer token malformed: Token is expired by 50s' }],
    ['403_licence', 403, { codeDesc: expect.stringContaining('License not installed yet for feature') }],
    ['429', 429, { codeDesc: expect.stringContaining('NCERR') }],
    ['500', 500, { code: 14 }],
    ['5xx_html', 502, { text: expect.stringContaining('<html>') }],
  ])('answers %s once, commits nothing and then goes away', async (kind, status, body) => {
    await using client = await startClient()
    await client.call('POST', '/control/fault', { kind, match: 'enable-auto-rotation' })

    expect(await enable(client)).toMatchObject({ status, body })
    expect(await isOn(client)).toBe(false)
    expect(await lastWrite(client)).toEqual({ status, committed: false })
    expect((await enable(client)).status).toBe(200)
  })

  it('says with 429 when to come back', async () => {
    await using client = await startClient()
    await client.call('POST', '/control/fault', { kind: '429', match: 'POST /api/v1/cckm', ms: 7000 })
    expect((await enable(client)).headers.get('retry-after')).toBe('7')
  })

  it('passes an AWS exception of choice through', async () => {
    await using client = await startClient()
    await client.call('POST', '/control/fault', {
      kind: 'aws_error',
      exception: 'DependencyTimeoutException',
    })
    const { status, body } = await enable(client)
    expect(status).toBe(400)
    expect(body.message).toMatch(/^Error Enabling AWS Key Rotation : DependencyTimeoutException: /)
  })

  it('answers flag_wrong with the opposite of what was asked, and commits nothing', async () => {
    await using client = await startClient()
    await client.call('POST', '/control/fault', { kind: 'flag_wrong' })
    expect(await enable(client)).toMatchObject({
      status: 200,
      body: { aws_param: { KeyRotationEnabled: false } },
    })
    expect(await lastWrite(client)).toEqual({ status: 200, committed: false })
  })

  it('locks the account out until the fault is cleared', async () => {
    await using client = await startClient()
    const { jwt } = await client.login()
    const bearer = { authorization: `Bearer ${jwt}` }
    await client.call('POST', '/control/fault', { kind: 'lockout' })

    expect((await client.login()).code).toBe(5)
    expect((await client.login()).code).toBe(5)
    expect((await client.call('GET', `/api/v1${eligible}`, undefined, bearer)).status).toBe(200)
    await client.call('POST', '/control/fault', { kind: 'none' })
    expect((await client.login()).duration).toBe(300)
  })
})

describe('a fault of the connection', () => {
  it('hangs up before anything is done', async () => {
    await using client = await startClient()
    await client.call('POST', '/control/fault', { kind: 'hangup_before', match: 'enable-auto-rotation' })
    await expect(enable(client)).rejects.toThrow('fetch failed')
    expect(await lastWrite(client)).toEqual({ status: null, committed: false })
    expect(await isOn(client)).toBe(false)
  })

  it('hangs up after the write is done, and leaves the calls before it alone', async () => {
    await using client = await startClient()
    await client.call('POST', '/control/fault', { kind: 'hangup_after_commit' })
    expect((await client.api('GET', eligible)).status).toBe(200)
    await expect(enable(client)).rejects.toThrow('fetch failed')
    expect(await lastWrite(client)).toEqual({ status: null, committed: true })
    expect(await isOn(client)).toBe(true)
  })

  it('answers normally where there was nothing to commit', async () => {
    await using client = await startClient()
    await client.call('POST', '/control/fault', { kind: 'hangup_after_commit' })
    const hmac = `/cckm/aws/keys/${fixtureByAlias('alias/orders-hmac').id}`
    expect((await enable(client, hmac)).status).toBe(400)
  })

  it('hangs without an answer until a reset cuts it', async () => {
    await using client = await startClient()
    await client.call('POST', '/control/fault', { kind: 'hang', match: 'enable-auto-rotation', times: -1 })
    const hanging = Array.from({ length: 20 }, () => enable(client).catch((error: Error) => error.message))
    await expect.poll(() => lastWrite(client)).toEqual({ status: null, committed: false })
    await expect.poll(async () => (await countWrites(client)) === 20).toBe(true)
    await client.call('POST', '/control/reset')

    expect(new Set(await Promise.all(hanging))).toEqual(new Set(['fetch failed']))
    expect(await isOn(client)).toBe(false)
  })

  it('answers nobody while it is down, but still takes control calls', async () => {
    await using client = await startClient()
    await client.call('POST', '/control/fault', { kind: 'down' })
    await expect(client.login()).rejects.toThrow('fetch failed')
    await expect(client.login()).rejects.toThrow('fetch failed')
    await client.call('POST', '/control/fault', { kind: 'none' })
    expect((await client.login()).duration).toBe(300)
  })

  it('is slow and then does its work', async () => {
    await using client = await startClient()
    await client.call('POST', '/control/fault', { kind: 'slow', match: 'enable-auto', ms: 150 })
    const from = performance.now()
    expect((await enable(client)).status).toBe(200)
    expect(performance.now() - from).toBeGreaterThanOrEqual(149)
  })

  it('adds its latency to every call', async () => {
    await using client = await startClient({ latency: 100 })
    const from = performance.now()
    expect((await client.login()).duration).toBe(300)
    expect(performance.now() - from).toBeGreaterThanOrEqual(99)
  })
})

async function countWrites(client: TestClient): Promise<number> {
  const { body } = await client.call('GET', '/control/calls')
  const calls = Object.values(body) as { path: string }[]
  return calls.filter((call) => call.path.endsWith('enable-auto-rotation')).length
}

describe('stale_read', () => {
  it.each([undefined, `POST /api/v1${eligible}`, `GET /api/v1${eligible}`])(
    'shows the key as it was before the write, for its time (match %s)',
    async (match) => {
      let at = T0
      await using client = await startClient({ now: () => at })
      await client.call('POST', '/control/fault', { kind: 'stale_read', ...(match && { match }) })
      const before = (await client.api('GET', eligible)).body
      const written = (await enable(client)).body

      expect(written.aws_param).toMatchObject({ KeyRotationEnabled: true })
      expect((await client.api('GET', eligible)).body).toEqual(before)
      expect((await client.api('GET', '/cckm/aws/keys?alias=orders-eligible')).body.resources).toEqual([
        before,
      ])
      expect(await isOn(client)).toBe(true)
      at = new Date(T0.getTime() + 3000)
      expect((await client.api('GET', eligible)).body).toEqual(written)
    },
  )
})

describe('a fault key', () => {
  it.each([
    ['alias/fault-500', 500],
    ['alias/fault-html', 502],
    ['alias/fault-403-licence', 403],
    ['alias/fault-429', 429],
  ])('%s answers %d every time it is switched, and can be read', async (alias, status) => {
    await using client = await startClient()
    const key = `/cckm/aws/keys/${fixtureByAlias(alias).id}`
    const off = await client.api('POST', `${key}/disable-auto-rotation`)
    expect([(await enable(client, key)).status, (await enable(client, key)).status]).toEqual([status, status])
    expect(off.status).toBe(status)
    expect((await client.api('GET', key)).status).toBe(200)
  })

  it('alias/fault-hangup-after-commit leaves rotation on', async () => {
    await using client = await startClient()
    const key = `/cckm/aws/keys/${fixtureByAlias('alias/fault-hangup-after-commit').id}`
    await expect(enable(client, key)).rejects.toThrow('fetch failed')
    expect(await isOn(client, key)).toBe(true)
  })

  it('alias/fault-flag-wrong leaves rotation off', async () => {
    await using client = await startClient()
    const key = `/cckm/aws/keys/${fixtureByAlias('alias/fault-flag-wrong').id}`
    expect(await enable(client, key)).toMatchObject({ body: { aws_param: { KeyRotationEnabled: false } } })
    expect(await isOn(client, key)).toBe(false)
  })

  it('alias/fault-stale-read is read as off after it was switched on', async () => {
    await using client = await startClient({ now: () => T0 })
    const key = `/cckm/aws/keys/${fixtureByAlias('alias/fault-stale-read').id}`
    await enable(client, key)
    expect((await client.api('GET', key)).body.aws_param).toMatchObject({ KeyRotationEnabled: false })
    expect(await isOn(client, key)).toBe(true)
  })

  it.each(['alias/fault-slow', 'alias/fault-hang'])('%s does not answer soon', async (alias) => {
    await using client = await startClient()
    const key = `/cckm/aws/keys/${fixtureByAlias(alias).id}`
    const answer = enable(client, key).then(
      () => 'answered',
      () => 'cut',
    )
    await expect.poll(() => countWrites(client)).toBe(1)
    const first = await Promise.race([answer, new Promise((done) => setTimeout(done, 200, 'waiting'))])
    expect(first).toBe('waiting')
    await client.call('POST', '/control/reset')
    expect(await answer).toBe('cut')
  })
})
