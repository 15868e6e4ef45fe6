import { describe, expect, it } from 'vitest'
import { startCipherTrust } from '../../simulators/ciphertrust/start.ts'
import { faultOf, passwordAccount, testClient } from './harness.ts'

async function start() {
  const server = await startCipherTrust()
  const { url, username, password } = server
  const { client } = testClient({ url, account: passwordAccount(username, password) })
  const named = async (alias: string) => {
    const [key] = await client.find({ by: 'alias', alias })
    if (!key) throw new Error(`${alias} is missing`)
    return key
  }
  const rotate = async (alias: string, periodDays?: number) => {
    const { id } = await named(alias)
    await client.prepare()
    return client.send({ operation: 'enable-auto-rotation', periodDays }, id)
  }
  const control = (path: string, body: object) =>
    fetch(`${url}/control/${path}`, { method: 'POST', body: JSON.stringify(body) })
  return { client, control, named, rotate, [Symbol.asyncDispose]: () => server.close() }
}

describe('a period, with the simulated CipherTrust', () => {
  it('is set with the flag, and reads so wherever it is read', async () => {
    await using simulated = await start()
    const { client, named, rotate } = simulated
    const before = await named('alias/orders-eligible')
    const sent = await rotate('alias/orders-eligible', 180)
    const after = await named('alias/orders-eligible')
    expect(before.rotation).toEqual({ on: false })
    expect([sent.rotation, after.rotation, await client.readRotation(after.id)]).toEqual(
      Array.from({ length: 3 }, () => ({ on: true, periodDays: 180, nextDate: expect.any(String) })),
    )
  })

  it('is changed on a key that rotates: 180 to 365 days', async () => {
    await using simulated = await start()
    const { client, named, rotate } = simulated
    const before = await named('alias/orders-180')
    await rotate('alias/orders-180', 365)
    const after = await client.readRotation(before.id)
    expect([before.rotation, after]).toMatchObject([
      { on: true, periodDays: 180 },
      { on: true, periodDays: 365 },
    ])
    expect(after.nextDate).not.toBe(before.rotation.nextDate)
  })

  it('is a year where none is named', async () => {
    await using simulated = await start()
    expect((await simulated.rotate('alias/orders-eligible')).rotation).toMatchObject({ periodDays: 365 })
  })

  it.each([89, 2_561])('of %i days is refused by AWS', async (days) => {
    await using simulated = await start()
    const { named, rotate } = simulated
    const { fault } = await faultOf(rotate('alias/orders-eligible', days))
    expect(fault).toMatchObject({ kind: 'aws', outcome: 'not_done', awsException: 'ValidationException' })
    expect((await named('alias/orders-eligible')).rotation.on).toBe(false)
  })

  it('is set but not shown by the KMS that reports none', async () => {
    await using simulated = await start()
    const { client, named, rotate } = simulated
    const sent = await rotate('alias/aws-test-key', 180)
    const { id } = await named('alias/aws-test-key')
    expect([sent.rotation, await client.readRotation(id)]).toEqual([{ on: true }, { on: true }])
  })

  it.each([
    ['alias/orders-eligible', true],
    ['alias/orders-180', true],
    ['alias/aws-test-key', false],
    ['alias/orders-on', false],
  ])('is known to be reported or not for %s: %s', async (alias, reported) => {
    await using simulated = await start()
    const { client, named } = simulated
    expect(await client.reportsPeriods(await named(alias))).toBe(reported)
  })

  it('cannot be told of once no key of its KMS rotates', async () => {
    await using simulated = await start()
    const { client, control, named } = simulated
    const { id } = await named('alias/orders-on')
    await control('key', { id, set: { aws_param: { KeyRotationEnabled: false } } })
    expect(await client.reportsPeriods(await named('alias/aws-test-key'))).toBeNull()
  })

  it('cannot be told of while CipherTrust is down', async () => {
    await using simulated = await start()
    const { client, control, named } = simulated
    const key = await named('alias/orders-eligible')
    await control('fault', { kind: '500', times: 99 })
    expect(await client.reportsPeriods(key)).toBeNull()
  })
})
