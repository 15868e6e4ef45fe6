import type { PersonId } from '../../../src/core/ids.ts'
import type { Key, Rotation } from '../../../src/core/key.ts'
import type { Wanted } from '../../../src/core/operations.ts'
import { Policy } from '../../../src/core/policy.ts'
import { aKey, T0 } from '../../builders.ts'
import { keyIdOf } from './cast.ts'
import type { Look, Written } from './written.ts'

/** CipherTrust's manner of telling periods: it does; it does not; it does, but nobody can know that before. */
export type Reports = true | false | null

/** A call that went out. */
export interface Posted {
  readonly key: number
  readonly wanted: Wanted
}

/** How the world is before anybody does anything. */
export interface Beginning {
  readonly policies: readonly [Written, ...Written[]]
  readonly keys: readonly { readonly look: Look; readonly reports: Reports }[]
  readonly groups: Readonly<Record<string, readonly PersonId[]>>
}

/** All that is outside of the bot, and true. */
export function createWorld({ policies, keys, groups }: Beginning) {
  const world = {
    policies,
    now: T0.getTime(),
    /** The policy that the bot read at its last start, as written and as read. */
    policy: policies[0],
    read: Policy.parse(policies[0]),
    looks: keys.map(({ look }) => look),
    reports: keys.map(({ reports }) => reports),
    groups: new Map(Object.entries(groups).map(([group, people]) => [group, new Set<string>(people)])),
    deactivated: new Set<string>(),
    /** People and groups that Slack says nothing about. */
    silent: new Set<string>(),
    posted: [] as Posted[],
    restart(policy: Written): void {
      world.policy = policy
      world.read = Policy.parse(policy)
    },
    look(key: number): Look {
      const look = world.looks[key]
      if (!look) throw new Error(`there is no key ${key}`)
      return look
    },
    change(key: number, set: Partial<Look>): void {
      world.looks[key] = { ...world.look(key), ...set }
    },
    rotation: (key: number): Rotation => rotationOf(world.look(key), world.reports[key] ?? null),
    shown: (key: number): Key => shown(world.look(key), key, world.reports[key] ?? null),
    post(key: number, wanted: Wanted): void {
      world.posted.push({ key, wanted })
      const on = wanted.operation === 'enable-auto-rotation'
      const period = wanted.periodDays ?? (world.look(key).on ? world.look(key).period : 365)
      world.change(key, on ? { on, period } : { on })
    },
  }
  return world
}
export type World = ReturnType<typeof createWorld>

export function rotationOf({ on, period }: Look, reports: Reports): Rotation {
  return on && reports !== false ? { on, periodDays: period } : { on }
}

/** A key as CipherTrust shows it. */
export function shown(look: Look, key = 0, reports: Reports = true): Key {
  const { account, region, aliases, tags, state } = look
  const awsKeyId = `7c1d7f0a-5f3c-4a2e-8d51-0f2f6b3a9c7${key}`
  return aKey({
    ...{ id: keyIdOf(key), awsKeyId, arn: `arn:aws:kms:${region}:${account}:key/${awsKeyId}` },
    ...{ account, region, aliases: [...aliases], state },
    tags: Object.entries(tags).map(([name, value]) => ({ key: name, value })),
    rotation: rotationOf(look, reports),
  })
}
