import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cli, folder, written } from './harness.ts'

const TOP = 'channel: C0AUDIT\nrequesters: [S0ONCALL]\napprovals: 0\n'
const RULES = `${TOP}approvers: [S0SECURITY, U0LEAD]
rules:
  - name: ceremony keys
    match: { aliases: ["alias/root-*"] }
    deny: In the ceremony only.
  - name: production
    match: { tags: { env: prod } }
    approvals: 2
    expires: 90m
    reason: { tickets: [CHG, INC] }
  - name: others
    match: { regions: ["eu-*"] }
    approvals: 1
    expires: 2d
    reason: {}
`

describe('policy check', () => {
  it('says what each rule does, in their order, and what holds where none matches', async () => {
    const file = written(RULES)
    expect(await cli(['policy', 'check', file])).toMatchObject({
      exit: 0,
      err: '',
      out: [
        `${file} is fine: it has 3 rules.`,
        '1 ceremony keys: denies',
        '2 production: 2 approvals of S0SECURITY, U0LEAD, within 90m, with a ticket CHG-… or INC-… in the reason',
        '3 others: 1 approval of S0SECURITY, U0LEAD, within 2d, with a reason',
        expect.stringMatching(/^otherwise: no approval, the call is made at once; switching off: /),
      ],
    })
  })

  it('says of a policy without rules what holds for every key', async () => {
    const file = written(TOP)
    expect((await cli(['policy', 'check', file])).out).toEqual([
      `${file} is fine: it has no rules.`,
      'every key: no approval, the call is made at once; switching off: refused, as nobody is named who could approve',
    ])
  })

  it('lists every problem at its place, and ends with 1', async () => {
    const file = written('channel: general\nrequesters: []\napprovals: 0\n')
    const { exit, out, err } = await cli(['policy', 'check', file])
    expect({ exit, err }).toEqual({ exit: 1, err: '' })
    expect(out).toEqual([
      expect.stringMatching(/:1:10: channel must be .*\.$/),
      expect.stringMatching(/:2:13: requesters names nobody.*\.$/),
    ])
    expect(out.every((line) => line.startsWith(file))).toBe(true)
  })

  it('reads the file that POLICY_FILE names when none is named', async () => {
    const file = written(TOP)
    expect((await cli(['policy', 'check'], { POLICY_FILE: file })).out[0]).toBe(
      `${file} is fine: it has no rules.`,
    )
    expect((await cli(['policy', 'check'], { POLICY_FILE: '' })).out[0]).toMatch(/^policy\.yml/)
  })

  it.each([
    ['that is not there', () => join(folder(), 'gone.yml'), /gone\.yml:1:1: there is no such file/],
    ['that is a folder', folder, /:1:1: this is a folder/],
  ])('says so of a file %s', async (_, file, why) => {
    const { exit, out } = await cli(['policy', 'check', file()])
    expect(exit).toBe(1)
    expect(out).toEqual([expect.stringMatching(why)])
  })

  it('prints nothing that a terminal would obey', async () => {
    const evil = '\\e[31mred\\x07\\u202Eder\\e[0m'
    const name = await cli(['policy', 'check', written(RULES.replace('others', `"${evil}"`))])
    const field = await cli(['policy', 'check', written(`${TOP}"${evil}": 1\n`)])
    expect(field.out.join('\n')).toContain('red')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    for (const { out } of [name, field]) expect(out.join('\n')).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f\u202e]/)
  })

  it('calls a rule by its number whose name nobody could read as it is', async () => {
    const { exit, out } = await cli(['policy', 'check', written(RULES.replace('others', '"pro\\u200bd"'))])
    expect(exit).toBe(1)
    expect(out).toEqual([
      expect.stringMatching(/: rule 3: name holds invisible characters: write it anew\.$/),
    ])
  })

  it('prints data about a policy that is fine', async () => {
    const file = written(RULES)
    const { exit, out } = await cli(['policy', 'check', file, '--json'])
    expect(exit).toBe(0)
    expect(JSON.parse(out.join('\n'))).toMatchObject({
      ...{ file, ok: true, problems: [] },
      rules: [
        { name: 'ceremony keys', deny: 'In the ceremony only.', match: { aliases: ['alias/root-*'] } },
        { name: 'production', approvals: 2, expires: 5_400_000, requesters: ['S0ONCALL'] },
        { name: 'others', does: '1 approval of S0SECURITY, U0LEAD, within 2d, with a reason' },
        { name: 'policy', approvals: 0, otherwise: true },
      ],
    })
  })

  it('prints data about a policy that is wrong', async () => {
    const file = written(TOP.replace('C0AUDIT', 'general'))
    const { exit, out } = await cli(['policy', 'check', file, '--json'])
    expect(exit).toBe(1)
    expect(JSON.parse(out.join('\n'))).toEqual({
      ...{ file, ok: false, rules: [] },
      problems: [{ line: 1, column: 10, problem: expect.stringMatching(/^channel must be/) }],
    })
  })
})
