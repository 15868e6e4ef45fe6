import { type Command, InvalidArgumentError } from 'commander'
import { RequestId } from '../core/ids.ts'
import { type VerifyOptions, verifyAudit } from './audit-verify.ts'
import type { Exit, World } from './world.ts'

/** The commands that read the audit log. */
export function addAudit(program: Command, world: World, done: (exit: Exit) => void): void {
  const audit = program.command('audit').description('reads the audit log')
  audit
    .command('verify')
    .description('says whether the audit log is as it was written, and where it first is not')
    .option('--slack', 'compares it with the anchors in Slack')
    .option('--anchors <file>', 'compares it with kept anchors, log lines or an export; - is standard input')
    .option('--request <id>', 'also compares the thread of this request, with --slack', requestId)
    .option('--json', 'prints data')
    .action(async (options: VerifyOptions) => done(await verifyAudit(world, options)))
}

function requestId(text: string): RequestId {
  const id = RequestId.safeParse(text.toUpperCase())
  if (id.success) return id.data
  throw new InvalidArgumentError('It must be the id of a request, such as R-7K2M9PQX: its card shows it.')
}
