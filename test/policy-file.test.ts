import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { problemsAt, type ReadStart, readPolicy, readPolicyFile } from '../src/policy-file.ts'

const GOOD = 'channel: C0AUDIT\nrequesters: [S0ONCALL, U0ANN]\napprovals: 0\n'
const HOUR = 3_600_000
const policy = {
  ...{ version: 1, channel: 'C0AUDIT', requesters: ['S0ONCALL', 'U0ANN'], approvals: 0 },
  ...{ approvers: [], admins: [], expires: 8 * HOUR, remind: 'none', notify: [], rules: [] },
  reason: { required: false, tickets: [] },
}
const FULL = `version: 1
channel: C0AUDIT
requesters: [S0ONCALL]
approvers: [S0SECURITY]
approvals: 1
expires: 8h
remind: 30m before expiry
askIn: [C0AUDIT, C0ONCALL]
admins: [U0LEAD]
rules:
  - name: ceremony keys
    match: { aliases: ["alias/root-*"] }
    deny: Root keys change in the key ceremony only.
  - name: production
    match: { accounts: ["123456789012"], regions: ["eu-*"], tags: { env: prod, team: [a, b] } }
    approvals: 2
    expires: 2d
    remind: none
    reason: { required: true, tickets: [CHG, INC], link: "https://tickets.example.com/{ticket}" }
    notify: [C0PAYMENTS]
  - name: stopping rotation
    match: { operations: [disable-auto-rotation] }
    approvals: 2
    remind: 1h before expiry
    reason: { tickets: [CHG] }
`

function problemsOf(text: string): readonly string[] {
  const found = readPolicy(text, 'policy.yml')
  return found.ok ? [] : found.problems
}

describe('readPolicy', () => {
  it.each([
    ['as people write it', GOOD],
    ['with the line ends of Windows', GOOD.replaceAll('\n', '\r\n')],
    ['with a byte order mark', `\ufeff${GOOD}`],
    ['without a line end', GOOD.trim()],
    [
      'in JSON',
      JSON.stringify({
        ...policy,
        approvers: undefined,
        admins: undefined,
        notify: undefined,
        reason: undefined,
        expires: '8h',
      }),
    ],
    ['with comments and a document mark', `---\n# reviewed\n${GOOD}`],
    ['with an anchor', GOOD.replace('C0AUDIT', '&a C0AUDIT')],
    ['with a list of rules that is empty', `${GOOD}rules: []\n`],
  ])('reads a policy %s', (_, text) => {
    expect(readPolicy(text, 'policy.yml')).toEqual({ ok: true, policy })
  })

  it('reads every field, at the top and in rules, with times in milliseconds', () => {
    expect(readPolicy(FULL, 'policy.yml')).toEqual({
      ok: true,
      policy: {
        ...{
          version: 1,
          channel: 'C0AUDIT',
          requesters: ['S0ONCALL'],
          approvers: ['S0SECURITY'],
          approvals: 1,
        },
        ...{ expires: 8 * HOUR, remind: HOUR / 2, askIn: ['C0AUDIT', 'C0ONCALL'], admins: ['U0LEAD'] },
        ...{ reason: { required: false, tickets: [] }, notify: [] },
        rules: [
          {
            name: 'ceremony keys',
            match: { aliases: ['alias/root-*'] },
            deny: 'Root keys change in the key ceremony only.',
          },
          {
            name: 'production',
            match: { accounts: ['123456789012'], regions: ['eu-*'], tags: { env: 'prod', team: ['a', 'b'] } },
            ...{ approvals: 2, expires: 48 * HOUR, remind: 'none', notify: ['C0PAYMENTS'] },
            reason: { required: true, tickets: ['CHG', 'INC'], link: 'https://tickets.example.com/{ticket}' },
          },
          {
            name: 'stopping rotation',
            match: { operations: ['disable-auto-rotation'] },
            ...{ approvals: 2, remind: HOUR, reason: { required: true, tickets: ['CHG'] } },
          },
        ],
      },
    })
  })

  it('reads the example', () => {
    expect(problemsOf(readFileSync(new URL('../policy.example.yml', import.meta.url), 'utf8'))).toEqual([])
  })
})

describe('problemsAt', () => {
  it('tells what is found later at its place, in the order of the file', () => {
    const found = [
      { path: ['rules', 1, 'notify', 0], problem: 'is archived' },
      { path: ['channel'], problem: 'is not in this workspace' },
    ]
    expect(problemsAt(found, `\ufeff${FULL}`, 'policy.yml')).toEqual([
      'policy.yml:2:10: channel is not in this workspace.',
      'policy.yml:20:14: rule “production”: entry 1 of notify is archived.',
    ])
  })
})

describe('readPolicyFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cckm-bot-policy-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const written = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const failing =
    (code: string): ReadStart =>
    () => {
      throw Object.assign(new Error('this is not for people'), { code })
    }

  it.each([
    ['a short file', GOOD],
    ['a file with a byte order mark', `\ufeff${GOOD}`],
    ['a file of exactly a megabyte', GOOD.padEnd(1_000_000, '#')],
  ])('gives the policy and the text as it stands: %s', (_, text) => {
    expect(readPolicyFile(written('policy.yml', text))).toEqual({ ok: true, policy, text })
  })

  it('says what is wrong in a file as it is said of a text', () => {
    const file = written('wrong.yml', GOOD.replace('0\n', '-1\n'))
    expect(readPolicyFile(file)).toEqual(readPolicy(readFileSync(file, 'utf8'), file))
  })

  it.each([
    [
      'missing',
      failing('ENOENT'),
      'there is no such file: copy policy.example.yml to it, or set POLICY_FILE to your policy',
    ],
    [
      'of a user who may not read it',
      failing('EACCES'),
      'the file may not be read by the user that runs the bot: allow that user to read it',
    ],
    ['on a broken disk', failing('EIO'), 'the file cannot be read (EIO): name another, or mend it'],
  ])('says it of a file %s', (_, read, sentence) => {
    expect(readPolicyFile('policy.yml', read)).toEqual({
      ok: false,
      problems: [`policy.yml:1:1: ${sentence}.`],
    })
  })

  it('says it of what is really on the disk: nothing, a folder, bytes that are no text', () => {
    mkdirSync(join(folder, 'folder.yml'))
    const files = ['nothing.yml', 'nothing.yml/policy.yml', 'folder.yml'].map((name) => join(folder, name))
    const bytes = written('bytes.yml', Uint8Array.of(0xff, 0xfe, 0x63, 0x00))
    const said = [...files, bytes].map((file) => readPolicyFile(file))
    expect(said.map((read) => (read.ok ? '' : read.problems.join().replace(folder, '')))).toEqual([
      expect.stringMatching(/^\/nothing\.yml:1:1: there is no such file/),
      expect.stringMatching(/^\/nothing\.yml\/policy\.yml:1:1: there is no such file|this is not a folder/),
      '/folder.yml:1:1: this is a folder: name the policy file that is in it.',
      '/bytes.yml:1:1: the file is not UTF-8 text: save it as UTF-8.',
    ])
  })

  it('asks for no more of a large file than shows that it is too large', () => {
    const asked: number[] = []
    const read: ReadStart = (_, most) => {
      asked.push(most)
      return new Uint8Array(most).fill(0x23)
    }
    expect(readPolicyFile('policy.yml', read)).toEqual({
      ok: false,
      problems: [
        'policy.yml:1:1: the policy is larger than a megabyte: take out what is not a policy, or name another file.',
      ],
    })
    expect(asked).toEqual([1_000_001])
  })
})
