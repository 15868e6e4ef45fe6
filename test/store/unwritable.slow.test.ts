import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { StoreUnusable } from '../../src/store/store-problem.ts'
import { T0 } from '../builders.ts'
import { sentenceAtStart } from './sentence-at-start.ts'

const now = () => T0
const NOBODY = 65_534

let folder = ''
const file = () => join(folder, 'bot.db')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cckm-bot-'))
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true, force: true })
})

/** Root may write everywhere, so that it is somebody else who tries; a process of its own is needed for that. */
function asNobody<T>(work: () => T): T {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid?.(NOBODY)
  try {
    return work()
  } finally {
    process.seteuid?.(0)
  }
}

describe('a place that cannot be written', () => {
  it('is refused when the folder may not be written', () => {
    chmodSync(folder, 0o555)
    expect(asNobody(() => sentenceAtStart(file()))).toMatch(
      /bot\.db cannot be (written|opened).*user that runs the bot/,
    )
  })

  it('is refused when the file may not be written', async () => {
    await openSqlite(file(), now).close()
    chmodSync(folder, 0o777)
    chmodSync(file(), 0o444)
    expect(asNobody(() => sentenceAtStart(file()))).toMatch(
      /bot\.db cannot be written\. Let the user that runs the bot write/,
    )
  })

  it('is refused when the database is a folder', () => {
    mkdirSync(file())
    expect(sentenceAtStart(file())).toMatch(/bot\.db cannot be opened\. DATABASE_URL must name a file/)
  })

  it('is refused when its folder is a file', () => {
    writeFileSync(join(folder, 'data'), '')
    expect(() => openSqlite(join(folder, 'data', 'bot.db'), now)).toThrow(StoreUnusable)
  })
})
