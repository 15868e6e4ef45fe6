import { generate } from 'selfsigned'
import { describe, expect, it } from 'vitest'
import { type Environment, type Read, readConfig } from '../src/config.ts'

const SMALLEST = {
  SLACK_BOT_TOKEN: 'xoxb-secret-1',
  SLACK_APP_TOKEN: 'xapp-secret-2',
  CIPHERTRUST_URL: 'https://ciphertrust.test',
  CIPHERTRUST_USERNAME: 'svc-secret-3',
  CIPHERTRUST_PASSWORD: 'hunter-secret-4',
}
const SECRETS = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'CIPHERTRUST_USERNAME',
  'CIPHERTRUST_PASSWORD',
] as const

const noFiles: Read = (file) => {
  throw new Error(`ENOENT: ${file}`)
}
const files =
  (content: Readonly<Record<string, string>>): Read =>
  (file) =>
    content[file] ?? noFiles(file)

function configOf(env: Environment, read = noFiles) {
  const found = readConfig({ ...SMALLEST, ...env }, read)
  if (!found.ok) throw new Error(found.problems.join('\n'))
  return found.config
}

function problemsOf(env: Environment, read = noFiles): readonly string[] {
  const found = readConfig(env, read)
  return found.ok ? [] : found.problems
}

function with_(env: Environment): Environment {
  return { ...SMALLEST, ...env }
}

/** The variables that problems are about: each sentence starts with one. */
function named(problems: readonly string[]): readonly (string | undefined)[] {
  return problems.map((problem) => problem.split(' ')[0])
}

