import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Witness } from '../../src/audit/witness.ts'

const FOLDER = join(import.meta.dirname, '../../src/audit')
export const VERIFIER = join(FOLDER, 'verify.py')

/** Why the verifier cannot be run here; CI has Python. */
export const noPython = spawnSync('python3', ['--version']).status !== 0 && 'python3 is not installed here'

export function python(args: readonly string[], input = '') {
  const env = { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1' }
  const { status, stdout, stderr } = spawnSync('python3', args, {
    input,
    env,
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  return { exit: status, out: stdout, err: stderr }
}

export interface Case {
  readonly lines: readonly string[]
  readonly anchors?: readonly Witness[]
}

/** What the verifier says of each, all in one process: null where it finds nothing. */
export function verdicts(cases: readonly Case[]): readonly (string | null)[] {
  const input = cases
    .map(({ lines, anchors = [] }) =>
      JSON.stringify({ lines, anchors: anchors.map(({ seq, hash, where }) => [seq, hash, where]) }),
    )
    .join('\n')
  const { exit, out, err } = python(['-c', DRIVER, FOLDER], input)
  if (exit !== 0) throw new Error(err)
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

const DRIVER = `
import json, sys
sys.path.insert(0, sys.argv[1])
import verify
for line in sys.stdin:
    case = json.loads(line)
    try:
        for _ in verify.check([("here", text) for text in case["lines"]], case["anchors"]):
            pass
        print("null")
    except verify.Wrong as wrong:
        print(json.dumps(str(wrong)))
`
