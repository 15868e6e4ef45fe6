import { describe, expect, it } from 'vitest'
import { accepted } from '../../src/cckm/api.ts'
import { AwsKey } from '../../src/cckm/aws/key.ts'
import { RotationStatus } from '../../src/cckm/aws/rotation.ts'
import { sentOf } from '../../src/cckm/aws/send.ts'
import type { Reply } from '../../src/cckm/http.ts'
import { parseBody } from '../../src/cckm/read-body.ts'
import { shaped } from '../../src/cckm/shaped.ts'
import { CipherTrustFault, Fault } from '../../src/core/fault.ts'
import type { Sent } from '../../src/ports.ts'
import { type FuzzedReply, fuzzedReplies } from './fuzzed-reply.ts'
import { KEY, serveSockets, testClient } from './harness.ts'

const SEED = 20_260_302

/** Undefined, or a sentence about what is wrong with taking the reply for that. */
function objection({ status, body }: FuzzedReply, result: Sent | unknown): string | undefined {
  const json = parsed(body)
  if (result instanceof CipherTrustFault) {
    const { outcome } = Fault.parse(result.fault)
    if (outcome === 'not_sent' && status !== 401 && status !== 429) return 'called not sent without a reason'
    const words =
      status >= 400 &&
      status < 500 &&
      String(json?.codeDesc).startsWith('NCERR') &&
      !/\bThrottlingException\b/.test(`${json?.codeDesc} ${json?.message}`)
    return outcome === 'not_done' && !words ? 'called not done without CipherTrust’s word' : undefined
  }
  if (result instanceof Error) return `threw ${result.message}`
  const flag = json?.aws_param?.KeyRotationEnabled
  const good = status >= 200 && status < 300 && String(json?.id).toLowerCase() === KEY
  return good && typeof flag === 'boolean' && isSent(result) && result.rotation.on === flag
    ? undefined
    : 'counted as success'
}

function isSent(result: unknown): result is Sent {
  return typeof result === 'object' && result !== null && 'rotation' in result
}

interface Loose {
  readonly id?: unknown
  readonly codeDesc?: unknown
  readonly message?: unknown
  readonly aws_param?: { readonly KeyRotationEnabled?: unknown } | null
}

function parsed(body: string): Loose | null | undefined {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function attempt<T>(work: () => T): T | unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

describe('fuzzed replies', () => {
  it('never crash the reader nor count as success: 100,000 of them', () => {
    const next = fuzzedReplies(SEED)
    const tally = { fault: 0, success: 0 }
    const wrong: unknown[] = []
    for (let n = 0; n < 100_000; n += 1) {
      const fuzzed = next()
      const reply = (): Reply => ({ status: fuzzed.status, body: parseBody(fuzzed.body) })
      const sent = attempt(() => sentOf(accepted(reply()), KEY))
      const others = [AwsKey, RotationStatus].map((schema) =>
        attempt(() => shaped<unknown>(schema, accepted(reply()))),
      )
      const crash = others.find((result) => result instanceof Error && !(result instanceof CipherTrustFault))
      const why = objection(fuzzed, sent) ?? (crash && 'crashed')
      if (why) wrong.push({ why, ...fuzzed })
      tally[sent instanceof CipherTrustFault ? 'fault' : 'success'] += 1
    }
    expect(wrong.slice(0, 3)).toEqual([])
    // Some are left as they were, or changed where it does not matter: the fuzzing reaches both sides.
    expect(tally.success).toBeGreaterThan(500)
    expect(tally.fault).toBeGreaterThan(80_000)
  })

  it('never crash the client nor count as success over sockets: 1,000 of them', async () => {
    const next = fuzzedReplies(SEED + 1)
    let fuzzed = next()
    let broken = false
    await using server = await serveSockets((socket) => {
      socket.once('data', (data) => {
        const login = data.includes('/auth/tokens')
        const { status, body } = login ? { status: 200, body: '{"jwt":"token","duration":300}' } : fuzzed
        const bytes = Buffer.from(body)
        // A length that promises more than comes, as of a proxy that gives up.
        const length = bytes.length + (broken && !login ? 5 : 0)
        socket.end(
          Buffer.concat([
            Buffer.from(`HTTP/1.1 ${status} Words\r\nconnection: close\r\ncontent-length: ${length}\r\n\r\n`),
            bytes,
          ]),
        )
      })
    })
    const { client } = testClient({ url: server.url })
    const wrong: unknown[] = []
    for (let n = 0; n < 1_000; n += 1) {
      fuzzed = next()
      broken = n % 4 === 0
      // Some of them are a 401, which ends the token.
      await client.prepare()
      const result = await client
        .send({ operation: 'enable-auto-rotation' }, KEY)
        .catch((error: unknown) => error)
      const cutSuccess = broken && fuzzed.status !== 204 && fuzzed.status !== 304 && isSent(result)
      const why = cutSuccess ? 'counted a cut reply as success' : objection(fuzzed, result)
      if (why) wrong.push({ why, ...fuzzed })
    }
    expect(wrong.slice(0, 3)).toEqual([])
  })
})
