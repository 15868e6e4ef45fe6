import { describe, expect, it } from 'vitest'
import { MOST_COMMENT, type Taken } from '../../../src/core/input.ts'
import { metadataOf } from '../../../src/slack/listeners/submission.ts'
import { REFUSALS } from '../../../src/slack/views/refusal.ts'
import { ANN, AUDIT, waiting } from '../../builders.ts'
import { formOf, listening, submit } from './listening.ts'

const errorAt = (sentence: unknown) => ({ response_action: 'errors', errors: { comment: sentence } })

describe('the submission of the form', () => {
  it.each(['approve', 'deny'] as const)(
    'is stored as the decision, and the form closes: %s',
    async (verdict) => {
      const bot = await listening()
      const { id, responseUrl } = await formOf(bot, verdict)
      const { ack, error, modals } = await submit(bot, id, ' as agreed ')
      expect([ack, error, modals]).toEqual([{}, undefined, []])
      expect(bot.taken.map(({ input }) => input)).toEqual([
        {
          kind: 'decision',
          id: `view:${id}`,
          by: bot.slack.users.approver1,
          channel: bot.slack.channels.audit,
          responseUrl,
          request: waiting().id,
          verdict,
          comment: 'as agreed',
        },
      ])
    },
  )

  it.each([null, '  '])('approves without a comment when there is none: %j', async (comment) => {
    const bot = await listening()
    const { id } = await formOf(bot, 'approve')
    await submit(bot, id, comment)
    expect(bot.taken.map(({ input }) => 'comment' in input)).toEqual([false])
  })

  it('is not acked before it is stored', async () => {
    const stored = Promise.withResolvers<Taken>()
    const bot = await listening({ take: () => stored.promise })
    const { id } = await formOf(bot, 'approve')
    const acked = submit(bot, id, null).then(() => bot.events.push('acked'))
    await expect.poll(() => bot.taken).toHaveLength(1)
    expect(bot.events).toEqual([])
    stored.resolve('taken')
    await acked
    expect(bot.events).toEqual(['stored', 'acked'])
  })

  it.each([
    ['nothing', null],
    ['blanks', ' \n '],
    ['characters that nobody sees', '\u200b\u2060'],
  ])('does not deny for %s: it says at the field that a reason is needed', async (_, comment) => {
    const bot = await listening()
    const { id } = await formOf(bot, 'deny')
    const { ack, modals } = await submit(bot, id, comment, { forge: true })
    expect(ack).toEqual(errorAt(expect.stringContaining('say why')))
    expect(modals).toMatchObject([{ id }])
    expect(bot.taken).toEqual([])
  })

  it.each([
    ['by a forged client', 'x'.repeat(MOST_COMMENT + 1), true],
    ['of emoji, which are longer than they look', '😀'.repeat(MOST_COMMENT / 2 + 1), false],
  ])('refuses at the field a comment that is too long to be kept: %s', async (_, comment, forge) => {
    const bot = await listening()
    const { id } = await formOf(bot, 'approve')
    expect((await submit(bot, id, comment, { forge })).ack).toEqual(
      errorAt(expect.stringContaining(`${MOST_COMMENT} characters`)),
    )
    expect(bot.taken).toEqual([])
    expect((await submit(bot, id, 'x'.repeat(MOST_COMMENT))).ack).toEqual({})
  })

  it('says at the field that it could not be stored, keeps the form, and takes it the next time', async () => {
    const results = [() => Promise.reject(new Error('disk is full')), async () => 'taken' as const]
    const bot = await listening({ take: () => results.shift()?.() ?? Promise.resolve('taken_before') })
    const { id } = await formOf(bot, 'deny')
    const refused = await submit(bot, id, 'not today')
    expect(refused.ack).toEqual(errorAt(REFUSALS.not_stored))
    expect(refused.modals).toMatchObject([{ id }])
    const again = await submit(bot, id, 'not today')
    expect([again.ack, again.modals]).toEqual([{}, []])
  })

  it('is one input when Slack delivers it twice', async () => {
    const bot = await listening()
    const { id } = await formOf(bot, 'approve')
    await submit(bot, id, null, { repeat: 2 })
    expect(bot.taken).toHaveLength(1)
  })

  it('goes by one name when it is sent twice, so that the store takes one of them; both are acked', async () => {
    const stored = Promise.withResolvers<Taken>()
    const results = [stored.promise, stored.promise.then(() => 'taken_before' as const)]
    const bot = await listening({ take: () => results.shift() ?? Promise.reject(new Error('a third')) })
    const { id } = await formOf(bot, 'approve')
    const both = Promise.all([submit(bot, id, 'yes'), submit(bot, id, 'yes')])
    await expect.poll(() => bot.taken).toHaveLength(2)
    stored.resolve('taken')
    expect((await both).map(({ ack }) => ack)).toEqual([{}, {}])
    expect(bot.taken.map(({ input }) => input.id)).toEqual([`view:${id}`, `view:${id}`])
  })

  it('goes by another name in another form', async () => {
    const bot = await listening()
    for (const _ of [1, 2]) await submit(bot, (await formOf(bot, 'approve')).id, null)
    expect(new Set(bot.taken.map(({ input }) => input.id)).size).toBe(2)
  })
})

describe('metadataOf', () => {
  it('keeps the person out: who submits is who decides', () => {
    const to = { by: ANN, channel: AUDIT, responseUrl: 'https://hooks.slack.com/actions/1' }
    const kept = metadataOf(to, { verdict: 'deny', request: waiting().id })
    expect(JSON.parse(kept)).toEqual({
      verdict: 'deny',
      request: waiting().id,
      channel: AUDIT,
      responseUrl: to.responseUrl,
    })
  })
})
