import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hiddenBy } from '../../src/core/hidden-rules.ts'
import { Operation } from '../../src/core/operations.ts'
import { Match, Policy } from '../../src/core/policy.ts'
import { ruleFor } from '../../src/core/rules.ts'
import { aKey } from '../builders.ts'

const ON = 'enable-auto-rotation'
const STOP = 'disable-auto-rotation'
const matchesOf = (written: readonly object[]) => written.map((one) => Match.parse(one))

describe('hiddenBy', () => {
  it.each<[string, object, object[], readonly number[] | null]>([
    ['by nothing when it is the first', {}, [], null],
    ['by one that matches every key', { regions: ['eu-*'] }, [{}], [0]],
    ['not by a narrower one', {}, [{ regions: ['*-1'] }], null],
    ['by one that matches every Region, as every key has one', {}, [{ regions: ['*'] }], [0]],
    ['by one that matches every account', {}, [{ accounts: ['*'] }], [0]],
    ['not by one that matches every alias, as a key may have none', {}, [{ aliases: ['*'] }], null],
    ['by a wider pattern', { aliases: ['alias/root-eu'] }, [{ aliases: ['alias/root-*'] }], [0]],
    ['not by a narrower pattern', { aliases: ['alias/root-*'] }, [{ aliases: ['alias/root-eu'] }], null],
    [
      'by one with more values',
      { regions: ['eu-west-1', 'eu-west-2'] },
      [{ regions: ['eu-west-2', 'eu-west-3', 'eu-west-1'] }],
      [0],
    ],
    [
      'not by one with fewer values',
      { regions: ['eu-west-1', 'eu-west-2'] },
      [{ regions: ['eu-west-1'] }],
      null,
    ],
    [
      'by one with fewer fields',
      { regions: ['eu-west-1'], accounts: ['1*'] },
      [{ regions: ['eu-west-1'] }],
      [0],
    ],
    [
      'not by one with more fields',
      { regions: ['eu-west-1'] },
      [{ regions: ['eu-west-1'], aliases: ['*'] }],
      null,
    ],
    [
      'by a part of its values each',
      { regions: ['eu-west-1', 'eu-west-2'] },
      [{ regions: ['eu-west-2'] }, { regions: ['eu-west-1'] }],
      [0, 1],
    ],
    [
      'by the two operations, each in a rule of its own',
      { tags: { env: 'prod' } },
      [{ operations: [STOP] }, { operations: [ON] }],
      [0, 1],
    ],
    ['by one that lists both operations', { regions: ['eu-west-1'] }, [{ operations: [ON, STOP] }], [0]],
    ['not by one operation alone', {}, [{ operations: [STOP] }], null],
    [
      'by the first that does it alone',
      { regions: ['eu-west-1'] },
      [{ accounts: ['1*'] }, { regions: ['eu-west-1'] }, {}],
      [1],
    ],
    ['by a tag with a pattern', { tags: { env: 'prod' } }, [{ tags: { env: ['dev', 'pr*'] } }], [0]],
    ['not by another tag', { tags: { env: 'prod' } }, [{ tags: { team: 'a' } }], null],
    ['not by a tag that it does not ask for', {}, [{ tags: { env: '*' } }], null],
    [
      'not by two that leave one way out of four',
      { regions: ['eu-west-1', 'eu-west-2'], accounts: ['1*', '2*'] },
      [{ regions: ['eu-west-1'] }, { accounts: ['1*'] }],
      null,
    ],
    [
      'by three that leave none',
      { regions: ['eu-west-1', 'eu-west-2'], accounts: ['1*', '2*'] },
      [{ regions: ['eu-west-1'] }, { accounts: ['1*'] }, { regions: ['eu-west-2'], accounts: ['2*'] }],
      [0, 1, 2],
    ],
  ])('finds a rule hidden %s', (_, written, earlier, expected) => {
    expect(hiddenBy(Match.parse(written), matchesOf(earlier))).toEqual(expected)
  })

  it.each([
    [1_000, [0]],
    [1_001, null],
  ])('is looked for in as many as 2,000 pieces: %i Regions for two operations', (count, expected) => {
    const regions = Array.from({ length: count }, (_, n) => `eu-west-${n}`)
    expect(hiddenBy(Match.parse({ regions }), [{}])).toEqual(expected)
  })

  it('gives up, at once, where there are more pieces than anybody writes by hand', () => {
    const many = Array.from({ length: 200 }, (_, n) => `alias/${n}`)
    const written = { aliases: many, regions: many.map((name) => name.replace('alias/', 'eu-west-')) }
    expect(hiddenBy(Match.parse(written), [{}])).toBeNull()
  })
})

// So few values that rules hide one another often, and keys meet them.
const some = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 })
const match = fc.record(
  {
    aliases: some('alias/a', 'alias/*', '*', 'alias/?', 'alias/ab', '*b'),
    accounts: some('111111111111', '1*', '*', '222222222222'),
    regions: some('eu-west-1', 'eu-west-2', 'eu-*', '*'),
    tags: fc.dictionary(fc.constantFrom('env', 'team'), some('x', 'y', '*', '?'), { minKeys: 1, maxKeys: 2 }),
    operations: some<Operation>(...Operation.options),
  },
  { requiredKeys: [] },
)
const key = fc.record({
  aliases: fc.subarray(['alias/a', 'alias/b', 'alias/ab', 'alias/x/b']),
  account: fc.constantFrom('111111111111', '222222222222', '122222222222'),
  region: fc.constantFrom('eu-west-1', 'eu-west-2', 'us-east-1'),
  tags: fc
    .dictionary(fc.constantFrom('env', 'team', 'more'), fc.constantFrom('x', 'y', 'xy', ''))
    .map((tags) => Object.entries(tags).map(([name, value]) => ({ key: name, value }))),
})

describe('a rule that is called hidden', () => {
  it('is the first that matches for no key', { timeout: 60_000 }, () => {
    const met = { hidden: 0, together: 0 }
    fc.assert(
      fc.property(
        fc.array(match, { minLength: 2, maxLength: 5 }),
        fc.array(fc.tuple(key, fc.constantFrom(...Operation.options)), { minLength: 20, maxLength: 20 }),
        (written, asked) => {
          const earlier = written.map((one) => Match.parse(one))
          const last = earlier.pop() ?? {}
          const hiding = hiddenBy(last, earlier)
          if (!hiding) return
          met.hidden++
          if (hiding.length > 1) met.together++
          const rules = [...earlier, last].map((one, n) => ({ name: `rule ${n}`, match: one }))
          const policy = Policy.parse({ channel: 'C0AUDIT', requesters: ['U0ANN'], approvals: 0, rules })
          const found = asked.map(
            ([changes, operation]) => ruleFor(policy, { operation }, aKey(changes)).name,
          )
          expect(found).not.toContain(`rule ${earlier.length}`)
        },
      ),
      { numRuns: 4_000 },
    )
    expect(met.hidden).toBeGreaterThan(100)
    expect(met.together).toBeGreaterThan(10)
  })
})
