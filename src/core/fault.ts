import { z } from 'zod'

/**
 * What went wrong with the world, one word for each sentence that people are told. All but two are about CipherTrust:
 * Slack may not say who may act, and the bot itself may be stopped.
 */
export const FaultKind = z.enum([
  'unreachable',
  'tls',
  'timeout',
  'hung_up',
  'login_refused',
  'unauthorized',
  'licence',
  'forbidden',
  'not_found',
  'rate_limited',
  'rejected',
  'aws',
  'server_error',
  'not_ciphertrust',
  'too_many_keys',
  'flag_disagrees',
  'period_untold',
  'late',
  'interrupted',
  'slack_silent',
])
export type FaultKind = z.infer<typeof FaultKind>

/**
 * What is known about a write after the fault: it was not done, it was certainly not sent (only then may it be sent
 * again), or nobody can tell (only reading settles it).
 */
export const Outcome = z.enum(['not_done', 'not_sent', 'unknown'])
export type Outcome = z.infer<typeof Outcome>

/** A fault as it is stored and shown: codes only, nothing CipherTrust wrote, because a body may quote a secret. */
export const Fault = z.object({
  kind: FaultKind,
  outcome: Outcome,
  status: z.int().optional(),
  ciphertrustRequest: z.string().optional(),
  awsException: z.string().optional(),
  /** Of kind `tls`, where it is known what was wrong with a certificate. */
  tls: z.enum(['unknown_ca', 'wrong_name', 'expired', 'client_refused', 'no_tls']).optional(),
})
export type Fault = z.infer<typeof Fault>

/** CipherTrust said no, or nothing. The only exception the client throws; its message holds codes, never a body. */
export class CipherTrustFault extends Error {
  override name = 'CipherTrustFault' as const
  readonly fault: Fault

  constructor(fault: Fault, options?: ErrorOptions) {
    super(`${fault.kind}${fault.status === undefined ? '' : ` (HTTP ${fault.status})`}`, options)
    this.fault = fault
  }
}
