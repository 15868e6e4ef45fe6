import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rechain, rowsOf } from './audit-files.ts'
import { VERIFY, verifying } from './audit-verifying.ts'
import { cli, folder } from './harness.ts'

describe('audit verify --anchors', () => {
  const rewrite = `UPDATE audit SET body = replace(body, 'U0SAM', 'U0KIM') WHERE seq = 3;
    UPDATE requests SET body = replace(body, 'U0SAM', 'U0KIM')`

  it('finds a log that was rewritten whole, between two anchors', async () => {
    const { file, anchors, env } = await verifying(rewrite)
    rechain(file)
    expect((await cli(VERIFY, env)).exit).toBe(0)
    const kept = join(folder(), 'anchors.jsonl')
    writeFileSync(kept, [anchors[1], anchors[7], anchors[11]].join('\n'))
    const { exit, out } = await cli([...VERIFY, '--anchors', kept], env)
    expect(exit).toBe(1)
    expect(out.join('\n')).toMatch(
      /The log was tampered with, somewhere from #3 to #8\.\nThe log was rewritten somewhere from #3 to #8: Line 2 of anchors\.jsonl says that #8 had the hash/,
    )
    expect(out.join('\n')).toMatch(
      /Compared with 3 hashes that others keep \(Slack: 0, file: 3\): 1 agree, 2 do not: Line 2 of anchors\.jsonl, of #8; Line 3 of anchors\.jsonl, of #12\./,
    )
  })

  it('lets no anchor vouch for what the chain no longer reaches', async () => {
    const { anchors, verify, env } = await verifying(rewrite)
    const { exit, out } = await cli([...VERIFY, '--anchors', '-'], env, [`${anchors[7]}\n`])
    expect(exit).toBe(1)
    expect(out.slice(0, 1)).toEqual((await verify()).out.slice(0, 1))
    expect(out.join('\n')).toContain('(Slack: 0, file: 1): all agree.')
    expect(out.join('\n')).not.toContain('all up to it is as it was')
  })

  it('finds a tail that was cut with its head', async () => {
    const { env, anchors } = await verifying(
      'DELETE FROM audit WHERE seq = 12',
      'UPDATE head SET seq = 11, hash = (SELECT hash FROM audit WHERE seq = 11)',
    )
    expect((await cli(VERIFY, env)).exit).toBe(0)
    const { exit, out } = await cli([...VERIFY, '--anchors', '-'], env, [
      `${anchors[3]}\n`,
      `${anchors[11]}\n`,
    ])
    expect(exit).toBe(1)
    expect(out.join('\n')).toMatch(
      /first at #12\.\nThe log is cut: #12 is missing at its end\. Line 2 of standard input says that there was #12\./,
    )
  })

  it.each([
    ['anchors', (row: Row) => ({ anchor: { seq: row.seq, hash: row.hash, at: '2026-03-02T10:00:00Z' } })],
    [
      'log lines',
      (row: Row) => ({ level: 70, time: 1, seq: row.seq, hash: row.hash, entry: {}, msg: 'entry' }),
    ],
    ['an export', (row: Row) => row],
    [
      'what Docker keeps',
      (row: Row) => ({ log: `${JSON.stringify({ level: 70, ...row })}\n`, stream: 'stdout' }),
    ],
    [
      'what a search engine keeps',
      (row: Row) => ({ _index: 'logs', _source: { message: JSON.stringify({ level: 70, ...row }) } }),
    ],
    [
      'what a collector read as JSON',
      (row: Row) => ({ labels: { pod: 'bot-1' }, jsonPayload: { level: 70, ...row } }),
    ],
  ])('takes %s among other lines, and what stands in front', async (_, lineOf) => {
    const { env, file } = await verifying()
    const lines = rowsOf(file).map((row) => `2026-03-02T09:00:00Z {app="bot"} ${JSON.stringify(lineOf(row))}`)
    const noise = ['', 'plain text', '{"level":30,"msg":"started"}', '{"seq":0,"hash":""}', '{', '[{}]']
    const { exit, out } = await cli([...VERIFY, '--anchors', '-'], env, [
      [...noise, ...lines, ...noise].join('\r\n'),
    ])
    expect(exit).toBe(0)
    expect(out.join('\n')).toContain(
      'Compared with 12 hashes that others keep (Slack: 0, file: 12): all agree.',
    )
  })

  it('tells a witness that is missing from tampering: a file with nothing in it', async () => {
    const { env } = await verifying()
    const { exit, out } = await cli([...VERIFY, '--anchors', '-'], env, ['nothing\n'])
    expect(exit).toBe(3)
    expect(out[0]).toBe('The log is intact in itself, but a witness is missing.')
    expect(out[2]).toMatch(/^Nothing that others keep could be compared: (?!.*--anchors)/)
    expect(out.join('\n')).toContain(
      'Missing: Standard input holds no anchor, no log line of an entry and no line of an export.',
    )
  })

  it.each([
    ['no-such-file.jsonl', /^no-such-file\.jsonl cannot be read/],
    [import.meta.dirname, /cli is a folder: name a file in it, or - for standard input\.$/],
  ])('ends with 2 for what cannot be read: %s', async (file, says) => {
    const { env } = await verifying()
    const { exit, err } = await cli([...VERIFY, '--anchors', file], env)
    expect(exit).toBe(2)
    expect(err).toMatch(says)
  })
})

type Row = ReturnType<typeof rowsOf>[number]
