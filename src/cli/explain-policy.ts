import { createCipherTrust } from '../cckm/create-cipher-trust.ts'
import { type ReadingConfig, readReadingConfig } from '../config.ts'
import type { PersonId } from '../core/ids.ts'
import type { KeyReference } from '../core/key-reference.ts'
import type { Operation } from '../core/operations.ts'
import type { Policy } from '../core/policy.ts'
import { readPolicyFile } from '../policy-file.ts'
import { type Explained, explain } from '../usecases/explain.ts'
import { explanationText } from './explanation-text.ts'
import { noText } from './no-text.ts'
import { type OpenRequests, openRequests } from './open-requests.ts'
import { misconfigured, type Slack, withSlack } from './slack.ts'
import { EXIT, type Exit, helpOnly, json, policyFile, type World } from './world.ts'

export interface ExplainOptions {
  readonly user: PersonId
  readonly key: KeyReference
  readonly operation?: Operation
  readonly every?: number
  readonly json?: true
}

/** Says what asking would come to. It only reads: no request is made, and nothing is written. */
export async function explainPolicy(
  world: World,
  named: string | undefined,
  options: ExplainOptions,
): Promise<Exit> {
  const policy = readPolicyFile(policyFile(world, named))
  const config = readReadingConfig(world.env, world.readFile)
  const problems = [...(config.ok ? [] : config.problems), ...(policy.ok ? [] : policy.problems)]
  if (!config.ok || !policy.ok) return misconfigured(world, problems)
  return withSlack(config.config.slack, world, (slack) =>
    explained(world, { slack, config: config.config, policy: policy.policy }, options),
  )
}

interface Parts {
  readonly slack: Slack
  readonly config: ReadingConfig
  readonly policy: Policy
}

async function explained(world: World, parts: Parts, options: ExplainOptions): Promise<Exit> {
  const { slack, config, policy } = parts
  const ciphertrust = createCipherTrust(config.ciphertrust, {
    now: world.now,
    sleep: world.sleep,
    log: helpOnly(world),
  })
  const requests = openRequests(config.database.path)
  try {
    const found = await explain(
      {
        ...{ policy, ciphertrust, people: slack.people, now: world.now },
        ...{ reads: requests, messenger: slack },
      },
      {
        ...{ person: options.user, reference: options.key },
        ...(options.operation === undefined ? {} : { operation: options.operation }),
        ...(options.every === undefined ? {} : { periodDays: options.every }),
      },
    )
    return tell(world, found, requests, options)
  } finally {
    await Promise.all([ciphertrust.close(), requests.close()])
  }
}

function tell(world: World, found: Explained, requests: OpenRequests, options: ExplainOptions): Exit {
  const could = found.kind === 'explained' && found.nos.length === 0
  const unknown = requests.unknown()
  if (options.json) json(world, { could, ...found, ...(unknown === null ? {} : { requests: unknown }) })
  else if (found.kind === 'explained') world.print(explanationText(found, unknown))
  else world.print(noText(found).join('\n'))
  return could ? EXIT.fine : EXIT.not
}
