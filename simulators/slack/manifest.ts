import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

/** What an app is allowed and subscribed to, as far as this Slack looks at it. */
export interface Manifest {
  readonly scopes: readonly string[]
  readonly commands: readonly {
    readonly command: string
    readonly description: string
    readonly hint: string
  }[]
  readonly shortcuts: readonly { readonly callbackId: string; readonly type: string; readonly name: string }[]
  readonly events: readonly string[]
  readonly interactivity: boolean
  readonly homeTab: boolean
  /** Whether its direct messages are for reading only. */
  readonly readOnlyMessages: boolean
  readonly color: string
}

// What Slack itself paints an app in that names no colour.
const USUAL_COLOR = '#2c2d30'

const slashCommand = z.looseObject({
  command: z.string(),
  description: z.string().default(''),
  usage_hint: z.string().default(''),
})

const shortcut = z.looseObject({ callback_id: z.string(), type: z.string(), name: z.string().default('') })

const schema = z.looseObject({
  display_information: z
    .looseObject({
      background_color: z
        .string()
        .regex(/^#[0-9a-f]{3,6}$/i)
        .default(USUAL_COLOR),
    })
    .default({ background_color: USUAL_COLOR }),
  features: z
    .looseObject({
      app_home: z
        .looseObject({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_read_only_enabled: z.boolean().default(false),
        })
        .optional(),
      slash_commands: z.array(slashCommand).default([]),
      shortcuts: z.array(shortcut).default([]),
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
  const { display_information, features, oauth_config, settings } = schema.parse(parse(text))
  return {
    scopes: oauth_config.scopes.bot,
    commands: features.slash_commands.map(({ command, description, usage_hint: hint }) => ({
      command,
      description,
      hint,
    })),
    shortcuts: features.shortcuts.map(({ callback_id, type, name }) => ({
      callbackId: callback_id,
      type,
      name: name || callback_id,
    })),
    events: settings.event_subscriptions?.bot_events ?? [],
    interactivity: settings.interactivity?.is_enabled ?? false,
    homeTab: features.app_home?.home_tab_enabled ?? false,
    readOnlyMessages: features.app_home?.messages_tab_read_only_enabled ?? false,
    color: display_information.background_color,
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
