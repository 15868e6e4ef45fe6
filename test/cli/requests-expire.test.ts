import { describe, expect, it } from 'vitest'
import { pathTo } from '../builders.ts'
import { agreed, asked, ID, unsettled } from '../usecases/two-persons.ts'
import { botBeside } from './bot-beside.ts'

describe('requests expire', () => {
  it.each([
    ['waits for a decision', asked()],
    ['waits for its call', agreed()],
  ])('ends one that %s, and frees its key', async (_, path) => {
    const { requests, store, newest } = await botBeside(path)
    const { exit, out, err } = await requests('expire', ID, '--because', 'asked twice')
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out[0]).toBe(
      `${ID}: Expired. Ended by “os:anna” at the command line: “asked twice”. The bot changed nothing. Ask again if it is still wanted.`,
    )
    expect((await newest()).entry).toMatchObject({ kind: 'expired', by: 'os:anna' })
    const [first] = path
    expect(await store.requests.openRequestOn(first?.to.key.arn ?? '')).toBeNull()
  })

  it.each([
    ['is about to be called', pathTo.executing(), /right before its call, so nothing was done/],
    ['is being called', pathTo.calling(), /is under way, so nothing was done/],
    ['is in doubt', pathTo.unconfirmed(), /may have taken effect.*The bot reads the key to find out\.$/],
    [
      'a person is asked about',
      unsettled(),
      /may have taken effect.*requests settle R-11111111 --on, or --off$/,
    ],
    ['is over', pathTo.failed(), /^R-11111111 is over since/],
  ])('refuses one that %s', async (_, path, why) => {
    const { requests, store } = await botBeside(path)
    const before = await store.requests.request(ID)
    const { exit, out, err } = await requests('expire', ID)
    expect({ exit, out }).toEqual({ exit: 1, out: [''] })
    expect(err).toMatch(why)
    expect(await store.requests.request(ID)).toEqual(before)
  })
})
