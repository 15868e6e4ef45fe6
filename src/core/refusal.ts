import { z } from 'zod'

/** Why a rule said no. One sentence for each stands in slack/views/refusal.ts; a missing one does not compile. */
export const Refusal = z.enum([
  'not_allowed',
  'deactivated',
  'guest',
  'bot',
  'foreign',
  'identity_unknown',
  'key_not_found',
  'key_ambiguous',
  'key_gone',
  'aws_managed',
  'asymmetric',
  'hmac',
  'imported',
  'custom_key_store',
  'external_key_store',
  'replica',
  'disabled',
  'pending_deletion',
  'pending_import',
  'not_ready',
  'already_so',
  'open_request',
  'settling',
  'channel_unusable',
  'ciphertrust_fault',
  'broken',
])
export type Refusal = z.infer<typeof Refusal>
