import { describe, it } from 'vitest'
import { blockIds, type Modal, until } from '../../simulators/observed.ts'
import { outcomeOf, refusalsOf } from './audit.ts'
import { type Asked, callAsBot, decidingStage, shownIn, textIn } from './deciding.ts'

const { stage, seen, people, ask, entries, writesFor } = await decidingStage()
const { audit, oncall } = stage.slack.channels
const { guest, stranger, deactivated, outsider } = stage.slack.users

const kindsOf = ({ id }: Asked) => entries(id).map(({ kind }) => kind)

/** A message that looks like the card of a request, with working buttons. */
const looksLikeTheCardOf = ({ id, card }: Asked) => ({
  text: card.text,
  blocks: card.blocks,
  metadata: { event_type: 'cckm_card', event_payload: { request: id } },
})

async function formFor(person: string, { card }: Asked): Promise<Modal> {
  const form = await seen.openForm(person, card, 'approve')
  if (form?.callback_id !== 'decision') throw new Error(`no form, but ${shownIn(form)}`)
  return form
}

/** What somebody is shown in place of a form who types that they approve. */
async function shownTo(person: string, typed: string): Promise<readonly string[]> {
  await seen.type(person, typed, { wait: 0 })
  const [form] = await until(
    () => seen.modals(person),
    ([found]) => found !== undefined && shownIn(found)[0] !== 'loading',
  )
  return shownIn(form)
}

/** Sends the form that lies open before somebody else, as only a forger's client could: its owner hears the answer. */
async function submitFormOf(owner: string, asked: Asked, person: string): Promise<readonly string[]> {
  await seen.submit(person, await formFor(owner, asked), 'a comment', { forge: true, wait: 0 })
  const [answer] = await until(
    async () => (await seen.transcript(audit)).filter(({ ephemeralFor }) => ephemeralFor === owner),
    (found) => found.length > 0,
  )
  return answer?.blocks.map(({ block_id }) => block_id ?? '') ?? []
}

/** Whether a request is as if nobody had clicked: open, nothing called, and decided by the next who may. */
async function isUntouched(asked: Asked): Promise<boolean> {
  const open = kindsOf(asked).join() === 'asked' && (await writesFor(asked.key)).length === 0
  const answer = await seen.type(people.approver(), `deny ${asked.id} because the test is over`)
  return open && blockIds(answer).includes('decided')
}

describe.concurrent('somebody who leaves between the two clicks', () => {
  it('of the group of approvers is refused as soon as Slack’s list of it is read anew', async ({
    expect,
  }) => {
    const { security } = stage.slack.groups
    const leaver = people.approver()
    const asked = await ask()
    const form = await formFor(leaver, asked)
    const { users } = await callAsBot(stage, 'usergroups.users.list', { usergroup: security })

    await seen.world({ group: { id: security, users: users.filter((user) => user !== leaver) } })
    // A list of up to ten seconds ago may still count: whoami is answered from the same one, so it tells when it is new.
    await until(
      () => seen.type(leaver, 'whoami'),
      (answer) => !textIn(answer).includes(security),
    )
    const answer = await seen.submit(leaver, form)

    expect(blockIds(answer)).toEqual(['refused:not_allowed'])
    expect(refusalsOf(stage, leaver)).toEqual(['not_allowed'])
    expect(await isUntouched(asked)).toBe(true)
  })

  it.for([
    ['deactivated', { deleted: true }, 'deactivated'] as const,
    ['made a guest', { is_restricted: true }, 'guest'] as const,
  ])('by being %s is refused at once', async ([, set, refusal], { expect }) => {
    const approver = people.approver()
    const asked = await ask()
    const form = await formFor(approver, asked)

    await seen.world({ user: { id: approver, set } })
    const answer = await seen.submit(approver, form)

    expect(blockIds(answer)).toEqual([`refused:${refusal}`])
    expect(refusalsOf(stage, approver)).toEqual([refusal])
    expect(await isUntouched(asked)).toBe(true)
  })
})

describe.concurrent('somebody who may not decide', () => {
  it.for([
    ['whoever asked, an approver too', people.both(), 'own_request'] as const,
    ['somebody who may only ask', people.requester(), 'not_approver'] as const,
    ['somebody on no list', outsider, 'not_allowed'] as const,
    ['a guest', guest, 'guest'] as const,
    ['somebody deactivated', deactivated, 'deactivated'] as const,
    ['somebody of another company', stranger, 'foreign'] as const,
  ])('%s is refused by button, by keyboard and by a form of somebody else', async (row, { expect }) => {
    const [, person, refusal] = row
    const asked = await ask(refusal === 'own_request' ? { by: person } : {})

    const pressed = [
      await seen.openForm(person, asked.card, 'approve'),
      await seen.openForm(person, asked.card, 'deny'),
    ]
    const typed = await shownTo(person, `approve ${asked.id}`)
    const denied = await seen.type(person, `deny ${asked.id} because no`)
    const submitted = await submitFormOf(people.approver(), asked, person)

    const shown = [...pressed.map(shownIn), typed, blockIds(denied), submitted]
    expect(shown).toEqual(Array.from({ length: 5 }, () => [`refused:${refusal}`]))
    expect(refusalsOf(stage, person)).toEqual([refusal])
    expect(await isUntouched(asked)).toBe(true)
  })
})

