import { useEffect, useState } from 'react'

/** The app's own conversation has no channel before its first message, so it is named apart. */
export const APP = 'app'

/** Who somebody is and where they look; all of it stands in the address, so that two tabs can be two people. */
export interface Place {
  readonly role: string
  /** A channel's id, or `app`. */
  readonly at: string
  /** The ts of the thread's parent. */
  readonly thread: string
  readonly tab: 'messages' | 'home'
}

export type Go = (change: Partial<Place>) => void

export function usePlace(): readonly [Place, Go] {
  const [place, setPlace] = useState(readPlace)
  useEffect(() => {
    const onBack = () => setPlace(readPlace())
    addEventListener('popstate', onBack)
    return () => removeEventListener('popstate', onBack)
  }, [])
  const go: Go = (change) => {
    const next = { ...readPlace(), ...(change.at === undefined ? {} : { thread: '' }), ...change }
    history.pushState(null, '', addressOf(next))
    setPlace(next)
  }
  return [place, go]
}

export function addressOf({ role, at, thread, tab }: Place): string {
  const named = { as: role, at, thread, tab: tab === 'home' ? tab : '' }
  const given = Object.entries(named).filter(([, value]) => value !== '')
  return `/?${new URLSearchParams(given)}`
}

/** Where a permalink of this workspace leads; undefined for every other address. */
export function placeOfLink(href: string): Pick<Place, 'at' | 'thread'> | undefined {
  const url = URL.parse(href, location.href)
  const [, archives, channel, message] = url?.pathname.split('/') ?? []
  if (url?.origin !== location.origin || archives !== 'archives' || !channel) return undefined
  return { at: channel, thread: tsOf(url.searchParams.get('thread_ts') ?? message ?? '') }
}

function readPlace(): Place {
  const given = new URLSearchParams(location.search)
  return {
    role: given.get('as') ?? '',
    at: given.get('at') ?? given.get('channel') ?? '',
    thread: given.get('thread') ?? tsOf(given.get('message') ?? ''),
    tab: given.get('tab') === 'home' ? 'home' : 'messages',
  }
}

/** Permalinks spell a ts as `p` and its digits. */
function tsOf(text: string): string {
  return text.replace(/^p(\d+)(\d{6})$/, '$1.$2')
}
