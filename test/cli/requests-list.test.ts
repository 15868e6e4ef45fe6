import { describe, expect, it } from 'vitest'
import { release } from '../../src/core/calling.ts'
import { ANN, AUDIT, as, CARD_TS, last, later, pathTo, UNREACHABLE } from '../builders.ts'
import { agreed, asked, ID, unsettled } from '../usecases/two-persons.ts'
import { OTHER } from './audit-files.ts'
import { botBeside } from './bot-beside.ts'

const waiting = () => {
  const path = pathTo.executing()
  const pause = { fault: UNREACHABLE, until: later(90).getTime() }
  return [...path, release(as(last(path), 'executing'), later(40), pause)]
}

describe('requests list', () => {
  it('says that none is open', async () => {
    const { requests } = await botBeside(pathTo.succeeded())
    expect(await requests('list')).toMatchObject({ exit: 0, out: ['No request is open.'], err: '' })
  })

  it('says of each since when it stands so, who asked, for which key, and what to do', async () => {
    const { requests, store } = await botBeside(unsettled())
    await store.names.seen(ANN, 'Ann')
    await store.deliveries.cardPosted(ID, CARD_TS, 6)
    const { exit, out } = await requests('list')
    expect(exit).toBe(0)
    expect(out).toEqual([
      'R-11111111  Not confirmed yet',
      '  Key    alias/payments',
      '         arn:aws:kms:eu-west-1:123456789012:key/7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77',
      '  Asked  to switch on automatic rotation, by Ann (U0ANN), 2026-03-02 09:00:00 UTC',
      '  Since  2026-03-02 09:01:00 UTC',
      '  Waits  for a person who says what AWS shows, asked since 2026-03-02 09:16:40 UTC. CipherTrust closed the connection before its answer was complete. The call may or may not have taken effect, so it is not made again.',
      '  Card   stands in C0AUDIT; 4 messages still to be posted',
      '  To do  Look the key up in AWS: is automatic rotation on in AWS now?',
      '         Then: cckm-bot requests settle R-11111111 --on, or --off if not',
    ])
  })

  it.each([
    ['requested', asked(), /Waits {2}for a decision: 0 of 1 approvals given/],
    ['approved', agreed(), /Waits {2}for its card: no call is made before it stands/],
    ['executing', pathTo.executing(), /Waits {2}for the bot, which reads the key once more/],
    ['calling', pathTo.calling(), /Waits {2}for the answer to its call/],
    [
      'unconfirmed',
      pathTo.unconfirmed(),
      /Waits {2}for the bot, which reads the key to find out: 0 times so far/,
    ],
  ])('says what one that is %s waits for', async (_, path, waits) => {
    const { requests } = await botBeside(path)
    expect((await requests('list')).out.join('\n')).toMatch(waits)
  })

  it('says why an approved one has not been called, and when it is tried next', async () => {
    const { requests, store } = await botBeside(waiting())
    await store.deliveries.cardPosted(ID, CARD_TS, 4)
    expect((await requests('list')).out.join('\n')).toContain(
      'for its next try, 2026-03-02 09:01:30 UTC. CipherTrust could not be reached. No call was made yet.',
    )
  })

  it('says that the bot should have ended it by now', async () => {
    const { requests } = await botBeside(asked())
    expect((await requests('list')).out.join('\n')).toMatch(
      /, until 2026-03-02 17:00:00 UTC: its time is over.*See whether the bot runs\./,
    )
  })

  it.each([
    [null, 'could not be posted in C0AUDIT (Slack says is_archived)'],
    [
      CARD_TS,
      'stands in C0AUDIT, but shows what was before: it could not be redrawn (Slack says is_archived)',
    ],
  ])('says why its card does not show it, and how to have it tried again: %s', async (ts, card) => {
    const { requests, store } = await botBeside(unsettled())
    if (ts) await store.deliveries.cardPosted(ID, ts, 2)
    await store.deliveries.cardGivenUp(ID, 'is_archived')
    const [line] = (await store.deliveries.delivery(ID))?.owed ?? []
    if (line) await store.deliveries.messageGivenUp(line, AUDIT, 'user_disabled')
    const { out } = await requests('list')
    expect(out.join('\n')).toContain(`  Card   ${card}; 3 messages still to be posted; one message given up`)
    expect(out.at(-1)).toMatch(
      /Once the bot can post in C0AUDIT again: cckm-bot requests retry-posts R-11111111$/,
    )
  })

  it('tells with --all of those that are over, with who ended them', async () => {
    const { requests } = await botBeside(unsettled(), pathTo.failed(OTHER))
    await requests('settle', ID, '--on')
    const all = (await requests('list', '--all')).out.join('\n')
    expect((await requests('list')).out).toEqual(['No request is open.'])
    expect(all).toMatch(/R-22222222 {2}Failed.*R-11111111 {2}Done|R-11111111 {2}Done.*R-22222222 {2}Failed/s)
    expect(all).toContain('  Ended  It was done, says “os:anna” at the command line')
  })

  it('prints the same as data', async () => {
    const { requests, store } = await botBeside(unsettled())
    await store.deliveries.cardGivenUp(ID, 'is_archived')
    const { out } = await requests('list', '--json')
    expect(JSON.parse(out.join('\n'))).toMatchObject({
      requests: [
        {
          ...{ id: ID, state: 'unconfirmed', asksAPerson: true, since: later(60).getTime(), until: null },
          ...{ requester: { id: ANN }, key: { name: 'alias/payments' }, approvals: { given: 1, needed: 1 } },
          card: { channel: 'C0AUDIT', ts: null, givenUp: true },
          ...{ owed: 4, untold: 0, slack: 'is_archived' },
        },
      ],
    })
  })
})
