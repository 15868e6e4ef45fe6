import { type Asked, changesOf, isSo, ruleOf } from './requests.ts'
import { whereNow } from './standing.ts'
import type { World } from './world.ts'

const MINUTE = 60_000

/** What the model does to a request. */
interface Tools {
  readonly end: (asked: Asked, state: string, facts?: Readonly<Record<string, unknown>>) => void
  readonly expect: (kind: string, asked: Asked) => void
  readonly replace: (asked: Asked, changed: readonly string[]) => void
  readonly seen: Set<string>
}

/** What comes of an approved request when the bot takes it up. */
export function createClaims(world: World, { end, expect, replace, seen }: Tools) {
  function takeUp(asked: Asked): void {
    if (world.now >= asked.approvedAt + 15 * MINUTE) {
      seen.add('an approval expires unused')
      end(asked, 'expired')
      return
    }
    if (world.now < asked.until) return
    expect('claimed', asked)
    const verdict = mayBeDone(asked)
    if (verdict === 'unknown') {
      giveBack(asked)
      return
    }
    if (verdict) {
      seen.add(`cancelled at the claim: ${verdict}`)
      end(asked, 'cancelled', { why: verdict })
      return
    }
    if (closeIfChanged(asked, 'at the claim')) return
    expect('calling', asked)
    const { operation, period } = asked.wish
    if (operation === 'disable-auto-rotation') seen.add('switched off')
    else
      seen.add(
        asked.look.on ? 'its period changed' : period === null ? 'switched on' : 'switched on with a period',
      )
    end(asked, 'succeeded', { how: 'called' })
  }

  function giveBack(asked: Asked): void {
    expect('released', asked)
    asked.until = world.now + Math.min(60, 5 * 2 ** asked.tries) * 1_000
    asked.tries++
    seen.add('given back: Slack does not say who may')
  }

  function mayBeDone(asked: Asked): string | null {
    const rule = ruleOf(world, asked)
    const { requester, approvals } = asked
    if (rule.deny !== undefined) return 'policy_denies'
    const where = whereNow(world, rule.requesters, requester)
    if (where === 'unknown') return 'unknown'
    if (where === 'out') return world.deactivated.has(requester) ? 'deactivated' : 'not_allowed'
    const good = approvals.filter((by) => whereNow(world, rule.approvers, by) === 'in').length
    const perhaps = approvals.filter((by) => whereNow(world, rule.approvers, by) === 'unknown').length
    if (good >= rule.approvals) {
      if (good < approvals.length) seen.add('enough approvals count although one does not')
      return null
    }
    if (approvals.length >= rule.approvals && perhaps === 0)
      seen.add('too few approvals count by the time of the claim')
    return good + perhaps >= rule.approvals ? 'unknown' : 'approval_void'
  }

  /** Compares the key with what was asked. Whether that ends the request. */
  function closeIfChanged(asked: Asked, when: 'at a look' | 'at the claim'): boolean {
    const changed = changesOf(world, asked)
    const { state } = world.look(asked.wish.key)
    if (isSo(world, asked.wish)) {
      if (when === 'at a look') end(asked, 'cancelled', { why: 'already_so' })
      else end(asked, 'succeeded', { how: 'already_so' })
      seen.add(`already so ${when}`)
    } else if (state !== 'Enabled') {
      end(asked, 'cancelled', { why: { Disabled: 'disabled', PendingDeletion: 'pending_deletion' }[state] })
      seen.add(`unfit ${when}`)
    } else if (changed.length > 0) {
      if (when === 'at the claim' && asked.approvals.length === 0 && asked.follows) {
        end(asked, 'cancelled', { why: 'key_unsteady' })
        seen.add('closed: its key is unsteady')
      } else {
        replace(asked, changed)
        seen.add(
          `the key changed ${when}: ${changed.every((one) => one.startsWith('tag ')) ? 'a tag' : 'more'}`,
        )
      }
    } else {
      const before = JSON.stringify(asked.look.tags)
      if (before !== JSON.stringify(world.look(asked.wish.key).tags))
        seen.add('a tag changed that no rule reads')
      return false
    }
    return true
  }

  return { takeUp, closeIfChanged }
}
