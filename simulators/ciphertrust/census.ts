import { originOf, replica } from './aws-refusal.ts'
import type { AwsKey, KeyRecord } from './key.ts'
import { domainOf } from './kms.ts'

interface Flags {
  on: number
  off: number
}

export interface Census {
  /** Keys that a token of the domain sees. */
  readonly total: number
  readonly hidden: number
  readonly on: number
  readonly off: number
  /** Each visible key counts once: as `eligible`, or by the first reason why AWS would not switch it. */
  readonly classes: Record<string, Flags>
  /** The same by `<account>/<region>`. */
  readonly places: Record<string, Record<string, Flags>>
}

/** How many keys of each class a domain holds, as AWS has them: what a report about all of them must come to. */
export function takeCensus(records: Iterable<KeyRecord>, domainId: string): Census {
  const classes: Record<string, Flags> = {}
  const places: Record<string, Record<string, Flags>> = {}
  const sums = { on: 0, off: 0 }
  let hidden = 0
  for (const record of records) {
    if (domainOf(record.key.kms_id).id !== domainId) continue
    if (record.hidden) {
      hidden += 1
      continue
    }
    const { AWSAccountId, KeyRotationEnabled } = record.key.aws_param
    const name = classOf(record.key)
    const flag = KeyRotationEnabled ? 'on' : 'off'
    const place = `${AWSAccountId}/${record.key.region}`
    places[place] ??= {}
    for (const counted of [flags(classes, name), flags(places[place], name), sums]) counted[flag] += 1
  }
  return { total: sums.on + sums.off, hidden, ...sums, classes, places }
}

function flags(counts: Record<string, Flags>, name: string): Flags {
  counts[name] ??= { on: 0, off: 0 }
  return counts[name]
}

function classOf(key: AwsKey): string {
  const { KeyManager, CustomerMasterKeySpec, KeyUsage, KeyState } = key.aws_param
  if (key.gone) return 'gone'
  if (KeyManager !== 'CUSTOMER') return 'aws_managed'
  if (KeyUsage === 'GENERATE_VERIFY_MAC') return 'hmac'
  if (CustomerMasterKeySpec !== 'SYMMETRIC_DEFAULT' || KeyUsage !== 'ENCRYPT_DECRYPT') return 'asymmetric'
  const origin = originOf(key)
  if (origin !== 'native') return origin
  if (replica(key)) return 'replica'
  if (KeyState === 'Enabled') return 'eligible'
  return KeyState.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()
}
