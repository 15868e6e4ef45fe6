/** A call of a port, named so that it is the same one in every run: `ledger.commit(approved)#1`. */
export type Step = string

/** Where the bot dies: right before a call, or right after it came back. */
export type Point = `${Step}:${'before' | 'after'}`

/** What tells one call of a method from another, where its arguments do: a kind of entry, or the state of a request. */
function toldBy(arg: unknown): readonly string[] {
  const entry = at(arg, 'entry')
  const told = [
    at(arg, 'kind'),
    at(at(entry, 'entry'), 'kind'),
    at(entry, 'kind'),
    at(at(arg, 'request'), 'state'),
  ]
  return told.filter((one) => typeof one === 'string').slice(0, 1)
}

function at(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, field) : undefined
}

/** Names the calls as they are made; the same call again gets the next number. */
export function stepNamer(): (port: string, method: string, args: readonly unknown[]) => Step {
  const counts = new Map<string, number>()
  return (port, method, args) => {
    const name = nameOfCall(port, method, args)
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return `${name}#${count}`
  }
}

/** The name of a call, without its number: `ledger.commit(approved)`. */
export function nameOfCall(port: string, method: string, args: readonly unknown[]): string {
  const told = args.flatMap(toldBy)
  return `${port}.${method}${told.length > 0 ? `(${told.join(', ')})` : ''}`
}

/** Nothing is different after these: any other step leaves something behind in the store, in Slack or in AWS. */
const READS_OF_STORE = ['deliveries.delivery', 'inputs.unanswered', 'inputs.finalReply']
const READS_OF_WORLD = [
  'ciphertrust.find',
  'ciphertrust.read',
  'ciphertrust.readRotation',
  'ciphertrust.aliases',
]
const READS = [...READS_OF_STORE, ...READS_OF_WORLD, 'ciphertrust.prepare', 'messenger.usable']

/**
 * The points of a flow, derived from the calls it makes: before and after each that leaves something behind, and
 * while the world is read, which takes long.
 */
export function pointsOf(steps: readonly Step[]): readonly Point[] {
  return steps.flatMap((step): readonly Point[] => {
    const method = methodOf(step)
    if (READS_OF_STORE.includes(method)) return []
    return READS.includes(method) ? [`${step}:before`] : [`${step}:before`, `${step}:after`]
  })
}

/** `ledger.commit` of `ledger.commit(approved)#1:after`. */
export function methodOf(step: Step | Point): string {
  return /^[\w.]+/.exec(step)?.[0] ?? ''
}
