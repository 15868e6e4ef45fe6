import fc from 'fast-check'
import {
  anybody,
  asker,
  decider,
  fault,
  key,
  keyChange,
  knobs,
  type Make,
  mostly,
  often,
  onCard,
  place,
  policy,
  seconds,
  which,
  whoSettles,
} from './choices.ts'
import type { Deed, Mid, Step } from './deeds.ts'

type Do<D extends Deed['do']> = Make<D>
const word = <D extends Deed['do']>(does: D): Do<D> => fc.constant(does)

/** Something that a person types or presses. */
export const said: Make<Deed> = often<Deed>(
  [4, fc.record({ do: word('ask'), who: asker, key })],
  [
    3,
    fc.record({
      do: word('look'),
      who: decider,
      which,
      place,
      verdict: mostly<'approve' | 'deny'>('approve', 'deny'),
    }),
  ],
  [
    6,
    fc.record({
      do: mostly<'approve' | 'deny' | 'withdraw'>('approve', 'deny', 'withdraw'),
      who: decider,
      which,
    }),
  ],
  [1, fc.record({ do: word('withdraw'), who: asker, which })],
  [2, fc.record({ do: fc.constantFrom('settle_on', 'settle_off'), who: whoSettles, which, place: onCard })],
  [1, fc.record({ do: word('ask_again'), who: asker, which, place: onCard })],
  [1, fc.constant({ do: 'same again' })],
)

/** Something that nobody says to the bot. */
export const happens: Make<Deed> = often<Deed>(
  [5, fc.constant({ do: 'jobs' })],
  [4, fc.record({ do: word('wait'), s: seconds, promptly: fc.boolean() })],
  [1, fc.constant({ do: 'restart' })],
  [1, fc.record({ do: word('restart'), policy })],
  [3, fc.record({ do: word('key'), key, set: keyChange })],
  [
    2,
    fc.record({
      do: word('people'),
      who: anybody,
      change: fc.constantFrom('leaves', 'joins', 'is deactivated', 'is back'),
    }),
  ],
  [1, fc.record({ do: word('slack'), silent: fc.boolean() })],
  [1, fc.record({ do: word('world'), set: knobs })],
  [1, fc.record({ do: word('card deleted'), which })],
  [2, fc.record({ do: word('fault'), of: fault })],
)

const deed = fc.oneof(said, happens)

/** These happen in the middle of something else. */
export function between(deeds: Make<Deed[]>): Make<Mid> {
  const when = fc.constantFrom('before', 'after')
  return fc.oneof(
    fc.record({ what: fc.constant('call'), nth: fc.integer({ min: 1, max: 24 }), when, deeds }),
    fc.record({ what: fc.constant('commit'), nth: fc.integer({ min: 1, max: 3 }), when, deeds }),
  )
}

/** Mostly nothing. */
export const mid: Make<Step['mid']> = fc.option(between(fc.array(deed, { minLength: 1, maxLength: 2 })), {
  ...{ nil: undefined, freq: 4 },
})

/** One deed, with the jobs after it done at once or not. */
export const single: Make<readonly Step[]> = fc
  .tuple(deed, mid, mid, mostly(true, false))
  .map(([deed, mid, later, promptly]) => [
    { deed, mid },
    ...(promptly ? [{ deed: { do: 'jobs' } as const, mid: later }] : []),
  ])
