import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

/** What an app is allowed and subscribed to, as far as this Slack looks at it. */
export interface Manifest {
  readonly scopes: readonly string[]
  readonly commands: readonly string[]
  readonly shortcuts: readonly { readonly callbackId: string; readonly type: string }[]
  readonly events: readonly string[]
  readonly interactivity: boolean
  readonly homeTab: boolean
}

const schema = z.looseObject({
  features: z
    .looseObject({
      app_home: z.looseObject({ home_tab_enabled: z.boolean().default(false) }).optional(),
      slash_commands: z.array(z.looseObject({ command: z.string() })).default([]),
      shortcuts: z.array(z.looseObject({ callback_id: z.string(), type: z.string() })).default([]),
    })
    .default({ slash_commands: [], shortcuts: [] }),
  oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(z.string()).default([]) }) }),
  settings: z
    .looseObject({
      event_subscriptions: z.looseObject({ bot_events: z.array(z.string()).default([]) }).optional(),
      interactivity: z.looseObject({ is_enabled: z.boolean() }).optional(),
    })
    .default({}),
})

export function parseManifest(text: string): Manifest {
  const { features, oauth_config, settings } = schema.parse(parse(text))
  return {
    scopes: oauth_config.scopes.bot,
    commands: features.slash_commands.map(({ command }) => command),
    shortcuts: features.shortcuts.map(({ callback_id, type }) => ({ callbackId: callback_id, type })),
    events: settings.event_subscriptions?.bot_events ?? [],
    interactivity: settings.interactivity?.is_enabled ?? false,
    homeTab: features.app_home?.home_tab_enabled ?? false,
  }
}

/** The manifest at the root of the repository, or undefined where there is none. */
export function readOwnManifest(): Manifest | undefined {
  let text: string
  try {
    text = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  return parseManifest(text)
}
