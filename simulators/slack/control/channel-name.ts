import type { Channel } from '../world.ts'

/** Slack does not tell apps the names of private conversations. */
export function channelName({ is_im, is_private, name }: Channel): string {
  if (is_im) return 'directmessage'
  return is_private ? 'privategroup' : (name ?? '')
}
