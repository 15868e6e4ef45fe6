import { describe, expect, it } from 'vitest'
import { OPEN_STATES } from '../../src/core/request.ts'
import { ANN, AUDIT, anInputId, aRequestId, CARD_TS, later, NO, pathTo } from '../builders.ts'
import { type MemoryStore, openMemory } from '../memory-store.ts'

const ID = aRequestId(1)

/** A life with something unfinished of every kind. */
async function aLife(): Promise<MemoryStore> {
  const memory = openMemory()
  const { store, walk, take } = memory
  await walk(pathTo.approved())
  for (const n of [1, 2]) await take(n)
  for (const n of [1, 2])
    await store.ledger.refuse(
      ANN,
      {
        command: 'rotate',
        refusal: 'hmac',
        input: anInputId(n),
        channel: AUDIT,
      },
      NO,
    )
  await store.inputs.answered(anInputId(2))
  return memory
}

describe('rebuildJobs', () => {
  it('wakes the same subjects when every job was dropped', async () => {
    const { store, rows, subjects } = await aLife()
    const unfinished = ['card:R-11111111', 'input:command:1', 'refusals:U0ANN', 'request:R-11111111']
    expect(await subjects()).toEqual(expect.arrayContaining(unfinished))
    await rows('DELETE FROM jobs')
    await store.rebuildJobs()
    expect(await subjects()).toEqual(unfinished)
  })

  it('frees every lease', async () => {
    const { store } = await aLife()
    for (let n = 0; n < 10; n++) await store.jobs.claim('bot-1', 180_000)
    await store.rebuildJobs()
    expect(await store.jobs.claim('bot-2', 180_000)).toMatchObject({ tries: 1 })
  })

  it.each([
    ['wakes a card that never came', (_: MemoryStore) => Promise.resolve(), ['card:R-11111111']],
    ['wakes a card that shows an older version', shows(4), ['card:R-11111111']],
    ['lets a card be that is up to date', shows(5), []],
    ['lets a card be that was given up', ({ store }: MemoryStore) => store.deliveries.cardGivenUp(ID), []],
  ] as const)('%s, where nothing else is owed', async (_, prepare, expected) => {
    const memory = openMemory()
    await memory.walk(pathTo.succeeded())
    await memory.rows('UPDATE messages SET posted_at = 1')
    await prepare(memory)
    await memory.rows('DELETE FROM jobs')
    await memory.store.rebuildJobs()
    expect(await memory.subjects()).toEqual(expected)
  })

  it('wakes a card that was given up where it stands, showing an older version', async () => {
    const memory = openMemory()
    const { store, rows } = memory
    await memory.walk(pathTo.succeeded())
    await shows(4)(memory)
    await store.deliveries.cardGivenUp(ID)
    await rows('UPDATE messages SET posted_at = 1')
    await rows('DELETE FROM jobs')
    await store.rebuildJobs()
    expect(await memory.subjects()).toEqual(['card:R-11111111'])
  })

  it('wakes a card that was given up when a message is owed', async () => {
    const { store, walk, rows, subjects } = openMemory()
    const { id } = await walk(pathTo.succeeded())
    await store.deliveries.cardGivenUp(id)
    await rows('DELETE FROM jobs')
    await store.rebuildJobs()
    expect(await subjects()).toEqual(['card:R-11111111'])
  })
})

function shows(version: number) {
  return ({ store }: MemoryStore) => store.deliveries.cardPosted(ID, CARD_TS, version)
}

