import { type Asking, approveByPolicy, ask } from '../core/asking.ts'
import { cancel, supersede } from '../core/closing.ts'
import { InputId, type RequestId, requestIdFrom } from '../core/ids.ts'
import type { Key } from '../core/key.ts'
import type { Request, RequestIn } from '../core/request.ts'
import { ruleFor, tagsRead } from '../core/rules.ts'
import { type Change, snapshotText } from '../core/snapshot.ts'
import type { Transition } from '../core/transition.ts'
import { whyNotAsk } from '../core/wish.ts'
import type { Deps } from '../ports.ts'
import { nameThose } from './name-those.ts'

type Opening = Omit<Asking, 'id' | 'snapshotHash' | 'reasonHash' | 'rule'>

/** A new request under the policy in force: what is to be committed, and the request as it is then. */
export function openRequest(
  deps: Deps,
  opening: Opening,
  at: Date,
): { readonly transitions: readonly Transition[]; readonly request: Request } {
  const { policy } = deps
  const { reason } = opening
  const rule = ruleFor(policy, opening, opening.key)
  const asked = ask(
    {
      ...opening,
      id: requestIdFrom(deps.newId()),
      snapshotHash: deps.sha256(snapshotText(opening.key, tagsRead(policy))),
      ...(reason ? { reasonHash: deps.sha256(reason) } : {}),
      rule,
    },
    at,
  )
  if (rule.approvals > 0) return { transitions: [asked], request: asked.to }
  const approved = approveByPolicy(asked.to, at)
  return { transitions: [asked, approved], request: approved.to }
}

/**
 * The key has changed: closes the request and opens a fresh one for the key as it is now. Where the rule for that key
 * would not let it be asked for, there is no fresh one.
 */
export async function replaceRequest(
  deps: Deps,
  request: RequestIn<'requested' | 'executing'>,
  found: { readonly key: Key; readonly changes: readonly Change[] },
): Promise<readonly [Transition, ...Transition[]]> {
  const { id, operation, periodDays, requester, reason, askedIn } = request
  const rule = ruleFor(deps.policy, { operation, periodDays }, found.key)
  const named = { ...(await nameThose(deps, requester, rule)), reportsPeriods: true, open: null }
  const usable = rule.channel === request.channel || (await deps.messenger.usable(rule.channel))
  const at = deps.now()
  const wish = { operation, periodDays, reason, typedIn: null }
  // Whom Slack cannot tell about just now is asked about again before the call; of periods it was found out at the asking.
  const no = whyNotAsk(wish, found.key, rule, named).find(({ refusal }) => refusal !== 'identity_unknown')
  if (no) return [cancel(request, no.refusal, at)]
  if (!usable) return [cancel(request, 'channel_unusable', at)]
  const fresh = openRequest(
    deps,
    {
      ...{ operation, requester, askedIn, key: found.key, follows: id },
      ...(periodDays === undefined ? {} : { periodDays }),
      ...(reason === undefined ? {} : { reason }),
      inputId: inputOf(id),
    },
    at,
  )
  return [supersede(request, found.changes, fresh.request.id, at), ...fresh.transitions]
}

/** No person's input: the bot itself opened it, in the place of the one that it follows. */
export function isSuccessor({ inputId, follows }: Request): boolean {
  return follows !== undefined && inputId === inputOf(follows)
}

function inputOf(superseded: RequestId): InputId {
  return InputId.parse(`follows:${superseded}`)
}
