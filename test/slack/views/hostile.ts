import { OsUser } from '../../../src/core/ids.ts'
import type { Key } from '../../../src/core/key.ts'
import { aKey, ON } from '../../builders.ts'
import { ORDINARY, type Outside } from './every-request.ts'

/** A text in every place that anybody outside could fill. */
export function outsideOf(text: string, changes: Partial<Key> = {}): Outside {
  const key = aKey({
    arn: text,
    awsKeyId: text,
    account: text,
    region: text,
    kms: { id: text, name: text },
    aliases: [text, text],
    tags: [
      { key: text, value: text },
      { key: text, value: text },
    ],
    state: text,
    origin: text,
    spec: text,
    usage: text,
    manager: text,
    multiRegion: 'replica',
    primaryArn: text,
    rotation: { ...ON, nextDate: text },
    syncedAt: text,
    ...changes,
  })
  const named = OsUser.safeParse(`os:${text.slice(0, 100)}`)
  return {
    ...{ key, reason: text, comment: text, typed: text, ruleName: text, denial: text },
    shell: named.data ?? ORDINARY.shell,
  }
}

const alias = (n: number) => `alias/${String(n).padStart(244, 'x')}`

/** What people, AWS and CipherTrust could send, at its worst. */
export const HOSTILE: Readonly<Record<string, Outside>> = {
  'ordinary texts': ORDINARY,
  'empty texts': outsideOf(''),
  'blank texts': outsideOf(' \t \u00a0 '),
  'texts of invisible characters alone': outsideOf('\u200b\u200d\u2060\u202e\ufeff\u00ad\u3164'),
  'texts of 3,000 characters': outsideOf('x'.repeat(3_000)),
  'a ticket of 3,000 digits': outsideOf(`CHG-${'4'.repeat(3_000)}`),
  'texts of 3,000 emoji': outsideOf('👩‍👩‍👧‍👦'.repeat(430)),
  'texts of 3,000 lines': outsideOf('a\r\n'.repeat(1_000)),
  'ampersands that grow when escaped': outsideOf('&'.repeat(3_000)),
  'text from right to left': outsideOf('مفتاح/שלום'),
  'bidi overrides': outsideOf('alias/\u202egnitset\u202c \u2066x\u2069 \u200fy \u061cz'),
  'control characters': outsideOf('a\u0000b\u0007\u001b[31mc\u007f\u0085d\u2028e\u2029f'),
  'zero-width characters': outsideOf('pay\u200bments\u200c\u200d\u2060\ufeff\u034f\u115f\u180e'),
  'half surrogates': outsideOf('\ud83dx\udb40\u200b\udc01'),
  "Slack's entities": outsideOf(
    '<!channel> <!here|x> <@U0EVIL> <#C0EVIL> <!subteam^S0EVIL> <https://evil.test|AWS>',
  ),
  'bare mentions': outsideOf('@here @everyone @channel #general https://evil.test'),
  markup: outsideOf('*bold* _it_ ~no~ `code` ```block``` > quote :rotating_light:'),
  'a date of the year one': outsideOf('0001-01-01T00:00:00Z'),
  'a date of the far future': outsideOf('+275760-09-13T00:00:00.000Z'),
  '60 aliases of 250 characters and 50 tags': {
    ...outsideOf('x'.repeat(2_000)),
    key: aKey({
      aliases: Array.from({ length: 60 }, (_, n) => alias(n)),
      tags: Array.from({ length: 50 }, (_, n) => ({ key: `${n}`.repeat(64), value: 'v'.repeat(256) })),
    }),
  },
}
