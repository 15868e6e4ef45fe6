import fc from 'fast-check'
import type { PersonId } from '../../../src/core/ids.ts'
import { ANN, KIM, LEA, SAM, SEALED } from './cast.ts'
import {
  anybody,
  FRESH,
  keyChange,
  lost,
  type Make,
  often,
  onCard,
  sendFault,
  whoSettles,
} from './choices.ts'
import type { Deed, Step } from './deeds.ts'
import { between, happens, mid, said, single } from './steps.ts'

type Part = Deed | Make<Deed>

/** One deed after the other, and something else in the middle of one of them. */
function phrase(...parts: readonly Part[]): Make<readonly Step[]> {
  const deeds = parts.map((part) => ('do' in part ? fc.constant(part) : part))
  return fc
    .tuple(fc.tuple(...deeds), mid, fc.nat(deeds.length - 1))
    .map(([all, mid, at]) => all.map((deed, index) => (index === at ? { deed, mid } : { deed })))
}

/** The same, where something else happens in the middle of the last deed for certain. */
function race(parts: readonly Part[], ...meanwhile: readonly Make<Deed>[]): Make<readonly Step[]> {
  return fc
    .tuple(phrase(...parts), between(fc.tuple(fc.oneof(...meanwhile))))
    .map(([steps, mid]) => steps.map((step, index) => (index === steps.length - 1 ? { ...step, mid } : step)))
}

const jobs: Deed = { do: 'jobs' }
const reset: Deed = { do: 'key', key: 0, set: FRESH }
const keyChanges = keyChange.map((set): Deed => ({ do: 'key', key: 0, set }))
const switchedOn: Deed = { do: 'key', key: 0, set: { on: true } }
const renamed: Deed = { do: 'key', key: 0, set: { alias: 7 } }
const renamedAgain: Deed = { do: 'key', key: 0, set: { alias: 8 } }
const ciphertrust = (down: boolean): Deed => ({ do: 'world', set: { down } })
const slack = (silent: boolean): Deed => ({ do: 'slack', silent })
const faulty = sendFault.map((send): Deed => ({ do: 'fault', of: { send } }))
const goesDown = lost.map((kind): Deed => ({ do: 'fault', of: { send: { kind, thenDown: true } } }))
const notSent: Deed = { do: 'fault', of: { send: { kind: 'not_sent', thenDown: false } } }
const unposted = fc
  .constantFrom('lost_before', 'lost_after')
  .map((post): Deed => ({ do: 'fault', of: { post } }))
const denial: Deed = { do: 'deny', who: SAM, which: 0 }
const lostAfter: Deed = { do: 'fault', of: { send: { kind: 'lost_after', thenDown: false } } }
/** Longer than a job's lease: the loop takes the job up again. */
const overslept: Deed = { do: 'wait', s: 200, promptly: true }
const settles: Make<Deed> = fc.record({
  ...{ do: fc.constantFrom('settle_on', 'settle_off'), who: whoSettles },
  ...{ which: fc.constant(0), place: onCard },
})
const hidden: Deed = { do: 'key', key: 0, set: { hidden: true } }
const channelGone: Deed = { do: 'world', set: { channelUsable: false } }
const late = (s: number): Deed => ({ do: 'wait', s, promptly: false })
const during = (from: number, to: number): Make<Deed> =>
  fc.integer({ min: from * 60, max: to * 60 }).map((s) => ({ do: 'wait', s, promptly: true }))

/** What seldom comes about by chance, on a key that is fit for it. */
function seldom(who: PersonId): Make<readonly Step[]> {
  const ask: Deed = { do: 'ask', who, key: 0 }
  const approve = (by: PersonId): Deed => ({ do: 'approve', who: by, which: 0 })
  const look: Deed = { do: 'look', who: KIM, which: 0, verdict: 'approve', place: 'card' }
  const withdraw: Deed = { do: 'withdraw', who, which: 0 }
  const asked = [reset, ask, jobs]
  const sealed: Part[] = [{ do: 'key', key: SEALED, set: FRESH }, { do: 'ask', who, key: SEALED }, jobs]
  const approved = [...asked, approve(KIM)]
  const inDoubt = [goesDown, ...approved, during(21, 28)]
  return often(
    [1, phrase(...approved, jobs)],
    [1, phrase(faulty, ...approved, jobs, during(1, 20))],
    [1, phrase(notSent, notSent, ...approved, jobs)],
    [3, phrase(...inDoubt, settles)],
    [1, phrase(...inDoubt, ciphertrust(false), during(60, 90))],
    [1, phrase(goesDown, ...approved, jobs, hidden, channelGone, during(21, 28))],
    [1, phrase(lostAfter, ...approved, during(1, 2), reset, ask)],
    [2, phrase(...asked, fc.oneof(keyChanges, fc.constant(renamed)), look)],
    [2, phrase(...approved, fc.oneof(keyChanges, fc.constantFrom(switchedOn, renamed)), jobs)],
    [1, phrase(...approved, late(1_000), jobs)],
    [1, phrase(...approved, withdraw, jobs)],
    [1, phrase(...asked, withdraw, jobs)],
    [1, phrase(...approved, said, jobs)],
    [2, race([...approved, jobs], fc.constant(withdraw))],
    [1, race([...approved, jobs], fc.constant({ do: 'restart' }))],
    [3, race([...approved, jobs], fc.constant(late(6)))],
    [1, race([...approved, jobs], fc.constantFrom(late(240), overslept), happens)],
    [1, race([...asked, approve(KIM)], fc.constantFrom(denial, withdraw), said)],
    [1, phrase(...asked, late(30_000), said, jobs)],
    [2, phrase(reset, ask, channelGone, fc.oneof(fc.constant(approve(KIM)), said), jobs)],
    [1, phrase(...approved, slack(true), jobs, slack(false), jobs)],
    [1, phrase({ do: 'restart', policy: 'loose' }, reset, ask, jobs)],
    [1, race([{ do: 'restart', policy: 'loose' }, reset, ask, renamed, jobs], fc.constant(renamedAgain))],
    [2, phrase(unposted, reset, ask, approve(KIM), jobs)],
    [1, phrase({ do: 'restart', policy: 'vague' }, ...asked, anybody.map(approve), said)],
    [
      3,
      phrase(
        { do: 'restart', policy: 'both' },
        ...asked,
        anybody.map(approve),
        fc.oneof(said, happens),
        approve(KIM),
        jobs,
      ),
    ],
    [1, phrase({ do: 'restart', policy: 'both' }, ...asked, approve(LEA), during(400, 500))],
    [1, phrase(...sealed, approve(KIM), { do: 'restart', policy: 'sealed' }, jobs)],
    [1, phrase(...sealed, { do: 'restart', policy: 'sealed' }, look, jobs)],
    [1, phrase(...asked, approve(SAM), happens, { do: 'restart', policy: 'tight' }, jobs)],
  )
}

const phrases = fc.constantFrom<PersonId[]>(ANN, SAM).chain(seldom)

/** A whole walk. */
export const walks: Make<readonly Step[]> = fc
  .array(fc.oneof({ weight: 3, arbitrary: single }, { weight: 3, arbitrary: phrases }), {
    ...{ minLength: 3, maxLength: 10 },
  })
  .map((parts) => parts.flat())
