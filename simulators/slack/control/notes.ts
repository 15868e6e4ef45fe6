import type { Simulator } from '../simulator.ts'

interface Asked {
  readonly shortcut?: string
  readonly of?: 'global' | 'message'
  readonly event?: string
}

/** Why Slack would not have sent this to an app with this manifest; here it is sent all the same. */
export function notesOn(
  { manifest }: Simulator,
  feature: 'interactivity' | 'home',
  { shortcut, of, event }: Asked = {},
): string[] {
  if (!manifest) return []
  const { interactivity, homeTab, shortcuts, events } = manifest
  const known = shortcuts.some(({ callbackId, type }) => callbackId === shortcut && type === of)
  return [
    ...(feature === 'interactivity' && !interactivity
      ? ['The manifest does not switch interactivity on.']
      : []),
    ...(feature === 'home' && !homeTab ? ['The manifest does not switch the home tab on.'] : []),
    ...(shortcut && !known ? [`The manifest has no ${of} shortcut ${shortcut}.`] : []),
    ...(event && !events.includes(event) ? [`The manifest does not subscribe to ${event}.`] : []),
  ]
}
