import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { succeed } from '../../src/core/calling.ts'
import { CipherTrustFault } from '../../src/core/fault.ts'
import type { Key } from '../../src/core/key.ts'
import { MessengerFault } from '../../src/ports.ts'
import { ask } from '../../src/usecases/ask.ts'
import {
  ANN,
  a,
  aKey,
  anInputId,
  aRequestId,
  BOB,
  later,
  OFF,
  ON,
  pathTo,
  twoPersons,
  UNREACHABLE,
} from '../builders.ts'
import { asker, askerOf, createWorld, type Script } from './world.ts'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

const wish = {
  operation: 'enable-auto-rotation',
  reference: { by: 'alias', alias: 'alias/payments' },
  reason: 'CHG-4711',
} as const

describe('ask', () => {
  it('makes a request, asked and approved in one transaction', async () => {
    const { deps, kinds, rows, stored } = createWorld({ find: [[aKey()]], usable: [true] })
    const reply = await ask(deps, asker, wish)
    expect(reply).toMatchObject({
      kind: 'asked',
      request: { id: aRequestId(21), state: 'approved', version: 2, requester: ANN, reason: 'CHG-4711' },
    })
    expect(reply).toEqual({ kind: 'asked', request: await stored() })
    expect(await kinds()).toEqual(['asked', 'approved'])
    expect(await rows('SELECT channel FROM cards')).toEqual([{ channel: 'C0AUDIT' }])
  })

  it('makes a request that waits, where a second person decides', async () => {
    const inForce = { ...twoPersons, expires: 60_000 }
    const { deps, kinds, stored } = createWorld({ find: [[aKey()]], usable: [true] }, inForce)
    const reply = await ask(deps, asker, wish)
    expect(reply).toMatchObject({
      kind: 'asked',
      request: {
        ...{ state: 'requested', version: 1, approvals: [], rule: { name: 'policy', approvals: 1 } },
        expiresAt: later(60).getTime(),
      },
    })
    expect(reply).toEqual({ kind: 'asked', request: await stored() })
    expect(await kinds()).toEqual(['asked'])
  })

  it('keeps in the log the hash of the reason, of one that was given', async () => {
    const { deps, written } = createWorld({ find: [[aKey()], [aKey()]], usable: [true, true] })
    await ask(deps, asker, wish)
    expect(written[0]?.entry).toMatchObject({ kind: 'asked', reason: sha256('CHG-4711') })
    const other = createWorld({ find: [[aKey()]], usable: [true] })
    await ask(other.deps, asker, { operation: wish.operation, reference: wish.reference })
    expect(other.written[0]?.entry).not.toHaveProperty('reason')
  })

  it('keeps the hash of the key as it was shown', async () => {
    const { deps, stored } = createWorld({ find: [[aKey()]], usable: [true] })
    await ask(deps, asker, wish)
    expect((await stored()).snapshotHash).toMatch(/^[0-9a-f]{64}$/)
    const other = createWorld({ find: [[aKey({ aliases: [] })]], usable: [true] })
    await ask(other.deps, asker, wish)
    expect((await other.stored()).snapshotHash).not.toBe((await stored()).snapshotHash)
  })

  it('only looks and asks', async () => {
    const { deps, called } = createWorld({ find: [[aKey()]], usable: [true] })
    await ask(deps, asker, wish)
    expect(called()).toEqual(['find', 'usable'])
  })

  it('answers the same input with the same request', async () => {
    const { deps, kinds, called } = createWorld({ find: [[aKey()]], usable: [true] })
    const first = await ask(deps, asker, wish)
    expect(await ask(deps, asker, wish)).toEqual(first)
    expect(called()).toEqual(['find', 'usable'])
    expect(await kinds()).toEqual(['asked', 'approved'])
  })

  it('answers the same input with the same request although its job runs twice at once', async () => {
    const { deps, kinds, rows } = createWorld({ find: [[aKey()], [aKey()]], usable: [true, true] })
    const [first, second] = await Promise.all([ask(deps, asker, wish), ask(deps, asker, wish)])
    expect(first).toMatchObject({ kind: 'asked' })
    expect(second).toEqual(first)
    expect(await kinds()).toEqual(['asked', 'approved'])
    expect(await rows('SELECT id FROM requests')).toHaveLength(1)
  })

  it('gives a key to one of two who ask for it at once', async () => {
    const { deps, kinds, rows } = createWorld({ find: [[aKey()], [aKey()]], usable: [true, true] })
    const [first, second] = await Promise.all([
      ask(deps, askerOf(ANN, 'command:1'), wish),
      ask(deps, askerOf(BOB, 'command:2'), wish),
    ])
    expect(first).toMatchObject({ kind: 'asked', request: { requester: ANN } })
    expect(second).toMatchObject({ kind: 'refused', refusal: 'open_request', request: { requester: ANN } })
    expect(await kinds()).toEqual(['asked', 'approved', 'refused'])
    expect(await rows('SELECT id FROM requests')).toHaveLength(1)
  })

  it('breaks, and writes nothing, when Slack does not say whether the channel can be used', async () => {
    const { deps, kinds } = createWorld({ find: [[aKey()]], usable: [new MessengerFault('unknown')] })
    await expect(ask(deps, asker, wish)).rejects.toThrow(MessengerFault)
    expect(await kinds()).toEqual([])
  })
})

