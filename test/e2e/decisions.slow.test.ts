import { describe, it } from 'vitest'
import { blockIds, textOf, until } from '../../simulators/observed.ts'
import { outcomeOf } from './audit.ts'
import { decidingStage, outcomesIn, shownIn, textIn } from './deciding.ts'

const { stage, seen, people, ask, entries, cardThatSays, writesFor, freshKey } = await decidingStage()
const { audit, oncall } = stage.slack.channels

const DONE = { cards: 1, sent: 1, committed: 1, shown: true, on: true, told: 1 }
const NOTHING_SENT = { cards: 1, sent: 0, shown: false, on: false }

/** What a person has before them once the bot is done with it. */
const formBefore = async (person: string) => {
  const [form] = await until(
    () => seen.modals(person),
    ([found]) => found !== undefined && shownIn(found)[0] !== 'loading',
  )
  return form
}

describe.concurrent('an approval in the form', () => {
  it('is on the card and in the thread with its comment, and the call is made once', async ({ expect }) => {
    const approver = people.approver()
    const { id, key, card } = await ask({ because: 'CHG-4711' })
    const form = await seen.openForm(approver, card, 'approve')
    if (!form) throw new Error('no form')

    const answer = await seen.submit(approver, form, 'fine with *me*')

    expect(blockIds(answer)).toEqual(['decided'])
    expect(await outcomeOf(stage, seen, key)).toMatchObject({
      kinds: ['asked', 'approved', 'claimed', 'calling', 'succeeded'],
      thread: ['asked', 'approved', 'succeeded'],
      ...DONE,
    })
    const done = await cardThatSays(id, /^Done/)
    for (const text of [textOf(done, 'asked'), textOf(done.thread[1] ?? card, 'line')]) {
      expect(text).toContain(`@${approver}`)
      expect(text).toContain('fine with *me*')
    }
  })

  it('answers for what the form shows: the key, the operation, who asked and why', async ({ expect }) => {
    const { id, key, requester, card } = await ask({ because: 'CHG-4712' })

    const form = await seen.openForm(people.approver(), card, 'approve')

    const what = textOf(form ?? { blocks: [] }, 'what')
    const { Arn } = (await seen.key(key.id)).aws_param
    for (const fact of [id, Arn, 'enable-auto-rotation', `@${requester}`, 'CHG-4712'])
      expect(what).toContain(fact)
    expect(shownIn(form)).toEqual(['wish', 'what', 'effect', 'comment'])
  })

  it('may be without a comment', async ({ expect }) => {
    const approver = people.approver()
    const { key, card } = await ask()
    const form = await seen.openForm(approver, card, 'approve')

    expect(blockIds(await seen.submit(approver, form ?? { id: '' }))).toEqual(['decided'])
    expect(await outcomeOf(stage, seen, key)).toMatchObject(DONE)
  })

  it('opens the same form from the keyboard', async ({ expect }) => {
    const approver = people.approver()
    const { id, key, card } = await ask()
    const pressed = await seen.openForm(people.approver(), card, 'approve')

    await seen.type(approver, `approve ${id}`, { wait: 0 })
    const typed = await formBefore(approver)

    expect(typed?.blocks).toEqual(pressed?.blocks)
    expect(entries(id).map(({ kind }) => kind)).toEqual(['asked'])
    expect(blockIds(await seen.submit(approver, typed ?? { id: '' }))).toEqual(['decided'])
    expect(await outcomeOf(stage, seen, key)).toMatchObject(DONE)
  })
})

describe.concurrent('a denial', () => {
  it.for([['nothing', ''] as const, ['blanks', '  \n '] as const])(
    'asks for a reason: %s is refused at the field, and the request stays open',
    async ([, reason], { expect }) => {
      const approver = people.approver()
      const { id, card } = await ask()
      const form = await seen.openForm(approver, card, 'deny')

      const answer = await seen.submit(approver, form ?? { id: '' }, reason, { forge: true, wait: 0 })

      expect(answer.ack).toEqual({ response_action: 'errors', errors: { comment: expect.any(String) } })
      expect(answer.modals?.map(({ id }) => id)).toEqual([form?.id])
      expect(entries(id).map(({ kind }) => kind)).toEqual(['asked'])
    },
  )

  it('is told with its reason in the thread, on the card and to the requester', async ({ expect }) => {
    const approver = people.approver()
    const { id, key, requester, card } = await ask()
    const form = await seen.openForm(approver, card, 'deny')

    const answer = await seen.submit(approver, form ?? { id: '' }, 'the key goes next week')

    expect(blockIds(answer)).toEqual(['decided'])
    expect(await outcomeOf(stage, seen, key)).toMatchObject({
      kinds: ['asked', 'denied'],
      thread: ['asked', 'denied'],
      ...NOTHING_SENT,
    })
    const denied = await cardThatSays(id, /^Denied/)
    const [direct] = await outcomesIn(seen, requester, id)
    const places = [textOf(denied, 'standing'), textOf(denied.thread[1] ?? card, 'line')]
    for (const text of [...places, textOf(direct ?? card, 'outcome')])
      expect(text).toContain('the key goes next week')
    expect(denied.blocks.map(({ block_id }) => block_id)).not.toContain('decide')
  })

  it('is made at once from the keyboard when it says why', async ({ expect }) => {
    const approver = people.approver()
    const { id, key } = await ask()

    const answer = await seen.type(approver, `deny ${id} because it is not ours`)

    expect(blockIds(answer)).toEqual(['decided'])
    expect(await seen.modals(approver)).toEqual([])
    expect(await outcomeOf(stage, seen, key)).toMatchObject({ kinds: ['asked', 'denied'], ...NOTHING_SENT })
    expect(textOf(await cardThatSays(id, /^Denied/), 'standing')).toContain('it is not ours')
  })

  it('opens the form from the keyboard when it does not', async ({ expect }) => {
    const approver = people.approver()
    const { id } = await ask()

    await seen.type(approver, `deny ${id}`, { wait: 0 })

    expect(shownIn(await formBefore(approver))).toEqual(['wish', 'what', 'effect', 'comment'])
    expect(entries(id).map(({ kind }) => kind)).toEqual(['asked'])
  })
})

