import { describe, it } from 'vitest'
import { blockIds, type Modal, textOf, until } from '../../simulators/observed.ts'
import { entriesOf, outcomeOf } from './audit.ts'
import { type Asked, callAsBot, decidingStage, shownIn } from './deciding.ts'

const { stage, seen, people, ask, entries, reaches, cardThatSays, writesFor, freshKey } =
  await decidingStage()
const { audit } = stage.slack.channels

const DONE = { cards: 1, sent: 1, committed: 1, shown: true, on: true, told: 1 }
const RENAMED = { aws_param: { Alias: ['alias/renamed-meanwhile'] } }

const kindsOf = (request: string) => entries(request).map(({ kind }) => kind)
const readOf = ({ key }: Asked) => `GET /api/v1/cckm/aws/keys/${key.id}`
const writeOf = ({ key }: Asked) => `POST /api/v1/cckm/aws/keys/${key.id}`

async function formFor(approver: string, { card }: Pick<Asked, 'card'>): Promise<Modal> {
  const form = await seen.openForm(approver, card, 'approve')
  if (form?.callback_id !== 'decision') throw new Error(`no form, but ${shownIn(form)}`)
  return form
}

async function approve(approver: string, asked: Pick<Asked, 'card'>): Promise<readonly string[]> {
  return blockIds(await seen.submit(approver, await formFor(approver, asked)))
}

/** Waits until a request was replaced, and returns the one fresh request for the key as it is now. */
async function successorOf({ id, key }: Asked): Promise<Pick<Asked, 'id' | 'card'>> {
  await reaches(id, 'superseded')
  const fresh = entriesOf(stage, key.id)[0]?.request ?? ''
  return { id: fresh, card: await cardThatSays(fresh, /^Waiting/) }
}

describe.concurrent('a key that has changed between the card and the press', () => {
  it('is not put before anybody: there is a list of what changed, and one fresh card', async ({ expect }) => {
    const approver = people.approver()
    const asked = await ask({ because: 'CHG-4711' })
    await seen.key(asked.key.id, RENAMED)

    const form = await seen.openForm(approver, asked.card, 'approve')
    const fresh = await successorOf(asked)

    expect(shownIn(form)).toEqual(['closed'])
    expect(kindsOf(asked.id)).toEqual(['asked', 'superseded'])
    const change = { field: 'aliases', before: asked.key.alias, after: 'alias/renamed-meanwhile' }
    expect(entries(asked.id).at(-1)).toMatchObject({ changes: [change], successor: fresh.id })
    expect(entries(fresh.id)).toMatchObject([{ by: asked.requester, follows: asked.id }])
    const old = await cardThatSays(asked.id, /^Replaced/)
    for (const text of [change.before, change.after, fresh.id])
      expect(textOf(old, 'standing')).toContain(text)
    expect(textOf(fresh.card, 'asked')).toContain('CHG-4711')
    expect(await writesFor(asked.key)).toEqual([])
  })

  it('can be approved on the fresh card', async ({ expect }) => {
    const asked = await ask()
    await seen.key(asked.key.id, RENAMED)
    await seen.openForm(people.approver(), asked.card, 'approve')

    expect(await approve(people.approver(), await successorOf(asked))).toEqual(['decided'])

    expect(await outcomeOf(stage, seen, asked.key)).toMatchObject({ ...DONE, last: { kind: 'succeeded' } })
  })

  it.for([
    ['on already', { KeyRotationEnabled: true }, 'already_so'] as const,
    ['disabled', { KeyState: 'Disabled', Enabled: false }, 'disabled'] as const,
  ])('and is %s by now closes its request, without a fresh one', async ([, set, why], { expect }) => {
    const { key, card } = await ask()
    await seen.key(key.id, { aws_param: set })

    const form = await seen.openForm(people.approver(), card, 'approve')

    expect(shownIn(form)).toEqual(['closed'])
    expect(await outcomeOf(stage, seen, key)).toMatchObject({
      ...{ kinds: ['asked', 'cancelled'], last: { why }, cards: 1, sent: 0, told: 1 },
    })
  })

  it('can be denied all the same, and is not read for that', async ({ expect }) => {
    const approver = people.approver()
    const { id, key, card } = await ask()
    await seen.key(key.id, RENAMED)

    const form = await seen.openForm(approver, card, 'deny')

    expect(blockIds(await seen.submit(approver, form ?? { id: '' }, 'no'))).toEqual(['decided'])
    expect(kindsOf(id)).toEqual(['asked', 'denied'])
  })
})

