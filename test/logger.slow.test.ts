import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const Line = z.looseObject({ level: z.int(), msg: z.string().optional(), err: z.unknown().optional() })

const PLAIN = 'correct-horse-battery'
const QUOTED = 'quo"te\\back\nline'
const LONGER = `${PLAIN}-staple`
const SECRETS = [PLAIN, QUOTED, LONGER, '']

/** What a process prints that logs by `script`, which has `log` and the first three secrets. */
function printed(script: string, options: object = {}): string {
  const logger = join(import.meta.dirname, '../src/logger.ts')
  const program = `
    import { createLogger } from ${JSON.stringify(logger)}
    import { WebAPIHTTPError, WebAPIPlatformError } from '@slack/web-api'
    const secrets = ${JSON.stringify(SECRETS)}
    const [plain, quoted, longer] = secrets
    const log = createLogger({ level: 'trace', secrets, ...${JSON.stringify(options)} })
    ${script}`
  const args = ['--input-type=module', '--eval', program]
  return execFileSync(process.execPath, args, { encoding: 'utf8', cwd: join(import.meta.dirname, '..') })
}

function linesOf(output: string) {
  return output
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Line.parse(JSON.parse(line)))
}

describe('createLogger', () => {
  it('prints one JSON line for each call, with the label of the installation', () => {
    const output = printed(`log.info({ requestId: 'R-1' }, 'took it'); log.warn({}, 'did not')`, {
      instance: 'prod',
    })
    expect(linesOf(output)).toMatchObject([
      { level: 30, instance: 'prod', requestId: 'R-1', msg: 'took it' },
      { level: 40, instance: 'prod', msg: 'did not' },
    ])
  })

  it('hides a secret wherever it stands, also in quoted JSON', () => {
    const output = printed(`
      for (const secret of [plain, quoted, longer]) {
        log.info({}, 'password is ' + secret)
        log.info({ [secret]: 1, deep: { list: [secret], text: 'x' + secret + 'x' } }, 'fields')
        log.info({ body: JSON.stringify({ password: secret }) }, 'quoted')
        const cause = new Error('because of ' + JSON.stringify({ password: secret }))
        log.error({ err: new Error('failed with ' + secret, { cause }) }, 'error')
      }`)
    expect(linesOf(output)).toHaveLength(12)
    expect(output).not.toContain('correct-horse')
    expect(output).not.toContain('staple')
    expect(output).not.toMatch(/quo\\+"te|back\\+n/)
    expect(output.match(/\[hidden\]/g)?.length).toBeGreaterThanOrEqual(15)
  })

  it.each([
    ['a bot token', 'xoxb-1234-abcDEF'],
    ['a rotated token', 'xoxe.xoxp-1-abcDEF'],
    ['an app-level token', 'xapp-1-A0-abcDEF'],
    ['a JWT', 'eyJhbGciOi.eyJzdWIiOi.abcDEF_-'],
    ['a header', 'Bearer abcDEF.~+/='],
  ])('hides the shape of %s that nobody told it', (_, token) => {
    const output = printed(`log.info({ a: ${JSON.stringify(token)} }, ${JSON.stringify(`it is ${token}!`)})`)
    expect(linesOf(output)).toMatchObject([{ msg: expect.stringMatching(/^it is .*\[hidden\]!$/) }])
    expect(output).not.toContain('abcDEF')
  })

  it.each(['fatal', 'error', 'warn', 'info', 'debug', 'trace'])(
    'prints the lines of the audit log at LOG_LEVEL=%s',
    (level) => {
      const output = printed(
        `log.audit({ seq: 1, hash: 'abc' }, 'entry'); log[${JSON.stringify(level)}]({}, 'x')`,
        { level },
      )
      expect(linesOf(output)).toMatchObject([{ level: 70, seq: 1, hash: 'abc' }, { msg: 'x' }])
    },
  )

  it('keeps what lies below the level to itself', () => {
    expect(printed(`log.debug({}, 'x'); log.info({}, 'y')`, { level: 'warn' })).toBe('')
  })

  it("prints of a client's error what it is, and nothing of the reply", () => {
    const output = printed(`
      const err = new WebAPIHTTPError(503, 'Busy', { 'set-cookie': 'd=session' }, '<p>private</p>')
      log.error({ err }, 'x')
      log.error({ err: new WebAPIPlatformError({ ok: false, error: 'not_in_channel', private: 'private' }) }, 'x')
      log.error({ err: new Error('outer', { cause: err }) }, 'x')`)
    expect(linesOf(output)).toMatchObject([
      {
        err: {
          name: 'WebAPIHTTPError',
          code: 'slack_webapi_http_error',
          message: expect.stringContaining('503'),
          stack: expect.stringContaining('at '),
        },
      },
      { err: { name: 'WebAPIPlatformError', message: expect.stringContaining('not_in_channel') } },
      { err: { message: 'outer', cause: { name: 'WebAPIHTTPError' } } },
    ])
    expect(output).not.toMatch(/cookie|session|private/)
  })

  it('prints nothing of what was thrown and is no error', () => {
    const output = printed(
      `log.error({ err: { token: 'private' } }, 'x'); log.error({ err: 'private' }, 'x')`,
    )
    expect(linesOf(output)).toHaveLength(2)
    expect(output).not.toContain('private')
  })
})
