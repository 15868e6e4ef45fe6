import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { CARD_TS, pathTo } from '../builders.ts'
import { agreed, asked, ID, unsettled } from '../usecases/two-persons.ts'
import { botBeside } from './bot-beside.ts'

describe('requests settle', () => {
  it.each([
    ['--on', 'succeeded', 'Done. It was done, says “os:anna” at the command line, who looked into AWS.'],
    ['--off', 'failed', 'Nothing was changed, says “os:anna” at the command line, who looked into AWS.'],
  ])('ends it as somebody saw it in AWS, in their name: %s', async (flag, state, says) => {
    const { requests, store, newest } = await botBeside(unsettled())
    const { exit, out, err } = await requests('settle', ID, flag)
    const { seq, hash, entry } = await newest()
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out[0]).toContain(`${ID}: `)
    expect(out[0]).toContain(says)
    expect(out[1]).toBe(`It stands in the audit log #${seq} · ${String(hash).slice(0, 32)}.`)
    expect(await store.requests.request(ID)).toMatchObject({ state, settledBy: 'os:anna' })
    expect(entry).toMatchObject({ kind: state, by: 'os:anna' })
  })

  it('keeps why with the request, and its hash in the audit log', async () => {
    const { requests, store, newest } = await botBeside(unsettled())
    await requests('settle', ID, '--off', '--because', ' “off” in the console ')
    const because = '“off” in the console'
    expect(await store.requests.request(ID)).toMatchObject({ comment: because })
    const hash = createHash('sha256').update(because, 'utf8').digest('hex')
    expect((await newest()).entry).toMatchObject({ comment: hash })
  })

  it('leaves to the bot what people are told, and what it prints', async () => {
    const { requests, store, subjects, newest } = await botBeside(unsettled())
    await requests('settle', ID, '--on')
    expect(await subjects()).toEqual([`card:${ID}`, 'print:entries', `request:${ID}`])
    const owed = (await store.deliveries.delivery(ID))?.owed.slice(-3)
    expect(owed?.map(({ telling, entry }) => [telling, entry.entry.kind])).toEqual([
      ['line', 'succeeded'],
      ['dm', 'succeeded'],
      ['outcome', 'succeeded'],
    ])
    expect(await store.unprinted()).toEqual([await newest()])
  })

  it.each([
    ['waits for a decision', asked(), /is not in doubt: no call was made.*requests expire R-11111111/],
    ['waits for its call', agreed(), /is not in doubt: no call was made/],
    ['is about to be called', pathTo.executing(), /reading the key of R-11111111 right before its call/],
    ['is being called', pathTo.calling(), /The call of R-11111111 is under way/],
    [
      'is in doubt, and nobody was asked',
      pathTo.unconfirmed(),
      /^Nobody is asked about R-11111111 yet.*0 times since the call of 2026-03-02 09:01:00 UTC, next .*Nothing was done\.$/,
    ],
    [
      'is over',
      pathTo.succeeded(),
      /^R-11111111 is over since 2026-03-02 09:01:02 UTC, so nothing was done\. Done\. CipherTrust accepted/,
    ],
  ])('refuses one that %s, and says what to do', async (_, path, why) => {
    const { requests, store, written, kinds } = await botBeside(path)
    const before = await store.requests.request(ID)
    const { exit, out, err } = await requests('settle', ID, '--on')
    expect({ exit, out }).toEqual({ exit: 1, out: [''] })
    expect(err).toMatch(why)
    expect(await store.requests.request(ID)).toEqual(before)
    expect(await kinds()).toEqual(written.map(({ entry }) => entry.kind))
  })

  it('says who was first when it was settled already', async () => {
    const { requests } = await botBeside(unsettled())
    await requests('settle', ID, '--on', '--because', 'it is on')
    const { exit, err } = await requests('settle', ID, '--off')
    expect(exit).toBe(1)
    expect(err).toContain('says “os:anna” at the command line, who looked into AWS: “it is on”.')
  })

  it('ends with 2 where there is no such request', async () => {
    const { requests } = await botBeside(unsettled())
    const { exit, err } = await requests('settle', 'r-zzzzzzzz', '--on')
    expect(exit).toBe(2)
    expect(err).toMatch(/^There is no request with this id.*“cckm-bot requests list --all” lists them\.$/)
  })

  it.each([
    ['neither', [], /look the key up in AWS, and say what it shows: --on or --off/],
    ['both', ['--on', '--off'], /cannot be used with/],
    ['an empty reason', ['--on', '--because', ' '], /must be a text of at most 1000 characters/],
    ['a reason that is too long', ['--on', '--because', 'x'.repeat(1_001)], /at most 1000 characters/],
  ])('ends with 2, given %s', async (_, argv, why) => {
    const { requests } = await botBeside(unsettled())
    const { exit, err } = await requests('settle', ID, ...argv)
    expect(exit).toBe(2)
    expect(err).toMatch(why)
  })

  it('wakes nothing and prints nothing where it was refused', async () => {
    const { requests, store, subjects } = await botBeside(asked())
    await store.deliveries.cardPosted(ID, CARD_TS, 1)
    const before = await subjects()
    await requests('settle', ID, '--on')
    expect(await subjects()).toEqual(before)
    expect(await store.unprinted()).toEqual([])
  })
})
