import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Config, type Environment, readConfig } from '../src/config.ts'
import { settingsHash, settingsInForce } from '../src/settings-hash.ts'

const SMALLEST = {
  SLACK_BOT_TOKEN: 'xoxb-1-secret-one',
  SLACK_APP_TOKEN: 'xapp-1-secret-two',
  CIPHERTRUST_URL: 'https://ciphertrust.example.com',
  CIPHERTRUST_USERNAME: 'svc-cckm-bot',
  CIPHERTRUST_PASSWORD: 'secret-three',
}

function configOf(more: Environment): Config {
  const read = readConfig({ ...SMALLEST, ...more }, () => 'secret-four')
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.config
}

const shown = (more: Environment = {}) => JSON.stringify(settingsInForce(configOf(more)))
const hash = (more: Environment = {}) => settingsHash(configOf(more))

describe('settingsInForce', () => {
  it('holds no secret', () => {
    expect(shown()).not.toContain('secret')
    expect(shown({ CIPHERTRUST_PASSWORD: '', CIPHERTRUST_PASSWORD_FILE: 'password' })).not.toContain('secret')
  })
})

describe('settingsHash', () => {
  it('is the SHA-256 of what is in force, as JSON', () => {
    expect(hash()).toBe(createHash('sha256').update(shown()).digest('hex'))
  })

  it('is the same after a secret was renewed', () => {
    expect(hash({ CIPHERTRUST_PASSWORD: 'secret-five', SLACK_BOT_TOKEN: 'xoxb-2' })).toBe(hash())
  })

  it.each<[string, string]>([
    ['SLACK_API_URL', 'https://slack.example.com/api/'],
    ['CIPHERTRUST_URL', 'https://other.example.com'],
    ['CIPHERTRUST_USERNAME', 'another'],
    ['CIPHERTRUST_SERVERNAME', 'other.example.com'],
    ['CIPHERTRUST_DOMAIN', 'payments'],
    ['CIPHERTRUST_AUTH_DOMAIN', 'payments'],
    ['CIPHERTRUST_AUTH_DOMAIN_PATH', '/payments'],
    ['CIPHERTRUST_INSECURE_SKIP_TLS_VERIFY', 'true'],
    ['POLICY_FILE', 'other.yml'],
    ['DATABASE_URL', 'sqlite:other.db'],
    ['PORT', '8081'],
    ['HOST', '0.0.0.0'],
    ['COMMAND', '/cckm-staging'],
    ['INSTANCE', 'staging'],
    ['LOG_LEVEL', 'debug'],
  ])('is another under another %s', (name, value) => {
    expect(hash({ [name]: value })).not.toBe(hash())
  })
})
