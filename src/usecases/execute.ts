import { claim, fail, LONGEST_PAUSE, mark, release, sendOnceMore, succeed } from '../core/calling.ts'
import { cancel } from '../core/closing.ts'
import { compare } from '../core/compare.ts'
import { CipherTrustFault, type Fault } from '../core/fault.ts'
import type { Key } from '../core/key.ts'
import { against } from '../core/operations.ts'
import type { RequestIn } from '../core/request.ts'
import { tagsRead } from '../core/rules.ts'
import { lose } from '../core/settling.ts'
import { flagOf, type Transition } from '../core/transition.ts'
import type { Deps, Sent } from '../ports.ts'
import { evaluate } from './evaluate.ts'
import { isSuccessor, replaceRequest } from './open-request.ts'
import { readKey } from './read-key.ts'

type ExecuteDeps = Deps & { readonly owner: string }
/** `began`: since when people, policy and key are being looked at (epoch ms). */
type CallDeps = Deps & { readonly began: number }

/** Between the mark and the bytes there is nothing slow: after this long the process was asleep, and does not send. */
const MARK_GOOD_FOR = 5_000
/** After this long the process was asleep as well, and what allowed the call may not be so any more. */
const FOUND_GOOD_FOR = 180_000
const PAUSE_BEFORE_SECOND_SEND = 1_000
/** CipherTrust may answer a read from a copy that is a little behind its own write. */
const READ_BACK_AFTER = [0, 1_000, 2_000] as const
const SLACK_SILENT: Fault = { kind: 'slack_silent', outcome: 'not_sent' }

/**
 * Carries an approved request out: claim, evaluate again, read, mark, one POST, read the answer, read back. Throws
 * StoreConflict when somebody else moved the request on; nothing is sent then.
 */
export async function execute(deps: ExecuteDeps, approved: RequestIn<'approved'>): Promise<void> {
  const began = deps.now()
  const claimed = claim(approved, deps.owner, began)
  await deps.ledger.commit(claimed)
  const request = claimed.to
  const evaluated = await evaluate(deps, request)
  if (evaluated === 'unknown') return giveBack(deps, request, SLACK_SILENT)
  if (evaluated !== 'may') return deps.ledger.commit(cancel(request, evaluated.refusal, deps.now()))
  try {
    await compareAndCall({ ...deps, began: began.getTime() }, request)
  } catch (error) {
    await giveBack(deps, request, faultOf(error))
  }
}

/** Everything before the mark may throw a CipherTrustFault; nothing was sent then. After it, nothing throws one. */
async function compareAndCall(deps: CallDeps, request: RequestIn<'executing'>): Promise<void> {
  const read = await readKey(deps.ciphertrust, request, request.key.id)
  const found = compare(request, read, tagsRead(deps.policy))
  switch (found.is) {
    case 'unfit':
      return deps.ledger.commit(cancel(request, found.why, deps.now()))
    case 'in_effect':
      return deps.ledger.commit(succeed(request, found.key, deps.now()))
    case 'changed':
      return deps.ledger.commit(...(await changed(deps, request, found)))
    case 'as_asked':
      return markAndSend(deps, request, found.key, await deps.ciphertrust.prepare())
  }
}

/**
 * One fresh request takes the place of one whose key has changed. Where nobody approves, a key that reads differently
 * each time would go on being asked for without an end: the second time it is closed.
 */
async function changed(
  deps: Deps,
  request: RequestIn<'executing'>,
  found: Parameters<typeof replaceRequest>[2],
): Promise<readonly Transition[]> {
  const unsteady = request.approvals.length === 0 && isSuccessor(request)
  return unsteady ? [cancel(request, 'key_unsteady', deps.now())] : replaceRequest(deps, request, found)
}

/** No longer than a minute between two tries: the approval is good for 15. */
export function giveBack(deps: Deps, request: RequestIn<'executing'>, fault: Fault): Promise<void> {
  const at = deps.now()
  const until = at.getTime() + Math.min(LONGEST_PAUSE, 5_000 * 2 ** request.tries)
  return deps.ledger.commit(release(request, at, { fault, until }))
}

