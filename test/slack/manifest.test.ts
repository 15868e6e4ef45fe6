import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { COMMANDS } from '../../src/commands/registry.ts'
import { manifest } from '../../src/slack/manifest.ts'
import { METHODS } from '../../src/slack/methods.ts'

const root = join(import.meta.dirname, '../..')
const made = manifest('/cckm', COMMANDS)

/** Scopes that come with what the manifest says, not with a method. */
const BESIDE_METHODS = ['commands']

describe('manifest', () => {
  it('is what manifest.yml says: after a change, npm run manifest writes it anew', () => {
    expect(parse(readFileSync(join(root, 'manifest.yml'), 'utf8'))).toEqual(made)
  })

  it('asks for what its methods need, and for nothing else', () => {
    const needed = new Set([...BESIDE_METHODS, ...Object.values(METHODS).flat()])
    expect(made.oauth_config.scopes.bot).toEqual([...needed].sort())
  })

  it('stays within what Slack takes', () => {
    // https://docs.slack.dev/reference/app-manifest
    const { display_information, features } = made
    expect(display_information.name.length).toBeLessThanOrEqual(35)
    expect(display_information.description.length).toBeLessThanOrEqual(140)
    expect(features.bot_user.display_name.length).toBeLessThanOrEqual(80)
    for (const { command, description, usage_hint } of features.slash_commands) {
      expect(command).toMatch(/^\/.{1,31}$/)
      expect(description.length).toBeLessThanOrEqual(2_000)
      expect(usage_hint.length).toBeLessThanOrEqual(1_000)
    }
  })

  it('needs no public address: everything comes over the socket', () => {
    expect(made.settings.socket_mode_enabled).toBe(true)
    expect(JSON.stringify(made)).not.toMatch(/url/i)
  })

  it('lets buttons be pressed and forms be submitted', () => {
    expect(made.settings.interactivity).toEqual({ is_enabled: true })
  })

  it('asks for the scopes that have a reason, and for no other', () => {
    expect(made.oauth_config.scopes.bot).toEqual([
      'channels:history',
      'channels:read',
      'chat:write',
      'commands',
      'groups:history',
      'groups:read',
      'im:history',
      'im:write',
      'usergroups:read',
      'users:read',
    ])
  })

  it('has what is typed escaped, since the commands unescape it', () => {
    expect(made.features.slash_commands).toMatchObject([{ should_escape: true }])
  })

  it('hints at every command, and at one more when there is one more', () => {
    const more = { name: 'history', usage: '[<key>]', summary: 'shows what happened', example: 'history' }
    const [slash] = manifest('/kms', [...COMMANDS, more]).features.slash_commands
    expect(slash?.command).toBe('/kms')
    expect(slash?.usage_hint.split(' | ')).toEqual(
      [...COMMANDS, more].map(({ name, usage }) => `${name} ${usage}`.trim()),
    )
  })
})

describe('METHODS', () => {
  it('names every method that the code calls, and no other', () => {
    const called = sources(join(root, 'src/slack')).flatMap(callsIn)
    expect([...new Set(called)].sort()).toEqual(Object.keys(METHODS).sort())
  })
})

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
}

/** `posts.chat.update(…)` and its like; a family that this does not know is not in the SDK's spelling. */
function callsIn(source: string): readonly string[] {
  const call = /\b(?:slack|posts|interactive)\.([a-z]+(?:\.[a-zA-Z]+)+)\(/g
  return [...source.matchAll(call)].map(([, method = '']) => method)
}
