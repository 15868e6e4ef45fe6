import type { HelpRow } from '../core/reply.ts'
import { METHODS } from './methods.ts'

/**
 * The app as Slack is to set it up, made from what the code registers and calls.
 * https://docs.slack.dev/reference/app-manifest
 */
export function manifest(command: string, commands: readonly HelpRow[]) {
  const hints = commands.map(({ name, usage }) => `${name} ${usage}`.trim())
  const scopes = new Set(['commands', ...Object.values(METHODS).flat()])
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'cckm-bot',
      description: 'Asks for AWS key rotation through CipherTrust, in the open',
      background_color: '#1f3a5f',
    },
    features: {
      // Without the messages tab people could not read what the bot tells them directly.
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'cckm-bot', always_online: true },
      slash_commands: [
        {
          command,
          description: 'Ask to switch on automatic rotation of an AWS KMS key',
          usage_hint: hints.join(' | '),
          should_escape: true,
        },
      ],
    },
    oauth_config: { scopes: { bot: [...scopes].sort() } },
    settings: {
      interactivity: { is_enabled: true },
      org_deploy_enabled: false,
      socket_mode_enabled: true,
      token_rotation_enabled: false,
    },
  }
}
