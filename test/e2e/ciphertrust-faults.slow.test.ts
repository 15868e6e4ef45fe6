import { describe, expect, it } from 'vitest'
import { blockIds, until } from '../../simulators/observed.ts'
import { countedRefusalsOf, outcomeOf } from './audit.ts'
import { type KeyName, stageOfFile } from './staged.ts'

const { stage, seen, freshKey } = await stageOfFile()

const ACK_WITHIN_MS = 1_000

const bare = ({ alias }: KeyName) => alias.replace('alias/', '')
const lookUpOf = (key: KeyName) => `GET /api/v1/cckm/aws/keys?alias=${bare(key)}&`
const writeOf = (key: KeyName) => `POST /api/v1/cckm/aws/keys/${key.id}/enable-auto-rotation`
const ask = (key: KeyName, wait = 10_000) =>
  seen.type(stage.slack.users.requester, `rotate ${key.alias}`, { wait })

describe.concurrent('CipherTrust that takes ten seconds', () => {
  it('is waited for at the look-up, and the ack comes at once', async ({ expect }) => {
    const key = freshKey()
    await seen.cipherTrustFault({ kind: 'slow', ms: 10_000, match: lookUpOf(key) })

    const answer = await ask(key, 20_000)

    expect(answer.ackMs).toBeLessThan(ACK_WITHIN_MS)
    expect(blockIds(answer)).toEqual(['asked'])
    expect(await outcomeOf(stage, seen, key)).toMatchObject({ sent: 1, committed: 1, on: true, shown: true })
  })

  it('is waited for at the write, and the ack comes at once', async ({ expect }) => {
    const key = freshKey()
    await seen.cipherTrustFault({ kind: 'slow', ms: 10_000, match: writeOf(key) })

    const answer = await ask(key)

    expect(answer.ackMs).toBeLessThan(ACK_WITHIN_MS)
    expect(blockIds(answer)).toEqual(['asked'])
    expect(await outcomeOf(stage, seen, key)).toMatchObject({
      last: { kind: 'succeeded', how: 'called' },
      ...{ sent: 1, committed: 1, on: true, shown: true },
    })
  })

  it('holds up nobody who asks for help or for another key', async ({ expect }) => {
    const [slow, other] = [freshKey(), freshKey()]
    await seen.cipherTrustFault({ kind: 'slow', ms: 10_000, match: lookUpOf(slow) })
    const waiting = ask(slow, 20_000)

    const help = await seen.type(stage.slack.users.requester, 'help')
    const asked = await ask(other, 5_000)

    expect(blockIds(help)).toContain('commands')
    expect(blockIds(asked)).toEqual(['asked'])
    expect(blockIds(await waiting)).toEqual(['asked'])
  })
})

describe.concurrent('a fault at the look-up', () => {
  it.for<readonly [string, object]>([
    ['no answer at all', { kind: 'hang' }],
    ['401, also with a new token', { kind: '401', times: 2 }],
    ['403 without a licence', { kind: '403_licence' }],
    ['429, again and again', { kind: '429', times: 3 }],
    ['500', { kind: '500' }],
    ['a page of HTML, again and again', { kind: '5xx_html', times: 3 }],
    ['a hang-up, again and again', { kind: 'hangup_before', times: 3 }],
  ])('%s is told in a sentence, and nothing is asked', async ([, fault], { expect }) => {
    const key = freshKey()
    await seen.cipherTrustFault({ ...fault, match: lookUpOf(key) })

    const answer = await ask(key, 30_000)

    expect(answer.ackMs).toBeLessThan(ACK_WITHIN_MS)
    expect(blockIds(answer)).toEqual(['refused:ciphertrust_fault'])
    expect((await seen.writes()).filter(({ path }) => path.includes(key.id))).toEqual([])
    expect(await seen.cardsOf(key.alias)).toEqual([])
  })

  it.for<readonly [string, object]>([
    ['401, once', { kind: '401' }],
    ['a page of HTML, once', { kind: '5xx_html' }],
    ['a hang-up, once', { kind: 'hangup_before' }],
  ])('%s is not even noticed', async ([, fault], { expect }) => {
    const key = freshKey()
    await seen.cipherTrustFault({ ...fault, match: lookUpOf(key) })

    expect(blockIds(await ask(key))).toEqual(['asked'])
  })
})

