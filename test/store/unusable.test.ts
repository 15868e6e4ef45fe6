import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pathTo } from '../builders.ts'
import { openMemory } from '../memory-store.ts'
import { sentenceAtStart } from './sentence-at-start.ts'

let folder = ''
const file = () => join(folder, 'bot.db')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cckm-bot-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** A database with a request in it, as a bot leaves it behind. */
async function aDatabase(): Promise<void> {
  const { store, walk } = openMemory(file())
  await walk(pathTo.approved())
  await store.close()
}

describe('a database that is damaged', () => {
  it.each([
    ['is no database', () => writeFileSync(file(), 'channel: C0AUDIT\n'.repeat(300))],
    ['has lost its first page', () => overwrite(0, 4_096)],
    ['has a page of rubbish in the middle', () => overwrite(4_096 * 3, 4_096 * 4)],
    ['was cut', () => writeFileSync(file(), readFileSync(file()).subarray(0, 4_096 * 5))],
  ])(
    'is refused when it %s, with a sentence that says what to do, and is left as it is',
    async (_, damage) => {
      await aDatabase()
      damage()
      const before = readFileSync(file())
      expect(sentenceAtStart(file())).toMatch(/bot\.db is damaged.*backup/)
      expect(readFileSync(file()).equals(before)).toBe(true)
    },
  )

  it('is not kept from the next try', async () => {
    await aDatabase()
    const good = readFileSync(file())
    overwrite(0, 4_096)
    sentenceAtStart(file())
    writeFileSync(file(), good)
    const { store, kinds } = openMemory(file())
    expect(await kinds()).toEqual(['asked', 'approved'])
    await store.close()
  })

  function overwrite(from: number, to: number): void {
    const bytes = readFileSync(file())
    writeFileSync(file(), bytes.fill(0x5a, from, to))
  }
})

describe('a database that a newer bot made', () => {
  it('is refused with both versions, before anything is written', async () => {
    await aDatabase()
    const db = new DatabaseSync(file())
    db.exec('PRAGMA user_version = 99')
    db.close()
    const before = readFileSync(file())
    expect(sentenceAtStart(file())).toMatch(
      /newer cckm-bot: its schema is version 99, and this one knows 1\. Nothing/,
    )
    expect(readFileSync(file()).equals(before)).toBe(true)
  })
})
