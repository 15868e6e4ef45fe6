import { type Command, InvalidArgumentError, Option } from 'commander'
import { OsUser, PersonId, type RequestId } from '../core/ids.ts'
import { type EvidenceOptions, evidence } from './audit-evidence.ts'
import { type ExportOptions, exportAudit, FORMATS } from './audit-export.ts'
import { instant } from './audit-instant.ts'
import { type VerifyOptions, verifyAudit } from './audit-verify.ts'
import { keyReference } from './key-reference-argument.ts'
import { requestId } from './request-id-argument.ts'
import type { Exit, World } from './world.ts'

/** The commands that read the audit log. */
export function addAudit(program: Command, world: World, done: (exit: Exit) => void): void {
  const audit = program.command('audit').description('reads the audit log')
  audit
    .command('verify')
    .description('says whether the audit log is as it was written, and where it first is not')
    .option('--slack', SLACK)
    .option('--anchors <file>', ANCHORS)
    .option(
      '--request <id>',
      'also says which entries a request has and whether its history shows them, and with --slack compares its thread',
      requestId,
    )
    .option('--json', 'prints data')
    .action(async (options: VerifyOptions) => done(await verifyAudit(world, options)))
  audit
    .command('export')
    .description('prints the entries of the audit log')
    .addOption(new Option('--format <name>', 'lines of JSON, or a table').choices(FORMATS).default('jsonl'))
    .option(
      '--since <time>',
      'from this day on, or this time: 2026-03-01, 2026-03-01T09:30Z',
      instant('since'),
    )
    .option('--until <time>', 'to the end of this day, or to this time', instant('until'))
    .option('--request <id>', 'of this request', requestId)
    .option('--key <key>', 'of requests for this key: an ARN, an id or an alias', keyReference)
    .option('--user <id>', 'of what this person did', personId)
    .action(async (options: ExportOptions) => done(await exportAudit(world, options)))
  audit
    .command('evidence')
    .description('packs for an auditor who asked, who agreed, what happened, and why one may believe it')
    .argument('<request>', 'its id, as its card shows it', requestId)
    .option('--out <file>', 'where the zip goes; without it into this folder, named after the request')
    .option('--slack', SLACK)
    .option('--anchors <file>', ANCHORS)
    .action(async (request: RequestId, options: EvidenceOptions) =>
      done(await evidence(world, request, options)),
    )
}

const SLACK = 'compares it with the anchors and cards in Slack'
const ANCHORS = 'compares it with kept anchors, log lines or an export; - is standard input'

function personId(text: string): PersonId | OsUser {
  const id = PersonId.safeParse(text)
  if (id.success) return id.data
  const user = OsUser.safeParse(text)
  if (user.success) return user.data
  throw new InvalidArgumentError(
    'It must be an id such as U0ANN, or os:name for somebody at the command line.',
  )
}
