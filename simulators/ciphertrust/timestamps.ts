/** Whole seconds, as AWS writes its dates. */
export function awsDate(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`
}

/** Nine fractional digits, as CipherTrust writes `updatedAt`; `sequence` tells writes of one millisecond apart. */
export function nanosecondDate(at: Date, sequence: number): string {
  return `${at.toISOString().slice(0, -1)}${String(sequence % 1_000_000).padStart(6, '0')}Z`
}

/** The same length for 0, 6 and 9 fractional digits, so that strings sort as times do. */
export function sortableDate(text: string): string {
  const [seconds = '', fraction = ''] = text.replace('Z', '').split('.')
  return `${seconds}.${fraction.padEnd(9, '0')}`
}
