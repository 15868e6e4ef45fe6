import { useEffect, useRef } from 'react'
import type { ChannelLook } from '../wire.ts'
import { Composer } from './composer.tsx'
import { useHere } from './directory.tsx'
import { Message } from './message.tsx'
import { MissedMessages } from './missed-messages.tsx'
import { useReadMarks } from './read-marks.tsx'
import { useNewest } from './use-newest.ts'

export function ThreadPane({ channel }: { readonly channel: ChannelLook }) {
  const { screen, place, go } = useHere()
  const marks = useReadMarks()
  const pane = useRef<HTMLElement>(null)
  const conversation = screen.conversations.find(({ id }) => id === channel.id)
  const parent = conversation?.messages.find(
    ({ ts, thread }) => ts === place.thread || thread.some((reply) => reply.ts === place.thread),
  )
  const { list, onScroll, missed, toEnd } = useNewest(parent?.thread.at(-1), screen.viewer)
  const newest = parent?.thread.at(-1)?.ts ?? ''

  useEffect(() => {
    if (parent && newest) marks.set(`${channel.id} ${parent.ts}`, newest)
  })
  const close = () => go({ thread: '' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when another thread is opened
  useEffect(() => {
    pane.current?.querySelector('textarea')?.focus()
  }, [place.thread])

  return (
    <aside
      className="thread"
      aria-label="Thread"
      ref={pane}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close()
      }}
    >
      <header className="pane-head">
        <button type="button" className="icon only-narrow" aria-label="Back to the channel" onClick={close}>
          ‹
        </button>
        <h2>Thread</h2>
        <span className="note"># {channel.name}</span>
        <button type="button" className="icon close" aria-label="Close the thread" onClick={close}>
          ×
        </button>
      </header>
      <div
        className="messages"
        role="log"
        aria-label="Messages of the thread"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        tabIndex={0}
        ref={list}
        onScroll={onScroll}
      >
        <div>
          {parent ? (
            <Message message={parent} channel={channel.id} inThread />
          ) : (
            <p className="empty">This message is gone.</p>
          )}
          {parent && parent.thread.length > 0 && (
            <p className="day">
              <span>{parent.thread.length === 1 ? '1 reply' : `${parent.thread.length} replies`}</span>
            </p>
          )}
          {parent?.thread.map((reply) => (
            <Message key={reply.ts} message={reply} channel={channel.id} inThread />
          ))}
        </div>
        {missed && <MissedMessages onPick={toEnd} />}
      </div>
      {parent && !channel.archived && (
        <Composer key={parent.ts} channel={channel.id} label="Reply" threadTs={parent.ts} />
      )}
    </aside>
  )
}
