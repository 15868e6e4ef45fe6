import type { Call } from './calls.ts'
import { defaultMs, type Fault, type FaultKind, type FaultOrder } from './fault.ts'

type Scope = 'any' | 'auth' | 'not auth' | 'cckm' | 'write'

// Where a kind can mean something: a fault waits for the first call in its scope and leaves the others alone.
const scopes: Record<FaultKind, Scope> = {
  slow: 'any',
  hangup_before: 'any',
  hangup_after_commit: 'write',
  '401': 'not auth',
  '403_licence': 'cckm',
  '429': 'any',
  '500': 'any',
  '5xx_html': 'any',
  hang: 'any',
  aws_error: 'write',
  flag_wrong: 'write',
  stale_read: 'write',
  lockout: 'auth',
  down: 'any',
}

const lasting: readonly FaultKind[] = ['lockout', 'down']
const writePath = /^\/api\/v1\/cckm\/aws\/keys\/([^/]+)\/(?:en|dis)able-auto-rotation$/

interface WaitingFault {
  readonly fault: Fault
  readonly match: string
  left: number
}

export interface Faults {
  /** Adds a fault behind those that wait already; `none` clears them all. */
  order(order: FaultOrder): void
  /** The fault that this call runs into, if any; it is used up by being taken. */
  take(call: Call): Fault | undefined
  /** The kinds that wait, in order. */
  waiting(): readonly FaultKind[]
  clear(): void
}

/** Faults wait in order; a fault key's own fault comes after them and is never used up. */
export function createFaults(faultKeys: ReadonlyMap<string, Fault>): Faults {
  let waiting: WaitingFault[] = []

  function order({ kind, match = '', times = 0, ms, exception }: FaultOrder): void {
    if (kind === 'none') {
      clear()
      return
    }
    const left = times || (lasting.includes(kind) ? -1 : 1)
    waiting.push({ fault: { kind, ms: ms ?? defaultMs(kind), exception }, match, left })
  }

  function take(call: Call): Fault | undefined {
    const found = waiting.find((candidate) => applies(candidate, call))
    if (!found) return faultKeys.get(writtenKey(call) ?? '')
    if (found.left > 0) found.left -= 1
    waiting = waiting.filter((candidate) => candidate.left !== 0)
    return found.fault
  }

  function clear(): void {
    waiting = []
  }

  return { order, take, waiting: () => waiting.map(({ fault }) => fault.kind), clear }
}

function applies({ fault, match }: WaitingFault, call: Call): boolean {
  return (
    inScope(scopes[fault.kind], call) && calledNames(fault.kind, call).some((name) => name.includes(match))
  )
}

function inScope(scope: Scope, call: Call): boolean {
  const isAuth = call.path.startsWith('/api/v1/auth/tokens')
  if (scope === 'any') return true
  if (scope === 'auth') return isAuth
  if (scope === 'not auth') return !isAuth
  return scope === 'cckm' ? call.path.startsWith('/api/v1/cckm/') : writtenKey(call) !== undefined
}

// A stale read is set up by a write and seen by a GET, so its `match` may name either.
function calledNames(kind: FaultKind, call: Call): string[] {
  const name = `${call.method} ${call.path}`
  return kind === 'stale_read' ? [name, `GET /api/v1/cckm/aws/keys/${writtenKey(call)}`] : [name]
}

function writtenKey({ method, path }: Call): string | undefined {
  return method === 'POST' ? writePath.exec(path.split('?')[0] ?? '')?.[1] : undefined
}
