const DAY_MS = 86_400_000
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const SECOND = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const DAY = new Intl.DateTimeFormat('en', { weekday: 'long', month: 'long', day: 'numeric' })
const WHOLE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' })

export function clockOf(ts: string): string {
  return CLOCK.format(Number(ts) * 1000)
}

/** With the second, where several things happen in one minute. */
export function secondOf(ts: string): string {
  return SECOND.format(Number(ts) * 1000)
}

export function momentOf(ts: string): string {
  return WHOLE.format(Number(ts) * 1000)
}

/** The day of a ts as a reader calls it; empty for no ts. */
export function dayOf(ts: string | undefined): string {
  if (!ts) return ''
  const date = new Date(Number(ts) * 1000)
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / DAY_MS)
  if (days === 0) return 'Today'
  return days === 1 ? 'Yesterday' : DAY.format(date)
}
