import { z } from 'zod'
import { hiddenBy } from './hidden-rules.ts'
import { DEFAULT_EXPIRES, FIELDS, isGroup, Match, type Member, WrittenRule, writtenName } from './policy.ts'

/** What is wrong with a policy as a whole. `problem` goes on after the name of what stands at `path`. */
export interface Finding {
  readonly path: readonly (string | number)[]
  readonly problem: string
}

/** A field that is not well written is told of already: it is null here, and nothing is judged by it. */
const orNull = <T extends z.ZodType>(field: T) => field.nullish().catch(null)

const judged = {
  requesters: orNull(FIELDS.requesters),
  approvers: orNull(FIELDS.approvers),
  approvals: orNull(FIELDS.approvals),
  expires: orNull(FIELDS.expires),
  remind: orNull(FIELDS.remind),
  reason: orNull(FIELDS.reason),
}
const JudgedRule = z.looseObject({ match: orNull(Match), deny: z.unknown().optional(), ...judged })
type JudgedRule = z.infer<typeof JudgedRule>
type Rules = readonly (JudgedRule | null | undefined)[]
const Judged = z.object({ ...judged, rules: z.array(orNull(JudgedRule)).catch([]) })

type Field = keyof typeof judged
type Fields = Pick<z.infer<typeof Judged>, Field>

/** A rule over the fields at the top, or those alone. */
interface Scope {
  readonly path: readonly (string | number)[]
  /** What is written in it itself: a problem is told where it was made, and not again where it is inherited. */
  readonly own: object
  readonly all: Fields
  readonly onlyStops: boolean
}

/**
 * Everything that nobody can satisfy, that no key can reach, or that has no effect. Also of a policy that is wrong in
 * other ways, as far as it can be judged: every problem is said at once.
 */
export function findings(written: unknown): readonly Finding[] {
  const read = Judged.safeParse(written)
  if (!read.success) return []
  const { rules, ...top } = read.data
  return [
    ...inScope({ path: [], own: top, all: top, onlyStops: false }),
    ...rules.flatMap((rule, index) => (rule ? inRule(rule, index, top) : [])),
    ...sameNames(rules),
    ...unreachable(rules),
  ]
}

function inRule(rule: JudgedRule, index: number, top: Fields): readonly Finding[] {
  const path = ['rules', index]
  if (rule.deny !== undefined) return inDenial(rule, path)
  const operations = rule.match?.operations
  const onlyStops = operations?.every((operation) => operation === 'disable-auto-rotation') ?? false
  return inScope({ path, own: rule, all: { ...top, ...rule }, onlyStops })
}

function inScope(scope: Scope): readonly Finding[] {
  return [unapprovable, neverAsked, neverZero, lateReminder, linkToNothing].flatMap((find) => find(scope))
}

/** At the first of these fields that is written here. */
function at({ path, own }: Scope, problems: Readonly<Partial<Record<Field, string>>>): readonly Finding[] {
  const found = Object.entries(problems).find(([name]) => Object.hasOwn(own, name))
  return found ? [{ path: [...path, found[0]], problem: found[1] }] : []
}

/** An approval that nobody could give is found when the policy is read, not when somebody waits for it. */
function unapprovable(scope: Scope): readonly Finding[] {
  const { requesters, approvers, approvals } = scope.all
  if (!approvals || approvers === null) return []
  const people = [...new Set(approvers)]
  if (people.length === 0)
    return at(scope, { approvals: `is ${approvals}, but nobody is named who could approve: add approvers` })
  // How many are in a group is known to Slack only.
  if (people.some(isGroup)) return []
  const both = people.find((person) => requesters?.some((member) => member === person))
  if (approvals > people.length) return at(scope, tooFew(approvals, people))
  return both === undefined || approvals < people.length ? [] : at(scope, oneMayAsk(approvals, people, both))
}

/** The ways out of an approval that nobody could give. */
export const ADD_PEOPLE = 'name more people, or ask for fewer approvals'
export const ADD_ONE = 'nobody approves what they asked for, so name one more approver'

function tooFew(approvals: number, people: readonly Member[]) {
  return {
    approvals: `is ${approvals}, but approvers names only ${count(people)}: ${ADD_PEOPLE}`,
    approvers: `names only ${count(people)}, but approvals is ${approvals}: ${ADD_PEOPLE}`,
  }
}

