import { describe, expect, it } from 'vitest'
import { ANN, AUDIT, anInputId } from '../builders.ts'
import { openMemory } from '../memory-store.ts'
import { ASKED, aDatabase, rowsOf } from './audit-files.ts'
import { cli } from './harness.ts'

const EXPORT = ['audit', 'export']

async function exporting() {
  const { file, env } = await aDatabase()
  const run = (...args: readonly string[]) => cli([...EXPORT, ...args], env)
  const seqs = async (...args: readonly string[]) => {
    const { exit, out } = await run(...args)
    expect(exit).toBe(0)
    return out.filter(Boolean).map((line) => JSON.parse(line).seq)
  }
  return { file, env, run, seqs }
}

describe('audit export', () => {
  it('prints each entry as it is stored, a line each', async () => {
    const { file, run } = await exporting()
    const { exit, out, err } = await run()
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    const rows = rowsOf(file)
    expect(out.map((line) => JSON.parse(line))).toMatchObject(rows)
    expect(Object.keys(JSON.parse(out[0] ?? ''))).toEqual(['seq', 'prev', 'hash', 'body'])
  })

  it.each([
    [
      ['--request', ASKED],
      [2, 3, 4, 5, 6],
    ],
    [['--user', 'U0SAM'], [3]],
    [
      ['--key', 'alias/payments'],
      [2, 3, 4, 5, 6],
    ],
    [
      [
        '--key',
        'arn:aws:kms:eu-west-1:123456789012:key/7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77',
        '--user',
        'U0ANN',
      ],
      [2],
    ],
    [['--key', 'alias/nobody'], []],
    [
      ['--since', '2026-03-02T09:01:00Z'],
      [5, 6, 10, 11, 12],
    ],
    [
      ['--since', '2026-03-02T10:01:00+01:00', '--until', '2026-03-02 09:01:02Z'],
      [5, 10],
    ],
    [['--until', '2026-03-01'], []],
    [['--since', '2026-03-02', '--until', '2026-03-02', '--request', ASKED, '--user', 'U0SAM'], [3]],
  ])('selects by %j', async (args, expected) => {
    const { seqs } = await exporting()
    expect(await seqs(...args)).toEqual(expected)
  })

  it('selects also what was refused for a key', async () => {
    const { file, env } = await aDatabase()
    const bot = openMemory(file)
    const arn = 'arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000001'
    const inputs = [
      { command: 'rotate', refusal: 'hmac' as const, arn, input: anInputId(9), channel: AUDIT, count: 2 },
    ]
    const at = '2026-03-02T10:00:00.000Z'
    await bot.store.ledger.note({ v: 1, kind: 'refused', at, by: ANN, since: at, inputs, more: 0 })
    await bot.store.close()
    const { out } = await cli([...EXPORT, '--key', arn], env)
    expect(out.map((line) => JSON.parse(line).seq)).toEqual([13])
  })

  it('prints a table with what people are called, in which nothing is taken for a formula', async () => {
    const { file, env } = await aDatabase()
    const bot = openMemory(file)
    await bot.rows(
      `CREATE TABLE IF NOT EXISTS names (person TEXT PRIMARY KEY, name TEXT NOT NULL, first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL)`,
    )
    for (const [person, name] of [
      ['U0ANN', '=HYPERLINK("http://x","Ann")'],
      ['U0SAM', '\u202eSam,\n"the"\u0000 Ö'],
    ])
      await bot.rows('INSERT INTO names VALUES ($1, $2, 1, 1)', person ?? '', name ?? '')
    await bot.store.close()
    const { exit, out } = await cli([...EXPORT, '--format', 'csv', '--request', ASKED], env)
    expect(exit).toBe(0)
    const [head = '', asked = '', approved = '', ...rest] = out
    expect(head).toBe(
      'seq,at,kind,request,by,name,operation,key,rule,before,after,status,ciphertrust_request,why,hash,entry',
    )
    expect(asked).toContain(`,U0ANN,"'=HYPERLINK(""http://x"",""Ann"")",enable-auto-rotation,arn:aws:kms:`)
    expect(approved).toContain(',U0SAM,"Sam, ""the"" Ö",')
    expect(rest.at(-1)).toMatch(
      /^6,2026-03-02T09:01:02\.000Z,succeeded,R-11111111,,,,,,off,"on, every 365",200,c-123,,[0-9a-f]{64},/,
    )
  })

  it('prints the head of a table that has no lines, and says beside it that there are none', async () => {
    const { run } = await exporting()
    const { exit, out, err } = await run('--format', 'csv', '--until', '2020-01-01')
    expect({ exit, lines: out.length, err }).toEqual({ exit: 0, lines: 1, err: 'The log has no such entry.' })
  })

  it.each([
    ['a format that there is not', ['--format', 'xml'], /Allowed choices are jsonl, csv/],
    ['a day that there is not', ['--since', '2026-02-30'], /must be a day such as 2026-03-01/],
    ['a time without a zone', ['--until', '2026-03-01T09:00'], /a time such as 2026-03-01T09:30Z/],
    ['a word', ['--since', 'yesterday'], /must be a day/],
    ['a name', ['--user', 'ann'], /must be an id such as U0ANN/],
    ['a request that is none', ['--request', '4711'], /must be the id of a request/],
    ['a key that is none', ['--key', 'a b'], /must be an ARN/],
  ])('ends with 2 and says why, given %s', async (_, args, why) => {
    const { exit, out, err } = await cli([...EXPORT, ...args])
    expect({ exit, out }).toEqual({ exit: 2, out: [''] })
    expect(err).toMatch(why)
  })
})
