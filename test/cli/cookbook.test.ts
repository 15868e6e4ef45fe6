import { describe, expect, it } from 'vitest'
import { readPolicy } from '../../src/policy-file.ts'
import { COOKBOOK, explained, recipes } from './cookbook.ts'
import { cli, written } from './harness.ts'

describe(COOKBOOK, () => {
  it('has ten policies, each with what it comes to', () => {
    const all = recipes()
    expect(all.map(({ title }) => title.split('.')[0])).toEqual(
      Array.from({ length: 10 }, (_, n) => `${n + 1}`),
    )
    expect(all.filter(({ explanations }) => explanations.length === 0)).toEqual([])
  })

  it.each(recipes())('policy check finds nothing wrong with $title', async ({ policy }) => {
    const { exit, out } = await cli(['policy', 'check', written(policy)])
    expect(out.join('\n')).toContain('is fine')
    expect(exit).toBe(0)
  })

  it.each(
    recipes().flatMap(({ title, policy, explanations }) =>
      explanations.map((explanation) => ({ title, policy, ...explanation })),
    ),
  )('$title: says what policy explain says to “$command”', async ({ policy, command, text }) => {
    const read = readPolicy(policy, 'policy.yml')
    if (!read.ok) throw new Error(read.problems.join('\n'))
    expect(await explained(read.policy, command)).toBe(text)
  })
})

describe('policy.example.yml', () => {
  it('is a policy that nothing is wrong with', async () => {
    const { exit } = await cli(['policy', 'check', 'policy.example.yml'])
    expect(exit).toBe(0)
  })
})
