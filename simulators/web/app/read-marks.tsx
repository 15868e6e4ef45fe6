import { createContext, type ReactNode, useContext, useState } from 'react'
import type { Conversation, MessageLook, Screen } from '../wire.ts'
import { idsOf } from './directory.tsx'

interface Marks {
  /** The ts up to which it was read; empty for never. */
  readonly of: (id: string) => string
  readonly set: (id: string, ts: string) => void
}

const Context = createContext<Marks>({ of: () => '', set: () => {} })

export function useReadMarks(): Marks {
  return useContext(Context)
}

/** Each person of a tab has marks of their own, which outlive a reload. */
export function ReadMarksProvider({
  viewer,
  children,
}: {
  readonly viewer: string
  readonly children: ReactNode
}) {
  const key = `read:${viewer}`
  const [, redraw] = useState(0)
  const marks: Record<string, string> = JSON.parse(sessionStorage.getItem(key) ?? '{}')
  const value: Marks = {
    of: (id) => marks[id] ?? '',
    set: (id, ts) => {
      if ((marks[id] ?? '') >= ts) return
      sessionStorage.setItem(key, JSON.stringify({ ...marks, [id]: ts }))
      redraw((count) => count + 1)
    },
  }
  return <Context.Provider value={value}>{children}</Context.Provider>
}

export interface Unread {
  readonly count: number
  /** How many of them call the person by name or group. */
  readonly mentions: number
}

export function unreadOf({ messages }: Conversation, read: string, screen: Screen): Unread {
  const fresh = messages.filter(({ ts, user }) => ts > read && user !== screen.viewer)
  const ids = idsOf(screen)
  return { count: fresh.length, mentions: fresh.filter((message) => isCalled(message, ids)).length }
}

export function isCalled({ text, blocks }: MessageLook, ids: readonly string[]): boolean {
  const said = text + JSON.stringify(blocks)
  return ids.some((id) => said.includes(id))
}
