import type { Slack } from '../../../simulators/slack/start.ts'
import { twoPersonsPolicy } from '../../../simulators/stage.ts'
import { type Staged, staged } from '../staged.ts'
import { type Played, playWithDeath, record } from './kill.ts'
import { type Point, pointsOf } from './step.ts'
import { approval, change, denial, expiry, quorum, type Story, withdrawal } from './stories.ts'

export interface Flow {
  readonly name: string
  readonly story: Story
  /** How its requests end, oldest first. */
  readonly ends: readonly End[]
  /** What each is answered. */
  readonly heard: Played['heard']
  readonly policy?: (slack: Slack) => string
  /** How many approvals a request takes before it is carried out; one unless said otherwise. */
  readonly approvals?: number
  /** Those who may decide are reminded, unless the bot was away until it was too late. */
  readonly reminds?: boolean
  /** Another channel hears of the outcome. */
  readonly notifies?: boolean
  /** Points that are more here than in the flows before, although they are called the same. */
  readonly anew?: RegExp
}

export type End = 'succeeded' | 'failed' | 'denied' | 'superseded' | 'withdrawn' | 'expired'

const decided = { requester: ['asked'], approver1: ['decided'], approver2: [] }
const taken = { requester: ['asked', 'withdrawn'], approver1: [], approver2: [] }
const forgotten = { requester: ['asked'], approver1: [], approver2: [] }
const together = { requester: ['asked'], approver1: ['decided'], approver2: ['decided'] }

const soon = (slack: Slack) => twoPersonsPolicy(slack, '3s')
const remindedSoon = (slack: Slack) => `${twoPersonsPolicy(slack, '9s')}remind: 6s before expiry\n`
const quorumOfTwo = (slack: Slack) =>
  `${twoPersonsPolicy(slack).replace('approvals: 1', 'approvals: 2')}notify: [${slack.channels.payments}]\n`

export const FLOWS: readonly Flow[] = [
  { name: 'an approval', story: approval, ends: ['succeeded'], heard: decided },
  { name: 'a denial', story: denial, ends: ['denied'], heard: decided },
  { name: 'a key that changes', story: change, ends: ['superseded', 'succeeded'], heard: decided },
  { name: 'a withdrawal', story: withdrawal, ends: ['withdrawn'], heard: taken },
  { name: 'an expiry', story: expiry, ends: ['expired'], heard: forgotten, policy: soon },
  {
    ...{ name: 'a quorum of two', story: quorum, ends: ['succeeded'], heard: together, policy: quorumOfTwo },
    ...{ approvals: 2, notifies: true },
    // What the first approval leaves behind is a request that still waits; only the second is carried out.
    anew: /^(inputs\.take\(decision\)|ledger\.commit\(approved\)|messenger\.postLine\(approved\))#[12]:after$/,
  },
  {
    ...{ name: 'a reminder', story: expiry, ends: ['expired'], heard: forgotten, policy: remindedSoon },
    reminds: true,
  },
]

/** Every point of a flow, derived from the calls that are made when nobody dies. */
export async function everyPointOf(flow: Flow): Promise<readonly Point[]> {
  return onStage(flow, async (set) => pointsOf((await record(set, flow.story)).steps))
}

const MOST_TRIES = 3

/** Plays a flow in which the bot dies at a point. What runs side by side may pass a point by: then it is played again. */
export async function dieAt(flow: Flow, point: Point): Promise<Played> {
  for (let tries = 1; ; tries++) {
    const played = await onStage(flow, (set) => playWithDeath(set, flow.story, point))
    if (played.deaths > 0 || tries === MOST_TRIES) return played
  }
}

/** As many stages as two cores take. */
const AT_ONCE = 3
let free = AT_ONCE
const queue: (() => void)[] = []

/** A stage for one play, so that nothing of another can be mistaken for a part of it. */
async function onStage<T>({ policy = twoPersonsPolicy }: Flow, act: (set: Staged) => Promise<T>): Promise<T> {
  if (free > 0) free -= 1
  else await new Promise<void>((resolve) => queue.push(resolve))
  const set = await staged({ policy: (slack) => policy(slack) })
  try {
    await lagBehind(set)
    return await act(set)
  } finally {
    await set.close()
    const next = queue.shift()
    if (next) next()
    else free += 1
  }
}

/** CipherTrust's copy of a key goes on saying "off" after it was switched on: who trusts it sends twice. */
async function lagBehind({ stage }: Staged): Promise<void> {
  const response = await fetch(`${stage.ciphertrust.url}/control/lag`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ms: 60_000 }),
  })
  if (!response.ok) throw new Error(await response.text())
}
