import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { MessageLook } from '../wire.ts'

const NEAR_THE_END_PX = 60

/** Keeps a list that scrolls at its end, unless somebody scrolled up to read: they are told that there is more. */
export function useNewest(newest: MessageLook | undefined, viewer: string) {
  const list = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const seen = useRef(newest?.ts)
  const [missed, setMissed] = useState(false)
  const follow = () => {
    const element = list.current
    if (element && follows.current) element.scrollTop = element.scrollHeight
  }
  const toEnd = () => {
    follows.current = true
    follow()
  }
  useLayoutEffect(() => {
    if (newest && newest.ts !== seen.current) {
      // Whoever has just written wants to see it.
      if (newest.user === viewer) follows.current = true
      else if (!follows.current) setMissed(true)
    }
    seen.current = newest?.ts
    follow()
  })
  // A picture that arrives, or a composer that grows, moves the end without any drawing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it reads nothing but refs, which stay the same
  useEffect(() => {
    const element = list.current
    if (!element) return
    const observer = new ResizeObserver(follow)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])
  const onScroll = () => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = list.current ?? {}
    follows.current = scrollTop + clientHeight >= scrollHeight - NEAR_THE_END_PX
    if (follows.current) setMissed(false)
  }
  return { list, onScroll, missed, toEnd }
}
