import type { Operation } from '../core/operations.ts'

/**
 * All that the client can ever POST besides its login: `POST /api/v1/cckm/aws/keys/{id}/<action>`, without a body, but
 * for a period where rotation is switched on.
 * CipherTrust gives the right to switch rotation only together with the right to edit the key's policy, so it is this
 * table that keeps the bot from more.
 */
export const ACTIONS = {
  'enable-auto-rotation': { writes: true },
  'disable-auto-rotation': { writes: true },
  'get-key-rotation-status': { writes: false },
} as const satisfies Record<Operation | 'get-key-rotation-status', { readonly writes: boolean }>

export type Action = keyof typeof ACTIONS
