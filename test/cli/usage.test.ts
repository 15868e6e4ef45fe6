import { describe, expect, it } from 'vitest'
import { cli } from './harness.ts'

describe('the command line', () => {
  it.each([
    ['a command that there is not', ['polcy'], /unknown command 'polcy'/],
    ['an option that there is not', ['policy', 'check', '--loud'], /unknown option '--loud'/],
    ['a second file', ['policy', 'check', 'a.yml', 'b.yml'], /too many arguments/],
    ['nothing', [], /^Usage: cckm-bot/],
    ['half a command', ['policy'], /^Usage: cckm-bot policy/],
    ['no user', ['policy', 'explain', '--key', 'alias/a'], /--user <id>' not specified/],
    ['no key', ['policy', 'explain', '--user', 'U0ANN'], /--key <key>' not specified/],
    ['a user by name', ['policy', 'explain', '--user', 'ann', '--key', 'a'], /must be an id such as U0ANN/],
    ['a key that is none', ['policy', 'explain', '--user', 'U0ANN', '--key', 'a b'], /must be an ARN/],
    [
      'an operation that there is not',
      ['policy', 'explain', '--user', 'U0ANN', '--key', 'a', '--operation', 'rotate'],
      /Allowed choices are enable-auto-rotation, disable-auto-rotation/,
    ],
    [
      'days that AWS does not take',
      ['policy', 'explain', '--user', 'U0ANN', '--key', 'a', '--every', '89'],
      /from 90 to 2560/,
    ],
    [
      'days that are no number',
      ['policy', 'explain', '--user', 'U0ANN', '--key', 'a', '--every', '1e3'],
      /from 90 to 2560/,
    ],
    [
      'days for switching off',
      ['policy', 'explain', '--user', 'U0ANN', '--key', 'a', '--every', '90'].concat(
        '--operation',
        'disable-auto-rotation',
      ),
      /not off/,
    ],
    ['ids of something else', ['ids', 'keys'], /Allowed choices are channels, groups, people/],
  ])('ends with 2 and says why on standard error, given %s', async (_, argv, why) => {
    const { exit, out, err } = await cli(argv)
    expect({ exit, out }).toEqual({ exit: 2, out: [''] })
    expect(err).toMatch(why)
  })

  it.each([
    [['--help'], /^Usage: cckm-bot \[options\] \[command\]/],
    [['help'], /^Usage: cckm-bot \[options\] \[command\]/],
    [['policy', 'check', '--help'], /^Usage: cckm-bot policy check \[options\] \[file\]/],
    [['policy', 'explain', '-h'], /--every <days>/],
    [['ids', '--help'], /channels.*groups.*people/s],
    [['--version'], /^1\.2\.3$/],
  ])('answers %j on standard output and ends with 0', async (argv, what) => {
    const { exit, out, err } = await cli(argv)
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out.join('\n')).toMatch(what)
  })

  it.each([
    [['ids'], ['SLACK_BOT_TOKEN']],
    [['policy', 'check', '--live', 'policy.example.yml'], ['SLACK_BOT_TOKEN']],
    [
      ['policy', 'explain', 'policy.example.yml', '--user', 'U0ANN', '--key', 'alias/a'],
      ['SLACK_BOT_TOKEN', 'CIPHERTRUST_URL', 'CIPHERTRUST_USERNAME', 'CIPHERTRUST_PASSWORD'],
    ],
  ])('names all that the environment lacks for %j, and ends with 2', async (argv, missing) => {
    const { exit, out, err } = await cli(argv)
    expect({ exit, out }).toEqual({ exit: 2, out: [''] })
    expect(err.split('\n').map((line) => line.split(' ')[0])).toEqual(missing)
  })
})
