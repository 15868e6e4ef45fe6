import { type Manifest, parseManifest } from '../../../simulators/slack/manifest.ts'

/** An app with everything switched on, and these scopes beside the usual ones. */
export function manifestWith(...scopes: string[]): Manifest {
  const usual = ['channels:history', 'channels:read', 'chat:write', 'users:read', 'usergroups:read']
  return {
    ...manifestOf([...usual, ...scopes]),
    interactivity: true,
    homeTab: true,
    events: ['app_home_opened'],
  }
}

/** An app with these scopes and nothing else. */
export function manifestOf(scopes: readonly string[]): Manifest {
  return parseManifest(JSON.stringify({ oauth_config: { scopes: { bot: scopes } } }))
}
