import { describe, expect, it } from 'vitest'
import { readReadingConfig, readSlackConfig } from '../src/config.ts'

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1' }
const CIPHERTRUST = {
  CIPHERTRUST_URL: 'https://ciphertrust.test',
  CIPHERTRUST_USERNAME: 'svc',
  CIPHERTRUST_PASSWORD: 'secret',
}
const onlyToken = (file: string) => {
  if (file === '/run/token') return 'xoxb-2\n'
  throw new Error(`ENOENT: ${file}`)
}

describe('readSlackConfig', () => {
  it('needs the bot token only', () => {
    expect(readSlackConfig(SLACK, onlyToken)).toEqual({
      ok: true,
      slack: { botToken: 'xoxb-1', apiUrl: 'https://slack.com/api/' },
    })
  })

  it('takes the token from a file', () => {
    expect(readSlackConfig({ SLACK_BOT_TOKEN_FILE: '/run/token' }, onlyToken)).toMatchObject({
      slack: { botToken: 'xoxb-2' },
    })
  })

  it('does not mind what is wrong with the rest', () => {
    expect(readSlackConfig({ ...SLACK, PORT: 'x', CIPHERTRUST_URL: 'x' }, onlyToken).ok).toBe(true)
  })

  it('names what is missing or wrong', () => {
    expect(readSlackConfig({ SLACK_BOT_TOKEN: 'xapp-1', SLACK_API_URL: 'x' }, onlyToken)).toEqual({
      ok: false,
      problems: [
        expect.stringMatching(/^SLACK_BOT_TOKEN must be a bot token/),
        expect.stringMatching(/^SLACK_API_URL must/),
      ],
    })
  })
})

describe('readReadingConfig', () => {
  it('needs no app token, and nothing that only a running bot needs', () => {
    expect(readReadingConfig({ ...SLACK, ...CIPHERTRUST, PORT: 'x', COMMAND: 'x' }, onlyToken)).toEqual({
      ok: true,
      config: {
        slack: { botToken: 'xoxb-1', apiUrl: 'https://slack.com/api/' },
        ciphertrust: {
          url: 'https://ciphertrust.test',
          account: { auth: 'password', username: 'svc', password: 'secret' },
          insecureSkipTlsVerify: false,
        },
        database: { engine: 'sqlite', path: 'data/cckm-bot.db' },
      },
    })
  })

  it('lists every problem at once', () => {
    const read = readReadingConfig({ DATABASE_URL: 'x', CIPHERTRUST_CA_FILE: '/gone' }, onlyToken)
    expect(read.ok ? [] : read.problems.map((problem) => problem.split(' ')[0])).toEqual([
      'SLACK_BOT_TOKEN',
      'CIPHERTRUST_URL',
      'DATABASE_URL',
      'CIPHERTRUST_CA_FILE',
      'CIPHERTRUST_USERNAME',
      'CIPHERTRUST_PASSWORD',
    ])
  })
})
