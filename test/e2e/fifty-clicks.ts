import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, blockIds, type Modal, type Seen, until } from '../../simulators/observed.ts'
import { twoPersonsPolicy } from '../../simulators/stage.ts'
import { entriesOf, outcomeOf } from './audit.ts'
import { type KeyName, type Staged, staged } from './staged.ts'

type Verdict = 'approve' | 'deny'

const FIFTY = Array.from({ length: 50 }, (_, index) => `U0FIFTY${index + 100}`)
const KEYS_OF_A_STAGE = 20
/** Slack's three seconds pass on a machine that is busy elsewhere; people do it once more then. */
const MOST_TRIES = 4

/** What fifty clicks on one card must come to, whoever was first. */
const ONE_DECISION = {
  connections: 2,
  acked: 50,
  decisions: 1,
  decided: 1,
  toldWhoDecided: 49,
  heardOnce: 50,
}
const DONE = { last: 'succeeded', cards: 1, sent: 1, committed: 1, shown: true, on: true }
const DENIED = { last: 'denied', cards: 1, sent: 0, committed: 0, shown: false, on: false }

/** Rounds in which fifty people approve one request at the same moment. */
export function describeFiftyClicks(rounds: number): void {
  const stages = Array.from({ length: rounds / KEYS_OF_A_STAGE }, (_, stage) => stage * KEYS_OF_A_STAGE)
  describe.each(stages)('fifty people who approve at once, from round %i on', (first) => {
    const play = stageOfFifty()
    it.each(Array.from({ length: KEYS_OF_A_STAGE }, (_, round) => first + round))(
      'make one decision and one call, and each hears once who decided (round %i)',
      async () => {
        expect(await play(() => 'approve')).toEqual({ ...ONE_DECISION, ...DONE })
      },
    )
  })
}

/** Rounds in which half of them deny; whoever clicks first has more of a chance to be first. */
export function describeHalfAgainstHalf(rounds: number): void {
  describe('fifty people of whom half approve and half deny', () => {
    const play = stageOfFifty()
    it.each(Array.from({ length: rounds }, (_, round) => round))(
      'make one decision, and the call only when it was to approve (round %i)',
      async (round) => {
        const outcome = await play((index) => ((index + round) % 2 === 0 ? 'approve' : 'deny'))

        expect(outcome).toEqual({ ...ONE_DECISION, ...(outcome.last === 'denied' ? DENIED : DONE) })
      },
    )
  })
}

/**
 * A stage for the tests of one describe; the function it returns plays one round on it, with a key of its own. The policy
 * names one group more than there is, and Slack takes a moment to say so: all who click meanwhile wait for one answer and
 * are judged in the same turn. Otherwise each click is judged and written in a turn of its own, and there is no race.
 */
function stageOfFifty(): (verdictOf: (index: number) => Verdict) => Promise<Round> {
  const stages: Staged[] = []
  beforeAll(async () => {
    const set = await staged({
      policy: (slack) => twoPersonsPolicy(slack).replace('approvers: [', 'approvers: [S0NOSUCHGROUP, '),
    })
    stages.push(set)
    const { stage, seen } = set
    await seen.world({
      join: FIFTY.map((id) => ({ id, name: id })),
      group: { id: stage.slack.groups.security, users: FIFTY },
    })
    await set.start()
    await until(seen.connections, (open) => open === 2)
    await seen.slackFault({ method: 'usergroups.users.list', kind: 'slow', ms: 20, times: 1_000_000 })
  })
  afterAll(async () => {
    await Promise.all(stages.map((set) => set.close()))
  })
  return async (verdictOf) => {
    const [set] = stages
    if (!set) throw new Error('there is no stage')
    return playRound(set, verdictOf)
  }
}

type Round = Awaited<ReturnType<typeof playRound>>

async function playRound(set: Staged, verdictOf: (index: number) => Verdict) {
  const { stage, seen } = set
  const key = set.freshKey()
  const card = await askFor(set, key)
  const open = async (person: string, index: number) => {
    for (let tries = 1; ; tries++) {
      const form = await seen.openForm(person, card, verdictOf(index))
      if (form?.callback_id === 'decision') return { person, form }
      if (form || tries === MOST_TRIES) throw new Error(`${person} got no form: ${JSON.stringify(form)}`)
    }
  }
  // The barrier: nobody submits before everybody has the form before them.
  const forms = await Promise.all(FIFTY.map(open))
  const connections = await seen.connections()
  const answers = await Promise.all(forms.map((one) => submit(set, one)))
  const outcome = await outcomeOf(stage, seen, key)
  const decisions = entriesOf(stage, key.id).filter(({ kind }) => kind === 'approved' || kind === 'denied')
  const request = decisions[0]?.request ?? ''
  const decider = `"user_id":"${decisions[0]?.by}"`
  const refused = answers.filter((answer) => blockIds(answer).includes('refused:already_decided'))
  const heard = await answersAbout(set, request)
  const { last, cards, sent, committed, shown, on } = outcome
  return {
    ...{ connections, decisions: decisions.length, last: last?.kind, cards, sent, committed, shown, on },
    acked: answers.filter(({ ackMs }) => ackMs !== null).length,
    decided: answers.filter((answer) => blockIds(answer).includes('decided')).length,
    toldWhoDecided: refused.filter(({ replies }) => JSON.stringify(replies).includes(decider)).length,
    heardOnce: FIFTY.filter((person) => heard.filter((one) => one === person).length === 1).length,
  }
}

async function askFor({ stage, seen }: Staged, { alias }: KeyName): Promise<Seen> {
  await seen.type(stage.slack.users.requester, `rotate ${alias}`)
  const [card] = await until(
    () => seen.cardsOf(alias),
    (cards) => cards.length > 0,
  )
  if (!card) throw new Error(`no card for ${alias}`)
  return card
}

interface Ready {
  readonly person: string
  readonly form: Modal
}

/** Sends the form, and the same one again where Slack saw no ack in time: it stays open before the person then. */
async function submit({ seen }: Staged, { person, form }: Ready): Promise<Answer> {
  const send = (wait: number) => seen.submit(person, form, 'says one of fifty', { wait })
  const first = await send(20_000)
  let answer = first
  for (let tries = 1; answer.ackMs === null && tries < MOST_TRIES; tries++)
    answer = { ...(await send(0)), replies: first.replies }
  return answer
}

/** Who of them was told about a request, where they clicked or directly: each as often as they were. */
async function answersAbout({ stage, seen }: Staged, request: string): Promise<readonly string[]> {
  const isAbout = ({ blocks }: Seen) => JSON.stringify(blocks).includes(request)
  const here = (await seen.transcript(stage.slack.channels.audit)).filter(isAbout)
  const directly = async (person: string) => (await seen.transcript(person)).filter(isAbout).map(() => person)
  return [
    ...here.map(({ ephemeralFor }) => ephemeralFor ?? ''),
    ...(await Promise.all(FIFTY.map(directly))).flat(),
  ]
}
