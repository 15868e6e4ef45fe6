import fc from 'fast-check'
import type { Deed, Step } from './deeds.ts'
import {
  amends,
  anybody,
  anything,
  approves,
  asksBy,
  asksIn,
  asksOf,
  badlyAsked,
  becomes,
  by,
  byOther,
  changesKey,
  clicks,
  denied,
  first,
  keyChanges,
  nobodyElse,
  onOrOff,
  people,
  reason,
  silence,
  waits,
  wellAsked,
  worldChanges,
} from './make-deeds.ts'
import { type Make, often } from './make-policy.ts'

type Deeds = readonly Make<Deed>[]

/** One after the other; the bot mostly gets to its own work in between. */
function phrase(...deeds: Deeds): Make<Step[]> {
  const works = often([3, fc.constant(true)], [1, fc.constant(false)])
  return fc.tuple(...deeds.map((deed) => fc.record({ deed, works })))
}

/** All of these before the bot gets to its own work again. */
function meanwhile(...deeds: Deeds): Make<Step[]> {
  return fc.tuple(
    ...deeds.map((deed, at) => fc.record({ deed, works: fc.constant(at === deeds.length - 1) })),
  )
}

/** First these, then those. */
function then(...parts: readonly Make<Step[]>[]): Make<Step[]> {
  return fc.tuple(...parts).map((steps) => steps.flat())
}

const asks = (approvals: number): Deeds => [wellAsked, amends({ approvals })]
const looks = clicks(by('approver'), 'look')
const approvesAgain = clicks(by('again'), 'approve')
const asAgain = clicks(byOther('again'), 'approve')
const asOwner = clicks(byOther('owner'), 'approve')
const withdraws = clicks(by('owner'), 'withdraw')
const alias = (name: string) => changesKey({ aliases: [`alias/${name}`] })
const unfit = fc.oneof(changesKey({ state: 'Disabled' }), changesKey({ state: 'PendingDeletion' }))
const otherwise = fc.oneof(
  unfit,
  changesKey({ on: true }),
  changesKey({ on: false }),
  alias('other'),
  keyChanges,
)
const fit: Deeds = [changesKey({ state: 'Enabled' }, 0)]
const silent: Deeds = [becomes('silent'), silence(true), silence(true)]
const heard: Deeds = [becomes('heard'), silence(false), silence(false), silence(false)]

/** What seldom comes about by chance. */
export const phrases = often<Step[]>(
  [6, phrase(wellAsked, approves, approves, approves)],
  [1, phrase(...asks(3), approves, approves, approves)],
  [3, meanwhile(wellAsked, approves, approves, approves, worldChanges)],
  [2, phrase(...asks(2), approves, amends({ approvals: 3 }), approves)],
  [2, phrase(...asks(3), approves, amends({ approvals: 1 }), approvesAgain)],
  [2, phrase(...asks(2), approves, fc.oneof(asAgain, approvesAgain), asOwner)],
  [2, phrase(...asks(2), approves, people('leaves', 'again'), approves, approves)],
  [2, phrase(...asks(2), approves, clicks(by('approver'), 'deny'))],
  [1, phrase(...asks(2), clicks(by('owner'), 'deny'), clicks(anybody, 'withdraw'))],
  [2, phrase(...asks(2), clicks(anybody, 'deny'), clicks(anybody, 'deny'))],
  [1, meanwhile(...asks(1), approves, amends({ approvals: 2 }))],
  [2, meanwhile(...asks(2), approves, approves, amends({ approvals: 1 }), people('deactivated', 'again'))],
  [2, phrase(...asks(2), changesKey('a read tag'), looks)],
  [2, meanwhile(...asks(1), approves, changesKey('a read tag'))],
  [1, meanwhile(wellAsked, approves, changesKey('an unread tag'))],
  [3, phrase(...asks(1), otherwise, looks)],
  [3, meanwhile(...asks(1), approves, otherwise)],
  [1, phrase(wellAsked, alias('other'), nobodyElse, looks)],
  [4, then(meanwhile(wellAsked, alias('one')), meanwhile(alias('two')))],
  [2, phrase(wellAsked, denied, fc.oneof(approves, looks))],
  [2, phrase(...asks(1), denied, waits(30, 450), waits(450))],
  [3, phrase(...asks(3), approves, amends({ approvals: 1 }), waits(450), approvesAgain)],
  [1, phrase(wellAsked, amends({ approvals: 0 }), approves)],
  [2, phrase(wellAsked, waits(20, 200, 450, 800), waits(40, 600), approves)],
  [1, meanwhile(...asks(1), waits(2_000), approves)],
  [2, phrase(...asks(1), ...silent, waits(450), waits(500), ...heard)],
  [
    1,
    phrase(wellAsked, ...silent, asksBy(first), clicks(fc.oneof(first, by('approver')), 'approve'), ...heard),
  ],
  [1, phrase(becomes('deactivated'), asksBy(first), clicks(first, 'approve'), becomes('back'))],
  [1, phrase(changesKey({ state: 'Disabled' }, 0), asksOf(0, { wish: onOrOff }), ...fit)],
  [1, phrase(changesKey({ state: 'PendingDeletion' }, 0), asksOf(0, { wish: onOrOff }), ...fit)],
  [1, phrase(changesKey({ on: true }, 0), asksOf(0, { wish: onOrOff }))],
  [1, meanwhile(wellAsked, approves, approves, waits(16))],
  [1, meanwhile(wellAsked, approves, withdraws)],
  [3, phrase(asksBy(anybody))],
  [2, phrase(asksOf(0), nobodyElse, withdraws, asksOf(0))],
  [6, phrase(asksIn)],
  [1, phrase(asksBy(by('stranger')), wellAsked, clicks(by('stranger'), 'approve'))],
  [1, phrase(wellAsked, clicks(by('approver'), 'withdraw'), clicks(by('admin'), 'withdraw'))],
  [3, phrase(changesKey({ on: false }, 0), asksOf(0, { wish: onOrOff, reason }))],
  [4, phrase(badlyAsked)],
  [4, phrase(anything)],
)