describe('the audit log', () => {
  it('holds each of those faults by its kind', async () => {
    const faults = await countedRefusalsOf(stage, stage.slack.users.requester, 7)

    expect([...faults].sort()).toEqual([
      'hung_up',
      'licence',
      'rate_limited',
      'server_error',
      'server_error',
      'timeout',
      'unauthorized',
    ])
  })
})

const NOTHING_DONE = { committed: 0, on: false, shown: false }
const DONE = { committed: 1, on: true, shown: true }

describe.concurrent('a fault at the write', () => {
  it.for<readonly [string, object, string, object]>([
    ['401 once', { kind: '401' }, 'succeeded', { sent: 2, ...DONE }],
    ['401 twice', { kind: '401', times: 2 }, 'failed', { sent: 2, ...NOTHING_DONE }],
    ['429 once', { kind: '429' }, 'succeeded', { sent: 2, ...DONE }],
    ['429 twice', { kind: '429', times: 2 }, 'failed', { sent: 2, ...NOTHING_DONE }],
    ['403 without a licence', { kind: '403_licence' }, 'failed', { sent: 1, ...NOTHING_DONE }],
    [
      'a no of AWS',
      { kind: 'aws_error', exception: 'DisabledException' },
      'failed',
      { sent: 1, ...NOTHING_DONE },
    ],
    [
      'AWS gave up',
      { kind: 'aws_error', exception: 'DependencyTimeoutException' },
      'unconfirmed',
      { sent: 1, ...NOTHING_DONE },
    ],
    ['500', { kind: '500' }, 'unconfirmed', { sent: 1, ...NOTHING_DONE }],
    ['a page of HTML', { kind: '5xx_html' }, 'unconfirmed', { sent: 1, ...NOTHING_DONE }],
    ['a hang-up before it', { kind: 'hangup_before' }, 'unconfirmed', { sent: 1, ...NOTHING_DONE }],
    ['a hang-up after it', { kind: 'hangup_after_commit' }, 'succeeded', { sent: 1, ...DONE }],
    ['another flag in the answer', { kind: 'flag_wrong' }, 'unconfirmed', { sent: 1, ...NOTHING_DONE }],
    ['a copy that lags', { kind: 'stale_read', ms: 3_000 }, 'succeeded', { sent: 1, ...DONE }],
  ])('%s: told, recorded, and never done twice', async ([, fault, kind, expected], { expect }) => {
    const key = freshKey()
    await seen.cipherTrustFault({ ...fault, match: writeOf(key) })

    const answer = await ask(key)
    const outcome = await outcomeOf(stage, seen, key, [kind])

    expect(blockIds(answer)).toEqual(['asked'])
    expect(outcome).toMatchObject({ last: { kind }, cards: 1, thread: outcome.owed, ...expected })
    expect(outcome.told).toBe(kind === 'unconfirmed' ? 0 : 1)
  })

  it('a lost answer ends as succeeded by reading, with one accepted call', async ({ expect }) => {
    const key = freshKey()
    await seen.cipherTrustFault({ kind: 'hangup_after_commit', match: writeOf(key) })

    await ask(key)

    expect(await outcomeOf(stage, seen, key)).toMatchObject({
      kinds: ['asked', 'approved', 'claimed', 'calling', 'unconfirmed', 'succeeded'],
      last: { how: 'read_later' },
      ...{ sent: 1, committed: 1, cards: 1 },
    })
  })

  it('a key that vanishes just before ends as failed', async ({ expect }) => {
    const key = freshKey()
    await seen.cipherTrustFault({ kind: 'slow', ms: 1_000, match: writeOf(key) })
    await ask(key)
    await until(
      () => seen.writes(),
      (writes) => writes.some(({ path }) => path.includes(key.id)),
    )
    await seen.key(key.id, { hidden: true })

    expect(await outcomeOf(stage, seen, key)).toMatchObject({
      last: { kind: 'failed', fault: { kind: 'not_found' } },
      ...{ sent: 1, ...NOTHING_DONE },
    })
  })
})
