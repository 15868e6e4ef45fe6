import fc from 'fast-check'
import { z } from 'zod'
import { Entry } from '../../src/core/entry.ts'

/** As much of JSON Schema as entries are described with. */
const Schema = z.looseObject({
  type: z.enum(['object', 'array', 'string', 'integer', 'boolean', 'number']).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  minItems: z.int().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  exclusiveMinimum: z.int().optional(),
  minLength: z.int().default(0),
})
type Schema = z.infer<typeof Schema>

const ODD = [
  '',
  ' ',
  '"',
  '\\',
  '\n',
  '\u0000',
  '\u2028',
  '\u202e',
  '\ufeff',
  '🔑',
  'é',
  'e\u0301',
  '</script>',
  '=1+1',
]
const OS_USERS = ['os:kim', 'os:CORP\\kim', 'os:Jörg Ä.']

/** Any entry there can be, of every kind, with every odd character where an entry holds a text. */
export const randomEntry: fc.Arbitrary<Entry> = anyOf(z.toJSONSchema(Entry, { io: 'input' })).map((value) =>
  Entry.parse(value),
)

function anyOf(described: unknown): fc.Arbitrary<unknown> {
  const schema = Schema.parse(described)
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) return fc.oneof(...choices.map(anyOf))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'object':
      return anyObject(schema)
    case 'array':
      return fc.array(anyOf(schema.items), { minLength: schema.minItems ?? 0, maxLength: 3 })
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: schema.exclusiveMinimum === undefined ? 0 : 1, max: 1_000 })
    case 'string':
      return anyText(schema)
    default:
      throw new Error(`nothing random is known for ${JSON.stringify(described)}`)
  }
}

function anyObject({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, described]) => [name, anyOf(described)] as const)
  return fc.record(Object.fromEntries(fields), { requiredKeys: required, noNullPrototype: true })
}

function anyText({ format, pattern, minLength }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time')
    return fc
      .date({ min: new Date('2026-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString())
  if (pattern?.startsWith('^os:')) return fc.constantFrom(...OS_USERS)
  if (pattern) return fc.stringMatching(new RegExp(pattern), { size: 'xsmall' })
  const text = fc.string({ unit: 'binary', maxLength: 20 })
  return fc.tuple(text, fc.constantFrom(...ODD), text).map((parts) => parts.join('').padEnd(minLength, '.'))
}