describe.concurrent('a button on another message', () => {
  it.for([
    ['that looks like the card', audit] as const,
    ['that looks like the card, in another channel', oncall] as const,
  ])('%s does not count', async ([, channel], { expect }) => {
    const approver = people.approver()
    const asked = await ask()
    const forged = await callAsBot(stage, 'chat.postMessage', {
      ...{ channel, ...looksLikeTheCardOf(asked) },
    })

    const forms = [
      await seen.openForm(approver, forged, 'approve', { channel }),
      await seen.openForm(approver, forged, 'deny', { channel }),
    ]

    expect(forms.map(shownIn)).toEqual([['refused:not_its_card'], ['refused:not_its_card']])
    expect(refusalsOf(stage, approver)).toEqual(['not_its_card'])
    expect(await isUntouched(asked)).toBe(true)
  })

  it('that is the card of another request does not count', async ({ expect }) => {
    const approver = people.approver()
    const [asked, other] = [await ask(), await ask()]

    const form = await seen.openForm(approver, other.card, 'approve', { value: asked.id })

    expect(shownIn(form)).toEqual(['refused:not_its_card'])
    expect([await isUntouched(asked), await isUntouched(other)]).toEqual([true, true])
  })

  it.for(['ask_again', 'settle_on', 'settle_off'])(
    'does not count for %s either',
    async (action, { expect }) => {
      const person = people.both()
      const asked = await ask()
      const forged = await callAsBot(stage, 'chat.postMessage', looksLikeTheCardOf(asked))

      const answer = await seen.press(person, forged, action, { value: asked.id, forge: true })

      expect(blockIds(answer)).toEqual(['refused:not_its_card'])
      expect(await isUntouched(asked)).toBe(true)
    },
  )
})

describe.concurrent('the card’s own button', () => {
  it.for([
    ['no id at all', 'R-<!channel>'] as const,
    ['nothing', ''] as const,
    ['the id of no request', 'R-00000000'] as const,
  ])('with a value that was edited to %s does not count', async ([, value], { expect }) => {
    const approver = people.approver()
    const asked = await ask()

    const form = await seen.openForm(approver, asked.card, 'approve', { value })

    expect(shownIn(form)).toEqual(['refused:not_its_card'])
    expect(refusalsOf(stage, approver)).toEqual(['not_its_card'])
    expect(await isUntouched(asked)).toBe(true)
  })

  it.for(['settle_on', 'settle_off'])(
    'for %s does not count while there is nothing to settle',
    async (action, { expect }) => {
      const asked = await ask()

      const answer = await seen.press(people.approver(), asked.card, action, { value: asked.id, forge: true })

      expect(blockIds(answer)).toEqual(['refused:nothing_to_settle'])
      expect(await isUntouched(asked)).toBe(true)
    },
  )
})

describe.concurrent('a form', () => {
  it('shows what is stored, whatever the message with the button says', async ({ expect }) => {
    const approver = people.approver()
    const [asked, other] = [await ask(), await ask()]
    const { Arn } = (await seen.key(asked.key.id)).aws_param
    // With a stolen token the bot's own card can be made to say anything.
    const own = asked.card.blocks.filter(({ block_id }) => block_id === 'decide')
    const others = other.card.blocks.filter(({ block_id }) => block_id !== 'decide')
    await callAsBot(stage, 'chat.update', { ts: asked.card.ts, blocks: [...others, ...own] })

    const form = await formFor(approver, asked)
    const answer = await seen.submit(approver, form)

    expect(JSON.stringify(form.blocks)).toContain(Arn)
    expect(JSON.stringify(form.blocks)).not.toContain(other.id)
    expect(blockIds(answer)).toEqual(['decided'])
    expect(await outcomeOf(stage, seen, asked.key)).toMatchObject({ on: true })
    expect(await isUntouched(other)).toBe(true)
  })

  it('that is sent twice, by a double click and by Slack, decides once and is answered once', async ({
    expect,
  }) => {
    const approver = people.approver()
    const asked = await ask()
    const form = await formFor(approver, asked)

    const twice = { repeat: 2, until: 2, wait: 1_000 }
    const answers = await Promise.all([
      seen.submit(approver, form, '', twice),
      seen.submit(approver, form, '', twice),
    ])

    // What comes to a person is counted for both.
    expect(answers.map(blockIds)).toEqual([['decided'], ['decided']])
    expect(await outcomeOf(stage, seen, asked.key)).toMatchObject({ sent: 1, committed: 1, on: true })
    expect(kindsOf(asked).filter((kind) => kind === 'approved')).toHaveLength(1)
  })
})
