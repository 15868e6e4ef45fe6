import { describe, expect, it } from 'vitest'
import { fixtureByAlias } from '../../../simulators/ciphertrust/fixtures/fixture-keys.ts'
import { startClient } from './client.ts'

const eligible = fixtureByAlias('alias/orders-eligible').id
const elsewhere = fixtureByAlias('alias/aws-test-key').id

/** A simulator whose clock stands still until told, and writes with one token. */
async function start() {
  let at = new Date('2026-03-02T10:00:00Z').getTime()
  const client = await startClient({ now: () => new Date(at) })
  const { jwt } = await client.login()
  const write = (id: string, action = 'enable-auto-rotation') =>
    client.call('POST', `/api/v1/cckm/aws/keys/${id}/${action}`, undefined, {
      authorization: `Bearer ${jwt}`,
    })
  const statuses = async (count: number, id = eligible, action?: string) => {
    const replies = await Promise.all(Array.from({ length: count }, () => write(id, action)))
    return replies.map(({ status }) => status)
  }
  return {
    client,
    write,
    statuses,
    pass: (ms: number) => {
      at += ms
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  }
}

const good = (count: number) => Array.from({ length: count }, () => 200)

describe("AWS's quota", () => {
  it('lets five writes a second through, and passes ThrottlingException on for the sixth', async () => {
    await using simulated = await start()
    expect(await simulated.statuses(5)).toEqual(good(5))
    const { status, body } = await simulated.write(eligible)
    expect(status).toBe(400)
    expect(body.message).toContain('Error Enabling AWS Key Rotation : ThrottlingException: ')
  })

  it('fills up again as time passes', async () => {
    await using simulated = await start()
    await simulated.statuses(5)
    simulated.pass(400)
    expect((await simulated.statuses(3)).sort()).toEqual([200, 200, 400])
    simulated.pass(60_000)
    expect((await simulated.statuses(6)).sort()).toEqual([...good(5), 400])
  })

  it('is counted for each account and Region, and for each of the two writes', async () => {
    await using simulated = await start()
    await simulated.statuses(5)
    expect(await simulated.statuses(5, elsewhere)).toEqual(good(5))
    expect(await simulated.statuses(5, eligible, 'disable-auto-rotation')).toEqual(good(5))
  })

  it('leaves reads alone, and writes nothing when it refuses', async () => {
    await using simulated = await start()
    await simulated.statuses(5)
    await simulated.statuses(5, eligible, 'disable-auto-rotation')
    await simulated.write(eligible)
    expect(await simulated.statuses(20, eligible, 'get-key-rotation-status')).toEqual(good(20))
    const { body } = await simulated.client.api('GET', `/cckm/aws/keys/${eligible}`)
    expect(body.aws_param).toMatchObject({ KeyRotationEnabled: false })
  })

  it.each([
    [null, good(30)],
    [7, good(7)],
    [0.5, good(1)],
  ])('can be set to %s', async (perSecond, expected) => {
    await using simulated = await start()
    await simulated.client.control('quota', { perSecond })
    expect((await simulated.statuses(30)).filter((status) => status === 200)).toEqual(expected)
  })

  it('is as before after a reset', async () => {
    await using simulated = await start()
    await simulated.client.control('quota', { perSecond: null })
    await simulated.client.control('reset', {})
    expect((await simulated.statuses(6)).sort()).toEqual([...good(5), 400])
  })
})
