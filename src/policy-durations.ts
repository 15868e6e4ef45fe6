import ms from 'ms'

const LONGEST = ms('1y')
// In capitals M would be a month to some.
const LENGTH = /^\d+(?:\.\d+)?\s*[a-z]+$/
const BEFORE = /^(.+?)\s+before\s+expiry$/i

type Mapping = Readonly<Record<string, unknown>>

/** The content of a policy with its times in milliseconds: `expires: 8h` and `remind: 30m before expiry`. */
export function inMilliseconds(content: unknown): unknown {
  if (!isMapping(content)) return content
  const { rules } = content
  return { ...converted(content), ...(Array.isArray(rules) ? { rules: rules.map(rule) } : {}) }
}

function rule(written: unknown): unknown {
  return isMapping(written) ? converted(written) : written
}

function converted(fields: Mapping): Mapping {
  const { expires, remind } = fields
  return {
    ...fields,
    ...(isWritten(expires) ? { expires: duration(expires) } : {}),
    ...(isWritten(remind) && remind !== 'none' ? { remind: duration(beforeExpiry(remind)) } : {}),
  }
}

/** `8h` in milliseconds. A number without a unit could be anything, so it is none; nor is anything else: NaN. */
function duration(written: unknown): number {
  if (typeof written !== 'string' || !LENGTH.test(written)) return Number.NaN
  // What is not of the library's own form is undefined, which its types keep out.
  const found = Math.round(ms(written as ms.StringValue))
  return found <= LONGEST ? found : Number.NaN
}

function beforeExpiry(written: unknown): string | undefined {
  return typeof written === 'string' ? BEFORE.exec(written)?.[1] : undefined
}

/** A field that is left empty is told of as such. */
function isWritten(value: unknown): boolean {
  return value !== undefined && value !== null
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
