import type { Unknown } from './read-entry.ts'

/** Worth knowing, and no tampering: how often, and where first. */
export interface Notice {
  readonly kind: Unknown | 'clock'
  readonly seq: number
  readonly count: number
}

/** What is noticed on the way, each kind once. */
export function createNotices() {
  const found = new Map<Notice['kind'], Notice>()
  let latest = ''
  return {
    add(kind: Notice['kind'], seq: number): void {
      const { seq: first, count } = found.get(kind) ?? { seq, count: 0 }
      found.set(kind, { kind, seq: first, count: count + 1 })
    },
    /** The clock of a machine may be set back: the order of the log is that of its numbers. */
    dated(at: string, seq: number): void {
      if (at < latest) this.add('clock', seq)
      latest = at
    },
    all: (): readonly Notice[] => [...found.values()],
  }
}

export function noticeWords({ kind, seq, count }: Notice): string {
  const which = count === 1 ? `#${seq} is` : `#${seq} and ${count - 1} more are`
  return kind === 'clock' ? `${which} ${CLOCK}` : `${which} ${UNKNOWN[kind]}. ${CHAINED}`
}

const CLOCK = 'dated before the entry in front: the clock of the machine was set back.'
const UNKNOWN: Readonly<Record<Unknown, string>> = {
  version: 'of a version that this program does not know',
  kind: 'of a kind that this program does not know',
  fields: 'of other fields than this program knows of that kind',
}
const CHAINED = 'The chain holds over it as over any other; a newer cckm-bot may read it.'
