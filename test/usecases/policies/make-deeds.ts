import fc from 'fast-check'
import { CHANNELS, REASONS } from './cast.ts'
import type { Amends, Asks, Deed, KeyChanges, PersonChanges, Which, Who } from './deeds.ts'
import { type Make, often, period, someAliases, someTags } from './make-policy.ts'

const oneOf = fc.constantFrom
const word = <const T extends string>(of: T): Make<T> => fc.constant(of)
const nth = often([3, fc.constant(0)], [2, fc.nat(5)])
const other = often([3, fc.constant(false)], [1, fc.constant(true)])
const FITTING = 'fitting'

export function by(as: Who['as']): Make<Who> {
  return fc.record({ as: word(as), nth, other })
}
export const anybody = by('anybody')
const newest: Make<Which> = fc.constant({ open: true, nth: 0 })
export const which: Make<Which> = often([4, newest], [2, fc.record({ open: fc.boolean(), nth: fc.nat(3) })])

const well = {
  ...{ do: word('ask'), who: by('requester') },
  key: fc.record({ fitting: fc.constant(true), nth: fc.nat(3) }),
  ...{
    wish: fc.constant<Asks['wish']>(FITTING),
    period: often<number | null>([3, fc.constant(null)], [1, period]),
  },
  ...{ reason: fc.constant<string | null>(FITTING), channel: fc.constant<string>(FITTING) },
}
/** Nothing is wrong with it, where that can be; or one thing may be. */
export const wellAsked: Make<Deed> = fc.record(well)
export const reason: Make<string | null> = fc.option(oneOf(...Object.keys(REASONS)), { freq: 1 })
export const badlyAsked = fc.oneof<Make<Deed>[]>(
  fc.record({ ...well, who: anybody }),
  fc.record({ ...well, key: fc.record({ fitting: fc.constant(false), nth: fc.nat(3) }) }),
  fc.record({ ...well, wish: oneOf('on', 'off') }),
  fc.record({ ...well, wish: word('on'), reason }),
  fc.record({ ...well, wish: word('on'), period }),
)
/** Of this very key, or by this very person. */
export const asksOf = (key: number, but: Partial<typeof well> = {}): Make<Deed> =>
  fc.record({ ...well, key: fc.constant({ fitting: false, nth: key }), ...but })
export const onOrOff = oneOf<('on' | 'off')[]>('on', 'off')
export const asksIn: Make<Deed> = fc.record({ ...well, channel: oneOf(...CHANNELS, 'D0DIRECT') })
export const asksBy = (who: Make<Who>): Make<Deed> => fc.record({ ...well, who })
export const clicks = (who: Make<Who>, ...does: ('look' | 'approve' | 'deny' | 'withdraw')[]): Make<Deed> =>
  fc.record({ do: word('click'), what: oneOf(...does), who, which })
export const approves = clicks(by('approver'), 'approve')
export const people = (what: PersonChanges['what'], as: Who['as']): Make<Deed> =>
  fc.record({ do: word('person'), who: by(as), which: newest, what: fc.constant(what) })
export const changesKey = (set: KeyChanges['set'], key: KeyChanges['key'] = 'asked'): Make<Deed> =>
  fc.constant({ do: 'key', key, set })
export const keyChanges: Make<Deed> = fc.record({
  ...{ do: word('key'), key: oneOf<(number | 'asked')[]>('asked', 0, 1, 2, 3) },
  set: fc.oneof<Make<KeyChanges['set']>[]>(
    someAliases.map((aliases) => ({ aliases })),
    someTags.map((tags) => ({ tags })),
    oneOf('a read tag', 'an unread tag'),
    fc.boolean().map((on) => ({ on })),
    oneOf(
      { state: 'Disabled' as const },
      { state: 'PendingDeletion' as const },
      { state: 'Enabled' as const },
    ),
    period.map((days) => ({ period: days })),
  ),
})
export const amends = (set: Amends['set']): Make<Deed> =>
  fc.constant({ do: 'amend', which: { open: true, nth: 0 }, set })
export const waits = (...minutes: number[]): Make<Deed> =>
  oneOf(...minutes).map((of) => ({ do: 'wait', minutes: of }))
export const silence = (silent: boolean): Make<Deed> =>
  fc.record({ do: word('group'), nth: fc.nat(2), silent: fc.constant(silent) })
/** The one whom `first` stands for. */
export const first: Make<Who> = fc.constant({ as: 'anybody', nth: 0, other: false })
export const becomes = (what: PersonChanges['what']): Make<Deed> =>
  fc.record({ do: word('person'), who: first, which, what: fc.constant(what) })
export const byOther = (as: Who['as']): Make<Who> => fc.constant({ as, nth: 0, other: true })

export const denied = amends({ deny: 'Not by now.' })
export const nobodyElse = amends({ requesters: ['U0NOBODY'] })
export const worldChanges = fc.oneof(
  keyChanges,
  people('leaves', 'again'),
  people('deactivated', 'again'),
  people('leaves', 'owner'),
  people('deactivated', 'owner'),
  people('silent', 'owner'),
  silence(true),
  denied,
  nobodyElse,
  amends({ approvals: 3 }),
)
export const anything: Make<Deed> = fc.oneof(
  badlyAsked,
  clicks(
    often([2, by('approver')], [2, anybody], [1, by('owner')], [1, by('again')]),
    'approve',
    'look',
    'deny',
  ),
  clicks(often([1, by('owner')], [1, by('admin')], [1, anybody]), 'withdraw'),
  fc.record({
    ...{ do: word('person'), who: anybody, which },
    what: oneOf('leaves', 'joins', 'deactivated', 'back', 'back', 'silent', 'heard', 'heard'),
  }),
  often([1, silence(true)], [2, silence(false)]),
  keyChanges,
  fc.record({ do: word('restart'), policy: fc.nat(2) }),
  fc.nat(3).chain((approvals) => amends({ approvals })),
  waits(1, 10, 40, 200, 900),
)
