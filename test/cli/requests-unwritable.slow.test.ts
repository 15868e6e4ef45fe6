import { chmodSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { ID, unsettled } from '../usecases/two-persons.ts'
import { botBeside } from './bot-beside.ts'

const NOBODY = 65_534

/** Root may write everywhere, so that it is somebody else who tries; a process of its own is needed for that. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid?.(NOBODY)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}

describe('a database that whoever is at the command line may only read', () => {
  it.each(['of a bot that runs', 'of a bot that is stopped'])(
    '%s is not changed, and it is said who can',
    async (which) => {
      const { file, stop, requests, kinds } = await botBeside(unsettled())
      const before = await kinds()
      if (which.endsWith('stopped')) await stop()
      chmodSync(dirname(file), 0o755)
      const { exit, out, err } = await asNobody(() => requests('settle', ID, '--on'))
      expect({ exit, out }).toEqual({ exit: 2, out: [''] })
      expect(err).toMatch(
        /cannot be written by anna\. Nothing in it was changed\. Run this as the user that runs the bot/,
      )
      if (!which.endsWith('stopped')) expect(await kinds()).toEqual(before)
      expect((await asNobody(() => requests('list'))).out[0]).toBe(`${ID}  Not confirmed yet`)
    },
  )
})

describe('a database that something else holds', () => {
  it('is waited for, and then left as it is', async () => {
    const { file, requests, kinds } = await botBeside(unsettled())
    const before = await kinds()
    const holder = new DatabaseSync(file)
    holder.exec('BEGIN IMMEDIATE')
    const { exit, err } = await requests('settle', ID, '--on')
    holder.close()
    expect(exit).toBe(2)
    expect(err).toMatch(
      /is held by another program, such as a backup\. Nothing in it was changed\. Try again/,
    )
    expect(await kinds()).toEqual(before)
  })
})
