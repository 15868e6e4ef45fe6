import { CipherTrustFault } from './core/fault.ts'
import type { ChannelId } from './core/ids.ts'
import { isGroup } from './core/policy.ts'
import { rulesOf } from './core/rules.ts'
import { everybody } from './core/standing.ts'
import type { Deps, Log } from './ports.ts'

/** Says at the start what would otherwise be found out at the first request. Neither stops the bot. */
export async function lookAround(deps: Deps, log: Log): Promise<void> {
  const rules = rulesOf(deps.policy)
  const cards = rules.map(({ channel }) => channel)
  await lookFor(cards, deps, (channel) =>
    log.warn(
      { channel },
      'requests are refused: the channel does not exist, is archived or shared, or the bot is not in it',
    ),
  )
  const notified = rules.flatMap(({ notify }) => notify)
  await lookFor(notified, deps, (channel) =>
    log.warn(
      { channel },
      'this channel hears of no outcome: it does not exist, is archived or shared, or the bot is not in it',
    ),
  )
  const { requesters, approvers, admins } = everybody(deps.policy)
  if (approvers.length + admins.length === 0)
    log.warn(
      {},
      'the policy lists no approvers and no admins: a call whose outcome cannot be read can be settled by nobody',
    )
  const groups = new Set([...requesters, ...approvers, ...admins].filter(isGroup))
  for (const group of groups)
    await deps.people.members(group).catch(() => {
      log.warn({ group }, 'this group of the policy lets nobody in: slack does not say who is in it')
    })
  try {
    await deps.ciphertrust.prepare()
  } catch (error) {
    if (!(error instanceof CipherTrustFault)) throw error
    log.warn({ fault: error.fault }, 'requests are refused until ciphertrust can be used')
  }
}

async function lookFor(
  channels: readonly ChannelId[],
  { messenger }: Deps,
  warn: (channel: ChannelId) => void,
): Promise<void> {
  for (const channel of new Set(channels))
    if (!(await messenger.usable(channel).catch(() => false))) warn(channel)
}
