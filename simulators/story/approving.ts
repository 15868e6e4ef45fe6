import { blockIds, isA, textOf, until } from '../observed.ts'
import { DOCUMENTED_KEY } from './asking.ts'
import { type Acts, has, linesAreWitnessed, type Scene } from './scene.ts'

const KEY = 'alias/aws-test-key'

/** A second person decides, and the call is made. */
export function approving(scene: Scene): Acts {
  const { slack, seen, openForm, callsFor } = scene
  const { requester, approver1, outsider } = slack.users
  return {
    'the card asks for a decision, and nothing is called before there is one': async () => {
      const card = await scene.cardThatSays(KEY, /^Waiting/)
      const asks = card?.blocks.some(({ block_id }) => block_id === 'decide') ?? false
      return asks && (await seen.writes()).length === 0
    },
    'who asked cannot approve': async () =>
      has(await openForm(requester, KEY, 'approve'), 'refused:own_request'),
    'a colleague who is not on the list cannot approve': async () =>
      has(await openForm(outsider, KEY, 'approve'), 'refused:not_allowed'),
    'an approver is shown what they would approve, and nothing is called yet': async () => {
      const form = await openForm(approver1, KEY, 'approve')
      const card = await scene.cardThatSays(KEY, /^Waiting/)
      const arn = card ? /arn:\S+/.exec(textOf(card, 'key'))?.[0] : undefined
      const what = form ? textOf(form, 'what') : ''
      const shown = arn !== undefined && what.includes(arn) && what.includes('enable-auto-rotation')
      return shown && (await seen.writes()).length === 0
    },
    'the approver approves': () => scene.decide(approver1, KEY, 'approve', 'As agreed in CHG-4711'),
    'the card shows the flag that was read back': () =>
      scene.showsTheFlagReadBack(KEY, DOCUMENTED_KEY, /^Done/),
    'the documented call was made, once': async () => {
      const [call, ...more] = await callsFor(DOCUMENTED_KEY)
      return more.length === 0 && call?.method === 'POST' && call.status === 200 && call.committed
    },
    'the thread has each line once, with its place in the audit log': async () => {
      const [card] = await until(
        () => seen.cardsOf(KEY),
        ([found]) => (found?.thread.length ?? 0) >= 3,
      )
      return card !== undefined && card.thread.length === 3 && linesAreWitnessed(card)
    },
    'the requester is told once': async () => {
      const told = await until(
        () => seen.transcript(requester),
        (messages) => messages.length > 0,
      )
      return told.filter(({ ephemeralFor }) => ephemeralFor === undefined).length === 1
    },
    'the outcome is told once where the command was typed': async () => {
      const told = await until(
        async () => (await seen.transcript(slack.channels.oncall)).filter(isA('cckm_outcome')),
        (found) => found.length > 0,
      )
      return told.length === 1
    },
    'asking again finds it on already, and calls nothing': async () => {
      const answer = await seen.type(requester, `rotate ${KEY}`)
      return blockIds(answer).includes('refused:already_so') && (await callsFor(DOCUMENTED_KEY)).length === 1
    },
  }
}
