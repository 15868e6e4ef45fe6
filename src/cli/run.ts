import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { PersonId } from '../core/ids.ts'
import { Operation, PERIOD } from '../core/operations.ts'
import { addAudit } from './audit.ts'
import { type CheckOptions, checkPolicy } from './check-policy.ts'
import { type ExplainOptions, explainPolicy } from './explain-policy.ts'
import { keyReference } from './key-reference-argument.ts'
import { KINDS, type Kind, listIds } from './list-ids.ts'
import { addRequests } from './requests.ts'
import { EXIT, type Exit, type World } from './world.ts'

/** Runs one command line, without the name of the program, and returns the exit code. */
export async function runCli(argv: readonly string[], world: World): Promise<number> {
  let exit: Exit = EXIT.fine
  const program = programFor(world, (found) => {
    exit = found
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exit
  } catch (error) {
    // Thrown in the place of an exit: also where only help was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage
    throw error
  }
}

function programFor(world: World, done: (exit: Exit) => void): Command {
  const line = (text: string) => text.replace(/\n$/, '')
  const program = new Command('cckm-bot')
    .description(
      'Looks at the policy of cckm-bot, at what it is about, and at its audit log, and helps requests on that got stuck.',
    )
    .version(world.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.print(line(text)),
      writeErr: (text) => world.complain(line(text)),
    })
  const policy = program.command('policy').description('looks at a policy')
  addCheck(policy, world, done)
  addExplain(policy, world, done)
  program
    .command('ids')
    .description('lists the ids of Slack that a policy can name')
    .addArgument(new Argument('[what]', 'one kind of them').choices(KINDS))
    .option('--json', 'prints data')
    .action(async (what: Kind | undefined, options: { readonly json?: true }) =>
      done(await listIds(world, what, options)),
    )
  addRequests(program, world, done)
  addAudit(program, world, done)
  return program
}

const FILE = 'the policy; POLICY_FILE, or policy.yml, without it'

function addCheck(policy: Command, world: World, done: (exit: Exit) => void): void {
  policy
    .command('check')
    .description('says what is wrong with a policy, or what it says')
    .argument('[file]', FILE)
    .option('--live', 'also asks Slack about the people, groups and channels in it')
    .option('--json', 'prints data')
    .action(async (file: string | undefined, options: CheckOptions) =>
      done(await checkPolicy(world, file, options)),
    )
}

function addExplain(policy: Command, world: World, done: (exit: Exit) => void): void {
  policy
    .command('explain')
    .description('says what a policy makes of one person and one key, as they are now')
    .argument('[file]', FILE)
    .requiredOption('--user <id>', 'the id of a person in Slack', personId)
    .requiredOption('--key <key>', 'an ARN, an id or an alias', keyReference)
    .addOption(
      new Option('--operation <name>', 'the one that would change the key without it').choices(
        Operation.options,
      ),
    )
    .option('--every <days>', 'days between rotations', days)
    .option('--json', 'prints data')
    .action(async (file: string | undefined, options: ExplainOptions, command: Command) => {
      if (options.every !== undefined && options.operation === 'disable-auto-rotation')
        command.error('error: --every is about switching rotation on, not off')
      done(await explainPolicy(world, file, options))
    })
}

function personId(text: string): PersonId {
  const id = PersonId.safeParse(text)
  if (id.success) return id.data
  throw new InvalidArgumentError('It must be an id such as U0ANN: “cckm-bot ids people” lists them.')
}

function days(text: string): number {
  const count = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (count >= PERIOD.least && count <= PERIOD.most) return count
  throw new InvalidArgumentError(`It must be a number of days from ${PERIOD.least} to ${PERIOD.most}.`)
}
