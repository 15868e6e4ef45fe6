import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ANCHOR_EVENT, anchorText } from '../../src/core/anchor.ts'
import { chainText, Entry, GENESIS } from '../../src/core/entry.ts'
import { LINE_EVENT } from '../../src/slack/find-message.ts'

const DOCS = readFileSync(new URL('../../docs/audit.md', import.meta.url), 'utf8')

const Kinds = z.object({
  oneOf: z.array(
    z.object({
      properties: z.looseObject({ kind: z.object({ const: z.string() }) }),
      required: z.array(z.string()),
    }),
  ),
})
/** What every entry has, which the table does not repeat. */
const ALWAYS = ['v', 'at', 'kind']

/** The fields of each kind as the definition has them, those marked that are not always there. */
function defined(): Readonly<Record<string, readonly string[]>> {
  const { oneOf } = Kinds.parse(z.toJSONSchema(Entry, { io: 'input' }))
  return Object.fromEntries(
    oneOf.map(({ properties, required }) => {
      const names = Object.keys(properties).filter((name) => !ALWAYS.includes(name))
      const marked = names.map((name) => (required.includes(name) ? name : `${name}?`))
      return [properties.kind.const, marked.sort()]
    }),
  )
}

function documented(): Readonly<Record<string, readonly string[]>> {
  const rows = DOCS.matchAll(/^\| `(\w+)` \|[^|]+\|((?: `\w+\??`)+) \|$/gm)
  return Object.fromEntries(
    Array.from(rows, ([, kind = '', fields = '']) => [
      kind,
      Array.from(fields.matchAll(/`([^`]+)`/g), ([, field = '']) => field).sort(),
    ]),
  )
}

describe('docs/audit.md', () => {
  it('has a row for each kind of entry, with all its fields, and for nothing else', () => {
    expect(documented()).toEqual(defined())
  })

  it('says of each field what it is', () => {
    const told = DOCS.slice(DOCS.indexOf('**Who.**'), DOCS.indexOf('### Names'))
    const fields = new Set(
      Object.values(defined()).flatMap((names) => names.map((name) => name.replace('?', ''))),
    )
    const plain = ['attempt', 'approvals', 'needed', 'given', 'rule', 'periodDays', 'version']
    expect([...fields].filter((name) => !plain.includes(name) && !told.includes(`\`${name}`))).toEqual([])
  })

  it('has two entries to try a program on, whose hashes are right', () => {
    const pairs = [...DOCS.matchAll(/^ {4}(\{"v":1,.*\})\n {4}([0-9a-f]{64})$/gm)]
    expect(pairs).toHaveLength(2)
    let prev = GENESIS
    for (const [index, [, body = '', hash]] of pairs.entries()) {
      expect(Entry.safeParse(JSON.parse(body)).success).toBe(true)
      const text = ['cckm-audit-v1', String(index + 1), prev, body].join('\n')
      prev = createHash('sha256').update(Buffer.from(text, 'utf8')).digest('hex')
      expect([hash, chainText(index + 1, index === 0 ? GENESIS : (pairs[0]?.[2] ?? ''), body)]).toEqual([
        prev,
        text,
      ])
    }
  })

  it('names what marks lines and anchors, and how an anchor begins', () => {
    for (const name of [ANCHOR_EVENT, LINE_EVENT]) expect(DOCS).toContain(`\`${name}\``)
    const begins = anchorText({ seq: 5, hash: 'h' }).replace('5', '<seq>').replace('h', '<64 digits>')
    expect(DOCS).toContain(`    ${begins}\n`)
  })
})
