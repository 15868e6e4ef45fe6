import { LogLevel } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { sdkLogger } from '../../src/slack/sdk-log.ts'
import { keptLog } from './harness.ts'

const TICKET = 'wss://wss.slack.test/link/?ticket=secret'

describe('sdkLogger', () => {
  it.each(['debug', 'info'] as const)('keeps %s lines out of the log: they quote payloads', (level) => {
    const { log, lines } = keptLog()
    sdkLogger(log)[level]()
    expect(lines).toEqual([])
  })

  it.each(['warn', 'error'] as const)('passes the texts of a %s on, as a warning', (level) => {
    const { log, lines } = keptLog()
    sdkLogger(log)[level]('pong', 'was late')
    expect(lines).toMatchObject([
      { level: 'warn', fields: {}, sentence: expect.stringContaining('pong was late') },
    ])
  })

  it('leaves out what an object or the message of an error may hold', () => {
    const { log, lines } = keptLog()
    sdkLogger(log).error('failed', new TypeError(TICKET), { url: TICKET })
    expect(JSON.stringify(lines)).not.toContain('secret')
    expect(lines[0]?.sentence).toContain('TypeError')
  })

  it('does not ask for the lines that it would throw away', () => {
    expect(sdkLogger(keptLog().log).getLevel()).toBe(LogLevel.WARN)
  })
})
