import { describe, expect, it } from 'vitest'
import { type CipherTrustOptions, startCipherTrust } from '../../simulators/ciphertrust/start.ts'
import { faultOf, passwordAccount, testClient } from './harness.ts'

/** A client of a simulator of its own, where the vendor's documented key has its rotation as `set` says. */
async function start(options: CipherTrustOptions = {}) {
  const server = await startCipherTrust(options)
  const { url, username, password } = server
  const { client } = testClient({ url, account: passwordAccount(username, password) })
  const control = (path: string, body: object) =>
    fetch(`${url}/control/${path}`, { method: 'POST', body: JSON.stringify(body) })
  return { client, control, [Symbol.asyncDispose]: () => server.close() }
}

const DOCUMENTED = { by: 'alias', alias: 'alias/aws-test-key' } as const

describe('the client with the simulated CipherTrust', () => {
  it('finds the documented key, switches its rotation on, and reads that it is on', async () => {
    await using simulated = await start()
    const { client, control } = simulated
    const [found] = await client.find(DOCUMENTED)
    if (!found) throw new Error('the documented key is missing')
    await control('key', { id: found.id, set: { aws_param: { KeyRotationEnabled: false } } })
    const before = await client.readRotation(found.id)
    const account = await client.prepare()
    const sent = await client.send({ operation: 'enable-auto-rotation' }, found.id)
    const after = await client.readRotation(found.id)
    expect(found.arn).toBe('arn:aws:kms:ap-south-1:123456789012:key/623321f4-a7d4-4d52-89bf-a9f26a29360e')
    expect(account).toMatch(/^local\|/)
    expect([before.on, sent.rotation.on, after.on, client.state()]).toEqual([false, true, true, 'ok'])
  })

  it('finds a key by what people paste', async () => {
    await using simulated = await start()
    const { client } = simulated
    const id = '623321f4-a7d4-4d52-89bf-a9f26a29360e'
    const byUuid = await client.find({ by: 'uuid', id })
    const byKeyId = await client.find({ by: 'awsKeyId', id, region: 'ap-south-1', account: '123456789012' })
    const elsewhere = await client.find({ by: 'awsKeyId', id, region: 'eu-west-1' })
    expect([byUuid.length, byKeyId.length, elsewhere.length]).toEqual([1, 1, 0])
  })

  it('reads every alias of more keys than one page holds', async () => {
    await using simulated = await start({ keys: 250 })
    const names = await simulated.client.aliases()
    expect(names).toContain('alias/aws-test-key')
    expect(names.length).toBeGreaterThan(200)
  })

  it.each([
    ['hangup_before', 'hung_up', 'unknown'],
    ['hangup_after_commit', 'hung_up', 'unknown'],
    ['500', 'server_error', 'unknown'],
    ['5xx_html', 'server_error', 'unknown'],
    ['403_licence', 'licence', 'not_done'],
    ['429', 'rate_limited', 'not_sent'],
    ['401', 'unauthorized', 'not_sent'],
  ])('tells what a write comes to when CipherTrust answers with %s', async (kind, faultKind, outcome) => {
    await using simulated = await start()
    const { client, control } = simulated
    const [found] = await client.find(DOCUMENTED)
    if (!found) throw new Error('the documented key is missing')
    await control('fault', { kind, match: 'enable-auto-rotation' })
    await client.prepare()
    const { fault } = await faultOf(client.send({ operation: 'enable-auto-rotation' }, found.id))
    expect(fault).toMatchObject({ kind: faultKind, outcome })
  })

  it.each([
    ['DisabledException', 'not_done'],
    ['KMSInternalException', 'unknown'],
  ])('tells what %s of AWS proves', async (exception, outcome) => {
    await using simulated = await start()
    const { client, control } = simulated
    const [found] = await client.find(DOCUMENTED)
    if (!found) throw new Error('the documented key is missing')
    await control('fault', { kind: 'aws_error', exception })
    await client.prepare()
    const { fault } = await faultOf(client.send({ operation: 'enable-auto-rotation' }, found.id))
    expect(fault).toMatchObject({ kind: 'aws', outcome, awsException: exception })
  })
})
