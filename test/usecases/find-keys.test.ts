import { describe, expect, it } from 'vitest'
import { CipherTrustFault } from '../../src/core/fault.ts'
import { KeyId } from '../../src/core/ids.ts'
import { findKeys } from '../../src/usecases/find-keys.ts'
import { aKey, HUNG_UP } from '../builders.ts'
import { createWorld } from './world.ts'

function keysOf(count: number) {
  return Array.from({ length: count }, (_, n) => {
    const number = String(n).padStart(3, '0')
    return aKey({
      id: KeyId.parse(`2f3b9c1e-0d5f-4a43-9a64-6a2f0c6f1${number}`),
      aliases: [`alias/k${number}`],
    })
  })
}

describe('findKeys', () => {
  it('looks through all keys for a text, in the Region where one is named', async () => {
    const { deps, calls } = createWorld({
      list: [
        { keys: [aKey()], cut: false },
        { keys: [], cut: false },
      ],
    })
    const found = await findKeys(deps, { text: 'pay' }, 1)
    expect(found).toEqual({
      ...{ kind: 'found', sought: { text: 'pay' }, keys: [aKey()], first: 0, total: 1 },
      ...{ cut: false, nearest: [], next: null },
    })
    await findKeys(deps, { text: 'pay', region: 'eu-west-1' }, 1)
    expect(calls).toEqual([
      { call: 'list', with: [{}] },
      { call: 'list', with: [{ region: 'eu-west-1' }] },
    ])
  })

  it.each([
    ['arn:aws:kms:eu-west-1:123456789012:key/7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77'],
    ['arn:aws:kms:eu-west-1:123456789012:alias/payments'],
    ['7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77'],
    ['2f3b9c1e-0d5f-4a43-9a64-6a2f0c6f1b01'],
    [
      'https://eu-west-1.console.aws.amazon.com/kms/home?region=eu-west-1#/kms/keys/7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77',
    ],
  ])('asks for one key where the text names one: %s', async (text) => {
    const { deps, called } = createWorld({ find: [[aKey()]] })
    expect(await findKeys(deps, { text }, 1)).toMatchObject({ total: 1, keys: [aKey()] })
    expect(called()).toEqual(['find'])
  })

  it('keeps to the options where the text names one key', async () => {
    const { deps } = createWorld({ find: [[aKey()], [aKey()]] })
    const { arn: text } = aKey()
    expect(await findKeys(deps, { text, rotation: 'on' }, 1)).toMatchObject({ total: 0 })
    expect(await findKeys(deps, { text, rotation: 'off' }, 1)).toMatchObject({ total: 1 })
  })

  it('gives the keys out page by page, each once', async () => {
    const keys = keysOf(60)
    const list = { keys: keys.toReversed(), cut: true }
    const { deps } = createWorld({ list: [list, list, list, list] })
    const seen: string[] = []
    const nexts: unknown[] = []
    for (const page of [1, 2, 3]) {
      const found = await findKeys(deps, { text: 'k' }, page)
      if (found.kind !== 'found') throw new Error(found.refusal)
      seen.push(...found.keys.map(({ id }) => id))
      nexts.push(found.next)
      expect(found).toMatchObject({ total: 60, cut: true, first: (page - 1) * 25 })
    }
    expect(seen).toEqual(keys.map(({ id }) => id))
    expect(nexts).toEqual([2, 3, null])
    expect(await findKeys(deps, { text: 'k' }, 4)).toMatchObject({ keys: [], total: 60, next: null })
  })

  it.each([
    ['paymnets', ['alias/payments']],
    ['PAYMENT-S', ['alias/payments']],
    ['orders', []],
    ['', []],
  ])('names what may have been meant where there is none: %j', async (text, nearest) => {
    const { deps } = createWorld({ list: [{ keys: [aKey()], cut: false }] })
    const found = await findKeys(deps, { text, rotation: 'on' }, 1)
    expect(found).toMatchObject({ total: 0, nearest })
  })

  it('says what is wrong with CipherTrust, and makes no entry', async () => {
    const { deps, kinds } = createWorld({ list: [new CipherTrustFault(HUNG_UP)] })
    const refused = { kind: 'refused', refusal: 'unreadable', fault: HUNG_UP }
    expect(await findKeys(deps, { text: 'pay' }, 1)).toEqual(refused)
    expect(await kinds()).toEqual([])
  })

  it('hides no mistake of our own', async () => {
    const { deps } = createWorld({ list: [new Error('ours')] })
    await expect(findKeys(deps, { text: 'pay' }, 1)).rejects.toThrow('ours')
  })
})
