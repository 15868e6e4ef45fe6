import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { jsonLine } from '../../src/audit/export.ts'
import { createAuditReads } from '../../src/store/audit-reads.ts'
import { append } from '../../src/store/chain.ts'
import { sha256 } from '../builders.ts'
import { folder } from '../cli/harness.ts'
import { edits } from './edits.ts'
import { openLogDatabase } from './log-database.ts'
import { aLog, at, type Log, recomputed, withRow, witnessOf } from './logs.ts'
import { noPython, python, VERIFIER, verdicts } from './python.ts'

// Halves of pairs, line ends of every kind, what is invisible or turns the direction, what looks like an escape.
const ODD = [
  '\ud800',
  '\udfff!',
  '\ud83d\ude80',
  '\u2028\u2029\u0085',
  '\r\n\n',
  '\u0000\u0007\u001b[31m',
  '\u202eabc\u2066',
  '\ufeff',
  '\uffff\ufffe',
  'é e\u0301',
  '\\u0041 \\ud800 \\"',
  '"}\n{"seq":1',
  '𝒳\u{10ffff}',
  '\u200b\u200d\u00ad',
  "='@+-",
  '中文 עברית العربية',
]

function lines({ rows }: Pick<Log, 'rows'>): readonly string[] {
  return rows.map(jsonLine)
}

