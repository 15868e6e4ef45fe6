import { describe, expect, it } from 'vitest'
import type { Identity, People } from '../../src/ports.ts'
import { rememberNames } from '../../src/usecases/remember-names.ts'
import { ANN, KIM, SAM, SECURITY } from '../builders.ts'
import { openMemory } from '../memory-store.ts'
import { keptLog } from '../slack/harness.ts'

function known() {
  const memory = openMemory()
  const { log, lines } = keptLog()
  const identities = new Map<string, Identity>([
    [ANN, { ok: true, person: ANN, name: 'ann' }],
    [SAM, { ok: false, person: SAM, refusal: 'deactivated' }],
  ])
  const people: People = {
    identify: async (person) => identities.get(person) ?? { ok: false, person, refusal: 'foreign' },
    members: async () => [KIM],
  }
  const { names } = memory.store
  const remembering = rememberNames(people, { names, now: () => memory.clock.at, log })
  return {
    ...{ ...memory, lines, identities, people: remembering },
    names: () =>
      memory.rows('SELECT person, name, last_seen - first_seen AS known FROM names ORDER BY person'),
  }
}

describe('rememberNames', () => {
  it('notes under which name somebody was identified, and answers as before', async () => {
    const { people, names } = known()
    expect(await people.identify(ANN)).toEqual({ ok: true, person: ANN, name: 'ann' })
    expect(await people.members(SECURITY)).toEqual([KIM])
    expect(await names()).toEqual([{ person: ANN, name: 'ann', known: 0 }])
  })

  it('notes nobody who was refused', async () => {
    const { people, names } = known()
    for (const person of [SAM, KIM]) await people.identify(person)
    expect(await names()).toEqual([])
  })

  it('keeps the name that somebody goes by now, and since when they are known', async () => {
    const { people, names, identities, wait } = known()
    await people.identify(ANN)
    wait(60)
    identities.set(ANN, { ok: true, person: ANN, name: 'ann.new' })
    await people.identify(ANN)
    expect(await names()).toEqual([{ person: ANN, name: 'ann.new', known: 60_000 }])
  })

  it('writes it at most once an hour as long as it stays the same', async () => {
    const { people, names, wait } = known()
    for (const seconds of [3_000, 599, 1]) {
      await people.identify(ANN)
      wait(seconds)
    }
    expect(await names()).toMatchObject([{ known: 0 }])
    await people.identify(ANN)
    expect(await names()).toMatchObject([{ known: 3_600_000 }])
  })

  it('keeps nobody from anything when it cannot write, and tries again', async () => {
    const { people, names, rows, lines } = known()
    await rows(`CREATE TRIGGER full BEFORE INSERT ON names BEGIN SELECT RAISE(ABORT, 'disk full'); END`)
    expect(await people.identify(ANN)).toMatchObject({ ok: true })
    expect(lines).toMatchObject([{ level: 'warn' }])
    await rows('DROP TRIGGER full')
    await people.identify(ANN)
    expect(await names()).toHaveLength(1)
  })
})
