import { describe, expect, it } from 'vitest'
import { CipherTrustFault } from '../../src/core/fault.ts'
import type { KeyReference } from '../../src/core/key-reference.ts'
import { resolveKey } from '../../src/usecases/resolve-key.ts'
import { show } from '../../src/usecases/show.ts'
import { aKey, HUNG_UP, pathTo } from '../builders.ts'
import { asker, createWorld } from './world.ts'

const payments: KeyReference = { by: 'alias', alias: 'alias/payments' }
const bare: KeyReference = { by: 'uuid', id: '7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77' }

describe('resolveKey', () => {
  it('is the one key that a reference names', async () => {
    const { deps, calls } = createWorld({ find: [[aKey()]] })
    expect(await resolveKey(deps.ciphertrust, payments)).toEqual({ ok: true, key: aKey() })
    expect(calls).toEqual([{ call: 'find', with: [payments] }])
  })

  it('names the 3 nearest aliases, each once, nearest first', async () => {
    const aliases = [
      'alias/pay',
      'alias/payment',
      'alias/paymentsX1',
      'alias/payment',
      'alias/zzz-zzz-zzz',
      'alias/playments',
    ]
    const { deps } = createWorld({ find: [[]], aliases: [aliases] })
    expect(await resolveKey(deps.ciphertrust, payments)).toMatchObject({
      refusal: 'key_not_found',
      facts: { nearest: ['alias/payment', 'alias/playments', 'alias/paymentsX1'] },
    })
  })

  it('knows a name again that is typed in another case', async () => {
    const { deps } = createWorld({ find: [[]], aliases: [['alias/PAYMENTS', 'alias/paymenta']] })
    expect(await resolveKey(deps.ciphertrust, payments)).toMatchObject({
      facts: { nearest: ['alias/PAYMENTS', 'alias/paymenta'] },
    })
  })

  it('says that there is no such key although its neighbours cannot be read', async () => {
    const { deps } = createWorld({ find: [[]], aliases: [new CipherTrustFault(HUNG_UP)] })
    const facts = { alias: 'alias/payments', nearest: [] }
    const refused = { ok: false, refusal: 'key_not_found', facts }
    expect(await resolveKey(deps.ciphertrust, payments)).toEqual(refused)
  })

  it('names those that have the name as a part, as one remembers a key by a word of its name', async () => {
    const aliases = ['alias/eu/payments-prod', 'alias/pay', 'alias/orders', 'alias/payments-staging']
    const { deps } = createWorld({ find: [[]], aliases: [aliases] })
    expect(await resolveKey(deps.ciphertrust, payments)).toMatchObject({
      facts: { nearest: ['alias/eu/payments-prod', 'alias/payments-staging'] },
    })
  })

  it('takes two letters for no part of a name', async () => {
    const { deps } = createWorld({ find: [[]], aliases: [['alias/payments-prod']] })
    expect(await resolveKey(deps.ciphertrust, { by: 'alias', alias: 'alias/pa' })).toMatchObject({
      facts: { nearest: [] },
    })
  })

  it('suggests nothing that shares only the prefix of every alias', async () => {
    const { deps } = createWorld({ find: [[]], aliases: [['alias/aws/s3', 'alias/ebs']] })
    expect(await resolveKey(deps.ciphertrust, payments)).toMatchObject({ facts: { nearest: [] } })
  })

  it('knows nothing near an id', async () => {
    const { deps, called } = createWorld({ find: [[]] })
    const refused = { ok: false, refusal: 'key_not_found', facts: { nearest: [] } }
    expect(await resolveKey(deps.ciphertrust, bare)).toEqual(refused)
    expect(called()).toEqual(['find'])
  })

  it('lets our own errors through', async () => {
    const { deps } = createWorld({ find: [new Error('a bug')] })
    await expect(resolveKey(deps.ciphertrust, payments)).rejects.toThrow('a bug')
  })
})

describe('show', () => {
  it('is the key, why it cannot rotate, and its last request', async () => {
    const { deps, walk, kinds } = createWorld({ find: [[aKey({ state: 'Disabled' })]] })
    const last = await walk(pathTo.failed())
    const entries = await kinds()
    expect(await show(deps, asker, payments)).toMatchObject({
      kind: 'key',
      key: aKey({ state: 'Disabled' }),
      ineligible: 'disabled',
      last,
    })
    expect(await kinds()).toEqual(entries)
  })

  it('makes no entry of a refusal', async () => {
    const { deps, kinds } = createWorld({ find: [new CipherTrustFault(HUNG_UP)] })
    expect(await show(deps, asker, payments)).toEqual({
      kind: 'refused',
      refusal: 'unreadable',
      fault: HUNG_UP,
    })
    expect(await kinds()).toEqual([])
  })
})
