import { blockIds, textOf } from '../observed.ts'
import { type Acts, has, linesAreWitnessed, type Scene } from './scene.ts'

const ELIGIBLE = { id: '60e66b91-8e24-4920-8e47-d2174993782e', alias: 'alias/orders-eligible' }
const SHARED = { id: '76fdfa99-f9bd-4764-96ca-84a7778bc87d', alias: 'alias/shared' }

/** What else can become of a request. */
export function otherwise(scene: Scene): Acts {
  const { slack, seen, callsFor, cardThatSays, decide } = scene
  const { requester, approver1, approver2 } = slack.users

  /** Asks, has it approved, and returns where the key is called once the card stands as it should. */
  async function approved(alias: string, standing: RegExp, restart = async () => {}): Promise<string | null> {
    await seen.type(requester, `rotate ${alias}`)
    await cardThatSays(alias, /^Waiting/)
    await restart()
    const done = (await decide(approver1, alias, 'approve')) && (await cardThatSays(alias, standing))
    return done ? scene.keyPathOf(alias) : null
  }

  return {
    'who asks for the same key is shown the open request': async () => {
      await seen.type(requester, 'rotate alias/orders-mrk because the auditors ask')
      return blockIds(await seen.type(approver1, 'rotate alias/orders-mrk')).includes('refused:open_request')
    },
    'a denial needs a reason, and everybody reads it': async () => {
      const form = await scene.openForm(approver2, 'alias/orders-mrk', 'deny')
      if (!form) return false
      const bare = await seen.submit(approver2, form, ' ', { wait: 500, forge: true })
      await seen.submit(approver2, form, 'Not before the release')
      const card = await cardThatSays('alias/orders-mrk', /^Denied/)
      const refused = JSON.stringify(bare.ack).includes('errors')
      return refused && card !== undefined && textOf(card, 'standing').includes('Not before the release')
    },
    'a key that has changed is not approved: a fresh request asks for it as it is now': async () => {
      await seen.type(requester, `rotate ${ELIGIBLE.alias}`)
      const card = await cardThatSays(ELIGIBLE.alias, /^Waiting/)
      await seen.key(ELIGIBLE.id, { aws_param: { Alias: [ELIGIBLE.alias, 'alias/orders-renamed'] } })
      const closed = card && has(await seen.openForm(approver1, card, 'approve'), 'closed')
      const before = await cardThatSays(ELIGIBLE.alias, /^Replaced/)
      const told = before ? textOf(before, 'standing').includes('alias/orders-renamed') : false
      return closed === true && told && (await callsFor(`/api/v1/cckm/aws/keys/${ELIGIBLE.id}`)).length === 0
    },
    'the fresh request is approved and carried out': async () => {
      const keyPath = `/api/v1/cckm/aws/keys/${ELIGIBLE.id}`
      const done = await decide(approver2, ELIGIBLE.alias, 'approve')
      const shown = await scene.showsTheFlagReadBack(ELIGIBLE.alias, keyPath, /^Done/)
      return done && shown && (await callsFor(keyPath)).length === 1
    },
    'buttons outlive a restart, and a lost answer is settled by reading, with one call': async () => {
      const alias = 'alias/fault-hangup-after-commit'
      const keyPath = await approved(alias, /^Done/, () => scene.restart())
      if (keyPath === null) return false
      return (
        (await callsFor(keyPath)).length === 1 && (await scene.showsTheFlagReadBack(alias, keyPath, /^Done/))
      )
    },
    'a flag that does not agree is not shown as done': async () => {
      const alias = 'alias/fault-flag-wrong'
      const keyPath = await approved(alias, /^Not confirmed/)
      if (keyPath === null) return false
      const once = (await callsFor(keyPath)).length === 1
      return once && (await scene.showsTheFlagReadBack(alias, keyPath, /^Not confirmed/))
    },
    'a request that nobody decides expires, and nothing is called': async () => {
      await scene.restart('3s')
      await seen.type(requester, `rotate ${SHARED.id}`)
      const card = await cardThatSays(SHARED.alias, /^Expired/)
      const open = card?.blocks.some(({ block_id }) => block_id === 'decide') ?? true
      return !open && (await callsFor(`/api/v1/cckm/aws/keys/${SHARED.id}`)).length === 0
    },
    'no other call changed anything': async () => (await seen.writes()).length === 7,
    'no thread tells anything twice': async () => (await seen.cards()).every(linesAreWitnessed),
  }
}
