import { PLANTS } from './plants.ts'
import { simulate } from './simulate.ts'

export interface Recorded {
  readonly bug: keyof typeof PLANTS
  /** A seed that finds it. */
  readonly seed: number
  /** The promise that it breaks there. */
  readonly breaks: RegExp
}

export const RECORDED: readonly Recorded[] = [
  {
    bug: 'a step is written without looking at the version',
    seed: 116,
    breaks: /steps, but has|which no request may/,
  },
  { bug: 'a message is not looked for before it is posted again', seed: 3, breaks: /stands twice/ },
  { bug: 'the mark is written only after the call', seed: 1, breaks: /without a mark/ },
  { bug: 'whoever slept after the mark sends all the same', seed: 48, breaks: /long after its mark/ },
  { bug: 'a call whose answer was lost is sent again', seed: 1, breaks: /without a mark|a second call/ },
  {
    bug: 'whoever has left an approving group still counts',
    seed: 3,
    breaks: /approvals that count|is no approver/,
  },
  { bug: 'a refusal is said, but not recorded', seed: 1, breaks: /stand in the audit log/ },
  { bug: 'what was under way is forgotten at a start', seed: 2, breaks: /for ever|never/ },
  { bug: 'an input counts as answered before it is', seed: 1, breaks: /was never answered/ },
  {
    bug: '“off” is believed before the ten minutes are over',
    seed: 8,
    breaks: /shown as failed, but its call/,
  },
  { bug: 'an answer is shown as done without reading the key back', seed: 57, breaks: /shown as done, but/ },
  { bug: 'a request expires without an entry', seed: 6, breaks: /steps, but has/ },
  { bug: 'an approval that waits never goes stale', seed: 32, breaks: /approval that is old/ },
  {
    bug: 'a key is free again while a call may still reach it',
    seed: 35,
    breaks: /may still be carried out$/,
  },
  { bug: 'a call does not wait for its card', seed: 207, breaks: /before anybody could see its card/ },
  { bug: 'whoever has left the group that may ask still may', seed: 111, breaks: /may not ask any more/ },
  { bug: 'an anchor is not looked for before it is posted again', seed: 30, breaks: /anchor stands twice/ },
  { bug: 'an anchor is chosen anew at each try', seed: 6, breaks: /two anchors of/ },
  { bug: 'an anchor names the entry before its own', seed: 1, breaks: /has not the hash/ },
  {
    bug: 'an anchor that came to nothing is not tried again',
    seed: 24,
    breaks: /anchor at entry \d+ was never posted/,
  },
]

/** The first of these seeds with which a bot with this bug breaks that promise; null when all of them miss it. */
export async function firstThatFinds(
  { bug, breaks }: Recorded,
  { from, seeds }: { readonly from: number; readonly seeds: number },
): Promise<number | null> {
  const plant = PLANTS[bug]
  if (!plant) throw new Error(`nobody planted: ${bug}`)
  for (let seed = from; seed < from + seeds; seed++)
    if (breaks.test((await simulate({ seed, plant })).wrong ?? '')) return seed
  return null
}
