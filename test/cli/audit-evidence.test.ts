import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { noPython, python } from '../audit/python.ts'
import { ASKED, aDatabase, rechain, rowsOf, tamper } from './audit-files.ts'
import { cli, folder } from './harness.ts'

async function packed({ tampered = [], kept = (rows) => rows, rechained = false }: Options = {}) {
  const { file, env } = await aDatabase()
  const rows = rowsOf(file)
  tamper(file, `UPDATE cards SET ts = '1772442000.000100' WHERE id = '${ASKED}'`, ...tampered)
  if (rechained) rechain(file)
  const place = folder()
  const [out, anchors] = [join(place, 'evidence.zip'), join(place, 'bot.log')]
  writeFileSync(
    anchors,
    kept(rows)
      .map(({ seq, hash }) => JSON.stringify({ level: 70, seq, hash }))
      .join('\n'),
  )
  const found = await cli(['audit', 'evidence', ASKED, '--out', out, '--anchors', anchors], env)
  return { ...found, env, zip: out, ...(existsSync(out) ? unpacked(out) : { files: {}, inside: place }) }
}

interface Options {
  readonly tampered?: readonly string[]
  readonly kept?: (rows: ReturnType<typeof rowsOf>) => ReturnType<typeof rowsOf>
  readonly rechained?: boolean
}

function unpacked(zip: string) {
  const inside = folder()
  const files: Record<string, string> = {}
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(dirname(join(inside, name)), { recursive: true })
    writeFileSync(join(inside, name), bytes)
    files[name.replace(`${ASKED}-evidence/`, '')] = strFromU8(bytes)
  }
  return { files, inside: join(inside, `${ASKED}-evidence`) }
}

describe('audit evidence', () => {
  it('says who asked and why, who agreed, what happened, and why one may believe it', async () => {
    const { exit, out, err, files } = await packed()
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out[0]).toMatch(/evidence\.zip has the evidence of R-11111111: begin with its README\.txt\.$/)
    const text = (files['README.txt'] ?? '').replaceAll(/\s+/g, ' ')
    for (const part of [
      'U0ANN asked to switch on automatic rotation. Key: alias/payments. U0SAM approved it. The request is done.',
      'U0ANN asked to switch on automatic rotation, 2026-03-02 09:00:00 UTC.',
      'arn:aws:kms:eu-west-1:123456789012:key/7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c77 account 123456789012, Region eu-west-1',
      '“CHG-4711 “ü” =1+1”',
      '2026-03-02 09:00:20 UTC U0SAM approved (#3): “fine”',
      'The bot was about to call CipherTrust as its account svc-cckm. Automatic rotation was off.',
      'Automatic rotation was off, and is on, every 365 days. CipherTrust answered with HTTP 200, its request c-123.',
      'The log is intact.',
      '#6 covers the whole request. Line 6 of bot.log has its hash: ',
      'In Slack the card of the request stands at /archives/C0AUDIT/p1772442000000100',
      'python3 verify.py',
    ])
      expect(text).toContain(part)
    expect(files['README.txt']).not.toContain('WARNING')
  })

  it('holds the request, its entries, the chain to the anchor that covers them, and what verify said', async () => {
    const { files } = await packed({ kept: (rows) => rows.filter(({ seq }) => seq === 3 || seq > 8) })
    expect(Object.keys(files)).toEqual([
      'README.txt',
      'request.json',
      'entries.jsonl',
      'chain.jsonl',
      'anchors.jsonl',
      'verify.json',
      'verify.py',
    ])
    expect(seqs(files['entries.jsonl'])).toEqual([2, 3, 4, 5, 6])
    expect(seqs(files['chain.jsonl'])).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
    expect(seqs(files['anchors.jsonl'])).toEqual([3, 9])
    expect(JSON.parse(files['request.json'] ?? '')).toMatchObject({
      ...{ id: ASKED, state: 'succeeded', requester: { id: 'U0ANN' }, reason: { text: 'CHG-4711 “ü” =1+1' } },
      decisions: [{ seq: 3, by: 'U0SAM', verdict: 'approved' }],
      calls: [{ account: 'svc-cckm', before: { on: false } }],
      outcome: { kind: 'succeeded', status: 200, ciphertrustRequest: 'c-123', after: { on: true } },
    })
    expect(JSON.parse(files['verify.json'] ?? '')).toMatchObject({ intact: true, held: { seq: 12 } })
  })

  it('is packed of a log that was tampered with too, and says so first', async () => {
    const edit = `UPDATE audit SET body = replace(body, 'U0SAM', 'U0KIM') WHERE seq = 3`
    const { exit, files } = await packed({ tampered: [edit] })
    expect(exit).toBe(1)
    expect(files['README.txt']?.split('\n')[5]).toMatch(/^WARNING: something was tampered with\. See/)
    expect(files['README.txt']).toContain('The log was tampered with, first at #3')
  })

  it('says that no anchor covers it', async () => {
    const { exit, files } = await packed({ kept: (rows) => rows.filter(({ seq }) => seq < 4) })
    expect(exit).toBe(0)
    expect(files['README.txt']).toContain('No anchor that covers the whole request was at hand.')
    expect(seqs(files['chain.jsonl'])).toEqual([2, 3, 4, 5, 6])
  })

  it('overwrites nothing', async () => {
    const { env, zip } = await packed()
    const before = readFileSync(zip)
    const { exit, err } = await cli(['audit', 'evidence', ASKED, '--out', zip], env)
    expect(exit).toBe(2)
    expect(err).toMatch(/evidence\.zip is there already: name another file with --out\./)
    expect(readFileSync(zip)).toEqual(before)
  })

  it.each([
    [
      'a request that the log has nothing of',
      ['R-ZZZZZZZZ', '--out', 'x.zip'],
      /The log has no entry of R-ZZZZZZZZ/,
    ],
    [
      'a folder that there is not',
      [ASKED, '--out', 'no-such-folder/x.zip'],
      /x\.zip cannot be written \(ENOENT\)/,
    ],
    ['no request', [], /missing required argument 'request'/],
    ['something else', ['4711'], /must be the id of a request/],
  ])('ends with 2 and says why, given %s', async (_, args, why) => {
    const { env } = await aDatabase()
    const { exit, err } = await cli(['audit', 'evidence', ...args], env)
    expect(exit).toBe(2)
    expect(err).toMatch(why)
  })
})