describe.concurrent('a request that is taken back', () => {
  it('by whoever asked is told in the thread, and not to themselves', async ({ expect }) => {
    const { id, key, requester } = await ask()

    const answer = await seen.type(requester, `withdraw ${id} because it was the wrong key`)

    expect(blockIds(answer)).toEqual(['withdrawn'])
    expect(await outcomeOf(stage, seen, key)).toMatchObject({
      kinds: ['asked', 'withdrawn'],
      thread: ['asked', 'withdrawn'],
      ...{ ...NOTHING_SENT, told: 0 },
    })
    const { thread } = await cardThatSays(id, /^Withdrawn/)
    expect(textOf(thread[1] ?? { blocks: [] }, 'line')).toContain('it was the wrong key')
  })

  it('by an admin of the policy is told to whoever asked', async ({ expect }) => {
    const { id, key } = await ask()

    const answer = await seen.type(stage.slack.users.approver2, `withdraw ${id}`)

    expect(blockIds(answer)).toEqual(['withdrawn'])
    expect(await outcomeOf(stage, seen, key)).toMatchObject({ ...NOTHING_SENT, told: 1 })
  })

  it.for([['an approver', people.approver()] as const, ['another requester', people.requester()] as const])(
    'by %s is refused, and stays open',
    async ([, person], { expect }) => {
      const { id } = await ask()

      const answer = await seen.type(person, `withdraw ${id}`)

      expect(blockIds(answer)).toEqual(['refused:not_yours'])
      expect(entries(id).map(({ kind }) => kind)).toEqual(['asked'])
    },
  )

  it('after it was done is refused, and says how it came out', async ({ expect }) => {
    const { id, key, requester } = await ask()
    await seen.type(people.approver(), `deny ${id} because no`)
    await outcomeOf(stage, seen, key)

    const answer = await seen.type(requester, `withdraw ${id}`)

    expect(blockIds(answer)).toEqual(['refused:already_decided'])
    expect(textIn(answer)).toContain('Denied')
  })
})

describe.concurrent('the lists', () => {
  it('show a person their own requests, those that wait for them, and all', async ({ expect }) => {
    const [approver, asker] = [people.approver(), people.both()]
    const denied = await ask({ by: asker })
    await seen.type(approver, `deny ${denied.id} because no`)
    const open = await ask({ by: asker })
    const list = async (person: string, which: string) => {
      const answer = await seen.type(person, `requests ${which}`)
      return [blockIds(answer)[0], [open, denied].map(({ id }) => textIn(answer).includes(id))]
    }

    expect(await list(asker, 'mine')).toEqual(['requests:mine', [true, true]])
    expect(await list(approver, 'mine')).toEqual(['requests:mine', [false, false]])
    expect(await list(approver, 'waiting')).toEqual(['requests:waiting', [true, false]])
    expect(await list(asker, 'waiting')).toEqual(['requests:waiting', [false, false]])
    expect(await list(approver, '')).toEqual(['requests:open', [true, false]])
    expect(await list(approver, 'all')).toEqual(['requests:all', [true, true]])
  })
})

describe.concurrent('whoever asks second for a key', () => {
  it('is shown the open request, and there is no other', async ({ expect }) => {
    const { id, key } = await ask()

    const answer = await seen.type(people.requester(), `rotate ${key.alias}`)

    expect(blockIds(answer)).toEqual(['refused:open_request'])
    expect(textIn(answer)).toContain(id)
    expect(textIn(answer)).toContain('Waiting for a decision')
    expect(await seen.cardsOf(key.alias)).toHaveLength(1)
  })
})

describe.concurrent('the outcome', () => {
  it('is told once where the command was typed, with a link to the card', async ({ expect }) => {
    const { id, key, card } = await ask({ channel: oncall })
    await seen.type(people.approver(), `deny ${id} because no`)
    await outcomeOf(stage, seen, key)

    const told = await until(
      () => outcomesIn(seen, oncall, id),
      (found) => found.length > 0,
    )

    expect(told).toHaveLength(1)
    expect(JSON.stringify(told[0]?.blocks)).toContain(`/archives/${audit}/p${card.ts.replace('.', '')}`)
  })

  it('is not told again in the channel of the cards', async ({ expect }) => {
    const { id, key, requester } = await ask({ channel: audit, key: freshKey() })
    await seen.type(people.approver(), `deny ${id} because no`)
    await outcomeOf(stage, seen, key)

    expect(await outcomesIn(seen, requester, id)).toHaveLength(1)
    expect(await outcomesIn(seen, audit, id)).toEqual([])
    expect(await writesFor(key)).toEqual([])
  })
})