describe('readConfig', () => {
  it('has a default for whatever may have one', () => {
    expect(configOf({})).toEqual({
      slack: { botToken: 'xoxb-secret-1', appToken: 'xapp-secret-2', apiUrl: 'https://slack.com/api/' },
      ciphertrust: {
        url: 'https://ciphertrust.test',
        account: { auth: 'password', username: 'svc-secret-3', password: 'hunter-secret-4' },
        insecureSkipTlsVerify: false,
      },
      policyFile: 'policy.yml',
      database: { engine: 'sqlite', path: 'data/cckm-bot.db' },
      port: 8080,
      host: '127.0.0.1',
      command: '/cckm',
      logLevel: 'info',
    })
  })

  it.each<[string, string, object]>([
    ['SLACK_API_URL', 'http://127.0.0.1:1/api/', { slack: { apiUrl: 'http://127.0.0.1:1/api/' } }],
    [
      'CIPHERTRUST_URL',
      'HTTPS://CipherTrust.test:8443/',
      { ciphertrust: { url: 'https://ciphertrust.test:8443' } },
    ],
    ['CIPHERTRUST_SERVERNAME', 'web.test', { ciphertrust: { servername: 'web.test' } }],
    ['CIPHERTRUST_DOMAIN', 'prod', { ciphertrust: { domain: 'prod' } }],
    ['CIPHERTRUST_AUTH_DOMAIN', 'root', { ciphertrust: { authDomain: 'root' } }],
    ['CIPHERTRUST_AUTH_DOMAIN_PATH', 'root/a', { ciphertrust: { authDomainPath: 'root/a' } }],
    ['CIPHERTRUST_INSECURE_SKIP_TLS_VERIFY', 'true', { ciphertrust: { insecureSkipTlsVerify: true } }],
    ['CIPHERTRUST_INSECURE_SKIP_TLS_VERIFY', 'false', { ciphertrust: { insecureSkipTlsVerify: false } }],
    ['POLICY_FILE', '/etc/policy.yml', { policyFile: '/etc/policy.yml' }],
    ['DATABASE_URL', 'sqlite:/var/bot.db', { database: { engine: 'sqlite', path: '/var/bot.db' } }],
    ['PORT', '0', { port: 0 }],
    ['PORT', '65535', { port: 65_535 }],
    ['HOST', '0.0.0.0', { host: '0.0.0.0' }],
    ['COMMAND', '/cckm-staging', { command: '/cckm-staging' }],
    ['INSTANCE', 'staging', { instance: 'staging' }],
    ['LOG_LEVEL', 'debug', { logLevel: 'debug' }],
  ])('takes %s=%s', (name, value, expected) => {
    expect(configOf({ [name]: value })).toMatchObject(expected)
  })

  it.each<[string, string]>([
    ['SLACK_BOT_TOKEN', 'xoxp-secret-5'],
    ['SLACK_BOT_TOKEN', 'xapp-secret-5'],
    ['SLACK_APP_TOKEN', 'xoxb-secret-5'],
    ['SLACK_API_URL', 'https://slack.com/api'],
    ['SLACK_API_URL', 'slack.com/api/'],
    ['CIPHERTRUST_URL', 'https://ciphertrust.test/api'],
    ['CIPHERTRUST_URL', 'https://ciphertrust.test/api/'],
    ['CIPHERTRUST_URL', 'https://ciphertrust.test/some/path'],
    ['CIPHERTRUST_URL', 'https://ciphertrust.test/?x'],
    ['CIPHERTRUST_URL', 'https://me:pw-secret-5@ciphertrust.test'],
    ['CIPHERTRUST_URL', 'ciphertrust.test'],
    ['CIPHERTRUST_URL', 'ftp://ciphertrust.test'],
    ['CIPHERTRUST_INSECURE_SKIP_TLS_VERIFY', 'yes'],
    ['CIPHERTRUST_INSECURE_SKIP_TLS_VERIFY', 'TRUE'],
    ['DATABASE_URL', 'postgres://me:pw-secret-5@db/bot'],
    ['DATABASE_URL', 'sqlite:'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80a'],
    ['PORT', '1e3'],
    ['COMMAND', 'cckm'],
    ['COMMAND', '/CCKM'],
    ['COMMAND', '/two words'],
    ['COMMAND', `/${'x'.repeat(32)}`],
    ['INSTANCE', 'x'.repeat(41)],
    ['LOG_LEVEL', 'verbose'],
    ['LOG_LEVEL', 'silent'],
  ])('refuses %s=%s in one sentence that does not repeat the value', (name, value) => {
    const problems = problemsOf(with_({ [name]: value }))
    expect(named(problems)).toEqual([name])
    expect(problems[0]).toMatch(/^[A-Z_]+ (must be|is) .+\.$/)
    expect(problems[0]).not.toContain('secret')
  })

  it.each(Object.keys(SMALLEST))('says that %s is missing, also when it is empty', (name) => {
    expect(named(problemsOf(with_({ [name]: undefined })))).toEqual([name])
    expect(problemsOf(with_({ [name]: '' }))).toEqual(problemsOf(with_({ [name]: undefined })))
  })

  it('lists every problem at once, one for each variable', () => {
    const problems = problemsOf({ PORT: 'x', LOG_LEVEL: 'x', COMMAND: 'x', CIPHERTRUST_CA_FILE: '/none.pem' })
    expect([...named(problems)].sort()).toEqual(
      [...Object.keys(SMALLEST), 'PORT', 'LOG_LEVEL', 'COMMAND', 'CIPHERTRUST_CA_FILE'].sort(),
    )
  })

  it('ignores what is not its own', () => {
    expect(problemsOf(with_({ PATH: '/bin', TOKEN: 'x' }))).toEqual([])
  })
})

describe('a secret in a file', () => {
  it.each(SECRETS)('is read where %s_FILE names it, without the line break at its end', (name) => {
    const { [name]: secret, ...rest } = SMALLEST
    const found = readConfig({ ...rest, [`${name}_FILE`]: '/run/s' }, files({ '/run/s': `${secret}\n` }))
    expect(found).toEqual(readConfig(SMALLEST, noFiles))
  })

  it.each(SECRETS)('is one problem when the file of %s cannot be read, which repeats no value', (name) => {
    const { [name]: secret, ...rest } = SMALLEST
    const problems = problemsOf({ ...rest, [`${name}_FILE`]: secret })
    expect(named(problems)).toEqual([`${name}_FILE`])
    expect(problems[0]).not.toContain('secret')
  })

  it.each(SECRETS)('is one problem when the file of %s is empty', (name) => {
    const { [name]: _, ...rest } = SMALLEST
    const problems = problemsOf({ ...rest, [`${name}_FILE`]: '/run/s' }, files({ '/run/s': '\n' }))
    expect(named(problems)).toEqual([`${name}_FILE`])
  })

  it.each(SECRETS)('may not stand in %s as well', (name) => {
    const problems = problemsOf(with_({ [`${name}_FILE`]: '/run/s' }), files({ '/run/s': 'other' }))
    expect(named(problems)).toEqual([name])
    expect(problems[0]).toContain(`${name}_FILE`)
    expect(problems[0]).not.toContain('secret')
  })

  it('is judged like one in the environment', () => {
    const { SLACK_BOT_TOKEN: _, ...rest } = SMALLEST
    const env = { ...rest, SLACK_BOT_TOKEN_FILE: '/run/s' }
    expect(named(problemsOf(env, files({ '/run/s': 'xoxp-wrong' })))).toEqual(['SLACK_BOT_TOKEN'])
  })
})

describe('CIPHERTRUST_CA_FILE', () => {
  it('is read as it is', async () => {
    const { cert } = await generate([{ name: 'commonName', value: 'ca' }], {
      algorithm: 'sha256',
      keyType: 'ec',
    })
    const read = files({ '/ca.pem': cert })
    expect(configOf({ CIPHERTRUST_CA_FILE: '/ca.pem' }, read).ciphertrust.caPem).toBe(cert)
  })

  it('is a problem when it cannot be read', () => {
    expect(named(problemsOf(with_({ CIPHERTRUST_CA_FILE: '/none.pem' })))).toEqual(['CIPHERTRUST_CA_FILE'])
  })
})
