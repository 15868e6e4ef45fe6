import { readSlackConfig } from '../config.ts'
import { type Policy, TOP } from '../core/policy.ts'
import { rulesOf } from '../core/rules.ts'
import { problemsAt, readPolicyFile } from '../policy-file.ts'
import { membersIfAny } from '../slack/directory.ts'
import { untrusted } from '../slack/views/text.ts'
import { checkLive } from '../usecases/check-live.ts'
import { ruleName, ruleWords } from './rule-words.ts'
import { misconfigured, type Slack, withSlack } from './slack.ts'
import { EXIT, type Exit, json, policyFile, type World } from './world.ts'

export interface CheckOptions {
  readonly live?: true
  readonly json?: true
}

/** Says what is wrong with a policy, or else what it says. Without `live` it reads nothing but the file. */
export async function checkPolicy(
  world: World,
  named: string | undefined,
  options: CheckOptions,
): Promise<Exit> {
  const file = policyFile(world, named)
  const read = readPolicyFile(file)
  const report = (problems: readonly string[], policy?: Policy) =>
    tell(world, { file, problems, ...(policy ? { policy } : {}) }, options)
  if (!read.ok) return report(read.problems)
  const { policy, text } = read
  if (!options.live) return report([], policy)
  const access = readSlackConfig(world.env, world.readFile)
  if (!access.ok) return misconfigured(world, access.problems)
  return withSlack(access.slack, world, async (slack) =>
    report(problemsAt(await checkLive(liveDeps(slack, policy)), text, file), policy),
  )
}

function liveDeps({ people, usable, isThere }: Slack, policy: Policy) {
  return {
    policy,
    identify: people.identify,
    members: (group: Parameters<typeof people.members>[0]) => membersIfAny(people.members(group)),
    ...{ usable, isThere },
  }
}

/** A problem may name many people. */
const LONGEST = 2_000

interface Checked {
  readonly file: string
  /** As `FILE:LINE:COL: sentence.` */
  readonly problems: readonly string[]
  readonly policy?: Policy
}

function tell(world: World, { file, problems, policy }: Checked, options: CheckOptions): Exit {
  const ok = problems.length === 0
  if (options.json)
    json(world, {
      ...{ file, ok, problems: problems.map((problem) => placed(problem, file)) },
      rules: policy ? rulesData(policy) : [],
    })
  else
    for (const line of ok && policy ? saying(file, policy, options) : problems.map(clean)) world.print(line)
  return ok ? EXIT.fine : EXIT.not

  function clean(problem: string): string {
    return file + untrusted(problem.slice(file.length), LONGEST)
  }
}

/** The parts of `FILE:LINE:COL: sentence.` */
function placed(problem: string, file: string) {
  const [, line, column, sentence = ''] = /^:(\d+):(\d+): (.*)$/s.exec(problem.slice(file.length)) ?? []
  return { line: Number(line), column: Number(column), problem: sentence }
}

function saying(file: string, policy: Policy, { live }: CheckOptions): readonly string[] {
  const { length } = policy.rules
  const rules = length === 0 ? 'no rules' : length === 1 ? 'one rule' : `${length} rules`
  return [
    `${file} is fine: it has ${rules}.`,
    ...(live ? ['Slack knows all people, groups and channels in it as it needs them.'] : []),
    ...rulesOf(policy).map((rule, index) => {
      const label = index < length ? `${index + 1} ${ruleName(rule)}` : length > 0 ? 'otherwise' : 'every key'
      return `${label}: ${ruleWords(rule)}`
    }),
  ]
}

/** In their order, each over the fields at the top, and last what holds where none matches. Times in milliseconds. */
function rulesData(policy: Policy) {
  return rulesOf(policy).map((rule, index) => ({
    ...rule,
    ...(policy.rules[index]?.match ? { match: policy.rules[index]?.match } : {}),
    does: ruleWords(rule),
    ...(rule.name === TOP ? { otherwise: true } : {}),
  }))
}
