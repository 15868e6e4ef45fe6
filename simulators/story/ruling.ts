import { blockIds, type Call, textOf, until } from '../observed.ts'
import { type Acts, has, type Scene } from './scene.ts'

const PRODUCTION = { alias: 'alias/payments-prod', path: keyPath('2b6a5d50-9f0e-4f8e-9a6b-0f6f3d1c7e11') }
const ROTATING = { alias: 'alias/orders-180', path: keyPath('b5535d9e-cb38-42fd-920f-508ebf16d41c') }

/** What the rules of the policy ask: per key, of how many, with which reason; and what a period and a stop take. */
export function ruling(scene: Scene): Acts {
  const { slack, seen, openForm, cardThatSays, decide, callsFor } = scene
  const { requester, approver1, approver2 } = slack.users
  const only = (calls: readonly Call[], name: string) =>
    calls.length === 1 && calls[0]?.committed === true && calls[0].path.endsWith(name)

  return {
    'a key that a rule denies is refused, with the reason of that rule': () =>
      scene.refusedWithAWord(requester, 'rotate alias/root-backup', 'policy_denies', 'key ceremony'),
    'a production key takes a ticket, and the answer says which': () =>
      scene.refusedWithAWord(requester, `rotate ${PRODUCTION.alias} because audit`, 'ticket_required', 'CHG'),
    'one of two approvals is shown on the card, and nothing is called': async () => {
      await seen.type(requester, `rotate ${PRODUCTION.alias} because CHG-4711`)
      const first = await decide(approver1, PRODUCTION.alias, 'approve', 'Seen with the owner')
      const cards = await until(
        () => seen.cardsOf(PRODUCTION.alias),
        ([card]) => card !== undefined && textOf(card, 'asked').includes('1 of 2'),
      )
      const shown = cards[0] ? textOf(cards[0], 'asked').includes('1 of 2') : false
      return first && shown && (await callsFor(PRODUCTION.path)).length === 0
    },
    'the same person cannot approve twice': async () =>
      has(await openForm(approver1, PRODUCTION.alias, 'approve'), 'refused:already_approved'),
    'a second approver makes it two, and the call is made once': async () => {
      const second = await decide(approver2, PRODUCTION.alias, 'approve')
      const shown = await scene.showsTheFlagReadBack(PRODUCTION.alias, PRODUCTION.path, /^Done/)
      return second && shown && only(await callsFor(PRODUCTION.path), 'enable-auto-rotation')
    },
    'a period is refused where CipherTrust does not report periods': async () => {
      const answer = await seen.type(requester, 'rotate alias/aws-test-key every 180 days')
      return blockIds(answer).includes('refused:period_unknown')
    },
    'the period of a key that rotates is changed, and read back': async () => {
      await seen.type(requester, `rotate ${ROTATING.alias} every 365 days`)
      const decided = await decide(approver1, ROTATING.alias, 'approve')
      const card = await cardThatSays(ROTATING.alias, /^Done/)
      const shown = card ? textOf(card, 'rotation').includes('every 365 days') : false
      return decided && shown && only(await callsFor(ROTATING.path), 'enable-auto-rotation')
    },
    'switching rotation off takes a reason': async () =>
      blockIds(await seen.type(requester, `stop-rotation ${ROTATING.alias}`)).includes('usage:no_reason'),
    'switching rotation off takes an approval, and the key reads as off': async () => {
      const before = (await callsFor(ROTATING.path)).length
      await seen.type(requester, `stop-rotation ${ROTATING.alias} because CHG-4720`)
      const decided = await decide(approver2, ROTATING.alias, 'approve')
      const off = async () => (await callsFor(ROTATING.path)).slice(before)
      const calls = await until(off, ({ length }) => length > 0)
      return decided && only(calls, 'disable-auto-rotation') && (await scene.readsAs(ROTATING.path, 'off'))
    },
  }
}

function keyPath(id: string): string {
  return `/api/v1/cckm/aws/keys/${id}`
}
