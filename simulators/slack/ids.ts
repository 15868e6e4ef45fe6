import { randomBytes, randomInt } from 'node:crypto'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** An id in Slack's manner: one capital letter for the kind, then ten random capitals and digits. */
export function randomId(kind: 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'S' | 'T' | 'U' | 'V'): string {
  return `${kind}0${Array.from({ length: 9 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')}`
}

export function randomBlockId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5)
}

export function randomSecret(): string {
  return randomBytes(16).toString('hex')
}

/** The mark of one state of a view: seconds, a point, eight letters. */
export function randomHash(now: number): string {
  return `${Math.floor(now / 1000)}.${randomSecret().slice(0, 8)}`
}

export function randomTriggerId(): string {
  return `${randomInt(2 ** 40)}.${randomInt(2 ** 40)}.${randomSecret()}`
}

export function randomTokens(appId: string): { bot: string; app: string } {
  return {
    bot: `xoxb-${randomInt(2 ** 40)}-${randomInt(2 ** 40)}-${randomBytes(18).toString('base64url').replace(/[-_]/g, 'x')}`,
    app: `xapp-1-${appId}-${randomInt(2 ** 40)}-${randomBytes(32).toString('hex')}`,
  }
}
