import { describe, expect, it } from 'vitest'
import { CipherTrustFault } from '../../src/core/fault.ts'
import { parseKeyReference } from '../../src/core/key-reference.ts'
import { history } from '../../src/usecases/history.ts'
import { ANN, aKey, aRequestId, HUNG_UP, later, pathTo, T0 } from '../builders.ts'
import { createWorld, type Script } from './world.ts'

const named = (text: string) => {
  const reference = parseKeyReference(text)
  if (!reference) throw new Error(`${text} is no key`)
  return { kind: 'key', reference } as const
}

async function aWorld(script: Script = {}) {
  const world = createWorld(script)
  await world.walk(pathTo.succeeded())
  return world
}

describe('history', () => {
  it('of everything asks nobody but the log, and makes no entry', async () => {
    const { deps, called, kinds } = await aWorld()
    const found = await history(deps, null, {})
    expect(found).toMatchObject({ kind: 'history', of: null, more: false })
    expect(found).toHaveProperty('rows.length', 5)
    expect(called()).toEqual([])
    expect(await kinds()).toHaveLength(5)
  })

  it('of a key by its ARN asks the log alone: the key may be gone, and CipherTrust away', async () => {
    const { deps, called } = await aWorld()
    const found = await history(deps, named(aKey().arn), {})
    expect(found).toMatchObject({ of: { kind: 'key', arn: aKey().arn } })
    expect(found).toHaveProperty('rows.length', 5)
    expect(called()).toEqual([])
  })

  it.each([
    'arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77',
    'arn:aws-cn:kms:cn-north-1:123456789012:key/mrk-6ca104944834b647f80f86c2d15ebc49',
  ])('knows an ARN of another partition: %s', async (arn) => {
    const { deps } = await aWorld()
    expect(await history(deps, named(arn), {})).toMatchObject({ of: { arn } })
  })

  it('of a key by its alias asks CipherTrust which key that is', async () => {
    const { deps } = await aWorld({ find: [[aKey()]] })
    const found = await history(deps, named('alias/payments'), {})
    expect(found).toHaveProperty('rows.length', 5)
  })

  it.each([
    ['no key', { find: [[]], aliases: [[]] }, { refusal: 'key_not_found' }],
    ['several keys', { find: [[aKey(), aKey()]] }, { refusal: 'key_ambiguous' }],
    ['no answer', { find: [new CipherTrustFault(HUNG_UP)] }, { refusal: 'unreadable', fault: HUNG_UP }],
  ])('says so where an alias leads to %s', async (_, script, refused) => {
    const { deps } = await aWorld(script)
    expect(await history(deps, named('alias/payments'), {})).toMatchObject({ kind: 'refused', ...refused })
  })

  it('of a request and of a person', async () => {
    const { deps } = await aWorld()
    const ofRequest = await history(deps, { kind: 'request', request: aRequestId(1) }, {})
    expect(ofRequest).toHaveProperty('rows.length', 5)
    expect(await history(deps, { kind: 'person', person: ANN }, {})).toHaveProperty('rows.length', 1)
  })

  it('keeps to times counted from now, and says which they were', async () => {
    const { deps, clock } = await aWorld()
    clock.at = later(60 * 60)
    const found = await history(deps, null, { since: '1h', until: '2026-03-02' })
    const until = Date.parse('2026-03-02T23:59:59.999Z')
    expect(found).toMatchObject({ since: T0.getTime(), until })
    expect(found).toHaveProperty('rows.length', 5)
    expect(await history(deps, null, { since: '59min' })).toHaveProperty('rows.length', 2)
  })

  it('comes in pages of 20, which follow one another', async () => {
    const { deps, store } = await aWorld()
    for (let n = 0; n < 40; n += 1)
      await store.ledger.note({ v: 1, kind: 'stopped', at: later(100 + n).toISOString() })
    const seqs: number[] = []
    const mores: boolean[] = []
    let before: number | undefined
    for (let page = 0; page < 3; page += 1) {
      const found = await history(deps, null, before === undefined ? {} : { before })
      if (found.kind !== 'history') throw new Error(found.refusal)
      seqs.push(...found.rows.map(({ seq }) => seq))
      mores.push(found.more)
      before = found.rows.at(-1)?.seq
    }
    expect(seqs).toEqual(Array.from({ length: 45 }, (_, n) => 45 - n))
    expect(mores).toEqual([true, true, false])
  })
})
