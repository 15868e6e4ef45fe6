import { describe, expect, it } from 'vitest'
import { fixtureByAlias } from '../../../simulators/ciphertrust/fixtures/fixture-keys.ts'
import { startClient } from './client.ts'

const { id } = fixtureByAlias('alias/orders-eligible')
const path = `/cckm/aws/keys/${id}`

/** A simulator whose clock stands still until told. */
async function start() {
  let at = new Date('2026-03-02T10:00:00Z').getTime()
  const client = await startClient({ now: () => new Date(at) })
  const flag = (body: Record<string, unknown>) =>
    (body.aws_param as Record<string, unknown>).KeyRotationEnabled
  return {
    client,
    shown: async () => flag((await client.api('GET', path)).body),
    listed: async () => {
      const { resources } = (await client.api('GET', '/cckm/aws/keys?alias=orders-eligible')).body
      return flag((resources as Record<string, unknown>[])[0] ?? {})
    },
    asked: async () => (await client.api('POST', `${path}/get-key-rotation-status`)).body.KeyRotationEnabled,
    pass: (ms: number) => {
      at += ms
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  }
}

describe("CipherTrust's copy of a key", () => {
  it('lags behind every write for as long as is set, in GETs only', async () => {
    await using simulated = await start()
    const { client, shown, listed, asked, pass } = simulated
    await client.control('lag', { ms: 5_000 })
    const { body } = await client.api('POST', `${path}/enable-auto-rotation`)
    expect(body.aws_param).toMatchObject({ KeyRotationEnabled: true })
    expect([await shown(), await listed(), await asked()]).toEqual([false, false, true])
    pass(5_000)
    expect([await shown(), await listed(), await asked()]).toEqual([true, true, true])
  })

  it('goes on showing the first state when a second write follows', async () => {
    await using simulated = await start()
    const { client, shown, pass } = simulated
    await client.control('lag', { ms: 5_000 })
    await client.api('POST', `${path}/enable-auto-rotation`)
    await client.api('POST', `${path}/enable-auto-rotation`)
    expect(await shown()).toBe(false)
    pass(5_000)
    expect(await shown()).toBe(true)
  })

  it('does not know of what somebody changes in AWS until the next sync', async () => {
    await using simulated = await start()
    const { client, shown, listed, asked, pass } = simulated
    const set = { aws_param: { KeyRotationEnabled: true } }
    await client.control('key', { id, set, where: 'aws' })
    pass(3_600_000)
    expect([await shown(), await listed(), await asked()]).toEqual([false, false, true])
    expect((await client.control('sync', {})).body).toEqual({ synced: 1 })
    expect([await shown(), await listed()]).toEqual([true, true])
    expect((await client.api('GET', path)).body.synced_at).toBe('2026-03-02T11:00:00.000Z')
  })

  it('is up to date after a write of our own, whatever drifted before', async () => {
    await using simulated = await start()
    const { client, shown } = simulated
    await client.control('key', { id, set: { aws_param: { KeyState: 'Disabled' } }, where: 'aws' })
    const refused = await client.api('POST', `${path}/enable-auto-rotation`)
    await client.control('key', { id, set: { aws_param: { KeyState: 'Enabled' } }, where: 'aws' })
    await client.api('POST', `${path}/enable-auto-rotation`)
    expect(refused.body.message).toContain('DisabledException')
    expect(await shown()).toBe(true)
  })
})
