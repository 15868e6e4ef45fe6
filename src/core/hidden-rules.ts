import { covers } from './pattern.ts'
import type { Match } from './policy.ts'
import { ALL_OPERATIONS } from './rules.ts'

/** The smallest piece of what a rule matches: one value of each field. */
interface Atom {
  readonly operation: string | undefined
  readonly account: string | undefined
  readonly region: string | undefined
  /** Undefined: also keys without an alias. */
  readonly alias: string | undefined
  readonly tags: ReadonlyMap<string, string | undefined>
}

type Values = readonly (string | undefined)[]

/** More pieces than anybody writes by hand: such a rule is not searched for. */
const MOST_ATOMS = 2_000

/**
 * For a rule that no key can reach, the places of the earlier rules that match all it matches; null for one that some
 * key may reach. Sound: what it calls hidden is hidden. A rule is also found that several earlier ones hide together,
 * each a part of its values.
 */
export function hiddenBy(match: Match, earlier: readonly Match[]): readonly number[] | null {
  const atoms = atomsOf(match)
  if (atoms === null) return null
  const hiding = new Set<number>()
  for (const atom of atoms) {
    const first = earlier.findIndex((one) => coversAtom(one, atom))
    if (first < 0) return null
    hiding.add(first)
  }
  return [...hiding].sort((a, b) => a - b)
}

function coversAtom({ operations, accounts, regions, aliases, tags }: Match, atom: Atom): boolean {
  return (
    (operations === undefined || operations.some((operation) => operation === atom.operation)) &&
    coversValue(accounts, atom.account) &&
    coversValue(regions, atom.region) &&
    coversValue(aliases, atom.alias) &&
    Object.entries(tags ?? {}).every(([name, values]) => coversValue([values].flat(), atom.tags.get(name)))
  )
}

function coversValue(wide: readonly string[] | undefined, narrow: string | undefined): boolean {
  if (wide === undefined) return true
  return narrow !== undefined && wide.some((pattern) => covers(pattern, narrow))
}

/** Null where there are too many. */
function atomsOf({ operations, accounts, regions, aliases, tags }: Match): readonly Atom[] | null {
  const named = Object.entries(tags ?? {})
  const lists: readonly Values[] = [
    operations ?? ALL_OPERATIONS,
    // Every key has an account and a Region.
    accounts ?? ['*'],
    regions ?? ['*'],
    aliases ?? [undefined],
    ...named.map(([, values]) => [values].flat()),
  ]
  if (lists.reduce((product, { length }) => product * length, 1) > MOST_ATOMS) return null
  return combined(lists).map(([operation, account, region, alias, ...values]) => ({
    ...{ operation, account, region, alias },
    tags: new Map(named.map(([name], index) => [name, values[index]])),
  }))
}

/** One of each list, in every way there is. */
function combined(lists: readonly Values[]): readonly Values[] {
  return lists.reduce<readonly Values[]>(
    (all, values) => all.flatMap((some) => values.map((value) => [...some, value])),
    [[]],
  )
}
