import type { Operation } from '../../../src/core/operations.ts'
import { fits, misfits } from './rule-in-force.ts'
import type { Look, Match, Written } from './written.ts'

const FIELDS = ['aliases', 'accounts', 'regions', 'tags', 'operations'] as const

/** What may decide which rule is in force. Each must come about, or nothing is proven of it. */
export const WAYS_OF_MATCHING = [
  ...FIELDS.map((field) => `${field} alone let a rule in`),
  ...FIELDS.map((field) => `${field} alone keep a rule out`),
  'several fields let a rule in',
  'a rule without a match is in force',
  'no rule matches',
  'a later rule would match too',
  'the rule in force denies',
  'switching off takes an approval although the rule asks for none',
  '* stands for a /',
  '* stands for nothing',
  'only the case of a letter differs',
  'a dot is nothing but a dot',
  'the key has no alias, and a rule reads them',
  'the key has no such tag, and a rule reads it',
] as const

export function waysOfMatching(
  { rules, approvals }: Written,
  operation: Operation,
  look: Look,
): ReadonlySet<string> {
  const ways = new Set<string>()
  const fitting = rules.filter(({ match }) => misfits(match, operation, look).length === 0)
  const [inForce] = fitting
  const tried = inForce ? rules.slice(0, rules.indexOf(inForce)) : rules
  if (!inForce) ways.add('no rule matches')
  if (fitting.length > 1) ways.add('a later rule would match too')
  if (inForce?.deny !== undefined) ways.add('the rule in force denies')
  if (inForce) ways.add(howLetIn(inForce.match))
  if (operation === 'disable-auto-rotation' && (inForce?.approvals ?? approvals) === 0)
    ways.add('switching off takes an approval although the rule asks for none')
  for (const { match } of tried) {
    const [wrong, ...others] = misfits(match, operation, look)
    if (others.length === 0) ways.add(`${wrong} alone keep a rule out`)
  }
  for (const { match } of inForce ? [...tried, inForce] : tried) addWaysOfPatterns(ways, match, look)
  return ways
}

function howLetIn(match: Match = {}): string {
  const [field, ...others] = Object.keys(match)
  if (field === undefined) return 'a rule without a match is in force'
  return others.length === 0 ? `${field} alone let a rule in` : 'several fields let a rule in'
}

function addWaysOfPatterns(ways: Set<string>, { aliases, tags = {} }: Match = {}, look: Look): void {
  if (aliases && look.aliases.length === 0) ways.add('the key has no alias, and a rule reads them')
  const pairs = (aliases ?? []).flatMap((pattern) => look.aliases.map((text) => [pattern, text] as const))
  for (const [name, value] of Object.entries(tags)) {
    const text = Object.hasOwn(look.tags, name) ? look.tags[name] : undefined
    if (text === undefined) ways.add('the key has no such tag, and a rule reads it')
    else for (const pattern of [value].flat()) pairs.push([pattern, text])
  }
  for (const [pattern, text] of pairs) {
    const fit = fits(pattern, text)
    if (fit && !fits(pattern, text, '[^/]*')) ways.add('* stands for a /')
    if (fit && !fits(pattern, text, '[^]+')) ways.add('* stands for nothing')
    if (!fit && fits(pattern, text, '[^]*', 'iu')) ways.add('only the case of a letter differs')
    if (!fit && fits(pattern.replace('.', '?'), text)) ways.add('a dot is nothing but a dot')
  }
}