describe('meetBot', () => {
  const cards = (rows: MemoryStore['rows']) => rows('SELECT ts, tries, lost FROM cards')
  const standing = { ts: CARD_TS, tries: 0, lost: 0 }

  async function posted(state: keyof typeof pathTo) {
    const memory = openMemory()
    await memory.walk(pathTo[state]())
    await shows(1)(memory)
    return memory
  }

  it.each([
    ['meets the first bot', ['B01']],
    ['meets the same bot again', ['B01', 'B01', 'B01']],
  ])('leaves the cards alone when it %s', async (_, bots) => {
    const { store, rows } = await posted('unconfirmed')
    for (const bot of bots) await store.meetBot(bot)
    expect(await cards(rows)).toEqual([standing])
  })

  it.each(['requested', 'approved', 'executing', 'calling', 'unconfirmed'] as const)(
    'has the card of a request that is %s posted anew by another bot, once',
    async (state) => {
      const { store, rows, subjects } = await posted(state)
      await store.meetBot('B01')
      for (const _ of [1, 2]) await store.meetBot('B02')
      await rows('DELETE FROM jobs')
      await store.rebuildJobs()
      expect(await cards(rows)).toEqual([{ ts: null, tries: 0, lost: 1 }])
      expect(await subjects()).toContain('card:R-11111111')
    },
  )

  it('leaves the card of an ended request where it stands', async () => {
    const { store, rows } = await posted('succeeded')
    for (const bot of ['B01', 'B02']) await store.meetBot(bot)
    expect(await cards(rows)).toEqual([standing])
  })

  it('leaves a card alone that never came', async () => {
    const { store, walk, rows } = openMemory()
    await walk(pathTo.requested())
    for (const bot of ['B01', 'B02']) await store.meetBot(bot)
    expect(await cards(rows)).toEqual([{ ts: null, tries: 0, lost: 0 }])
  })
})

describe('policyHash', () => {
  it('is the one that was set last', async () => {
    const { policyHash } = openMemory().store
    expect(await policyHash.read()).toBeNull()
    for (const hash of ['one', 'two']) await policyHash.set(hash)
    expect(await policyHash.read()).toBe('two')
  })

  /** A card that shows the newest version of its request, and starts under these policies. */
  async function startsUnder(state: keyof typeof pathTo, hashes: readonly string[]) {
    const memory = openMemory()
    const { version } = await memory.walk(pathTo[state]())
    await shows(version)(memory)
    for (const hash of hashes) await memory.store.policyHash.set(hash)
    return { version, drawn: (await memory.rows('SELECT drawn FROM cards'))[0]?.drawn }
  }

  it.each(OPEN_STATES)('has the card of a request that is %s drawn anew by another policy', async (state) => {
    expect(await startsUnder(state, ['one', 'two'])).toMatchObject({ drawn: 0 })
  })

  it.each([
    ['by the first policy', 'requested', ['one']],
    ['by the same policy', 'requested', ['one', 'one', 'one']],
    ['once the request is over', 'succeeded', ['one', 'two']],
  ] as const)('leaves the card as it is %s', async (_, state, hashes) => {
    const { version, drawn } = await startsUnder(state, hashes)
    expect(drawn).toBe(version)
  })

  it('wakes those cards, and only those, when the wake-ups are put in order', async () => {
    const { store, rows, subjects, ...memory } = openMemory()
    const { version } = await memory.walk(pathTo.requested())
    await store.deliveries.cardPosted(ID, CARD_TS, version)
    await rows('UPDATE messages SET posted_at = 1')
    await rows('DELETE FROM jobs')
    await store.policyHash.set('one')
    await store.rebuildJobs()
    const before = await subjects()
    await store.policyHash.set('two')
    await store.rebuildJobs()
    expect([before, await subjects()]).toEqual([
      ['request:R-11111111'],
      ['card:R-11111111', 'request:R-11111111'],
    ])
  })
})

describe('now_ms', () => {
  it('is the clock that was handed in', async () => {
    const { rows, wait } = openMemory()
    wait(5)
    expect(await rows('SELECT now_ms() AS now')).toEqual([{ now: later(5).getTime() }])
  })
})

describe('meetBot', () => {
  async function metBy(bots: readonly string[]) {
    const memory = openMemory()
    await memory.walk(pathTo.approved())
    await memory.store.deliveries.cardPosted(ID, CARD_TS, 2)
    for (const bot of bots) await memory.store.meetBot(bot)
    return memory.store
  }

  it.each([
    ['at the first start', ['B0ONE']],
    ['at a start of the same bot', ['B0ONE', 'B0ONE']],
  ])('keeps the cards %s', async (_, bots) => {
    const store = await metBy(bots)
    expect(await store.requests.cardOf(ID)).toMatchObject({ ts: CARD_TS })
  })

  it('has the cards of open requests posted again by a bot that was installed anew', async () => {
    const store = await metBy(['B0ONE', 'B0TWO'])
    expect(await store.requests.cardOf(ID)).toBeNull()
    expect(await store.deliveries.delivery(ID)).toMatchObject({ card: { ts: null, lost: 1 } })
  })
})