function oneMayAsk(approvals: number, people: readonly Member[], both: Member) {
  return {
    approvals: `is ${approvals}, but approvers names only ${count(people)}, and ${both} may ask too: ${ADD_ONE}`,
    approvers: `names only ${count(people)}, and ${both} may ask too, but approvals is ${approvals}: ${ADD_ONE}`,
    requesters: `names ${both}, without whom ${approvals} cannot approve: ${ADD_ONE}`,
  }
}

function count(people: readonly Member[]): string {
  return people.length === 1 ? 'one person' : `${people.length} people`
}

/** Whoever names approvers in a rule means them to be asked. At the top they may be for switching off alone. */
function neverAsked(scope: Scope): readonly Finding[] {
  const { own, all, onlyStops } = scope
  if (onlyStops || all.approvals !== 0 || Object.hasOwn(own, 'approvals')) return []
  const why =
    'asks nobody where rotation is switched on, as approvals is 0: write in this rule how many must approve'
  return at(scope, { approvers: why, expires: why, remind: why })
}

function neverZero(scope: Scope): readonly Finding[] {
  if (!scope.onlyStops || scope.all.approvals !== 0) return []
  return at(scope, {
    approvals: 'must be 1 or more here: rotation is never switched off without an approval',
  })
}

function lateReminder(scope: Scope): readonly Finding[] {
  const { expires = DEFAULT_EXPIRES, remind } = scope.all
  if (typeof remind !== 'number' || expires === null || remind < expires) return []
  return at(scope, {
    remind: 'would come before the request is made: write a time that is shorter than expires',
    expires: 'is not longer than remind, so nobody could be reminded: write a shorter remind too, or none',
  })
}

function linkToNothing({ path, own, all }: Scope): readonly Finding[] {
  const { reason } = all
  if (!Object.hasOwn(own, 'reason') || !reason?.link || reason.tickets.length > 0) return []
  const problem = 'has no ticket to lead to: add the prefixes of your tickets, such as tickets: [CHG]'
  return [{ path: [...path, 'reason', 'link'], problem }]
}

function inDenial(rule: JudgedRule, path: Scope['path']): readonly Finding[] {
  return Object.keys(rule)
    .filter((name) => Object.hasOwn(FIELDS, name))
    .map((name) => ({
      path: [...path, name],
      problem: 'has no effect in a rule that denies: leave it out, or take deny out',
    }))
}

function sameNames(rules: Rules): readonly Finding[] {
  const names = rules.map((rule) => writtenName(rule)?.toLowerCase())
  return names.flatMap((name, index) => {
    const first = names.indexOf(name)
    if (name === undefined || first === index) return []
    const problem = `is that of rule ${first + 1} too: people could not tell the two apart, so write another`
    return [{ path: ['rules', index, 'name'], problem }]
  })
}

/** Rules that no key can reach. */
function unreachable(rules: Rules): readonly Finding[] {
  const matches = rules.flatMap((rule, index) => {
    const match = rule ? matchOf(rule) : null
    return match ? [{ match, index }] : []
  })
  return matches.flatMap(({ match, index }, place) => {
    const earlier = matches.slice(0, place)
    const hiding = hiddenBy(
      match,
      earlier.map((one) => one.match),
    )
    const names = earlier.filter((_, nth) => hiding?.includes(nth)).map((one) => called(rules, one.index))
    if (names.length === 0) return []
    const before = `${listed(names)} before it ${names.length > 1 ? 'match' : 'matches'} all that it matches`
    return [
      { path: ['rules', index], problem: `can be reached by no key: ${before}. Move it up, or take it out` },
    ]
  })
}

/** Null where what it matches is not well written: who wrote `matches:` did not mean every key. */
function matchOf(rule: JudgedRule): Match | null {
  const readable = Object.keys(rule).every((name) => Object.hasOwn(WrittenRule.shape, name))
  return readable && rule.match !== null ? (rule.match ?? {}) : null
}

function called(rules: Rules, index: number): string {
  const name = writtenName(rules[index])
  return name === null ? `rule ${index + 1}` : `“${name}”`
}

function listed(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join()
}
