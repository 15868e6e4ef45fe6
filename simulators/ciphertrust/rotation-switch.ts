import { z } from 'zod'
import { type AwsRefusal, passedThrough, periodRefusal, switchRefusal, throttled } from './aws-refusal.ts'
import type { Call } from './calls.ts'
import type { Fault } from './fault.ts'
import type { AwsKey } from './key.ts'
import { ncError } from './nc-error.ts'
import type { Quota } from './quota.ts'
import { disableRotation, enableRotation } from './rotation.ts'
import type { World } from './world.ts'

export interface SwitchOrder {
  readonly verb: 'Enabling' | 'Disabling'
  readonly domainId: string
  readonly id: string
  readonly body: string
  readonly call: Call
  readonly fault: Fault | undefined
}

export interface SwitchParts {
  readonly world: World
  readonly quota: Quota
  readonly now: () => Date
}

/** The two writes: enable-auto-rotation and disable-auto-rotation. */
export function createRotationSwitch({ world, quota, now }: SwitchParts): (order: SwitchOrder) => Response {
  let sequence = 0

  return ({ verb, domainId, id, body, call, fault }) => {
    const key = world.in(domainId).find(id)
    if (!key) return ncError.notFound()
    const asked = readBody(body)
    if (!asked) return ncError.badRequest('rotation_period_in_days must be a whole number')
    if (!quota.take(`${verb} ${key.aws_param.AWSAccountId} ${key.region}`))
      return passedThrough(verb, throttled)
    const refusal = faultRefusal(fault) ?? periodRefusal(asked.period) ?? switchRefusal(key)
    if (refusal) return passedThrough(verb, refusal)
    if (fault?.kind === 'flag_wrong') return Response.json(withFlag(key, verb !== 'Enabling'))

    const moment = { at: now(), sequence: ++sequence }
    const next =
      verb === 'Enabling' ? enableRotation(key, moment, asked.period) : disableRotation(key, moment)
    world.write(next, fault?.kind === 'stale_read' ? fault.ms : 0)
    call.committed = true
    return Response.json(next)
  }
}

const enableBody = z.looseObject({ rotation_period_in_days: z.int().nullish() })

// Terraform provider ≤ 1.0.1 sends 0 where it has no period and expects AWS's default, so 0 counts as absent.
function readBody(body: string): { period: number | undefined } | undefined {
  if (body.trim() === '') return { period: undefined }
  const parsed = enableBody.safeParse(parseJson(body))
  return parsed.success ? { period: parsed.data.rotation_period_in_days || undefined } : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function faultRefusal(fault: Fault | undefined): AwsRefusal | undefined {
  if (fault?.kind !== 'aws_error' || !fault.exception) return undefined
  return { exception: fault.exception, text: 'simulated by a fault' }
}

function withFlag(key: AwsKey, KeyRotationEnabled: boolean): AwsKey {
  return { ...key, aws_param: { ...key.aws_param, KeyRotationEnabled } }
}
