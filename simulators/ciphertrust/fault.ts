import { z } from 'zod'

export const faultKinds = [
  'slow',
  'hangup_before',
  'hangup_after_commit',
  '401',
  '403_licence',
  '429',
  '500',
  '5xx_html',
  'hang',
  'aws_error',
  'flag_wrong',
  'stale_read',
  'lockout',
  'down',
] as const

export type FaultKind = (typeof faultKinds)[number]

/** `ms` is the delay of `slow`, the window of `stale_read`, and the Retry-After of `429`. */
export interface Fault {
  readonly kind: FaultKind
  readonly ms: number
  readonly exception?: string | undefined
}

/** What `POST /control/fault` takes. */
export const faultOrder = z
  .strictObject({
    kind: z.enum([...faultKinds, 'none']),
    match: z.string().optional(),
    times: z.int().min(-1).optional(),
    ms: z.int().min(0).max(3_600_000).optional(),
    exception: z.string().regex(/^\w+$/).optional(),
  })
  .refine((order) => order.kind !== 'aws_error' || order.exception !== undefined, {
    path: ['exception'],
    message: 'aws_error needs the name of an AWS exception',
  })

export type FaultOrder = z.infer<typeof faultOrder>

export function defaultMs(kind: FaultKind): number {
  if (kind === 'slow') return 10_000
  if (kind === 'stale_read') return 3_000
  return kind === '429' ? 1_000 : 0
}