describe.skipIf(noPython)('the verifier in Python', () => {
  let log: Log
  beforeAll(async () => {
    log = await aLog(40)
  })

  it('accepts an export of 20,000 entries with every odd character, and each that was tampered with not', async () => {
    const { db, sql } = openLogDatabase()
    db.exec('BEGIN')
    for (let n = 0; n < 20_000; n++)
      await append(sql, {
        v: 1,
        kind: 'started',
        at: '2026-03-02T09:00:00.000Z',
        version: `${n} ${ODD[n % ODD.length]}`,
      })
    const text: string[] = []
    for await (const rows of createAuditReads(db).rows()) text.push(...rows.map(jsonLine))
    db.close()
    const anchor = `${JSON.stringify({ anchor: { ...JSON.parse(text.at(-1) ?? ''), body: undefined } })}\n`
    expect(said(text)).toBe(`OK: 20000 entries. The last is #20000, ${JSON.parse(text.at(-1) ?? '').hash}.\n`)
    expect(said(text, anchor)).toMatch(/^OK: 20000/)
    const wrapped = `{app="bot"} ${JSON.stringify({ _source: { log: `x ${anchor}` } })}\n`
    expect(said(text, wrapped)).toMatch(/^OK: 20000/)
    expect(said(text, wrapped.replaceAll(/[0-9a-f]{64}/g, 'f'.repeat(64)))).toMatch(
      /^WRONG: #20000: .* rewritten$/m,
    )

    const edited = [...ODD.keys()].map((index) => ({
      lines: text.slice(0, 100).with(index, (text[index] ?? '').replace('started', 'startet')),
    }))
    expect(verdicts(edited)).toEqual(
      ODD.map((_, index) => expect.stringMatching(new RegExp(`^#${index + 1}: its hash does not fit`))),
    )
    expect(said(text.with(9_999, text[0] ?? ''))).toMatch(/^WRONG: #10000: .* has #1 in its place/)
    expect(said(text.toSpliced(12_344, 1))).toMatch(/^WRONG: #12345: .* has #12346 in its place/)
    expect(said(text.slice(0, 15_000))).toMatch(/^OK/)
    expect(said(text.slice(0, 15_000), anchor)).toMatch(/^WRONG: #15001: the log was cut; .* tells of #20000/)
  })

  it('hashes what somebody wrote as the bot does', () => {
    const program = `import json, sys; sys.path.insert(0, ${JSON.stringify(dirname(VERIFIER))}); import verify
for line in sys.stdin: print(verify.sha256(json.loads(line)))`
    const { out, err } = python(['-c', program], ODD.map((text) => JSON.stringify(text)).join('\n'))
    expect(err).toBe('')
    expect(out.trim().split('\n')).toEqual(ODD.map(sha256))
  })

  it('rejects each of the tamperings, at the first entry that is touched', () => {
    const cases = [...log.rows.keys()].flatMap((index) => {
      const seq = index + 1
      const text = lines(log)
      const [one = '', next = ''] = [text[index], text[index + 1]]
      const { hash, prev } = at(log, seq)
      return [
        ...edits(at(log, seq).body).map((body) => ({ seq, lines: lines(withRow(log, seq, { body })) })),
        { seq, lines: text.with(index, one.replace(hash, 'f'.repeat(64))) },
        { seq, lines: text.with(index, one.replace(prev, 'f'.repeat(64))) },
        { seq, lines: text.with(index, one.replace(`"seq":${seq}`, `"seq":${seq}.0`)) },
        { seq, lines: text.with(index, one.replace(`"seq":${seq}`, `"seq":"${seq}"`)) },
        { seq, lines: text.with(index, one.replace(`"body"`, `"text"`)) },
        { seq, lines: text.with(index, one.slice(0, -3)) },
        { seq, lines: text.with(index, 'null') },
        ...(seq < 40
          ? [
              { seq, lines: text.toSpliced(index, 1) },
              { seq, lines: text.with(index, next).with(index + 1, one) },
            ]
          : []),
        { seq: seq + 1, lines: text.toSpliced(index, 0, one) },
      ]
    })
    const found = verdicts(cases)
    const wrong = cases.filter(({ seq }, index) => !found[index]?.startsWith(`#${seq}: `))
    expect(wrong.map(({ seq, lines: [first] }) => ({ seq, first }))).toEqual([])
    expect(found.length).toBeGreaterThan(1_000)
    expect(verdicts([{ lines: lines(log) }])).toEqual([null])
  })

  it('rejects a log that was rewritten whole, or whose end was cut, with an anchor alone', () => {
    const anchor = witnessOf(at(log, 40))
    const half = { ...anchor, hash: anchor.hash.slice(0, 32) }
    for (const [seq, anchors] of [
      [1, [anchor]],
      [20, [anchor]],
      [39, [anchor]],
      [39, [half]],
    ] as const) {
      const [body = ''] = edits(at(log, seq).body)
      const rewritten = lines(recomputed(withRow(log, seq, { body }).rows, seq))
      const cut = lines(log).slice(0, seq)
      expect(verdicts([{ lines: rewritten }, { lines: cut }])).toEqual([null, null])
      expect(
        verdicts([
          { lines: rewritten, anchors },
          { lines: cut, anchors },
        ]),
      ).toEqual([
        expect.stringMatching(/^#40: .*rewritten$/),
        expect.stringMatching(new RegExp(`^#${seq + 1}: the log was cut`)),
      ])
    }
  })

  it.each([
    ['no such file', 'nowhere.jsonl', /^WRONG: .*nowhere\.jsonl/],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 10]), /^WRONG: .*utf-8/],
    [
      'a half pair in the place of its escape',
      '{"seq":1,"prev":"","hash":"","body":"\\ud800"}\n',
      /^WRONG: #1: .* is no entry/,
    ],
  ])('says in a sentence what it cannot read: %s', (_, given, says) => {
    const file = join(folder(), 'given.jsonl')
    writeFileSync(file, given)
    const { exit, out, err } = python([VERIFIER, given === 'nowhere.jsonl' ? given : file])
    expect({ exit, err }).toEqual({ exit: 1, err: '' })
    expect(out).toMatch(says)
  })
})

/** What it says of a file, and with it of what somebody kept. */
function said(text: readonly string[], kept?: string): string {
  const place = folder()
  const [file, anchors] = [join(place, 'export.jsonl'), join(place, 'kept.log')]
  writeFileSync(file, text.join(''))
  if (kept !== undefined) writeFileSync(anchors, `plain text\n{"level":30}\n2026-03-02 ${kept}`)
  const { exit, out, err } = python([VERIFIER, file, ...(kept === undefined ? [] : [anchors])])
  expect({ err, exit }).toEqual({ err: '', exit: out.startsWith('OK') ? 0 : 1 })
  return out
}
