import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { Action } from '../../src/cckm/actions.ts'
import { createHttp } from '../../src/cckm/http.ts'
import { Operation, PERIOD, type Wanted } from '../../src/core/operations.ts'
import { a, ONE_APPROVAL } from '../builders.ts'
import { answerJson, KEY, keyJson, serve, TOKENS, testClient, testConfig, testWorld } from './harness.ts'

interface Write {
  readonly action: string | undefined
  readonly bytes: string
  readonly type: string | undefined
  readonly length: string | undefined
}

/** What reaches a CipherTrust when this is sent, byte by byte. */
async function writesOf(...sent: readonly Wanted[]): Promise<Write[]> {
  const writes: Write[] = []
  await using server = await serve(async (request, response) => {
    if (request.url === TOKENS) return answerJson(response, 200, { jwt: 'token', duration: 300 })
    writes.push(await writeOf(request))
    answerJson(response, 200, keyJson())
  })
  const { client } = testClient({ url: server.url })
  await client.prepare()
  for (const wanted of sent) await client.send(wanted, KEY)
  await client.close()
  return writes
}

async function writeOf(request: IncomingMessage): Promise<Write> {
  const { 'content-type': type, 'content-length': length } = request.headers
  const bytes = (await buffer(request)).toString('latin1')
  return { action: request.url?.split('/').at(-1), bytes, type, length }
}

const NONE = { bytes: '', type: undefined, length: '0' }

function body(bytes: string) {
  return { bytes, type: 'application/json', length: String(bytes.length) }
}

describe('the body of a write', () => {
  it.each([PERIOD.least, 180, 365, PERIOD.most])(
    'names a period of %i days, and nothing else',
    async (days) => {
      expect(await writesOf({ operation: 'enable-auto-rotation', periodDays: days })).toEqual([
        { action: 'enable-auto-rotation', ...body(`{"rotation_period_in_days":${days}}`) },
      ])
    },
  )

  it.each(Operation.options)('is absent from %s where no period is wanted', async (operation) => {
    expect(await writesOf({ operation })).toEqual([{ action: operation, ...NONE }])
  })

  it('is absent where the period is left undefined', async () => {
    const wanted = { operation: 'enable-auto-rotation', periodDays: undefined } as const
    expect(await writesOf(wanted)).toEqual([{ action: 'enable-auto-rotation', ...NONE }])
  })

  it('does not outlive its write', async () => {
    const operation = 'enable-auto-rotation'
    const writes = await writesOf({ operation, periodDays: 180 }, { operation })
    expect(writes.map(({ bytes }) => bytes)).toEqual(['{"rotation_period_in_days":180}', ''])
  })

  it('takes no other field of the request that is carried out', async () => {
    const request = a('calling', { rule: ONE_APPROVAL, periodDays: 180, reason: 'CHG-4711' })
    expect((await writesOf(request)).map(({ bytes }) => bytes)).toEqual(['{"rotation_period_in_days":180}'])
  })
})

describe('a body that is none', () => {
  const http = () => createHttp(testConfig({ url: 'http://127.0.0.1:9' }), testWorld())

  it.each<Action>(['disable-auto-rotation', 'get-key-rotation-status'])(
    'is not sent: a period for %s',
    async (action) => {
      const sending = async () => http().act(action, { id: KEY, jwt: 'token', periodDays: 180 })
      await expect(sending()).rejects.toThrow('not a body of an action of CipherTrust')
    },
  )

  it.each([
    '180',
    180.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    { rotation_period_in_days: 180 },
    [180],
    true,
  ])('is not sent: a period of %j', async (periodDays) => {
    const options = { id: KEY, jwt: 'token', periodDays }
    // Past the types on purpose.
    const sending = async () => Reflect.apply(http().act, undefined, ['enable-auto-rotation', options])
    await expect(sending()).rejects.toThrow('not a body of an action of CipherTrust')
  })
})
