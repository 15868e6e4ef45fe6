import { ANN, AUDIT, BOB, KIM, ONCALL, SAM, SECURITY } from '../builders.ts'
import { CROWD } from '../slack/views/under-rules.ts'

/** Who and what the ids of the stories stand for. */
export const NAMES: ReadonlyMap<string, string> = new Map<string, string>([
  [ANN, 'ann'],
  [BOB, 'bob'],
  [SAM, 'sam'],
  [KIM, 'kim'],
  ...CROWD.map((person, n) => [person, `approver-${n + 1}`] as const),
  [ONCALL, 'oncall'],
  [SECURITY, 'security'],
  [AUDIT, 'kms-audit'],
])
