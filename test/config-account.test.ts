import { generate } from 'selfsigned'
import { describe, expect, it } from 'vitest'
import { type Environment, readConfig } from '../src/config.ts'

const ec = { algorithm: 'sha256', keyType: 'ec' } as const
const client = await generate([{ name: 'commonName', value: 'cckm-bot' }], ec)
const other = await generate([{ name: 'commonName', value: 'other' }], ec)

const files: Readonly<Record<string, string>> = {
  'client.pem': client.cert,
  'client.key': client.private,
  'other.key': other.private,
  'ca.pem': other.cert,
  'words.txt': 'not a certificate',
  'password.txt': 'correct-horse\n',
}

function readFile(file: string): string {
  const text = files[file]
  if (text === undefined) throw new Error('no such file')
  return text
}

const BASE: Environment = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_APP_TOKEN: 'xapp-1',
  CIPHERTRUST_URL: 'https://ciphertrust.example.com',
}
const PASSWORD: Environment = { CIPHERTRUST_USERNAME: 'svc', CIPHERTRUST_PASSWORD: 'correct-horse' }
const CERTIFICATE: Environment = {
  CIPHERTRUST_CLIENT_ID: 'client-1',
  CIPHERTRUST_CLIENT_CERT_FILE: 'client.pem',
  CIPHERTRUST_CLIENT_KEY_FILE: 'client.key',
}

function problemsOf(env: Environment): readonly string[] {
  const read = readConfig({ ...BASE, ...env }, readFile)
  return read.ok ? [] : read.problems
}

function accountOf(env: Environment) {
  const read = readConfig({ ...BASE, ...env }, readFile)
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.config.ciphertrust.account
}

describe('the account in CipherTrust', () => {
  it('is a user with a password', () => {
    expect(accountOf(PASSWORD)).toEqual({ auth: 'password', username: 'svc', password: 'correct-horse' })
  })

  it('takes the password from a file', () => {
    const env = { CIPHERTRUST_USERNAME: 'svc', CIPHERTRUST_PASSWORD_FILE: 'password.txt' }
    expect(accountOf(env)).toMatchObject({ password: 'correct-horse' })
  })

  it('is a client with a certificate', () => {
    expect(accountOf(CERTIFICATE)).toEqual({
      auth: 'certificate',
      clientId: 'client-1',
      certPem: client.cert,
      keyPem: client.private,
    })
  })

  it('is missing where neither is set', () => {
    expect(problemsOf({})).toEqual([
      expect.stringMatching(/^CIPHERTRUST_USERNAME is missing: .*\.$/),
      expect.stringMatching(/^CIPHERTRUST_PASSWORD is missing: .*\.$/),
    ])
  })

  it.each(Object.keys(CERTIFICATE))('is half set without %s', (name) => {
    expect(problemsOf({ ...CERTIFICATE, [name]: '' })).toEqual([
      expect.stringMatching(new RegExp(`^${name} is missing: the .*\\.$`)),
    ])
  })

  it.each(Object.keys(PASSWORD))('is half set without %s', (name) => {
    expect(problemsOf({ ...PASSWORD, [name]: '' })).toEqual([
      expect.stringMatching(new RegExp(`^${name} is missing: the .*\\.$`)),
    ])
  })

  it.each([
    [{ ...PASSWORD, ...CERTIFICATE }, 'CIPHERTRUST_USERNAME and CIPHERTRUST_CLIENT_ID'],
    [{ ...CERTIFICATE, CIPHERTRUST_PASSWORD: 'x' }, 'CIPHERTRUST_PASSWORD and CIPHERTRUST_CLIENT_ID'],
    [
      { ...PASSWORD, CIPHERTRUST_CLIENT_KEY_FILE: 'client.key' },
      'CIPHERTRUST_USERNAME and CIPHERTRUST_CLIENT_KEY_FILE',
    ],
  ])('cannot be both', (env, names) => {
    expect(problemsOf(env)).toEqual([`${names} belong to two ways to log in: keep the variables of one.`])
  })

  it.each([
    [
      { CIPHERTRUST_CLIENT_CERT_FILE: 'gone.pem' },
      'CIPHERTRUST_CLIENT_CERT_FILE names a file that cannot be read.',
    ],
    [
      { CIPHERTRUST_CLIENT_CERT_FILE: 'words.txt' },
      'CIPHERTRUST_CLIENT_CERT_FILE names a file without a certificate in PEM form.',
    ],
    [
      { CIPHERTRUST_CLIENT_KEY_FILE: 'words.txt' },
      'CIPHERTRUST_CLIENT_KEY_FILE names a file without a private key in PEM form that needs no passphrase.',
    ],
    [
      { CIPHERTRUST_CLIENT_KEY_FILE: 'other.key' },
      'CIPHERTRUST_CLIENT_KEY_FILE names another key than that of CIPHERTRUST_CLIENT_CERT_FILE.',
    ],
    [
      { CIPHERTRUST_URL: 'http://ciphertrust.example.com' },
      'CIPHERTRUST_URL must start with https://: a client certificate is shown in a TLS handshake.',
    ],
  ])('with a certificate and %j is refused in a sentence', (env, sentence) => {
    expect(problemsOf({ ...CERTIFICATE, ...env })).toEqual([sentence])
  })

  it('says of a password file that cannot be read only that', () => {
    const env = { CIPHERTRUST_USERNAME: 'svc', CIPHERTRUST_PASSWORD_FILE: 'gone.txt' }
    expect(problemsOf(env)).toEqual(['CIPHERTRUST_PASSWORD_FILE names a file that cannot be read.'])
  })
})

describe('CIPHERTRUST_CA_FILE', () => {
  it('is read', () => {
    const read = readConfig({ ...BASE, ...PASSWORD, CIPHERTRUST_CA_FILE: 'ca.pem' }, readFile)
    expect(read).toMatchObject({ ok: true, config: { ciphertrust: { caPem: other.cert } } })
  })

  it.each([
    ['gone.pem', 'CIPHERTRUST_CA_FILE names a file that cannot be read.'],
    ['words.txt', 'CIPHERTRUST_CA_FILE names a file without a certificate in PEM form.'],
  ])('that is %s is refused in a sentence', (file, sentence) => {
    expect(problemsOf({ ...PASSWORD, CIPHERTRUST_CA_FILE: file })).toEqual([sentence])
  })
})

describe('readConfig', () => {
  it('lists every problem at once', () => {
    const env = {
      ...CERTIFICATE,
      CIPHERTRUST_CLIENT_ID: '',
      SLACK_BOT_TOKEN: 'x',
      PORT: 'y',
      CIPHERTRUST_URL: 'z',
    }
    const named = problemsOf(env).map((problem) => problem.split(' ')[0])
    expect(named.sort()).toEqual(['CIPHERTRUST_CLIENT_ID', 'CIPHERTRUST_URL', 'PORT', 'SLACK_BOT_TOKEN'])
  })
})