describe.skipIf(noPython)('the evidence, checked by its own page of Python', () => {
  const check = (inside: string) => python([join(inside, 'verify.py')])

  it('is found to be as it was written, from whatever folder', async () => {
    const { inside } = await packed()
    const { exit, out } = check(inside)
    expect(exit).toBe(0)
    expect(out).toMatch(/^ {2}#2 {2}2026-03-02T09:00:00\.000Z {2}asked {2}U0ANN\n/)
    expect(out).toMatch(
      /OK: the 5 entries of R-11111111 are as they were written\. The chain ends with #6, [0-9a-f]{64}; 5 places that others keep agree with it\. Compare that with the places themselves\.\n$/,
    )
  })

  it.each([
    { what: 'an entry', file: 'chain.jsonl', from: 'U0SAM', to: 'U0KIM', says: /^WRONG: #3: /m },
    {
      what: 'an anchor',
      file: 'anchors.jsonl',
      from: /[0-9a-f]{64}/,
      to: 'f'.repeat(64),
      says: /^WRONG: #2: /m,
    },
    {
      what: 'what is told',
      file: 'entries.jsonl',
      from: /\{"seq":4.*\n/,
      to: '',
      says: /^WRONG: entries\.jsonl/m,
    },
    {
      what: 'who asked',
      file: 'request.json',
      from: 'U0ANN',
      to: 'U0KIM',
      says: /^WRONG: request\.json tells otherwise of the requester/m,
    },
    {
      what: 'who agreed',
      file: 'request.json',
      from: '"by": "U0SAM"',
      to: '"by": "U0KIM"',
      says: /^WRONG: request\.json tells otherwise of the decisions/m,
    },
    {
      what: 'what came of it',
      file: 'request.json',
      from: '"status": 200',
      to: '"status": 500',
      says: /^WRONG: request\.json tells otherwise of the outcome/m,
    },
    {
      what: 'the reason',
      file: 'request.json',
      from: 'CHG-4711',
      to: 'CHG-4712',
      says: /^WRONG: #2: the reason in request\.json/m,
    },
    {
      what: 'a comment',
      file: 'request.json',
      from: '"fine"',
      to: '"not fine"',
      says: /^WRONG: #3: the comment in request\.json/m,
    },
    {
      what: 'the form of the request',
      file: 'request.json',
      from: '{',
      to: '[',
      says: /^WRONG: a file of the evidence is not as it was made \(JSONDecodeError/m,
    },
    {
      what: 'the request',
      file: 'request.json',
      from: ASKED,
      to: 'R-22222222',
      says: /^WRONG: entries\.jsonl/m,
    },
  ])('shows that somebody edited $what', async ({ file, from, to, says }) => {
    const { inside, files } = await packed()
    writeFileSync(join(inside, file), (files[file] ?? '').replace(from, to))
    const { exit, out } = check(inside)
    expect(exit).toBe(1)
    expect(out).toMatch(says)
  })

  it('says where nothing that others keep covers it', async () => {
    const { inside } = await packed({ kept: (rows) => rows.filter(({ seq }) => seq < 4) })
    const { exit, out } = check(inside)
    expect(exit).toBe(0)
    expect(out).toContain('; nothing in anchors.jsonl covers the whole request.')
  })

  it('shows a log that was rewritten before it was packed', async () => {
    const edit = `UPDATE audit SET body = replace(body, 'U0SAM', 'U0KIM') WHERE seq = 3`
    const { inside, exit, files } = await packed({ tampered: [edit], rechained: true })
    expect(exit).toBe(1)
    expect(files['README.txt']).not.toContain('covers the whole request.')
    expect(check(inside).out).toMatch(/^WRONG: #3: .* or an entry before was rewritten/m)
  })
})

function seqs(lines = ''): readonly number[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).seq)
}