describe.concurrent('between the approval and the call', () => {
  it('a key that changes makes one fresh request, and nothing is sent', async ({ expect }) => {
    const approver = people.approver()
    const asked = await ask()
    const form = await formFor(approver, asked)
    await seen.cipherTrustFault({ kind: 'slow', ms: 1_500, match: readOf(asked) })
    const answer = await seen.submit(approver, form)
    await reaches(asked.id, 'claimed')
    await seen.key(asked.key.id, RENAMED)

    const fresh = await successorOf(asked)

    expect(blockIds(answer)).toEqual(['decided'])
    expect(kindsOf(asked.id)).toEqual(['asked', 'approved', 'claimed', 'superseded'])
    expect(entries(asked.id).at(-1)).toMatchObject({
      changes: [{ field: 'aliases', before: asked.key.alias, after: 'alias/renamed-meanwhile' }],
    })
    expect(kindsOf(fresh.id)).toEqual(['asked'])
    expect(await writesFor(asked.key)).toEqual([])
  })

  it.for([['an approver', 'approval_void'] as const, ['a requester', 'deactivated'] as const])(
    'nothing is sent for %s who has left the company',
    async ([who, why], { expect }) => {
      const approver = people.approver()
      const asked = await ask()
      const form = await formFor(approver, asked)
      // The first try finds CipherTrust broken; the second, seconds later, finds the person gone.
      await seen.cipherTrustFault({ kind: '500', match: readOf(asked) })
      await seen.submit(approver, form)
      await reaches(asked.id, 'released')
      const gone = who === 'an approver' ? approver : asked.requester
      await seen.world({ user: { id: gone, set: { deleted: true } } })

      const outcome = await outcomeOf(stage, seen, asked.key)

      expect(outcome).toMatchObject({ last: { kind: 'cancelled', why }, cards: 1, sent: 0, on: false })
    },
  )
})

describe.concurrent('a request that failed', () => {
  it('can be asked again from its card, as a new request that is decided anew', async ({ expect }) => {
    const requester = people.requester()
    const asked = await ask({ because: 'CHG-4711' })
    await seen.cipherTrustFault({ kind: '403_licence', match: writeOf(asked) })
    await approve(people.approver(), asked)
    const failed = await cardThatSays(asked.id, /^Failed/)

    const answer = await seen.press(requester, failed, 'ask_again')

    expect(blockIds(answer)).toEqual(['asked'])
    const fresh = entriesOf(stage, asked.key.id)[0]
    expect(fresh).toMatchObject({ kind: 'asked', by: requester, follows: asked.id })
    const card = await cardThatSays(fresh?.request ?? '', /^Waiting/)
    expect(textOf(card, 'asked')).toContain(asked.id)
    expect(textOf(card, 'asked')).not.toContain('CHG-4711')
    expect(await approve(people.approver(), { card })).toEqual(['decided'])
    expect(await outcomeOf(stage, seen, asked.key)).toMatchObject({ on: true, sent: 2, committed: 1 })
  })

  it('is asked again by nobody who may not ask', async ({ expect }) => {
    const asked = await ask()
    await seen.cipherTrustFault({ kind: '403_licence', match: writeOf(asked) })
    await approve(people.approver(), asked)
    const failed = await cardThatSays(asked.id, /^Failed/)

    const answer = await seen.press(people.approver(), failed, 'ask_again')

    expect(blockIds(answer)).toEqual(['refused:not_allowed'])
    expect(entriesOf(stage, asked.key.id)[0]?.request).toBe(asked.id)
  })
})

// Not beside the others: it needs Slack's limit on posts.
describe('a card that somebody deletes while it waits', () => {
  it('is replaced by one that says so; its buttons count, those of the old one do not', async ({
    expect,
  }) => {
    const [approver, other] = [people.approver(), people.approver()]
    const key = freshKey()
    // With the burst spent the card comes a second before the first line of its thread: time to delete it.
    for (let post = 0; post < 3; post++) await callAsBot(stage, 'chat.postMessage', {})
    await seen.world({ postLimit: true })
    await seen.type(people.requester(), `rotate ${key.alias}`)
    const [old] = await until(
      () => seen.cardsOf(key.alias),
      (cards) => cards.length > 0,
    )
    if (!old || old.thread.length > 0) throw new Error('the card was complete too soon')
    await seen.world({ deleteMessage: { channel: audit, ts: old.ts } })

    const id = entriesOf(stage, key.id)[0]?.request ?? ''
    const card = await until(
      () => cardThatSays(id, /^Waiting/),
      ({ ts, thread }) => ts !== old.ts && thread.length === 1,
    )
    await seen.world({ postLimit: false })
    const late = await seen.openForm(other, old, 'approve', { forge: true, value: id })

    expect([old, card].map(({ blocks }) => blocks.some(({ block_id }) => block_id === 'replaces'))).toEqual([
      false,
      true,
    ])
    expect(shownIn(late)).toEqual(['refused:not_its_card'])
    expect(await approve(approver, { card })).toEqual(['decided'])
    expect(await outcomeOf(stage, seen, key)).toMatchObject({
      ...DONE,
      thread: ['asked', 'approved', 'succeeded'],
    })
  })
})
