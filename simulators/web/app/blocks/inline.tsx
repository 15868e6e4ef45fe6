import type { ReactNode } from 'react'
import { idsOf, useHere, usePerson } from '../directory.tsx'
import { placeOfLink } from '../place.ts'

export function PersonMention({ id: given }: { readonly id: string }) {
  const [id = ''] = given.split('|')
  const { name } = usePerson(id)
  const { screen } = useHere()
  return (
    <span className="mention" data-you={id === screen.viewer}>
      @{name}
    </span>
  )
}

export function GroupMention({ id: given }: { readonly id: string }) {
  const [id = ''] = given.split('|')
  const { screen } = useHere()
  const group = screen.groups.find((one) => one.id === id)
  return (
    <span className="mention" data-you={idsOf(screen).includes(id)}>
      @{group?.handle ?? id}
    </span>
  )
}

export function ChannelMention({ id: given }: { readonly id: string }) {
  const { screen, go } = useHere()
  const [id = ''] = given.split('|')
  const channel = screen.channels.find((one) => one.id === id)
  if (!channel) return <span className="mention">#private</span>
  return (
    <button type="button" className="mention" onClick={() => go({ at: id, tab: 'messages' })}>
      #{channel.name}
    </button>
  )
}

interface LinkProps {
  readonly href: string
  readonly children: ReactNode
}

/** Permalinks of this workspace open in place, and so as the same person; every other link in a tab of its own. */
export function LinkTo({ href, children }: LinkProps) {
  return <Link href={href}>{children}</Link>
}

function Link({ href, children }: LinkProps) {
  const { go } = useHere()
  const place = placeOfLink(href)
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => {
        if (!place || event.metaKey || event.ctrlKey) return
        event.preventDefault()
        go({ ...place, tab: 'messages' })
      }}
    >
      {children}
    </a>
  )
}

interface DateProps {
  readonly timestamp: string
  readonly format: string
  readonly link: string | null
  readonly fallback: string
}

// https://docs.slack.dev/messaging/formatting-message-text#date-formatting
const FORMATS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
}

const DAY_MS = 86_400_000

/** A moment in the reader's own zone and clock, in Slack's formats. */
export function When({ timestamp, format, link }: DateProps) {
  const date = new Date(Number(timestamp) * 1000)
  const text = format.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const near = name.endsWith('_pretty') ? nearby(date) : undefined
    const options = FORMATS[name.replace(/_pretty$/, '')]
    if (near !== undefined) return near
    return options ? new Intl.DateTimeFormat('en-GB', options).format(date) : whole
  })
  const words = (
    <time dateTime={date.toISOString()} title={date.toString()}>
      {text}
    </time>
  )
  return link ? <Link href={link}>{words}</Link> : words
}

function nearby(date: Date): string | undefined {
  const today = new Date().setHours(0, 0, 0, 0)
  const days = Math.round((new Date(date).setHours(0, 0, 0, 0) - today) / DAY_MS)
  return { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[days]
}
