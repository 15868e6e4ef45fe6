import { InvalidArgumentError } from 'commander'

const DAY = /^\d{4}-\d\d-\d\d$/
/** Without a zone a time would mean something else on each machine. */
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/
const DAY_MS = 86_400_000

/** A day or a time as entries have it. The end of a day is the first moment after it. */
export function instant(end: 'since' | 'until'): (text: string) => string {
  return (text) => {
    const at = DAY.test(text) || TIME.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN
    const day = DAY.test(text)
    if (Number.isNaN(at) || (day && !new Date(at).toISOString().startsWith(text)))
      throw new InvalidArgumentError(
        'It must be a day such as 2026-03-01, in UTC, or a time such as 2026-03-01T09:30Z or 2026-03-01T10:30+01:00.',
      )
    return new Date(day && end === 'until' ? at + DAY_MS : at).toISOString()
  }
}
