import { useEffect, useLayoutEffect, useRef } from 'react'

const NEAR_THE_END_PX = 60

/** Keeps a list that scrolls at its end, unless somebody scrolled up to read. */
export function useNewest() {
  const list = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const follow = () => {
    const element = list.current
    if (element && follows.current) element.scrollTop = element.scrollHeight
  }
  useLayoutEffect(follow)
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
  }
  return { list, onScroll }
}
