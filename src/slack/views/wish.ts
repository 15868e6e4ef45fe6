import type { Operation } from '../../core/operations.ts'
import type { Request } from '../../core/request.ts'

const WISH: Readonly<Record<Operation, string>> = {
  'enable-auto-rotation': 'Switch on automatic rotation',
  'disable-auto-rotation': 'Switch off automatic rotation',
}

/** What a request asks for. */
type Wanted = Pick<Request, 'operation' | 'periodDays' | 'key'>

/** Rotation is on already, and only how often is to change. */
export function isPeriodChange({ operation, periodDays, key }: Wanted): boolean {
  return operation === 'enable-auto-rotation' && periodDays !== undefined && key.rotation.on
}

export function wishOf(wanted: Wanted): string {
  const { operation, periodDays } = wanted
  if (periodDays === undefined) return WISH[operation]
  if (isPeriodChange(wanted)) return `Change the period of automatic rotation to ${periodDays} days`
  return `${WISH[operation]}, ${every(periodDays)}`
}

/** The same with the name of the key to follow. */
export function wishFor(wanted: Wanted): string {
  const wish = wishOf(wanted)
  return `${wish}${wish.includes(',') ? ',' : ''} for `
}

/** Within a sentence: somebody asks to … */
export function toWish(wanted: Wanted): string {
  return `to ${wishOf(wanted).toLowerCase()}`
}

export function toWishFor(wanted: Wanted): string {
  return `to ${wishFor(wanted).toLowerCase()}`
}

export function every(periodDays: number): string {
  return `every ${periodDays} days`
}
