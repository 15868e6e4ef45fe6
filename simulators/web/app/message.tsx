import type { MessageLook } from '../wire.ts'
import { Avatar } from './avatar.tsx'
import { Blocks } from './blocks/blocks.tsx'
import { SurfaceProvider } from './blocks/surface.tsx'
import { useHere, usePerson } from './directory.tsx'
import { Files } from './files.tsx'
import { MessageActions } from './message-actions.tsx'
import { useReadMarks } from './read-marks.tsx'
import { clockOf, momentOf } from './time.ts'

interface Props {
  readonly message: MessageLook
  readonly channel: string
  /** In the thread's own pane its replies are not counted again. */
  readonly inThread?: boolean
}

export function Message({ message, channel, inThread = false }: Props) {
  const { screen } = useHere()
  const { ts, user, text, blocks, onlyYou, deleted, edited, files } = message
  const author = usePerson(user)
  const isApp = author.kind === 'app'
  return (
    <article
      className="message"
      data-ts={ts}
      data-only-you={onlyYou}
      data-deleted={deleted}
      aria-label={`${author.realName}, ${clockOf(ts)}`}
    >
      {onlyYou && <p className="only-you">Only visible to you</p>}
      <Avatar id={user} />
      <div className="message-body">
        <p className="message-head">
          <span className="author">{isApp ? screen.app.name : author.realName}</span>
          {isApp && <span className="app-mark">App</span>}
          <time title={momentOf(ts)}>{clockOf(ts)}</time>
        </p>
        <SurfaceProvider where={{ channel, ts }}>
          <Blocks blocks={blocks.length > 0 ? blocks : asBlocks(text)} />
        </SurfaceProvider>
        {edited && <span className="note">(edited)</span>}
        <Files files={files} />
        {!inThread && message.thread.length > 0 && <ThreadSummary message={message} channel={channel} />}
      </div>
      {!onlyYou && !deleted && <MessageActions message={message} channel={channel} inThread={inThread} />}
    </article>
  )
}

/** A message of text alone is mrkdwn. */
function asBlocks(text: string) {
  return text ? [{ type: 'section', text: { type: 'mrkdwn', text } }] : []
}

function ThreadSummary({ message, channel }: Omit<Props, 'inThread'>) {
  const { place, go, screen } = useHere()
  const marks = useReadMarks()
  const { thread, ts } = message
  const newest = thread.at(-1)
  if (!newest) return null
  const authors = [...new Set(thread.map(({ user }) => user))].slice(0, 3)
  const fresh = newest.user !== screen.viewer && newest.ts > marks.of(`${channel} ${ts}`)
  return (
    <button
      type="button"
      className="thread-summary"
      data-control="thread"
      aria-expanded={place.thread === ts}
      onClick={() => go({ thread: ts })}
    >
      {authors.map((id) => (
        <Avatar key={id} id={id} />
      ))}
      <span className="thread-count">{thread.length === 1 ? '1 reply' : `${thread.length} replies`}</span>
      {fresh && <span className="fresh">New</span>}
      <span className="note">Last reply at {clockOf(newest.ts)}</span>
    </button>
  )
}