async function markAndSend(
  deps: CallDeps,
  request: RequestIn<'executing'>,
  before: Key,
  account: string,
): Promise<void> {
  const marked = mark(request, before, account, deps.now())
  await deps.ledger.commit(marked)
  const calling = marked.to
  try {
    await readAnswer(deps, calling, await sendInTime(deps, calling))
  } catch (error) {
    await afterFault(deps, calling, faultOf(error))
  }
}

function sendInTime(deps: CallDeps, calling: RequestIn<'calling'>): Promise<Sent> {
  if (isOlder(deps, calling.calledAt, MARK_GOOD_FOR) || isOutdated(deps))
    throw new CipherTrustFault({ kind: 'late', outcome: 'not_sent' })
  return deps.ciphertrust.send(calling, calling.key.id)
}

function isOutdated(deps: CallDeps): boolean {
  return isOlder(deps, deps.began, FOUND_GOOD_FOR)
}

/** Also on a clock that was set back by more than that: how long ago it was cannot be told then. */
function isOlder({ now }: CallDeps, since: number, ms: number): boolean {
  return Math.abs(now().getTime() - since) > ms
}

/** Success needs both: the answer says so, and reading the key says so. */
async function readAnswer(deps: CallDeps, calling: RequestIn<'calling'>, sent: Sent): Promise<void> {
  let last: Key['rotation'] | null = null
  const lost = (kind: 'flag_disagrees' | 'period_untold') => {
    const found = { answered: flagOf(sent), ...(last ? { readBack: flagOf({ rotation: last }) } : {}) }
    const fault = { kind, outcome: 'unknown', ...answerOf(sent) } as const
    return deps.ledger.commit(lose(calling, fault, deps.now(), found))
  }
  if (against(calling, sent.rotation) === 'otherwise') return lost('flag_disagrees')
  let untold = false
  for (const pause of READ_BACK_AFTER) {
    await deps.sleep(pause)
    const rotation = await readBack(deps, calling)
    last = rotation ?? last
    const stands = rotation && against(calling, rotation)
    untold = stands === 'untold'
    if (!rotation || stands !== 'as_wanted') continue
    return deps.ledger.commit(succeed(calling, { ...calling.before, rotation }, deps.now(), answerOf(sent)))
  }
  return lost(untold ? 'period_untold' : 'flag_disagrees')
}

/** A read that fails says nothing about the write: it is the same as one that disagrees. */
async function readBack(deps: CallDeps, calling: RequestIn<'calling'>): Promise<Key['rotation'] | null> {
  try {
    return await deps.ciphertrust.readRotation(calling.key.id)
  } catch (error) {
    faultOf(error)
    return null
  }
}

async function afterFault(deps: CallDeps, calling: RequestIn<'calling'>, fault: Fault): Promise<void> {
  switch (fault.outcome) {
    case 'not_done':
      return deps.ledger.commit(fail(calling, fault, deps.now()))
    case 'unknown':
      return deps.ledger.commit(lose(calling, fault, deps.now()))
    case 'not_sent':
      return sendAgain(deps, calling, fault)
  }
}

/** Certainly not sent: one more try with a new mark, if a token can be had; a second such fault is final. */
async function sendAgain(deps: CallDeps, calling: RequestIn<'calling'>, fault: Fault): Promise<void> {
  if (calling.attempt === 2 || isOutdated(deps)) return deps.ledger.commit(fail(calling, fault, deps.now()))
  await deps.sleep(PAUSE_BEFORE_SECOND_SEND)
  let account: string
  try {
    account = await deps.ciphertrust.prepare()
  } catch (error) {
    return deps.ledger.commit(fail(calling, faultOf(error), deps.now()))
  }
  const again = sendOnceMore(calling, fault, deps.now())
  await deps.ledger.commit(again)
  await markAndSend(deps, again.to, calling.before, account)
}

function answerOf(sent: Sent) {
  const { status, ciphertrustRequest } = sent
  return { status, ...(ciphertrustRequest ? { ciphertrustRequest } : {}) }
}

function faultOf(error: unknown): Fault {
  if (error instanceof CipherTrustFault) return error.fault
  throw error
}
