import { describe, it } from 'vitest'
import { fixtureByAlias } from '../../simulators/ciphertrust/fixtures/fixture-keys.ts'
import { textOf } from '../../simulators/observed.ts'
import { refusalsOf } from './audit.ts'
import { type OneRequest, oneRequest } from './one-request.ts'
import { noApproval, readInVain } from './ways.ts'

/** Off, and of the KMS that reports periods; on every 180 days; off, and of the KMS that reports none. */
const [ELIGIBLE, EVERY_180, LEGACY] = [
  'alias/orders-eligible',
  'alias/orders-180',
  'alias/aws-test-key',
] as const

function ask(one: OneRequest, days: number) {
  return one.type(one.requester, `rotate ${one.key.alias} every ${days} days because CHG-4711`)
}

describe.concurrent('a period', () => {
  it('is set with the flag: on the card, in the log, and in AWS', async ({ expect }) => {
    await using one = await oneRequest(undefined, ELIGIBLE)

    expect(await ask(one, 180)).toEqual(['asked'])
    const { title } = await one.standing(/^Waiting/)
    const form = await one.seen.openForm(one.sam, await one.card(), 'approve')
    await one.seen.submit(one.sam, form ?? { id: '' })
    await one.reach('succeeded')

    expect(title).toContain('every 180 days')
    expect(textOf(form ?? { blocks: [] }, 'wish')).toContain('180 days')
    expect(await one.inAws()).toEqual({ on: true, sent: 1, accepted: 1 })
    expect(await one.periodInAws()).toBe(180)
    const [asked, ...later] = one.entries()
    expect(asked).toMatchObject({ kind: 'asked', periodDays: 180, before: { on: false } })
    expect(later.at(-1)).toMatchObject({
      kind: 'succeeded',
      how: 'called',
      after: { on: true, periodDays: 180 },
    })
    await one.onCard('Done')
    expect(textOf(await one.card(), 'rotation')).toContain('180 days')
  })

  it('is changed on a key that rotates, whose flag stays on', async ({ expect }) => {
    await using one = await oneRequest(undefined, EVERY_180)
    const before = await one.periodInAws()

    expect(await ask(one, 365)).toEqual(['asked'])
    const { title } = await one.standing(/^Waiting/)
    await one.approve()
    await one.reach('succeeded')

    expect([before, await one.periodInAws()]).toEqual([180, 365])
    expect(title).toContain('to 365 days')
    expect(await one.inAws()).toEqual({ on: true, sent: 1, accepted: 1 })
    expect(one.entries().at(-1)).toMatchObject({
      ...{ kind: 'succeeded', before: { on: true, periodDays: 180 }, after: { on: true, periodDays: 365 } },
    })
  })

  it('is kept by a request that takes the place of another', async ({ expect }) => {
    await using one = await oneRequest(undefined, ELIGIBLE)
    await ask(one, 180)
    await one.setKey({ aws_param: { Alias: ['alias/renamed'] } })
    await one.look()
    const fresh = one.steps.at(-1)?.request ?? ''
    const form = await one.seen.openForm(one.kim, await one.card(fresh), 'approve')
    await one.seen.submit(one.kim, form ?? { id: '' })
    await one.onCard('Replaced')

    expect(fresh).not.toBe(one.id())
    expect(await one.reach('succeeded', 1, () => fresh)).toContain('succeeded')
    expect(await one.periodInAws()).toBe(180)
  })

  it('that stands already is not asked for', async ({ expect }) => {
    await using one = await oneRequest(undefined, EVERY_180)

    expect(await ask(one, 180)).toEqual(['refused:already_so'])
    expect(await one.ask()).toEqual(['refused:already_so'])
    expect(one.steps).toEqual([])
  })

  it('that AWS changes to the one wanted before the call needs none', async ({ expect }) => {
    await using one = await oneRequest(undefined, EVERY_180)
    await ask(one, 365)
    await one.approve({ meanwhile: () => one.setKey({ aws_param: { RotationPeriodInDays: 365 } }) })
    await one.reach('succeeded')

    expect(await one.inAws()).toMatchObject({ sent: 0 })
    expect(one.entries().at(-1)).toMatchObject({ how: 'already_so' })
  })
})

describe.concurrent('a period on a CipherTrust that reports none', () => {
  it('is refused: there is no request, and the log has it', async ({ expect }) => {
    await using one = await oneRequest(undefined, LEGACY)

    expect(await ask(one, 180)).toEqual(['refused:period_unknown'])
    expect(refusalsOf(one.stage, one.requester)).toEqual(['period_unknown'])
    expect([one.steps, await one.seen.cards(), await one.seen.writes()]).toEqual([[], [], []])
    expect(await one.ask()).toEqual(['asked'])
  })

  it('is refused of a key that rotates with no word of how often', async ({ expect }) => {
    await using one = await oneRequest(undefined, 'alias/orders-on')

    expect(await ask(one, 180)).toEqual(['refused:period_unknown'])
    expect(one.steps).toEqual([])
  })

  it('where that could not be told before is never called done by the bot: a person is asked', async ({
    expect,
  }) => {
    await using one = await oneRequest(undefined, LEGACY)
    // No other key of its KMS rotates, so nothing shows whether it reports periods.
    await one.seen.key(fixtureByAlias('alias/orders-on').id, { aws_param: { KeyRotationEnabled: false } })
    await ask(one, 180)
    await one.approve()
    await one.reach('unconfirmed')
    await readInVain(one)

    expect(one.entries().find(({ kind }) => kind === 'unconfirmed')).toMatchObject({
      fault: { kind: 'period_untold', outcome: 'unknown' },
    })
    expect((await one.onCard('Not confirmed yet.')).question).toContain('180 days')
    expect(await one.press(one.kim, 'settle_on')).toEqual(['settled'])
    expect(one.entries().at(-1)).toMatchObject({
      ...{ kind: 'succeeded', how: 'settled', by: one.kim, after: { on: true, periodDays: 180 } },
    })
    expect(await one.inAws()).toEqual({ on: true, sent: 1, accepted: 1 })
  })
})

describe.concurrent('a period where the policy asks for no approval', () => {
  it('is set at once', async ({ expect }) => {
    await using one = await oneRequest(noApproval, ELIGIBLE)

    await ask(one, 90)
    await one.reach('succeeded')

    expect(await one.periodInAws()).toBe(90)
  })
})
