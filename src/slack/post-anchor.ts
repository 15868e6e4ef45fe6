import type { WebClient } from '@slack/web-api'
import { ANCHOR_EVENT } from '../core/anchor.ts'
import { MessengerFault, type PostAnchor } from '../ports.ts'
import type { Author } from './find-message.ts'
import { postOnce } from './post-once.ts'
import { messengerFault } from './slack-fault.ts'
import { isSharedOutside } from './usable-channel.ts'
import { type AnchorOptions, anchorMessage } from './views/anchor.ts'

/** As Slack calls it in what it says of a channel. */
const SHARED = 'is_ext_shared'
/** An anchor is looked for as far back as this: the clock that chose it may have been ahead of Slack's. */
const BACK_MS = 86_400_000

/** Brings anchors of the audit log to Slack. All it throws are MessengerFaults. */
export function createPostAnchor(posts: WebClient, us: Author, options: AnchorOptions): PostAnchor {
  return async (anchor, { channel, look }) => {
    try {
      if (await isSharedOutside(posts, channel))
        throw new MessengerFault('unusable_channel', { slack: SHARED })
      return await postOnce(posts, us, {
        wanted: {
          ...{ channel, since: Date.parse(anchor.at) - BACK_MS },
          ...({ event: ANCHOR_EVENT, field: 'hash', value: anchor.hash } as const),
        },
        payload: { ...anchor },
        view: anchorMessage(anchor, options),
        look,
      })
    } catch (error) {
      throw messengerFault(error)
    }
  }
}