const ofKey = (changes: Partial<Key>): Script => ({ find: [[aKey(changes)]] })

describe('ask refuses', () => {
  it.each<[string, Script]>([
    ['key_gone', ofKey({ gone: true })],
    ['aws_managed', ofKey({ manager: 'AWS' })],
    ['asymmetric', ofKey({ spec: 'RSA_2048' })],
    ['hmac', ofKey({ spec: 'HMAC_256' })],
    ['imported', ofKey({ origin: 'EXTERNAL' })],
    ['custom_key_store', ofKey({ origin: 'AWS_CLOUDHSM' })],
    ['external_key_store', ofKey({ origin: 'EXTERNAL_KEY_STORE' })],
    ['replica', ofKey({ multiRegion: 'replica' })],
    ['disabled', ofKey({ state: 'Disabled' })],
    ['pending_deletion', ofKey({ state: 'PendingDeletion' })],
    ['pending_import', ofKey({ origin: 'EXTERNAL', state: 'PendingImport' })],
    ['not_ready', ofKey({ state: 'Creating' })],
    ['already_so', { ...ofKey({ rotation: ON }), readRotation: [ON] }],
    ['key_not_found', { find: [[]], aliases: [['alias/payment', 'alias/quite-another']] }],
    ['key_ambiguous', { find: [[aKey(), aKey({ region: 'eu-central-1' })]] }],
    ['ciphertrust_fault', { find: [new CipherTrustFault(UNREACHABLE)] }],
    ['channel_unusable', { find: [[aKey()]], usable: [false] }],
  ])('with %s, in the audit log too', async (refusal, script) => {
    const { deps, rows, kinds, written, count } = createWorld(script)
    expect(await ask(deps, asker, wish)).toMatchObject({ kind: 'refused', refusal })
    expect(await kinds()).toEqual(['refused'])
    expect(written[0]?.entry).toMatchObject({ by: ANN, inputs: [{ command: 'rotate', refusal, count: 1 }] })
    expect([await rows('SELECT id FROM requests'), count('send')]).toEqual([[], 0])
  })

  it.each(['requested', 'approved', 'executing', 'calling', 'unconfirmed'] as const)(
    'a key whose request is %s, and shows that one',
    async (state) => {
      const { deps, walk, written } = createWorld({ find: [[aKey({ rotation: ON })]], readRotation: [ON] })
      const open = await walk(pathTo[state]())
      const reply = await ask(deps, askerOf(BOB, 'command:2'), wish)
      expect(reply).toMatchObject({ kind: 'refused', refusal: 'open_request', request: open })
      expect(written.at(-1)?.entry).toMatchObject({ kind: 'refused', inputs: [{ arn: open.key.arn }] })
    },
  )

  it('nothing because CipherTrust’s copy has a key on, where AWS has it off', async () => {
    const { deps } = createWorld({
      ...{ find: [[aKey({ rotation: ON })]], readRotation: [OFF], usable: [true] },
    })
    const reply = await ask(deps, asker, wish)
    expect(reply).toMatchObject({ kind: 'asked', request: { key: { rotation: { on: false } } } })
  })

  it('a key that seems to rotate, as long as AWS cannot be asked', async () => {
    const { deps } = createWorld({
      ...{ find: [[aKey({ rotation: ON })]], readRotation: [new CipherTrustFault(UNREACHABLE)] },
    })
    expect(await ask(deps, asker, wish)).toMatchObject({ refusal: 'ciphertrust_fault', fault: UNREACHABLE })
  })

  it('a key as long as a call that was settled by reading may still arrive', async () => {
    const { deps, walk, clock } = createWorld({ find: [[aKey()], [aKey()]], usable: [true] })
    const settled = succeed(a('unconfirmed'), aKey({ rotation: ON }), later(90))
    await walk([...pathTo.unconfirmed(), settled])
    clock.at = later(60 + 599)
    expect(await ask(deps, askerOf(BOB, 'command:2'), wish)).toMatchObject({
      refusal: 'settling',
      request: settled.to,
    })
    clock.at = later(60 + 600)
    expect(await ask(deps, askerOf(BOB, 'command:3'), wish)).toMatchObject({ kind: 'asked' })
  })

  it('with the facts its words are made from', async () => {
    const candidates = [aKey(), aKey({ region: 'eu-central-1' })]
    const find = [candidates, new CipherTrustFault(UNREACHABLE), [aKey({ state: 'Disabled' })], []]
    const { deps, wait } = createWorld({
      find,
      aliases: [['alias/other-things', 'alias/payment', 'alias/payment']],
    })
    const replies: unknown[] = []
    for (const n of [1, 2, 3, 4]) {
      replies.push(await ask(deps, askerOf(ANN, `command:${n}`), wish))
      wait(60)
    }
    expect(replies).toMatchObject([
      { candidates },
      { fault: UNREACHABLE },
      { key: { state: 'Disabled' } },
      { nearest: ['alias/payment'] },
    ])
  })

  it('the same input once, however often it is taken up', async () => {
    const { deps, take, kinds } = createWorld({ find: [[], []], aliases: [[], []] })
    await take(1)
    expect(asker.input).toBe(anInputId(1))
    for (const _ of [1, 2]) expect(await ask(deps, asker, wish)).toMatchObject({ refusal: 'key_not_found' })
    expect(await kinds()).toEqual(['refused'])
  })
})
