import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { append } from '../../src/store/chain.ts'
import { openMemory } from '../memory-store.ts'
import { ASKED, aDatabase, rechain, tamper } from './audit-files.ts'
import { VERIFY, verifying } from './audit-verifying.ts'
import { damage } from './damage.ts'
import { cli, folder } from './harness.ts'

describe('audit verify', () => {
  it('says of an untouched log that it is intact, how far it goes, and what was not compared', async () => {
    const { verify } = await verifying()
    const { exit, out, err } = await verify()
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out[0]).toBe('The log is intact.')
    expect(out[1]).toMatch(
      /^The chain holds from #1 to #12 of 2026-03-02 09:01:39 UTC, whose hash is [0-9a-f]{64}\.$/,
    )
    expect(out[2]).toMatch(/^Nothing that others keep was compared: .*--slack or --anchors/)
  })

  it.each([
    [
      'an edit',
      `UPDATE audit SET body = replace(body, 'U0SAM', 'U0KIM') WHERE seq = 3`,
      3,
      /^#3 was edited: its hash/,
    ],
    ['a removed entry', 'DELETE FROM audit WHERE seq = 4', 4, /^#4 is missing/],
    ['a cut', 'DELETE FROM audit WHERE seq > 9', 10, /^The log is cut: #10 to #12 are missing/],
    [
      'another request',
      `UPDATE audit SET request_id = 'R-22222222' WHERE seq = 3`,
      3,
      /^#3 was edited: its column/,
    ],
    [
      'text that is no UTF-8',
      `UPDATE audit SET body = CAST(x'7bff7d' AS TEXT) WHERE seq = 5`,
      5,
      /^#5 was edited/,
    ],
    [
      'a number beyond all numbers',
      'UPDATE audit SET seq = 9223372036854775807 WHERE seq = 6',
      6,
      /^#6 is missing/,
    ],
    ['a head that is gone', 'DELETE FROM head', 12, /note of its last entry is gone/],
    [
      'a table that was made anew without its rules',
      'CREATE TABLE b AS SELECT * FROM audit; DROP TABLE audit; ALTER TABLE b RENAME TO audit; INSERT INTO audit SELECT * FROM audit WHERE seq = 7',
      7,
      /^#7 is doubled/,
    ],
    [
      'text that became something else',
      'CREATE TABLE b AS SELECT * FROM audit; DROP TABLE audit; ALTER TABLE b RENAME TO audit; UPDATE audit SET body = NULL, prev = 7 WHERE seq = 8',
      8,
      /^#8 was edited/,
    ],
    [
      'a request whose outcome was edited',
      `UPDATE requests SET state = 'failed' WHERE id = '${ASKED}'`,
      6,
      /^Request R-11111111 was edited outside of the log: #6 tells otherwise of its state/,
    ],
    [
      'a request whose requester was edited',
      `UPDATE requests SET requester = 'U0KIM' WHERE id = '${ASKED}'`,
      2,
      /#2 tells otherwise of its requester/,
    ],
    [
      'a request that is gone',
      `DELETE FROM requests WHERE id = '${ASKED}'`,
      2,
      /of which #2 tells, is no longer/,
    ],
    [
      'messages about entries that are gone',
      'DELETE FROM audit WHERE seq = 12; UPDATE head SET seq = 11, hash = (SELECT hash FROM audit WHERE seq = 11); UPDATE messages SET seq = 12 WHERE id = 1',
      12,
      /^The log is cut: #12 is missing at its end. A message/,
    ],
  ])('says where and what, and ends with 1, given %s', async (_, statement, seq, says) => {
    const { verify } = await verifying(statement)
    const { exit, out, err } = await verify('--json')
    const { intact, firstBad, findings } = JSON.parse(out.join('\n'))
    expect({ exit, err, intact, firstBad }).toEqual({ exit: 1, err: '', intact: false, firstBad: seq })
    expect(findings[0].says).toMatch(says)
    const said = (await verify()).out.slice(0, 2)
    expect(said).toEqual([expect.stringMatching(`tampered with, first at #${seq}\\.$`), findings[0].says])
  })

  it('says of a request that the log has nothing of', async () => {
    const { verify } = await verifying(`UPDATE requests SET id = 'R-99999999' WHERE id = '${ASKED}'`)
    const { exit, out } = await verify()
    expect(exit).toBe(1)
    expect(out.join('\n')).toContain(
      'Request R-99999999 stands in the database, and no entry of the log tells of it.',
    )
  })

  it('looks at bytes where a text would hide what they are', async () => {
    const { file, verify } = await verifying(
      `UPDATE audit SET body = CAST(CAST(substr(body, 1, length(body) - 2) AS BLOB) || x'ff' || '"}' AS TEXT) WHERE seq = 1`,
    )
    rechain(file)
    const { exit, out } = await verify()
    expect(exit).toBe(1)
    expect(out[1]).toMatch(/^#1 was edited: /)
  })

  it('reads entries of versions and kinds that it does not know, and says so', async () => {
    const { file, verify } = await verifying(
      `UPDATE audit SET body = '{"v":2,"kind":"started","at":0}' WHERE seq = 1`,
      // What it means for its request is not known, so nothing more is said of that.
      `UPDATE audit SET body = json_set(body, '$.v', 2) WHERE seq = 3`,
      `UPDATE audit SET body = '{"v":1,"kind":"danced","at":"2026-03-02T09:01:39.000Z"}' WHERE seq = 12`,
    )
    rechain(file)
    const { exit, out } = await verify()
    expect(exit).toBe(0)
    expect(out.filter((line) => line.startsWith('Note: '))).toEqual([
      expect.stringContaining('#1 and 1 more are of a version that this program does not know'),
      expect.stringContaining('#7 is dated before the entry in front'),
      expect.stringContaining('#12 is of a kind that this program does not know'),
    ])
  })

  it.each([
    ['it is a folder', '.', /^There is no database at .*: set DATABASE_URL/, 2],
    ['there is none', 'no.db', /^There is no database at .*no\.db: set DATABASE_URL/, 2],
    ['it is something else', 'text.db', /is no database/, 2],
    ['it is of another program', 'other.db', /is not as the bot makes it \(no such table: head\)/, 1],
  ])('says in a sentence that the database cannot be read: %s', async (_, name, says, exit) => {
    const place = folder()
    writeFileSync(join(place, 'text.db'), 'not a database, but long enough to be looked at as one'.repeat(40))
    tamper(join(place, 'other.db'), 'CREATE TABLE x (y)')
    const found = await cli(VERIFY, { DATABASE_URL: `sqlite:${join(place, name)}` })
    expect(found).toMatchObject({ exit, out: [''] })
    expect(found.err).toMatch(says)
    expect(found.err.split('\n')).toHaveLength(1)
  })

  it('says that a database is damaged', async () => {
    const { file, env } = await aDatabase()
    const copy = `${file}.damaged`
    copyFileSync(file, copy)
    damage(copy)
    const { exit, err } = await cli(VERIFY, { ...env, DATABASE_URL: `sqlite:${copy}` })
    expect(exit).toBe(1)
    expect(err).toMatch(/is damaged, so the log cannot be read to its end/)
  })

  it('reads one moment of a bot that runs and writes on', async () => {
    const file = join(folder(), 'bot.db')
    const bot = openMemory(file)
    const entry = (version: string) =>
      ({ v: 1, kind: 'started', at: '2026-03-02T09:00:00.000Z', version }) as const
    await bot.db.transaction(async (sql) => {
      for (let n = 0; n < 1_200; n++) await append(sql, entry(`${n}`))
    })
    const verified = cli(VERIFY, { DATABASE_URL: `sqlite:${file}` })
    for (let n = 0; n < 20; n++) await bot.store.ledger.note(entry(`later ${n}`))
    const { exit, out } = await verified
    expect(exit).toBe(0)
    expect(out[0]).toBe('The log is intact.')
    await bot.store.close()
  })
})
