import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createCipherTrust } from '../../src/cckm/create-cipher-trust.ts'
import { faultOf, jwtOf, KEY, keyJson, serve, testConfig, testWorld } from './harness.ts'

/** A CipherTrust that answers each read after `ms`, and knows how many were open at once. */
async function slow(ms: number, reads = { open: 0, most: 0, all: 0, writes: 0 }) {
  let silent = false
  const served = await serve(async (request, response) => {
    response.setHeader('content-type', 'application/json')
    if (request.url?.includes('auth/tokens'))
      return void response.end(JSON.stringify({ jwt: jwtOf({ sub: 'svc' }), duration: 300 }))
    if (request.url?.includes('enable-auto-rotation')) {
      reads.writes += 1
      return void response.end(JSON.stringify(keyJson({ aws_param: { KeyRotationEnabled: true } })))
    }
    reads.all += 1
    reads.most = Math.max(reads.most, ++reads.open)
    await sleep(ms)
    reads.open -= 1
    if (!silent) response.end(JSON.stringify(keyJson()))
  })
  const answersNoMore = () => {
    silent = true
  }
  return { ...served, reads, answersNoMore, [Symbol.asyncDispose]: () => served[Symbol.asyncDispose]() }
}

describe('many reads at once', () => {
  it('reach CipherTrust six at a time, and all are answered', async () => {
    await using server = await slow(20)
    const client = createCipherTrust(testConfig({ url: server.url }), {
      ...testWorld(),
      now: () => new Date(),
    })
    const keys = await Promise.all(Array.from({ length: 30 }, () => client.read(KEY)))
    expect(keys.map((key) => key?.id)).toEqual(keys.map(() => KEY))
    expect(server.reads).toMatchObject({ most: 6, all: 30 })
  })

  it('do not hold up a write: it does not wait for a turn', async () => {
    await using server = await slow(1_500)
    const client = createCipherTrust(testConfig({ url: server.url }), {
      ...testWorld(),
      now: () => new Date(),
    })
    await client.prepare()
    const reading = Promise.all(Array.from({ length: 12 }, () => client.read(KEY)))
    await expect.poll(() => server.reads.open).toBe(6)
    const sent = await client.send({ operation: 'enable-auto-rotation' }, KEY)
    expect([sent.rotation.on, server.reads.all]).toEqual([true, 6])
    await reading
  })

  it('are given up when their time is over before their turn came, without being sent', async () => {
    await using server = await slow(700)
    const world = { ...testWorld({ read: 600 }), now: () => new Date() }
    const client = createCipherTrust(testConfig({ url: server.url }), world)
    await client.prepare()
    const faults = await Promise.all(Array.from({ length: 12 }, () => faultOf(client.read(KEY))))
    expect(new Set(faults.map(({ fault }) => fault.kind))).toEqual(new Set(['timeout']))
    expect(server.reads.all).toBe(6)
  })

  it('are given up in time although the clock is set back by an hour while they wait', async () => {
    await using server = await slow(0)
    const world = testWorld({ read: 500 })
    const client = createCipherTrust(testConfig({ url: server.url }), world)
    await client.prepare()
    server.answersNoMore()
    const reading = Array.from({ length: 7 }, () => client.read(KEY).catch((fault: unknown) => fault))
    await expect.poll(() => server.reads.all).toBe(6)
    world.pass(-3_600_000)
    const last = await Promise.race([reading.at(-1), sleep(10_000, 'it waits on')])
    expect(last).toMatchObject({ fault: { kind: 'timeout' } })
  })
})
