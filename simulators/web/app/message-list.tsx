import { type ReactNode, useEffect } from 'react'
import type { MessageLook } from '../wire.ts'
import { useHere } from './directory.tsx'
import { Message } from './message.tsx'
import { MissedMessages } from './missed-messages.tsx'
import { useReadMarks } from './read-marks.tsx'
import { dayOf } from './time.ts'
import { useNewest } from './use-newest.ts'

interface Props {
  /** Under what it is remembered how far it was read. */
  readonly id: string
  readonly messages: readonly MessageLook[]
  readonly label: string
  readonly children?: ReactNode
}

/** A conversation that stays at its newest message unless somebody scrolled up to read. */
export function MessageList({ id, messages, label, children }: Props) {
  const { viewer } = useHere().screen
  const { list, onScroll, missed, toEnd } = useNewest(messages.at(-1), viewer)
  const marks = useReadMarks()
  const newest = messages.at(-1)?.ts ?? ''

  useEffect(() => {
    if (newest && !document.hidden) marks.set(id, newest)
  })

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <div className="messages" role="log" aria-label={label} tabIndex={0} ref={list} onScroll={onScroll}>
      <div className="messages-end">
        {messages.length === 0 && <p className="empty">Nothing here yet.</p>}
        {messages.map((message, index) => (
          <div key={message.ts}>
            {dayOf(message.ts) !== dayOf(messages[index - 1]?.ts) && (
              <p className="day">
                <span>{dayOf(message.ts)}</span>
              </p>
            )}
            <Message message={message} channel={id} />
          </div>
        ))}
        {children}
      </div>
      {missed && <MissedMessages onPick={toEnd} />}
    </div>
  )
}
