import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { ID, unsettled } from '../usecases/two-persons.ts'
import { botBeside } from './bot-beside.ts'
import { cli, folder } from './harness.ts'

const COMMANDS = [['list'], ['settle', ID, '--on'], ['expire', ID], ['retry-posts'], ['retry-posts', ID]]

function requests(file: string, argv: readonly string[], USER = 'anna') {
  return cli(['requests', ...argv], { DATABASE_URL: `sqlite:${file}`, USER })
}

/** A database as a bot left it, of another version of the schema, or with something done to it. */
async function stopped(...statements: readonly string[]): Promise<string> {
  const { file, stop } = await botBeside(unsettled())
  await stop()
  const db = new DatabaseSync(file)
  for (const statement of statements) db.exec(statement)
  db.close()
  return file
}

describe.each(COMMANDS.map((argv) => [argv.join(' '), argv] as const))('requests %s', (_, argv) => {
  it('says that there is no database, and makes none', async () => {
    const file = join(folder(), 'bot.db')
    const { exit, out, err } = await requests(file, argv)
    expect({ exit, out }).toEqual({ exit: 2, out: [''] })
    expect(err).toBe(`There is no database at ${file}: set DATABASE_URL to the one of the bot.`)
    expect(existsSync(file)).toBe(false)
  })

  it.each([
    [0, /was made by an older cckm-bot: its schema is version 0.*start this cckm-bot on it first/],
    [
      99,
      /was made by a newer cckm-bot: its schema is version 99.*Use the command line of the cckm-bot that runs/,
    ],
  ])('leaves a database of another version as it is: %i', async (version, why) => {
    const file = await stopped(`PRAGMA user_version = ${version}`)
    const before = readFileSync(file)
    const { exit, out, err } = await requests(file, argv)
    expect({ exit, out }).toEqual({ exit: 2, out: [''] })
    expect(err).toMatch(why)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('says that a file is no database', async () => {
    const file = join(folder(), 'bot.db')
    writeFileSync(file, 'channel: C0AUDIT\n'.repeat(300))
    const { exit, out, err } = await requests(file, argv)
    expect({ exit, out }).toEqual({ exit: 2, out: [''] })
    expect(err).toBe(`${file} is no database: set DATABASE_URL to the one of the bot.`)
  })
})

describe.each(COMMANDS.slice(1).map((argv) => [argv.join(' '), argv] as const))('requests %s', (_, argv) => {
  it('leaves nothing beside a database whose bot does not run', async () => {
    const file = await stopped()
    const before = readdirSync(dirname(file))
    await requests(file, argv)
    expect(readdirSync(dirname(file))).toEqual(before)
  })

  it('says who must run it where the user of the machine has a name that cannot be kept', async () => {
    const file = await stopped()
    const { exit, err } = await requests(file, argv, 'a\u202eb')
    expect(exit).toBe(2)
    expect(err).toMatch(/cannot be kept in the audit log, so nothing was done/)
  })
})

describe('requests settle', () => {
  it('says that it cannot read what another version wrote', async () => {
    const file = await stopped(`UPDATE requests SET body = json_set(body, '$.state', 'unheard_of')`)
    const { exit, err } = await requests(file, ['settle', ID, '--on'])
    expect(exit).toBe(2)
    expect(err).toMatch(/holds what this cckm-bot cannot read\. Nothing in it was changed\./)
  })

  it('is undone as a whole where the bot has not made all of its tables yet', async () => {
    const file = await stopped('DROP TABLE unprinted')
    const { exit, err } = await requests(file, ['settle', ID, '--on'])
    expect(exit).toBe(2)
    expect(err).toMatch(/is not as this cckm-bot makes it\. Nothing in it was changed\./)
    const db = new DatabaseSync(file)
    expect(db.prepare('SELECT state FROM requests').get()).toEqual({ state: 'unconfirmed' })
    db.close()
  })
})
