import type { Operation } from '../../../src/core/operations.ts'
import type { Fields, Look, Match, Written, WrittenRule } from './written.ts'

const HOUR = 3_600_000

/** What a policy says of a key, by reading it from top to bottom. */
export interface InForce {
  readonly name: string
  readonly deny?: string
  readonly channel: string
  readonly requesters: readonly string[]
  readonly approvers: readonly string[]
  readonly admins: readonly string[]
  readonly approvals: number
  readonly expires: number
  readonly remind: number | 'none'
  readonly askIn?: readonly string[]
  readonly reason: { readonly required: boolean; readonly tickets: readonly string[] }
  readonly notify: readonly string[]
}

/** What is wanted of the key: a period only where one was named. */
export interface Wanted {
  readonly operation: Operation
  readonly period?: number | null
}

export function ruleInForce(policy: Written, { operation, period = null }: Wanted, look: Look): InForce {
  let found: WrittenRule | undefined
  for (const rule of policy.rules) {
    if (misfits(rule.match, operation, look).length > 0) continue
    found = rule
    break
  }
  const said = { ...fieldsOf(policy), ...(found ? fieldsOf(found) : {}) }
  const { required, tickets = [] } = said.reason ?? { required: false }
  const putsOff = operation === 'disable-auto-rotation' || (look.on && period !== null)
  const never = putsOff && said.approvals === 0
  return {
    ...{ approvers: [], admins: [], expires: 8 * HOUR, remind: 'none', notify: [], ...said },
    reason: { required: required ?? true, tickets },
    approvals: never ? 1 : said.approvals,
    name: found ? found.name : 'policy',
    ...(found?.deny === undefined ? {} : { deny: found.deny }),
  }
}

function fieldsOf(policy: Written): Fields
function fieldsOf(rule: WrittenRule): Partial<Fields>
function fieldsOf(written: Partial<Fields>): Partial<Fields> {
  const { channel, requesters, approvers, admins, approvals } = written
  const { expires, remind, askIn, reason, notify } = written
  return {
    ...(channel === undefined ? {} : { channel }),
    ...(requesters === undefined ? {} : { requesters }),
    ...(approvers === undefined ? {} : { approvers }),
    ...(admins === undefined ? {} : { admins }),
    ...(approvals === undefined ? {} : { approvals }),
    ...(expires === undefined ? {} : { expires }),
    ...(remind === undefined ? {} : { remind }),
    ...(askIn === undefined ? {} : { askIn }),
    ...(reason === undefined ? {} : { reason }),
    ...(notify === undefined ? {} : { notify }),
  }
}

/** The fields of a match that do not fit this key and operation. */
export function misfits(match: Match = {}, operation: Operation, look: Look): readonly (keyof Match)[] {
  const wrong: (keyof Match)[] = []
  if (match.aliases && !fitsAny(match.aliases, look.aliases)) wrong.push('aliases')
  if (match.accounts && !fitsAny(match.accounts, [look.account])) wrong.push('accounts')
  if (match.regions && !fitsAny(match.regions, [look.region])) wrong.push('regions')
  for (const [name, value] of Object.entries(match.tags ?? {})) {
    const tag = Object.hasOwn(look.tags, name) ? look.tags[name] : undefined
    const wanted = typeof value === 'string' ? [value] : value
    if (tag === undefined || !fitsAny(wanted, [tag])) wrong.push('tags')
  }
  if (match.operations && !match.operations.includes(operation)) wrong.push('operations')
  return wrong
}

function fitsAny(patterns: readonly string[], texts: readonly string[]): boolean {
  for (const pattern of patterns) for (const text of texts) if (fits(pattern, text)) return true
  return false
}

/** A pattern as a regular expression, character by character. `any` and `flags` may be turned to what would be wrong. */
export function fits(pattern: string, text: string, any = '[^]*', flags = 'u'): boolean {
  const source = Array.from(pattern, (character) => {
    if (character === '*') return any
    if (character === '?') return '[^]'
    return character.replace(/[.+^${}()|[\]\\/]/, '\\$&')
  })
  return new RegExp(`^${source.join('')}$`, flags).test(text)
}
