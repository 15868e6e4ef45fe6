import { readFileSync } from 'node:fs'
import { explanationText } from '../../src/cli/explanation-text.ts'
import { PersonId } from '../../src/core/ids.ts'
import type { Key } from '../../src/core/key.ts'
import { parseKeyReference } from '../../src/core/key-reference.ts'
import { Operation } from '../../src/core/operations.ts'
import type { Policy } from '../../src/core/policy.ts'
import { explain } from '../../src/usecases/explain.ts'
import { aKey, later } from '../builders.ts'
import { createWorld } from '../usecases/world.ts'

export const COOKBOOK = 'docs/policy-cookbook.md'

/** One policy of the cookbook, with the explanations that stand below it. */
export interface Recipe {
  readonly title: string
  readonly policy: string
  readonly explanations: readonly { readonly command: string; readonly text: string }[]
}

export function recipes(): readonly Recipe[] {
  const [, ...sections] = readFileSync(COOKBOOK, 'utf8').split(/^## /m)
  return sections.map((section) => ({
    title: section.split('\n', 1)[0] ?? '',
    policy: /^```yaml\n(.*?)^```/ms.exec(section)?.[1] ?? '',
    explanations: [...section.matchAll(/^```text\n\$ (.*?)\n(.*?)^```/gms)].map(([, command, text]) => ({
      command: command ?? '',
      text: (text ?? '').trimEnd(),
    })),
  }))
}

const PEOPLE: Readonly<Record<string, string>> = {
  ...{ U0ANN: 'ann', U0BOB: 'bob', U0SAM: 'sam', U0KIM: 'kim' },
  ...{ U0LEAD: 'lea', U0PAT: 'pat', U0DEE: 'dee', U0EVE: 'eve' },
}

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  S0ONCALL: ['U0ANN', 'U0SAM'],
  S0SECURITY: ['U0SAM', 'U0KIM'],
  S0PAYMENTS: ['U0PAT', 'U0BOB'],
  S0DATA: ['U0DEE'],
  S0EUROPE: ['U0EVE'],
}

const KEYS: Readonly<Record<string, Partial<Key>>> = {
  'alias/payments': { tags: [tag('env', 'prod'), tag('team', 'payments')] },
  'alias/orders': { account: '111111111111', region: 'us-east-1', tags: [tag('team', 'orders')] },
  'alias/ca/issuing': { tags: [] },
  'alias/archive': { region: 'sa-east-1', tags: [] },
  'alias/ledger': { tags: [], rotation: { on: true, periodDays: 365 } },
}

function tag(key: string, value: string) {
  return { key, value }
}

/** What `policy explain` prints for a command line of the cookbook, about people and keys that are made up. */
export async function explained(policy: Policy, command: string): Promise<string> {
  const option = (name: string) => new RegExp(`--${name} (\\S+)`).exec(command)?.[1]
  const alias = option('key') ?? ''
  const reference = parseKeyReference(alias)
  const key = keyOf(alias)
  if (!reference) throw new Error(`this is no key: ${alias}`)
  const operation = option('operation')
  const { deps } = createWorld({ find: [[key]], usable: [true] }, policy)
  const people = {
    identify: async (person: PersonId) => ({ ok: true, person, name: PEOPLE[person] ?? 'nobody' }) as const,
    members: async (group: string) => (GROUPS[group] ?? []).map((id) => PersonId.parse(id)),
  }
  const found = await explain(
    { ...deps, people, now: () => later(0) },
    {
      ...{ person: PersonId.parse(option('user')), reference },
      ...(operation === undefined ? {} : { operation: Operation.parse(operation) }),
    },
  )
  if (found.kind !== 'explained') throw new Error(`the cookbook asks about no key: ${command}`)
  return explanationText(found, null)
}

function keyOf(alias: string): Key {
  const { account = '123456789012', region = 'eu-west-1', ...more } = KEYS[alias] ?? {}
  const place = `arn:aws:kms:${region}:${account}:key/`
  return aKey({ aliases: [alias], account, region, arn: `${place}${aKey().awsKeyId}`, ...more })
}
